"""What is pasted where no text is typed: paths are opened, or copied into the library first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from textual import events
from textual.widgets import Input, TextArea

from reader.sanitise import sanitise
from reader.tui.main.screens import Screens


class Dropping(Screens):
    """A file dragged onto the terminal arrives as a paste of its path."""

    def on_paste(self, event: events.Paste) -> None:
        """Open what is named; fields for text take their pastes themselves."""
        from reader.tui.main.dropped import paths_in

        event.stop()
        if isinstance(self.focused, (Input, TextArea)):  # it has taken it, and lets it rise
            return
        found = paths_in(event.text)
        files = [path for path in found if path.is_file()]
        if not files:
            what = f"{found[0]} is a folder: glosse opens it." if found else _NO_PATH
            self.notify(what, timeout=5)
            return
        root = self.start.root.resolve()
        inside = [path for path in files if path.resolve().is_relative_to(root)]
        outside = [path for path in files if path not in inside]
        if outside:
            self._offer_to_add(outside, inside)
        else:
            self._open_path(inside[0])

    def _open_path(self, path: Path) -> None:
        from reader.library.scan import key_of_file

        relative = path.resolve().relative_to(self.start.root.resolve())
        self.go_to_article(key_of_file(relative.as_posix()))

    def _offer_to_add(self, outside: Sequence[Path], inside: Sequence[Path]) -> None:
        from reader.tui.dialogs.prompt import Prompt

        number = f"{len(outside)} files" if len(outside) > 1 else sanitise(outside[0].name)

        def answered(line: str | None) -> None:
            if line is not None:
                self._add(outside, inside)

        names = ", ".join(path.name for path in outside)
        self.app.push_screen(Prompt(f"Copy {number} into this library?", sanitise(names)), answered)

    def _add(self, outside: Sequence[Path], inside: Sequence[Path]) -> None:
        root = self.start.root

        def add(_: Callable[[], bool]) -> list[Path]:
            from reader.library.add import add_file

            return [add_file(root, path).path for path in outside]

        def added(paths: list[Path]) -> None:
            self.say(f"Copied {len(paths)} into the library.")
            self._open_path((inside or paths)[0])

        self.side.run(add, added)


_NO_PATH = "There is no file of that name. What is pasted here is opened where it names a file."
