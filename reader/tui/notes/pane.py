"""The notes pane: cards of the article's notes, drawn line by line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.notes.model import Colour, PlacedNote
from reader.notes.versions import contested as rivals
from reader.tui.commands import Scope
from reader.tui.late_styles import RowStyles
from reader.tui.lines import wrap
from reader.tui.notes.cards import EMPTY, Card, card

AT_ONCE = 60
"""Cards laid out before the pane is drawn: more than a terminal shows."""
PAUSE = 0.02
"""Seconds between the layout of further cards, in which keys are answered."""
STYLES = ("quote", "comment", "tag", "meta", "badge", *(f"mark-{colour}" for colour in Colour))


_ON_A_NOTE = frozenset(
    f"notes-{name}" for name in ("jump", "edit", "tags", "delete", "copy", "sort")
)


class NoteOrder(StrEnum):
    """The orders of the cards."""

    PLACE = "place"
    NEWEST = "newest"
    COLOUR = "colour"


class NotesView(RowStyles, ScrollView, can_focus=True, inherit_bindings=False):
    """Cards in document order, the one at the caret marked."""

    FAMILY = "notes"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"notes--{name}" for name in STYLES),
        "notes--selected",
        "notes--here",
    }
    scopes = (Scope.NOTES,)

    class Moved(Message):
        """The selection went to another card."""

        def __init__(self, note_id: str) -> None:
            super().__init__()
            self.note_id = note_id

    class Entered(Message):
        """The passage of a note is to be shown."""

        def __init__(self, note_id: str) -> None:
            super().__init__()
            self.note_id = note_id

    class Changed(Message):
        """The number or the order of the cards changed."""

    def __init__(self) -> None:
        super().__init__()
        self.order = NoteOrder.PLACE
        self.filter_text = ""
        self.names: tuple[str, ...] = ()
        """What the colours 1-5 mean."""
        self._notes: tuple[PlacedNote, ...] = ()
        self._shown: list[PlacedNote] = []
        self._contested: frozenset[str] = frozenset()
        self._cards: list[Card] = []
        self._tops: list[int] = [0]
        self._now = datetime.now(UTC)
        self._cursor = 0
        self._here: frozenset[str] = frozenset()

    # What is shown

    @property
    def current(self) -> PlacedNote | None:
        """The selected note; None when there is none."""
        return self._shown[self._cursor] if 0 <= self._cursor < len(self._shown) else None

    @property
    def idle(self) -> frozenset[str]:
        """The commands that need a note, where there is none."""
        return frozenset() if self.current is not None else _ON_A_NOTE

    @property
    def shown(self) -> int:
        """How many notes fit the filter."""
        return len(self._shown)

    def show(self, notes: Sequence[PlacedNote]) -> None:
        """Show these notes; the selected one stays selected while it is among them."""
        if notes is self._notes:
            return
        self._notes = tuple(notes)
        self._contested = rivals(placed.note for placed in self._notes)
        self.rearrange()

    def rearrange(self) -> None:
        """Filter and sort anew, and lay out the cards."""
        kept = self.current.note.id if self.current else ""
        words = self.filter_text.casefold().split()
        shown = [p for p in self._notes if _fits(p, words, self._meaning(p), self._contested)]
        if self.order is NoteOrder.NEWEST:
            shown.sort(key=lambda p: p.note.modified or p.note.created, reverse=True)
        elif self.order is NoteOrder.COLOUR:
            shown.sort(key=lambda p: list(Colour).index(p.note.colour))
        self._shown = shown
        ids = [placed.note.id for placed in shown]
        self._cursor = ids.index(kept) if kept in ids else min(self._cursor, max(0, len(ids) - 1))
        self._lay_out()
        self.post_message(self.Changed())

    def _meaning(self, placed: PlacedNote) -> str:
        """What the colour of a note means, where it was given a name of its own."""
        colour = placed.note.colour
        name = self.names[list(Colour).index(colour)] if self.names else ""
        return name if name != colour else ""

    def _lay_out(self) -> None:
        """Lay out the cards that can show at once; the rest follow while nothing else is done."""
        self._now = datetime.now(UTC)
        self._cards = []
        self._tops = [0]
        self._styles.clear()
        self._lay_out_to(max(self._cursor + 1, AT_ONCE))
        self.refresh()

    def _lay_out_to(self, count: int) -> None:
        """Have at least ``count`` cards laid out, as far as there are notes."""
        width = self.scrollable_content_region.width
        done = len(self._cards)
        if not width or (done and done >= min(count, len(self._shown))):
            return
        for placed in self._shown[done:count]:
            contested = placed.note.id in self._contested
            made = card(placed, width, self._now, self._meaning(placed), contested=contested)
            self._cards.append(made)
            self._tops.append(self._tops[-1] + made.height)
        self.virtual_size = Size(int(bool(self._cards)), self._tops[-1])
        if len(self._cards) < len(self._shown):
            self.set_timer(PAUSE, partial(self._lay_out_more, self._cards))

    def _lay_out_more(self, cards: list[Card]) -> None:
        if cards is self._cards:  # else these were laid out anew meanwhile
            self._lay_out_to(len(cards) + AT_ONCE)

    def select(self, note_id: str) -> bool:
        """Move to the card of a note."""
        for index, placed in enumerate(self._shown):
            if placed.note.id == note_id:
                self._cursor = index
                self._into_view()
                self.refresh()
                return True
        return False

    def mark(self, note_ids: Collection[str]) -> None:
        """Mark the cards of the notes at the article's caret, and bring the first into view."""
        here = frozenset(note_ids)
        if here == self._here:
            return
        self._here = here
        if here and not self.has_focus:
            first = next((p.note.id for p in self._shown if p.note.id in here), None)
            if first is not None:
                self.select(first)
        self.refresh()

    def _into_view(self) -> None:
        self._lay_out_to(self._cursor + 1)
        if self._cursor >= len(self._cards):
            return
        top, bottom = self._tops[self._cursor], self._tops[self._cursor + 1]
        height = self.scrollable_content_region.height
        y = self.scroll_offset.y
        if top < y or bottom - top > height:
            self.scroll_to(y=top, animate=False)
        elif bottom > y + height:
            self.scroll_to(y=bottom - height, animate=False)

    def _go(self, index: int) -> None:
        index = max(0, min(index, len(self._shown) - 1))
        if not self._shown or index == self._cursor:
            return
        self._cursor = index
        self._into_view()
        self.refresh()
        self.post_message(self.Moved(self._shown[index].note.id))

    # Drawing

    def on_resize(self) -> None:
        """Wrap the cards to the new width."""
        self._lay_out()
        self._into_view()

    def on_focus(self) -> None:
        """The selection is drawn brighter."""
        self.refresh()

    def on_blur(self) -> None:
        """The selection is drawn quieter."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One terminal row of the cards."""
        width = self.scrollable_content_region.width
        at = self.scroll_offset.y + y
        if not self._cards:
            return self._blank(y, width)
        if at >= self._tops[-1]:
            return Strip.blank(width, self._style(""))
        index = bisect_right(self._tops, at) - 1
        found = self._cards[index]
        line = at - self._tops[index]
        if line >= len(found.lines):
            return Strip.blank(width, self._style(""))
        note = found.placed.note
        selected = index == self._cursor and (self.has_focus or note.id in self._here)
        bar = "█" if note.id in self._here else "▌"
        segments = [Segment(f"{bar} ", self._style(f"mark-{note.colour}", selected))]
        segments += [Segment(text, self._style(name, selected)) for text, name in found.lines[line]]
        return Strip(segments).crop_extend(0, width, self._style("quote", selected))

    def _blank(self, y: int, width: int) -> Strip:
        lines = ("Nothing fits the filter.", "Escape clears it.") if self.filter_text else EMPTY
        wrapped = ["", *wrap("\n".join(lines), max(1, width - 2))]
        words = wrapped[y] if y < len(wrapped) else ""
        segment = Segment(f"  {words}", self._style("meta"))
        return Strip([segment]).crop_extend(0, width, self._style(""))

    def on_click(self, event: events.Click) -> None:
        """Select by mouse; a double click goes to the passage."""
        at = self.scroll_offset.y + event.y
        if at < self._tops[-1]:
            self._go(bisect_right(self._tops, at) - 1)
            if event.chain == 2:
                self.command_notes_jump(None, "")

    # Commands

    def command_notes_down(self, count: int | None, argument: str) -> None:
        """The next card."""
        self._go(self._cursor + (count or 1))

    def command_notes_up(self, count: int | None, argument: str) -> None:
        """The previous card."""
        self._go(self._cursor - (count or 1))

    def _page(self, way: int) -> None:
        height = self.scrollable_content_region.height
        self._lay_out_to(self._cursor + 1 + height)
        target = self._tops[self._cursor] + way * height if self._cards else 0
        index = bisect_right(self._tops, max(0, target)) - 1
        self._go(index if index != self._cursor else self._cursor + way)

    def command_notes_page_down(self, count: int | None, argument: str) -> None:
        """A page of cards down."""
        self._page(1)

    def command_notes_page_up(self, count: int | None, argument: str) -> None:
        """A page of cards up."""
        self._page(-1)

    def command_notes_first(self, count: int | None, argument: str) -> None:
        """The first card."""
        self._go(0)

    def command_notes_last(self, count: int | None, argument: str) -> None:
        """The last card."""
        self._go(len(self._shown) - 1)

    def command_notes_jump(self, count: int | None, argument: str) -> None:
        """Go to the passage."""
        if self.current is not None:
            self.post_message(self.Entered(self.current.note.id))

    def command_notes_sort(self, count: int | None, argument: str) -> None:
        """The next order of the cards."""
        orders = list(NoteOrder)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.rearrange()

    def set_filter(self, text: str) -> None:
        """Show only the notes that hold every word."""
        self.filter_text = text
        self.rearrange()


def _fits(
    placed: PlacedNote,
    words: Sequence[str],
    meaning: str = "",
    contested: Collection[str] = (),
) -> bool:
    """Whether a note holds all words: in quote, comment, ``#tag``, colour, its name, or state."""
    if not words:
        return True
    note = placed.note
    tags = " ".join(f"#{tag}" for tag in note.tags)
    rival = "conflict" if note.id in contested else ""
    parts = (
        note.exact,
        note.comment,
        tags,
        note.colour,
        meaning,
        placed.anchor.status,
        rival,
        note.creator,
    )
    text = "\n".join(parts).casefold()
    return all(word in text for word in words)
