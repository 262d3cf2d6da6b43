"""Whose figures a sentence says that they are: those of a section, of all the text, of a few nameless people, or those just told."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.claims import Document
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

SECTION = """Field note on the war in Ukraine

GROUND
All the numbers in this section are those of the Carter Center. In March Russia took 310 sq km.

April: 290 sq km
May: 402 sq km

MEN
Russia lost 3,150 soldiers killed in March.
"""


def speakers(text: str) -> list[tuple[str, str | None]]:
    document = Document(text=text, published=dt.date(2025, 6, 10))
    return [(claim.quote, claim.speaker) for claim in read(document).claims]


def test_a_sentence_credits_its_section_and_no_further() -> None:
    told = speakers(SECTION)
    assert told == [("310", "Carter Center"), ("290", "Carter Center"), ("402", "Carter Center"), ("3,150", None)]


def test_a_section_without_such_a_sentence_is_nobody_s() -> None:
    without = SECTION.replace("All the numbers in this section are those of the Carter Center. ", "")
    assert {speaker for _, speaker in speakers(without)} == {None}


def test_figures_are_one_body_s_unless_another_is_named() -> None:
    text = (
        "Losses of the quarter\n\nNumbers for Russian losses are those of the Ukrainian General Staff unless another source is named.\n\n"
        "LOSSES\n29,410 - Russian personnel lost in May\n\nMediazona counted 512 dead Russian officers in May.\n"
    )
    assert speakers(text) == [("29,410", "Ukrainian General Staff"), ("512", "Mediazona")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to two people familiar with the order, Russia must sign up 4,100 men in June.", "people"),
        ("According to three persons who have read the order, Russia must sign up 4,100 men in June.", "persons"),
        ("Russia signed up 31,200 men in May: the numbers are Dmitry Medvedev's.", "Dmitry Medvedev"),
        ("Russia signed up 31,200 men in May; the figure is Dmitry Medvedev's.", "Dmitry Medvedev"),
        ("Russia signed up 31,200 men in May; the office is Dmitry Medvedev's.", None),
    ],
)
def test_nameless_people_in_the_know_and_owners_of_numbers_speak(text: str, speaker: str | None) -> None:
    assert [said for _, said in speakers(text + "\n")] == [speaker]
