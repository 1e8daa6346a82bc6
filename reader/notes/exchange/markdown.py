"""Markdown for Obsidian and its like: front matter, one callout for each note.

Every character that Markdown, HTML or Obsidian would obey is escaped, and every line of a quote
or a comment stands behind the ``>`` of its callout, so that nothing breaks out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import Template

from reader.notes.exchange.model import Exported, day, line, lines
from reader.notes.model import Note
from reader.storage import dump_json

DOCUMENT = """\
# $title

$citation

$notes"""
NOTE = """\
> [!quote|$colour] $created
> $quote
$comment$tags^$anchor
"""
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~$^=%&!]")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")
_RULE = re.compile(r"^(\s*)([-:])")
_TAG = re.compile(r"[^\w/-]+")


@dataclass(frozen=True, slots=True)
class Templates:
    """``$name`` fields of a document: title, citation, notes, source, url, site, date, language.

    Of a note: quote, comment, tags, colour, created, modified, creator, anchor, position. An
    unknown field stays as it is written.
    """

    document: str = DOCUMENT
    note: str = NOTE
    front_matter: bool = True


def export(items: Sequence[Exported], *, templates: Templates | None = None) -> str:
    """All documents as one Markdown text; with more than one, front matter counts them."""
    templates = templates or Templates()
    parts = [_document(item, templates) for item in items]
    if not templates.front_matter:
        return "\n".join(parts)
    head = _front_matter(items[0]) if len(items) == 1 else _front_matter_of_all(items)
    return head + "\n" + "\n".join(parts)


def file_name(item: Exported) -> str:
    """A file name for one document's export, safe on every system and without an extension."""
    name = re.sub(r'[\\/:*?"<>|#^\[\]%]+', " ", line(item.name))
    name = " ".join(name.split()).strip(". ")[:100].strip(". ")
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name):
        name = f"_{name}"
    return name or "document"


def escape(text: str) -> str:
    """One line of foreign text with nothing left for Markdown to obey."""
    text = _ACTIVE.sub(r"\\\g<0>", text)
    text = _LIST.sub(lambda m: m[1] + m[2][:-1] + "\\" + m[2][-1], text)
    return _RULE.sub(r"\1\\\2", text)


def _document(item: Exported, templates: Templates) -> str:
    notes = "\n".join(_note(note, templates.note) for note in item.notes)
    return Template(templates.document).safe_substitute(
        title=escape(line(item.name)),
        citation=_citation(item),
        notes=notes,
        source=escape(line(item.key)),
        url=_address(item.url),
        site=escape(line(item.site)),
        date=escape(line(item.date)),
        language=escape(line(item.language)),
    )


def _citation(item: Exported) -> str:
    """Who published it, when and where; of a file nothing is known of, its path."""
    parts = [escape(line(text)) for text in (item.author, item.site, day(item.date)) if text]
    address = _address(item.url)
    return " · ".join([*parts, *([address] if address else [])]) or escape(line(item.key))


def _address(url: str) -> str:
    """A link, where the address is one of the web's."""
    url = line(url)
    if not re.fullmatch(r"https?://[^\s<>\"`\\]+", url):
        return escape(url)
    return f"<{url}>"


def _note(note: Note, template: str) -> str:
    comment = _comment(note.comment)
    tags = " ".join(f"#{name}" for name in filter(None, map(tag_name, note.tags)))
    return Template(template).safe_substitute(
        quote="\n> ".join(escape(text) for text in lines(note.exact)),
        comment=comment,
        tags=f">\n> {tags}\n\n" if tags else "\n",
        colour=note.colour.value,
        created=day(note.created),
        modified=day(note.modified),
        creator=escape(line(note.creator)),
        anchor=note.id.rpartition(":")[2].replace("_", "-"),
        position=f"{note.start}-{note.end}",
    )


def _comment(comment: str) -> str:
    if not comment.strip():
        return ""
    inner = "\n".join(f"> > {escape(text)}".rstrip() for text in lines(comment))
    return f">\n> > [!note]\n{inner}\n"


def tag_name(tag: str) -> str:
    """A tag as Obsidian takes it: letters, digits, ``_``, ``-``, ``/``, and not only digits."""
    name = _TAG.sub("-", line(tag)).strip("-")
    return f"{name}_" if name.isdigit() else name


def _front_matter(item: Exported) -> str:
    """YAML whose every value is a JSON string or list, which YAML reads alike."""
    tags = sorted({name for note in item.notes for name in map(tag_name, note.tags) if name})
    fields = {
        "title": line(item.name),
        "source": line(item.key),
        "url": line(item.url),
        "author": line(item.author),
        "site": line(item.site),
        "date": line(item.date),
        "language": line(item.language),
        "tags": tags,
        "notes": len(item.notes),
    }
    return _yaml({name: value for name, value in fields.items() if value not in ("", [])})


def _front_matter_of_all(items: Sequence[Exported]) -> str:
    notes = sum(len(item.notes) for item in items)
    return _yaml({"documents": len(items), "notes": notes})


def _yaml(fields: dict[str, object]) -> str:
    text = "".join(
        f"{name}: {dump_json(value, indent=0).decode('utf-8')}" for name, value in fields.items()
    )
    return f"---\n{text}---\n"
