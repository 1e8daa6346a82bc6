"""The rules of a library on disk: ``.glosse/cleaning.json``, shared by windows and editors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader.cleaning.rules import Rules, RulesError, dump, parse
from reader.storage import Damaged, read_json, reason, update_json

TABLES = ("sites", "documents")


class RulesFile:
    """Reads the rules once and writes entry by entry, so that two windows keep each other's."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rules = Rules()
        self.problems: list[str] = []
        """Sentences for the reader; whoever shows them empties the list."""
        self.whole = True
        """Whether all that the file holds was understood."""
        self._load()

    def _load(self) -> None:
        """Take in the file. Reading moves nothing: who edits by hand slips, and mends it there."""
        said = ""
        try:
            self.rules = parse(read_json(self.path))
        except FileNotFoundError:
            pass  # nothing taught yet
        except OSError as error:
            said = f"{self.path.name} cannot be read: {reason(error)}"
        except (Damaged, RulesError) as error:
            said = str(error).removesuffix(".")
        if said:
            self.whole = False
            self.problems.append(f"{said}. Its rules are not used until it is mended.")

    def entry(self, table: str, name: str) -> list[Any] | None:
        """The rows of one site or document as they stand in the file, or None."""
        rows: list[Any] | None = dump(self.rules)[table].get(name)
        return rows

    def follow(self, moved: Mapping[str, str]) -> None:
        """Give what was taught of documents to those they are now, old key to new key.

        One that was taught itself keeps its own. Raises OSError, RulesError.
        """
        for old, new in moved.items():
            if old in self.rules.documents and new not in self.rules.documents:
                self.keep("documents", new, self.entry("documents", old))

    def keep(self, table: str, name: str, rows: list[Any] | None) -> None:
        """Set the rows of one site or document; None or [] takes them away.

        Raises OSError when the file cannot be written, RulesError when it holds something else.
        """
        written: dict[str, Any] = {}

        def mutate(on_disk: Any) -> Any:
            base = dump(parse(on_disk))
            entries = {key: value for key, value in base[table].items() if key != name}
            if rows:
                entries[name] = rows
            written.update(base, **{table: entries})
            return written

        aside = update_json(self.path, mutate)
        if aside is not None:
            self.problems.append(f"{self.path} was damaged and moved to {aside.name}.")
        self.rules = parse(written)
