"""What is pasted where no text is typed: paths are opened, or copied into the library first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.sanitise import sanitise
from reader.tui.main.host import Host

if TYPE_CHECKING:
    from reader.tui.work import Serial

_NO_PATH = "There is no file of that name. What is pasted here is opened where it names a file."


class Dropping:
    """A file dragged onto the terminal arrives as a paste of its path."""

    def __init__(
        self, host: Host, side: Serial, root: Path, go_to_article: Callable[[str], None]
    ) -> None:
        self._host, self._side, self._root, self._go_to_article = host, side, root, go_to_article

    def drop(self, text: str) -> None:
        """Open what is named."""
        from reader.tui.main.dropped import paths_in

        found = paths_in(text)
        files = [path for path in found if path.is_file()]
        if not files:
            what = f"{found[0]} is a folder: glosse opens it." if found else _NO_PATH
            self._host.notify(what, timeout=5)
            return
        root = self._root.resolve()
        inside = [path for path in files if path.resolve().is_relative_to(root)]
        outside = [path for path in files if path not in inside]
        if outside:
            self._offer_to_add(outside, inside)
        else:
            self._open_path(inside[0])

    def _open_path(self, path: Path) -> None:
        from reader.library.scan import key_of_file

        relative = path.resolve().relative_to(self._root.resolve())
        self._go_to_article(key_of_file(relative.as_posix()))

    def _offer_to_add(self, outside: Sequence[Path], inside: Sequence[Path]) -> None:
        from reader.tui.dialogs.prompt import Prompt

        number = f"{len(outside)} files" if len(outside) > 1 else sanitise(outside[0].name)

        def answered(line: str | None) -> None:
            if line is not None:
                self._add(outside, inside)

        names = ", ".join(path.name for path in outside)
        prompt = Prompt(f"Copy {number} into this library?", sanitise(names))
        self._host.app.push_screen(prompt, answered)

    def _add(self, outside: Sequence[Path], inside: Sequence[Path]) -> None:
        root = self._root

        def add(_: Callable[[], bool]) -> list[Path]:
            from reader.library.add import add_file

            return [add_file(root, path).path for path in outside]

        def added(paths: list[Path]) -> None:
            self._host.say(f"Copied {len(paths)} into the library.")
            self._open_path((inside or paths)[0])

        self._side.run(add, added)
