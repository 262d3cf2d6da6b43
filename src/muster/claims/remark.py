"""A remark: a span that is no claim but is needed to judge claims.

A comparison ("all-time high", "fifth month running", "twice the average"), a second unit for one figure, a duration, an event.
"""

from __future__ import annotations

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
