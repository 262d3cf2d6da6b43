"""A total that is told again later: "Last February it was 31,000. In December it was 43,000, and on the 15th more than 46,000".

Invariant: only a figure that takes its measure from the running total before it goes on with that, and only where it has not shrunk.
"""

from __future__ import annotations

import re
from dataclasses import replace

from muster.claims.period import Period
from muster.reading.asked import ON_A_DAY, TOLLS, Asked, Timed
from muster.reading.dates import Relation
from muster.reading.tolls import RUNNING


def told_again(asked: Asked, found: Timed, *, inherited: Timed | None, before: Timed | None, size: float) -> Timed:
    """The days of a figure, ended by the time it was told at where it goes on with a running total; `size` is that of the figure before,
    `before` the last days that any was given."""
    if (
        found.rule == Relation.DURING.value
        and (found.period.days or _LONG) < _LONG
        and before
        and _stood_then(asked, before, size=size)
    ):
        return replace(found, period=Period(None, found.period.end), rule=ON_A_DAY, said=found.period.end)
    if inherited is None or inherited.rule not in (RUNNING, ON_A_DAY) or asked.measure not in TOLLS or asked.rate:
        return found
    end = found.period.end
    if found.rule != Relation.DURING.value or end is None or (found.period.days or _LONG) >= _LONG:
        return found
    if not size <= asked.largest <= _GROWN * size or (inherited.said is not None and end < inherited.said):
        return found
    return replace(found, period=Period(None, end), rule=ON_A_DAY, said=end)


def _stood_then(asked: Asked, before: Timed, *, size: float) -> bool:
    """ "a toll of 55,000 since the war began. In May of the year before it was 31,000": how far the same toll had come by then."""
    running = before.period.start is not None and before.period.start == asked.page.toll_from
    if not running or (before.period.days or 0) < _SO_LONG or asked.measure not in TOLLS or asked.rate:
        return False
    said = " ".join(item.low for item in asked.view[max(0, asked.at - _REACH) : asked.at])
    told = bool(_IT_WAS.search(said))
    return told and size / _FALLEN <= asked.largest <= _GROWN * size


_IT_WAS = re.compile(
    r"\b(?:it|that|(?:the|its|his|their) (?:\w+ )?(?:figure|toll|total|number|count|tally)) "
    r"(?:was|had been|stood at|had stood at|came to|had come to)$"
)
_SO_LONG, _REACH, _FALLEN = 150, 6, 5.0
_LONG = 32  # days: what is of a longer time is of that time
_GROWN = 3.0
