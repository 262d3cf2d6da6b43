"""A number as a text prints it, whether a claim was made of it or not: what arithmetic inside a text rests on.

Invariant: `start` to `end` is the number with its hedge and scale words, without its unit noun; what is here is finite.
"""

from __future__ import annotations

from dataclasses import dataclass

from muster.claims.figure import Bound


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
