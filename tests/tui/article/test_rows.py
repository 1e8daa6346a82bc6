"""Wrapping: nothing is lost, nothing is too wide, and every place finds its way back."""

from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.cleaning.verdict import KEPT, Verdict
from reader.documents.model import Block, BlockKind, Document, Inline, Style
from reader.sanitise import is_safe
from reader.text import LineIndex, Span
from reader.tui.article.row_model import Place, RowKind, Setting, ViewMode
from reader.tui.article.rows import Rows

ALPHABETS = st.one_of(
    st.sampled_from("abc xyzÄößé-–,. \n\t"),
    st.sampled_from("中文字，。「」한국어テスト゛ー"),
    st.sampled_from("שלוםمرحبا بالعالم"),
    st.sampled_from("👨👩👧👍🏽❤🇩🇪1\u200d\ufe0f\u20e3🏴"),
    st.sampled_from("e\u0301\u0308a\u0327क्षि\u0e33"),
    st.sampled_from("\x00\x1b\x9b\r\u202e\u2066\u200b\u00ad\u2028\ufeff\ud800\U000e0041"),
    st.characters(),
)
TEXTS = st.text(ALPHABETS, min_size=1, max_size=300)
WIDTHS = st.integers(16, 60)


def document(text: str, *, kind: BlockKind = BlockKind.PARAGRAPH, hard: bool = False) -> Document:
    """One block a line that holds more than white space."""
    index = LineIndex(text)
    spans = [index.span(line).trimmed(text) for line in range(len(index))]
    blocks = tuple(Block(span, kind, 0, hard) for span in spans if len(span))
    return Document(text, blocks)


def whole(text: str, *, kind: BlockKind, hard: bool) -> Document:
    """All of the text as one block."""
    return Document(text, (Block(Span(0, len(text)), kind, 0, hard),))


def every_place(rows: Rows) -> list[Place]:
    return rows.from_place(rows.first(), 10**9) if rows else []


def shown(rows: Rows) -> list[str]:
    """What the rows show, as a reader sees it."""
    lines = [rows.line(place) for place in every_place(rows)]
    return [(line.lead + "".join(line.shown) + line.tail).rstrip() for line in lines]


def check(rows: Rows, covered: list[Span]) -> None:
    """Every property that holds for any rows."""
    width = rows.width
    pieces: list[Span] = []
    for place in every_place(rows):
        row, line = rows.row(place), rows.line(place)
        text = "".join(line.shown)
        assert is_safe(text)
        assert line.cells[0] + cell_len(text) == line.cells[-1]
        hanging = 1 if line.shown[-1:] and line.shown[-1].isspace() else 0
        assert line.cells[-1] + len(line.tail) - hanging <= width
        if row.kind is not RowKind.TEXT:
            continue
        assert row.start < row.end
        pieces.append(Span(row.start, row.end))
        for index, start in enumerate(line.starts):
            assert rows.find(start) == place
            assert rows.snap(start) == start
            if line.cells[index] < line.cells[index + 1]:
                assert rows.position_at(place, line.cells[index]) == start
        for position in range(row.start, row.end):
            assert rows.find(position) == place
    joined: list[Span] = []
    for piece in pieces:
        if joined and joined[-1].end == piece.start:
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    assert {p for span in joined for p in range(span.start, span.end)} == {
        p for span in covered for p in range(span.start, span.end)
    }
    assert pieces == sorted(pieces)


@settings(deadline=None, max_examples=150)
@given(TEXTS, WIDTHS, st.booleans())
def test_no_character_is_lost_between_blocks(text: str, width: int, justify: bool) -> None:
    article = document(text)
    rows = Rows(article, (), Setting(width, justify=justify, language="de"))
    check(rows, [block.span for block in article.blocks])


@settings(deadline=None, max_examples=150)
@given(TEXTS, WIDTHS, st.sampled_from(list(BlockKind)), st.booleans())
def test_no_character_is_lost_within_a_block(
    text: str, width: int, kind: BlockKind, hard: bool
) -> None:
    article = whole(text, kind=kind, hard=hard)
    check(Rows(article, (), Setting(width)), [Span(0, len(text))])


