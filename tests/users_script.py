"""What a program of somebody else may write; `mypy --strict` has to accept it. Never run."""

from __future__ import annotations

import pathlib

import reader

page: reader.Cleaned = reader.clean("It rained all night.\n", "a.txt")
titles: list[str] = [page.title, page.language, page.text]
reasons = [block.reason for block in page.blocks if not block.kept]
language = reader.detect("Der Fluss trat über die Ufer.")
code: str = language.code
found = reader.anchor("abc def", exact="def")
status: str = found.status
start: int | None = found.start
document = reader.open_document(pathlib.Path("river.md"))
text: str = document.text
store = reader.Store(pathlib.Path(".glosse"))
notes = [note.exact for note in store.notes("river.md")]
store.close()
try:
    reader.clean(b"\x7fELF")
except reader.Refused as refused:
    print(str(refused))
