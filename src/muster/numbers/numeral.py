"""A number as it is written, before its hedge and unit, and the scale words that multiply it.

Invariant: `left <= start < end <= right <= tail`, all offsets into a flat text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from muster.numbers.flat import GAP, lexicon

Value = int | Decimal

_L = lexicon()
UNITS: dict[str, int] = _L["numbers"]
SCALES: dict[str, int] = _L["scales"]
PARTS: dict[str, int] = _L["parts"]
VULGAR = {
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "⅕": Fraction(1, 5),
    "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip


def either(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first, with any gap for a blank."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", GAP) for word in ordered)


def tree(words: Iterable[str]) -> str:
    """A pattern of these words that tries each letter once, for a long list that is sought everywhere."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        by_letter.setdefault(word[:1], []).append(word[1:])
    ends = "" in by_letter
    branches = [re.escape(letter) + tree(rest) for letter, rest in by_letter.items() if letter]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "")


@dataclass(slots=True)
class Numeral:
    """`raw` is the number before its scale word, `scale` that word's, `value` both; `share` stands for a part of a whole.

    `start` to `end` is the number with its scale; `left` to `right` takes in what is glued to it (a currency or percent sign);
    `tail` is the end of its unit word where that was read. `plain` is bare digits with no grouping, decimals or scale.
    `form` is digits, words, fraction, multiple or ratio; `stray` says what a number is that is no figure.
    """

    start: int
    end: int
    value: Value
    raw: Value
    scale: int = 1
    form: str = "digits"
    plain: bool = False
    grouped: bool = False
    share: Fraction | None = None
    unit: str = ""
    noun: tuple[int, int] | None = None
    left: int = 0
    right: int = 0
    tail: int = 0
    stray: str = ""

    def multiply(self, scale: int, end: int) -> None:
        """Takes in a scale word that ends at `end`."""
        self.scale *= scale
        self.value = self.value * scale
        self.end, self.plain = end, False


_SCALE_AFTER = re.compile(rf"(?:{GAP}|-)({either(SCALES)})(?!\w)")
_AND_PART = re.compile(rf"(?:{GAP}|-)and(?:{GAP}|-)(?:a|one)(?:{GAP}|-)(half|quarter|third)(?!\w)")
_SCALE_MOST = 10**12


def take_scale(lower: str, numeral: Numeral) -> Numeral:
    """Takes in the scale words after it: `5 hundred thousand`, `1.5 million`."""
    while numeral.scale < _SCALE_MOST and (word := _SCALE_AFTER.match(lower, numeral.end)):
        numeral.multiply(SCALES[word[1]], word.end())
    return numeral


def take_part(lower: str, numeral: Numeral) -> Numeral:
    """Takes in "and a half": of the number itself, or of its scale word (`a million and a half`)."""
    if part := _AND_PART.match(lower, numeral.end):
        more = Decimal(1) / PARTS[part[1]]
        numeral.raw += more
        numeral.value += more * numeral.scale
        numeral.end, numeral.plain = part.end(), False
    return numeral
