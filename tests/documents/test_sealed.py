"""Opening a document fetches nothing, runs nothing, writes nothing, reads no other file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.documents import Refused
from reader.session import Session
from tests.benchmarks.fuzz_documents import seeds
from tests.documents import sealed

XXE = (
    "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>"
    "<!ENTITY % y SYSTEM 'http://127.0.0.1:9/x.dtd'> %y;]>"
    "<html xmlns='http://www.w3.org/1999/xhtml'><head><base href='http://127.0.0.1:9/'/>"
    "<link rel='stylesheet' href='/a.css'/><meta http-equiv='refresh' content='0;url=/b'/></head>"
    "<body onload='f()'><p>Words &x; here.</p><img src='/c.png'/><iframe src='file:///etc/passwd'/>"
    "<script src='/d.js'>fetch('/e')</script><object data='/f'/></body></html>"
)


def test_every_format_is_read_and_nothing_else_happens(tmp_path: Path) -> None:
    for name, data in seeds().values():
        (tmp_path / name).write_bytes(data)
    for number, ending in enumerate(("xhtml", "html", "xml", "rss", "md", "txt")):
        (tmp_path / f"x{number}.{ending}").write_text(XXE)
    script = str(Path(sealed.__file__))
    root = Path(sealed.__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, script, str(tmp_path)], capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_a_link_out_of_the_library_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A secret of somebody.\n")
    library = tmp_path / "library"
    library.mkdir()
    (library / "inside.txt").write_text("An article.\n")
    (library / "link.txt").symlink_to("../secret.txt")
    (library / "good.txt").symlink_to("inside.txt")
    session = Session(library)
    with pytest.raises(Refused, match="leads out of the library"):
        session.open("link.txt")
    assert session.open("good.txt").document.text == "An article.\n"
    session.close()
