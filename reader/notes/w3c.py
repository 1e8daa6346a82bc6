"""The notes of one document as a W3C AnnotationPage (https://www.w3.org/TR/annotation-model/).

Every item stands by itself, with its own ``@context``. Fields of the page that are not ours, and
annotations that are not notes on a passage, survive being read and written again.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from reader.notes.annotation import (
    CONTEXT,
    from_annotation,
    history_of,
    source,
    text_of,
    to_annotation,
)
from reader.notes.model import DocumentFacts, Note, Tombstone
from reader.notes.page import Page, with_versions
from reader.notes.versions import Version, lineage

SCHEMA = 1
"""The version of our own fields (``glosse:…``)."""
_SPACE = uuid.UUID("0f1d8a5e-7c53-5b0f-8f0e-3a1d0b1f9d11")
_PAGE_OWN = {
    "@context", "id", "type", "items", "glosse:schema", "glosse:document", "glosse:deleted",
    "glosse:unread",
}  # fmt: skip


class NotAPage(ValueError):
    """JSON, but not a page of annotations."""


def to_page(
    key: str,
    notes: Sequence[Note],
    *,
    facts: DocumentFacts | None = None,
    tombstones: Sequence[Tombstone] = (),
    foreign: Sequence[Any] = (),
    unread: Sequence[Any] = (),
    extra: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The AnnotationPage of one document: notes by position, then id; tombstones by id."""
    facts = facts or DocumentFacts()
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": uuid.uuid5(_SPACE, source(key)).urn,
        "type": "AnnotationPage",
        "glosse:schema": SCHEMA,
        "glosse:document": {"key": key} | facts_json(facts),
        "items": [
            *(to_annotation(key, n) for n in sorted(notes, key=lambda n: (n.start, n.end, n.id))),
            *(item if "@context" in item else {"@context": CONTEXT, **item} for item in foreign),
        ],
    }
    if tombstones:
        stones = sorted(tombstones, key=lambda stone: stone.id)
        made["glosse:deleted"] = [tombstone_json(stone) for stone in stones]
    if unread:
        made["glosse:unread"] = list(unread)
    return made | {name: value for name, value in (extra or {}).items() if name not in made}


def page_json(page: Page) -> dict[str, Any]:
    """A page as it is written to disk."""
    return to_page(
        page.key,
        page.notes,
        facts=page.facts,
        tombstones=page.tombstones,
        foreign=page.foreign,
        unread=page.unread,
        extra=page.extra,
    )


def from_page(value: Any, *, key: str = "") -> Page:
    """Read a page; ``key`` is used where it does not say which document it belongs to.

    Raises NotAPage for other JSON. A page of a newer schema has ``newer`` set.
    """
    if isinstance(value, list) and value:
        value = {"items": value}
    if not isinstance(value, dict):
        raise NotAPage("not a page of annotations")
    items = value.get("items", value.get("annotations"))
    schema = value.get("glosse:schema", value.get("version", SCHEMA))
    if not isinstance(items, list):
        raise NotAPage("a page of annotations without a list of items")
    newer = isinstance(schema, (int, float)) and schema > SCHEMA
    described = value.get("glosse:document")
    described = described if isinstance(described, dict) else {}
    versions: list[Version] = [
        *filter(None, map(tombstone_from_json, _list(value.get("glosse:deleted")))),
    ]
    foreign: list[Any] = []
    unread: list[Any] = list(_list(value.get("glosse:unread")))
    for item in items:
        read = from_annotation(item)
        if read is not None:
            versions.append(read[0])
        else:
            (foreign if _stands_alone(item) else unread).append(item)
    page = Page(
        key=text_of(described.get("key")) or key,
        facts=facts_from_json(described),
        foreign=tuple(foreign),
        unread=tuple(unread),
        extra={
            name: item
            for name, item in value.items()
            if name not in {*_PAGE_OWN, "annotations", "version"}
        },
        newer=newer,
    )
    return with_versions(page, versions)


def _stands_alone(item: Any) -> bool:
    """Whether an item we cannot show is an annotation all the same."""
    return isinstance(item, dict) and "target" in item and "id" in item and "type" in item


def facts_json(facts: DocumentFacts) -> dict[str, str]:
    """What is known of a document, without empty fields."""
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return {name: text for name, text in values.items() if text}


def facts_from_json(value: Any) -> DocumentFacts:
    """The facts in a JSON object; what is not a string counts as unknown."""
    known = value if isinstance(value, dict) else {}
    names = [field.name for field in fields(DocumentFacts)]
    return DocumentFacts(**{name: text_of(known.get(name)) for name in names})


def tombstone_json(stone: Tombstone) -> dict[str, Any]:
    """A tombstone as it stands in a page and in the journal."""
    return {
        "id": stone.id,
        "glosse:revision": stone.revision,
        "glosse:versions": list(lineage(stone)),
        "deleted": stone.deleted,
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def tombstone_from_json(value: Any) -> Tombstone | None:
    """The tombstone in a JSON object, or None where it is not one."""
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        return None
    revision, names = history_of(value)
    return Tombstone(
        id=value["id"],
        revision=revision,
        ancestry=names[1:],
        deleted=text_of(value.get("deleted")),
    )
