"""A stand-in for the session's analysis, importable in worker processes."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from reader.documents import Refused
from reader.library.facts import Analysis, Facts, Kept, Taught
from reader.repeated import Say


def analysis(text: str, record: str = "") -> Analysis:
    """The first line is the title; ``site:`` and ``date:`` lines are read and left out.

    Lines that begin with "Perhaps" are doubted.
    """
    fields = dict(re.findall(r"^(site|date|language): (.*)$", text, re.MULTILINE))
    lines = [
        line for line in text.split("\n") if line and not re.match(r"(site|date|lang\w+): ", line)
    ]
    facts = Facts(
        record,
        title=lines[0] if lines else "",
        site=fields.get("site", ""),
        date=fields.get("date", ""),
        language=fields.get("language", ""),
        words=len(" ".join(lines).split()),
        digest=sha256(text.encode()).hexdigest(),
    )
    kept = tuple(
        Kept(number, Say.DOUBTED if line.startswith("Perhaps") else Say.ALONE, len(line))
        for number, line in enumerate(lines)
    )
    marks = tuple(crc32(line.encode()) for line in lines)
    return Analysis(facts, "\n\n".join(lines), marks, kept)


def analyse(path: Path, key: str, taught: Taught) -> Iterator[Analysis]:
    """One article a file; one a line of a corpus; some files refuse, and one kills its reader."""
    text = path.read_text("utf-8")
    if "REFUSED" in text:
        raise ValueError("the file is refused")
    if "DEADLY" in text:
        os._exit(9)
    if path.suffix == ".jsonl":
        for number, line in enumerate(text.splitlines()):
            yield analysis(json.loads(line)["text"], str(number))
    else:
        yield analysis(text)


def endless(path: Path, key: str, taught: Taught) -> Iterator[Analysis]:
    """A file that is read for an hour; ``begun`` beside it says that it is being read."""
    (path.parent / "begun").touch()
    time.sleep(3600)
    return iter(())


def say_much(path: Path, key: str, taught: Taught) -> Iterator[Analysis]:
    """Refuse every file with a sentence that takes long to send."""
    raise Refused("no " * 10_000_000)
    yield
