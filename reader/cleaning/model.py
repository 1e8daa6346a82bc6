"""The trained model: weights of n-grams, tables and trees, read once from a small file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import compress
from math import exp
from pathlib import Path
from typing import Any

from reader.cleaning import context, features, model_file
from reader.cleaning.features import Columns
from reader.cleaning.levels import TOP
from reader.cleaning.model_file import parts_of
from reader.cleaning.tables import Tables
from reader.cleaning.tables import unpack as unpack_tables
from reader.cleaning.trees import Trees, unpack
from reader.cleaning.vocabulary import SLOTS_LOG2, Vocabulary

FILE = "model.bin"
_SHARED = frozenset((*context.WHOLE, *context.PAGE_WHOLE, *features.WHOLE))
"""Features that are equal in all lines of a document."""


class Kind(Enum):
    """What a document is to the second look; each kind has a forest of its own."""

    EXTRACT = "extract"
    """An article, or what an extractor left: hardly a line is boilerplate beyond doubt."""
    PAGE = "page"
    """A whole page, in which the article must be found."""


@dataclass(frozen=True, slots=True)
class Forest(model_file.Forest):
    """The trees of the second look, which see each line's features."""

    def margins(
        self, known: Columns, names: Sequence[str], chosen: Sequence[bool]
    ) -> Iterator[float]:
        """Log-odds that each chosen line is article, from its features ``names``, in the trees'
        order; there must be a line."""
        common = [number for number, name in enumerate(names) if name in _SHARED]
        each = [number for number, name in enumerate(names) if name not in _SHARED]
        left = self.trees.common([known[names[number]][0] for number in common], common)
        rows = compress(zip(*(known[names[number]] for number in each), strict=True), chosen)
        return map(self.margin, self.trees.sums(rows, each, left))


@dataclass(frozen=True)
class Model:
    """Everything learnt. ``judge`` of the module ``judging`` asks it for chances."""

    vocabulary: Vocabulary
    first: Tables
    second: Mapping[Kind, Forest]
    header: dict[str, Any]

    def chance(self, odds: float) -> float:
        """The calibrated probability that a block with these log-odds is article."""
        slope, shift = self.header["calibration"]
        return 1 / (1 + exp(-(slope * odds + shift)))


def quantised(margins: Sequence[float]) -> tuple[list[int], list[int]]:
    """Log-odds as the levels (0-63) the second look takes: of log-odds, of probability."""
    steps = [round(margin * _STEPS) for margin in margins]
    places = [
        step + _REACH if -_REACH < step < _REACH else 2 * _REACH * (step > 0) for step in steps
    ]
    return [_OF_ODDS[place] for place in places], [_OF_CHANCE[place] for place in places]


_STEPS, _REACH = 16, 128
# Rounded here, once, to whole levels: the last bit of an exponential differs among machines.
_PLACES = range(-_REACH, _REACH + 1)
_OF_ODDS = [min(max(round(32 + 6 * at / _STEPS), 0), TOP) for at in _PLACES]
_OF_CHANCE = [round(TOP / (1 + exp(-at / _STEPS))) for at in _PLACES]


def read(data: bytes) -> Model:
    """The model of ``model_file.write``'s bytes."""
    header, parts = parts_of(data)
    weights = parts["weights"].cast("b")
    if len(weights) != 1 << SLOTS_LOG2:
        raise ValueError("the cleaning model's table of weights has the wrong size")
    second = {
        kind: Forest(Trees(unpack(bytes(parts[kind.value]))), *header["scales"][kind.value])
        for kind in Kind
    }
    return Model(Vocabulary(weights), unpack_tables(bytes(parts["first"])), second, header)


@cache
def shipped() -> Model:
    """The model of the package, read when first asked for."""
    return read(Path(__file__).with_name(FILE).read_bytes())
