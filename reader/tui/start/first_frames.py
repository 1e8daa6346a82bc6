"""Frames, scroll bars and rows of the first screen, as pieces of text with names of styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from rich.cells import cell_len, get_character_cell_size

from reader.tui.lines import clip

Piece = tuple[str, str]
"""Text and the names of its styles, as ``first_inks`` has them; "" for plain ink."""
_EIGHTHS = " ▁▂▃▄▅▆▇█"


def scrolled(
    body: Sequence[list[Piece]], top: int, room: int, total: int
) -> Iterator[tuple[list[Piece], Piece]]:
    """Each line with its cell of the scroll bar, in eighths of a cell as Textual draws it."""
    thumb = max(1.0, room * room / total)
    start = int((room - thumb) * (top / (total - room)) * 8)
    first, over = divmod(start, 8)
    last, rest = divmod(start + ceil(thumb * 8), 8)
    for y in range(room):
        cell: Piece = (" ", "scrolled" if first <= y < last else "scroll")
        if y == first and over:
            cell = (_EIGHTHS[8 - over], "scroll")
        elif y == last and rest:
            cell = (_EIGHTHS[8 - rest], "scrolled")
        yield (body[y] if y < len(body) else []), cell


def framed(
    body: Sequence[Sequence[Piece]],
    size: tuple[int, int],
    title: str,
    aside: str = "",
    *,
    focused: bool,
) -> list[list[Piece]]:
    """``body`` in a frame of ``size``, columns and rows, with words in its borders."""
    width, height = size
    frame, ink = ("frame-focus", "words-focus") if focused else ("frame", "words")
    inner = width - 2
    head, foot = clip(f" {title} ", inner - 2), f" {clip(aside, inner - 4)} " if aside else ""
    screen: list[list[Piece]] = [[
        ("╭─", frame), (head, ink), ("─" * (inner - 1 - cell_len(head)) + "╮", frame)
    ]]  # fmt: skip
    for y in range(height - 2):
        line = body[y] if y < len(body) else ()
        screen.append([("│", frame), *cut(line, inner), ("│", frame)])
    dashes = inner - cell_len(foot) - bool(foot)
    screen.append([("╰" + "─" * dashes, frame), (foot, "words"), ("─╯" if foot else "╯", frame)])
    return screen


def cut(pieces: Sequence[Piece], width: int, fill: str = "") -> list[Piece]:
    """The pieces in exactly ``width`` cells, what is missing in the style ``fill``."""
    cut: list[Piece] = []
    left = width
    for text, name in pieces:
        size = cell_len(text)
        if size > left:
            text = clip(text, left)  # noqa: PLW2901 - what fits of the piece
            size = cell_len(text)
        cut.append((text, name))
        left -= size
        if left <= 0:
            break
    return [*cut, (" " * left, fill)] if left > 0 else cut


def field(text: str, prompt: str, width: int) -> list[Piece]:
    """A line to type in, with its cursor: ``text``, or the ``prompt`` while there is none."""
    room = width - 3  # the cursor, and a cell on each side
    if text:
        while cell_len(text) > room:
            text = text[1:]
        pieces = [(text, "field"), (" ", "field-cursor")]
    else:
        prompt = _whole_words(prompt, room + 1)
        pieces = [(prompt[:1], "field-cursor"), (prompt[1:], "field-prompt")]
    return cut([(" ", "field"), *pieces], width, "field")


def _whole_words(text: str, width: int) -> str:
    """The words at the beginning of ``text`` that ``width`` cells hold, as Textual's field does."""
    while cell_len(text) > width and " " in text:
        text = text.rpartition(" ")[0]
    return text


def part(pieces: Sequence[Piece], begin: int, end: int) -> Iterator[Piece]:
    """What lies in the cells from ``begin`` to ``end``; half of a wide character is a blank."""
    at = 0
    for text, name in pieces:
        size = cell_len(text)
        first, last = max(begin - at, 0), min(end - at, size)
        if first < last:
            yield _cells(text, first, last), name
        at += size


def _cells(text: str, first: int, last: int) -> str:
    if text.isascii():
        return text[first:last]
    found, at = "", 0
    for character in text:
        size = get_character_cell_size(character)
        if first <= at and at + size <= last and (size or at > first):
            found += character
        elif size:
            found += " " * max(0, min(at + size, last) - max(at, first))
        at += size
    return found
