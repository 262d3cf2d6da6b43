"""Whose people figures count where a few words turn the text to a side, or say whose all figures are."""

from __future__ import annotations

import pytest
from test_rules_party_2 import expect

IRAQ = "The Iran-Iraq war\n\nBy 1988 Iran and Iraq had fought for eight years.\n\n"
KOREA = "The Korean War\n\nNorth Korea and South Korea fought from 1950 to 1953, with China and the United States.\n\n"
SUDAN = "Sudan's war\n\nKHARTOUM, 2 March 2025 — The army and the RSF fight for the capital.\n\n"
UKRAINE = "Two armies\n\n10 March 2025\n\nRussia and Ukraine are both short of men.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (IRAQ + "Start with Iraq. It mobilised 900,000 men. Of these 105,000 were killed.\n\nNow to Iran. Its army lost 190,000 dead.",
         "900,000 IQ; 105,000 IQ; 190,000 IR"),
        (KOREA + "The Chinese list first. When did it pass the round numbers? 100,000 dead in May 1951.", "100,000 CN"),
        (UKRAINE + "Ukraine has called up too few. As for Russia, nobody sees the bottom.\n\nAnd Ukraine? The dead come to 60,000.", "60,000 UA"),
        (UKRAINE + "Take the Russians first. The Defence Ministry said nothing for a year. By 1 March 90,000 had been killed.",
         "90,000 RU"),
        (SUDAN + "On the RSF. It began with 70,000 under arms, and 12,000 have been killed since.", "70,000 SD-RSF; 12,000 SD-RSF"),
        (UKRAINE + "All figures in the list are for Russia and come from London.\n\n3 January. A total of 790,000 casualties, 1,500 a day.\n\n"
         "4 February. The total was 860,000 killed and wounded.", "790,000 RU; 1,500 RU; 860,000 RU"),
        (IRAQ + "Every number below refers to Iran. \n\nJune: 4,200 killed.\n\nJuly: 6,100 killed and 900 missing.", "4,200 IR; 6,100 IR; 900 IR"),
    ],
)  # fmt: skip
def test_a_few_words_turn_the_text_to_a_side(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (IRAQ + "Start with Iraq. It mobilised 900,000 men. Iran lost 190,000 dead.", "900,000 IQ; 190,000 IR"),
        (UKRAINE + "Now Russia. Ukraine buried 400 soldiers on that day.", "400 UA"),
        (UKRAINE + "On Thursday Russia fired missiles at Kharkiv. Eleven residents were killed.", "Eleven UA civ"),
        (UKRAINE + "All figures are Ukraine's and unverified.\n\nThe invaders: 790,000 Russian casualties.", "790,000 RU"),
        (UKRAINE + "All figures in this section are for Russia.\n\n790,000 casualties.\n\nUkraine's own army had 400,000 wounded.",
         "790,000 RU; 400,000 UA"),
    ],
)  # fmt: skip
def test_a_side_named_since_outweighs_the_turn(text: str, expected: str) -> None:
    expect(text, expected)
