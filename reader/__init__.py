r"""Glosse: read, clean and annotate articles kept as files.

What other programs can use, without a screen; each name is loaded when it is first asked for.

The article of a page, or of text that was flattened before:

>>> import reader
>>> page = reader.clean(
...     "It rained all night, and by the morning the river had risen by two metres.\n"
...     "Nobody was hurt. The bridge stays closed until the engineers have looked at it.\n"
...     "Sign up for our newsletter\n"
... )
>>> page.text.split("\n")[-1]
'Nobody was hurt. The bridge stays closed until the engineers have looked at it.'
>>> [block.reason for block in page.blocks if not block.kept]
['newsletter']

Its language, the same for the same text every time:

>>> reader.detect("Der Fluss trat in der Nacht über die Ufer, es regnete noch immer.").code
'de'

A passage, found again after the text was edited:

>>> text = "At dawn it stopped. It rained all the night, and the river rose."
>>> found = reader.anchor(text, exact="It rained all night", suffix=", and the river")
>>> found.status, text[found.start : found.end]
('placed', 'It rained all the night')

A document in a file, with its blocks and what the file says of itself:

>>> import tempfile, pathlib
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "river.md").write_text("# The river\n\nIt rained all night.\n", "utf-8")
>>> document = reader.open_document(folder / "river.md")
>>> document.metadata.title, len(document.blocks)
('The river', 2)

And the store of notes of a library, safe against crashes and other windows:

>>> from reader.notes.model import Note
>>> store = reader.Store(folder / ".glosse")
>>> note = Note("urn:uuid:8d0c4f6e-5a0e-4a34-9d0a-3c5d4b6f2a11", "rained", start=18, end=24)
>>> store.put("river.md", note).exact
'rained'
>>> [note.exact for note in store.notes("river.md")]
['rained']
>>> store.close()
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import takes longer than all of this module
if TYPE_CHECKING:
    from typing import Any

    from reader.api import Cleaned as Cleaned
    from reader.api import CleanedBlock as CleanedBlock
    from reader.api import clean as clean
    from reader.documents.refused import Refused as Refused
    from reader.documents.registry import open_document as open_document
    from reader.language import detect as detect
    from reader.notes.anchoring import anchor as anchor
    from reader.notes.store import NoteStore as Store

__version__ = "0.1.0"

_WHERE = {
    "Cleaned": "reader.api:Cleaned",
    "CleanedBlock": "reader.api:CleanedBlock",
    "Refused": "reader.documents.refused:Refused",
    "Store": "reader.notes.store:NoteStore",
    "anchor": "reader.notes.anchoring:anchor",
    "clean": "reader.api:clean",
    "detect": "reader.language:detect",
    "open_document": "reader.documents.registry:open_document",
}

__all__ = ["Cleaned", "CleanedBlock", "Refused", "Store", "anchor", "clean", "detect",
           "open_document"]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'reader' has no attribute {name!r}")
    from importlib import import_module

    module, _, attribute = _WHERE[name].partition(":")
    found = getattr(import_module(module), attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
