"""What the journal's entries do to pages, and rebuilding a page that was damaged."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.notes.annotation import from_annotation
from reader.notes.journal import Entry
from reader.notes.page import Page, merge_facts, merge_pages, with_versions
from reader.notes.versions import Version, version
from reader.notes.w3c import NotAPage, facts_from_json, from_page, tombstone_from_json
from reader.patterns import late
from reader.storage import Damaged, parse_json, read_json

KINDS = {"note", "move", "facts"}
"""Entries that change pages."""
_ITEM = late(r'\{\s*"@context"')
_MERGE = late(
    r"^<{7}[^\n]*\n(.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\n(.*?)^>{7}[^\n]*\n", re.DOTALL | re.MULTILINE
)


def version_of(value: Any) -> Version | None:
    """The note or tombstone in one side of a journal entry."""
    if not isinstance(value, dict):
        return None
    if "target" in value:
        read = from_annotation(value)
        return None if read is None else read[0]
    return tombstone_from_json(value)


def apply_entries(entries: Sequence[Entry], load: Callable[[str], Page]) -> dict[str, Page]:
    """The pages that ``entries``, in order, change, as they are after them.

    Safe to do twice: a version that a page already has, or has built upon, changes nothing.
    Versions that others of ``entries`` were made from are passed over: a page that has forgotten
    so distant an ancestor would take them for rivals.
    """
    items = {entry.id: version_of(entry.after) for entry in entries if entry.kind == "note"}
    passed = {name for item in items.values() if item is not None for name in item.ancestry}
    pages: dict[str, Page] = {}
    waiting: dict[str, list[Version]] = {}

    def page_of(key: str) -> Page:
        page = pages[key] if key in pages else load(key)
        return with_versions(page, waiting.pop(key)) if waiting.get(key) else page

    for entry in entries:
        if entry.kind == "note":
            item = items[entry.id]
            if item is not None and version(item) not in passed:
                waiting.setdefault(entry.key, []).append(item)
        moved = _moved(entry)
        if moved is not None:
            pages[entry.key], pages[entry.item] = transfer(
                page_of(entry.key), page_of(entry.item), moved
            )
        elif entry.facts:
            page = page_of(entry.key)
            facts = merge_facts(page.facts, facts_from_json(entry.facts))
            pages[entry.key] = replace(page, facts=facts)
    for key in list(waiting):
        pages[key] = page_of(key)
    return pages


def _moved(entry: Entry) -> Page | None:
    """The notes that a move took along; None for other entries, and for what is no page."""
    if entry.kind != "move":
        return None
    try:
        return from_page(entry.after, key=entry.key)
    except NotAPage:
        return None


def transfer(source: Page, target: Page, moved: Page) -> tuple[Page, Page]:
    """Take the notes of ``moved`` from ``source`` to ``target``; all else follows the last note."""
    ids = {note.id for note in moved.notes} | {stone.id for stone in moved.tombstones}
    left, taken = _split(source, ids)
    if not left.notes:
        left, taken = Page(source.key), source
    taken = merge_pages(replace(taken, key=target.key), replace(moved, key=target.key))
    return left, replace(merge_pages(target, taken), key=target.key)


def _split(page: Page, ids: Collection[str]) -> tuple[Page, Page]:
    """The page without the notes of these ids, and one that holds nothing but them."""
    staying = replace(
        page,
        notes=tuple(note for note in page.notes if note.id not in ids),
        tombstones=tuple(stone for stone in page.tombstones if stone.id not in ids),
    )
    going = Page(
        page.key,
        facts=page.facts,
        notes=tuple(note for note in page.notes if note.id in ids),
        tombstones=tuple(stone for stone in page.tombstones if stone.id in ids),
    )
    return staying, going


def rebuild(key: str, data: bytes, backups: Iterable[Path], entries: Sequence[Entry]) -> Page:
    """The page of ``key`` from the remains of its bytes, its newest backup and the journal."""
    page = _from_git_conflict(key, data) or with_versions(Page(key), salvage(data))
    for path in backups:
        try:
            backup = from_page(read_json(path), key=key)
        except (Damaged, NotAPage, OSError):
            continue
        page = merge_pages(page, replace(backup, key=key))
        break
    known = page
    relevant = [e for e in entries if e.kind in KINDS and key in (e.key, e.item)]
    return apply_entries(relevant, lambda other: known if other == key else Page(other)).get(
        key, page
    )


def salvage(data: bytes) -> list[Version]:
    """The notes that can still be read in the bytes of a damaged page."""
    text = data.decode("utf-8", "replace")
    decoder = json.JSONDecoder()
    found: list[Version] = []
    for match in _ITEM.finditer(text):
        if match.start() == 0:
            continue  # the page itself
        try:
            value, _ = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        item = version_of(value)
        if item is not None:
            found.append(item)
    return found


def _from_git_conflict(key: str, data: bytes) -> Page | None:
    """Both sides of a page that git could not merge, as one; None where it is no such file."""
    if b"\n<<<<<<< " not in data and not data.startswith(b"<<<<<<< "):
        return None
    text = data.decode("utf-8", "surrogateescape")
    pages = []
    for side in (r"\1", r"\2"):
        try:
            value = parse_json(_MERGE.sub(side, text).encode("utf-8", "surrogateescape"))
            pages.append(replace(from_page(value, key=key), key=key))
        except (Damaged, NotAPage):
            return None
    return merge_pages(pages[0], pages[1])
