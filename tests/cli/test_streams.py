"""A stream that is shut is no reason to fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


@pytest.mark.parametrize("shut", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_verb_with_a_stream_shut(tmp_path: Path, shut: str) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nWords of the text.\n")
    line = f'exec "$0" -m reader clean "$1" {shut}'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, str(tmp_path / "a.txt")],
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert (b"Words of the text." in done.stdout) is (">&-" not in shut.replace("2>&-", ""))
