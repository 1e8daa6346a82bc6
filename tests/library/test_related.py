"""Articles on the same story, found by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.build import build
from reader.library.facts import Facts
from reader.library.index import Index
from reader.library.names import in_pairs, key_of, names
from reader.library.related import related, timeline

from .stories import World

ANALYSE = "tests.library.reading:analyse"


@pytest.mark.parametrize(
    "spellings",
    [
        "Zelensky Selenskyj Зеленський Zelenskyy Zelenskiy Selenski Зеленский",
        "Kiew Kyjiw Kyiv Kiev Київ Киев",
        "Jermak Yermak Єрмак Ermak",
        "Charkiw Kharkiv Харків Харьков",
        "Netanjahu Netanyahu",
        "Wolodymyr Volodymyr Володимир",
        "Putin Poutine Путін",
        "Lukaschenko Lukashenko Лукашенко",
        "Schoigu Shoigu Шойгу",
        "Tschechow Chekhov Čechov Чехов",
        "Gorbatschow Gorbachov",
        "Müller Muller",
    ],
)
def test_spellings_of_a_name_have_one_key(spellings: str) -> None:
    keys = {key_of(word) for word in spellings.split()}
    if "Харьков" in spellings or "Gorbatschow" in spellings:
        assert len(keys) <= 2
    else:
        assert len(keys) == 1


def test_different_names_have_different_keys() -> None:
    others = "Merkel Markus Trump Biden Patriot Jermak Scholz Macron Warschau Moskau Paris"
    assert len({key_of(word) for word in others.split()}) == len(others.split())


def test_names_are_written_with_capitals_only() -> None:
    text = "In the Senate all met. Later the senate heard Anna Berg, and Berg answered."
    assert set(names(text).values()) == {"Anna", "Berg", "Later"}
    assert in_pairs(text) == {key_of("Anna"), key_of("Berg")}


def test_months_and_days_are_no_names() -> None:
    assert set(names("Im Juli, am Montag, traf Anna Berg ein. Since April it rains.").values()) == {
        *("Since", "Anna", "Berg")
    }


@pytest.fixture
def library(tmp_path: Path):
    root = tmp_path / "root"
    root.mkdir()
    index = Index(tmp_path / "cache", root)
    yield root, index
    index.close()


def test_reports_on_a_story_find_each_other(library: tuple[Path, Index]) -> None:
    root, index = library
    world = World(3)
    for number in range(12):
        story = world.story()
        for report in range(3):
            text = world.article(story)
            (root / f"s{number}r{report}.txt").write_text(text, encoding="utf-8")
            if report == 0:
                copied = world.copy(text)
                (root / f"s{number}copy.txt").write_text(copied, encoding="utf-8")
    build(index, analyse=ANALYSE, processes=1)
    for number in range(12):
        found = related(index, f"s{number}r1.txt")
        assert {one.facts.key[: len(f"s{number}r")] for one in found[:2]} <= {
            f"s{number}r",
            f"s{number}c",
        }
        assert len({one.facts.key for one in found}) == len(found)
        assert found[0].reason.startswith("shares: ")
    copies = {key for others in index.copies().values() for key in others}
    assert len(copies) == 12


def test_a_large_part_of_a_small_library_may_be_one_story(library: tuple[Path, Index]) -> None:
    root, index = library
    world = World(11)
    story = world.story()
    for number in range(24):
        (root / f"story{number}.txt").write_text(world.article(story), "utf-8")
    for number in range(66):
        (root / f"other{number}.txt").write_text(world.article(world.story()), "utf-8")
    build(index, analyse=ANALYSE, processes=1)
    found = related(index, "story3.txt")
    assert len(found) >= 15
    assert all(one.facts.key.startswith("story") for one in found)
    assert related(index, "other3.txt") == []


def test_spelling_variants_across_languages(library: tuple[Path, Index]) -> None:
    root, index = library
    texts = {
        "de.txt": "Treffen in Kiew\nHeute traf Wolodymyr Selenskyj den Gast. Andrij Jermak kam.",
        "en.txt": "Meeting in Kyiv\nToday Volodymyr Zelensky met his guest. Andriy Yermak came.",
        "uk.txt": "Зустріч у місті Київ\nУ понеділок Володимир Зеленський та Андрій Єрмак.",
        "other.txt": "Gardening\nThe roses of Anna Berg bloom late this year in Uppsala.",
    }
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8")
    build(index, analyse=ANALYSE, processes=1)
    found = related(index, "de.txt")
    assert {one.facts.key for one in found} == {"en.txt", "uk.txt"}
    assert {"Selenskyj", "Wolodymyr", "Jermak"} <= set(found[0].shares)
    assert related(index, "other.txt") == []
    assert related(index, "gone.txt") == []


def test_the_samples_find_each_other(library: tuple[Path, Index]) -> None:
    root, index = library
    for path in (Path(__file__).parents[2] / "seeds").glob("*.txt"):
        (root / path.name).write_bytes(path.read_bytes())
    world = World(5)
    for number in range(30):
        (root / f"{number}.txt").write_text(world.article(world.story()), encoding="utf-8")
    build(index, analyse=ANALYSE, processes=1)
    one, other = sorted(path.name for path in root.glob("00*_*.txt"))
    assert [found.facts.key for found in related(index, one)] == [other]
    assert [found.facts.key for found in related(index, other)] == [one]


def test_a_first_name_and_an_office_in_common_are_no_story(library: tuple[Path, Index]) -> None:
    root, index = library
    (root / "ship.txt").write_text("A ship\nAnna Berg, the Captain, left Uppsala.", "utf-8")
    (root / "team.txt").write_text("A team\nAnna Holm, its Captain, scored.", "utf-8")
    build(index, analyse=ANALYSE, processes=1)
    assert related(index, "ship.txt") == []


def test_closer_dates_come_first(library: tuple[Path, Index]) -> None:
    root, index = library
    world = World(9)
    story = world.story()
    for name, day in {"a": "2025-07-01", "b": "2021-01-01", "c": "2025-07-02"}.items():
        text = f"{name}\ndate: {day}\n{world.article(story, 8)}"
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
    build(index, analyse=ANALYSE, processes=1)
    assert [one.facts.key for one in related(index, "a.txt")] == ["c.txt", "b.txt"]


def test_a_timeline_goes_by_date() -> None:
    facts = [
        Facts("n"),
        Facts("b", date="2025-07-02T10:00"),
        Facts("a", date="2025-07"),
        Facts("m"),
    ]
    assert [one.key for one in timeline(facts)] == ["a", "b", "m", "n"]
