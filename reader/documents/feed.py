"""RSS and Atom files: each entry a section under its title, which links to it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from reader.documents.bounds import Budget
from reader.documents.decoding import normalise_newlines, without_surrogates
from reader.documents.flow import Flow
from reader.documents.html_meta import iso_date
from reader.documents.markup import all_text, child_text, children, local, parse_xml
from reader.documents.model import BlockKind, Document, Inline, Metadata, Style
from reader.documents.reading import Builder, Wish
from reader.documents.rest import add_words
from reader.text import Span

_MOST_ENTRIES = 2_000
_NAMED = re.compile(r"[^\s@]{1,100}@\S{1,200} ?\(([^()]{1,200})\)")
"""An author as RSS gives it: an address, and the name in brackets."""
_CONTENT = ("encoded", "content", "description", "summary", "subtitle")


def read(data: bytes, wish: Wish) -> Document:
    """A feed as one document; beyond some thousand entries a notice says that it is cut."""
    root = parse_xml(data, wish.shown)
    channel = next(iter(children(root, "channel")), root)
    entries = [
        element
        for holder in ([channel] if channel is root else [channel, root])
        for element in holder
        if local(element) in ("item", "entry")
    ]
    builder = Builder()
    title = _words(child_text(channel, "title"))
    builder.add(title, BlockKind.HEADING, 1)
    budget = Budget()
    about = child_text(channel, "description") or child_text(channel, "subtitle")
    _add_html(builder, _words(about), budget)
    for entry in entries[:_MOST_ENTRIES]:
        _add_entry(builder, entry, budget)
    notices: tuple[str, ...] = ()
    if budget.cut:
        notices = (
            "The feed has more elements than are read: what comes after them is shown as plain "
            "text.",
        )
    if len(entries) > _MOST_ENTRIES:
        notices += (f"Only the first {_MOST_ENTRIES:,} of {len(entries):,} entries are shown.",)
    metadata = Metadata(
        title=title,
        site=title,
        author=_author(channel),
        date=iso_date(child_text(channel, "lastBuildDate") or child_text(channel, "updated")),
        url=_link(channel),
        language=child_text(channel, "language")[:20],
    )
    return replace(builder.document("feed"), metadata=metadata, notices=notices)


def _add_entry(builder: Builder, entry: Any, budget: Budget) -> None:
    title = _words(child_text(entry, "title")) or "Untitled entry"
    link = _link(entry)
    inlines = [Inline(Span(0, len(title)), Style.LINK, link)] if link else []
    builder.add(title, BlockKind.HEADING, 2, inlines=inlines)
    dates = (child_text(entry, name) for name in ("pubDate", "published", "date", "updated"))
    date = next(filter(None, dates), "")
    line = " · ".join(filter(None, (_author(entry), iso_date(date)[:10] or date)))
    builder.add(_words(line), BlockKind.CAPTION)
    for name in _CONTENT:
        for element in children(entry, name):
            source = _words(all_text(element))
            if source.strip():
                _add_html(builder, source, budget)
                return


def _add_html(builder: Builder, source: str, budget: Budget) -> None:
    """HTML as it stands in feeds; a text without tags is one block."""
    if "<" not in source and "&" not in source:
        builder.add(source)
        return
    from selectolax.lexbor import LexborHTMLParser

    part = Builder()
    if budget.spent:
        add_words(part, source)
    else:
        root = LexborHTMLParser(budget.within(source)).root
        if root is not None:
            Flow(builder=part).walk(root)
        add_words(part, budget.rest)
    builder.extend(part)


def _words(text: str) -> str:
    return normalise_newlines(without_surrogates(text))


def _author(element: Any) -> str:
    """Its name: RSS has it in brackets behind an address, Atom and Dublin Core alone."""
    for child in children(element, "author"):
        words = child_text(child, "name") or " ".join(all_text(child).split())
        named = _NAMED.fullmatch(words)
        return named[1] if named else words
    return child_text(element, "creator")


def _link(element: Any) -> str:
    """The address of a feed or entry: RSS gives it as text, Atom as an attribute."""
    for child in children(element, "link"):
        href: str = child.get("href") or all_text(child).strip()
        if href and child.get("rel", "alternate") == "alternate":
            return href
    return ""
