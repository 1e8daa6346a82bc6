"""Lines as small integers (0-63): a line itself, its neighbours, its document.

Integers make trees quick to run and the result the same on every machine. A feature is a column
with a value for each line, so that what looks at neighbours is the same column moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, repeat
from operator import floordiv, mul, sub

from reader.cleaning.cues import lexicon
from reader.cleaning.levels import COUNT, SIZE, TOP
from reader.cleaning.vocabulary import Look, Measure, Vocabulary

Columns = dict[str, Sequence[int]]
"""Features by name, a value a line."""

_CLOSING = frozenset(".!?…。！？।")
_AFTER_CLOSING = "\"'”“»«’)]）」』"
_BULLETS = frozenset("-–—•*·▪●►▶»›→+>")
_PROSE_SIZE, _DENSE_PROSE_SIZE = 80, 30
_FAR = 20
_TIES = 4
_NOUGHTS = repeat(0)
_SHORT = 90
_LOOKS = 4_000
_TALK = ("comments", "comment rules")
_OFFERS = (
    "related links", "newsletter", "advertisement", "subscription", "app or podcast promo",
    "share", "job ad",
)  # fmt: skip
_FOOTER = ("legal notice", "cookie notice", "navigation", "search")

OWN = (
    "ngram", "mean_weight", "size", "words", "word_size", "ending", "beginning", "capital",
    "digits", "punctuation", "commas", "function", "cues", "kind", "address", "spread",
)  # fmt: skip
WHOLE = (
    "lines", "prose_share", "mean_ngram", "mean_size", "cued_share", "closed_share", "short_share",
    "spread_ngram",
)  # fmt: skip


_ROOTS = [int((n or 1) ** 0.5 * 16) for n in range(2001)]


def columns(lines: Sequence[str], vocabulary: Vocabulary) -> tuple[Columns, Sequence[Measure]]:
    """The features of a document's lines (trimmed, none empty), and what their words measure."""
    looks, measures = zip(*(_look(line, vocabulary) for line in lines), strict=True)
    found: Columns = dict(zip(OWN, zip(*looks, strict=True), strict=True))
    sizes = list(map(len, lines))
    prose = list(map(_is_prose, sizes, found["ending"], measures))
    topics = [measure.topics for measure in measures]
    found["cohesion"] = shared(topics, prose)
    found["bonds"] = bonds(topics, prose)
    found.update(_repeats(lines, sizes, found))
    found.update(_moved(found))
    found.update(_near(found, sizes, prose))
    found.update(_boxes(measures, sizes))
    found.update(_where(sizes))
    found.update(_whole(found, sizes, prose))
    found["lift"] = lift(found["ngram"], found["mean_ngram"][0], found["spread_ngram"][0])
    return found, measures


def _look(line: str, vocabulary: Vocabulary) -> Look:
    """A line's own features and measure; those of short lines, which sites repeat, are kept."""
    found = vocabulary.looks.get(line)
    if found is None:
        measure = vocabulary.measure(line)
        found = (_own(line, measure), measure)
        if len(line) < _SHORT:
            if len(vocabulary.looks) >= _LOOKS:
                vocabulary.looks.clear()
            vocabulary.looks[line] = found
    return found


