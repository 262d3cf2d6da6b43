"""Quantities of a scenario: a number, a range or a spread, always with its unit.

"30,000 to 36,000 people a month", "about 25 %", "14.5 hours", "x 1.5". Invariant: whatever is written comes to one base unit of its kind
(people, people a month, a share of one, months, roubles …), and what has no unit is refused where one is needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
MONTH_DAYS = 30.436875  # of a Gregorian year's twelfth
ABOUT = 0.1  # how far "about" lies off, as a share: twenty of a hundred lie farther


class Kind(StrEnum):
    """What a quantity is of; the value names its base unit."""

    PEOPLE = "people"
    RATE = "people a month"
    SHARE = "a share, such as 30 %"
    TIME = "months"
    MONEY = "roubles"
    MONEY_RATE = "roubles a month"
    TIMES = "times as much, such as x 1.2 or +20 %"
    RATIO = "wounded per killed"
    PLAIN = "a number without a unit"
    EXCHANGE = "roubles per dollar"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Between `low` and `high` in base units of its kind, each value as likely; where `spread` is above nought a log-normal about `low` =
    `high` with that spread in logs."""

    low: float
    high: float
    kind: Kind
    spread: float = 0.0

    @property
    def middle(self) -> float:
        """One number for it."""
        return (self.low + self.high) / 2

    def drawn(self, random: np.random.Generator, size: int) -> Array:
        """Values for so many draws: shape (size,)."""
        if self.spread:
            return self.low * np.exp(self.spread * random.standard_normal(size))
        if self.low == self.high:
            return np.full(size, self.low)
        return random.uniform(self.low, self.high, size)


class NotAQuantity(ValueError):
    """Text that is no quantity; the message says what is missing."""


_NUMBER = r"[+\-−]?\d{1,3}(?:[ ,\u00a0\u202f']\d{3})+(?:\.\d+)?|[+\-−]?\d+(?:\.\d+)?"
_WHOLE = re.compile(
    rf"^\s*(?P<about>about|around|roughly|~)?\s*(?P<times>x|×|times)?\s*(?P<low>{_NUMBER})\s*(?P<scale1>(?:thousand|million|k|m)\b)?"
    rf"(?:\s*(?:to|-|–|—|\.\.)\s*(?P<high>{_NUMBER}))?\s*(?P<scale>(?:thousand|million|k|m)\b)?(?P<unit>(?:\s*[^\d].*)?)$",
    re.IGNORECASE,
)
_SCALES = {"": 1.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6}
_PEOPLE = frozenset(
    "people person men soldiers recruits volunteers convicts foreigners deserters casualties troops conscripts".split()
)
_EVERY = {"month": 1.0, "day": MONTH_DAYS, "week": MONTH_DAYS / 7, "year": 1 / 12, "quarter": 1 / 3}
_TIMES = {
    "month": 1.0, "months": 1.0, "day": 1 / MONTH_DAYS, "days": 1 / MONTH_DAYS, "week": 7 / MONTH_DAYS, "weeks": 7 / MONTH_DAYS,
    "year": 12.0, "years": 12.0, "hour": 1 / MONTH_DAYS / 24, "hours": 1 / MONTH_DAYS / 24,
    "minute": 1 / MONTH_DAYS / 1440, "minutes": 1 / MONTH_DAYS / 1440,
}  # fmt: skip
_ROUBLES = frozenset("rouble roubles ruble rubles rub".split())
_DOLLARS = frozenset("dollar dollars usd $".split())


def quantity(text: str) -> Quantity:
    """What a text says. Raises `NotAQuantity`."""
    found = _WHOLE.match(text.replace("−", "-"))
    if found is None:
        raise NotAQuantity(f"{text!r} is no number with a unit, such as 30,000 to 36,000 people a month")
    scale = (found["scale"] or found["scale1"] or "").lower()
    low, high = (float(re.sub(r"[ ,\u00a0\u202f']", "", one)) for one in (found["low"], found["high"] or found["low"]))
    low *= _SCALES[(found["scale1"] or scale).lower()]
    high *= _SCALES[scale]
    if high < low:
        raise NotAQuantity(f"{text!r} is a range turned round: its first number is the larger one")
    words = found["unit"].strip().lower()
    if found["times"] or words in ("times", "times as much"):
        made = Quantity(low, high, Kind.TIMES)
    elif words.startswith(("%", "per cent", "percent")):
        signed = found["low"][0] in "+-"
        made = (
            Quantity(1 + low / 100, 1 + high / 100, Kind.TIMES)
            if signed
            else Quantity(low / 100, high / 100, Kind.SHARE)
        )
    else:
        factor, kind = _unit(words, text)
        made = Quantity(low * factor, high * factor, kind)
    if found["about"]:
        if made.low != made.high:
            raise NotAQuantity(f"{text!r} is a range and about: say one of the two")
        made = Quantity(made.low, made.high, made.kind, ABOUT / 1.2816)
    return made


def _unit(words: str, text: str) -> tuple[float, Kind]:
    """The factor to the base unit and the kind of a unit in words."""
    words = re.sub(r"\s*(?:/|\bper\b|\bevery\b|\beach\b|\ban?\b)\s*", " / ", words).strip()
    what, _, every = (part.strip() for part in words.partition("/"))
    if not words:
        return 1.0, Kind.PLAIN
    if what == "wounded" and every in ("killed", "dead"):
        return 1.0, Kind.RATIO
    if what in _ROUBLES and every in _DOLLARS:
        return 1.0, Kind.EXCHANGE
    if every and every not in _EVERY:
        raise NotAQuantity(f"{text!r}: {words!r} is no unit that is known")
    if what in _PEOPLE or (not what and every):
        return (_EVERY[every], Kind.RATE) if every else (1.0, Kind.PEOPLE)
    if what in _ROUBLES:
        return (_EVERY[every], Kind.MONEY_RATE) if every else (1.0, Kind.MONEY)
    if what in _TIMES and not every:
        return _TIMES[what], Kind.TIME
    raise NotAQuantity(f"{text!r}: {words!r} is no unit that is known")
