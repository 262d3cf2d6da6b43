"""Rules on the days of a figure: steps from a time, chronologies, beginnings, averages, times that are somebody else's."""

from __future__ import annotations

import pytest
from telling import BEGAN, days, said, times

pytestmark = pytest.mark.usefixtures("rules_alone")


# ------------------------------------------------------------------ steps back, and events that have been dated
@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "In May the fleet had 900 sailors; a month earlier it had 950.",
            "a month earlier",
            "2024-04-01 2024-04-30",
        ),
        ("From 3 to 9 February it lost 90, and 70 in the week before.", "in the week before", "2025-01-27 2025-02-02"),
        ("On 4 March six died; the day before, nine.", "the day before", "2025-03-03 2025-03-03"),
        ("The list had 500 names in 2019. A year later it had 700.", "a year later", "2020-01-01 2020-12-31"),
        (
            "The third quarter of 2024 brought 900 men, against 700 in the second.",
            "in the second",
            "2024-04-01 2024-06-30",
        ),
        ("In June 2023 they met. By the end of that year 40 were home.", "by the end of that year", "- 2023-12-31"),
        ("In March 2023 they met. It had 900 men that summer.", "that summer", "2023-06-01 2023-08-31"),
        ("By 3 March 40 were home. On that day it stopped.", "that day", "2025-03-03 2025-03-03"),
        ("December 2023. First numbers. As of the 14th it had 90 men.", "as of the 14th", "- 2023-12-14"),
        ("The truce of 4 May 2024 held. Since the ceasefire nine died.", "since the ceasefire", "2024-05-04 -"),
    ],
)
def test_steps_back_from_a_time_said_before(text: str, words: str, expected: str) -> None:
    assert times(text).get(words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In May it had 900 men, a month before the vote.", "a month before"),
        ("On 4 March it was warm, the day before yesterday cold.", "the day before"),
        ("On 4 March they met. In the second battle nine died.", "in the second"),
    ],
)
def test_no_step_from_what_is_named_after_it(text: str, words: str) -> None:
    assert words not in times(text)


# ------------------------------------------------------------------ chronologies, one day's toll, the day the war began
def test_heads_of_a_chronology_keep_its_years() -> None:
    text = (
        "How it went\n\nNovember 2022. They arrive.\n\n12 January 2023. The first count is made.\n\n1 April. Kyiv says the Russian army "
        "has lost 900 men since December.\n\n3 June: the last of them, 40 soldiers, are killed."
    )
    found = said(text)
    assert days(found["900"]) == "2022-12-01 2023-04-01"
    assert days(found["40"]) == "2023-06-03 2023-06-03"


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            BEGAN + "The lowest daily figure of Russian losses, 1,020, was recorded on 3 March.",
            "1,020",
            "2025-03-03 2025-03-03",
        ),
        (BEGAN + "The worst single day was 3 March: 2,200 Russian casualties.", "2,200", "2025-03-03 2025-03-03"),
        (BEGAN + "On 3 March Russian losses stood at 702,200.", "702,200", "2022-02-24 2025-03-03"),
        ("In 2024 Russia lost 400,000 men and is now losing 1,100 a day.", "1,100", "- -"),
        (
            "February 2025. New figures. About 900 Russian soldiers have been killed in recent weeks.",
            "About 900",
            "- -",
        ),
        (
            "In May 2023 Russia had 1.1 million soldiers, and in June 2024 1.3 million soldiers.",
            "1.1 million",
            "2023-05-01 2023-05-31",
        ),
        (BEGAN + "To the end of 2024 some 90,000 Russians were killed.", "some 90,000", "2022-02-24 2024-12-31"),
    ],
)
def test_the_toll_of_a_day_and_of_the_present(text: str, quote: str, expected: str) -> None:
    assert days(said(text)[quote]) == expected


@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        ("The attack of 7 October killed 1,190 Israelis.", "1,190", "2023-10-07 2023-10-07"),
        ("Israel has lost 800 soldiers since 7 October.", "800", "2023-10-07 2025-03-10"),
        ("Israel lost four soldiers on 7 October in Lebanon.", "four", "2024-10-07 2024-10-07"),
    ],
)
def test_the_day_a_war_began_needs_no_year(sentence: str, quote: str, expected: str) -> None:
    assert days(said("Israel and Hamas fight on in Gaza. " + sentence)[quote]) == expected


