"""The wars that ship: each loads, and no word in it points two ways."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from muster.claims.errors import SettingsError
from muster.claims.war import War, WarParty, read_war, shipped_wars, wars_with

WARS = shipped_wars()
EACH = pytest.mark.parametrize("war", WARS.values(), ids=WARS.keys())


def words(side: WarParty) -> list[str]:
    return [*side.names, *side.people, *side.offices]


def twice(entries: list[str]) -> list[str]:
    return [word for word, times in Counter(entries).items() if times > 1]


@pytest.mark.parametrize(
    "name",
    [
        "russia-ukraine",
        "gaza-lebanon",
        "sudan",
        "tigray",
        "myanmar",
        "nagorno-karabakh",
        "dr-congo",
        "yemen",
        "syria",
        "afghanistan",
        "soviet-afghan",
        "iran-iraq",
        "korea",
        "vietnam",
        "ww1",
        "ww2",
    ],
)
def test_the_wars_that_are_promised_ship(name: str) -> None:
    assert name in WARS


def test_a_war_is_named_like_its_file() -> None:
    files = {
        entry.name for entry in (resources.files("muster.claims") / "wars").iterdir() if entry.name.endswith(".toml")
    }
    assert files == {f"{name}.toml" for name in WARS}


def test_no_name_of_a_war_means_two_wars() -> None:
    assert (
        twice([name for war in WARS.values() for name in {one.casefold() for one in (war.id, war.name, *war.aliases)}])
        == []
    )


@EACH
def test_a_war_is_not_named_by_a_side_alone(war: War) -> None:
    """A report that speaks of Syria need not speak of its war; data sets do say Vietnam and mean the war."""
    sides = {word for side in war.parties for word in words(side)}
    assert sides & set(war.aliases) <= {"Vietnam"}


@EACH
def test_a_war_begins_before_it_ends(war: War) -> None:
    assert war.end is None or war.start <= war.end
    for phrase, day in war.eras:
        assert war.end is None or day <= war.end, phrase


@EACH
def test_a_war_has_sides_and_words(war: War) -> None:
    assert len(war.parties) >= 2
    assert war.aliases
    assert war.starts
    assert war.places
    assert all(side.names for side in war.parties)


@EACH
def test_no_party_is_listed_twice(war: War) -> None:
    assert twice([side.party.code for side in war.parties]) == []


@EACH
def test_codes_are_of_a_state_or_a_force_in_one(war: War) -> None:
    for side in war.parties:
        code = side.party.code
        assert len(code) == 2 or code[2] == "-", code
        assert side.party.state.isalpha(), code


@EACH
def test_a_force_is_within_a_listed_party_of_the_same_state(war: War) -> None:
    for side in war.parties:
        if side.within is not None:
            assert war.party(side.within.code) is not None, side.party.code
            assert side.within != side.party, side.party.code
            assert side.within.state == side.party.state, side.party.code


@EACH
def test_no_word_stands_for_two_parties(war: War) -> None:
    assert (
        twice([word.casefold() for side in war.parties for word in {entry.casefold() for entry in words(side)}]) == []
    )


@EACH
def test_no_word_is_listed_twice(war: War) -> None:
    for entries in (war.aliases, war.places, *((*side.names, *side.people, *side.offices) for side in war.parties)):
        assert twice(list(entries)) == []


@EACH
def test_a_beginning_means_one_day(war: War) -> None:
    assert twice([*war.starts, *(phrase for phrase, _ in war.eras)]) == []


@EACH
def test_beginnings_stand_in_lower_case_without_since(war: War) -> None:
    for phrase in (*war.starts, *(phrase for phrase, _ in war.eras)):
        assert phrase == phrase.lower()
        assert not phrase.startswith("since ")


@EACH
def test_a_place_is_no_party(war: War) -> None:
    parties = {word.casefold() for side in war.parties for word in words(side)}
    assert not parties & {place.casefold() for place in war.places}


@EACH
def test_words_are_clean(war: War) -> None:
    every = [*war.aliases, *war.starts, *war.places, *(word for side in war.parties for word in words(side))]
    for word in every:
        assert word == " ".join(word.split()), word
        assert "’" not in word, word


@pytest.mark.parametrize(
    ("war", "word", "code"),
    [
        ("russia-ukraine", "Kremlin", "RU"),
        ("russia-ukraine", "Bankova", "UA"),
        ("russia-ukraine", "Volodymyr Zelenskiy", "UA"),
        ("russia-ukraine", "Prigozhin", "RU-WAGNER"),
        ("gaza-lebanon", "Hezbollah", "LB-HEZBOLLAH"),
        ("sudan", "Hemedti", "SD-RSF"),
        ("tigray", "TDF", "ET-TPLF"),
        ("myanmar", "junta", "MM"),
        ("nagorno-karabakh", "Stepanakert", "AM"),
        ("dr-congo", "Pretoria", "ZA"),
        ("yemen", "Ansar Allah", "YE-HOUTHI"),
        ("syria", "SDF", "SY-SDF"),
        ("soviet-afghan", "Moscow", "SU"),
        ("vietnam", "NVA", "VN"),
        ("ww2", "Wehrmacht", "DE"),
    ],
)
def test_a_word_and_its_party(war: str, word: str, code: str) -> None:
    assert [side.party.code for side in WARS[war].parties if word in words(side)] == [code]


@pytest.mark.parametrize(
    ("war", "phrase", "day"),
    [
        ("russia-ukraine", "the full-scale invasion", dt.date(2022, 2, 24)),
        ("gaza-lebanon", "the october 7 attack", dt.date(2023, 10, 7)),
        ("sudan", "the fighting began", dt.date(2023, 4, 15)),
        ("myanmar", "the coup", dt.date(2021, 2, 1)),
    ],
)
def test_a_beginning_and_its_day(war: str, phrase: str, day: dt.date) -> None:
    assert phrase in WARS[war].starts
    assert WARS[war].start == day


@pytest.mark.parametrize(
    ("alias", "name", "codes"),
    [
        ("Russia-Ukraine", "russia-ukraine", "KP RU RU-DNR-LNR RU-WAGNER UA"),
        ("WWI", "ww1", "DE FR GB PT RU US"),
        ("Soviet-Afghan 1979-1989", "soviet-afghan", "SU"),
        ("Soviet-Afghan", "soviet-afghan", "SU"),
        ("Iran-Iraq 1980-1988", "iran-iraq", "IQ IR"),
        ("Korea 1950-1953", "korea", "CN KR US"),
        ("Gaza 2023-", "gaza-lebanon", "PS-HAMAS"),
        ("Vietnam", "vietnam", "US"),
    ],
)
def test_names_and_parties_that_data_sets_use_are_known(alias: str, name: str, codes: str) -> None:
    assert alias in WARS[name].aliases
    assert set(codes.split()) <= {side.party.code for side in WARS[name].parties}


def test_a_users_war_is_laid_over_the_shipped_one(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('id = "korea"\nname = "My Korea"\nstart = 1950-06-25\n[[party]]\ncode = "KP"\nname = "North"\n')
    wars = wars_with([mine])
    assert wars["korea"].name == "My Korea"
    assert wars["vietnam"] == WARS["vietnam"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id = ", "is not TOML"),
        ('id = "x"\nname = "X"\nstart = "2022"\n', "start must be a day"),
        ('name = "X"\nstart = 2022-02-24\n', "needs id"),
        ('id = "x"\nname = "X"\nstart = 2022-02-24\ncolour = 1\n', "'colour'"),
        ('id = "x"\nname = "X"\nstart = 2022-02-24\nplaces = "Kursk"\n', "places must be a list"),
    ],
)
def test_a_war_file_that_cannot_be_used_says_why(text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        read_war(text, where="mine.toml")
