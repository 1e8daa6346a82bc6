"""What every format reads with, and what it gives back: the protocol behind the registry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from reader.documents.addresses import host_of
from reader.documents.decoding import without_surrogates
from reader.documents.model import Block, BlockKind, Document, Inline
from reader.documents.title import find_title
from reader.text import Span

_PIECE = 1 << 20


class Wish(NamedTuple):
    """What the reader asked for beside the bytes."""

    name: str = ""
    """The file's name without its folder; "-" for standard input."""
    encoding: str | None = None
    """An encoding chosen by the reader, over whatever would be found."""
    text_field: str | None = None
    """The field of a record that holds its text."""
    record: int | None = None
    """The number of a record, from 1."""

    @property
    def shown(self) -> str:
        """The name for a sentence."""
        return "Standard input" if self.name == "-" else self.name or "This document"


Reader: TypeAlias = Callable[[bytes, Wish], Document]
"""A format: bytes to a document that ``finished`` completes. Raises ``Refused``, nothing else."""


def finished(document: Document, name: str) -> Document:
    """The document with its title found, its digest made and its text free of lone surrogates."""
    text = without_surrogates(document.text)
    if len(text) != len(document.text):
        raise AssertionError("surrogates must be mended before positions are taken")
    metadata = document.metadata
    if not metadata.title:
        markup = document.format not in ("text", "email", "pdf")
        title = find_title(text, document.blocks, name="" if name == "-" else name, markup=markup)
        metadata = replace(metadata, title=title)
    if metadata.url and not metadata.site:
        metadata = replace(metadata, site=host_of(metadata.url))
    notices = document.notices
    if not document.raw and not document.judgeable:
        notices += ("This document is too long to be cleaned: all of it is shown.",)
    digest = _digest(text)
    return replace(document, text=text, metadata=metadata, digest=digest, notices=notices)


def _digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, taken piece by piece: a long text is not copied whole."""
    found = hashlib.sha256()
    for start in range(0, len(text), _PIECE):
        found.update(text[start : start + _PIECE].encode("utf-8"))
    return found.hexdigest()


class Builder:
    """Puts a document's text together from blocks, one blank line between them.

    For formats with markup: text is given block by block, and positions come out right.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.inlines: list[Inline] = []

    def add(
        self,
        text: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        level: int = 0,
        *,
        hard_breaks: bool = False,
        inlines: list[Inline] | None = None,
        marker: str = "",
    ) -> int | None:
        """Append a block; its number, or None where the text is only white space.

        ``inlines`` hold spans into ``text``. White space at the ends is left out; a list item's
        ``marker`` is put before what remains.
        """
        shown = text.strip()
        if not shown:
            return None
        if self._parts:
            self._parts.append("\n\n")
            self._length += 2
        start = self._length
        self._parts.append(marker + shown)
        self._length += len(marker) + len(shown)
        self.blocks.append(Block(Span(start, self._length), kind, level, hard_breaks))
        if inlines:
            first = start + len(marker)
            by = first - len(text) + len(text.lstrip())
            for span, style, target in inlines:
                begin, end = max(first, span.start + by), min(self._length, span.end + by)
                if begin < end:
                    self.inlines.append(Inline(Span(begin, end), style, target))
        return len(self.blocks) - 1

    def extend(self, other: Builder) -> None:
        """Append all of another builder's blocks."""
        if not other.blocks:
            return
        if self._parts:
            self._parts.append("\n\n")
            self._length += 2
        by = self._length
        self._parts.append(other.text)
        self._length += len(self._parts[-1])
        self.blocks += [
            Block(_moved(one.span, by), one.kind, one.level, one.hard_breaks)
            for one in other.blocks
        ]
        self.inlines += [one._replace(span=_moved(one.span, by)) for one in other.inlines]

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def document(self, format: str) -> Document:
        """The document so far; inlines sorted."""
        inlines = tuple(sorted(self.inlines, key=lambda one: (one.span.start, -one.span.end)))
        return Document(self.text, tuple(self.blocks), inlines=inlines, format=format)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
