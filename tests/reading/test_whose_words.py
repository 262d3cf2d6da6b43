"""Whose people a figure counts by words that point: whose estimate it is, the other side of one named, who lost them, ours and us."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import BEGAN, party, said

pytestmark = pytest.mark.usefixtures("rules_alone")


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("Russia has lost 300,000 men. London's estimate is 450,000 killed and wounded.", "450,000", "RU"),
        (
            "Iran and Iraq fought on. Baghdad put Iranian losses at 40,000 dead. Tehran's number was 9,000.",
            "9,000",
            "IR",
        ),
        (
            "Russian losses are in dispute. Kyiv's latest figure, 563,000 as of today, takes in the wounded.",
            "563,000",
            "RU",
        ),
        ("Russia has lost 300,000 men. Ukraine's figures of 31,000 dead are a year old.", "31,000", "UA"),
    ],
)
def test_whose_estimate_it_is_is_not_whose_people_it_counts(text: str, quote: str, code: str) -> None:
    assert party(said(BEGAN + text)[quote]) == code


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("The dead were 43,000 on the Russian side and 17,500 on the other.", "17,500", "UA"),
        ("Some 12,000 Russian soldiers were wounded that month, and 9,000 on the other side.", "9,000", "UA"),
        ("The dead were 43,000 on the Russian side, and 17,500 of the other wounded were Russians.", "17,500", "RU"),
    ],
)
def test_the_other_side_is_that_of_the_one_named_before(text: str, quote: str, code: str) -> None:
    assert party(said(BEGAN + text)[quote]) == code


def test_who_says_that_he_lost_men_lost_his_own() -> None:
    text = "Wagner's commander called the number wrong. He had lost 94 men in Ukraine on Sunday, he said."
    assert party(said(BEGAN + text)["94"]) == "RU-WAGNER"


def test_a_spy_of_the_other_side_counts_the_deserters_of_whom_the_text_tells() -> None:
    text = (
        "A paper of the Southern Military District lists 1,010 Russians as absent; a Ukrainian intelligence officer put "
        "the number for the whole army at 50,100 deserters."
    )
    assert party(said(BEGAN + text)["50,100"]) == "RU"


def test_mercenaries_whom_an_army_reports_dead_fought_against_it() -> None:
    text = (
        "Russia lost 500 men on Monday, Kyiv said. The Russian Defence Ministry reported 130 foreign mercenaries dead."
    )
    assert party(said(BEGAN + text)["130"]) == "UA"


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("Across the border in Russia's Kursk region, a drone hit a bus, killing 14 civilians.", "14", "RU"),
        ("Russia's army hit a bus, killing 14 civilians.", "14", "UA"),
    ],
)
def test_a_region_of_a_side_is_where_they_fell(text: str, quote: str, code: str) -> None:
    assert party(said(BEGAN + "Ukraine lost 900 men.\n\n" + text)[quote]) == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("On television the Russian ministry had us losing 1,300 soldiers a day.", "UA"),
        ("The Ukrainian General Staff writes 6,500 of ours killed for those days.", "RU"),
    ],
)
def test_who_is_said_to_count_ours_is_the_other_side(told: str, code: str) -> None:
    text = f"Notes of the week\n\nRussia and Ukraine both wrote. {told}\n\nThe hospital had 214 wounded in on Sunday."
    assert party(said(text, published=dt.date(2025, 9, 9))["214"]) == code


def test_our_losses_are_those_of_who_writes() -> None:
    text = (
        "Evening notes\n\nThe Ukrainian General Staff writes 6,500 of ours killed for those days.\n\n"
        "From the 10th of October our losses on this axis I put so: 2,100 killed, wounded about 5,000."
    )
    told = said(text, published=dt.date(2023, 10, 29))
    assert {party(told["2,100"]), party(told["about 5,000"])} == {"RU"}
