"""Who says a figure, and on whose data: small reports with the speaker of each figure, and eight whole texts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from muster.claims.document import Document
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

_HERE = Path(__file__).parent / "speech"
_LEAST = 0.9  # of the figures in the whole texts


def credited(text: str) -> list[tuple[str | None, str | None]]:
    """Speaker and source of each claim of a report, in text order."""
    claims = read(Document(text=text, published=dt.date(2025, 6, 1))).claims
    return [(claim.speaker, claim.source) for claim in claims]


def speakers(text: str) -> list[str | None]:
    """The speakers alone."""
    return [speaker for speaker, _ in credited(text)]


def test_a_label_or_the_head_of_a_column_is_no_speaker() -> None:
    assert speakers("Verdict: 300 Russian soldiers were killed in May, not 3,000.") == [None, None]
    rows = "Month 2025 | Killed and wounded | Ground, km²\nMay | 35,370 | 499.28\nJune | 32,680 | 465.8\n"
    assert set(speakers("Russian losses by month.\n\n" + rows)) == {None}


ONE_SENTENCE = [
    # the speaker before, after, and in the middle
    ("Oleh Maistrenko said 300 Russian soldiers were killed in May.", "Oleh Maistrenko"),
    ("Russia lost 300 soldiers killed in May, Oleh Maistrenko said.", "Oleh Maistrenko"),
    (
        "Russia lost 300 soldiers killed in May, said Oleh Maistrenko, a colonel in the Ukrainian army.",
        "Oleh Maistrenko",
    ),
    ("In May, Oleh Maistrenko said, Russia lost 300 soldiers killed.", "Oleh Maistrenko"),
    ("According to the Ukrainian General Staff, 300 Russian soldiers were killed.", "Ukrainian General Staff"),
    ("Some 300 Russian soldiers were killed, according to Oleh Maistrenko.", "Oleh Maistrenko"),
    ("Some 300 Russian soldiers were killed, per Oleh Maistrenko.", "Oleh Maistrenko"),
    # owners of counts
    ("By Mediazona's count 300 Russian soldiers were killed.", "Mediazona"),
    ("Mediazona's count stands at 300 Russian soldiers killed.", "Mediazona"),
    ("Mediazona's latest tally of Russian dead is 300 soldiers killed.", "Mediazona"),
    ("Kyiv's own estimate is 300 Russian soldiers killed.", "Kyiv"),
    ("Figures from the Sudan Doctors Network show that 300 civilians were killed.", "Sudan Doctors Network"),
    ("A count kept by the Sudan Doctors Network has reached 300 civilians killed.", "Sudan Doctors Network"),
    # verbs that carry the figure
    ("Mediazona puts Russian dead at 300 soldiers killed.", "Mediazona"),
    ("The Pentagon was at 300 Russian soldiers killed by then.", "Pentagon"),
    ("Mediazona has 300 Russian soldiers killed on its list.", "Mediazona"),
    ("Moscow admits to 300 soldiers killed.", "Moscow"),
    ("Kyiv settled on 300 Russian soldiers killed.", "Kyiv"),
    ("The Army's records show 300 Russian soldiers killed.", "Army"),
    ("The General Staff's own running total stood on Tuesday at 300 Russian soldiers killed.", "General Staff"),
    (
        "Moscow's forces lost 300 soldiers killed, by the last count of the Sudan Doctors Network.",
        "Sudan Doctors Network",
    ),
    # over what is said in between
    (
        "Oleh Maistrenko and Ihor Bondar, two Kyiv scholars, thought 300 soldiers were killed.",
        "Oleh Maistrenko and Ihor Bondar",
    ),
    ("A statistician I trust, Oleh Maistrenko, believes 300 Russian soldiers were killed.", "Oleh Maistrenko"),
    ("Western intelligence at the time thought 300 Russian soldiers were killed.", "Western intelligence"),
    ("Officials close to the Houthis told reporters that 300 civilians were killed.", "Officials"),
    ("Reuters was told by a source in the party that 300 civilians were killed.", "source"),
    ("Too few? In his Le Monde interview Oleh Maistrenko gave 300 Russian soldiers killed.", "Oleh Maistrenko"),
    ("Some 300 Russian soldiers were killed, Oleh Maistrenko writes in his latest report.", "Oleh Maistrenko"),
    # somebody without a name
    ("A senior Ukrainian official told reporters that 300 Russian soldiers were killed.", "senior Ukrainian official"),
    ("Western officials believe 300 Russian soldiers were killed.", "Western officials"),
    # persons with titles, ages, asides and bodies
    ("Ukraine's defence minister Oleh Maistrenko, 52, said 300 Russian soldiers were killed.", "Oleh Maistrenko"),
    ("Oleh Maistrenko, who heads the reserve, says 300 Russian soldiers were killed.", "Oleh Maistrenko"),
    ("Oleh Maistrenko of the Ukrainian General Staff says 300 Russian soldiers were killed.", "Oleh Maistrenko"),
    ("A spokesman for the army, Oleh Maistrenko, said that 300 Russian soldiers were killed.", "Oleh Maistrenko"),
    ("President Maistrenko told Al Jazeera on Monday that 300 Russian soldiers were killed.", "Maistrenko"),
    # papers
    ("A study by the Hudson Institute estimates that 300 Russian soldiers were killed.", "Hudson Institute"),
    ("Some 300 Russian soldiers were killed, a Hudson Institute report found.", "Hudson Institute"),
    # nobody: the document itself
    ("In May 300 Russian soldiers were killed near Pokrovsk.", None),
    ("Nobody knows how many died, but 300 Russian soldiers were killed at least.", None),
    ("We documented 300 Russian soldiers killed.", None),
    ("By our own model 300 Russian soldiers were killed.", None),
    ("Russia signed army contracts with 300 recruits in May.", None),
    ("An estimated 300 Russian soldiers were killed.", None),
    ("Some 300 Russian soldiers are thought to have been killed.", None),
]


@pytest.mark.parametrize(("text", "speaker"), ONE_SENTENCE)
def test_one_sentence(text: str, speaker: str | None) -> None:
    assert set(speakers(text)) == {speaker}


SOURCES = [
    (
        "Mediazona, citing the Ukrainian General Staff, reports 300 Russian soldiers killed.",
        ("Mediazona", "Ukrainian General Staff"),
    ),
    (
        "The Hudson Institute, on data of Mediazona, gives 300 Russian soldiers killed.",
        ("Hudson Institute", "Mediazona"),
    ),
    ("The Pentagon believes that 300 Russian soldiers were killed, according to Reuters.", ("Reuters", "Pentagon")),
    ("Reuters reported that the Pentagon believes 300 Russian soldiers were killed.", ("Reuters", "Pentagon")),
    (
        "Lawmaker Park Min-jae relayed the spy agency's assessment: 300 North Korean soldiers killed.",
        ("Park Min-jae", "spy agency"),
    ),
    ("Army planners said they expect that 300 Russian soldiers were killed.", ("Army planners", None)),
]


@pytest.mark.parametrize(("text", "credit"), SOURCES)
def test_sources(text: str, credit: tuple[str, str | None]) -> None:
    assert set(credited(text)) == {credit}


def test_two_voices_in_one_sentence_keep_their_own() -> None:
    text = "Kyiv says it killed 300 Russian soldiers, while Moscow puts its dead at 200 soldiers killed."
    assert speakers(text) == ["Kyiv", "Moscow"]
    text = "Russia lost 300 soldiers killed, Oleh Maistrenko said, and 900 wounded, the Pentagon said."
    assert speakers(text) == ["Oleh Maistrenko", "Pentagon"]


def test_credit_goes_on_in_a_paragraph_and_ends_with_it() -> None:
    text = (
        "Oleh Maistrenko said 300 Russian soldiers were killed. Another 900 were wounded.\n\n"
        "In April 200 Russian soldiers were killed."
    )
    assert speakers(text) == ["Oleh Maistrenko", "Oleh Maistrenko", None]


def test_own_arithmetic_ends_the_credit() -> None:
    text = "Oleh Maistrenko said 300 Russian soldiers were killed in May. That works out at 10 soldiers killed a day."
    assert speakers(text)[1] is None


def test_pronouns_and_nouns_that_point_back() -> None:
    text = (
        "Oleh Maistrenko spoke in Kyiv. He said 300 Russian soldiers were killed. "
        "The colonel added that 900 were wounded."
    )
    assert speakers(text) == ["Oleh Maistrenko", "Oleh Maistrenko"]
    text = (
        "The Hudson Institute published a paper. It puts Russian dead at 300 soldiers killed.\n\n"
        "The institute says 900 soldiers were wounded."
    )
    assert speakers(text) == ["Hudson Institute", "Hudson Institute"]


def test_a_surname_and_an_acronym_stand_for_the_full_name() -> None:
    text = "Oleh Maistrenko arrived.\n\nMaistrenko said 300 Russian soldiers were killed."
    assert speakers(text) == ["Oleh Maistrenko"]
    text = "The Darfur Relief Council (DRC) met.\n\n300 civilians were killed, the DRC said."
    assert speakers(text) == ["Darfur Relief Council"]


def test_a_quotation_is_credited_to_whom_it_names_after() -> None:
    text = "“We killed 300 Russian soldiers. We lost 20 soldiers killed,” Oleh Maistrenko said."
    assert speakers(text) == ["Oleh Maistrenko", "Oleh Maistrenko"]


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    text = "“It was a bad month,” Oleh Maistrenko said.\n\n“Russia lost 300 soldiers killed.”"
    assert speakers(text) == ["Oleh Maistrenko"]


def test_rows_under_a_lead_in() -> None:
    text = (
        "The Ukrainian General Staff's figures for May:\n- 300 Russian soldiers killed\n- 900 wounded\n\n"
        "In April 200 Russian soldiers were killed."
    )
    assert speakers(text) == ["Ukrainian General Staff", "Ukrainian General Staff", None]


def test_one_entry_lends_no_credit_to_the_next() -> None:
    text = "Key points\n- Oleh Maistrenko said 300 Russian soldiers were killed.\n- Russia recruits 30,000 men a month."
    assert speakers(text) == ["Oleh Maistrenko", None]


def test_labels_of_a_record() -> None:
    text = (
        "Entry 1\nIssued by: Houthi movement\nFigures: 300 soldiers killed\n\n"
        "Entry 2\nIssued by: not stated\nFigures: 200 soldiers killed"
    )
    assert speakers(text) == ["Houthi movement", None]


def test_a_table_names_the_speaker_in_a_cell() -> None:
    assert speakers("Period | Killed | By whom\nMay 2025 | 300 soldiers killed | Mediazona\n") == ["Mediazona"]


def test_headlines_credit_whom_they_name() -> None:
    assert speakers("Maistrenko: Russia lost 300 soldiers killed in May\n\nThe colonel Oleh Maistrenko spoke.") == [
        "Oleh Maistrenko"
    ]
    assert speakers("Russia lost 300 soldiers killed in May, says Maistrenko") == ["Maistrenko"]
    assert speakers("Study: Russia lost 300 soldiers killed in May") == [None]


def test_hosts_and_reporters_never_speak() -> None:
    text = (
        "HOST: How many?\n\n"
        "REPORTER: The Ukrainian General Staff read out its list. It says 300 Russian soldiers were killed.\n\nHOST: Thank you."
    )
    assert speakers(text) == ["Ukrainian General Staff"]


def test_in_an_interview_the_answers_are_the_guests() -> None:
    text = (
        "Interview with Oleh Maistrenko\n\nHow many were lost?\n\n“In May 300 of our soldiers were killed.”\n\n"
        "And in April?\n\n“About 200 soldiers killed.” He shrugs."
    )
    assert speakers(text) == ["Oleh Maistrenko", "Oleh Maistrenko"]


def test_a_clause_of_time_lends_nobody_the_floor() -> None:
    text = (
        "Three soldiers were killed on Monday, hours after the rebels announced the fall of the city. "
        "In all 13 soldiers were killed."
    )
    assert set(speakers(text)) == {None}


def test_objects_and_attributes_are_no_speakers() -> None:
    for text in (
        "Oleh Maistrenko told reporters in Kyiv that 300 Russian soldiers were killed.",
        "Oleh Maistrenko told legislators 300 Russian soldiers were killed.",
        "Oleh Maistrenko informed the army that 300 Russian soldiers were killed.",
    ):
        assert speakers(text) == ["Oleh Maistrenko"]


def _words(name: str | None) -> set[str]:
    return set((name or "").lower().replace("'s", "").split()) - {"the", "of", "for"}


def test_whole_texts() -> None:
    """At least nine in ten figures of eight texts, of eight kinds, are credited as a careful reader would."""
    right = wrong = 0
    for path in sorted(_HERE.glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        about = gold["document"]
        text = path.read_text(encoding="utf-8")
        found = read(
            Document(text=text, title=about["title"], published=dt.date.fromisoformat(about["published"]))
        ).claims
        for claim in gold["claims"]:
            read_as = next(
                (one for one in found if one.place.start < claim["end"] and one.place.end > claim["start"]), None
            )
            if read_as is None:
                continue
            same = all(_words(claim[key]) == _words(getattr(read_as, key)) for key in ("speaker", "source"))
            right, wrong = right + same, wrong + (not same)
    assert right + wrong >= 40
    assert right >= _LEAST * (right + wrong)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("On paper the brigade has 3,400 Ukrainian soldiers.", "report"),
        ("A Russian army doctor said 300 Russian soldiers were killed.", "estimate"),
        ("Colonel Denis Maistrenko told this newspaper that 300 locals signed contracts in May.", "report"),
    ],
)
def test_by_what_right(text: str, status: str) -> None:
    (claim,) = read(Document(text=text, published=dt.date(2025, 6, 1))).claims
    assert claim.status.value == status
