"""A running toll that falls, or leaps: a body's later total since one day against its earlier one.

Invariant: only totals of one body, from one first day, of one thing are held against each other, the later one told later and reaching
further; what a rounding or an open bound allows is no fall.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from muster.account import wording
from muster.account.arithmetic.evidence import tells
from muster.account.bodies import named_body
from muster.account.chart import shipped
from muster.account.statement import Statement, same_document
from muster.account.system import superseded
from muster.account.traps.telling import (
    Telling,
    grouped,
    subject,
    teller_key,
    upto,
    words,
)
from muster.account.widths import Width, as_bounds, as_spoken
from muster.claims.figure import Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

PART = 2.0  # times smaller than the earlier: then it is a part, another thing or a slip, not a fall
PIECE = 3.0  # times the earlier: then the earlier was of a part or of other days
LEAST = 100  # people or square kilometres: fewer fall by a name struck off
MANY = 1_000  # people from which what is told until a day, with no first day, runs from the start of the war
RAN = 10  # days that a running total must have run
LEAP = 10.0  # times the body's own rate so far, from which a rise is a change of method: a war itself can grow fivefold
BACKLOG = 5.0  # the same for a list of names
GOES_ON = 160  # characters from a total to the one that takes it up again
GREW = 0.2  # of the earlier total: the least rise that can be a leap
LONG, SHORT = 180, 100  # days: so long must a toll have run, and so soon after must the leap come


_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d|"
    r"(?:this|that|last|the) year)\b"
)


def falls(telling: Telling) -> Iterator[Finding]:
    """Tolls that fall and tolls that leap."""
    its = [one for one in telling.whole if _toll(one)]
    anew = _anew(telling.whole)
    for group in grouped(its, lambda one: (*subject(one), *_whose(one), one.period.start)).values():
        for one, other in _steps(group):
            if _nobodys(other) and not (_nobodys(one) and _goes_on(one, other)):
                continue
            if (found := _fall(one, other)) and any(
                _between(one, revised, other) for revised in anew.get(one.body.key, ())
            ):
                continue  # a month of it was revised down, as is told of the month
            if found := found or _leap(one, other):
                yield found


def _whose(one: Statement) -> tuple[str, str]:
    """Whose data and whose word it is; what a body tells of its own count ("our volunteers") in what it publishes is its word."""
    outlet = one.report.publisher(one.claim) if one.own_voice else None
    return (named_body(outlet).key,) * 2 if outlet else (one.body.key, teller_key(one))


def _anew(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """By body, the figures that it told otherwise than before, for the same days."""
    anew = set(superseded(statements).values())
    return grouped((one for one in statements if one.id in anew), lambda one: one.body.key)


def _between(one: Statement, revised: Statement, other: Statement) -> bool:
    """Whether days that a toll holds were told anew after it, and not after the other."""
    start, end = revised.period.start, one.period.end
    shared = start is not None and end is not None and start <= end
    return shared and _told(one) < _told(revised) <= _told(other)


def _toll(one: Statement) -> bool:
    figure = one.claim.figure
    total = figure.per is None or (figure.per is Per.YEAR and abs(one.per_unit - 1) < 0.01)
    return (
        total
        and figure.unit == "person"
        and not shipped()[one.claim.measure].falls  # ground that was taken can be lost again, the missing found
        and not one.level
        and (not one.assumed or _until(one))
        and (one.report.table or _dated(one))
        and (one.period.days or 0) >= RAN
        and upto(one) is not None
        and one.middle >= LEAST
    )


def _nobodys(one: Statement) -> bool:
    """Whether a text tells it on nobody's word, so that its figures may be of several counts."""
    return one.own_voice and words("ours").search(one.sentence) is None


def _goes_on(one: Statement, other: Statement) -> bool:
    """ "It stood at 27,900 on 31 October. On 30 November it had come to 28,100": the same count, taken up again at once."""
    if not same_document(one, other):
        return False
    between = one.report.document.text[one.claim.place.end : other.claim.place.start]
    return 0 < len(between) <= GOES_ON and "\n\n" not in between and words("same_count").search(between) is not None


def _until(one: Statement) -> bool:
    """Whether it is told until a day, of which the text leaves unsaid only that it runs from the start of the war."""
    told = one.claim.period
    return told.start is None and told.end is not None and one.middle >= MANY and not one.report.table


