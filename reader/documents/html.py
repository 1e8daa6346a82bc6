"""HTML pages: the whole page as blocks, and what it says of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from reader.documents.addresses import saved_from
from reader.documents.bounds import MOST_ELEMENTS, Budget
from reader.documents.decoding import decode, normalise_newlines, without_surrogates
from reader.documents.flow import Flow
from reader.documents.html_meta import article_body, page_metadata
from reader.documents.model import Document, Markup
from reader.documents.overlap import shared
from reader.documents.reading import Wish
from reader.documents.rest import add_words
from reader.documents.unseen import data_texts, frames, with_shadow
from reader.wording import counted

MOST_JUDGED = 15_000
"""Blocks. A page of more is shown whole: judging it would take longer than a reader waits."""
_JUDGING = 5
"""Judging a block takes as long as reading this many elements."""
_SHOWN_IF = 2
"""Hidden text is shown when it is more than one in this many of the words."""
_LEAST_HIDDEN = 40
"""Hidden words below which they are never shown beside others."""
_LEAST_BODY = 400
_SAME = 0.4
"""Share of its words from which on a text in the page's data counts as shown by the page."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,400}\[", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s{0,100}>")


def read(data: bytes, wish: Wish) -> Document:
    """A page, with the place of every block in ``markup``."""
    text, encoding = decode(data, declared=declared(data), encoding=wish.encoding)
    document = page(text, judged=True)
    return replace(document, encoding=encoding)


def declared(data: bytes) -> str | None:
    """The encoding that a page states in its first bytes."""
    head = data[:4096]
    match = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return match.group(1).decode("ascii") if match else None


def page(source: str, *, judged: bool) -> Document:
    """The document of a page's source; ``judged`` keeps where its blocks stand, for the cleaner."""
    from selectolax.lexbor import LexborHTMLParser

    notices: list[str] = []
    saved = saved_from(source)
    source, declares = without_subset(source)
    if declares:
        notices.append("Entities that the page declares for itself are not expanded.")
    budget = Budget()
    source = with_shadow(budget.within(without_surrogates(source)))
    if budget.cut:
        notices.append(
            f"The page has more than {MOST_ELEMENTS:,} elements: what comes after them is shown as "
            "plain text."
        )
    rest = budget.rest
    tree = LexborHTMLParser(source)
    flow, notice = _flowed(tree)
    notices += [notice] if notice else []
    stated = article_body(tree)
    if _add_linked_body(flow, stated):
        notices.append("The last part of this text stands only in the page's data for machines.")
    elif _add_data(flow, tree):
        notices.append("This text stands only in the page's data for scripts, and in their order.")
    if flow.unstyled:
        notices.append(
            "The page has more links and typography than are kept: the last are left out."
        )
    if parts := frames(tree):
        notices.append(f"This page is made of frames, files of their own: {', '.join(parts)}.")
    flowed = len(flow.builder.blocks)
    add_words(flow.builder, rest)
    document = flow.builder.document("html")
    markup = Markup(tuple(flow.elements), tuple(flow.holders), stated) if judged else None
    work = MOST_ELEMENTS - budget.elements + _JUDGING * flowed
    if judged and (budget.cut or flowed > MOST_JUDGED or work > MOST_ELEMENTS):
        markup = Markup((), ())
        if document.judgeable:  # else it is said for documents of every kind
            notices.append("Nothing is removed of this page: it is too long to be looked through.")
    metadata = page_metadata(tree)
    metadata = replace(metadata, url=metadata.url or saved)
    return replace(document, metadata=metadata, notices=tuple(notices), markup=markup)


def without_subset(source: str) -> tuple[str, bool]:
    """The source without a document type's own declarations, and whether there were any."""
    start = _SUBSET.search(source, 0, 4_000)
    end = _SUBSET_END.search(source, start.end(), start.end() + 100_000) if start else None
    if start is None or end is None:
        return source, False
    return source[: start.start()] + source[end.end() :], True


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
        hides = "that the page itself hides"
        left = counted(flow.hidden, f"word {hides} is", f"words {hides} are")
        return flow, f"{left} left out."
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
        flow.add_apart(normalise_newlines(part))
    return True


def _add_data(flow: Flow, tree: Any) -> bool:
    """Append the prose of the page's data for scripts where the page shows next to nothing."""
    if len(flow.builder.text) >= _LEAST_BODY:
        return False
    texts = data_texts(tree)
    if sum(map(len, texts)) < _LEAST_BODY:
        return False
    for text in texts:
        for part in fragment(text) if "<" in text else text.split("\n"):
            flow.add_apart(normalise_newlines(part))
    return True


def fragment(source: str) -> list[str]:
    """The texts of the blocks of a piece of HTML."""
    from selectolax.lexbor import LexborHTMLParser

    flow = Flow()
    root = LexborHTMLParser(Budget().within(without_surrogates(source))).root
    if root is not None:
        flow.walk(root)
    text = flow.builder.text
    return [block.span.of(text) for block in flow.builder.blocks]
