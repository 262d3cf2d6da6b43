"""Signs in series that are told day by day or month by month: a pace that changes, the same time a year before, inquiries for the missing.

Invariant: only what a series tells is compared, never what lies between; a series that has stood still is said to have, and not judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from statistics import median
from typing import NamedTuple

import numpy as np

from muster.account import wording
from muster.account.dating import MONTH, ONE_DAY
from muster.account.draws import Array, month_end
from muster.account.known import Known, Sum
from muster.account.wording import rough
from muster.claims.measures import Measure
from muster.claims.period import Period, month_after
from muster.watch.balances import graded
from muster.watch.board import Result, State
from muster.watch.looking import TOLLS, Seen
from muster.watch.thresholds import Limits
from muster.watch.words import change, percent, plural, times

_HELD = 0.75  # of a window's days that must be told for its mean to count
_MANY = 3  # stretches before, from which a usual pace can be told


# ------------------------------------------------------------------ the pace of now
def pace(seen: Seen, limits: Limits) -> Result:
    """I04: whether the last week leaves the four weeks before it further behind than weeks do, or the level broke of late."""
    id_ = "I04"
    series = _daily(seen)
    if series is None:
        why = f"No series in the ledger tells the losses of {seen.side} day by day; muster add takes one."
        return Result(id=id_, state=State.CANNOT_TELL, why=why)
    first, values = _days(series)
    last = first + (len(values) - 1) * ONE_DAY
    if last < seen.since(limits(id_, "newest")):
        why = f"The daily series of {series.body.name} ends on {wording.day(last)} and tells nothing of now."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, day=last)
    week, month = int(limits(id_, "week")), int(limits(id_, "month"))
    ratios = _ratios(values, week, month)[-int(limits(id_, "history")) - 1 :]
    past = ratios[:-1][np.isfinite(ratios[:-1])]
    if len(past) < limits(id_, "history") / 2 or not np.isfinite(ratios[-1]):
        why = (
            f"The daily series of {series.body.name} tells {plural(len(past), 'week')} to hold the last one against, of "
            f"{ceil(limits(id_, 'history') / 2)} that it takes, or has gaps in the last {week + month} days."
        )
        return Result(id=id_, state=State.CANNOT_TELL, why=why, day=last)
    now, tail = float(ratios[-1]), (1 - limits(id_, "outside")) / 2
    low, high = (float(one) for one in np.quantile(past, [tail, 1 - tail]))
    broke = _break(values, first, penalty=limits(id_, "penalty"), least=2 * week)
    lately = broke is not None and broke.day > last - limits(id_, "break") * ONE_DAY
    state = State.QUIET if low <= now <= high else State.ALERT
    state = State.WATCH if lately and state is State.QUIET else state
    mean = float(np.nanmean(values[-week:]))
    return Result(
        id=id_,
        state=state,
        why=(
            f"The {week} days to {wording.day(last)} had {rough(mean)} a day ({series.body.name}), {change(now)} than "
            f"the {month} days before; "
            f"of the year's weeks {percent(limits(id_, 'outside'))} lie between {change(low)} and {change(high)}."
            f"{_broke(broke, lately)}"
        ),
        numbers=(
            ("a_day", mean),
            ("times", now),
            ("least_usual", low),
            ("most_usual", high),
            *((("broke_from", broke.before), ("broke_to", broke.after)) if broke else ()),
        ),
        claims=_claims_of(series, last - (week - 1) * ONE_DAY, last),
        day=last,
    )


def _daily(seen: Seen) -> Known | None:
    """The daily series of losses that reaches furthest, of those the widest measure, of those the longest."""
    its = [one for one in seen.series if one.daily and one.measure in TOLLS and one.scope is None]
    return min(
        its, key=lambda one: (-one.last.toordinal(), TOLLS.index(one.measure), -len(one.statements)), default=None
    )


def _days(series: Known) -> tuple[dt.date, Array]:
    """The first day, and what each day from there to the last has; no number for one that is not told."""
    told = {day: total.value for day, total in series.days()}
    first, last = min(told), max(told)
    found = np.full((last - first).days + 1, np.nan)
    for day, value in told.items():
        found[(day - first).days] = value
    return first, found


def _ratios(values: Array, week: int, month: int) -> Array:
    """For each day from which there is enough, the mean of the week to it over that of the days before that week."""
    found = []
    for end in range(week + month, len(values) + 1):
        late, early = values[end - week : end], values[end - week - month : end - week]
        enough = np.isfinite(late).sum() >= _HELD * week and np.isfinite(early).sum() >= _HELD * month
        base = float(np.nanmean(early)) if enough else 0.0
        found.append(float(np.nanmean(late)) / base if base > 0 else np.nan)
    return np.asarray(found)


class _Break(NamedTuple):
    """The day from which a series has another level, and a day's mean before and from then on."""

    day: dt.date
    before: float
    after: float


