"""The words of a search line: a small tree of words, phrases, AND, OR and NOT."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reader.library.fold import spellings
from reader.library.tokens import prepared

_TOKEN = re.compile(
    r'(?P<sign>-?)(?P<field>[A-Za-z]+:)?"(?P<phrase>[^"]*)"?(?P<starred>\*?)|(?P<bracket>-?\(|[)|])|(?P<word>[^\s()"|]+)'
)
LEAST_PREFIX = 2
"""Letters before a ``*``; one alone would gather half of all words."""
_BEGUN = re.compile(r'(?:^|[\s(|])[^\W_][^\s":()|*]+$')
_DEEPEST = 40
"""Brackets in one another; of more than these nobody means any."""
_OPERATORS = frozenset({"AND", "OR", "NOT", "&&"})
_INSIDE = re.compile(r"[^\W_]+", re.UNICODE)
_COMBINED = re.compile(r"[aou]e|[äöü]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase; ``forms`` are its spellings as the index holds them, plain one first."""

    text: str
    forms: tuple[str, ...]
    phrase: bool = False
    prefix: bool = False
    column: str = ""
    """"title" to look there only."""

    def positives(self) -> tuple[Word, ...]:
        """The words that make an article a hit, for marking."""
        return (self,)

    def without_columns(self) -> Node:
        """The same, sought everywhere."""
        return replace(self, column="")


@dataclass(frozen=True, slots=True)
class Group:
    """Several conditions: all of them, or one of them; ``but`` are those that must not hold."""

    kind: Literal["and", "or"]
    parts: tuple[Node, ...]
    but: tuple[Node, ...] = ()

    def positives(self) -> tuple[Word, ...]:
        """The words that make an article a hit, for marking."""
        return tuple(word for part in self.parts for word in part.positives())

    def without_columns(self) -> Node:
        """The same, sought everywhere."""
        return Group(
            self.kind,
            tuple(part.without_columns() for part in self.parts),
            tuple(part.without_columns() for part in self.but),
        )


Node = Word | Group


Endings = Callable[[str], Sequence[str]]
"""The words of an index that begin so; () where these are too many to be named."""


def expression(node: Node, endings: Endings = lambda beginning: ()) -> str:
    """The FTS5 query of a tree. A prefix is sought as its ``endings``, where these are given."""
    if isinstance(node, Word):
        forms = [_quoted(form) for form in node.forms]
        if node.prefix:
            forms = [query for form in node.forms for query in _begun(form, endings)]
        either = forms[0] if len(forms) == 1 else f"({' OR '.join(forms)})"
        return f"({{{node.column}}} : {either})" if node.column else either
    joined = f" {node.kind.upper()} ".join(expression(part, endings) for part in node.parts)
    whole = f"({joined})"
    for part in node.but:
        whole = f"({whole} NOT {expression(part, endings)})"
    return whole


def _begun(form: str, endings: Endings) -> list[str]:
    known = endings(form) if " " not in form else ()
    return [_quoted(word) for word in known] or [f"{_quoted(form)} *"]


def _quoted(form: str) -> str:
    return '"' + form.replace('"', " ") + '"'


def word_of(text: str, *, phrase: bool = False, column: str = "") -> Word | None:
    """A word as it was typed, with ``*`` at its end for a prefix; None when nothing is in it."""
    bare = text.rstrip("*").strip()
    prefix = text != bare and len(bare) >= LEAST_PREFIX
    text = bare
    if not _INSIDE.search(text):
        return None
    forms = dict.fromkeys(prepared(form) for form in _forms(text))
    return Word(text, tuple(forms), phrase, prefix, column)


def _forms(text: str) -> tuple[str, ...]:
    """Spellings, as typed first; of a phrase only as a whole, each umlaut treated alike."""
    text = unicodedata.normalize("NFC", text).lower()
    return (text, *spellings(text)) if _COMBINED.search(text) else (text,)


class _Reader:
    """Recursive descent over the tokens of a line: or < and < not < word."""

    def __init__(self, text: str, fields: Collection[str]) -> None:
        self.tokens = list(_TOKEN.finditer(text))
        self.fields = fields
        self.at = 0
        self.depth = 0
        self.conditions: list[str] = []
        self.problems: list[str] = []

    def peek(self) -> str:
        return self.tokens[self.at].group() if self.at < len(self.tokens) else ""

    def either(self) -> Node | None:
        parts = [self.all()]
        while self.peek() in {"OR", "|"}:
            self.at += 1
            parts.append(self.all())
        found = tuple(part for part in parts if part is not None)
        return Group("or", found) if len(found) > 1 else found[0] if found else None

    def all(self) -> Node | None:
        parts: list[Node] = []
        but: list[Node] = []
        while self.peek() not in {"", "OR", "|", ")"}:
            if self.peek() in {"AND", "&&"}:
                self.at += 1
                continue
            negated = self.peek() == "NOT"
            self.at += negated
            sign, node = self.one()
            if node is not None:
                (but if negated or sign else parts).append(node)
        if but and not parts:
            self.problems.append("A search needs a word to look for beside those to leave out.")
            return None
        if len(parts) == 1 and not but:
            return parts[0]
        return Group("and", tuple(parts), tuple(but)) if parts else None

    def one(self) -> tuple[bool, Node | None]:
        """The next word, phrase or bracket, and whether it is excluded by a minus."""
        if self.at >= len(self.tokens):
            return False, None
        token = self.tokens[self.at]
        self.at += 1
        if token["bracket"] in {"(", "-("} and self.depth < _DEEPEST:
            self.depth += 1
            node = self.either()
            self.depth -= 1
            if self.peek() == ")":
                self.at += 1
            return token["bracket"] == "-(", node
        if token["bracket"]:
            return False, None
        if token["word"] is not None:
            return self.word(token["word"])
        name = (token["field"] or "").rstrip(":").lower()
        if name and name != "title" and name in self.fields:
            self.conditions.append(token.group())
            return False, None
        text = token["phrase"] + token["starred"]
        return bool(token["sign"]), word_of(text, phrase=True, column=name and "title")

    def word(self, text: str) -> tuple[bool, Node | None]:
        """A bare word; ``field:value`` goes to the conditions, but ``title:`` is a column here."""
        name, colon, value = text.lstrip("-").partition(":")
        if colon and name.lower() in self.fields and value:
            if name.lower() != "title":
                self.conditions.append(text)
                return False, None
            return text.startswith("-"), word_of(value, column="title")
        negated = text.startswith("-") and len(text) > 1
        return negated, word_of(text[1:] if negated else text)


def begun(line: str) -> str:
    """The same search with its last word only begun (``word*``); "" where it ends otherwise."""
    inside_phrase = line.count('"') % 2 == 1
    return f"{line}*" if _BEGUN.search(line) and not inside_phrase else ""


def all_begun(line: str) -> str:
    """The same search with all of its words only begun; "" where it is more than bare words."""
    words = line.split()
    if len(words) < 2 or any(set(word) & set('"()|') or word in _OPERATORS for word in words):
        return ""
    tried = [f"{word}*" if _BEGUN.match(word) else word for word in words]
    return " ".join(tried) if tried != words else ""


def read(text: str, fields: Collection[str]) -> tuple[Node | None, str, list[str]]:
    """The tree of a search line, the rest of it (its fields), and what was not understood."""
    reader = _Reader(text, fields)
    parts: list[Node] = []
    while reader.at < len(reader.tokens):
        part = reader.either()
        if part is not None:
            parts.append(part)
        if reader.peek() == ")":  # one too many
            reader.at += 1
    node = Group("and", tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
    return node, " ".join(reader.conditions), reader.problems
