"""What is common to the filter lines of the library and of the notes: parts, dates, choices.

``word``, ``"a phrase"``, ``field:value``, ``field:"a value"``, each with ``-`` before it to turn it
round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader.patterns import late

_PART = late(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+)|(?<=:))')
RANGE = late(r"(<=|>=|<|>|=)?(.*)\Z", re.DOTALL)
"""The sign and the rest of a range of numbers or dates."""
_DATE = late(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_DIGRAPH = late(r"([aou])e")
NO_DATE = "date: wants a date or a range, such as date:2025-07 or date:2025-07.."


class Part(NamedTuple):
    """One condition as it was typed."""

    negated: bool
    field: str
    """What stands before the colon, in lower case; "" for none."""
    value: str
    quoted: bool


def parts(line: str) -> Iterator[Part]:
    """The conditions of a filter line; a value may be empty while it is being typed."""
    for found in _PART.finditer(line):
        sign, name, phrase, word = found.groups()
        value = (phrase if phrase is not None else word) or ""
        if name or value:
            yield Part(bool(sign), (name or "").lower(), value, phrase is not None)


class Dates(NamedTuple):
    """A range of dates, each bound as precise as it was written; "" for no bound."""

    low: str = ""
    high: str = ""
    open: bool = False
    """Whether the bounds are left out themselves, as in ``<2025``."""

    def hold(self, date: str) -> bool:
        """Whether an ISO date, or date and time, lies within; an unknown one ("") never does."""
        if not date:
            return False
        after, before = date[: len(self.low)], date[: len(self.high)]
        if self.open:
            return (not self.low or after > self.low) and (not self.high or before < self.high)
        return (not self.low or after >= self.low) and (not self.high or before <= self.high)


def dates(value: str) -> Dates | None:
    """The range meant by ``2025-07``, ``<2025``, ``>=2025-07-01`` or ``2024..2025``, or None."""
    found = RANGE.match(value)
    assert found is not None
    sign, rest = str(found[1] or ""), str(found[2])
    low, dots, high = rest.partition("..")
    given = [part for part in (low, high) if part]
    if not given or not all(_DATE.match(part) for part in given):
        return None
    if dots:
        return Dates(low, high)
    if sign in ("<", "<="):
        return Dates(high=low, open=sign == "<")
    if sign in (">", ">="):
        return Dates(low, open=sign == ">")
    return Dates(low, low)


def chosen(value: str, allowed: Sequence[str]) -> str:
    """The allowed value meant by a beginning of it, or ""."""
    if value in allowed:
        return value
    fits = [word for word in allowed if value and word.startswith(value)]
    return fits[0] if len(fits) == 1 else ""


def none_of(field: str, allowed: Sequence[str]) -> str:
    """The sentence for a value that is none of those allowed."""
    return f"{field}: can be {', '.join(allowed[:-1])} or {allowed[-1]}."


def spellings(word: str, fold: Callable[[str], str]) -> tuple[str, ...]:
    """The folded forms under which a typed word may stand in folded text.

    ``über`` stands there as ``uber`` (written ü) or ``ueber`` (written ue), and whoever types
    ``ueber`` means both as well. The plain fold comes first.
    """
    composed = unicodedata.normalize("NFC", word)
    plain = fold(composed)
    forms = [plain, fold(composed.translate(_UMLAUTS))]
    if "e" in plain:
        forms.append(_DIGRAPH.sub(r"\1", plain))
    return tuple(dict.fromkeys(form for form in forms if form))
