"""Whose month a figure is: what a month cost, beside running totals that only were told in it, and sums of the figures before."""

from __future__ import annotations

import pytest
from telling import days, said

from muster.claims.figure import Per
from muster.claims.measures import Measure, Status

pytestmark = pytest.mark.usefixtures("rules_alone")

WAR = "Kyiv and Moscow are at war. "
MAY, JUNE, JULY = "2024-05-01 2024-05-31", "2024-06-01 2024-06-30", "2024-07-01 2024-07-31"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Ukrainian army's staff put Russian losses in May 2024 at 36,412.", {"36,412": MAY}),
        ("Ukraine's defence ministry placed Russia's casualties in June 2024 at 33,170.", {"33,170": JUNE}),
        (
            "Russian losses in May 2024 stood at 36,412 by the staff's count. In June 2024 they reached 33,170.",
            {"36,412": MAY, "33,170": JUNE},
        ),
        (
            "The staff put Russian losses in May 2024 at 36,412, in June at 33,170 and in July at 34,903.",
            {"36,412": MAY, "33,170": JUNE, "34,903": JULY},
        ),
        ("In May 2024 Ukraine's General Staff recorded 36,412 Russian casualties.", {"36,412": MAY}),
        (
            "In June 2024 the ministry in Kyiv tallied 33,170 Russian losses. In July 2024 it counted 34,903, somewhat more.",
            {"33,170": JUNE, "34,903": JULY},
        ),
        (
            "In July 2024 the staff in Kyiv added 34,903 Russian soldiers killed and wounded to its tally.",
            {"34,903": JULY},
        ),
        # sums to the man
        (
            "Russia lost 36,412 soldiers in May 2024 and 33,170 in June. Both months together make 69,582.",
            {"69,582": "2024-05-01 2024-06-30"},
        ),
        (
            "Russia lost 36,412 men in May 2024, 33,170 in June and 34,903 in July. In all that is 104,485.",
            {"104,485": "2024-05-01 2024-07-31"},
        ),
    ],
)
def test_what_a_month_cost_is_of_the_month(text: str, told: dict[str, str]) -> None:
    found = said(WAR + text)
    assert {quote: days(found[quote]) for quote in told} == told


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("In May 2024 Ukraine's General Staff reported 490,000 Russian casualties.", "490,000"),
        ("In May 2024 the general reported 46,000 Russian soldiers killed.", "46,000"),
        ("In May 2024 the ministry put Russian losses at 490,130.", "490,130"),
        ("The staff counts 36,412 Russian losses in May 2024 and 507,620 in all.", "507,620"),
        ("Kyiv put Russian casualties in June 2024 at 33,170 and 541,210 altogether.", "541,210"),
        ("Russia's losses, 507,620 on 1 June 2024, rose to 541,210 a month later, the staff says.", "541,210"),
        ("Russian losses had climbed to 541,210 in June 2024, the staff says.", "541,210"),
    ],
)
def test_what_was_told_in_a_month_and_runs_on_is_not_of_the_month(text: str, quote: str) -> None:
    assert said(WAR + text)[quote].period.start is None


def test_a_total_of_the_kinds_before_it_has_their_days() -> None:
    found = said(WAR + "In June 2024 Russia lost 4,120 men killed, 9,870 wounded and 310 captured, 14,300 in all.")
    assert days(found["14,300"]) == JUNE


# ------------------------------------------------------------------ numbers that fall, and men who do
@pytest.mark.parametrize("fell", ["Russian losses fell in June.", "Russian casualties fell last month."])
def test_losses_that_fell_are_no_men_who_fell(fell: str) -> None:
    found = said(f"{fell} Russia lost 33,170 soldiers in June 2024.")
    assert found["33,170"].measure is Measure.LOSSES


def test_men_who_fell_are_dead() -> None:
    found = said("Many Russian soldiers fell at Vovchansk. Russia lost 3,170 soldiers there in June 2024.")
    assert found["3,170"].measure is Measure.KILLED


# ------------------------------------------------------------------ what will go on
@pytest.mark.parametrize(
    "text",
    [
        "Russia will most probably go on losing more than 900 soldiers a day in April 2025.",
        "Russian forces will very likely continue to take over 1,100 casualties a day in April 2025.",
        "Casualties will almost certainly remain above 1,100 a day in April 2025.",
        "Russia will keep losing more than 900 men a day through April 2025.",
    ],
)
def test_what_will_go_on_is_foreseen(text: str) -> None:
    [claim] = said(WAR + text).values()
    assert claim.status is Status.FORECAST


def test_what_goes_on_is_not_foreseen() -> None:
    [claim] = said(
        WAR + "Russian forces continue to take over 1,100 casualties a day, and winter will not change it."
    ).values()
    assert claim.status is not Status.FORECAST


