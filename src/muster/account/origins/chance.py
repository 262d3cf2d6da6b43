"""How likely it is that two figures agree by luck, so that only what luck does not explain becomes an edge.

Two honest and independent estimates of one quantity lie, in logarithms, some `APART` from one another (15 %, and that is kind: methods of
this field differ by half and more). The second then falls into a window of width w about the first, of value v, with a chance of at most
w / v / (APART sqrt 2 pi), times the number of windows it could have fallen into. What is printed to the ten of 80,110 has a window of 10,
one chance in 3,000; what is printed as 35,000 has a window of 1,000, one in 13. With one figure in five a copy (`COPIES`), a chance of 1/76
makes 19 of 20 such matches right (Bayes: 1/4 x 76 = 19), and that is asked. Few estimates are another times a whole number or by a share,
though many look so to three digits: there one in fifty (`MADE`) is taken to be, and the chance asked is 1/931. Invariant: a round figure
alone never passes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from muster.account.statement import Statement
from muster.account.widths import Width, rounding, unit_of
from muster.claims.figure import Bound

APART = 0.15
COPIES = 1 / 5  # of the figures that could be another's, those that are
MADE = 1 / 50  # of the estimates that could be another times a constant, those that are
_RIGHT = 19  # of twenty matches that are believed, those that must be right
_DENSITY = 1 / (APART * math.sqrt(2 * math.pi))


def of_hit(width: float, value: float, *, windows: int = 1) -> float:
    """The chance that an estimate of its own falls into one of so many windows of this width about this value."""
    return min(1.0, _DENSITY * width / value * windows) if value > 0 else 1.0


def of_matches(hits: int, tries: int, *, within: float, ways: int = 1) -> float:
    """The chance that of so many figures at least `hits` lie within this share of another's (binomial tail), in one of so many ways."""
    one = min(1.0, _DENSITY * 2 * within)
    tail = sum(math.comb(tries, k) * one**k * (1 - one) ** (tries - k) for k in range(hits, tries + 1))
    return min(1.0, tail * ways)


def of_grid(points: int, width: float, *, span: float) -> float:
    """The chance that a ratio falls within `width` about one of so many round ones, the ratio being anywhere in a span of logarithms."""
    return min(1.0, points * width / span)


def convincing(chance: float, *, share: float = COPIES) -> bool:
    """Whether luck does not explain it, where this share of such figures are another's."""
    return chance <= share / (1 - share) / _RIGHT


def window(one: Statement) -> Width | None:
    """What the number as printed may have been rounded from, over the whole of its period; "over N" begins at N. None for a range."""
    figure = one.claim.figure
    if figure.bound is Bound.BETWEEN or len(figure.numbers) != 1:
        return None
    value = float(figure.numbers[0])
    if value <= 0:
        return None
    half = rounding(one.claim, value)
    low, high = value - half, value + half
    if figure.bound is Bound.AT_LEAST:
        low, high = value, value + 2 * half
    if figure.bound is Bound.AT_MOST:
        low, high = value - 2 * half, value
    return Width(low * one.per_unit, high * one.per_unit)


def precision(one: Statement) -> float:
    """How wide the window is against the number: small for a figure of many digits, 1 for none."""
    found = window(one)
    if found is None or found.low is None or found.high is None or found.high <= 0:
        return 1.0
    return (found.high - found.low) / found.high


def precision_of(number: float) -> float:
    """The same of a bare number: one unit of its last digit that is not nought, against it."""
    return unit_of(number) / number if number > 0 else 1.0


def finest(statements: Iterable[Statement]) -> Statement:
    """The statement of most digits, the first in text order among equals."""
    return min(statements, key=lambda one: (precision(one), *place(one)))


def place(one: Statement) -> tuple[str, int, str]:
    """Where it stands: an order that does not depend on how statements came in."""
    return (one.claim.place.document, one.claim.place.start, one.id)
