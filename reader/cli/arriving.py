"""Notes from elsewhere on their way into the store, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.cli.console import complain, emit_json
from reader.cli.forms import Imported
from reader.cli.library import Library
from reader.cli.noted import facts_of, safe

if TYPE_CHECKING:
    from reader.notes.page import Page


@dataclass(slots=True)
class Taken:
    """What a merge changed."""

    added: int = 0
    changed: int = 0


def take_over(library: Library, pages: Mapping[str, Page]) -> Taken:
    """Merge pages into the store as one undoable step. Raises Failure when that is not safe."""
    from reader.notes.model import DocumentFacts, Note
    from reader.notes.store import ReadOnlyNotes

    store, taken = library.session.store, Taken()
    with store.group():
        for key, page in pages.items():
            document = library.document(key)
            facts = facts_of(document, page.facts.language) if document else page.facts
            if store.page(key).facts.digest:
                facts = DocumentFacts()  # what the store knows of the document is newer
            try:
                made = store.merge(key, replace(page, key=key, facts=facts))
            except ReadOnlyNotes as error:
                complain(str(error))
                continue
            taken.added += sum(not isinstance(change.before, Note) for change in made)
            taken.changed += sum(isinstance(change.before, Note) for change in made)
    safe(library)
    return taken


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
