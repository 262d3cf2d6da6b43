"""Turns of phrase of agencies and ministries: who announced this, what stands against a rate, differences, tanks and aeroplanes."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import BEGAN, said

from muster.claims import Document
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")


@pytest.mark.parametrize(
    "told",
    [
        "This was announced by the General Staff on Facebook.",
        "The General Staff announced this on Facebook.",
        "According to the Karsk Wire, the General Staff reported this in a post.",
        "That's according to the General Staff.",
        "This is stated in the morning report of the General Staff.",
        "The relevant statement was made by the General Staff.",
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_sentence_that_says_who_told_this_credits_what_stands_before_it(told: str, gap: str) -> None:
    text = BEGAN + f"Russia lost 1,180 soldiers over the past day in Ukraine.{gap}{told}"
    assert said(text)["1,180"].speaker == "General Staff"


@pytest.mark.parametrize(
    "told",
    [
        "The General Staff announced this week that a bridge was open.",
        "He had announced this in May.",
        "The General Staff reported 40 clashes.",
    ],
)
def test_who_told_something_else_is_not_credited(told: str) -> None:
    assert said(BEGAN + f"Russia lost 1,180 soldiers over the past day in Ukraine. {told}")["1,180"].speaker is None


@pytest.mark.parametrize("verb", ["said", "reported", "announced"])
def test_a_post_before_the_name_that_closes_a_sentence_is_passed_over(verb: str) -> None:
    text = f"Some 50,100 men enlist in Russia every month, Deputy Chairman of the Security Council Petr Lisin {verb}."
    assert said(BEGAN + text)["Some 50,100"].speaker == "Petr Lisin"


def test_what_is_set_against_a_rate_is_one_and_what_came_since_a_day_is_none() -> None:
    told = said(BEGAN + "Russia's recruitment runs at about 35,000 a month, against 31,000 lost.")
    assert told["31,000"].figure.per == "month"
    told = said(BEGAN + "Russia recruits 50,000 a month; since January 1 about 190,000 have joined up.")
    assert told["about 190,000"].figure.per is None


@pytest.mark.parametrize("when", ["a day after a phone call", "a week before the talks", "a month later"])
def test_when_it_was_is_no_rate(when: str) -> None:
    assert said(BEGAN + f"Russia buried 175 soldiers at home, {when}.")["175"].figure.per is None


def test_how_many_more_than_another_figure_is_a_difference() -> None:
    told = said(
        BEGAN + "In 2024 Russia sustained 429,660 casualties, almost 177,100 more than the 252,940 it took in 2023."
    )
    assert set(told) == {"429,660", "252,940"}


def test_what_another_side_plans_says_nothing_of_those_who_fight() -> None:
    told = said(BEGAN + "Nearly 700,000 troops fight in Ukraine as Moscow plans to enlist 450,000 this year.")
    assert {quote: claim.measure for quote, claim in told.items()} == {
        "Nearly 700,000": "strength",
        "450,000": "recruited",
    }


@pytest.mark.parametrize(
    ("doing", "status"),
    [
        ("are estimated by the Open Valley project at 62,000 dead", "estimate"),
        ("experts project, will reach 62,000 dead", "forecast"),
    ],
)
def test_a_project_forecasts_nothing(doing: str, status: str) -> None:
    assert said(BEGAN + f"Ukraine's losses {doing}.")["62,000"].status == status


@pytest.mark.parametrize(
    "things",
    [
        "airplanes",
        "UGVs",
        "artillery mounts",
        "radar stations",
        "ammo dumps",
        "ATVs",
        "Mi-8s",
        "tankers",
        "barges",
        "hangars",
        "field guns",
        "MLRS launchers",
        "unmanned aerial vehicles",
        "electronic warfare stations",
        "communication nodes",
        "locomotives",
    ],
)
def test_engines_of_war_are_no_men(things: str) -> None:
    for text in (
        f"Over the past day the Ukrainian army lost 43 {things} near Pokrovsk.",
        f"Since the start of the war 43 {things} have been destroyed by Russian forces in Ukraine.",
    ):
        assert read(Document(text=text, published=dt.date(2025, 3, 10))).claims == ()
