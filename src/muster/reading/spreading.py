"""Rates, ratios and parts that take their days from what was just told: "That means 1,160 a day", "26 of all the names".

Invariant: a rate of the present is given no days.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from muster.claims.figure import Bound
from muster.claims.measures import Measure
from muster.claims.period import UNDATED, Period
from muster.reading import monthly
from muster.reading.binding import is_part
from muster.reading.context import FIGURE, TIME
from muster.reading.days.arithmetic import ONE_DAY, around
from muster.reading.gates import gate
from muster.reading.leads import Days
from muster.reading.measuring import View
from muster.reading.timing import NOT_DATED, TOLLS, Asked, Timed
from muster.reading.tolls import RUNNING

RATIOS = frozenset({Measure.LOSSES_PER_AREA, Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO})


def rate_carries(days: Days, asked: Asked) -> bool:
    """Whether a rate is of the days just told, and none of the present."""
    if asked.measure in RATIOS:
        return True
    spreads = days.titled or _goes_on(days, asked.view, asked.at) or averaged(days, asked)
    return spreads and not going_on(asked.view, asked.at)


def averaged(days: Days, asked: Asked) -> bool:
    """ "In May it lost 36,000. That newspaper gives a daily average of 1,160": a mean of the days just told."""
    view, at, before = asked.view, asked.at, days.before
    mean = any(_MEAN.search(item.low) for item in view[max(0, at - _MEAN_REACH) : at])
    near = view[at].start - days.before_end < _SAME_PLACE
    told = before is not None and before.rule != RUNNING and 1 < (before.period.days or 0) <= _A_YEAR
    return mean and near and told and not any(item.low in _PRESENT for item in view[:at])


_MEAN = re.compile(r"\b(?:average|averages|averaged|averaging|mean)$|\baverage of$|\bmean of$")
_MEAN_REACH, _SAME_PLACE, _A_YEAR = 5, 350, 366
_PRESENT = frozenset(["is", "are", "now", "currently", "today"])


def going_on(view: View, at: int) -> bool:
    """ "is taking in 40,000 a month": a rate of the present."""
    return any(
        view[k].low in ("is", "are")
        and view[k + 1 + (view[k + 1].low in ("now", "still", "currently"))].low.split(" ")[0].endswith("ing")
        for k in range(max(0, at - 8), at)
    )


_LINKS = frozenset(["that", "this", "it", "which"])
_WORKS_OUT = frozenset(
    ["means", "make", "was", "is", "equals", "translates", "works", "makes", "made", "comes", "’s", "'s", "s"]
)


def _goes_on(days: Days, view: View, at: int) -> bool:
    """Whether a rate spreads what was just told over its days: "That means 1,160 a day", "36,000, or 1,160 a day"."""
    if days.here:
        return not any(view[k].low in ("is", "are", "now", "currently") for k in range(max(0, at - 6), at))
    return points_back(view)


def points_back(view: View) -> bool:
    """ "That means …", "That was the equivalent of …"."""
    words = [word for item in view[:6] for word in item.low.split(" ")]
    return any(word in _LINKS for word in words[:3]) and any(word in _WORKS_OUT for word in words[1:7])


def listed_deserters(days: Days, asked: Asked) -> Timed | None:
    """ "100,000 killed, 300,000 wounded and 150,000 deserted": those who ran are told of the same days as the dead beside them."""
    last = days.here[-1] if days.here else None
    alike = asked.measure is Measure.DESERTED and not asked.rate and last is not None and last[0] in TOLLS
    return last[1] if alike and last is not None and last[1].rule == RUNNING else None


def of_the_total(days: Days, asked: Asked) -> Timed | None:
    """ "Officers are 26 of all the names", "some 200,000 of the total are dead": the days of the largest toll told so far."""
    tolls = asked.measure in TOLLS or asked.measure is Measure.DESERTED
    if _TOTALS not in asked.gates or not tolls or asked.rate:
        return None
    after = " ".join([item.low for item in asked.view[asked.at + 1 : asked.at + 5]])
    before = " ".join([item.low for item in asked.view[max(0, asked.at - _TO_TOTAL) : asked.at]])
    if not (_OF_ALL.match(after) or _OF_TOTAL.search(before)):
        return None
    most = max((size for size in days.seen if size > asked.largest), default=None)
    return replace(days.seen[most], rule="as the total before", confidence=0.5) if most is not None else None


_OF_ALL = re.compile(
    r"(?:of (?:the|this|that) (?:total|sum|whole number)|of all the (?:names|dead|fallen)|of (?:the )?total)\b"
)


_TOTALS, _ALTOGETHER = (
    gate("total", "sum", "number", "all"),
    gate(*"all altogether total told overall far date".split()),
)
_TO_TOTAL = 12  # items from "of the total" to the figure
_OF_TOTAL = re.compile(r"\b(?:of|within|in|out of) (?:the|this|that|its)(?: overall| whole| grand)? total\b")


def of_the_sum(days: Days, asked: Asked) -> Timed | None:
    """ "3,800 in May and 4,100 in June. Together that is 7,900": a sum to the man of the figures told last is of all their days."""
    found = asked.view[asked.at].found
    if (
        asked.measure not in TOLLS
        or asked.rate
        or asked.largest < _SUMMED
        or found is None
        or found.low != found.high
        or found.bound is not Bound.EXACT
    ):
        return None
    total, parts = 0.0, 0
    first, last = dt.date.max, dt.date.min
    for number, told in reversed(list(days.seen.items())[-_MOST_PARTS:]):
        start, end = told.period.start, told.period.end
        if number <= 0 or start is None or end is None:
            return None
        total, parts, first, last = total + number, parts + 1, min(first, start), max(last, end)
        if total >= asked.largest:
            break
    if total != asked.largest or parts < _FEWEST:
        return None
    return Timed(Period(first, last), (), 0.6, "the days of what it sums up")


_SUMMED, _MOST_PARTS, _FEWEST = 100, 12, 2


def running_on(asked: Asked) -> Timed | None:
    """ "counts 48,713 in December and 789,842 in all": far above what the sentence told before it, a running total and no month's."""
    if _ALTOGETHER not in asked.gates:
        return None
    view, at = asked.view, asked.at
    after = " ".join([item.low for item in view[at + 1 : at + _IN_ALL_REACH]])
    if (
        asked.measure not in TOLLS
        or asked.rate
        or not _IN_ALL.match(after)
        or any(item.kind == TIME for item in view[at + 1 :])
    ):
        return None
    before = [item.found for item in view[:at] if item.kind == FIGURE]
    most = sum(max(one.low or 0, one.high or 0) for one in before if one is not None)
    return NOT_DATED if before and asked.largest > _FAR * most else None