def _own(line: str, measure: Measure) -> tuple[int, ...]:
    size = len(line)
    words, letters, weight, slots, function, capital, number, cue_words, kind, _ = measure
    divisor = words or 1
    ascii_only = line.isascii()
    commas = line.count(",")
    if not ascii_only:
        commas += line.count("，") + line.count("、")
    spaces = line.count(" ")
    ngram = 32 + weight * 2 // _ROOTS[min(slots, 2000)]
    mean = 32 + weight // (slots or 1)
    return (
        0 if ngram < 0 else min(ngram, TOP),
        0 if mean < 0 else min(mean, TOP),
        SIZE[min(size, 2000)],
        COUNT[min(words, 400)],
        min((size - spaces) * 4 // divisor, TOP),
        _ending(line),
        _beginning(line[0]),
        capital * TOP // divisor,
        number * TOP // divisor,
        min(max(min(size, 20_000) - spaces - letters, 0) * 2 * TOP // size, TOP),
        min(commas, TOP),
        function * TOP // divisor,
        min(cue_words * TOP // divisor, TOP),
        kind + 1,
        _address(line, ascii_only),
        COUNT[min(cue_words, 400)],
    )


@lru_cache(maxsize=4096)
def _beginning(first: str) -> int:
    if first.isupper():
        return 4
    if first.islower():
        return 3
    if first in _BULLETS:
        return 1
    if first.isdigit():
        return 2
    return 5 if first.isalpha() else 0


def _ending(line: str) -> int:
    last = line[-1]
    if last.isalnum():
        return 0
    bare = line.rstrip(_AFTER_CLOSING)
    last = bare[-1:]
    if last in _CLOSING:
        return 3 if not bare.endswith(("...", "…")) else 1
    return 2 if last in ":：" else 0


def _address(line: str, ascii_only: bool) -> int:
    found = 0
    if "http" in line or "www." in line or ".com" in line:
        found = 1
    if "@" in line:
        found += 2
    if not ascii_only and ("©" in line or "®" in line):
        found += 4
    return found


def _is_prose(size: int, ending: int, measure: Measure) -> bool:
    long = size >= _PROSE_SIZE or (size >= _DENSE_PROSE_SIZE and measure.words * 2 > size)
    return long and ending >= 2


def shared(topics: Sequence[frozenset[int]], inside: Sequence[bool]) -> list[int]:
    """1 + the share (0-62) of a line's topics that other lines ``inside`` hold; 0 without any."""
    once: set[int] = set()
    twice: set[int] = set()
    for own, within in zip(topics, inside, strict=True):
        if within:
            twice |= once & own
            once |= own
    return [
        1 + len(own & (twice if within else once)) * (TOP - 1) // len(own) if own else 0
        for own, within in zip(topics, inside, strict=True)
    ]


def bonds(topics: Sequence[frozenset[int]], inside: Sequence[bool]) -> list[int]:
    """How firmly a line's topics tie it to other lines ``inside`` (0-63).

    A topic counts as often as other lines hold it, up to ``_TIES``; their sum is taken over the
    root of how many the line has, for a long line about the same tells more than a short one.
    """
    held = Counter(chain.from_iterable(
        own for own, within in zip(topics, inside, strict=True) if within
    ))  # fmt: skip
    # Conditions, not min(): this is half of what the function costs.
    rest = {topic: count if count < _TIES else _TIES for topic, count in held.items()}
    own_too = {topic: count - 1 if count <= _TIES else _TIES for topic, count in held.items()}
    found = []
    for own, within in zip(topics, inside, strict=True):
        of = own_too if within else rest
        tied = sum(map(of.get, own, _NOUGHTS))
        found.append(min(tied * 64 // _ROOTS[min(len(own), 2000)], TOP) if tied else 0)
    return found


def _repeats(lines: Sequence[str], sizes: Sequence[int], known: Columns) -> Columns:
    """How often a line stands in the document, and how many short lines are shaped alike.

    The lines around readers' comments and teasers (names, dates, buttons) are.
    """
    counted = Counter(lines)
    shapes = [
        (size >> 2, ending, beginning, digits >> 3, capital >> 4) if length < _SHORT else None
        for size, ending, beginning, digits, capital, length in zip(
            known["size"], known["ending"], known["beginning"], known["digits"],
            known["capital"], sizes, strict=True,
        )
    ]  # fmt: skip
    alike = Counter(shapes)
    alike[None] = 0
    return {
        "repeats": [min(counted[line], 15) for line in lines],
        "alike": [COUNT[min(alike[shape], 400)] for shape in shapes],
    }


def moved(column: Sequence[int], by: int) -> Sequence[int]:
    """The column ``by`` lines on (negative: before), 0 beyond the ends."""
    count, own = len(column), list(column)
    if by > 0:
        return (own[by:] + [0] * by)[:count] if by < count else [0] * count
    return ([0] * -by + own)[:count]


_MOVED = (
    ("ngram", -1), ("ngram", 1), ("ngram", -2), ("ngram", 2), ("size", -1), ("size", 1),
    ("size", -2), ("ending", -1), ("ending", 1), ("cues", -1),
    ("alike", -1), ("alike", 1),
)  # fmt: skip


def _moved(known: Columns) -> Columns:
    return {f"{name}{by:+}": moved(known[name], by) for name, by in _MOVED}


def _near(known: Columns, sizes: list[int], prose: list[bool]) -> Columns:
    count = len(sizes)
    mass = list(accumulate((s if p else 0 for s, p in zip(sizes, prose, strict=True)), initial=0))
    total = mass[-1] or 1
    open_run, open_place = _runs([mark not in (2, 3) for mark in known["ending"]])
    return {
        "ngram~2": windows(known["ngram"], sizes, 2),
        "ngram~5": windows(known["ngram"], sizes, 5),
        "cohesion~3": windows(known["cohesion"], sizes, 3),
        "prose~5": means([TOP if p else 0 for p in prose], 5),
        "prose_back": _distances(prose),
        "prose_on": _distances(prose[::-1])[::-1],
        "prose_before": [before * TOP // total for before in mass[:count]],
        "prose_after": [(total - after) * TOP // total for after in mass[1:]],
        "open_run": open_run,
        "open_place": open_place,
    }


def _distances(prose: Sequence[bool]) -> list[int]:
    """Lines since the last line of prose, itself not counted; ``_FAR`` where there is none."""
    found, since = [], _FAR
    for is_prose in prose:
        since = since + 1 if since < _FAR else _FAR
        found.append(since)
        if is_prose:
            since = 0
    return found


def _runs(marked: list[bool]) -> tuple[list[int], list[int]]:
    """For marked lines, how long their run is and their place in it from 1 (both capped)."""
    lengths: list[int] = []
    places: list[int] = []
    run = 0
    for mark in (*marked, False):
        if mark:
            run += 1
            continue
        if run:
            lengths += [min(run, TOP)] * run
            places += [min(place, TOP) for place in range(1, run + 1)]
            run = 0
        lengths.append(0)
        places.append(0)
    return lengths[:-1], places[:-1]


def windows(column: Sequence[int], weights: Sequence[int], reach: int) -> list[int]:
    """Weighted mean of the neighbours within ``reach`` lines, the line itself left out.

    Weights are positive; a line without neighbours has mean 0.
    """
    if len(column) < 2:
        return [0] * len(column)
    weighted = list(map(mul, column, weights))
    return list(map(floordiv, around(weighted, reach), around(weights, reach)))


def means(column: Sequence[int], reach: int) -> list[int]:
    """Mean of the neighbours within ``reach`` lines, all alike; as ``windows`` for the rest."""
    if len(column) < 2:
        return [0] * len(column)
    return list(map(floordiv, around(column, reach), _neighbours(len(column), reach)))


@lru_cache(maxsize=8)
def _neighbours(count: int, reach: int) -> list[int]:
    """How many neighbours within ``reach`` each of ``count`` lines has."""
    return around([1] * count, reach)


def around(column: Sequence[int], reach: int) -> list[int]:
    """The sum of the neighbours within ``reach`` lines, the line itself left out."""
    sums = list(accumulate(column, initial=0))
    beyond = min(reach, len(column))
    high = sums[reach + 1 :] + [sums[-1]] * beyond
    low = [0] * beyond + sums
    return list(map(sub, map(sub, high, low), column))


def ramp(start: int, count: int) -> list[int]:
    """For each of ``count`` lines how far it is past line ``start``, within 0-63."""
    rising = range(max(-start, 0), TOP)
    return ([0] * max(start, 0) + list(rising) + [TOP] * count)[:count]


def _boxes(measures: Sequence[Measure], sizes: Sequence[int]) -> Columns:
    """Cues of comments, of offers and of the page's foot around and before a line."""
    talk, offers, footer = _groups()
    kinds = [m.kind if s < _SHORT else -1 for m, s in zip(measures, sizes, strict=True)]
    talks = [1 if kind in talk else 0 for kind in kinds]
    offered = [1 if kind in offers else 0 for kind in kinds]
    feet = [1 if kind in footer else 0 for kind in kinds]
    return {
        "talk~6": around(talks, 6),
        "offers~4": around(offered, 4),
        "footer~8": around(feet, 8),
        "talk_before": [COUNT[min(n, 400)] for n in accumulate(talks)],
        "since_talk": _distances([bool(t) for t in talks]),
        "since_offer": _distances([bool(t) for t in offered]),
    }


def _groups() -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    number = {name: at for at, name in enumerate(lexicon().kinds)}
    talk, offers, footer = (
        frozenset(number[name] for name in names) for names in (_TALK, _OFFERS, _FOOTER)
    )
    return talk, offers, footer


def _where(sizes: list[int]) -> Columns:
    count = len(sizes)
    before = list(accumulate(sizes, initial=0))
    total = before[-1] or 1
    return {
        "position": [at * TOP // total for at in before[:count]],
        "from_start": ramp(0, count),
    }


def _whole(known: Columns, sizes: list[int], prose: list[bool]) -> Columns:
    count, total = len(sizes), sum(sizes) or 1
    mean = sum(map(mul, known["ngram"], sizes)) // total
    spread = sum(map(mul, [abs(n - mean) for n in known["ngram"]], sizes)) * 4 // total
    values = (
        COUNT[min(count, 400)],
        sum(s for s, p in zip(sizes, prose, strict=True) if p) * TOP // total,
        mean,
        SIZE[min(total // count, 2000)],
        sum(c > 15 for c in known["cues"]) * TOP // count,
        sum(e == 3 for e in known["ending"]) * TOP // count,
        sum(s < 40 for s in sizes) * TOP // count,
        min(spread, TOP),
    )
    return {name: [value] * count for name, value in zip(WHOLE, values, strict=True)}


def lift(ngram: Sequence[int], mean: int, spread: int) -> list[int]:
    """How far the n-grams of each line stand above the document's, in steps of its own spread.

    In a language of which little was learnt they tell less, and all of them may lean to one side.
    """
    scale = max(spread, 2)
    steps = [min(max(32 + (level - mean) * 64 // scale, 0), TOP) for level in range(TOP + 1)]
    return list(map(steps.__getitem__, ngram))
