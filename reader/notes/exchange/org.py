"""Emacs Org: a heading for each document, one below it for each note."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.notes.exchange.model import Exported, line, lines

_BREAK = "\u200b"
"""The zero-width space, Org's own way to escape markup."""
_KEYWORD = re.compile(r"^(\s*)(?=#\+|#\s|:[^\s:]+:|\*|#$|\||- |\+ |CLOCK:|(?:DEADLINE|SCHEDULED):)")
_INLINE = re.compile(
    r"(?<=\[)(?=\[)|(?<=<)(?=[<%\d])|(?<=\{)(?=\{)|(?<=src)(?=_)|(?<=call)(?=_)|(?<=@)(?=@)"
)


def export(items: Sequence[Exported]) -> str:
    """All documents as one Org file."""
    parts = [_document(item) for item in items]
    return "#+TITLE: Notes\n\n" + "\n".join(parts)


def _document(item: Exported) -> str:
    properties = {
        "SOURCE": item.key, "URL": item.url, "SITE": item.site, "AUTHOR": item.author,
        "DATE": item.date, "LANGUAGE": item.language,
    }  # fmt: skip
    head = f"* {escape(line(item.name))}\n{_drawer(properties)}"
    return head + "".join(_note(item, number) for number in range(len(item.notes)))


def _note(item: Exported, number: int) -> str:
    note = item.notes[number]
    tags = ":".join(filter(None, (re.sub(r"\W+", "_", line(tag)) for tag in note.tags)))
    words = line(note.exact)
    short = words if len(words) <= 60 else words[:59] + "…"
    properties = {
        "ID": note.id.rpartition(":")[2], "COLOUR": note.colour.value, "CREATED": note.created,
        "CREATOR": note.creator, "POSITION": f"{note.start}-{note.end}",
    }  # fmt: skip
    text = f"** {escape(short)}{f'  :{tags}:' if tags else ''}\n{_drawer(properties)}"
    text += f"#+begin_quote\n{_body(note.exact)}#+end_quote\n"
    return text + (_body(note.comment) if note.comment.strip() else "")


def _drawer(properties: dict[str, str]) -> str:
    rows = [f":{name}: {escape(line(value))}\n" for name, value in properties.items() if value]
    return ":PROPERTIES:\n" + "".join(rows) + ":END:\n"


def _body(text: str) -> str:
    """Foreign text, indented: a star in the first column would be a heading."""
    return "".join(f"  {escape(part)}".rstrip() + "\n" for part in lines(text))


def escape(text: str) -> str:
    """One line of foreign text with nothing left for Org to obey."""
    return _INLINE.sub(_BREAK, _KEYWORD.sub(rf"\1{_BREAK}", text))