@settings(deadline=None, max_examples=100)
@given(TEXTS, WIDTHS)
def test_raw_view_shows_every_character(text: str, width: int) -> None:
    rows = Rows(document(text), (), Setting(width, ViewMode.RAW))
    check(rows, [Span(0, len(text))])


@settings(deadline=None, max_examples=60)
@given(TEXTS, WIDTHS, st.integers(-40, 40), st.integers(-40, 40))
def test_steps_add_up(text: str, width: int, one: int, other: int) -> None:
    rows = Rows(document(text), (), Setting(width))
    if not rows:
        return
    places = every_place(rows)
    for number, place in enumerate(places):
        there = rows.step(place, one)
        assert there == places[max(0, min(len(places) - 1, number + one))]
        assert rows.distance(place, there, 10**6) == places.index(there) - number


def test_words_stay_whole() -> None:
    rows = Rows(document("The quick brown fox jumps over the lazy dog"), (), Setting(16))
    assert shown(rows) == ["The quick brown", "fox jumps over", "the lazy dog"]


def test_compounds_break_after_their_hyphen() -> None:
    rows = Rows(document("Der Regierungs-Chef kommt"), (), Setting(16))
    assert shown(rows) == ["Der Regierungs-", "Chef kommt"]


def test_a_word_longer_than_the_column_is_cut() -> None:
    rows = Rows(document("https://example.org/a/very/long/path"), (), Setting(16))
    assert all(len(row) <= 16 for row in shown(rows))


def test_chinese_breaks_anywhere_but_before_a_full_stop() -> None:
    rows = Rows(document("这是一个很长的测试。这是另一个"), (), Setting(18))
    assert shown(rows) == ["这是一个很长的测", "试。这是另一个"]


def test_hyphens_only_when_justified() -> None:
    text = "Die Donaudampfschifffahrtsgesellschaft hat heute neue Kapitäne eingestellt"
    ragged = shown(Rows(document(text), (), Setting(24, language="de")))
    justified = shown(Rows(document(text), (), Setting(24, justify=True, language="de")))
    assert not any(row.endswith("-") for row in ragged)
    assert any(row.endswith("-") for row in justified)


def test_justified_rows_are_as_wide_as_the_column_except_the_last() -> None:
    text = "When the wind blows from the sea the whole town smells of salt and old rope again"
    *rows, _last = shown(Rows(document(text), (), Setting(30, justify=True, language="en")))
    assert [len(row) for row in rows] == [30] * len(rows)


def test_a_soft_hyphen_is_hidden_until_a_row_ends_there() -> None:
    text = "ein Donau\u00addampf\u00adschiff\u00adkapitän"
    assert shown(Rows(document(text), (), Setting(60))) == ["ein Donaudampfschiffkapitän"]
    assert shown(Rows(document(text), (), Setting(16)))[0] == "ein Donaudampf-"


def test_right_to_left_paragraphs_stand_at_the_right() -> None:
    rows = Rows(document("שלום עולם"), (), Setting(20))
    assert rows.line(Place(0, 0)).cells[0] == 20 - 9
    assert list(rows.line(Place(0, 0)).starts) == list(range(9))


def test_the_marks_of_a_quote_of_several_lines_are_its_bar() -> None:
    text = "> one two\n> three\n>> four"
    quote = Document(text, (Block(Span(0, len(text)), BlockKind.QUOTE, hard_breaks=True),))
    assert shown(Rows(quote, (), Setting(40))) == ["│ one two", "│ three", "│ four"]
    raw = shown(Rows(quote, (), Setting(40, mode=ViewMode.RAW)))
    assert raw == ["> one two", "> three", ">> four"]


def test_the_first_line_of_code_stands_as_deep_as_it_does_in_the_file() -> None:
    text = "    if tide:\n        rise\n    else:\n  fall"
    code = Document(text, (Block(Span(4, len(text)), BlockKind.CODE, hard_breaks=True),))
    assert shown(Rows(code, (), Setting(40))) == ["  if tide:", "      rise", "  else:", "    fall"]


