"""Commands of the main screen that open a screen of their own, or another view of the article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.notes.model import Note
from reader.opened import OpenArticle
from reader.session import Session
from reader.tui.layout import Pane
from reader.tui.main.asking import notes_by_key
from reader.tui.main.wide import Wide
from reader.wording import counted

if TYPE_CHECKING:
    from reader.cleaning.rules import Rules
    from reader.copies import Offer
    from reader.library.facts import Facts
    from reader.library.index import Index
    from reader.library.related import Related
    from reader.library.state import State
    from reader.library.stats import Statistics
    from reader.tui.dialogs.browser import Browser
    from reader.tui.dialogs.copy_list import Copy, Item
    from reader.tui.dialogs.encodings import Trial
    from reader.tui.dialogs.rules import Entry

MOST_COPIES = 20
"""Copies of one article that are compared with it; of more, the first ones."""
MOST_LOOKED_AT = 200_000
"""Code points that are looked at for garbled letters when an article opens."""


class Screens(Wide):
    """Related articles, copies, statistics, rules, encodings, the mended view."""

    _garbled = ""
    """The article whose letters look garbled."""

    def go_to_article(self, key: str, then: Callable[[OpenArticle], None] | None = None) -> None:
        """Open an article from a list, and go into it."""
        if self.layout_state.has_library:
            self.library.select(key, announce=False)
        self.open(key, then=then)
        self.go_to_pane(Pane.ARTICLE)

    def _asked(self) -> tuple[OpenArticle, Index] | None:
        """The open article and the index, or a word on what is missing."""
        if self.article is None or self.index is None:
            self.notify("Open an article first.", severity="warning")
            return None
        return self.article, self.index

    @property
    def _caution(self) -> str:
        """What is to be said of answers while the index is not complete."""
        words = self.progress_words
        if not words and self.start.key is None and not self.is_indexed:
            words = "the index is not complete yet"
        return f"{words}, more may come" if words else ""

    # Related articles

    def command_timeline(self, count: int | None, argument: str) -> None:
        """The articles on the same story by their dates."""
        self._show_related(by_date=True)

    def command_related(self, count: int | None, argument: str) -> None:
        """The articles on the same story, and what they share."""
        self._show_related()

    def _show_related(self, *, by_date: bool = False) -> None:
        from reader.tui.dialogs.related import RelatedList

        asked = self._asked()
        if asked is None:
            return
        key, index = asked[0].key, asked[1]

        screen = RelatedList(by_date=by_date)

        def chosen(found: str | None) -> None:
            self.side.drop("related")
            if found is not None and found != key:
                self.go_to_article(found)

        def show(answer: tuple[list[Related], Facts | None]) -> None:
            screen.fill(*answer, self._caution)

        self.app.push_screen(screen, chosen)  # at once: what is typed now is meant for it
        self.side.run(
            lambda cancelled: related_to(index, key, cancelled),
            show,
            kind="related",
            failed=lambda error: self._not_found(screen, error),
        )

    def _not_found(self, screen: Browser[Any], error: Exception) -> None:
        """What was looked for cannot be had: the reason takes its place in the list."""
        screen.empty = self.sentence(error)
        screen.found()

    # Copies

    def command_copies(self, count: int | None, argument: str) -> None:
        """The near-identical copies of the article, compared, and their notes."""
        from reader.tui.dialogs.copy_list import CopyList

        asked, session = self._asked(), self.session
        if asked is None or session is None:
            return
        article, index = asked

        screen = CopyList(self._take_over)

        def chosen(found: Item | None) -> None:
            self.store.drop("copies")
            if found is not None:
                self.go_to_article(found.key)

        def show(answer: tuple[list[Copy], list[Offer]]) -> None:
            screen.fill(*answer, self._caution)

        self.app.push_screen(screen, chosen)
        self.store.run(
            lambda cancelled: copies_and_notes(session, index, article, cancelled),
            show,
            kind="copies",
            failed=lambda error: self._not_found(screen, error),
        )

    def _take_over(self, offered: Sequence[Offer], done: Callable[[Sequence[Offer]], None]) -> None:
        from reader.copies import take_over

        def operation(session: Session, base: OpenArticle) -> OpenArticle:
            for offer in offered:
                base = take_over(session, base, offer)
            return base

        number = len(offered)
        said = f"{counted(number, 'note')} taken over; u takes back one by one."
        self.change(operation, said, then=lambda _: done(offered))

    # Statistics

    def command_statistics(self, count: int | None, argument: str) -> None:
        """The figures of the library."""
        from reader.tui.dialogs.figures import Figures

        session, index = self.session, self.index
        if session is None or index is None:
            return

        screen = Figures()

        def left(_: None) -> None:
            self.store.drop("statistics")
            self.side.drop("statistics")

        def show(found: Statistics) -> None:
            screen.fill(found, self._caution, listed=len(self.library.listing))

        def failed(error: Exception) -> None:
            self._not_found(screen, error)

        def counting(known: tuple[State, Mapping[str, Sequence[Note]]]) -> None:
            self.side.run(
                lambda _: statistics_of(index, *known), show, kind="statistics", failed=failed
            )

        self.app.push_screen(screen, left)
        self.store.run(
            lambda _: (session.state, notes_by_key(session)),
            counting,
            kind="statistics",
            failed=failed,
        )

    # Cleaning rules

    def command_rules(self, count: int | None, argument: str) -> None:
        """What the cleaner was taught in this library."""
        from reader.tui.dialogs.rules import RuleList

        session = self.session
        if session is None:
            return

        def chosen(entry: Entry | None) -> None:
            if entry is not None and entry[0] == "documents":
                self.go_to_article(entry[1])

        def forget(entry: Entry, show: Callable[[Rules], None]) -> None:
            def job(_: Callable[[], bool]) -> Rules:
                session.forget_rule(*entry)
                return session.rules

            def shown(rules: Rules) -> None:
                show(rules)
                self._judge_again()
                self.notify("The rule is gone; u brings it back.", timeout=4)

            self.store.run(job, shown)

        def undo(show: Callable[[Rules], None]) -> None:
            self.command_undo(None, "")
            self.store.run(lambda _: session.rules, show)

        self.store.run(
            lambda _: session.rules,
            lambda rules: self.lay_over(RuleList(rules, forget, undo), chosen),
        )

    def _judge_again(self) -> None:
        """Show the open article under the rules that hold now."""
        if self.article is not None and not self.article.read_only:
            self.change(lambda session, base: session.judged_again(base))

    def command_undo(self, count: int | None, argument: str) -> None:
        """Take back the last change; done in the class above."""
        raise NotImplementedError

    # Encodings

    def command_encoding(self, count: int | None, argument: str) -> None:
        """Read the file in another encoding, and remember that."""
        from reader.tui.dialogs.encodings import SELF_DESCRIBED, EncodingPicker

        article, session = self.article, self.session
        if article is None or session is None:
            self.notify("Open an article first.", severity="warning")
            return
        if article.document.format in SELF_DESCRIBED:
            kind = article.document.format.upper()
            self.notify(f"{kind} files say their encoding themselves: there is none to pick.")
            return
        key, chosen_before = article.key, bool(session.reading(article.key).encoding)

        def chosen(name: str | None) -> None:
            if name is None:
                return
            self.store.run(
                lambda _: session.set_encoding(key, name),
                lambda _: self.open(key, then=self._read_as),
            )

        def show(found: Sequence[Trial]) -> None:
            encoding = article.document.encoding
            picker = EncodingPicker(encoding, found, chosen=chosen_before)
            self.lay_over(picker, chosen)

        self.side.run(lambda _: trials_of(article), show, kind="encoding")

    def _read_as(self, article: OpenArticle) -> None:
        encoding = article.document.encoding
        lost = sum(pair.anchor.span is None for pair in article.notes)
        odd = counted(encoding.replaced, "byte has", "bytes have")
        more = f" {odd} no meaning in it." if encoding.replaced else ""
        if lost:
            more += f" {counted(lost, 'note quotes', 'notes quote')} words that are not there so."
        self.say(f"Read as {encoding.name}; u takes it back.{more}")

    # Garbled letters

    def _opened(self, article: OpenArticle) -> None:
        """Look for garbled letters once the article is shown."""
        from reader.documents.mending import is_mangled

        super()._opened(article)
        text = article.document.text[:MOST_LOOKED_AT]

        def looked(garbled: bool) -> None:
            self._garbled = article.key if garbled else ""
            if garbled:
                self.retitle()

        self.side.run(lambda _: is_mangled(text), looked, kind="garbled")

    @property
    def letters_words(self) -> str:
        """What is to be said of the letters of the article, for its border."""
        from reader.tui.main.mended import READ_ONLY

        article = self.article
        if article is None:
            return ""
        if article.read_only == READ_ONLY:
            return "mended view, g m goes back"
        return "garbled letters: g m mends" if article.key == self._garbled else ""

    def command_mojibake(self, count: int | None, argument: str) -> None:
        """Show garbled letters mended, or the text as it is in the file again."""
        from reader.tui.main.mended import READ_ONLY, mended_article

        article = self.article
        if article is None:
            self.notify("Open an article first.", severity="warning")
            return
        if article.read_only == READ_ONLY:
            self.open(article.key)
            return

        def show(found: OpenArticle | None) -> None:
            if found is None:
                self.notify("No garbled letters here that could be mended. E picks an encoding.")
            elif self.article is not None and self.article.key == found.key:
                self.article = found
                self.notify("Mended for the eye only: g m goes back, and notes are made there.")

        self.side.run(lambda _: mended_article(article), show, kind="mojibake")


def related_to(
    index: Index, key: str, cancelled: Callable[[], bool]
) -> tuple[list[Related], Facts | None]:
    """The articles on the story of one, and what is known of that one; None: not indexed."""
    from reader.library.related import related

    own = index.facts_of([key]).get(key)
    return related(index, key, cancelled=cancelled), own


def copies_and_notes(
    session: Session, index: Index, article: OpenArticle, cancelled: Callable[[], bool]
) -> tuple[list[Copy], list[Offer]]:
    """The copies of an article compared with it, and the notes on them that fit."""
    from reader.copies import compare, copies_of, offers
    from reader.documents import Refused
    from reader.tui.dialogs.copy_list import Copy

    found = []
    keys = copies_of(index.copies(), article.key)[:MOST_COPIES]
    for key in keys:
        if cancelled():
            break
        try:
            other = session.open(key)
        except Refused as refused:
            found.append(Copy(key, key, str(refused), None))
            continue
        metadata = other.document.metadata
        detail = " · ".join(part for part in (other.site, metadata.date[:10]) if part)
        found.append(Copy(key, other.title or key, detail, compare(article, other)))
    return found, offers(session, article, keys, cancelled=cancelled)


def statistics_of(index: Index, state: State, notes: Mapping[str, Sequence[Note]]) -> Statistics:
    """The figures of a library as far as it is indexed."""
    from reader.indexing import all_facts
    from reader.library.stats import statistics

    return statistics(all_facts(index), state, notes, index.copies())


def trials_of(article: OpenArticle) -> list[Trial]:
    """How the article's file reads in each encoding."""
    from reader.documents.opening import read_head
    from reader.tui.dialogs.encodings import trials

    return trials(read_head(article.path, 1 << 18))
