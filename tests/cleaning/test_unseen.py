from __future__ import annotations

from reader.cleaning import judge
from reader.cleaning.pages.texts import lines_of
from reader.cleaning.unseen import has_unseen, seen
from reader.documents.html import page

PARAGRAPH = "The council of the town met on Tuesday evening and spoke for hours about the bridge."
PAGE = (
    "<html><body><nav><ul><li><a href='/'>Newsletter</a></li></ul></nav>"
    f"<article><h1>The bridge stays shut</h1><p>{PARAGRAPH}</p>"
    "<p>The mayor said that the river had risen faster than anybody had expected.</p></article>"
    "<footer><p>Subscribe to our newsletter</p></footer></body></html>"
)


def test_marks_that_are_not_seen_are_taken_out():
    assert has_unseen("coun\u00adcil")
    assert seen("\ufeffcoun\u00adcil\u200b") == "council"
    assert not has_unseen("council")


def test_a_link_is_no_longer_than_its_line_without_soft_hyphens():
    words = "Abstimmungs\u00adumfrage " * 8
    document = page(f"<article>{PAGE}<p><a href='/poll'>{words}</a></article>", judged=True)
    assert len(judge(document)) == len(document.blocks)


def test_a_page_is_judged_as_without_soft_hyphens():
    plain = page(PAGE, judged=True)
    soft = page(PAGE.replace("council", "coun\u00adcil").replace("letter", "let\u00adter"),
                judged=True)  # fmt: skip
    assert lines_of(soft) == lines_of(plain)
    told = [[(verdict.kept, verdict.reason) for verdict in judge(each)] for each in (soft, plain)]
    assert told[0] == told[1]
