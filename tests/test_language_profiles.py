"""The packed profiles are langdetect's own, and a damaged copy of them is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

from reader.language_profiles import Profiles, load, make, unpack

OWN = Path(PROFILES_DIRECTORY)


@pytest.fixture(scope="module")
def profiles() -> Profiles:
    return make(OWN)


def test_every_probability_is_the_one_of_langdetect(profiles: Profiles) -> None:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    order = [factory.langlist.index(name) for name in profiles.langlist]
    for gram, wanted in factory.word_lang_prob_map.items():
        assert gram in profiles
        assert profiles[gram] == [wanted[number] for number in order]
    assert len(profiles.grams) == len(factory.word_lang_prob_map)


@pytest.mark.parametrize("gram", ["\U0010ffff", "qqqq", "", "zqx"])
def test_what_never_occurs_is_not_there(profiles: Profiles, gram: str) -> None:
    assert gram not in profiles


def test_languages_come_in_one_order(profiles: Profiles) -> None:
    assert profiles.langlist == sorted(profiles.langlist)


def test_a_copy_is_kept_and_read_again(profiles: Profiles, tmp_path: Path) -> None:
    assert load(OWN, tmp_path).pack() == profiles.pack()
    assert len(list(tmp_path.iterdir())) == 1
    assert load(OWN, tmp_path).pack() == profiles.pack()


@pytest.mark.parametrize("damage", [b"", b"x" * 2_000_000, None])
def test_a_damaged_copy_is_made_anew(
    profiles: Profiles, tmp_path: Path, damage: bytes | None
) -> None:
    load(OWN, tmp_path)
    (kept,) = tmp_path.iterdir()
    good = kept.read_bytes()
    kept.write_bytes(good[:-9] + b"\xff" * 9 if damage is None else damage)
    with pytest.raises(ValueError, match="language profiles"):
        unpack(kept.read_bytes())
    assert load(OWN, tmp_path).langlist == profiles.langlist
    assert kept.read_bytes() == good


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert "de" in load(OWN, tmp_path / "file" / "folder").langlist
