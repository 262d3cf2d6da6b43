"""One quantity told in two units side by side, and a middle told beside its interval.

Invariant: units convert by fixed factors; a second unit stands in brackets right behind the first, or behind "or".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from muster.account import wording
from muster.account.arithmetic.reach import gap
from muster.account.lexicon import lexicon
from muster.account.numbers.passage import Item, Passage
from muster.account.numbers.words import pattern
from muster.account.widths import Width, unit_of
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Severity, Verdict

CLEAR = 0.02  # beyond rounding by which a conversion must miss
FAR = 0.10
OUT = 0.01  # beyond the end of an interval by which a middle must lie outside
_SHORT = 80  # characters between a middle and its interval


class _Unit(NamedTuple):
    name: str
    of: str
    factor: float


def units(passage: Passage) -> Iterator[Finding]:
    """The pairs of units of a report."""
    for one, other in pairwise(passage.items):
        first, second = _unit(passage, one), _unit(passage, other)
        if not first or not second or first.name == second.name or first.of != second.of:
            continue
        between = passage.text[one.number.until : other.start]
        if one.sentence != other.sentence or not pattern("second").search(_behind_unit(between)):
            continue
        yield _judged(passage, one, other, units=(first, second))


def _behind_unit(between: str) -> str:
    return re.sub(r"^\s*[a-zé.²]+(?=\s*[(\[/])", "", between)


def _unit(passage: Passage, one: Item) -> _Unit | None:
    """The unit of an item as it is printed behind it."""
    if one.rate:
        return None
    behind = passage.text[one.number.end : one.number.end + 20].lower()
    for name, entry in lexicon("units", of="numbers").items():
        if re.match(rf"[\s-]?(?:{'|'.join(entry['words'])})(?![\w²])", behind):
            return _Unit(name, entry["of"], entry["factor"])
    return None


def _judged(passage: Passage, one: Item, other: Item, *, units: tuple[_Unit, _Unit]) -> Finding:
    first, second = (_own(passage, item) for item in (one, other))
    here, there = first.times(units[0].factor), second.times(units[1].factor)
    missed = gap(here, there)
    fails = missed > CLEAR
    made = (first.low or 0.0) + (first.high or 0.0)
    made = made / 2 * units[0].factor / units[1].factor
    return passage.held(
        Kind.UNIT_PAIR,
        made=f"{passage.text[one.number.core[0] : one.number.end]} {units[0].name} are {wording.number(made)} {units[1].name}",
        beside=passage.text[other.number.core[0] : other.number.end],
        of=[one, other],
        missed=missed if fails else 0.0,
        numbers=[("computed", made)],
    )


def _own(passage: Passage, one: Item) -> Width:
    """Between what numbers a figure lies in the unit that it is printed in, hedge or no hedge."""
    printed = passage.text[slice(*one.number.core)]
    bare = re.search(r"\d[\d,]*(?:\.\d+)?", printed)
    ends = [end for end in (one.number.low, one.number.high) if end is not None]
    value = sum(ends) / len(ends)
    if one.sort == "km2" and bare and not re.search(r"million|thousand", printed):
        value = float(bare[0].replace(",", ""))  # square miles are kept as square kilometres
    decimals = len(bare[0].partition(".")[2]) if bare else 0
    half = 0.5 * 10.0**-decimals if decimals else min(unit_of(value) / 2, 0.05 * value)
    half = max(half, 0.5 * 10.0**-decimals if value >= 1 else 0.0)
    wide = 2.0 if one.number.bound is not Bound.EXACT else 1.0
    return Width(max(0.0, value - wide * half), value + wide * half)


def intervals(passage: Passage) -> Iterator[Finding]:
    """The middles of a report that stand beside their intervals."""
    for at, one in enumerate(passage.items):
        if one.number.bound is not Bound.BETWEEN:
            continue
        for point in (*passage.items[max(0, at - 2) : at], *passage.items[at + 1 : at + 2]):
            if _middle(passage, point, one):
                yield _placed(passage, point, one)
                break


def _middle(passage: Passage, point: Item, one: Item) -> bool:
    same = point.sort == one.sort and point.sentence == one.sentence and point.rate == one.rate
    if not same or point.number.bound not in (Bound.EXACT, Bound.ABOUT):
        return False
    first, last = sorted((point, one), key=lambda item: item.start)
    between = passage.text[first.end : last.start]
    if len(between) > _SHORT:
        return False
    if point is last:
        return re.search(r"[,(;–—]|\bwith\b", between) is not None and pattern("middle").search(between) is not None
    if pattern("bracketed").search(between):
        return True
    clause = re.split(r"[.;!?]\s", passage.text[max(one.sentence[0], point.start - 70) : point.start])[-1]
    return pattern("interval").search(between) is not None and pattern("middle").search(clause + between) is not None


def _placed(passage: Passage, point: Item, one: Item) -> Finding:
    low, high = float(one.number.low or 0), float(one.number.high or 0)
    scale = 0.01 if one.sort == "share" else 1.0
    value = point.value / scale
    inside = low * (1 - OUT) <= value <= high * (1 + OUT)
    nearer = low if value < low else high
    grave = not inside and abs(value - nearer) > FAR * nearer
    return passage.finding(
        Kind.OUTSIDE_INTERVAL,
        Verdict.AGREES if inside else Verdict.FAILS,
        severity=Severity.NOTE if inside else Severity.GRAVE if grave else Severity.SERIOUS,
        sentence=f"The middle of {wording.number(value)} lies {'inside' if inside else 'outside'} its own interval of "
        f"{wording.number(low)} to {wording.number(high)}.",
        of=[one, point],
        numbers=[("central", value), ("low", low), ("high", high)],
    )
