"""By what right a figure is stated: what is asked for and what came, what is foreseen, admitted, or of another age."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import said

pytestmark = pytest.mark.usefixtures("rules_alone")

UKRAINE = "Russia's full-scale invasion of Ukraine began on 24 February 2022. "


def statuses(text: str, published: dt.date = dt.date(2025, 3, 10)) -> dict[str, str]:
    """By what right each claim of a text is stated, by its quote."""
    return {quote: claim.status.value for quote, claim in said(text, published).items()}


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("The Ukrainian army has told the committee that it is 9,000 men short.", "9,000", "needed"),
        ("The Ukrainian brigades, the ministry said, are 61,000 short.", "61,000", "needed"),
        ("The Ukrainian ministry said that the army has to mobilise 28,000 men a month.", "28,000", "needed"),
        ("A Ukrainian officer, who asked not to be named, said that 310 men were recruited there in May.", "310", "estimate"),
        ("Putin sees no need of another call-up, since 410,000 volunteers have signed contracts, he said.", "410,000", "report"),
        ("The Ukrainian colonel asked for 60 recruits in July and they sent him 19 recruits.", "19", "estimate"),
        ("The Ukrainian colonel asked for 60 recruits in July and they sent him 19 recruits.", "60", "needed"),
        ("The brigade, its Ukrainian commander says, has 1,900 soldiers where its tables ask for 3,800.", "1,900", "report"),
        ("The Ukrainian battalion is entitled to 610 men and this morning it has 230.", "230", "report"),
        ("Relatives sent the Ukrainian office 10,340 requests about the missing.", "10,340", "count"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_needed_and_what_came_is_not(text: str, quote: str, status: str) -> None:
    assert statuses(UKRAINE + text)[quote] == status


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("The Russian decree for the autumn asks for 128,000 conscripts.", "128,000", "target"),
        ("Russia mobilised 21,000 men in May, when the plan foresaw 30,000.", "30,000", "target"),
        ("Russia's plan for the year, according to the governor, is for 31,000 recruits.", "31,000", "target"),
        ("The Russian quota was 390,000 recruits. For 2026 it is 402,000.", "402,000", "target"),
        ("Russia recruited 27,000 men in May, which falls short of the 33,000 a month that the ministry named.", "33,000", "target"),
        ("The district had promised 900 mobilised men.", "900", "target"),
        ("Russia had reached its plan of 2,800 contracts, and 3,050 had been signed by May, officials said.", "3,050", "report"),
        ("From intercepted orders the institute estimates that 7,000 Russian soldiers deserted.", "7,000", "estimate"),
        ("Eleven captured Ukrainian soldiers are to be sent home by Friday, the Russian ministry said.", "Eleven", "report"),
        ("The aim of the Ukrainian ministry is to kill 40,000 Russian soldiers a month.", "40,000", "target"),
    ],
)  # fmt: skip
def test_a_plan_asks_for_men_and_never_for_losses(text: str, quote: str, status: str) -> None:
    assert statuses(UKRAINE + text)[quote] == status


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        (
            "The Russian force in Ukraine will still be above 640,000 at the end of the year.",
            "above 640,000",
            "forecast",
        ),
        ("Some 5,000 of the wounded Russians will be back by spring, he believes.", "Some 5,000", "forecast"),
        ("Should it go on, Russia will incur a further 12,000 casualties by June.", "12,000", "forecast"),
        ("Russian casualties will reach 1.5 million by May, 400,000 of them dead.", "400,000", "forecast"),
        ("Russia had 40,000 casualties in May, 11,000 of them dead.", "11,000", "report"),
        ("The Russian force in Ukraine was above 640,000 at the end of the year.", "above 640,000", "estimate"),
    ],
)
def test_what_will_be_is_foreseen(text: str, quote: str, status: str) -> None:
    assert statuses(UKRAINE + text)[quote] == status


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("Russian sources admit to 31,000 killed.", "31,000", "count"),
        ("Two officials of the Ukrainian government conceded about 900 dead.", "about 900", "count"),
        ("The Russian army owned up to 140 dead and 310 wounded.", "310", "count"),
        ("Russian sources never admitted to 31,000 killed, a number that bloggers claim.", "31,000", "estimate"),
        ("Ukraine admits to 20 dead and holds 44 Russian prisoners.", "44", "report"),
    ],
)
def test_what_is_admitted_was_counted(text: str, quote: str, status: str) -> None:
    assert statuses(UKRAINE + text)[quote] == status


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("In August 1914 some 300,000 British volunteers enlisted.", "some 300,000", "historical"),
        ("Between 1965 and 1973 the United States drafted 1.8 million men.", "1.8 million", "historical"),
        ("In 2021 the Ukrainian army had 209,000 soldiers.", "209,000", "estimate"),
        ("In 2024 Russia recruited some 430,000 men.", "some 430,000", "estimate"),
    ],
)
def test_men_of_another_age_are_a_benchmark(text: str, quote: str, status: str) -> None:
    assert statuses(UKRAINE + text)[quote] == status


def test_no_figure_is_of_a_time_before_a_war_that_its_text_knows_nothing_of() -> None:
    text = "KYIV - In June Ukraine lost 310 soldiers killed, by some estimates. Russia attacked at Donetsk."
    assert statuses(text, dt.date(2021, 7, 9))["310"] == "estimate"
    assert statuses(UKRAINE + "In June 2021 Ukraine lost 31 soldiers killed.")["31"] == "historical"
