"""The trained model: weights of n-grams and two rounds of trees, read once from a small file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp
from pathlib import Path
from typing import Any

from reader.cleaning.trees import Trees, unpack
from reader.cleaning.vocabulary import SLOTS_LOG2, Vocabulary

FILE = "model.bin"
_TOP = 63


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees, and how a sum of their leaf values becomes log-odds: ``base + step * sum``."""

    trees: Trees
    base: float
    step: float

    def margin(self, total: int) -> float:
        """Log-odds that the block is article."""
        return self.base + self.step * total


@dataclass(frozen=True)
class Model:
    """Everything learnt. ``judge`` of the module ``judging`` asks it for chances."""

    vocabulary: Vocabulary
    first: Forest
    second: Forest
    """Second opinions on plain text."""
    header: dict[str, Any]
    packed_pages: bytes

    @cached_property
    def pages(self) -> Forest | None:
        """Second opinions on pages with markup, unpacked when first needed."""
        return _forest(self.packed_pages, self.header["scales"].get("pages"))

    def chance(self, odds: float) -> float:
        """The calibrated probability that a block with these log-odds is article."""
        slope, shift = self.header["calibration"]
        return 1 / (1 + exp(-(slope * odds + shift)))


def quantised(margin: float) -> tuple[int, int]:
    """Log-odds as the two levels (0-63) the second look takes: of log-odds, of probability."""
    chance = 1 / (1 + exp(-margin))
    return min(max(round(32 + 6 * margin), 0), _TOP), round(_TOP * chance)


def write(header: dict[str, Any], parts: dict[str, bytes]) -> bytes:
    """The bytes of a model file: a line of JSON, then the parts it gives the sizes of."""
    sizes = [[name, len(part)] for name, part in parts.items()]
    line = json.dumps({**header, "parts": sizes}, sort_keys=True, ensure_ascii=True)
    return line.encode("ascii") + b"\n" + b"".join(parts.values())


def read(data: bytes) -> Model:
    """The model of ``write``'s bytes."""
    at = data.index(b"\n") + 1
    header = json.loads(data[:at])
    parts: dict[str, memoryview] = {}
    for name, size in header["parts"]:
        parts[name] = memoryview(data)[at : at + size]
        at += size
    weights = parts["weights"].cast("b")
    if len(weights) != 1 << SLOTS_LOG2:
        raise ValueError("the cleaning model's table of weights has the wrong size")
    scales = header["scales"]
    first, second = (_forest(bytes(parts[name]), scales[name]) for name in ("first", "second"))
    assert first is not None
    assert second is not None
    return Model(Vocabulary(weights), first, second, header, bytes(parts.get("pages", b"")))


def _forest(packed: bytes, scale: list[float] | None) -> Forest | None:
    return Forest(Trees(unpack(packed)), *scale) if scale else None


@cache
def shipped() -> Model:
    """The model of the package, read when first asked for."""
    return read(Path(__file__).with_name(FILE).read_bytes())
