"""What the cleaner was taught in this library: rules of sites, blocks of documents; removable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.cleaning.rules import Match, Rules
from reader.session import Table
from reader.tui.dialogs.browser import Browser, Deed
from reader.tui.dialogs.choices import Choice

Entry = tuple[Table, str, int]
"""Where a rule stands: its table, the site or document, its number there from 0."""
Forget = Callable[[Entry, Callable[[Rules], None]], None]
"""Takes a rule away in the store's thread and tells the rules that are left."""

_HOW = {Match.EXACT: "", Match.STARTS: "begins with ", Match.CONTAINS: "contains "}


def rule_rows(rules: Rules) -> list[Choice[Entry]]:
    """One row a rule, under its site or document."""
    rows: list[Choice[Entry]] = []
    for site, some in sorted(rules.sites.items()):
        rows += [
            Choice(
                ("sites", site, number),
                f"{_HOW[rule.match]}“{' '.join(rule.text.split())}”",
                group=f"Every article of {site}",
                lead="keep" if rule.kept else "remove",
            )
            for number, rule in enumerate(some)
        ]
    for key, overrides in sorted(rules.documents.items()):
        rows += [
            Choice(
                ("documents", key, number),
                f"“{override.text}”" if override.text else "a block without words",
                group=key,
                lead="keep" if override.kept else "remove",
            )
            for number, override in enumerate(overrides)
        ]
    return rows


class RuleList(Browser[Entry]):
    """The rules; ``dd`` takes one away, ``u`` brings it back, Enter opens a document."""

    empty = "No rules yet: in an article, x shows what was removed and R restores or removes it."

    def __init__(self, rules: Rules, forget: Forget, undo: Callable[..., None]) -> None:
        super().__init__()
        self._rules, self._forget, self._undo = rules, forget, undo

    def rows(self) -> Sequence[Choice[Entry]]:
        """The rules as they are now."""
        found = rule_rows(self._rules)
        self.title_text = f"Cleaning rules ({len(found)})"
        keys = "dd removes · u undoes · Enter opens · q leaves"
        self.footer_text = keys if found else "u undoes · q leaves"
        return found

    def show(self, rules: Rules) -> None:
        """Show the rules that hold now."""
        self._rules = rules
        if self.stands:
            self.again()

    def deeds(self) -> dict[str, Deed]:
        """Take a rule away, or bring it back."""
        return {"d d": self._remove, "u": lambda: self._undo(self.show)}

    def _remove(self) -> None:
        choice = self.list.current
        if choice is not None:
            self._forget(choice.value, self.show)
