"""Text made comparable, with a way back to the original.

Two foldings, both free of context (a character always folds the same way), so that a needle
folded alone is found in a haystack folded alone:

- ``fold`` is for people searching: compatibility forms, case and accents are taken away, white
  space becomes one space, quotes and dashes are unified, invisible characters vanish.
- ``skeleton`` is for finding a passage again after its page was laid out anew: on top of that,
  only letters, digits and symbols stay, and broken encodings and HTML entities are read as what
  they stood for.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from reader.alike import ALIKE
from reader.patterns import late
from reader.text import Span

_JAMO = late("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")
_ENTITY = late(r"&(?:amp;)*(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)")
"""An entity, also one that was escaped again with its page."""
_MARKUP = late(
    r"\]\((?:https?://|/)[^()\s]{1,400}(?: \"[^\"\n]{0,100}\")?\)"
    r"|</?(?:a|b|br|cite|em|i|mark|p|q|small|span|strong|sub|sup|u)(?: [^<>]{0,400})?/?>"
)
"""The target of a Markdown link, and the tags of HTML that stand amid sentences."""
_CP1252 = bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_TRAIL = f"[\u0080-\u00bf{_CP1252}]"
_MOJIBAKE = late(
    f"[\u00c2-\u00c5\u00ce-\u00d3\u00d7-\u00db]{_TRAIL}"
    f"|[\u00e0-\u00ef]{_TRAIL}{{2}}|[\u00f0-\u00f4]{_TRAIL}{{3}}"
)
"""UTF-8 that was read as cp1252 or Latin-1: a lead byte and its continuation bytes."""

_STRETCH = 4096
"""Characters that are folded, and later mapped back, at a time."""
_MANY = 48
"""Up to this many distinct characters, replacing them one by one beats one translation."""


def _plain(character: str) -> str:
    """Without compatibility form, case, accents and invisible characters; may be empty."""
    if character.isspace():
        return " "
    if character in ALIKE:
        return ALIKE[character]
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = "".join(ALIKE.get(c, c) for c in folded if _visible(c))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Mn", "Me", "Cf", "Cc"}


def _bare(character: str) -> str:
    """As ``_plain``, but only letters, digits, spacing marks and symbols are left."""
    return "".join(
        c for c in _plain(character) if unicodedata.category(c)[0] in "LNSMC" and c not in "<>=|~^`"
    )


class _Table(dict[str, str]):
    """A folding that remembers each character it has seen."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, character: str) -> str:
        folded = self[character] = self._rule(character)
        return folded


_FOLD = _Table(_plain)
_SKELETON = _Table(_bare)


class OffsetMap:
    """Positions of a derived text in its original, as runs: small even for large texts.

    Each run of the derived text stems from one run of the original: character by character where
    both are equally long, else as a whole (``ß`` for ``ss``, many spaces for one).
    """

    __slots__ = ("_derived", "_ends", "_length", "_starts")

    def __init__(self, runs: Iterator[tuple[int, int, int]], length: int) -> None:
        """``runs``: (start in the derived text, start and end in the original), in order."""
        self._derived, self._starts, self._ends = array("I"), array("I"), array("I")
        self._length = length
        for derived, start, end in runs:
            self._derived.append(derived)
            self._starts.append(start)
            self._ends.append(end)

    def start(self, position: int) -> int:
        """Where the original of the derived character at ``position`` begins."""
        run = bisect_right(self._derived, position) - 1
        offset = position - self._derived[run]
        return min(self._starts[run] + offset, self._ends[run] - 1)

    def end(self, position: int) -> int:
        """One past the original of the derived character at ``position``."""
        run = bisect_right(self._derived, position) - 1
        following = run + 1
        last = self._derived[following] if following < len(self._derived) else self._length
        if position == last - 1:
            return self._ends[run]
        return min(self._starts[run] + position - self._derived[run] + 1, self._ends[run])


