"""What stands above an article: never twice, never obeyed, and no place for the caret."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cleaning.verdict import KEPT, Verdict
from reader.documents.model import Block, BlockKind, Document, Metadata
from reader.opened import OpenArticle
from reader.text import Span
from reader.tui.article.headline import Headline, headline_of
from reader.tui.article.row_model import Place, RowKind, Setting, ViewMode
from reader.tui.article.rows import Rows
from tests.tui.library_case import reader_on, sync

TITLE = "The ferry that never came"
GONE = Verdict(False, "headline or teaser", 0.9)


def article(*blocks: str, title: str = TITLE, key: str = "a/b.txt", **said: str) -> OpenArticle:
    """Blocks are paragraphs; ``# `` before one makes it a heading, ``- `` one that was removed."""
    text, made, verdicts = "", [], []
    for block in blocks:
        heading, removed = block.startswith("# "), block.startswith("- ")
        words = block[2:] if heading or removed else block
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        made.append(Block(Span(len(text), len(text) + len(words)), kind, int(heading)))
        verdicts.append(GONE if removed else KEPT)
        text += words + "\n"
    document = Document(text, tuple(made), Metadata(title=title, **said))
    return OpenArticle(key, Path(key), document, tuple(verdicts))


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        (["It was late."], TITLE),
        ([f"- {TITLE}", "It was late."], TITLE),
        ([TITLE, "It was late."], ""),
        (["News", f"{TITLE.upper()}!", "It was late."], ""),
        (["# The Post: the ferry", "It was late."], ""),
        ([f"LONDON – {TITLE}, and nobody minded.", "It was late."], ""),
        ([*["It was late."] * 9, TITLE], TITLE),
        ([], TITLE),
    ],
)
def test_the_title_is_set_above_a_text_that_lacks_it(blocks: list[str], title: str) -> None:
    assert headline_of(article(*blocks)).title == title


def test_a_short_title_is_not_found_in_any_sentence() -> None:
    assert headline_of(article("He ate the pear.", title="Pea")).title == "Pea"


def test_a_file_name_is_no_headline() -> None:
    assert not headline_of(article("x", title="late ferry", key="a/2024-05-late_ferry.txt")).title


def test_author_site_and_date_are_said_once_each() -> None:
    told = article("It.", author="Mira", site="Mira", date="2025-07-03T10:00:00Z")
    assert headline_of(told).kicker == "Mira · 2025-07-03"


def test_control_characters_are_shown() -> None:
    found = headline_of(article("It.", title="A\x1b[2Jb", author="\x9b31m\u202e"))
    assert not any(character in found.title + found.kicker for character in "\x1b\x9b\u202e")


def rows(mode: ViewMode = ViewMode.CLEAN, width: int = 20) -> Rows:
    found = article("It was late, and nobody minded.", "The end.")
    setting = Setting(width, mode, headline=Headline("The Post", TITLE))
    return Rows(found.document, found.verdicts, setting)


def test_the_head_is_rows_above_the_text_that_no_caret_enters() -> None:
    laid = rows()
    kinds = [laid.row(place).kind for place in laid.from_place(laid.first(), 5)]
    head = [RowKind.KICKER, RowKind.HEADLINE, RowKind.HEADLINE, RowKind.SPACER]
    assert kinds == [*head, RowKind.TEXT]
    shown = ["".join(laid.line(Place(0, row)).shown) for row in range(3)]
    assert shown == ["The Post", "The ferry that never", "came"]
    assert laid.find(0) == Place(0, 4)
    assert laid.by_text_rows(Place(0, 4), -1) == Place(0, 4)
    assert laid.position_at(Place(0, 1), 7) == 0


def test_the_head_is_seen_whole_where_the_caret_stays_in_view() -> None:
    laid = rows()
    assert laid.with_head(Place(0, 2), Place(0, 5), 9) == laid.first()
    assert laid.with_head(Place(0, 2), Place(0, 5), 4) == Place(0, 2)
    assert laid.with_head(Place(1, 0), Place(1, 1), 9) == Place(1, 0)


def test_what_was_left_out_is_said_where_it_is_shown_what_was_removed() -> None:
    found = article("It was late.")
    said = Headline("The Post", notices=("2 hidden words are left out.",))
    for mode, count in ((ViewMode.CLEAN, 1), (ViewMode.REMOVED, 2), (ViewMode.RAW, 0)):
        laid = Rows(found.document, found.verdicts, Setting(40, mode, headline=said))
        assert len(laid.head) == count


def test_the_raw_view_is_the_file_alone() -> None:
    assert rows(ViewMode.RAW).row(Place(0, 0)).kind is RowKind.TEXT


@sync
async def test_the_headline_is_there_again_at_the_beginning(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    said = f"---\ntitle: {TITLE}\nauthor: Mira Holt\ndate: 2025-07-03\n---\n\n"
    body = "\n\n".join(f"The {n} boat came in at noon, and left again." for n in range(60))
    (folder / "ferry.md").write_text(said + body, "utf-8")
    async with reader_on(folder / "ferry.md") as reader:
        screen = await reader.until("Mira Holt · 2025-07-03")
        assert screen.index("Mira Holt") < screen.index(TITLE) < screen.index("The 0 boat")
        await reader.press("G")
        await reader.until_gone("Mira Holt")
        await reader.press("g", "g")
        await reader.until("Mira Holt")
        await reader.press("G", *"kkkkkkk", "x", "x")
        await reader.until_gone("Mira Holt")


@sync
async def test_what_was_left_out_is_said_on_reading_not_in_passing(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    page = "<html><body><h1>Quay {n}</h1>{p}<p hidden>two words</p></body></html>"
    paragraphs = "<p>The boat came in at noon, and it left again in the evening.</p>" * 5
    for n in range(2):
        (folder / f"{n}.html").write_text(page.format(n=n, p=paragraphs), "utf-8")
    async with reader_on(folder) as reader:
        await reader.until("Quay 0")
        await reader.press("j")
        for _ in range(500):
            if (reader.app.title or "").startswith("Quay 1"):
                break
            await reader.pilot.pause(0.02)
        assert "left out" not in reader.text
        await reader.press("enter")
        await reader.until("2 words that the page itself hides are left out.")