# ------------------------------------------------------------------ since something began
@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("The scheme opened on 14 January. It has drawn 900 recruits to date.", "900", "2025-01-14 2025-03-10"),
        (
            "The corps, which began to enlist students in November, has signed on 70 recruits.",
            "70",
            "2024-11-01 2025-03-10",
        ),
        (
            "Forty soldiers fell in the border offensive, which began on 6 February.",
            "Forty",
            "2025-02-06 2025-03-10",
        ),
        ("Some 400 deserters came back under the amnesty that began in December.", "Some 400", "2024-12-01 2025-03-10"),
        ("The brigade, which was formed in May 2023, lost 60 men in June.", "60", "2023-06-01 2023-06-30"),
        (
            "The scheme opened on 14 January. The army signed up 900 recruits in February.",
            "900",
            "2025-02-01 2025-02-28",
        ),
        (
            "Israel and Hamas fight on in Gaza. Some 400 soldiers fell in the land campaign, which began on 2 November.",
            "Some 400",
            "2023-11-02 2025-03-10",
        ),
    ],
)
def test_what_has_come_since_something_began(text: str, quote: str, expected: str) -> None:
    assert days(said(text)[quote]) == expected


# ------------------------------------------------------------------ averages, and those who came back
@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "Russia lost 30,000 men in November. One paper prints a daily average of 1,000.",
            "1,000",
            "2024-11-01 2024-11-30",
        ),
        ("Some 120,000 Russian soldiers died in 2024. We make that 10,000 a month.", "10,000", "2024-01-01 2024-12-31"),
        ("Russia lost 30,000 men in November. It is now losing an average of 1,100 men a day.", "1,100", "- -"),
        (
            "Some 60 Ukrainian soldiers walked off in January, and nine of those came back to duty.",
            "nine",
            "2025-01-01 2025-01-31",
        ),
    ],
)
def test_what_goes_with_the_days_just_told(text: str, quote: str, expected: str) -> None:
    assert days(said(text)[quote]) == expected


# ------------------------------------------------------------------ times that are somebody else's
@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "The general, whom drones killed in May 2024, claimed in June 2022 that Hezbollah had 90,000 fighters.",
            "90,000",
            "2022-06-01 2022-06-30",
        ),
        (
            "Next year's budget rests on the 800,000 Ukrainian soldiers who were in uniform on 1 January.",
            "800,000",
            "2025-01-01 2025-01-01",
        ),
        ("On Friday Vladimir Putin signed the spring draft: 150,000 conscripts.", "150,000", "- -"),
        (
            "More than 9,000 Russian soldiers had died since 1 May 2022, an envoy estimated last year.",
            "More than 9,000",
            "2022-05-01 2024-12-31",
        ),
        ("The Ukrainian office was supposed to find 90 recruits this year.", "90", "2025-01-01 2025-12-31"),
        (
            "The ministry put Russian intake for the whole of 2024 at 450,000 recruits in February.",
            "450,000",
            "2024-01-01 2024-12-31",
        ),
        ("Russia, since May 2024, has lost 900 men there.", "900", "2024-05-01 2025-03-10"),
    ],
)
def test_times_of_somebody_else_are_not_the_figures(text: str, quote: str, expected: str) -> None:
    assert days(said(text)[quote]) == expected


# ------------------------------------------------------------------ questions and records
@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "How many soldiers did Ukraine have in 2021?\n\nAbout 250,000 soldiers.",
            "About 250,000",
            "2021-01-01 2021-12-31",
        ),
        ("How many Russian soldiers died in January?\n\nAn aide said 4,000.", "4,000", "2025-01-01 2025-01-31"),
        ("How many soldiers did Ukraine have in 2021?\n\nToday it has 900,000 soldiers.", "900,000", "- -"),
        (
            BEGAN + "How many soldiers did Ukraine have when the war began?\n\nOne officer thinks 196,000 soldiers.",
            "196,000",
            "2022-02-24 2022-02-24",
        ),
        (
            "Lines\n\nFight: village of Ouro, Mali, 5–7 January 2025\nReported by: the army\nContent: 40 Malian soldiers killed.",
            "40",
            "2025-01-05 2025-01-07",
        ),
        (
            "ANSWER 12 OF 2024\nSubject: the losses\nThe Russian army has 90 generals killed.",
            "90",
            "- -",
        ),
    ],
)
def test_a_question_or_a_record_dates_what_stands_below(text: str, quote: str, expected: str) -> None:
    assert days(said(text)[quote]) == expected
