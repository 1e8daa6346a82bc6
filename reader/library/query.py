"""The filter line: words, fields and ranges, as in ``selenskyj lang:de -is:read words:<500``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple, Protocol

from reader.filtering import NO_DATE, RANGE, Dates, chosen, dates, none_of, parts
from reader.library.fold import fold, spellings
from reader.patterns import late

Field = Literal["", "title", "path", "site", "lang", "tag", "is", "has", "words", "minutes", "date"]
TEXT_FIELDS: tuple[Field, ...] = ("title", "path", "site", "lang", "tag")
FIELDS: dict[str, Field] = {
    "lang": "lang", "language": "lang", "is": "is", "has": "has", "tag": "tag", "path": "path",
    "site": "site", "source": "site", "title": "title", "words": "words", "minutes": "minutes",
    "date": "date",
}  # fmt: skip
"""What may stand before a colon, and the field it names."""
IS = ("unread", "reading", "read", "starred", "unreadable")
HAS = ("notes", "tags", "date")

EXAMPLES: dict[Field, str] = {
    "date": "2025-07, <2025 or 2025-01..2025-06", "words": "<500 or 800..1200",
    "minutes": "<5 or 10..20", "lang": "de", "is": "unread", "has": "notes",
}  # fmt: skip
"""What may stand behind a colon where that is not to be guessed."""

_NUMBER = late(r"[0-9]{1,12}\Z")


class Row(Protocol):
    """What a filter asks of an article."""

    @property
    def key(self) -> str: ...  # noqa: D102 - the fields are those of Facts, State and the notes
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def site(self) -> str: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> int: ...  # noqa: D102
    @property
    def minutes(self) -> int: ...  # noqa: D102
    @property
    def date(self) -> str: ...  # noqa: D102
    @property
    def mark(self) -> str: ...  # noqa: D102
    @property
    def starred(self) -> bool: ...  # noqa: D102
    @property
    def notes(self) -> int: ...  # noqa: D102
    @property
    def tags(self) -> Collection[str]: ...  # noqa: D102
    @property
    def problem(self) -> str: ...  # noqa: D102


class Term(NamedTuple):
    """One condition. ``forms`` are the folded spellings of ``value``; bounds belong to ranges."""

    field: Field
    value: str
    negated: bool = False
    quoted: bool = False
    forms: tuple[str, ...] = ()
    low: str = ""
    """Lower bound of a range, as written; "" for none."""
    high: str = ""
    """Upper bound."""
    open: bool = False
    """Whether a date's bounds are left out themselves, as in ``date:<2025``."""

    def holds(self, row: Row) -> bool:
        """Whether the row meets the condition, its negation counted in."""
        return self._met(row) != self.negated

    def _met(self, row: Row) -> bool:  # noqa: PLR0911 - one line a field
        match self.field:
            case "lang":
                return self.is_language(row.language)
            case "tag":
                return any(self.in_text(fold(tag)) for tag in row.tags)
            case "is":
                return _is(row, self.value)
            case "has":
                return {"notes": row.notes > 0, "tags": bool(row.tags), "date": bool(row.date)}[
                    self.value
                ]
            case "words" | "minutes":
                return self.in_range(row.words if self.field == "words" else row.minutes)
            case "date":
                return self.in_dates(row.date)
            case "title" | "path" | "site":
                text = {"title": row.title, "path": row.key, "site": row.site}[self.field]
                return self.in_text(fold(text))
            case "":
                return self.in_text(fold(row.title)) or self.in_text(fold(row.key))

    def in_text(self, folded: str) -> bool:
        """Whether one of the spellings stands in a folded text."""
        return any(form in folded for form in self.forms)

    def is_language(self, language: str) -> bool:
        """Whether a language is the one asked for; ``lang:?`` asks for the unknown ones."""
        return language == ("" if self.value == "?" else self.value)

    def in_range(self, number: int) -> bool:
        """Whether a number lies within the bounds."""
        return (not self.low or number >= int(self.low)) and (
            not self.high or number <= int(self.high)
        )

    def in_dates(self, date: str) -> bool:
        """Whether a date lies within the bounds, each as precise as it was written."""
        return Dates(self.low, self.high, self.open).hold(date)


def _is(row: Row, value: str) -> bool:
    match value:
        case "starred":
            return row.starred
        case "unreadable":
            return bool(row.problem)
        case _:
            return (row.mark or "unread") == value


