"""What the borders of the panes say, gathered from the parts that know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sanitise import sanitise
from reader.tui.lines import clip_left
from reader.tui.notes.pane import NoteOrder
from reader.tui.titles import article_aside, article_title, library_title, notes_title, selected

if TYPE_CHECKING:
    from reader.opened import OpenArticle
    from reader.tui.article.view import ArticleView
    from reader.tui.main.letters import Letters
    from reader.tui.main.opening import Opening
    from reader.tui.main.tracking import Tracking
    from reader.tui.panes import LibraryPane, NotesPane


class Borders:
    """Writes what is the case into the borders of the three panes."""

    def __init__(
        self,
        opening: Opening,
        tracking: Tracking,
        letters: Letters,
        *,
        library: LibraryPane,
        reading: ArticleView,
        notes: NotesPane,
        usual_sort: str,
    ) -> None:
        self._opening, self._tracking, self._letters = opening, tracking, letters
        self._library, self._reading, self._notes = library, reading, notes
        self._usual_sort = usual_sort
        self._search = ""

    def searched(self, query: str, current: int, total: int) -> None:
        """Where the search in the article stands; an empty query: there is none."""
        self._search = f"/{query} {current or '–'} of {total}" if query else ""

    def write(self, library_cells: int) -> None:
        """Write all of them; ``library_cells``: cells of a row of the library pane."""
        current, article = self._library.view.current, self._opening.article
        path = clip_left(sanitise(current), max(8, library_cells - 6)) if current else ""
        self._library.caption(self._library_title(library_cells), path)
        cards = self._notes.view
        count = len(article.notes) if article is not None else 0
        order = "" if cards.order is NoteOrder.PLACE else str(cards.order)
        self._notes.caption(notes_title(count, cards.shown, order))
        if article is None:
            self._reading.caption("Article", "")
        else:
            self._reading.caption(self._article_title(article), self._article_aside(article))

    def _library_title(self, cells: int) -> str:
        view = self._library.view
        usual = view.sort == "path" and self._usual_sort == "path" and not view.reverse
        order = f"{view.sort}, reversed" if view.reverse else view.sort
        return library_title(
            len(view.listing),
            view.shown,
            query=view.query_text,
            sort="" if usual else order,
            progress=self._tracking.progress_words,
            room=cells - 4,  # the title's own space and its ends
        )

    def _article_title(self, article: OpenArticle) -> str:
        session, reading = self._opening.session, self._reading
        badge = article.language.badge if article.language else ""
        read = session is not None and session.reading(article.key).mark == "read"
        empty = not article.document.text.strip()
        return article_title(badge, reading.minutes_left, reading.progress, read=read, empty=empty)

    def _article_aside(self, article: OpenArticle) -> str:
        """The lower border of the article."""
        reading = self._reading
        return article_aside(
            reading.view_mode,
            article.document.encoding,
            search=self._search,
            letters=self._letters.words_on(article),
            read_only=article.read_only,
            peek=reading.notes.comment_at(reading.caret),
            selecting=self._selected_words(article),
        )

    def _selected_words(self, article: OpenArticle) -> str:
        span = self._reading.selection
        if span is None:
            return ""
        resizing = self._reading.resized is not None
        return selected(span.of(article.document.text), resizing=resizing)
