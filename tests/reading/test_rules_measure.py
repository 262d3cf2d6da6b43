"""What a figure is of, what is no claim, and over what time it counts: tables of sentences that each rule must and must not reach."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.claims import Document
from muster.claims.reading import Reading
from muster.reading.reader import read


def reading(text: str) -> Reading:
    return read(Document(text=text, published=dt.date(2025, 3, 10)))


def measures(text: str) -> dict[str, str]:
    """What each claim of a text is of, by its quote."""
    return {claim.quote: claim.measure.value for claim in reading(text).claims}


# ------------------------------------------------------------------ what is no claim
@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        ("In Ukraine a man can now be called up at 26, not 28.", "26", "age"),
        ("In Ukraine the age of call-up was lowered to 21.", "21", "age"),
        ("Russia lost 310 soldiers killed, most of them under 22.", "under 22", "age"),
        ("Three Russian soldiers were killed; the oldest, a drafted baker, was 59.", "59", "age"),
        ("Russia buried gunner Pavel K., 38, and a volunteer of 27 on Monday.", "27", "age"),
        ("Iran sent volunteers to the front, among them boys of fourteen.", "fourteen", "age"),
        ("Four accounts of the Russian dead are in print.", "Four", "counted_things"),
        ("Relatives of Ukraine's missing ask for one register.", "one", "counted_things"),
        ("Of the 28 howitzers that Ukraine got, 17 were out of action.", "17", "counted_things"),
        ("Ukraine received the bodies of 640 fallen soldiers.", "640", "counted_things"),
        ("Shelling drove 70,000 from their homes in Ukraine.", "70,000", "displaced_people"),
        ("Ukraine says that Russia's figure is too low by a factor of six.", "six", "number_pointed_at"),
        (
            "A conscript in Myanmar draws 210,000 kyat a month, roughly $45 at the street rate.",
            "roughly $45",
            "second_unit",
        ),
    ],
)
def test_what_is_no_claim(text: str, quote: str, why: str) -> None:
    assert {one.quote: one.why for one in reading(text).rejections}[quote] == why


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Ukraine put the Russian dead at 45 that day.", "45", "killed"),
        ("Two Russian cooks were killed near Bakhmut.", "Two", "killed"),
        ("Ukraine lost four generals in the war.", "four", "losses"),
        ("Russia's losses were over 90 that day.", "over 90", "losses"),
        ("Of the 28 Ukrainian soldiers, 17 were killed.", "17", "killed"),
    ],
)
def test_small_numbers_that_count_people_stay(text: str, quote: str, measure: str) -> None:
    assert measures(text)[quote] == measure


# ------------------------------------------------------------------ of what
@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        # a credit or an aside between the people and their verb
        ("Some 52,000 Ukrainian soldiers, the president wrote, have been killed.", "Some 52,000", "killed"),
        ("On that day Russia sent in, as is now known, about 160,000 men.", "about 160,000", "strength"),
        # parts of the lost
        ("Mediazona has 24,100 names of Russian dead, 2,050 of them mobilised men.", "2,050", "obituaries"),
        ("Russia lost 900 killed, including 120 volunteers.", "120", "killed"),
        ("Twelve foreign soldiers have died in Mali: seven Senegalese and five Togolese.", "seven", "killed"),
        ("Russia recruited 900 men, including 120 volunteers from Tuva.", "120", "recruited"),
        # pointing back
        ("Israel counts 900 dead and 4,100 wounded, 12 of the former this week.", "12", "killed"),
        (
            "Russia has 210,000 dead. Adding the wounded, Oslo arrived at more than 700,000.",
            "more than 700,000",
            "killed_wounded",
        ),
        ("Russia has 210,000 dead, not including the wounded; Oslo had 190,000.", "190,000", "killed"),
        # ratios
        ("Ukraine says it lost one man for every seven of theirs in Donetsk.", "seven", "exchange_ratio"),
        ("It makes almost four Russians for each Ukrainian.", "almost four", "exchange_ratio"),
        ("For Russia the outcome is 2.1 wounded per death.", "2.1", "wounded_per_killed"),
        # what a unit should have and what it is short of
        ("The Ukrainian brigade should have 3,400 men and has 2,100.", "3,400", "strength"),
        ("Israel's army is short of 9,000 soldiers.", "9,000", "recruited"),
        # a number that heads its paragraph
        ("388,000. The recruits that Russia took in last year.", "388,000", "recruited"),
        ("29,000. The number of Russian dead in January alone.", "29,000", "killed"),
        # forces by their men
        ("Thailand's officer said that his battalion of 430 held the Cambodian hill.", "430", "strength"),
        # a force that names its own
        ("Hezbollah had announced the names of 480 of its men.", "480", "killed"),
        ("Russia destroyed 61 Ukrainian soldiers and wounded 90.", "61", "killed"),
        ("Russian forces put 4,800 Ukrainians out of action.", "4,800", "losses"),
    ],
)
def test_what_a_figure_is_of(text: str, quote: str, measure: str) -> None:
    assert measures(text)[quote] == measure


def test_a_share_is_due_to_the_cause_named_before() -> None:
    text = "In Ukraine drones kill most. Three in four of the wounded she treated had been hit by one."
    assert measures(text)["Three in four"] == "cause_share"
    assert "40%" not in measures("Ukraine has drones. 40% of the men had met them.")


def test_a_part_of_a_number_of_people_is_a_whole_number() -> None:
    claims = {
        claim.quote: claim
        for claim in reading("Russia lost 350,000 killed and wounded. A third of the 350,000 are dead.").claims
    }
    assert claims["A third of the 350,000"].figure.low == 116_667


# ------------------------------------------------------------------ money
PAY = "Russia pays more. A recruit in Perm gets 1.2 million roubles on signing. "


@pytest.mark.parametrize(
    ("text", "quote", "measure", "unit"),
    [
        (PAY + "A private at the front draws 205,000 a month.", "205,000", "recruit_pay", "RUB"),
        (
            PAY + "A soldier's family receives 5 million from the fund and 3 million in insurance.",
            "5 million",
            "death_payment",
            "RUB",
        ),
        (PAY + "Monthly pay at the front is 190,000.", "190,000", "recruit_pay", "RUB"),
        (PAY + "Moscow gets 30,000 men a month.", "30,000", "recruited", "person"),
        ("Armenia paid 9 million drams to the family of each serviceman killed.", "9 million", "death_payment", "AMD"),
        ("The African Union pays $40,000 for each soldier who dies in Somalia.", "$40,000", "death_payment", "USD"),
        (
            "Kinshasa pays more in its war with M23. A private now gets 450,000 francs a month.",
            "450,000",
            "recruit_pay",
            "CDF",
        ),
    ],
)
def test_sums_of_money(text: str, quote: str, measure: str, unit: str) -> None:
    claim = {claim.quote: claim for claim in reading(text).claims}.get(quote)
    if measure == "recruited":
        assert claim is None or claim.figure.unit == "person"
    else:
        assert claim is not None
        assert (claim.measure.value, claim.figure.unit) == (measure, unit)


def test_what_is_a_fraction_of_one_man_s_pay_counts_men() -> None:
    text = "Russia pays a bonus of 400,000 roubles for every man who signs. For the quarter it comes to about 91,000."
    assert "about 91,000" not in measures(text)


# ------------------------------------------------------------------ tables
WIDE = """Ukraine: results against Russian groups, 3-9 June 2024

