"""A number as a text prints it, whether a claim was made of it or not: what arithmetic inside a text rests on.

Invariant: `start` to `end` is the number with its hedge and scale words, without its unit noun; what is here is finite.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from muster.claims.figure import Bound
from muster.numbers.figures import find


@dataclass(frozen=True, slots=True)
class Number:
    """`low` and `high` as plain numbers in `unit` (`person`, `km2`, `percent`, `ratio`, an ISO 4217 code, else the noun that follows, ""
    where none does); `core` is the number alone; `until` where its unit noun ends; `noun` that noun in lower case."""

    start: int
    end: int
    until: int
    core: tuple[int, int]
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    noun: str
    kind: str


@lru_cache(maxsize=64)
def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text in its order, remembered for the last texts, which several checks ask for."""
    return tuple(
        Number(
            start=one.start,
            end=one.end,
            until=max(one.end, one.noun[1]) if one.noun else one.end,
            core=one.core,
            low=one.low,
            high=one.high,
            bound=one.bound,
            unit=one.unit,
            noun=text[slice(*one.noun)].lower() if one.noun else "",
            kind=one.kind.value,
        )
        for one in find(text)
    )
