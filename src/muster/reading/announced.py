"""Sentences that credit all that follows them: "The figures in the table are those of the General Staff".

Invariant: a sentence that counts anything itself credits nothing but itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from muster.claims.measures import Measure
from muster.numbers.values import value
from muster.reading.attribution import speaker_between
from muster.reading.context import FIGURE, Page, Sentence
from muster.reading.gates import gate
from muster.reading.hearing import Hearing
from muster.reading.layout import Block, Kind
from muster.reading.measuring import LOSS
from muster.reading.voices import Voice

_CREDITS = re.compile(
    r"\b(?:figures|numbers|data|totals|tolls|counts|statistics|losses|casualties|(?:casualty|loss|losses|toll) column"
    r"|column of (?:losses|casualties|the dead))\b(?P<where>[^.;:]{0,60}?)\s(?:are|were|comes?|came|stems?|derives?|is|was)\b"
    r"[^.;:]{0,48}?\b(?:those of|that of|from|taken from|supplied by|published by"
    r"|in the (?:bulletins?|reports?|returns|statements|releases) of)\s",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:figures|numbers|data|totals|tolls|counts|statistics|losses|casualties)\b(?P<where>[^.;:]{0,60}?)\s(?:are|were)\s"
    r"(?:the\s)?(?P<who>[A-Z][^.;:,]{2,60}?)(?:[’']s|s[’'])(?=\s*[.;,])"
)
_ROWS = re.compile(r"\b(?:table|list|chart|rows|below|following|that follow)\b", re.IGNORECASE)
_ALL = re.compile(
    r"\bin (?:this|the|our) (?:\w+ )?(?:bulletin|digest|brief|briefing|note|report|document|letter|page|issue|sheet|summary|survey|paper)\b"
    r"|\bhere\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\b(?:in|of) this (?:paragraph|entry|item|passage)\b", re.IGNORECASE)
_SECTION = re.compile(r"\b(?:in|of) this (?:section|chapter|part|column)\b", re.IGNORECASE)
_UNLESS = re.compile(r"\b(?:unless|except where|if not|where nothing else|save where)\b", re.IGNORECASE)


@value(frozen=True, slots=True)
class Credit:
    """Whose figures follow: in the `rows` of the next group of lines, or in all of the text, before the character `until` where it is for
    a section alone; only its `losses` where the sentence says so, and nothing that stands in `ours`, its words about what the writers
    reckoned themselves."""

    voice: Voice
    rows: bool
    group: int
    losses: bool = False
    ours: str = ""
    until: int | None = None

    def covers(self, block: Block) -> bool:
        """Whether a block has figures that are credited so."""
        if block.kind is Kind.HEADING or (self.until is not None and block.start >= self.until):
            return False
        return not self.rows or (block.kind is Kind.ENTRY and 0 <= block.group - self.group <= 1)


def credit_of(page: Page, sentence: Sentence) -> Credit | None:
    """Whom a sentence credits with all that follows; None where it does not."""
    if _BROADLY not in sentence.gates or _ARE not in sentence.gates or FIGURE in sentence.kinds:
        return None
    said = page.text[sentence.start : sentence.end]
    match = _CREDITS.search(said) or _OWNED.search(said)
    if match is None:
        return None
    rows, everything = _ROWS.search(match["where"]), _ALL.search(match["where"])
    section = _SECTION.search(match["where"])
    passage = _PARAGRAPH.search(match["where"])
    unless = _UNLESS.search(said, match.end())
    column = "column" in match[0]
    if not (rows or everything or section or passage or unless or column):
        return None
    first, last = (
        match.span("who") if "who" in match.re.groupindex else (match.end(), unless.start() if unless else len(said))
    )
    voice = speaker_between(page, start=sentence.start + first, end=sentence.start + last)
    if voice is None or not voice.name:
        return None
    group = page.blocks[sentence.block].group
    everything = everything or section or passage or (unless if rows is None else None)
    above = everything is None and not _is_table(page, group + 1) and _is_table(page, group - 1)
    ours = next((part for part in said[match.end() :].split(";")[1:] if _OURS.search(part)), "")
    return Credit(
        voice,
        everything is None,
        group - 1 if above else group,
        losses=match[0].lower().startswith(("losses", "casualties", "casualty", "loss", "toll column", "column of")),
        ours=ours.lower(),
        until=_section_end(page, sentence) if section else page.blocks[sentence.block].end if passage else None,
    )


def _section_end(page: Page, sentence: Sentence) -> int | None:
    """Where the section that a sentence stands in ends: at the next heading."""
    later = page.blocks[sentence.block + 1 :]
    return next((block.start for block in later if block.kind is Kind.HEADING), None)


_OURS = re.compile(r"\b(?:our|ours)\b", re.IGNORECASE)


def _is_table(page: Page, group: int) -> bool:
    """Whether a group of lines has rows with numbers."""
    rows = [block for block in page.blocks if block.group == group and block.kind is not Kind.PARAGRAPH]
    return sum(any(ch.isdigit() for ch in page.text[row.start : row.end]) for row in rows) > 1


def uncredited(credit: Credit | None, voice: Voice | None, *, measure: Measure, rate: bool) -> Voice | None:
    """The voice that speaks for a figure, None where it is only a credit for other figures of the rows."""
    if credit is None or voice is None or voice != credit.voice:
        return voice
    ground = measure in (Measure.AREA_TAKEN, Measure.LOSSES_PER_AREA)
    if credit.losses and measure not in LOSS:
        return None
    own = (ground and _GROUND.search(credit.ours)) or (rate and _MEANS.search(credit.ours))
    return None if own else voice


_GROUND, _MEANS = re.compile(r"\b(?:area|ground|map|gain|square)"), re.compile(r"\b(?:average|mean|daily|rate)")


def credits_all(page: Page) -> Credit | None:
    """Whom a sentence somewhere credits with all figures of the text, or with those of the table above it."""
    for sentence in page.sentences:
        credit = credit_of(page, sentence)
        if (
            credit is not None
            and credit.until is None
            and (not credit.rows or credit.group < page.blocks[sentence.block].group)
        ):
            return credit
    return None


_BROADLY = gate(*"figures numbers data totals tolls counts statistics losses casualties column".split())
_ARE = gate(*"are were is was come comes came stem stems derive derives".split())


def is_head(block: Block) -> bool:
    """Whether a block is a line that stands over what follows, and no sentence."""
    return block.kind is Kind.HEADING


_HEADED = re.compile(
    r"(?:\W|\d)*what (?:the )?[^.;:?]{2,60}? "
    r"(?:says?|said|claims?|claimed|admits?|admitted|reports?|reported|acknowledges?|acknowledged)\b",
    re.IGNORECASE,
)


_RESULTS = re.compile(
    r"(?:\W|\d)*(?:(?:the )?(?:main|key|chief|first|full|latest|other) )?(?:results|findings|figures|numbers|estimates|conclusions|count"
    r"|tally|calculations|answer|version|account) (?:of|from|by) (?P<who>[^.;:?]{3,60})$"
    r"|(?:\W|\d)*(?P<owner>[A-Z][^.;:?]{2,60}?)(?:[’']s|s[’']) (?:own )?(?:main |key |latest )?(?:results|findings|figures|numbers"
    r"|estimates?|count|tally|answer|version|account|reckoning|sums)\W*$",
    re.IGNORECASE,
)


def headed_by(page: Page, sentence: Sentence, *, heard: Hearing) -> Voice | None:
    """Whose words a heading says that it stands over: "What the General Staff said"."""
    match = _HEADED.match(page.text, sentence.start, sentence.end)
    results = _RESULTS.match(page.text, sentence.start, sentence.end) if match is None else None
    if match is None and results is None:
        return None
    first, last = (sentence.start, match.end()) if match is not None else (sentence.start, sentence.start)
    if results is not None:
        first, last = results.span("who" if results["who"] else "owner")
    voice = speaker_between(page, start=first, end=last)
    return replace(voice, name=heard.names.full(voice.name)) if voice is not None and voice.name else None


# ------------------------------------------------------------------ who told what stands before
# "This was announced on Wednesday by X.", "That is according to X.", "So says X.", "The figures come from X."
_BY = re.compile(
    r"(?:(?:all )?(?:this|that|these figures|these numbers|the figures?|the numbers?|the news|it|the relevant \w+) "
    r"(?:was|were|is|are|has been|have been) (?:announced|reported|stated|disclosed|made public|published|confirmed|revealed|told|given"
    r"|released|made known|made|written|said)\b[^.;:]{0,60}?\b(?:by|(?:in|from) (?:the|a|its) (?:\w+ ){0,3}?(?:of|by)) "
    r"|(?:this|that)(?: is|[’']s|,? at least, is| comes) (?:all )?according to "
    r"|(?:these|those|they|both|all) (?:are|were)(?: all)? (?:the )?(?:figures|numbers|data|estimates|counts|totals) "
    r"(?:of|from|by|given by) "
    r"|so (?:said|says|claims|claimed|wrote|writes) "
    r"|(?:these|those|the) (?:figures|numbers) (?:come|came|are|were) from )",
    re.IGNORECASE,
)
# "According to a wire, X announced this on Monday."
_THIS = re.compile(
    r"(?:according to [^,]{2,40}, )?(?P<who>[^,.;:“”\"]{3,90}?) (?:has |have |had )?"
    r"(?:announced|reported|said|stated|wrote|confirmed|disclosed|told \w+|revealed) (?:this|so|as much|the news)"
    r"(?=\s*(?:[.,]|$)|\s(?:on|in|at|to|during|via|late|early|earlier|today|yesterday|this|over|as)\b)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\s(?:on|in|via|at|during|to) |[,;:]|\.\s*$", re.IGNORECASE)  # and no point of "Gen. X"


def told_by(said: str) -> tuple[int, int] | None:
    """Where a sentence that only says who told what stands before it names them."""
    by = _BY.match(said)
    if by is not None:
        stop = _WHERE.search(said, by.end() + 1)
        return by.end(), stop.start() if stop is not None else len(said)
    this = _THIS.match(said)
    return this.span("who") if this is not None else None
