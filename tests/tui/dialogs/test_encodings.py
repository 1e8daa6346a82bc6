"""The encodings that are offered for a file."""

from __future__ import annotations

from reader.documents.decoding import codec_name
from reader.tui.dialogs.encodings import ENCODINGS, foreign_lines, trials


def test_every_name_is_the_one_the_file_is_said_to_be_read_in() -> None:
    assert [name for name in ENCODINGS if codec_name(name) != name] == []


def test_encodings_in_which_every_byte_has_a_meaning_come_first() -> None:
    found = trials("Überfahrt nach Råå\n".encode("cp1252"))
    assert {trial.name for trial in found} == set(ENCODINGS)
    previews = {trial.name: trial.preview for trial in found}
    assert previews["cp1252"] == "Überfahrt nach Råå"
    names = [trial.name for trial in found]
    assert names.index("cp1252") < names.index("utf-8")


def test_the_preview_is_of_lines_that_tell_encodings_apart() -> None:
    plain = b"Only ASCII here.\n" * 9
    assert foreign_lines(plain + b"gr\xfcn\n") == b"gr\xfcn"
    assert foreign_lines(plain) == b"\n".join([b"Only ASCII here."] * 3)
