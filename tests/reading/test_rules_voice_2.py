"""Whose word a figure is, in the many ways that journalists put it: own sentences about many wars, and what credits nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.claims import Claim, Document
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

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
    ("According to a soldier of the brigade, 41 Ukrainian men were killed.", "soldier"),
    ("A cook who left Goma in March told me that 41 Congolese soldiers had died.", "cook"),
    # things are nobody, nor is who suffers
    ("The number said little: 41 Malian soldiers had been killed.", None),
    ("The poster says that a recruit in Russia gets 2 million roubles.", None),
    ("The winter said to be mild killed 41 Finnish soldiers.", None),
    ("In May a trawler found 41 Russian soldiers dead.", None),
]


@pytest.mark.parametrize(("text", "speaker"), STRANGERS)
def test_who_has_only_a_trade_or_kin_for_a_name(text: str, speaker: str | None) -> None:
    assert speakers(text) == [speaker]


# ------------------------------------------------------------------ posts
POSTS = [
    # a post with the land it is of means whom the text calls so, or who of that land was named last
    ("It goes back to Sergei Shoigu. The Russian defence minister {}", "Sergei Shoigu"),
    ("Mark Rutte was in Munich. The NATO secretary general {}", "Mark Rutte"),
    ("President Volodymyr Zelenskyy met Vladimir Putin's envoy. The Ukrainian president {}", "Volodymyr Zelenskyy"),
    ("Donald Trump took to his website. The U.S. president-elect {}", "Donald Trump"),
    ("It was announced by Deputy Governor Anatoly Orlov. The deputy governor {}", "Anatoly Orlov"),
    ("Oleksandr Syrskyi spoke to Le Monde. The same general {}", "Oleksandr Syrskyi"),
    ("Major Oleh Ivanenko leads the battalion. The battalion commander {}", "Oleh Ivanenko"),
    # of another land, of another post, or of a rank that holds none
    ("Vladimir Putin received the guests. The Ukrainian president {}", "Ukrainian president"),
    ("Defence Minister Sergei Shoigu spoke first. The Russian foreign minister {}", "Russian foreign minister"),
    ("Private Denis Karpov stood in the dock. The acting commander {}", "acting commander"),
]


@pytest.mark.parametrize(("text", "speaker"), POSTS)
def test_whom_a_post_of_several_words_means(text: str, speaker: str) -> None:
    assert speakers(text.format("said that 4,000 Ukrainian soldiers were killed.")) == [speaker]


# ------------------------------------------------------------------ turns of phrase
IDIOMS = [
    # as X has it, if X is right, going by X
    ("Argentina's dead come to 649, as the Veterans' Commission has it.", ["Veterans' Commission"]),
    ("As Kyiv tells it, Russia lost 31,000 soldiers in May.", ["Kyiv"]),
    ("Some 12,000 conscripts have fled Myanmar's army, if the Mekong Institute is right.", ["Mekong Institute"]),
    ("If the General Staff is to be believed, Russia lost 1,020 soldiers a day in May.", ["General Staff"]),
    ("Going by the General Staff, Russia lost 31,000 soldiers in May.", ["General Staff"]),
    ("If those figures are right, 2,912 Azerbaijani soldiers were killed.", [None]),
    # where a figure comes from, and who puts it about
    ("The number of 41,000 Palestinians killed comes from the Health Ministry in Gaza.", ["Health Ministry in Gaza"]),
    ("The figure of 4,300 Houthi fighters killed goes back to a Saudi general.", ["Saudi general"]),
    ("A figure put forward by French diplomats is 1,500 Malian soldiers killed.", ["French diplomats"]),
    (
        "The answer, read out by the military commissar, was that 38 Russian soldiers had been killed.",
        ["military commissar"],
    ),
    (
        "The army denied that 470 Malian soldiers had died, a number put about by Algerian newspapers.",
        ["Algerian newspapers"],
    ),
    ("Most of the 4,300 recruits of the Russian army come from Dagestan.", [None]),
    # whose telling, maps or bracket it is
    ("In the ministry's telling, 312 Azerbaijani soldiers were killed.", ["ministry"]),
    ("By the maps of the Syria Desk, the rebels took 416 square kilometres in Syria in May.", ["Syria Desk"]),
    ("AFP's reading of the maps kept by the Institute for the Study of War shows 701 sq km taken by Russia.", ["AFP"]),
    ("Israeli officers work with higher figures: 30,000 Hamas fighters.", ["Israeli officers"]),
    # nobody in particular says it, and who spoke before does not either
    (
        "The Sudanese army spoke of 600 RSF dead. Some 1,000 RSF fighters are thought to remain.",
        ["Sudanese army", None],
    ),
    (
        "The Sudanese army spoke of 600 RSF dead. Another 1,000, it says, are thought to be missing.",
        ["Sudanese army"] * 2,
    ),
    ("The army said that 600 RSF fighters are believed to have died. Another 1,000 were wounded.", ["army", "army"]),
]


@pytest.mark.parametrize(("text", "found"), IDIOMS)
def test_a_turn_of_phrase_credits_somebody_or_nobody(text: str, found: list[str | None]) -> None:
    assert speakers(text) == found


# ------------------------------------------------------------------ talk
ALONE = """The road from Tskhinvali

{}

Did {} see the column?

{}

How many men did {} lose?

{}

And after that?

The army says that 60 Georgian soldiers deserted. Nobody stopped them.

What do {} want now?

