"""What a single line of plain text looks like: list marker, heading, rule, quote, table row."""

from __future__ import annotations

from reader.patterns import late

LIST_MARKER = late(
    r"[ \t]*(?:[-*+•·◦▪▸‣●○■□►→✓✔][ \t]+|"
    r"(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)][ \t]+|\(\d{1,3}\)[ \t]+)(?=\S)"
)
RULE = late(r"[ \t]*(?:(?:[-=_*~#+.•·–—][ \t]?){3,}|⁂|\*[ \t]*\*[ \t]*\*)[ \t]*")
UNDERLINE = late(r"[ \t]*(?:={3,}|-{3,}|~{3,}|\*{3,}|\^{3,})[ \t]*")
QUOTE = late(r"[ \t]*((?:>[ \t]?)+)")
FENCE = late(r"[ \t]*(`{3,}|~{3,})[^`]*")

_LONGEST_HEADING = 100
_MOST_HEADING_WORDS = 16
_LONGEST_ROW = 200
_SENTENCE_END = tuple(".!?…。！？।؟\"”“»«’')]")
_NO_HEADING_END = tuple(".,;:…。，、；：।-–")
_LETTER = late(r"[^\W\d_]")


def is_list_item(line: str) -> bool:
    """Whether the line begins with a bullet or a number and has text after it."""
    match = LIST_MARKER.match(line)
    return match is not None and RULE.fullmatch(line) is None


def indent(line: str) -> int:
    """Columns of white space before the text; a tab counts four."""
    width = 0
    for character in line:
        if character == " ":
            width += 1
        elif character == "\t":
            width += 4
        else:
            break
    return width


def may_be_heading(line: str) -> bool:
    """Whether the line alone could be a heading: short, no stop at its end, begins like a title."""
    text = line.strip()
    if not 2 <= len(text) <= _LONGEST_HEADING or text.endswith(_NO_HEADING_END):
        return False
    if text.count(" ") >= _MOST_HEADING_WORDS or "|" in text or "\t" in text:
        return False
    first = _LETTER.search(text)
    if first is None or first.group().islower():
        return False
    return LIST_MARKER.match(text) is None or text[0].isdigit()


def is_prose(line: str) -> bool:
    """Whether the line reads as a paragraph: long, or a sentence with its stop."""
    text = line.strip()
    if len(text) >= 160:
        return True
    return len(text) >= 60 and text.endswith(_SENTENCE_END)


def is_capitals(line: str) -> bool:
    """Whether the line is written in capitals and is long enough to tell."""
    letters = _LETTER.findall(line)
    return len(letters) >= 4 and all(letter.isupper() for letter in letters)


def row_shape(line: str) -> tuple[str, int] | None:
    """The separator and number of columns of what may be a table's row, or None.

    A layout that was flattened into pipes has whole paragraphs in its cells: that is no table.
    """
    if len(line) > _LONGEST_ROW:
        return None
    tabs = line.strip().count("\t")
    if tabs:
        return "\t", tabs
    pipes = line.count("|")
    if pipes >= 2:
        return "|", pipes
    return None
