"""Streams and sentences of the command line."""

from __future__ import annotations

import io
import os
import sys

STDIN = "-"
"""As a path: what is piped in."""


class Failure(Exception):
    """Ends the command with a sentence on stderr; ``status`` is the exit status."""

    def __init__(self, sentence: str, *, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


def prepare_streams() -> None:
    """Never fail on a character that the terminal's encoding lacks, or on a stream that is shut."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # as after `>&-`
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace" if stream is sys.stderr else "replace")


def complain(sentence: str) -> None:
    """One sentence to stderr, whatever stands in it."""
    from reader.sanitise import sanitise

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
        from reader.sanitise import sanitise

        text = sanitise(text, multiline=True)
    sys.stdout.write(text + end)


def emit_json(row: object) -> None:
    """One JSON object as a line. ASCII: no terminal obeys it, no lone surrogate breaks it."""
    import json

    sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n")


def remark(sentence: str, *, quiet: bool = False) -> None:
    """Something good to know to stderr, on a terminal only."""
    if sys.stderr.isatty() and not quiet:
        from reader.sanitise import sanitise

        print(sanitise(sentence), file=sys.stderr)


_NARROWEST = 8
"""Cells that a column of a table keeps, however little room there is."""
_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


def painted(text: str, style: str) -> str:
    """Text of our own or sanitised text in a style, where stdout may be coloured."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text and colour_wanted() else text


def table(columns: list[str], rows: list[list[str]], *, right: tuple[int, ...] = ()) -> None:
    """Rows for people on a terminal; tab-separated without a heading into a pipe or file.

    ``right`` names the columns set to the right. What stands in them is foreign.
    """
    from reader.sanitise import sanitise

    lines = [[sanitise(" ".join(cell.split())) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write("\t".join(line) + "\n")
        return
    if not lines:
        return
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(no_color=not colour_wanted(), highlight=False)
    natural = [max(map(cell_len, cells)) for cells in zip(columns, *lines, strict=True)]
    widths = fitting(natural, console.width - 2 * (len(columns) - 1))
    shown = Table(box=None, pad_edge=False, header_style="dim", show_header=any(columns))
    for number, name in enumerate(columns):
        shown.add_column(
            name,
            justify="right" if number in right else "left",
            overflow="ellipsis",
            no_wrap=True,
            width=widths[number],
        )
    for line in lines:
        shown.add_row(*map(Text, line))
    console.print(shown)


def fitting(widths: list[int], room: int) -> list[int]:
    """Widths of columns that fit into a room of cells: the widest give way first."""
    widths = list(widths)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def positive(text: str) -> int:
    """A whole number from 1, for argparse."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
