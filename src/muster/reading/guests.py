"""Whom an interview is with: by its title, by the paragraph that presents them, by the name that the text gives them.

Invariant: who asks is never the guest, and a guest is named before the first question.
"""

from __future__ import annotations

import re

from muster.reading.context import Page
from muster.reading.hearing import Hearing
from muster.reading.labels import QUOTES, asks, guest_of
from muster.reading.layout import Kind
from muster.reading.names import clean_name
from muster.reading.voices import Voice
from muster.reading.whom import human


def presented(page: Page, heard: Hearing, *, first: int) -> Voice | None:
    """The person in full whom a paragraph above the first question presents."""
    rows = [heard[n] for n, one in enumerate(page.sentences) if one.block < first]
    blocks = [page.blocks[one.block] for one in page.sentences if one.block < first]
    people = [
        one
        for row, block in zip(rows, blocks, strict=True)
        if block.kind is not Kind.HEADING
        for one in row.people
        if one.kind == "person" and " " in (one.name or "")
    ]
    return people[-1] if people else _called(page, end=page.blocks[first].start)


_CALLED = re.compile(
    r"\b(?:call (?:her|him)|calls (?:her|him)self|(?:will|shall|we) call|goes by(?: the name(?: of)?)?|call ?sign|nicknamed|known as) "
    r"(?P<name>[“\"]?[A-Z][\w’-]+)"
)


def _called(page: Page, *, end: int) -> Voice | None:
    """Who is presented by a name that is not in full: "a woman who asks us to call her Darima"."""
    match = _CALLED.search(page.text, 0, end)
    if match is None:
        return None
    name = clean_name(match["name"])
    return Voice(name, match.start("name"), match.end("name"), 0, "label", kind="person")


def interviewee(page: Page, heard: Hearing) -> Voice | None:
    """Whom an interview is with: the person that its title is about, else the first who speaks beside a quotation."""
    unnamed: Voice | None = None
    for number, sentence in enumerate(page.sentences[:60]):
        one = heard[number]
        block = page.blocks[sentence.block]
        if number < 3 and one.people:
            people = [voice for voice in one.people if human(voice) and " " in (voice.name or "")]
            people = [voice for voice in people if not asks(page, sentence, voice=voice)]
            named = [voice for voice in people if voice.kind == "person"]
            if named:
                return guest_of(page.text, sentence, people=named)
            unnamed = unnamed or (guest_of(page.text, sentence, people=people) if people else None)
        if block.kind is not Kind.HEADING and page.text[block.start] in QUOTES:
            for voice in one.voices:
                if voice.kind == "person" and voice.name:
                    return voice
    return unnamed or _opening(page, heard)


def _opening(page: Page, heard: Hearing) -> Voice | None:
    """The first person in full with whom a paragraph near the head of the text begins: "Colonel X ran the section until May"."""
    for number, sentence in enumerate(page.sentences[:_HEAD]):
        block = page.blocks[sentence.block]
        if sentence.start != block.start or block.kind is not Kind.PARAGRAPH:
            continue
        topic = heard[number].topic
        if topic is not None and topic.kind == "person" and " " in (topic.name or ""):
            return topic
    return None


_HEAD = 12  # sentences in which whom an interview is with is told
