"""Whose people several figures of one text count, told as reports tell them: `expected` lists each figure with its side."""

from __future__ import annotations

import pytest
from telling import said


def sides(text: str, *quotes: str) -> list[str]:
    """The side of each figure, with `civ` behind it where they are civilians."""
    claims = said(text)
    told = [claims[quote] for quote in quotes]
    return [(one.party.code if one.party else "-") + (" civ" if one.civilian else "") for one in told]


def expect(text: str, expected: str) -> None:
    """Check "150 ML; 90 SD civ" against a text."""
    pairs = [one.strip().split(" ", 1) for one in expected.split(";")]
    assert sides(text, *(quote for quote, _ in pairs)) == [side for _, side in pairs]


# ------------------------------------------------------------------ claimed of the enemy
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sahel\n\nBAMAKO, 3 June 2025 — JNIM, the al-Qaeda affiliate, says it lost nobody at Boulkessi and claims 150 soldiers dead.",
            "150 ML",
        ),
        (
            "The war in Afghanistan\n\nKABUL, 2 March 2021 — The Taliban attack again. The Afghan army claims 58 dead and 12 taken.",
            "58 AF-TALIBAN; 12 AF-TALIBAN",
        ),
        (
            "Sudan's war\n\nKHARTOUM, 2 March 2025 — The RSF claimed 200 dead and 45 prisoners in Bara. Burhan's spokesman, crowing, "
            "claimed 380. The doctors' union claims 90 civilians dead.",
            "200 SD; 45 SD; 380 SD-RSF; 90 SD civ",
        ),
        (
            "The war in Ukraine\n\nKYIV, 2 March 2023 — Ukraine claims 1,090 Russian soldiers were killed on Wednesday. Moscow claims to "
            "have lost 12 of its own men at Bakhmut. Britain's claim is 60,000 Russian dead.",
            "1,090 RU; 12 RU; 60,000 RU",
        ),
        ("Chechnya\n\nGROZNY, 3 May 1996 — The Chechen war. Moscow credited itself with 15,000 dead guerrillas.", "15,000 RU-CHECHNYA"),
        ("The war in Ukraine\n\nKYIV, 2 March 2023 — As to the invaders, he claims 58 dead.", "58 RU"),
    ],
)  # fmt: skip
def test_losses_that_a_side_claims_are_the_other_side_s(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The war in Tigray\n\nMEKELLE, 2 March 2022 — The TPLF said 9,000 captives were in its camps; the army, in turn, was left with "
            "3,200 captives. Eritrean troops took 80 prisoners. Another 400 Tigrayans remain in Eritrean custody.",
            "9,000 ET; 3,200 ET-TPLF; 80 ET-TPLF; 400 ET-TPLF",
        ),
        (
            "The Iran-Iraq war\n\nTEHRAN, 4 August 1995 — Iraq ended the war with 37,000 Iranian prisoners and 51,000 of its own soldiers "
            "in Iranian captivity. Iran found itself with 50,000 captives.",
            "37,000 IR; 51,000 IQ; 50,000 IQ",
        ),
        (
            "The war in Ukraine\n\nKYIV, 2 March 2023 — Ukraine got back 130 prisoners on Thursday. Russia lost 40 prisoners at Lyman. "
            "Kyiv holds 400 prisoners. Ukraine's 600 prisoners in Russia will be freed.",
            "130 UA; 40 RU; 400 RU; 600 UA",
        ),
    ],
)
def test_whoever_has_prisoners_has_the_other_side_s(text: str, expected: str) -> None:
    expect(text, expected)
