"""What a figure takes from the sentences, the list and the title around it: its days, what it is of and whose people."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import BEGAN, days, party, said

from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.reading.dates import dateline

TOLD = (
    "The president has told his people how many of their soldiers have died since Russia invaded in February 2022.\n\n"
)


@pytest.mark.parametrize(
    ("text", "quote", "wanted"),
    [
        (TOLD + "Last June he made the total 31,500.", "31,500", "2022-02-24 2024-06-30"),
        (TOLD + "Last June he made the total 31,500. In December it was 44,000.", "44,000", "2022-02-24 2024-12-31"),
        (TOLD + "The president gave 31,500 in March 2024, 42,000 that November.", "42,000", "2022-02-24 2024-11-30"),
        (TOLD + "A newspaper had 20,500 dead by May 2023. American officials said that July that 60,000 Ukrainians were dead.", "60,000",
         "2022-02-24 2023-07-31"),
        ("On the first of this month the brigade had 2,850 soldiers.", "2,850", "2025-03-01 2025-03-01"),
        ("Since the first of the month Russian losses have come to 12,300.", "12,300", "2025-03-01 2025-03-10"),
        ("On the 27th of last month 38 Russian soldiers were captured near Siversk.", "38", "2025-02-27 2025-02-27"),
    ],
)  # fmt: skip
def test_a_total_told_again_and_days_of_the_month(text: str, quote: str, wanted: str) -> None:
    assert days(said(text)[quote]) == wanted


def test_a_month_s_losses_after_a_total_are_no_total() -> None:
    text = TOLD + "By May the toll had reached 44,000. In June Ukraine lost 1,900 soldiers."
    assert days(said(text)["1,900"]).startswith("2024-06-01")


def test_a_channel_s_land_has_no_losses() -> None:
    text = (
        "In an interview with Spanish television, Volodymyr Zelenskyy said how many of his soldiers had died. "
        "It is 52,000, he said. To a Polish newspaper he gave the same number. Ukrainians should have heard it first.\n\n"
        "Spain after its civil war built a monument to the fallen."
    )
    assert party(said(text, dt.date(2026, 2, 6))["52,000"]) == "UA"


def test_onlookers_make_no_old_war_of_it() -> None:
    text = (
        "A number is not a name\n\nVolodymyr Zelenskyy told French television what the invasion of February 2022 has cost. "
        "The dead were 52,000, he said. American officials had given more.\n\nUkrainians learned it from France.\n\n"
        "Britain, after the First World War, cut 54,000 names of the missing into one gate at Ypres."
    )
    assert party(said(text, dt.date(2026, 2, 6))["52,000"]) == "UA"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("JOINT STAFF\nOperational update, morning of 3 May 2025\n\nThe enemy lost 240 men.", "2025-05-03"),
        ("THE WAR IN NUMBERS\n24 February 2025 · compiled from what was published\n\n95,000 names", "2025-02-24"),
        (
            "1/ What the river crossing cost, as far as anyone has counted. (9 Jun 2025)\n\n2/ Twelve dead.",
            "2025-06-09",
        ),
        ("1/ The files are out, says the desk (10 June 2025). They name 900 dead.\n\n2/ More.", "2025-06-10"),
        ("INTERVIEW NOTES – a surgeon\nConducted 18 May 2025\n\nHe treats 900 a month.", "2025-05-18"),
        ("PODCAST – “The Hour”, episode of 25 March 2025 (automatic)\n\nHOST: How many?", "2025-03-25"),
        (
            "Most go home\n\nA clerk on lists.\n\nShe has kept them since 2023. We met in Sumy on 2 May 2025.",
            "2025-05-02",
        ),
        ("GROUPING NORTH\nPress service: weekly bulletin, 12–18 May 2025\n\nThe enemy lost 900 men.", "2025-05-18"),
        ("Q&A\n2 May 2025\n\nWhen was it?\nIt began on 3 May 2020 and ended, on paper, on 2 June 2022.", "2025-05-02"),
    ],
)
def test_the_day_a_text_is_of(text: str, day: str) -> None:
    assert str(dateline(text)) == day


def test_what_a_side_lost_from_an_operation_s_start_and_its_parts() -> None:
    text = (
        BEGAN + "From the start of the operation on 6 August until 11 November the Russian side lost 18,400 men there: "
        "6,900 killed, 10,800 wounded and 700 captured."
    )
    found = said(text)
    assert {days(found[one]) for one in ("18,400", "6,900", "10,800", "700")} == {"2024-08-06 2024-11-11"}


def test_all_that_a_text_on_an_exchange_of_prisoners_counts_came_home() -> None:
    text = (
        "LIVE: the great prisoner exchange, day two\n\nSaturday, 12 April 2025\n\n"
        "16:20 | Where we are\n• Two days, 410 Ukrainians home.\n• Today's share was 190, soldiers all.\n\n"
        "15:30 | Day by day\nFriday's group: 220 people, of whom 160 were servicemen. On Saturday another 190 followed.\n\n"
        "14:00 | Still inside\nOver 6,000 soldiers are known to be in captivity."
    )
    found = said(text, dt.date(2025, 4, 12))
    assert {found[one].measure for one in ("410", "190", "220", "160")} == {Measure.RETURNED}
    assert found["Over 6,000"].measure is Measure.CAPTURED


@pytest.mark.parametrize(
    ("text", "quote", "wanted"),
    [
        ("Cambodia on Friday sent three captured Thai soldiers home.", "three", Measure.RETURNED),
        ("The junta let 40 wounded soldiers go after a truce.", "40", Measure.RETURNED),
        (
            "In May the command handed over 5,100 North Korean prisoners. It received 680 Americans.",
            "680",
            Measure.RETURNED,
        ),
        ("In May the army took 31 of them prisoner and buried 40 soldiers killed there.", "31", Measure.CAPTURED),
    ],
)
def test_people_sent_home_and_people_held(text: str, quote: str, wanted: Measure) -> None:
    assert said(text)[quote].measure is wanted


PAID = "A soldier's pay\n\nA man who signs on in Perm gets 900,000 roubles. "


@pytest.mark.parametrize(
    ("text", "quote", "unit", "per"),
    [
        ("In Tuva a recruit now gets 2.4 million all told.", "2.4 million", "RUB", Per.PERSON),
        ("The mayor's office in Kazan advertises 1.8 million on signing, 60,000 a month from the city besides army pay.", "60,000", "RUB",
         Per.MONTH),
        ("A private's wage in the zone of the operation starts at 205,000 a month.", "205,000", "RUB", Per.MONTH),
        ("A rifleman makes 210,000 roubles a month. In the rear it's 40,000.", "40,000", "RUB", Per.MONTH),
        ("What is a contract worth?\nSamara went from 3.2 million roubles to 700,000 last autumn.", "700,000", "RUB", Per.PERSON),
        ("Samara's bonus went from 3.2 million roubles to 700,000 and by May was back at 2.2 million.", "2.2 million", "RUB", Per.PERSON),
    ],
)  # fmt: skip
def test_sums_that_go_on_from_sums(text: str, quote: str, unit: str, per: Per) -> None:
    claim = said(PAID + text)[quote]
    assert (claim.measure, claim.figure.unit, claim.figure.per) == (Measure.RECRUIT_PAY, unit, per)


def test_a_town_adds_to_what_the_state_pays_for_a_death() -> None:
    text = "The state pays the family of a fallen soldier 15 million hryvnias. The town adds 150,000 of its own."
    assert said(text)["150,000"].measure is Measure.DEATH_PAYMENT


def test_men_beside_sums_stay_men() -> None:
    text = PAID + "In May the office paid 300 million roubles to 40,000 men, and in June it signed up another 38,000."
    assert said(text)["38,000"].measure is Measure.RECRUITED


def test_how_many_there_are_after_how_many_come() -> None:
    text = (
        "Zelenskyy put the Russian grouping at 680,000. The army signs up 30,000 men a month. Medvedev claimed 205,000 for the "
        "half-year. This hardly covers the losses, and yet 560,000 had been counted in November 2024."
    )
    assert said(text)["560,000"].measure is Measure.STRENGTH
    text = (
        "They recruit 31,000 men a month. The army is barely standing still. General Syrskyi said that there were 705,000 of them at "
        "the end of the year."
    )
    assert said(text)["705,000"].measure is Measure.STRENGTH


STUDY = (
    "RESEARCH DIGEST\n12 October 2025\n\nWho was studied\n1,870 Ukrainian soldiers who reached two hospitals between January and June of "
    "this year.\n\nWhat was found\n– 71% of the wounds were made by drones.\n– About one in ten was due to a mine.\n"
    "– Under 5% were bullet wounds.\n\nDrone commanders say that they now inflict up to 80% of Russia's casualties."
)


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("71%", "2025-01-01 2025-06-30"),
        ("About one in ten", "2025-01-01 2025-06-30"),
        ("Under 5%", "2025-01-01 2025-06-30"),
        ("up to 80%", "- -"),
    ],
)
def test_a_study_s_time_is_that_of_all_its_shares(quote: str, wanted: str) -> None:
    claim = said(STUDY, dt.date(2025, 10, 12))[quote]
    assert (claim.measure, days(claim)) == (Measure.CAUSE_SHARE, wanted)


def test_a_total_over_the_missing_is_of_losses() -> None:
    record = "No. 1\nArmy: Serbia\nDead: 45,000\nWounded: 133,148\nPrisoners or missing: 152,958\nTotal casualties: 331,106\n"
    plain = "No. 1\nArmy: Japan\nDead: 300\nWounded: 907\nTotal casualties: 1,210\n"
    assert said("LOSSES 1914–1918\n\n" + record)["331,106"].measure is Measure.LOSSES
    assert said("LOSSES 1914–1918\n\n" + plain)["1,210"].measure is Measure.KILLED_WOUNDED


def test_an_army_that_takes_in_people_shelters_nobody() -> None:
    text = "Russia, said the general, was taking in 398,000 people in 2025 and losing 415,000 in killed and wounded."
    assert said(text)["398,000"].measure is Measure.RECRUITED


def test_a_quota_that_was_met() -> None:
    text = "Last year 410,000 men signed contracts. For 2024 the quota was 395,000 and it was met, he said."
    assert said(text)["395,000"].measure is Measure.RECRUITED


def test_whose_prisoners_ground_and_dead_they_are() -> None:
    text = (
        "RADIO TRANSCRIPT, 28 August 2024\n\nHOST: What have Ukrainian troops got to show for it in Kursk?\n\n"
        "CORRESPONDENT: General Syrskyi says that they have taken 1,180 square kilometres since 6 August. "
        "He also says they have 520 prisoners.\n\nHOST: In old money?\n\nCORRESPONDENT: That's about 450 square miles."
    )
    found = said(text, dt.date(2024, 8, 28))
    assert party(found["520"]) == "RU"
    assert (party(found["about 450"]), days(found["about 450"])[:10]) == ("UA", "2024-08-06")
    text = (
        "Gaza's health ministry said 61,000 Palestinians had been killed since 7 October 2023. "
        "Since 18 March, when Israel ended a truce, 9,800 have died."
    )
    assert party(said(text, dt.date(2025, 8, 15))["9,800"]) == "PS"
