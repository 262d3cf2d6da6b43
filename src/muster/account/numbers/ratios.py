"""Ratios beside what they are of: casualties for each square kilometre, wounded to killed, so many per thousand.

Invariant: a ratio is accused only where words draw it from what stands before, the numbers next to it in the passage leave one choice, and
no two numbers of the passage come to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from muster.account import wording
from muster.account.arithmetic.reach import gap, quotient
from muster.account.numbers.passage import COUNT, TIMES, Item, Passage, Tied
from muster.account.numbers.words import pattern, said
from muster.account.widths import Width
from muster.claims.figure import KM2_PER_SQUARE_MILE, Bound
from muster.claims.finding import Finding, Kind
from muster.claims.measures import Measure

CLEAR = 0.06  # beyond rounding by which a ratio must miss to be accused
MOST_EACH = 50  # wounded for one killed, above which the words are of something else
BEFORE = 80  # characters before a number in which the word for whom it counts stands
CUT = 0.01  # by which a ratio may be cut instead of rounded
_HIT = frozenset({Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.IRRECOVERABLE})
_MILE = re.compile(r"mi", re.IGNORECASE)
PER = (1_000.0, 10_000.0, 100_000.0, 1_000_000.0, 100.0)


def ratios(passage: Passage) -> Iterator[Finding]:
    """The ratios of a report beside their two ends."""
    for one in passage.of_sort.get(COUNT, []):
        per = _per_area(passage, one)
        if per:
            yield from _judged(passage, one, _areas(passage, one), factor=per)
        elif _to_each(passage, one):
            yield from _judged(passage, one, _twos(passage, one))
        elif pattern("exchanged").match(passage.text[one.number.end : one.number.end + 90]):
            yield from _judged(passage, one, _twos(passage, one, drawn=True))
    for one in passage.of_sort.get(TIMES, []):
        if one.number.kind == "ratio" and said("ratio", passage.opening(one)):
            yield from _judged(passage, one, _twos(passage, one))
    yield from _per_thousand(passage)


def _per_area(passage: Passage, one: Item) -> float:
    """What an area told in square kilometres is to be multiplied by for the unit that a number is told for; nought where it is for none."""
    found = pattern("perarea").match(passage.text[one.number.end : one.number.end + 80]) or pattern("areaper").search(
        passage.opening(one)[-120:]
    )
    if not found or one.value < 0.05:
        return 0.0
    unit = found.groupdict().get("unit") or ""
    return 1 / KM2_PER_SQUARE_MILE if _MILE.search(unit.replace("kilomet", "")) else 1.0


def _areas(passage: Passage, one: Item) -> tuple[Tied | None, list[Tied]]:
    """The casualties and the ground next to a ratio, and every pair of the passage."""
    tops = [
        item for item in passage.near(one, COUNT) if not item.rate and item.value > one.value and _hit(passage, item)
    ]
    grounds = [item for item in passage.near(one, "km2") if not item.rate]
    pairs = [Tied(top, low, True) for top, low in product(tops, grounds)]
    tops = [item for item in passage.before(one, COUNT) if item in tops]
    grounds = [item for item in passage.before(one, "km2") if item in grounds]
    grounds = [item for item in grounds if not _second(passage, item)]
    if not tops or not grounds:
        return None, pairs
    sure = said("tie", _drawing(passage, one)) or said(
        "apposed", passage.text[max(tops[-1].end, grounds[-1].end) : one.start]
    )
    return Tied(tops[-1], grounds[-1], sure), pairs


def _drawing(passage: Passage, one: Item) -> str:
    """The words between the last number before a ratio and the ratio's own end, in its sentence."""
    before = [item for item in passage.around(one) if item.end <= one.start and item.sentence == one.sentence]
    start = before[-1].end if before else one.sentence[0]
    return passage.text[start : min(one.sentence[1], one.end + 20)]


def _second(passage: Passage, one: Item) -> bool:
    """Whether an area is another told in a second unit."""
    before = [item for item in passage.around(one) if item.end <= one.start]
    return bool(before) and before[-1].sort == "km2" and said("second", passage.between(before[-1], one))


def _hit(passage: Passage, one: Item) -> bool:
    if one.one is not None and one.one.claim.measure in _HIT:
        return True
    first = max(one.sentence[0], one.start - BEFORE)
    around = passage.text[first : min(one.sentence[1], one.end + 40)]
    return one.number.unit in ("person", "") and pattern("casualties").search(around) is not None


