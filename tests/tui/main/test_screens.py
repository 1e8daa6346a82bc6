"""The screens of the library as a whole: index, related articles, copies, figures, rules, views."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.screen import Screen

from reader.config import load
from reader.library.listing import Sort
from reader.session import Session
from reader.text import Span
from reader.tui.layout import Pane
from reader.tui.main.together import POLL
from tests.seeds import copy_seeds
from tests.tui.library_case import HARBOUR, Reader, notes_on_disk, reader_on, sync

SIZES = [(80, 24), (120, 40), (200, 50)]
LONGER = """
The keeper of the lighthouse wrote one line a day. Wind from the west, he wrote, and 21 birds.

In spring a painter came over from the mainland and stayed for the whole of May. She mixed her
greens on the stairs, because the light there was steady, and left the doors open at night.

Nobody had told her about the cellar. Behind the oil drums stood a piano that had come ashore in a
storm before the war; two of its keys still sounded, and the rest clicked like knitting needles.

When the boat fetched her in June she had sold nothing and given everything away. The keeper hung
his picture over the barometer, where it covered a damp patch shaped like the coast of Norway.

The new lamp turns without anybody winding it. He goes up all the same, once before supper, and
rests his hand on the brass until it is as warm as he is.
"""


async def indexed(reader: Reader) -> None:
    """Wait until the index is complete and the list knows it."""
    await reader.until_indexed()
    await reader.pilot.pause(0.1)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    root = tmp_path / "seeds"
    copy_seeds(root)
    return root


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    root = tmp_path / "copies"
    root.mkdir()
    (root / "first.md").write_text(f"# The lighthouse\n{LONGER}", "utf-8")
    changed = LONGER.replace("lighthouse", "beacon", 1)
    (root / "second.md").write_text(f"# The lighthouse\n{changed}", "utf-8")
    (root / "third.md").write_text(HARBOUR, "utf-8")
    return root


@sync
async def test_each_sample_finds_the_other_on_the_same_story(seeds: Path) -> None:
    async with reader_on(seeds) as reader:
        await reader.until("Library (2)")
        await indexed(reader)
        for key in sorted(path.name for path in seeds.glob("*.txt")):
            reader.main.opening.go_to_article(key)
            await reader.until_open(key)
            await reader.press("g", "r")
            await reader.until("On the same story (1)")
            await reader.until("shares: ")
            await reader.press("s")
            await reader.until("the article that is open")
            await reader.press("s", "enter")
            await reader.until_gone("On the same story")
            [other] = {path.name for path in seeds.glob("*.txt")} - {key}
            await reader.until_open(other)
            assert reader.main.layout_state.focus is Pane.ARTICLE


@sync
async def test_nothing_related_is_said_in_a_sentence(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await indexed(reader)
        await reader.press("g", "r")
        await reader.until("No other article here shares enough names")
        await reader.press("enter", "q")
        await reader.until_gone("On the same story")


@sync
async def test_copies_take_one_row_and_can_be_unfolded(copies: Path) -> None:
    async with reader_on(copies) as reader:
        await reader.until("The lighthouse")
        await indexed(reader)
        text = await reader.until("2 copies")
        assert "Library (3)" in text
        assert len(reader.main.library._rows) == 2
        await reader.press("c")
        await reader.pilot.pause()
        assert len(reader.main.library._rows) == 3
        await reader.press("j", "c")
        await reader.pilot.pause()
        assert len(reader.main.library._rows) == 2
        assert reader.main.library.current == "first.md"
        await reader.press("G", "c")
        await reader.until("No other article here is a copy")


@pytest.mark.parametrize("size", SIZES)
@sync
async def test_copies_are_compared_and_their_notes_offered(
    copies: Path, size: tuple[int, int]
) -> None:
    session = Session(copies)
    article = session.open("second.md")
    start = article.document.text.index("and 21 birds")
    session.annotate(article, Span(start, start + 12), comment="so many")
    session.close()
    async with reader_on(copies, size=size) as reader:
        await reader.until("The lighthouse")
        await indexed(reader)
        await reader.press("g", "c")
        await reader.until("Copies of this article (1)")
        text = await reader.until("1 difference")
        assert "“and 21 birds”" in text
        assert "so many" in text
        await reader.press("enter")
        text = await reader.until("{+beacon+}")
        assert "[-lighthouse-]" in text
        assert "words alike" in text
        await reader.press("n")
        await reader.until("1 of 1 difference")
        await reader.press("n")
        await reader.until("No further difference")
        await reader.press("q", "a")
        await reader.until_gone("Notes on copies")
        await reader.press("q")
        await reader.until_gone("Copies of this article")
        for _ in range(200):
            if len(notes_on_disk(copies)) == 2:
                break
            await reader.pilot.pause(0.02)
    assert len(notes_on_disk(copies)) == 2


@pytest.mark.parametrize("size", SIZES)
@sync
async def test_the_figures_of_a_library(library: Path, size: tuple[int, int]) -> None:
    async with reader_on(library, size=size) as reader:
        await reader.until("The harbour before noon")
        await indexed(reader)
        await reader.press("N", ":")
        await reader.until("What do you want to do?")
        await reader.type("statistics")
        await reader.press("enter")
        text = await reader.until("Statistics")
        assert "articles" in text
        assert "reading time" in text
        assert "█" in text
        await reader.press("G", "q")
        await reader.until_gone("reading time")


@sync
async def test_rules_are_offered_listed_removed_and_brought_back(tmp_path: Path) -> None:
    text = "---\nurl: https://example.org/a\n---\n\n# A walk\n\nWe went out.\n\nThe end.\n"
    (tmp_path / "walk.md").write_text(text, "utf-8")
    rules = tmp_path / ".glosse" / "cleaning.json"
    async with reader_on(tmp_path) as reader:
        await reader.until("We went out.")
        reader.carry_out("rules")
        await reader.until("No rules yet")
        await reader.press("q", "l", "G", "R")
        await reader.until("g s: always for example.org")
        await reader.press("g", "s")
        await reader.until("Always for example.org from now on")
        assert json.loads(rules.read_text("utf-8"))["sites"]["example.org"]
        reader.carry_out("rules")
        await reader.until("Cleaning rules (2)")
        await reader.until("Every article of example.org")
        await reader.press("d", "d")
        await reader.until("Cleaning rules (1)")
        assert not json.loads(rules.read_text("utf-8"))["sites"]
        await reader.press("u")
        await reader.until("Cleaning rules (2)")
        await reader.press("q")
        await reader.until_gone("Cleaning rules")


@sync
async def test_another_encoding_is_picked_remembered_and_undone(tmp_path: Path) -> None:
    words = "Привіт, світе. Це лист про море, вітер і довгу дорогу додому.\n"
    letter = words * 4  # of one row alone the end is read at once, which is the last thing done
    (tmp_path / "letter.txt").write_bytes(letter.encode("koi8-u"))
    async with reader_on(tmp_path, size=(80, 24)) as reader:
        await reader.until("Library (1)")
        await reader.until("Article ·")
        await reader.press("l")
        await reader.pilot.pause(0.3)
        await reader.press("E")
        await reader.until("Read the file as")
        await reader.type("ukrain")
        await reader.until("Привіт, світе.")
        await reader.press("enter")
        await reader.until("Read as koi8-u")
        await reader.until("Привіт, світе. Це лист")
    async with reader_on(tmp_path, size=(80, 24)) as reader:
        await reader.until("Привіт, світе. Це лист")
        await reader.press("l", "E")
        await reader.until("as picked")
        await reader.press("escape")
        await reader.until_gone("as picked")
        await reader.press("u")
        await reader.until("Undone: encoding")


@sync
async def test_a_guessed_encoding_is_said_in_the_border(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes("Überall blühte es.\n".encode("cp1252"))
    async with reader_on(tmp_path) as reader:
        await reader.until("a guess")


@sync
async def test_garbled_letters_are_mended_for_the_eye_only(tmp_path: Path) -> None:
    garbled = "Die Möwen über dem Kanal schrien. Das hörte man überall im Dorf.\n"
    data = garbled.encode("utf-8").decode("cp1252").encode("utf-8")
    path = tmp_path / "kanal.txt"
    path.write_bytes(data)
    async with reader_on(tmp_path) as reader:
        await reader.until("MÃ¶wen")
        await reader.until("garbled")
        await reader.press("l", "g", "m")
        await reader.until("Die Möwen über dem Kanal")
        await reader.until("mended view")
        await reader.press("H")
        await reader.until("notes belong")
        await reader.press("g", "m")
        await reader.until("MÃ¶wen")
        await reader.press("H")
        await reader.until("Notes (1)")
        await reader.press("g", "m")
        await reader.until("Die Möwen über dem Kanal")
    assert path.read_bytes() == data


@sync
async def test_the_list_follows_the_folder(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await indexed(reader)
        await reader.press("j")
        await reader.until("Rain fell")
        (library / "aa first.md").write_text(
            "# A first article\n\nNobody had expected it.\n", "utf-8"
        )
        await reader.until("Library (4)")
        await reader.until("A first article")
        assert reader.main.library.current == "b orchard.md"
        (library / "b orchard.md").write_text("# An orchard\n\nThe trees were gone.\n", "utf-8")
        await reader.until("The trees were gone.")
        (library / "b orchard.md").unlink()
        await reader.until("Library (3)")
        await reader.until("is gone from the folder")
        index = reader.main.indexed.index
        assert index is not None
        for _ in range(300):
            if set(index.facts_of(["b orchard.md", "aa first.md"])) == {"aa first.md"}:
                break
            await reader.pilot.pause(0.02)
        else:
            raise AssertionError("the index did not follow")


@sync
async def test_what_the_index_knows_sorts_the_list(tmp_path: Path) -> None:
    for number, title in enumerate(("Zebra", "Mole", "Ant")):
        (tmp_path / f"{number}.md").write_text(f"# {title} at dawn\n\nIt was cold.\n", "utf-8")
    async with reader_on(tmp_path) as reader:
        await reader.until("Library (3)")
        await indexed(reader)
        await reader.press("s")
        await reader.until("by title")
        text = reader.text
        assert text.index("Ant at dawn") < text.index("Mole at dawn")


@sync
async def test_the_order_of_the_list_is_kept_for_the_next_start(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.press("s")
        await reader.until("by title")
        await reader.press("S")
        await reader.until("reversed")
        for _ in range(1000):
            if load()[0].library.reversed:
                break
            await reader.pilot.pause(0.02)
    async with reader_on(library, config=load()[0]) as reader:
        await reader.until("by title, reversed")
        assert reader.main.library.sort is Sort.TITLE
        text = await reader.until("An orchard in the rain")
        assert text.index("The harbour before noon") < text.index("An orchard in the rain")


@sync
async def test_nothing_is_painted_anew_below_an_open_list(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader_on(library) as reader:
        await reader.until_indexed()
        await reader.press("?")
        await reader.until("Search the keys")
        await reader.pilot.pause(0.5)
        top, whole = reader.app.screen, reader.app.size.region
        painted: list[object] = []
        refresh = top.refresh

        def told(*regions: Region, **more: bool) -> Screen[object]:
            painted.extend(region for region in regions if region == whole)
            return refresh(*regions, **more)

        monkeypatch.setattr(top, "refresh", told)
        await reader.pilot.pause(3 * POLL)
        assert painted == []


@sync
async def test_the_footer_offers_nothing_that_needs_an_article_where_none_is_listed(
    tmp_path: Path,
) -> None:
    (tmp_path / "library").mkdir()
    async with reader_on(tmp_path / "library") as reader:
        await reader.until("No articles here yet")
        await reader.until_gone("Read mark")
        row = reader.text.splitlines()[-1]
        assert not any(word in row for word in ("Enter", "Filter", "Sort", "Next"))
        (tmp_path / "library" / "a.md").write_text(HARBOUR, "utf-8")
        await reader.until("/ Filter   s Sort")
        await reader.until("The ferry came in")  # the first one is shown as it comes
        await reader.press("/")
        await reader.type("nothing of this kind")
        await reader.press("enter")
        await reader.until("Nothing fits the filter")
        row = reader.text.splitlines()[-1]
        assert "/ Filter" in row
        assert "Sort" not in row


def last_row(reader: Reader) -> str:
    return reader.text.splitlines()[-1]


@pytest.mark.parametrize("size", SIZES)
@sync
async def test_the_footer_says_what_keys_do_while_a_filter_is_typed_and_kept(
    library: Path, size: tuple[int, int]
) -> None:
    async with reader_on(library, size=size) as reader:
        await reader.until("The harbour before noon")
        assert "Clear" not in last_row(reader)
        await reader.press("/")
        await reader.until("Enter Keep")
        assert "Tab Complete" in last_row(reader)
        assert "Esc Clear" in last_row(reader)
        await reader.type("lang:en")
        await reader.press("enter")
        await reader.until("gw Save")
        assert "Esc Clear" in last_row(reader)
        await reader.press("escape")
        await reader.until_gone("gw Save")
        assert "Clear" not in last_row(reader)


@sync
async def test_the_filter_of_notes_has_its_keys_in_the_footer(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The harbour before noon")
        await reader.press("l", "H")
        await reader.until("Notes (1)")
        await reader.press("tab", "/")
        await reader.until("Enter Keep")
        assert "Tab Complete" not in last_row(reader)


@sync
async def test_an_article_without_text_is_called_empty(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    (root / "empty.md").write_text("", "utf-8")
    async with reader_on(root) as reader:
        text = await reader.until("Article · empty")
        assert "done" not in text


@sync
async def test_all_that_fits_the_filter_is_marked_as_read_in_one_step(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.press("/")
        await reader.type("path:md lang:en -title:station")
        await reader.press("enter")
        await reader.until("Library (2 of 3)")
        await reader.press("A")
        await reader.until("2 articles marked as read")
        listing = reader.main.library.listing
        keys = ("a harbour.md", "b orchard.md", "notes from 2025/station.md")

        def marks() -> list[str]:
            return [listing.row(listing.number(key) or 0).mark for key in keys]

        assert marks() == ["read", "read", "unread"]
        await reader.press("u")
        await reader.until("and 1 more")
        for _ in range(1_000):
            if "read" not in marks():
                break
            await reader.pilot.pause(0.02)
        assert "read" not in marks()


@sync
async def test_a_count_marks_the_articles_after_the_selected_one_too(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.press("j", "2", "N")
        await reader.until("2 articles marked as read")
        listing = reader.main.library.listing
        assert [listing.row(number).mark for number in range(3)] == ["unread", "read", "read"]
        await reader.press("2", "N")
        await reader.until("2 articles marked as unread")


@sync
async def test_no_more_are_marked_at_once_than_a_person_means(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.main.shelf.MOST_MARKED", 2)
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.press("A")
        await reader.until("At most 2 are marked at once")
        assert all(reader.main.library.listing.row(number).mark != "read" for number in range(3))


@sync
async def test_the_order_of_the_list_is_turned_round(library: Path) -> None:
    async with reader_on(library, size=(200, 50)) as reader:
        await reader.until("Library (3)")
        await indexed(reader)
        await reader.press("S")
        text = await reader.until("by path, reversed")
        assert text.index("Night at the station") < text.index("An orchard in the rain")
        assert reader.main.library.current == "a harbour.md"
        await reader.press("s")
        text = await reader.until("by title")
        assert "reversed" not in text
        assert text.index("An orchard in the rain") < text.index("Night at the station")
