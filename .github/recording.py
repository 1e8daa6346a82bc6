"""Makes the README's recording from the real program: `python .github/recording.py [FRAMES]`.

A copy of `seeds/` is opened in a terminal of 100×28, read, marked, annotated and searched by keys.
Each step is a frame of one animated SVG; rows that stay the same are drawn once. With FRAMES, a
folder, every frame is written there as an SVG of its own, to look at.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.terminal.terminal import Terminal, glosse  # noqa: E402

COLUMNS, ROWS = 100, 28
CELL, LINE, SIZE, BASE = 8.43, 18, 14, 14
"""Pixels: width and height of a cell, size of the letters, their baseline in a row."""
PAD, CAPTION = 12, 34
GROUND, INK = "#1b1d26", "#d0d2da"
NOTE = "Beleg fürs Dossier #jermak"
LARGEST = 400_000
"""Bytes of the recording."""
NAMED = {"red": "#e06c75", "green": "#98c379", "blue": "#61afef", "brown": "#e5c07b",
         "cyan": "#56b6c2", "magenta": "#c678dd", "white": INK, "black": GROUND}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """Keys to press, what is said of them, and how long the screen stays then."""

    keys: tuple[str, ...]
    said: str
    seconds: float = 1.2


STEPS = (
    Step((), "glosse seeds/", 2.2),
    Step(("j",), "j   the next article", 1.5),
    Step(("enter",), "Enter   read it", 1.2),
    Step(("}",), "}   a paragraph on"),
    Step(("}",), "}", 0.7),
    Step(("v",), "v   select", 0.9),
    Step((")",), ")   to the next sentence", 1.3),
    Step(("2",), "2   highlight in green", 1.8),
    Step(("}", "}"), "2}   two paragraphs on", 1.0),
    Step(("a",), "a   a note on the sentence", 1.2),
    *(Step(tuple(part), "write; #words are tags", 0.28) for part in re.findall(r"\S+ ?", NOTE)),
    Step(("ctrl+s",), "ctrl+s   saved", 2.2),
    Step(("/",), "/   search", 0.8),
    Step(tuple("ukraine"), "/ukraine", 0.9),
    Step(("enter",), "Enter   all hits are marked", 1.5),
    Step(("n",), "n   the next one", 1.3),
    Step(("escape", "x"), "x   what was removed, and why", 1.2),
    Step(("G",), "G   at the end", 3.0),
)

Row = tuple[tuple[str, str, str, bool, bool, bool], ...]
"""Runs of a row: text, ink, ground, bold, italic, underlined."""


def frames() -> list[tuple[Step, tuple[Row, ...]]]:
    """The screen after each step."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "articles")
        shutil.copytree(HERE.parent / "seeds", root, ignore=shutil.ignore_patterns(".glosse"))
        run = Terminal(glosse(root), columns=COLUMNS, rows=ROWS, home=Path(folder))
        with run:
            run.wait_for("Selenskyj und")  # the index has the titles
            for step in STEPS:
                run.type(*step.keys)
                for _ in range(25):
                    run.read(0.06)
                found.append((step, tuple(_row(run._screen.buffer[y]) for y in range(ROWS))))
            run.type("Q")
            run.end()
    return found


def _row(line: Any) -> Row:
    runs: list[list[Any]] = []
    for x in range(COLUMNS):
        cell = line[x]
        ink, ground = _colour(cell.fg, INK), _colour(cell.bg, GROUND)
        if cell.reverse:
            ink, ground = ground, ink
        style = [ink, ground, cell.bold, cell.italics, cell.underscore]
        if runs and runs[-1][1:] == style:
            runs[-1][0] += cell.data
        else:
            runs.append([cell.data, *style])
    return tuple(tuple(run) for run in runs)  # type: ignore[misc]


def _colour(name: str, usual: str) -> str:
    if name == "default":
        return usual
    return NAMED.get(name.removeprefix("bright"), f"#{name}")


def _drawn(row: Row) -> str:
    """A row: its grounds, then its letters."""
    parts, x = [], 0
    for text, _, ground, *_ in row:
        if ground != GROUND:
            parts.append(
                f'<path fill="{ground}" d="M{x * CELL:.1f} 0h{len(text) * CELL:.1f}v{LINE}'
                f'H{x * CELL:.1f}z"/>'
            )
        x += len(text)
    x = 0
    for text, ink, _, bold, italic, underlined in row:
        if text.strip():
            begin = len(text) - len(text.lstrip())
            shown = text.strip()
            looks = ' font-weight="bold"' * bold + ' font-style="italic"' * italic
            looks += ' text-decoration="underline"' * underlined
            parts.append(
                f'<text y="{BASE}" x="{(x + begin) * CELL:.1f}" '
                f'textLength="{len(shown) * CELL:.1f}" '
                f'fill="{ink}"{looks}>{escape(shown, quote=False)}</text>'
            )
        x += len(text)
    return "".join(parts)


def svg(shown: list[tuple[Step, tuple[Row, ...]]]) -> str:
    """Frames one beside the other, drawn past the window one at a time."""
    width, height = COLUMNS * CELL + 2 * PAD, ROWS * LINE + 2 * PAD + CAPTION
    names: dict[Row, str] = {}
    drawn = []
    for number, (step, rows) in enumerate(shown):
        uses = []
        for y, row in enumerate(rows):
            name = names.setdefault(row, f"r{len(names)}")
            uses.append(f'<use href="#{name}" y="{y * LINE}"/>')
        caption = f'<text class="c" y="{ROWS * LINE + CAPTION - 10}">{escape(step.said)}</text>'
        drawn.append(f'<g transform="translate({number * width:.0f})">{"".join(uses)}{caption}</g>')
    total = sum(step.seconds for step, _ in shown)
    at, stops = 0.0, []
    for number, (step, _) in enumerate(shown):
        stops.append(f"{100 * at / total:.2f}%{{transform:translateX({-number * width:.0f}px)}}")
        at += step.seconds
    stops.append(f"100%{{transform:translateX({-(len(shown) - 1) * width:.0f}px)}}")
    rows_drawn = "".join(f'<g id="{name}">{_drawn(row)}</g>' for row, name in names.items())
    style = (
        f"text{{font:{SIZE}px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}}"
        f".c{{fill:#e5b567;font-weight:bold}}"
        f"#film{{animation:film {total:.1f}s steps(1,end) infinite}}"
        f"@keyframes film{{{''.join(stops)}}}"
        f"@media(prefers-reduced-motion:reduce){{#film{{animation-play-state:paused}}}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}"><title>A short session with Glosse</title>'
        f"<style>{style}</style><defs>{rows_drawn}</defs>"
        f'<rect width="100%" height="100%" rx="8" fill="{GROUND}"/>'
        f'<svg x="{PAD}" y="{PAD}" width="{COLUMNS * CELL:.0f}" height="{height - PAD:.0f}">'
        f'<g id="film">{"".join(drawn)}</g></svg></svg>\n'
    )


def main(folder: str = "") -> int:
    """Write the recording; fail where it is larger than a README bears."""
    shown = frames()
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for number, frame in enumerate(shown):
            Path(folder, f"{number:02}.svg").write_text(svg([frame]), "utf-8")
    made = svg(shown)
    size = len(made.encode())
    print(f"recording.svg: {len(shown)} frames, {size:,} bytes")
    if size > LARGEST:
        print(f"more than {LARGEST:,} bytes: leave steps out", file=sys.stderr)
        return 1
    (HERE / "recording.svg").write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
