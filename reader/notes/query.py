"""The filter of all notes: words and fields, as in ``ferry tag:sea colour:blue is:orphan``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from reader.filtering import NO_DATE, Dates, chosen, dates, none_of, parts, spellings
from reader.folding import fold
from reader.notes.model import Note

FIELDS = {
    "tag": "tag", "colour": "colour", "color": "colour", "lang": "lang", "language": "lang",
    "date": "date", "is": "is", "path": "path", "title": "title", "by": "by", "text": "text",
    "has": "has",
}  # fmt: skip
"""What may stand before a colon, and what it asks for."""
STATES = ("placed", "uncertain", "orphan", "gone", "conflict")
HAS = ("comment", "tags")


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
    """One condition."""

    field: str
    value: str
    """Folded."""
    negated: bool = False
    forms: tuple[str, ...] = ()
    """The folded spellings of the value."""
    dates: Dates = Dates()

    def holds(self, noted: Noted) -> bool:
        """Whether a note meets the condition, its negation counted in."""
        return self._met(noted) != self.negated

    def _met(self, noted: Noted) -> bool:  # noqa: PLR0911 - a line or two a field
        note, value = noted.note, self.value
        match self.field:
            case "tag":
                return any(self._in(_tag(tag)) for tag in note.tags)
            case "colour":
                return note.colour.value.startswith(value)
            case "lang":
                language = noted.language.casefold().partition("-")[0]
                return language == ("" if value == "?" else value.partition("-")[0])
            case "date":
                return self.dates.hold(note.created)
            case "is":
                return value in noted.states
            case "has":
                return bool(note.comment if value == "comment" else note.tags)
            case "path":
                return self._in(folded(noted.key))
            case "title":
                return self._in(folded(noted.title))
            case "by":
                return self._in(folded(note.creator))
            case "text":
                return self._in(folded(f"{note.exact}\n{note.comment}"))
            case _:
                return self._in(noted.searched)

    def _in(self, text: str) -> bool:
        return any(form in text for form in self.forms)


class Query(NamedTuple):
    """All conditions of a line; every one must hold."""

    terms: tuple[Term, ...] = ()
    problems: tuple[str, ...] = ()
    """A sentence for each part that is not understood, and left out."""

    def fitting(self, notes: Sequence[Noted]) -> list[Noted]:
        """The notes that meet every condition, in the order given."""
        return [noted for noted in notes if all(term.holds(noted) for term in self.terms)]


def parse(typed: str) -> Query:
    """The conditions of a line as far as it was typed; a field without a value asks nothing."""
    terms: list[Term] = []
    problems: list[str] = []
    for part in parts(typed):
        value, field = part.value, FIELDS.get(part.field, "")
        if part.field and not field:
            value = f"{part.field}:{value}"
        if not field and value.startswith("#"):
            field = "tag"
        value = folded(value.removeprefix("#") if field == "tag" else value)
        if value in {"", "-"}:
            continue
        term = _term(field, value, part.negated)
        if isinstance(term, str):
            problems.append(term)
        else:
            terms.append(term)
    return Query(tuple(terms), tuple(problems))


def _term(field: str, value: str, negated: bool) -> Term | str:
    """One condition, or the sentence that says what is wrong with it."""
    if field == "date":
        span = dates(value)
        return NO_DATE if span is None else Term(field, value, negated, dates=span)
    if field in ("is", "has"):
        allowed = STATES if field == "is" else HAS
        meant = chosen(value, allowed)
        return Term(field, meant, negated) if meant else none_of(field, allowed)
    return Term(field, value, negated, spellings(value, folded))


def folded(text: str) -> str:
    """A text as it is compared: case, accents of form, dashes and spaces made alike."""
    return fold(text).text.strip()


_tag = lru_cache(4096)(folded)
"""Tags are few and asked for with every note."""
