"""The trained model: weights of n-grams and two rounds of trees, read once from a small file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

from reader.cleaning import context, features
from reader.cleaning.trees import Trees, unpack
from reader.cleaning.vocabulary import SLOTS_LOG2, Vocabulary

FILE = "model.bin"
_TOP = 63
_WHOLE = [features.NAMES.index(name) for name in (*features.WHOLE, *features.MARKUP)]
_EACH = [place for place in range(len(features.NAMES)) if place not in _WHOLE]


@dataclass(frozen=True, slots=True)
class Scale:
    """How a sum of leaf values becomes log-odds: ``base + step * sum``."""

    base: float
    step: float

    def margin(self, total: int) -> float:
        """Log-odds that the block is article."""
        return self.base + self.step * total


@dataclass(frozen=True, slots=True)
class Model:
    """Everything learnt. ``judge`` of the module ``judging`` asks it for chances."""

    vocabulary: Vocabulary
    first: Trees
    first_scale: Scale
    second: Trees
    second_scale: Scale
    header: dict[str, Any]


def quantised(margin: float) -> tuple[int, int]:
    """Log-odds as the two levels (0-63) the second look takes: of log-odds, of probability."""
    chance = 1 / (1 + exp(-margin))
    return min(max(round(32 + 6 * margin), 0), _TOP), round(_TOP * chance)


def write(header: dict[str, Any], weights: bytes, first: bytes, second: bytes) -> bytes:
    """The bytes of a model file: a line of JSON, then the parts it gives the sizes of."""
    parts = {"weights": len(weights), "first": len(first), "second": len(second)}
    line = json.dumps({**header, "parts": parts}, sort_keys=True, ensure_ascii=True)
    return line.encode("ascii") + b"\n" + weights + first + second


def read(data: bytes) -> Model:
    """The model of ``write``'s bytes."""
    end = data.index(b"\n")
    header = json.loads(data[:end])
    sizes = header["parts"]
    at = end + 1
    weights = memoryview(data)[at : at + sizes["weights"]].cast("b")
    if len(weights) != 1 << SLOTS_LOG2:
        raise ValueError("the cleaning model's table of weights has the wrong size")
    at += sizes["weights"]
    first = unpack(data[at : at + sizes["first"]])
    second = unpack(data[at + sizes["first"] :])
    return Model(
        Vocabulary(weights),
        Trees(first, len(features.NAMES)),
        Scale(*header["first"]),
        Trees(second, len(context.NAMES) + len(features.NAMES)),
        Scale(*header["second"]),
        header,
    )


@cache
def shipped() -> Model:
    """The model of the package, read when first asked for."""
    return read(files(__package__).joinpath(FILE).read_bytes())
