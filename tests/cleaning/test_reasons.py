from __future__ import annotations

import pytest

from reader.cleaning.reasons import HEADLINE, LINKS, NUMBERS, UNNAMED, reasons
from reader.cleaning.vocabulary import Vocabulary

WORDS = Vocabulary()


def named(*lines: str, kept: tuple[int, ...] = ()) -> list[str]:
    stays = [number in kept for number in range(len(lines))]
    return reasons(lines, [WORDS.measure(line) for line in lines], stays)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Sign up for our newsletter", "newsletter"),
        ("Bauingenieur (m/w/d) in Vollzeit", "job ad"),
        ("Teilen", "share"),
        ("Subscribe to our RSS feed", "feed"),
        ("RSS", "feed"),
        ("Buchtipp: jetzt bestellen", "advertisement"),
        ("Published 4 March", "byline or date"),
        ("Zuerst veröffentlicht am", "byline or date"),
        ("About the author", "author note"),
        ("Schlagwörter", "tags"),
        ("Обсудить", "comments"),
        ("Les også: Fergen er tilbake på sundet etter to år på verksted", "related links"),
        ("Utilizziamo i cookie per offrirti una esperienza migliore sul sito", "cookie notice"),
        ("저작권자 ⓒ 시민신문 엔터", "legal notice"),
        ("7 February 2005", NUMBERS),
        ("11:11", NUMBERS),
        (
            "The mayor opens the new bridge over the river. Photograph: A. Berg/Getty Images",
            "caption or credit",
        ),
        ("By Anna Berg", "byline or date"),
        ("By Anna Berg - The Valley Times - Thursday, February 29, 2024", "byline or date"),
        ("By the river", LINKS),
        ("— The Valley Choir (@valleychoir) sings again on the market square", "embedded post"),
        ("Subscribe now to bookmark this article and to read it whenever you like", "subscription"),
        ("Sport", LINKS),
        ("|", LINKS),
        ("Pharmacists in the valley are breaking the law, officer says", HEADLINE),
        ("The birds left the roof of the courthouse on a Sunday morning.", UNNAMED),
    ],
)
def test_a_line_says_why_it_went(line, reason):
    assert named(line) == [reason]


def test_one_word_of_many_does_not_name_a_line():
    line = "Der Autor des Romans lebte lange Zeit am Meer und schrieb jeden Morgen"
    assert named(line) == [HEADLINE]


def test_the_heading_of_a_box_speaks_for_the_lines_under_it():
    assert (
        named("Read also", "A new bridge for the valley", "The ferry is late")
        == ["related links"] * 3
    )


def test_navigation_speaks_for_itself_alone():
    assert named("Menu", "Culture") == ["navigation", LINKS]


def test_what_stays_ends_a_box():
    assert named("Read also", "A paragraph.", "Culture", kept=(1,)) == ["related links", "", LINKS]


def test_a_box_is_a_few_lines_long():
    reasons = named("Jobs", *["Welder for the old dockyard"] * 8)
    assert reasons == ["job ad"] * 6 + [LINKS] * 3


def test_a_label_does_not_belong_to_the_box_above():
    assert named("Read also", "Culture") == ["related links", LINKS]
