"""The arithmetic of tables, whose rows stand in no sentence: ratios beside their two ends, and the wounded that two hands leave for each
one killed.

Invariant: only rows of one party and the very same days meet; a ratio fails only on figures that its own publication has or draws on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from muster.account import wording
from muster.account.arithmetic.page import alike, place, stated
from muster.account.arithmetic.ratios import ENDS, judged, yardstick
from muster.account.arithmetic.reach import Reach, reach
from muster.account.statement import Statement
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

SHORTEST, LONGEST = 25, 366  # days over which killed and wounded of two hands are put together


def rows(statements: Iterable[Statement]) -> list[Finding]:
    """What rows of tables come to, in the order of party and days."""
    groups: dict[tuple[object, ...], list[Statement]] = {}
    told: dict[tuple[object, ...], set[str]] = {}
    for one in statements:
        if one.report.table and one.fact and stated(one) and not one.level and not one.claim.civilian:
            claim = one.claim
            groups.setdefault((claim.war, claim.party, one.scope, one.period), []).append(one)
            told.setdefault(_publication(one), set()).add(one.body.key)
    found: list[Finding] = []
    for _, group in sorted(groups.items(), key=lambda item: tuple(str(part) for part in item[0])):
        its = sorted(group, key=lambda one: (one.report.document.id, *place(one)))
        found += _ratios(its, told)
        found += _left(its)
    return found


def _publication(one: Statement) -> tuple[object, ...]:
    """Where and when it was printed: "ISW via Fakti" is what Fakti printed."""
    publisher = one.report.publisher(one.claim) or ""
    return (one.report.document.id, publisher.rpartition("via ")[2], one.published)


def _ratios(its: Sequence[Statement], told: dict[tuple[object, ...], set[str]]) -> Iterator[Finding]:
    """Each ratio beside its own body's base and whoever's numerator makes it; where none does, those that its publication draws on."""
    for ratio in its:
        if ratio.claim.measure not in ENDS or ratio.claim.figure.low is None:
            continue
        tops, base = ENDS[ratio.claim.measure]
        under = [one for one in its if one.claim.measure is base and one.body.key == ratio.body.key and one.middle > 0]
        over = [one for one in its if one.claim.measure in tops]
        tried = [judged(ratio, (top, low)) for top, low in product(over, under)]
        agreed = [one for one in tried if one.verdict in (Verdict.AGREES, Verdict.AGREES_AS_BOUND)]
        if agreed:
            yield min(agreed, key=lambda one: abs(dict(one.numbers)["computed"] - ratio.middle))
            continue
        drawn = [one for one in over if one.body.key in told[_publication(ratio)]]
        if drawn and under and alike(drawn) and alike(under):
            yield judged(ratio, (drawn[0], under[0]))


def _left(its: Sequence[Statement]) -> Iterator[Finding]:
    """So many killed by one hand beside so many killed and wounded by another, which leave fewer wounded than any war has had. Of each body
    the figure that it told last stands."""
    days = its[0].period.days or 0
    if not SHORTEST <= days <= LONGEST:
        return
    dead = [one for one in its if one.claim.measure is Measure.KILLED and reach(one).bounds.low]
    both = [one for one in its if one.claim.measure is Measure.KILLED_WOUNDED and reach(one).bounds.high]
    last = {one.body.key: one for one in sorted(dead, key=_told)}
    stick = yardstick()
    for killed in sorted(last.values(), key=_told):
        tried = [(other, _each(reach(killed), reach(other))) for other in both]
        if tried and all(most < stick["least"] for _, most in tried):
            other, _ = max(tried, key=lambda pair: (pair[1], pair[0].id))
            yield _implausible(killed, other, usual=float(stick["usual"]))


def _told(one: Statement) -> tuple[object, ...]:
    return (str(one.published), one.id)


def _each(killed: Reach, both: Reach) -> float:
    """The most that are wounded for each one killed."""
    assert killed.bounds.low
    assert both.bounds.high is not None
    return both.bounds.high / killed.bounds.low - 1


def _implausible(killed: Statement, other: Statement, *, usual: float) -> Finding:
    left = max(0.0, other.middle / killed.middle - 1)
    return wording.finding(
        Kind.IMPLIED_RATIO,
        Verdict.IMPLAUSIBLE,
        severity=Severity.SERIOUS,
        sentence=f"{wording.gave(killed)}. {wording.gave(other, after=killed)}. If both are right, there were "
        f"{wording.number(round(left, 1))} wounded for each man killed; {wording.number(usual)} is the rule of thumb.",
        of=[killed, other],
        numbers=[("computed", left), ("yardstick", usual)],
    )
