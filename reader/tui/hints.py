"""The keys of the focused pane, as many as fit a row."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from rich.cells import cell_len

from reader.tui.commands import Command, Scope
from reader.tui.keyboard.key_names import label

Hint = tuple[str, str]
"""Keys and label."""
GAP = 3
WITH_A_FILTER = frozenset({"library-save-filter", "library-clear-filter"})
"""What there is to do only while the list is filtered."""
LAST = ("help", "back-or-quit")
"""What stays in view however narrow the row is."""


def hints(
    commands: Iterable[Command], scopes: Sequence[Scope], idle: Container[str] = WITH_A_FILTER
) -> list[Hint]:
    """The hints of the focused pane, then those that hold everywhere; help and quit come last.

    Commands named in ``idle`` have nothing to work on now.
    """
    rows = list(commands)
    found = [c for scope in scopes for c in rows if c.scope is scope and c.hint and c.keys]
    found = [c for c in found if c.id not in idle]
    found.sort(key=lambda c: c.id in LAST)
    return [(label(c.keys[0]), c.hint) for c in found]


def fit(found: Sequence[Hint], width: int) -> list[Hint]:
    """As many hints as fit ``width`` cells; the last two, help and quit, before the others."""
    shown, tail = list(found[:-2]), list(found[-2:])
    used = sum(_size(hint) for hint in tail)
    kept = []
    for hint in shown:
        used += _size(hint)
        if used > width:
            break
        kept.append(hint)
    return kept + tail


def _size(hint: Hint) -> int:
    return cell_len(hint[0]) + 1 + cell_len(hint[1]) + GAP
