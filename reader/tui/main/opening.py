"""Which article is open: shown, changed, left with its place kept, gone back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library.paragraphs import written
from reader.opened import OpenArticle, facts_from
from reader.sanitise import sanitise
from reader.storage import reason
from reader.tui.layout import Pane
from reader.tui.main.asking import first_view
from reader.tui.main.host import Host

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.config import Reading
    from reader.session import Session
    from reader.tui.article.view import ArticleView
    from reader.tui.library.pane import LibraryView
    from reader.tui.work import Serial


KEEP = 1.0
"""Seconds after a movement until the place is kept."""
Change = Callable[["Session", OpenArticle], OpenArticle]
"""What a change makes of an article; called in the store's thread."""


class Opening:
    """Opens articles one at a time; a newer wish takes the place of an older one."""

    def __init__(
        self,
        host: Host,
        store: Serial,
        side: Serial,
        *,
        library: LibraryView,
        reading: ArticleView,
        settings: Reading,
        opened: Callable[[OpenArticle], None],
    ) -> None:
        self._host = host
        self.store = store
        """The one thread that changes what the session keeps; all of it is done there."""
        self.side = side
        """For what is only read, and may take longer."""
        self._library, self._reading, self._settings = library, reading, settings
        self._told = opened
        """Called with every article that was opened, when it is on the screen."""
        self.session: Session | None = None
        """None until the library is open."""
        self.worked: OpenArticle | None = None
        """The article as it is in the store's thread, where the screen may not show it yet."""
        self.asked_for: str | None = None
        """The article that is open or being opened."""
        self.ready = False
        """Whether keys have something to apply to: an article, or the word that there is none."""
        self.awaited: str | None = None
        """An article that is on its way and not the open one."""
        self._going_back = False
        self._read = False
        """Whether the open article was gone into, and not only previewed."""
        self._ended = ""
        """The article whose end was reached since it was opened."""
        self._place_trouble = ""
        """Why its place could not be kept, as it was said last."""
        self._noticed_in: set[str] = set()
        """Keys of articles of which it was said what they were opened without."""
        self._keep_timer: Timer | None = None
        self._trail: list[str] = []
        """Articles that were read before the open one, for going back."""

    @property
    def article(self) -> OpenArticle | None:
        """What is on the screen."""
        return self._host.article

    @article.setter
    def article(self, article: OpenArticle | None) -> None:
        self._host.article = article

    def open(
        self,
        key: str,
        *,
        then: Callable[[OpenArticle], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        kept: bool = False,
        was: str = "",
    ) -> None:
        """Show an article; a newer call takes the place of an older one.

        With ``kept``, of a file that is gone its notes are shown. ``was``: the key that the open
        article had until its file was renamed; it is shown on at its place.
        """
        session = self.session
        self.asked_for = key
        if session is None:
            return
        self.awaited = key if self.article is None or self.article.key != key else None
        if not was:
            self.keep_place()
        usual = self._settings.view

        fresh = self.awaited is not None and not kept and not was

        def job(_: Callable[[], bool]) -> OpenArticle:
            if fresh and (beginning := session.open_beginning(key)) is not None:
                self.store.post(lambda: self._begin_with(beginning))
            found = session.open_kept(key) if kept else session.open(key)
            self.worked = opened = replace(first_view(session, found, usual), was=was)
            return opened

        def opened(article: OpenArticle) -> None:
            if self.asked_for == key and self.awaited == key:
                self.asked_for = self.awaited = article.key  # of a corpus a record is opened
            self._opened(article)
            if then is not None:
                then(article)

        self.store.run(job, opened, kind="open", failed=failed or self.refuse)

    def open_selected(self) -> None:
        """Show the selected article, unless another one was asked for."""
        if self.asked_for is None and self._library.current is not None:
            self.open(self._library.current)

    def open_first(self, _: Exception | None = None) -> None:
        """What was read last is gone: show the first article there is."""
        self.asked_for = self.awaited = None
        self._library.select_first()
        self.open_selected()

    def begin(self, session: Session, article: OpenArticle) -> None:
        """Show an article that was read before the screen stood."""
        self.session, self.asked_for, self.worked = session, article.key, article
        self._opened(article)

    def show(
        self,
        key: str,
        *,
        then: Callable[[OpenArticle], None] | None = None,
        kept: bool = False,
        was: str = "",
    ) -> None:
        """Open an article, and select it in the list."""
        self._library.select(key, announce=False)
        self.open(key, then=then, kept=kept, was=was)

    def enter(self, key: str) -> None:
        """Go into an article, and open it where it is not open."""
        if self.asked_for != key:
            self.open(key)
        self._host.go_to_pane(Pane.ARTICLE)

    def go_to_article(self, key: str) -> None:
        """Open an article from a list, and go into it."""
        self.show(key)
        self._host.go_to_pane(Pane.ARTICLE)

    def refuse(self, error: Exception) -> None:
        """Say in the pane why a file is not opened; of the open article, in passing."""
        self.ready, self.awaited, self._going_back = True, None, False
        if self.article is not None and self.article.key == self.asked_for:
            self._host.failed(error)
            return
        several = self._host.layout_state.has_library
        next_one = "J goes to the next article." if several else "q leaves."
        name, why = sanitise(self.asked_for or "The file"), self._host.sentence(error)
        self.tell_instead(f"{name} is not opened.", "", why, "", next_one)

    def tell_instead(self, *lines: str) -> None:
        """Say something where an article would stand."""
        self._reading.refused = lines
        self.article = None
        self._reading.refresh()

    def _begin_with(self, article: OpenArticle) -> None:
        """Show the first pages while the rest is read; keys for the article wait for that."""
        if self.awaited == article.key:
            self._turned_to(article)
            self._reading.refused = ()
            self.article = article

    def _opened(self, article: OpenArticle) -> None:
        self._turned_to(article)
        self._reading.refused = ()
        self.article = article
        self.ready = True
        if article.key == self.awaited:
            self.awaited = None
        session = self.session
        assert session is not None
        if not article.language:
            # Behind the frame that shows the article: threads would share the time with it.
            self._host.call_after_refresh(
                self.side.run,
                lambda _: session.with_language(article),
                self._language,
                kind="language",
            )
        self._told(article)

    def _turned_to(self, article: OpenArticle) -> None:
        """What changes with an article that is another one than before."""
        before = self.article.key if self.article is not None else None
        if before != article.key and not article.continues(self.article):
            if self._read and before is not None and not self._going_back:
                self._trail.append(before)
            self._going_back = False
            self._ended = ""
            shown = article.key == self.asked_for  # not one that is passed by on the way
            self._read = shown and self._host.layout_state.focus is Pane.ARTICLE

    # Changes

    def change(
        self,
        operation: Change,
        said: str = "",
        then: Callable[[OpenArticle], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Change something of the open article in the store's thread, then show it."""
        host, article, session = self._host, self.article, self.session
        if article is None or session is None:
            host.notify("Open an article first.", severity="warning")
            return
        if article.read_only:
            host.notify(article.read_only, severity="warning")
            return

        def job(_: Callable[[], bool]) -> tuple[OpenArticle, str]:
            base = self.worked
            if base is None or base.key != article.key:
                base = article
            self.worked = changed = operation(session, base)
            return changed, session.trouble

        def shown(result: tuple[OpenArticle, str]) -> None:
            changed, trouble = result
            self.took(changed)
            host.alarm(trouble)
            if said:
                host.notify(said)
            if then is not None:
                then(changed)

        self.store.run(job, shown, failed=failed)

    def took(self, changed: OpenArticle) -> None:
        """Show a newer state of the open article; of another one there is nothing to show."""
        now = self.article
        if now is None or now.key != changed.key:
            return
        self.article = changed if changed.language else replace(changed, language=now.language)

    def _language(self, found: OpenArticle) -> None:
        if self.article is not None and self.article.key == found.key:
            self.article = replace(self.article, language=found.language)
            self._library.learn([facts_from(found)])
        session = self.session
        if session is not None and found.notes and not found.read_only:
            self.store.run(lambda _: session.describe(found))  # notes made before it was known

    @property
    def awaits_article(self) -> bool:
        """Whether an article was asked for of which nothing is there yet."""
        shown = self.article.key if self.article is not None else None
        return self.awaited not in (None, shown)

    # The place in it

    def moved(self) -> None:
        """The place changed: it is kept at the next pause."""
        self._mark_at_end()
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self._keep_timer = self._host.set_timer(KEEP, self.keep_place)

    def _mark_at_end(self) -> None:
        """Mark the article as read once its last row was reached, if that is wanted."""
        article, session = self.article, self.session
        if article is None or session is None or article.read_only or not self._read:
            return
        if not self._settings.read_at_end or self._ended == article.key:
            return
        if not self._reading.at_end:
            return
        key = self._ended = article.key

        def finish(_: Callable[[], bool]) -> str:
            if session.reading(key).mark != "read":
                session.set_read(key, "read")
            return session.reading(key).mark

        self.store.run(finish, lambda mark: self.show_mark(key, mark))

    def went_in(self) -> None:
        """From now on its place is kept; that of one that is passed by on the way is not."""
        self._read = self._read or self._arrived_at
        self.say_notices()

    @property
    def _arrived_at(self) -> bool:
        """Whether the open article is the one asked for last."""
        return self.article is not None and self.article.key == self.asked_for

    def say_notices(self) -> None:
        """What the article was opened without is said once it is read, not in passing."""
        article, host = self.article, self._host
        if article is None or host.layout_state.focus is not Pane.ARTICLE or not self._arrived_at:
            return
        if article.document.notices and article.key not in self._noticed_in:
            self._noticed_in.add(article.key)
            for sentence in article.document.notices:
                host.say(sentence)

    def set_mark(self, letter: str, position: int) -> None:
        """Keep a mark that was set in the article."""
        article, session = self.article, self.session
        if article is None or session is None or article.read_only:
            return
        key = article.key
        self.store.run(lambda _: session.set_mark(key, letter, position))

    def keep_place(self) -> None:
        """Keep caret, view and progress of the open article."""
        article, session = self.article, self.session
        if article is None or session is None or article.read_only or not self._read:
            return
        reading = self._reading
        caret, progress, view = reading.caret, reading.progress, str(reading.view_mode)
        key = article.key
        digest = article.document.digest
        paragraphs = written(digest, reading.clock.read)

        def keep(_: Callable[[], bool]) -> str:
            session.keep_position(
                key, caret=caret, progress=progress, view=view, paragraphs=paragraphs, digest=digest
            )
            return session.reading(key).mark

        self.store.run(keep, lambda mark: self.show_mark(key, mark), failed=self._place_not_kept)

    def _place_not_kept(self, error: Exception) -> None:
        """Say so once: it is tried again at every pause, and kept when that succeeds."""
        if not isinstance(error, OSError):
            self._host.failed(error)
            return
        why = f"Your place in the text is not kept yet: {reason(error, where=False)}."
        if why != self._place_trouble:
            self._place_trouble = why
            self._host.notify(sanitise(why), severity="error", timeout=8)

    def back(self) -> bool:
        """Go back to the article read before; whether there was one."""
        if not self._trail:
            return False
        key = self._trail.pop()
        self._going_back = True
        self.show(key)
        return True

    def show_mark(self, key: str, mark: str) -> None:
        """Show the read mark of an article in the list and above its text."""
        self._library.listing.mark(key, mark)
        self._library.refresh()
        self._host.retitle()
