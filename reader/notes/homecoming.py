"""What was kept elsewhere while a library could not be written, and its way back.

Notes made then stand in a folder of the library's own under the XDG data folder (see
``kept_apart``). A window that was killed just before left changes in the
library's journal or in an emergency file, which a window that cannot write there takes along.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.notes.journal import FOLDER
from reader.notes.page import merge_pages
from reader.notes.recovery import KINDS
from reader.notes.safety import Emergency
from reader.storage import Home, now, reason, write_atomic

if TYPE_CHECKING:
    from reader.notes.vault import Vault


def take_along(vault: Vault, beneath: Path) -> None:
    """Show, and keep here, what no page of the library that cannot be written holds yet."""
    journal = vault.journal.of(beneath)
    found = journal.read((beneath / FOLDER).glob("*.jsonl"))
    for _, entries in Emergency(vault.state, beneath, journal.process).leftovers():
        found += entries
    left = [entry for entry in found if entry.kind in KINDS]
    if left:
        known = {entry.id for entry in vault.entries()}
        vault.commit([entry for entry in left if entry.id not in known])


def bring_home(vault: Vault, apart: Path) -> bool:
    """Merge the notes, drafts and journal of ``apart`` into the library; whether all is in.

    Not all where a window still works there, or the library cannot be written after all.
    """
    other = vault.beside(Home(apart))
    try:
        other.recover()
        count = 0
        with vault.lock():
            for key in other.keys():  # noqa: SIM118 - no mapping
                ours, theirs = vault.page(key), other.page(key)
                merged = merge_pages(ours, theirs)
                if not merged.newer and merged != ours:
                    vault.keep(merged)
                    count += len({n.id for n in theirs.notes} - {n.id for n in ours.notes})
            for key, drafts in other.drafts.everything().items():
                for name, value in drafts.items():
                    vault.drafts.put(key, name, value)
            done = _take_journal(vault, other)
    except OSError as error:
        vault.tell(f"Notes kept in {apart} are not in the library yet: {reason(error)}.")
        return False
    finally:
        other.release()
    if count:
        some = "A note" if count == 1 else f"{count} notes"
        vault.tell(f"{some} made while the library could not be written came home from {apart}.")
    return done


def _take_journal(vault: Vault, other: Vault) -> bool:
    """Move the journal, which undo reads; False where a window still writes to it."""
    with other.journal.leftovers() as free:
        alive = set((other.home.path / FOLDER).glob("*.jsonl")) - set(free)
        if alive:
            return False
        for packed in other.journal.packed():
            write_atomic(vault.home.path / FOLDER / packed.name, packed.read_bytes())
        vault.journal.archive(other.journal.files())
    return True


def put_aside(apart: Path) -> None:
    """Rename a folder whose content is in the library now: its bytes stay on disk."""
    moment = now().strftime("%Y%m%dT%H%M%S")
    with suppress(OSError):  # merged once more next time, to no effect
        os.rename(apart, apart.with_name(f"{apart.name}.home-{moment}"))
