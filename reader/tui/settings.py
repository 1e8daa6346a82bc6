"""What the screen cannot take of the settings: keys and themes are known here alone."""

from __future__ import annotations

from collections.abc import Container, Sequence

from reader.config import Config, Problem
from reader.tui.commands import COMMANDS
from reader.tui.keyboard.keymap import rebound

MOST = 3
"""Sentences at the start: more would lie over half of a small window."""


def wrong_theme(config: Config, themes: Container[str]) -> list[Problem]:
    """The complaint of a theme that is not there."""
    wanted = config.look.theme
    if wanted in themes:
        return []
    line = config.lines.get("look.theme", 0)
    return [Problem(line, f"there is no theme {wanted}; T in the reader lists them.")]


def wrong_settings(config: Config) -> list[Problem]:
    """The complaints of keys and theme, as they are made when the reader opens."""
    from textual.theme import BUILTIN_THEMES

    from reader.tui.theme import THEMES

    _, wrong = rebound(COMMANDS, config.keys, config.lines)
    names = {*BUILTIN_THEMES, *(theme.name for theme in THEMES)}
    return [*wrong, *wrong_theme(config, names)]


def told(problems: Sequence[Problem]) -> list[str]:
    """The complaints as sentences in the order of their lines; of many the first ones."""
    found = [str(problem) for problem in sorted(problems, key=lambda problem: problem.line)]
    if len(found) <= MOST:
        return found
    more = len(found) - MOST + 1
    return [
        *found[: MOST - 1],
        f"{more} more things are wrong in the settings: glosse config --check lists them.",
    ]
