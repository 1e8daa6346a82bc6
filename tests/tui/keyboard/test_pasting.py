"""A paste comes as a whole, is cut to what its place holds, and is never carried out as keys."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.widgets import Input, TextArea

from reader.tui.keyboard.pasting import MOST_IN_BOX, MOST_IN_LINE, MOST_READ, PastingParser, fitted
from tests.tui.library_case import notes_on_disk, reader_on, sync

START, END = "\x1b[200~", "\x1b[201~"


def read(*pieces: str) -> list[str]:
    """What comes of reading these pieces: names of keys, and pastes in brackets."""
    parser, found = PastingParser(), []
    for piece in pieces:
        for event in parser.feed(piece):
            if isinstance(event, events.Key):
                found.append(event.key)
            elif isinstance(event, events.Paste):
                found.append(f"[{event.text}]")
    return found


def test_a_paste_between_keys() -> None:
    assert read(f"j{START}two words{END}k") == ["j", "[two words]", "k"]
    assert read(f"{START}one{END}{START}two{END}") == ["[one]", "[two]"]
    assert read(f"{START}{END}\x1b[A") == ["[]", "up"]


def test_sequences_in_a_paste_are_text() -> None:
    inside = f"a\x1bQ\x1b[31mdd\x1b[A{START}:q\r\x1b"
    assert read(f"{START}{inside}{END}j") == [f"[{inside}]", "j"]


@given(
    st.text("jQ:\r\x1b[20~1é", max_size=30).filter(lambda text: END not in text),
    st.lists(st.integers(0, 60), max_size=6),
)
@settings(max_examples=300, deadline=None)
def test_it_does_not_matter_where_reads_break_off(text: str, cuts: list[int]) -> None:
    whole = f"j{START}{text}{END}k"
    if f"{text}{END}".index(END) != len(text):  # what is pasted ends as the mark begins
        return
    places = [0, *sorted(min(cut, len(whole)) for cut in cuts), len(whole)]
    pieces = [whole[start:end] for start, end in pairwise(places) if start < end]
    assert read(*pieces) == ["j", f"[{text}]", "k"]


def test_keys_that_begin_like_a_paste_are_keys() -> None:
    assert read("\x1b", "[A") == ["up"]
    assert read("\x1b[2", "~") == ["insert"]
    assert read("\x1b[20", "~") == ["f9"]


def test_a_paste_without_an_end_does_not_fill_the_memory() -> None:
    parser = PastingParser()
    assert not list(parser.feed(START))
    for _ in range(12):
        assert not list(parser.feed("x" * 1_000_000))
    [event] = parser.feed(END)
    assert isinstance(event, events.Paste)
    assert len(event.text) == MOST_READ


def test_a_line_takes_lines_as_one_and_only_so_much() -> None:
    assert fitted("two\r\nlines\n", Input()) == ("two lines", "")
    text, left_out = fitted("x" * 5_000, Input())
    assert len(text) == MOST_IN_LINE
    assert left_out.startswith("Only the first 2,000 of 5,000 characters were pasted")


def test_a_note_takes_much_and_no_control() -> None:
    assert fitted("two\r\nlines\r\x1b[31m", TextArea()) == ("two\nlines\n␛[31m", "")
    text, left_out = fitted("x" * 1_000_000, TextArea())
    assert len(text) == MOST_IN_BOX
    assert "100,000 of 1,000,000" in left_out


@sync
async def test_what_does_not_fit_in_a_note_is_said_and_the_rest_is_kept(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "a")
        await reader.until("Note:")
        reader.app.post_message(events.Paste("Q words of a letter\r" * 10_000))
        await reader.until("Only the first 100,000 of 200,000 characters were pasted")
        assert "There is no file of that name" not in reader.text
        await reader.press("ctrl+s")
        await reader.until("Notes (1)")
    [note] = notes_on_disk(library)
    assert json.dumps(note).count("Q words of a letter") == 5_000


@sync
async def test_a_path_pasted_into_a_note_is_its_text(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "a")
        await reader.until("Note:")
        reader.app.post_message(events.Paste(str(library / "b orchard.md")))
        await reader.until("orchard.md")
        await reader.press("ctrl+s")
        await reader.until("Notes (1)")
        assert reader.main.article is not None
        assert reader.main.article.key == "a harbour.md"
