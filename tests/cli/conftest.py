from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.shell import SEEDS, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    home = tmp_path / "home"
    home.mkdir()
    return Shell(home)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    shutil.copytree(SEEDS, root)
    return root
