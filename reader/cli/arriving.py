"""Notes from elsewhere on their way into the store, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.cli.console import complain, emit_json
from reader.cli.ending import undisturbed
from reader.cli.forms import Imported
from reader.cli.library import Library
from reader.cli.noted import facts_of, safe
from reader.cli.progress import Progress

if TYPE_CHECKING:
    from reader.notes.model import DocumentFacts
    from reader.notes.page import Page


@dataclass(slots=True)
class Taken:
    """What a merge changed."""

    added: int = 0
    changed: int = 0


def take_over(library: Library, pages: Mapping[str, Page]) -> Taken:
    """Merge pages into the store as one undoable step. Raises Failure when that is not safe.

    Ended before all is ready it changes nothing; then it is done in one go.
    """
    from reader.notes.model import Note

    store = library.session.store
    with Progress("merging", total=len(pages), quiet=library.quiet, beside_output=False) as shown:
        ready = []
        for key, page in pages.items():
            ready.append(replace(page, key=key, facts=_facts(library, key, page)))
            shown.step()
    with undisturbed():
        made, refused = store.merge_all(ready)
    for sentence in refused:
        complain(sentence)
    safe(library)
    known = [isinstance(change.before, Note) for change in made]
    return Taken(known.count(False), known.count(True))


def _facts(library: Library, key: str, page: Page) -> DocumentFacts:
    """What the page is to keep of its document, as it is here; what the store knows is newer."""
    from reader.notes.model import DocumentFacts

    if library.session.store.page(key).facts.digest:
        return DocumentFacts()
    document = library.document(key)
    return facts_of(document, page.facts.language) if document else page.facts


def print_report(row: Imported, *, as_json: bool, dry: bool) -> None:
    """What became of the notes, in words or as JSON."""
    if as_json:
        emit_json(row)
        return
    parts = [f"{row['placed']} placed"]
    parts += [f"{row[name]} {name}" for name in ("uncertain", "orphan") if row[name]]
    if row["homeless"]:
        parts.append(f"{row['homeless']} without an article here")
    if row["problems"]:
        parts.append(f"{len(row['problems'])} not read")
    end = "nothing was changed" if dry else f"{row['added']} added, {row['changed']} changed"
    print(f"{', '.join(parts)}; {end}.")