# ------------------------------------------------------------------ daily means in brackets
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "For May 2024 the staff had 36,412 Russian losses (1,175 a day), for June 33,170 (1,106) and for July 34,903 (1,126).",
            {"1,175": MAY, "1,106": JUNE, "1,126": JULY},
        ),
        ("Russia lost 36,412 men (1,175) in May 2024 and 33,170 (1,106) in June.", {"1,175": MAY, "1,106": JUNE}),
        ("Russian casualties came to 34,903 (1,126) in July 2024.", {"1,126": JULY}),
    ],
)
def test_a_thirtieth_in_brackets_is_a_daily_mean(text: str, told: dict[str, str]) -> None:
    found = said(WAR + text)
    assert {quote: (found[quote].figure.per, days(found[quote])) for quote in told} == {
        quote: (Per.DAY, its) for quote, its in told.items()
    }


def test_another_number_in_brackets_is_no_mean() -> None:
    found = said(
        WAR + "Russian casualties came to 34,903 (9,126) in July 2024, with 36,412 (1,175 of them officers) in May."
    )
    assert [claim.figure.per for claim in found.values()] == [None] * len(found)


# ------------------------------------------------------------------ from one month's figure to the next
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Losses rose by 9 percent in June 2024, from 30,430 to 33,170, Ukraine's staff said.",
            {"30,430": MAY, "33,170": JUNE},
        ),
        ("Russian casualties fell by a tenth in June 2024, from 36,412 to 33,170.", {"36,412": MAY, "33,170": JUNE}),
        (
            "Russian losses dropped in July 2024 by some five percent, from 34,903 to 33,170.",
            {"34,903": JUNE, "33,170": JULY},
        ),
        ("Russian losses fell from 36,412 to 33,170 in June 2024.", {"36,412": MAY, "33,170": JUNE}),
    ],
)
def test_a_change_from_one_to_the_other_is_two_figures_of_two_months(text: str, told: dict[str, str]) -> None:
    found = said(WAR + text)
    assert {quote: days(claim) for quote, claim in found.items()} == told


def test_from_one_to_the_other_without_a_change_is_a_range() -> None:
    [claim] = said(WAR + "By its own count Ukraine's army lost from 1,200 to 1,400 men in June 2024.").values()
    assert (claim.figure.low, claim.figure.high) == (1_200, 1_400)


# ------------------------------------------------------------------ two sentences, and a project
def test_the_next_sentence_closes_no_since() -> None:
    found = said(
        "Since the invasion began on 24 February 2022 much has changed.\n\nBy 20 December 2024 they had confirmed 62,740 names of Russian "
        "soldiers killed since the start of the invasion. By 17 January 2025 the list had grown."
    )
    assert days(found["62,740"]) == "2022-02-24 2024-12-20"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Grave Watch project estimates 4,300 Russian soldiers killed in 2023.", Status.ESTIMATE),
        ("Grave Watch project estimate: 4,300 Russian soldiers were killed in 2023.", None),
        ("Western officials project 400,000 Russian casualties by December 2025.", Status.FORECAST),
    ],
)
def test_a_project_is_a_body_and_foresees_nothing(text: str, status: Status | None) -> None:
    [claim] = said(WAR + text).values()
    assert claim.status is status if status is not None else claim.status is not Status.FORECAST


# ------------------------------------------------------------------ where a speaker's name ends
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to Ukraine's General Staff Russia's losses for May 2024 were 36,412.", "Ukraine's General Staff"),
        (
            "By the count of Ukraine's defence ministry Russia's losses in June 2024 came to 33,170.",
            "Ukraine's defence ministry",
        ),
        (
            "Post, 4 March 2025\n\nKISUMU - Volunteers of the Grave Watch group have confirmed that 43 Russians died in 2023.",
            "Volunteers of the Grave Watch group",
        ),
        (
            "Post, 4 March 2025\n\nADDIS ABABA - Researchers of the Alder Centre have established that 43 Russians died in 2023.",
            "Alder Centre",
        ),
    ],
)
def test_a_name_holds_no_dateline_and_no_side_behind_it(text: str, speaker: str) -> None:
    [claim] = said(text).values()
    assert claim.speaker == speaker


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what a change came to is of the change's own month
        (
            "Russian losses fell by a tenth in June 2024, from 36,412 in May 2024 to 33,170.",
            {"36,412": MAY, "33,170": JUNE},
        ),
        (
            "The army's losses rose 5 percent in July 2024, from 33,170 in June 2024 to 34,903, the ministry said.",
            {"33,170": JUNE, "34,903": JULY},
        ),
        # a time behind "so" or "bringing" is of what follows
        (
            "Russian losses of May and June 2024 together were 69,582, so July 2024 brought a rise.",
            {"69,582": "2024-05-01 2024-06-30"},
        ),
        (
            "The staff put Russian losses in May 2024 at 36,412 and in June at 33,170, bringing the second quarter of 2024 to 110,240.",
            {"36,412": MAY, "33,170": JUNE},
        ),
        # its own mean shows that it is the month's
        (
            "In July 2024 the enemy lost 34,903 men. Average daily losses: 1,126. In June they had amounted to 33,170, or 1,106 a day.",
            {"33,170": JUNE},
        ),
        (
            "In July 2024 the enemy lost 34,903. Its average daily losses were 1,126. In May they had come to 36,412, or 1,175 per day.",
            {"36,412": MAY},
        ),
    ],
)
def test_a_figure_has_no_other_figures_month(text: str, told: dict[str, str]) -> None:
    found = said(WAR + text)
    assert {quote: days(found[quote]) for quote in told} == told