def _dated(one: Statement) -> bool:
    """Whether its sentence tells its days, or any month or year of its own."""
    return tells(one.sentence, one.period) or _DATE.search(one.sentence) is not None


def _steps(group: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Every total with the one before it that it continues: of those that reach least far back, the nearest in number."""
    dates: list[dt.date] = []
    by_date: dict[dt.date, list[Statement]] = {}
    for one in sorted(group, key=lambda one: (upto(one) or dt.date.min, _told(one), one.id)):
        end = upto(one) or dt.date.min
        before = _before(by_date, dates, end, one)
        if before is not None:
            yield before, one
        if end not in by_date:
            dates.append(end)
        by_date.setdefault(end, []).append(one)


def _before(
    by_date: dict[dt.date, list[Statement]], dates: list[dt.date], end: dt.date, one: Statement
) -> Statement | None:
    for date in reversed(dates):
        if date >= end:
            continue
        earlier = [other for other in by_date[date] if _told(other) <= _told(one)]
        if earlier:
            return min(earlier, key=lambda other: (_times(other.middle, one.middle), other.id))
    return None


def _told(one: Statement) -> dt.date:
    return one.published or dt.date.min


def _times(one: float, other: float) -> float:
    return max(one, other) / min(one, other)


def _wide(one: Statement, *, spoken: bool) -> Width:
    width = as_spoken(one.claim) if spoken and one.rests is None else one.bounds
    return width.times(one.per_unit)


def _fall(one: Statement, other: Statement) -> Finding | None:
    first, second = _wide(one, spoken=False), _wide(other, spoken=False)
    if same_document(one, other) and words("back_then").search(other.sentence):
        return None  # it speaks of an earlier day than was read
    if first.low is None or other.middle >= one.middle or one.middle > PART * other.middle:
        return None
    sure = second.high is not None and second.high < first.low
    spoken = _wide(other, spoken=True)
    if not sure and not (spoken.high is not None and spoken.high < first.low):
        return None
    change = other.middle - one.middle
    return wording.finding(
        Kind.CUMULATIVE,
        Verdict.FALLS if sure else Verdict.STALE_AS_SPOKEN,
        severity=Severity.SERIOUS if sure else Severity.MINOR,
        sentence=(
            f"{wording.teller(other)} gave {wording.of_side(one)} by {wording.day(upto(one) or dt.date.min)}, "
            f"and {wording.figure(other)} by {wording.day(upto(other) or dt.date.min)}, "
            f"both counted from {wording.day(one.period.start or dt.date.min)}. "
            + (
                f"A running total cannot fall, and this one fell by {wording.number(-change)}."
                if sure
                else f"The later one lies {wording.number(-change)} below the earlier: it was out of date when it was told."
            )
        ),
        of=[one, other],
        numbers=[("change", change), ("earlier", one.middle), ("later", other.middle)],
    )


def _leap(one: Statement, other: Statement) -> Finding | None:
    start, first, second = one.period.start, upto(one), upto(other)
    if start is None or first is None or second is None:
        return None
    ran, since = (first - start).days, (second - first).days
    least = (as_bounds(other.claim).low or 0.0) - (as_bounds(one.claim).high or one.middle * 2)
    if ran < LONG or not 0 < since <= SHORT or least <= GREW * one.middle or same_document(one, other):
        return None
    if not one.point or not other.point:
        return None
    usual, now = one.middle / ran, least / since
    listed = other.claim.measure is Measure.OBITUARIES
    if (
        other.middle > PIECE * one.middle
        or now < (BACKLOG if listed else LEAP) * usual
        or one.claim.figure.unit != "person"
    ):
        return None
    return wording.finding(
        Kind.CUMULATIVE,
        Verdict.IMPLAUSIBLE,
        severity=Severity.NOTE if listed else Severity.SERIOUS,
        sentence=(
            f"{wording.teller(other)} gave {wording.of_side(one)} by {wording.day(first)}, "
            f"and {wording.figure(other)} by {wording.day(second)}. "
            f"That is {wording.number(now)} a day, against {wording.number(usual)} a day until then. "
            + ("A backlog or a new source came in." if listed else "The two cannot have been counted in one way.")
        ),
        of=[one, other],
        numbers=[("change", other.middle - one.middle), ("per_day", now), ("per_day_before", usual)],
    )
