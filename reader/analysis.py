"""From a file to a judged article: what the screen, the index and `glosse clean` have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.cleaning import Verdict, fingerprints, judge
from reader.cleaning.rules import Rules, apply
from reader.documents import Refused, open_document
from reader.documents.corpus import is_corpus, records
from reader.documents.measure import minutes, word_count
from reader.documents.model import Document
from reader.language import SAMPLE, Language, detect
from reader.library.facts import Analysis, Facts

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
    """The language of the first kept blocks; slow (0.3 s) the first time on a machine."""
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


def analyse(path: Path) -> Iterator[Analysis]:
    """What the index keeps of one file: one article, or one for each record of a corpus.

    A record that cannot be read is an article with a problem; a file that cannot be read raises
    ValueError with a sentence. The records of a corpus are keyed by the numbers of their lines.
    """
    try:
        if not is_corpus(path):
            yield analysis_of(open_document(path))
            return
        for record in records(path):
            number = str(record.number)
            try:
                yield analysis_of(record.document(), number)
            except Refused as refused:
                yield Analysis(Facts(number, problem=str(refused)), "")
    except Refused as refused:
        raise ValueError(str(refused)) from refused


def analysis_of(document: Document, key: str = "") -> Analysis:
    """Facts, cleaned text and fingerprints of a document; ``key`` names a record."""
    found = judged(document)
    language = language_of(document, found.verdicts)
    metadata = document.metadata
    facts = Facts(
        key,
        title=metadata.title,
        site=metadata.site or site_of(document),
        date=metadata.date,
        url=metadata.url,
        author=metadata.author,
        language=language.code or metadata.language.partition("-")[0].lower(),
        confidence=language.confidence,
        words=found.words,
        digest=document.digest,
    )
    blocks = zip(document.blocks, found.verdicts, strict=True)
    text = "\n\n".join(block.span.of(document.text) for block, verdict in blocks if verdict.kept)
    return Analysis(facts, text, fingerprints(document))
