"""Searching articles and notes by their words."""

from __future__ import annotations

import unicodedata
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.build import build
from reader.library.index import Index
from reader.library.search import _endings, all_begun, begun, parse_search, search
from reader.library.words import expression

ARTICLES = {
    "drones.txt": "Drones over the harbour\nlanguage: en\nsite: Post\ndate: 2025-07-04\n"
    "The drone was seen at night. Air defence shot it down.\nNobody was hurt.",
    "muell.txt": "Die Müllabfuhr in der Straße\nlanguage: de\nsite: Bote\ndate: 2024-11-01\n"
    "Über die Müllabfuhr wird gestritten. Cafés öffnen später.",
    "gruesse.txt": "Gruesse aus Duesseldorf\nlanguage: de\nsite: Bote\n"
    "In der Strasse stehen Baeume. Der Patriot schweigt.",
    "tokyo.txt": "東京の天気\nlanguage: ja\n今日は東京都で雨が降りました。明日は晴れます。",
    "seoul.txt": "대통령이 서울에서 연설했다\nlanguage: ko\n한국의 대통령은 경제 정책을 발표했다.",
    "apart.txt": unicodedata.normalize(
        "NFD", "부산의 학생\nlanguage: ko\n한국어를 배우는 학생들이 왔다."
    ),
    "beijing.txt": "总统访问北京\nlanguage: zh\n主席会见了来访的法国总统。",
    "gas.txt": "ｶﾞｽ会社\nlanguage: ja\nデータベースを調べる。",
    "kyiv.txt": "Київ уночі\nlanguage: uk\nУ Києві чути вибухи. Дрони над містом.",
    "long.txt": "Harbour news\nlanguage: en\n"
    + "Filler words stand here. " * 40
    + "A drone at last.",
    "hyphen.txt": "Pass\u00adword\nlanguage: en\nThe pass\u00adword is well\u200bknown.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    root = tmp_path_factory.mktemp("root")
    for name, text in ARTICLES.items():
        (root / name).write_text(text, encoding="utf-8")
    made = Index(tmp_path_factory.mktemp("cache"), root)
    build(made, analyse="tests.library.reading:analyse", processes=1)
    made.put_notes({"muell.txt": [("urn:uuid:1", "Schau die Brücke an #bruecke")]})
    yield made
    made.close()


def found(index: Index, line: str) -> list[str]:
    return sorted(
        hit.key.removesuffix(".txt") + ("!" if hit.note else "") for hit in search(index, line)
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("drone", ["drones", "long"]),
        ("DRONE", ["drones", "long"]),
        ("drone*", ["drones", "long"]),
        ("drones", ["drones"]),
        ('"air defence"', ["drones"]),
        ('"defence air"', []),
        ('"air def*"', ["drones"]),
        ('"air def"*', ["drones"]),
        ("drone night", ["drones"]),
        ("drone AND night", ["drones"]),
        ("night OR filler", ["drones", "long"]),
        ("night | filler", ["drones", "long"]),
        ("drone -filler", ["drones"]),
        ("drone NOT filler", ["drones"]),
        ("(night OR filler) drone", ["drones", "long"]),
        ("(night OR filler) -harbour", []),
        ("harbour -(night OR nothing)", ["long"]),
        ("title:harbour", ["drones", "long"]),
        ("title:drone", []),
        ('title:"harbour news"', ["long"]),
        ("harbour site:post", ["drones"]),
        ("harbour -site:post", ["long"]),
        ("harbour date:2025", ["drones"]),
        ("harbour words:<50", ["drones"]),
        ("lang:uk", ["kyiv"]),
        ("path:muell", ["muell"]),
        ("-drone", []),
        ("", []),
        ("zzz", []),
    ],
)
def test_a_line_finds(index: Index, line: str, expected: list[str]) -> None:
    assert found(index, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("müllabfuhr", ["muell"]),
        ("mullabfuhr", ["muell"]),
        ("muellabfuhr", ["muell"]),
        ("straße", ["gruesse", "muell"]),
        ("strasse", ["gruesse", "muell"]),
        ("grüße", ["gruesse"]),
        ("düsseldorf", ["gruesse"]),
        ("über", ["muell"]),
        ("ueber", ["muell"]),
        ("cafe\u0301s", ["muell"]),
        ("cafes", ["muell"]),
        ("bäume", ["gruesse"]),
        ("київ", ["kyiv"]),
        ("дрони", ["kyiv"]),
        ("東京", ["tokyo"]),
        ("京都", ["tokyo"]),
        ("雨", ["tokyo"]),
        ("東", ["tokyo"]),
        ("東京都", ["tokyo"]),
        ("東京 雨", ["tokyo"]),
        ("東京 -雨", []),
        ("データ", ["gas"]),
        ("ガス", ["gas"]),
        ("国", ["beijing"]),
        ("总统", ["beijing"]),
        ("法国总统", ["beijing"]),
        ("한", ["apart", "seoul"]),
        ("한국", ["apart", "seoul"]),
        ("한국어", ["apart"]),
        ("대통령", ["seoul"]),
        ("학생", ["apart"]),
        ("서울 경제", ["seoul"]),
        ("title:부산", ["apart"]),
        ("title:경제", []),
        ("京東", []),
        ("password", ["hyphen"]),
        ("wellknown", ["hyphen"]),
        ("brücke", ["muell!"]),
        ("bruecke", ["muell!"]),
        ("brücke lang:de", ["muell!"]),
        ("brücke lang:en", []),
    ],
)
def test_spelling_and_script_do_not_matter(index: Index, line: str, expected: list[str]) -> None:
    assert found(index, line) == expected


