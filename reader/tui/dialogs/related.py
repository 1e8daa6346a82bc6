"""The articles on the story of the open one: the closest first, or as a timeline."""

from __future__ import annotations

from collections.abc import Sequence

from reader.library.facts import Facts
from reader.library.related import Related, timeline
from reader.tui.dialogs.browser import Browser, Deed
from reader.tui.dialogs.choices import Choice
from reader.wording import duration

NONE = (
    "No other article here shares enough names with this one. "
    "More of them: put articles on the same story into the folder."
)
NONE_YET = "None found so far: {}."


def closest_rows(found: Sequence[Related]) -> list[Choice[str]]:
    """One row an article, with what it shares."""
    return [
        Choice(
            one.facts.key,
            one.facts.title or one.facts.key,
            detail=one.facts.date[:10],
            more=" · ".join(part for part in (one.reason, _place(one.facts)) if part),
        )
        for one in found
    ]


def timeline_rows(found: Sequence[Related], own: Facts | None) -> list[Choice[str]]:
    """The same articles and the open one by date, a heading each month."""
    reasons = {one.facts.key: one.reason for one in found}
    articles = [*(one.facts for one in found), *([own] if own is not None else [])]
    return [
        Choice(
            facts.key,
            facts.title or facts.key,
            group=facts.date[:7] or "without a date",
            lead=facts.date[:10] or "?",
            more=reasons.get(facts.key) or "the article that is open",
        )
        for facts in timeline(articles)
    ]


def _place(facts: Facts) -> str:
    parts = (facts.site, facts.language, duration(facts.minutes) if facts.words else "")
    return " · ".join(part for part in parts if part)


class RelatedList(Browser[str]):
    """Enter opens; ``s`` changes between the closest first and the order of dates."""

    title_text = "On the same story"
    footer_text = "q leaves"
    looking = "Looking for articles that share names with this one …"

    def __init__(self, *, by_date: bool = False) -> None:
        super().__init__()
        self._found: Sequence[Related] = ()
        self._own: Facts | None = None
        self._note = ""
        self._by_date = by_date

    def fill(self, found: Sequence[Related], own: Facts | None, note: str = "") -> None:
        """``own``: the open article; ``note``: what is to be said of the whole list."""
        self._found, self._own, self._note = found, own, note
        self.empty = NONE_YET.format(note) if note else NONE
        if own is None:
            self.empty = "This article is not in the index yet; try again in a moment."
        self.found()

    def rows(self) -> Sequence[Choice[str]]:
        """The list in its order."""
        order = "by date" if self._by_date else "closest first"
        parts = [f"On the same story ({len(self._found)})", order if self._found else ""]
        parts.append(self._note if self._found else "")
        self.title_text = " · ".join(part for part in parts if part)
        other = "closest first" if self._by_date else "timeline"
        self.footer_text = f"Enter opens · s {other} · q leaves" if self._found else "q leaves"
        if self._by_date and self._found:
            return timeline_rows(self._found, self._own)
        return closest_rows(self._found)

    def deeds(self) -> dict[str, Deed]:
        """Change the order."""
        return {"s": self._turn}

    def _turn(self) -> None:
        self._by_date = not self._by_date
        self.again()
