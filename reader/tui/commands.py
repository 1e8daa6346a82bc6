"""Every command of the screen, once: bindings, footer, help and palette read this table.

Keys are written as a person names them: a printable character stands for itself, others by
Textual's names (``ctrl+d``, ``pagedown``, ``space``); a sequence is parted by spaces (``g g``);
``{char}`` takes any character and ``{a-z}`` a letter as the argument of the command.

A command is carried out by the part of the main screen that registered it by its name, else by the
widget of its scope: ``row-down`` by ``command_row_down(count, argument)``, where ``count`` is None
if no number was typed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Scope(StrEnum):
    """Where a command answers to its keys."""

    ANYWHERE = "anywhere"
    LIBRARY = "library"
    ARTICLE = "article"
    SELECTING = "selecting"
    """In the article while a selection is being made; looked up before ``ARTICLE``."""
    NOTES = "notes"
    NOTE_BOX = "note box"


class Command(NamedTuple):
    """One row of the table."""

    id: str
    """Stable name, used in the configuration and for the method: ``row-down``."""
    scope: Scope
    keys: tuple[str, ...]
    title: str
    """What it does, in the imperative, for help and palette."""
    group: str
    """Heading in the help."""
    hint: str = ""
    """Label in the footer; "" keeps it out of the footer."""

    @property
    def method(self) -> str:
        """The method of a pane that carries it out."""
        return f"command_{self.id.replace('-', '_')}"

    @property
    def moves(self) -> bool:
        """Whether it moves within its pane only: the keys go to the same place after it."""
        return self.group == "Move" or self.id.removeprefix(f"{self.scope}-") in _MOVES


_MOVES = frozenset({
    "down", "up", "half-page-down", "half-page-up", "page-down", "page-up", "first", "last",
})  # fmt: skip


def _rows(scope: Scope, group: str, *rows: tuple[str, ...]) -> list[Command]:
    """Rows as (id, keys parted by two spaces, title[, hint])."""
    return [
        Command(name, scope, tuple(k for k in keys.split("  ") if k), title, group, *hint)
        for name, keys, title, *hint in rows
    ]


_A, _S, _L, _N, _B, _ANY = (
    Scope.ARTICLE,
    Scope.SELECTING,
    Scope.LIBRARY,
    Scope.NOTES,
    Scope.NOTE_BOX,
    Scope.ANYWHERE,
)

COMMANDS: tuple[Command, ...] = (
    *_rows(
        _ANY,
        "Everywhere",
        ("pane-next", "tab", "Go to the next pane", "Pane"),
        ("pane-previous", "shift+tab", "Go to the previous pane"),
        ("article-next", "J", "Open the next article", "Next article"),
        ("article-previous", "K", "Open the previous article"),
        ("library-search", "g /", "Search the whole library"),
        ("all-notes", "@", "Show all notes of the library"),
        ("undo", "u  ctrl+z", "Undo the last change"),
        ("redo", "ctrl+r", "Redo what was undone"),
        ("zen", "z", "Show the article alone (zen)"),
        ("theme", "T", "Pick a theme"),
        ("star", "*", "Star the article, or take the star away"),
        ("browser", "o", "Open the link at the caret, or the article's address"),
        ("pipe", "|", "Pipe the article to a command"),
        ("export", "X", "Export the article's notes: Markdown, CSV, org, Anki, JSON"),
        ("export-all", "", "Export all notes of the library"),
        ("statistics", "", "Show statistics of the library"),
        ("related", "g r", "Show articles on the same story"),
        ("timeline", "g t", "Show the story's articles as a timeline"),
        ("copies", "g c", "Compare near-identical copies of the article"),
        ("rules", "", "List the cleaning rules of this library"),
        ("site-rule", "g s", "Remember for the site: the block restored or removed last"),
        ("index-pause", "", "Let the index rest, or go on"),
        ("redraw", "ctrl+l", "Draw the screen again"),
        ("help", "?  f1", "Show the keys", "Help"),
        ("palette", "ctrl+p  :", "Find any command"),
        ("back-or-quit", "q", "Go back, then quit", "Quit"),
        ("quit", "Q", "Quit"),
    ),
    *_rows(
        _L,
        "Library",
        ("library-down", "j  down", "Move down"),
        ("library-up", "k  up", "Move up"),
        ("library-half-page-down", "ctrl+d", "Move half a page down"),
        ("library-half-page-up", "ctrl+u", "Move half a page up"),
        ("library-page-down", "space  ctrl+f  pagedown", "Move a page down"),
        ("library-page-up", "b  ctrl+b  pageup", "Move a page up"),
        ("library-first", "g g  home", "Go to the first article"),
        ("library-last", "G  end", "Go to the last article"),
        ("library-open", "enter  l  right", "Read the article", "Read"),
        ("library-filter", "/", "Filter the list", "Filter"),
        ("library-save-filter", "g w", "Save the filter under a name", "Save"),
        ("library-filters", "g l", "List the saved filters: choose or delete one"),
        ("library-sort", "s", "Change the order of the list", "Sort"),
        ("library-reverse", "S", "Turn the order of the list round"),
        ("library-group", "g f", "Group the list by folder"),
        ("library-copies", "c", "Unfold the copies of the article, or fold them"),
        ("library-clear-filter", "escape", "Clear the filter", "Clear"),
        ("read-mark", "N", "Mark as read or unread", "Read mark"),
        ("read-mark-all", "A", "Mark all listed articles as read, or as unread"),
        ("library-edit-source", "e", "Open the file in $EDITOR"),
        ("unread-next", "n", "Open the next unread article", "Next unread"),
    ),
    *_rows(
        _A,
        "Move",
        ("row-down", "j  down", "Move a row down", "Move"),
        ("row-up", "k  up", "Move a row up"),
        ("half-page-down", "ctrl+d", "Move half a page down"),
        ("half-page-up", "ctrl+u", "Move half a page up"),
        ("page-down", "space  ctrl+f  pagedown", "Move a page down"),
        ("page-up", "b  ctrl+b  pageup", "Move a page up"),
        ("document-start", "g g  home", "Go to the beginning"),
        ("document-end", "G  end", "Go to the end"),
        ("char-left", "h  left", "Move a character left"),
        ("char-right", "l  right", "Move a character right"),
        ("word-next", "w", "Go to the next word"),
        ("word-end", "e", "Go to the end of the word"),
        ("word-back", "B", "Go to the beginning of the word"),
        ("row-start", "0", "Go to the beginning of the row"),
        ("row-first-nonblank", "^", "Go to the first character of the row"),
        ("row-end", "$", "Go to the end of the row"),
        ("sentence-back", "(", "Go a sentence back"),
        ("sentence-next", ")", "Go to the next sentence; selecting: to the end of one"),
        ("paragraph-back", "{", "Go a paragraph back"),
        ("paragraph-next", "}", "Go to the next paragraph; selecting: to the end of one"),
        ("find-char", "f {char}", "Go to the next such character of the paragraph"),
        ("find-char-back", "F {char}", "Go to the previous such character of the paragraph"),
        ("find-repeat", ";", "Repeat the last find"),
        ("find-reverse", ",", "Repeat the last find the other way"),
        ("percent", "%", "Go to so many percent of the article"),
        ("view-centre", "z z", "Bring the caret's row to the middle"),
        ("view-top", "z t", "Bring the caret's row to the top"),
        ("view-bottom", "z b", "Bring the caret's row to the bottom"),
        ("scroll-down", "ctrl+e", "Scroll a row down"),
        ("scroll-up", "ctrl+y", "Scroll a row up"),
        ("unread-paragraph", "g u", "Go to the next paragraph not read yet"),
    ),
    *_rows(
        _A,
        "Select and mark",
        ("select-characters", "v", "Select characters", "Select"),
        ("select-paragraphs", "V", "Select paragraphs"),
        ("highlight", "H", "Highlight the selection or the paragraph", "Highlight"),
        ("highlight-1", "1", "Colour 1 for the highlight"),
        ("highlight-2", "2", "Colour 2 for the highlight"),
        ("highlight-3", "3", "Colour 3 for the highlight"),
        ("highlight-4", "4", "Colour 4 for the highlight"),
        ("highlight-5", "5", "Colour 5 for the highlight"),
        ("annotate", "a", "Write a note on the selection or the sentence", "Note"),
        ("highlight-delete", "d d", "Delete the note at the caret"),
        ("note-next", "]", "Go to the next note"),
        ("note-previous", "[", "Go to the previous note"),
        ("copy", "y", "Copy the selection or the sentence", "Copy"),
        ("copy-citation", "Y", "Copy with citation"),
    ),
    *_rows(
        _S,
        "While selecting",
        ("word-back", "b", "Extend back to the beginning of the word"),
        ("till-char", "t {char}", "Extend to before the next such character"),
        ("other-end", "o", "Go to the other end of the selection"),
        ("inner-word", "i w", "Select the word"),
        ("inner-sentence", "i s", "Select the sentence"),
        ("inner-paragraph", "i p", "Select the paragraph"),
        ("highlight-1", "1", "Highlight in colour 1", "Colour"),
        ("highlight-2", "2", "Highlight in colour 2"),
        ("highlight-3", "3", "Highlight in colour 3"),
        ("highlight-4", "4", "Highlight in colour 4"),
        ("highlight-5", "5", "Highlight in colour 5"),
        ("select-cancel", "escape", "Drop the selection", "Cancel"),
    ),
    *_rows(
        _A,
        "Find and look",
        ("find", "/", "Search in the article", "Search"),
        ("find-next", "n", "Next hit; without a search, the next unread article"),
        ("find-previous", "N", "Previous hit"),
        ("escape", "escape", "Clear search and marks; go back to the library"),
        ("outline", "t", "Show the outline"),
        ("mark-set", "m {a-z}", "Set a mark"),
        ("mark-go", "' {a-z}", "Go to a mark"),
        ("jump-back", "ctrl+o", "Go back to where the last jump began"),
        ("jump-swap", "' '", "Go to where the last jump began, and here again"),
        ("cleaning-view", "x", "Cycle clean, removed shown, raw", "View"),
        ("unfold", "enter", "Unfold the removed block, or fold it again"),
        ("block-flip", "R", "Restore or remove the block", "Restore"),
        ("link-open", "g x", "Open the link at the caret"),
        ("edit-source", "g e", "Open the file in $EDITOR"),
        ("encoding", "E", "Read the file in another encoding"),
        ("mojibake", "g m", "Show garbled letters mended"),
        ("focus-mode", "g z", "Dim all but the sentence or paragraph"),
        ("justify", "g j", "Justify the column, or leave it ragged"),
        ("column-narrower", "-", "Make the column narrower"),
        ("column-wider", "+", "Make the column wider"),
        ("column-reset", "=", "Set the column to its usual width"),
    ),
    *_rows(
        _N,
        "Notes",
        ("notes-down", "j  down", "Next note"),
        ("notes-up", "k  up", "Previous note"),
        ("notes-page-down", "space  ctrl+d  ctrl+f  pagedown", "A page down"),
        ("notes-page-up", "b  ctrl+u  ctrl+b  pageup", "A page up"),
        ("notes-first", "g g  home", "First note"),
        ("notes-last", "G  end", "Last note"),
        ("notes-jump", "enter  l  right", "Go to the passage", "Jump"),
        ("notes-edit", "e  a", "Edit the comment", "Edit"),
        ("notes-tags", "t", "Edit the tags", "Tags"),
        ("notes-delete", "d d", "Delete the note", "Delete"),
        ("notes-colour-1", "1", "Colour 1"),
        ("notes-colour-2", "2", "Colour 2"),
        ("notes-colour-3", "3", "Colour 3"),
        ("notes-colour-4", "4", "Colour 4"),
        ("notes-colour-5", "5", "Colour 5"),
        ("notes-copy", "y", "Copy the quote and the comment", "Copy"),
        ("notes-sort", "s", "Change the order of the notes", "Sort"),
        ("notes-filter", "/", "Filter the notes"),
        ("notes-escape", "escape", "Clear the filter; go back to the article"),
        ("notes-reattach", "r", "Attach the note to the selection"),
        ("notes-keep", "g k", "Settle a conflict: keep this note, delete its rivals"),
        ("notes-history", "g h", "Show the history of the note"),
    ),
    *_rows(
        _B,
        "Note box",
        ("box-save", "ctrl+s", "Save the note", "Save"),
        ("box-close", "escape", "Close, and keep the draft", "Close"),
        ("box-editor", "ctrl+e", "Write in $EDITOR", "Editor"),
    ),
)
"""All commands, in the order of the help."""
