"""What the linear reader says of its verbs, of errors and of notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from reader.notes.model import Note
from reader.sanitise import sanitise
from reader.storage import sentence
from reader.tui.lines import quoted

T = TypeVar("T")

LONGEST = 9
"""Digits of a number that is typed."""
HELP = """\
Enter or j: next paragraph
k: paragraph before
N: go to paragraph N
gg, G: first, last paragraph
.: this paragraph again
s: its sentences, numbered
/words: search; /\\v begins a pattern
n, p: next hit, hit before
H [1-5] [S]: highlight the paragraph, or its sentence S, in a colour
a [S:] text: write a note on the paragraph, or on its sentence S; #words become tags
notes: list the notes
], [: next note, note before
T NUMBER #tags: give a note other tags
C NUMBER 1-5: give it another colour
c NUMBER text: give it another comment
d NUMBER: delete it
u, redo: undo, redo
t: outline
x: clean, removed shown, raw
R: restore or remove the paragraph
export [FORMAT] [FILE]: the article's notes, said or in a file: text, markdown, json, csv, org
l [words]: list the articles
o NUMBER: open one
J, K: next, previous article
?, q: this help; quit
Words do as well: next, back, again, search, highlight, note, tags, colour, comment, outline, view,
list, open, undo, export, quit."""
"""A command a line: columns side by side are read aloud as one sentence."""

WORDS = {
    "help": "?", "quit": "q", "exit": "q", "next": "j", "back": "k", "previous": "k", "again": ".",
    "where": ".", "read": ".", "repeat": ".",
    "list": "l", "open": "o", "highlight": "H", "note": "a", "tags": "T", "tag": "T",
    "colour": "C", "color": "C", "comment": "c", "edit": "c", "first": "gg", "last": "G",
    "outline": "t", "view": "x", "restore": "R", "delete": "d", "undo": "u", "sentences": "s",
}  # fmt: skip
"""What a person types who has not read the help."""


def what_went_wrong(error: Exception) -> str:
    """An error in words, sanitised."""
    return sanitise(sentence(error) if isinstance(error, OSError) else str(error))


def whole(word: str) -> int | None:
    """The number that was typed; None for a word that is none, or longer than any there can be."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= LONGEST else None


def nth(items: Sequence[T], word: str) -> T | None:
    """The item of the number that was typed, from 1; None where there is none."""
    number = whole(word)
    return items[number - 1] if number is not None and 1 <= number <= len(items) else None


def note_words(note: Note) -> str:
    """A note in one line: its colour, the beginning of its quote, comment and tags."""
    quote = " ".join(note.exact.split())
    quote = quote if len(quote) <= 60 else quote[:59] + "…"
    said = f": {' '.join(note.comment.split())}" if note.comment else ""
    tags = "".join(f" #{tag}" for tag in note.tags)
    return sanitise(f"{note.colour.value} {quoted(quote)}{said}{tags}")
