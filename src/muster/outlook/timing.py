"""When things begin and end: the months ahead in even steps, how far a change holds in each of them, and what lies outside or at once.

Invariant: a step of which a change holds a part has that part of it, so that finer steps come to the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import month_end
from muster.claims.errors import ScenarioError
from muster.claims.period import month_after, months_apart
from muster.outlook.scenario import RELATIVE, Change, Lever, Mobilisation, Scenario, said_month

Array = NDArray[np.float64]
_DAY = dt.timedelta(days=1)
_CLOSE = 1e-9  # of a month
_LONG_AGO = dt.date(1800, 1, 1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """So many months from the `first` day on, each in so many `steps`."""

    first: dt.date
    count: int
    steps: int = 1

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The first day of each."""
        return tuple(month_after(self.first, at) for at in range(self.count))

    def offset(self, day: dt.date) -> float:
        """Months from the first day to the morning of another; a start that is not named is the first."""
        if day.year < RELATIVE:
            return (day.year - 1) * 12 + day.month - 1
        return months_apart(self.first, day) + (day.day - 1) / month_end(day).day

    def weight(self, start: dt.date, *, until: dt.date | None = None, over: float = 0.0) -> Array:
        """How far what begins on a day, and is whole `over` months later, holds on average over each step, up to and with a last day:
        shape (step,), from 0 to 1."""
        begin = self.offset(start)
        edges = np.arange(self.count * self.steps + 1) / self.steps
        end = np.inf if until is None else max(self.offset(until + _DAY), begin)
        gone = np.maximum(np.minimum(edges, end) - begin, 0.0)
        held = np.where(gone < over, gone**2 / (2 * max(over, _CLOSE)), gone - over / 2)
        return np.round(
            np.diff(held) * self.steps, 12
        )  # of dates told in parts of a month nothing remains but what they say


def check(scenario: Scenario, calendar: Calendar) -> None:
    """Refuses what would change months that are over, what ends before it begins, and what is changed twice at once, whether their days
    are told as dates or as months of the horizon. Raises `ScenarioError`."""
    for start, place, what in _starts(scenario):
        if calendar.offset(start) < 0:
            raise ScenarioError(
                f"{place}: {what} would change in {start:%Y-%m}, but the account goes to {calendar.first - _DAY}: what it tells of is over"
            )
    separate(scenario.changes, scenario.mobilisations, calendar=calendar)


def separate(changes: Sequence[Change], mobilisations: Sequence[Mobilisation], *, calendar: Calendar) -> None:
    """Refuses what ends before it begins, and what is changed twice at once, by a calendar. Raises `ScenarioError`."""
    ends = {one: np.inf if one.until is None else calendar.offset(one.until + _DAY) for one in changes}
    for one in changes:
        if one.until is not None and ends[one] <= calendar.offset(one.start):
            raise ScenarioError(
                f"{one.place}: {one.lever.value} would end in {said_month(one.until)}, before it begins in {said_month(one.start)}"
            )
    for lever in Lever:
        its = [one for one in changes if one.lever is lever]
        for one, other in pairwise(sorted(its, key=lambda one: (calendar.offset(one.start), ends[one]))):
            if calendar.offset(other.start) < ends[one] - _CLOSE:
                raise ScenarioError(
                    f"{other.place}: {lever.value} is changed twice at once; the other is in {one.place}"
                )
    for called, later in pairwise(sorted(mobilisations, key=lambda one: calendar.offset(one.start))):
        if calendar.offset(later.start) < calendar.offset(called.start) + called.over - _CLOSE:
            raise ScenarioError(
                f"{later.place}: two mobilisations at once; the other, in {called.place}, begins in {said_month(called.start)} and takes "
                f"{called.over:g} months"
            )


def alike(changes: Sequence[Change], mobilisations: Sequence[Mobilisation]) -> None:
    """The same of what is told in one way, before any account is known: all by months of the horizon, or all by dates."""
    for relative in (True, False):
        separate(
            [
                one
                for one in changes
                if all((day.year < RELATIVE) is relative for day in (one.start, one.until) if day is not None)
            ],
            [one for one in mobilisations if (one.start.year < RELATIVE) is relative],
            calendar=Calendar(_LONG_AGO, 1),
        )


def beyond(scenario: Scenario, calendar: Calendar) -> Iterator[str]:
    """What begins only when the horizon is over, and so changes nothing."""
    for start, place, what in _starts(scenario):
        if calendar.offset(start) >= calendar.count:
            yield (
                f"{place}: {what} would change in {said_month(start)}, beyond the horizon, which ends with "
                f"{calendar.months[-1]:%Y-%m}: it changes nothing here"
            )


def _starts(scenario: Scenario) -> Iterator[tuple[dt.date, str, str]]:
    """When each part of a scenario begins, where it stands, and what it is."""
    for one in scenario.changes:
        yield one.start, one.place, one.lever.value
    for called in scenario.mobilisations:
        yield called.start, called.place, "mobilisation"
    if scenario.pay is not None:
        yield scenario.pay.start, scenario.pay.place, "pay"
    if scenario.ceasefire is not None:
        yield scenario.ceasefire, scenario.name, "the ceasefire"
