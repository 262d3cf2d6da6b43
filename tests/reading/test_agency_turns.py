"""Turns of phrase of agencies and ministries: who announced this, what stands against a rate, differences, tanks and aeroplanes."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import BEGAN, days, said

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


def test_a_formation_that_fights_is_not_the_one_who_tells() -> None:
    text = "RUSSIAN DEFENCE MINISTRY REPORT\n15 March 2025\n\nZapad Group of Forces took better lines. The AFU lost up to 245 troops."
    assert said(text)["up to 245"].speaker is None


def test_a_paragraph_that_opens_on_those_just_told_of_goes_on_with_their_teller() -> None:
    text = (
        BEGAN
        + "Mediazona has named 95,026 Russian soldiers killed.\n\nOf those, 23,300 were volunteers, 16,350 prisoners from colonies."
    )
    told = said(text)
    assert {told[quote].speaker for quote in ("95,026", "23,300", "16,350")} == {"Mediazona"}
    assert {told[quote].measure for quote in ("23,300", "16,350")} == {"obituaries"}


@pytest.mark.parametrize("kind", ["Western", "Independent", "Conservative", "Leaked", "Recent"])
def test_what_kind_of_estimates_they_are_is_no_name(kind: str) -> None:
    told = said(BEGAN + f"{kind} estimates put Ukrainian dead at 60,100. Some 4,100 Ukrainians are missing.")
    assert not {told["60,100"].speaker, told["Some 4,100"].speaker} & {kind}


def test_a_part_of_the_figure_told_last_has_its_days() -> None:
    text = "Some 21,000 men deserted in Ukraine in September, bringing cases since 2022 to 290,000. Of these, 235,646 were absent."
    told = said(text, published=dt.date(2025, 10, 14))
    assert told["235,646"].period == told["290,000"].period


def test_what_a_whole_war_cost_has_the_days_of_the_war() -> None:
    text = (
        "The Soviet war in Afghanistan ran from 25 December 1979 to 15 February 1989. In May 1988 Moscow told of 13,310 dead. "
        "The books have 14,453 dead of the whole war."
    )
    told = said(text, published=dt.date(2009, 2, 15))
    assert days(told["14,453"]) == "1979-12-25 1989-02-15"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Russia lost 45,680 and 48,670 men in November and December 2024, respectively.", "2024-11-01", "2024-12-01"),
        ("In May and June 2024, Russia lost 45,680 and 48,670 men respectively.", "2024-05-01", "2024-06-01"),
        ("In 2023 and 2024 Russia lost 45,680 and 48,670 officers, respectively.", "2023-01-01", "2024-01-01"),
    ],
)
def test_respectively_gives_each_figure_its_own_time(text: str, first: str, second: str) -> None:
    told = said(BEGAN + text)
    assert (str(told["45,680"].period.start), str(told["48,670"].period.start)) == (first, second)


def test_ground_that_one_sentence_tells_of_is_one_side_s() -> None:
    told = said(BEGAN + "Russia took 725 sq km of Ukraine in November, against 480 sq km in October, Kyiv said.")
    assert {claim.party.code if claim.party else None for claim in told.values()} == {"RU"}


@pytest.mark.parametrize("noun", ["advance", "offensive", "push", "recruitment"])
def test_what_goes_on_since_a_month_is_dated_from_it(noun: str) -> None:
    told = said(BEGAN + f"Russia's {noun} since January 2024 has cost it dear; it has lost 5,100 men there.")
    assert days(told["5,100"]) == "2024-01-01 2025-03-10"


@pytest.mark.parametrize(
    "text",
    [
        "Russia's equipment losses reached 11,000 in Ukraine.",
        "Tank losses reached 3,100 on the Russian side in Ukraine.",
        "Russia's losses of aircraft came to 310 in Ukraine.",
        "Russia's equipment losses are two to five times those of Ukraine.",
    ],
)
def test_losses_of_arms_are_none_of_men(text: str) -> None:
    assert said(BEGAN + text) == {}


def test_losses_of_arms_and_men_are_of_men() -> None:
    assert set(said(BEGAN + "Russia's losses in men and tanks came to 3,100 soldiers in Ukraine.")) == {"3,100"}


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        ("According to the Azerbaijani side, 104 civilians died.", "104", "Azerbaijani side"),
        ("The Armenian side counts 85 civilians dead.", "85", "Armenian side"),
        ("The Armenian side said on Monday that 85 Azerbaijani soldiers had died.", "85", "Armenian side"),
        ("On the Armenian side, 85 soldiers died.", "85", None),
        ("The Armenian side lost 85 soldiers on Monday.", "85", None),
    ],
)
def test_a_side_may_tell(text: str, quote: str, speaker: str | None) -> None:
    told = said("The war over Nagorno-Karabakh, in 2020\n\n" + text, published=dt.date(2021, 10, 1))
    assert told[quote].speaker == speaker


def test_who_were_killed_as_they_fled_were_killed() -> None:
    text = "In Sudan's civil war fighters of the Rapid Support Forces killed at least 1,510 people as they tried to flee El Fasher."
    assert said(text)["at least 1,510"].measure == "killed"


def test_who_is_asked_about_their_own_losses_stands_on_a_side() -> None:
    text = (
        "Q: General, how high are your own losses?\nA: The president has spoken of 43,000 dead.\n\n"
        "Q: And the Russians'?\nA: They lose about 1,500 a day near Kursk.\n\nQ: And you?\nA: We mobilise about 25,000 a month.\n"
    )
    told = said(text, published=dt.date(2024, 11, 18))
    sides = {quote: claim.party.code if claim.party else None for quote, claim in told.items()}
    assert sides == {"43,000": "UA", "about 1,500": "RU", "about 25,000": "UA"}


def test_where_they_fell_is_not_whose_they_were() -> None:
    told = said(
        BEGAN + "Russia is losing more than 1,500 soldiers a day in Ukraine, killed or wounded, an official said."
    )
    assert {claim.party.code if claim.party else None for claim in told.values()} == {"RU"}


def test_another_clause_has_its_own_teller() -> None:
    told = said(
        BEGAN + "Russia has confirmed that it holds 2,700 Ukrainian prisoners, though Kyiv puts their number at 8,100."
    )
    assert (told["2,700"].speaker, told["8,100"].speaker) == ("Russia", "Kyiv")


def test_by_how_much_a_force_changes_is_no_force() -> None:
    told = said(BEGAN + "The Russian force in Ukraine shrank by 4,100 a month and stood at 660,000 in May.")
    assert {quote: claim.measure for quote, claim in told.items()} == {"660,000": "strength"}


def test_the_time_of_what_it_was_before_is_not_the_figure_s() -> None:
    text = "In 2025 Russia lost 418,170 men, an average of 1,146 a day, down from 1,177 in 2024."
    told = said(BEGAN + text, published=dt.date(2026, 1, 12))
    assert days(told["418,170"]) == "2025-01-01 2025-12-31"
    assert days(told["1,177"]) == "2024-01-01 2024-12-31"


@pytest.mark.parametrize("who", ["coalition", "bloc", "observatory", "opposition", "editorial", "clip"])
def test_more_who_may_tell(who: str) -> None:
    assert said(BEGAN + f"The {who} said that 4,100 Russian soldiers had died.")["4,100"].speaker == who


@pytest.mark.parametrize(
    "told",
    [
        "Russia has lost 1,210 soldiers a day since May.",
        "Russia lost 1,210 soldiers a day after the offensive began.",
        "Russia lost 1,210 men a day before the truce.",
    ],
)
def test_a_rate_may_be_of_days_after_or_before_something(told: str) -> None:
    assert said(BEGAN + told)["1,210"].figure.per == "day"


def test_a_sentence_that_ends_in_the_midst_of_a_comparison_is_read() -> None:
    assert said(BEGAN + "Russia took in 30,100 recruits in May, 12,100 more than the") is not None
