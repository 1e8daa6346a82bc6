"""CSV in the columns that Readwise imports (Highlight, Title, Author, URL, Note, Location, Date).

The last column, Color, is the one of Readwise's own export.
Tags stand in the note as Readwise writes them, ``.tag`` before the text. A cell that a
spreadsheet would take for a formula begins with an apostrophe, which reading takes off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from reader.notes.exchange.arrival import Arrived, Incoming, identity
from reader.notes.exchange.model import Exported, lines
from reader.notes.model import Colour, Note

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date", "Color")
_KNOWN = (*COLUMNS, "Book Title", "Tags", "Highlighted at")
_FORMULA = re.compile(r"^'*[\s'\"]*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20\u2212]")
_TAGS = re.compile(r"(?:(?<=\s)|^)\.(\S+)(?:\s+|$)")
_DOT = re.compile(r"^(\\*)\.", re.MULTILINE)


def export(items: Sequence[Exported]) -> str:
    """One row for each note, with a heading row; lines end as RFC 4180 has it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    for item in items:
        author = item.author or item.site
        for note in item.notes:
            row = (note.exact, item.name, author, item.url, _note(note), str(note.start))
            writer.writerow([_cell(text) for text in (*row, note.created, note.colour.value)])
    return out.getvalue()


def _note(note: Note) -> str:
    tags = " ".join("." + re.sub(r"\s+", "_", tag) for tag in note.tags)
    comment = _DOT.sub(r"\\\g<0>", note.comment)
    return f"{tags}\n{comment}" if tags and comment else tags or comment


def _cell(text: str) -> str:
    text = "\n".join(lines(text))
    return "'" + text if _FORMULA.match(text) else text


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def read(text: str) -> Incoming:
    """Rows of a Readwise CSV, of its import or its export; problems name the line."""
    text = text.removeprefix("\ufeff")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    found: list[Arrived] = []
    problems: list[str] = []
    try:
        names = [_column(name) for name in reader.fieldnames or ()]
        reader.fieldnames = names
        if "Highlight" not in names:
            return Incoming((), ("line 1: there is no column named Highlight.",))
        for row in reader:
            cells = {name: _plain(value) for name, value in row.items() if isinstance(value, str)}
            if not cells.get("Highlight", "").strip():
                problems.append(f"line {reader.line_num}: a row without a highlight.")
                continue
            found.append(_arrived(cells))
    except csv.Error as error:
        problems.append(f"line {reader.line_num}: not CSV ({error}).")
    return Incoming(tuple(found), tuple(problems))


def _separator(text: str) -> str:
    """What stands between the columns: spreadsheets of many countries write semicolons."""
    head = text.partition("\n")[0]
    found = [mark for mark in ",;\t" if "Highlight" in _columns(head, mark)]
    return found[0] if found else ","


def _columns(head: str, separator: str) -> list[str]:
    return [_column(name) for row in csv.reader([head], delimiter=separator) for name in row]


def _column(name: str) -> str:
    """The name of a column as Readwise writes it, however it is written here."""
    plain = " ".join(name.split()).casefold()
    return next((known for known in _KNOWN if known.casefold() == plain), name)


def _colour(name: str) -> Colour:
    """The colour of this name; Readwise knows an orange that we do not."""
    found = name.strip().casefold()
    return Colour(found) if found in set(Colour) else Colour.YELLOW


def _arrived(cells: dict[str, str]) -> Arrived:
    exact = cells["Highlight"]
    title = cells.get("Title") or cells.get("Book Title", "")
    written = cells.get("Note", "")
    tags: list[str] = [tag.strip() for tag in cells.get("Tags", "").split(",") if tag.strip()]
    while match := _TAGS.match(written):
        tags.append(match[1])
        written = written[match.end() :]
    location = cells.get("Location", "")
    start = int(location) if location.isascii() and location.isdigit() and len(location) < 12 else 0
    comment = re.sub(r"^\\(\\*\.)", r"\1", written, flags=re.MULTILINE)
    note = Note(
        id=identity("readwise", title, exact, location),
        exact=exact,
        start=start,
        end=start + len(exact),
        comment=comment,
        tags=tuple(dict.fromkeys(tags)),
        colour=_colour(cells.get("Color", "")),
        created=cells.get("Date") or cells.get("Highlighted at", ""),
    )
    return Arrived(note, title=title, url=cells.get("URL", ""))
