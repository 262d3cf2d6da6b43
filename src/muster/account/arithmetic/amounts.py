"""Every figure of a text with its width and its place, whether a claim was read from it or not: what sums and averages are made of.

Invariant: amounts stand in text order and do not overlap; one that a statement was made of knows it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from muster.account import wording
from muster.account.arithmetic.reach import Reach
from muster.account.figures import figures
from muster.account.statement import Statement
from muster.account.widths import Width, little, near
from muster.claims import passages
from muster.claims.figure import Bound
from muster.claims.report import Report
from muster.numbers.printed import Number

Span = tuple[int, int]
_NO_COUNT = frozenset(["share_of", "fraction", "multiple", "ratio"])  # kinds of numbers


@dataclass(frozen=True, kw_only=True, eq=False)
class Amount:
    """`low` and `high` as told, in `unit`; `sentence` are offsets, `paragraph` is where it begins, `of` the statement made of it."""

    start: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    sentence: Span
    paragraph: int
    of: Statement | None

    @property
    def number(self) -> float:
        """One number for it: the middle of a range, the number of a bound."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)

    @property
    def single(self) -> bool:
        """Whether it is told as one number and not as a range."""
        return self.bound is not Bound.BETWEEN

    @property
    def rate(self) -> bool:
        """Whether it was read as so many over a unit of time."""
        return self.of is not None and self.of.claim.figure.per is not None

    @property
    def people(self) -> bool:
        """Whether it counts people, as its noun or the claim read from it says."""
        return self.unit == "person" or (self.of is not None and self.of.claim.figure.unit == "person")

    @property
    def counts(self) -> bool:
        """Whether it counts people or ground, or what is not said."""
        return self.unit in ("", "person", "km2")

    @property
    def reach(self) -> Reach:
        """Its widths as one number, whatever it is of."""
        number, (low, high) = self.number, near(self.number)
        assert low is not None
        assert high is not None
        point = Width(max(0.0, low), high)
        if self.bound is Bound.BETWEEN:
            point = Width(self.low, self.high)
            return Reach(point, point, point, number)
        if self.bound is Bound.AT_LEAST:
            return Reach(Width(number, None), Width(number, number + little(number)), point, number)
        if self.bound is Bound.AT_MOST:
            return Reach(Width(None, number), Width(max(0.0, number - little(number)), number), point, number)
        half = (high - low) / 2
        width = Width(max(0.0, low - half), high + half) if self.bound is Bound.ABOUT else point
        return Reach(width, width, point, number)

    def said(self, text: str) -> str:
        """It in words: as the claim has it, else as it is printed."""
        return wording.figure(self.of) if self.of else " ".join(text[self.start : self.end].split())


def of_report(report: Report, told: Sequence[Statement]) -> list[Amount]:
    """The amounts of a report's text; shares, multiples and ratios count nothing of themselves."""
    text = report.document.text
    claims = sorted(told, key=lambda one: one.claim.place.start)
    starts = [one.claim.place.start for one in claims]
    made: list[Amount] = []
    end = 0  # of the paragraph as the last figure saw it
    for found in figures(report):
        if found.kind in _NO_COUNT or (made and found.start < made[-1].end):
            continue
        first, last = passages.paragraph(text, (found.start, found.end))
        at = (
            made[-1].paragraph if made and first < end else first
        )  # a long one is cut differently around each of its figures
        end = last
        made.append(_amount(text, found, _of(claims, starts, found), paragraph=at))
    return made


def _of(claims: Sequence[Statement], starts: Sequence[int], found: Number) -> Statement | None:
    """The statement whose claim holds the figure's numeral and has its number."""
    for one in claims[max(0, bisect_right(starts, found.core[0]) - 3) : bisect_left(starts, found.core[1])]:
        place = one.claim.place
        if place.start < found.core[1] and place.end > found.core[0]:
            numbers = {float(end) for end in (found.low, found.high) if end is not None}
            if numbers & {float(number) for number in one.claim.figure.numbers}:
                return one
    return None


def _amount(text: str, found: Number, of: Statement | None, *, paragraph: int) -> Amount:
    return Amount(
        start=found.start,
        end=found.end,
        low=found.low,
        high=found.high,
        bound=found.bound,
        unit=found.unit,
        sentence=passages.sentence(text, (found.start, found.end)),
        paragraph=paragraph,
        of=of,
    )
