"""What the linear reader does with the notes of an article: change them, write them out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.notes.model import Colour
from reader.sanitise import sanitise
from reader.tui.notes.cards import split_tags
from reader.wording import counted

if TYPE_CHECKING:
    from reader.tui.linear.reader import LinearReader

NUMBERED = {str(number): colour for number, colour in enumerate(Colour, 1)}
"""The colours by the keys that make them."""
_BY_SUFFIX = {".md": "markdown", ".json": "json", ".csv": "csv", ".org": "org"}


def delete(reader: LinearReader, rest: str) -> None:
    """``d NUMBER``"""
    assert reader.article is not None
    note = reader.numbered(rest)
    if note is not None:
        reader.article = reader.session.delete_note(reader.article, note.id)
        reader.say("Deleted; u brings it back.")


def retag(reader: LinearReader, rest: str) -> None:
    """``T NUMBER #a #b``"""
    assert reader.article is not None
    number, _, words = rest.partition(" ")
    note = reader.numbered(number)
    if note is not None:
        tags = tuple(dict.fromkeys(word.lstrip("#") for word in words.split()))
        reader.article = reader.session.edit_note(reader.article, note.id, tags=tags)
        reader.say(f"Tags: {sanitise(' '.join(tags)) or 'none'}.")


def recolour(reader: LinearReader, rest: str) -> None:
    """``C NUMBER 1-5``, or the name of the colour"""
    assert reader.article is not None
    number, _, wanted = rest.partition(" ")
    note = reader.numbered(number)
    if note is None:
        return
    named = NUMBERED | {colour.value: colour for colour in Colour}
    colour = named.get(wanted.strip().casefold())
    if colour is None:
        reader.say(f"Which colour? 1 to 5: {', '.join(Colour)}.")
        return
    reader.article = reader.session.edit_note(reader.article, note.id, colour=colour)
    reader.say(f"Note {number} is {colour.value} now.")


def rewrite(reader: LinearReader, rest: str) -> None:
    """``c NUMBER text``: another comment, with its tags where it names some"""
    assert reader.article is not None
    number, _, words = rest.partition(" ")
    note = reader.numbered(number)
    if note is not None:
        comment, tags = split_tags(words.strip())
        reader.article = reader.session.edit_note(
            reader.article, note.id, comment=comment, tags=tags or note.tags
        )
        reader.say("Note kept." if comment else "The comment is gone; u brings it back.")


def write_out(reader: LinearReader, rest: str) -> None:
    """``export [FORMAT] [FILE]``: the notes of the article, said or written to a new file"""
    from reader.notes.exchange import EXPORTS, export
    from reader.notes.exchange.model import Exported

    article = reader.article
    assert article is not None
    first, _, more = rest.strip().partition(" ")
    name, file = (first, more.strip()) if first in EXPORTS else ("", rest.strip())
    page = reader.session.store.page(article.key)
    if not page.notes:
        reader.say("There are no notes to export; a TEXT writes one.")
        return
    if file.isalpha() and not name:  # a form misremembered, rather than a file without a suffix
        forms = ", ".join(EXPORTS)
        reader.say(f"There is no form {sanitise(file)}, only {forms}. A file: export notes.md.")
        return
    name = name or (_BY_SUFFIX.get(Path(file).suffix.casefold(), "text") if file else "text")
    text = export(name, [Exported.of(page, article.document)])
    if not file:
        reader.say(sanitise(text, multiline=True).rstrip("\n"))
        return
    path = Path(file).expanduser()
    try:
        with path.open("x", encoding="utf-8", errors="replace", newline="") as out:
            out.write(text)
    except FileExistsError:
        reader.say(f"{sanitise(file)} is there already: choose another name.")
        return
    count = len(page.notes)
    reader.say(f"{counted(count, 'note')} in {sanitise(file)}.")
