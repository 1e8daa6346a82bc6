"""The markers of list items: bullets, numbers, letters, Roman numerals."""

from __future__ import annotations

from dataclasses import dataclass

BULLET = "• "
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999


@dataclass(slots=True)
class Numbering:
    """A list that is open: ``kind`` is HTML's ``type`` (1, a, A, i, I)."""

    following: int
    kind: str = "1"
    numbered: bool = True

    def marker(self, value: str = "") -> str:
        """The marker of the next item, which ``value`` may give a number of its own."""
        if not self.numbered:
            return BULLET
        if value.isdecimal() and len(value) < 7:
            self.following = int(value)
        self.following += 1
        return f"{_shown(self.following - 1, self.kind)}. "


def _shown(number: int, kind: str) -> str:
    if kind in ("a", "A") and number > 0:
        letters = _letters(number)
        return letters if kind == "a" else letters.upper()
    if kind in ("i", "I") and 0 < number <= _LARGEST_ROMAN:
        roman = _roman(number)
        return roman if kind == "i" else roman.upper()
    return str(number)


def _letters(number: int) -> str:
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        found += letters * (number // value)
        number %= value
    return found
