"""The days a text hangs on: the beginnings of its war, the day it was published, the day its tolls run from.

Invariant: nothing here looks at a clock; a day comes from the text, its publication date or the war's own data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from muster.claims.war import War
from muster.reading.dates import Relation, Time


def latest(times: Sequence[Time]) -> dt.date | None:
    """The latest day that the text itself dates in full."""
    days = [time.period.end for time in times if time.grain == "day" and not time.relative and time.period.end]
    return max(days, default=None)


def toll_from(times: Sequence[Time], war: War | None) -> dt.date | None:
    """The war's first day, where the text dates something from it."""
    if war is None:
        return None
    days = {war.start, *(day for _, day in war.eras)}
    told = [time.period.start for time in times if time.relation is Relation.SINCE and time.period.start in days]
    return told[0] if told else None


def beginnings(war: War | None) -> dict[str, dt.date]:
    """The words that date a figure from a day of this war."""
    if war is None:
        return {}
    return {words.lower(): war.start for words in war.starts} | {words.lower(): day for words, day in war.eras}
