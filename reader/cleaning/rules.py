"""What a reader taught: blocks restored or removed, and rules for a site, as plain data.

The form of ``.glosse/cleaning.json``, made to be read and edited by hand::

    {
      "version": 1,
      "sites": {
        "example.org": [{"match": "exact", "text": "Read also", "kept": false}]
      },
      "documents": {
        "2025/report.txt": [
          {"block": "9a3f…", "occurrence": 0, "kept": true, "text": "The first words …"}
        ]
      }
    }

Every function is pure; reading and writing the file is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from reader.cleaning.fingerprint import folded, identity
from reader.cleaning.verdict import Verdict
from reader.documents.model import Document

VERSION = 1
_EXCERPT = 60
_Entry = TypeVar("_Entry", "SiteRule", "Override")


class Match(StrEnum):
    """How a rule's text is compared with a block (white space, case and width folded)."""

    EXACT = "exact"
    STARTS = "starts"
    CONTAINS = "contains"


class SiteRule(NamedTuple):
    """A rule for the blocks of one site: those that match are kept, or removed."""

    text: str
    kept: bool
    match: Match = Match.EXACT

    def matches(self, block: str) -> bool:
        """Whether the rule speaks of a block with this folded text."""
        wanted = folded(self.text)
        if self.match is Match.EXACT:
            return block == wanted
        if self.match is Match.STARTS:
            return block.startswith(wanted)
        return wanted in block


class Override(NamedTuple):
    """One block of one document, restored or removed by the reader."""

    block: str
    """Name of the block's folded text (``fingerprint.identity``)."""
    kept: bool
    occurrence: int = 0
    """Which of the equal blocks, counted from 0; -1 speaks of all of them."""
    text: str = ""
    """The first words, for the eyes of whoever edits the file."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All a reader taught, by site and by document; of two rules, the later one counts."""

    sites: Mapping[str, tuple[SiteRule, ...]] = field(default_factory=dict)
    documents: Mapping[str, tuple[Override, ...]] = field(default_factory=dict)


class RulesError(ValueError):
    """The rules' data are not of the documented form; the message says where and what to do."""


def parse(data: Any) -> Rules:
    """Rules from the data of ``cleaning.json``. Raises RulesError with a sentence."""
    if not isinstance(data, dict):
        raise RulesError("cleaning.json is no object of rules; mend it, or move it aside")
    version = data.get("version", VERSION)
    if version != VERSION:
        raise RulesError(
            f"cleaning.json has version {version!r}; this Glosse reads version {VERSION}. "
            "Update Glosse, or move the file aside."
        )
    return Rules(
        {name: tuple(map(_site_rule, rows)) for name, rows in _tables(data, "sites")},
        {name: tuple(map(_override, rows)) for name, rows in _tables(data, "documents")},
    )


def dump(rules: Rules) -> dict[str, Any]:
    """The data of ``cleaning.json``, sorted, so that files merge and compare well."""
    return {
        "version": VERSION,
        "sites": {
            name: [
                {"match": str(rule.match), "text": rule.text, "kept": rule.kept} for rule in entries
            ]
            for name, entries in sorted(rules.sites.items())
        },
        "documents": {
            name: [
                {"block": o.block, "occurrence": o.occurrence, "kept": o.kept, "text": o.text}
                for o in entries
            ]
            for name, entries in sorted(rules.documents.items())
        },
    }


def apply(
    rules: Rules, document: Document, verdicts: Sequence[Verdict], *, key: str, site: str
) -> tuple[Verdict, ...]:
    """Verdicts with the site's rules laid over them, and the document's overrides over both.

    ``key`` names the document in ``Rules.documents`` (its path below the root, with slashes);
    ``site`` names its rules ("" has none).
    """
    site_rules = rules.sites.get(site, ()) if site else ()
    overrides = rules.documents.get(key, ())
    if not site_rules and not overrides:
        return tuple(verdicts)
    chosen = {(o.block, o.occurrence): o.kept for o in overrides}
    seen: dict[str, int] = {}
    decided = []
    for block, verdict in zip(document.blocks, verdicts, strict=True):
        text = block.span.of(document.text)
        ruled = _by_site(site_rules, text, site) or verdict
        if chosen:
            name = identity(text)
            occurrence = seen.get(name, 0)
            seen[name] = occurrence + 1
            kept = chosen.get((name, occurrence), chosen.get((name, -1)))
            if kept is not None:
                ruled = Verdict(kept, "" if kept else "removed by you", 1.0, "reader")
        decided.append(ruled)
    return tuple(decided)


