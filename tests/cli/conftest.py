from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.seeds import copy_seeds


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    home = tmp_path / "home"
    home.mkdir()
    return Shell(home)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copy_seeds(tmp_path / "articles")
