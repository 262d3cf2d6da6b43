"""Tallies that run on: a sum told on a day of what began long before, "On 24 January the list had 90,000 names".

Invariant: what befell people on a day is no tally; how large the sum is and the words beside it tell the two apart.
"""

from __future__ import annotations

import datetime as dt
import re

from muster.claims.measures import Measure
from muster.claims.period import UNDATED, Period
from muster.reading import monthly
from muster.reading.asked import ON_A_DAY, TOLLS, Asked, Timed
from muster.reading.binding import is_part
from muster.reading.context import MARK
from muster.reading.dates import Relation, Time
from muster.reading.days.words import lexicon
from muster.reading.measuring import GAIN

_LISTS = frozenset(["had", "contained", "stood", "listed", "held", "showed"])
_STANDING = frozenset(
    [
        "had", "has", "stood", "stands", "gave", "put", "puts", "listed", "lists", "identified", "named", "reached", "passed", "hit",
        "topped", "recognised", "acknowledged", "admitted", "published", "documented", "verified", "confirmed", "counted", "at",
        "figure", "tally", "list", "toll", "spoke of", "updated",
    ]
)  # fmt: skip
_THE_TOTAL = ("the total", "the toll", "total at", "toll at")  # "he made the total 31,000"
_OWNS = frozenset(["acknowledged", "admitted", "recognised", "recognized", "conceded", "gave"])
_DONE = frozenset(["lost", "suffered", "sustained", "incurred", "took", "taken"])
_HAD_DONE = frozenset(["had lost", "had suffered", "had sustained", "had incurred", "had taken"])


def is_tally(asked: Asked, j: int, *, time: Time) -> bool:
    """Whether the time is that of a running tally, which began long before: "On 24 January the list had 90,000 names"."""
    if asked.measure not in TOLLS or asked.rate or time.relation not in (Relation.DURING, Relation.AGO):
        return False
    if time.grain == "month" and asked.largest >= monthly.NO_MONTH and _grown(asked):
        return True
    past = time.relation is Relation.AGO and asked.page.day is not None
    if _of_one_day(asked, j) or (
        time.grain == "month"
        and (
            _over_the_month(asked) or monthly.of_its_losses(asked, j, time=time) or monthly.befell(asked, j, time=time)
        )
    ):
        return False
    if asked.view[j].low.startswith(("for ", "over ", "during ", "throughout ", "in the course of ")):
        return _total_for_an_end(asked, j)
    if time.period.days == 1 and asked.largest >= _NO_DAY_YET:
        return True
    if is_part(asked.view, asked.at) or "past " in asked.view[j].low or "hours" in asked.view[j].low:
        return False
    back = asked.view[j - 1 : j] if j and asked.view[j - 1].kind == MARK else asked.view[max(0, j - 2) : j]
    passed = (time.period.days or 0) > 1 and asked.view[asked.at].low.startswith(_PASSED)
    if not passed and any(tag.startswith("participle.") for item in back for tag in item.tags):
        return False  # "killed there in March"
    if not past and (time.period.days or 999) > _MONTH:
        return False
    if asked.largest < _TALLY_LEAST and asked.measure is not Measure.OBITUARIES:
        if (time.period.days or 999) <= _MONTH and _list_stood(asked, j):
            return True
        return any(item.low in ("last", "last time") for item in asked.view) and any(
            item.low in _OWNS for item in asked.view
        )
    if _adds(asked, j):
        return False
    if time.grain == "day" and (time.period.days or 0) > 1:
        return False
    if time.period.days == 1 and asked.largest >= _NO_DAY:
        return True
    if asked.likewise and time.grain in ("month", "week") and not passed and asked.measure is not Measure.OBITUARIES:
        return False
    done = {item.low for item in asked.view[:-1] for word in item.low.split(" ") if word in _DONE}
    if done and asked.measure is not Measure.OBITUARIES and (asked.largest < monthly.NO_MONTH or not done <= _HAD_DONE):
        return False
    if time.period.days == 1 and any(item.low in ("was", "it") for item in asked.view[max(0, asked.at - 3) : asked.at]):
        return True
    near = asked.view[min(j, asked.at) : asked.at] if j < asked.at else asked.view[max(0, asked.at - 8) : asked.at]
    if j and asked.view[j - 1].low.split(" ")[-1] in _PUTS and asked.view[j + 1].low == "at":
        return False  # "he had December at 30,000"
    totalled = asked.at > 1 and " ".join(item.low for item in asked.view[asked.at - 2 : asked.at]).endswith(_THE_TOTAL)
    standing = (
        passed
        or totalled
        or any(item.low.split(" ")[0] in _STANDING or item.low.split(" ")[-1] == "at" for item in near)
    )
    return standing or asked.measure is Measure.OBITUARIES


