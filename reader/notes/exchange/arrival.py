"""Notes that come from elsewhere: what was read, and where it belongs here."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from reader.notes.anchoring import Anchorer, Quote
from reader.notes.model import CONTEXT_LENGTH, Anchor, Note

TELLING_LENGTH = 20
"""Code points from which on a quote tells an article: a shorter one may stand anywhere."""
TELLING_WORDS = 4
"""Words of it, where words are parted by spaces."""
_WORD = re.compile(r"\w+")
_SPACE = uuid.UUID("b1f8a3c2-91b7-5c1e-8f5e-6f1a2d0c4e77")


@dataclass(frozen=True, slots=True)
class Arrived:
    """One note as another program told it, and what it said of the document."""

    note: Note
    key: str = ""
    """Our key, where the file was written by us."""
    title: str = ""
    url: str = ""
    utf16: tuple[int, int] | None = None
    """Start and end in UTF-16 code units, where the source counts in them."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was read of a file: notes in its order, and a sentence for what was not."""

    notes: tuple[Arrived, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Landed:
    """A note at its document here, with the anchor found on arrival."""

    key: str
    note: Note
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Report:
    """What an import would do. Nothing is stored by making it."""

    landed: tuple[Landed, ...] = ()
    homeless: tuple[Arrived, ...] = ()
    """Notes whose document is not in this library."""
    problems: tuple[str, ...] = ()


def identity(*parts: str) -> str:
    """An id made of what a foreign note says, so that importing twice makes one note."""
    return uuid.uuid5(_SPACE, "\0".join(parts).encode("utf-8", "replace").decode()).urn


def told_already(note: Note, known: Sequence[Note]) -> bool:
    """Whether the notes of a document say what an arrived one says: it would be there twice.

    One of the same id has to agree in all that a person wrote; one without an id of its own
    (see ``identity``) in quote, comment and tags, and is not somebody else's.
    """
    derived = _is_derived(note.id)
    for other in known:
        same = _words(other.exact) == _words(note.exact) and other.comment == note.comment
        if not same or {*other.tags} != {*note.tags}:
            continue
        if other.id == note.id and other.colour == note.colour:
            return True
        if derived and note.creator in {"", other.creator}:
            return True
    return False


def _words(text: str) -> list[str]:
    return text.split()


def _is_derived(name: str) -> bool:
    """Whether an id was made of what a note says."""
    try:
        return uuid.UUID(name.removeprefix("urn:uuid:")).version == 5
    except ValueError:
        return False


def land(
    incoming: Incoming,
    *,
    find: Callable[[Arrived], str | None],
    text_of: Callable[[str], str | None],
) -> Report:
    """Find the document of every note and anchor it there.

    ``find`` gives the key of the document an arrived note belongs to (by key, URL, title, or by
    its quote) or None; ``text_of`` a document's text. The stored quote is never changed; a note
    that is surely placed gets its position, and prefix and suffix where it came without.
    """
    landed: list[Landed] = []
    homeless: list[Arrived] = []
    places: dict[str, _Place | None] = {}
    for arrived in incoming.notes:
        key = find(arrived)
        if key is not None and key not in places:
            text = text_of(key)
            places[key] = None if text is None else _Place(text)
        place = places[key] if key is not None else None
        if key is None or place is None:
            homeless.append(arrived)
        else:
            landed.append(_land(key, place, arrived))
    return Report(tuple(landed), tuple(homeless), incoming.problems)


class _Place:
    """A document's text, made ready once for all notes that land there."""

    def __init__(self, text: str) -> None:
        from reader.notes.exchange.model import Utf16

        self.text = text
        self.anchorer = Anchorer(text)
        self.utf16 = Utf16(text)


def _land(key: str, place: _Place, arrived: Arrived) -> Landed:
    note, text = arrived.note, place.text
    if arrived.utf16 is not None:
        start, end = map(place.utf16.position, arrived.utf16)
        note = replace(note, start=start, end=max(start, end))
    hint = note.start if note.start or arrived.utf16 is not None else None
    found = place.anchorer.anchor(Quote(note.exact, note.prefix, note.suffix, hint))
    if found.status == "placed" and found.start is not None and found.end is not None:
        start, end = found.start, found.end
        note = replace(note, start=start, end=end)
        if not note.prefix and not note.suffix:
            prefix = text[max(0, start - CONTEXT_LENGTH) : start]
            note = replace(note, prefix=prefix, suffix=text[end : end + CONTEXT_LENGTH])
    return Landed(key, note, found)


def by_key_url_or_title(
    documents: Sequence[tuple[str, str, str]],
) -> Callable[[Arrived], str | None]:
    """A ``find`` over (key, url, title) of the library; a title that stands twice is no help."""
    keys = {key for key, _, _ in documents}
    urls: dict[str, str] = {}
    titles: dict[str, str | None] = {}
    for key, url, title in documents:
        if url:
            urls.setdefault(_address(url), key)
        if title:
            titles[title.casefold()] = None if title.casefold() in titles else key

    def find(arrived: Arrived) -> str | None:
        if arrived.key in keys:
            return arrived.key
        by_url = urls.get(_address(arrived.url)) if arrived.url else None
        return by_url or titles.get(arrived.title.casefold())

    return find


def by_quote(
    holding: Callable[[Sequence[str]], Iterable[str]], text_of: Callable[[str], str | None]
) -> Callable[[Arrived], str | None]:
    """A ``find`` by the quote: the one document in which it stands, if it is long enough to tell.

    ``holding`` gives the keys of documents that have these words one behind the other; whether
    the whole quote stands there, white space apart, is looked up in their texts.
    """

    def find(arrived: Arrived) -> str | None:
        quote = " ".join(arrived.note.exact.split())
        words = _WORD.findall(quote)
        if len(quote) < TELLING_LENGTH or (len(words) < TELLING_WORDS and quote.isascii()):
            return None
        whole = words[1:-1] if len(words) > TELLING_WORDS + 1 else words  # ends may be half words
        found = [
            key
            for key in sorted(set(holding(whole)))
            if quote in " ".join((text_of(key) or "").split())
        ]
        return found[0] if len(found) == 1 else None

    return find


def _address(url: str) -> str:
    """An address without what varies between two ways to the same page."""
    bare = url.partition("#")[0].partition("://")[2] or url
    return bare.removeprefix("www.").rstrip("/")
