"""What stands above an article: who published it when, and its headline where the text lacks it."""

from __future__ import annotations

import unicodedata
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.model import BlockKind
from reader.documents.title import name_title
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from reader.opened import OpenArticle

JOINT = " · "
LOOKED_THROUGH = 6
"""Blocks of the article among which its headline is looked for."""
DATELINE = 80
"""Code points that may stand before a title that was taken from the first sentence."""
TELLING = 12
"""Letters from which on a title is no word that just happens to be in a sentence."""


class Headline(NamedTuple):
    """Everything is sanitised; any of it may be empty."""

    kicker: str = ""
    """Author, site and date."""
    title: str = ""
    notices: tuple[str, ...] = ()
    """What the document was opened without, where it is shown what was removed."""


NO_HEADLINE = Headline()


def headline_of(article: OpenArticle) -> Headline:
    """The headline of an article as it is known, without what its own text begins with."""
    metadata = article.document.metadata
    said = (metadata.author, metadata.site, metadata.date[:10])
    kicker = JOINT.join(sanitise(part) for part in dict.fromkeys(said) if part.strip())
    named = metadata.title == name_title(PurePosixPath(article.key).name)
    known = named or _in_text(article)
    notices = tuple(map(sanitise, article.document.notices))
    return Headline(kicker, "" if known else sanitise(metadata.title), notices)


def _in_text(article: OpenArticle) -> bool:
    """Whether the reader meets the title in the first blocks of what is kept anyway."""
    title = _compared(article.document.metadata.title)
    kept = (
        block
        for block, verdict in zip(article.document.blocks, article.verdicts, strict=False)
        if verdict.kept
    )
    for block in islice(kept, LOOKED_THROUGH):
        if block.kind is BlockKind.HEADING and block.level == 1:
            return True
        end = min(block.span.end, block.span.start + 2 * len(title) + DATELINE)
        beginning = _compared(article.document.text[block.span.start : end])
        if beginning.startswith(title) or (len(title) >= TELLING and title in beginning):
            return True
    return False


def _compared(text: str) -> str:
    """Letters and digits alone: a title is spaced, cased and ended in many ways."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))
