"""Data that a page holds for programs, in its script elements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_MOST = 12
"""Script elements that are read; a page with more repeats itself."""


def script_data(tree: Any, selector: str, largest: int) -> Iterator[Any]:
    """What the JSON of the script elements says, in their order.

    What is longer than ``largest`` code points, broken or nested too deeply is passed over.
    """
    for node in tree.css(selector)[:_MOST]:
        source = node.text(deep=True) or ""
        if len(source) > largest:
            continue
        try:
            yield json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
