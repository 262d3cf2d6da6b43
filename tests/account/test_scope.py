"""What narrows a figure to a part, in the words of a text and in the notes of a table."""

from __future__ import annotations

import pytest

from muster.account.scope import fighters_of, scope_of
from muster.claims.claim import Claim, Place
from muster.claims.figure import Figure
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.war import shipped_wars

WAR = shipped_wars()["russia-ukraine"]
GAZA = shipped_wars()["gaza-lebanon"]


def scope(words: str | None, *, table: bool, measure: Measure = Measure.KILLED) -> str | None:
    claim = Claim(
        figure=Figure(low=1000, high=1000),
        quote="1,000",
        place=Place(document="d", start=0, end=5),
        measure=measure,
        scope=words,
    )
    return scope_of(claim, table=table, war=WAR)


NOTES = [
    ("volunteers", "volunteers"),
    ("volunteers only; in 2025", "volunteers"),
    ("Kursk only", "kursk"),
    ("Kursk region", "kursk"),
    ("Kharkiv oblast", "kharkiv"),
    ("ground component only; + 33,000 Rosgvardia", "ground forces"),
    ("combat zone", "theatre"),
    ('approximately; "in Ukraine"', "theatre"),
    ("officers", "officers"),
    ("incl. those expected to return; excludes Wagner", "without wagner"),
    ("not counting the mobilised", "without mobilised"),
    ("excludes a large number officially missing", "without the missing"),
    ("includes areas claimed by Russia", "claimed areas too"),
    # What only stands beside a figure, or makes up a part of it, narrows nothing.
    ("half Wagner", None),
    ("plus 40,000 volunteers", None),
    ("20% of 50,000 convicts = 10,000 and as many on contract", None),
    ("sums; other table 908,371 dead / 8,904,467 mobilised", None),
    ("mobilize and conscript", None),
    ("killed, wounded, missing", None),
    ("upper bound; killed+wounded+captured+missing", None),
    ("adversary claim", None),
    ("date inferred from context", None),
    ("one-sided lower bound", None),
    (None, None),
    ("  ", None),
]
WORDS = [
    ("of volunteers", "volunteers"),
    ("in the Kursk region", "kursk"),
    ("in the Kursk direction", "kursk"),
    ("six generals", "generals"),
    ("excluding Wagner", "without wagner"),
    ("from the Perm region", "perm region"),
    ("the Perm region", "perm region"),
    ("the 72nd Brigade", "72nd brigade"),
    ("police officers", "police officers"),
    ("reservists; in Gaza City", "gaza city + reservists"),
    ("contract soldiers and volunteers", "contract soldiers + volunteers"),
    ("in the storming of Bakhmut", "bakhmut"),
    ("in Ukraine", None),
    ("in Sudan", "sudan"),
    ("armed forces", "armed forces"),
    (None, None),
]
# The same of a strength, where words tell the theatre from the whole force.
STRENGTHS = [
    ("in Ukraine", "theatre"),
    ("in and around Ukraine", "theatre"),
    ("grouping", "theatre"),
    ("in the theatre", "theatre"),
    ("under arms", "whole force"),
    ("in the Russian armed forces", "whole force"),
    ("on the Kursk axis", "kursk"),
    ("volunteers", "volunteers"),
]


@pytest.mark.parametrize(("words", "key"), NOTES)
def test_a_tables_note(words: str | None, key: str | None) -> None:
    assert scope(words, table=True) == key


@pytest.mark.parametrize(("words", "key"), WORDS)
def test_a_texts_words(words: str | None, key: str | None) -> None:
    assert scope(words, table=False) == key


@pytest.mark.parametrize(("words", "key"), STRENGTHS)
def test_a_strength(words: str, key: str) -> None:
    assert scope(words, table=False, measure=Measure.STRENGTH) == key


def test_a_part_that_only_its_text_knows_is_its_own() -> None:
    assert scope("there", table=False) == "there in d"


def test_a_land_among_several_is_a_part() -> None:
    claim = Claim(
        figure=Figure(low=1000, high=1000),
        quote="1,000",
        place=Place(document="d", start=0, end=5),
        measure=Measure.KILLED,
        scope="in Gaza",
    )
    assert scope_of(claim, table=False, war=shipped_wars()["gaza-lebanon"]) == "gaza"


def of_gaza(words: str | None, *, party: str) -> str | None:
    claim = Claim(
        figure=Figure(low=1000, high=1000),
        quote="1,000",
        place=Place(document="d", start=0, end=5),
        measure=Measure.KILLED,
        party=Party(party),
        scope=words,
    )
    return scope_of(claim, table=False, war=GAZA)


def test_a_side_s_own_land_is_no_part_of_it_in_a_war_of_several_lands() -> None:
    assert of_gaza("in the enclave", party="PS") is None
    assert of_gaza("in Gaza", party="PS") is None
    assert of_gaza("in the enclave", party="IL") == "enclave"
    assert of_gaza("in Rafah", party="PS") == "rafah"


@pytest.mark.parametrize(
    ("behind", "party", "key"),
    [
        (" militants since the war began", "PS", "fighters"),
        (" Hamas fighters", "PS", "fighters"),
        (" Hezbollah operatives", "LB", "fighters"),
        (" people, among them many militants", "PS", None),
        (" soldiers, and 200 militants", "PS", None),
        (" militants", "IL", None),
    ],
)
def test_fighters_are_a_part_of_a_side_whose_civilians_are_told_with_them(
    behind: str, party: str, key: str | None
) -> None:
    claim = Claim(
        figure=Figure(low=1000, high=1000),
        quote="1,000",
        place=Place(document="d", start=0, end=5),
        measure=Measure.KILLED,
        party=Party(party),
    )
    assert fighters_of(claim, behind, war=GAZA) == key
