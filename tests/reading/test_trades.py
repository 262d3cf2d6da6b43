"""Speakers whom reports name by a trade, a kind of body or a group: in a report of any war."""

from __future__ import annotations

import pytest

from muster.claims import Document
from muster.reading.reader import read
from muster.reading.score import same_name

pytestmark = pytest.mark.usefixtures("rules_alone")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Resistance groups in the capital talked of more than 5,000 soldiers killed.",
            "Resistance groups in the capital",
        ),
        ("Relief agencies put the number of soldiers killed at 5,000.", "Relief agencies"),
        ("Local committees believe that 5,000 soldiers were killed.", "Local committees"),
        ("Defence attachés in Bangkok think that 5,000 soldiers were killed.", "Defence attachés in Bangkok"),
        ("The Royal Thai Army names 21 dead since Monday.", "Royal Thai Army"),
        ("By the words of prisoners, 500 soldiers were killed.", "prisoners"),
        ("The radio in the capital boasted of 65,000 soldiers killed.", "The radio in the capital"),
        ("Since the ceasefire mines have killed 70 soldiers, according to the mine agency.", "the mine agency"),
        ("Colonel Ann Example is sure that 500 soldiers were killed.", "Ann Example"),
        ("Colonel Ann Example's answer was 500 soldiers killed.", "Ann Example"),
        ("Ann Example's new book has 500 soldiers killed.", "Ann Example"),
        ("The Red Cross is the source of the figure of 500 soldiers killed.", "Red Cross"),
        ("Some 500 soldiers were killed, the general staff said of September.", "the general staff"),
    ],
)
def test_who_speaks(text: str, speaker: str) -> None:
    claims = read(Document(text=text)).claims
    assert claims
    assert same_name(speaker, claims[0].speaker)


@pytest.mark.parametrize(
    "text",
    [
        "In the courts 500 soldiers killed in May were mourned.",
        "In the archive 500 soldiers killed in the war are listed.",
        "Near the museum 500 soldiers were killed.",
        "The names of 500 soldiers killed are cut in the stone.",
    ],
)
def test_who_does_not(text: str) -> None:
    assert [claim.speaker for claim in read(Document(text=text)).claims] in ([None], [])


def test_it_said_is_not_of_forces() -> None:
    text = (
        "Rebel forces are losing 1,050 men a day, the general staff said of September. In the whole of that month, it said, they lost "
        "31,500."
    )
    assert [claim.speaker for claim in read(Document(text=text)).claims] == ["general staff", "general staff"]
