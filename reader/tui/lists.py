"""Lists that are only looked at, or chosen from: related articles, copies, rules, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.cleaning.rules import Rules
from reader.library.stats import Statistics
from reader.tui.picker import Choice, Picker, narrowed

BAR = 24
"""Cells of the longest bar."""
SPARKS = "▁▂▃▄▅▆▇█"
MOST = 12
"""Rows of one ranking."""


class ListScreen(Picker[str]):
    """Choices made elsewhere under a title; the value is a key, "" for a line to be read only."""

    def __init__(self, title: str, choices: Sequence[Choice[str]], footer: str, empty: str) -> None:
        super().__init__()
        self.title_text, self.footer_text, self._empty = title, footer, empty
        self._choices = list(choices)

    def choices(self, typed: str) -> list[Choice[str]]:
        """Those that fit."""
        return narrowed(typed, self._choices) or self._nothing()

    def _nothing(self) -> list[Choice[str]]:
        return [] if self._choices else [Choice("", self._empty)]


def rule_choices(rules: Rules) -> list[Choice[str]]:
    """What the cleaner was taught: rules of sites, then restored and removed blocks."""
    rows = [
        Choice("", rule.text, detail="kept" if rule.kept else "removed", group=site)
        for site, some in rules.sites.items()
        for rule in some
    ]
    counted = {key: len(some) for key, some in rules.documents.items() if some}
    rows += [
        Choice(key, key, detail=f"{count} blocks", group="Restored or removed by hand")
        for key, count in counted.items()
    ]
    return rows


def spark(values: Sequence[int]) -> str:
    """A row of bars, one for each value."""
    top = max(values, default=0) or 1
    return "".join(SPARKS[min(7, value * 8 // (top + 1))] for value in values)


def _ranking(group: str, counts: Mapping[str, int], unknown: str = "unknown") -> list[Choice[str]]:
    top = max(counts.values(), default=0) or 1
    rows = []
    for name, count in list(counts.items())[:MOST]:
        bar = "━" * max(1, round(BAR * count / top))
        rows.append(Choice("", name or unknown, detail=f"{bar:<{BAR}} {count:>6}", group=group))
    return rows


def figure_choices(found: Statistics) -> list[Choice[str]]:
    """The figures of a library, with bars."""
    facts = [
        ("articles", f"{found.articles:,}"),
        ("words", f"{found.words:,}"),
        ("hours of reading", f"{found.minutes / 60:,.1f}"),
        ("words read", f"{found.words_read:,}"),
        ("stars", f"{found.starred:,}"),
        ("notes", f"{found.notes:,} in {found.annotated:,} articles"),
        ("near-identical copies", f"{found.copies:,}"),
        ("cannot be read", f"{found.unreadable:,}"),
    ]
    rows = [Choice("", name, detail=value, group="Library") for name, value in facts]
    if found.read_by_day:
        days = [count for _, count in found.read_by_day][-48:]
        rows.append(Choice("", "read, day by day", detail=spark(days), group="Library"))
    rows += _ranking("Reading", found.marks)
    rows += _ranking("Languages", found.languages)
    rows += _ranking("Sites", found.sites)
    rows += _ranking("Months", found.months)
    rows += _ranking("Tags", found.tags)
    return rows + _ranking("Colours", found.colours)
