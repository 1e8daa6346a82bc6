"""The filter of all notes: words and fields, as in ``ferry tag:sea colour:blue is:orphan``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from reader.folding import fold
from reader.notes.model import Note

FIELDS = {
    "tag": "tag", "colour": "colour", "color": "colour", "lang": "lang", "language": "lang",
    "date": "date", "is": "is", "path": "path", "title": "title", "by": "by", "text": "text",
    "has": "has",
}  # fmt: skip
"""What may stand before a colon, and what it asks for."""
STATES = ("placed", "uncertain", "orphan", "gone", "conflict")
_TOKEN = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+)|(?<=:))')


@dataclass(frozen=True)
class Noted:
    """A note with what is known of its document and its place."""

    key: str
    note: Note
    title: str = ""
    """Of the document; foreign."""
    language: str = ""
    states: frozenset[str] = field(default_factory=frozenset)
    """Of ``STATES`` those that hold; none of the first four while nobody has looked."""

    @property
    def badge(self) -> str:
        """What needs a look, in words; "" when nothing does."""
        return ", ".join(name for name in STATES[1:] if name in self.states)

    @cached_property
    def searched(self) -> str:
        """All that a word may be found in, folded; made when the first word asks."""
        note = self.note
        tags = " ".join(f"#{tag}" for tag in note.tags)
        parts = (note.comment, note.exact, tags, note.colour, self.title, self.key, note.creator)
        return folded("\n".join((*parts, self.badge)))


class Term(NamedTuple):
    """One condition; the value is folded."""

    field: str
    value: str
    negated: bool = False

    def holds(self, noted: Noted) -> bool:
        """Whether a note meets the condition, its negation counted in."""
        return self._met(noted) != self.negated

    def _met(self, noted: Noted) -> bool:  # noqa: PLR0911 - a line or two a field
        note, value = noted.note, self.value
        match self.field:
            case "tag":
                return any(value in _tag(tag) for tag in note.tags)
            case "colour":
                return note.colour.value.startswith(value)
            case "lang":
                return noted.language.casefold().partition("-")[0] == (
                    "" if value == "?" else value
                )
            case "date":
                return in_dates(note.created, value)
            case "is":
                return any(state.startswith(value) for state in noted.states)
            case "has":
                return {"comment": bool(note.comment), "tags": bool(note.tags)}.get(value, False)
            case "path":
                return value in folded(noted.key)
            case "title":
                return value in folded(noted.title)
            case "by":
                return value in folded(note.creator)
            case "text":
                return value in folded(f"{note.exact}\n{note.comment}")
            case _:
                return value in noted.searched


def parse(typed: str) -> tuple[Term, ...]:
    """The conditions of a line as far as it was typed; a field without a value asks nothing."""
    terms = []
    for sign, name, quoted, word in _TOKEN.findall(typed):
        value, known = quoted or word, FIELDS.get(name.lower(), "")
        if name and not known:
            value = f"{name}:{value}"
        if known == "" and value.startswith("#"):
            known = "tag"
        value = folded(value.removeprefix("#") if known == "tag" else value)
        if value:
            terms.append(Term(known, value, bool(sign)))
    return tuple(terms)


def fitting(typed: str, notes: Sequence[Noted]) -> list[Noted]:
    """The notes that meet every condition of a line, in the order given."""
    terms = parse(typed)
    return [noted for noted in notes if all(term.holds(noted) for term in terms)]


def in_dates(moment: str, wanted: str) -> bool:
    """Whether a time lies in a range: ``2025-07``, ``<2025``, ``>=2025-07-01``, ``2024..2025``."""
    if not moment:
        return False
    low, dots, high = wanted.partition("..")
    if dots:
        return moment[: len(low)] >= low and (not high or moment[: len(high)] <= high)
    sign = re.match(r"[<>]?=?", wanted)
    mark = sign[0] if sign else ""
    bound = wanted[len(mark) :]
    part = moment[: len(bound)]
    return {
        "": part == bound, "=": part == bound, "<": part < bound, "<=": part <= bound,
        ">": part > bound, ">=": part >= bound,
    }[mark]  # fmt: skip


def folded(text: str) -> str:
    """A text as it is compared: case, accents of form, dashes and spaces made alike."""
    return fold(text).text.strip()


_tag = lru_cache(4096)(folded)
"""Tags are few and asked for with every note."""
