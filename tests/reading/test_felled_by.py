"""Whose people fell where the text says at whose hands, or where a force's own statement tells of it."""

from __future__ import annotations

import pytest
from test_rules_party_2 import expect

LEBANON = "The war in Lebanon\n\nBEIRUT, 2 December 2024 — Israel and Hezbollah have fought since October 2023.\n\n"
PAKISTAN = "Pakistan and the TTP\n\nISLAMABAD, 2 March 2025 — The army fights the TTP and the BLA in two provinces.\n\n"
SUDAN = "Sudan's war\n\nKHARTOUM, 2 March 2025 — The army and the RSF fight for Bara.\n\n"
UKRAINE = "Two armies\n\n10 March 2025\n\nRussia and Ukraine are both short of men.\n\n"
MALI = "Mali\n\nBAMAKO, 3 June 2025 — The army and JNIM fight for the road to Gao.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LEBANON + "The year saw 73 soldiers killed by Hezbollah.", "73 IL"),
        (UKRAINE + "The list has 400 soldiers killed by the Russians at Bakhmut.", "400 UA"),
        (
            SUDAN + "In the town 58 men were taken prisoner by the RSF and 120 were killed by the army.",
            "58 SD; 120 SD-RSF",
        ),
        (
            PAKISTAN + "The register has 754 policemen killed. Of these 412 fell to the TTP and 187 to the BLA.",
            "754 PK; 412 PK; 187 PK",
        ),
        (MALI + "A ledger counts 90 soldiers slain by JNIM.", "90 ML"),
    ],
)
def test_those_who_fell_to_a_side_are_the_other_side_s(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UKRAINE + "By Ukraine's count 1,200 Russian soldiers were killed on Monday.", "1,200 RU"),
        (UKRAINE + "Russian soldiers killed by drones: 900.", "900 RU"),
        (LEBANON + "The dead of Hezbollah, 500 by its own list, are buried in the south.", "500 LB-HEZBOLLAH"),
        (UKRAINE + "About 5,000 men a month are recruited by Russia.", "5,000 RU"),
        (SUDAN + "The RSF had 300 killed by disease.", "300 SD-RSF"),
    ],
)
def test_who_only_counts_or_recruits_felled_nobody(text: str, expected: str) -> None:
    claims = text.replace("About ", "")
    expect(claims, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAKISTAN + "TTP's statement had 100 soldiers dead and seven in its hands.", "100 PK; seven PK"),
        (SUDAN + "The RSF's statement on the same day has 130 soldiers killed and 41 taken alive.", "130 SD; 41 SD"),
        (MALI + "JNIM's communiqué put the army's dead at 45.", "45 ML"),
        (SUDAN + "The RSF's statement mourns 60 of its fighters killed.", "60 SD-RSF"),
    ],
)
def test_the_statement_of_a_force_tells_of_the_army_s_soldiers(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UKRAINE + "A source says that the number of Russians captured since 6 August is now 300.", "300 RU"),
        (UKRAINE + "Ukrainian troops captured since Monday come to 45.", "45 UA"),
        (UKRAINE + "Russians captured in May: 90.", "90 RU"),
        (LEBANON + "The count of Israelis still held in the south stands at 12 prisoners.", "12 IL"),
        (UKRAINE + "Ukrainian troops captured 45 prisoners.", "45 RU"),
        (UKRAINE + "The Russians took in May 90 prisoners.", "90 UA"),
        (UKRAINE + "Ukraine captured on Monday 31 soldiers.", "31 RU"),
    ],
)
def test_men_who_are_held_hold_nobody(text: str, expected: str) -> None:
    expect(text, expected)
