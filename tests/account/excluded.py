"""By brute force, and by no code of the account: whether claims of one body can all be true of what it counts.

A variable for every stretch of days of every series between two dates that are told; no flows, no cumulative sums, widths of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import highspy
import numpy as np

from muster.claims.claim import Claim
from muster.claims.figure import Bound
from tests.account.honest import units
from tests.account.honest_wars import START, M

FREE = {M.MISSING, M.AREA_TAKEN}  # may be less over a longer time
RATIO = {
    M.LOSSES_PER_AREA: (M.KILLED_WOUNDED, M.AREA_TAKEN),
    M.WOUNDED_PER_KILLED: (M.WOUNDED, M.KILLED),
    M.EXCHANGE_RATIO: (M.LOSSES, M.LOSSES),
}
LEVELS = ("in theatre", "whole force", "still missing", "still held")
OTHER = {"XA": "XB", "XB": "XA"}
Key = tuple[object, ...]
Row = tuple[float | None, float | None, Key, Key | None, int, int]


def half(number: float) -> float:
    """Half a unit of the last digit that is no nought, at most a twentieth, at least half of the last digit printed."""
    if not number:
        return 0.5
    text = f"{number:.8f}".rstrip("0").rstrip(".")
    unit = 10.0 ** -len(text.partition(".")[2]) if "." in text else 10.0 ** (len(text) - len(text.rstrip("0")))
    return max(min(unit / 2, 0.05 * number), min(unit, 1) / 2)


def ends(claim: Claim) -> tuple[float | None, float | None]:
    """Between what numbers a claim's figure lies."""
    figure, wide = claim.figure, 2 if claim.figure.bound is Bound.ABOUT else 1
    if figure.low is None or figure.high is None:
        return figure.low, figure.high
    high = None if claim.measure is M.OBITUARIES else figure.high + wide * half(figure.high)
    return max(0.0, figure.low - wide * half(figure.low)), high


def can_all_be_true(claims: Sequence[Claim]) -> bool:
    """Whether anything admits them all."""
    dates: defaultdict[Key, set[int]] = defaultdict(set)
    rows = [row for one in claims if (row := _row(one)) is not None]
    for _, _, top, base, first, last in rows:
        for series in (top, base):
            if series is not None:
                dates[series] |= {first, last}
    links = [(one, whole) for one in dates for whole in _wholes(one) if whole in dates]
    for _ in range(3):
        for one, whole in links:
            dates[whole] |= dates[one]
    cells = {one: list(pairwise(sorted(days))) for one, days in dates.items()}
    column = {key: at for at, key in enumerate((one, cell) for one, its in cells.items() for cell in its)}
    return _feasible(rows, links, cells, column)


def _row(claim: Claim) -> Row | None:
    assert claim.period.start is not None
    assert claim.period.end is not None
    assert claim.party is not None
    first, last = (claim.period.start - START).days, (claim.period.end - START).days + 1
    low, high = ends(claim)
    party = claim.party.code
    if claim.measure in RATIO:
        of, base = RATIO[claim.measure]
        over = OTHER[party] if claim.measure is M.EXCHANGE_RATIO else party
        return None if claim.scope else (low, high, (of, over, ""), (base, party, ""), first, last)
    if claim.scope in LEVELS:
        return low, high, ("level", claim.measure, party, claim.scope, first), None, first, last
    times = units(first, last - 1, claim.figure.per)
    low, high = (None if end is None else end * times for end in (low, high))
    return low, high, (claim.measure, party, claim.scope or ""), None, first, last


def _wholes(series: Key) -> list[Key]:
    if series[0] == "level" or series[0] in FREE:
        return []
    found = [(series[0], series[1], "")] if series[2] else []
    return found + ([(series[0], "XA", series[2])] if series[1] == "XA-ALLY" else [])


def _feasible(
    rows: Sequence[Row],
    links: Sequence[tuple[Key, Key]],
    cells: dict[Key, list[tuple[int, int]]],
    column: dict[tuple[Key, tuple[int, int]], int],
) -> bool:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for (series, _), _at in column.items():
        solver.addVar(-highspy.kHighsInf if series[0] in FREE else 0.0, highspy.kHighsInf)

    def inside(series: Key, first: int, last: int) -> list[int]:
        return [column[series, cell] for cell in cells[series] if first <= cell[0] and cell[1] <= last]

    def add(low: float, high: float, *parts: tuple[list[int], float]) -> None:
        weights: defaultdict[int, float] = defaultdict(float)
        for its, weight in parts:
            for at in its:
                weights[at] += weight
        solver.addRow(
            low, high, len(weights), np.array(list(weights), dtype=np.int32), np.array(list(weights.values()))
        )

    endless = highspy.kHighsInf
    for low, high, top, base, first, last in rows:
        of = inside(top, first, last)
        if base is None:
            add(-endless if low is None else low / 1000, endless if high is None else high / 1000, (of, 1.0))
        else:
            under = inside(base, first, last)
            add(0.0, endless, (of, 1.0), (under, -(low or 0.0)))
            add(-endless, 0.0, (of, 1.0), (under, -(high or 0.0)))
    for one, whole in links:
        for cell in cells[one]:
            add(0.0, endless, (inside(whole, *cell), 1.0), ([column[one, cell]], -1.0))
    solver.run()
    return solver.getModelStatus() != highspy.HighsModelStatus.kInfeasible
