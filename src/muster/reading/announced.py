"""Sentences that credit all that follows them: "The figures in the table are those of the General Staff".

Invariant: a sentence that counts anything itself credits nothing but itself.
"""

from __future__ import annotations

import re

from muster.numbers.values import value
from muster.reading.attribution import speaker_between
from muster.reading.context import FIGURE, Page, Sentence
from muster.reading.layout import Block, Kind
from muster.reading.voices import Voice

_CREDITS = re.compile(
    r"\b(?:figures|numbers|data|totals|tolls|counts|statistics|losses)\b(?P<where>[^.;:]{0,60}?)\s"
    r"(?:are|were|come|came|stem|derive)\b[^.;:]{0,24}?\b(?:those of|that of|from|taken from|supplied by|published by)\s",
    re.IGNORECASE,
)
_ROWS = re.compile(r"\b(?:table|list|chart|rows|below|following|that follow)\b", re.IGNORECASE)
_ALL = re.compile(
    r"\bin (?:this|the|our) (?:\w+ )?(?:bulletin|digest|brief|briefing|note|report|document|letter|page|issue|sheet|summary|survey|paper)\b"
    r"|\bhere\b",
    re.IGNORECASE,
)


@value(frozen=True, slots=True)
class Credit:
    """Whose figures follow: in the `rows` of the next group of lines, or in all of the text."""

    voice: Voice
    rows: bool
    group: int

    def covers(self, block: Block) -> bool:
        """Whether a block has figures that are credited so."""
        if block.kind is Kind.HEADING:
            return False
        return not self.rows or (block.kind is Kind.ENTRY and block.group - self.group <= 1)


def credit_of(page: Page, sentence: Sentence) -> Credit | None:
    """Whom a sentence credits with all that follows; None where it does not."""
    if FIGURE in sentence.kinds:
        return None
    match = _CREDITS.search(page.text[sentence.start : sentence.end])
    if match is None:
        return None
    rows, everything = _ROWS.search(match["where"]), _ALL.search(match["where"])
    if rows is None and everything is None:
        return None
    voice = speaker_between(page, start=sentence.start + match.end(), end=sentence.end)
    if voice is None or not voice.name:
        return None
    return Credit(voice, everything is None, page.blocks[sentence.block].group)
