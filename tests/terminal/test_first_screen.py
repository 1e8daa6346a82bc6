"""The first screen is painted before Textual is loaded, and taken over without a change."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path
from random import Random

import pyte
import pytest

from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

PAINTED = b"\x1b[?1049h"
TAKEN = b"\x1b[?1004h"
"""What Textual's driver writes when it has the terminal."""


THINGS = (
    *("rope", "lamp", "boat", "gull", "wave", "storm", "ladder", "window", "kettle", "coat"),
    *("letter", "barrel", "anchor", "mast", "net", "stone", "candle", "clock", "map", "shell"),
    *("fog", "tide", "chart", "stove", "bench", "chain", "hammer", "paint", "brush", "signal"),
)
"""So that articles do not say the same: what repeats is no article."""


def library(folder: Path, articles: int = 3) -> Path:
    settings = folder / ".config" / "glosse"
    settings.mkdir(parents=True)
    (settings / "config.toml").write_text("[look]\nhints = false\n", "utf-8")
    root = folder / "library"
    root.mkdir()
    for number in range(articles):
        chosen = Random(number)
        paragraphs = "\n\n".join(
            f"The keeper of word{number} drifts past the quiet harbour with "
            + ", ".join(f"the {word}" for word in chosen.sample(THINGS, 12))
            + f", and nobody in the {chosen.choice(THINGS)} asked him what he was after."
            for _ in range(12)
        )
        first, *others = chosen.sample(THINGS, 4)
        text = f"The lighthouse of {first} and {' '.join(others)}\n\n{paragraphs}\n"
        (root / f"island{number:02}.txt").write_text(text, "utf-8")
    return root


def reader(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "reader", *arguments]


