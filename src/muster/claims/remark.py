"""A remark: a span that is no claim but is needed to judge claims.

A comparison ("all-time high", "fifth month running", "twice the average"), a second unit for one figure, a duration, an event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from muster.claims.claim import Place
from muster.claims.figure import Figure
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import UNDATED, Period


class RemarkKind(StrEnum):
    """What sort of span it is."""

    RECORD = "record"  # "all-time high", "for the first time above 2,000"
    STREAK = "streak"  # "fifth consecutive month of rise"
    CHANGE = "change"  # "a decrease compared to the same period of 2024", "rose by 20 percent"
    MULTIPLE = "multiple"  # "almost twice the average"
    EXCEEDS = "exceeds"  # "losing more than it recruits", "falls short of its losses"
    BENCHMARK = "benchmark"  # "more than in ten years of Afghanistan"
    SECOND_UNIT = "second_unit"  # "(910 square miles)", "($4,040)"
    DURATION = "duration"  # "over nine years", "for 24 months"
    EVENT = "event"  # "partial mobilisation", "invasion began", "prisoner exchange"


COMPARISONS = frozenset(
    {
        RemarkKind.RECORD,
        RemarkKind.STREAK,
        RemarkKind.CHANGE,
        RemarkKind.MULTIPLE,
        RemarkKind.EXCEEDS,
        RemarkKind.BENCHMARK,
    }
)


class Direction(StrEnum):
    """Which way a comparison says that it went."""

    UP = "up"
    DOWN = "down"


class Wording(StrEnum):
    """Whether a comparison speaks of averages and rates, or of totals."""

    AVERAGE = "average"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """`figure` is its number where it has one (5 for a fifth month, 2 for twice), in `unit` of its own; `about` is the id of the claim
    it stands beside (the first unit of a pair; the claim a comparison is made of), None where it stands alone."""

    kind: RemarkKind
    quote: str
    place: Place
    figure: Figure | None = None
    measure: Measure | None = None
    party: Party | None = None
    period: Period = UNDATED
    about: str | None = None


# ------------------------------------------------------------------ read off the words of a remark
_UP = frozenset(
    (
        "rose rise rises risen rising grew grow grows grown growing growth increased increase increases increasing climbed "
        "climb climbing jumped jump soared soaring surged surge surging up higher more swelled mounting high highs highest most "
        "biggest largest heaviest deadliest bloodiest costliest worst peaked peak record doubled doubles doubling trebled "
        "trebling tripled tripling quadrupled quintupled twice double treble triple twofold threefold fourfold fivefold tenfold "
        "times escalated intensified accelerated upward"
    ).split()
)
_DOWN = frozenset(
    (
        "fell fall falls fallen falling dropped drop drops dropping declined decline declines declining decreased decrease "
        "decreases decreasing shrank shrunk shrinking slumped slump slid plunged dwindled dwindling down lower fewer less "
        "reduced reduction sank slowed eased tumbled low lows lowest fewest thinnest smallest halved halving half downward "
        "slower"
    ).split()
)
_AVERAGE = frozenset("average averages averaged averaging rate rates mean pace tempo".split())
_TOTAL = frozenset("total totals toll sum totalled".split())
_WORD = re.compile(r"[a-z]+")
_DIRECTED = frozenset({RemarkKind.RECORD, RemarkKind.STREAK, RemarkKind.CHANGE, RemarkKind.MULTIPLE})


def direction(remark: Remark) -> Direction | None:
    """Which way a record, streak, change or multiple went, by the first of its words that says so; None where none does."""
    if remark.kind not in _DIRECTED:
        return None
    hedged = _HEDGED.sub(" ", remark.quote.lower())
    for word in _WORD.findall(hedged):
        if word in _UP or word in _DOWN:
            return Direction.UP if word in _UP else Direction.DOWN
    return None


_HEDGED = re.compile(
    r"\b(?:more|less) than(?= \w*(?:doubled|trebled|tripled|halved|quadrupled|twice|half|double|three|four|five|ten|\d))"
)


def wording(remark: Remark) -> Wording | None:
    """Whether a remark's own words speak of an average or of a total; None where they do neither."""
    said = set(_WORD.findall(remark.quote.lower()))
    if said & _AVERAGE:
        return Wording.AVERAGE
    return Wording.TOTAL if said & _TOTAL else None
