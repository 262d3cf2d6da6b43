"""Whose word a figure is and by what right it is stated, in the forms of talk, bulletins, registers and letters: own sentences, each
rule with what it must leave alone."""

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


def statuses(text: str) -> list[str]:
    """Their statuses."""
    return [claim.status.value for claim in claims(text)]


# ------------------------------------------------------------------ who speaks in a sentence
SPOKEN = [
    # a name beside a post
    ("Its chairman, Ostap Hrytsenko, said that 300 Ukrainian soldiers were killed in May.", "Ostap Hrytsenko"),
    ("Ukraine lost 300 soldiers killed in May, said its spokesman, Colonel Ostap Hrytsenko.", "Ostap Hrytsenko"),
    ("Two British scholars, Amy Pike and Tom Rudd, put Russian losses at 3,000 killed.", "Amy Pike and Tom Rudd"),
    ("According to the officials, Putin said that 300 Russian soldiers were killed.", "Putin"),
    # a clause about the speaker
    ("An officer who had crossed the line said that 300 Russian soldiers were killed.", "officer"),
    ("A person close to the movement told us that 300 Russian soldiers were killed.", "person"),
    ("A surgeon in the garrison town thinks that 300 Russian soldiers were killed in May.", "surgeon"),
    ("Volunteers working with Mediazona found 300 Russian soldiers killed in May.", "Mediazona"),
    ("The toll is above that of the General Staff, which claims 300 Russian soldiers killed.", "General Staff"),
    # verbs that reach their figure over hearers and times
    ("Oleh Maistrenko spoke in March of 300 Russian soldiers killed.", "Oleh Maistrenko"),
    (
        "Oleh Maistrenko spoke for long and then went back to the car that had brought him. In May 300 Russian soldiers were killed.",
        None,
    ),
    ("Officials in Kyiv speak of 300 Russian soldiers killed in May.", "Officials"),
    ("Oleh Maistrenko is quoted as putting Russian losses at 300 killed in May.", "Oleh Maistrenko"),
    ("The ministry fell silent in March, at 300 Russian soldiers killed.", "ministry"),
    # keepers of lists and cases, and planners, unless another tells of them
    ("Prosecutors in Ukraine opened 300 cases of desertion in May.", "Prosecutors"),
    ("Her office opened 300 cases of desertion in May, Oksana Bilous said.", "Oksana Bilous"),
    ("The government wants to enlist 5,000 soldiers in Ukraine this year.", "government"),
    ("The junta wants to recruit 5,000 soldiers this year, its spokesman, Ostap Hrytsenko, said.", "Ostap Hrytsenko"),
    # papers of an owner, and ours
    ("Moscow's own record speaks of 300 Russian soldiers killed in May.", "Moscow"),
    ("Our commanders report that 300 Russian soldiers were killed in May.", "commanders"),
    ("Our list has 300 Russian soldiers killed in May.", None),
    ("In Oleh Maistrenko's own estimate, Britain had put ashore 8,500 soldiers in Ukraine.", "Oleh Maistrenko"),
    # a title and a name between commas; a post and a name; a clause that tells who made a list
    (
        "The alliance's Secretary General, Ostap Hrytsenko, has told reporters that Russia lost 3,000 killed.",
        "Ostap Hrytsenko",
    ),
    ("The post buried 38 Ukrainian soldiers in May, according to its head, Captain Iryna Bila.", "Iryna Bila"),
    ("The Grey Book, put together by two clerks in Kyiv, had 3,120 names of Ukrainian dead.", "Grey Book"),
    # lists and registers, an initial before a name
    ("Ukraine's Interior Ministry has 7,120 people in its register of the missing.", "Interior Ministry"),
    ("Ukraine, on the count of the historian Ostap Hrytsenko, lost 12,687 men killed.", "Ostap Hrytsenko"),
    ("Ukraine, on the count of the dead, lost 12,687 men killed.", None),
    ("The paper is by O. Hrytsenko. Hrytsenko counted 312 Ukrainian soldiers killed.", "Hrytsenko"),
    # what a ruler wants of his own
    ("Myanmar's junta called up women too. The junta's own goal was 5,000 conscripts.", "junta"),
    # who closes a sentence after a semicolon; a wire that passes on another's word
    (
        "Prosecutors say that much is unknown; in May 312 Ukrainians deserted, the Conflict Desk worked out.",
        "Conflict Desk",
    ),
    ("US intelligence believes that Hamas has taken in 3,000 recruits, Reuters reported.", "Reuters"),
    ("The army said that 312 Ukrainian soldiers were killed in a place of no worth, a spokesman said.", "army"),
    # somebody's version; who reads papers and counts
    (
        "Prisoners, in the version of Thailand's foreign ministry: 12 Cambodian soldiers taken in July.",
        "foreign ministry",
    ),
    ("A sociologist in Kyiv who combs local papers has put names to 321 Ukrainian soldiers killed.", "sociologist"),
    # a toll revised, a list kept, a feast before a name
    (
        "Njia Salama, a help line that opened in Nairobi in May, has so far registered 87 requests to trace Kenyan soldiers.",
        "Njia Salama",
    ),
    ("On Christmas Eve Ostap Hrytsenko reported that 417 Ukrainians had been killed.", "Ostap Hrytsenko"),
    ("Myanmar's regime had wanted 60,000 conscripts a year.", "regime"),
    ("US intelligence expects that 30,000 North Koreans will go to Kursk, CNN has learned.", "CNN"),
    # the figure's own clause
    ("The count stands far above the 300 killed that the Kremlin admitted.", "Kremlin"),
    ("Burundi has, two diplomats were told, 300 killed.", None),
    ("Burundi is said by two diplomats to have 300 soldiers killed in Congo.", "diplomats"),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_the_speaker_of_a_sentence(text: str, speaker: str | None) -> None:
    found = speakers(text)
    assert found
    assert all(one == speaker if speaker is None else speaker in (one or "") for one in found)


def test_a_sentence_may_credit_all_the_rows_or_all_the_text_that_follow() -> None:
    said = "The {} are those of the General Staff of the Armed Forces of Ukraine.\n\nDay | Russians killed\nMon 2 June | 760\n"
    told = "\nOur view\nA worse week was to be had: 318 Russian soldiers were killed in it.\n"
    staff = "General Staff of the Armed Forces of Ukraine"
    assert speakers(said.format("figures in the table") + told) == [staff, None]
    assert speakers(said.format("figures in this bulletin") + told) == [staff, staff]
    assert speakers(said.format("graves in the table") + told) == [None, None]


def test_a_body_known_by_no_list_is_meant_by_it() -> None:
    text = "The Carmel Research Forum reckons with 25,000 Hezbollah fighters. Some 2,000 Hezbollah recruits were trained, it estimates."
    assert speakers(text) == ["Carmel Research Forum"] * 2


def test_a_scholar_told_by_their_land_is_the_person_spoken_of() -> None:
    text = "{} published a note. Among Russian soldiers, the Danish analyst argues, 3,120 were killed in May."
    assert speakers(text.format("Jens Korsgaard")) == ["Jens Korsgaard"]
    assert speakers(text.format("Volodymyr Zelenskyy")) == ["Danish analyst"]


def test_the_president_is_whom_the_text_calls_so() -> None:
    head = "President Volodymyr Zelenskyy met General Oleksandr Syrskyi. Syrskyi said that 3,100 Russian soldiers were killed. "
    assert speakers(head + "The president spoke of 3,300 Russian soldiers killed.")[1] == "Volodymyr Zelenskyy"
    assert speakers(head + "The general spoke of 3,300 Russian soldiers killed.")[1] == "Oleksandr Syrskyi"
    assert speakers(head + "The minister spoke of 3,300 Russian soldiers killed.")[1] == "minister"


def test_a_first_name_that_a_host_talks_to_is_a_journalist_s() -> None:
    text = """PRESENTER: How did it go?

{0}: Badly. Prosecutors say that 312 Ukrainian soldiers deserted.

PRESENTER: And the dead?

{0}: The army has buried 14 Ukrainian soldiers since May.
"""
    assert speakers(text.format("JUSTINE")) == ["Prosecutors", None]
    assert speakers("Justine Bila runs the post.\n\n" + text.format("JUSTINE"))[1] is not None
    assert speakers(text.format("SURGEON"))[1] is not None


def test_a_named_group_is_meant_by_it() -> None:
    text = "A volunteer group, the Tyre Documentation Circle, keeps a list of Hezbollah's dead. It has reached 3,270 names."
    assert speakers(text) == ["Tyre Documentation Circle"]


def test_he_is_the_one_whom_the_writer_spoke_to() -> None:
    text = "I spoke to Colonel Ostap Hrytsenko, who got out by boat, and he says {} had 812 Ukrainian soldiers killed."
    assert speakers(text.format("his sector")) == ["Ostap Hrytsenko"]


def test_he_is_the_one_whose_post_was_named() -> None:
    text = "The council met in Poltava. Its chairman, Ostap Hrytsenko, took the floor. In May, he said, 312 Ukrainians died."
    assert speakers(text) == ["Ostap Hrytsenko"]


def test_a_post_of_which_there_is_one_is_the_person_named_before() -> None:
    text = "Mark Rutte was tired. In May, NATO's {} said, 3,000 Russian soldiers were killed."
    assert speakers(text.format("secretary-general")) == ["Mark Rutte"]
    assert speakers(text.format("spokesman")) != ["Mark Rutte"]


def test_a_voice_inside_another_s_clause_does_not_take_the_floor() -> None:
    text = "Ostap Hrytsenko said that his office had found 312 Ukrainian soldiers dead. A further 41 were missing."
    assert speakers(text) == ["Ostap Hrytsenko", "Ostap Hrytsenko"]


def test_a_sentence_of_the_writer_s_own_ends_the_credit_of_another() -> None:
    text = "Ostap Hrytsenko said that 312 Ukrainian soldiers were killed in May. {} A further 45 Ukrainian soldiers were killed in June."
    assert speakers(text.format("The heat was great.")) == ["Ostap Hrytsenko"] * 2
    assert speakers(text.format("We could not check this.")) == ["Ostap Hrytsenko", None]
    assert speakers(text.format("The form is as old as the war, i.e. ten years.")) == ["Ostap Hrytsenko"] * 2


def test_a_later_sentence_may_credit_what_stands_before_it() -> None:
    told = "13:05 | Home\n312 Ukrainian soldiers were killed in May. {}\n"
    assert speakers(told.format("Oksana Bilous gave the breakdown.")) == ["Oksana Bilous"]
    assert speakers(told.format("Oksana Bilous gave the order.")) == [None]


# ------------------------------------------------------------------ talk
INTERVIEW = """INTERVIEW
Vira Holub, 50, runs an aid post near Kharkiv in Ukraine. She spoke to us in May.

How many came in?
We had 312 wounded in April. The ministry says 20 were killed.

And do you believe it?
I do not. My own list has 41 killed.

What of the Russians?
The general staff says that 900 Russian soldiers were killed. I would halve that. They left 19 prisoners with us.
"""


def test_in_the_answers_of_an_interview_the_guest_speaks_and_others_for_their_sentence() -> None:
    assert speakers(INTERVIEW) == ["Vira Holub", "ministry", "Vira Holub", "general staff", "Vira Holub"]


def test_questions_of_a_desk_are_answered_by_the_desk() -> None:
    text = "READERS ASK\n\nHow many?\nIn April 312 Ukrainian soldiers were wounded.\n\nAnd then?\nIn May 41 Ukrainians died.\n"
    assert speakers(text) == [None, None]


def test_each_guest_is_presented_by_a_line_of_their_own() -> None:
    text = (
        "ORAL HISTORY\nThe war in Ukraine\n\n{}, 30, driver\n\nWhere were you?\nMy company lost 12 men killed near Kyiv.\n\n"
        "And after?\nWe had 3 wounded in Ukraine.\n\n{}, 40, cook\n\nAnd you?\nOur battalion lost 19 men killed near Kyiv.\n"
    )
    found = speakers(text.format("Vira Holub", "Oleh Maistrenko"))
    assert found[0] == "Vira Holub"
    assert found[-1] == "Oleh Maistrenko"


def test_labels_that_recur_tell_who_talks() -> None:
    text = (
        "WRITTEN ANSWERS\n\nAda Pike (West Hill): To ask the Minister what he knows of Russian losses.\n\n"
        "The Minister of State: The Department makes its own estimate. Russia lost 1,000 soldiers killed in April.\n\n"
        "Ada Pike: To ask the Minister about May.\n\nThe Minister of State: Russia lost 1,200 soldiers killed in May.\n"
    )
    assert speakers(text) == ["Minister of State", "Minister of State"]
    assert speakers("Russia: 300 soldiers were killed.\n\nRussia: 20 soldiers were killed.\n") == [None, None]


def test_he_in_a_line_of_talk_is_not_the_one_who_talks() -> None:
    text = (
        "HOST: President Zelenskyy gave his numbers. Ann Odum, you have the note.\n\n"
        "ODUM: I have. On the Russian side he has 531 killed and 428 wounded.\n\nHOST: Thanks.\n"
    )
    assert all("Zelenskyy" in (one or "") for one in speakers(text))


# ------------------------------------------------------------------ by what right
STATUS = [
    # an exact number of the lost on nobody's word, and what is none
    ("In May 38 Ukrainian soldiers from the village were killed.", "count"),
    ("In May some 40 Ukrainian soldiers from the village were killed.", "estimate"),
    ("In May 38,000 Ukrainian soldiers were killed.", "report"),
    ("In May 1,312 Ukrainian soldiers were killed.", "report"),
    # who tells of their own to the man
    ("The nurse said that 38 Ukrainian soldiers were killed in May.", "count"),
    ("A source said that 38 Ukrainian soldiers were killed in May.", "estimate"),
    ("Analysts reckon that 38 Ukrainian soldiers were killed in May.", "estimate"),
    ("Captain Ostap Hrytsenko said that the battalion had 38 men killed near Kyiv.", "count"),
    # officials with and without a name
    ("Colonel Ostap Hrytsenko said that 5,000 soldiers joined in Ukraine in May.", "report"),
    ("Former Colonel Ostap Hrytsenko said that 5,000 soldiers joined in Ukraine in May.", "estimate"),
    ("A Ukrainian officer said that 5,000 Russian soldiers were killed in May.", "estimate"),
    ("A Ukrainian spokesman said that 5,000 Russian soldiers were killed in May.", "report"),
    # civilians told by their own authorities, to the man
    ("The Ukrainian Interior Ministry said that 38 Ukrainian civilians were killed in May.", "count"),
    ("The Ukrainian Interior Ministry said that some 400 Ukrainian civilians were killed.", "report"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_the_status_of_a_figure(text: str, status: str) -> None:
    assert statuses(text) == [status]


def test_a_plan_is_a_target_over_who_tells_of_it_and_a_habit_of_each_month_is_none() -> None:
    assert statuses("The plan for this year, according to an official, is 11,300 contracts with Russian soldiers.") == [
        "target"
    ]
    assert statuses("The Ukrainian army says that it calls up 30,000 men a month.") == ["report"]


def test_who_writes_and_counts_has_counted() -> None:
    assert statuses("We recorded 1,200 deaths of Ukrainian soldiers in May.") == ["count"]
    assert statuses("We heard of 1,200 deaths of Ukrainian soldiers in May.") != ["count"]


def test_the_bulletin_of_an_office_reports() -> None:
    rows = "\n15 January 2025\n\nRussia lost 172 soldiers killed in the past day in Ukraine.\n"
    assert statuses("PRESS CENTRE OF THE EASTERN COMMAND" + rows) == ["report"]
    assert statuses("A letter from the press centre of a town" + rows) != ["report"]


def test_a_text_about_past_wars_measures_none_of_them_by_another() -> None:
    text = "The Korean War, which lasted from 25 June 1950 to 27 July 1953, cost America 33,629 killed. In 1918 Britain lost {} killed."
    assert "historical" not in statuses(text.format("700,000 soldiers"))


# ------------------------------------------------------------------ what is meant, owned or guessed
MEANT = [
    (
        "The brigade ought to have 3,910 people and has 2,310, Colonel Ostap Hrytsenko of Ukraine says.",
        ["needed", "report"],
    ),
    (
        "The brigade ought to have 3,910 people and 120 more by June, Colonel Ostap Hrytsenko of Ukraine says.",
        ["needed", "needed"],
    ),
    ("The Houthis freed 153 captives in Yemen without asking for any in return.", ["report"]),
    ("Sergei Shoigu announced that 1,000 North Korean sappers would be sent to Kursk.", ["target"]),
    ("Sergei Shoigu announced that 1,000 North Korean sappers were sent to Kursk.", ["report"]),
    ("Oleksandr Syrskyi said that the Ukrainian army has to take in 30,000 people a month.", ["needed"]),
    (
        "An analyst gave an estimate of 6,000 Russians killed, when Ukraine was claiming 12,000 Russians.",
        ["estimate", "report"],
    ),
    ("The Israeli army announced 54,000 conscripts for July.", ["target"]),
    ("The draft that began on 1 October in Russia was for 135,000 conscripts.", ["target"]),
    ("The Israeli army announced that 3,100 conscripts were drafted in May.", ["report"]),
    ("The pro-Kremlin channel Strelka puts Ukrainian losses at 5,900 men.", ["estimate"]),
    ("2,870 conscripts of Myanmar's army are known to have deserted.", ["count"]),
    ("Commanders put their own dead at 1,250 in Ukraine.", ["count"]),
    ("Commanders put the dead on their own figures at 1,250 in Ukraine.", ["report"]),
    ("Nairobi confirmed that more than 200 Kenyans had enlisted on the Russian side in Ukraine.", ["report"]),
    ("Nairobi confirmed that more than 200 Nepalis had enlisted on the Russian side in Ukraine.", ["estimate"]),
    ("Mediazona infers from the registry that 80,775 Russians were killed.", ["estimate"]),
    ("Mediazona has found in the registry that 80,775 Russians were killed.", ["count"]),
]


@pytest.mark.parametrize(("text", "found"), MEANT)
def test_what_is_meant_owned_or_guessed(text: str, found: list[str]) -> None:
    assert statuses(text) == found
