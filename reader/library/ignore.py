"""``.glosseignore``: patterns of files and folders the library leaves out, as in ``.gitignore``."""

from __future__ import annotations

import re
from typing import NamedTuple

IGNORE_FILE = ".glosseignore"


class Rule(NamedTuple):
    """One line: a pattern over relative POSIX paths, for folders only or not, negated or not."""

    pattern: re.Pattern[str]
    folders_only: bool
    negated: bool


def _class(glob: str, start: int) -> tuple[str, int]:
    """The character class of ``glob`` that opens at ``start``, and where it ends."""
    end = glob.find("]", start + 2 if glob[start + 1 : start + 2] in {"!", "^", "]"} else start + 1)
    if end == -1:
        return r"\[", start + 1
    body = glob[start + 1 : end].replace("\\", r"\\").replace("[", r"\[")
    if body[0] in "!^":
        body = "^/" + body[1:]
    return f"[{body}]", end + 1


def _translate(glob: str) -> str:
    """A regular expression for a glob in which ``*`` and ``?`` stay within one path part."""
    out, i = [], 0
    while i < len(glob):
        if glob.startswith("**/", i):
            out.append("(?:[^/]+/)*")
            i += 3
        elif glob.startswith("/**", i) and i + 3 == len(glob):
            out.append("/.+")
            i += 3
        elif glob[i] == "*":
            out.append("[^/]*")
            i += 1
        elif glob[i] == "?":
            out.append("[^/]")
            i += 1
        elif glob[i] == "[":
            piece, i = _class(glob, i)
            out.append(piece)
        elif glob[i] == "\\" and i + 1 < len(glob):
            out.append(re.escape(glob[i + 1]))
            i += 2
        else:
            out.append(re.escape(glob[i]))
            i += 1
    return "".join(out)


def _rule(line: str, base: str) -> Rule | None:
    line = line.rstrip("\r\n")
    if not line.endswith("\\ "):
        line = line.rstrip(" \t")
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    glob = line[1:] if negated else line
    folders_only = glob.endswith("/")
    glob = glob.rstrip("/")
    if not glob:
        return None
    anchored = "/" in glob
    expression = _translate(glob.lstrip("/"))
    if not anchored:
        expression = "(?:[^/]+/)*" + expression
    try:
        pattern = re.compile(re.escape(base) + expression + r"\Z", re.DOTALL)
    except re.error:  # such as the range [z-a]: then the line is a name and no pattern
        pattern = re.compile(re.escape(base + glob) + r"\Z")
    return Rule(pattern, folders_only, negated)


def parse_ignore(text: str, base: str = "") -> tuple[Rule, ...]:
    """The rules of one ignore file; ``base`` is its folder as ``""`` or ``"part/part/"``."""
    rules = (_rule(line, base) for line in text.split("\n"))
    return tuple(rule for rule in rules if rule is not None)


def is_ignored(rules: tuple[Rule, ...], path: str, *, folder: bool) -> bool:
    """Whether the last rule that fits ``path`` leaves it out. Rules run from root to leaf."""
    for rule in reversed(rules):
        if (folder or not rule.folders_only) and rule.pattern.match(path):
            return not rule.negated
    return False
