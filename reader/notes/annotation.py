"""One note as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/), and back.

Fields that are not ours, on the annotation, a body, the target or a selector, survive being read
and written again: they wait in ``Note.extra`` under ``annotation``, ``comment``, ``tags``,
``bodies``, ``target`` and ``selectors``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote

from reader.notes.model import Colour, Note
from reader.notes.versions import lineage, version
from reader.patterns import late

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_ZONED = late(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_COLOUR = "glosse-"
"""A highlight's colour is the target's ``styleClass``: ``glosse-yellow``, …"""
_SHADES = {
    Colour.YELLOW: "#fff3a3",
    Colour.GREEN: "#c6f0c2",
    Colour.BLUE: "#c2e0ff",
    Colour.PINK: "#ffd0e4",
    Colour.PURPLE: "#e2d1ff",
}
_QUOTE = frozenset({"type", "exact", "prefix", "suffix"})
_POSITION = frozenset({"type", "start", "end"})
_BODY = frozenset({"type", "value", "purpose"})
_OWN = {
    "@context", "id", "type", "motivation", "created", "modified", "creator", "body", "bodyValue",
    "target", "glosse:revision", "glosse:versions", "glosse:conflictOf",
}  # fmt: skip


def _stylesheet(colour: Colour) -> dict[str, str]:
    """The style our class stands for, so that other programs can show the colour."""
    value = f".{_COLOUR}{colour.value} {{ background-color: {_SHADES[colour]} }}"
    return {"type": "CssStylesheet", "value": value}


_STYLESHEETS = [_stylesheet(colour) for colour in Colour]
_COLOURS = {_COLOUR + colour.value: colour for colour in Colour}


# Source addresses ------------------------------------------------------------------------------


def source(key: str) -> str:
    """The address of the document ``key``, relative to the root: ``file:a%20folder/text.txt``."""
    try:
        return "file:" + quote(key, safe="/", errors="surrogateescape")
    except UnicodeEncodeError:
        return "file:" + quote(key, safe="/", errors="surrogatepass")


def key_of(address: str) -> str:
    """The document key in an address made by ``source``; other addresses as they are."""
    if not address.startswith("file:"):
        return address
    return unquote(address.removeprefix("file:"), errors="surrogateescape")


def zoned(text: str) -> str:
    """``text`` as an RFC 3339 time with a zone (UTC where it names none); "" when it is no time."""
    if not text or _ZONED.fullmatch(text):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


# Notes -----------------------------------------------------------------------------------------


def to_annotation(key: str, note: Note) -> dict[str, Any]:
    """One note as an annotation that stands by itself, with its own ``@context``."""
    others = note.extra.get("annotation", {})
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": note.id,
        "type": "Annotation",
        "motivation": others.get("motivation")
        or ("commenting" if note.comment else "highlighting"),
    }
    if zoned(note.created):
        made["created"] = zoned(note.created)
    if zoned(note.modified):
        made["modified"] = zoned(note.modified)
    if note.creator:
        made["creator"] = _creator(note, others.get("creator"))
    bodies = _bodies(note)
    if bodies:
        made["body"] = bodies
    made["stylesheet"] = others.get("stylesheet") or _stylesheet(note.colour)
    made["target"] = _target(key, note)
    made["glosse:revision"] = note.revision
    made["glosse:versions"] = list(lineage(note))
    if note.conflict_of:
        made["glosse:conflictOf"] = note.conflict_of
    return made | {name: value for name, value in others.items() if name not in made}


def _creator(note: Note, raw: Any) -> Any:
    if raw is not None and _name(raw) == note.creator:
        return raw
    return {"type": "Person", "name": note.creator}


def _bodies(note: Note) -> list[Any]:
    made: list[Any] = []
    if note.comment:
        body = {"type": "TextualBody", "value": note.comment, "purpose": "commenting"}
        made.append(body | note.extra.get("comment", {}))
    fields_of = note.extra.get("tags", {})
    made += [
        {"type": "TextualBody", "value": tag, "purpose": "tagging"} | fields_of.get(tag, {})
        for tag in note.tags
    ]
    return made + list(note.extra.get("bodies", ()))


def _target(key: str, note: Note) -> dict[str, Any]:
    extra = note.extra.get("selectors", {})
    quoted = {"type": "TextQuoteSelector", "exact": note.exact}
    if note.prefix:
        quoted["prefix"] = note.prefix
    if note.suffix:
        quoted["suffix"] = note.suffix
    position = {"type": "TextPositionSelector", "start": note.start, "end": note.end}
    target: dict[str, Any] = {
        "source": source(key),
        "selector": [
            quoted | extra.get("quote", {}),
            position | extra.get("position", {}),
            *extra.get("others", ()),
        ],
    }
    target.update(note.extra.get("target", {}))
    classes = target.get("styleClass")
    ours = _COLOUR + note.colour.value
    target["styleClass"] = [ours, *_listed(classes)] if classes else ours
    return target


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def from_annotation(item: Any) -> tuple[Note, str] | None:
    """The note in an annotation and the address of its source.

    None for what is not a note on a passage (no text quote): keep such an item as it is.
    """
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return None
    target = _only_target(item)
    found = _selectors(target.get("selector"))
    if found is None:
        return None
    extra: dict[str, Any] = {}
    selected, extra["selectors"] = found
    comment, tags = _read_bodies(item, extra)
    extra["target"] = {
        name: value for name, value in target.items() if name not in {"source", "selector"}
    }
    colour = _read_colour(extra["target"])
    extra["annotation"] = _others(item)
    revision, names = history_of(item)
    note = Note(
        id=item["id"],
        comment=comment,
        tags=tags,
        colour=colour,
        created=text_of(item.get("created")),
        modified=text_of(item.get("modified")),
        creator=_name(item.get("creator")),
        conflict_of=text_of(item.get("glosse:conflictOf")),
        revision=revision,
        ancestry=names[1:],
        extra={name: value for name, value in extra.items() if value},
        **selected,
    )
    if names and version(note) != names[0]:
        # Another program changed it and left our fields alone: that makes a new version.
        note = replace(note, revision=revision + 1, ancestry=names)
    return note, _address(target.get("source"))


def _address(source: Any) -> str:
    return text_of(source.get("id") if isinstance(source, dict) else source)


def _only_target(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one target of an annotation, which may stand in a list; empty where there is none."""
    target = item.get("target")
    if isinstance(target, list) and len(target) == 1:
        target = target[0]
    return target if isinstance(target, dict) else {}


