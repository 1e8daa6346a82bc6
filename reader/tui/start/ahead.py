"""Keys for the library that are typed while Textual is being loaded.

The first screen answers moves itself, between two imports: the article that Textual would open is
read and painted, and Textual begins with it. The first key that is something else, and all that
come after it, are left to Textual in their order; where they go into the article, open the line to
filter the list, or the list of keys, that and what is typed there is painted at once. A key that
leaves the reader ends it without Textual.
"""

from __future__ import annotations

from importlib import import_module

from reader.config import Config
from reader.tui import terminal
from reader.tui.start.first_typed import INTO, NOTHING, OPENING, Typed, typed_of
from reader.tui.start.target import Known, Start, moved_to

LOADED_AFTER = (
    "textual.css.styles", "textual.widget", "textual.app", "reader.tui.article.pane",
    "reader.tui.main.screen", "reader.tui.app",
)  # fmt: skip
"""What takes long to load, in pieces: a key waits for one of them at most."""
_STEPS = {"library-down": 1, "library-up": -1, "article-next": 1, "article-previous": -1}
_OUT = frozenset({"back-or-quit", "quit"})
_SENT = {"enter": b"\r", "tab": b"\t", "right": b"\x1b[C", "ctrl+p": b"\x10"}
"""What a terminal sends for keys that have names."""


class Ahead:
    """What the reader is to open, moved on by the keys that were typed so far."""

    def __init__(self, start: Start, config: Config) -> None:
        self.start = start
        self._config = config
        self.leaves = False
        """Whether the reader was left before it stood."""
        self._keys: dict[bytes, str] | None = None
        self._hint = False
        """Whether the first keys are shown."""
        self._left = False
        """Whether nothing more can be told of what is typed."""
        self._typed = NOTHING
        """What stands painted of keys that are Textual's."""

    def show(self, known: Known | None) -> None:
        """Paint what is known, where nothing is painted yet, and what was typed meanwhile."""
        self.start = self.start._replace(known=known)
        if known is not None and not terminal.painted():
            self._hint = self._is_first()
            terminal.paint(self._painted(known, hint=self._hint))
        self.follow()

    def complete(self, known: Known) -> None:
        """Paint the article as well, which was slower to read than all the rest."""
        self.start = self.start._replace(known=known)
        if terminal.painted():
            hint = self._hint and self._typed is NOTHING
            terminal.repaint(self._painted(known, typed=self._typed, hint=hint))
        self.follow()

    def load(self) -> None:
        """Load the rest of the program, following the keys."""
        for module in LOADED_AFTER:
            if self.leaves:
                return
            import_module(module)
            self.follow()

    def follow(self) -> None:
        """Carry out what was typed since the last time, as far as it can be."""
        taken, known = terminal.taken, self.start.known
        if taken is None or known is None or self._left:
            return
        fresh = terminal.typed()
        if not fresh and not (taken.typed and self._typed is NOTHING):
            return
        taken.typed += fresh
        count, key = self._target(taken.typed, known)
        rest = taken.typed[count:]
        alone = self.start.key is not None
        self.leaves = not alone and self._first(rest) in _OUT
        typed, more = typed_of(rest, self._named_keys(), alone=alone)
        self._left = self.leaves or not more
        moved = known
        if key != known.key:
            found = moved_to(known, self.start.root, key, self._config)
            if found is None:
                self._left = True
                return
            moved = found
        if not self.leaves and (moved is not known or typed != self._typed):
            terminal.repaint(self._painted(moved, typed=typed))
        self._typed = typed
        if count:
            self.start = self.start._replace(known=moved._replace(moved=True))
        taken.typed = rest

    def _target(self, typed: bytes, known: Known) -> tuple[int, str]:
        """How many of the keys are moves that can be told from here, and where they lead to."""
        named = self._named_keys()
        keys = [entry.key for entry in known.entries]
        if known.key not in keys:
            return 0, known.key
        at = keys.index(known.key)
        whole = 2 * len(keys) <= terminal.size()[1] - 3  # rows of the list: it does not scroll
        for count in range(len(typed)):
            step = _STEPS.get(named.get(typed[count : count + 1], ""), 0)
            if not step or at + step >= len(keys) or (step < 0 and not whole):
                return count, keys[at]
            at = max(0, at + step)
        return len(typed), keys[at]

    def _first(self, typed: bytes) -> str:
        """The command of the first key, where that is one that is known here."""
        named = self._named_keys()
        return next((named[key] for key in named if typed.startswith(key)), "")

    def _named_keys(self) -> dict[bytes, str]:
        """The keys that are followed from here and their commands, also where they were rebound."""
        if self._keys is None:
            from reader.tui.commands import COMMANDS
            from reader.tui.keyboard.keymap import rebound

            commands, _ = rebound(COMMANDS, self._config.keys, self._config.lines)
            keys = [key for command in commands for key in command.keys]
            begun = {key.split(" ")[0] for key in keys if " " in key}
            self._keys = {
                _SENT.get(key, key.encode()): command.id
                for command in commands
                for key in command.keys
                if command.id in _STEPS.keys() | INTO | OPENING | _OUT
                and (key in _SENT or (len(key) == 1 and key.isascii()))
                and key not in begun
            }
        return self._keys

    def _is_first(self) -> bool:
        """Whether the first keys are to be shown, as nothing was opened or typed yet."""
        from reader.library.root import was_opened

        try:
            return (
                self._config.look.hints
                and not terminal.waiting()
                and not was_opened(self.start.root)
            )
        except OSError:  # told by the screen
            return False

    def _painted(self, known: Known, *, typed: Typed = NOTHING, hint: bool = False) -> str:
        from reader.tui.start.first_screen import painted

        alone = self.start.key is not None
        return painted(known, self._config, alone, typed=typed, hint=hint)
