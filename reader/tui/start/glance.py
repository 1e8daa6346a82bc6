"""The beginning of an article that was never opened, painted before it can be cleaned.

Where there is no picture, what it takes to judge and lay out an article loads for a tenth of a
second and more. Until then its first paragraphs stand where they will stand, as they are in the
file. Only a plain text is shown so, one line a paragraph, in a library in which nothing was kept
and with the settings as they come; everything else waits for the first screen.
"""

from __future__ import annotations

import os
import sys
from itertools import islice

from reader.folders import base
from reader.tui import terminal
from reader.tui.article.plain_rows import break_plain, is_plain
from reader.tui.layout import GUTTER, Layout, Pane, column_width, margin, too_small, widths
from reader.tui.start.first_inks import Inks
from reader.tui.start.picture import escaped
from reader.tui.theme_table import colours

THEME, COLUMN = "glosse-dusk", 72
"""The settings as they come."""
SUFFIXES = (".txt", ".text")
LONGEST_BROKEN = 132
"""Letters of a line up to which it may be part of a paragraph that was broken to a width."""
MOST_BYTES = 1 << 14
MOST_FILES = 2_000
"""Of a folder; of more it takes too long to find the first."""
HOME, IGNORE_FILE = ".glosse", ".glosseignore"
"""As ``storage`` and ``library`` have them, which take longer to load."""


def show(path: str) -> bool:
    """Paint the beginning of what ``path`` opens, where that is a plain text; whether it was."""
    if not terminal.take() or terminal.painted() or _is_known(path):
        return False
    try:
        file = _first(path)
        text = _beginning(file) if file else ""
    except (OSError, ValueError):  # told by the screen
        return False
    screen = drawn(text, *terminal.size(), alone=file == path)
    if screen:
        terminal.paint(screen, draft=True)
    return bool(screen)


def drawn(text: str, columns: int, rows: int, *, alone: bool) -> str:
    """The paragraphs that ``text`` begins with, on a screen of their own; "" where none are."""
    layout = Layout(Pane.ARTICLE if alone else Pane.LIBRARY, Pane.NOTES, not alone)
    visible = layout.visible(columns)
    if too_small(columns, rows) or Pane.ARTICLE not in visible:
        return ""
    found = widths(visible, columns)
    inner = found[Pane.ARTICLE] - 2
    column = column_width(COLUMN, inner)
    before = found.get(Pane.LIBRARY, 0) + 1 + margin(column, inner) + GUTTER
    lines = _laid(text, column)[: rows - 3]
    if not lines:
        return ""
    ink = Inks(colours(THEME), terminal.depth())["ink"]
    framed = ["", *lines, *[""] * (rows - 1 - len(lines))]
    return escaped([[((" " * before + line).ljust(columns), ink)] for line in framed])


def _laid(text: str, column: int) -> list[str]:
    """The rows of the paragraphs up to the first one that is not plain."""
    rows: list[str] = []
    lines = text.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        words = line.strip()
        if not words:
            continue
        if not is_plain(words) or (following.strip() and len(words) <= LONGEST_BROKEN):
            break
        rows += [""] if rows else []
        start = 0
        for end, _ in break_plain(words, column, column, None):
            rows.append(words[start:end])
            start = end
    return rows


def _beginning(path: str) -> str:
    """What the file begins with. Raises OSError, and ValueError where it is not UTF-8."""
    with open(path, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        data = data[: data.rfind(b"\n") + 1]
    return data.decode("utf-8-sig")


def _first(path: str) -> str:
    """The file itself, or the first one of a folder; "" where that is no plain text."""
    if os.path.isdir(path):
        with os.scandir(path) as found:
            items = list(islice(found, MOST_FILES))
        names = [item.name for item in items if item.is_file(follow_symlinks=False)]
        listed = [name for name in names if not name.startswith(".")]
        if len(items) == MOST_FILES or IGNORE_FILE in names or not listed:
            return ""
        path = os.path.join(path, min(listed))
    usual = os.path.isfile(path) and not os.path.islink(path)
    return path if usual and path.lower().endswith(SUFFIXES) else ""


def _is_known(path: str) -> bool:
    """Whether anything was kept of the library, or set: what is shown depends on it then."""
    usual = "Library/Application Support" if sys.platform == "darwin" else ".config"
    if os.path.lexists(os.path.join(base("XDG_CONFIG_HOME", usual), "glosse", "config.toml")):
        return True
    if not os.access(path if os.path.isdir(path) else os.path.dirname(path), os.W_OK | os.X_OK):
        return True  # what is made there lies elsewhere
    while not os.path.lexists(os.path.join(path, HOME)):
        path, below = os.path.dirname(path), path
        if path == below:
            return False
    return True
