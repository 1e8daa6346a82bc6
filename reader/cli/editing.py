"""`glosse notes edit`: notes as Markdown through $EDITOR, and what was changed in it taken over."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.console import Failure, complain, remark
from reader.cli.library import Library
from reader.cli.noted import chosen_pages, facts_of, library_of, line_of, safe
from reader.storage import now, reason, write_atomic

if TYPE_CHECKING:
    from reader.notes.exchange.editing import Added, Edited, Refused, Removed
    from reader.notes.exchange.model import Exported


def edit(options: argparse.Namespace) -> int:
    """Open the notes in an editor; 1 when something in it could not be taken over."""
    from reader.notes.exchange.editing import editable
    from reader.notes.exchange.model import Exported

    library = library_of(options)
    try:
        pages = list(chosen_pages(library, options))
        if not pages:
            complain("There are no such notes.")
            return 1
        items = [Exported.of(page, library.document(page.key)) for page in pages]
        with _sheet(editable(items)) as sheet:
            run_editor(sheet.path)
            sheet.done = _take_over(library, items, sheet, quiet=options.quiet)
            return 0 if sheet.done else 1
    finally:
        library.close()


@dataclass
class Sheet:
    """A text that is being edited in a file."""

    path: Path
    text: str
    """As it was handed out."""
    done: bool = False
    """What was written is taken over; the file is needed no more."""

    def written(self) -> str:
        """The text as it is now."""
        data = self.path.read_bytes()
        return data.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n")


@contextmanager
def _sheet(text: str) -> Iterator[Sheet]:
    """A file to edit; it stays, and the person is told where, while it holds work of theirs."""
    import platformdirs

    folder = Path(platformdirs.user_state_dir("glosse", appauthor=False), "edits")
    path = folder / f"notes-{now():%Y%m%d-%H%M%S}-{os.getpid()}.md"
    try:
        write_atomic(path, text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise Failure(f"There is nowhere to edit the notes: {reason(error)}.") from error
    sheet = Sheet(path, text)
    try:
        yield sheet
    except OSError as error:
        raise Failure(f"The notes were not changed: {reason(error)}.") from error
    finally:
        with suppress(OSError):  # an editor may have removed or renamed it
            if not sheet.done and sheet.written() != text:
                complain(f"What you wrote is still in {path}.")
            else:
                path.unlink()


def _take_over(library: Library, items: Sequence[Exported], sheet: Sheet, *, quiet: bool) -> bool:
    """Do to the notes what was done to their text; whether all of it could be."""
    from reader.notes.exchange.editing import changes

    written = sheet.written()
    if written == sheet.text:
        remark("Nothing was changed.", quiet=quiet)
        return True
    found = changes(items, written)
    refused = [*found.refused, *_apply(library, found.changes)]
    safe(library)
    for refusal in sorted(refused, key=lambda one: one.line):
        complain(f"line {refusal.line}: {refusal.message}")
    if refused:
        return False
    count = len(found.changes)
    remark(
        f"{count} note{'s' if count != 1 else ''} changed. u in the reader takes it back.",
        quiet=quiet,
    )
    return True


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
        raise Failure(f"The editor ended with {status}: nothing was changed.")


def _terminal() -> int | None:
    """The keyboard where stdin is a pipe; None where there is none."""
    try:
        return os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return None


def _apply(library: Library, made: Sequence[Edited | Added | Removed]) -> list[Refused]:
    """Take the changes over as one undoable step; what cannot be is given back."""
    from reader.notes.exchange.editing import Added, Edited, Refused, Removed
    from reader.notes.store import ReadOnlyNotes

    refused: list[Refused] = []
    store = library.session.store
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
    from reader.opened import quoted

    document = library.document(added.key)
    found = anchor(document.text, exact=added.exact) if document else None
    if document is None or found is None or found.span is None or found.status != "placed":
        quote = line_of(added.exact)
        refuse(Refused(added.line, f"“{quote}” does not stand in {added.key}, or not only once."))
        return
    note = replace(quoted(document.text, found.span), comment=added.comment, tags=added.tags)
    library.session.store.put(added.key, note, facts=facts_of(document))
