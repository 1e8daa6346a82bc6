from __future__ import annotations

from reader.documents.judgement import judge, shared
from reader.documents.model import Block, BlockKind
from reader.text import Span


def judged(texts: list[str], article: str) -> tuple[bool | None, ...]:
    text, blocks = "", []
    for one in texts:
        kind = BlockKind.RULE if one == "* * *" else BlockKind.PARAGRAPH
        blocks.append(Block(Span(len(text), len(text) + len(one)), kind))
        text += one + "\n\n"
    return judge(text, blocks, article)


LONG = "the ferry to the northern islands will stop running in October"


def test_equal_lines_are_article():
    assert judged(["Home", LONG, "Share"], LONG) == (False, True, False)


def test_a_line_that_occurs_twice_counts_where_the_article_is():
    texts = ["Ferry stops", "Sport", LONG, "Ferry stops", LONG + " again"]
    article = f"{LONG}\nFerry stops\n{LONG} again"
    assert judged(texts, article) == (False, False, True, True, True)


def test_blocks_that_were_joined_or_marked_are_covered():
    texts = ["Menu", LONG, "and will not come back", "Imprint"]
    assert judged(texts, f"- {LONG} and will not come back") == (False, True, True, False)


def test_a_rule_goes_with_its_neighbours():
    assert judged([LONG, "* * *", LONG + " x", "* * *", "Share"], f"{LONG}\n{LONG} x") == (
        True, True, True, None, False,
    )  # fmt: skip


def test_nothing_found_is_no_opinion():
    assert judged([LONG], "") == ()
    assert judged([LONG], "quite other words were found here") == ()


def test_scripts_without_spaces_are_compared_by_character():
    assert judged(["首页", "渡轮将于十月停运因为没有船员"], "渡轮将于十月停运，因为没有船员") == (
        False,
        True,
    )


def test_the_shared_part_of_a_text():
    assert shared(LONG, f"before {LONG} after") == 1.0
    assert shared(LONG, "nothing of it") == 0.0