_IN_ALL_REACH, _FAR = 6, 3.0
_IN_ALL = re.compile(r"(?:[\w’'-]+ ){0,2}?(?:in all|altogether|in total|all told|overall|so far|to date)\b")


def before_the_change(asked: Asked, found: Timed) -> Timed:
    """ "Fell in June, from 36,400 to 33,100": the first of the two is of the month before, as it is of the year before of a year's."""
    view, at, start, end = asked.view, asked.at, found.period.start, found.period.end
    told = _what_it_came_to(asked) or _mean_of_its_month(asked, found)
    if told is not None:
        return told
    if asked.level or start is None or end is None or not 0 < at < len(view) - 2 or view[at - 1].low != "from":
        return found
    if view[at + 1].low != "to" or view[at + 2].kind != FIGURE:
        return found
    if not found.words or found.rule == "as the figure before":
        return NOT_DATED  # whatever was told before is of what it came to, or of neither
    unit = next((one for one in ("month", "quarter", "year") if around(start, one) == found.period), None)
    before = around(start - ONE_DAY, unit) if unit is not None else None
    return (
        replace(found, period=before, confidence=0.5, rule="the one before the change") if before is not None else found
    )


def _mean_of_its_month(asked: Asked, found: Timed) -> Timed | None:
    """ "In December they had amounted to 48,670, or 1,570 a day": what its own mean shows to be the month's is no total until then."""
    view, at, end = asked.view, asked.at, found.period.end
    if asked.rate or found.period.start is not None or end is None or len(view) <= at + _TO_A_DAY:
        return None
    if [one.low for one in view[at + 1 : at + 3]] != [",", "or"] or not view[at + _TO_A_DAY].has("per.day"):
        return None
    month, mean = around(end, "month"), view[at + _TO_A_DAY - 1].found
    if mean is None or not mean.low or month is None or not month.days or month.end != end:
        return None
    fits = abs(asked.largest / month.days - mean.low) <= 1
    return replace(found, period=month, confidence=0.6, rule="the month of which its mean is told") if fits else None


_TO_A_DAY = 4  # items from a figure to "a day" behind ", or 1,570"


def _what_it_came_to(asked: Asked) -> Timed | None:
    """ "Fell by a quarter in June, from 36,400 in May to 27,300": the last is of the change's own time, told before the first, and never of
    the first's; of none where the change has no time."""
    view, at = asked.view, asked.at
    if asked.level or at < _FROM or [item.kind for item in view[at - 3 : at - 1]] != [FIGURE, TIME]:
        return None
    if (
        view[at - 1].low != "to"
        or view[at - _FROM].low != "from"
        or any(item.kind == TIME for item in view[at + 1 :][:1])
    ):
        return None
    told = next((item.time for item in reversed(view[: at - _FROM]) if item.kind == TIME), None)
    if told is None or told.period == UNDATED:
        return NOT_DATED
    return Timed(told.period, ((told.start, told.end),), 0.6, "the time of the change")


_FROM = 4  # items from the "from" of a change to what it came to: from, figure, time, to


def of_those(days: Days, found: Timed, *, asked: Asked) -> Timed:
    """ "said on Sunday that it lost 11,300, 9,800 of them killed": a part has the days of its whole, unless a time is told with it."""
    if asked.rate and days.here and days.here[-1][1].period.start and monthly.daily_mean(asked.view, asked.at):
        return replace(days.here[-1][1], rule="as the figure before", confidence=0.5)
    if asked.level or asked.rate or not days.here or found.period.start is None or not is_part(asked.view, asked.at):
        return found
    whole = days.here[-1][1]
    start, end = whole.period.start, whole.period.end
    before = next((item.end for item in reversed(asked.view[: asked.at]) if item.kind == FIGURE), 0)
    own = any(last > before for _, last in found.words)
    if own or end is None or found.period.end is None or whole.period == found.period:
        return found
    within = (start is None or start <= found.period.start) and found.period.end <= end
    return replace(whole, rule="as the figure before", confidence=0.5) if within else found
