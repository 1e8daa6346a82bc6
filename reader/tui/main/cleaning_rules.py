"""What the cleaner is taught: blocks restored or removed, rules of sites, and the list of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.tui.lines import clip
from reader.tui.main.host import Commands, Host

if TYPE_CHECKING:
    from reader.cleaning.rules import Rules
    from reader.tui.dialogs.rules import Entry
    from reader.tui.main.opening import Opening


class CleaningRules:
    """Blocks and rules of the cleaner."""

    def __init__(self, host: Host, opening: Opening, undo: Callable[[], None]) -> None:
        self._host, self._opening, self._undo = host, opening, undo
        self._flipped: tuple[str, int] = ("", 0)
        """Article and block restored or removed last."""
        self.commands: Commands = {"site-rule": self.teach_site, "rules": self.list_rules}

    def flip(self, index: int) -> None:
        """Restore or remove a block of the open article."""
        article = self._opening.article
        kept = article is not None and article.verdicts[index].kept

        def flipped(changed: OpenArticle) -> None:
            site = sanitise(changed.site)
            done = "Removed" if kept else "Restored"
            more = f" g s: always for {clip(site, 30)}." if site else ""
            self._host.notify(f"{done}; u takes it back.{more}")
            self._flipped = (changed.key, index)

        self._opening.change(lambda session, base: session.flip_block(base, index), then=flipped)

    def teach_site(self) -> None:
        """Remember the block restored or removed last for every article of the site."""
        article = self._opening.article
        key, index = self._flipped
        if article is None or article.key != key:
            self._host.notify("Restore or remove a block with R first.", severity="warning")
            return
        if not article.site:
            self._host.notify("The text does not say from which site it is; the rule stays here.")
            return
        site = clip(sanitise(article.site), 30)
        self._opening.change(
            lambda session, base: session.always_for_site(base, index),
            f"Always for {site} from now on; u takes it back, Rules under ^p lists all.",
        )

    def list_rules(self) -> None:
        """What the cleaner was taught in this library."""
        from reader.tui.dialogs.rules import RuleList

        session = self._opening.session
        if session is None:
            return

        def chosen(entry: Entry | None) -> None:
            if entry is not None and entry[0] == "documents":
                self._opening.go_to_article(entry[1])

        def forget(entry: Entry, show: Callable[[Rules], None]) -> None:
            def job(_: Callable[[], bool]) -> Rules:
                session.forget_rule(*entry)
                return session.rules

            def shown(rules: Rules) -> None:
                show(rules)
                self._judge_again()
                self._host.notify("The rule is gone; u brings it back.", timeout=4)

            self._opening.store.run(job, shown)

        def undo(show: Callable[[Rules], None]) -> None:
            self._undo()
            self._opening.store.run(lambda _: session.rules, show)

        self._opening.store.run(
            lambda _: session.rules,
            lambda rules: self._host.lay_over(RuleList(rules, forget, undo), chosen),
        )

    def _judge_again(self) -> None:
        """Show the open article under the rules that hold now."""
        article = self._opening.article
        if article is not None and not article.read_only:
            self._opening.change(lambda session, base: session.judged_again(base))