def history_of(item: Mapping[str, Any]) -> tuple[int, tuple[str, ...]]:
    """Revision and the names of the version and its ancestors, as they were written."""
    revision = item.get("glosse:revision")
    names = item.get("glosse:versions")
    known = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return revision if type(revision) is int and 0 < revision < 2**53 else 1, tuple(known)


def _selectors(raw: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What the selectors say of the passage, and what else stands in them; None without a quote."""
    selectors = raw if isinstance(raw, list) else [raw]
    selected: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    others: list[Any] = []
    for selector in selectors:
        kind = selector.get("type") if isinstance(selector, dict) else None
        if kind == "TextQuoteSelector" and "exact" not in selected and _is_quote(selector):
            selected["exact"] = selector["exact"]
            selected["prefix"] = text_of(selector.get("prefix"))
            selected["suffix"] = text_of(selector.get("suffix"))
            extra["quote"] = _without(selector, _QUOTE)
        elif kind == "TextPositionSelector" and "start" not in selected and _is_range(selector):
            selected["start"], selected["end"] = selector["start"], selector["end"]
            extra["position"] = _without(selector, _POSITION)
        else:
            others.append(selector)
    if "exact" not in selected:
        return None
    if others:
        extra["others"] = others
    selected.setdefault("start", 0)
    selected.setdefault("end", selected["start"] + len(selected["exact"]))
    return selected, {name: value for name, value in extra.items() if value}


def _is_quote(selector: dict[str, Any]) -> bool:
    return isinstance(selector.get("exact"), str)


def _is_range(selector: dict[str, Any]) -> bool:
    start, end = selector.get("start"), selector.get("end")
    return type(start) is int and type(end) is int and 0 <= start <= end < 2**53


def _without(value: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    if value.keys() <= names:
        return {}
    return {name: item for name, item in value.items() if name not in names}


def _read_bodies(item: dict[str, Any], extra: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Comment and tags; every other body, and unknown fields of these, goes to ``extra``."""
    raw = item.get("body", item.get("bodyValue"))
    bodies = raw if isinstance(raw, list) else [] if raw is None else [raw]
    comment: str | None = None
    tags: dict[str, dict[str, Any]] = {}
    others: list[Any] = []
    for body in bodies:
        value = body.get("value") if isinstance(body, dict) else None
        purpose = body.get("purpose") if isinstance(body, dict) else None
        if isinstance(body, str) and "bodyValue" in item and comment is None:
            comment = body
        elif not isinstance(value, str) or body.get("type") != "TextualBody":
            others.append(body)
        elif purpose == "tagging" and value and value not in tags:
            tags[value] = _without(body, _BODY)
        elif purpose in {"commenting", None, "replying", "describing"} and comment is None:
            comment = value
            known = _BODY if purpose == "commenting" else _BODY - {"purpose"}
            extra["comment"] = _without(body, known)
        else:
            others.append(body)
    extra["bodies"] = others
    extra["tags"] = {tag: rest for tag, rest in tags.items() if rest}
    return comment or "", tuple(tags)


def _read_colour(target: dict[str, Any]) -> Colour:
    """The colour in the target's ``styleClass``, which is taken out when it is ours."""
    styles = target.pop("styleClass", None)
    if styles is None:
        return Colour.YELLOW
    ours = [style for style in _listed(styles) if isinstance(style, str) and style in _COLOURS]
    rest = [style for style in _listed(styles) if style not in ours[:1]]
    if rest:
        target["styleClass"] = rest
    return _COLOURS[ours[0]] if ours else Colour.YELLOW


def _others(item: dict[str, Any]) -> dict[str, Any]:
    others = {name: value for name, value in item.items() if name not in _OWN}
    creator = item.get("creator")
    if creator is not None and creator != {"type": "Person", "name": _name(creator)}:
        others["creator"] = creator
    if others.get("stylesheet") in _STYLESHEETS:
        del others["stylesheet"]
    if item.get("motivation") not in ("commenting", "highlighting", None):
        others["motivation"] = item["motivation"]
    return others


def _name(creator: Any) -> str:
    if isinstance(creator, list) and creator:
        creator = creator[0]
    if isinstance(creator, dict):
        creator = creator.get("name") or creator.get("nickname") or creator.get("id")
    return text_of(creator)


def text_of(value: Any) -> str:
    """``value`` where it is a string, else ""."""
    return value if isinstance(value, str) else ""
