"""On which side of its war a document stands that hardly names that side; and who fights whom where many do."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.claims import Document
from muster.claims.war import shipped_wars
from muster.reading.apart import take_apart
from muster.reading.lexicon import shipped_lexicon
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

DIARY = (
    "From a subaltern's diary, Gallipoli, August 1915\n\n"
    "6 Aug. Landed after dark. We lost 12 men on the way up, and my platoon 3 more.\n\n"
    "7 Aug. The Turks on the ridge were quiet. Our company had 31 wounded.\n\n"
    "9 Aug. The battalion has 48 missing."
)
FALLEN = (
    "THE VALLEY'S LIST\nAutumn of 2024\n\nWe keep the names of men of the valley who died in Ukraine since February 2022. "
    "Each death was announced by a school or a village council.\n\nThe list has 906 names. In September we added 41."
)


def parties(text: str, day: dt.date | None = None) -> list[str | None]:
    claims = read(Document(text=text, published=day)).claims
    assert claims
    return [claim.party.code if claim.party else None for claim in claims]


def test_we_of_a_diary_are_those_whom_the_people_named_fight() -> None:
    assert set(parties(DIARY)) == {"GB"}


def test_where_both_sides_are_named_a_diary_tells_of_neither_by_itself() -> None:
    page = take_apart(
        Document(text=DIARY.replace("Landed after dark.", "The British landed after dark.")), shipped_lexicon()
    )
    assert not page.partial


def test_without_a_word_of_ours_the_people_named_are_nobodys_enemy() -> None:
    text = (
        DIARY.replace("We lost", "They lost").replace("my platoon", "one platoon").replace("Our company", "A company")
    )
    assert not take_apart(Document(text=text), shipped_lexicon()).partial


def test_men_who_fell_in_the_land_that_was_invaded_are_the_invaders() -> None:
    assert set(parties(FALLEN, dt.date(2024, 11, 8))) == {"RU"}


@pytest.mark.parametrize(
    "text",
    [
        FALLEN.replace("a village council", "a village council near Poltava"),
        FALLEN.replace("The list has", "Ukraine's army thanked us. The list has"),
        FALLEN.replace("906 names", "906 names, 30 of civilians"),
    ],
)
def test_its_own_towns_army_or_civilians_make_them_that_lands(text: str) -> None:
    assert "RU" not in parties(text, dt.date(2024, 11, 8))


# ------------------------------------------------------------------ allies
def test_allies_fight_those_who_are_none() -> None:
    wars = shipped_wars()
    assert wars["ww1"].are_allied("DE", "TR")
    assert wars["ww1"].are_allied("GB", "FR")
    assert not wars["ww1"].are_allied("GB", "TR")
    assert not wars["russia-ukraine"].are_allied("RU", "UA")


def test_every_ally_is_a_party_of_its_war() -> None:
    for war in shipped_wars().values():
        assert all(war.party(code) is not None for code in war.allies), war.id