def _break(values: Array, first: dt.date, *, penalty: float, least: int) -> _Break | None:
    """The last break of level in the logarithms of a daily series: the exact segmentation of least cost (PELT; Killick, Fearnhead and
    Eckley 2012) at a penalty of so many times the variance of the noise and the logarithm of the days. The noise is told from the
    differences of neighbours, which a break hardly touches."""
    from ruptures import KernelCPD

    at = np.flatnonzero(np.isfinite(values))
    logs = np.log(np.maximum(values[at], 1.0))
    if len(logs) < 3 * least:
        return None
    steps = np.diff(logs)
    noise = (1.4826 * float(np.median(np.abs(steps - np.median(steps))))) ** 2 / 2
    found = KernelCPD(kernel="linear", min_size=least).fit(logs[:, None])
    ends = [0, *found.predict(pen=max(penalty * noise * np.log(len(logs)), 1e-6))]
    if len(ends) < 3:
        return None
    before, after = (float(np.exp(logs[ends[k] : ends[k + 1]].mean())) for k in (-3, -2))
    return _Break(first + int(at[ends[-2]]) * ONE_DAY, before, after)


def _broke(broke: _Break | None, lately: bool) -> str:
    if broke is None:
        return ""
    from_to = f"from {rough(broke.before)} to {rough(broke.after)} a day"
    return f" Its level {'broke' if lately else 'last broke'} on {wording.day(broke.day)}, {from_to}."


def _claims_of(series: Known, start: dt.date, end: dt.date) -> tuple[str, ...]:
    """The claims of a series whose last day lies within these."""
    return tuple(one.id for one in series.statements if one.period.end is not None and start <= one.period.end <= end)


# ------------------------------------------------------------------ a year before
def year_before(seen: Seen, limits: Limits) -> Result:
    """I07: the last quarter of a series against the same days of the year before."""
    id_ = "I07"
    found = [one for series in seen.series if (one := _two_windows(series, int(limits(id_, "days")))) is not None]
    its = min(found, key=lambda one: (-one.end.toordinal(), TOLLS.index(one.series.measure), -one.days), default=None)
    if its is None:
        why = f"No series of the losses of {seen.side} tells its last {limits(id_, 'days'):.0f} days and the same days a year before."
        return Result(id=id_, state=State.CANNOT_TELL, why=why)
    days, name = its.span, its.series.body.name
    if its.end < seen.since(limits(id_, "newest")):
        why = f"The series of {name} ends on {wording.day(its.end)} and tells nothing of now."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, day=its.end)
    ratio, low, high = its.ratios
    state = graded(abs(ratio - 1), watch=limits(id_, "watch"), alert=limits(id_, "alert"))
    between = (
        f" ({change(low)} to {change(high)} with rounding and in either convention of the day)"
        if high - low > 0.005
        else ""
    )
    return Result(
        id=id_,
        state=state,
        why=(
            f"{wording.when(days)} had {rough(its.now.value)} ({name}: {wording.measure_words(its.series.measure)}), "
            f"{change(ratio)} than the "
            f"{rough(its.then.value)} of the same days a year before{'' if its.even else ', by the day'}{between}."
        ),
        numbers=(
            ("now", its.now.value),
            ("year_before", its.then.value),
            ("times", ratio),
            ("least", low),
            ("most", high),
        ),
        claims=_claims_of(its.series, its.end, its.end),
        day=its.end,
    )


class _Windows(NamedTuple):
    """The last days of a series and the same a year before, as sums; `ratios` are the middle, the least and the most of the one over the
    other."""

    series: Known
    start: dt.date
    end: dt.date
    now: Sum
    then: Sum
    ratios: tuple[float, float, float]

    @property
    def days(self) -> int:
        return _length(self.start, self.end)

    @property
    def even(self) -> bool:
        """Whether the year before has as many days of it."""
        return self.days == _length(_year_back(self.start), _year_back(self.end))

    @property
    def span(self) -> Period:
        return Period(self.start, self.end)


def _two_windows(series: Known, days: int) -> _Windows | None:
    """The windows, whole months where the series is told by the month."""
    if series.measure not in TOLLS or series.scope is not None:
        return None
    for start, end in _spans(series, days):
        ends: list[tuple[float, float, float]] = []
        sums: list[tuple[Sum, Sum]] = []
        for way in series.conventions:
            now = series.total(start, end, convention=way)
            then = series.total(_year_back(start), _year_back(end), convention=way)
            if now is not None and then is not None and then.value > then.error and now.value > now.error:
                sums.append((now, then))
                late, early = now.per(_length(start, end)), then.per(_length(_year_back(start), _year_back(end)))
                ends.append(
                    (
                        late.value / early.value,
                        (late.value - late.error) / (early.value + early.error),
                        (late.value + late.error) / (early.value - early.error),
                    )
                )
        if sums:
            low, high = min(one[1] for one in ends), max(one[2] for one in ends)
            return _Windows(series, start, end, *sums[0], (ends[0][0], low, high))
    return None


