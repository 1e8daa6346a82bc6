"""When the running program meets a mistake of its own: keep what was typed, then tell it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

from textual.app import App
from textual.screen import Screen

from reader.mishap import told
from reader.sanitise import sanitise
from reader.tui.main.drafting import keep_draft
from reader.tui.main.screen import MainScreen

PATIENCE = 3.0
"""Seconds for the disk to take what is yet to be written."""


def last_words(error: Exception, screens: Sequence[Screen[Any]]) -> str:
    """Bring what is yet to be written to the disk; what to tell after the screen is gone."""
    sentence = told(error)
    for screen in screens:
        if isinstance(screen, MainScreen):
            sentence += f" {_kept(screen)}"
    return sanitise(sentence)


def _kept(main: MainScreen) -> str:
    """Hand over the note that is being written, and wait for the store."""
    session = main.opening.session
    if session is None:
        return "Nothing was open yet."
    found: list[str] = []

    def close() -> None:
        draft = main.box.draft
        if draft is not None:
            keep_draft(session, *draft)
        session.close()
        found.append(session.trouble or "Your notes and what you were writing are kept.")

    main.store.finish(close, PATIENCE)
    return found[0] if found else "What you wrote last may not be saved: the disk did not answer."


def heed_threads(app: App[None]) -> None:
    """Mistakes in threads and tasks are told in a toast, and never printed over the screen."""

    def tell(error: BaseException | None) -> None:
        if error is None or isinstance(error, SystemExit):
            return
        sentence = told(error)
        app.call_later(lambda: app.notify(sentence, severity="error", timeout=12))

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        tell(arguments.exc_value)

    def in_task(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        tell(context.get("exception"))

    threading.excepthook = in_thread
    asyncio.get_running_loop().set_exception_handler(in_task)
