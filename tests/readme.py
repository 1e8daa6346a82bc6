"""Parts of the README that are made from the program: `python -m tests.readme` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

from reader.tui.commands import COMMANDS, Scope

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


PARTS = {"keys": keys}


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
    print(f"{README.name}: {', '.join(PARTS)} · {len(Scope)} scopes, {len(COMMANDS)} commands")
