"""Only what changed goes to the terminal: over ssh, bytes are time.

Textual sends whole regions, with the full style at every piece of text; to open an article it sends
the whole screen two or three times. Here every cell that was sent is remembered, as curses does,
and a cell that stands already is not sent again. What is not known to stand, after a change of size
or when somebody else had the terminal, is sent.

Terminals disagree about the width of some letters (emoji, combining marks, vowel signs of Indic
scripts, CJK). Text that holds one is sent whole, on ground that was cleared, and what follows it is
placed by its column: frames stand, whatever the terminal counts. All to its right counts as
unknown from then on.

SGR, CUP and CUF are those of ECMA-48.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.driver import Driver
from textual.strip import Strip

from reader.patterns import late
from reader.tui.article.plain_rows import NARROW

Piece = tuple[int, int, Strip]
"""Row and column of the first cell, counted from 0, and what is drawn from there on."""

_UNKNOWN = ""
"""Stands for a cell of which nothing is known, or which a letter to its left may cover."""

_EVEN = late(f"[ {NARROW}\u2500-\u259f]*")
"""Text of letters of one cell, frames and blocks among them."""

_NEAR = 4
"""So many cells that stand already are sent again: jumping over them takes as many bytes."""

_PARAMETER = re.compile(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+")
_COLOUR = re.compile(r"38;.*|3[0-79]|9[0-7]")
_GROUND = re.compile(r"48;.*|4[0-79]|10[0-7]")


class Shown:
    """What stands on the terminal, as far as it was sent from here."""

    def __init__(self) -> None:
        self._rows: dict[int, tuple[list[str], list[str]]] = {}
        """By row: the letter of every cell, and its style as parameters of SGR."""

    def forget(self) -> None:
        """Take nothing on the terminal for known."""
        self._rows.clear()

    def change(self, pieces: Iterable[Piece], console: Console) -> str:
        """The sequences that bring ``pieces`` on the terminal; behind them the style is plain."""
        pen = _Pen()
        for y, first, strip in pieces:
            x = first
            for even, part in _parted_by_width(strip):
                (self._even if even else self._odd)(pen, y, x, part, console)
                x += part.cell_length
        return pen.put_down()

    def _cells(self, y: int, end: int) -> tuple[list[str], list[str]]:
        letters, inks = self._rows.setdefault(y, ([], []))
        if (missing := end - len(letters)) > 0:
            letters += [_UNKNOWN] * missing
            inks += [_UNKNOWN] * missing
        return letters, inks

    def _even(self, pen: _Pen, y: int, x: int, strip: Strip, console: Console) -> None:
        new, ink = list(strip.text), _inks(strip, console)
        end = x + len(new)
        letters, inks = self._cells(y, end)
        before, before_ink = letters[x:end], inks[x:end]
        if before == new and before_ink == ink:
            return
        for start, stop in _runs(before, before_ink, new, ink):
            pen.go(y, x + start)
            pen.write(new[start:stop], ink[start:stop])
        letters[x:end], inks[x:end] = new, ink

    def _odd(self, pen: _Pen, y: int, x: int, strip: Strip, console: Console) -> None:
        ink = _inks(strip, console)
        end = x + len(ink)
        covered = [strip.render(console)] + [_UNKNOWN] * (len(ink) - 1)
        letters, inks = self._cells(y, end)
        if letters[x:end] != covered:
            pen.go(y, x)
            if any(letters[x:end]):
                pen.write([" "] * len(ink), ink)
                pen.go(y, x)
                strip = _words(strip)
            # Where nothing is known, all of the row is sent, and mends what the blanks run over.
            pen.write_drawn(strip.render(console))
            letters[x:], inks[x:] = covered, [_UNKNOWN] * len(covered)


def _inks(strip: Strip, console: Console) -> list[str]:
    """The style of each cell, as parameters of SGR."""
    system = console._color_system or ColorSystem.TRUECOLOR
    inks: list[str] = []
    for text, style, _ in strip:
        inks += [Strip.render_ansi(style, system) if style else ""] * cell_len(text)
    return inks


def _parted_by_width(strip: Strip) -> Iterator[tuple[bool, Strip]]:
    """Even parts, and others, which take the blanks behind them as room to spread."""
    part: list[Segment] = []
    even = True
    for segment in strip:
        room = not even and not segment.text.strip(" ")
        if not room and _is_even(segment) != even:
            if part:
                yield even, Strip(part)
            part, even = [], not even
        part.append(segment)
    if part:
        yield even, Strip(part)


def _words(strip: Strip) -> Strip:
    """A strip without the blanks at its end."""
    segments = list(strip)
    while segments and not segments[-1].text.strip(" "):
        segments.pop()
    if segments:
        text, style, _ = segments.pop()
        segments.append(Segment(text.rstrip(" "), style))
    return Strip(segments)


def _is_even(segment: Segment) -> bool:
    text, style, control = segment
    if control or (style is not None and style.link):
        return False
    return (text.isascii() and text.isprintable()) or _EVEN.fullmatch(text) is not None


def _runs(
    letters: list[str], inks: list[str], new: list[str], ink: list[str]
) -> Iterator[tuple[int, int]]:
    """Half-open ranges of cells that differ, near ones as one."""
    start = stop = -1
    for place, (a, b, c, d) in enumerate(zip(letters, new, inks, ink, strict=True)):
        if a != b or c != d:
            if start < 0:
                start = place
            elif place - stop > _NEAR:
                yield start, stop
                start = place
            stop = place + 1
    if start >= 0:
        yield start, stop


class _Pen:
    """Where the terminal writes next, and in which style."""

    def __init__(self) -> None:
        self._sent: list[str] = []
        self._x = self._y = -1
        self._ink = ""

    def go(self, y: int, x: int) -> None:
        """Move to a cell; along a row by as many cells, which takes fewer bytes."""
        if y != self._y or self._x < 0 or x < self._x:
            self._sent.append(f"\x1b[{y + 1};{x + 1}H")
        elif x > self._x:
            self._sent.append(f"\x1b[{x - self._x}C")
        self._x, self._y = x, y

    def write(self, letters: list[str], inks: list[str]) -> None:
        """Letters of one cell each, each in its style."""
        start, end = 0, len(letters)
        while start < end:
            ink, stop = inks[start], start + 1
            while stop < end and inks[stop] == ink:
                stop += 1
            if ink != self._ink:
                self._sent.append(_changed(self._ink, ink))
                self._ink = ink
            self._sent.append("".join(letters[start:stop]))
            start = stop
        self._x += end

    def write_drawn(self, drawn: str) -> None:
        """Text with its own sequences, plain before and behind; how far it goes is not known."""
        self._plain()
        self._sent.append(drawn)
        self._x = -1

    def put_down(self) -> str:
        """All that was written."""
        self._plain()
        return "".join(self._sent)

    def _plain(self) -> None:
        if self._ink:
            self._sent.append("\x1b[0m")
            self._ink = ""


@lru_cache(maxsize=4096)
def _changed(before: str, after: str) -> str:
    """SGR from one style to another: the colours alone where the rest stays."""
    if not after:
        return "\x1b[0m"
    rest, colour, ground = _parts(before)
    rest_after, colour_after, ground_after = _parts(after)
    if rest != rest_after or (colour and not colour_after) or (ground and not ground_after):
        return f"\x1b[0;{after}m"
    changed = [new for old, new in ((colour, colour_after), (ground, ground_after)) if old != new]
    return f"\x1b[{';'.join(changed)}m"


def _parts(ink: str) -> tuple[list[str], str, str]:
    """Attributes, colour and ground of parameters of SGR."""
    rest, colour, ground = [], "", ""
    for parameter in _PARAMETER.findall(ink):
        if _COLOUR.fullmatch(parameter):
            colour = parameter
        elif _GROUND.fullmatch(parameter):
            ground = parameter
        else:
            rest.append(parameter)
    return rest, colour, ground


def shown_on(driver: Driver | None) -> Shown | None:
    """What stands on the terminal of a driver; None where the driver does not keep it."""
    found = getattr(driver, "shown", None)
    return found if isinstance(found, Shown) else None


class Thinned(CompositorUpdate):
    """An update of the screen without the cells that stand already."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate, shown: Shown) -> None:
        self._update = update
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """Textual: what is written to the terminal."""
        update = self._update
        pieces = _whole(update) if isinstance(update, LayoutUpdate) else _parted(update)
        return self._shown.change(pieces, console)


def _whole(update: LayoutUpdate) -> Iterator[Piece]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield y, x, strip
            x += strip.cell_length


def _parted(update: ChopsUpdate) -> Iterator[Piece]:
    for y, start, stop in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= stop and end > start:
                whole = start <= x < stop and end <= stop
                yield y, x, strip if whole else strip.crop(0, min(end, stop) - x)
