"""The time that a study looked at, told once and meant all through."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import days, said

pytestmark = pytest.mark.usefixtures("rules_alone")

LATER = dt.date(2019, 11, 20)
TITLE = "MEDICINE DIGEST\n20 November 2019\n\nMines now cause half of Yemeni wounds\n\n"
REST = (
    "\n\nResults of the team\n• Mines: 51% of wounds.\n• Bullets: 22%.\n\n"
    "For comparison, a study elsewhere put wounds due to shells at 80%.\n"
)


@pytest.mark.parametrize(
    "told",
    [
        "Who was looked at\n940 Yemeni soldiers admitted between January and June 2019.",
        "Patients. 940 Yemeni soldiers admitted to two hospitals between January and June 2019.",
        "The sample\n940 Yemeni soldiers treated between January and June 2019.",
        "Participants. 940 wounded Yemeni soldiers whose charts were kept, January to June 2019.",
        "Surgeons examined 940 Yemeni soldiers between January and June 2019.",
    ],
)
def test_shares_of_a_study_are_of_the_time_it_looked_at(told: str) -> None:
    found = said(TITLE + told + REST, LATER)
    assert days(found["half"]) == "2019-01-01 2019-06-30"
    assert days(found["51%"]) == "2019-01-01 2019-06-30"
    assert days(found["80%"]) == "- -"


def test_patients_of_a_paragraph_about_something_else_are_no_study() -> None:
    text = "Mines cause 51% of Yemeni wounds, a doctor said.\n\nRuins. 940 Yemeni soldiers left the hospital between January and June 2019."
    assert days(said(text, LATER)["51%"]) == "- -"
