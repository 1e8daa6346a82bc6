"""The first screen as text, painted before Textual is loaded.

The same rows, cards, hints and names as the panes draw, put into frames by the same arithmetic; a
test compares both cell by cell. What is foreign has passed the sanitiser in all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil
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
from reader.tui.commands import COMMANDS, Scope
from reader.tui.hints import GAP, fit, hints
from reader.tui.keyboard.keymap import rebound
from reader.tui.layout import MAP_CELLS, Layout, Pane, column_width, margin, widths
from reader.tui.library.rows import Row, meta_line, title_line
from reader.tui.lines import clip, clip_left, wrap
from reader.tui.notes.cards import EMPTY, card
from reader.tui.start.first_inks import Inks
from reader.tui.start.picture import escaped
from reader.tui.start.target import Known
from reader.tui.theme_table import colours
from reader.tui.titles import article_aside, article_title

if TYPE_CHECKING:
    from reader.notes.model import PlacedNote
    from reader.session import Session

Piece = tuple[str, str]
"""Text and the names of its styles, as ``first_inks`` has them; "" for plain ink."""
LINES = 2
"""Terminal rows for each row of the library."""
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_NOTE = {"comment": "note-comment"}
"""Names that mean another style in the article."""


class _Names(dict[tuple[str, ...], str]):
    """Stands in for the palette of styles: the names of several styles together, as one."""

    base = ""

    def __missing__(self, names: tuple[str, ...]) -> str:
        return " ".join(names)


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """What is known when the first screen is painted."""

    known: Known
    config: Config
    alone: bool
    """One file, without its library."""
    now: datetime
    entered: bool = False
    """The article has the keys, beside its library."""
    listing: Listing = field(default_factory=Listing)
    shown: list[str] = field(default_factory=list)
    """The keys of the library's rows, once they were made."""

    def rows(self, columns: int, rows: int) -> list[list[Piece]]:
        """The screen, a list of pieces for each terminal row."""
        focus = self._focus
        layout = Layout(focus, Pane.NOTES if self.alone else Pane.LIBRARY, not self.alone)
        found = widths(layout.visible(columns), columns)
        panes = {Pane.LIBRARY: self._library, Pane.ARTICLE: self._article, Pane.NOTES: self._notes}
        framed = [panes[pane](width, rows - 1, pane is focus) for pane, width in found.items()]
        screen = [[piece for row in line for piece in row] for line in zip(*framed, strict=True)]
        return [*screen, self._footer(columns)]

    @property
    def _focus(self) -> Pane:
        return Pane.ARTICLE if self.alone or self.entered else Pane.LIBRARY

    # The library

    def _library(self, width: int, height: int, focused: bool) -> list[list[Piece]]:
        known, listing, room = self.known, self.listing, height - 2
        listing.extend(known.entries)
        facts = {fact.key: fact for fact in known.facts}
        if known.article is not None:
            facts[known.key] = facts_from(known.article)
        listing.learn(facts.values())
        if known.session is not None:
            self._learn_marks(known.session, facts)
        keys = listing.keys
        total = len(keys) * LINES
        inner = width - 2 - (total > room)
        selected = keys.index(known.key) if known.key in keys else 0
        top = _top(selected * LINES, room, total)
        body: list[list[Piece]] = []
        for index in range(top // LINES, min(len(keys), (top + room) // LINES + 1)):
            self.shown.append(keys[index])
            row = Row(listing.row(index), facts.get(keys[index]))
            both = (title_line(row, inner - 1), meta_line(row, inner - 1))
            body += [_chosen(line, inner, index == selected) for line in both]
        body = body[top % LINES :][:room]
        if not keys:
            body = [[], [("  Looking for articles …", "meta")]]
        if total > room:
            body = [[*_cut(line, inner), bar] for line, bar in _scrolled(body, top, room, total)]
        path = clip_left(sanitise(keys[selected]), max(8, width - 8)) if keys else ""
        return framed(body, (width, height), f"Library ({len(keys)})", path, focused=focused)

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
        commands, _ = rebound(COMMANDS, self.config.keys, self.config.lines)
        scope = Scope.LIBRARY if self._focus is Pane.LIBRARY else Scope.ARTICLE
        pieces: list[Piece] = [(" ", "hint")]
        for keys, text in fit(hints(commands, (scope, Scope.ANYWHERE)), columns - 2):
            pieces += [(keys, "key"), (f" {text}", "hint"), (" " * GAP, "hint")]
        return _cut(pieces, columns)


def painted(
    known: Known, config: Config, alone: bool, *, entered: bool = False, hint: bool = False
) -> str:
    """The first screen as this terminal takes it; ``hint`` with the first keys laid over it."""
    inks = Inks(colours(config.look.theme), terminal.depth())
    screen = FirstScreen(known, config, alone, datetime.now(UTC), entered)
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


def _chosen(line: Sequence[Piece], width: int, selected: bool) -> list[Piece]:
    """A line of the library behind its bar; the selected one is on a ground of its own."""
    if not selected:
        return [(" ", ""), *line]
    bar = ("▌", "row-bar selected")
    chosen = [(text, f"{name} selected") for text, name in line]
    return _cut([bar, *chosen], width, "title selected")


def _scrolled(
    body: Sequence[list[Piece]], top: int, room: int, total: int
) -> Iterator[tuple[list[Piece], Piece]]:
    """Each line with its cell of the scroll bar, in eighths of a cell as Textual draws it."""
    thumb = max(1.0, room * room / total)
    start = int((room - thumb) * (top / (total - room)) * 8)
    first, over = divmod(start, 8)
    last, rest = divmod(start + ceil(thumb * 8), 8)
    for y in range(room):
        cell: Piece = (" ", "scrolled" if first <= y < last else "scroll")
        if y == first and over:
            cell = (_EIGHTHS[8 - over], "scroll")
        elif y == last and rest:
            cell = (_EIGHTHS[8 - rest], "scrolled")
        yield (body[y] if y < len(body) else []), cell


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


def framed(
    body: Sequence[Sequence[Piece]],
    size: tuple[int, int],
    title: str,
    aside: str = "",
    *,
    focused: bool,
) -> list[list[Piece]]:
    """``body`` in a frame of ``size``, columns and rows, with words in its borders."""
    width, height = size
    frame, ink = ("frame-focus", "words-focus") if focused else ("frame", "words")
    inner = width - 2
    head, foot = clip(f" {title} ", inner - 2), f" {clip(aside, inner - 4)} " if aside else ""
    screen: list[list[Piece]] = [[
        ("╭─", frame), (head, ink), ("─" * (inner - 1 - cell_len(head)) + "╮", frame)
    ]]  # fmt: skip
    for y in range(height - 2):
        line = body[y] if y < len(body) else ()
        screen.append([("│", frame), *_cut(line, inner), ("│", frame)])
    dashes = inner - cell_len(foot) - bool(foot)
    screen.append([("╰" + "─" * dashes, frame), (foot, "words"), ("─╯" if foot else "╯", frame)])
    return screen


def _cut(pieces: Sequence[Piece], width: int, fill: str = "") -> list[Piece]:
    """The pieces in exactly ``width`` cells, what is missing in the style ``fill``."""
    cut: list[Piece] = []
    left = width
    for text, name in pieces:
        size = cell_len(text)
        if size > left:
            text = clip(text, left)  # noqa: PLW2901 - what fits of the piece
            size = cell_len(text)
        cut.append((text, name))
        left -= size
        if left <= 0:
            break
    return [*cut, (" " * left, fill)] if left > 0 else cut
