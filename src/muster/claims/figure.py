"""A figure: the number or numbers a text states, with the bound its hedge gives them.

Invariant: what is here is finite and not negative, the ends fit the bound, and counts of people are whole numbers up to 1e9.
`spoken()` writes a figure as English that `muster.numbers.figures.find` reads back as the same figure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from muster.claims.errors import ValueRefused

PEOPLE_MOST = 1_000_000_000
NUMBER_MOST = 1e15
KM2_PER_SQUARE_MILE = 2.589988


class Bound(StrEnum):
    """How a figure bounds what it speaks of."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


class Per(StrEnum):
    """What a rate is counted over. `None` in its place is a total or a level."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    KM2 = "km2"
    PERSON = "person"


def whole(value: float) -> int | float:
    """The same number, as an int where it is a whole one."""
    return int(value) if math.isfinite(value) and float(value).is_integer() and abs(value) < 2**53 else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`low` and `high` as plain numbers in `unit` (person, km2, percent, ratio, or an ISO 4217 code), over `per`.

    A point has equal ends; `at_least` has no high end, `at_most` no low end. Raises `ValueRefused` for anything else.
    """

    low: int | float | None
    high: int | float | None
    bound: Bound = Bound.EXACT
    unit: str = "person"
    per: Per | None = None

    def __post_init__(self) -> None:
        for end in ("low", "high"):
            value = getattr(self, end)
            if value is not None:
                object.__setattr__(self, end, self._checked(end, value))
        self._check_ends()

    def _checked(self, end: str, value: int | float) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueRefused(f"a figure's {end} must be a finite number; got {value!r}")
        if not 0 <= value <= NUMBER_MOST:
            raise ValueRefused(f"a figure's {end} must lie between 0 and 1e15; got {value!r}")
        if self.unit == "person" and self.per is None:
            if value > PEOPLE_MOST:
                raise ValueRefused(f"a count of people must be at most {PEOPLE_MOST:,}; got {value!r}")
            if not float(value).is_integer():
                raise ValueRefused(f"a count of people must be a whole number; got {value!r}")
        return whole(value)

    def _check_ends(self) -> None:
        low, high, bound = self.low, self.high, self.bound
        fits = {
            Bound.AT_LEAST: low is not None and high is None,
            Bound.AT_MOST: low is None and high is not None,
            Bound.BETWEEN: low is not None and high is not None and low <= high,
        }.get(bound, low is not None and low == high)
        if not fits:
            raise ValueRefused(
                f"the ends of a figure must fit its bound {bound.value!r}; got low {low!r}, high {high!r}"
            )

    @property
    def numbers(self) -> tuple[int | float, ...]:
        """The numbers stated, smallest first, one where both ends are the same."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return (ends[0],) if len(ends) == 2 and ends[0] == ends[1] else tuple(ends)

    def spoken(self) -> str:
        """The figure in English with its hedge: `more than 125,000`, `between 20,000 and 25,000`, `90%`, `4,040 USD`."""
        said = [plain(number) for number in self.numbers]
        match self.bound:
            case Bound.BETWEEN:
                # "Between 20 and 25,000" would be read as 20,000 and 25,000.
                small = self.numbers[0] < 1000 <= self.numbers[-1]
                core = f"from {said[0]} to {said[-1]}" if small else f"between {said[0]} and {said[-1]}"
            case Bound.ABOUT:
                core = f"about {said[0]}"
            case Bound.AT_LEAST:
                core = f"at least {said[0]}"
            case Bound.AT_MOST:
                core = f"at most {said[0]}"
            case _:
                core = said[0]
        suffix = {"percent": "%", "km2": " square kilometres", "person": "", "ratio": ""}
        return core + suffix.get(self.unit, f" {self.unit}")


def plain(number: int | float) -> str:
    """A number with commas between thousands and no more decimals than it has."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.6f}".rstrip("0").rstrip(".")
