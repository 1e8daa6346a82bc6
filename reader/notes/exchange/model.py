"""What is exported, and small tools every format needs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.notes.model import DocumentFacts, Note
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from reader.documents.model import Document
    from reader.notes.page import Page

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""What takes two code units of UTF-16."""
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Exported:
    """One document with the notes to export; whatever is not known is empty."""

    key: str
    notes: Sequence[Note]
    title: str = ""
    site: str = ""
    author: str = ""
    date: str = ""
    """ISO 8601."""
    url: str = ""
    language: str = ""
    text: str | None = None
    """The document's text, where a format counts in other units than code points."""
    digest: str = ""

    @classmethod
    def of(cls, page: Page, document: Document | None) -> Exported:
        """A page of notes; without its document by what the page remembers of it."""
        facts = page.facts
        if document is None:
            return cls(
                page.key, page.notes, facts.title, facts.site, "", facts.date, facts.url,
                facts.language, None, facts.digest,
            )  # fmt: skip
        data = document.metadata
        return cls(
            page.key,
            page.notes,
            title=data.title,
            site=data.site,
            author=data.author,
            date=data.date,
            url=data.url,
            language=facts.language or data.language,
            text=document.text,
            digest=document.digest,
        )

    @property
    def name(self) -> str:
        """The title, or failing that the key."""
        return self.title or self.key

    @property
    def facts(self) -> DocumentFacts:
        """The same, as a page of notes says it."""
        return DocumentFacts(
            digest=self.digest,
            title=self.title,
            language=self.language,
            url=self.url,
            site=self.site,
            date=self.date,
        )


def lines(text: str) -> list[str]:
    """The lines of a text, made safe to show: every kind of line break ends one."""
    return sanitise(_BREAKS.sub("\n", text), multiline=True).split("\n")


def line(text: str) -> str:
    """A text as one safe line."""
    return " ".join(" ".join(lines(text)).split())


def day(moment: str) -> str:
    """The date of an RFC 3339 time."""
    return line(moment)[:10]


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, as JavaScript counts."""
    return len(text) + len(_ASTRAL.findall(text))


class Utf16:
    """Offsets in UTF-16 code units as code points of one text, which is gone through once."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._pairs = [at.start() + n for n, at in enumerate(_ASTRAL.finditer(text))]
        """The code unit at which each character of two code units begins."""

    def position(self, offset: int) -> int:
        """The code point offset; amid a character the next one, past the end the length."""
        before = bisect_left(self._pairs, offset)
        amid = before and self._pairs[before - 1] + 1 == offset
        return min(offset - before + (1 if amid else 0), self._length)
