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


class Hit(TypedDict):
    """A line of `glosse search --json`; spans are code points of the snippet, end excluded."""

    key: str
    path: str
    title: str
    score: float
    note: str
    snippets: list[Snippet]


class Snippet(TypedDict):
    """A part of the cleaned text, or of a note, with the hits in it."""

    text: str
    spans: list[list[int]]
    start: int


class Annotation(TypedDict):
    """A line of `glosse notes --json`; positions are code points of the document's text."""

    id: str
    key: str
    path: str
    title: str
    quote: str
    comment: str
    tags: list[str]
    colour: Literal["yellow", "green", "blue", "pink", "purple"]
    created: str
    modified: str
    creator: str
    status: Literal["placed", "uncertain", "orphan", "missing"]
    start: int | None
    end: int | None
    confidence: float


class Verified(TypedDict):
    """A line of `glosse verify --json`."""

    document: str
    title: str
    id: str
    quote: str
    finding: Literal["placed", "moved", "uncertain", "orphan", "source missing"]
    source_changed: bool
    start: int | None
    end: int | None
    was: list[int]
    confidence: float


class Difference(TypedDict):
    """A stretch that only some readers marked; ``readers`` by their place in ``readers``."""

    start: int
    end: int
    text: str
    readers: list[int]


class Agreement(TypedDict):
    """A line of `glosse agree --json`: one tag in one document."""

    key: str
    tag: str
    readers: list[str]
    passages: list[int]
    f1: float | None
    alpha: float | None
    differences: list[Difference]


class Statistics(TypedDict):
    """What `glosse stats --json` prints."""

    articles: int
    words: int
    minutes: int
    unreadable: int
    copies: int
    languages: dict[str, int]
    sites: dict[str, int]
    months: dict[str, int]
    marks: dict[str, int]
    starred: int
    words_read: int
    read_by_day: dict[str, int]
    notes: int
    annotated: int
    tags: dict[str, int]
    colours: dict[str, int]


class Added(TypedDict):
    """A line of `glosse add --json`."""

    path: str
    bytes: int
    source: str
    redirects: list[str]
    existed: bool


class Imported(TypedDict):
    """What `glosse import --json` and `glosse merge --json` print."""

    placed: int
    uncertain: int
    orphan: int
    homeless: int
    added: int
    changed: int
    problems: list[str]


class Symptom(TypedDict):
    """Something in the store that is not as it should be."""

    grade: Literal["note", "warning", "error"]
    message: str


class Diagnosis(TypedDict):
    """What `glosse doctor --json` prints."""

    versions: dict[str, str]
    system: dict[str, str]
    terminal: dict[str, str]
    advice: list[str]
    paths: dict[str, str]
    library: dict[str, str | int]
    symptoms: list[Symptom]
    repaired: list[str]


class Setting(TypedDict):
    """Something wrong in the settings: a line of `glosse config --check --json`."""

    line: int
    problem: str


def schema(form: type) -> str:
    """The JSON Schema of a form."""
    import json

    import msgspec

    return json.dumps(msgspec.json.schema(form), indent=2, ensure_ascii=False)
