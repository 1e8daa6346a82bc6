"""Which rows of the list are folded under a copy of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence


class Copies:
    """Sets of rows that hold near-identical articles, each folded or open.

    Of a folded set the first row of the list's order stands for all; of an open one the others
    follow right below it.
    """

    def __init__(self) -> None:
        self._set_of: dict[int, int] = {}
        """Row to the first row of its set."""
        self._rows: dict[int, list[int]] = {}
        self.open: set[int] = set()
        """First rows of the sets that are shown in full."""
        self._leads: set[int] = set()
        """Rows that stand for their set now."""

    @classmethod
    def of(
        cls,
        copies: Mapping[str, Sequence[str]],
        number: Callable[[str], int | None],
        opened: Iterable[int] = (),
    ) -> Copies:
        """Sets by keys as sets of rows; keys that are not listed are left out."""
        made = cls()
        for first, others in copies.items():
            rows = [row for key in (first, *others) if (row := number(key)) is not None]
            if len(rows) > 1:
                made._rows[rows[0]] = rows
                made._set_of.update(dict.fromkeys(rows, rows[0]))
        made.open = {row for row in opened if row in made._rows}
        return made

    def folded(self, rows: Sequence[int]) -> tuple[Sequence[int], int]:
        """The rows to show of those that fit, and how many are folded away."""
        self._leads = set()
        if not self._set_of:
            return rows, 0
        fitting: dict[int, list[int]] = {}
        for row in rows:
            first = self._set_of.get(row)
            if first is not None:
                fitting.setdefault(first, []).append(row)
        shown: list[int] = []
        for row in rows:
            first = self._set_of.get(row)
            if first is None:
                shown.append(row)
            elif fitting[first][0] == row:
                self._leads.add(row)
                shown.extend(fitting[first] if first in self.open else [row])
        return shown, len(rows) - len(shown)

    def unfold(self, row: int) -> bool:
        """Open the set of a row that is folded away; whether that was needed."""
        first = self._set_of.get(row)
        if first is None or first in self.open or row in self._leads:
            return False
        self.open.add(first)
        return True

    def turn(self, row: int) -> int | None:
        """Open the set of a row, or fold it; its first row, None when it has no copies."""
        first = self._set_of.get(row)
        if first is not None:
            self.open ^= {first}
        return first

    def shown_for(self, first: int, rows: Iterable[int]) -> int:
        """The row of ``rows`` that stands for a set when it is folded."""
        return next((row for row in rows if self._set_of.get(row) == first), first)

    def words(self, row: int) -> str:
        """What a row says of its set: its size, or that it is a copy; "" for most rows."""
        first = self._set_of.get(row)
        if first is None:
            return ""
        if row in self._leads:
            return f"{len(self._rows[first])} copies"
        return "copy"
