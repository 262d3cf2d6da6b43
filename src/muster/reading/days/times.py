"""A time as it stands in a text.

Invariant: only a SPAN has a length and no days; all others have days, or none where they cannot be placed.
"""

from __future__ import annotations

from muster.claims.period import Period
from muster.numbers.values import value
from muster.reading.days.phrases import Relation


@value(frozen=True, slots=True)
class Time:
    """A date as it stands in the text, preposition included. `days` is the length of a SPAN, which has no place in the calendar;
    `relative` says that the days hang on the publication date or on a date said before."""

    start: int
    end: int
    period: Period
    relation: Relation
    grain: str
    relative: bool
    days: int | None = None
