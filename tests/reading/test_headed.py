"""Lines that stand over what follows: sections on past wars, entries on one fight each, months at the heads of rows."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import days, said, times

pytestmark = pytest.mark.usefixtures("rules_alone")

LATER = dt.date(2026, 1, 20)


# ------------------------------------------------------------------ entries on one fight
FIGHTS = (
    "It was not the first raid of the rebels on the army of Mali this year.\n\n"
    "* 3 June, Bamba. The rebels claimed over 70 soldiers killed. The army admitted the loss of twenty-one.\n"
    "* Northern Mali, 9 August 2025. By nightfall about 3,200 soldiers were dead, a local council says.\n\n"
    "Nobody has counted the fighters of the rebels."
)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("over 70", "2025-06-03 2025-06-03"),
        ("twenty-one", "2025-06-03 2025-06-03"),
        ("about 3,200", "2025-08-09 2025-08-09"),
    ],
)
def test_an_entry_headed_by_a_day_and_a_place_is_of_that_day(figure: str, expected: str) -> None:
    assert days(said(FIGHTS, LATER)[figure]) == expected


@pytest.mark.parametrize("who", ["Defence Ministry", "General Staff", "Telegram"])
def test_who_told_of_it_is_no_place(who: str) -> None:
    text = f"What was said in the war in Mali.\n\n* 3 June 2025, {who}. The rebels have 4,000 fighters. They killed 310 soldiers.\n"
    assert days(said(text, LATER)["310"]) != "2025-06-03 2025-06-03"


def test_what_comes_after_the_entries_is_not_of_their_day() -> None:
    text = FIGHTS.replace("Nobody has counted the fighters of the rebels.", "The army lost 900 soldiers.")
    assert days(said(text, LATER)["900"]) != "2025-08-09 2025-08-09"


# ------------------------------------------------------------------ sections on past wars
WARS = (
    "How tolls of wars moved\n\nPublished 20 January 2026\n\nThree wars are looked at here.\n\n"
    "IRAN AND IRAQ (22 September 1980 – 20 August 1988)\n"
    "A historian thought that 340,000 Iraqi soldiers had been killed.\n\n"
    "FALKLANDS, 2 April 1982 – 14 June 1982\n"
    "The Argentine army lost 649 men killed in the war, a commission found.\n\n"
    "WHAT TO TAKE FROM THIS\n"
    "No register of dead soldiers was ever closed."
)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("340,000", "1980-09-22 1988-08-20"), ("649", "1982-04-02 1982-06-14")],
)
def test_a_section_on_a_past_war_gives_its_tolls_their_days(figure: str, expected: str) -> None:
    assert days(said(WARS, LATER)[figure]) == expected


def test_a_heading_of_a_month_is_no_war() -> None:
    text = (
        "Report on the war in Ukraine\n\n20 January 2026\n\nRUSSIA, 1 December 2025 – 31 December 2025\n"
        "The Russian army lost 34,000 men killed and wounded.\n"
    )
    assert days(said(text, LATER)["34,000"]) == "2025-12-01 2025-12-31"


# ------------------------------------------------------------------ months and days of a month
@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The raids:\n* May. A raid on a camp. 40 died.\n", "may", "2025-05-01 2025-05-31"),
        ("The raids:\n* March. A raid on a camp. 40 died.\n", "march", "2025-03-01 2025-03-31"),
        ("In May 2019 he told of 40 dead up to the 3rd of that month.", "up to the 3rd of that month", "- 2019-05-03"),
    ],
)
def test_months_at_the_heads_of_rows_and_days_of_a_month(text: str, words: str, expected: str) -> None:
    assert times(text, published=dt.date(2025, 9, 22)).get(words) == expected
