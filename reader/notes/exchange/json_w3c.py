"""Our own JSON: W3C annotations, one AnnotationPage or a collection of all documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.notes.annotation import CONTEXT, from_annotation, key_of, to_annotation
from reader.notes.exchange.arrival import Arrived, Incoming, identity
from reader.notes.exchange.model import Exported
from reader.notes.w3c import facts_json, to_page
from reader.storage import Damaged, dump_json, parse_json


def export(items: Sequence[Exported]) -> str:
    """One document as the page the store keeps; several as an AnnotationCollection."""
    if len(items) == 1:
        page = to_page(items[0].key, items[0].notes, facts=items[0].facts)
        return dump_json(page).decode("utf-8")
    annotations = [to_annotation(item.key, note) for item in items for note in item.notes]
    collection = {
        "@context": CONTEXT,
        "id": identity("collection", *(annotation["id"] for annotation in annotations)),
        "type": "AnnotationCollection",
        "total": len(annotations),
        "glosse:documents": [{"key": item.key, **facts_json(item.facts)} for item in items],
        "first": {
            "id": identity("page", *(annotation["id"] for annotation in annotations)),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": annotations,
        },
    }
    return dump_json(collection).decode("utf-8")


def read(text: str) -> Incoming:
    """Annotations of a page, a collection, a list, or one by itself."""
    try:
        value = parse_json(text.encode("utf-8", "backslashreplace"))
    except Damaged as error:
        return Incoming((), (f"The file {error}.",))
    documents = _documents(value)
    found: list[Arrived] = []
    problems: list[str] = []
    for number, item in enumerate(_items(value), 1):
        read_ = from_annotation(item)
        if read_ is None:
            problems.append(f"annotation {number}: it quotes no passage.")
            continue
        note, address = read_
        key = key_of(address) if address.startswith("file:") else ""
        key = documents.get("", {}).get("key", "") or key
        known = documents.get(key, {})
        url = known.get("url", "") or ("" if key else address)
        found.append(Arrived(note, key=key, title=known.get("title", ""), url=url))
    if not found and not problems:
        problems.append("The file holds no annotations.")
    return Incoming(tuple(found), tuple(problems))


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    first = value.get("first")
    if isinstance(first, dict) and isinstance(first.get("items"), list):
        return list(first["items"])
    if isinstance(value.get("items"), list):
        return list(value["items"])
    return [value] if "target" in value else []


def _documents(value: Any) -> dict[str, dict[str, str]]:
    """What the file says of its documents by key; a page's own document also under ""."""
    if not isinstance(value, dict):
        return {}
    listed = value.get("glosse:documents")
    own = value.get("glosse:document")
    found = {}
    for facts in [*(listed if isinstance(listed, list) else []), own]:
        if isinstance(facts, dict) and isinstance(facts.get("key"), str):
            texts = {name: text for name, text in facts.items() if isinstance(text, str)}
            found[facts["key"]] = texts
            if facts is own:
                found[""] = texts
    return found
