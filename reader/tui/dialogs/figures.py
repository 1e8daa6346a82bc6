"""The figures of a library as rows: numbers, bars and sparklines, legible without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from reader.library.stats import Statistics
from reader.notes.model import Colour
from reader.sanitise import sanitise
from reader.tui.dialogs.browser import Browser
from reader.tui.dialogs.choices import Choice
from reader.tui.lines import clip, fill
from reader.tui.notes.cards import LETTERS
from reader.wording import counted

BAR = 24
"""Cells of the longest bar."""
NAME = 22
"""Cells of the longest name."""
MOST = 10
"""Rows of one ranking."""
SPARK = 44
"""Values of the longest sparkline."""
_SPARKS = "▁▂▃▄▅▆▇█"
_PARTS = " ▏▎▍▌▋▊▉"


def spark(values: Sequence[int]) -> str:
    """One sign a value: a blank for nothing, else a bar as high as its share of the largest."""
    top = max(values, default=0)
    return "".join(_SPARKS[-(-value * 8 // top) - 1] if value else " " for value in values)


def pooled(values: Sequence[int], most: int) -> list[int]:
    """At most ``most`` sums of neighbours, in order; the last ones are whole."""
    each = max(1, -(-len(values) // most))
    first = len(values) % each
    head = [sum(values[:first])] if first else []
    return head + [sum(values[at : at + each]) for at in range(first, len(values), each)]


def bar(count: int, top: int) -> str:
    """A bar in eighths of a cell; whatever is counted at all can be seen."""
    eighths = max(1, round(8 * BAR * count / top)) if count and top else 0
    return "█" * (eighths // 8) + (_PARTS[eighths % 8] if eighths % 8 else "")


def _share(count: int, total: int) -> str:
    return f"{count:>7,}  {count / total:>4.0%}" if total else f"{count:>7,}"


def ranking(
    group: str,
    counts: Mapping[str, int],
    *,
    unknown: str = "unknown",
    leads: Mapping[str, str] = {},
) -> list[Choice[None]]:
    """The most frequent first, then one row for all others."""
    total, top = sum(counts.values()), max(counts.values(), default=0)
    if not total:
        return []
    names = list(counts)
    shown = names if len(names) <= MOST + 1 else names[:MOST]
    rows = [(leads.get(name, "") + (name or unknown), counts[name]) for name in shown]
    if rest := names[len(shown) :]:
        rows.append((counted(len(rest), "other"), sum(counts[name] for name in rest)))
    return [
        Choice(
            None, bar(min(count, top), top), detail=_share(count, total), group=group,
            lead=fill(clip(sanitise(name), NAME), NAME), lead_style="text",
        )
        for name, count in rows
    ]  # fmt: skip


def _line(group: str, name: str, value: str) -> Choice[None]:
    return Choice(None, value, group=group, lead=fill(name, NAME), lead_style="text")


def overview(found: Statistics) -> list[Choice[None]]:
    """Sizes, in words."""
    read = found.words_read / found.words if found.words else 0
    lines = [
        ("articles", f"{found.articles:,}"),
        ("words", f"{found.words:,}"),
        ("reading time", _time(found.minutes)),
        ("read so far", f"{counted(found.words_read, 'word')} ({read:.0%})"),
        ("notes", f"{found.notes:,} on {counted(found.annotated, 'article')}"),
        ("stars", f"{found.starred:,}"),
    ]
    if found.copies:
        lines.append(("near-identical copies", f"{found.copies:,}"))
    if found.unreadable:
        lines.append(("cannot be read", f"{found.unreadable:,}"))
    return [_line("Library", name, value) for name, value in lines]


def _time(minutes: int) -> str:
    return counted(minutes, "minute") if minutes < 120 else f"{minutes / 60:,.0f} hours"


def over_time(found: Statistics) -> list[Choice[None]]:
    """When articles were read and when they were published, as sparklines."""
    rows = []
    if found.read_by_day:
        days = [count for _, count in found.read_by_day]
        first, last = found.read_by_day[0][0], found.read_by_day[-1][0]
        name = f"read, most {max(pooled(days, SPARK))}"
        rows.append(_line("Over time", name, _spanned(str(first), days, str(last))))
    if len(found.months) > 1:
        months = _every_month(found.months)
        name = f"published, most {max(pooled(list(months.values()), SPARK))}"
        first_month, last_month = next(iter(months)), list(months)[-1]
        line = _spanned(first_month, list(months.values()), last_month)
        rows.append(_line("Over time", name, line))
    return rows


def _spanned(first: str, values: Sequence[int], last: str) -> str:
    return f"{first} {spark(pooled(values, SPARK))} {last}"


def _every_month(months: Mapping[str, int]) -> dict[str, int]:
    """All months from the first to the last; those that are no month of a calendar are left out."""
    known = {}
    for name, count in months.items():
        try:
            day = date.fromisoformat(f"{name}-01")
        except ValueError:
            continue
        known[day.year * 12 + day.month - 1] = count
    if not known:
        return dict(months)
    numbers = range(min(known), max(known) + 1)
    return {f"{n // 12:04}-{n % 12 + 1:02}": known.get(n, 0) for n in numbers}


def figure_rows(found: Statistics) -> list[Choice[None]]:
    """All figures of a library."""
    letters = {str(colour): f"{LETTERS[colour]} " for colour in Colour}
    return [
        *overview(found),
        *over_time(found),
        *ranking("Reading", found.marks),
        *ranking("Languages", found.languages),
        *ranking("Sites", found.sites),
        *ranking("Tags", found.tags),
        *ranking("Colours of notes", found.colours, leads=letters),
    ]


class Figures(Browser[None]):
    """The figures to look at; Enter does nothing."""

    title_text = "Statistics"
    footer_text = "j k move · q leaves"
    empty = "Nothing to count yet: glosse add URL saves a first article."

    looking = "Counting …"

    def __init__(self) -> None:
        super().__init__()
        self._found = Statistics()

    def fill(self, found: Statistics, note: str = "", *, listed: int = 0) -> None:
        """``listed``: how many articles there are, counted or not."""
        self._found = found
        if listed:
            self.empty = "The articles are not indexed yet, so they cannot be counted: try again."
        if note:
            self.title_text = f"Statistics · {note}"
        self.found()

    def rows(self) -> Sequence[Choice[None]]:
        """The figures; none of an empty library."""
        return figure_rows(self._found) if self._found.articles else []
