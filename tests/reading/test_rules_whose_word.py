"""Whose word a figure is where no verb says so: registers, brackets, labels, notes of a talk, and names that a text makes up for people."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.claims import Document
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

DAY = dt.date(2025, 6, 1)


def speakers(text: str) -> list[str | None]:
    """The speakers of a text's claims in order."""
    return [claim.speaker for claim in read(Document(text=text, published=DAY)).claims]


# ------------------------------------------------------------------ registers without heads
BARS = """CLAIMS OF THE TIGRAY WAR, AS ISSUED

1 | 4 May 2021 | Defence Ministry | rebels killed since November | 5,600
2 | same | same | rebels taken prisoner | 410
3 | 7 June 2021 | TPLF spokesman | soldiers killed in the offensive | 1,150
4 | 9 June 2021 | Abiy Ahmed | own dead | 230
"""
SLASHES = """REGISTER, oldest first

A / 2 Oct 2020 / Armenian Defence Ministry / own soldiers killed: 158
B / 5 Oct 2020 / Ilham Aliyev / Armenian soldiers killed: 2,300
C / 9 Oct 2020 / Armenian Defence Ministry / Azerbaijani soldiers killed: 3,500
"""
LOSERS = """FALLEN BY FORCE

1 | May 2021 | Ethiopian army | killed at Adwa | 560
2 | May 2021 | Eritrean army | killed at Axum | 410
3 | June 2021 | Ethiopian army | killed at Mekelle | 150
"""


def test_a_column_of_names_says_who_gives_the_rows_of_a_register() -> None:
    assert speakers(BARS) == ["Defence Ministry", "Defence Ministry", "TPLF spokesman", "Abiy Ahmed"]
    assert speakers(SLASHES) == ["Armenian Defence Ministry", "Ilham Aliyev", "Armenian Defence Ministry"]


def test_forces_that_lose_men_give_no_rows() -> None:
    assert "Eritrean army" not in speakers(LOSERS)


def test_an_entry_with_a_number_says_by_whom_it_is() -> None:
    text = "[1] By: Peruvian army, on 3 March 1995\nAbout: own losses\nKilled 46.\n\n[2] By: Congress\nAbout: own losses\nKilled 60."
    assert speakers(text) == ["Peruvian army", "Congress"]


def test_an_entry_of_own_losses_is_of_the_people_of_who_gives_it() -> None:
    text = "[1] By: Peruvian army, on 3 March 1995\nAbout: own losses\nKilled 46.\n\n[2] By: not stated\nAbout: Ecuador\nKilled 60."
    found = read(Document(text=text, published=DAY)).claims
    assert found[0].speaker == "Peruvian army"
    assert found[0].party is not None
    assert found[0].party.code == "PE"
    assert found[-1].speaker is None


# ------------------------------------------------------------------ heads of entries, brackets, ends of sentences
APART = [
    ("(i) the Sudanese army: 84 rebels killed in Darfur.", "Sudanese army"),
    ("(ii) a rebel spokesman: more than 200 Sudanese soldiers killed.", "rebel spokesman"),
    ("Israeli authorities: 45 soldiers killed by Hezbollah.", "Israeli authorities"),
    ("CSIS: 275,000 Russians killed since the invasion.", "CSIS"),
    ("Local sources: more than 40 Malian soldiers dead.", "Local sources"),
    (
        "Some 1.2 million Russians were killed or wounded in all of the war so far (Dutch Defence Ministry).",
        "Defence Ministry",
    ),
    (
        "The Soviets attacked Finland with 450,000 soldiers (figure from Finnish staff histories).",
        "Finnish staff histories",
    ),
    (
        "46,000 Ukrainian soldiers killed since the invasion: Volodymyr Zelenskyy, in mid-February.",
        "Volodymyr Zelenskyy",
    ),
    (
        "Syria's army must find 9,000 recruits a month: that is the figure from its chief of staff, Ali Ayyoub.",
        "Ali Ayyoub",
    ),
    ("Moscow had 760,000 soldiers there in March: these are Krivosheev's numbers.", "Krivosheev"),
    ("Ilham Aliyev uses a slightly lower total for the war, 2,906 soldiers killed.", "Ilham Aliyev"),
    ("Ethiopian prosecutors opened 1,840 files on soldiers who had deserted in 2021.", "Ethiopian prosecutors"),
    ("By their own count, the rebels in Mali lost 300 men killed.", "rebels"),
    # whoever is counted at the head of a line says nothing
    ("Foreign volunteers: 500 recruited by Russia in May.", None),
    ("Police officers: 41 killed in Mali in May.", None),
    ("Drones and mines: 82% of Russian losses.", None),
    ("The Malian army used a new tactic and lost 400 men killed.", None),
]


