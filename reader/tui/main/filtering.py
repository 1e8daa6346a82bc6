"""Saved filters on the main screen: keeping the one in use, choosing and deleting them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.sanitise import sanitise
from reader.tui.layout import Pane
from reader.tui.main.host import Commands, Host

if TYPE_CHECKING:
    from reader.tui.main.opening import Opening
    from reader.tui.panes import LibraryPane


class Filtering:
    """What is done with the filter of the list as a whole."""

    def __init__(
        self, host: Host, opening: Opening, pane: LibraryPane, configured: Mapping[str, str]
    ) -> None:
        self._host, self._opening, self._pane = host, opening, pane
        self._configured = configured
        self.commands: Commands = {
            "library-save-filter": self.save,
            "library-filters": self.choose,
            "library-clear-filter": pane.filter_line.drop,
        }

    def know(self, kept: Mapping[str, str]) -> None:
        """Complete names of the filters that were kept, and of those in the configuration."""
        self._pane.saved = {**self._configured, **kept}

    def save(self) -> None:
        """Keep the filter in use under a name."""
        from reader.tui.dialogs.prompt import Prompt

        host, session = self._host, self._opening.session
        line = self._pane.view.query_text.strip()
        if session is None or not line:
            host.notify("There is no filter to save: / types one.", timeout=4)
            return

        def named(answer: str | None) -> None:
            name = " ".join((answer or "").split())
            if not name:
                return

            def kept(filters: Mapping[str, str]) -> None:
                self.know(filters)
                host.say(f"Saved as {name}: g l lists the saved filters.")

            self._opening.store.run(lambda _: session.save_filter(name, line), kept)

        host.app.push_screen(Prompt(f"Save {sanitise(line)} as", hint="a name, as german"), named)

    def choose(self) -> None:
        """The saved filters, to choose or delete one."""
        from reader.tui.dialogs.saved_filters import SavedFilters

        session = self._opening.session
        if session is None:
            return

        def chosen(line: str | None) -> None:
            if line is not None:
                self._pane.take_filter(line)
                self._host.go_to_pane(Pane.LIBRARY)

        def delete(name: str, left: Callable[[Mapping[str, str]], None]) -> None:
            def done(kept: Mapping[str, str]) -> None:
                self.know(kept)
                left(kept)

            self._opening.store.run(lambda _: session.save_filter(name, ""), done)

        def show(kept: Mapping[str, str]) -> None:
            self._host.lay_over(SavedFilters(kept, self._configured, delete), chosen)

        self._opening.store.run(lambda _: session.state.saved_filters(), show)
