"""One pass over a text for every number in it, in digits or in words.

Invariant: numerals come in text order, do not overlap, and none is over 1e15.
"""

from __future__ import annotations

import re

from muster.claims.figure import NUMBER_MOST
from muster.numbers.digits import digits
from muster.numbers.flat import Flat, lexicon
from muster.numbers.numeral import PARTS, SCALES, UNITS, VULGAR, Numeral, tree
from muster.numbers.spelled import spelled
from muster.numbers.units import money_before, unit_after

_STARTS = [
    *UNITS,
    *lexicon()["multiples"],
    "half",
    "quarter",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    *[word + "fold" for word in UNITS],
]
_SCAN = re.compile(
    rf"[0-9{''.join(VULGAR)}]|https?://\S+|www\.\S+"
    rf"|(?<![a-z])(?:{tree(_STARTS)}(?!\w)|an?(?=(?:-|\s{{1,4}}){tree([*SCALES, *PARTS])}(?!\w)))"
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
        elif "/" in hit[0] or "." in hit[0]:
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
