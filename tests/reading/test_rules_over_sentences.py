"""What a figure takes from the sentences, the list and the title around it: its days, what it is of and whose people."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import days, party, said

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
