"""Paths in pasted text: what terminals write when a file is dragged onto them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.patterns import late

LONGEST = 20_000
"""Characters; more is a text and no list of paths."""
_WORD = late(r"'(?:[^']|'\\'')*'|\"(?:[^\"\\]|\\.)*\"|(?:\\.|[^\s\\'\"])+|\\")
_ESCAPED = late(r"\\(.)")


def paths_in(text: str, *, escapes: bool = os.name != "nt") -> list[Path]:
    """The paths of files and folders that are there, in order; [] where the text is none of them.

    A line may be one path as it stands; else words parted by blanks, in quotes, with blanks escaped
    by a backslash, or as ``file://`` addresses. ``escapes``: a backslash is no part of a path.
    """
    if not text.strip() or len(text) > LONGEST or "\0" in text:
        return []
    found: list[Path] = []
    for line in text.strip().splitlines():
        whole = _path(line.strip())
        paths = [whole] if whole is not None else [_path(w) for w in _words(line, escapes)]
        if not paths or None in paths:
            return []
        found += [path for path in paths if path is not None]
    return list(dict.fromkeys(found))


def _words(line: str, escapes: bool) -> list[str]:
    if not escapes:
        return [word.strip("\"'") for word in re.findall(r"\"[^\"]*\"|\S+", line)]
    return [_plain(word) for word in _WORD.findall(line)]


def _plain(word: str) -> str:
    if word.startswith("'") and len(word) > 1:
        return word[1:-1].replace("'\\''", "'")
    if word.startswith('"') and len(word) > 1:
        word = word[1:-1]
    return _ESCAPED.sub(r"\1", word)


def _path(word: str) -> Path | None:
    """The absolute path of a word, if there is something."""
    if word.startswith("file://"):
        try:
            parts = urlsplit(word)
        except ValueError:
            return None
        if parts.netloc not in ("", "localhost"):
            return None
        word = unquote(parts.path)
        if os.name == "nt":
            word = word.lstrip("/")
    try:
        path = Path(word).expanduser()
        return path if path.is_absolute() and path.exists() else None
    except (OSError, ValueError, RuntimeError):  # too long, or of a user that is not there
        return None
