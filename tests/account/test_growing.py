"""Running totals that a text says were added to, held against the total before; and what only looks so."""

from __future__ import annotations

import pytest
from checked import checked

from muster.claims.finding import Finding, Kind, Verdict
from muster.reading.fetch import load_bytes
from muster.reading.reader import read

ARMY = (
    "KHARTOUM, 4 September 2024\n\nThe RSF had lost 1,240 fighters by the end of July, the army said. In August it lost another 310, "
    "bringing total losses to {}."
)
MINISTRY = (
    "GAZA, 12 May 2024 (wire)\n\nThe Gaza health ministry said on Sunday that 63 people had been killed in the past 24 hours, taking the "
    "toll since 7 October to {}. On Saturday the ministry had put the toll at 34,971."
)
NAMES = (
    "KYIV, 2 April 2025\n\nThrough February the list had 118,200 names of Russian soldiers killed. Volunteers added 7,780 in March, for a "
    "total of {}."
)
STAFF = (
    "KYIV, 2 April 2025\n\nRussia lost 1,290 soldiers over the past day, the General Staff said, which brings the total since the invasion "
    "to {}. A day earlier the total stood at 916,080."
)
PAST = (
    "LONDON, 3 March 2024\n\nLosses in February came to 30,500, the ministry said, taking Russian casualties since the invasion past {}. "
    "It had put them at 385,000 at the end of January."
)
GROWN = [
    (ARMY, "1,550", "1,750"), (MINISTRY, "35,034", "35,134"), (NAMES, "125,980", "128,980"), (STAFF, "917,370", "917,700"),
    (PAST, "410,000", "440,000"),
]  # fmt: skip


def found(text: str) -> list[Finding]:
    """The sums that the checks try on one text."""
    return [one for one in checked(text) if one.kind is Kind.PARTS]


@pytest.mark.parametrize(("text", "right", "wrong"), GROWN)
def test_a_total_that_was_added_to_is_held_against_the_total_before(text: str, right: str, wrong: str) -> None:
    assert [one.verdict for one in found(text.format(wrong))] == [Verdict.FAILS]
    assert Verdict.FAILS not in [one.verdict for one in found(text.format(right))]


def test_such_a_total_runs_up_to_the_end_of_what_was_added_and_is_no_month_s() -> None:
    claims = read(load_bytes(NAMES.format("125,980").encode(), name="report.txt")).claims
    assert [(str(one.period.start), str(one.period.end)) for one in claims[1:]] == [
        ("2025-03-01", "2025-03-31"),
        ("None", "2025-03-31"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # the total of a month of its own
        "KHARTOUM, 4 September 2024\n\nThe RSF had lost 1,240 fighters by the end of July, the army said. In August 310 were killed and 95 "
        "wounded, bringing the month's total to 405.",
        # the total before is older than what was added
        "KHARTOUM, 4 September 2024\n\nThe RSF had lost 1,240 fighters by the end of May, the army said. In August it lost another 310, "
        "bringing total losses to 2,050.",
        # of another place
        "KHARTOUM, 4 September 2024\n\nIn Omdurman the RSF had lost 1,240 fighters by the end of July, the army said. In August it lost "
        "another 310 in El Fasher, bringing its losses there to 690.",
    ],
)
def test_what_only_looks_so_accuses_nobody(text: str) -> None:
    assert Verdict.FAILS not in [one.verdict for one in found(text)]
