"""Streams and sentences of the command line."""

from __future__ import annotations

import io
import os
import sys

from reader.sanitise import sanitise


class Failure(Exception):
    """Ends the command with a sentence on stderr; ``status`` is the exit status."""

    def __init__(self, sentence: str, *, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


def prepare_streams() -> None:
    """Never fail on a character that the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace" if stream is sys.stderr else "replace")


def complain(sentence: str) -> None:
    """One sentence to stderr, whatever stands in it."""
    print(f"glosse: {sanitise(sentence)}", file=sys.stderr)


def leave_quietly() -> int:
    """The reader of our output went away: say nothing, and let no later flush complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def colour_wanted() -> bool:
    """Whether stdout is a terminal that may be coloured (https://no-color.org)."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def emit(text: str, *, end: str = "\n") -> None:
    """Foreign text to stdout: as it is into a pipe or file, sanitised onto a terminal."""
    if sys.stdout.isatty():
        text = sanitise(text, multiline=True)
    sys.stdout.write(text + end)
