"""HTML pages: the whole page as blocks, what it says of itself, what an extractor keeps of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from reader.documents.decoding import decode, normalise_newlines, without_surrogates
from reader.documents.flow import Flow
from reader.documents.html_meta import article_body, page_metadata
from reader.documents.judgement import extracted, judge, shared
from reader.documents.model import Document
from reader.documents.reading import Wish
from reader.documents.refused import Refused

JUDGED_UP_TO = 3_000_000
"""Code points. A larger page is shown whole: judging it would take longer than a reader waits."""
MOST_TAGS = 1_200_000
_SHOWN_IF = 2
"""Hidden text is shown when it is more than one in this many of the words."""
_LEAST_HIDDEN = 40
"""Hidden words below which they are never shown beside others."""
_LEAST_BODY = 400
_SAME = 0.4
"""Share of its words from which on a text in the page's data counts as shown by the page."""
_DEEPEST = 400
"""Nested elements beyond which a page is not put to the extractor, which recurses."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_BLOATED = re.compile(r"<[a-zA-Z][^<>]{8000,}>")
_MOST_ATTRIBUTES = 400
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,400}\[.{0,100000}?\]\s*>", re.IGNORECASE | re.DOTALL)


def read(data: bytes, wish: Wish) -> Document:
    """A page, with every block's standing in ``machine``."""
    text, encoding = decode(data, declared=declared(data), encoding=wish.encoding)
    if text.count("<") > MOST_TAGS:
        raise Refused(
            f"{wish.shown} is refused: it has more than {MOST_TAGS:,} tags, which no article needs."
        )
    document = page(text, judged=True)
    return replace(document, encoding=encoding)


def declared(data: bytes) -> str | None:
    """The encoding that a page states in its first bytes."""
    head = data[:4096]
    match = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return match.group(1).decode("ascii") if match else None


def page(source: str, *, judged: bool) -> Document:
    """The document of a page's source; ``judged`` asks trafilatura for its opinion."""
    from selectolax.lexbor import LexborHTMLParser

    notices: list[str] = []
    source, declares = without_subset(source)
    if declares:
        notices.append("Entities that the page declares for itself are not expanded.")
    source = _BLOATED.sub(_slimmed, without_surrogates(source))
    tree = LexborHTMLParser(source)
    flow, notice = _flowed(tree)
    notices += [notice] if notice else []
    if _add_linked_body(flow, article_body(tree)):
        notices.append("The last part of this text stands only in the page's data for machines.")
    document = flow.builder.document("html")
    machine: tuple[bool | None, ...] = ()
    if judged and document.blocks:
        machine, notice = _judged(source, document, flow.deepest)
        notices += [notice] if notice else []
    return replace(document, metadata=page_metadata(tree), machine=machine, notices=tuple(notices))


def without_subset(source: str) -> tuple[str, bool]:
    """The source without a document type's own declarations, and whether there were any."""
    match = _SUBSET.search(source[:100_400])
    if match is None:
        return source, False
    return source[: match.start()] + source[match.end() :], True


def _slimmed(tag: re.Match[str]) -> str:
    """A tag with thousands of attributes, which parsers take in quadratic time, without them."""
    source = tag.group()
    if source.count("=") <= _MOST_ATTRIBUTES:
        return source
    return re.split(r"[\s/]", source, maxsplit=1)[0] + ">"


def _flowed(tree: Any) -> tuple[Flow, str]:
    """The page's blocks. What it hides is left out, unless that is most of it: a page whose
    scripts would have shown it."""
    flow = Flow()
    if tree.root is None:
        return flow, ""
    flow.walk(tree.root)
    if not flow.hidden:
        return flow, ""
    shown = len(flow.builder.text.split())
    if shown and flow.hidden < max(_LEAST_HIDDEN, shown / _SHOWN_IF):
        return flow, f"{flow.hidden} words that the page itself hides are left out."
    everything = Flow(show_hidden=True)
    everything.walk(tree.root)
    return everything, "This page hides its text until a script runs; it is shown here."


def _add_linked_body(flow: Flow, body: str) -> bool:
    """Append the article from the page's JSON-LD where the page itself does not hold it."""
    if len(body) < _LEAST_BODY:
        return False
    parts = fragment(body) if "<" in body else body.split("\n")
    if shared(" ".join(parts), flow.builder.text) >= _SAME:
        return False
    for part in parts:
        flow.builder.add(normalise_newlines(part))
    return True


def fragment(source: str) -> list[str]:
    """The texts of the blocks of a piece of HTML."""
    from selectolax.lexbor import LexborHTMLParser

    flow = Flow()
    root = LexborHTMLParser(without_surrogates(source)).root
    if root is not None:
        flow.walk(root)
    text = flow.builder.text
    return [block.span.of(text) for block in flow.builder.blocks]


def _judged(source: str, document: Document, depth: int) -> tuple[tuple[bool | None, ...], str]:
    """The extractor's opinion of each block, and a sentence where it has none."""
    if len(source) > JUDGED_UP_TO or depth > _DEEPEST:
        return (), "This page is too large or too deep to be told apart by its markup."
    try:
        article = extracted(source)
    except Exception as error:  # noqa: BLE001 - foreign code on foreign input must not hide a page
        return (), f"The page could not be told apart by its markup ({type(error).__name__})."
    return judge(document.text, document.blocks, article), ""
