"""Every example that a help text gives does what it says, in a library made for it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli import VERBS
from reader.cli.parsing import EPILOG, verb_parser
from reader.notes.model import Colour
from tests.cli.corpora import article, rows, written
from tests.cli.notes import annotate
from tests.cli.shell import Shell

ELSEWHERE = {
    "glosse add https://example.org/report": "needs a network; tests/library/test_add.py serves it",
    "glosse clean --engine dask": "needs a cluster; tests/cli/test_cluster.py starts one",
    "glosse serve": "stays until it is ended; tests/browser/test_serve.py ends it",
    "ssh -L": "needs another machine",
}
"""Beginnings of examples that are tried by other tests, and why."""
SCREENS = ("glosse articles/", "glosse report.txt", "glosse news.jsonl#17",
           "curl … | glosse -", "glosse --linear f.txt",
           "glosse --linear a.txt", "glosse")  # fmt: skip
"""Those that open the reader; tests/terminal opens it in a terminal."""
CHECKS = ("glosse verify", "glosse verify articles/2025 --all", "glosse doctor",
          "glosse doctor articles/ --repair", "glosse clean --rules articles/")  # fmt: skip
"""Those that may find something wrong, or nothing: the library has an orphan and no rules."""
PAGE = (
    "<html><head><title>Air defence over Kiev</title></head><body><article>"
    "<p>A drone was seen over the harbour of the town, and the Patriot battery stood ready.</p>"
    "<p>Selenskyj and Zelensky are two spellings of one name, the press office said today.</p>"
    "</article><p>Sign up for our newsletter</p></body></html>"
)


def examples() -> Iterator[str]:
    texts = [verb_parser(verb)[0].__doc__ or "" for verb in VERBS]
    for text in (EPILOG, *texts):
        for line in text.partition("examples:\n")[2].partition("\n\n")[0].splitlines():
            yield line.strip().partition("  ")[0]


TRIED = [
    line
    for line in dict.fromkeys(examples())
    if line not in SCREENS and not line.startswith(tuple(ELSEWHERE))
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person's machine: a home, and the folder they stand in with all that the examples name."""
    folder = tmp_path_factory.mktemp("world")
    here = folder / "here"
    recent = here / "articles" / "2025"
    recent.mkdir(parents=True)
    home = folder / "home"
    shell = Shell(home)
    (home / "Downloads").mkdir(parents=True)
    (home / ".local/share/bash-completion/completions").mkdir(parents=True)
    (home / ".config/fish/completions").mkdir(parents=True)
    (home / "Downloads" / "saved.html").write_text(PAGE, "utf-8")
    german = (
        "# Zelensky in Kiev\n\nDer Präsident sprach am Abend mit der Presse über die Luftabwehr "
        "und die Patriot-Systeme, wie das Büro der Zeitung sagte.\nZelensky nannte eine neue "
        "Drone, die in der Nacht über der Stadt gesehen worden war, und dankte allen Helfern.\n"
    )
    (recent / "kiev.md").write_text(german, "utf-8")
    (recent / "old.txt").write_text(article(5), "utf-8")
    (here / "report.txt").write_text(article(1) + "\nThe air defence met drones.\n", "utf-8")
    (here / "page.html").write_text(PAGE, "utf-8")
    dated = f"---\ndate: 2025-07-03\n---\n# Harbour\n\n{article(3)}\n"
    (here / "dated.md").write_text(dated, "utf-8")
    written(here / "corpus.jsonl.gz", rows(6))
    written(here / "shards" / "0.jsonl", rows(4))
    written(here / "news.jsonl", rows(17))
    (here / ".glosse").mkdir()
    annotate(here, "report.txt", "council", tags=["vocabulary", "kiev"], creator="me")
    annotate(here, "articles/2025/kiev.md", "Patriot", tags=["patriot"], colour=Colour.PINK,
             comment="the press office", creator="me")  # fmt: skip
    annotate(here, "articles/2025/kiev.md", "Luftabwehr", tags=["kiev"], creator="ben")
    annotate(here, "articles/2025/old.txt", "Monday", tags=["patriot"], creator="me")
    (recent / "old.txt").write_text("Nothing of the old text is left in this file.\n", "utf-8")
    for other in (folder / "anna" / "articles", folder / "usb" / "articles"):
        shutil.copytree(recent, other / "2025")
        (other / ".glosse").mkdir()
        annotate(other, "2025/kiev.md", "Luftabwehr", tags=["kiev"])
    (here / "usb").symlink_to(folder / "usb")  # not a part of this library
    _state(here)
    exported = shell.glosse("export", "--format", "hypothesis", "report.txt", cwd=here).stdout
    (here / "hypothesis.json").write_bytes(exported)
    table = "Highlight,Title,Author,URL,Note,Location,Date\nLuftabwehr,Zelensky in Kiev,,,,,\n"
    (here / "readwise.csv").write_text(table, "utf-8")
    return folder


@pytest.fixture
def world(model: Path, tmp_path: Path) -> tuple[Shell, Path]:
    """A copy for each example: what one of them merges or repairs is not there for the next."""
    folder = tmp_path / "world"
    shutil.copytree(model, folder, symlinks=True)
    here = folder / "here"
    (here / "usb").unlink()
    (here / "usb").symlink_to(folder / "usb")
    _commands(folder / "bin", here)
    return Shell(folder / "home"), here


def _state(here: Path) -> None:
    from reader.session import Session

    session = Session(here)
    try:
        session.toggle_star("articles/2025/kiev.md")
        session.set_read("report.txt", "read")
    finally:
        session.close()


def _commands(folder: Path, here: Path) -> None:
    """The other programs that the examples name."""
    folder.mkdir()
    scripts = {
        "glosse": f'exec {shlex.quote(sys.executable)} -m reader "$@"',
        "curl": f"cat {shlex.quote(str(here))}/${{GIVEN:-page.html}}",
        "pbpaste": "echo 'The minutes of the meeting on Tuesday.'",
    }
    for name, body in scripts.items():
        path = folder / name
        path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="the examples are for a POSIX shell")
@pytest.mark.skipif(not (shutil.which("jq") and shutil.which("bash")), reason="needs jq and bash")
@pytest.mark.parametrize("line", TRIED)
def test_an_example_works(world: tuple[Shell, Path], line: str) -> None:
    shell, here = world
    environment = {"EDITOR": "true", "VISUAL": "true"}
    if any(mark in line for mark in "|>*$~"):
        script = line.replace("/tmp/kiev", str(here / "kept"))
        (here / "kept").mkdir(exist_ok=True)
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; fpath=(x {shlex.quote(str(here))}); {script}"],
            cwd=here,
            env={
                **shell.environment,
                **environment,
                "PATH": f"{here.parent / 'bin'}:{os.environ['PATH']}",
                "PYTHONPATH": str(Path(__file__).parent.parent.parent),
                "GIVEN": "hypothesis.json" if "import" in line else "page.html",
            },
            capture_output=True,
            timeout=120,
        )
    else:
        done = shell.glosse(*shlex.split(line)[1:], cwd=here, **environment)
    problem = done.stderr.decode()
    if line in CHECKS:
        assert done.returncode in {0, 1}, problem
    elif line.startswith("glosse verify --json"):
        assert b"Monday" in done.stdout, problem
    else:
        assert done.returncode == 0, problem
    assert "Traceback" not in problem


def test_no_exception_is_out_of_date() -> None:
    known = list(examples())
    assert [line for line in SCREENS if line not in known] == []
    assert [start for start in ELSEWHERE if not any(line.startswith(start) for line in known)] == []
    assert len(TRIED) > 40
