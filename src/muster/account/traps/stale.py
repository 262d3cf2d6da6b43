"""A running toll that the daily series had long passed when it was told, with its age in days.

Invariant: a figure is stale only where the series at its day lies above it beyond rounding; an estimate of another body that does not
draw on the series is another count, not an old one; an open bound ("over 1.1 million") still holds, and is stale only as spoken.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from muster.account import wording
from muster.account.comparisons.spans import spans
from muster.account.dating import ONE_DAY
from muster.account.lexicon import word
from muster.account.statement import Statement, same_document
from muster.account.traps.series import Toll
from muster.account.traps.telling import Telling, upto
from muster.account.widths import as_bounds, as_spoken, significant
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

TOLD, AHEAD = 4, 7  # digits by which a total is known again; days that it must be ahead of its own
LATE = 0.03  # of the toll: so far below the series, a point is old
NEARLY = 0.15  # of the toll: so near it a bound of a body that counts for itself may be an old figure of the series
MEETS = 0.01  # of a number: so near the series' for the days told beside it, it is of those days
PART = 0.5  # of the first total of a series: less is of a part of the war where no days are told
TOLLS = (Measure.LOSSES, Measure.KILLED_WOUNDED)


def stale(telling: Telling, runs: Sequence[Toll]) -> Iterator[Finding]:
    """Stale tolls."""
    for one in telling.whole:
        claim = one.claim
        if claim.measure not in TOLLS or claim.civilian or one.scope or one.level or one.rate or upto(one) is None:
            continue
        if claim.figure.bound is Bound.AT_MOST or (word("in_a_row").search(one.sentence) and not one.report.table):
            continue
        its = (run for run in runs if (run.war, run.party, run.start) == (claim.war, claim.party, one.period.start))
        its = (run for run in its if not (_of_days_told(one, run) or _before_it_begins(one, run)))
        found = (_ahead(one, run) or _against(one, run, telling) for run in its if one.id not in run.members)
        yield from [one for one in found if one][:1]


def _of_days_told(one: Statement, run: Toll) -> bool:
    """Whether the figure is what the series has for a day or days that its own sentence names: then it is of those, and nothing is old."""
    if one.report.table:
        return False
    told = [span.period for span in spans(one.sentence, today=one.published)]
    days = [(period.start, period.end) for period in told if period.start is not None and period.end is not None]
    if days:
        days.append((min(start for start, _ in days), max(end for _, end in days)))
    return any(_has(run, start, end, float(one.claim.figure.numbers[-1])) for start, end in days)


def _has(run: Toll, start: dt.date, end: dt.date, number: float) -> bool:
    """Whether the series has that number for these days, or until the one day, as told in the evening or the next morning."""
    for late in (0 * ONE_DAY, ONE_DAY):
        known = [run.over(start - late, end - late), run.at(end - late) if start == end else None]
        if any(one is not None and abs(one - number) <= MEETS * number for one in known):
            return True
    return False


def _before_it_begins(one: Statement, run: Toll) -> bool:
    """Whether a figure that is given no days lies so far below all that the series has that it must be of a part of the war."""
    return bool(one.assumed) and float(one.claim.figure.numbers[-1]) < PART * run.totals[0]


def _ahead(one: Statement, run: Toll) -> Finding | None:
    """A total that the series came to, to the man, only weeks after the day that it is told for: that day is wrong."""
    day, number = upto(one), float(one.claim.figure.numbers[-1])
    at = bisect_left(run.totals, number)
    if day is None or not run.daily or not one.point or significant(number) < TOLD or at == len(run.ends):
        return None
    if run.totals[at] != number or (run.ends[at] - day).days < AHEAD:
        return None
    ahead = (run.ends[at] - day).days
    return wording.finding(
        Kind.CUMULATIVE,
        Verdict.MISTOLD,
        severity=Severity.SERIOUS,
        sentence=(
            f"{wording.teller(one)} gave {wording.of_side(one)} by {wording.day(day)}. To the man that is the series of {run.body.name} "
            f"of {wording.day(run.ends[at])}, {ahead} days later. One of the two days is wrong."
        ),
        of=[one],
        numbers=[("series", run.totals[at]), ("ahead_days", float(ahead))],
    )


def _against(one: Statement, run: Toll, telling: Telling) -> Finding | None:
    day = upto(one)
    known = run.least(day) if day else None
    if known is None or day is None:
        return None
    toll, _ = known
    high = as_bounds(one.claim).high
    if high is not None:
        ours = one.own_voice or one.body.key == run.body.key or one.body.key in run.followers
        return _finding(one, run, toll=toll, day=day) if ours and high < toll * (1 - LATE) else None
    spoken = as_spoken(one.claim).high or 0.0
    if not run.daily and toll > spoken:
        return None  # how near its own day's toll a bound is, no month's end tells
    ours = one.own_voice or one.body.key == run.body.key or one.body.key in run.followers
    if toll > spoken and (ours or toll * (1 - NEARLY) <= (as_bounds(one.claim).low or 0.0)):
        return _finding(one, run, toll=toll, day=day)
    return _chained(one, run, telling, spoken=spoken) if toll <= spoken else None


def _finding(one: Statement, run: Toll, *, toll: float, day: dt.date, beside: Statement | None = None) -> Finding:
    number = float(one.claim.figure.numbers[-1])
    bound = one.claim.figure.bound is Bound.AT_LEAST
    passed = run.passed(number)
    age = (day - passed).days if passed else 0
    late = toll - number
    severity = Severity.MINOR if bound else Severity.SERIOUS
    at = run.least(day)
    by = "then" if at is None or at[1] == day else wording.day(at[1])
    known = f"By {by} the series of {run.body.name} stood at {wording.number(toll)}"
    if beside is not None and beside.period.start is not None:
        began, told = wording.day(beside.period.start), wording.figure(beside)
        known = f"The series of {run.body.name} at {began} and the {told} told beside it make {wording.number(toll)}"
    held = ""
    if passed and age > 0:
        held = f"; it had passed {wording.number(number)} {'on' if run.daily else 'by'} {wording.day(passed)}, {age} days before"
    elif passed is None and number < run.totals[0]:
        held = f"; it stands above {wording.number(number)} from the day it begins, {wording.day(run.ends[0])}"
    return wording.finding(
        Kind.CUMULATIVE,
        Verdict.STALE_AS_SPOKEN if bound else Verdict.STALE,
        severity=severity,
        sentence=(
            f"{wording.teller(one)} gave {wording.of_side(one)} by {wording.day(day)}. {known}{held}. "
            + ("“At least” is still true, but the number is out of date." if bound else "The number is out of date.")
        ),
        of=[one, *([beside] if beside else [])],
        numbers=[("series", toll), ("short_by", late), ("age_days", float(age))],
    )


def _chained(one: Statement, run: Toll, telling: Telling, *, spoken: float) -> Finding | None:
    """A toll against what the series told at the start of a later period and the total that the same text tells of that period."""
    for other in telling.whole:
        if (
            not same_document(one, other)
            or other.claim.measure not in TOLLS
            or other.claim.party != one.claim.party
            or other.rate
        ):
            continue
        start, low = other.period.start, as_bounds(other.claim).low
        if (
            start is None
            or one.period.start is None
            or start <= one.period.start
            or low is None
            or other.scope
            or other.claim.civilian
        ):
            continue
        if upto(other) != upto(one) or other.assumed or other.claim.war != one.claim.war:
            continue
        before = run.at(start - dt.timedelta(days=1))
        if before is not None and before + low > spoken and (day := upto(one)):
            return _finding(one, run, toll=before + low, day=day, beside=other)
    return None
