"""A total that is told again later: "Last February it was 31,000. In December it was 43,000, and on the 15th more than 46,000".

Invariant: only a figure that takes its measure from the running total before it goes on with that, and only where it has not shrunk.
"""

from __future__ import annotations

from dataclasses import replace

from muster.claims.period import Period
from muster.reading.asked import ON_A_DAY, TOLLS, Asked, Timed
from muster.reading.dates import Relation
from muster.reading.tolls import RUNNING


def told_again(asked: Asked, found: Timed, *, inherited: Timed | None, size: float) -> Timed:
    """The days of a figure, ended by the time it was told at where it goes on with a running total; `size` is that of the figure before."""
    if inherited is None or inherited.rule not in (RUNNING, ON_A_DAY) or asked.measure not in TOLLS or asked.rate:
        return found
    end = found.period.end
    if found.rule != Relation.DURING.value or end is None or (found.period.days or _LONG) >= _LONG:
        return found
    if not size <= asked.largest <= _GROWN * size or (inherited.said is not None and end < inherited.said):
        return found
    return replace(found, period=Period(None, end), rule=ON_A_DAY, said=end)


_LONG = 32  # days: what is of a longer time is of that time
_GROWN = 3.0