class Query(NamedTuple):
    """All conditions of a filter; every one must hold."""

    terms: tuple[Term, ...] = ()
    problems: tuple[str, ...] = ()
    """A sentence for each part that was understood only in part or not at all."""

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def words(self) -> tuple[Term, ...]:
        """The terms without field and negation: what is looked for in title and path."""
        return tuple(term for term in self.terms if not term.field and not term.negated)

    def matches(self, row: Row) -> bool:
        """Whether one row meets every condition (free words by substring: see ``match``)."""
        return all(term.holds(row) for term in self.terms)


def _number_range(field: Field, value: str) -> tuple[str, str] | str:
    found = RANGE.match(value)
    assert found is not None
    sign, rest = str(found[1] or ""), str(found[2])
    low, dots, high = rest.partition("..")
    numbers = [part for part in (low, high) if part]
    if not numbers or not all(map(_NUMBER.match, numbers)):
        return f"{field}: wants a number or a range, such as {field}:<500 or {field}:200..500."
    if dots:
        return low, high
    number = int(low)
    bounds: dict[str, tuple[str, str]] = {
        "<": ("", str(number - 1)),
        "<=": ("", low),
        ">": (str(number + 1), ""),
        ">=": (low, ""),
    }
    return bounds.get(sign, (low, low))


def _term(field: Field, value: str, negated: bool, quoted: bool) -> Term | str:
    """One condition, or the sentence that says what is wrong with it."""
    if field == "date":
        days = dates(value)
        return NO_DATE if days is None else Term(field, value, negated, quoted, (), *days)
    if field in ("words", "minutes"):
        bounds = _number_range(field, value)
        if isinstance(bounds, str):
            return bounds
        return Term(field, value, negated, quoted, (), *bounds)
    if field in ("is", "has"):
        allowed = IS if field == "is" else HAS
        meant = chosen(value.lower(), allowed)
        return Term(field, meant, negated, quoted) if meant else none_of(field, allowed)
    if field == "lang":
        return Term(field, value.lower(), negated, quoted)
    return Term(field, value, negated, quoted, spellings(value))


def parse(text: str) -> Query:
    """The conditions of a filter line.

    ``word``, ``"a phrase"``, ``field:value``, ``field:"a value"``, each with ``-`` before it to
    turn it round. A field that does not exist makes its word plain text. What cannot be
    understood is left out and named in ``problems``; nothing raises.
    """
    terms: list[Term] = []
    problems: list[str] = []
    for part in parts(text):
        value, field = part.value, FIELDS.get(part.field) if part.field else ""
        if field is None:
            value, field = f"{part.field}:{value}", ""
        if value in {"", "-"}:
            if field:
                example = EXAMPLES.get(field, "")
                problems.append(f"{field}: wants a value{example and f', as {example}'}.")
            continue
        term = _term(field, value, part.negated, part.quoted)
        if isinstance(term, str):
            problems.append(term)
        elif term.field in ("", *TEXT_FIELDS) and term.field != "lang" and not term.forms:
            continue
        else:
            terms.append(term)
    return Query(tuple(terms), tuple(problems))


class Completion(NamedTuple):
    """What may replace ``text[start:]`` of the line typed so far, best first."""

    start: int
    options: tuple[str, ...]


def complete(text: str, values: Mapping[str, Iterable[str]]) -> Completion:
    """Completions of the last word of ``text``: names of fields, then the values of one.

    ``values`` gives those of the library for ``lang``, ``site``, ``tag`` and ``path``.
    """
    start = max(text.rfind(" ", 0, len(text)) + 1, 0)
    word = text[start:]
    if word.startswith("-"):
        start, word = start + 1, word[1:]
    name, colon, typed = word.partition(":")
    if not colon:
        names = ("lang", "is", "has", "tag", "site", "path", "title", "words", "minutes", "date")
        return Completion(
            start, tuple(f"{field}:" for field in names if word and field.startswith(word.lower()))
        )
    field = FIELDS.get(name.lower())
    if field is None:
        return Completion(len(text), ())
    known: Iterable[str] = {"is": IS, "has": HAS}.get(field) or values.get(field, ())
    typed = fold(typed.strip('"'))
    fits = [value for value in known if fold(value).startswith(typed)]
    fits += [value for value in known if typed in fold(value) and value not in fits]
    return Completion(start, tuple(f"{name}:{_quoted(value)}" for value in fits))


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value
