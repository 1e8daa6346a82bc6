"""The trained model of pages: two tables of weights and boosted trees in a small file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from reader.cleaning.pages.words import NAME_SLOTS, WORD_SLOTS, Names, Words
from reader.cleaning.trees import Trees, unpack

FILE = "pages.bin"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees, and how a sum of their leaf values becomes log-odds: ``base + step * sum``."""

    trees: Trees
    base: float
    step: float

    def margin(self, total: int) -> float:
        """Log-odds that the block is article."""
        return self.base + self.step * total


@dataclass(frozen=True, slots=True)
class PageModel:
    """Everything learnt of pages."""

    words: Words
    names: Names
    forest: Forest
    header: dict[str, Any]

    def chance(self, odds: float) -> float:
        """The calibrated probability that a block with these log-odds is article."""
        slope, shift = self.header["calibration"]
        return 1 / (1 + exp(-(slope * odds + shift)))

    @property
    def cut(self) -> float:
        """Log-odds below which a block goes."""
        return float(self.header["cut"])


def write(header: dict[str, Any], parts: dict[str, bytes]) -> bytes:
    """The bytes of a model file: a line of JSON, then the parts it gives the sizes of."""
    sizes = [[name, len(part)] for name, part in parts.items()]
    line = json.dumps({**header, "parts": sizes}, sort_keys=True, ensure_ascii=True)
    return line.encode("ascii") + b"\n" + b"".join(parts.values())


def read(data: bytes) -> PageModel:
    """The model in ``write``'s bytes."""
    at = data.index(b"\n") + 1
    header = json.loads(data[:at])
    parts: dict[str, bytes] = {}
    for name, size in header["parts"]:
        parts[name] = data[at : at + size]
        at += size
    if (len(parts["words"]), len(parts["names"])) != (WORD_SLOTS, NAME_SLOTS):
        raise ValueError("the page model's tables of weights have the wrong size")
    forest = Forest(Trees(unpack(parts["trees"])), *header["scale"])
    words, names = (memoryview(parts[name]).cast("b") for name in ("words", "names"))
    return PageModel(Words(words), Names(names), forest, header)


@cache
def shipped() -> PageModel:
    """The model of the package, read when first asked for."""
    return read(Path(__file__).with_name(FILE).read_bytes())
