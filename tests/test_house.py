"""The house stays as it was drawn: imports run downward, and the core works without a screen."""

from __future__ import annotations

import subprocess
import sys

import pytest
from importlinter.cli import lint_imports


def test_imports_run_downward() -> None:
    assert lint_imports(is_debug_mode=True, no_cache=True) == 0


@pytest.mark.parametrize("module", ["reader", "reader.session", "reader.cli"])
def test_the_core_loads_no_screen(module: str) -> None:
    script = f"import {module}, sys; print([m for m in ('textual', 'rich') if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
