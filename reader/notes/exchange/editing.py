"""Two-way Markdown: notes as a text to edit, and the changes that were made in it.

Passages are block quotes and are not to be changed; below each stand its tags and its comment. A
note whose marker is gone was removed; a block quote without a marker is a new note.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reader.notes.exchange.model import Exported, line, lines
from reader.notes.model import Note

GUIDE = """\
<!-- Edit comments and tags, delete notes, or add one: a passage behind ">", its comment below.
     Leave the passages of other notes and the glosse markers as they are. -->
"""
_MARKER = re.compile(r"^<!-- glosse:(document|note) (\S.*?) -->\s*$")
_ESCAPED = re.compile(r"^(\\+|>|tags::|<!-- glosse:)")


@dataclass(frozen=True, slots=True)
class Edited:
    """Comment or tags of a note were changed; ``note`` is the new version to ``put``."""

    line: int
    key: str
    note: Note


@dataclass(frozen=True, slots=True)
class Removed:
    """A note was taken out."""

    key: str
    id: str


@dataclass(frozen=True, slots=True)
class Added:
    """A passage was quoted that is no note yet; it has to be found in the document."""

    line: int
    key: str
    exact: str
    comment: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that cannot be taken over, with its line (from 1); the note stays as it was."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done to an export, in the order of the text; removals come last."""

    changes: tuple[Edited | Added | Removed, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(slots=True)
class _Block:
    """One note as the text has it: where it begins, its marker's id, its passage, the rest."""

    line: int
    key: str
    id: str
    quote: list[str] = field(default_factory=list)
    tags: list[str] | None = None
    comment: list[str] = field(default_factory=list)


def editable(items: Sequence[Exported]) -> str:
    """The notes of some documents as a text to edit."""
    parts = [GUIDE]
    for item in items:
        parts.append(f"<!-- glosse:document {line(item.key)} -->\n# {line(item.name)}\n")
        parts += [_note(note) for note in item.notes]
    return "\n".join(parts)


def _note(note: Note) -> str:
    text = f"<!-- glosse:note {note.id} -->\n"
    text += "".join(f"> {part}".rstrip() + "\n" for part in lines(note.exact))
    tags = ", ".join(filter(None, map(_tag, note.tags)))
    if tags:
        text += f"tags:: {tags}\n"
    if note.comment:
        text += "\n" + "".join(_escape(part) + "\n" for part in lines(note.comment))
    return text


def _tag(tag: str) -> str:
    return " ".join(line(tag).replace(",", " ").split())


def _escape(text: str) -> str:
    return "\\" + text if _ESCAPED.match(text) else text


def changes(items: Sequence[Exported], edited: str) -> Edit:
    """Compare an edited text with the notes it was made from, which are given as ``items``.

    A note is Edited only where its comment or tags say something else than before. A damaged
    passage, a marker that was changed or stands twice, and an emptied file are refused.
    """
    if not edited.strip():
        return Edit(refused=(Refused(1, "The file is empty: nothing was changed."),))
    originals = {note.id: (item.key, note) for item in items for note in item.notes}
    text = _Text(items)
    text.read(edited)
    blocks, new = _sorted_out(text, originals)
    made: list[Edited | Added | Removed] = []
    for block in new:
        if block.key:
            exact = "\n".join(block.quote).strip()
            made.append(Added(block.line, block.key, exact, _comment(block), _tags(block)))
        else:
            text.refuse(block.line, "It is not clear which document this note is of.")
    for identity, block in blocks.items():
        _compare(block, *originals[identity], made, text)
    made.sort(key=lambda change: getattr(change, "line", 0))
    gone = [identity for identity in originals if identity not in blocks]
    if gone and text.doubtful:
        text.refuse(1, "A marker was damaged, so no note was taken as removed.")
    else:
        made += [Removed(originals[identity][0], identity) for identity in gone]
    return Edit(tuple(made), tuple(sorted(text.refused, key=lambda refusal: refusal.line)))


def _sorted_out(
    text: _Text, originals: dict[str, tuple[str, Note]]
) -> tuple[dict[str, _Block], list[_Block]]:
    """The blocks of known notes by id, and those of new ones."""
    known: dict[str, _Block] = {}
    unmarked: list[_Block] = []
    for block in text.blocks:
        if not block.id:
            unmarked.append(block)
        elif block.id not in originals:
            text.doubtful = True
            text.refuse(block.line, f"There is no note {block.id}.")
        elif block.id in known:
            text.refuse(block.line, "This note stands twice: the first one counts.")
        else:
            known[block.id] = block
    missing = _by_passage(originals, known) if unmarked else {}
    new: list[_Block] = []
    for block in unmarked:  # the note whose passage this is, where only its marker was lost
        waiting = missing.get((block.key, *_bare(block.quote)))
        if waiting:
            known[waiting.popleft()] = block
        else:
            new.append(block)
    return known, new


def _by_passage(
    originals: dict[str, tuple[str, Note]], known: dict[str, _Block]
) -> dict[tuple[str, ...], deque[str]]:
    """The notes that no marker names, by their document and the words of their passage."""
    missing: dict[tuple[str, ...], deque[str]] = {}
    for identity, (key, note) in originals.items():
        if identity not in known:
            passage = (key, *_bare(lines(note.exact)))
            missing.setdefault(passage, deque()).append(identity)
    return missing


def _compare(
    block: _Block,
    key: str,
    note: Note,
    made: list[Edited | Added | Removed],
    text: _Text,
) -> None:
    if _bare(block.quote) != _bare(lines(note.exact)):
        text.refuse(block.line + 1, "The passage was changed: this note stays as it was.")
        return
    tags, comment = _tags(block), _comment(block)
    if tags == tuple(dict.fromkeys(filter(None, map(_tag, note.tags)))):
        tags = note.tags
    if comment == _trimmed(lines(note.comment)):
        comment = note.comment
    if (tags, comment) != (note.tags, note.comment):
        made.append(Edited(block.line, key, replace(note, tags=tags, comment=comment)))


def _bare(quote: Sequence[str]) -> list[str]:
    """A passage without what an editor may change unasked: white space at the ends of lines."""
    return " ".join(quote).split()


class _Text:
    """Reads an edited text line by line."""

    def __init__(self, items: Sequence[Exported]) -> None:
        self.blocks: list[_Block] = []
        self.refused: list[Refused] = []
        self.doubtful = False
        """A marker was damaged: what is missing may not have been removed."""
        self._keys = {line(item.key): item.key for item in items}
        self._key = items[0].key if len(items) == 1 else ""
        self._block: _Block | None = None
        self._in_guide = self._at_heading = self._in_quote = False

    def read(self, edited: str) -> None:
        """Take in the whole text."""
        text = edited.removeprefix("\ufeff").replace("\r\n", "\n")
        for number, content in enumerate(text.split("\n"), 1):
            if content.startswith("<!-- Edit ") and not self.blocks:
                self._in_guide = True
            if self._in_guide:
                self._in_guide = "-->" not in content
            elif content.startswith("<!-- glosse:"):
                self._marker(number, content)
            else:
                self._line(number, content)
            self._in_quote = content.startswith(">")

    def refuse(self, number: int, message: str) -> None:
        """Say what cannot be taken over, with its line."""
        self.refused.append(Refused(number, message))

    def _marker(self, number: int, content: str) -> None:
        match = _MARKER.match(content)
        self._block = None
        if match is None:
            self.doubtful = True
            self.refuse(number, "This marker was damaged.")
            self._begin(number, "?")
        elif match[1] == "note":
            self._begin(number, match[2])
        elif match[2] in self._keys:
            self._key, self._at_heading = self._keys[match[2]], True
        else:
            self._key, self.doubtful = "", True
            self.refuse(number, f"There is no document {match[2]} here.")

    def _begin(self, number: int, identity: str) -> _Block:
        self._block = _Block(number, self._key, identity)
        if identity != "?":
            self.blocks.append(self._block)
        return self._block

    def _line(self, number: int, content: str) -> None:
        block = self._block
        if content.startswith(">"):
            if block is None or (block.quote and not self._in_quote):
                block = self._begin(number, "")
            block.quote.append(content[1:].removeprefix(" "))
        elif block is None:
            if self._at_heading and content.startswith("# "):
                self._at_heading = False
            elif content.strip():
                self.refuse(number, "These words belong to no note.")
        elif content.startswith("tags::") and block.tags is None and not any(block.comment):
            block.tags = content.removeprefix("tags::").split(",")
        else:
            block.comment.append(content)


def _tags(block: _Block) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_tag, block.tags or ()))))


def _comment(block: _Block) -> str:
    return _trimmed(
        text[1:] if text.startswith("\\") and _ESCAPED.match(text[1:]) else text
        for text in block.comment
    )


def _trimmed(parts: Sequence[str] | Iterator[str]) -> str:
    """A comment without blank lines around it and white space at the ends of its lines."""
    return "\n".join(part.rstrip() for part in parts).strip("\n")
