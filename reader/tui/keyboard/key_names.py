"""How keys are written for people, and which keys are near to one that means nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.tui.commands import Command, Scope

if TYPE_CHECKING:
    from textual.events import Key

_NAMES = {
    "escape": "Esc", "enter": "Enter", "tab": "Tab", "shift+tab": "⇧Tab", "space": "Space",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End",
    "pageup": "PgUp", "pagedown": "PgDn", "f1": "F1", "{char}": "x", "{a-z}": "a-z",
}  # fmt: skip


def label(keys: str) -> str:
    """A key sequence of the command table as a person reads it: ``g g`` is ``gg``."""
    parts = []
    for key in keys.split(" "):
        name = _NAMES.get(key) or (f"^{key[5:]}" if key.startswith("ctrl+") else key)
        parts.append(name)
    return "".join(parts) if all(len(p) == 1 for p in parts) else " ".join(parts)


def labels(command: Command) -> str:
    """All keys of a command."""
    return "  ".join(label(keys) for keys in command.keys)


def name_of(event: Key) -> str:
    """The key as the command table names it: a printable character, else Textual's name."""
    if event.key in {"space", "tab", "enter", "escape", "backspace", "delete"}:
        return event.key
    if event.character is not None and event.is_printable:
        return event.character
    return event.key


def near(
    typed: Sequence[str], scopes: Sequence[Scope], commands: Iterable[Command]
) -> list[Command]:
    """At most three commands one may have meant: the same letter in the other case, the same key
    in another pane, or a sequence that begins like this one."""
    last = typed[-1]
    twins = {last.swapcase(), f"ctrl+{last.lower()}"} if len(last) == 1 else set()
    found: list[tuple[int, int, Command]] = []
    for command in commands:
        here = command.scope in scopes
        rank = scopes.index(command.scope) if here else len(scopes)
        for keys in command.keys:
            parts = keys.split(" ")
            if len(typed) > 1 and parts[: len(typed) - 1] == list(typed[:-1]) and here:
                found.append((0, rank, command))
            elif len(typed) == 1 and here and keys in twins:
                found.append((1, rank, command))
            elif len(typed) == 1 and not here and keys == last:
                found.append((2, rank, command))
    found.sort(key=lambda row: row[:2])
    unique = dict.fromkeys(command for _, _, command in found)
    return list(unique)[:3]


def unknown_sentence(
    typed: Sequence[str], scopes: Sequence[Scope], commands: Iterable[Command]
) -> str:
    """What to say of keys that mean nothing here."""
    shown = label(" ".join(typed))
    close = near(typed, scopes, commands)
    if not close:
        return f"{shown} means nothing here. ? shows the keys."
    words = []
    for command in close:
        place = "" if command.scope in scopes else f" in the {command.scope} pane"
        words.append(
            f"{label(command.keys[0])} {command.title[0].lower()}{command.title[1:]}{place}"
        )
    return f"{shown} means nothing here. Near: {'; '.join(words)}."
