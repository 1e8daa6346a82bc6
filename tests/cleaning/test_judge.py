from __future__ import annotations

from pathlib import Path

import pytest

from reader.cleaning import fingerprints, judge, kept_text
from reader.documents.model import Block, BlockKind, Document
from reader.text import Span
from tests.cleaning.build import document

PROSE = [
    "The council voted on Tuesday to close the old bridge over the river, which engineers said "
    "had become too weak to carry lorries after sixty years of service.",
    "Residents of the northern quarter, who use it every morning, asked for a ferry until the "
    "new bridge opens; the mayor promised an answer within two weeks.",
    "The work is expected to cost nine million euros and to last until the spring of next year.",
]


def seed(name: str) -> list[str]:
    folder = Path(__file__).parents[2] / "seeds"
    return next(folder.glob(f"{name}_*.txt")).read_text("utf-8").split("\n")


def test_an_empty_document_has_no_verdicts():
    assert judge(document()) == ()


def test_prose_stays():
    assert all(verdict.kept for verdict in judge(document(*PROSE)))


def test_a_newsletter_box_after_the_article_goes_and_says_why():
    box = ["Sign up for our newsletter", "Enter your email address", "Subscribe now"]
    *kept, title, field, button = judge(document(*PROSE, *box))
    assert all(verdict.kept for verdict in kept)
    assert not any(verdict.kept for verdict in (title, field, button))
    assert title.reason == "newsletter"


def test_the_same_document_gets_the_same_verdicts():
    lines = document(*PROSE, "Share on Facebook", "Read also")
    assert judge(lines) == judge(lines)


class TestEvidence:
    LINES = document(*PROSE)

    def test_a_block_of_many_files_goes_however_well_it_reads(self):
        verdict = judge(self.LINES, evidence={1: (41, 52)})[1]
        assert (verdict.kept, verdict.reason, verdict.source) == (
            False,
            "in 41 of 52 files",
            "corpus",
        )

    @pytest.mark.parametrize("counted", [(1, 1), (2, 2), (2, 40)])
    def test_two_copies_of_an_article_prove_nothing(self, counted):
        assert judge(self.LINES, evidence={1: counted})[1].kept


def test_fingerprints_see_through_case_counts_and_space():
    same = document("12 Comments", "7  comments", "Seven comments")
    first, second, third = fingerprints(same)
    assert first == second != third
    assert -(2**63) <= first < 2**63


def test_kept_text_is_a_line_a_block():
    lines = document(*PROSE, "Share on Facebook")
    assert kept_text(lines, judge(lines)) == "\n".join(PROSE)


def test_a_clean_sample_stays_whole():
    assert all(verdict.kept for verdict in judge(document(*seed("000"))))


def test_a_sample_keeps_its_article_and_nothing_after_it():
    lines = [line for line in seed("001") if line.strip()]
    end = next(i for i, line in enumerate(lines) if line.startswith("Insgesamt bleibt abzuwarten"))
    kept = [verdict.kept for verdict in judge(document(*lines))]
    assert kept == [True] * (end + 1) + [False] * (len(lines) - end - 1)


def test_a_rule_goes_with_its_neighbours():
    text = "\n".join([*PROSE, "* * *", *PROSE])
    blocks, start = [], 0
    for line in text.split("\n"):
        kind = BlockKind.RULE if line == "* * *" else BlockKind.PARAGRAPH
        blocks.append(Block(Span(start, start + len(line)), kind))
        start += len(line) + 1
    assert judge(Document(text, tuple(blocks)))[len(PROSE)].kept


def test_code_inside_an_article_stays():
    code = "fetch('/api')\n  .then(print)\n// subscribe"
    text = "\n".join([PROSE[0], code, PROSE[1]])
    spans = [Span(0, len(PROSE[0]))]
    spans.append(Span(spans[0].end + 1, spans[0].end + 1 + len(code)))
    spans.append(Span(spans[1].end + 1, len(text)))
    kinds = [BlockKind.PARAGRAPH, BlockKind.CODE, BlockKind.PARAGRAPH]
    blocks = tuple(Block(span, kind) for span, kind in zip(spans, kinds, strict=True))
    assert judge(Document(text, blocks))[1].kept


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_marks_that_are_not_seen_change_no_verdict(mark: str):
    lines = [*PROSE, "Sign up for our newsletter", "Enter your email address", "Share on Facebook"]
    hidden = [line.replace("e", f"e{mark}") for line in lines]
    assert judge(document(*hidden)) == judge(document(*lines))


def test_a_line_of_marks_that_are_not_seen_is_judged():
    assert len(judge(document(*PROSE, "\u200b \u200b", "\u00ad"))) == len(PROSE) + 2
