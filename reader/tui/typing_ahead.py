"""Keys typed faster than the screen follows: each one waits until the one before is carried out.

A key may give the focus away (``a`` opens the note box) by messages between widgets. A key that
came in the same burst would still go to the widget that had the focus, and a word meant for a note
would be carried out as commands.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump

LONGEST = 3.0
"""Seconds that keys wait for a screen that does not get ready."""
_STUCK = 0.3
"""Seconds after which a widget that does not answer is passed over."""
_LOOK = 0.01
_ROUNDS = 2
"""A key rises to the screen, what the screen asks of a pane rises once more."""


class TypingAhead:
    """Hands keys over one at a time, in the order in which they came."""

    def __init__(
        self,
        app: App[None],
        hand_over: Callable[[Event], Awaitable[None]],
        ready: Callable[[], bool],
    ) -> None:
        self._app, self._give, self._ready = app, hand_over, ready
        self._waiting: deque[Event] = deque()
        self._settling: asyncio.Task[None] | None = None
        self._waited_for: object = None
        """The screen that did not get ready, for which no key waits again."""

    async def take(self, event: Event) -> None:
        """Hand a key over now, or after those before it."""
        self._waiting.append(event)
        if self._settling is None:
            await self._next()

    async def _next(self) -> None:
        self._settling = None
        if not self._waiting:
            return
        if self._ready() or self._app.screen is self._waited_for:
            await self._give(self._waiting.popleft())
            self._settling = asyncio.create_task(self._settle())
        else:
            self._settling = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        for _ in range(int(LONGEST / _LOOK)):
            if self._ready():
                break
            await asyncio.sleep(_LOOK)
        else:
            self._waited_for = self._app.screen
        self._app.call_later(self._next)

    async def _settle(self) -> None:
        """Wait until whatever the key set off has gone through the widgets."""
        for _ in range(_ROUNDS):
            widget = self._app.focused or self._app.screen
            for pump in widget.ancestors_with_self:
                await _passed(pump)
        self._app.call_later(self._next)


async def _passed(pump: MessagePump) -> None:
    """Return when a widget has worked through the messages it has now."""
    passed = asyncio.Event()
    if pump.is_running and pump.call_later(passed.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(passed.wait(), _STUCK)
