from __future__ import annotations

import pytest

from reader.documents.byline import find_author, find_site, parse_date
from reader.documents.headline import first_sentence, shortened, without_dateline
from reader.documents.plain import blocks_of
from reader.documents.title import find_title, name_title

FERRY = (
    "The ferry to the northern islands will stop running in October, the harbour board said on "
    "Monday, because no crew could be found for the winter timetable."
)
MORE = (
    "The board had looked for sailors since the spring. Islanders must now take the bus over the "
    "causeway, which floods twice a month, and the northern school will open an hour later."
)


def title(text: str, name: str = "5f2e9a77c1d04b3e.txt") -> str:
    return find_title(text, blocks_of(text), name=name)


def test_a_headline_quoted_in_the_boilerplate():
    text = f"{FERRY}\n{MORE}\nWrite a comment on the article “Northern ferry stops for the winter”!"
    assert title(text) == "Northern ferry stops for the winter"


def test_a_quotation_by_a_speaker_is_no_headline():
    text = f"{FERRY}\n“Nobody wants to go to sea any more,” she said.\n{MORE}"
    assert title(text).startswith("The ferry to the northern islands")


def test_the_line_before_the_article_that_shares_its_words():
    text = f"Menu\nNews\nWeather\nFerry to northern islands stops\nShare\nPrint\n{FERRY}\n{MORE}"
    assert title(text) == "Ferry to northern islands stops"


NEWS = [
    "Harbour wall repaired after storm",
    "Island school wins science prize",
    "New ferry timetable in spring",
]


@pytest.mark.parametrize(
    "lines",
    [
        ["Northern ferry stops for the winter | Island Press", "Menu", "News", "Weather"],
        ["Menu", "News", "3 October 2023, 10:15", "Photo: Island Press / Mara Quist"],
        ["Home > News > Islands", *NEWS, "Search"],
    ],
    ids=["page title", "date and caption", "headlines of other articles"],
)
def test_the_title_stands_among_what_is_none(lines: list[str]):
    headline = "Northern ferry stops for the winter"
    text = "\n".join([*lines, headline, "By Ruth Adler", "3 October 2023", FERRY, MORE])
    assert title(text) == headline


def test_no_line_is_a_title_only_because_it_stands_first():
    found = title(f"Share\n{FERRY}\n{MORE}\nSubscribe")
    assert found.startswith("The ferry to the northern islands")


def test_a_line_that_says_only_when_is_no_title():
    found = title(f"Updated: 18 Nov 2019 9:38 pm\n{FERRY}\n{MORE}")
    assert found.startswith("The ferry to the northern islands")


def test_a_short_first_line_over_prose_is_the_title_somebody_gave_it():
    assert title(f"Boats in winter\n\n{FERRY}\n\n{MORE}") == "Boats in winter"
    chinese = "晚上十点以后，港口非常安静。只有起重机嗡嗡作响，没有人听它们说话。"
    assert title(f"夜晚的港口\n\n{chinese * 4}\n\n{chinese * 3}") == "夜晚的港口"
    assert title(f"News\n\n{FERRY}\n\n{MORE}").startswith("The ferry")


@pytest.mark.parametrize(
    "between", ["Von Ida Roe", "3. März 2024", "Von Ida Roe\n\n3. März 2024", "By Ida Roe, 2024"]
)
def test_who_wrote_it_and_when_may_stand_between(between: str):
    prose = "Der Hafenmeister zählte am Morgen des Sturms einundvierzig Boote, danach vierzig."
    assert title(f"Der Hafen bei Nacht\n\n{between}\n\n{prose}") == "Der Hafen bei Nacht"


def test_marks_of_lists_and_tables_are_no_part_of_a_title():
    assert title("- The harbour is closed, and nobody knows for how long it will be.").startswith(
        "The harbour"
    )


def test_the_sentence_after_a_dateline_shortened_at_a_word():
    found = title(f"NORTH HARBOUR (Island Press) – {FERRY}\n{MORE}")
    assert found.startswith("The ferry to the northern islands")
    assert found.endswith("…")
    assert len(found) <= 111


def test_a_speaking_file_name_serves_an_empty_text():
    assert title("", "2024-05-03_notes_on_rye.txt") == "notes on rye"


def test_a_hash_never_serves():
    assert title("") == ""
    assert name_title("000_e38bb7f7d4180210.txt") == ""


def test_chinese_sentences_end_without_a_space():
    assert (
        first_sentence("渡轮将于十月停运，因为没有船员。岛民只能坐车。")
        == "渡轮将于十月停运，因为没有船员。"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Dr. Weber kam um 7 Uhr. Dann ging er.", "Dr. Weber kam um 7 Uhr."),
        ("He asked: “Why?” Nobody knew.", "He asked: “Why?”"),
        ("No end in sight", "No end in sight"),
    ],
)
def test_a_sentence_ends_at_its_stop(text: str, sentence: str):
    assert first_sentence(text) == sentence


def test_shortening_keeps_whole_words():
    assert shortened("one two three four five six", 20) == "one two three four…"


@pytest.mark.parametrize(
    ("text", "rest", "agency"),
    [
        ("NORTH / SOUTH (IP) – It rained.", "It rained.", "IP"),
        ("BERLIN (dpa) - Es regnet.", "Es regnet.", "dpa"),
        ("ЛЬВІВ (Вісник) — Дощ іде.", "Дощ іде.", "Вісник"),
        ("OSLO – Det regner.", "Det regner.", ""),
        ("Well – it rained.", "Well – it rained.", ""),
    ],
)
def test_datelines(text: str, rest: str, agency: str):
    assert without_dateline(text) == (rest, agency)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("Von Anna Müller und Jan de Vries", "Anna Müller und Jan de Vries"),
        ("Автор: Олена Коваль", "Олена Коваль"),
        ("By the end of the year it rained", ""),
    ],
)
def test_bylines(line: str, author: str):
    assert find_author([line]) == author


def test_the_site_of_a_link_home():
    assert find_site(["It rained."], ["- Zur Startseite von Inselbote® für alle Nachrichten!"]) == (
        "Inselbote"
    )


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("3 May 2024", "2024-05-03"),
        ("Stand: 3. Mai 2024, 15 Uhr", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("3 травня 2024", "2024-05-03"),
        ("2024年5月3日", "2024-05-03"),
        ("03.05.2024", "2024-05-03"),
        ("40.13.2024", ""),
        ("may be 2024", ""),
    ],
)
def test_dates(text: str, date: str):
    assert parse_date(text) == date
