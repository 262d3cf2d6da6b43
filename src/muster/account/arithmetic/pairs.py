"""One figure in two units: square kilometres and miles must agree; two currencies give a rate, and the rates of one report each other's.

Invariant: lengths and areas convert by fixed factors; no rate of exchange is known here, so a pair of sums of money alone is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from muster.account import wording
from muster.account.arithmetic.page import Page
from muster.account.arithmetic.reach import Reach, gap, reach, severity
from muster.account.statement import Statement
from muster.account.widths import Width, unit_of
from muster.claims.figure import KM2_PER_SQUARE_MILE, Bound, Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.remark import Remark, RemarkKind

_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
ROUND, FEW = 0.05, 10  # of an area from so many square kilometres on, at most: "200 square miles" are no 239
APART = 0.10  # by which two rates of exchange in one report may differ


class _Rate(NamedTuple):
    one: Statement
    remark: Remark
    reach: Reach

    @property
    def currencies(self) -> tuple[str, str]:
        assert self.remark.figure is not None
        return (self.one.claim.figure.unit, self.remark.figure.unit)


def pairs(page: Page) -> list[Finding]:
    """What the second units of a report come to beside the first."""
    known = {one.id: one for one in page.told}
    both = [(known[mark.about], mark) for mark in page.report.remarks if _second(mark) and mark.about in known]
    rates = [rate for one, mark in both if (rate := _rate(one, mark))]
    return [
        *(found for one, mark in both if (found := _areas(one, mark))),
        *_implied(rates),
        *_unlike(rates),
    ]


def _second(mark: Remark) -> bool:
    return mark.kind is RemarkKind.SECOND_UNIT and mark.figure is not None and bool(mark.figure.numbers)


def _areas(one: Statement, mark: Remark) -> Finding | None:
    """Square kilometres beside square miles, or the one square kilometre of a ratio beside its second unit."""
    assert mark.figure is not None
    figure = one.claim.figure
    if mark.figure.unit != "km2" or (figure.unit != "km2" and figure.per is not Per.KM2):
        return None
    first = _plain(one) if figure.unit == "km2" else Reach(*(Width(1.0, 1.0),) * 3, 1.0)
    second = _converted(mark)
    if figure.unit != "km2" and not 0.2 < second.middle < 5:
        return None  # of another area in the same sentence
    apart = gap(first.bounds, second.bounds)
    verdict = Verdict.FAILS if apart else Verdict.AGREES
    miles = first.middle / KM2_PER_SQUARE_MILE
    said = wording.figure(one) if figure.unit == "km2" else "one square kilometre"
    return wording.finding(
        Kind.UNIT_PAIR,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{wording.owner(wording.who(one))} {said} {'is' if said.startswith('one ') else 'are'} "
        f"{wording.number(miles)} square miles; the text says “{mark.quote}”. {wording.follows(verdict)}",
        of=[one],
        remarks=[mark],
        numbers=[("km2", first.middle), ("square miles", miles), ("stated in km2", second.middle)],
    )


def _plain(one: Statement) -> Reach:
    """A figure in its own unit and per, not over its period."""
    whole = reach(one, floor=False)
    return whole.times(1 / one.per_unit) if one.per_unit else whole


def _converted(mark: Remark) -> Reach:
    """The second figure as wide as it is printed, in its own unit; at most a quarter, since "0.4 square miles" is told to one digit."""
    assert mark.figure is not None
    numbers = mark.figure.numbers
    wide = 2.0 if mark.figure.bound is Bound.ABOUT else 1.0
    half = wide * min(_half(mark.quote, numbers[0]), 0.25 * numbers[0])
    if mark.figure.unit == "km2" and numbers[0] >= FEW:
        half = min(half, wide * ROUND * numbers[0])
    width = Width(numbers[0] - half, numbers[-1] + half)
    return Reach(width, width, width, sum(numbers) / len(numbers))


def _half(quote: str, number: float) -> float:
    """Half a unit of the last digit of the first numeral in the words, in the unit of the figure that was made of it."""
    numeral = _NUMERAL.search(quote)
    bare = numeral[0].replace(",", "").rstrip(".") if numeral else ""
    value = float(bare) if bare else number
    unit = 10.0 ** -len(bare.partition(".")[2]) if "." in bare else unit_of(value)
    return unit / 2 * number / value if value else 0.0


def _rate(one: Statement, mark: Remark) -> _Rate | None:
    assert mark.figure is not None
    first, second = one.claim.figure.unit, mark.figure.unit
    money = len(first) == len(second) == 3 and first.isupper() and second.isupper()
    if not money or first == second or not min(mark.figure.numbers):
        return None
    return _Rate(one, mark, _plain(one).over(_converted(mark)))


def _implied(rates: list[_Rate]) -> Iterator[Finding]:
    for rate in rates:
        first, second = rate.currencies
        said = f"{wording.who(rate.one)} gave {rate.one.claim.figure.spoken()}, or “{rate.remark.quote}”"
        yield wording.finding(
            Kind.UNIT_PAIR,
            Verdict.IMPLIED,
            severity=Severity.NOTE,
            sentence=f"{said}. That makes {wording.number(rate.reach.middle)} {first} for one {second}.",
            of=[rate.one],
            remarks=[rate.remark],
            numbers=[("implied rate", rate.reach.middle)],
        )


def _unlike(rates: list[_Rate]) -> Iterator[Finding]:
    """Two rates of one day that differ by over a tenth. Each rate is put beside the first of its kind it departs from, once."""
    done: set[str] = set()
    for one, other in combinations(rates, 2):
        same = one.currencies == other.currencies and one.one.claim.period == other.one.claim.period
        if not same or other.one.id in done or not _apart(one.reach, other.reach):
            continue
        done.add(other.one.id)
        first, second = one.currencies
        numbers = [wording.number(each.reach.middle) for each in (one, other)]
        yield wording.finding(
            Kind.UNIT_PAIR,
            Verdict.FAILS,
            severity=Severity.SERIOUS if _near(one.reach, other.reach) else Severity.GRAVE,
            sentence=f"One report changes money at {numbers[0]} {first} for one {second} (“{one.remark.quote}”) "
            f"and at {numbers[1]} (“{other.remark.quote}”). One of the sums must be wrong.",
            of=[one.one, other.one],
            remarks=[one.remark, other.remark],
            numbers=[("first rate", one.reach.middle), ("second rate", other.reach.middle)],
        )


def _apart(one: Reach, other: Reach) -> bool:
    small, large = sorted((one.middle, other.middle))
    return not one.bounds.meets(other.bounds) and large > small * (1 + APART)


def _near(one: Reach, other: Reach) -> bool:
    small, large = sorted((one.middle, other.middle))
    return large < 2 * small
