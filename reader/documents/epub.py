"""EPUB books: chapters in the order of the spine, headings from the table of contents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from reader.documents.archive import Archive, member_name
from reader.documents.bounds import MOST_ELEMENTS, Budget
from reader.documents.decoding import decode, without_surrogates
from reader.documents.flow import Flow
from reader.documents.html import declared, without_subset
from reader.documents.html_meta import iso_date
from reader.documents.markup import (
    child_text,
    children,
    html_of_xhtml,
    local,
    optional_xml,
    parse_xml,
)
from reader.documents.model import BlockKind, Document, Metadata
from reader.documents.reading import Builder, Wish
from reader.documents.refused import Refused
from reader.documents.rest import add_words
from reader.wording import counted

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "image/svg+xml")
_MOST_LABELS = 5_000
MOST_PLAIN = 6_000_000
"""Characters of the source of chapters after too many elements, of which the words are taken."""


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    kind: str
    properties: str


@dataclass(frozen=True, slots=True)
class _Package:
    metadata: Metadata
    items: dict[str, _Item]
    spine: list[str]
    toc: str


def read(book: bytes, wish: Wish) -> Document:
    """A book; notices say what chapters are missing."""
    archive = Archive(book, wish.shown)
    package_name = _package_name(archive)
    package = _package(archive, package_name)
    _refuse_protected(archive)
    labels = _labels(archive, package)
    builder = Builder()
    missing: list[str] = []
    budget = Budget()
    plain = structured = taken = 0
    for name in package.spine:
        if plain > MOST_PLAIN:
            break
        taken += 1
        data = archive.read(name) if name else None
        if data is None:
            missing.append(name or "a file outside the book")
            continue
        structured = structured if budget.spent else taken
        plain += _chapter(builder, data, labels.get(name, ""), wish, budget)
    if not builder.blocks:
        absent = f" Missing: {', '.join(missing[:5])}." if missing else ""
        raise Refused(f"{wish.shown} holds no chapter that can be read.{absent}")
    document = builder.document("epub")
    notices: tuple[str, ...] = ()
    chapters = len(package.spine)
    if plain:
        notices = (
            f"The book has more than {MOST_ELEMENTS:,} elements: what comes after them, from "
            f"chapter {structured} of {chapters} on, is shown as plain text.",
        )
    if taken < chapters:
        notices += (f"The book is too long: what comes after chapter {taken} is left out.",)
    if missing:
        some = counted(len(missing), "chapter is", "chapters are")
        notices += (f"{some} missing from the book: {', '.join(missing[:5])}.",)
    return replace(document, metadata=package.metadata, notices=notices)


def _package_name(archive: Archive) -> str:
    container = optional_xml(archive, "META-INF/container.xml")
    if container is not None:
        for element in container.iter():
            if local(element) == "rootfile":
                name = member_name("", element.get("full-path") or "")
                if name in archive:
                    return name
    found = next((name for name in archive.names if name.endswith(".opf")), "")
    if not found:
        raise Refused(f"{archive.shown} is no book: it has no package file.")
    return found


def _package(archive: Archive, name: str) -> _Package:
    root = parse_xml(archive.read(name) or b"", archive.shown)
    items: dict[str, _Item] = {}
    spine: list[str] = []
    toc = ""
    metadata = Metadata()
    for part in root:
        if local(part) == "metadata":
            metadata = _metadata(part)
        elif local(part) == "manifest":
            for item in children(part, "item"):
                member = member_name(name, item.get("href") or "")
                items[item.get("id") or member] = _Item(
                    member, item.get("media-type") or "", item.get("properties") or ""
                )
        elif local(part) == "spine":
            toc = part.get("toc") or ""
            spine = [child.get("idref") or "" for child in children(part, "itemref")]
    order = [items[key].name for key in spine if key in items and _is_page(items[key])]
    if not order:
        order = [item.name for item in items.values() if _is_page(item)]
    return _Package(metadata, items, list(dict.fromkeys(order)), toc)


def _is_page(item: _Item) -> bool:
    return item.kind in _PAGES or item.name.lower().endswith((".xhtml", ".html", ".htm"))


def _metadata(part: Any) -> Metadata:
    authors = [" ".join("".join(one.itertext()).split()) for one in children(part, "creator")]
    return Metadata(
        title=child_text(part, "title"),
        author=", ".join(author for author in authors[:6] if author),
        site=child_text(part, "publisher"),
        date=iso_date(child_text(part, "date")),
        language=child_text(part, "language")[:20],
        description=child_text(part, "description"),
    )


def _refuse_protected(archive: Archive) -> None:
    """A book whose chapters are encrypted says so in its container."""
    root = optional_xml(archive, "META-INF/encryption.xml")
    if root is None:
        return
    for element in root.iter():
        if local(element) == "CipherReference":
            name = (element.get("URI") or "").lower()
            if name.endswith((".xhtml", ".html", ".htm", ".opf", ".ncx")):
                raise Refused(f"{archive.shown} is protected (DRM) and cannot be read.")


def _labels(archive: Archive, package: _Package) -> dict[str, str]:
    """What the table of contents calls each chapter file; the first label of a file counts."""
    name = next((i.name for i in package.items.values() if "nav" in i.properties.split()), "")
    if not name and package.toc in package.items:
        name = package.items[package.toc].name
    root = optional_xml(archive, name) if name else None
    if root is None:
        return {}
    labels: dict[str, str] = {}
    for number, element in enumerate(root.iter()):
        if number > 20 * _MOST_LABELS or len(labels) > _MOST_LABELS:
            break
        kind = local(element)
        if kind == "navPoint":
            target = next((c.get("src") or "" for c in children(element, "content")), "")
            label = child_text(element, "navLabel")
        elif kind == "a" and element.get("href"):
            target, label = element.get("href"), " ".join("".join(element.itertext()).split())
        else:
            continue
        member = member_name(name, target)
        if member and label:
            labels.setdefault(member, label)
    return labels


def _chapter(builder: Builder, data: bytes, label: str, wish: Wish, budget: Budget) -> int:
    """Append a chapter, under its label where it does not begin with a heading.

    Returns how many characters of its source were only looked through for words.
    """
    text = decode(data, declared=declared(data), encoding=wish.encoding)[0]
    source = without_surrogates(without_subset(text)[0])
    chapter = Builder()
    rest = source
    if not budget.spent:
        _flow(chapter, html_of_xhtml(budget.within(source)))
        rest = budget.rest
    add_words(chapter, rest)
    if not chapter.blocks:
        return len(rest)
    if label and BlockKind.HEADING not in {block.kind for block in chapter.blocks[:3]}:
        first = chapter.blocks[0].span.of(chapter.text)
        if " ".join(first.split()).casefold() != label.casefold():
            builder.add(without_surrogates(label), BlockKind.HEADING, 1)
    builder.extend(chapter)
    return len(rest)


def _flow(chapter: Builder, source: str) -> None:
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(source).root
    if root is not None:
        Flow(builder=chapter).walk(root)
