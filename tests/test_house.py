"""The house stays as it was drawn: imports run downward, and the core works without a screen."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

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


NETWORK = {
    "reader/library/fetch.py": "glosse add URL",
    "reader/cli/serve.py": "glosse serve, on this machine",
    "reader/cli/web.py": "glosse serve",
    "reader/cli/cluster.py": "glosse clean --engine dask, to the address named",
}
"""The modules that may open a connection, and for which command."""


def test_nothing_else_can_send_anything_anywhere() -> None:
    reaching = re.compile(
        r"^\s*(?:import|from)\s+(socket|ssl|http|urllib\.request|ftplib|smtplib|telnetlib|"
        r"xmlrpc|aiohttp|requests|httpx|urllib3|distributed|webbrowser)\b", re.MULTILINE,
    )  # fmt: skip
    root = Path(__file__).parent.parent
    found = {
        path.relative_to(root).as_posix()
        for path in (root / "reader").rglob("*.py")
        if reaching.search(path.read_text("utf-8"))
    }
    assert found <= set(NETWORK)
