"""What fresh readers found read amiss: each turn of phrase in several hands, beside what it must not be taken for."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import days, party, said

from muster.claims import Claim
from muster.claims.period import Period
from muster.reading.fetch import load_bytes
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

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


# ------------------------------------------------------------------ a war that one sentence compares with
PRESENT = (
    "{}\n\nBritain's defence ministry says Russia lost 41,980 soldiers killed and wounded in October. Some 20,000 of its men were killed "
    "in September and October, Western officials say.\n\n{}"
)
AFTERTHOUGHTS = [
    ("LONDON, Nov. 2024", "On Sunday the country remembers the 880,000 British soldiers who died in World War I."),
    ("LONDON, 30 November 2024", "Of the Second World War Russia says that it cost the Red Army 8.7 million dead."),
    ("OSLO, December 2024", "The Soviet Union lost some 15,000 in the Soviet-Afghan war, by its own count."),
]  # fmt: skip


@pytest.mark.parametrize(("head", "last"), AFTERTHOUGHTS)
def test_a_war_that_the_last_sentence_compares_with_is_not_what_the_text_is_about(head: str, last: str) -> None:
    claims = list(said_of(PRESENT.format(head, last)))
    assert [claim.war for claim in claims] == ["russia-ukraine", "russia-ukraine", None]
    assert claims[0].period == Period(dt.date(2024, 10, 1), dt.date(2024, 10, 31))


@pytest.mark.parametrize(
    "text",
    [
        "LONDON, 11 November 2024\n\nThe country remembers. In 1916 Britain lost 57,470 men in a day, killed and wounded.\n\nRussia "
        "lost 1.8 million in World War I.",
        "What World War I cost\n\nLONDON, November 2024\n\nBritain lost 880,000 men. Russia lost 1.8 million, Germany two million.",
    ],
)
def test_a_text_on_an_old_war_stays_about_it(text: str) -> None:
    assert {claim.war for claim in said_of(text)} == {"ww1"}


def said_of(text: str) -> tuple[Claim, ...]:
    """The claims of a text as a file of it is read, with the day that its head gives."""
    return read(load_bytes(text.encode(), name="report.txt")).claims


# ------------------------------------------------------------------ names that only sound like a count, and differences
@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("The Open Roll project estimates that 219,000 Russian soldiers have been killed in Ukraine.", "219,000", "estimate"),
        ("Open Roll project estimates of Russian dead in Ukraine run to 165,000.", "165,000", "estimate"),
        ("The roll of Russian dead in Ukraine has 111,387 names of soldiers.", "111,387", "count"),
        ("The Register of Kyiv lists 111,387 Russian soldiers killed in Ukraine, all by name.", "111,387", "count"),
    ],
)  # fmt: skip
def test_a_word_for_counting_in_a_name_makes_no_count(text: str, quote: str, status: str) -> None:
    assert said(text, DAY)[quote].status.value == status


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("In May 44,000 Russians were killed or wounded in Ukraine, 12,000 more than came in.", ["44,000"]),
        ("Russia lost 12,000 more men in Ukraine than it signed up, an adviser in Kyiv said.", []),
        ("Ukraine says Russia lost 33,000 soldiers in June, 2,400 fewer than in May.", ["33,000", "2,400"]),
        ("Russia lost more than 12,000 soldiers in Ukraine in May.", ["more than 12,000"]),
        ("Another 12,000 Russian soldiers were killed in Ukraine in May, more than in April.", ["12,000"]),
    ],
)
def test_by_how_many_more_is_no_figure_of_losses(text: str, quotes: list[str]) -> None:
    assert list(said(text, DAY)) == quotes


# ------------------------------------------------------------------ those who speak for a body
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Researchers at Yale University put the number of Russian soldiers killed in Ukraine at 100,000.", "Yale University"),
        ("Analysts at the Peace Research Institute Oslo count 100,000 killed in Tigray.", "Peace Research Institute Oslo"),
        ("According to scholars of the University of Ghent, 100,000 soldiers were killed in Tigray.", "University of Ghent"),
        ("Journalists at Mediazona and the BBC have counted 100,000 Russian dead in Ukraine.", "Mediazona and the BBC"),
        ("Researchers in Kyiv put the number of Russian soldiers killed at 100,000.", "Researchers"),
        ("Analysts put the number of Russian soldiers killed in Ukraine at 100,000.", "Analysts"),
    ],
)  # fmt: skip
def test_who_works_for_a_body_speaks_in_its_name(text: str, speaker: str) -> None:
    assert said(text, DAY)["100,000"].speaker == speaker


# ------------------------------------------------------------------ those who served in an earlier war
@pytest.mark.parametrize(
    ("text", "quote", "measure", "code"),
    [
        ("Vietnam killed 58,220 Americans, out of 3 million who served.", "3 million", "strength", "US"),
        ("Britain buried 888,246 of the 6 million who served in the First World War.", "6 million", "strength", "GB"),
        (
            "Russian losses in Ukraine dwarf those of Afghanistan. Of the 620,000 Soviet soldiers who served there, fewer than 15,000 were "
            "killed.",
            "fewer than 15,000",
            "killed",
            "SU",
        ),
        ("Among the 700 Ukrainians who fought and died there 90 were women.", "700", "killed", "UA"),
    ],
)  # fmt: skip
def test_who_served_is_not_who_fell(text: str, quote: str, measure: str, code: str) -> None:
    claim = said(text, DAY)[quote]
    assert (claim.measure.value, party(claim)) == (measure, code)


# ------------------------------------------------------------------ one voice on two days
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "KHARTOUM, 20 June 2024\n\nThe army said on 3 June that 4,100 RSF fighters had been killed since 1 May. It said on 17 June "
            "that 5,700 had been killed since 1 May.",
            ["SD-RSF 2024-05-01 2024-06-03", "SD-RSF 2024-05-01 2024-06-17"],
        ),
        (
            "KYIV, 2 July 2025\n\nThe General Staff said on Monday that Russia had lost 1,020,000 soldiers since 24 February 2022. It said "
            "on Wednesday that since that date Russia had lost 1,002,000.",
            ["RU 2022-02-24 2025-06-30", "RU 2022-02-24 2025-07-02"],
        ),
        (
            "KHARTOUM, 20 June 2024\n\nThe army said 4,100 RSF fighters had been killed since 1 May. On 9 June it retook Bara. Some 300 of "
            "its soldiers have been killed since that date.",
            ["SD-RSF 2024-05-01 2024-06-20", "SD 2024-06-09 2024-06-20"],
        ),
    ],
)
def test_one_voice_on_two_days_goes_on_about_the_same_people_and_since_when(text: str, found: list[str]) -> None:
    assert [f"{party(claim)} {days(claim)}" for claim in said_of(text)] == found


# ------------------------------------------------------------------ a total before a colon, and its parts behind it
def test_a_total_before_a_colon_is_of_who_speaks_there_and_of_no_part_s_side() -> None:
    text = (
        "SANAA, 3 March 2019\n\nThe war in Yemen has killed 60,000 people since 2016, ACLED said: 31,000 Houthi fighters and 22,000 "
        "government troops among them."
    )
    found = [(claim.quote, party(claim), claim.speaker) for claim in said_of(text)]
    assert found == [("60,000", None, "ACLED"), ("31,000", "YE-HOUTHI", "ACLED"), ("22,000", "YE", "ACLED")]
