"""What fresh readers found read amiss: each turn of phrase in several hands, beside what it must not be taken for."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import party, said

DAY = dt.date(2025, 1, 2)


# ------------------------------------------------------------------ things in a list, each number behind its noun
@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Russia's losses since 24 February 2022, General Staff: personnel 794,000 (+1,250), tanks 9,672, artillery systems 21,532.",
            ["794,000", "1,250"],
        ),
        ("The enemy's losses in 2024 were: people 430,790, tanks 3,689, guns 13,050, vehicles 21,345.", ["430,790"]),
        ("In three years Russia lost much: soldiers 810,000; tanks 9,900; armoured vehicles 20,500; artillery 21,900.", ["810,000"]),
        ("Russia lost 1,250 soldiers, 12 tanks, 40 guns and 61 drones on Monday.", ["1,250"]),
        ("Of the men in the tanks 12 were killed and 40 wounded, the Russian brigade says.", ["12", "40"]),
    ],
)  # fmt: skip
def test_things_in_a_list_are_no_people(text: str, people: list[str]) -> None:
    assert list(said("The war in Ukraine. " + text, DAY)) == people


# ------------------------------------------------------------------ a health ministry that is named without an owner
@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        (
            "JERUSALEM, 12 May 2024\n\nIsrael and the Israeli army say that Israeli troops fight in Rafah, and Israel denies the toll. "
            "The health ministry says 35,034 people have been killed since 7 October.",
            "35,034",
            "PS",
        ),
        (
            "BEIRUT, 12 October 2024\n\nIsraeli jets struck southern Lebanon again, Israel said. At least 60 people were killed and 168 "
            "wounded on Friday, the health ministry said.",
            "168",
            "LB",
        ),
        (
            "SANAA, 12 August 2018\n\nSaudi Arabia's coalition struck a bus; Saudi Arabia called it legitimate. The health ministry said "
            "51 people were killed.",
            "51",
            "YE",
        ),
        (
            "TEL AVIV, 16 June 2025\n\nIranian missiles hit Haifa overnight, and Iran's guards said they aimed at a refinery. The health "
            "ministry said 24 people had been killed since Friday.",
            "24",
            "IL",
        ),
        (
            "BEIRUT, 12 October 2024\n\nIsrael's army said it hit Hezbollah depots, and Israel warned villages. Health officials put the "
            "week's dead at 214.\n\nIn Israel two people were killed by rockets, the Israeli health ministry said.",
            "214",
            "LB",
        ),
        (
            "KYIV, 9 July 2024\n\nRussia fired missiles; Russia says it hit plants. The health ministry said 33 people were killed.",
            "33",
            "UA",
        ),
        (
            "The health ministry says 35,034 people have been killed since 7 October, and Israel says that it does not trust the figure. "
            "Israel's army has lost 273 soldiers, the Israeli military says.",
            "35,034",
            None,
        ),
        (
            "The truce in Gaza is a week old. Israel's army says it has lost 405 soldiers there.\n\nThe health ministry of Israel counted "
            "1,200 dead on the first day.",
            "1,200",
            "IL",
        ),
    ],
)
def test_a_health_ministry_counts_the_dead_of_the_land_that_is_struck(text: str, quote: str, code: str | None) -> None:
    assert party(said(text)[quote]) == code
