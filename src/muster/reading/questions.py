"""Questions that date their answers: "How many men did it have in 2021?", and below "About 5,000".

Invariant: a question holds for the block right under it, and for nothing there that has a time, or a present tense, of its own.
"""

from __future__ import annotations

from muster.claims.period import Period
from muster.reading import tolls
from muster.reading.asked import Asked, Timed
from muster.reading.context import FIGURE, Page, Sentence
from muster.reading.dates import Relation
from muster.reading.measuring import View

_HOW_MANY = ("how many", "how large", "how big", "how strong")


def asks(page: Page, *, sentence: Sentence, view: View) -> Timed | None:
    """The time that a question of "how many" asks for."""
    if "?" not in page.text[sentence.end - 2 : sentence.end]:
        return None
    body = page.text[sentence.start : sentence.end].rstrip()
    low = body.lower()
    if not body.endswith("?") or not any(word in low for word in _HOW_MANY) or any(one.kind == FIGURE for one in view):
        return None
    times = [item.time for item in view if item.time is not None and item.time.relation is Relation.DURING]
    if len(times) == 1 and times[0].period.end is not None:
        return Timed(times[0].period, ((times[0].start, times[0].end),), 0.5, "the time asked about")
    first = page.toll_from
    if first is not None and tolls.when_it_began(low):
        return Timed(Period(first, first), (), 0.5, "the time asked about")
    return None


def answers(asked: Asked) -> bool:
    """Whether a figure without a time may be of the time asked about."""
    before = asked.view[max(0, asked.at - _REACH) : asked.at]
    return not any(item.low.split(" ")[0] in _OF_NOW for item in before)


_REACH = 12
_OF_NOW = frozenset("now today currently has have is are since later already still".split())
