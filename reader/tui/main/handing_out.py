"""What leaves the reader: text to the clipboard and to commands, links to the browser, edits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.tui.main.host import Commands, Host
from reader.wording import counted

if TYPE_CHECKING:
    from reader.tui.article.view import ArticleView
    from reader.tui.library.pane import LibraryView
    from reader.tui.main.opening import Opening
    from reader.tui.work import Serial


def copy(host: Host, text: str) -> None:
    """Put text on the clipboard and say so."""
    from reader.tui.clipboard import copy

    copy(host.app, text)
    host.notify(f"Copied {counted(len(text), 'character')}.", timeout=2)


class HandingOut:
    """What is given to other programs."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        library: LibraryView,
        reading: ArticleView,
        *,
        root: Path,
        piped: Serial,
    ) -> None:
        self._host, self._opening, self._root = host, opening, root
        self._library, self._reading = library, reading
        self._piped = piped
        """A thread of its own: a command may take long, and ends when the reader is left."""
        self.commands: Commands = {
            "pipe": self.pipe,
            "browser": self.browse,
            "edit-source": self.edit_open,
            "library-edit-source": self.edit_selected,
        }

    # Text

    def copy(self, text: str, *, citation: bool) -> None:
        """Put text of the open article on the clipboard, with where it comes from if wanted."""
        article = self._opening.article
        copy(self._host, cited(article, text) if citation and article is not None else text)

    def pipe(self) -> None:
        """Pipe the selection, or the article as it is kept, to a command; show what it says."""
        from reader.tui.dialogs.prompt import Prompt

        article = self._opening.article
        if article is None:
            return
        span = self._reading.selection
        kept = "\n\n".join(
            block.span.of(article.document.text)
            for block, verdict in zip(article.document.blocks, article.verdicts, strict=True)
            if verdict.kept
        )
        text = span.of(article.document.text) if span is not None and len(span) else kept

        def answered(line: str | None) -> None:
            if line and line.strip():
                self._pipe(line, text)

        prompt = Prompt("Pipe to", hint="a command, such as wc -w")
        self._host.app.push_screen(prompt, answered)

    def _pipe(self, line: str, text: str) -> None:
        from reader.tui.outside import pipe

        def told(output: str) -> None:
            self._host.notify(sanitise(output[:600], multiline=True) or "Done.")

        self._piped.run(lambda cancelled: pipe(line, text, cancelled), told, kind="pipe")

    # Links

    def open_address(self, target: str) -> None:
        """Show where an address leads, in full, and open it when Enter says so."""
        from reader.tui.addresses import AddressError, plain
        from reader.tui.dialogs.link import Link
        from reader.tui.outside import OutsideError, open_address

        host = self._host
        try:
            address, place = plain(target)
        except AddressError as error:
            host.say(f"{error} It is: {target}")
            return

        def answered(answer: str | None) -> None:
            if answer == "copy":
                copy(host, address)
            elif answer == "open":
                try:
                    open_address(address)
                except OutsideError as error:
                    host.notify(str(error), severity="error")

        host.app.push_screen(Link(place, address), answered)

    def browse(self) -> None:
        """Open the link at the caret, else the article's address, after showing it."""
        reading, article = self._reading, self._opening.article
        link = reading.inlines.link_at(reading.caret) if reading.has_focus else None
        address = article.document.metadata.url if article is not None else ""
        if link is not None or address:
            self.open_address(link.target if link is not None else address)
        else:
            self._host.notify("No address is known for this article.")

    # Files

    def _edit(self, path: Path, key: str) -> None:
        from reader.tui.outside import OutsideError, edit_file

        try:
            edit_file(self._host.app, path)
        except OutsideError as error:
            self._host.notify(str(error), severity="error")
        self._library.forget(key)
        article = self._opening.article
        if article is not None and article.key == key:
            self._opening.open(key)

    def edit_open(self) -> None:
        """Open the article's file in the editor."""
        article = self._opening.article
        if article is not None:
            self._edit(article.path, article.key)

    def edit_selected(self) -> None:
        """Open the selected file in the editor."""
        key = self._library.current
        if key is not None:
            self._edit(self._root / key.partition("#")[0], key)


def cited(article: OpenArticle, text: str) -> str:
    """A quote with where it comes from: title, author, source, date, address or path."""
    metadata = article.document.metadata
    where = metadata.url or article.key
    parts = [metadata.author, f"“{article.title}”", metadata.site, metadata.date[:10], where]
    return f"“{text}”\n— {', '.join(part for part in parts if part)}"