To sleep.
"""


def test_questions_that_stand_alone_are_put_to_whoever_was_presented() -> None:
    shown = "Captain Nino Beridze, 34, led a company in the war of 2008. We met in a cafe."
    mine = ("I saw it. There were 300 Russian soldiers in front of us.", "My company had 11 killed, all Georgians.")
    theirs = ("It was seen. There were 300 Russian soldiers.", "The company had 11 killed, all Georgians.")
    told = ALONE.format(shown, "you", mine[0], "you", mine[1], "you")
    assert speakers(told) == ["Nino Beridze", "Nino Beridze", "army"]
    asked_of_nobody = ALONE.format(shown, "they", theirs[0], "they", theirs[1], "they")
    assert speakers(asked_of_nobody)[:2] == [None, None]
    shown_nobody = ALONE.format("The war of 2008 was short.", "you", mine[0], "you", mine[1], "you")
    assert speakers(shown_nobody)[:2] == [None, None]


# ------------------------------------------------------------------ by what right
STATUS = [
    ("Officially, Syria lost 11,800 soldiers killed in May.", "report"),
    ("Official toll: 11,800 Syrian soldiers killed.", "report"),
    ("The rebels killed more than the official toll; some 11,800 Syrian soldiers died.", "estimate"),
    ("In its annual report the foundation recorded 412 Sudanese soldiers killed.", "count"),
    ("In May 62,000 cases of desertion were opened in Ukraine.", "count"),
    ("An officer who has crossed over to the army estimates that 3,500 RSF men have deserted.", "estimate"),
    ("By the estimate of the ministry, 3,500 Sudanese soldiers have deserted.", "estimate"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_by_what_right_it_is_told(text: str, status: str) -> None:
    assert [claim.status.value for claim in claims(text)] == [status]


# ------------------------------------------------------------------ who says nothing, and who only pays
SILENT = [
    ("Israel does not say how many it has killed; Hezbollah's dead number 4,000.", [None]),
    ("Hamas does not publish its losses. Some 20,000 of its fighters have been killed.", [None]),
    ("Tehran has never given a figure; exiles speak of 190,000 Iranian soldiers killed.", ["exiles"]),
    ("Burundi's army refuses to give figures; some 300 of its soldiers have been killed.", [None]),
    ("Burundi's army has never admitted more than 300 soldiers killed.", ["Burundi's army"]),
    (
        "The judge, Nino Beridze, has never named a total. In May, she said, 300 Georgian soldiers died.",
        ["Nino Beridze"],
    ),
    ("The city of Moscow offers recruits 1.9 million roubles.", [None]),
    ("The bonus for recruits is 1.6 million roubles, to which Moscow adds 400,000.", [None, None]),
    ("The defence ministry says that it offers recruits 400,000 roubles.", ["defence ministry"]),
    ("UK Defence Intelligence is gloomier: 6,000 North Korean casualties.", ["UK Defence Intelligence"]),
    ("Two Western diplomats in Bamako doubt it: they think that 1,500 Malian soldiers died.", ["Western diplomats"]),
    ("The army, whose tally of Hamas dead passed 20,000 in May, offers none of its own.", ["army"]),
]


@pytest.mark.parametrize(("text", "found"), SILENT)
def test_who_says_nothing_or_only_pays_is_no_speaker(text: str, found: list[str | None]) -> None:
    assert speakers(text) == found


# ------------------------------------------------------------------ who is credited over a stop or a comma
BEYOND = [
    (
        "Since 1 July 312 men have signed contracts in Russia. This was announced by Governor Anton Orlov.",
        ["Anton Orlov"],
    ),
    ("In May 41 Congolese soldiers were killed. So said the governor of North Kivu.", ["governor of North Kivu"]),
    ("In May 41 Congolese soldiers were killed. The town was taken by the M23.", [None]),
    ("Ombudsmen counted 80 Armenian dead, and Azerbaijani prosecutors 93.", ["Ombudsmen", "Azerbaijani prosecutors"]),
    (
        "The Pentagon puts Russian dead at 60,000, the British defence ministry at 50,000.",
        ["Pentagon", "British defence ministry"],
    ),
    ("The UN puts M23 fighters at 3,000 and Congolese soldiers at 40,000.", ["UN", "UN"]),
    (
        "Moscow speaks of 1,300 Soviet dead; Washington has always held that it is more and says 1,500 dead.",
        ["Moscow", "Washington"],
    ),
    (
        "The Pentagon spoke of 31,190 Russian dead in May. Divide that by the days and you get about 1,006.",
        ["Pentagon", None],
    ),
    (
        "The Ministry of Defence lists 777 wounded. The total of Argentine wounded is usually given as 1,657.",
        ["Ministry of Defence", None],
    ),
    ("A list, put together case by case by the Tamil Relief Circle, had 6,432 Tamils killed.", ["Tamil Relief Circle"]),
    ("A clerk, as Ruth Salcedo relates, had added 20,617 American dead.", ["Ruth Salcedo"]),
    (
        "The figures are in keeping with work published by the Nile Forum in Nairobi. It put the army's dead in Sudan at 5,200.",
        ["Nile Forum"],
    ),
    ("Analysts in Accra estimate from videos of the battle that 380 Malian soldiers died.", ["Analysts"]),
]


@pytest.mark.parametrize(("text", "found"), BEYOND)
def test_who_is_credited_beyond_a_stop_or_a_comma(text: str, found: list[str | None]) -> None:
    assert [one and next((name for name in found if name and name in one), one) for one in speakers(text)] == found