def test_the_title_and_the_shorter_text_rank_first(index: Index) -> None:
    assert [hit.key for hit in search(index, "harbour drone")] == ["drones.txt", "long.txt"]


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("drone night", ["drone", "night"]),
        ("defence", ["defence"]),
        ('"air defence"', ["Air defence"]),
        ("def*", ["def"]),
    ],
)
def test_snippets_show_the_hits(index: Index, line: str, marked: list[str]) -> None:
    (hit,) = [hit for hit in search(index, line) if hit.key == "drones.txt"]
    text = index.text_of("drones.txt")
    assert text is not None
    snippet = hit.snippets[0]
    assert [span.of(snippet.text) for span in snippet.spans] == marked
    assert text[snippet.start :].startswith(snippet.text)
    assert snippet.quote in text


def test_a_far_hit_is_in_the_middle_of_its_snippet(index: Index) -> None:
    (hit,) = search(index, "filler last")
    snippet = hit.snippets[0]
    assert len(snippet.text) <= 200
    hit_far = next(hit for hit in search(index, "last") if hit.key == "long.txt").snippets[0]
    assert [span.of(hit_far.text) for span in hit_far.spans] == ["last"]


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("strasse", "Straße"),
        ("muellabfuhr", "Müllabfuhr"),
        ("東京", "東京"),
        ("ガス", "ｶﾞｽ"),
        ("대통령", "대통령"),
    ],
)
def test_marks_stand_on_the_original_spelling(index: Index, line: str, marked: str) -> None:
    snippets = [piece for hit in search(index, line) for piece in hit.snippets]
    assert any(marked == span.of(piece.text) for piece in snippets for span in piece.spans)


def test_a_caller_may_decide_on_what_the_index_cannot_know(index: Index) -> None:
    assert found(index, "drone is:read") == []
    hits = search(index, "drone is:read", accept=lambda key: key == "long.txt")
    assert [hit.key for hit in hits] == ["long.txt"]


def test_a_search_can_be_cancelled_and_limited(index: Index) -> None:
    assert search(index, "drone", cancelled=lambda: True) == []
    assert len(search(index, "drone", limit=1)) == 1


def test_what_is_wrong_is_said() -> None:
    assert parse_search("-drone").problems == (
        "A search needs a word to look for beside those to leave out.",
    )
    assert "words: wants a number" in parse_search("drone words:few").problems[0]


def test_brackets_without_end_are_no_search_of_their_own() -> None:
    assert parse_search("(" * 5000 + "drone").words == parse_search("drone").words


def test_a_prefix_is_sought_as_the_words_that_begin_so(index: Index) -> None:
    words = parse_search("dron* OR rain").words
    assert words is not None
    named = index.run(lambda c: expression(words, partial(_endings, c)))
    assert named == '(("drone" OR "drones") OR "rain")'
    assert expression(words) == '("dron" * OR "rain")'


def test_a_joined_index_finds_the_same(index: Index) -> None:
    before = [found(index, line) for line in ("drone*", "night OR filler", "東京")]
    index.compact()
    assert [found(index, line) for line in ("drone*", "night OR filler", "東京")] == before
    index.run(lambda c: c.execute("INSERT INTO full(full) VALUES ('integrity-check')"))


@given(st.text(alphabet='ab "()*-:|ORANDNT東ü\0', max_size=24))
@settings(deadline=None, max_examples=300)
def test_no_line_breaks_a_search(line: str) -> None:
    query = parse_search(line)
    if query.words is not None:
        import sqlite3

        with sqlite3.connect(":memory:") as connection:
            connection.execute("CREATE VIRTUAL TABLE full USING fts5 (title, body)")
            connection.execute("SELECT * FROM full WHERE full MATCH ?", (expression(query.words),))


def test_notes_are_replaced_and_forgotten(tmp_path: Path) -> None:
    index = Index(tmp_path / "cache", tmp_path)
    index.put_notes({"a.txt": [("1", "first")], "b.txt": [("2", "second")]})
    index.put_notes({"a.txt": [("1", "changed")]})
    hits = search(index, "first OR changed OR second")
    assert sorted(hit.note for hit in hits) == ["1", "2"]
    assert search(index, "first") == []
    index.put_notes({"c.txt": [("3", "third")]}, whole=True)
    assert search(index, "changed OR second") == []
    index.close()


@pytest.mark.parametrize(
    ("typed", "longer"),
    [
        ("drohn", "drohn*"),
        ("kiew drohn", "kiew drohn*"),
        ("(boy OR gir", "(boy OR gir*"),
        ("lang:de drohn", "lang:de drohn*"),
        ("drohn ", ""),
        ("drohn*", ""),
        ("d", ""),
        ("lang:de", ""),
        ('"late trai', ""),
        ('"late train"', ""),
        ("", ""),
    ],
)
def test_the_word_being_typed_is_one_only_begun(typed: str, longer: str) -> None:
    assert begun(typed) == longer


@pytest.mark.parametrize(
    ("typed", "longer"),
    [
        ("ukra presid", "ukra* presid*"),
        ("ukra presid lang:de -kiew", "ukra* presid* lang:de -kiew"),
        ("ukra", ""),
        ("ukra* presid*", ""),
        ("ukra OR presid", ""),
        ('ukra "air def', ""),
        ("(ukra presid)", ""),
    ],
)
def test_several_words_may_all_be_only_begun(typed: str, longer: str) -> None:
    assert all_begun(typed) == longer
