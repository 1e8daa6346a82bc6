"""Which article is open: shown, left with its place kept, gone back to, read to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import events
from textual.widgets import Input, TextArea

from reader.config import Config
from reader.library.paragraphs import written
from reader.opened import OpenArticle, facts_from
from reader.sanitise import sanitise
from reader.storage import reason
from reader.tui.commands import Command
from reader.tui.ground import DeskPart
from reader.tui.keyboard.key_names import name_of
from reader.tui.layout import Pane
from reader.tui.main.asking import first_view
from reader.tui.start.target import Start

AWAY = frozenset({"article-next", "article-previous", "back-or-quit", "quit"})
"""Commands for which the article need not be there."""

LEAVING = frozenset({"quit"})
"""Commands that need not even wait for the first article."""


class Opening(DeskPart):
    """Opens articles one at a time; a newer wish takes the place of an older one."""

    _asked_for: str | None = None
    """The article that is open or being opened."""
    _going_back = False
    _read = False
    """Whether the open article was gone into, and not only previewed."""
    ready = False
    """Whether keys have something to apply to: an article, or the word that there is none."""
    _awaited: str | None = None
    """An article that is on its way and not the open one."""
    _ended = ""
    """The article whose end was reached since it was opened."""
    _place_trouble = ""
    """Why its place could not be kept, as it was said last."""

    def __init__(self, start: Start, config: Config, commands: Sequence[Command]) -> None:
        super().__init__(start, config, commands)
        self._trail: list[str] = []
        """Articles that were read before the open one, for going back."""

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
        self._asked_for = key
        if session is None:
            return
        self._awaited = key if self.article is None or self.article.key != key else None
        if not was:
            self.keep_place()
        usual = self.config.reading.view

        fresh = self._awaited is not None and not kept and not was

        def job(_: Callable[[], bool]) -> OpenArticle:
            if fresh and (beginning := session.open_beginning(key)) is not None:
                self.store.post(lambda: self._begin_with(beginning))
            found = session.open_kept(key) if kept else session.open(key)
            self.worked = opened = replace(first_view(session, found, usual), was=was)
            return opened

        def opened(article: OpenArticle) -> None:
            if self._asked_for == key and self._awaited == key:
                self._asked_for = self._awaited = article.key  # of a corpus a record is opened
            self._opened(article)
            if then is not None:
                then(article)

        self.store.run(job, opened, kind="open", failed=failed or self._not_opened)

    def show(
        self,
        key: str,
        *,
        then: Callable[[OpenArticle], None] | None = None,
        kept: bool = False,
        was: str = "",
    ) -> None:
        """Open an article, and select it in the list."""
        self.library.select(key, announce=False)
        self.open(key, then=then, kept=kept, was=was)

    def go_to_article(self, key: str) -> None:
        """Open an article from a list, and go into it."""
        self.show(key)
        self.go_to_pane(Pane.ARTICLE)

    def _not_opened(self, error: Exception) -> None:
        """Say in the pane why a file is not opened; of the open article, in passing."""
        self.ready, self._awaited, self._going_back = True, None, False
        if self.article is not None and self.article.key == self._asked_for:
            self.failed(error)
            return
        next_one = "J goes to the next article." if self.start.key is None else "q leaves."
        name = sanitise(self._asked_for or "The file")
        self.reading.refused = (f"{name} is not opened.", "", self.sentence(error), "", next_one)
        self.article = None
        self.reading.refresh()

    def _begin_with(self, article: OpenArticle) -> None:
        """Show the first pages while the rest is read; keys for the article wait for that."""
        if self._awaited == article.key:
            self._turned_to(article)
            self.reading.refused = ()
            self.article = article

    def _opened(self, article: OpenArticle) -> None:
        self._turned_to(article)
        self.reading.refused = ()
        self.article = article
        self.ready = True
        if article.key == self._awaited:
            self._awaited = None
        session = self.session
        assert session is not None
        if article.language:
            return
        # Behind the frame that shows the article: threads would share the time with it.
        self.call_after_refresh(
            self.side.run,
            lambda _: session.with_language(article),
            self._language,
            kind="language",
        )

    def _turned_to(self, article: OpenArticle) -> None:
        """What changes with an article that is another one than before."""
        before = self.article.key if self.article is not None else None
        if before != article.key and not article.continues(self.article):
            if self._read and before is not None and not self._going_back:
                self._trail.append(before)
            self._going_back = False
            self._ended = ""
            shown = article.key == self._asked_for  # not one that is passed by on the way
            self._read = shown and self.layout_state.focus is Pane.ARTICLE

    def takes(self, event: events.Event) -> bool:
        """Whether a key may be carried out: what is for an article waits until that is there."""
        if self.ready and (self._awaited is None or self.layout_state.focus is Pane.LIBRARY):
            return True
        if not isinstance(event, events.Key) or isinstance(self.focused, (Input, TextArea)):
            return self.ready
        command = self.parser.at_once(name_of(event), self.scopes)
        return command is not None and command.id in (AWAY if self.ready else LEAVING)

    def _language(self, found: OpenArticle) -> None:
        if self.article is not None and self.article.key == found.key:
            self.article = replace(self.article, language=found.language)
            self.library.learn([facts_from(found)])
        session = self.session
        if session is not None and found.notes and not found.read_only:
            self.store.run(lambda _: session.describe(found))  # notes made before it was known

    @property
    def awaits_article(self) -> bool:
        """Whether an article was asked for of which nothing is there yet."""
        shown = self.article.key if self.article is not None else None
        return self._awaited not in (None, shown)

    def read_at_end(self) -> None:
        """Mark the article as read once its last row was reached, if that is wanted."""
        article, session = self.article, self.session
        if article is None or session is None or article.read_only or not self._read:
            return
        if not self.config.reading.read_at_end or self._ended == article.key:
            return
        if not self.reading.at_end:
            return
        key = self._ended = article.key

        def finish(_: Callable[[], bool]) -> str:
            if session.reading(key).mark != "read":
                session.set_read(key, "read")
            return session.reading(key).mark

        self.store.run(finish, lambda mark: self._mark(key, mark))

    def went_in(self) -> None:
        """From now on its place is kept; that of one that is passed by on the way is not."""
        self._read = self._read or self._arrived_at

    @property
    def _arrived_at(self) -> bool:
        """Whether the open article is the one asked for last."""
        return self.article is not None and self.article.key == self._asked_for

    def keep_place(self) -> None:
        """Keep caret, view and progress of the open article."""
        article, session = self.article, self.session
        if article is None or session is None or article.read_only or not self._read:
            return
        reading = self.reading
        caret, progress, view = reading.caret, reading.progress, str(reading.view_mode)
        key = article.key
        digest = article.document.digest
        paragraphs = written(digest, reading.clock.read)

        def keep(_: Callable[[], bool]) -> str:
            session.keep_position(
                key,
                caret=caret,
                progress=progress,
                view=view,
                paragraphs=paragraphs,
                digest=digest,
            )
            return session.reading(key).mark

        self.store.run(keep, lambda mark: self._mark(key, mark), failed=self._place_not_kept)

    def _place_not_kept(self, error: Exception) -> None:
        """Say so once: it is tried again at every pause, and kept when that succeeds."""
        if not isinstance(error, OSError):
            self.failed(error)
            return
        why = f"Your place in the text is not kept yet: {reason(error, where=False)}."
        if why != self._place_trouble:
            self._place_trouble = why
            self.notify(sanitise(why), severity="error", timeout=8)

    def back(self) -> bool:
        """Go back to the article read before; whether there was one."""
        if not self._trail:
            return False
        key = self._trail.pop()
        self._going_back = True
        self.show(key)
        return True

    def _mark(self, key: str, mark: str) -> None:
        self.library.listing.mark(key, mark)
        self.library.refresh()
        self.retitle()
