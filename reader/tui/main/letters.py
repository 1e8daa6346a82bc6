"""How the bytes of the open article's file are read: another encoding, garbled letters mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.opened import OpenArticle
from reader.tui.main.host import Commands, Host
from reader.wording import counted

if TYPE_CHECKING:
    from reader.tui.dialogs.encodings import Trial
    from reader.tui.main.opening import Opening

MOST_LOOKED_AT = 200_000
"""Code points that are looked at for garbled letters when an article opens."""


class Letters:
    """The encoding of the article, and the mended view of one with garbled letters."""

    def __init__(self, host: Host, opening: Opening) -> None:
        self._host, self._opening = host, opening
        self._garbled = ""
        """The article whose letters look garbled."""
        self.commands: Commands = {"encoding": self.choose_encoding, "mojibake": self.mend}

    # Encodings

    def choose_encoding(self) -> None:
        """Read the file in another encoding, and remember that."""
        from reader.tui.dialogs.encodings import SELF_DESCRIBED, EncodingPicker

        host, article, session = self._host, self._opening.article, self._opening.session
        if article is None or session is None:
            host.notify("Open an article first.", severity="warning")
            return
        if article.document.format in SELF_DESCRIBED:
            kind = article.document.format.upper()
            host.notify(f"{kind} files say their encoding themselves: there is none to pick.")
            return
        key, chosen_before = article.key, bool(session.reading(article.key).encoding)

        def chosen(name: str | None) -> None:
            if name is None:
                return
            self._opening.store.run(
                lambda _: session.set_encoding(key, name),
                lambda _: self._opening.open(key, then=self._read_as),
            )

        def show(found: Sequence[Trial]) -> None:
            encoding = article.document.encoding
            picker = EncodingPicker(encoding, found, chosen=chosen_before)
            host.lay_over(picker, chosen)

        self._opening.side.run(lambda _: trials_of(article), show, kind="encoding")

    def _read_as(self, article: OpenArticle) -> None:
        encoding = article.document.encoding
        lost = sum(pair.anchor.span is None for pair in article.notes)
        odd = counted(encoding.replaced, "byte has", "bytes have")
        more = f" {odd} no meaning in it." if encoding.replaced else ""
        if lost:
            more += f" {counted(lost, 'note quotes', 'notes quote')} words that are not there so."
        self._host.say(f"Read as {encoding.name}; u takes it back.{more}")

    # Garbled letters

    def look_at(self, article: OpenArticle) -> None:
        """Look for garbled letters in an article that is shown now."""
        from reader.documents.mending import is_mangled

        text = article.document.text[:MOST_LOOKED_AT]

        def looked(garbled: bool) -> None:
            self._garbled = article.key if garbled else ""
            if garbled:
                self._host.retitle()

        self._opening.side.run(lambda _: is_mangled(text), looked, kind="garbled")

    def words_on(self, article: OpenArticle) -> str:
        """What is to be said of the letters of an article, for its border."""
        from reader.tui.main.mended import READ_ONLY

        if article.read_only == READ_ONLY:
            return "mended view, g m goes back"
        return "garbled letters: g m mends" if article.key == self._garbled else ""

    def mend(self) -> None:
        """Show garbled letters mended, or the text as it is in the file again."""
        from reader.tui.main.mended import READ_ONLY, mended_article

        host, article = self._host, self._opening.article
        if article is None:
            host.notify("Open an article first.", severity="warning")
            return
        if article.read_only == READ_ONLY:
            self._opening.open(article.key)
            return

        def show(found: OpenArticle | None) -> None:
            now = self._opening.article
            if found is None:
                host.notify("No garbled letters here that could be mended. E picks an encoding.")
            elif now is not None and now.key == found.key:
                self._opening.article = found
                host.notify("Mended for the eye only: g m goes back, and notes are made there.")

        self._opening.side.run(lambda _: mended_article(article), show, kind="mojibake")


def trials_of(article: OpenArticle) -> list[Trial]:
    """How the article's file reads in each encoding."""
    from reader.documents.opening import read_head
    from reader.tui.dialogs.encodings import trials

    return trials(read_head(article.path, 1 << 18))