def runs_to(asked: Asked, j: int, *, time: Time) -> bool:
    """ "He was at 280,000 contracts on 10 May": how far a count of what is gained had come by a day."""
    gained = asked.measure in GAIN or asked.measure is Measure.AREA_TAKEN
    if not gained or asked.rate or time.relation is not Relation.DURING or time.period.days != 1:
        return False
    if asked.view[j].low.startswith("as of "):
        return True
    return bool(_WAS_AT.search(" ".join(item.low for item in asked.view[max(0, asked.at - 3) : asked.at])))


_WAS_AT = re.compile(r"\b(?:was|were|is|had been|stood|stands) (?:already |still )?at$")


def _grown(asked: Asked) -> bool:
    """ "It grew to 789,842 a month later": what a total came to, and not what the month brought."""
    return bool(_GREW.search(" ".join(item.low for item in asked.view[max(0, asked.at - 3) : asked.at])))


_GREW = re.compile(
    r"\b(?:grew|grown|growing|rose|risen|rising|climbed|climbing|swelled|swollen|mounted|went up|gone up) to(?: [a-z]+)?$"
)


def _over_the_month(asked: Asked) -> bool:
    """ "had 41,980 men killed over the month", "in the whole month of May": what a month cost is no tally."""
    return bool(_MONTH_LONG.search(" ".join(item.low for item in asked.view)))


_MONTH_LONG = re.compile(
    r"\b(?:over|for|during|throughout|in) (?:the|that|this) (?:whole |entire |same |full )?month\b(?! (?:to|since)\b)"
)


def _total_for_an_end(asked: Asked, j: int) -> bool:
    """ "its total for the end of June"."""
    said = " ".join(item.low for item in asked.view[max(0, j - 4) : j])
    return bool(_END.match(asked.view[j].low) and _TOTAL.search(said))


_END = re.compile(r"for (?:the )?end of ")
_TOTAL = re.compile(r"\b(?:total|toll|tally|count|figure|number)s?\b")


def _list_stood(asked: Asked, j: int) -> bool:
    """ "on 3 May its list stood at 521"."""
    said = " ".join(item.low for item in asked.view[min(j, max(0, asked.at - _NEAR)) : asked.at])
    return bool(_STOOD.search(said))


_STOOD = re.compile(
    r"\b(?:list|roll|register|tally|count|toll|total|database)\b(?: \S+){0,4} "
    r"(?:stood at|at|had reached|had passed|had grown to|had risen to)$"
)


_PUTS = frozenset(["had", "has", "have", "put", "puts", "pegs", "pegged", "sees", "places", "placed"])
_PASSED = (
    "topped", "passed", "exceeded", "surpassed", "crossed", "reached", "past", "hit", "top", "pass", "exceed", "surpass", "cross", "reach",
)  # fmt: skip


def _of_one_day(asked: Asked, j: int) -> bool:
    """ "the lowest daily figure, 1,020", "the worst single day was 19 December": what one day cost is no tally."""
    if asked.largest >= _NO_DAY_EVER:
        return False
    words = " ".join(item.low for item in asked.view[max(0, min(j, asked.at) - _NEAR) : max(j, asked.at) + _NEAR])
    return bool(_ONE_DAY.search(words))


_NEAR = 14
_NO_DAY_EVER = 60_000
_ONE_DAY = re.compile(
    r"\b(?<!from the )(?<!since the )(?:single|first|worst|heaviest|bloodiest|deadliest|costliest|one) day\b"
    r"(?! (?:later|earlier|before|after))"
    r"|\bdaily (?:figure|count|number|total|toll|loss|losses|record)\b|\bin a day\b"
)


def _adds(asked: Asked, j: int) -> bool:
    """ "October 98, November 121", "swelled by 23,000", "added 1,386 names": what a time brought to a list."""
    view, at = asked.view, asked.at
    bare = j == at - 1 and view[j].low.split(" ")[0] in lexicon()["months"]
    return bare or any(item.low in _ADDING for item in view[max(0, at - 3) : at]) or view[at - 1].low == "by"


_ADDING = frozenset(["added", "adds", "gained", "another", "a further", "new"])


def tally(asked: Asked, time: Time) -> Timed:
    """The day of a tally, which ends it where it is a list that is kept."""
    day = _day_of_tally(asked, time)
    near = asked.view[max(0, asked.at - 5) : asked.at]
    listed = asked.measure is Measure.OBITUARIES or any(item.low.split(" ")[0] in _LISTS for item in near)
    return Timed(Period(None, day) if listed else UNDATED, ((time.start, time.end),), 0.5, ON_A_DAY, said=day)


def _day_of_tally(asked: Asked, time: Time) -> dt.date | None:
    """The last day of the time it was counted in; a year ago, the same day of that year."""
    end, today = time.period.end, asked.page.day
    if end is not None and today is not None and (time.period.days or 0) > _MONTH:
        return min(end, today.replace(year=end.year, day=min(today.day, 28)))
    return end


_MONTH = 31
_TALLY_LEAST = 1_000
_NO_DAY_YET = 30_000  # nor any day of another war
_NO_DAY = 3_000  # no day of these wars cost as many
