"""Saved filters on the main screen: keeping the one in use, choosing and deleting them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reader.sanitise import sanitise
from reader.tui.layout import Pane
from reader.tui.main.wide import Wide
from reader.tui.panes import LibraryPane


class Filtering(Wide):
    """What is done with the filter as a whole."""

    def _know_filters(self, kept: Mapping[str, str]) -> None:
        self.query_one(LibraryPane).saved = {**self.config.filters, **kept}

    def command_library_save_filter(self, count: int | None, argument: str) -> None:
        """Keep the filter in use under a name."""
        from reader.tui.dialogs.prompt import Prompt

        session, line = self.session, self.library.query_text.strip()
        if session is None or not line:
            self.notify("There is no filter to save: / types one.", timeout=4)
            return

        def named(answer: str | None) -> None:
            name = " ".join((answer or "").split())
            if not name:
                return

            def kept(filters: Mapping[str, str]) -> None:
                self._know_filters(filters)
                self.say(f"Saved as {name}: g l lists the saved filters.")

            self.store.run(lambda _: session.save_filter(name, line), kept)

        self.app.push_screen(Prompt(f"Save {sanitise(line)} as", hint="a name, as german"), named)

    def command_library_filters(self, count: int | None, argument: str) -> None:
        """The saved filters, to choose or delete one."""
        from reader.tui.dialogs.saved_filters import SavedFilters

        session = self.session
        if session is None:
            return

        def chosen(line: str | None) -> None:
            if line is not None:
                self.query_one(LibraryPane).take_filter(line)
                self.go_to_pane(Pane.LIBRARY)

        def delete(name: str, left: Callable[[Mapping[str, str]], None]) -> None:
            def done(kept: Mapping[str, str]) -> None:
                self._know_filters(kept)
                left(kept)

            self.store.run(lambda _: session.save_filter(name, ""), done)

        def show(kept: Mapping[str, str]) -> None:
            self.lay_over(SavedFilters(kept, self.config.filters, delete), chosen)

        self.store.run(lambda _: session.state.saved_filters(), show)
