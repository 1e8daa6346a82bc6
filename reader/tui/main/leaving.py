"""The way out: what is still to be written is written, and what cannot be is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.notes.safety import Safety, Status
from reader.sanitise import sanitise
from reader.session import Session
from reader.tui.main.host import Commands, Host

if TYPE_CHECKING:
    from reader.tui.main.opening import Opening


class Leaving:
    """Leaves the reader once everything is on disk that can be brought there."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        *,
        keep: Callable[[], None],
        rest: Callable[[], None],
        remember: Callable[[Callable[[], None]], None],
    ) -> None:
        self._host, self._opening = host, opening
        self._keep = keep
        """Hands over what is being written."""
        self._rest = rest
        """Ends what nobody waits for any more."""
        self._remember = remember
        """Keeps what the next start begins with, and goes on then."""
        self.commands: Commands = {"quit": self.leave}

    def leave(self) -> None:
        """Leave; what is still to be written is written first."""
        session = self._opening.session
        if session is None:
            self._host.app.exit()
            return
        self._keep()
        self._opening.keep_place()
        self._opening.store.drop("open")  # an article that is not there yet is not waited for
        self._when_safe(session, lambda: self._close(session))

    def _when_safe(self, session: Session, leave: Callable[[], None]) -> None:
        """Call ``leave``; while notes are in memory alone, or outside of the library, ask first."""

        def asked(status: Status) -> None:
            from reader.tui.dialogs.prompt import Prompt

            self._host.alarm(status.message)
            if status.safety not in (Safety.EMERGENCY, Safety.UNSAFE):
                leave()
                return
            question = "Your newest notes are not saved. Type yes to leave all the same"

            def answered(line: str | None) -> None:
                if line is not None and line.strip().casefold() in {"yes", "y"}:
                    leave()

            self._host.app.push_screen(Prompt(question, hint=sanitise(status.message)), answered)

        def failed(error: Exception) -> None:
            self._host.failed(error)
            leave()  # a mistake of ours keeps nobody in

        self._opening.store.run(lambda _: session.store.retry(), asked, failed=failed)

    def _close(self, session: Session) -> None:
        self._rest()

        def close(_: object) -> str:
            session.close()
            return session.trouble

        def closed(trouble: str) -> None:
            self._remember(lambda: self._exit(trouble))

        def failed(error: Exception) -> None:
            self._exit(self._host.sentence(error))

        self._host.call_after_refresh(lambda: self._opening.store.run(close, closed, failed=failed))

    def _exit(self, trouble: str) -> None:
        self._opening.store.close(wait=False)
        self._host.app.exit(message=sanitise(trouble) if trouble else None)
