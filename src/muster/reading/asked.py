"""A figure whose days are sought, and the days that were found for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from muster.claims.measures import Measure
from muster.claims.period import UNDATED, Period
from muster.numbers.values import value
from muster.reading.context import Page
from muster.reading.measuring import View

LEVELS = frozenset({Measure.STRENGTH, Measure.RESERVE})
PAY = frozenset({Measure.RECRUIT_PAY, Measure.DEATH_PAYMENT})
TOLLS = frozenset(
    {
        Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.OBITUARIES, Measure.MISSING,
        Measure.IRRECOVERABLE, Measure.CAPTURED,
    }
)  # fmt: skip


@value(frozen=True, slots=True)
class Timed:
    """A period with the words that gave it, how surely, and by which rule."""

    period: Period
    words: tuple[tuple[int, int], ...]
    confidence: float
    rule: str
    said: dt.date | None = None  # the day it was stated, where the text gives that
    is_open: bool = False  # "since": only the day it was stated closes it


NOT_DATED = Timed(UNDATED, (), 0.6, "no time is given")
ON_A_DAY = "a running tally on a day"


@value(frozen=True, slots=True, kw_only=True)
class Asked:
    """A figure whose days are sought: where it stands, what it is of, which times only tell of speaking, and the day it was said;
    `gates` those that its sentence opens; `likewise` that it is of the size of the figure before, which was of no more than a month."""

    view: View
    at: int
    measure: Measure
    rate: bool
    stated: Set[int]
    said: dt.date | None
    page: Page
    gates: Set[int]
    likewise: bool = False

    @property
    def level(self) -> bool:
        """Whether it is of people at a time, not of what happened to them."""
        return self.measure in LEVELS

    @property
    def largest(self) -> float:
        """The larger number the figure states."""
        found = self.view[self.at].found
        return float(max(found.low or 0, found.high or 0)) if found else 0.0
