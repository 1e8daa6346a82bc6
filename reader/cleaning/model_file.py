"""The file a trained model is kept in, and the trees that every model ends with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reader.cleaning.trees import Trees


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees, and how a sum of their leaf values becomes log-odds: ``base + step * sum``."""

    trees: Trees
    base: float
    step: float

    def margin(self, total: int) -> float:
        """Log-odds that the block is article."""
        return self.base + self.step * total


def write(header: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a model file: a line of JSON, then the parts it gives the sizes of."""
    sizes = [[name, len(part)] for name, part in parts.items()]
    line = json.dumps({**header, "parts": sizes}, sort_keys=True, ensure_ascii=True)
    return line.encode("ascii") + b"\n" + b"".join(parts.values())


def parts_of(data: bytes) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """The header and the parts in ``write``'s bytes, by their names."""
    at = data.index(b"\n") + 1
    header: dict[str, Any] = json.loads(data[:at])
    parts: dict[str, memoryview] = {}
    for name, size in header["parts"]:
        parts[name] = memoryview(data)[at : at + size]
        at += size
    return header, parts
