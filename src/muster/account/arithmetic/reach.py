"""A computed number with its widths, and what follows when two of them should be one.

Invariant: sums, products and quotients hold every number that the figures they are made of hold, so honest rounding never fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, reduce
from typing import NamedTuple

from muster.account.statement import Statement
from muster.account.widths import Width, as_bounds, as_spoken, rounding
from muster.claims.claim import Claim
from muster.claims.finding import Severity, Verdict

TENTH = 0.10  # beyond rounding, from where arithmetic that fails is grave


class Reach(NamedTuple):
    """`bounds` and `spoken` as the widths of claims have them, `point` the number with its rounding, whatever its hedge; `middle` one
    number for it."""

    bounds: Width
    spoken: Width
    point: Width
    middle: float

    def plus(self, other: Reach) -> Reach:
        """Of the sum."""
        bounds, spoken, point = (a.plus(b) for a, b in zip(self[:3], other[:3], strict=True))
        return Reach(bounds, spoken, point, self.middle + other.middle)

    def times(self, factor: float) -> Reach:
        """Of so many times as much."""
        bounds, spoken, point = (width.times(factor) for width in self[:3])
        return Reach(bounds, spoken, point, self.middle * factor)

    def product(self, other: Reach) -> Reach:
        """Of the product of two."""
        bounds, spoken, point = (_product(a, b) for a, b in zip(self[:3], other[:3], strict=True))
        return Reach(bounds, spoken, point, self.middle * other.middle)

    def over(self, base: Reach) -> Reach:
        """Of the quotient; nothing is known of one by nought."""
        bounds, spoken, point = (quotient(a, b) for a, b in zip(self[:3], base[:3], strict=True))
        return Reach(bounds, spoken, point, self.middle / base.middle if base.middle else 0.0)


def reach(one: Statement, *, floor: bool = True) -> Reach:
    """Of a statement's total over its period; with `floor` what bounds from below only, as counts of the dead do, has no upper end."""
    bounds, spoken, point = (one.spread(width) for width in _widths(one.claim))
    if one.rests is not None:
        bounds = one.spread(one.bounds)
    if one.below and floor:
        bounds, spoken, point = (Width(width.low, None) for width in (bounds, spoken, point))
    return Reach(bounds, spoken, point, one.middle)


@lru_cache(maxsize=50_000)
def _widths(claim: Claim) -> tuple[Width, Width, Width]:
    """A claim's own widths, which every check asks for anew: as bounds, as spoken, and of the number without its hedge."""
    ends = claim.figure.numbers
    low, high = ends[0], ends[-1]
    point = Width(max(0.0, low - rounding(claim, low)), high + rounding(claim, high))
    return as_bounds(claim), as_spoken(claim), point


def summed(reaches: Iterable[Reach]) -> Reach:
    """Of all of them together."""
    return reduce(Reach.plus, reaches)


def settle(one: Reach, other: Reach) -> Verdict:
    """Whether two numbers that should be one can be."""
    if not one.bounds.meets(other.bounds):
        return Verdict.FAILS
    if not one.spoken.meets(other.spoken):
        return Verdict.FAILS_AS_SPOKEN
    return Verdict.AGREES if one.point.meets(other.point) else Verdict.AGREES_AS_BOUND


def gap(one: Width, other: Width) -> float:
    """How far apart two intervals lie, as a part of the larger; nought where they meet."""
    low, high = (one, other) if _less(one, other) else (other, one)
    if low.high is None or high.low is None or high.low <= low.high:
        return 0.0
    return (high.low - low.high) / high.low


def severity(verdict: Verdict, *, apart: float) -> Severity:
    """By the rule of arithmetic: grave where it fails by over a tenth beyond rounding."""
    if verdict is Verdict.FAILS:
        return Severity.GRAVE if apart > TENTH else Severity.SERIOUS
    return Severity.MINOR if verdict is Verdict.FAILS_AS_SPOKEN else Severity.NOTE


def _less(one: Width, other: Width) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def _product(one: Width, other: Width) -> Width:
    low = (one.low or 0.0) * (other.low or 0.0)
    return Width(low, None if one.high is None or other.high is None else one.high * other.high)


def quotient(one: Width, base: Width) -> Width:
    """Of one interval by another, neither of negative numbers."""
    low = 0.0 if one.low is None or base.high is None else one.low / base.high if base.high else None
    high = None if one.high is None or not base.low else one.high / base.low
    return Width(low, high)
