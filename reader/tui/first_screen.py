"""The first screen as text, painted before Textual is loaded.

The same rows, cards, hints and names as the panes draw, put into frames by the same arithmetic; a
test compares both cell by cell. What is foreign has passed the sanitiser in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment

from reader.config import Config
from reader.library.listing import Listing
from reader.notes.model import Colour, PlacedNote
from reader.sanitise import sanitise
from reader.session import OpenArticle
from reader.text import Span
from reader.tui.article.layers import InlineLayer, NoteLayer
from reader.tui.article.paint import GUTTER, Painter
from reader.tui.article.strip_map import MAP_CELLS, StripMap
from reader.tui.commands import COMMANDS, Scope
from reader.tui.hints import GAP, fit, hints
from reader.tui.keymap import rebound
from reader.tui.layout import Layout, Pane, widths
from reader.tui.library_rows import Row, meta_line, title_line
from reader.tui.lines import clip, clip_left, wrap
from reader.tui.note_cards import EMPTY, card
from reader.tui.rows import Rows, Setting, ViewMode
from reader.tui.start import Known
from reader.tui.titles import VIEWS, article_title

Piece = tuple[str, str]
"""Text and the name of its colour, among those of ``theme_table``; "" for plain ink."""
LINES = 2
"""Terminal rows for each row of the library."""

_INKS = {
    "read": "ink-muted", "meta": "ink-muted", "mark": "primary-ink", "note": "accent-ink",
    "star": "mark-yellow", "problem": "danger-ink", "quote": "ink-muted", "tag": "primary-ink",
    "badge": "caution-ink", "bar": "accent-ink", "comment": "accent-ink", "label": "caution-ink",
    "removed": "ink-muted", "heading-1": "primary-ink", "heading-2": "primary-ink",
    "code": "primary-ink", "link": "primary-ink", "lead": "ink-muted", "thumb": "ink-faint",
    "track": "paper", "map-note": "mark-yellow", "empty": "ink-muted",
}  # fmt: skip


class _Inks(dict[tuple[str, ...], str]):
    """Stands in for the palette of styles: the name of the colour of several names together."""

    base = ""

    def __missing__(self, names: tuple[str, ...]) -> str:
        marks = [
            name for name in names if name.startswith(("highlight-", "mark-")) or name == "caret"
        ]
        if marks:
            return marks[-1]
        found = [ink for name in names if (ink := _INKS.get(name, ""))]
        return found[-1] if found else ""


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """What is known when the first screen is painted."""

    known: Known
    config: Config
    alone: bool
    """One file, without its library."""
    now: datetime
    listing: Listing = field(default_factory=Listing)

    def rows(self, columns: int, rows: int) -> list[list[Piece]]:
        """The screen, a list of pieces for each terminal row."""
        focus = Pane.ARTICLE if self.alone else Pane.LIBRARY
        layout = Layout(focus, Pane.NOTES if self.alone else Pane.LIBRARY, not self.alone)
        found = widths(layout.visible(columns), columns)
        panes = {Pane.LIBRARY: self._library, Pane.ARTICLE: self._article, Pane.NOTES: self._notes}
        framed = [panes[pane](width, rows - 1, pane is focus) for pane, width in found.items()]
        screen = [[piece for row in line for piece in row] for line in zip(*framed, strict=True)]
        return [*screen, self._footer(columns)]

    # The library

    def _library(self, width: int, height: int, focused: bool) -> list[list[Piece]]:
        from reader.tui.asking import facts_from

        known, listing, room = self.known, self.listing, height - 2
        listing.extend(known.entries)
        facts = facts_from(known.article) if known.article is not None else None
        if facts is not None:
            listing.learn([facts])
        keys = listing.keys
        inner = width - 2 - (len(keys) * LINES > room)
        selected = keys.index(known.key) if known.key in keys else 0
        top = _top(selected * LINES, room, len(keys) * LINES)
        body: list[list[Piece]] = []
        for index in range(top // LINES, min(len(keys), (top + room) // LINES + 1)):
            row = Row(listing.row(index), facts if keys[index] == known.key else None)
            bar = ("▌" if index == selected else " ", "accent-ink")
            body += [[bar, *title_line(row, inner - 1)], [bar, *meta_line(row, inner - 1)]]
        body = body[top % LINES :][:room]
        if not keys:
            body = [[], [("  Looking for articles …", "meta")]]
        path = clip_left(sanitise(keys[selected]), max(8, width - 8)) if keys else ""
        return framed(body, (width, height), f"Library ({len(keys)})", path, focused=focused)

    # The article

    def _article(self, width: int, height: int, focused: bool) -> list[list[Piece]]:
        article, room, inner = self.known.article, height - 2, width - 2
        if article is None:
            return framed([], (width, height), "Article", focused=focused)
        document, mode = article.document, ViewMode(article.view)
        column = max(1, min(self.config.reading.column, inner - GUTTER - MAP_CELLS - 1))
        reading, language = self.config.reading, document.metadata.language
        setting = Setting(column, mode, reading.justify, language, hyphenate=reading.hyphenate)
        rows = Rows(document, article.verdicts, setting)
        if not rows:
            return framed([], (width, height), "Article", focused=focused)
        caret = rows.snap(min(article.caret, len(document.text)))
        body = [*_text(rows, article, caret, inner, room)]
        first, last = rows.units[0].start, rows.units[-1].end - 1
        progress = max(0.0, min(1.0, (caret - first) / max(1, last - first)))
        left = -int(-article.minutes * (1 - progress) // 1)
        read = self.known.session.reading(article.key).mark == "read"
        title = article_title("", left, progress, read=read)
        return framed(body, (width, height), title, VIEWS[mode], focused=focused)

    # The notes

    def _notes(self, width: int, height: int, focused: bool) -> list[list[Piece]]:
        article, room = self.known.article, height - 2
        notes = article.notes if article is not None else ()
        body = self._cards(notes, width - 2)
        if len(body) > room:
            body = self._cards(notes, width - 3)
        if not notes:
            said = wrap("\n".join(EMPTY), max(1, width - 4))
            body = [[], *([(f"  {words}", "meta")] for words in said)]
        return framed(body[:room], (width, height), f"Notes ({len(notes)})", focused=focused)

    def _cards(self, notes: Sequence[PlacedNote], width: int) -> list[list[Piece]]:
        body: list[list[Piece]] = []
        names = dict(zip(Colour, self.config.notes.names, strict=True))
        for placed in notes:
            colour = placed.note.colour
            bar = ("▌ ", f"mark-{colour}")
            meaning = names[colour] if names[colour] != colour else ""
            body += [[bar, *line] for line in card(placed, width, self.now, meaning).lines]
            body.append([])
        return body

    def _footer(self, columns: int) -> list[Piece]:
        commands, _ = rebound(COMMANDS, self.config.keys, self.config.lines)
        scope = Scope.ARTICLE if self.alone else Scope.LIBRARY
        pieces: list[Piece] = [(" ", "")]
        for keys, text in fit(hints(commands, (scope, Scope.ANYWHERE)), columns - 2):
            pieces += [(keys, "accent-ink"), (f" {text}", "ink-muted"), (" " * GAP, "")]
        return _cut(pieces, columns)


def _top(y: int, room: int, total: int) -> int:
    """The first line of a list that is shown, so that the two lines at ``y`` are in view."""
    margin = LINES if room > 4 * LINES else 0
    top = max(0, y + LINES + margin - room)
    return min(top, max(0, total - room))


def _text(
    rows: Rows, article: OpenArticle, caret: int, inner: int, room: int
) -> Iterator[list[Piece]]:
    """The rows of the article around its caret, with gutter, margin and map."""
    inks: Any = _Inks()
    notes = NoteLayer(article.notes)
    width = inner - MAP_CELLS
    margin = max(0, (width - rows.setting.width - GUTTER - 1) // 2)
    painter = Painter(
        rows, inks, notes, InlineLayer(article.document.inlines), margin, max(1, width)
    )
    at = rows.find(caret)
    if caret:
        top = max(rows.first(), min(rows.step(at, -(room // 2)), rows.step(rows.last(), 1 - room)))
    else:
        top = max(rows.first(), min(at, rows.step(rows.last(), 1 - room)))
    places = rows.from_place(top, room)
    pane: Any = SimpleNamespace(
        rows=rows, notes=notes, places=places, article=article, search=None,
        size=SimpleNamespace(height=room), clock=SimpleNamespace(read=()),
    )  # fmt: skip
    strip_map = StripMap()
    block = _block_at(rows, caret)
    for y in range(room):
        segments = []
        if y < len(places):
            row = rows.row(places[y])
            segments = painter.segments(
                places[y],
                caret=caret if places[y] == at else None,
                bar=row.has_text and row.start in block,
            )
        else:
            segments = [Segment(" " * width)]
        yield [
            (text, str(ink or ""))
            for text, ink, _ in (*segments, *strip_map.segments(pane, y, inks))
        ]


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
    frame, ink = ("frame-focus", "accent-ink") if focused else ("frame", "ink-muted")
    inner = width - 2
    head, foot = clip(f" {title} ", inner - 2), f" {clip(aside, inner - 4)} " if aside else ""
    screen: list[list[Piece]] = [[
        ("╭─", frame), (head, ink), ("─" * (inner - 1 - cell_len(head)) + "╮", frame)
    ]]  # fmt: skip
    for y in range(height - 2):
        line = body[y] if y < len(body) else ()
        screen.append([("│", frame), *_cut(line, inner), ("│", frame)])
    dashes = inner - cell_len(foot) - bool(foot)
    screen.append([("╰" + "─" * dashes, frame), (foot, ink), ("─╯" if foot else "╯", frame)])
    return screen


def _cut(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces in exactly ``width`` cells."""
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
    return [*cut, (" " * left, "")] if left > 0 else cut


def escaped(screen: Sequence[Sequence[Piece]], colours: Mapping[str, str]) -> str:
    """The screen as a terminal takes it, each row at its place; without colours, plain."""
    out: list[str] = []
    for y, line in enumerate(screen, 1):
        out.append(f"\x1b[{y};1H")
        for text, name in line:
            out.append(_select(name, colours) + text if colours else text)
    return "".join(out) + ("\x1b[0m" if colours else "")


def _select(name: str, colours: Mapping[str, str]) -> str:
    """The sequence that selects the colours of a name on the theme's paper."""
    ink, paper = colours["ink"], colours["paper"]
    if name == "caret":
        ink, paper = paper, ink
    elif name.startswith("highlight-"):
        paper = colours[name]
    else:
        ink = colours.get(_INKS.get(name, name), ink)
    return f"\x1b[0;38;2;{_rgb(ink)};48;2;{_rgb(paper)}m"


def _rgb(colour: str) -> str:
    return ";".join(str(int(colour[i : i + 2], 16)) for i in (0, 2, 4))
