"""Search of the whole library: results with snippets while words are typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.timer import Timer
from textual.widgets import Input

from reader.library.query import Completion, complete
from reader.sanitise import sanitise
from reader.text import Span
from reader.tui.article.find import REGEX_MARK
from reader.tui.dialogs.choices import Choice
from reader.tui.dialogs.picker import ChoiceList, Picker

WAIT = 0.06
"""Seconds without a key before the index is asked."""


_TERM = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))')
_SPELLED = {"a": "[aàáâãåä]", "ä": "(?:ä|ae|a)", "o": "[oòóôõö]", "ö": "(?:ö|oe|o)", "u": "[uùúûü]",
            "ü": "(?:ü|ue|u)", "e": "[eèéêë]", "i": "[iìíîï]", "c": "[cç]", "n": "[nñ]",
            "ß": "(?:ß|ss)", " ": r"\s+"}  # fmt: skip


def article_query(typed: str) -> str:
    """The search of an article for what the library was searched for: each word and phrase.

    One plain word is searched as it is; several become a pattern (``\\v``) of any of them.
    Fields, operators and what is excluded mark nothing.
    """
    terms: list[str] = []
    excluded = False
    for sign, name, phrase, word in _TERM.findall(typed):
        if word in {"AND", "OR", "NOT"}:
            excluded = word == "NOT"
            continue
        text = (phrase or word).strip("()").lower()
        if text.strip("*") and not (sign or name or excluded):
            terms.append(text)
        excluded = False
    if len(terms) == 1 and not terms[0].endswith("*"):
        return terms[0]
    return REGEX_MARK + "|".join(map(_pattern, dict.fromkeys(terms))) if terms else ""


def _pattern(term: str) -> str:
    stem = term.rstrip("*")
    spelled = "".join(_SPELLED.get(c, re.escape(c)) for c in stem)
    return rf"(?<!\w){spelled}" + (r"\w*" if stem != term else "")


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found; the strings are foreign."""

    key: str
    title: str
    snippet: str
    spans: tuple[Span, ...]
    """The hits in the snippet."""
    detail: str = ""
    quote: str = ""
    """The hit as it stands in the document."""


Ask = Callable[[str, Callable[[Sequence[Hit], str], None]], None]
"""Asks for the hits of a query; they come later, with a sentence on the whole ("312 articles")."""


class LibrarySearch(Picker[tuple[str, str]]):
    """Words, phrases and fields; Enter opens the article at the hit. The value: key and quote."""

    title_text = "Search the library"
    prompt = 'words, "a phrase", word*, AND OR NOT, lang:de …'
    footer_text = "Enter opens at the hit · Esc leaves"
    OFFERED: ClassVar[int] = 4

    def __init__(
        self, ask: Ask, typed: str = "", values: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """``values``: what fields can be completed to, by their names."""
        super().__init__()
        self._ask = ask
        self._values = values or {}
        self._completion = Completion(0, ())
        self._first = typed
        self._hits: Sequence[Hit] = ()
        self._answered = ""
        """The line that the hits on the screen belong to."""
        self._entered = False
        """Whether Enter came before the hits: the first one is to be opened when they come."""
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Begin with what was searched before."""
        self.query_one(ChoiceList).empty = "Type to search."
        if self._first:
            self.query_one(Input).value = self._first

    def refill(self, typed: str) -> None:
        """Ask the index as soon as the typing pauses."""
        self._offer(typed)
        self._entered = False
        if self._timer is not None:
            self._timer.stop()
        if typed.strip():
            self._timer = self.set_timer(WAIT, lambda: self._ask_for(typed))
        else:
            self._found("", (), "")

    def _offer(self, typed: str) -> None:
        """Say what Tab would complete: the names of fields, and what the library has of one."""
        found = complete(typed, self._values)
        options = [option for option in found.options if option != typed[found.start :]]
        self._completion = Completion(found.start, tuple(options[: self.OFFERED]))
        offered = "  ".join(map(sanitise, self._completion.options))
        words = f"Tab {offered} · Esc leaves" if offered else self.footer_text
        self.query_one(Vertical).border_subtitle = Content(words)

    def on_key(self, event: Key) -> None:
        """Tab takes the first completion where there is one, else it moves in the list."""
        field = self.query_one(Input)
        if event.key == "tab" and self._completion.options:
            field.value = field.value[: self._completion.start] + self._completion.options[0]
            field.cursor_position = len(field.value)
            event.stop()
            event.prevent_default()

    def _ask_for(self, line: str) -> None:
        self._ask(line, partial(self._found, line))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter opens what was typed for, not what stands there from before; else it waits."""
        typed = event.value
        if not typed.strip() or (self._answered == typed and self._hits):
            return
        event.prevent_default()
        if self._answered != typed:
            self._entered = True
            if self._timer is not None:
                self._timer.stop()
            self._ask_for(typed)

    def _found(self, line: str, hits: Sequence[Hit], sentence: str) -> None:
        if not self.stands:
            return
        self._hits, self._answered = hits, line
        typed = self.query_one(Input).value
        found = self.query_one(ChoiceList)
        found.empty = "Nothing found." if typed.strip() else "Type to search."
        found.show(self.choices(typed))
        words = f"{self.title_text} · {sentence}" if sentence else self.title_text
        self.query_one(Vertical).border_title = Content(words)
        if self._entered and hits and line == typed:
            self._entered = False
            self.take()

    def choices(self, typed: str) -> list[Choice[tuple[str, str]]]:
        """The hits that came last."""
        return [
            Choice(
                (hit.key, hit.quote),
                hit.title,
                detail=hit.detail,
                more=hit.snippet.replace("\n", " "),
                more_spans=hit.spans,
            )
            for hit in self._hits
        ]
