"""The near-identical copies of the open article, and the notes on them that fit here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.copies import Comparison, Offer
from reader.tui.dialogs.browser import Browser, Deed
from reader.tui.dialogs.choices import Choice
from reader.tui.notes.cards import LETTERS
from reader.wording import counted


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy; the strings are foreign."""

    key: str
    title: str
    detail: str
    """Site and date."""
    comparison: Comparison | None
    """None where the file cannot be read."""

    @property
    def differs(self) -> str:
        """How much, in words."""
        if self.comparison is None:
            return "cannot be read"
        count = self.comparison.differences
        if not count:
            return "the same words"
        return counted(count, "difference")


Item = Copy | Offer
TakeOver = Callable[[Sequence[Offer], Callable[[Sequence[Offer]], None]], None]
"""Makes notes of the article's own from those offered and tells which are done."""


class CopyList(Browser[Item]):
    """Enter compares a copy, or takes over a note; ``o`` opens the copy, ``a`` takes all notes."""

    title_text = "Copies of this article"
    footer_text = "q leaves"
    empty = "No other article here is a copy of this one."
    looking = "Comparing the copies of this article …"

    def __init__(self, take_over: TakeOver) -> None:
        super().__init__()
        self._copies: Sequence[Copy] = ()
        self._offered: list[Offer] = []
        self._take_over = take_over

    def fill(self, copies: Sequence[Copy], offered: Sequence[Offer], note: str = "") -> None:
        """``note``: what is to be said where there is no copy."""
        self._copies, self._offered = copies, list(offered)
        self.title_text = f"Copies of this article ({len(copies)})"
        if note:
            self.empty = f"{type(self).empty} ({note})"
        self.found()

    def rows(self) -> Sequence[Choice[Item]]:
        """Copies, then the notes that are offered."""
        offered = self._offered
        keys = ["Enter compares", "o opens"] if self._copies else []
        keys += ["a takes over the notes"] if offered else []
        self.footer_text = " · ".join([*keys, "q leaves"])
        found: list[Choice[Item]] = [
            Choice(copy, copy.title, detail=copy.detail, more=f"{copy.differs} · {copy.key}")
            for copy in self._copies
        ]
        heading = "Notes on copies whose passage stands here too: Enter takes one over"
        found += [
            Choice(
                offer,
                f"“{' '.join(offer.note.exact.split())}”",
                group=heading,
                lead=LETTERS[offer.note.colour],
                lead_style=f"mark-{offer.note.colour}",
                more=" · ".join(
                    part for part in (" ".join(offer.note.comment.split()), offer.key) if part
                ),
            )
            for offer in offered
        ]
        return found

    def deeds(self) -> dict[str, Deed]:
        """Open a copy, take over every note."""
        return {"o": self._open, "a": lambda: self._take(self._offered)}

    def take(self) -> None:
        """Compare the copy, or take over the note."""
        choice = self.list.current
        if choice is None:
            return
        if isinstance(choice.value, Offer):
            self._take([choice.value])
        elif choice.value.comparison is not None:
            self.compare(choice.value)

    def compare(self, copy: Copy) -> None:
        """Show the differences above this list."""
        from reader.tui.dialogs.compare import Compare

        if copy.comparison is None:
            return

        def left(key: str | None) -> None:
            if key is not None:
                self.call_later(self.dismiss, copy)  # once the comparison is gone

        def say(sentence: str) -> None:
            self.notify(sentence, timeout=3)

        names = ("this article", copy.key)
        self.app.push_screen(Compare(copy.comparison, names, copy.key, say), left)

    def _open(self) -> None:
        choice = self.list.current
        if choice is not None and isinstance(choice.value, Copy):
            self.dismiss(choice.value)

    def _take(self, offered: Sequence[Offer]) -> None:
        if offered:
            self._take_over(list(offered), self._done)

    def _done(self, taken: Sequence[Offer]) -> None:
        done = {(offer.key, offer.note.id) for offer in taken}
        self._offered = [o for o in self._offered if (o.key, o.note.id) not in done]
        if self.stands:
            self.again()
