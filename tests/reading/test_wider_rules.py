"""Rules that look further than a figure's own phrase, each with the sentence that it must leave alone."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import party, said

from muster.reading.dates import dateline


# ------------------------------------------------------------------ dates
def test_a_headline_that_looks_ahead_leaves_the_months_below_it_alone() -> None:
    text = (
        "The offensive that will not end\n\nUkraine lost 410 soldiers killed near Vuhledar in September, the army said."
    )
    period = said(text, dt.date(2024, 10, 9))["410"].period
    assert (period.start, period.end) == (dt.date(2024, 9, 1), dt.date(2024, 9, 30))


def test_a_month_in_a_news_headline_dates_no_other_figure_but_a_bulletin_s_days_do() -> None:
    news = "Kyiv calls Russia's August the bloodiest so far\n\nIn 2022 Moscow admitted to 5,937 of its soldiers killed."
    assert said(news, dt.date(2024, 9, 2))["5,937"].period.start != dt.date(2024, 8, 1)


def test_a_span_whose_end_has_no_year_ends_just_before_publication() -> None:
    text = "Between 7 October 2023 and 2 February Israel lost 844 soldiers killed."
    assert said(text, dt.date(2025, 2, 3))["844"].period.end == dt.date(2025, 2, 2)
    assert said(text, dt.date(2024, 9, 3))["844"].period.end == dt.date(2024, 2, 2)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("BAKU and YEREVAN, 27 September 2021. The war opened a year ago.", dt.date(2021, 9, 27)),
        ("Notes of a quartermaster\nNear Kupiansk, 3 May 2024. His name is withheld.", dt.date(2024, 5, 3)),
        ("WRITTEN ANSWER\nAnswered on 4 November 2025\n\nQ. What estimate has been made?", dt.date(2025, 11, 4)),
        ("The Falklands War began on 2 April 1982. It was short.", None),
    ],
)
def test_which_date_is_the_document_s_own(head: str, day: dt.date | None) -> None:
    assert dateline(head) == day


# ------------------------------------------------------------------ which war, and whose
def test_the_years_of_a_text_tell_wars_apart_that_share_their_names() -> None:
    text = "The war over Nagorno-Karabakh of 2020 cost Azerbaijan {} soldiers killed, Baku says."
    claim = said(text.format("2,906"), dt.date(2024, 1, 5))["2,906"]
    assert (claim.war, party(claim)) == ("nagorno-karabakh", "AZ")


def test_who_brokered_a_truce_is_not_whose_dead_are_told() -> None:
    text = "Azerbaijan and Armenia signed a Russian-brokered truce. In the war of 2020 Armenia had lost 3,825 soldiers killed."
    assert party(said(text, dt.date(2021, 1, 5))["3,825"]) == "AM"


def test_pay_is_that_of_the_state_in_whose_money_it_is_paid() -> None:
    text = "Kyiv watches the market for soldiers in Ukraine's war with Russia. A recruit gets {} on signing."
    assert party(said(text.format("1.9 million roubles"))["1.9 million"]) == "RU"
    assert party(said(text.format("1 million hryvnias"))["1 million"]) == "UA"


def test_an_owner_whose_noun_is_left_out() -> None:
    claims = said("The general put Russian losses at 210,000 killed and Ukraine's at 64,000.")
    assert [party(claims[quote]) for quote in ("210,000", "64,000")] == ["RU", "UA"]


def test_a_force_has_fighters_and_tells_of_an_army_s_soldiers() -> None:
    claims = said("In Sudan the RSF said that 140 soldiers were killed in El Obeid. It lost 31 of its own fighters.")
    assert party(claims["140"]) == "SD"
    assert party(claims["31"]) == "SD-RSF"


# ------------------------------------------------------------------ of what
@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Russia's force in Ukraine, by Norway's estimate, stands at 640,000.", "640,000", "strength"),
        ("Kyiv claims that five Russian soldiers are killed for each Ukrainian.", "five", "exchange_ratio"),
        ("As of 3 March UALosses had 66,210 Ukrainian soldiers dead.", "66,210", "obituaries"),
        ("Mediazona estimates that 160,000 Russian soldiers were killed.", "160,000", "killed"),
        ("Russia's mobilisation brought in 296,000 men, the minister said.", "296,000", "mobilised"),
        ("In Ukraine 21,500 of the men who had deserted have returned to their units.", "21,500", "returned"),
    ],
)
def test_what_a_figure_is_of(text: str, quote: str, measure: str) -> None:
    assert said(text)[quote].measure.value == measure


def test_what_an_army_struck_is_not_its_strength() -> None:
    assert all(
        claim.measure.value != "strength" for claim in said("The Russian army fired at 30 from the hill.").values()
    )


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ukraine drafts men from 25 to 60.", "from 25 to 60"),
        ("Some 60 Russian soldiers were killed, according to two officers.", "two"),
        ("In week three Russia mobilised 40,000 men.", "three"),
        ("Since the war in Ukraine began, 700,000 people have left the country.", "700,000"),
    ],
)
def test_what_is_no_claim(text: str, quote: str) -> None:
    assert quote not in said(text)


# ------------------------------------------------------------------ by what right
def test_no_channel_and_no_nameless_officer_is_official() -> None:
    text = "On Monday {} said that 900 Russian soldiers had been killed in Ukraine."
    assert said(text.format("the General Staff"))["900"].status.value == "report"
    assert said(text.format("Russian Telegram channels"))["900"].status.value == "estimate"
    assert said(text.format("an army officer who asked not to be named"))["900"].status.value == "estimate"
