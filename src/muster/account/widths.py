"""How wide a figure is: between which two numbers lies what a person means who prints it.

As bounds: half a unit of the last non-zero digit as printed, in the figure's own unit, at most 5 % but never less than half of the last
digit printed; "about" doubles it; "nearly" and its
like lie below only; "over N" is any number from N, "up to N" any to N. As spoken, "over N" means a little more: up to one unit of its
last non-zero digit and at most a tenth. Invariant: what was meant exactly lies inside; the interval as spoken lies inside that of bounds.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from muster.account.lexicon import word
from muster.claims.claim import Claim
from muster.claims.figure import Bound

MOST = 0.05  # of the figure: the widest that rounding alone may make it
SPOKEN = 0.10  # of the figure: the most that "over" or "up to" is taken to mean in speech
TELLING = 3  # digits, noughts at the end apart, by which a number of a text is known again
_BELOW = re.compile(r"\b(?:nearly|almost|approaching|close to|nearing|just under|not quite|shy of)\b", re.IGNORECASE)
_NUMERAL = re.compile(r"\d[\d,\u202f\u2009\u00a0' ]*(?:\.\d+)?")
_SPACES = re.compile("[,\u202f\u2009\u00a0' ]")
_NOTED = re.compile(r"""(?:^|[;,.]\s*)["“]([^"“”]{2,40}?)(?:\s+\d[\d,.]*)?["”]""")


class Width(NamedTuple):
    """The two ends of an interval, either of which may be open (None)."""

    low: float | None
    high: float | None

    def holds(self, number: float) -> bool:
        """Whether the number lies inside."""
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)

    def meets(self, other: Width) -> bool:
        """Whether the two share a number."""
        return not (
            (self.high is not None and other.low is not None and self.high < other.low)
            or (other.high is not None and self.low is not None and other.high < self.low)
        )

    def times(self, factor: float) -> Width:
        """Both ends times a number that is not negative."""
        return Width(None if self.low is None else self.low * factor, None if self.high is None else self.high * factor)

    def hull(self, other: Width) -> Width:
        """The least interval that holds both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        return Width(low, None if self.high is None or other.high is None else max(self.high, other.high))

    def plus(self, other: Width) -> Width:
        """The interval of the sum of two numbers, one of each."""
        low = None if self.low is None or other.low is None else self.low + other.low
        return Width(low, None if self.high is None or other.high is None else self.high + other.high)


def unit_of(number: float) -> float:
    """One unit of the last non-zero digit: 10,000 for 830,000, 0.1 for 52.5; of nought, one."""
    if number == 0 or not math.isfinite(number):
        return 1.0
    digits = f"{number:.10f}".rstrip("0").rstrip(".")
    if "." in digits:
        return 10.0 ** -len(digits.partition(".")[2])
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))


def significant(number: float) -> int:
    """How many digits a number is told to, noughts before and behind them left out: 3 for 1,230,000."""
    return len(f"{number / unit_of(number):.0f}")


def rounding(claim: Claim, number: float) -> float:
    """Half a unit of the last non-zero digit of one of a claim's numbers as it is printed, in the claim's own unit, at most 5 %;
    but noughts at the end may be meant, and a number that has none is no finer than its last digit: "1 a day" can be of 1.4."""
    printed = None if _people(claim, number) else _printed(claim.quote, number)
    unit = unit_of(number) if printed is None else printed[1] * (number / printed[0])
    return half_of(number, unit)


def half_of(number: float, unit: float) -> float:
    """Half a unit of the last digit that a number is told to, at most 5 % of it, and no less than half a one where it is whole."""
    return max(min(unit / 2, MOST * number), min(unit, 1.0) / 2) if number else 0.5


def bound_of(claim: Claim) -> Bound:
    """How the figure bounds. A table has one column for it, and its note may quote what was said of a plain number: 46,000, and "over"."""
    bound = claim.figure.bound
    if bound in (Bound.EXACT, Bound.ABOUT) and (said := _noted(claim)):
        least, most = (word(name).fullmatch(said) for name in ("noted_least", "noted_most"))
        return Bound.AT_LEAST if least else Bound.AT_MOST if most else bound
    return bound


def _noted(claim: Claim) -> str:
    """The words of a hedge that the claim's note quotes, or none."""
    found = _NOTED.search(claim.scope) if claim.scope and ('"' in claim.scope or "“" in claim.scope) else None
    return found[1].strip() if found else ""


