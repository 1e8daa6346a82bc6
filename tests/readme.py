"""Parts of the README that are made from the program: `python -m tests.readme` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

from reader.cli import VERBS
from reader.config import Config, show
from reader.documents import FORMATS
from reader.tui.commands import COMMANDS

README = Path(__file__).parent.parent / "README.md"


def keys() -> str:
    """The command table, a heading for each group."""
    lines: list[str] = []
    group = ""
    for command in COMMANDS:
        if not command.keys:
            continue
        if command.group != group:
            group = command.group
            lines += ["", f"**{group}**", "", "| keys | what they do |", "| --- | --- |"]
        shown = " · ".join(f"`{_key(key)}`" for key in command.keys)
        lines.append(f"| {shown} | {command.title} |")
    return "\n".join(lines).strip()


def _key(keys: str) -> str:
    parts = keys.split(" ")
    joined = "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)
    return joined.replace("|", "\\|")


def formats() -> str:
    """The registry of formats as a table."""
    lines = ["| format | files | what is kept |", "| --- | --- | --- |"]
    for row in FORMATS:
        suffixes = " ".join(f"`{suffix}`" for suffix in row.suffixes)
        extra = f"; needs `glosse[{row.extra}]`" if row.extra else ""
        lines.append(f"| {row.title} | {suffixes} | {row.keeps}{extra} |")
    return "\n".join(lines)


def verbs() -> str:
    """The verbs of the command line as a table."""
    rows = (f"| `glosse {verb}` | {line} |" for verb, line in VERBS.items())
    return "\n".join(["| command | what it does |", "| --- | --- |", *rows])


def config() -> str:
    """Every setting with its meaning and default, as `glosse config --show` prints it."""
    return f"```toml\n{show(Config()).strip()}\n```"


PARTS = {"keys": keys, "formats": formats, "verbs": verbs, "config": config}


def renewed(text: str) -> str:
    """The README with every generated part as the program would have it."""
    for name, make in PARTS.items():
        pattern = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(text):
            raise ValueError(f"README.md has no place for {name}")
        body = make()
        text = pattern.sub(lambda found, body=body: f"{found[1]}{body}\n{found[2]}", text)
    return text


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
    print(f"{README.name}: {', '.join(PARTS)}")
