"""Where a quote stands after the text has changed, as a reader would expect it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.notes.anchoring import Anchorer, Quote, anchor, anchor_all
from reader.notes.model import Anchor

ARTICLE = (
    "Der Hafen am frühen Morgen\n\n"
    "Kurz nach vier legt der erste Kutter an, und auf dem Kai gehen die Lampen an. "
    "Die Fischer reden wenig, sie heben Kisten, und der Nebel hängt über dem Wasser.\n\n"
    "Gegen fünf kommt der Händler aus der Stadt. Er prüft die Ware mit zwei Fingern, "
    "nennt einen Preis von 340 Euro und wartet. Niemand nickt, niemand schüttelt den Kopf.\n\n"
    "Später wird es hell über der Bucht. Dann erzählt Frau Petersen, warum ihr Vater "
    "das Boot „Hoffnung“ nannte und weshalb sie den Namen nie ändern wollte.\n\n"
    "Im Winter liegt der Kutter im Trockenen, und auf dem Kai stehen nur die Kisten."
)
SENTENCE = "Er prüft die Ware mit zwei Fingern, nennt einen Preis von 340 Euro und wartet."
MARKETS = (
    "The council met on Tuesday evening in the old library. After three hours it voted to close "
    "the eastern bridge for repairs. Shop owners on Mill Street said the closure would cost them "
    "half of their customers. The mayor promised a ferry, paid for by the county, until the "
    "bridge opens again in spring. A petition with 2,100 names was handed over at the door.\n\n"
    "The bridge was built in 1931 and last painted in 1988. Engineers found cracks in two of its "
    "seven piers. They want to drive new piles before the ice comes down the river."
)


def quoted(text: str, exact: str, nth: int = 0) -> Quote:
    """The quote as a reader would have marked it, its nth occurrence in the text."""
    start = text.index(exact)
    for _ in range(nth):
        start = text.index(exact, start + 1)
    end = start + len(exact)
    return Quote(exact, text[max(0, start - 32) : start], text[end : end + 32], start)


def found(text: str, quote: Quote) -> str | None:
    """The characters of the passage found in the text, or None for an orphan."""
    placed = Anchorer(text).anchor(quote)
    return None if placed.span is None else placed.span.of(text)


# The same passage in other clothes.

CLOTHES = {
    "unchanged": (lambda t: t, SENTENCE),
    "text inserted above": (lambda t: "Eilmeldung: Sturm zieht auf.\n\n" * 9 + t, SENTENCE),
    "paragraphs in reverse order": (lambda t: "\n\n".join(reversed(t.split("\n\n"))), SENTENCE),
    "lines wrapped anew": (lambda t: t.replace(" ", "\n"), SENTENCE.replace(" ", "\n")),
    "spaces lost": (lambda t: t.replace(" ", ""), SENTENCE.replace(" ", "")),
    "capitals": (str.upper, SENTENCE.upper()),
    "decomposed": (
        lambda t: unicodedata.normalize("NFD", t),
        unicodedata.normalize("NFD", SENTENCE),
    ),
    "no-break spaces as entities": (
        lambda t: t.replace(" ", "&nbsp;"),
        SENTENCE.replace(" ", "&nbsp;"),
    ),
    "wrong encoding": (
        lambda t: t.encode().decode("cp1252", "replace"),
        SENTENCE.encode().decode("cp1252"),
    ),
    "hyphenated": (
        lambda t: t.replace("Fingern", "Fin-\ngern"),
        SENTENCE.replace("Fingern", "Fin-\ngern"),
    ),
    "links": (
        lambda t: t.replace("Ware", "[Ware](https://example.org/fisch?id=1)"),
        SENTENCE.replace("Ware", "[Ware](https://example.org/fisch?id=1)"),
    ),
    "entities escaped twice": (
        lambda t: t.replace("ü", "&amp;#252;"),
        SENTENCE.replace("ü", "&amp;#252;"),
    ),
    "markup": (
        lambda t: t.replace("Ware", "**Ware**[3]"),
        SENTENCE.replace("Ware", "**Ware**[3]"),
    ),
    "scanned badly": (
        lambda t: t.replace("ei", "el").replace("rn", "m"),
        SENTENCE.replace("ei", "el").replace("rn", "m"),
    ),
    "a word corrected": (
        lambda t: t.replace("nennt", "bietet"),
        SENTENCE.replace("nennt", "bietet"),
    ),
    "a remark set in": (
        lambda t: t.replace("Fingern, ", "Fingern,\n\nMehr zum Thema: Fischpreise\n\n"),
        SENTENCE.replace("Fingern, ", "Fingern,\n\nMehr zum Thema: Fischpreise\n\n"),
    ),
}


@pytest.mark.parametrize("case", CLOTHES)
def test_a_passage_is_known_in_other_clothes(case: str) -> None:
    change, expected = CLOTHES[case]
    assert found(change(ARTICLE), quoted(ARTICLE, SENTENCE)) == expected


def test_a_sure_place_says_so() -> None:
    here = anchor_all(ARTICLE, [quoted(ARTICLE, SENTENCE)])[0]
    assert (here.status, here.confidence) == ("placed", 1.0)


def test_punctuation_at_the_ends_belongs_to_the_quote() -> None:
    quote = quoted(ARTICLE, "„Hoffnung“")
    assert found(ARTICLE.replace("das Boot", "den  Kahn"), quote) == "„Hoffnung“"
    swapped = ARTICLE.replace("„", "»").replace("“", "«").upper()
    assert found(swapped, quote) == "»HOFFNUNG«"


def test_a_clause_set_into_a_sentence_that_still_stands_between_its_neighbours() -> None:
    quote = quoted(MARKETS, "After three hours it voted to close the eastern bridge for repairs.")
    clause = "three hours, with a break for soup and a reading from the minutes of last autumn,"
    edited = MARKETS.replace("three hours", clause)
    assert found(edited, quote) == quote.exact.replace("three hours", clause)


def test_the_first_sentence_of_a_text_stays_the_first_when_it_is_said_again() -> None:
    first = "The council met on Tuesday evening in the old library."
    edited = MARKETS.replace(first, f"{first}\n\n“{first.upper()}”\n\n{first}")
    assert Anchorer(edited).anchor(quoted(MARKETS, first)).start == 0


def test_a_pull_quote_right_below_is_not_the_passage() -> None:
    quote = quoted(MARKETS, "The mayor promised a ferry, paid for by the county")
    after = Quote(quote.exact, "", quote.suffix, quote.start)
    edited = MARKETS.replace(quote.exact, f"{quote.exact} […]\n\n{quote.exact}")
    assert Anchorer(edited).anchor(after).start == quote.start


def test_a_short_word_is_not_found_within_another() -> None:
    text = "Nobody was there. They were for a change of the law and said so in the hall."
    quote = quoted(text, "a", nth=1)
    assert quote.prefix.endswith("for ")
    assert found(text.replace(" a change", " safe change"), quote) is None


def test_a_quote_without_letters_needs_its_surroundings() -> None:
    quote = quoted(ARTICLE, "„")
    assert quote.exact == "„"
    assert found("Neu:\n\n" + ARTICLE.replace("das ", "das\n"), quote) == "„"
    assert found("Er sagte: „Ja“ und ging.", quote) is None


def test_other_accents_make_another_word_where_the_rest_kept_theirs() -> None:
    text = "Giáo dục phải hướng tới mục tiêu giúp con người phát triển đầy đủ nhân cách"
    quote = quoted(text, "hướng")
    assert found(text.replace("hướng", "hưởng"), quote) is None
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    assert found(bare, quote) == "huong"


def test_a_long_quote_is_known_without_its_surroundings() -> None:
    elsewhere = "Aus dem Archiv: " + SENTENCE + " So stand es damals in der Zeitung."
    assert found(elsewhere, quoted(ARTICLE, SENTENCE)) == SENTENCE


def test_a_text_cut_off_after_the_quote() -> None:
    end = ARTICLE.index(SENTENCE) + len(SENTENCE)
    assert found(ARTICLE[:end] + "\n\nJetzt weiterlesen", quoted(ARTICLE, SENTENCE)) == SENTENCE


def test_the_surroundings_tell_one_copy_from_another() -> None:
    text = "\n".join(f"Am {d} sprach {n} über den Haushalt." for d, n in DAYS)
    quote = quoted(text, "über den Haushalt", nth=2)
    edited = "Übersicht.\n" + text.replace("den Haushalt", "den  Haushalt")
    line = edited.split("\n")[3]
    place = Anchorer(edited).anchor(quote)
    assert place.start == edited.index(line) + line.index("über")


DAYS = [
    ("Montag", "Ministerin Albers"),
    ("Dienstag", "Senator Winkler"),
    ("Mittwoch", "Bürgermeister Ott"),
    ("Donnerstag", "Staatsrat Yılmaz"),
]


def test_an_edited_original_wins_over_an_exact_copy_elsewhere() -> None:
    quote = quoted(MARKETS, "Engineers found cracks in two of its seven piers.")
    corrected = "Engineers found deep cracks in three of its seven piers."
    edited = "In short: " + quote.exact + " Read on.\n\n" + MARKETS.replace(quote.exact, corrected)
    assert found(edited, quote) == corrected


def test_a_corrected_figure_is_shown_with_a_doubt() -> None:
    quote = quoted(ARTICLE, SENTENCE)
    corrected = ARTICLE.replace("340 Euro", "430 Euro")
    place = Anchorer(corrected).anchor(quote)
    assert place.status == "uncertain"
    assert place.span is not None
    assert place.span.of(corrected) == SENTENCE.replace("340", "430")
    footnoted = ARTICLE.replace("340 Euro", "340 Euro[12]")
    assert Anchorer(footnoted).anchor(quote).status == "placed"


# Refusals: better lost than wrong.


def test_a_word_replaced_is_not_the_same_word_elsewhere() -> None:
    quote = quoted(ARTICLE, "Kisten")
    edited = ARTICLE.replace("heben Kisten", "heben Netze")
    assert "Kisten" in edited
    assert found(edited, quote) is None


def test_a_sentence_deleted_between_its_neighbours_is_lost() -> None:
    assert found(ARTICLE.replace(SENTENCE + " ", ""), quoted(ARTICLE, SENTENCE)) is None


def test_a_sentence_written_anew_is_lost() -> None:
    other = "Bald darauf fährt ein Lastwagen vor, dessen Bremsen man bis zur Kirche hört."
    assert found(ARTICLE.replace(SENTENCE, other), quoted(ARTICLE, SENTENCE)) is None


def test_another_article_holds_nothing() -> None:
    assert found(MARKETS, quoted(ARTICLE, SENTENCE)) is None


def test_a_paywall_holds_nothing() -> None:
    assert found(ARTICLE[:200] + "\n\nWeiterlesen mit Abo", quoted(ARTICLE, SENTENCE)) is None


def test_nothing_quoted_is_nowhere() -> None:
    for exact in ("", "   ", "\n"):
        assert anchor(ARTICLE, exact=exact, start=0).status == "orphan"
    assert anchor("", exact="Kisten").status == "orphan"
    marks = anchor("Er hob die Kisten an.", exact="\u0301", prefix="hob die Kis", suffix="ten an.")
    assert marks.status == "orphan"


def test_a_place_in_doubt_is_not_called_sure() -> None:
    """Two copies with the same surroundings: the nearer one is shown, and the doubt with it."""
    block = MARKETS[:300]
    text = block + "\n" + block + "\n" + block
    quote = quoted(text, "eastern bridge", nth=1)
    edited = "A correction was made.\n" + text
    place = Anchorer(edited).anchor(quote)
    assert place.status == "uncertain"
    assert place.start == edited.index("eastern bridge", len(block))


def test_a_sentence_that_only_shares_words_is_another_one() -> None:
    twin = "Er kauft die Ware mit zwei Scheinen, nennt einen Namen von früher und wartet."
    gone = ARTICLE.replace(SENTENCE + " ", "") + "\n\n" + twin
    assert found(gone, quoted(ARTICLE, SENTENCE)) is None


def test_the_same_words_among_strangers_are_shown_with_a_doubt() -> None:
    """The sentence may have been moved, or have stood there all along."""
    place = Anchorer(MARKETS + "\n\n" + SENTENCE + "\n\n" + MARKETS).anchor(
        quoted(ARTICLE, SENTENCE)
    )
    assert place.status == "uncertain"
    few = Anchorer(MARKETS + "\n\nKurz nach vier.\n\n" + MARKETS)
    assert few.anchor(quoted(ARTICLE, "Kurz nach vier")).status == "orphan"


def test_a_twin_that_agrees_better_is_doubted_where_the_passage_still_stands() -> None:
    row = "• blinkende Leuchte für die Anzeige des Verbrauchs\n• drei Jahre Gewähr\n"
    text = f"Modell A\n{row}{MARKETS}\nModell B\n{row}"
    quote = quoted(text, "für die Anzeige")
    edited = text.replace("blinkende Leuchte", "helle Lampe", 1)
    assert Anchorer(edited).anchor(quote).status == "uncertain"


LONG = "\n\n".join(
    f"Absatz {n}: " + " ".join(f"Wort{n * k % 911}" for k in range(1, 60)) + "." for n in range(60)
)


@pytest.mark.parametrize("length", [2_000, 20_000])
def test_a_long_quote_is_followed_through_edits_and_insertions(length: int) -> None:
    start = LONG.index("Absatz 7:")
    quote = Quote(LONG[start : start + length], LONG[start - 32 : start], "", start)
    edited = LONG.replace("\n\n", "\n\nAnzeige: jetzt lesen\n\n").replace("Wort45 ", "Silbe ")
    place = Anchorer("Neues vom Tage.\n\n" + edited).anchor(quote)
    assert place.span is not None
    shown = place.span.of("Neues vom Tage.\n\n" + edited)
    assert shown.startswith("Absatz 7:")
    assert shown[-12:] == quote.exact[-12:]
    without = LONG[:start] + LONG[start + length :]
    assert Anchorer(without).anchor(quote).status == "orphan"


# Scripts without spaces or with marks.

SCRIPTS = {
    "zh": (
        "市议会周二晚上在旧图书馆开会。三个小时之后，议会决定关闭东桥进行维修。",
        "决定关闭东桥进行维修",
    ),
    "ja": (
        "港は朝の四時に目を覚ます。漁師たちは黙って箱を運び、霧が水面にかかっている。",
        "黙って箱を運び",
    ),
    "th": ("เรือประมงลำแรกเข้าเทียบท่าหลังตีสี่เล็กน้อย และไฟบนท่าเรือก็สว่างขึ้น", "ไฟบนท่าเรือก็สว่าง"),
    "ar": (
        "اجتمع المجلس مساء الثلاثاء في المكتبة القديمة وقرر إغلاق الجسر الشرقي",
        "قرر إغلاق الجسر",
    ),
    "ko": (
        "시의회는 화요일 저녁 옛 도서관에서 회의를 열고 동쪽 다리를 닫기로 했다.",
        "동쪽 다리를 닫기로",
    ),
    "uk": ("Рибалки мало говорять, вони носять ящики, а над водою висить туман.", "носять ящики"),
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_script_is_anchored(language: str) -> None:
    text, exact = SCRIPTS[language]
    quote = quoted(text, exact)
    wrapped = "\u200b*** 1 ***\n\n" + unicodedata.normalize("NFD", text).replace(" ", "\n")
    place = found(wrapped, quote)
    assert place is not None
    assert unicodedata.normalize("NFC", place).replace("\n", " ") == exact


# For any input.

WORDS = st.lists(st.sampled_from((ARTICLE + " " + MARKETS).split()), min_size=30, max_size=120).map(
    " ".join
)


@settings(deadline=None, max_examples=100)
@given(WORDS, st.data())
def test_an_untouched_text_keeps_every_note(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, min(len(text), start + 200)))
    quote = Quote(text[start:end], text[max(0, start - 32) : start], text[end : end + 32], start)
    place = Anchorer(text).anchor(quote)
    if quote.exact.strip():
        assert place == Anchor("placed", start, end, 1.0)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([0, len(ARTICLE)]), st.lists(st.sampled_from(MARKETS.split())), st.data())
def test_text_added_elsewhere_moves_a_note_along(
    at: int, words: list[str], data: st.DataObject
) -> None:
    starts = [i for i, c in enumerate(ARTICLE[:-60]) if c == " "]
    start = data.draw(st.sampled_from(starts)) + 1
    end = start + data.draw(st.integers(12, 60))
    quote = Quote(
        ARTICLE[start:end], ARTICLE[max(0, start - 32) : start], ARTICLE[end : end + 32], start
    )
    added = " ".join(words) + "\n\n"
    text = ARTICLE[:at] + added + ARTICLE[at:]
    place = Anchorer(text).anchor(quote)
    shift = len(added) if at == 0 else 0
    assert (place.start, place.end) == (start + shift, end + shift)


anything = st.text(max_size=80)


@settings(deadline=None, max_examples=300)
@given(anything, anything, anything, anything, st.none() | st.integers(-10, 10**12))
def test_any_input_gives_an_anchor(
    text: str, exact: str, prefix: str, suffix: str, start: int | None
) -> None:
    first = anchor(text, exact=exact, prefix=prefix, suffix=suffix, start=start)
    assert first == anchor(text, exact=exact, prefix=prefix, suffix=suffix, start=start)
    assert 0 <= first.confidence <= 1
    assert (first.status == "orphan") == (first.span is None)
    if first.span is not None:
        assert first.span.end <= len(text)
        assert len(first.span) > 0


@settings(deadline=None, max_examples=100)
@given(
    st.text(alphabet="ab \u0301\ud800ß-", max_size=60), st.text(alphabet="ab ß\ud800", max_size=6)
)
def test_repetitive_text_and_lone_surrogates_are_no_trouble(text: str, exact: str) -> None:
    place = anchor(text, exact=exact, prefix="ab", suffix="ba", start=3)
    assert place.span is None or place.span.end <= len(text)
