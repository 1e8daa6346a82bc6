"""From keys to commands: counts, sequences and arguments, as vim reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.tui.commands import Command, Scope

LONGEST_COUNT = 6
COUNTING = frozenset({Scope.LIBRARY, Scope.ARTICLE, Scope.SELECTING})
"""Where a digit begins a count; elsewhere it is a key like others."""


@dataclass(frozen=True, slots=True)
class Match:
    """A command with what was typed for it."""

    command: Command
    count: int | None = None
    argument: str = ""


class Unknown(NamedTuple):
    """Keys that mean nothing here."""

    keys: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    command: Command | None = None
    following: dict[str, _Node] = field(default_factory=dict)

    def step(self, key: str) -> _Node | None:
        """The node for ``key``: by name, else through a slot that takes it."""
        if key in self.following:
            return self.following[key]
        return next((n for slot, n in self.following.items() if _takes(slot, key)), None)

    @property
    def has_slot(self) -> bool:
        return any(slot.startswith("{") and len(slot) > 1 for slot in self.following)


def _takes(slot: str, key: str) -> bool:
    if slot == "{a-z}":
        return len(key) == 1 and "a" <= key <= "z"
    return slot == "{char}" and (len(key) == 1 or key == "space")


class KeyParser:
    """Reads keys one by one for the scopes given, the earlier scope winning.

    Two things wait for the next key or for :meth:`settle` (a pause): a key that is a command and
    also begins a longer one (``z``, ``z z``), and a lone digit that is a command (a colour) and
    also begins a count (``3 }``).
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        self._roots: dict[Scope, _Node] = {scope: _Node() for scope in Scope}
        for command in commands:
            for keys in command.keys:
                node = self._roots[command.scope]
                for key in keys.split(" "):
                    node = node.following.setdefault(key, _Node())
                node.command = command
        self.clear()

    def clear(self) -> None:
        """Forget an unfinished command."""
        self._count = ""
        self._keys: list[str] = []
        self._nodes: list[_Node] = []
        self._argument = ""

    @property
    def pending(self) -> str:
        """What was typed of an unfinished command, to be shown; "" between commands."""
        return self._count + "".join(self._keys)

    def feed(self, key: str, scopes: Sequence[Scope]) -> list[Match | Unknown]:
        """Take one key. An empty list: more is needed, or escape dropped what was begun."""
        if not self._keys and self._is_count(key, scopes):
            self._count = (self._count + key)[:LONGEST_COUNT]
            return []
        nodes = self._nodes if self._keys else [self._roots[scope] for scope in scopes]
        if key == "escape" and self.pending:
            self.clear()
            return []
        reached = [following for node in nodes if (following := node.step(key)) is not None]
        if not reached:
            return self._dead_end(key, scopes)
        if any(node.has_slot and key not in node.following for node in nodes):
            self._argument = " " if key == "space" else key
        self._keys.append(key)
        self._nodes = reached
        first = reached[0]
        if first.command is not None and not first.following:
            return [self._match(first.command)]
        return []

    def at_once(self, key: str, scopes: Sequence[Scope]) -> Command | None:
        """The command that a key is by itself, whatever comes after it; takes nothing in."""
        if self.pending or self._is_count(key, scopes):
            return None
        found = [node for scope in scopes if (node := self._roots[scope].step(key)) is not None]
        return found[0].command if found and not found[0].following else None

    def _is_count(self, key: str, scopes: Sequence[Scope]) -> bool:
        digit = len(key) == 1 and key.isascii() and key.isdigit()
        return digit and bool(self._count or key != "0") and not COUNTING.isdisjoint(scopes)

    def _dead_end(self, key: str, scopes: Sequence[Scope]) -> list[Match | Unknown]:
        """``z j`` is ``z``, then ``j``; a sequence that is nothing by itself is unknown."""
        settled = self.settle(scopes) if self._keys else None
        if settled is not None:
            return [settled, *self.feed(key, scopes)]
        typed = (*self._keys, key)
        self.clear()
        return [Unknown(typed)]

    def settle(self, scopes: Sequence[Scope]) -> Match | None:
        """Decide what is unfinished as it stands, after a pause; None when that means nothing."""
        if self._keys:
            nodes = self._nodes
        elif len(self._count) == 1:
            nodes = [n for scope in scopes if (n := self._roots[scope].step(self._count))]
        else:
            return None
        command = next((n.command for n in nodes if n.command is not None), None)
        if command is None:
            return None
        if not self._keys:
            self._count = ""
        return self._match(command)

    def _match(self, command: Command) -> Match:
        match = Match(command, int(self._count) if self._count else None, self._argument)
        self.clear()
        return match
