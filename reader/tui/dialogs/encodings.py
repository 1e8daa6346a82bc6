"""Picking another encoding for a file, with how its first foreign letters would read in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.documents.decoding import codec_name, decode
from reader.documents.model import Encoding
from reader.tui.dialogs.choices import Choice, narrowed
from reader.tui.dialogs.picker import Picker
from reader.wording import counted

ENCODINGS = {
    "utf-8": "Unicode", "cp1252": "Western Europe (Windows)", "iso8859-15": "Western Europe",
    "cp1250": "Central Europe (Windows)", "iso8859-2": "Central Europe",
    "cp1251": "Cyrillic (Windows)", "koi8-u": "Cyrillic, Ukrainian", "koi8-r": "Cyrillic, Russian",
    "iso8859-5": "Cyrillic", "cp866": "Cyrillic (DOS)", "cp1253": "Greek (Windows)",
    "iso8859-7": "Greek", "cp1254": "Turkish (Windows)", "cp1255": "Hebrew (Windows)",
    "cp1256": "Arabic (Windows)", "cp1257": "Baltic (Windows)", "cp1258": "Vietnamese (Windows)",
    "cp874": "Thai", "gb18030": "Chinese, simplified", "big5": "Chinese, traditional",
    "cp932": "Japanese (Shift JIS)", "euc_jp": "Japanese (EUC)", "cp949": "Korean",
    "cp437": "DOS", "cp850": "Western Europe (DOS)", "mac-roman": "Western Europe (Mac)",
    "utf-16-le": "Unicode, two bytes", "utf-16-be": "Unicode, two bytes, big-endian",
}  # fmt: skip
"""What a person may pick, by Python's names; more can be typed."""
SELF_DESCRIBED = frozenset({"epub", "docx", "odt", "pdf"})
"""Formats that say their encoding themselves: there is nothing to pick."""
_PREVIEW = 160
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Trial:
    """How a file reads in one encoding."""

    name: str
    preview: str
    replaced: int
    """Bytes of the sample without meaning in it."""


def foreign_lines(data: bytes) -> bytes:
    """The first lines that hold bytes above ASCII, enough for a preview; else the first lines."""
    lines = [line for line in data[:_SAMPLE].splitlines() if line.strip()]
    telling = [line for line in lines if not line.isascii()]
    return b"\n".join(line[: 2 * _PREVIEW] for line in (telling or lines)[:3])


def trials(data: bytes) -> list[Trial]:
    """How the file reads in each encoding: those in which every byte has a meaning come first."""
    found = []
    wide = b"\0" in data[:_SAMPLE]
    for name in ENCODINGS:
        sample = data[:_SAMPLE] if wide or name.startswith("utf-16") else foreign_lines(data)
        text, how = decode(sample, encoding=name)
        found.append(Trial(name, " ".join(text[:_PREVIEW].split()), how.replaced))
    return sorted(found, key=lambda trial: trial.replaced > 0 or trial.name.startswith("utf-16"))


class EncodingPicker(Picker[str]):
    """Leaves with the encoding's name, "" for the one that is found."""

    title_text = "Read the file as"
    prompt = "a name, or type another: latin-1, iso8859-8 …"
    footer_text = "Enter reads it so, and remembers · Esc leaves"

    def __init__(self, now: Encoding, found: Sequence[Trial], *, chosen: bool) -> None:
        """``chosen``: the encoding in use was picked earlier."""
        super().__init__()
        state = f"now {now.name}, as picked" if chosen else f"now {now.name}"
        if now.guessed:
            state += ", a guess"
        self._now = now.name
        self._choices = [Choice("", "as found in the file", detail="" if chosen else state)]
        for trial in found:
            here = chosen and trial.name == codec_name(now.name)
            odd = f"{counted(trial.replaced, 'byte')} without meaning" if trial.replaced else ""
            self._choices.append(
                Choice(
                    trial.name,
                    ENCODINGS[trial.name],
                    detail=state if here else odd,
                    lead=trial.name,
                    more=trial.preview,
                )
            )

    def choices(self, typed: str) -> list[Choice[str]]:
        """Those that fit, else the encoding of that very name."""
        fitting = narrowed(typed, self._choices)
        name = codec_name(typed) if typed.strip() else None
        if name is not None and all(choice.value != name for choice in fitting):
            fitting.insert(0, Choice(name, "as typed", lead=name))
        return fitting

    def start(self, typed: str) -> int:
        """The encoding in use, while nothing is typed."""
        if typed:
            return 0
        values = [choice.value for choice in self._choices]
        return values.index(self._now) if self._now in values else 0
