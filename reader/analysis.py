"""From a file to a judged article: what the screen, the index and `glosse clean` have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.cleaning import Verdict, judge
from reader.cleaning.rules import Rules, apply
from reader.documents.measure import minutes, word_count
from reader.documents.model import Document
from reader.language import SAMPLE, Language, detect

_NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Judged:
    """A document with the verdicts on its blocks and the length of what is kept."""

    document: Document
    verdicts: tuple[Verdict, ...]
    words: int

    def minutes(self, language: str = "") -> int:
        """Reading time of what is kept, in whole minutes, for a BCP 47 language."""
        return minutes(self.words, language or self.document.metadata.language)


def judged(
    document: Document,
    *,
    key: str = "",
    rules: Rules = _NO_RULES,
    evidence: Mapping[int, tuple[int, int]] | None = None,
) -> Judged:
    """Judge a document: the model with corpus evidence, then the reader's own rules over it."""
    verdicts = judge(document, evidence=evidence)
    verdicts = apply(rules, document, verdicts, key=key, site=site_of(document))
    return Judged(document, verdicts, kept_words(document, verdicts))


def kept_words(document: Document, verdicts: Sequence[Verdict]) -> int:
    """How many words the kept blocks hold."""
    return sum(
        word_count(block.span.of(document.text))
        for block, verdict in zip(document.blocks, verdicts, strict=True)
        if verdict.kept
    )


def language_of(document: Document, verdicts: Sequence[Verdict]) -> Language:
    """The language of the first kept blocks; slow (0.5 s) the first time in a process."""
    pieces, length = [], 0
    for block, verdict in zip(document.blocks, verdicts, strict=True):
        if verdict.kept:
            pieces.append(block.span.of(document.text)[: 2 * SAMPLE])
            length += len(pieces[-1])
            if length >= 2 * SAMPLE:
                break
    return detect("\n".join(pieces))


def site_of(document: Document) -> str:
    """The name under which rules of a site are kept: the host of the address, else the site."""
    from urllib.parse import urlsplit

    try:
        host = urlsplit(document.metadata.url).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or document.metadata.site
