"""XML from strangers: parsed without entities, network, external files or unbounded depth."""

from __future__ import annotations

import re
from typing import Any

from reader.documents.archive import Archive
from reader.documents.decoding import decode
from reader.documents.refused import Refused

LARGEST_XML = 30_000_000
"""Bytes."""
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,12})|([0-9]{1,12}));?")
_EMPTY_ELEMENT = re.compile(
    r"<(title|script|style|a|div|span|p|i|b|em|strong|td|th|li|ul|ol|h[1-6]|iframe|textarea|"
    r"section|object|canvas|video|audio|svg)(\s[^<>]*)?/>",
    re.IGNORECASE,
)


def parse_xml(data: bytes, shown: str) -> Any:
    """The root element (lxml). Raises ``Refused`` for what is not XML or is too large.

    Entities are neither fetched nor expanded; a broken document gives what can be read of it.
    """
    from lxml import etree

    if len(data) > LARGEST_XML:
        raise Refused(f"{shown} is refused: its XML is larger than {LARGEST_XML // 10**6} MB.")
    stated = _ENCODING.search(data[:200])
    text = decode(data, declared=stated.group(1).decode("ascii") if stated else None)[0]
    text = _REFERENCE.sub(_sound_reference, text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(f"{shown} is damaged: its XML cannot be read.") from error
    if root is None:
        raise Refused(f"{shown} is damaged: its XML cannot be read.")
    return root


def optional_xml(archive: Archive, name: str) -> Any | None:
    """The root element of a member that a text can do without; None if missing or damaged."""
    try:
        data = archive.read(name)
        return None if data is None else parse_xml(data, archive.shown)
    except Refused:
        return None


def _sound_reference(match: re.Match[str]) -> str:
    """The reference, or U+FFFD for a surrogate: libxml2 would make broken UTF-8 of it."""
    code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else match.group()


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for entities and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> list[Any]:
    """The direct children of that local name."""
    return [child for child in element if local(child) == name]


def child_text(element: Any, name: str) -> str:
    """The text of the first child of that local name, on one line; "" without one."""
    for child in children(element, name):
        return " ".join(all_text(child).split())
    return ""


def all_text(element: Any) -> str:
    """All text in an element and below it."""
    return "".join(element.itertext())


def html_of_xhtml(source: str) -> str:
    """XHTML so that an HTML parser reads it: empty elements closed in full."""
    return _EMPTY_ELEMENT.sub(r"<\1\2></\1>", source)
