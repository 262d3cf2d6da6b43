"""Marks that a running total is said to have passed, or to be near: "crossed the 500,000 mark in May", "topped 800,000 this week".

Invariant: it is false only where the running total is told on both sides of what is said, rounding counted; where the convention of the day
decides, it is true only if, and where no series tells the total on those days, not decidable. Whether a running total is meant at all, its
words say, or its size: a number that no stretch of that length ever came near is of no stretch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from muster.account import wording
from muster.account.comparisons.about import series_of, speaking_day
from muster.account.comparisons.passed import Said, said_of
from muster.account.comparisons.spans import DAY
from muster.account.comparisons.trial import TOTALS, Way, same_ground, whose
from muster.account.dating import ONE_DAY
from muster.account.known import Convention, Known, Sum
from muster.account.statement import Statement
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Status
from muster.claims.remark import Remark, RemarkKind
from muster.claims.report import Report
from muster.claims.war import War

CLOSE = 0.9  # of a number, from which "close to it" is a fair word
SOON = 45  # days in which it would be passed at the pace of the last month, for "about to"
_OF = 3.0  # times what any stretch of that length came to, from which a number is of the running total
_OLD = 0.5  # of the running total, below which a number that is told with no word for it is of something else
_FRESH = 7  # days for which a running total stands
_BEGINS = 3  # days from the start of the war at which a run of its totals may begin
_MONTH = 30


class Outcome(Enum):
    """What one convention of the day came to."""

    HOLDS, EARLIER, NOT_YET, FAR, OPEN = range(5)


class Tried(NamedTuple):
    """A convention, what it came to, the days between which the number was passed (None: not by the last day that is told), and the running
    total as it stood when it was said, with its day."""

    way: Way
    outcome: Outcome
    passed: tuple[dt.date, dt.date] | None
    stood: tuple[dt.date, Sum] | None


def thresholds(
    statements: Sequence[Statement], reports: Sequence[Report], *, series: Sequence[Known], wars: Mapping[str, War]
) -> Iterator[Finding]:
    """A finding for every mark that is said to have been passed or to be near."""
    by_document: dict[str, list[Statement]] = {}
    for one in statements:
        by_document.setdefault(one.report.document.id, []).append(one)
    for report in sorted(reports, key=lambda one: one.document.id):
        its = [] if report.table else by_document.get(report.document.id, [])
        today = speaking_day(report, its)
        for one in its:
            war = wars.get(one.claim.war or "")
            told = said_of(one, war=war, today=today) if today is not None and not one.claim.repeats else None
            if told is not None and (found := _tried(one, told, series, war=war)) is not None:
                yield found


def _tried(one: Statement, said: Said, series: Sequence[Known], *, war: War | None) -> Finding | None:
    claim = one.claim
    fits = series_of(
        claim.measure, series, party=claim.party, war=claim.war, civilian=claim.civilian, bodies=[one.body.key]
    )
    if one.scope is not None:
        return None
    for known in fits:
        tried = []
        for convention in known.conventions:
            points = _points(known, convention, war=war, since=said.since)
            if len(points) < 2 or not _meant(said, known, points):
                continue
            tried.append(_try(Way(TOTALS, convention), said, points))
        if any(each.outcome is not Outcome.OPEN for each in tried):
            return _told(one, said, known, tried)
    return _open(one, said) if said.surely else None


def _points(
    known: Known, convention: Convention, *, war: War | None, since: dt.date | None
) -> list[tuple[dt.date, Sum]]:
    """The running totals by the day through which they run, of the whole war or since a day."""
    found: dict[dt.date, Sum] = {}
    start = since or (war.start if war else known.first)
    for run in known.runs:
        shift = ONE_DAY if run.morning and convention is Convention.PUBLICATION else 0 * ONE_DAY
        if since is None and abs((run.start - start).days) <= _BEGINS:
            found |= {end + shift: total for end, total in zip(run.ends, run.totals, strict=True)}
        elif since is not None and (base := run.upto(start - ONE_DAY, convention)) is not None:
            found |= {
                end + shift: Sum(total.value - base.value, total.error + base.error)
                for end, total in zip(run.ends, run.totals, strict=True)
                if end + shift >= start
            }
    for (first, last), total in known.pieces.items():
        if abs((first - start).days) <= (_BEGINS if since is None else 0) and last not in found and last > first:
            found[last] = total
    return sorted(found.items())


def _meant(said: Said, known: Known, points: Sequence[tuple[dt.date, Sum]]) -> bool:
    """Whether a running total is meant: by its words, or because the number is far above what a stretch of that length ever came to."""
    if said.surely:
        return True
    window = said.window
    if window is None or window.start is None or window.end is None:
        stood = _stood(points, said.by)
        return stood is not None and said.number >= _OLD * stood[1].value
    days = max(7, (window.end - window.start).days + 1)
    most = max((later.value - earlier.value for (_, earlier), (day, later) in _apart(points, days)), default=0.0)
    return known.daily and said.number > _OF * most


def _apart(
    points: Sequence[tuple[dt.date, Sum]], days: int
) -> Iterator[tuple[tuple[dt.date, Sum], tuple[dt.date, Sum]]]:
    """Each total with the one so many days before it."""
    at = dict(points)
    for day, total in points:
        if (before := at.get(day - days * ONE_DAY)) is not None:
            yield (day - days * ONE_DAY, before), (day, total)


def _stood(points: Sequence[tuple[dt.date, Sum]], day: dt.date) -> tuple[dt.date, Sum] | None:
    """The last running total through this day, if it is no more than a week old."""
    last = next((one for one in reversed(points) if one[0] <= day), None)
    return last if last is not None and (day - last[0]).days <= _FRESH else None


def _try(way: Way, said: Said, points: Sequence[tuple[dt.date, Sum]]) -> Tried:
    stood = _stood(points, said.by)
    over = next((day for day, total in points if total.value - total.error >= said.number), None)
    under = [day for day, total in points if total.value + total.error < said.number and (over is None or day < over)]
    passed = None if over is None else ((max(under) + ONE_DAY) if under else points[0][0], over)
    return Tried(way, _near(said, points, stood) if said.near else _outcome(said, passed, under), passed, stood)


def _outcome(said: Said, passed: tuple[dt.date, dt.date] | None, under: Sequence[dt.date]) -> Outcome:
    start, end = (said.window.start, said.window.end) if said.window else (None, said.by)
    end = end or said.by
    if passed is not None:
        if passed[1] <= end and (start is None or start <= passed[0]):
            return Outcome.HOLDS
        if start is not None and passed[1] < start:
            return Outcome.EARLIER
    return Outcome.NOT_YET if under and max(under) >= end else Outcome.OPEN


def _near(said: Said, points: Sequence[tuple[dt.date, Sum]], stood: tuple[dt.date, Sum] | None) -> Outcome:
    if stood is None:
        return Outcome.OPEN
    _, total = stood
    if total.value - total.error >= said.number:
        return Outcome.EARLIER
    if not said.soon:
        return Outcome.HOLDS if total.value >= CLOSE * said.number else Outcome.FAR
    pace = _pace(points, stood)
    if pace is None:
        return Outcome.OPEN if total.value >= CLOSE * said.number else Outcome.FAR
    return Outcome.HOLDS if (said.number - total.value) / pace <= SOON else Outcome.FAR


def _pace(points: Sequence[tuple[dt.date, Sum]], stood: tuple[dt.date, Sum]) -> float | None:
    """What it grew by a day in the month before."""
    before = next((one for one in reversed(points) if (stood[0] - one[0]).days >= _MONTH), None)
    if before is None:
        return None
    grown = (stood[1].value - before[1].value) / (stood[0] - before[0]).days
    return grown if grown > 0 else None


# ------------------------------------------------------------------ the finding
def _told(one: Statement, said: Said, known: Known, tried: Sequence[Tried]) -> Finding | None:
    good = [each for each in tried if each.outcome is Outcome.HOLDS]
    bad = [each for each in tried if each.outcome not in (Outcome.HOLDS, Outcome.OPEN)]
    if len(good) == len(tried):
        verdict, severity = Verdict.TRUE, Severity.NOTE
        rest = _words(said, good[0]) + _otherwise(good)
    elif len(bad) == len(tried):
        if not (one.own_voice or same_ground(one, known)):
            return None  # another body's count, which may have passed it on another day
        far = all(each.outcome is Outcome.FAR for each in bad)
        verdict, severity = Verdict.FALSE, Severity.MINOR if far else Severity.SERIOUS
        rest = _words(said, bad[0])
    elif good:
        verdict, severity = Verdict.TRUE_ONLY_IF, Severity.MINOR
        rest = f"it is true only if {good[0].way.words(known, DAY)}: {_words(said, good[0])}"
        if bad:
            rest += f"; if {bad[0].way.words(known, DAY)}, {_words(said, bad[0])}"
    else:
        return _open(one, said)
    numbers = [("number", said.number)]
    if tried[0].stood is not None:
        numbers.append(("stood", tried[0].stood[1].value))
    return wording.finding(
        Kind.RECORD,
        verdict,
        severity=severity,
        sentence=f"{_head(one, said)} {_SO.get(verdict, 'That depends on how one counts')}: by {whose(known)} {rest}.",
        of=[one],
        remarks=_remarks(one),
        numbers=numbers,
    )


_SO = {Verdict.TRUE: "That is true", Verdict.FALSE: "That is not so"}


def _head(one: Statement, said: Said) -> str:
    when = f", {wording.when(said.window)}" if said.window else ""
    return f"{wording.capital(wording.teller(one))} says “{said.quote}” of {wording.figure(one)} ({one.side}{when})."


def _words(said: Said, one: Tried) -> str:
    since = f"the total since {wording.day(said.since)}" if said.since else "the running total"
    number = wording.number(said.number)
    stood = (
        f" stood at {wording.number(one.stood[1].value)} on {wording.day(one.stood[0])}"
        if one.stood is not None
        else ""
    )
    if said.near and one.outcome is not Outcome.EARLIER:
        return f"{since}{stood}, {one.stood[1].value / said.number * 100:.0f} % of it" if one.stood else since
    if one.outcome is Outcome.NOT_YET or one.passed is None:
        later = f" and passed {number} on {_days(one.passed)}" if one.passed else ""
        return f"{since}{stood or f' had not passed {number}'}{later}"
    already = " already" if one.outcome is Outcome.EARLIER else ""
    return f"{since} passed {number}{already} on {_days(one.passed)}"


def _otherwise(good: Sequence[Tried]) -> str:
    """The day by the other convention, where it is another."""
    days = list(dict.fromkeys(one.passed for one in good if one.passed))
    if len(days) < 2 or good[0].outcome is not Outcome.HOLDS or any(one.passed is None for one in good):
        return ""
    return f", or {_days(days[1])} by day of publication"


def _days(between: tuple[dt.date, dt.date]) -> str:
    first, last = between
    return wording.day(last) if first >= last else f"some day from {wording.day(first)} to {wording.day(last)}"


def _remarks(one: Statement) -> list[Remark]:
    """What the text itself remarks of that figure as a record."""
    return [mark for mark in one.report.remarks if mark.kind is RemarkKind.RECORD and mark.about == one.id]


def _open(one: Statement, said: Said) -> Finding | None:
    """Not decidable, where it is told as a fact and its days are."""
    if said.near or one.claim.status is Status.FORECAST:
        return None
    return wording.finding(
        Kind.RECORD,
        Verdict.NOT_DECIDABLE,
        severity=Severity.NOTE,
        sentence=f"{_head(one, said)} That cannot be decided: no series at hand tells the running total on those days.",
        of=[one],
        remarks=_remarks(one),
    )
