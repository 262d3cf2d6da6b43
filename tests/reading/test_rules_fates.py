"""What became of people, what ground cost, and how many of the one side fell for one of the other."""

from __future__ import annotations

import pytest
from telling import said

pytestmark = pytest.mark.usefixtures("rules_alone")

UKRAINE = "Russia's full-scale invasion of Ukraine began on 24 February 2022. "
SUDAN = "The war in Sudan between the army and the Rapid Support Forces (RSF) goes on. "


def measures(text: str) -> dict[str, str]:
    """What each claim of a text is of, by its quote."""
    return {quote: claim.measure.value for quote, claim in said(text).items()}


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Ukraine had 1,910 wounded in May; 820 of the wounded have already come back to us.", "820", "returned"),
        ("Ukraine registered 4,120 deserters. Some 610 of the soldiers concerned have since come back.", "Some 610", "returned"),
        ("The police caught 31 Ukrainian deserters, and nine of these were driven straight back to the trenches.", "nine", "returned"),
        ("Of 90 wounded Ukrainians, more than 40 of those hurt were with their companies again in June.", "more than 40", "returned"),
        ("Ukraine counted its wounded. Do they come back? A hundred and twelve have.", "A hundred and twelve", "returned"),
        ("Ukraine's losses in May\n\n+ Came back after absence without leave: 1,340", "1,340", "returned"),
        ("In the war 3,400 Ukrainian soldiers came home wounded.", "3,400", "wounded"),
        ("The brigade had 21 men so badly wounded that they were sent back early.", "21", "wounded"),
        ("Ukraine says that 14 captured soldiers came back in coffins.", "14", "captured"),
    ],
)  # fmt: skip
def test_who_is_back_with_the_others_is_no_longer_lost(text: str, quote: str, measure: str) -> None:
    assert measures(UKRAINE + text)[quote] == measure


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("At El Obeid 70 soldiers were killed and eleven are in its hands, the RSF said.", "eleven", "captured"),
        ("The army says that 240 RSF fighters, from six countries, sit in Sudanese prison camps.", "240", "captured"),
        ("The Red Cross says that more than 60 Sudanese soldiers are prisoners of war.", "more than 60", "captured"),
        ("In May the RSF held 1,310 Sudanese officers and men.", "1,310", "captured"),
        ("The army killed 40 RSF fighters, 12 of them in its prison camps.", "12", "killed"),
        ("The army had 90 soldiers missing or in RSF captivity.", "90", "missing"),
        ("The RSF has 900 fighters in training camps.", "900", "strength"),
    ],
)
def test_who_sits_with_the_enemy_was_captured(text: str, quote: str, measure: str) -> None:
    assert measures(SUDAN + text)[quote] == measure


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("In May the Ukrainian brigade had 40 dead, 110 wounded and six whom we could not find.", "six", "missing"),
        ("Sixty-one men who had signed up in the region are still unaccounted for.", "Sixty-one", "missing"),
        ("Its interior ministry keeps a register of soldiers who have vanished; in July it held 41,300 names.", "41,300", "missing"),
        ("Do they keep the missing? A second sheet, yes. 530 names.", "530", "missing"),
        ("Volunteers keep a register of Russian soldiers killed; in July it held 41,300 names.", "41,300", "obituaries"),
    ],
)  # fmt: skip
def test_who_cannot_be_found_is_missing(text: str, quote: str, measure: str) -> None:
    assert measures(UKRAINE + text)[quote] == measure


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("The ministry of justice released 3,140 convicts into the army in May.", "3,140", "convicts"),
        ("Wagner recruited 28,000 prisoners.", "28,000", "convicts"),
        ("In all 5,210 inmates had joined by June.", "5,210", "convicts"),
        ("Russia released 310 prisoners in the exchange.", "310", "returned"),
        ("Ukraine took 310 prisoners.", "310", "captured"),
    ],
)
def test_prisoners_let_out_to_fight_are_convicts(text: str, quote: str, measure: str) -> None:
    assert measures(UKRAINE + text)[quote] == measure


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("In May Russia took 410 square kilometres, at 61 casualties apiece.", "61", "losses_per_area"),
        ("Russia took 410 square kilometres in May. Every one of them cost 61 casualties.", "61", "losses_per_area"),
        ("Russia took 410 square kilometres in May and paid for each with 61 killed or wounded.", "61", "losses_per_area"),
        ("Russia paid 61 casualties for each square kilometre of Ukraine.", "61", "losses_per_area"),
        ("Russia took 410 square kilometres in May and had 31,000 casualties.", "31,000", "killed_wounded"),
        ("Set the year's 390,000 casualties beside it, and each square kilometre cost 70 men.", "390,000", "killed_wounded"),
        ("Russia took 410 square kilometres in May. Two regiments had 61 casualties each day.", "61", "killed_wounded"),
    ],
)  # fmt: skip
def test_what_each_square_kilometre_cost(text: str, quote: str, measure: str) -> None:
    assert measures(UKRAINE + text)[quote] == measure


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("The Ukrainian captain guesses that the Russians lose seven soldiers for each one of his.", "seven", "exchange_ratio"),
        ("Ukraine loses 64 men for every Russian, a deputy said.", "64", "exchange_ratio"),
        ("For each of our fallen there are fifty-two of theirs, a Russian deputy said.", "fifty-two", "exchange_ratio"),
        ("Per pilot lost, the Russians lose thirty men, a Ukrainian pilot said.", "thirty", "exchange_ratio"),
        ("So for each of my men they lost roughly nine, the Ukrainian captain said.", "roughly nine", "exchange_ratio"),
        ("Ukraine lost 64 men for every day of the battle.", "64", "losses"),
        ("Russia lost 64 men in May, and each of their families was told.", "64", "losses"),
    ],
)  # fmt: skip
def test_so_many_of_theirs_for_one_of_ours(text: str, quote: str, measure: str) -> None:
    assert measures(UKRAINE + text)[quote] == measure


PAY = "In Russia a volunteer is paid 400,000 roubles for signing a contract. "


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("When a Russian soldier is killed, the decree gives the family 5 million.", "5 million"),
        ("A family that loses a man can claim two million from the region.", "two million"),
        ("The widow of a fallen soldier receives three million in all.", "three million"),
        (
            "The region pays 1 million roubles to the family of every soldier killed, besides the 5 million that Moscow gives.",
            "5 million",
        ),
    ],
)
def test_a_sum_that_kin_are_given_is_for_a_death(text: str, quote: str) -> None:
    found = said(UKRAINE + PAY + text)[quote]
    assert (found.measure.value, found.figure.unit) == ("death_payment", "RUB")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Families of soldiers say that Russia has lost 310,000 men, many of them killed.", "310,000"),
        ("The ministry told the family of a fallen soldier that 12,000 soldiers had died.", "12,000"),
    ],
)
def test_a_number_beside_kin_may_count_people(text: str, quote: str) -> None:
    assert said(UKRAINE + PAY + text)[quote].figure.unit == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Russia lost 1,400 vehicles; 300 could not be found.",
        "Russia sent its horses; 300 have since come back.",
    ],
)
def test_what_became_of_things_is_told_of_nobody(text: str) -> None:
    assert measures(text) == {}
