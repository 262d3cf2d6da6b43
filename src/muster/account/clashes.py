"""Pairs of claims on one series that cannot both hold, found all at once without the linear program.

Two such claims contradict each other just where the days of one lie in those of the other and it has more than the other admits.
Invariant: of every row that clashes some pair is given, its widest apart; how many is counted, so that many figures for one day take no
more memory than a machine has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from muster.account.program import INFINITY
from muster.account.system import Row, Series, System

LEAST = 1e-6  # relative change below which two numbers are one
MOST_SETS = 200
MOST_PAIRS = 500_000  # that are held at once; of many rows each has fewer
FEW = 3  # pairs that one claim is told in


def pairs_of(system: System) -> list[tuple[Row, Row]]:
    """Pairs of claims on one series that cannot both hold, the widest apart first: the first has more than the second admits."""
    series: defaultdict[tuple[Series, Series | None], list[Row]] = defaultdict(list)
    for row in system.rows:
        series[(row.series, row.base)].append(row)
    wanted = max(FEW, min(MOST_SETS, MOST_PAIRS // max(1, len(system.rows))))
    found = [pair for its in series.values() for pair in _clashes(its, same=_same_days(system, its[0]), wanted=wanted)]
    found.sort(key=lambda pair: pair[:3])
    known: set[tuple[str, str]] = set()
    kept = []
    for _, one, other, above, below in found:
        claims = (one, other) if one < other else (other, one)
        if one != other and claims not in known:
            known.add(claims)
            kept.append((above, below))
    return kept


def _same_days(system: System, row: Row) -> bool:
    """Whether only claims on the same days can clash in pairs: ratios, levels, and what may be less over a longer period."""
    return row.base is not None or row.series.level or system.chart[row.series.measure].falls


def _clashes(rows: Sequence[Row], *, same: bool, wanted: int) -> list[tuple[float, str, str, Row, Row]]:
    """Of one series: the pairs in which the days of the first lie in those of the second, or with `same` are those, and its least is over
    the second's most: how near they are (the widest apart least), the two claims, the two rows. Of every row only as many as are
    `wanted`, the widest apart: three thousand figures for one day make millions of pairs."""
    import numpy as np

    least = np.array([-INFINITY if row.width.low is None else row.width.low for row in rows])
    most = np.array([INFINITY if row.width.high is None else row.width.high for row in rows])
    start, end = np.array([row.start for row in rows]), np.array([row.end for row in rows])
    claims = [row.claim for row in rows]
    rank = np.empty(len(rows), dtype=int)
    rank[sorted(range(len(rows)), key=claims.__getitem__)] = np.arange(len(rows))
    kept: set[tuple[int, int]] = set()
    for number in np.nonzero(most < least.max(initial=-INFINITY))[0]:
        days = (start == start[number], end == end[number]) if same else (start >= start[number], end <= end[number])
        over = np.nonzero(days[0] & days[1] & (least > most[number] * (1 + LEAST)))[0]
        kept |= {(int(above), int(number)) for above in _widest(over, -least[over], rank=rank, wanted=wanted)}
    for number in np.nonzero(least > most.min(initial=INFINITY))[0]:
        days = (start == start[number], end == end[number]) if same else (start <= start[number], end >= end[number])
        under = np.nonzero(days[0] & days[1] & (least[number] > most * (1 + LEAST)))[0]
        kept |= {(int(number), int(below)) for below in _widest(under, most[under], rank=rank, wanted=wanted)}
    return [
        (float((most[below] - least[above]) / least[above]), claims[above], claims[below], rows[above], rows[below])
        for above, below in kept
    ]


def _widest(numbers: Any, near: Any, *, rank: Any, wanted: int) -> Any:
    """The rows of these numbers that are least near, some more than are wanted, in the order of their claims where they are as near."""
    import numpy as np

    if len(numbers) <= wanted:
        return numbers
    last = np.partition(near, wanted)[wanted]
    nearer, alike = numbers[near < last], numbers[near == last]
    left = wanted - len(nearer)  # which is one less than there is room for
    return np.concatenate([nearer, alike[np.argpartition(rank[alike], left)[: left + 1]]])


def disjoint(pairs: Sequence[tuple[Row, Row]]) -> tuple[list[tuple[Row, Row]], list[tuple[Row, Row]]]:
    """Pairs that share no claim; and of the rest, for each claim not among those, one for every body that it stands against, so that a
    claim against a daily series is told once and not a thousand times; and a claim that stands against many is told against a few."""
    used: set[str] = set()
    told: set[tuple[str, str]] = set()
    times: Counter[str] = Counter()
    chosen, rest, spare = [], [], []
    for pair in pairs:
        claims = {pair[0].claim, pair[1].claim}
        if claims & used or _against(pair) & told:
            rest.append(pair)
        else:
            used |= claims
            times.update(claims)
            told |= _against(pair)
            chosen.append(pair)
    for pair in rest:
        claims = {pair[0].claim, pair[1].claim}
        if claims - used and not _against(pair) & told and max(times[claim] for claim in claims) < FEW:
            times.update(claims)
            told |= _against(pair)
            spare.append(pair)
    return chosen, spare


def _against(pair: tuple[Row, Row]) -> set[tuple[str, str]]:
    above, below = pair
    return {(above.claim, below.statement.body.key), (below.claim, above.statement.body.key)}