Group                    killed   captured
Storm company                 4         27
Guards brigade                6         61
"""
BARS = """Russian losses, killed and wounded, 2024

Month | Total | Per day
May   | 38,900 | 1,254
June  | 35,100 | 1,170
"""
LETTERED = """Column A is Russian killed and wounded. Column B is the daily average. Column C is ground gained, in square kilometres.

Month   |  A       |  B      |  C
March   |  40,100  |  1,293  |  210
"""
NUMBERED = """Russia's war in Ukraine: a register

No | as of | whose | figure
1  | 2 March | Russia, killed | 512
2  | 9 March | Ukraine, killed | 1,340
"""


def test_columns_parted_by_gaps() -> None:
    claims = {claim.quote: claim.measure.value for claim in reading(WIDE).claims}
    assert {quote: claims[quote] for quote in ("4", "27", "61")} == {"4": "killed", "27": "captured", "61": "captured"}


def test_a_column_of_rates_is_of_what_the_title_says() -> None:
    claims = {claim.quote: claim for claim in reading(BARS).claims}
    assert (claims["1,254"].measure.value, claims["1,254"].figure.per) == ("killed_wounded", "day")
    assert claims["38,900"].figure.per is None


def test_lettered_columns_are_what_the_text_says_of_them() -> None:
    claims = {claim.quote: claim for claim in reading(LETTERED).claims}
    told = {quote: (claims[quote].measure.value, claims[quote].figure.unit) for quote in ("40,100", "1,293", "210")}
    assert told == {
        "40,100": ("killed_wounded", "person"),
        "1,293": ("killed_wounded", "person"),
        "210": ("area_taken", "km2"),
    }
    assert claims["1,293"].figure.per == "day"


def test_the_number_of_a_row_is_no_figure() -> None:
    assert set(measures(NUMBERED)) == {"512", "1,340"}
