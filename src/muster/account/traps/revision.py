"""A body's later figure for the same days that departs from its earlier one.

Invariant: both are of one body, of the same first and last day, published on different days or told by one text for different months of
saying, and share no number even as bounds.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence

from muster.account import wording
from muster.account.statement import TOLL, Statement, same_document
from muster.account.traps.digits import slip
from muster.account.traps.telling import Telling, around, grouped, subject, teller_key
from muster.account.widths import Width, unit_of
from muster.claims import passages
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

PART = 5.0  # times smaller: another thing
LITTLE = 0.005  # of a running toll: what the day that it speaks for makes of it
MUCH = 0.10  # of the earlier figure, from which a revision matters
LISTED = frozenset({Measure.OBITUARIES})


def revisions(telling: Telling) -> Iterator[Finding]:
    """Revised figures."""
    its = [one for one in telling.whole if one.period.end and one.published and not one.assumed and one.middle > 0]
    for group in grouped(its, _of_one_thing).values():
        if len(group) > 1:
            yield from _revised(sorted(group, key=_in_order))


def _in_order(one: Statement) -> tuple[object, ...]:
    """By the day of publication, and within a text as it goes on."""
    place = 0 if one.report.table else one.claim.place.start
    return (one.published or one.period.end, place, one.id)


def _of_one_thing(one: Statement) -> tuple[object, ...]:
    """What two editions share. People "most of whom were civilians" are the people that the next edition counts without a word of that;
    what is told of civilians alone is of civilians."""
    alone = one.claim.civilian and _ALONE.search(around(one, _NEAR)[1]) is not None
    return (*subject(one, civilian=alone), one.body.key, teller_key(one), one.period)


_ALONE, _NEAR = re.compile(r"^\W*(?:\w+\W+){0,2}?(?:civilians?|non-combatants|women|children)\b", re.IGNORECASE), 40


def _width(one: Statement) -> Width:
    return one.bounds.times(one.per_unit)


def _revised(group: Sequence[Statement]) -> Iterator[Finding]:
    """Each against the last before it, of another day, that is no part of it; not where it is an earlier figure told again, nor where its
    own report tells both."""
    for at, later in enumerate(group):
        before = [
            one
            for one in group[:at]
            if (one.published != later.published or _told_on_two_days(one, later))
            and max(one.middle, later.middle) <= PART * min(one.middle, later.middle)
            and not _still_holds(one, later)
        ]
        if before and (later.period.days or 0) > TOLL and abs(later.middle / before[-1].middle - 1) < LITTLE:
            continue  # a day's difference of a running toll
        if before and slip(before[-1].middle, later.middle):
            continue  # a slip of digits, told as such
        beside = [one for one in group if same_document(one, later) and not _told_on_two_days(one, later)]
        retold = any(_meets(one, later) for one in before)
        if before and not retold and not any(_meets(one, before[-1]) for one in beside):
            yield _finding(before[-1], later)


def _told_on_two_days(one: Statement, later: Statement) -> bool:
    """Whether one report tells both, each by the month in which it was said: "In March it put the dead of January at 310 …"."""
    if not same_document(one, later) or one.claim.place.start > later.claim.place.start:
        return False
    said, then = _month_said(one), _month_said(later)
    return None not in (said, then) and said != then


def _month_said(one: Statement) -> str | None:
    """The last month that its sentence names before the figure and that is none of its own period's."""
    text, place = one.report.document.text, one.claim.place
    start, _ = passages.sentence(text, (place.start, place.end))
    own = {f"{day:%B}" for day in (one.period.start, one.period.end) if day is not None}
    named = [match[1] for match in _MONTH.finditer(text, start, place.start) if match[1] not in own]
    return named[-1] if named else None


_MONTH = re.compile(rf"\b(?:[Ii]n|[Oo]n \d{{1,2}}|[Bb]y) ({'|'.join(calendar.month_name[1:])})\b")


def _meets(one: Statement, other: Statement) -> bool:
    """Whether two figures of one body can be one number: a hedge does not hide that it later gave another, so of two plain numbers only
    the rounding counts."""
    if not _width(one).meets(_width(other)):
        return False
    if not (one.point and other.point):
        return True
    coarser = max(unit_of(each.claim.figure.numbers[0]) * each.per_unit for each in (one, other))
    return abs(one.middle - other.middle) < coarser


def _still_holds(one: Statement, later: Statement) -> bool:
    """Whether an open bound admits the later figure: "over 30,000" was then no other number, and none that is told again."""
    return not one.point and None in _width(one) and _width(one).meets(_width(later))


def _when(one: Statement, later: Statement) -> tuple[str, str]:
    """When each was said, in words."""
    if _told_on_two_days(one, later):
        return f"in {_month_said(one)}", f"in {_month_said(later)}"
    if one.published and later.published:
        return f"on {wording.day(one.published)}", f"on {wording.day(later.published)}"
    return "", ""


def _finding(one: Statement, later: Statement) -> Finding:
    change = later.middle - one.middle
    share = change / one.middle
    listed = one.claim.measure in LISTED
    severity = Severity.MINOR if abs(share) > MUCH and not listed else Severity.NOTE
    way = "up" if change > 0 else "down"
    first, last = _when(one, later)
    sentence = (
        f"{wording.teller(later)} gave {wording.of_whom(one)} {first}, and {wording.figure(later)} {last}: "
        f"revised {way} by {wording.number(abs(change))} ({abs(share) * 100:.1f} %)"
    )
    if listed and change > 0:
        sentence += ". A list of names fills up late, so its last months are never complete"
    return wording.finding(
        Kind.REVISION,
        Verdict.REVISED,
        severity=severity,
        sentence=f"{sentence}.",
        of=[one, later],
        numbers=[("change", change), ("share", share)],
    )
