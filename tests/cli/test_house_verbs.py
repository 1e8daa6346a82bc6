"""Verbs about the program itself, and what holds for all of them: help, schemas, completion."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from reader.cli import VERBS
from reader.cli.completion import fish
from reader.cli.console import fitting
from reader.cli.manual import PAGE, page
from reader.cli.parsing import verb_parser
from tests.cli.notes import annotate
from tests.cli.shell import FIRST, SECOND, Shell


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_examples(verb: str) -> None:
    module, parser = verb_parser(verb)
    assert "examples:" in (module.__doc__ or "")
    help_text = parser.format_help()
    assert f"glosse {verb}" in help_text
    assert all(action.help for action in parser._actions)


@pytest.mark.parametrize(
    "line",
    [
        ("clean", "--json", "articles"),
        ("ls", "--json", "articles"),
        ("search", "--json", "--in", "articles", "Patriot"),
        ("notes", "--json", "articles"),
        ("verify", "--json", "articles"),
        ("agree", "--json", "articles"),
        ("stats", "--json", "articles"),
        ("add", "--json", "--library", "articles", "report.txt"),
        ("doctor", "--json", "articles"),
    ],
    ids=lambda line: line[0],
)
def test_json_is_as_its_schema_says(
    shell: Shell, library: Path, tmp_path: Path, line: tuple[str, ...]
) -> None:
    annotate(library, SECOND, "Patriot", tags=["a"], creator="anna")
    annotate(library, SECOND, "Jermak", tags=["a"], creator="ben")
    (tmp_path / "report.txt").write_text("The harbour was closed.\n", "utf-8")
    schema = json.loads(shell.glosse(line[0], "--schema", *required(line[0])).stdout)
    done = shell.glosse(*line, cwd=tmp_path)
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert rows
    form = jsonschema.Draft202012Validator(schema)
    names = set(schema["$defs"][schema["$ref"].rpartition("/")[2]]["properties"])
    for row in rows:
        form.validate(row)
        assert set(row) == names, "nothing that the schema does not tell of"


def required(verb: str) -> list[str]:
    return {"search": ["x"], "add": ["x"]}.get(verb, [])


def test_help_loads_little(shell: Shell) -> None:
    script = (
        "import sys; from reader.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'rich', 'textual', 'msgspec', 'trafilatura', 'langdetect', 'reader.session',"
        " 'sqlite3', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    import sys

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


def test_the_manual_page_is_the_one_the_parsers_make() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m reader.cli.manual writes it anew"


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_scripts_are_scripts(shell: Shell, name: str, tmp_path: Path) -> None:
    done = shell.glosse("completion", name)
    assert done.returncode == 0
    assert b"export" in done.stdout
    if shutil.which(name):
        path = tmp_path / "script"
        path.write_bytes(done.stdout)
        assert subprocess.run([name, "-n", path], capture_output=True).stderr == b""


@pytest.mark.skipif(not shutil.which("zsh"), reason="needs zsh")
def test_zsh_takes_a_script_that_is_sourced(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "glosse.zsh"
    path.write_bytes(shell.glosse("completion", "zsh").stdout)
    script = f"autoload -U compinit; compinit -D; source {path}; echo $_comps[glosse]"
    done = subprocess.run(["zsh", "-fc", script], capture_output=True, text=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("_shtab_glosse\n", "")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "glosse.bash"
    path.write_bytes(shell.glosse("completion", "bash").stdout)
    ask = (
        "COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); "
        "$f glosse ${COMP_WORDS[-1]} ${COMP_WORDS[-2]}; echo ${COMPREPLY[*]}"
    )
    script = f"source {path}; f=$(complete -p glosse | sed 's/.*-F \\([^ ]*\\).*/\\1/'); {ask}"
    for line, expected in (("glosse ex", "export"), ("glosse export --format ma", "markdown")):
        done = subprocess.run(
            ["bash", "-c", script, "-", line], capture_output=True, text=True, cwd=tmp_path
        )
        assert done.stdout.strip() == expected, done.stderr


@pytest.mark.skipif(not shutil.which("mandoc"), reason="needs mandoc")
def test_the_manual_page_is_well_formed() -> None:
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "error", PAGE], capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
def test_fish_completes(tmp_path: Path) -> None:
    path = tmp_path / "glosse.fish"
    path.write_text(fish(), "utf-8")
    script = f"source {path}; complete -C 'glosse ex'; complete -C 'glosse export --format ma'"
    done = subprocess.run(["fish", "-c", script], capture_output=True, text=True)
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["export", "markdown"]


def test_config_is_shown_checked_and_edited(shell: Shell) -> None:
    path = Path(shell.glosse("config", "--path").stdout.decode().strip())
    assert path.is_relative_to(shell.home)
    assert b"[reading]" in shell.glosse("config").stdout
    assert json.loads(shell.glosse("config", "--json").stdout)["reading"]["column"] == 72
    assert shell.glosse("config", "--check").returncode == 0
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[reading]\ncolumn = 5\n", "utf-8")
    wrong = shell.glosse("config", "--check")
    assert wrong.returncode == 1
    assert b"line 2" in wrong.stderr
    (row,) = shell.json("config", "--check")
    assert row["line"] == 2
    path.write_text('[keys]\nrow-up = "j"\nrwo-down = "x"\n[look]\ntheme = "dusk"\n', "utf-8")
    assert [row["line"] for row in shell.json("config", "--check")] == [2, 3, 5]
    path.unlink()
    assert shell.glosse("config", "--edit", VISUAL="true").returncode == 0
    assert "[reading]" in path.read_text("utf-8")


def test_add_copies_a_file_and_what_is_piped_in(
    shell: Shell, library: Path, tmp_path: Path
) -> None:
    other = tmp_path / "report.txt"
    other.write_text("The harbour was closed on Monday.\n", "utf-8")
    done = shell.glosse("add", other, "--library", library, "--folder", "2025")
    assert done.stdout.decode().strip() == str(library / "2025" / "report.txt")
    (again,) = shell.json("add", other, "--library", library, "--folder", "2025")
    assert again["existed"]
    (piped,) = shell.json("add", "-", "--title", "Minutes", "--library", library, given=b"We met.")
    assert Path(piped["path"]).name == "minutes.txt"
    for wrong in ("ftp://example.org/x", "http://127.0.0.1:9/x", "missing.txt"):
        done = shell.glosse("add", wrong, "--library", library)
        assert done.returncode == 1
        assert done.stderr.startswith(b"glosse: ")
        assert b"Traceback" not in done.stderr


def test_doctor_tells_no_private_text(shell: Shell, library: Path) -> None:
    (library / "Secret Affair.txt").write_text("The harbour was closed on Monday.\n", "utf-8")
    annotate(library, "Secret Affair.txt", "harbour", comment="between us")
    page_file = library / ".glosse" / "notes" / "Secret Affair.txt.json"
    page_file.write_text("{torn", "utf-8")
    done = shell.glosse("doctor", library)
    assert done.returncode == 1
    assert b"error: " in done.stdout
    for word in (b"Secret", b"between us", b"harbour", str(shell.home).encode()):
        assert word not in done.stdout + done.stderr
    mended = shell.glosse("doctor", library, "--repair")
    assert b"mended: " in mended.stdout
    assert b"Secret" not in mended.stdout + mended.stderr
    (row,) = shell.json("notes", library)
    assert row["comment"] == "between us"


def test_the_log_holds_nothing_private(shell: Shell, library: Path, tmp_path: Path) -> None:
    log = tmp_path / "glosse.log"
    assert shell.glosse("--log", log, "ls", library, "selenskyj").returncode == 0
    assert shell.glosse("clean", library / FIRST, "--log", log).returncode == 0
    text = log.read_text("utf-8")
    assert text.count("exit 0") == 2
    for word in ("selenskyj", FIRST, str(library)):
        assert word not in text
    assert shell.glosse("--log", tmp_path / "no" / "folder", "ls", library).returncode == 2


def test_the_widest_columns_give_way_to_a_narrow_terminal() -> None:
    assert fitting([30, 90, 5, 4], 200) == [30, 90, 5, 4]
    assert sum(fitting([30, 90, 5, 4], 80)) == 80
    assert fitting([30, 90, 5, 4], 80)[2:] == [5, 4]
    assert fitting([30, 90, 5, 4], 3) == [8, 8, 5, 4], "then the terminal cuts"


def test_a_wrong_option_is_one_sentence(shell: Shell) -> None:
    for words in (("ls", "--sort", "x"), ("clean", "--nonsense"), ("--nonsense",), ("search",)):
        done = shell.glosse(*words)
        assert (done.returncode, done.stdout) == (2, b"")
        assert len(done.stderr.splitlines()) == 1
        assert b"--help`." in done.stderr


def test_add_names_the_library_that_cannot_be_written(
    shell: Shell, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "quay.txt").write_text("The quay was empty.", "utf-8")

    def refuse(path: Path, data: bytes) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr("reader.storage.write_atomic", refuse)
    done = shell.glosse("add", tmp_path / "quay.txt", "--library", library)
    assert done.returncode == 1
    said = f"quay.txt is not saved in {library}: there is no permission for it.\n"
    assert done.stderr.decode().endswith(said)
    assert not (library / "quay.txt").exists()
