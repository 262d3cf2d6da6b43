"""Whose word a figure is, in the many ways that journalists put it: own sentences about many wars, and what credits nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.claims import Claim, Document
from muster.reading.reader import read

DAY = dt.date(2025, 6, 1)


def claims(text: str) -> list[Claim]:
    """The claims of a text in order."""
    return list(read(Document(text=text, published=DAY)).claims)


def speakers(text: str) -> list[str | None]:
    """Their speakers."""
    return [claim.speaker for claim in claims(text)]


# ------------------------------------------------------------------ subjects and what stands between
SUBJECTS = [
    # a part of a land between a preposition and its name is no subject, nor is the land
    ("Kurdish rebels in northern Iraq said on Friday that 84 Turkish soldiers had been killed.", "Kurdish rebels"),
    ("Families from Russia wrote to us of 84 missing soldiers.", None),
    ("A nurse in occupied Donetsk told us that 84 Russian soldiers had died in a week.", "nurse"),
    # in a capital, and who speaks there
    ("In Khartoum Burhan spoke of 1,200 RSF fighters killed in May.", "Burhan"),
    ("In interviews President Ilham Aliyev has put Armenian deaths at 3,800.", "Ilham Aliyev"),
    # a clause about the speaker, with a verb of its own
    ("A commission looking into the war in Tigray concluded that 3,200 Ethiopian soldiers were killed.", "commission"),
    ("A driver reached by telephone said that 320 Congolese soldiers were killed.", "driver"),
    (
        "Then there is Nikita Khrushchev, who claims in a speech that the Soviets lost 4,000 men killed.",
        "Nikita Khrushchev",
    ),
    ("Analysts estimate from satellite images that 1,100 Syrian soldiers were killed.", "Analysts"),
    # who is singled out
    ("It was Pyongyang that first admitted to 101 North Korean soldiers killed.", "Pyongyang"),
    ("It was the winter that killed 300 Finnish soldiers.", None),
    # a verb of what was not said belongs to who was speaking
    ("The senator wrote that Ukraine had lost 4,000 soldiers, and did not say that all were dead.", "senator"),
    # verbs in all their forms
    ("Afghan officials privately concede that 1,000 policemen were killed in May.", "Afghan officials"),
    ("Ethiopian commanders fear that 1,000 of their soldiers have deserted.", "Ethiopian commanders"),
    ("The institute suspects that 1,000 Malian soldiers have deserted.", "institute"),
    ("In May 412 soldiers of Benin were killed, a diplomat confided.", "diplomat"),
    # a report that comes every year, and a body with a capital behind "the"
    ("Russia lost 3,000 men killed in May, by the Mekong Institute's reckoning.", "Mekong Institute"),
    ("The rebels, by contrast, count 41 dead of their own in Mali.", "rebels"),
]


@pytest.mark.parametrize(("text", "speaker"), SUBJECTS)
def test_the_subject_of_a_verb_of_stating(text: str, speaker: str | None) -> None:
    found = speakers(text)
    assert found
    assert all(one is None if speaker is None else speaker in (one or "") for one in found)


STRANGERS = [
    # people whom no list knows, by their trade or kin
    ("“We buried 41 Ukrainian soldiers in May,” said a gravedigger in Poltava.", "gravedigger"),
    ("A retired bus driver told us that 41 Sudanese soldiers lay dead in the street.", "retired bus driver"),
    ("The widow told the court that her husband's unit in Ukraine had lost 41 men.", "widow"),
    ("His cousin, a sapper, told us that 41 Ukrainians had gone missing.", "cousin"),
    ("Villagers said that 41 Malian soldiers had been killed.", "Villagers"),
    # things are nobody, nor is who suffers
    ("The number said little: 41 Malian soldiers had been killed.", None),
    ("The poster says that a recruit in Russia gets 2 million roubles.", None),
    ("The winter said to be mild killed 41 Finnish soldiers.", None),
    ("In May a trawler found 41 Russian soldiers dead.", None),
]


@pytest.mark.parametrize(("text", "speaker"), STRANGERS)
def test_who_has_only_a_trade_or_kin_for_a_name(text: str, speaker: str | None) -> None:
    assert speakers(text) == [speaker]