def wait_until(terminal: Terminal, wanted: bytes, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while wanted not in terminal.output:
        assert time.monotonic() < end, terminal.output[-300:]
        terminal.read()


def before_textual(terminal: Terminal) -> pyte.Screen:
    """What stood on the screen when Textual took it, however late it is looked at."""
    wait_until(terminal, TAKEN)
    now = terminal._screen
    early = pyte.Screen(now.columns, now.lines)
    pyte.ByteStream(early).feed(terminal.output.partition(TAKEN)[0])
    return early


def rows_of(screen: pyte.Screen) -> list[str]:
    return [line.rstrip() for line in screen.display]


def settled(terminal: Terminal, quiet: float = 0.25) -> None:
    while terminal.read(quiet):
        pass


@pytest.mark.parametrize(
    ("columns", "rows", "articles"), [(80, 24, 40), (120, 40, 3), (200, 50, 40)]
)
def test_taking_over_changes_nothing_on_the_screen(
    tmp_path: Path, columns: int, rows: int, articles: int
) -> None:
    root = library(tmp_path, articles)
    with Terminal(reader(str(root)), columns=columns, rows=rows, home=tmp_path) as terminal:
        painted = rows_of(before_textual(terminal))
        assert "The lighthouse of" in "\n".join(painted)
        frame = terminal.output.index(TAKEN)
        while "╭".encode() not in terminal.output[frame:]:
            terminal.read()
        settled(terminal, 0.03)
        taken = terminal.screen().split("\n")
    assert terminal.output.count(PAINTED) == 1, "a second one would clear the screen"
    for before, after in zip(painted, taken, strict=True):
        if not (has_news(before) or has_news(after)):
            assert without_scroll_bar(before) == without_scroll_bar(after)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_first_keys_are_on_the_early_screen_already(
    tmp_path: Path, columns: int, rows: int
) -> None:
    root = library(tmp_path)
    (tmp_path / ".config" / "glosse" / "config.toml").unlink()
    with Terminal(reader(str(root)), columns=columns, rows=rows, home=tmp_path) as terminal:
        early = cells(before_textual(terminal))[-10:-2]
        assert b"show all keys" in terminal.output.partition(TAKEN)[0]
        terminal.wait_for("Article · en", 30)
        settled(terminal)
        assert "First keys" in terminal.screen()
        assert changed(early, cells(terminal._screen)[-10:-2]) == []
        terminal.type("l")
        terminal.wait_for("Highlight")
        assert "First keys" not in terminal.screen()


def has_news(row: str) -> bool:
    """Whether a row says what is only found out behind the first screen: titles, languages."""
    return bool(re.search(r" min|^│.{0,4}(island|The )|articles …", row))


def without_scroll_bar(row: str) -> str:
    return row.translate(dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█"), " "))


def article(folder: Path, kind: str) -> Path:
    """One file below a home that has settings."""
    library(folder)
    words = "The keeper walked along the harbour wall, and nobody asked him what he was after."
    texts = {
        "txt": f"A keeper at night\n\n{words} {words}\n\n{words}\n",
        "md": f"# A *keeper*\n\n{words} **Bold**, [linked](http://a.example/).\n\n- one\n- two\n",
        "html": f"<title>A keeper</title><article><h1>A keeper</h1><p>{words}</p><p>{words} "
        f"<b>Bold</b>.</p></article>",
    }
    path = folder / "alone" / f"keeper.{kind}"
    path.parent.mkdir()
    path.write_text(texts[kind], "utf-8")
    return path


Cell = tuple[object, ...]


def cells(screen: pyte.Screen) -> list[list[Cell]]:
    """What can be seen of every cell: of a blank one its ground, of others the style as well."""

    def seen(x: int, y: int) -> Cell:
        cell = screen.buffer[y][x]
        beside = screen.buffer[y][x + 1].data + screen.buffer[y][x + 2].data
        if cell.data in " ·" and (beside[:1] in "│┃" or beside == " │"):  # what was read by now
            return (" ",)
        if not cell.data.strip():
            return (" ", cell.fg if cell.reverse else cell.bg, cell.underscore)
        return tuple(cell)

    return [[seen(x, y) for x in range(screen.columns)] for y in range(screen.lines)]


def leave(terminal: Terminal) -> None:
    """End the reader once all is known; the picture is kept then."""
    terminal.wait_for("Article · en", 30)
    end = time.monotonic() + 30
    while re.search(r"(?m)^│.{0,4}island", terminal.screen()):  # a name: its title is not read yet
        assert time.monotonic() < end, terminal.screen()
        terminal.read()
    settled(terminal, 0.5)
    terminal.type("Q")
    assert terminal.end() == 0


def assert_taken_over_unseen(
    target: Path, home: Path, size: tuple[int, int] = (100, 30), **env: str
) -> None:
    """Open and leave ``target``; opened again, it is painted before all else, and stays so."""
    columns, rows = size
    with Terminal(reader(str(target)), columns=columns, rows=rows, home=home, env=env) as terminal:
        leave(terminal)
    with Terminal(reader(str(target)), columns=columns, rows=rows, home=home, env=env) as terminal:
        early = before_textual(terminal)
        picture, words = cells(early), " ".join(rows_of(early))
        assert "keeper" in words or "lighthouse" in words
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            if terminal.read(0.1):
                assert changed(picture, cells(terminal._screen)) == []
        assert terminal.output.count(PAINTED) == 1


def changed(before: list[list[Cell]], after: list[list[Cell]]) -> list[tuple[int, str, str]]:
    """Rows that look different, but where a scan or the index says how far it is."""
    rows = enumerate(zip(before[:-1], after[:-1], strict=True))
    text = [(y, *("".join(str(c[0]) for c in line) for line in both)) for y, both in rows]
    return [
        row
        for row, (a, b) in zip(text, zip(before, after, strict=True), strict=False)
        if a != b and not re.match(r"╭─ Library \(\d+\) · ", row[2])
    ]


@pytest.mark.parametrize("kind", ["md", "html"])
def test_one_file_of_any_format_is_painted_as_it_was_left(tmp_path: Path, kind: str) -> None:
    assert_taken_over_unseen(article(tmp_path, kind), tmp_path)


def test_an_article_left_at_its_end_is_taken_over_with_the_same_title(tmp_path: Path) -> None:
    target = library(tmp_path) / "island00.txt"
    with Terminal(reader(str(target)), home=tmp_path) as terminal:
        terminal.wait_for("Article · en", 30)
        terminal.type("G")
        terminal.wait_for("done", 30)
        leave(terminal)
    assert_taken_over_unseen(target, tmp_path)


@pytest.mark.parametrize(
    ("size", "theme", "env"),
    [
        ((80, 24), "glosse-paper", {}),
        ((120, 40), "nord", {}),
        ((200, 50), "glosse-dusk", {"COLORTERM": ""}),
        ((100, 30), "glosse-day", {"COLORTERM": "", "TERM": "xterm"}),
    ],
)
def test_what_was_left_is_painted_and_taken_over_cell_by_cell(
    tmp_path: Path, size: tuple[int, int], theme: str, env: dict[str, str]
) -> None:
    root = library(tmp_path, 40)
    settings = tmp_path / ".config" / "glosse" / "config.toml"
    settings.write_text(f'[look]\nhints = false\ntheme = "{theme}"\n', "utf-8")
    assert_taken_over_unseen(root, tmp_path, size, **env)


def test_a_picture_is_painted_only_while_its_article_is_as_it_was(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        leave(terminal)
    (root / "island00.txt").write_text("A quiet lagoon\n\nNothing was left of it.\n", "utf-8")
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        terminal.wait_for("Nothing was left", 30)
        assert b"word0 drifts" not in terminal.output


def test_a_picture_is_painted_though_articles_came_and_went(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        terminal.wait_for("Article · en", 30)
        terminal.type("enter", "j", "h")
        leave(terminal)
    (root / "island02.txt").unlink()
    (root / "aaa.txt").write_text("The quiet lagoon\n\nNothing was left of it.\n", "utf-8")
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        early = "\n".join(rows_of(before_textual(terminal)))
        assert "word0 drifts" in early
        assert "aaa" not in early, "it comes from the picture"
        terminal.wait_for("The quiet lagoon", 30)
        assert "word0 drifts" in terminal.screen()
        terminal.type("k", "enter")
        terminal.wait_for("Nothing was left", 30)
        assert "island02" not in terminal.screen()


@pytest.mark.parametrize("alone", [False, True])
def test_an_article_never_opened_is_readable_before_it_is_cleaned(
    tmp_path: Path, alone: bool
) -> None:
    root = library(tmp_path)
    (tmp_path / ".config" / "glosse" / "config.toml").unlink()
    target = root / "island00.txt" if alone else root
    with Terminal(reader(str(target)), home=tmp_path) as terminal:
        wait_until(terminal, TAKEN)
        glance, framed, _ = terminal.output.partition("╭".encode())
        assert framed
        assert b"word0 drifts" in glance
        assert terminal.output.count(PAINTED) == 1
        terminal.wait_for("Article · en", 30)
        terminal.type("j") if alone else terminal.type("j", "j", "enter")
        terminal.wait_for("word0 drifts" if alone else "word2 drifts", 30)
        terminal.type("Q")
        assert terminal.end() == 0


def test_a_web_page_never_opened_is_readable_before_textual_has_the_terminal(
    tmp_path: Path,
) -> None:
    target = article(tmp_path, "html")
    with Terminal(reader(str(target.parent)), columns=120, rows=40, home=tmp_path) as terminal:
        terminal.press(b"?")
        painted = rows_of(before_textual(terminal))
        assert "Search the keys" in "\n".join(painted)
        terminal.wait_for("Article · en", 30)
        terminal.type("escape")
        terminal.wait_for("The keeper walked", 30)
    with Terminal(reader(str(target)), columns=120, rows=40, home=tmp_path / "new") as terminal:
        painted = rows_of(before_textual(terminal))
        assert "The keeper walked" in "\n".join(painted)
        terminal.wait_for("Article · en", 30)
        for before, after in zip(painted, terminal.screen().split("\n"), strict=True):
            if not has_news(after):
                assert without_scroll_bar(before) == without_scroll_bar(after)


def test_keys_typed_while_it_starts_are_applied_in_order(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        wait_until(terminal, PAINTED)
        terminal.type("j", "j", "enter")
        terminal.wait_for("word2 drifts", 30)
        assert "jj" not in terminal.screen()


WAITS = "import os, sys, time\nwhile not os.path.exists(sys.argv[2]): time.sleep(0.01)\n"
TAKES = """
from reader.tui import terminal
assert terminal.take() and not terminal.painted()
typed = terminal.taken.typed
terminal.release()
print("typed", typed, flush=True)
"""
RUNS = """
from reader.cli import main
sys.exit(main([sys.argv[1]]))
"""


@pytest.mark.parametrize("again", [False, True])
def test_keys_typed_before_the_program_runs_are_applied_in_order(
    tmp_path: Path, again: bool
) -> None:
    root, begin = library(tmp_path), tmp_path / "begin"
    if again:
        with Terminal(reader(str(root)), home=tmp_path) as terminal:
            leave(terminal)
    command = [sys.executable, "-c", WAITS + RUNS, str(root), str(begin)]
    with Terminal(command, home=tmp_path) as terminal:
        terminal.press(b"j\r/harbour\r")
        begin.touch()
        terminal.wait_for("/harbour 1 of", 30)
        assert "word1 drifts" in terminal.screen()


def test_keys_that_a_terminal_read_as_lines_are_what_was_typed(tmp_path: Path) -> None:
    begin = tmp_path / "begin"
    command = [sys.executable, "-c", WAITS + TAKES, "", str(begin)]
    with Terminal(command, home=tmp_path) as terminal:
        terminal.press(b"j\r\x04k\x1b[B")
        begin.touch()
        wait_until(terminal, b"typed " + ascii(b"j\r\x04k\x1b[B").encode())
        terminal.wait_for("typed")
        assert terminal.echoes(), "the terminal is given back as it was"


@pytest.mark.parametrize("again", [False, True])
def test_a_move_is_answered_before_textual_has_the_terminal(tmp_path: Path, again: bool) -> None:
    root = library(tmp_path)
    if again:
        with Terminal(reader(str(root)), home=tmp_path) as terminal:
            leave(terminal)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        terminal.type("j")
        painted = rows_of(before_textual(terminal))
        assert "word1 drifts" in "\n".join(painted), "Textual had it before the move was answered"
        terminal.wait_for("Article · en", 30)
        assert b"word0 drifts" not in terminal.output[terminal.output.index(TAKEN) :]
        taken = terminal.screen().split("\n")
        for before, after in zip(painted, taken, strict=True):
            if not (has_news(before) or has_news(after)):
                assert without_scroll_bar(before) == without_scroll_bar(after)
        terminal.type("j", "enter", "N")
        terminal.wait_for("word2 drifts", 30)


@pytest.mark.parametrize("key", ["enter", "l", "tab"])
def test_going_into_the_article_is_shown_before_textual_has_the_terminal(
    tmp_path: Path, key: str
) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        terminal.press(b"j" + {"enter": b"\r", "l": b"l", "tab": b"\t"}[key])
        painted = rows_of(before_textual(terminal))
        assert "Highlight" in painted[-1], "Textual had it before the key was answered"
        assert "word1 drifts" in "\n".join(painted)
        terminal.wait_for("Article · en", 30)
        for before, after in zip(painted, terminal.screen().split("\n"), strict=True):
            if not (has_news(before) or has_news(after)):
                assert without_scroll_bar(before) == without_scroll_bar(after)
        terminal.type("/", "harbour", "enter")
        terminal.wait_for("/harbour 1 of", 30)


@pytest.mark.parametrize(
    ("keys", "words", "size", "theme", "env"),
    [
        (b"?", "Search the keys", (120, 40), "nord", {}),
        (b":", "What do you want to do?", (200, 50), "glosse-dusk", {"COLORTERM": ""}),
        (b"\t?", "Search the keys", (80, 24), "glosse-paper", {}),
        (b"?word", "word", (80, 24), "glosse-day", {"COLORTERM": "", "TERM": "xterm"}),
        (b"/", "words, lang:de", (120, 40), "glosse-dusk", {}),
        (b"/", "words, lang:de", (80, 24), "nord", {"COLORTERM": ""}),
    ],
)
def test_what_a_key_opens_is_painted_before_textual_has_the_terminal_cell_by_cell(
    tmp_path: Path, keys: bytes, words: str, size: tuple[int, int], theme: str, env: dict[str, str]
) -> None:
    root = library(tmp_path, 40)
    settings = tmp_path / ".config" / "glosse" / "config.toml"
    settings.write_text(f'[look]\nhints = false\ntheme = "{theme}"\n', "utf-8")
    columns, rows = size
    with Terminal(
        reader(str(root)), columns=columns, rows=rows, home=tmp_path, env=env
    ) as terminal:
        leave(terminal)
    with Terminal(
        reader(str(root)), columns=columns, rows=rows, home=tmp_path, env=env
    ) as terminal:
        terminal.press(keys)
        early = before_textual(terminal)
        assert words in "\n".join(rows_of(early)), "Textual had it before the key was answered"
        painted, begun = cells(early), time.monotonic()
        blinks: list[bool] = []
        while blinks[-2:] != [True, False]:  # the cursor is gone, and comes back: Textual's own
            assert time.monotonic() < begun + 30, "the cursor never came back"
            if terminal.read(0.1):
                now = cells(terminal._screen)
                rest = changed(painted, now)
                apart = [
                    a != b for y, _, _ in rest for a, b in zip(painted[y], now[y], strict=True)
                ]
                assert sum(apart) <= 1, rest
                if not blinks or blinks[-1] != bool(rest):
                    blinks.append(bool(rest))


def test_what_is_typed_to_filter_is_shown_at_once_and_carried_out(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        terminal.press("j/wörter".encode())
        early = "\n".join(rows_of(before_textual(terminal)))
        assert " wörter" in early, "Textual had it before the keys were answered"
        assert "word1 drifts" in early
        terminal.wait_for("0 of 3", 30)
        terminal.type(*["backspace"] * 6, "path:island02")
        terminal.wait_for("1 of 3", 30)


@pytest.mark.parametrize("keys", [b"q", b"jQ"])
def test_who_leaves_at_once_waits_for_nothing(tmp_path: Path, keys: bytes) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        terminal.press(keys)
        assert terminal.end() == 0
        assert TAKEN not in terminal.output
        assert terminal.output.rindex(b"\x1b[?1049l") > terminal.output.rindex(PAINTED)
        assert terminal.echoes()
    with Terminal(reader(), home=tmp_path) as terminal:
        terminal.wait_for("The lighthouse of", 30)


def test_what_is_no_move_waits_for_textual_with_all_that_follows(tmp_path: Path) -> None:
    root = library(tmp_path, 12)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        wait_until(terminal, PAINTED)
        terminal.type("j", "j", "k", "3", "j", "enter", "/", "harbour", "enter")
        terminal.wait_for("word4 drifts", 30)
        terminal.wait_for("/harbour 1 of", 30)


def test_a_key_that_was_rebound_moves_as_it_is_bound(tmp_path: Path) -> None:
    root = library(tmp_path)
    settings = tmp_path / ".config" / "glosse" / "config.toml"
    with settings.open("a", encoding="utf-8") as file:
        file.write('[keys]\nlibrary-down = "ö"\nlibrary-up = "d"\n')
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        terminal.type("j", "ö", "ö", "d")
        terminal.wait_for("word1 drifts", 30)


def test_keys_typed_at_a_kept_picture_are_applied_in_order(tmp_path: Path) -> None:
    root = library(tmp_path, 12)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        leave(terminal)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        wait_until(terminal, PAINTED)
        terminal.type("3", "j", "j", "enter", "/", "harbour", "enter")
        terminal.wait_for("word4 drifts", 30)
        terminal.wait_for("/harbour 1 of", 30)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        wait_until(terminal, PAINTED)
        terminal.type("q")
        assert terminal.end() == 0
        assert terminal.output.rindex(b"\x1b[?1049l") > terminal.output.rindex(PAINTED)
        assert terminal.echoes()


@pytest.mark.parametrize("term", ["dumb", "linux"])
def test_a_terminal_without_alternate_screen_is_left_to_textual(tmp_path: Path, term: str) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path, env={"TERM": term}) as terminal:
        terminal.wait_for("drifts past", 30)
        assert b"word0" not in terminal.output[: terminal.output.index(TAKEN)]


def test_where_no_colour_is_wanted_the_early_screen_has_none(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path, env={"NO_COLOR": "1"}) as terminal:
        wait_until(terminal, b"word0")
        settled(terminal, 0.05)
        early = terminal.output.split(TAKEN)[0]
        assert b"38;" not in early


BROKEN = """
import sys, termios
from pathlib import Path
from reader.tui.start.early import early_screen
before = termios.tcgetattr(0)
try:
    with early_screen(Path(sys.argv[1])) as beginning:
        assert beginning.start.known is not None
        assert termios.tcgetattr(0) != before
        raise RuntimeError("Textual could not be loaded")
except RuntimeError:
    print("restored" if termios.tcgetattr(0) == before else "changed")
"""


def test_a_crash_between_puts_the_terminal_right(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal([sys.executable, "-c", BROKEN, str(root)], home=tmp_path) as terminal:
        wait_until(terminal, b"restored", 20)
        assert terminal.output.index(b"\x1b[?1049l") > terminal.output.index(PAINTED)
        assert b"\x1b[?25h" in terminal.output


def test_what_is_foreign_is_painted_tame(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    text = "A title\x1b]0;pwned\x07 here\n\nA paragraph of words \x9b31m that goes on.\n"
    (root / "evil\x1b[31m.txt").write_text(text, "utf-8")
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        wait_until(terminal, PAINTED)
        settled(terminal, 0.05)
        early = terminal.output.split(TAKEN)[0]
    assert b"pwned" in early
    assert b"\x1b]0" not in early
    assert b"\x1b[31m" not in early
    assert b"\x07" not in early