def _spans(series: Known, days: int) -> Iterator[tuple[dt.date, dt.date]]:
    last = series.last
    if series.daily:
        yield last - (days - 1) * ONE_DAY, last
    end = last if last == month_end(last) else last.replace(day=1) - ONE_DAY
    months = max(1, round(days / MONTH))
    yield month_after(end, 1 - months), end


def _length(start: dt.date, end: dt.date) -> int:
    return (end - start).days + 1


def _year_back(day: dt.date) -> dt.date:
    last = day == month_end(day)
    back = dt.date(day.year - 1, day.month, min(day.day, 28))
    return month_end(back) if last else back.replace(day=min(day.day, month_end(back).day))


# ------------------------------------------------------------------ the missing
class Stretch(NamedTuple):
    """What a series gained from one day through another."""

    start: dt.date
    end: dt.date
    value: float

    @property
    def pace(self) -> float:
        """What that is a day."""
        return self.value / ((self.end - self.start).days + 1)


def stretches(series: Known) -> list[Stretch]:
    """The stretches that a series tells, by their last days: from one running total to the next, and its totals of periods."""
    found = [Stretch(start, end, total.value) for (start, end), total in series.pieces.items()]
    for run in series.runs:
        for (before, less), (after, more) in pairwise(zip(run.ends, run.totals, strict=True)):
            found.append(Stretch(before + ONE_DAY, after, more.value - less.value))
    return sorted(found, key=lambda one: (one.end, one.start))


def missing(seen: Seen, limits: Limits) -> Result:
    """I16: whether inquiries for the missing come faster than they used to."""
    id_ = "I16"
    its = [one for one in seen.statements if one.claim.measure is Measure.MISSING_INQUIRIES]
    if not its:
        why = f"The ledger holds no figure of inquiries for the missing of {seen.side} (samples, court claims, search requests)."
        return Result(id=id_, state=State.CANNOT_TELL, why=why)
    claims = tuple(one.id for one in its)
    series = [one for one in seen.series if one.measure is Measure.MISSING_INQUIRIES and one.scope is None]
    told = [
        (one, steps) for one in series if len(steps := stretches(one)) > _MANY and not any(at.value < 0 for at in steps)
    ]
    if not told:
        why = (
            f"{plural(len(its), 'figure')} of inquiries for the missing of {seen.side}, and no body told more than "
            f"{_MANY} stretches of time in totals that do not fall, which it takes to tell a usual pace from a new one."
        )
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims)
    best, found = max(told, key=lambda pair: (_alive(pair[1], seen, limits), len(pair[1]), pair[0].body.key))
    last = found[-1].end
    if last < seen.since(limits(id_, "newest")):
        why = f"The newest figure of inquiries ends on {wording.day(last)} and tells nothing of now."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims, day=last)
    since = last - limits(id_, "days") * ONE_DAY
    new, old = ([one for one in found if (one.end > since) is late] for late in (True, False))
    if len(old) < _MANY:
        why = f"There are only {len(old)} stretches of inquiries before the last {limits(id_, 'days'):.0f} days to hold these against."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims, day=last)
    usual, now = median(one.pace for one in old) * 7, _joint_pace(new) * 7
    if usual <= 0:
        why = f"By its figures before, {best.body.name} mostly told of no new inquiries at all, so there is no usual pace."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims, day=last)
    factor, start = now / usual, min(one.start for one in new)
    return Result(
        id=id_,
        state=graded(factor, watch=limits(id_, "watch"), alert=limits(id_, "alert")),
        why=(
            f"From {wording.day(start)} to {wording.day(last)} there were {rough(now)} inquiries a week for the missing "
            f"({best.body.name}), {times(factor)} times the usual {rough(usual)}. They are inquiries: one missing man can "
            "have several, and most have none."
        ),
        numbers=(("a_week", now), ("usual", usual), ("times", factor)),
        claims=_claims_of(best, start, last),
        day=last,
    )


def _alive(its: Sequence[Stretch], seen: Seen, limits: Limits) -> bool:
    """Whether a series tells of now."""
    return its[-1].end >= seen.since(limits("I16", "newest"))


def _joint_pace(its: Sequence[Stretch]) -> float:
    return sum(one.value for one in its) / sum((one.end - one.start).days + 1 for one in its)
