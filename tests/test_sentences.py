"""Where sentences end: ``|`` stands between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.sentences import sentence_at, sentences

CASES = [
    "Er kam.| Sie ging.",
    "Wer war das?| Niemand!| Wirklich?!| Ja …| Gut.",
    "Dr. Meyer und Prof. Schulz kamen.| Sie gingen.",
    "Das gilt z. B. für Kiew, d. h. für alle.| So ist es.",
    "Das gilt z.B. für Kiew.| So ist es.",
    "Am 3. Mai 2025 war es so weit.| Am 4. Juni nicht.",
    "Er wurde 1990.| Danach kam nichts.",
    "Friedrich II. von Preußen regierte lange.| Er starb.",
    "Kaiser Wilhelm II.| Der Krieg begann.",
    "Die Kosten liegen bei 3.500 Euro.| Viel Geld.",
    "Rund 12 Mio. Euro kostet das.| Zu viel.",
    "„Ich komme.“| Dann ging er.",
    "„Kommst du?“, fragte sie.| Er schwieg.",
    "Er sagte: „Nein.“| Sie lachte.",
    "(So war es.)| Und so blieb es.",
    "Mr. Smith met Mrs. Jones at 5 p.m. in London.| They talked.",
    "The U.S. Army left.| It came back.",
    "J. R. R. Tolkien wrote it.| We read it.",
    "See Fig. 3 and No. 5.| Then stop.",
    "He left... Then he came back.",
    "Is it?| it is not.",
    "这是第一句。|这是第二句!|“你好吗?”|他问。",
    "これは文です。|「そうですか。」|はい。",
    "هل جاء؟| نعم.| ذهب.",
    "यह एक वाक्य है।| यह दूसरा है।",
    "У 2024 р. почалося.| Потім ні.",
    "Visit example.org today.| It is free.",
    "Version 2.0.1 is out.| Get it.",
]


def _case(case: str) -> str:
    return case.replace("!|“", "！|“").replace("?”|", "？”|")


@pytest.mark.parametrize("case", CASES)
def test_sentences(case: str) -> None:
    case = _case(case).replace("... Then", "...| Then")
    text = case.replace("|", "")
    expected = [piece.strip() for piece in case.split("|")]
    assert [span.of(text) for span in sentences(text)] == expected


def test_the_sentence_at_a_position() -> None:
    text = "Eins. Zwei drei. Vier."
    assert sentence_at(text, 8).of(text) == "Zwei drei."
    assert sentence_at(text, 5).of(text) == "Eins."
    assert sentence_at(text, 8, 6, 10).of(text) == "Zwei"


@settings(deadline=None)
@given(st.text("aB .!?…“”\n3。中", max_size=120))
def test_only_white_space_lies_between_sentences(text: str) -> None:
    found = sentences(text)
    covered = {p for span in found for p in range(span.start, span.end)}
    assert all(text[p].isspace() for p in range(len(text)) if p not in covered)
    assert all(a.end <= b.start for a, b in pairwise(found))
