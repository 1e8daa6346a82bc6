"""The saved filters of the library: to choose one, or to delete one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reader.tui.dialogs.browser import Browser, Deed
from reader.tui.dialogs.choices import Choice

Delete = Callable[[str, Callable[[Mapping[str, str]], None]], None]
"""Deletes the filter of a name in the store's thread and tells those that are left."""


class SavedFilters(Browser[str]):
    """Enter leaves with the line of a filter; ``dd`` deletes one."""

    empty = "No filters are saved yet: type one with /, then g w keeps it under a name."

    def __init__(
        self, kept: Mapping[str, str], configured: Mapping[str, str], delete: Delete
    ) -> None:
        """``kept`` belong to the library, ``configured`` stand in the configuration."""
        super().__init__()
        self._kept, self._configured, self._delete = kept, configured, delete

    def rows(self) -> Sequence[Choice[str]]:
        """Those of the library, then those of the configuration that none of these hides."""
        others = {name: line for name, line in self._configured.items() if name not in self._kept}
        self.title_text = f"Saved filters ({len(self._kept) + len(others)})"
        found = bool(self._kept or others)
        self.footer_text = "Enter filters · dd deletes · q leaves" if found else "q leaves"
        return [
            Choice(line, name, group=group, detail=line)
            for group, some in (("This library", self._kept), ("config.toml", others))
            for name, line in sorted(some.items())
        ]

    def deeds(self) -> dict[str, Deed]:
        """Delete one."""
        return {"d d": self._drop}

    def _drop(self) -> None:
        choice = self.list.current
        if choice is None:
            return
        if choice.text in self._kept:
            self._delete(choice.text, self._left)
        else:
            self.notify("This one stands in config.toml: take it out there.", timeout=4)

    def _left(self, kept: Mapping[str, str]) -> None:
        self._kept = kept
        if self.stands:
            self.again()