def _people(claim: Claim, number: float) -> bool:
    """Whether it is people, who come whole: in "15000.0" the nought behind the point is how a table writes numbers, and tells nothing."""
    figure = claim.figure
    return figure.unit == "person" and figure.per is None and f"{number:.0f}.0" in claim.quote.replace(",", "")


def as_bounds(claim: Claim) -> Width:
    """Between what numbers the figure must lie if the claim holds, in the unit and per of its figure."""
    figure, bound = claim.figure, bound_of(claim)
    if bound is Bound.AT_LEAST and figure.low is not None:
        return Width(float(figure.low), None)
    if bound is Bound.AT_MOST and figure.high is not None:
        return Width(None, float(figure.high))
    nearly = word("noted_below").fullmatch(_noted(claim)) is not None
    about = bound is Bound.ABOUT or nearly
    wide = 2.0 if about else 1.0
    below = nearly or (about and _BELOW.search(claim.quote) is not None)
    low = None if figure.low is None else max(0.0, figure.low - wide * rounding(claim, figure.low))
    high = None if figure.high is None else figure.high + (0.0 if below else wide * rounding(claim, figure.high))
    return Width(low, high)


def as_spoken(claim: Claim) -> Width:
    """Between what numbers a speaker means it to lie: a bound is taken to be told because it is near."""
    figure, bounds, bound = claim.figure, as_bounds(claim), bound_of(claim)
    if bound is Bound.AT_LEAST and figure.low is not None:
        return Width(bounds.low, figure.low + little(figure.low))
    if bound is Bound.AT_MOST and figure.high is not None:
        return Width(max(0.0, figure.high - little(figure.high)), bounds.high)
    return bounds


def slipped(number: float, width: Width, *, telling: int) -> bool:
    """Whether a slip of the pen parts a number from an interval: with noughts more or fewer it would lie inside; or, where it has
    `telling` digits that say something, with a digit put in or two neighbours swapped. Rounder numbers meet so by chance."""
    digits = str(int(number))
    made = {number * 10.0**power for power in (-3, -2, -1, 1, 2, 3)}
    if int(number) and significant(int(number)) >= telling:
        made |= {float(digits[:at] + new + digits[at:]) for at in range(len(digits) + 1) for new in "0123456789"}
        made |= {float(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) for at in range(len(digits) - 1)}
    return any(width.meets(near(one)) for one in made)


def near(number: float) -> Width:
    """A number as rounding may have left it."""
    half = max(min(unit_of(number) / 2, MOST * number), 0.5)
    return Width(number - half, number + half)


def little(number: float) -> float:
    """How much more "over" so many means in speech, or how much less "up to"."""
    return min(unit_of(number), SPOKEN * number) if number else 1.0


def _printed(quote: str, number: float) -> tuple[float, float] | None:
    """The numeral in the words that stands for this number, and the unit of its last digit, which counts a nought behind a point
    (1.10 million is told to the ten thousand). None where the words have no such numeral or it says no more than the number."""
    for numeral in _NUMERAL.findall(quote):
        bare = _SPACES.sub("", numeral).rstrip(".")
        value = float(bare)
        if value <= 0:
            continue
        scale = number / value
        if "." in bare and _scale(scale):
            return value, 10.0 ** -len(bare.partition(".")[2])
        if number != int(number) and not _scale(scale) and len(_NUMERAL.findall(quote)) == 1:
            return value, unit_of(value)  # a converted unit: the width is that of what was printed
    return None


def _scale(scale: float) -> bool:
    """Whether it is a power of ten, up to the slip of floats: the scale words of a figure."""
    if scale <= 0:
        return False
    power = math.log10(scale)
    return abs(power - round(power)) < 1e-9