def with_override(
    rules: Rules, key: str, block_text: str, kept: bool, *, occurrence: int = 0
) -> Rules:
    """Rules in which the block with this text of document ``key`` is kept, or removed."""
    name = identity(block_text)
    excerpt = " ".join(block_text.split())
    if len(excerpt) > _EXCERPT:
        excerpt = excerpt[: _EXCERPT - 1] + "…"
    others = tuple(
        o for o in rules.documents.get(key, ()) if (o.block, o.occurrence) != (name, occurrence)
    )
    entry = Override(name, kept, occurrence, excerpt)
    return replace(rules, documents={**rules.documents, key: (*others, entry)})


def with_site_rule(
    rules: Rules, site: str, text: str, kept: bool, *, match: Match | str = Match.EXACT
) -> Rules:
    """Rules in which blocks of ``site`` that match ``text`` are always kept, or removed."""
    if not folded(text):
        raise RulesError("a rule needs words to look for: give it some text")
    rule = SiteRule(" ".join(text.split()), kept, Match(match))
    others = tuple(
        r
        for r in rules.sites.get(site, ())
        if (r.match, folded(r.text)) != (rule.match, folded(rule.text))
    )
    return replace(rules, sites={**rules.sites, site: (*others, rule)})


def without(rules: Rules, *, site: str = "", key: str = "", index: int) -> Rules:
    """Rules less entry ``index`` of a site's rules or of a document's overrides.

    Raises RulesError where there is no such entry.
    """
    if site:
        return replace(rules, sites=_dropped(rules.sites, site, index))
    return replace(rules, documents=_dropped(rules.documents, key, index))


def occurrence_of(document: Document, index: int) -> int:
    """Which of the blocks with the same text block ``index`` is, counted from 0."""
    name = identity(document.blocks[index].span.of(document.text))
    return sum(identity(block.span.of(document.text)) == name for block in document.blocks[:index])


def _by_site(site_rules: Sequence[SiteRule], text: str, site: str) -> Verdict | None:
    block = folded(text) if site_rules else ""
    for rule in reversed(site_rules):
        if rule.matches(block):
            return Verdict(rule.kept, "" if rule.kept else f"rule for {site}", 1.0, "rule")
    return None


def _dropped(
    table: Mapping[str, tuple[_Entry, ...]], name: str, index: int
) -> dict[str, tuple[_Entry, ...]]:
    entries = table.get(name, ())
    if not 0 <= index < len(entries):
        raise RulesError(f"there is no cleaning rule number {index + 1} for {name!r}")
    left = entries[:index] + entries[index + 1 :]
    return {k: left if k == name else v for k, v in table.items() if k != name or left}


def _tables(data: Mapping[str, Any], table: str) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    names = data.get(table, {})
    if not isinstance(names, dict):
        raise RulesError(f'cleaning.json: "{table}" must be an object of lists')
    for name, rows in names.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise RulesError(f'cleaning.json: "{table}" → "{name}" must be a list of objects')
        yield name, rows


def _site_rule(row: Mapping[str, Any]) -> SiteRule:
    text, kept, match = row.get("text"), row.get("kept"), row.get("match", "exact")
    if not isinstance(text, str) or not folded(text) or not isinstance(kept, bool):
        raise RulesError(
            'cleaning.json: a site\'s rule needs "text" (words) and "kept" (true or false)'
        )
    if match not in tuple(Match):
        raise RulesError(f'cleaning.json: "match" is {match!r}; use exact, starts or contains')
    return SiteRule(text, kept, Match(match))


def _override(row: Mapping[str, Any]) -> Override:
    block, kept, occurrence = row.get("block"), row.get("kept"), row.get("occurrence", 0)
    if not isinstance(block, str) or not isinstance(kept, bool) or not isinstance(occurrence, int):
        raise RulesError(
            'cleaning.json: a document\'s entry needs "block" (text), "kept" (true or false) '
            'and "occurrence" (a number)'
        )
    return Override(block, kept, occurrence, str(row.get("text", "")))
