"""Lists of what the enemy is said to have lost: whose men they count, and that the rows of tanks count none."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import days, party, said

pytestmark = pytest.mark.usefixtures("rules_alone")

HEAD = "GENERAL STAFF OF THE ARMED FORCES OF UKRAINE\n18 November 2024\n\n"
LABEL = "Enemy losses from 24.02.22 to 18.11.24 were approximately:\n"
ROWS = """personnel – about 721,440 (+1,640)
tanks – 9,370 (+8)
troop-carrying AFVs – 19,085 (+33)
KRVs: 1,204
artillery systems – 20,491
MLRS: 1,251
helicopters – 329
cruise missiles – 2,700
warships / boats – 28
vehicles and fuel tanks – 29,600 (+70)
special equipment – 3,660
"""


def test_of_a_list_of_what_the_enemy_lost_only_the_row_of_men_counts_men() -> None:
    told = said(HEAD + LABEL + ROWS)
    assert [(quote, party(claim)) for quote, claim in told.items()] == [("about 721,440", "RU"), ("1,640", "RU")]
    assert days(told["about 721,440"]) == "2022-02-24 2024-11-18"
    assert days(told["1,640"]) == "2024-11-17 2024-11-18"


@pytest.mark.parametrize(
    "row",
    [
        "Enemy losses from 24.02.22 to 18.11.24: personnel – about 721,440 persons killed and wounded;",
        "Total enemy losses:\n- 721,440 soldiers;\n- 9,370 tanks.",
        "The enemy's losses as of this morning:\npersonnel: 721,440\ntanks: 9,370",
        "Approximate losses of the enemy:\n\n* up to 721,440 servicemen\n* 12 guns",
    ],
)
def test_whose_losses_a_label_lists(row: str) -> None:
    assert {party(claim) for claim in said(HEAD + row).values()} == {"RU"}


def test_a_label_of_ones_own_losses_ends_one_of_the_enemy_s() -> None:
    text = (
        "The ministry of defence of Iran reported on 4 May 1985 on the war with Iraq.\n\n"
        "Enemy losses since dawn:\n- 721 killed and wounded\n- 40 captured\n\nOwn losses:\n- 30 killed\n"
    )
    told = said(text, published=dt.date(1985, 5, 4))
    assert {quote: party(claim) for quote, claim in told.items()} == {"721": "IQ", "40": "IQ", "30": "IR"}


def test_a_side_that_the_sentence_names_is_louder_than_the_label() -> None:
    told = said("Enemy casualties are hard to count: the Ukrainian army lost 4,010 men that month, by its own word.")
    assert party(told["4,010"]) == "UA"


def test_rows_of_groups_of_men_count_men() -> None:
    text = "Killed in Syria in May 2016:\n· Government soldiers: 391\n· Rebel and Islamist factions: 884\n· Islamic State: 655\n"
    assert set(said(text, published=dt.date(2016, 6, 2))) == {"391", "884", "655"}


@pytest.mark.parametrize(
    "told",
    [
        "Russia has lost 721,440 troops (1,640 over the past day).",
        "Russian losses: 721,440 killed and wounded (1,640 of them over the past day).",
    ],
)
def test_a_time_in_brackets_is_of_the_figure_in_them(told: str) -> None:
    read = said("The count runs from 24 February 2022 to 18 November 2024. " + told, published=dt.date(2024, 11, 18))
    assert days(read["721,440"]) == "2022-02-24 2024-11-18"
    assert days(read["1,640"]) == "2024-11-17 2024-11-18"
