from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from reader.documents import Refused, load, open_document
from reader.documents.record_lines import Record, RecordLines

ROWS = [
    {"id": 1, "text": "The first text.\nWith two lines.", "title": "One", "lang": "en"},
    {"content": "The second text.", "date": "2024-05-03T10:00:00Z", "url": "https://a.example/2"},
    {"html": "<html><body><h1>Third</h1><p>The third text.</p></body></html>"},
]
LINES = "\n".join(json.dumps(row) for row in ROWS) + "\n"


@pytest.fixture(params=["plain", "gzip", "zstd"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    data = LINES.encode()
    if request.param == "gzip":
        path = tmp_path / "corpus.jsonl.gz"
        path.write_bytes(gzip.compress(data))
    elif request.param == "zstd":
        zstandard = pytest.importorskip("zstandard")
        path = tmp_path / "corpus.jsonl.zst"
        path.write_bytes(zstandard.compress(data))
    else:
        path = tmp_path / "corpus.jsonl"
        path.write_bytes(data)
    return path


def test_each_record_is_a_document(corpus: Path):
    texts = [open_document(corpus, record=number).text for number in (1, 2, 3)]
    assert texts == [
        "The first text.\nWith two lines.",
        "The second text.",
        "Third\n\nThe third text.",
    ]


def test_a_records_fields_are_its_metadata(corpus: Path):
    assert open_document(corpus, record=1).metadata.title == "One"
    second = open_document(corpus, record=2).metadata
    assert second.title == "The second text."
    assert (second.date, second.url) == ("2024-05-03T10:00:00Z", "https://a.example/2")


def test_without_a_number_the_first_record_opens(corpus: Path):
    assert open_document(corpus).metadata.title == "One"


def test_a_number_that_does_not_exist_is_said(corpus: Path):
    with pytest.raises(Refused, match="no record in line 9"):
        open_document(corpus, record=9)


def test_records_are_read_as_they_are_asked_for(corpus: Path):
    index = RecordLines(corpus)
    first = next(index.scan())
    assert (first.number, first.offset) == (1, 0)
    assert not index.complete
    assert [record.number for record in index.scan()] == [1, 2, 3]
    assert index.complete
    assert json.loads(index.read(3).data) == ROWS[2]


def test_a_record_far_into_a_gzip_file_is_reached_by_a_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("reader.documents.record_lines._BETWEEN_CHECKPOINTS", 20_000)
    path = tmp_path / "long.jsonl.gz"
    half = b"".join(b'{"text": "%d %s"}\n' % (n, b"word " * (n % 50)) for n in range(3_000))
    path.write_bytes(gzip.compress(half) + gzip.compress(half))
    index = RecordLines(path)
    assert sum(1 for _ in index.scan()) == 6_000
    assert json.loads(index.read(5_999).data)["text"].startswith("2998 ")
    assert json.loads(index.read(2).data)["text"].startswith("1 word")


def test_blank_lines_count_but_are_no_records(tmp_path: Path):
    path = tmp_path / "gaps.jsonl"
    path.write_bytes(b'\n{"text": "a"}\r\n\n{"text": "b"}')
    assert [(r.number, r.data) for r in RecordLines(path).scan()] == [
        (2, b'{"text": "a"}'),
        (4, b'{"text": "b"}'),
    ]


def test_a_named_field_holds_the_text():
    data = b'{"text": "short", "story": "The whole story."}\n'
    assert load(data, "a.jsonl", text_field="story").text == "The whole story."
    with pytest.raises(Refused, match="no text field 'tale'"):
        load(data, "a.jsonl", text_field="tale")


@pytest.mark.parametrize(
    "line",
    [b"[" * 100_000, b'{"text": ' + b"9" * 5000 + b"}", b'{"text": NaN', b"[1]", b'{"no": "x"}'],
)
def test_a_broken_record_is_refused_with_a_sentence(line: bytes):
    with pytest.raises(Refused):
        load(line, "a.jsonl")


def test_lone_surrogates_become_replacement_characters():
    assert load(b'{"text": "a\\ud800b"}', "a.jsonl").text == "a\ufffdb"


def test_a_json_file_is_an_article_or_code():
    assert load(b'{"title": "T", "text": "Words."}', "a.json").text == "Words."
    deep = load(b"[" * 200_000, "a.json")
    assert deep.blocks[0].hard_breaks
    assert "JSON" in deep.notices[0]
    store = load(b'{"version": 1, "annotations": [{"start": NaN}]}', "store.json")
    assert store.text.startswith('{"version"')


def test_a_record_far_into_a_file_is_read_without_what_stands_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("reader.documents.record_lines._BETWEEN_MARKS", 4_000)
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"".join(b'{"text": "%05d %s"}\n' % (n, b"word " * 40) for n in range(1, 501)))
    kept = tmp_path / "cache" / "long.marks"
    monkeypatch.setattr("reader.documents.record_lines._WORTH_KEEPING", 1_000)
    first = RecordLines(path, kept)
    assert sum(1 for _ in first.scan()) == 500
    assert 20 < first.marks < 40, "a few marks, not one for each line"
    again = RecordLines(path, kept)
    assert again.marks == first.marks
    data = path.read_bytes()
    path.write_bytes(b"\0" * (len(data) // 2) + data[len(data) // 2 :])  # nobody looks there
    assert json.loads(again.read(499).data)["text"].startswith("00499 ")


def test_a_file_of_nothing_but_line_breaks_is_no_burden(tmp_path: Path):
    path = tmp_path / "breaks.jsonl"
    path.write_bytes(b"\n" * 900_000)
    lines = RecordLines(path)
    assert not list(lines.scan())
    assert lines.marks < 5


def test_marks_that_are_damaged_are_made_again(tmp_path: Path):
    path, kept = tmp_path / "a.jsonl", tmp_path / "a.marks"
    path.write_bytes(LINES.encode())
    for junk in (b"", b"xyz", b"\xff" * 64, bytes(16)):
        kept.write_bytes(junk)
        assert json.loads(RecordLines(path, kept).read(2).data) == ROWS[1]


def test_endless_blank_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reader.documents.record_lines._MOST_BLANK", 100)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n" * 101 + b'{"text": "a"}\n')
    with pytest.raises(Refused, match="endless blank lines"):
        open_document(path)


@pytest.mark.parametrize(
    ("beginning", "said"),
    [
        (b"{}", ""),
        (b"\x1f\x8b\x08\x00", "300 MB before this record are unpacked once to open it"),
        (b"\x28\xb5\x2f\xfd", "300 MB before this record are unpacked each time to open it"),
    ],
)
def test_what_a_record_deep_in_a_packed_file_costs_is_said(
    tmp_path: Path, beginning: bytes, said: str
) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(beginning)
    lines = RecordLines(path)
    assert said in "".join(lines.slow_notice(Record(9, 300_000_000, b"{}")))
    assert not lines.slow_notice(Record(9, 200_000_000, b"{}"))
