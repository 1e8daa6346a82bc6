"""Writing notes out from the screen: a file name is asked for, its ending chooses the form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents import Refused
from reader.library.contents import document_of
from reader.sanitise import sanitise
from reader.storage import write_atomic
from reader.tui.main.host import Commands, Host
from reader.wording import counted

if TYPE_CHECKING:
    from reader.documents.model import Document
    from reader.notes.page import Page
    from reader.session import Session
    from reader.tui.main.opening import Opening

ENDINGS = {
    ".md": "markdown", ".csv": "csv", ".org": "org", ".anki.txt": "anki", ".txt": "text",
    ".hypothesis.json": "hypothesis", ".json": "json",
}  # fmt: skip
"""The form that the end of a file's name stands for; the longest that fits."""
HINT = ".md .csv .org .txt .anki.txt .json .hypothesis.json"


def form_of(name: str) -> str:
    """The form of a file of this name, as ``export`` knows it; "" where it has no such ending."""
    fits = [end for end in ENDINGS if name.casefold().endswith(end)]
    return ENDINGS[max(fits, key=len)] if fits else ""


class Exporting:
    """Asks for the file that notes are written to."""

    def __init__(self, host: Host, opening: Opening) -> None:
        self._host, self._opening = host, opening
        self._folder = Path("~")
        """Where exports go unless another folder is named: where the last one went."""
        self.commands: Commands = {"export": self.export, "export-all": self.export_all}

    def export(self) -> None:
        """Write the article's notes to a file."""
        article, session = self._opening.article, self._opening.session
        if article is None or not article.notes:
            self._host.notify("There are no notes to export: a writes one.")
        elif session is not None:
            self._ask(session, article.key, article.title)

    def export_all(self) -> None:
        """Write the notes of all articles to a file."""
        session = self._opening.session
        if session is not None:
            self._ask(session, None, session.root.name or "notes")

    def _ask(self, session: Session, key: str | None, title: str, name: str = "") -> None:
        """Ask where to, then export the notes of an article, or of all (None)."""
        from reader.notes.exchange import Exported
        from reader.notes.exchange.markdown import file_name
        from reader.tui.dialogs.prompt import Prompt

        host = self._host
        if not name:
            name = str(self._folder / f"{file_name(Exported(key or '', (), title))}.md")

        def told(sentence: str) -> None:
            host.notify(sanitise(sentence))

        def answered(line: str | None) -> None:
            if line is None or not line.strip():
                return
            path = Path(line.strip()).expanduser()
            if not form_of(path.name):
                host.notify(f"What form? The name has to end in one of {HINT}", severity="warning")
                self._ask(session, key, title, line)
                return
            self._folder = path.parent
            self._opening.store.run(
                lambda _: pages_of(session, key),
                lambda pages: self._opening.side.run(
                    lambda _: write(session.root, pages, path), told
                ),
            )

        what = "Export the notes to" if key else "Export all notes of the library to"
        host.app.push_screen(Prompt(what, name, hint=HINT), answered)


def pages_of(session: Session, key: str | None) -> list[tuple[Page, str]]:
    """The notes of an article, or of all, with the encoding its reader chose."""
    keys = [key] if key else sorted(session.store.keys())
    pages = [session.store.page(one) for one in keys]
    return [(page, session.reading(page.key).encoding) for page in pages if page.notes]


def write(root: Path, pages: Sequence[tuple[Page, str]], path: Path) -> str:
    """Write notes to a new file; what there is to say of it. Touches nothing of the store."""
    from reader.notes.exchange import Exported, export

    if not pages:
        return "There are no notes to export: a writes one."
    if path.exists() or path.is_symlink():
        return f"{path} is there already, and stays as it is: choose another name."
    items = [Exported.of(page, _document(root, page.key, encoding)) for page, encoding in pages]
    text = export(form_of(path.name), items)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, text.encode("utf-8", "replace"))
    return f"{counted(sum(len(item.notes) for item in items), 'note')} in {path}"


def _document(root: Path, key: str, encoding: str) -> Document | None:
    """An article as it is now; None where it cannot be read."""
    try:
        return document_of(root, key, encoding)
    except Refused:
        return None
