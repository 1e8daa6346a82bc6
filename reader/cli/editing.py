"""`glosse notes edit`: notes as Markdown through $EDITOR, and what was changed in it taken over."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.console import Failure, complain, remark
from reader.cli.library import Library
from reader.cli.noted import chosen_pages, exported, facts_of, library_of, line_of, safe

if TYPE_CHECKING:
    from reader.notes.exchange.editing import Added, Refused


def edit(options: argparse.Namespace) -> int:
    """Open the notes in an editor; 1 when something in it could not be taken over."""
    from reader.notes.exchange.editing import changes, editable

    library = library_of(options)
    try:
        pages = list(chosen_pages(library, options))
        if not pages:
            complain("There are no such notes.")
            return 1
        items = [exported(page, library.document(page.key)) for page in pages]
        text = editable(items)
        written, path = through_editor(text)
        if written == text:
            path.unlink()
            remark("Nothing was changed.", quiet=options.quiet)
            return 0
        found = changes(items, written)
        refused = [*found.refused, *_apply(library, found.changes)]
        safe(library)
    finally:
        library.close()
    for refusal in sorted(refused, key=lambda one: one.line):
        complain(f"line {refusal.line}: {refusal.message}")
    if refused:
        complain(f"What you wrote is still in {path}.")
        return 1
    path.unlink()
    remark(
        f"{len(found.changes)} notes changed. u in the reader takes it back.", quiet=options.quiet
    )
    return 0


def through_editor(text: str, *, suffix: str = ".md") -> tuple[str, Path]:
    """The text after its editor was left, and the file it stands in, which the caller removes."""
    descriptor, name = tempfile.mkstemp(prefix="glosse-", suffix=suffix)
    path = Path(name)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as f:
        f.write(text)
    run_editor(path)
    try:
        return path.read_bytes().decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n"), path
    except OSError as error:
        raise Failure(f"{path} cannot be read after the edit: {error.strerror}.") from error


def run_editor(path: Path) -> None:
    """Open a file in the person's editor and wait. Raises Failure; the file stays."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(command, posix=os.name != "nt")
        terminal = None if sys.stdin.isatty() else _terminal()
        status = subprocess.run([*words, str(path)], check=False, stdin=terminal).returncode
    except (OSError, ValueError) as error:
        raise Failure(f"The editor {command!r} cannot be started: {error}. Set $EDITOR.") from error
    if status:
        raise Failure(
            f"The editor ended with {status}: nothing was changed. The text is in {path}."
        )


def _terminal() -> int | None:
    """The keyboard where stdin is a pipe; None where there is none."""
    try:
        return os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return None


def _apply(library: Library, made: object) -> list[Refused]:
    """Take the changes over as one undoable step; what cannot be is given back."""
    from reader.notes.exchange.editing import Added, Edited, Refused, Removed
    from reader.notes.store import ReadOnlyNotes

    refused: list[Refused] = []
    store = library.session.store
    assert isinstance(made, tuple)
    with store.group():
        for change in made:
            try:
                if isinstance(change, Edited):
                    store.put(change.key, change.note)
                elif isinstance(change, Removed):
                    store.remove(change.key, change.id)
                elif isinstance(change, Added):
                    _add(library, change, refused.append)
            except ReadOnlyNotes as error:
                refused.append(Refused(getattr(change, "line", 0), str(error)))
    return refused


def _add(library: Library, added: Added, refuse: Callable[[Refused], None]) -> None:
    from reader.notes.anchoring import anchor
    from reader.notes.exchange.editing import Refused
    from reader.session import quoted

    document = library.document(added.key)
    found = anchor(document.text, exact=added.exact) if document else None
    if document is None or found is None or found.span is None or found.status != "placed":
        quote = line_of(added.exact)
        refuse(Refused(added.line, f"“{quote}” does not stand in {added.key}, or not only once."))
        return
    note = replace(quoted(document.text, found.span), comment=added.comment, tags=added.tags)
    library.session.store.put(added.key, note, facts=facts_of(document))
