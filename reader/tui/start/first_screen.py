"""The first screen as text, painted before Textual is loaded.

The same rows, cards, hints and names as the panes draw, put into frames by the same arithmetic; a
test compares both cell by cell. What is foreign has passed the sanitiser in all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from reader.config import Config
from reader.library.listing import Listing
from reader.notes.colour import Colour
from reader.opened import OpenArticle, facts_from
from reader.sanitise import sanitise
from reader.text import Span
from reader.tui import terminal
from reader.tui.article.headline import headline_of
from reader.tui.article.layers import InlineLayer, NoteLayer
from reader.tui.article.motions import Ground
from reader.tui.article.paint import Painter
from reader.tui.article.row_model import Setting, ViewMode
from reader.tui.article.rows import Rows, margin_rows
from reader.tui.article.strip_map import StripMap
from reader.tui.commands import COMMANDS, Command, Scope
from reader.tui.hints import GAP, Hint, fit, hints
from reader.tui.keyboard.keymap import named, rebound
from reader.tui.layout import MAP_CELLS, Layout, Pane, column_width, margin, widths
from reader.tui.library.rows import Row, meta_line, title_line
from reader.tui.lines import clip_left, wrap
from reader.tui.notes.cards import EMPTY, card
from reader.tui.start.first_frames import Piece, cut, field, framed, scrolled
from reader.tui.start.first_inks import Inks
from reader.tui.start.first_typed import FILTER, HELP, NOTHING, PALETTE, Typed
from reader.tui.start.picture import escaped
from reader.tui.start.target import Known
from reader.tui.theme_table import colours
from reader.tui.titles import article_aside, article_title

if TYPE_CHECKING:
    from reader.notes.model import PlacedNote
    from reader.session import Session

LINES = 2
"""Terminal rows for each row of the library."""
_NOTE = {"comment": "note-comment"}
"""Names that mean another style in the article."""


class _Names(dict[tuple[str, ...], str]):
    """Stands in for the palette of styles: the names of several styles together, as one."""

    base = ""

    def __missing__(self, names: tuple[str, ...]) -> str:
        return " ".join(names)


class FirstScreen:
    """What is known when the first screen is painted."""

    def __init__(
        self, known: Known, config: Config, alone: bool, now: datetime, typed: Typed = NOTHING
    ) -> None:
        """``alone``: one file, without its library; ``typed``: what keys opened already."""
        self.known, self.config, self.alone, self.now, self.typed = known, config, alone, now, typed
        self.listing = Listing()
        self.shown: list[str] = []
        """The keys of the library's rows, once they were made."""

    def rows(self, columns: int, rows: int) -> list[list[Piece]]:
        """The screen, a list of pieces for each terminal row."""
        focus = self._focus
        layout = Layout(focus, Pane.NOTES if self.alone else Pane.LIBRARY, not self.alone)
        found = widths(layout.visible(columns), columns)
        panes = {Pane.LIBRARY: self._library, Pane.ARTICLE: self._article, Pane.NOTES: self._notes}
        framed = [panes[pane](width, rows - 1, pane is focus) for pane, width in found.items()]
        screen = [[piece for row in line for piece in row] for line in zip(*framed, strict=True)]
        screen.append(self._footer(columns))
        if self.typed.opened in {HELP, PALETTE}:
            from reader.tui.start.first_dialog import laid_over

            commands = named(self._commands, self.config.notes.names)
            return laid_over(screen, self.typed, commands, self._scopes, columns)
        return screen

    @property
    def _focus(self) -> Pane:
        return Pane.ARTICLE if self.alone or self.typed.entered else Pane.LIBRARY

    # The library

    def _library(self, width: int, height: int, focused: bool) -> list[list[Piece]]:
        known, listing = self.known, self.listing
        listing.extend(known.entries)
        facts = {fact.key: fact for fact in known.facts}
        if known.article is not None:
            facts[known.key] = facts_from(known.article)
        listing.learn(facts.values())
        if known.session is not None:
            self._learn_marks(known.session, facts)
        keys = listing.keys
        total = len(keys) * LINES
        below = self._filter_line(width - 2) if self.typed.opened == FILTER else []
        room = height - 2 - len(below)
        inner = width - 2 - (total > room)
        selected = keys.index(known.key) if known.key in keys else 0
        top = _top(selected * LINES, room, total)
        body: list[list[Piece]] = []
        for index in range(top // LINES, min(len(keys), (top + room) // LINES + 1)):
            self.shown.append(keys[index])
            row = Row(listing.row(index), facts.get(keys[index]))
            both = (title_line(row, inner - 1), meta_line(row, inner - 1))
            here = focused and not below
            body += [_row(line, inner, selected=index == selected, here=here) for line in both]
        body = body[top % LINES :][:room]
        if not keys:
            body = [[], [("  Looking for articles …", "meta")]]
        if total > room:
            body = [[*cut(line, inner), bar] for line, bar in scrolled(body, top, room, total)]
        if below:
            body += [[]] * (room - len(body))
            body += below
        path = clip_left(sanitise(keys[selected]), max(8, width - 8)) if keys else ""
        return framed(body, (width, height), f"Library ({len(keys)})", path, focused=focused)

    def _filter_line(self, width: int) -> list[list[Piece]]:
        """The line to filter the list, and below it what that may become."""
        from reader.library.query import parse
        from reader.tui.library.filter_words import PROMPT, completion, said_below

        typed = self.typed.text
        found = completion(typed, self.listing.values(), self._saved)
        words = said_below(found.options, parse(typed).problems)
        line = field(typed, PROMPT, width)
        if not words or cell_len(words) > width - 2:  # of several rows: left to Textual
            return [line]
        return [line, [(f" {words}", "completion")]]

    @property
    def _saved(self) -> dict[str, str]:
        """The saved filters by name."""
        session = self.known.session
        own = session.state.saved_filters() if session is not None else {}
        return {**self.config.filters, **own}

    def _learn_marks(self, session: Session, keys: Collection[str]) -> None:
        from reader.tui.main.asking import marks_of

        for key, mark, starred, count, tags in marks_of(session, keys):
            self.listing.mark(key, mark)
            self.listing.star(key, starred)
            self.listing.annotate(key, count, tags)

    # The article

    def _article(self, width: int, height: int, focused: bool) -> list[list[Piece]]:
        article, room, inner = self.known.article or self.known.head, height - 2, width - 2
        if article is None:
            return framed([], (width, height), "Article", focused=focused)
        document, mode = article.document, ViewMode(article.view)
        column = column_width(self.config.reading.column, inner)
        reading = self.config.reading
        language = article.language.code or document.metadata.language
        setting = Setting(
            column,
            mode,
            reading.justify,
            language,
            headline=headline_of(article),
            hyphenate=reading.hyphenate,
        )
        rows = Rows(document, article.verdicts, setting)
        if not rows:
            return framed([], (width, height), "Article", focused=focused)
        caret = rows.snap(min(article.caret, len(document.text)))
        body = [*_text(rows, article, caret, inner, room)]
        progress = Ground(document.text, rows.visible_blocks()).share(caret)
        left = -int(-article.minutes * (1 - progress) // 1)
        session = self.known.session
        read = session is not None and session.reading(article.key).mark == "read"
        badge = article.language.badge if article.language else ""
        title = article_title(badge, left, progress, read=read)
        peek = NoteLayer(article.notes).comment_at(caret)
        aside = article_aside(
            article.view, document.encoding, read_only=article.read_only, peek=peek
        )
        return framed(body, (width, height), title, aside, focused=focused)

    # The notes

    def _notes(self, width: int, height: int, focused: bool) -> list[list[Piece]]:
        article, room = self.known.article, height - 2
        notes = article.notes if article is not None else ()
        body = self._cards(notes, width - 2, room)
        if len(body) > room:
            body = self._cards(notes, width - 3, room)
        if not notes:
            said = wrap("\n".join(EMPTY), max(1, width - 4))
            body = [[], *([(f"  {words}", "meta")] for words in said)]
        return framed(body[:room], (width, height), f"Notes ({len(notes)})", focused=focused)

    def _cards(self, notes: Sequence[PlacedNote], width: int, room: int) -> list[list[Piece]]:
        """The lines of the first cards, more than ``room`` where there are more."""
        body: list[list[Piece]] = []
        names = dict(zip(Colour, self.config.notes.names, strict=True))
        for placed in notes:
            if len(body) > room:
                break
            colour = placed.note.colour
            bar = ("▌ ", f"mark-{colour}")
            meaning = names[colour] if names[colour] != colour else ""
            lines = card(placed, width, self.now, meaning).lines
            body += [
                [bar, *((text, _NOTE.get(name, name)) for text, name in line)] for line in lines
            ]
            body.append([])
        return body

    def _footer(self, columns: int) -> list[Piece]:
        pieces: list[Piece] = [(" ", "hint")]
        found: Sequence[Hint] = hints(self._commands, self._scopes)
        if self.typed.opened == FILTER:
            from reader.tui.library.filter_words import completes, line_hints

            found = line_hints(completes(self._saved))
        for keys, text in fit(found, columns - 2):
            pieces += [(keys, "key"), (f" {text}", "hint"), (" " * GAP, "hint")]
        return cut(pieces, columns)

    @property
    def _commands(self) -> tuple[Command, ...]:
        return rebound(COMMANDS, self.config.keys, self.config.lines)[0]

    @property
    def _scopes(self) -> tuple[Scope, ...]:
        own = Scope.LIBRARY if self._focus is Pane.LIBRARY else Scope.ARTICLE
        return own, Scope.ANYWHERE


def painted(
    known: Known, config: Config, alone: bool, *, typed: Typed = NOTHING, hint: bool = False
) -> str:
    """The first screen as this terminal takes it; ``hint`` with the first keys laid over it."""
    inks = Inks(colours(config.look.theme) or known.colours, terminal.depth())
    screen = FirstScreen(known, config, alone, datetime.now(UTC), typed)
    columns, rows = terminal.size()
    lines = screen.rows(columns, rows)
    if hint:
        from reader.tui.start.first_hint import hinted

        commands, _ = rebound(COMMANDS, config.keys, config.lines)
        lines = hinted(lines, commands, columns, alone=alone)
    return escaped([[(text, inks[names]) for text, names in line] for line in lines])


def _top(y: int, room: int, total: int) -> int:
    """The first line of a list that is shown, so that the two lines at ``y`` are in view."""
    margin = LINES if room > 4 * LINES else 0
    top = max(0, y + LINES + margin - room)
    return min(top, max(0, total - room))


def _row(line: Sequence[Piece], width: int, *, selected: bool, here: bool) -> list[Piece]:
    """A line of the library behind its bar; the selected one is on a ground of its own.

    ``here``: the list has the keys.
    """
    if not selected:
        return [(" ", ""), *line]
    away = "" if here else "-away"
    bar = ("▌", f"row-bar{away} selected{away}")
    chosen = [(text, f"{name} selected{away}") for text, name in line]
    return cut([bar, *chosen], width, f"title selected{away}")


def _text(
    rows: Rows, article: OpenArticle, caret: int, inner: int, room: int
) -> Iterator[list[Piece]]:
    """The rows of the article around its caret, with gutter, margin and map."""
    inks: Any = _Names()
    notes = NoteLayer(article.notes)
    width = inner - MAP_CELLS
    before = margin(rows.setting.width, inner)
    painter = Painter(
        rows, inks, notes, InlineLayer(article.document.inlines), before, max(1, width)
    )
    at, least = rows.find(caret), margin_rows(room)
    top = rows.with_head(rows.step(at, -(room // 2 if caret else least)), at, room - 1 - least)
    top = max(rows.first(), min(top, rows.step(rows.last(), 1 - room)))
    places = rows.from_place(top, room)
    pane: Any = SimpleNamespace(
        rows=rows, notes=notes, places=places, article=article, search=None,
        size=SimpleNamespace(height=room), clock=SimpleNamespace(read=article.read),
    )  # fmt: skip
    column = StripMap().column(pane, inks, room)
    block = _block_at(rows, caret)
    for y in range(room):
        if y < len(places):
            row = rows.row(places[y])
            pieces = painter.pieces(
                places[y],
                caret=caret if places[y] == at else None,
                bar=row.has_text and row.start in block,
            )
        else:
            pieces = [(" " * width, "")]
        yield [*pieces, *column[y]]


def _block_at(rows: Rows, caret: int) -> Span:
    blocks = rows.visible_blocks()
    return next((block for block in blocks if caret < block.end), blocks[-1])
