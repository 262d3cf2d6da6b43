"""Labels at the head of a line: who issued a record, who talks in a transcript, what is a question and what an answer.

Invariant: a host, reporter or moderator is never taken for the one a figure is credited to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from muster.numbers.values import value
from muster.reading import wordings
from muster.reading.context import Page, Sentence
from muster.reading.layout import Block, Kind
from muster.reading.voices import Voice

QUOTES = frozenset('“"«„‘')
_LABEL = re.compile(
    r"[-•*\s]*(?:[\[(#]?\w{1,4}[\])][.:]?\s{1,3}|(?:[Nn]o\.? ?|#)\d{1,4}[.):]?\s{1,3})?(?P<label>[A-Z][\w.’' -]{0,40}?)\s?:(?=\s)"
)


@value(frozen=True, slots=True)
class Label:
    """A label that ends at `end`. `kind` is "record", "role" (a journalist's), "name" (of who talks), or "answer"."""

    text: str
    kind: str
    end: int


def label_of(text: str, block: Block) -> Label | None:
    """The label that a block begins with, where it says who speaks."""
    match = _LABEL.match(text, block.start, min(block.end, block.start + 60))
    if match is None:
        return None
    said = match["label"]
    low = said.lower()
    if low in wordings.RECORD:
        return Label(said, "record", match.end())
    words = low.split()
    if words[-1] in wordings.JOURNALISTS or (words[0] in wordings.JOURNALISTS and len(words) <= 2):
        return Label(said, "role", match.end())
    if low in ("a", "answer"):
        return Label(said, "answer", match.end())
    named = said.isupper() and len(words) <= 4 and len(said) > 2 and block.kind is Kind.PARAGRAPH
    return Label(said, "name", match.end()) if named else None


def is_label(page: Page, sentence: Sentence) -> bool:
    """Whether a short phrase without a verb heads the rest of its paragraph: "On losses.", "➤ Civilians."."""
    block = page.blocks[sentence.block]
    if sentence.end >= block.end or len(sentence.view) > _LABEL_WORDS or page.text[sentence.end - 1] != ".":
        return False
    before = page.text[block.start : sentence.start]
    words = {word for item in sentence.view for word in item.low.split(" ")}
    return not before.strip("-•*▸➤►▪◦— ") and words.isdisjoint(_VERBS)


_LABEL_WORDS = 8  # items of a phrase that heads a paragraph
_VERBS = wordings.AUXILIARY | frozenset(
    "did do does can could will would may might must should said says died fell lost fought".split()
)


def guest_of(text: str, sentence: Sentence, *, people: Sequence[Voice]) -> Voice:
    """Whom an interview is with, of the persons that its title names: who "talks to" somebody, or stands after "with"."""
    said = text[sentence.start : sentence.end].lower()
    for word in ("interview with ", "conversation with ", "q&a with ", "q&a: "):
        at = said.find(word)
        if at >= 0:
            after = [one for one in people if one.start >= sentence.start + at]
            return after[0] if after else people[0]
    return people[0]


_BYLINE = re.compile(
    r"(?:[Ii]nterview(?:ed)?|INTERVIEW|[Qq]uestions|[Ww]ords)(?: by|:) [A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){1,3}\.?(?:\s|$)"
)


def asks(page: Page, sentence: Sentence, *, voice: Voice) -> bool:
    """Whether a person is the one who asks, by the line that says whose interview it is: "Interview: Maria Alder. Kivu, 4 May"."""
    match = _BYLINE.match(page.text, sentence.start, sentence.end)
    return match is not None and match.start() <= voice.start < match.end() and match.end() >= sentence.end


_TALK = re.compile(
    r"\b(?:interview|q\s?&\s?a|conversation with|in conversation|talks to|speaks to|sits down with)\b", re.IGNORECASE
)


def is_interview(page: Page) -> bool:
    """Whether the document is an interview: its head says so, or questions stand alone between quoted answers."""
    head = page.text[: page.sentences[min(2, len(page.sentences) - 1)].end][:400] if page.sentences else ""
    if _TALK.search(head):
        return True
    asked = sum(page.text[block.end - 1] == "?" and len(block.sentences) <= 2 for block in page.blocks)
    answered = sum(page.text[block.start] in QUOTES for block in page.blocks if block.kind is Kind.PARAGRAPH)
    return asked >= 2 and answered >= 2
