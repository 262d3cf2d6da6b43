"""Shares of losses due to a cause that stand in a list, or alone behind the wounded of whom they are."""

from __future__ import annotations

import pytest
from telling import said

from muster.claims.measures import Measure

STUDY = "Surgeons of one hospital\n\nUkrainian surgeons went through the files of 2,400 soldiers wounded in 2024.\n\n"


def shares(text: str) -> list[str]:
    """The quotes that were read as shares due to a cause."""
    return [quote for quote, claim in said(text).items() if claim.measure is Measure.CAUSE_SHARE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Causes of injury\n- drones: 64%\n- artillery and mortars: under 21%\n- mines: 9%\n- bullets: 2.5%",
            "64% under 21% 9% 2.5%",
        ),
        ("Cause of death, as the authors give it\n(a) shell fragments, 58.1%\n(b) small arms, 30%", "58.1% 30%"),
        ("Wounds by weapon:\nFPV drones – 71%\nGlide bombs – 4%", "71% 4%"),
        ("What kills\n\n• Rockets: 40 per cent\n• Snipers: 6 per cent", "40 6"),
        ("She read them all. Drones: 72% of them. Artillery: 17%. Mines, around a tenth.", "72% 17% around a tenth"),
    ],
)
def test_a_list_of_causes_has_shares(text: str, expected: str) -> None:
    files = "In spring the hospital had 1,126 wounded soldiers. " if text.startswith("She") else STUDY
    assert " ".join(shares(files + text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Causes of delay\n- drones: 64%\n- mines: 9%",
        "Production against the plan\n- artillery: 80%\n- missiles: 95%",
        "Causes of injury\n- officers: 11%\n- men over fifty: 20%",
        "The factory is slow. Drones: 72% of the plan.",
        "Stocks of weapons\nmortars – 40%\nshells – 15%",
    ],
)
def test_a_list_of_other_things_has_none(text: str) -> None:
    assert shares(STUDY + text) == []
