"""The forms of what `--json` prints; `glosse VERB --schema` shows them as JSON Schema."""

from __future__ import annotations

from typing import Literal, TypedDict


class CleanedBlock(TypedDict):
    """One block of the document; positions are code points of the decoded text, end excluded."""

    start: int
    end: int
    kind: str
    kept: bool
    reason: str
    confidence: float


class CleanedDocument(TypedDict):
    """A line of `glosse clean --json`."""

    source: str
    id: str | int | None
    title: str
    language: str
    text: str
    blocks: list[CleanedBlock]


class Article(TypedDict):
    """A line of `glosse ls --json`."""

    key: str
    path: str
    title: str
    site: str
    url: str
    author: str
    language: str
    words: int
    minutes: int
    date: str
    notes: int
    tags: list[str]
    mark: Literal["unread", "reading", "read"]
    starred: bool
    progress: float
    problem: str
