"""From a file to a judged article: what the screen, the index and `glosse clean` have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.cleaning import KEPT, Verdict
from reader.documents import Refused, open_document
from reader.documents.measure import word_count
from reader.documents.model import Document
from reader.language import SAMPLE, Language, detect
from reader.library.facts import Analysis, Facts, Kept, Taught, site_name
from reader.pace import minutes
from reader.repeated import says

if TYPE_CHECKING:
    from reader.cleaning.rules import Rules

RAW_SAMPLE = 1_000_000
"""Code points of a text too long to be looked into: counted, and found by a library search."""


class Judged(NamedTuple):
    """A document with the verdicts on its blocks and the length of what is kept."""

    document: Document
    verdicts: tuple[Verdict, ...]
    words: int

    def minutes(self, language: str = "") -> int:
        """Reading time of what is kept, in whole minutes, for a BCP 47 language."""
        return minutes(self.words, language or self.document.metadata.language)


class Remembered(NamedTuple):
    """The verdicts on a document, from when it was judged before by the same rules."""

    digest: str
    """SHA-256 of ``Document.text``."""
    verdicts: tuple[Verdict, ...]


def judged(
    document: Document,
    *,
    key: str = "",
    rules: Rules | None = None,
    evidence: Mapping[int, tuple[int, int]] | None = None,
    remembered: Remembered | None = None,
) -> Judged:
    """Judge a document: the model, the reader's own rules over it, then what other documents say.

    ``evidence`` is what ``Index.evidence`` tells of its blocks. Where the verdicts on this document
    are ``remembered``, the model is not even loaded.
    """
    if not document.judgeable:
        return Judged(document, (KEPT,) * len(document.blocks), _words_about(document.text))
    if remembered is not None and _is_of(document, remembered):
        return Judged(document, remembered.verdicts, kept_words(document, remembered.verdicts))
    from reader.cleaning import judge, with_evidence

    verdicts: Sequence[Verdict] = judge(document)
    if rules is not None:
        from reader.cleaning.rules import apply

        verdicts = apply(rules, document, verdicts, key=key, site=site_of(document))
    verdicts = with_evidence(document, verdicts, evidence or {}, place=place_of(document))
    return Judged(document, verdicts, kept_words(document, verdicts))


def _is_of(document: Document, remembered: Remembered) -> bool:
    same = remembered.digest == document.digest
    return same and len(remembered.verdicts) == len(document.blocks)


def _words_about(text: str) -> int:
    """About how many words a text has that is too long to be counted."""
    return word_count(text[:RAW_SAMPLE]) * len(text) // max(1, min(len(text), RAW_SAMPLE))


def place_of(document: Document) -> str:
    """Where the documents are that a document's blocks are looked for in, in words."""
    return "from this site" if publisher_of(document) else "in this folder"


def publisher_of(document: Document) -> str:
    """The site as the index and the list name it; "" when unknown."""
    return document.metadata.site or site_of(document)


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
    return site_name(document.metadata.url, document.metadata.site)


@lru_cache(maxsize=4)
def rules_of(taught: Taught) -> Rules:
    """The rules that were told as ``taught_by`` them; RulesError where they are none."""
    import json

    from reader.cleaning.rules import parse

    tables: dict[str, dict[str, Any]] = {}
    for table, name, rows in taught:
        tables.setdefault(table, {})[name] = json.loads(rows)
    return parse(tables)


def taught_by(rules: Rules) -> Taught:
    """The rules in the form that the index can compare and hand to its workers."""
    import json

    from reader.cleaning.rules import dump

    tables = dump(rules)
    return tuple(
        (table, name, json.dumps(rows, sort_keys=True))
        for table in ("documents", "sites")
        for name, rows in sorted(tables[table].items())
        if rows
    )


def analyse(
    path: Path, key: str = "", taught: Taught = (), *, after: int = 0
) -> Iterator[Analysis]:
    """What the index keeps of one file: one article, or one for each record of a corpus.

    ``after``: the number of the record of a corpus after which to begin. A record that cannot be
    read is an article with a problem; a file that cannot be read raises ValueError with a sentence.
    The records of a corpus are keyed by the numbers of their lines, or of their messages.
    """
    from reader.documents.corpus import is_corpus, records

    rules = rules_of(taught)
    try:
        if not is_corpus(path):
            yield analysis_of(open_document(path), key=key, rules=rules)
            return
        for record in records(path, after=after):
            number = str(record.number)
            try:
                document = record.document()
                yield analysis_of(document, number, key=f"{key}#{number}", rules=rules)
            except Refused as refused:
                yield Analysis(Facts(number, problem=str(refused)), "")
    except Refused as refused:
        raise ValueError(str(refused)) from refused


def facts_about(document: Document, key: str, *, words: int, language: Language) -> Facts:
    """What the list and the index say of a document, of which ``words`` are kept."""
    metadata = document.metadata
    return Facts(
        key,
        title=metadata.title,
        site=publisher_of(document),
        date=metadata.date,
        url=metadata.url,
        author=metadata.author,
        language=language.code or metadata.language.partition("-")[0].lower(),
        confidence=language.confidence,
        words=words,
        digest=document.digest,
    )


def analysis_of(
    document: Document, record: str = "", *, key: str = "", rules: Rules | None = None
) -> Analysis:
    """Facts, cleaned text and fingerprints of a document; ``record`` names one of a corpus."""
    from reader.cleaning import fingerprints

    found = judged(document, key=key, rules=rules)
    verdicts = found.verdicts
    language = language_of(document, verdicts)
    facts = facts_about(document, record, words=found.words, language=language)
    if document.raw:
        return Analysis(facts, document.text[:RAW_SAMPLE], ())
    blocks = [block.span.of(document.text) for block in document.blocks]
    say = says(
        blocks,
        [v.kept for v in verdicts],
        [v.source != "model" for v in verdicts],
        [v.confidence for v in verdicts],
    )
    kept = tuple(
        Kept(number, say[number], len(blocks[number]))
        for number, verdict in enumerate(verdicts)
        if verdict.kept
    )
    text = "\n\n".join(blocks[one.block] for one in kept)
    return Analysis(facts, text, fingerprints(document), kept)
