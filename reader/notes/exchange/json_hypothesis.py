"""JSON as the API of Hypothesis gives it; positions count UTF-16 code units, as browsers do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.notes.annotation import from_annotation, source, text_of, zoned
from reader.notes.exchange.arrival import Arrived, Incoming, identity
from reader.notes.exchange.model import Exported, utf16_length
from reader.notes.model import Colour, Note
from reader.storage import Damaged, dump_json, parse_json


def export(items: Sequence[Exported]) -> str:
    """``{"total", "rows"}``; without the document's text a row has a quote and no position."""
    rows = [_row(item, note) for item in items for note in item.notes]
    return dump_json({"total": len(rows), "rows": rows}).decode("utf-8")


def _row(item: Exported, note: Note) -> dict[str, Any]:
    uri = item.url or source(item.key)
    selectors: list[dict[str, Any]] = []
    if item.text is not None:
        start = utf16_length(item.text[: note.start])
        end = start + utf16_length(item.text[note.start : note.end])
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    quote = {"type": "TextQuoteSelector", "exact": note.exact}
    selectors.append({**quote, "prefix": note.prefix, "suffix": note.suffix})
    return {
        "id": note.id.removeprefix("urn:uuid:"),
        "created": zoned(note.created),
        "updated": zoned(note.modified or note.created),
        "user": note.creator,
        "uri": uri,
        "text": note.comment,
        "tags": list(note.tags),
        "document": {"title": [item.name]},
        "target": [{"source": uri, "selector": selectors}],
        "glosse:key": item.key,
        "glosse:colour": note.colour.value,
    }


def read(text: str) -> Incoming:
    """Rows of an API answer, of an export, or a bare list; page notes and replies are passed by."""
    try:
        value = parse_json(text.encode("utf-8", "backslashreplace"))
    except Damaged as error:
        return Incoming((), (f"The file {error}.",))
    rows = value
    if isinstance(value, dict):
        rows = value.get("rows", value.get("annotations", value.get("items")))
    if not isinstance(rows, list):
        return Incoming((), ("The file holds no list of annotations.",))
    found: list[Arrived] = []
    problems: list[str] = []
    for number, row in enumerate(rows, 1):
        arrived = _arrived(row) if isinstance(row, dict) else None
        if arrived is None:
            problems.append(f"annotation {number}: it quotes no passage (a page note or a reply).")
        else:
            found.append(arrived)
    return Incoming(tuple(found), tuple(problems))


def _arrived(row: dict[str, Any]) -> Arrived | None:
    target = row.get("target")
    target = target[0] if isinstance(target, list) and target else target
    raw = text_of(row.get("id"))
    read_ = from_annotation({"id": raw or "x", "target": target})
    if read_ is None or not read_[0].exact:
        return None
    quoted = read_[0]
    position = _position(target)
    uri = text_of(row.get("uri"))
    document = row.get("document")
    titles = document.get("title") if isinstance(document, dict) else None
    title = titles[0] if isinstance(titles, list) and titles else titles
    tags = row.get("tags")
    colour = text_of(row.get("glosse:colour"))
    note = Note(
        id=_identity(raw, uri, quoted.exact),
        exact=quoted.exact,
        prefix=quoted.prefix,
        suffix=quoted.suffix,
        start=0,
        end=len(quoted.exact),
        comment=text_of(row.get("text")),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        colour=Colour(colour) if colour in set(Colour) else Colour.YELLOW,
        created=text_of(row.get("created")),
        modified=text_of(row.get("updated")),
        creator=text_of(row.get("user")),
    )
    key = text_of(row.get("glosse:key"))
    return Arrived(note, key=key, title=text_of(title), url=uri, utf16=position)


def _identity(raw: str, uri: str, exact: str) -> str:
    """A UUID stays what it is; other ids of theirs become one."""
    import uuid

    try:
        return uuid.UUID(raw).urn
    except ValueError:
        return identity("hypothesis", raw) if raw else identity("hypothesis", uri, exact)


def _position(target: Any) -> tuple[int, int] | None:
    selectors = target.get("selector") if isinstance(target, dict) else None
    for selector in selectors if isinstance(selectors, list) else []:
        if isinstance(selector, dict) and selector.get("type") == "TextPositionSelector":
            start, end = selector.get("start"), selector.get("end")
            if type(start) is int and type(end) is int and 0 <= start <= end:
                return start, end
    return None
