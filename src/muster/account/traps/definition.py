"""One number under several measures: what one calls killed another calls lost, and a third killed and wounded.

Invariant: a cluster is of one party and the same days, its numbers lie within one hundredth of each other, and a number that two measures
could share by chance (a round one of two parts that do not hold each other) makes none.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from muster.account import wording
from muster.account.statement import NO_FACT, Statement, same_document
from muster.account.traps.series import Toll
from muster.account.traps.telling import Telling, grouped
from muster.account.widths import as_bounds, significant
from muster.claims.figure import Bound, Per, plain, whole
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

NEAR = 0.01  # of a number
LEAST = 500  # people: below, numbers meet by chance
APART = 3  # days by which the last days may differ
MONTH = 27  # days that a series must run over, so that the number is no chance
SHOWN = 6  # claims that a finding names
FAMILY = {
    Measure.KILLED: "loss",
    Measure.WOUNDED: "loss",
    Measure.KILLED_WOUNDED: "loss",
    Measure.MISSING: "loss",
    Measure.CAPTURED: "loss",
    Measure.LOSSES: "loss",
    Measure.IRRECOVERABLE: "loss",
    Measure.RECRUITED: "gain",
    Measure.MOBILISED: "gain",
    Measure.CONSCRIPTED: "gain",
    Measure.FOREIGN: "gain",
    Measure.CONVICTS: "gain",
}
# Two words for one thing in the mouths of most: "lost" and "casualties".
SYNONYMS = (
    frozenset({Measure.LOSSES, Measure.KILLED_WOUNDED}),
    frozenset({Measure.LOSSES, Measure.IRRECOVERABLE}),
    frozenset({Measure.RECRUITED, Measure.MOBILISED}),
    frozenset({Measure.RECRUITED, Measure.CONSCRIPTED}),
)
_LOOSE = {Measure.KILLED, Measure.LOSSES}  # "lost" is also said of the dead
NESTED = frozenset({Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.IRRECOVERABLE, Measure.RECRUITED})


def definitions(telling: Telling, tolls: Sequence[Toll]) -> Iterator[Finding]:
    """Numbers under several measures, and those that a known series has under another."""
    its = [one for one in telling.every if one.claim.status not in NO_FACT and _counts(one)]
    keyed = grouped(
        its,
        lambda one: (
            str(one.claim.war),
            str(one.claim.party),
            one.claim.civilian,
            FAMILY[one.claim.measure],
            str(one.scope),
            one.period.start,
        ),
    )
    for group in keyed.values():
        found: list[Statement] = []
        if len({one.claim.measure for one in group}) > 1:
            for finding, near in _clusters(sorted(group, key=lambda one: (one.middle, one.id))):
                found += near
                yield finding
        yield from _of_series([one for one in group if one not in found], tolls)


def _counts(one: Statement) -> bool:
    figure = one.claim.figure
    total = (
        figure.per is None
        or (figure.per is Per.MONTH and abs(one.per_unit - 1) < 0.05)
        or (figure.per is Per.YEAR and abs(one.per_unit - 1) < 0.01)
        or (figure.per is Per.DAY and one.per_unit >= MONTH)
    )
    return (
        one.claim.measure in FAMILY
        and one.claim.party is not None
        and (one.point or figure.bound in (Bound.AT_LEAST, Bound.AT_MOST))
        and total
        and not one.level
        and not one.assumed
        and one.period.end is not None
        and one.middle >= LEAST
    )


def _clusters(group: Sequence[Statement]) -> Iterator[tuple[Finding, list[Statement]]]:
    """From each statement of the rarest measure, those near it in number and in days."""
    often = {measure: len(its) for measure, its in grouped(group, lambda one: one.claim.measure).items()}
    common = max(sorted(often), key=lambda measure: often[measure])
    middles = [one.middle for one in group]
    used: set[str] = set()
    for anchor in group:
        if anchor.claim.measure is common or anchor.id in used:
            continue
        first = bisect_left(middles, anchor.middle * (1 - NEAR))
        near = []
        for other in group[first:]:
            if other.middle > anchor.middle * (1 + NEAR):
                break
            if _days_apart(anchor, other) <= APART and _one_number(anchor, other):
                near.append(other)
        if _several(near):
            used |= {one.id for one in near}
            yield one_number(anchor, near), near


def _one_number(one: Statement, other: Statement) -> bool:
    """Whether one number can have been rounded to both: "some 45,900" is not 45,680."""
    first, second = one.spread(as_bounds(one.claim)), other.spread(as_bounds(other.claim))
    return (first.low or 0.0) <= (second.high or math.inf) and (second.low or 0.0) <= (first.high or math.inf)


def _of_series(its: Iterable[Statement], tolls: Sequence[Toll]) -> Iterator[Finding]:
    for one in its:
        start, end = one.period.start, one.period.end
        if FAMILY[one.claim.measure] != "loss" or start is None or end is None or (end - start).days + 1 < MONTH:
            continue
        for toll in tolls:
            pair = frozenset({one.claim.measure, toll.measure})
            same = (toll.war, toll.party) == (one.claim.war, one.claim.party) and one.id not in toll.members
            grew = toll.over(start, end) if same and len(pair) == 2 and pair not in SYNONYMS and pair & NESTED else None
            if grew is not None and abs(one.middle - grew) <= NEAR * grew:
                yield _as_series(one, toll, grew=grew)
                break


def _as_series(one: Statement, toll: Toll, *, grew: float) -> Finding:
    lost = wording.measure_words(toll.measure)
    return wording.finding(
        Kind.DEFINITION,
        Verdict.SEVERAL_MEASURES,
        severity=Severity.SERIOUS,
        sentence=(
            f"{wording.gave(one)}. The series of {toll.body.name} has that number, {wording.number(grew)}, as “{lost}”. "
            "It looks like one figure under two names, and at most one of them is right."
        ),
        of=[one],
        numbers=[("told", one.middle), ("series", grew), ("measures", 2.0)],
    )


def _days_apart(one: Statement, other: Statement) -> int:
    first, second = one.period.end or dt.date.min, other.period.end or dt.date.min
    return abs((first - second).days)


def _several(near: Sequence[Statement]) -> bool:
    """Whether two of them are of measures that do not mean one thing, and that no one counts side by side."""
    return any(_two(one, other) for one, other in combinations(near[:40], 2))


def _two(one: Statement, other: Statement) -> bool:
    pair = frozenset({one.claim.measure, other.claim.measure})
    if len(pair) == 1 or pair in SYNONYMS:
        return False
    if pair == _LOOSE and same_document(one, other) and one.body.key == other.body.key and not one.own_voice:
        return False  # "lost 2,425 people … 2,425 servicemen killed", by one body: the dead, told twice
    if pair & NESTED:
        return True
    named = not one.own_voice and not other.own_voice
    return named and one.body.key != other.body.key and _odd(one.middle) and _odd(other.middle)


def _odd(number: float) -> bool:
    """Whether a number is told to three digits or more, so that it is met twice by no chance."""
    return significant(number) >= 3


def one_number(anchor: Statement, near: Sequence[Statement]) -> Finding:
    kinds = list(dict.fromkeys(one.claim.measure for one in near))
    shown = [one for measure in kinds for one in near if one.claim.measure is measure][:1]
    for one in near:  # one of each measure and body, the anchor first
        if all((one.claim.measure, one.body.key) != (other.claim.measure, other.body.key) for other in shown):
            shown.append(one)
    shown = sorted(shown[:SHOWN], key=lambda one: (-one.middle, one.id))
    said: dict[str, list[str]] = {}
    for one in shown:
        said.setdefault(_as_told(one), []).append(wording.teller(one))
    told = [f"{figure} ({', '.join(dict.fromkeys(names))})" for figure, names in said.items()]
    return wording.finding(
        Kind.DEFINITION,
        Verdict.SEVERAL_MEASURES,
        severity=Severity.MINOR if set(kinds) == _LOOSE else Severity.SERIOUS,
        sentence=(
            f"{', '.join(part for part in (anchor.side, wording.when(anchor.period)) if part)}: {wording.listed(told)}. It looks like one "
            f"figure under {_count(len(kinds))} names, and at most one of them is right."
        ),
        of=shown,
        numbers=[
            ("least", min(one.middle for one in shown)),
            ("most", max(one.middle for one in shown)),
            ("measures", float(len(kinds))),
        ],
    )


def _as_told(one: Statement) -> str:
    """A figure as its body told it; of a rate also what it comes to, which is nobody's own number."""
    number = plain(whole(one.middle))
    made = f"{wording.figure(one)}, which makes {number}"
    return made if one.rate else f"{number} {wording.measure_words(one.claim.measure)}"


def _count(number: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five"}.get(number, str(number))
