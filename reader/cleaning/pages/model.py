"""The trained model of pages: two tables of weights and boosted trees in a small file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from reader.cleaning.model_file import parts_of
from reader.cleaning.pages.forest import PageForest, grown
from reader.cleaning.pages.words import NAME_SLOTS, WORD_SLOTS, Names, Words
from reader.cleaning.trees import unpack

FILE = "pages.bin"


@dataclass(frozen=True, slots=True)
class PageModel:
    """Everything learnt of pages."""

    words: Words
    names: Names
    forest: PageForest
    header: dict[str, Any]

    def chances(self, odds: Sequence[float]) -> list[float]:
        """The calibrated probabilities that blocks with these log-odds are article."""
        slope, shift = self.header["calibration"]
        return [1 / (1 + exp(-(slope * each + shift))) for each in odds]

    @property
    def cut(self) -> float:
        """Log-odds below which a block goes."""
        return float(self.header["cut"])


def read(data: bytes) -> PageModel:
    """The model in ``model_file.write``'s bytes."""
    header, parts = parts_of(data)
    if (len(parts["words"]), len(parts["names"])) != (WORD_SLOTS, NAME_SLOTS):
        raise ValueError("the page model's tables of weights have the wrong size")
    forest = grown(unpack(bytes(parts["trees"])), header["scale"], header["stop"])
    words, names = (parts[name].cast("b") for name in ("words", "names"))
    return PageModel(Words(words), Names(names), forest, header)


@cache
def shipped() -> PageModel:
    """The model of the package, read when first asked for."""
    return read(Path(__file__).with_name(FILE).read_bytes())