class Folded:
    """A folded text and the way back: ``span`` gives whole graphemes of the original.

    The way back is worked out where it is asked for, a stretch of the text at a time.
    """

    __slots__ = ("_derived", "_maps", "_repaired", "_sources", "_table", "original", "text")

    def __init__(self, original: str, repaired: _Repaired | None, table: _Table) -> None:
        source = repaired.text if repaired else original
        self.original = original
        self._repaired = repaired
        self._table = table
        self._sources = list(_stretches(source, table))
        self._derived: list[int] = []
        self._maps: dict[int, OffsetMap] = {}
        pieces: list[str] = []
        length = 0
        for start, end in pairwise(self._sources):
            piece = _convert(source[start:end], table)
            self._derived.append(length)
            pieces.append(piece)
            length += len(piece)
        self.text = "".join(pieces)

    def __len__(self) -> int:
        return len(self.text)

    def start(self, position: int) -> int:
        """The code point of the original where the folded character at ``position`` begins."""
        if position >= len(self.text):
            return len(self.original)
        offset, position, runs = self._stretch(position)
        start = offset + runs.start(position)
        return self._repaired.map.start(start) if self._repaired else start

    def end(self, position: int) -> int:
        """One past the code points of the original that gave the folded character."""
        offset, position, runs = self._stretch(position)
        end = offset + runs.end(position)
        return self._repaired.map.end(end - 1) if self._repaired else end

    def span(self, start: int, end: int) -> Span:
        """The original of the folded ``start:end``, widened to whole graphemes.

        Positions beyond the text are clamped; an empty range gives an empty span.
        """
        start, end = max(0, start), min(end, len(self.text))
        if start >= end:
            here = self.start(start)
            return Span(here, here)
        return graphemes(self.original, Span(self.start(start), self.end(end - 1)))

    def _stretch(self, position: int) -> tuple[int, int, OffsetMap]:
        """The stretch that holds a folded position: its offset, the position in it, its map."""
        index = bisect_right(self._derived, position) - 1
        first = self._sources[index]
        if index not in self._maps:
            source = self._repaired.text if self._repaired else self.original
            piece = source[first : self._sources[index + 1]]
            following = index + 1
            end = self._derived[following] if following < len(self._derived) else len(self.text)
            self._maps[index] = OffsetMap(_runs(piece, self._table), end - self._derived[index])
        return first, position - self._derived[index], self._maps[index]


def _stretches(text: str, table: _Table) -> Iterator[int]:
    """Borders about ``_STRETCH`` apart, each after a character that folds by itself."""
    border = 0
    while border < len(text):
        yield border
        border += _STRETCH
        while border < len(text) and (
            len(table[text[border - 1]]) != 1 or text[border - 1].isspace()
        ):
            border += 1
    yield len(text)


def fold(text: str) -> Folded:
    """The text as search compares it: one space for any run of them; the ends are not trimmed."""
    return Folded(text, _repair(text, (_jamo,)), _FOLD)


def skeleton(text: str) -> Folded:
    """The text's letters, digits and symbols alone, with broken encodings and entities read."""
    return Folded(text, _repair(text, (_jamo, _entities, _mojibake, _markup)), _SKELETON)


def _convert(text: str, table: _Table) -> str:
    """Each character replaced by its folding. Foldings are fixed points, so order is free."""
    text = text.replace("İ", "i").lower()
    changed = [c for c in sorted(set(text)) if table[c] != c]
    if len(changed) > _MANY:
        text = text.translate({ord(c): table[c] for c in changed})
    else:
        for character in changed:
            text = text.replace(character, table[character])
    return re.sub(" {2,}", " ", text) if "  " in text else text


