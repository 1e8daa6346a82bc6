"""What parts of the main screen are tried with instead of a screen and its threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from reader.config import Reading
from reader.opened import OpenArticle
from reader.session import Session
from reader.tui.layout import Layout, Pane
from reader.tui.main.opening import Opening


class AtOnce:
    """A worker that has done its job when it is given."""

    closed = False

    def run(
        self,
        job: Callable[[Callable[[], bool]], Any],
        then: Callable[[Any], Any] | None = None,
        *,
        kind: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        try:
            result = job(lambda: False)
        except Exception as error:
            if failed is None:
                raise
            failed(error)
            return
        if then is not None:
            then(result)

    def post(self, deliver: Callable[[], None]) -> None:
        deliver()

    def drop(self, kind: str) -> None: ...

    def close(self, *, wait: bool) -> None:
        self.closed = True


class Told:
    """A screen that remembers what it was told and asked."""

    def __init__(self) -> None:
        self.article: OpenArticle | None = None
        self.layout_state = Layout(Pane.ARTICLE, Pane.LIBRARY)
        self.sentences: list[str] = []
        self.laid_over: list[tuple[Any, Callable[[Any], Any] | None]] = []
        self.app = SimpleNamespace(push_screen=self.lay_over, exit=self.exit)
        self.left_with: list[str | None] = []

    def notify(self, message: str, **_: object) -> None:
        self.sentences.append(message)

    say = notify

    def alarm(self, trouble: str) -> None:
        if trouble:
            self.sentences.append(trouble)

    def sentence(self, error: Exception) -> str:
        return str(error)

    def failed(self, error: Exception) -> None:
        self.sentences.append(str(error))

    def go_to_pane(self, pane: Pane) -> None:
        self.layout_state = self.layout_state._replace(focus=pane)

    def lay_over(self, screen: Any, answered: Callable[[Any], Any] | None = None) -> None:
        self.laid_over.append((screen, answered))

    def exit(self, message: str | None = None) -> None:
        self.left_with.append(message)

    def retitle(self) -> None: ...

    def drop_hint(self) -> None: ...

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **named: Any) -> bool:
        callback(*args, **named)
        return True

    def set_timer(self, delay: float, callback: Callable[[], Any]) -> Any:
        return SimpleNamespace(stop=lambda: None)

    set_interval = set_timer


def opening_on(host: Told, root: Path) -> Opening:
    """Articles are opened as on the screen, with panes that show nothing."""
    listing = SimpleNamespace(mark=lambda *_: None)
    library: Any = SimpleNamespace(
        current=None, listing=listing, refresh=lambda: None, learn=lambda _: None,
        select=lambda *_, **__: None,
    )  # fmt: skip
    reading: Any = SimpleNamespace(
        caret=0, progress=0.0, view_mode="clean", at_end=False, refused=(), refresh=lambda: None,
        clock=SimpleNamespace(read=frozenset()), selection=None,
    )  # fmt: skip
    worker: Any = AtOnce()
    opened: list[OpenArticle] = []
    screen: Any = host
    opening = Opening(
        screen, worker, worker, library=library, reading=reading, settings=Reading(),
        opened=opened.append,
    )  # fmt: skip
    opening.session = Session(root)
    return opening


def refused_lines(opening: Opening) -> Sequence[str]:
    """What stands where an article would."""
    return opening._reading.refused
