"""The list of keys or of commands, laid over the first screen before Textual is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.tui.commands import Command, Scope
from reader.tui.dialogs.choices import Choice, Lines, narrowed
from reader.tui.dialogs.key_lists import ALL, KEYS, Words, command_choices, key_choices
from reader.tui.start.first_frames import Piece, cut, field, framed, part, scrolled
from reader.tui.start.first_typed import HELP, Typed

WIDEST, TALLEST = 84, 40
WIDTH_PERCENT, HEIGHT_PERCENT = 94, 80
"""Of a dialog, as the style sheet has them."""


def laid_over(
    screen: Sequence[Sequence[Piece]],
    typed: Typed,
    commands: Sequence[Command],
    scopes: Sequence[Scope],
    columns: int,
) -> list[list[Piece]]:
    """The ``screen`` behind the list that was ``opened``, narrowed by what was typed."""
    words, choices = (
        (KEYS, key_choices(commands, scopes))
        if typed.opened == HELP
        else (ALL, command_choices(commands, scopes))
    )
    rows = len(screen)
    width = min(WIDEST, columns * WIDTH_PERCENT // 100)
    height = min(TALLEST, rows * HEIGHT_PERCENT // 100)
    box = _box(words, narrowed(typed.text, choices), typed.text, (width, height))
    left, top = (columns - width) // 2, (rows - height) // 2
    found = [[(text, f"{name} behind") for text, name in line] for line in screen]
    for y, line in enumerate(box, top):
        under = found[y]
        found[y] = [*part(under, 0, left), *line, *part(under, left + width, columns)]
    return found


def _box(
    words: Words, choices: Sequence[Choice[Any]], text: str, size: tuple[int, int]
) -> list[list[Piece]]:
    width, height = size
    room, inner = height - 4, width - 2  # below the line to type in, and a free one
    lines = Lines(choices)
    scrolls = len(lines) > room
    cells = inner - scrolls
    body = [_line(lines, at, cells) for at in range(min(room, len(lines)))]
    if not choices:
        body = [[], [("  Nothing fits.", "choice-detail")]]
    if scrolls:
        body = [[*cut(line, cells), bar] for line, bar in scrolled(body, 0, room, len(lines))]
    top: list[list[Piece]] = [field(text, words.prompt, inner), []]
    return framed([*top, *body], size, words.title, words.footer, focused=True)


def _line(lines: Lines, at: int, width: int) -> list[Piece]:
    pieces = [(text, f"choice-{name}") for text, name in lines.pieces(at, width)]
    index = lines.choice_at(at)
    if index is None:
        return pieces
    chosen = " selected" if index == 0 else ""
    bar = "▌" if chosen else " "
    styled = [(text, name + chosen) for text, name in [(bar, "choice-key"), *pieces]]
    return cut(styled, width, f"choice-text{chosen}")
