"""Text by terminal cells: clipped to a width, or wrapped into a few lines."""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size

ELLIPSIS = "…"
QUOTES = frozenset('"“”„‟«»〝〞「」『』')
"""Marks that quoted text may begin or end with."""


def clip(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with an ellipsis where something was left out."""
    if width <= 0:
        return ""
    if len(text) * 2 <= width or cell_len(text) <= width:
        return text
    used = 0
    for index, character in enumerate(text):
        used += get_character_cell_size(character)
        if used > width - 1:
            return text[:index].rstrip() + ELLIPSIS
    return text


def quoted(text: str) -> str:
    """``text`` in quotation marks, but for those that it begins or ends with itself."""
    opening = "" if text[:1] in QUOTES else "“"
    closing = "" if text[-1:] in QUOTES else "”"
    return f"{opening}{text}{closing}"


def clip_left(text: str, width: int) -> str:
    """As :func:`clip`, but the end of the text is what stays: for paths."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return ELLIPSIS + clip(text[::-1], width)[-2::-1]


def fill(text: str, width: int) -> str:
    """``text`` clipped or filled with blanks to exactly ``width`` cells."""
    text = clip(text, width)
    return text + " " * max(0, width - cell_len(text))


def wrap(text: str, width: int, most: int = 0) -> list[str]:
    """Lines of at most ``width`` cells, cut at blanks where there are any; line breaks hold.

    ``most`` limits the number of lines: the last one then ends with an ellipsis.
    """
    width = max(1, width)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped(paragraph, width))
        if most and len(lines) > most:
            lines = lines[:most]
            lines[-1] = clip(lines[-1] + ELLIPSIS, width)
            if not lines[-1].endswith(ELLIPSIS):
                lines[-1] = clip(lines[-1], width - 1) + ELLIPSIS
            break
    return lines


def _wrapped(paragraph: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for word in paragraph.split():
        size = cell_len(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        while size > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]  # noqa: PLW2901 - the rest of a word longer than a line
            size = cell_len(word)
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def _head(word: str, width: int) -> str:
    """As many characters as fit, at least one."""
    used = 0
    for index, character in enumerate(word):
        used += get_character_cell_size(character)
        if used > width:
            return word[: max(1, index)]
    return word
