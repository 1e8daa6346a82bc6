"""An installation without bytecode keeps it in the cache; any other stays as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader import bytecode

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners and modes of files")


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


def test_where_there_is_none_the_cache_is_used(tmp_path: Path) -> None:
    bytecode.keep(str(tmp_path / "none.pyc"), str(tmp_path / "kept"))
    assert sys.pycache_prefix == str(tmp_path / "kept")
    assert not sys.dont_write_bytecode
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


def test_where_there_is_some_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "some.pyc").write_bytes(b"")
    bytecode.keep(str(tmp_path / "some.pyc"), str(tmp_path / "kept"))
    bytecode.keep(None, str(tmp_path / "kept"))
    assert sys.pycache_prefix is None
    assert not (tmp_path / "kept").exists()


def test_a_folder_that_others_can_write_to_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    folder.chmod(0o777)
    bytecode.keep(str(tmp_path / "none.pyc"), str(folder))
    assert sys.pycache_prefix is None


def test_a_link_to_elsewhere_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "kept").symlink_to(tmp_path / "elsewhere")
    bytecode.keep(str(tmp_path / "none.pyc"), str(tmp_path / "kept"))
    assert sys.pycache_prefix is None


def test_modules_are_kept_there(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "lighthouse.py").write_text("LAMP = 1\n", "utf-8")
    code = "import sys; from reader import bytecode; bytecode.keep(sys.argv[1], sys.argv[2]); "
    code += "sys.path.insert(0, sys.argv[3]); import lighthouse"
    kept = tmp_path / "kept"
    command = [sys.executable, "-B", "-c", code, str(tmp_path / "none.pyc"), str(kept)]
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPYCACHEPREFIX"}
    subprocess.run([*command, str(tmp_path / "sources")], check=True, env=env)
    assert [path.name.partition(".")[0] for path in kept.rglob("*.pyc")] == ["lighthouse"]
    assert not (tmp_path / "sources" / "__pycache__").exists()
