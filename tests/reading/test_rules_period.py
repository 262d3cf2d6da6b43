"""Rules on the days of a figure, each with sentences in which it must hold and others that it must leave alone."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import BEGAN, days, said, times

from muster.reading.dates import dateline


# ------------------------------------------------------------------ the day of publication
@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            "RADIO ESTUARY — “Evening File”, Friday 7 March 2025. Rough transcript.\n\nHost: Good evening.",
            dt.date(2025, 3, 7),
        ),
        ("COUNTRY DESK\n18:30 GMT, Friday 7 March 2025. As broadcast.\n\nGood evening.", dt.date(2025, 3, 7)),
        ("Notes on an army\nOut 7 March 2025 · 31 minutes\n\nThe draft.", dt.date(2025, 3, 7)),
        ("ISLAND WAR IN FIGURES\nReviewed on 7 March 2025\n\nA good book.", dt.date(2025, 3, 7)),
        ("EASTERN COMMAND\nMorning summary for 7 March 2025, day 1,108\n\n1. Losses", dt.date(2025, 3, 7)),
        (
            "TALK\n\nProfessor Lind counts graves. She spoke to Harbour Post on 7 March 2025.\n\nHow many?",
            dt.date(2025, 3, 7),
        ),
        ("The army lost ten men. It happened on 7 March 2025. Nobody was blamed.", None),
        ("The siege ended on 7 March 1988. It had lasted a year.\n\nMore follows.", None),
    ],
)
def test_more_mastheads_give_the_day_of_publication(head: str, day: dt.date | None) -> None:
    assert dateline(head) == day


# ------------------------------------------------------------------ dates
@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("They had nothing left by New Year.", "by new year", "- 2024-12-31"),
        ("The guns fell silent on New Year's Eve.", "on new year's eve", "2024-12-31 2024-12-31"),
        ("The truce held until New Year's Day.", "until new year's day", "- 2024-12-31"),
        ("The bridge fell on 3 May 2024. Two days later the town did.", "two days later", "2024-05-05 2024-05-05"),
        ("In June 2023 it had 40 men; a year on, it had nine.", "a year on", "2024-06-01 2024-06-30"),
        ("On 3 May 2024 the fort fell. The next morning the tanks came.", "the next morning", "2024-05-04 2024-05-04"),
        (
            "It counted 300 names on 3 May 2024, and most had been dead since that date.",
            "since that date",
            "2024-05-03 -",
        ),
        ("On 3 May 2024 he named 40; by then 20 were home.", "by then", "- 2024-05-03"),
        ("Nine have died since the 4th, the unit says.", "since the 4th", "2025-03-04 -"),
        (
            "The attack of 3 May 2024 failed. Some 40 have died since the attack, they say.",
            "since the attack",
            "2024-05-03 -",
        ),
        (
            "Between 3 February and today the brigade has buried eleven.",
            "between 3 february and today",
            "2025-02-03 2025-03-10",
        ),
        ("In November 2021 it told us that 40 had died since June.", "since june", "2021-06-01 -"),
        ("Losses were 400 in December 2024 and 5,000 for the year.", "for the year", "2024-01-01 2024-12-31"),
    ],
)
def test_times_a_step_from_others(text: str, words: str, expected: str) -> None:
    assert times(text)[words] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They fought for the 6th Company.", "for the 6th"),
        ("It crossed on the 38th parallel.", "on the 38th"),
        ("Two days later the town fell.", "two days later"),  # later than what?
        ("The attack of 3 May 2024 failed.\n\nSince the raid nobody came.", "since the raid"),
        ("He walked in the month of Sundays.", "in the month"),
    ],
)
def test_words_that_step_from_nothing_are_no_time(text: str, words: str) -> None:
    assert words not in times(text)


def test_a_text_back_at_its_own_days_leaves_an_old_year() -> None:
    text = "An army of 90,000 stood here in April 2011. On Friday it was gone. From 27 February to 5 March it lost 80 men killed."
    assert days(said(text)["80"]) == "2025-02-27 2025-03-05"
    stays = "An army of 90,000 stood here in April 2011. From 27 May to 5 June it lost 80 men killed."
    assert days(said(stays)["80"]) == "2011-05-27 2011-06-05"


# ------------------------------------------------------------------ when it was said
@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        (
            "The general, who in August 2023 said that 12,400 Ukrainian soldiers had been killed, is silent.",
            "12,400",
            "2022-02-24 2023-08-31",
        ),
        ("The president spoke in January of 31,400 Ukrainian soldiers killed.", "31,400", "2022-02-24 2025-01-31"),
        (
            "Kyiv's last figure was in January and it was 31,400 Ukrainian soldiers killed.",
            "31,400",
            "2022-02-24 2025-01-31",
        ),
        (
            "Norway's chief of defence, in January, went higher: 180,400 Russians killed.",
            "180,400",
            "2022-02-24 2025-01-31",
        ),
        ("Russia lost 1,200 soldiers killed in January.", "1,200", "2025-01-01 2025-01-31"),
        ("January's total was 1,200 Russian soldiers killed.", "1,200", "2025-01-01 2025-01-31"),
        ("The ministry had 149,300 Russian losses on 1 March.", "149,300", "2022-02-24 2025-03-01"),
    ],
)
def test_a_time_of_speaking_is_no_time_of_dying(sentence: str, quote: str, expected: str) -> None:
    assert days(said(BEGAN + sentence)[quote]) == expected


def test_what_was_asked_for_in_a_month_has_no_days() -> None:
    asked = said("Ukraine's brigade commander asked in January for 600 infantrymen.")["600"]
    assert days(asked) == "- -"
    plan = said("This year, he says, the Russian ministry wants 5,400 recruits from the region.")["5,400"]
    assert days(plan) == "2025-01-01 2025-12-31"
    so_far = said("So far this year Russia has signed up 5,400 recruits in the region.")["5,400"]
    assert days(so_far) == "2025-01-01 2025-03-10"


# ------------------------------------------------------------------ a war that is over
WINTER = "The Winter War between Finland and the Soviet Union ran from 30 November 1939 to 13 March 1940.\n\n"


@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        ("A colonel made it 127,300 Soviet dead in 1993.", "127,300", "1939-11-30 1940-03-13"),
        ("In December the Soviet army lost 8,300 men killed.", "8,300", "1939-12-01 1939-12-31"),
        ("When the war began, Finland's army had 250,000 men.", "250,000", "1939-11-30 1939-11-30"),
    ],
)
def test_a_past_war_is_dated_by_its_own_days(sentence: str, quote: str, expected: str) -> None:
    assert days(said(WINTER + sentence, dt.date(2009, 6, 1))[quote]) == expected


def test_the_days_of_a_war_outrank_its_years_in_the_title() -> None:
    text = (
        "A book on the Chechen War, 1994–1996\n\nThe war opened on 11 December 1994 and was over by 31 August 1996. "
        "Moscow admits to 5,550 of its soldiers killed."
    )
    assert days(said(text, dt.date(2019, 5, 5))["5,550"]) == "1994-12-11 1996-08-31"


# ------------------------------------------------------------------ carried on
def test_a_day_that_a_sentence_tells_of_dates_the_losses_told_next() -> None:
    text = "On 24 August 2024, near Toma, gunmen attacked a convoy of the army of Mali. Relatives speak of 60 soldiers killed."
    assert days(said(text)["60"]) == "2024-08-24 2024-08-24"
    whole = BEGAN + "On 24 August 2024 a storm hit the coast near Odesa. Russia has lost 610,000 soldiers killed."
    assert days(said(whole)["610,000"]) != "2024-08-24 2024-08-24"


def test_a_list_is_of_the_days_of_the_paragraph_above_it() -> None:
    text = (
        "From 25 to 27 July 2024 a column of the army of Mali was caught in a storm. Accounts differ.\n\n"
        "a) The rebels claim 47 Malian soldiers killed.\nb) The army admits to 12 soldiers killed.\n"
    )
    claims = said(text)
    assert days(claims["47"]) == days(claims["12"]) == "2024-07-25 2024-07-27"


def test_what_a_text_says_it_will_tell_dates_what_it_tells() -> None:
    text = "Here is what the army of Mali has said it lost since 6 August 2024.\n\nIn Kidal 41 soldiers were killed, it says."
    assert days(said(text)["41"]) == "2024-08-06 2025-03-10"


def test_an_entry_of_a_diary_dates_the_levels_it_gives() -> None:
    text = (
        "SUDAN: A CHRONOLOGY\nRiver Watch, 10 March 2025\n\n"
        "15 April 2023. War breaks out in Khartoum. Diplomats reckon that the Sudanese army has 120,000 men."
    )
    assert days(said(text)["120,000"]) == "2023-04-15 2023-04-15"


@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        (
            "Our list of Russian soldiers killed, kept from obituaries, stood at 1,907 names. By month of death: October 98, November 121.",
            "98",
            "2024-10-01 2024-10-31",
        ),
        (
            "In February 2025 the list of Russian dead named in obituaries swelled by 2,300 names.",
            "2,300",
            "2025-02-01 2025-02-28",
        ),
    ],
)
def test_what_a_month_adds_to_a_list_is_of_that_month(sentence: str, quote: str, expected: str) -> None:
    assert days(said(BEGAN + sentence)[quote]) == expected


def test_fighting_that_resumed_has_a_beginning_of_its_own() -> None:
    text = "Since fighting resumed on 8 February Ukraine has lost 22 soldiers killed in the sector."
    assert days(said(BEGAN + text)["22"]) == "2025-02-08 2025-03-10"
