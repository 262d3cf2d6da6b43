"""The attack, battle or raid that a news report is about: what it cost is told on in later paragraphs without its day.

Invariant: only a fresh event of a few days is meant, which the report's first sentences date; what has a time, or is a running toll, is not
of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from muster.claims.claim import Claim
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.reading import stating
from muster.reading.asked import TOLLS, Asked, Timed
from muster.reading.context import TIME, Item, Page, Sentence
from muster.reading.dates import Relation, Time
from muster.reading.days.words import lexicon
from muster.reading.layout import Kind
from muster.reading.measuring import LOSS, View

OF_EVENT = "the days of the event that the report is about"
_HEAD = 9  # sentences in which a report says when what it tells of happened
_LONGEST, _FRESH = 14, 24  # days that an event lasts, and after which nobody reports it as news
_MOST = 3_000  # people: more are the toll of a war


def of_report(page: Page) -> Timed | None:
    """The days of the event that a report's first sentences tell of, by the finest time that they give it."""
    published = page.document.published
    if published is None or page.parts:
        return None
    found: Time | None = None
    for sentence in page.sentences[:_HEAD]:
        block = page.blocks[sentence.block]
        if block.kind is Kind.ENTRY and _TOP < sentence.block < len(page.blocks) - 1:
            return None  # a list or a diary tells of several
        if TIME not in sentence.kinds or block.kind is Kind.HEADING:
            continue
        time = _dated(sentence, published=published)
        if time is None:
            continue
        if found is None or _within(time.period, found.period):
            found = time
    return Timed(found.period, ((found.start, found.end),), 0.5, OF_EVENT) if found is not None else None


_TOP = 2  # blocks that are a head: the title and where it was written


def _dated(sentence: Sentence, *, published: dt.date) -> Time | None:
    """The time at which the event of a sentence happened."""
    view = sentence.view
    stated = stating.stated(view)
    for j, item in enumerate(view):
        time = item.time
        if time is None or j in stated or time.relation is not Relation.DURING or time.grain not in _GRAINS:
            continue
        start, end = time.period.start, time.period.end
        if start is None or end is None or end > published or (published - start).days > _FRESH:
            continue
        if (end - start).days < _LONGEST and _goes_with(view, j):
            return time
    return None


_GRAINS = ("day", "week", "period", "span", "weekend")


def _goes_with(view: View, j: int) -> bool:
    """Whether an event is named in the clause of a time: "attacked two posts last week", "three days of fighting … from 25 to 27 July"."""
    words = _words()
    near = [*range(j - 1, max(-1, j - _REACH), -1)], [*range(j + 1, min(len(view), j + _BEHIND))]
    for side in near:
        for k in side:
            if view[k].low in _ENDS or view[k].time is not None:
                break
            if _is_event(view[k], words["nouns"]) or (
                view[k].low.split(" ")[0] in words["verbs"] and not view[k].has("say")
            ):
                return True
    return False


_REACH, _BEHIND = 22, 5
_ENDS = frozenset([";", ":", "since", "when the war"])


def _is_event(item: Item, nouns: frozenset[str]) -> bool:
    return item.low in nouns or item.low.split(" ")[-1] in nouns


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon()["incidents"].items()}


def _within(one: Period, other: Period) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None or one == other:
        return False
    return other.start <= one.start and one.end <= other.end


def carried(asked: Asked, *, event: Timed | None) -> Timed | None:
    """The days of the event for a loss that is told without any, in a sentence that speaks of no longer time."""
    if event is None or asked.measure not in _BEFALL or asked.rate or asked.largest > _MOST:
        return None
    end = event.period.end
    if asked.said is not None and event.period.start is not None and asked.said < event.period.start:
        return None  # told before it happened
    bars = _words()["bars"]
    for j, item in enumerate(asked.view):
        if item.low in bars or item.low.split(" ")[0] in bars:
            return None
        if item.time is not None and j not in asked.stated and not _is_of(item.time, event.period):
            return None
    if event.period.start is not None and _ON_THE_FIRST.search(" ".join(item.low for item in asked.view)):
        return replace(event, period=Period(event.period.start, event.period.start))
    return event if end is not None else None


_ON_THE_FIRST = re.compile(
    r"\b(?:first|opening) day of the (?:battle|fighting|attack|offensive|assault|operation|siege|clashes|incursion)\b"
)
_BEFALL = TOLLS - {Measure.OBITUARIES, Measure.IRRECOVERABLE}


def _is_of(time: Time, event: Period) -> bool:
    """Whether a time is a length, or lies in the event's days."""
    start, end = time.period.start, time.period.end
    if start is None or end is None:
        return time.relation is Relation.SPAN
    return event.start is not None and event.start <= start


def closes(page: Page, sentence: Sentence, *, made: Sequence[tuple[Claim, Timed]], event: Timed | None) -> bool:
    """Whether a sentence leads away from the event: a heading, or a loss that it dates before it."""
    first = event.period.start if event is not None else None
    if first is None:
        return False
    if page.blocks[sentence.block].kind is Kind.HEADING and sentence.block > _TOP:
        return True
    return any(
        claim.measure in LOSS and timed.period.start is not None and timed.period.start < first for claim, timed in made
    )
