"""The same text is in the same language every time, and too little text is in none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.language import SAMPLE, UNKNOWN, Language, _by_small_words, detect, sample

SEEDS = Path(__file__).parent.parent / "seeds"

SENTENCES = {
    "de": "Am Abend gingen wir noch einmal hinunter zum Fluss, wo die Fischer ihre Netze flickten.",
    "en": "In the evening we walked down to the river once more, where the nets were being mended.",
    "uk": "Увечері ми ще раз пішли до річки, де рибалки лагодили свої сіті та розмовляли.",
    "ru": "Вечером мы ещё раз спустились к реке, где рыбаки чинили сети и разговаривали о погоде.",
    "fr": "Le soir, nous sommes redescendus vers la rivière, où l'on réparait les filets.",
    "el": "Το βράδυ κατεβήκαμε ξανά στο ποτάμι, όπου οι ψαράδες επισκεύαζαν τα δίχτυα τους.",
    "ja": "夕方、私たちはもう一度川へ下りて行き、漁師たちが網を直しているのを見ました。",
    "zh": "傍晚我们又一次走到河边，渔夫们正在那里修补渔网，谈论着天气和收成。",
    "ko": "저녁에 우리는 다시 한 번 강가로 내려갔고 어부들은 그물을 고치고 있었다.",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_a_sentence_is_enough(code: str, text: str) -> None:
    assert detect(text).code == code


@pytest.mark.parametrize(
    "text", ["", "   \n", "12 345 678 901 234", "Hallo!", "🎉🎉🎉🎉🎉🎉", "\x00" * 99]
)
def test_too_little_is_unknown(text: str) -> None:
    assert detect(text) == UNKNOWN
    assert not UNKNOWN


def test_the_seeds_are_german() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        found = detect(path.read_text("utf-8"))
        assert found.code == "de"
        assert found.confidence > 0.95


def test_threads_agree() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(detect, list(SENTENCES.values()) * 5))
    assert [language.code for language in found] == list(SENTENCES) * 5


def test_the_sample_ends_at_a_word() -> None:
    text = "Wort " * 1000
    assert len(sample(text)) <= SAMPLE
    assert sample(text).endswith("Wort")


def test_the_badge_says_how_sure() -> None:
    assert Language("de", 0.994).badge == "de 99%"
    assert UNKNOWN.badge == "unknown"


PROSE = {
    "de": "Der Rat der Stadt hat am Abend beschlossen, dass die alte Brücke über den Fluss nicht"
    " abgerissen wird. Sie soll für die nächsten Jahre noch als Weg für Fußgänger dienen.",
    "en": "The council of the town has decided that the old bridge over the river will not be torn"
    " down. It is to serve as a path for those who walk, and for the children on their way.",
    "es": "El consejo de la ciudad ha decidido que el viejo puente sobre el río no será derribado,"
    " porque los vecinos lo usan desde hace muchos años y también está entre los más bonitos.",
    "pt": "O conselho da cidade decidiu que a velha ponte sobre o rio não será demolida, porque os"
    " moradores a usam há muitos anos e ela também está entre as mais bonitas do país.",
    "ru": "Совет города решил, что старый мост через реку не будет снесён, потому что жители им"
    " пользуются уже много лет, и он также один из тех, которые нравятся всем.",
    "uk": "Рада міста вирішила, що старий міст через річку не буде знесено, тому що мешканці ним"
    " користуються вже багато років, і він також є одним із тих, які подобаються всім.",
    "cs": "Rada města rozhodla, že starý most přes řeku nebude zbořen, protože ho lidé používají"
    " už mnoho let a také je jedním z těch, které se líbí všem, kdo tam byli.",
    "no": "Byrådet har bestemt at den gamle broen over elven ikke skal rives, fordi folk har brukt"
    " den i mange år, og den er også en av dem som alle liker.",
}


@pytest.mark.parametrize(("code", "text"), PROSE.items())
def test_small_words_never_contradict_the_detector(code: str, text: str) -> None:
    assert detect(text).code == code
    assert _by_small_words(text).code in {code, ""}


def test_plain_prose_needs_no_detector() -> None:
    told = [code for code, text in PROSE.items() if _by_small_words(text)]
    assert told == ["de", "en", "es", "ru", "uk", "cs"]


def test_a_page_in_two_languages_is_left_to_the_detector() -> None:
    assert not _by_small_words(PROSE["de"] + PROSE["en"])


def test_a_list_of_words_is_no_prose() -> None:
    assert not _by_small_words("Apfel Birne und Quitte, Zwetschge, Kirsche, Pflaume " * 8)
