"""Keys typed faster than the screen follows: each one waits until the one before is carried out.

A key may give the focus away (``a`` opens the note box) by messages between widgets. A key that
came in the same burst would still go to the widget that had the focus, and a word meant for a note
would be carried out as commands. Only after a key that leaves the keyboard where it is (text in a
field, a move in a pane) the next one goes on at once: a key that is held down must not lag behind.
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
_LOOK = 0.002
_ROUNDS = 2
"""A key rises to the screen, what the screen asks of a pane rises once more."""


class TypingAhead:
    """Hands keys over one at a time, in the order in which they came."""

    def __init__(
        self,
        app: App[None],
        hand_over: Callable[[Event], Awaitable[None]],
        ready: Callable[[Event], bool],
        stays: Callable[[Event], bool],
    ) -> None:
        self._app, self._give, self._ready, self._stays = app, hand_over, ready, stays
        self._waiting: deque[Event] = deque()
        self._settling: asyncio.Task[None] | None = None
        self.idle: Callable[[], None] = lambda: None
        """Called whenever all keys were carried out."""
        self._waited_for: object = None
        """The screen that did not get ready, for which no key waits again."""

    @property
    def rests(self) -> bool:
        """Whether all keys were carried out."""
        return not self._waiting and self._settling is None

    async def take(self, event: Event) -> None:
        """Hand a key over now, or after those before it."""
        self._waiting.append(event)
        if self._settling is None:
            await self._next()

    async def _next(self) -> None:
        self._settling = None
        while self._waiting:
            event = self._waiting[0]
            if self._ready(event):
                self._waited_for = None
            elif self._app.screen is not self._waited_for:
                self._settling = asyncio.create_task(self._wait(event))
                return
            self._waiting.popleft()
            stays = self._stays(event)
            await self._give(event)
            if not stays:
                self._settling = asyncio.create_task(self._settle())
                return
        self.idle()

    async def _wait(self, event: Event) -> None:
        try:
            for _ in range(int(LONGEST / _LOOK)):
                if self._ready(event):
                    break
                await asyncio.sleep(_LOOK)
            else:
                self._waited_for = self._app.screen
        finally:  # whatever went wrong: the keys after this one are not to wait for ever
            self._app.call_later(self._next)

    async def _settle(self) -> None:
        """Wait until whatever the key set off has gone through the widgets."""
        try:
            for _ in range(_ROUNDS):
                widget = self._app.focused or self._app.screen
                for pump in widget.ancestors_with_self:
                    await _passed(pump)
        finally:
            self._app.call_later(self._next)


async def _passed(pump: MessagePump) -> None:
    """Return when a widget has worked through the messages it has now."""
    passed = asyncio.Event()
    if pump.is_running and pump.call_later(passed.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(passed.wait(), _STUCK)
