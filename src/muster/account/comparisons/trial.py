"""The ways in which a comparison is tried on a series: by totals and by daily averages, in each convention of the day.

Invariant: a way in which the series does not tell all that is needed gives no verdict; rounding alone never decides one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from muster.account import wording
from muster.account.comparisons.spans import DAY, Unit, before, containing
from muster.account.known import Convention, Known, Sum
from muster.account.statement import Statement
from muster.claims.period import Period

TOTALS, AVERAGES = "totals", "averages"
ENOUGH = 3  # units of one length that a series must tell before anything is tried on it
_OWN = 0.05  # how near a figure is to the series' own to be taken from it
_FARTHEST = 1200  # units looked back at


class Way(NamedTuple):
    """By totals or by averages, in a convention of the day."""

    by: str
    convention: Convention

    def words(self, known: Known, unit: Unit) -> str:
        """The way for a reader, behind an "if"; as much of it as makes a difference."""
        parts = []
        if unit.months:
            parts.append("it is counted by totals" if self.by == TOTALS else "it is counted by daily averages")
        if len(known.conventions) > 1:
            parts.append(self.taken())
        return " and ".join(parts) or "it is counted so"

    def taken(self) -> str:
        """The convention for a reader, behind an "if"."""
        how = "for the day before" if self.convention is Convention.DAY_BEFORE else "by day of publication"
        return f"each figure is taken {how}"


def either(good: Sequence[Way], tried: Sequence[Way], *, known: Known, unit: Unit) -> str:
    """The ways of those tried in which it is so, for a reader, behind an "if": what makes no difference among them is left out."""
    for key in ("by", "convention"):
        told = {getattr(way, key) for way in good}
        if len(told) == 1 and set(good) == {way for way in tried if getattr(way, key) in told}:
            one = good[0]
            if key == "by" and len({way.by for way in tried}) > 1:
                return "it is counted by totals" if one.by == TOTALS else "it is counted by daily averages"
            if key == "convention" and len(known.conventions) > 1:
                return one.taken()
    return " or if ".join(dict.fromkeys(way.words(known, unit) for way in good))


def ways(known: Known, unit: Unit, *, by: Sequence[str] = (TOTALS, AVERAGES)) -> list[Way]:
    """The ways that can differ: units of days have one length, so their averages say what their totals do."""
    kinds = (TOTALS,) if unit.months == 0 else tuple(by)
    return [Way(kind, convention) for kind in kinds for convention in known.conventions]


@dataclass(frozen=True, slots=True)
class Measured:
    """A series measured out in units: what each came to, in order."""

    known: Known
    unit: Unit
    way: Way

    def of(self, period: Period) -> Sum | None:
        """What a period came to."""
        assert period.start is not None
        assert period.end is not None
        total = self.known.total(period.start, period.end, convention=self.way.convention)
        if total is None or self.way.by == TOTALS:
            return total
        return total.per((period.end - period.start).days + 1)

    def backward(self, period: Period, *, since: dt.date) -> Iterator[tuple[Period, Sum | None]]:
        """The whole units before a period, the nearest first, back to a day."""
        for _ in range(_FARTHEST * (3 if self.unit is DAY else 1)):
            period = before(period, self.unit)
            assert period.start is not None
            if period.start < since:
                return
            yield period, self._own(period)

    def forward(self, period: Period, *, until: dt.date) -> Iterator[tuple[Period, Sum | None]]:
        """The whole units after a period, through a day."""
        for _ in range(_FARTHEST):
            assert period.end is not None
            period = containing(self.unit, period.end + (max(self.unit.days, 1)) * dt.timedelta(days=1))
            assert period.end is not None
            if period.end > until:
                return
            yield period, self._own(period)

    def opens(self, period: Period) -> bool:
        """Whether it is the day that opens a run, which holds all that went before and so tells nothing of itself."""
        shift = 1 if self.way.convention is Convention.PUBLICATION else 0
        return self.unit is DAY and any(
            period.start is not None and 0 <= (period.start - run.start).days <= (shift if run.morning else 0)
            for run in self.known.runs
        )

    def _own(self, period: Period) -> Sum | None:
        return None if self.opens(period) else self.of(period)


def tells(known: Known, unit: Unit, *, period: Period) -> bool:
    """Whether a series tells enough units of this length for something to be tried on it."""
    if known.daily:
        return True
    measured = Measured(known, unit, Way(TOTALS, Convention.DAY_BEFORE))
    told = [one for _, one in measured.backward(period, since=known.first) if one is not None]
    return len(told) >= ENOUGH


def same_ground(claim: Statement | None, known: Known, *, own: float | None = None) -> bool:
    """Whether what is claimed rests on this very series: the same body, by its full name or a shorter one, or a figure that is the series'
    own within a twentieth."""
    if claim is None:
        return False
    one, other = (
        body.key.split(" in ")[0] for body in (claim.body, known.body)
    )  # "the general staff", of one document
    if one == other or other.endswith(f" {one}") or one.endswith(f" {other}"):
        return True
    return own is not None and abs(claim.middle - own) <= _OWN * own


def whose(known: Known) -> str:
    """The series for a reader: "the series of the Ukrainian General Staff (lost)"."""
    return f"the series of {known.body.name} ({wording.measure_words(known.measure)})"


def amount(one: Sum, *, by: str, unit: Unit) -> str:
    """A total or an average in words."""
    return f"{wording.number(one.value)} a day" if by == AVERAGES and unit.months else wording.number(one.value)
