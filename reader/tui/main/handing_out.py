"""What leaves the reader: text to the clipboard and to commands, links to the browser, edits."""

from __future__ import annotations

from pathlib import Path

from textual import on

from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.tui.article import messages as told
from reader.tui.main.dropping import Dropping
from reader.tui.work import Serial
from reader.wording import counted


class HandingOut(Dropping):
    """What is given to other programs."""

    _commands: Serial | None = None

    # Text

    @on(told.CopyRequested)
    def _copy_requested(self, event: told.CopyRequested) -> None:
        article = self.article
        cited = event.citation and article is not None
        self.copy(citation(article, event.text) if cited and article else event.text)

    def copy(self, text: str) -> None:
        """Put text on the clipboard and say so."""
        from reader.tui.clipboard import copy

        copy(self.app, text)
        self.notify(f"Copied {counted(len(text), 'character')}.", timeout=2)

    def command_pipe(self, count: int | None, argument: str) -> None:
        """Pipe the selection, or the article as it is kept, to a command; show what it says."""
        from reader.tui.dialogs.prompt import Prompt

        article = self.article
        if article is None:
            return
        span = self.reading.selection
        kept = "\n\n".join(
            block.span.of(article.document.text)
            for block, verdict in zip(article.document.blocks, article.verdicts, strict=True)
            if verdict.kept
        )
        text = span.of(article.document.text) if span is not None and len(span) else kept

        def answered(line: str | None) -> None:
            if line and line.strip():
                self._pipe(line, text)

        self.app.push_screen(Prompt("Pipe to", hint="a command, such as wc -w"), answered)

    def _pipe(self, line: str, text: str) -> None:
        """In a thread of its own: a command may take long, and ends when the reader is left."""
        from reader.tui.outside import pipe

        if self._commands is None:
            self._commands = Serial("commands", self, self.failed)
        self._commands.run(
            lambda cancelled: pipe(line, text, cancelled),
            lambda output: self.notify(sanitise(output[:600], multiline=True) or "Done."),
            kind="pipe",
        )

    def on_unmount(self) -> None:
        """Wait for no command."""
        if self._commands is not None:
            self._commands.close(wait=False)

    # Notes

    export_folder: Path = Path("~")
    """Where exports go unless another folder is named: where the last one went."""

    def command_export(self, count: int | None, argument: str) -> None:
        """Write the article's notes to a file."""
        from reader.tui.main.exporting import ask

        article, session = self.article, self.session
        if article is None or not article.notes:
            self.notify("There are no notes to export: a writes one.")
        elif session is not None:
            ask(self, session, article.key)

    def command_export_all(self, count: int | None, argument: str) -> None:
        """Write the notes of all articles to a file."""
        from reader.tui.main.exporting import ask

        if self.session is not None:
            ask(self, self.session, None)

    # Links

    @on(told.OpenLink)
    def _open_link(self, event: told.OpenLink) -> None:
        self._open_address(event.target)

    def _open_address(self, target: str) -> None:
        """Show where an address leads, in full, and open it when Enter says so."""
        from reader.tui.addresses import AddressError, plain
        from reader.tui.dialogs.link import Link
        from reader.tui.outside import OutsideError, open_address

        try:
            address, host = plain(target)
        except AddressError as error:
            self.say(f"{error} It is: {target}")
            return

        def answered(answer: str | None) -> None:
            if answer == "copy":
                self.copy(address)
            elif answer == "open":
                try:
                    open_address(address)
                except OutsideError as error:
                    self.notify(str(error), severity="error")

        self.app.push_screen(Link(host, address), answered)

    def command_browser(self, count: int | None, argument: str) -> None:
        """Open the link at the caret, else the article's address, after showing it."""
        reading = self.reading
        link = reading.inlines.link_at(reading.caret) if reading.has_focus else None
        if link is not None:
            self._open_address(link.target)
            return
        address = self.article.document.metadata.url if self.article is not None else ""
        if address:
            self._open_address(address)
        else:
            self.notify("No address is known for this article.")

    # Files

    def _edit(self, path: Path, key: str) -> None:
        from reader.tui.outside import OutsideError, edit_file

        try:
            edit_file(self.app, path)
        except OutsideError as error:
            self.notify(str(error), severity="error")
        self.library.forget(key)
        if self.article is not None and self.article.key == key:
            self.open(key)

    def command_edit_source(self, count: int | None, argument: str) -> None:
        """Open the article's file in the editor."""
        if self.article is not None:
            self._edit(self.article.path, self.article.key)

    def command_library_edit_source(self, count: int | None, argument: str) -> None:
        """Open the selected file in the editor."""
        key = self.library.current
        if key is not None:
            self._edit(self.start.root / key.partition("#")[0], key)


def citation(article: OpenArticle, text: str) -> str:
    """A quote with where it comes from: title, author, source, date, address or path."""
    metadata = article.document.metadata
    where = metadata.url or article.key
    parts = [metadata.author, f"“{article.title}”", metadata.site, metadata.date[:10], where]
    return f"“{text}”\n— {', '.join(part for part in parts if part)}"
