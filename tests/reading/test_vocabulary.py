"""The vocabulary of countries and speakers: it loads, says nothing twice, and names only parties that can be."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from muster.claims.party import Party
from muster.claims.war import shipped_wars

FORMER = {"SU", "YU", "DD", "CS"}
NOT_ISO = {"XK", "VN-SOUTH"}
ISO_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH "
    "CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN "
    "GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI "
    "LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM "
    "PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD "
    "TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
ISO = set(ISO_CODES.split())
KINDS = {"body", "noun", "title", "person"}
STATUSES = {"estimate", "count", "report"}


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("muster") / "reading" / "lexicon" / name).read_text(encoding="utf-8"))


COUNTRIES: list[dict[str, Any]] = load("countries.toml")["country"]
SPEAKERS: dict[str, dict[str, Any]] = load("speakers.toml")
NAMED = {key: group for key, group in SPEAKERS.items() if group["kind"] in {"body", "person"}}
ENTRIES = [(key, entry) for key, group in NAMED.items() for entry in group["entries"]]


def forms(entry: dict[str, Any]) -> list[str]:
    return [entry["name"], *entry.get("names", []), *entry.get("people", []), *entry.get("also", [])]


def as_matched(word: str) -> str:
    """Two entries that this makes equal are one to the reader: the first letter counts, the rest does not, all capitals do."""
    return word if word.isupper() else word[0] + word[1:].casefold()


def twice(words: list[str]) -> list[str]:
    return [word for word, times in Counter(map(as_matched, words)).items() if times > 1]


def test_every_country_has_the_same_form() -> None:
    for country in COUNTRIES:
        assert set(country) <= {"code", "name", "names", "people", "doubtful", "seats"}, country["code"]
        assert country["name"], country["code"]


def test_country_codes_are_iso_or_of_a_state_that_is_no_more() -> None:
    codes = [country["code"] for country in COUNTRIES]
    assert len(codes) == len(set(codes))
    assert set(codes) <= ISO | FORMER | NOT_ISO
    assert len(codes) > 195


def test_no_word_stands_for_two_countries() -> None:
    assert twice([word for country in COUNTRIES for word in forms(country)]) == []


def test_what_is_doubtful_is_a_form_of_its_entry() -> None:
    for entry in [*COUNTRIES, *(entry for _, entry in ENTRIES)]:
        assert set(entry.get("doubtful", [])) <= set(forms(entry)), entry["name"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("South Korean", "KR"),
        ("North Koreans", "KP"),
        ("Congolese", "CD"),
        ("Brazzaville", "CG"),
        ("Britons", "GB"),
        ("Dutch", "NL"),
        ("U.S.", "US"),
        ("Whitehall", "GB"),
        ("Élysée", "FR"),
        ("Soviet", "SU"),
        ("Nigeriens", "NE"),
        ("South Vietnamese", "VN-SOUTH"),
    ],
)
def test_a_word_and_its_country(word: str, code: str) -> None:
    assert [country["code"] for country in COUNTRIES if word in forms(country)] == [code]


def test_korean_alone_is_no_ones() -> None:
    assert not any({"Korean", "Koreans", "Korea"} & set(forms(country)) for country in COUNTRIES)


def test_every_group_of_speakers_says_its_kind_and_statuses() -> None:
    for key, group in SPEAKERS.items():
        held = "entries" if key in NAMED else "words"
        assert set(group) == {"kind", "status", "enemy", "own", held}, key
        assert group["kind"] in KINDS, key
        assert {group["status"], group["enemy"], group["own"]} <= STATUSES, key


def test_every_named_speaker_has_the_same_form() -> None:
    known = {country["code"] for country in COUNTRIES}
    for key, entry in ENTRIES:
        assert set(entry) <= {"name", "also", "doubtful", "party", "status"}, (key, entry)
        assert entry.get("status", "report") in STATUSES, (key, entry)
        if "party" in entry:
            assert Party(entry["party"]).state in known, (key, entry)


def test_no_speaker_stands_twice() -> None:
    named = [word for _, entry in ENTRIES for word in forms(entry)]
    nouns = [word for group in SPEAKERS.values() if group["kind"] == "noun" for word in group["words"]]
    titles = [word for group in SPEAKERS.values() if group["kind"] == "title" for word in group["words"]]
    assert twice(named + nouns) == []
    assert twice(titles) == []


def test_a_person_belongs_to_the_same_side_here_and_in_the_wars() -> None:
    sides = {
        word: entry["party"] for key, entry in ENTRIES if key == "persons" and "party" in entry for word in forms(entry)
    }
    for war in shipped_wars().values():
        for side in war.parties:
            for office in side.offices:
                assert sides.get(office, side.party.code) == side.party.code, (war.id, office)


def test_words_are_clean() -> None:
    words = [word for country in COUNTRIES for word in forms(country)]
    words += [word for _, entry in ENTRIES for word in forms(entry)]
    words += [word for group in SPEAKERS.values() for word in group.get("words", [])]
    for word in words:
        assert word == " ".join(word.split()), word
        assert "’" not in word, word
        assert not word.startswith(("the ", "a ")), word
