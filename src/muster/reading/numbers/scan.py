"""One pass over a text for every number in it, in digits or in words.

Invariant: numerals come in text order, do not overlap, and none is over 1e15.
"""

from __future__ import annotations

import re

from muster.claims.figure import NUMBER_MOST
from muster.reading.numbers.digits import digits
from muster.reading.numbers.flat import Flat, lexicon
from muster.reading.numbers.numeral import PARTS, SCALES, UNITS, VULGAR, Numeral, either
from muster.reading.numbers.spelled import spelled
from muster.reading.numbers.units import money_before, unit_after

_STARTS = sorted(
    [*UNITS, *lexicon()["multiples"], "half", "quarter", "hundred", "thousand", "million", "billion", "dozen"]
)
_SCAN = re.compile(
    "|".join([*"0123456789", *VULGAR, r"https?://\S+", r"www\.\S+"])
    + "|"
    + "|".join(rf"{word}(?!\w)" for word in _STARTS)
    + rf"|an?(?=(?:-|\s{{1,4}})(?:{either([*SCALES, *PARTS])})(?!\w))|"
    + "|".join(rf"{word}fold(?!\w)" for word in sorted(UNITS))
)


def numerals(flat: Flat) -> list[Numeral]:
    """Every number of the text with what is glued to it; dates and the names of things are among them."""
    lower = flat.lower
    found: list[Numeral] = []
    last: Numeral | None = None
    at = 0
    search = _SCAN.search
    while hit := search(lower, at):
        start, at = hit.span()
        first = lower[start]
        numeral: Numeral | None
        if "0" <= first <= "9":
            numeral, at = digits(lower, start, last)
        elif first in VULGAR:
            numeral = Numeral(start, at, 0, 0, form="fraction", share=VULGAR[first])
        elif lower[at - 1] == "/" or "/" in hit[0] or hit[0].startswith("www."):
            continue
        else:
            numeral, at = spelled(lower, start)
        if numeral is not None and numeral.value <= NUMBER_MOST:
            _surround(flat, numeral)
            found.append(numeral)
            at = max(at, numeral.tail)
            last = numeral
    return found


def _surround(flat: Flat, numeral: Numeral) -> None:
    numeral.left = numeral.start
    numeral.right = max(numeral.right, numeral.end)
    if numeral.form in ("digits", "words"):
        money_before(flat, numeral)
        unit_after(flat, numeral)
    numeral.tail = max(numeral.tail, numeral.right)
