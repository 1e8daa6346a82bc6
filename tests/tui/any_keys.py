"""Any keys in any order on a library of odd files, for the test and for the long run."""

from __future__ import annotations

import random
from pathlib import Path

from tests.tui.library_case import Reader, make_library

KEYS = [
    *"hjklwbe0^$(){}vVoHaynNxRtJKzsr12345um'[]*-+=<>/?:@g|i",
    "H", "a", "v", "j", "j", "l", "l", "escape", "escape", "enter", "tab", "shift+tab", "space",
    "backspace", "ctrl+s", "ctrl+d", "ctrl+u", "ctrl+f", "ctrl+b", "ctrl+r", "ctrl+z", "ctrl+o",
    "ctrl+p", "ctrl+c", "ctrl+e", "ctrl+y", "ctrl+n", "up", "down", "left", "right",
    "home", "end", "pageup", "pagedown", "f1", "d", "G", "E", "T", "Y", "S",
    "C", "M", "ä", "漢", "#",
]  # fmt: skip
"""Not among them: ``q`` and ``Q``, which leave."""
SIZES = [
    (120, 40), (80, 24), (60, 15), (40, 10), (30, 8), (12, 4), (5, 2), (2, 3), (1, 1), (3, 50),
    (90, 1), (200, 60),
]  # fmt: skip
ODD = ["c empty.txt", "d zip.epub", "e marks.txt", "f long.txt", "g\n\x1b]0;name.txt"]


def odd_library(folder: Path) -> Path:
    """Ordinary articles beside what is empty, refused, wide, or long."""
    make_library(folder)
    empty, damaged, marks, long, name = (folder / name for name in ODD)
    empty.write_bytes(b"")
    damaged.write_bytes(b"PK\x03\x04 and nothing more")
    marks.write_text("Za" + "\u0301\u0323" * 300 + "lgo 漢字 👩‍👩‍👧‍👦 \u202eabc.\n" * 9, "utf-8")
    long.write_text("x" * 20_000 + "\n" * 500 + "[@click=app.quit]end[/]", "utf-8")
    name.write_text("\x1b[2J\x9b31m\x00 only this.\n", "utf-8")
    return folder


async def hammer(reader: Reader, chance: random.Random, presses: int) -> None:
    """Press keys alone and in bursts, and change the size now and then."""
    pressed = 0
    while pressed < presses:
        keys = chance.choices(KEYS, k=chance.randint(1, 12))
        reader.send(*keys)
        pressed += len(keys)
        if chance.random() < 0.2:
            await reader.pilot.resize_terminal(*chance.choice(SIZES))
        await reader.pilot.pause(0.01)
    await reader.pilot.resize_terminal(120, 40)
    await reader.pilot.pause(0.3)
