"""A period: first and last day, either of which may be unknown.

Invariant: a period never ends before it begins, and its years lie between 1800 and 2200.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from muster.claims.errors import ValueRefused

FIRST_YEAR, LAST_YEAR = 1800, 2200


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days inclusive at both ends; `None` for an end that the text does not give."""

    start: dt.date | None = None
    end: dt.date | None = None

    def __post_init__(self) -> None:
        for day in (self.start, self.end):
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueRefused(f"a date must lie between {FIRST_YEAR} and {LAST_YEAR}; got {day.isoformat()}")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueRefused(f"a period must not end before it begins; got {self.start} to {self.end}")

    @property
    def days(self) -> int | None:
        """How many days it spans, where both ends are known."""
        return None if self.start is None or self.end is None else (self.end - self.start).days + 1

    def shared(self, other: Period) -> float:
        """The share of the days of either that are days of both, from 0 to 1; 0 where an end of one is not known."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return 0.0
        both = (min(self.end, other.end) - max(self.start, other.start)).days + 1
        whole = (max(self.end, other.end) - min(self.start, other.start)).days + 1
        return max(0.0, both / whole)

    def __str__(self) -> str:
        if self.start is None and self.end is None:
            return "undated"
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or '…'} to {self.end or '…'}"


UNDATED = Period()


def month_after(day: dt.date, months: int = 1) -> dt.date:
    """The first day of the month that comes so many months after a day's own, or before it for fewer than none."""
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def months_apart(first: dt.date, last: dt.date) -> int:
    """By how many months the month of one day lies after that of another."""
    return (last.year - first.year) * 12 + last.month - first.month


def read_day(text: str | None) -> dt.date | None:
    """An ISO date out of a string, None for none. Raises `ValueRefused` for what is no date of the calendar."""
    if text is None or not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise ValueRefused(f"a date is written like 2024-12-09; got {text!r}") from None
