"""What the line to filter the library says around it. Nothing here knows Textual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reader.library.query import Completion, complete
from reader.sanitise import sanitise
from reader.tui.hints import Hint
from reader.tui.keyboard.key_names import label

PROMPT = "words, lang:de, is:unread, words:<500 …"
OFFERED = 4
"""Completions that are shown."""


def line_hints(completes: str) -> tuple[Hint, ...]:
    """What the keys do in the line, and what Tab does; how it is left stands last, and stays."""
    tab = ((label("tab"), completes),) if completes else ()
    moving = (f"{label('up')} {label('down')}", "Move")
    return (*tab, moving, (label("enter"), "Keep"), (label("escape"), "Clear"))


def completes(saved: Mapping[str, str]) -> str:
    """What Tab does, where filters are ``saved`` and where none are."""
    return "Complete, also saved filters" if saved else "Complete"


def completion(
    typed: str, values: Mapping[str, Iterable[str]], saved: Mapping[str, str]
) -> Completion:
    """What the end of ``typed`` may become: a field, one of its ``values``, a ``saved`` filter."""
    found = complete(typed, values)
    start = typed.rfind(" ") + 1
    named = [line for name, line in saved.items() if name.startswith(typed[start:])]
    if found.options or not named:
        options = tuple(option for option in found.options if option != typed[found.start :])
        return Completion(found.start, options)
    return Completion(start, tuple(named))


def said_below(options: Sequence[str], problems: Sequence[str]) -> str:
    """What Tab would complete, else what was not understood; sanitised."""
    offered = "  ".join(map(sanitise, options[:OFFERED]))
    return f"Tab {offered}" if offered else sanitise(" ".join(problems))
