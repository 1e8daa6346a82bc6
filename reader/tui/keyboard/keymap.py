"""The command table with the keys a person chose, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.config import Problem
from reader.patterns import late
from reader.tui.commands import Command, Scope

_NAMED = late(
    r"(?:(?:ctrl|alt|shift)\+)*(?:[a-z0-9]|f\d{1,2}|tab|enter|escape|space|backspace|delete|insert"
    r"|up|down|left|right|home|end|pageup|pagedown)\Z"
)
_COLOUR = late(r"[Cc]olour ([1-5])")
_SLOTS = frozenset({"{char}", "{a-z}"})


def is_key(key: str) -> bool:
    """Whether a key is written as the table writes it."""
    return (len(key) == 1 and key.isprintable()) or key in _SLOTS or _NAMED.match(key) is not None


def rebound(
    commands: Sequence[Command], chosen: Mapping[str, tuple[str, ...]], lines: Mapping[str, int]
) -> tuple[tuple[Command, ...], list[Problem]]:
    """The table with other keys for some commands, and what was wrong with the choice.

    A choice that cannot be is left out whole: the command keeps the keys it had.
    """
    table = list(commands)
    problems: list[Problem] = []
    for name, keys in chosen.items():
        line = lines.get(f"keys.{name}", 0)
        rows = [index for index, command in enumerate(table) if command.id == name]
        sentence = _wrong(name, keys, rows, table)
        if sentence:
            problems.append(Problem(line, sentence))
            continue
        for index in rows:
            table[index] = table[index]._replace(keys=keys)
    return tuple(table), problems


def named(commands: Sequence[Command], names: Sequence[str]) -> tuple[Command, ...]:
    """The table with what the colours 1-5 mean to the reader in the words of their commands."""

    def title(command: Command) -> str:
        found = _COLOUR.search(command.title)
        if found is None:
            return command.title
        return command.title.replace(found[0], f"{found[0]} ({names[int(found[1]) - 1]})")

    return tuple(command._replace(title=title(command)) for command in commands)


def _wrong(name: str, keys: tuple[str, ...], rows: list[int], table: Sequence[Command]) -> str:
    if not rows:
        from difflib import get_close_matches

        close = get_close_matches(name, [command.id for command in table], 1)
        return f"there is no command {name}." + (f" Did you mean {close[0]}?" if close else "")
    for sequence in keys:
        bad = next((key for key in sequence.split(" ") if not is_key(key)), None)
        if bad is not None:
            return f'{name}: there is no key "{bad}". Write x, ctrl+x, space, pagedown, "g g" …'
    for index in rows:
        for other in table:
            taken = sorted(set(keys) & set(other.keys))
            if other.id != name and taken and _meet(table[index].scope, other.scope):
                where = f" in the {other.scope} pane" if other.scope is not Scope.ANYWHERE else ""
                return (
                    f'{name}: "{taken[0]}" is {other.id} already{where}. '
                    "Give that another key first."
                )
    return ""


def _meet(one: Scope, other: Scope) -> bool:
    """Whether commands of two scopes would answer to the same key at the same time."""
    return one is other or (Scope.ANYWHERE in (one, other) and Scope.NOTE_BOX not in (one, other))
