"""Whatever a widget draws, no control reaches the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.widgets import Static

from reader.sanitise import is_safe
from reader.tui.guard import Guard

HOSTILE = "a\x1b[31mb\x9b2Jc\u202ed\u2066e\x07f\x00g\U000e0041h\x7fi"


def apply(*segments: Segment) -> list[Segment]:
    return Guard().apply(list(segments), Color(0, 0, 0))


@settings(deadline=None)
@given(
    st.text(alphabet=st.characters(), max_size=40)
    | st.text(alphabet="\x1b\x9b\u202e[31mäあ\u0301 ")
)
def test_every_segment_is_safe_and_keeps_its_width(text: str) -> None:
    [mended] = apply(Segment(text, Style()))
    assert is_safe(mended.text)
    assert cell_len(mended.text) == cell_len(text)


def test_safe_segments_are_passed_on_as_they_are() -> None:
    segment = Segment("plain ä 日本", Style(bold=True))
    assert apply(segment)[0] is segment


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.org/a", True),
        ("mailto:a@example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://a\x1b]0;x\x07", False),
    ],
)
def test_only_web_addresses_become_links_of_the_terminal(link: str, kept: bool) -> None:
    [segment] = apply(Segment("x", Style(link=link)))
    assert segment.style is not None
    assert (segment.style.link == link) is kept


class Careless(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self._filters.append(Guard())

    def compose(self) -> ComposeResult:
        yield Static(Content(HOSTILE))


async def drawn() -> str:
    app = Careless()
    async with app.run_test(size=(60, 4)):
        strips = app.screen._compositor.render_strips()
        return "".join(segment.text for strip in strips for segment in strip)


def test_a_careless_widget_shows_its_controls_and_the_terminal_obeys_none() -> None:
    import asyncio

    text = asyncio.run(drawn())
    assert "".join(c for c in text if c in "abcdefghi") == "abcdefghi"
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066" for c in text)
