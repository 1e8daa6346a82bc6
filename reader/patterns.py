"""Regular expressions that are compiled when they are first used.

Compiling one takes 0.1 to 2 ms, and the modules that a start loads name a hundred, of which most
texts need a few.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False  # as in typing: this is loaded before the first screen
if TYPE_CHECKING:
    from typing import Any, AnyStr


class Late:
    """Stands for ``re.compile(source, flags)``; what is asked of it once is at hand from then on.

    Its methods are as quick as those of the pattern. Only ``re.sub(late, …)`` and the like, which
    look at the type, do not take one.
    """

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by copy, pickle and the like of everything they meet
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = found
        return found

    def __repr__(self) -> str:
        return f"late({self._source!r})"


def late(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that is compiled by its first use, which raises ``re.error`` if it is wrong."""
    return Late(source, flags)  # type: ignore[return-value]
