"""A body's later figure for the same days that departs from its earlier one.

Invariant: both are of one body, of the same first and last day, published on different days, and share no number even as bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from muster.account import wording
from muster.account.statement import TOLL, Statement, same_document
from muster.account.traps.digits import slip
from muster.account.traps.telling import Telling, around, grouped, subject, teller_key
from muster.account.widths import Width, unit_of
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
            yield from _revised(sorted(group, key=lambda one: (one.published or one.period.end, one.id)))


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
            if one.published != later.published
            and max(one.middle, later.middle) <= PART * min(one.middle, later.middle)
            and not _still_holds(one, later)
        ]
        if before and (later.period.days or 0) > TOLL and abs(later.middle / before[-1].middle - 1) < LITTLE:
            continue  # a day's difference of a running toll
        if before and slip(before[-1].middle, later.middle):
            continue  # a slip of digits, told as such
        beside = [one for one in group if same_document(one, later)]
        retold = any(_meets(one, later) for one in before)
        if before and not retold and not any(_meets(one, before[-1]) for one in beside):
            yield _finding(before[-1], later)


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


def _finding(one: Statement, later: Statement) -> Finding:
    change = later.middle - one.middle
    share = change / one.middle
    listed = one.claim.measure in LISTED
    severity = Severity.MINOR if abs(share) > MUCH and not listed else Severity.NOTE
    way = "up" if change > 0 else "down"
    days = [wording.day(one.published), wording.day(later.published)] if one.published and later.published else ["", ""]
    sentence = (
        f"{wording.teller(later)} gave {wording.of_whom(one)} on {days[0]}, and {wording.figure(later)} on {days[1]}: "
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