def _to_each(passage: Passage, one: Item) -> bool:
    """Whether a number is of wounded for each one killed."""
    found = pattern("foreach").match(passage.text[one.number.end : one.number.end + 90])
    behind = found is not None and found["of"] is not None
    return one.value < MOST_EACH and (behind or pattern("eachbefore").search(passage.opening(one)) is not None)


def _twos(passage: Passage, one: Item, *, drawn: bool = False) -> tuple[Tied | None, list[Tied]]:
    """The only two numbers before a ratio in its sentence or, where it draws the sum, in the one before; and all pairs of the passage."""
    near = [item for item in passage.near(one, COUNT) if item.value >= 10]
    pairs = [Tied(a, b, True) for a, b in product(near, near) if a.value > b.value and a.rate == b.rate]
    line = [item for item in passage.beside(one, COUNT) if item.value >= 10]
    opening = passage.opening(one)
    drawn = not line and (drawn or any(said(name, opening) for name in ("concluding", "ratio", "tie")))
    if drawn:
        line = [item for item in passage.before(one, COUNT, sentences=1) if item.value >= 10]
    if len(line) != 2 or line[0].rate != line[1].rate or line[0].value == line[1].value:
        return None, pairs
    small, great = sorted(line, key=lambda item: item.value)
    apposed = said("ratio", passage.text[line[1].end : one.start]) or said(
        "apposed", passage.text[line[1].end : one.start]
    )
    tied = said("tie", _drawing(passage, one))
    sure = (drawn or apposed or tied) and small.people and great.people
    return Tied(great, small, sure), pairs


def _judged(
    passage: Passage, one: Item, found: tuple[Tied | None, Sequence[Tied]], *, factor: float = 1.0
) -> Iterator[Finding]:
    tied, pairs = found
    told = _meant(one)
    if tied is None:
        return
    missed = gap(_made(tied, factor), told)
    if not missed or (tied.sure and missed > CLEAR and not any(not gap(_made(each, factor), told) for each in pairs)):
        yield _told(passage, one, tied, factor=factor, missed=missed)


def _made(tied: Tied, factor: float) -> Width:
    return quotient(tied.one.width, tied.other.width).times(1 / factor)


def _meant(one: Item) -> Width:
    """Between what ratios a person means to lie; so many to one, in whole numbers, is told loosely."""
    low, high = one.width
    if one.number.bound in (Bound.AT_LEAST, Bound.AT_MOST):
        return Width(None if low is None else low * (1 - CUT), None if high is None else high * (1 + CUT))
    loose = 0.12 if one.value < 20 and float(one.value).is_integer() else CUT
    if one.number.bound is Bound.BETWEEN:
        low, high = float(one.number.low or 0), float(one.number.high or 0)
    assert low is not None
    assert high is not None
    return Width(min(low, (one.number.low or low) * (1 - loose)), max(high, (one.number.high or high) * (1 + loose)))


def _per_thousand(passage: Passage) -> Iterator[Finding]:
    """So many per thousand people, of two numbers in one sentence."""
    counts = passage.of_sort.get(COUNT, [])
    for one, per in pairwise(counts):
        joined = per.value in PER and per.sentence == one.sentence
        if not joined or not pattern("perpeople").search(passage.text[one.number.end : per.start]):
            continue
        line = [item for item in passage.beside(one, COUNT) if not item.rate]
        if len(line) != 2 or line[0].value == line[1].value or not all(item.people for item in line):
            continue
        small, great = sorted(line, key=lambda item: item.value)
        near = [item for item in passage.near(one, COUNT) if item not in (one, per)]
        pairs = [Tied(a, b, True) for a, b in product(near, near) if a.value < b.value]
        yield from _judged(passage, one, (Tied(small, great, True), pairs), factor=1 / per.value)


def _told(passage: Passage, one: Item, tied: Tied, *, factor: float, missed: float) -> Finding:
    made = tied.one.value / tied.other.value / factor
    return passage.held(
        Kind.RATIO,
        made=f"{tied.one.printed(passage.text)} over {tied.other.printed(passage.text)} make {wording.number(made)}",
        beside=one.printed(passage.text),
        of=[tied.one, tied.other, one],
        missed=missed,
        numbers=[
            ("numerator", tied.one.value),
            ("denominator", tied.other.value),
            ("computed", made),
            ("stated", one.value),
        ],
    )
