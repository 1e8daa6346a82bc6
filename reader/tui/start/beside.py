"""What is kept beside the picture of a first screen, so that it need not be worked out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.analysis import Remembered
from reader.cleaning.verdict import Verdict
from reader.library.facts import Facts
from reader.opened import OpenArticle
from reader.patterns import late
from reader.tui.theme_table import NAMES

MOST_BLOCKS = 1_000
"""Of an article whose verdicts are kept: those of more blocks would take as long to read."""
_COLOUR = late("[0-9a-fA-F]{6}\\Z")


class Beside(NamedTuple):
    """What was known of the library when the picture was made."""

    facts: tuple[Facts, ...] = ()
    """Of the articles it shows."""
    judged: Remembered | None = None
    """The verdicts on its article."""
    colours: Mapping[str, str] = {}
    """RRGGBB by name, of a theme that is not ours."""


def written(facts: Sequence[Facts], article: OpenArticle | None, colours: Mapping[str, str]) -> str:
    """All of it as one line; JSON without letters that end a line."""
    import json

    digest, rows = "", []
    if article is not None and len(article.verdicts) <= MOST_BLOCKS:
        digest = article.document.digest
        rows = [(v.kept, v.reason, v.confidence, v.source) for v in article.verdicts]
    return json.dumps((facts, digest, rows, colours), ensure_ascii=True)


def read(line: str) -> Beside:
    """What ``written`` made a line of; nothing where it is something else."""
    import msgspec

    kind = tuple[list[Facts], str, list[tuple[bool, str, float, str]], dict[str, str]]
    try:
        facts, digest, rows, colours = msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, ValueError):
        return Beside()
    judged = Remembered(digest, tuple(Verdict(*row) for row in rows)) if digest else None
    whole = colours.keys() >= set(NAMES) and all(map(_COLOUR.match, colours.values()))
    return Beside(tuple(facts), judged, colours if whole else {})
