"""A running total and how far it had come before: "It stands at 55,000. In May it was 31,000"."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import BEGAN, days, said

pytestmark = pytest.mark.usefixtures("rules_alone")

LATER = dt.date(2026, 2, 6)
TOLL = BEGAN + "The Ukrainian army has lost 58,000 soldiers killed since the full-scale invasion, the president said. "


@pytest.mark.parametrize(
    ("told", "figure", "expected"),
    [
        ("In March 2024 it was 33,000.", "33,000", "2022-02-24 2024-03-31"),
        ("In October 2024 the toll stood at 41,000.", "41,000", "2022-02-24 2024-10-31"),
        ("In May 2025 his figure had been 47,000.", "47,000", "2022-02-24 2025-05-31"),
        ("In March 2024 it was 33,000, in October of that year 41,000.", "33,000", "2022-02-24 2024-03-31"),
    ],
)
def test_what_a_running_total_was_before(told: str, figure: str, expected: str) -> None:
    assert days(said(TOLL + told, LATER)[figure]) == expected


@pytest.mark.parametrize(
    ("told", "figure", "expected"),
    [
        ("Over 2024 as a whole it was 21,000.", "21,000", "2024-01-01 2024-12-31"),
        ("In March 2024 it lost 2,900.", "2,900", "2024-03-01 2024-03-31"),
        ("In March 2024 it was 1,900.", "1,900", "2024-03-01 2024-03-31"),
    ],
)
def test_what_a_time_alone_cost_is_no_total(told: str, figure: str, expected: str) -> None:
    found = said(TOLL + told, LATER)
    assert figure not in found or days(found[figure]) == expected
