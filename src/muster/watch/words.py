"""Numbers and lists in the sentences of indicators, as the rest of Muster writes them."""

from __future__ import annotations

from collections.abc import Sequence

from muster.account import wording
from muster.account.wording import rough


def signed(value: float) -> str:
    """The same with its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{rough(abs(value))}"


def times(value: float) -> str:
    """A ratio to three digits: `1.24`."""
    return rough(value) if abs(value) >= 1000 else f"{value:#.3g}".rstrip(".")


def percent(share: float) -> str:
    """A share: `38 %`."""
    return f"{share * 100:.0f} %"


def change(ratio: float) -> str:
    """By how much something changed that is now so many times what it was: `19 % lower`, `no higher or lower`."""
    moved = round(abs(ratio - 1) * 100)
    return f"{moved:,} % {'higher' if ratio > 1 else 'lower'}" if moved else "no higher or lower"


def plural(number: int, noun: str) -> str:
    """`1 claim`, `1,200 claims`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(words: Sequence[str], *, most: int = 4) -> str:
    """`a`, `a and b`, `a, b and c`; what is over `most` is told as `and 3 others`."""
    return wording.listed(words, most=most)
