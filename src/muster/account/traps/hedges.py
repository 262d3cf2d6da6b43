"""A hedge that was lost on the way: a bound told as a point, a range told as one of its ends.

Invariant: only tellings of one voice, for the same days, over the same unit, of the very same number are held against each other; what
follows from the other ("at least 20,000" from "20,000 to 25,000") is no fault.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from muster.account import wording
from muster.account.statement import NO_FACT, Statement, alike, same_document
from muster.account.traps.telling import (
    Telling,
    around,
    grouped,
    one_voice,
    place_of,
    subject,
    words,
)
from muster.account.widths import significant
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Severity, Verdict

SAME = 0.005  # of a number: the most by which one number told twice may differ
SMALL = 10  # a figure below is a handful, and its hedge says little
ROUND = 10_000

TOLD_AS = {
    (Bound.AT_MOST, Bound.AT_LEAST): Severity.SERIOUS,
    (Bound.AT_MOST, Bound.EXACT): Severity.SERIOUS,
    (Bound.AT_MOST, Bound.ABOUT): Severity.SERIOUS,
    (Bound.AT_LEAST, Bound.AT_MOST): Severity.SERIOUS,
    (Bound.AT_LEAST, Bound.EXACT): Severity.MINOR,
    (Bound.AT_LEAST, Bound.ABOUT): Severity.MINOR,
}
# How a range may be told by one of its ends, and how much it matters: that the lower end is dropped follows from it, and hides it.
HIGH_END = {
    Bound.AT_LEAST: Severity.SERIOUS,
    Bound.EXACT: Severity.SERIOUS,
    Bound.ABOUT: Severity.SERIOUS,
    Bound.AT_MOST: Severity.MINOR,
}
LOW_END = {Bound.AT_MOST: Severity.SERIOUS, Bound.EXACT: Severity.SERIOUS, Bound.ABOUT: Severity.SERIOUS}


def hedges(telling: Telling) -> Iterator[Finding]:
    """Bounds told as points and ranges told as their ends."""
    its = [one for one in telling.every if one.claim.status not in NO_FACT and one.claim.figure.numbers[-1] >= SMALL]
    whole = {one.id for one in telling.again}
    for group in grouped(its, lambda one: (*subject(one), str(one.claim.figure.per))).values():
        yield from _bounds([one for one in group if one.id in whole])
        yield from _ranges(group)


def _bounds(group: Sequence[Statement]) -> Iterator[Finding]:
    by_number = grouped(
        [one for one in group if len(one.claim.figure.numbers) == 1], lambda one: one.claim.figure.numbers[0]
    )
    for same in by_number.values():
        told: set[str] = set()
        for first in sorted(same, key=lambda one: one.claim.figure.bound is not Bound.AT_MOST):
            if first.claim.figure.bound not in (Bound.AT_MOST, Bound.AT_LEAST) or first.id in told:
                continue
            others = [one for one in same if _mistold(first, one)]
            if others and not any(_earlier_voice(first, one, same) for one in others):
                told |= {one.id for one in same if one.claim.figure.bound is first.claim.figure.bound}
                yield bound_as_point(first, others)


def _mistold(first: Statement, other: Statement) -> bool:
    pair = (first.claim.figure.bound, other.claim.figure.bound)
    number = first.claim.figure.numbers[0]
    if words("pointed_at").search(around(other, 12)[0]):
        return False  # "half of the 20,000" only points back
    if first.body.key != other.body.key and significant(float(number)) < 2 and number < ROUND:
        return False  # a round number of the text's own can be of anything
    return pair in TOLD_AS and _one_telling(first, other)


def _one_telling(one: Statement, other: Statement) -> bool:
    """Whether both tell one thing: of one voice, for the same days; of two rows of one table only where two hands tell the very period.
    What a text tells only to say that it is wrong, it does not tell."""
    if not other.report.table and words("reproached").search(other.sentence):
        return False
    if one.report.table and one.report.document.id == other.report.document.id:
        hands = one.report.publisher(one.claim) != other.report.publisher(other.claim)
        return hands and one.period == other.period and one.body.key == other.body.key
    return (
        one_voice(one, other) and alike(one, other) and one.sentence != other.sentence
    )  # one sentence counts two things


def _earlier_voice(first: Statement, other: Statement, same: Sequence[Statement]) -> bool:
    """Whether the other telling has a body of its own that told it so itself, in the very same text."""
    return (
        other.body.key != first.body.key
        and other.claim.repeats is None
        and sum(1 for one in same if one.body.key == other.body.key) > 1
    )


def bound_as_point(first: Statement, others: Sequence[Statement]) -> Finding:
    worst = min(others, key=lambda one: _RANK.index(TOLD_AS[first.claim.figure.bound, one.claim.figure.bound]))
    severity = TOLD_AS[first.claim.figure.bound, worst.claim.figure.bound]
    return wording.finding(
        Kind.BOUND_AS_POINT,
        Verdict.MISTOLD,
        severity=severity,
        sentence=(
            f"{wording.teller(first)} gave {wording.of_whom(first)}. {_place(first, worst)} it is {worst.claim.figure.spoken()}: "
            f"{_why(first, worst)}."
        ),
        of=[first, *others[:4]],
        numbers=[("number", float(first.claim.figure.numbers[0]))],
    )


_RANK = (Severity.SERIOUS, Severity.MINOR)


def _why(first: Statement, other: Statement) -> str:
    said = "at most" if first.claim.figure.bound is Bound.AT_MOST else "at least"
    turned = {Bound.AT_MOST: "at most", Bound.AT_LEAST: "at least"}.get(other.claim.figure.bound)
    return f"“{said}” was turned into “{turned}”" if turned else f"the “{said}” is gone"


def _place(first: Statement, other: Statement) -> str:
    return "Elsewhere in the same report" if same_document(first, other) else f"As told by {wording.paper(other)}"


def _ranges(group: Sequence[Statement]) -> Iterator[Finding]:
    ranges = [one for one in group if one.claim.figure.bound is Bound.BETWEEN and len(one.claim.figure.numbers) == 2]
    if not ranges:
        return
    single = grouped(
        [one for one in group if len(one.claim.figure.numbers) == 1], lambda one: one.claim.figure.numbers[0]
    )
    ordered = sorted(single)
    place = {number: at for at, number in enumerate(single)}
    told: set[tuple[object, ...]] = set()
    for one in sorted(ranges, key=lambda one: (one.claim.repeats is not None, place_of(one))):
        low, high = one.claim.figure.numbers
        for end, ways in ((high, HIGH_END), (low, LOW_END)):
            others = [
                other
                for number in sorted(_around(ordered, end), key=place.__getitem__)
                for other in single[number]
                if other.claim.figure.bound in ways and _one_telling(one, other)
            ]
            key = (low, high, end, one.body.key, one.report.document.id)
            if others and key not in told:
                told.add(key)
                yield collapsed(one, others, ways=ways, end=float(end))


def _around(numbers: Sequence[float], end: float) -> Iterator[float]:
    """Those of the numbers, which are in order, that are as good as this end of a range."""
    reach = SAME * end
    for at in range(bisect_left(numbers, end - 2 * reach), len(numbers)):
        if numbers[at] > end + 2 * reach:
            return
        if abs(numbers[at] - end) <= reach:
            yield numbers[at]


def collapsed(one: Statement, others: Sequence[Statement], *, ways: dict[Bound, Severity], end: float) -> Finding:
    severity = min((ways[other.claim.figure.bound] for other in others), key=_RANK.index)
    worst = next(other for other in others if ways[other.claim.figure.bound] is severity)
    side = "upper" if end == one.claim.figure.numbers[-1] else "lower"
    lost = "lower" if side == "upper" else "upper"
    return wording.finding(
        Kind.RANGE_COLLAPSED,
        Verdict.MISTOLD,
        severity=severity,
        sentence=(
            f"{wording.teller(one)} gave {wording.of_whom(one)}. {_place(one, worst)} it is {worst.claim.figure.spoken()}: "
            f"the {side} end stands for the range, and the {lost} one is gone."
        ),
        of=[one, *others[:4]],
        numbers=[("low", float(one.claim.figure.numbers[0])), ("high", float(one.claim.figure.numbers[-1]))],
    )
