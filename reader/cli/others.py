"""Another person's copy of a library: its notes, read and never written, and where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.console import Failure
from reader.cli.library import Library

if TYPE_CHECKING:
    from reader.notes.page import Page


def pages_of(folder: str, name: str | None = None) -> list[Page]:
    """The pages of notes of a library's folder or ``.glosse``; ``name`` for nameless notes."""
    from reader.notes.pages import read_pages
    from reader.storage import HOME

    path = Path(folder)
    home = path if path.name == HOME else path / HOME
    if not home.is_dir():
        raise Failure(f"{folder} holds no notes: there is no {HOME} in it.")
    pages = [page for page in read_pages(home) if not page.empty]
    if name is None:
        return pages
    return [
        replace(page, notes=tuple(replace(n, creator=n.creator or name) for n in page.notes))
        for page in pages
    ]


def in_place(library: Library, theirs: Sequence[Page], *, update: bool) -> dict[str, Page]:
    """Their pages under the keys that the articles have here, found by path, content, address."""
    from reader.notes.page import merge_pages

    rows = list(library.rows(update=update))
    keys = {row.key for row in rows}
    by_digest = {row.facts.digest: row.key for row in reversed(rows) if row.facts.digest}
    by_url = {row.facts.url: row.key for row in reversed(rows) if row.facts.url}
    found: dict[str, Page] = {}
    for page in theirs:
        key = page.key
        if key not in keys:
            key = by_digest.get(page.facts.digest) or by_url.get(page.facts.url) or key
        here = replace(page, key=key)
        found[key] = merge_pages(found[key], here) if key in found else here
    return found
