"""A mistake of the program's own: told in a sentence, and noted where it came up."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from reader import __version__

MOST_BYTES = 100_000
"""Of the log; beyond it the older half is dropped."""
_PLACES = 6
"""Places in the code that are named, the innermost last."""


def is_mistake(error: BaseException) -> bool:
    """Whether an error is no sentence for the person, but something that nobody expected.

    What our code raises on purpose has a class of its own, or is a ValueError with a sentence.
    """
    if isinstance(error, OSError) or type(error).__module__ != "builtins":
        return False
    return type(error) is not ValueError or not str(error).endswith((".", "?", "!"))


def trail(error: BaseException) -> str:
    """The kind of an error and where in our code it came up; its message may be private."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", "?"))
        places.append(f"{name}:{trace.tb_lineno}")
        trace = trace.tb_next
    found = f"{type(error).__name__} at {' > '.join(places[-_PLACES:]) or 'an unknown place'}"
    return f"{found}, after {trail(error.__cause__)}" if error.__cause__ is not None else found


def log_path() -> Path:
    """Where mistakes are noted; the file need not exist."""
    from platformdirs import user_log_path

    return user_log_path("glosse", appauthor=False) / "mishaps.log"


def note(error: BaseException) -> Path | None:
    """Append where a mistake came up to the log, without private text; None where that fails."""
    line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} glosse {__version__}: {trail(error)}\n"
    with suppress(OSError, RuntimeError):  # no home folder, no room, no permission: still be told
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = path.read_bytes() if path.is_file() else b""
        if len(kept) > MOST_BYTES:
            path.write_bytes(kept[kept.find(b"\n", len(kept) // 2) + 1 :])
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(line)
        return path
    return None


def told(error: BaseException) -> str:
    """The sentence for the person; the mistake is noted in the log as well."""
    if isinstance(error, MemoryError):
        return "There is not enough memory for this. Close other programs, or open less at once."
    path = note(error)
    where = f" It is noted in {path}; please report it." if path else " Please report it."
    return f"A mistake in Glosse itself: {trail(error)}.{where}"
