"""Text that Anki imports, with file headers; the id keeps a second import from doubling cards."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from reader.notes.exchange.model import Exported, day, line, lines

HEADERS = """\
#separator:tab
#html:true
#notetype:Basic
#deck:Glosse
#columns:GUID\tFront\tBack\tTags
#guid column:1
#tags column:4
"""
# Cloze marks, sound and LaTeX tags, MathJax: what Anki obeys besides HTML.
_ACTIVE = re.compile(r"[\[\]{}\\]")


def export(items: Sequence[Exported]) -> str:
    """One line for each note: its quote in front, comment and source behind."""
    rows = []
    for item in items:
        about = " · ".join(_field(text) for text in (item.name, item.site, day(item.date)) if text)
        for note in item.notes:
            back = f"{_field(note.comment)}<br>" if note.comment else ""
            fields = (_field(note.id), _field(note.exact), f"{back}<small>{about}</small>")
            tags = " ".join(re.sub(r"\s+", "_", line(tag)) for tag in note.tags)
            rows.append("\t".join((*fields, _field(tags))))
    return HEADERS + "".join(row + "\n" for row in rows)


def _field(text: str) -> str:
    """Foreign text as HTML without tabs, line breaks or anything Anki obeys."""
    safe = "<br>".join(html.escape(part) for part in lines(text))
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", safe)
