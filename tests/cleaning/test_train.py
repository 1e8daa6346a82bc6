from __future__ import annotations

import gzip
import json

import pytest

pytest.importorskip("sklearn")

from reader.cleaning import train
from reader.cleaning.model import read
from reader.cleaning.opinion import log_odds

PROSE = "The {} of the town met on a {} evening and spoke for hours about the {} by the river."
NOISE = [
    "Share on Facebook",
    "Read also: {}",
    "Subscribe to our newsletter",
    "Log in",
    "{} comments",
]
NOUNS = ["council", "choir", "school", "market", "bridge", "mill", "library", "harbour"]


def write_data(path) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number in range(40):
            words = [NOUNS[(number + step) % len(NOUNS)] for step in range(6)]
            article = [PROSE.format(*words[step : step + 3]) for step in range(4)]
            noise = [line.format(words[0]) for line in NOISE]
            row = {
                "text": "\n".join([noise[3], *article, *noise]),
                "labels": [0] + [1] * len(article) + [0] * len(noise),
                "domain": f"site{number % 15}.example",
                "tier": "old" if number == 7 else "news",
            }
            file.write(json.dumps(row) + "\n")


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    write_data(folder / "rows.jsonl.gz")
    patch = pytest.MonkeyPatch()
    patch.setattr(train, "_FIRST", {"max_iter": 9, "max_leaf_nodes": 2})
    patch.setattr(train, "_SECOND", {"max_iter": 3, "max_leaf_nodes": 4})
    for name in ("one.bin", "two.bin"):
        assert train.main([str(folder), "--out", str(folder / name)]) == 0
    patch.undo()
    return (folder / "one.bin").read_bytes(), (folder / "two.bin").read_bytes()


def test_the_same_data_give_the_same_bytes(trained):
    assert trained[0] == trained[1]


def test_a_trained_file_is_a_model_that_tells_prose_from_the_rest(trained):
    model = read(trained[0])
    lines = ["Log in", *[PROSE.format("club", "late", "pier")] * 3, "Share on Facebook"]
    odds, _ = log_odds(model, lines)
    assert min(odds[1:4]) > max(odds[0], odds[4])


def test_rows_with_doubtful_licences_are_not_learnt_from(trained):
    assert read(trained[0]).header["documents"] == 39


def test_no_data_is_said_in_a_sentence(tmp_path, capsys):
    assert train.main([str(tmp_path), "--out", str(tmp_path / "m.bin")]) == 1
    assert "no labelled rows" in capsys.readouterr().err