def test_lists_hang_and_quotes_have_a_bar() -> None:
    items = Document("- one two three four", (Block(Span(0, 20), BlockKind.LIST_ITEM),))
    assert shown(Rows(items, (), Setting(16))) == ["- one two three", "  four"]
    bare = Document("one two three four", (Block(Span(0, 18), BlockKind.LIST_ITEM),))
    assert shown(Rows(bare, (), Setting(16))) == ["• one two three", "  four"]
    quote = Document("> one two\n> three", (Block(Span(0, 17), BlockKind.QUOTE),))
    assert shown(Rows(quote, (), Setting(40))) == ["│ one two three"]


def test_links_are_numbered_like_footnotes() -> None:
    article = Document(
        "see here and there, or here again",
        (Block(Span(0, 33)),),
        inlines=(
            Inline(Span(4, 8), Style.LINK, "https://a.example"),
            Inline(Span(13, 18), Style.LINK, "https://b.example"),
            Inline(Span(23, 27), Style.LINK, "https://a.example"),
        ),
    )
    rows = Rows(article, (), Setting(60))
    assert shown(rows) == ["see here¹ and there², or here¹ again"]
    assert rows.position_at(Place(0, 0), 9) == 8
    check(Rows(article, (), Setting(16)), [Span(0, 33)])


def test_the_tags_of_a_flag_are_one_mark() -> None:
    england = "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in "gbeng") + "\U000e007f"
    words = f"the flag {england} hangs"
    rows = Rows(Document(words, (Block(Span(0, len(words))),)), (), Setting(60))
    assert shown(rows) == ["the flag \U0001f3f4␂ hangs"]


def test_code_keeps_its_shape() -> None:
    code = Document("a  b\n   c", (Block(Span(0, 9), BlockKind.CODE),))
    assert shown(Rows(code, (), Setting(40))) == ["  a  b", "     c"]


@pytest.fixture
def advertised() -> tuple[Document, tuple[Verdict, ...]]:
    article = document("Real text.\nBuy now!\nMore real text.")
    return article, (KEPT, Verdict(False, "advertisement", 0.93), KEPT)


def test_removed_blocks_are_hidden_folded_or_unfolded(
    advertised: tuple[Document, tuple[Verdict, ...]],
) -> None:
    article, verdicts = advertised
    clean = Rows(article, verdicts, Setting(60))
    assert shown(clean) == ["Real text.", "", "More real text."]
    folded = Rows(article, verdicts, Setting(60, ViewMode.REMOVED))
    assert shown(folded)[2] == "▸ removed: advertisement 93% · Buy now!"
    unfolded = Rows(article, verdicts, Setting(60, ViewMode.REMOVED, unfolded=frozenset({1})))
    assert shown(unfolded)[2:4] == ["▾ removed: advertisement 93%", "Buy now!"]
    assert clean.find(11) == clean.find(20)
    assert not clean.shows(12)
    assert unfolded.shows(12)


def test_a_huge_block_is_wrapped_in_parts() -> None:
    text = "Sie sagte nichts. " * 6_000
    rows = Rows(document(text), (), Setting(72))
    assert len(rows) > 3
    assert all(unit.end - unit.start <= 16_384 for unit in rows.units)
    assert rows.units[0].end == rows.units[1].start
    place = rows.find(len(text) // 2)
    assert rows.row(place).start <= len(text) // 2 < rows.row(place).end
    assert rows.visible_blocks() == [article_span(text)]


def article_span(text: str) -> Span:
    return Span(0, len(text)).trimmed(text)


def test_rows_that_nobody_holds_are_gone_at_once_with_their_article() -> None:
    rows = Rows(document("Nothing of an article stays when another one is open."), (KEPT,))
    assert rows.line(rows.find(0)).starts
    gone = weakref.ref(rows)
    gc.disable()
    try:
        del rows
        assert gone() is None
    finally:
        gc.enable()


def test_links_of_removed_paragraphs_are_numbered_after_those_of_the_article() -> None:
    text = "menu\nsee here\nfooter"
    links = (Span(0, 4), Span(9, 13), Span(14, 20))
    article = Document(
        text,
        (Block(Span(0, 4)), Block(Span(5, 13)), Block(Span(14, 20))),
        inlines=tuple(Inline(s, Style.LINK, f"https://{n}.example") for n, s in enumerate(links)),
    )
    gone = Verdict(False, "menu", 0.99)
    clean = Rows(article, (gone, KEPT, gone), Setting(60))
    assert [row for row in shown(clean) if row.strip()] == ["see here¹"]