@pytest.mark.parametrize(("text", "speaker"), APART)
def test_a_credit_that_stands_apart(text: str, speaker: str | None) -> None:
    found = speakers(text)
    assert found
    assert all(one is None if speaker is None else speaker in (one or "") for one in found)


# ------------------------------------------------------------------ sections and paragraphs that are credited
CREDITED = [
    (
        "Finland settled its books early; the figures in this paragraph are those of the Finnish General Staff. It lost 25,904 soldiers "
        "killed, and 43,557 were wounded.\n\nLater the Soviet Union told of 126,875 dead.",
        ["Finnish General Staff", "Finnish General Staff", "Soviet Union"],
    ),
    (
        "The Houthis had 350,000 fighters in 2024, and 220,000 in 2022. These are figures of the Panel of Experts.",
        ["Panel of Experts", "Panel of Experts"],
    ),
    (
        "Our annual database covers Mali. The army did badly in May. In June the database has 610 soldiers killed.",
        [None],
    ),
]


@pytest.mark.parametrize(("text", "told"), CREDITED)
def test_what_a_sentence_credits(text: str, told: list[str | None]) -> None:
    assert speakers(text) == told


def test_a_label_over_a_paragraph_is_nobody() -> None:
    text = "➤ Soldiers. 754 Malian soldiers were killed in May.\n\n➤ Civilians. 489 were killed. The roads were unsafe.\n\nThe rains came."
    assert speakers(text) == [None, None]


# ------------------------------------------------------------------ notes of a talk, and who is asked
NOTES = """INTERVIEW NOTES — a keeper of rolls
Goma, 12 November 2024. We talked for an hour.

Colonel Placide Amani kept the rolls of a Congolese brigade until May.

On size. On paper the brigade should have 4,600 soldiers. When he left it had 2,870.

On losses. Last year it had 312 soldiers killed and 94 missing.

For comparison
— The rebels of M23 had 8,000 fighters in May.
"""
ASKED = """“We bury our own”
Interview: Maria Alder. Goma, 9 May 2025

Major Jean Bahati, 41, taught geography until 2022. He now leads a Congolese battalion.

How many soldiers have you got?
I have 520 soldiers on paper.

What has it cost you?
I have lost 58 soldiers killed since January.

And those who walk off?
I know of 31 soldiers who deserted. I don't shout at them.
"""


def test_notes_of_a_talk_are_of_who_was_talked_to() -> None:
    found = speakers(NOTES)
    assert found[:4] == ["Placide Amani"] * 4
    assert "Placide Amani" not in found[4:]


def test_who_asks_is_not_who_answers() -> None:
    assert set(speakers(ASKED)) == {"Jean Bahati"}


# ------------------------------------------------------------------ names
NAMES = [
    ("A commander who calls himself Marx wrote that 22,000 of Wagner's men had been killed.", "Marx"),
    ("An officer with the call sign Notary told us that 14 Ukrainian soldiers were killed.", "Notary"),
    ("R. S. Dhillon wrote of 300 Pakistani soldiers killed.", "R. S. Dhillon"),
    (
        "The charity Russia Behind Bars thinks that about 50,000 convicts have signed up with Russia.",
        "Russia Behind Bars",
    ),
    ("Sahel Ledger counts 591 Malian soldiers killed in May.", "Sahel Ledger"),
    ("The mapping channel Lynx Maps reckons that 80 Russian soldiers were killed.", "Lynx Maps"),
    ("A transporters' union says that 41 Malian soldiers were killed.", "transporters' union"),
    ("The volunteers of Draft Tracker put the dead of Myanmar's army at 4,730.", "Draft Tracker"),
    (
        "In May 410 Ukrainians deserted, according to Colonel Iryna Bondar of the Defence Ministry's personnel department.",
        "Iryna Bondar",
    ),
    ("Thirteen Thai soldiers died in a week, according to the register of the Health Ministry.", "Health Ministry"),
]


@pytest.mark.parametrize(("text", "speaker"), NAMES)
def test_the_name_of_who_speaks(text: str, speaker: str) -> None:
    found = speakers(text)
    assert found
    assert all(speaker in (one or "") for one in found)


MEANT: list[tuple[str, list[str | None]]] = [
    ("Fighting goes on with JNIM in Mali. The group claimed 60 Malian soldiers killed.", ["JNIM"]),
    (
        "Israel said little of Hezbollah. Until September the movement announced the deaths of 521 of its men.",
        ["Hezbollah"],
    ),
    ("The UN's monitoring team wrote that JNIM had 5,000 fighters in Mali.", ["UN's monitoring team"]),
]


@pytest.mark.parametrize(("text", "told"), MEANT)
def test_whom_the_group_means(text: str, told: list[str | None]) -> None:
    assert speakers(text) == told
