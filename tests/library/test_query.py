"""The filter language: what a line means, for one row and for many."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.facts import Facts
from reader.library.fold import fold, fold_map, spellings
from reader.library.listing import Listing, Sort
from reader.library.match import highlights
from reader.library.query import Query, complete, parse
from reader.library.scan import Entry

ARTICLES = [
    # key, title, site, language, words, date
    ("2025/07/a.txt", "Selenskyj spricht über Drohnen", "IT Boltwise", "de", 420, "2025-07-04"),
    ("2025/07/b.txt", "Zelensky on air defence", "New York Post", "en", 900, "2025-07-17T08:00"),
    ("2024/c.txt", "Die Straße nach Müllheim", "Badische", "de", 1500, "2024-11"),
    ("2024/d.txt", "Зеленський про дрони", "Pravda", "uk", 300, ""),
    ("e.md", "", "", "", 0, ""),
]


@pytest.fixture
def listing() -> Listing:
    rows = Listing()
    rows.extend(Entry(key, 1, number) for number, (key, *_) in enumerate(ARTICLES))
    rows.learn(
        Facts(key, title, site=site, language=language, words=words, date=date)
        for key, title, site, language, words, date in ARTICLES
    )
    rows.mark("2025/07/a.txt", "read")
    rows.mark("2025/07/b.txt", "reading")
    rows.star("2024/c.txt", True)
    rows.annotate("2025/07/b.txt", 3, ["Patriot", "air defence"])
    return rows


def found(listing: Listing, line: str) -> str:
    """The initials of the files found, in list order of their paths."""
    rows = listing.filter(parse(line), listing.order())
    return "".join(sorted(listing.keys[row][-5] if row != 4 else "e" for row in rows))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "abcde"),
        ("drohnen", "a"),
        ("DROHNEN selenskyj", "a"),
        ('"air defence"', "b"),
        ('"defence air"', ""),
        ("lang:de", "ac"),
        ("-lang:de", "bde"),
        ("lang:?", "e"),
        ("is:unread", "cde"),
        ("is:read", "a"),
        ("is:reading", "b"),
        ("is:starred", "c"),
        ("is:star", "c"),
        ("-is:unread", "ab"),
        ("has:notes", "b"),
        ("-has:notes", "acde"),
        ("has:date", "abc"),
        ("tag:patriot", "b"),
        ('tag:"air defence"', "b"),
        ("path:2025/", "ab"),
        ("site:boltwise", "a"),
        ('site:"new york"', "b"),
        ("title:straße", "c"),
        ("title:2024", ""),
        ("words:<500", "ade"),
        ("words:>=900", "bc"),
        ("words:400..900", "ab"),
        ("words:900..", "bc"),
        ("words:..300", "de"),
        ("words:420", "a"),
        ("minutes:<=2", "ade"),
        ("date:2025-07", "ab"),
        ("date:2025-07..", "ab"),
        ("date:..2024", "c"),
        ("date:2025-07-05..2025-07-17", "b"),
        ("date:<2025", "c"),
        ("date:>2025-07-04", "b"),
        ("-date:2025", "cde"),
        ("lang:de -is:read words:>1000", "c"),
        ("2024", "cd"),
        ("дрони", "d"),
    ],
)
def test_a_line_finds(listing: Listing, line: str, expected: str) -> None:
    assert found(listing, line) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("uber", "a"),
        ("über", "a"),
        ("ueber", "a"),
        ("strasse", "c"),
        ("Muellheim", "c"),
        ("müllheim", "c"),
        ("slnskyj", "a"),
        ("selenskij", "a"),
        ("drhonen", "a"),
        ("defense", "b"),
        ("xylophon", ""),
    ],
)
def test_spelling_is_forgiving(listing: Listing, typed: str, expected: str) -> None:
    assert found(listing, typed) == expected


def test_quoted_words_are_taken_as_they_are(listing: Listing) -> None:
    assert found(listing, '"selenskij"') == ""


def test_the_title_ranks_before_the_path() -> None:
    rows = Listing()
    rows.extend([Entry("peace/1.txt", 1, 1), Entry("x/2.txt", 1, 1), Entry("y/3.txt", 1, 1)])
    rows.learn([Facts("x/2.txt", "Warpeace"), Facts("y/3.txt", "A peace of mind")])
    order = rows.order()
    assert [rows.keys[row][-5] for row in rows.filter(parse("peace"), order)] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("words:many", "words: wants a number or a range, such as words:<500 or words:200..500."),
        ("date:yesterday", "date: wants a date or a range, such as date:2025-07 or date:2025-07.."),
        ("is:blue", "is: can be unread, reading, read, starred or unreadable."),
        ("has:star", "has: can be notes, tags or date."),
        ("has:", "has: wants a value, as notes."),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(line: str, problem: str) -> None:
    assert parse(line) == Query((), (problem,))


def test_a_number_beyond_all_bounds_is_no_number() -> None:
    assert "words: wants a number" in parse(f"words:<{'9' * 5000}").problems[0]


@pytest.mark.parametrize("rows", [3, 600])
def test_minutes_are_those_of_the_language(rows: int) -> None:
    listing = Listing()
    languages = ("en", "de", "ja")
    listing.learn(
        Facts(f"{number}.txt", words=1300, language=languages[number % 3]) for number in range(rows)
    )
    found = listing.filter(parse("minutes:7"), listing.order())
    assert {listing.row(row).language for row in found} == {"de"}
    assert {listing.row(row).minutes for row in found} == {7}
    assert len(found) == rows // 3


def test_what_reading_a_file_told_outlives_another_look_at_the_folder() -> None:
    listing = Listing()
    listing.learn([Facts("a.pdf", problem="a.pdf is locked with a password.")])
    listing.extend([Entry("a.pdf", 9, 100)])
    listing.extend([Entry("a.pdf", 9, 100)])
    assert listing.row(0).problem == "a.pdf is locked with a password."
    listing.extend([Entry("a.pdf", 9, 200)])
    assert listing.row(0).problem == ""
    listing.extend([Entry("a.pdf", 9, 200, "you have no permission to read it")])
    listing.learn([Facts("a.pdf", title="Old")])
    assert listing.row(0).problem == "you have no permission to read it"
    listing.extend([Entry("a.pdf", 9, 200)])
    assert listing.row(0).problem == ""


def test_a_colon_does_not_make_a_field(listing: Listing) -> None:
    query = parse("http://example.org 12:30 foo:bar")
    assert [term.value for term in query.terms] == ["http://example.org", "12:30", "foo:bar"]
    assert not any(term.field for term in query.terms)


@given(st.text(alphabet='ab ü:"-<>.0129lang worduisehtp', max_size=30))
@settings(deadline=None, max_examples=200)
def test_any_line_is_a_query_and_agrees_with_itself(line: str) -> None:
    rows = Listing()
    rows.extend(Entry(key, 1, 1) for key, *_ in ARTICLES)
    rows.learn(Facts(k, t, site=s, language=g, words=w, date=d) for k, t, s, g, w, d in ARTICLES)
    query = parse(line)
    bulk = set(rows.filter(query, rows.order()))
    single = {row for row in range(len(ARTICLES)) if query.matches(rows.row(row))}
    assert single <= bulk, "what holds the words is found"
    if not query.words:
        assert bulk == single


@given(st.text(alphabet="selnkyj üdro:2025-<w ", max_size=14))
@settings(deadline=None, max_examples=100)
def test_typing_letter_by_letter_ends_where_pasting_does(line: str) -> None:
    rows = Listing()
    rows.extend(Entry(key, 1, 1) for key, *_ in ARTICLES)
    rows.learn(Facts(k, t, language=g, words=w, date=d) for k, t, _, g, w, d in ARTICLES)
    order = rows.order()
    for end in range(len(line)):
        rows.filter(parse(line[:end]), order)
    assert rows.filter(parse(line), order) == Listing.filter(rows, parse(line), rows.order())


@pytest.mark.parametrize(
    ("line", "text", "marked"),
    [
        ("drohn", "Neue Drohnen und Drohnen", ["Drohn", "Drohn"]),
        ("uber", "Sorge über alles", ["über"]),
        ("ueber", "Sorge über alles", ["über"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("slnskj", "Wie Selenskyj sagt", ["S", "l", "nsk", "j"]),
        ("-krieg lang:de", "Krieg", []),
        ("neu eue", "Neue", ["Neue"]),
    ],
)
def test_highlights_show_why_a_row_is_there(line: str, text: str, marked: list[str]) -> None:
    assert [span.of(text) for span in highlights(parse(line), text)] == marked


VALUES = {"lang": ["de", "en"], "site": ["IT Boltwise", "taz"], "tag": ["krieg"]}


class TestCompletion:
    @pytest.mark.parametrize(
        ("line", "start", "options"),
        [
            ("la", 0, ("lang:",)),
            ("x -ta", 3, ("tag:",)),
            ("lang:", 0, ("lang:de", "lang:en")),
            ("a lang:e", 2, ("lang:en", "lang:de")),
            ("site:bolt", 0, ('site:"IT Boltwise"',)),
            ("is:un", 0, ("is:unread", "is:unreadable")),
            ("nofield:x", 9, ()),
            ("", 0, ()),
        ],
    )
    def test_of(self, line: str, start: int, options: tuple[str, ...]) -> None:
        completion = complete(line, VALUES)
        assert (completion.start, completion.options) == (start, options)

    @pytest.mark.parametrize("line", ["site:bolt", "is:unr", "lang:d"])
    def test_a_completion_is_understood(self, line: str) -> None:
        completion = complete(line, VALUES)
        assert not parse(completion.options[0]).problems


class TestOrder:
    @pytest.mark.parametrize(
        ("sort", "expected"),
        [
            (Sort.PATH, "cdabe"),
            (Sort.DATE, "bacde"),
            (Sort.LENGTH, "cbade"),
            (Sort.LANGUAGE, "cabde"),
            (Sort.UNREAD, "cdeba"),
            (Sort.NOTES, "bcdae"),
        ],
    )
    def test_by(self, listing: Listing, sort: Sort, expected: str) -> None:
        letters = "abcde"
        order = listing.order(sort)
        if sort is Sort.DATE:  # without a date the time of the file counts: 1970 here
            assert "".join(letters[row] for row in order)[:3] == expected[:3]
        else:
            assert "".join(letters[row] for row in order) == expected

    def test_removed_rows_leave_and_may_come_back(self, listing: Listing) -> None:
        listing.remove(["e.md"])
        assert len(listing) == 4
        assert 4 not in listing.order()
        assert listing.number("e.md") is None
        listing.extend([Entry("e.md", 1, 1)])
        assert listing.number("e.md") == 4

    def test_counts(self, listing: Listing) -> None:
        assert listing.counts() == {"all": 5, "unread": 3, "reading": 1, "read": 1}


@given(st.text(max_size=20))
@settings(deadline=None)
def test_folding_maps_back(text: str) -> None:
    folded, origin = fold_map(text)
    assert len(folded) == len(origin)
    assert all(0 <= position < len(text) for position in origin)
    assert origin == sorted(origin)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"),
        ("ÉTÉ e\u0301te\u0301", "ete ete"),
        ("pass\u00adwo\u200brd", "password"),
        ("Київ", "киів"),
        ("ﬁn", "fin"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_spellings_of_umlauts_go_both_ways() -> None:
    assert set(spellings("über")) == {"uber", "ueber"}
    assert set(spellings("ueber")) == {"ueber", "uber"}
    assert spellings("haus") == ("haus",)


@pytest.mark.parametrize(
    "line",
    [
        "path:politik", "title:drohn", "-path:2003", "tag:krieg", "has:tags", "has:notes",
        "has:date", "is:starred", "is:unreadable", "is:read", "-is:read", "minutes:2..3",
        "words:>500", "date:2025-03..", "-date:2025", "site:post", "lang:de", "-drohnen",
    ],
)  # fmt: skip
def test_a_long_list_is_filtered_as_each_of_its_rows(line: str) -> None:
    rows = Listing()
    keys = [f"{('politik', 'sport')[n % 2]}/200{n % 7}/{n:04}.txt" for n in range(2500)]
    rows.extend(
        Entry(key, 1, 1, "no permission" if n % 50 == 0 else "") for n, key in enumerate(keys)
    )
    rows.learn(
        Facts(
            key,
            ("Drohnen über Kiew", "Post vom Amt", "")[n % 3],
            site=("", "Post")[n % 2],
            date=("", "2024-11", "2025-03-01", "2025-04-02T10:00")[n % 4],
            language=("de", "en", "")[n % 3],
            words=n % 1000,
        )
        for n, key in enumerate(keys)
    )
    for n, key in enumerate(keys[::9]):
        rows.mark(key, ("read", "reading")[n % 2])
        rows.star(key, n % 3 == 0)
        rows.annotate(key, n % 4, ["Krieg"] if n % 5 == 0 else [])
    query = parse(line)
    expected = [row for row in rows.order() if query.matches(rows.row(row))]
    assert 0 < len(expected) < len(keys)
    assert list(rows.filter(query, rows.order())) == expected


@given(
    st.lists(st.text("ab/#-", min_size=1, max_size=6), unique=True, max_size=12), st.integers(0, 12)
)
@settings(deadline=None, max_examples=100)
def test_rows_that_come_later_find_their_places(keys: list[str], early: int) -> None:
    rows = Listing()
    rows.extend(Entry(key, 1, 1) for key in keys[:early])
    rows.order()
    rows.extend(Entry(key, 1, 1) for key in keys[early:])
    whole = Listing()
    whole.extend(Entry(key, 1, 1) for key in sorted(keys))
    assert [rows.keys[row] for row in rows.order()] == [whole.keys[row] for row in whole.order()]
