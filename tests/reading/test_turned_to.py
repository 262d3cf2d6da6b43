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
        (UKRAINE + "Ukraine has called up too few. As for Russia, nobody sees the bottom.\n\nAnd Ukraine? The dead come to 60,000.",
         "60,000 UA"),
        (UKRAINE + "Take the Russians first. The Defence Ministry said nothing for a year. By 1 March 90,000 had been killed.",
         "90,000 RU"),
        (SUDAN + "On the RSF. It began with 70,000 under arms, and 12,000 have been killed since.", "70,000 SD-RSF; 12,000 SD-RSF"),
        (UKRAINE + "All figures in the list are for Russia and come from London.\n\n3 January. "
        "A total of 790,000 casualties, 1,500 a day.\n\n"
         "4 February. The total was 860,000 killed and wounded.", "790,000 RU; 1,500 RU; 860,000 RU"),
        (IRAQ + "Every number below refers to Iran. \n\nJune: 4,200 killed.\n\nJuly: 6,100 killed and 900 missing.",
         "4,200 IR; 6,100 IR; 900 IR"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UKRAINE + "🇷🇺: 406,000 enlisted in 2024.\n\n🇺🇦: 27,000 a month mobilised.", "406,000 RU; 27,000 UA"),
        (UKRAINE + "4/ 🇺🇦 dead by name: 87,400, per UALosses.", "87,400 UA"),
        (UKRAINE + "🇺🇦 losses, says Moscow: 500,000 killed and wounded.", "500,000 UA"),
        (IRAQ + "🇮🇷 190,000 killed\n🇮🇶 105,000 killed", "190,000 IR; 105,000 IQ"),
        (UKRAINE + "No flag here: Russia lost 1,076 men.", "1,076 RU"),
    ],
)
def test_a_flag_names_its_country(text: str, expected: str) -> None:
    expect(text, expected)


REGISTER = "CLAIMS REGISTER: the war of Iran and Iraq, 1980 to 1988\n\nFigures as they came in, unverified.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REGISTER + "[1] By: Iraqi army, August 1988\nAbout: own losses\nKilled 58,000. Wounded 110,000.\n\n"
         "[2] By: Iranian army, on its website\nAbout: own losses\nKilled 123,220.", "58,000 IQ; 110,000 IQ; 123,220 IR"),
        (REGISTER + "No. 1\nClaimant: Iraq\nSubject: losses of Iran\nFigures: 300,000 killed; 40,000 captured", "300,000 IR; 40,000 IR"),
        (REGISTER + "No. 4\nClaimant: Iran (statement of July 1988)\nSubject: own losses, by name\nFigures: 61,500 killed", "61,500 IR"),
        (REGISTER + "Issued by: Iranian army\nAbout: enemy losses\nKilled: 90,500", "90,500 IQ"),
        (REGISTER + "Issued by: Iranian army\nAbout: the battle of Basra\nFigures: 7,500 Iraqi soldiers killed", "7,500 IQ"),
        (REGISTER + "Issued by: Iranian army\nAbout: own losses\nKilled: 4,100\n\nIraq had 1,900 killed in the same battle.",
         "4,100 IR; 1,900 IQ"),
    ],
)  # fmt: skip
def test_a_record_says_whom_its_figures_count(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UKRAINE + "Item | Russia | Ukraine\nSoldiers killed | 310,000 | 120,000\nMissing | no data | 60,000\n"
         "Contracts signed, 2024 [ministries] | 450,000 | 38,000\nCalled up | none | 300,000",
         "310,000 RU; 120,000 UA; 60,000 UA; 450,000 RU; 38,000 UA; 300,000 UA"),
        (IRAQ + "          Iraq      Iran\nkilled    105,000   190,000\nwounded   200,000   unknown", "105,000 IQ; 190,000 IR; 200,000 IQ"),
        (UKRAINE + "Side | Killed | Wounded\nRussia | 310,000 | 700,000\nUkraine | 120,000 | 400,000",
         "310,000 RU; 700,000 RU; 120,000 UA; 400,000 UA"),
        (UKRAINE + "Item | Russia | Ukraine\nDead of North Korea | 600 | 0", "600 KP"),
        (UKRAINE + "Source | London | Kyiv\nRussian casualties | 790,000 | 860,000", "790,000 RU; 860,000 RU"),
    ],
)  # fmt: skip
def test_the_head_of_a_column_says_whose_figures_stand_under_it(text: str, expected: str) -> None:
    expect(text, expected)


WINTER = "The Winter War\n\nFrom November 1939 to March 1940 Finland fought the Soviet Union.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WINTER + "The Russians lost 126,875 dead. A revised Russian count gives 131,476 killed.", "126,875 SU; 131,476 SU"),
        (UKRAINE + "In Afghanistan the army lost 13,310 killed up to May 1988, the Russian general announced in 1988.", "13,310 SU"),
        (UKRAINE + "Russia's army had 2,000 killed in the Donbas in March 2022.", "2,000 RU"),
        (UKRAINE + "Russia lost 5,500 soldiers in Chechnya between December 1994 and August 1996.", "5,500 RU"),
        ("The Russo-Japanese war\n\nIn 1905 Russia lost 71,000 dead and Japan 80,000.", "71,000 RU"),
    ],
)  # fmt: skip
def test_people_are_of_the_state_that_there_was(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UKRAINE + "Moscow's well is deeper. In the autumn of 2022 it mobilised 300,000.", "300,000 RU"),
        (UKRAINE + "Russia signed up 400,000 men in 2024.\n\nKyiv has guests as well. The Ground Forces count 8,000 foreigners.",
         "8,000 UA"),
        (IRAQ + "Iran lost 190,000 dead.\n\nBaghdad is in no better shape. By the end 105,000 were dead.", "190,000 IR; 105,000 IQ"),
        (IRAQ + "Iran lost 190,000 dead.\n\nDid Iraq's army melt away? In 1988 there were 900,000 under arms.", "190,000 IR; 900,000 IQ"),
        (UKRAINE + "Russia had 400,000 casualties in 2024.\n\nKyiv marked the day. In a week there were 9,100 Russian casualties.",
         "9,100 RU"),
    ],
)  # fmt: skip
def test_a_capital_opens_a_paragraph_about_its_side(text: str, expected: str) -> None:
    expect(text, expected)