def _runs(text: str, table: _Table) -> Iterator[tuple[int, int, int]]:
    """The runs of the folded text: see OffsetMap."""
    characters = sorted(set(text))
    spaces = "".join(c for c in characters if table[c] == " ")
    dropped = "".join(re.escape(c) for c in characters if not table[c])
    grown = "".join(re.escape(c) for c in characters if len(table[c]) > 1)
    parts = (
        [f"[{dropped}]*[{spaces}][{dropped}{spaces}]+" if dropped else f"[{spaces}]{{2,}}"]
        if spaces
        else []
    )
    parts += [f"[{dropped}]+"] if dropped else []
    parts += [f"[{grown}]"] if grown else []
    derived = position = 0
    if parts:
        for match in re.finditer("|".join(parts), text):
            start, end = match.span()
            if start > position:
                yield derived, position, start
                derived += start - position
            position = end
            length = _unit_length(match.group(), table, spaces)
            if length:
                yield derived, start, end
                derived += length
    if position < len(text):
        yield derived, position, len(text)


def _unit_length(unit: str, table: _Table, spaces: str) -> int:
    """How long the folding of an irregular run is."""
    if len(unit) == 1:
        return len(table[unit])
    return 1 if any(c in spaces for c in unit) else 0


class _Repaired:
    """A text in which some sequences stand as the character they mean."""

    __slots__ = ("map", "text")

    def __init__(self, text: str, units: list[tuple[int, int, str]]) -> None:
        pieces: list[str] = []
        runs: list[tuple[int, int, int]] = []
        derived = position = 0
        for start, end, replacement in units:
            if start < position:
                continue
            if start > position:
                runs.append((derived, position, start))
                pieces.append(text[position:start])
                derived += start - position
            runs.append((derived, start, end))
            pieces.append(replacement)
            derived += len(replacement)
            position = end
        if position < len(text):
            runs.append((derived, position, len(text)))
            pieces.append(text[position:])
        self.text = "".join(pieces)
        self.map = OffsetMap(iter(runs), len(self.text))


_Finder = Callable[[str], list[tuple[int, int, str]]]


def _repair(text: str, finders: tuple[_Finder, ...]) -> _Repaired | None:
    units = [unit for finder in finders for unit in finder(text)]
    return _Repaired(text, sorted(units)) if units else None


def _jamo(text: str) -> list[tuple[int, int, str]]:
    """Korean syllables that were taken apart into their letters."""
    if text.isascii():
        return []
    return [(*m.span(), unicodedata.normalize("NFC", m.group())) for m in _JAMO.finditer(text)]


def _entities(text: str) -> list[tuple[int, int, str]]:
    if "&" not in text:
        return []
    import html  # takes as long to load as all of this

    found = ((*m.span(), html.unescape(f"&{m[1]}")) for m in _ENTITY.finditer(text))
    return [
        (start, end, meant) for start, end, meant in found if meant and end - start > len(meant)
    ]


def _markup(text: str) -> list[tuple[int, int, str]]:
    """Markup that an extractor left; a space stands for it."""
    if "](" not in text and "<" not in text:
        return []
    return [(*m.span(), " ") for m in _MARKUP.finditer(text)]


def _mojibake(text: str) -> list[tuple[int, int, str]]:
    if text.isascii():
        return []
    found = []
    for match in _MOJIBAKE.finditer(text):
        meant = _reread(match.group())
        if meant:
            found.append((*match.span(), meant))
    return found


def _reread(broken: str) -> str:
    """What the bytes behind ``broken`` say as UTF-8, or nothing."""
    try:
        data = b"".join(c.encode("latin-1" if ord(c) < 0x100 else "cp1252") for c in broken)
        return data.decode("utf-8")
    except UnicodeError:
        return ""


def graphemes(text: str, span: Span) -> Span:
    """The span widened so that it cuts no mark from its letter and no joined emoji in two."""
    start, end = span.start, span.end
    while 0 < start < len(text) and _joins(text, start):
        start -= 1
    while 0 < end < len(text) and _joins(text, end):
        end += 1
    return Span(start, end)


def _joins(text: str, position: int) -> bool:
    """Whether the characters before and at ``position`` belong together."""
    after, before = text[position], text[position - 1]
    if after < "\u0300":
        return before == "\r" and after == "\n"
    if before.isspace():
        return False
    return (
        unicodedata.category(after)[0] == "M"
        or after == "\u200d"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or (before == "\u200d" and unicodedata.category(after) == "So")
    )
