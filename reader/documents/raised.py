"""Figures above and below the line, and signs of footnotes, in characters of plain text."""

from __future__ import annotations

RAISED = {
    "sup": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
"""Elements that raise or lower their text, with the characters that Unicode has for it."""
_LONGEST = 8


def raised(text: str, tag: str) -> str:
    """``text`` of an element of ``RAISED``, where it is short and Unicode has all of it."""
    figures, table = text.strip(), RAISED[tag]
    if 0 < len(figures) <= _LONGEST and all(ord(one) in table for one in figures):
        return text.translate(table)
    return text


def footnote_sign(text: str) -> str:
    """A short sign that leads to a footnote in brackets, unless it is told apart without."""
    figures = text.strip()
    if not 0 < len(figures) <= _LONGEST or figures[0] in "[(*†‡^↑":
        return text
    return text.replace(figures, f"[{figures}]")
