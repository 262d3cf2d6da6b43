"""Forces that a text brings in with their letters have a side from then on."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.claims import Document
from muster.reading.reader import read


def told(text: str) -> list[tuple[str, str | None]]:
    claims = read(Document(text=text, published=dt.date(2025, 6, 10))).claims
    return [(one.quote, one.party.code if one.party else None) for one in claims]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Benin's army clashed in May with the Northern Atakora Resistance Front (NARF). The army lost 12 soldiers. "
            "The NARF lost 31 fighters, Benin's Defence Ministry said.",
            [("12", "BJ"), ("31", "BJ-NARF")],
        ),
        (
            "Turkey struck camps of the Kurdistan Workers' Party (HPKK) on Monday. The HPKK said 14 of its fighters were killed.",
            [("14", "TR-PKK")],
        ),
        (
            "The Malian Armed Forces (MARF) held the camp. The MARF had 40 soldiers killed.",
            [("40", "ML")],
        ),
    ],
)
def test_letters_stand_for_whose_name_they_shorten(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine lost 400 soldiers in May, the Popular Science Review (PSR) wrote. The PSR put the wounded at 900.",
        "Ukraine lost 400 soldiers in May, said the Institute for Peace (IFP). The IFP put the wounded at 900.",
    ],
)
def test_who_only_speaks_is_no_force(text: str) -> None:
    assert {party for _, party in told(text)} == {"UA"}
