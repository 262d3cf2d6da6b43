"""Running totals that a text says were added to: "lost another 310, bringing total losses to 1,550", held against the total before.

Invariant: the total before is of the same hand, party, measure and scope, and runs up to where the addition begins; where several stand
there, one with which the sum comes out is meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import takewhile

from muster.account import wording
from muster.account.arithmetic.kinds import plain
from muster.account.arithmetic.page import Page, akin
from muster.account.arithmetic.reach import Reach, gap, settle, severity
from muster.account.arithmetic.words import pattern, said
from muster.account.statement import Statement
from muster.claims.finding import Finding, Kind, Verdict
from muster.claims.measures import Measure

_LEEWAY = dt.timedelta(days=1)  # between the end of a total and the first day of what is added to it
_MOST = 0.5  # how far a sum may miss the total and still be of the same things


def growing(page: Page) -> list[Finding]:
    """The running totals of a report that it brings to a new figure."""
    found = []
    for total in page.facts:
        added = _added(page, total)
        before = _before(page, total, added) if added is not None else []
        if added is not None and before:
            found.append(_settled(total, added, before))
    return [one for one in found if one is not None]


def _added(page: Page, total: Statement) -> Statement | None:
    """What a sentence adds to the running total that it comes to; None where it says nothing of the kind."""
    if not _counts(total):
        return None
    text, at, (start, _) = page.report.document.text, total.claim.place, page.sentences[total.id]
    lead = text[start : at.start].rstrip()
    hedged = f"{lead} {total.claim.quote.split()[0]}"  # "taking losses past 410,000"
    if not any(match.end() in (len(lead), len(hedged)) for match in pattern("brings").finditer(hedged)):
        return None
    here = [one for one in page.line(total) if one.claim.place.end <= at.start]
    if not here and said("goes_on", lead[:30]):
        here = list(takewhile(lambda one: one is not total, page.told))[-1:]
    one = here[-1] if here else None
    return one if one is not None and _counts(one) and _of_one_sort(one, total) and one.middle < total.middle else None


def _of_one_sort(one: Statement, other: Statement) -> bool:
    """Whether two figures can be added: of the same people and part, and of one measure, for which casualties and losses are one."""
    mine, its = one.claim, other.claim
    same = mine.measure is its.measure or {mine.measure, its.measure} <= _EVERYBODY
    people = (mine.war, mine.party, mine.civilian) == (its.war, its.party, its.civilian)
    return same and people and one.scope == other.scope


_EVERYBODY = frozenset({Measure.LOSSES, Measure.KILLED_WOUNDED})


def _counts(one: Statement) -> bool:
    return not one.rate and not one.level and one.claim.figure.unit == "person" and len(one.claim.figure.numbers) == 1


def _before(page: Page, total: Statement, added: Statement) -> list[Statement]:
    """The totals to which this was added, as they stood before."""
    return [
        one
        for one in page.facts
        if one not in (total, added)
        and _counts(one)
        and _of_one_sort(one, total)
        and (akin(one, total) or page.beside(one, total))
        and added.middle < one.middle < total.middle
        and _runs_up_to(one, added)
    ]


def _runs_up_to(one: Statement, added: Statement) -> bool:
    """Whether a total ends where what was added begins, and begins before it."""
    end, first, last = one.period.end, added.period.start, added.period.end
    if end is None or first is None or last is None or one.period.start is None:
        return False
    return one.period.start < first and first - _LEEWAY <= end < last


def _settled(total: Statement, added: Statement, before: Sequence[Statement]) -> Finding | None:
    """The sum with the total before that fits best; none where it is far off, and so of something else."""
    made = [(one, plain(one).plus(plain(added))) for one in before]
    one, reach = min(made, key=lambda each: abs(each[1].middle - total.middle))
    verdict = settle(plain(total), reach)
    apart = gap(plain(total).bounds, reach.bounds)
    if verdict is Verdict.FAILS and apart > _MOST:
        return None
    return _told(total, added, one, reach=reach, verdict=verdict)


def _told(total: Statement, added: Statement, before: Statement, *, reach: Reach, verdict: Verdict) -> Finding:
    apart = gap(plain(total).bounds, reach.bounds)
    stated, made = wording.number(total.middle), wording.number(reach.middle)
    follows = (
        f"The text brings the total to {stated}. They cannot both be right."
        if verdict is Verdict.FAILS
        else f"The text has {stated}. {wording.follows(verdict)}"
    )
    return wording.finding(
        Kind.PARTS,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{wording.gave(before)}. With {wording.number(added.middle)} more that makes {made}. {follows}",
        of=[total, before, added],
        numbers=[("computed", reach.middle), ("stated", total.middle)],
    )
