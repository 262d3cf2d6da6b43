"""Which days a figure's own sentence gives it.

The time that is bound to it most closely; "since" closes with the day it was said or published; "by" gives the end alone. The day on
which somebody said it is not its period. A level has both ends at the day or month it is stated for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from muster.claims.measures import Measure
from muster.claims.period import UNDATED, Period
from muster.reading import idle, respective
from muster.reading.asked import LEVELS, NOT_DATED, ON_A_DAY, PAY, TOLLS, Asked, Timed
from muster.reading.binding import BINDING, bound, in_other_clause
from muster.reading.context import FIGURE, Item, Page
from muster.reading.dates import Relation, Time
from muster.reading.days.words import lexicon
from muster.reading.measuring import View
from muster.reading.tallies import is_tally, runs_to, tally
from muster.reading.turns import after_dateline

__all__ = ["LEVELS", "NOT_DATED", "ON_A_DAY", "PAY", "TOLLS", "Asked", "Timed", "looks_ahead", "period_of"]

_LEAST = 3.0


def period_of(asked: Asked) -> Timed:
    """The days that the figure's own sentence gives it."""
    view, at = asked.view, asked.at
    bare = replace(NOT_DATED, said=asked.said) if asked.said else NOT_DATED
    if (asked.measure in _NEVER_DATED and not _is_average_pay(asked)) or (
        asked.level and any(item.low in ONCE for item in view[max(0, at - 2) : at])
    ):
        return bare
    if asked.level and any(item.low in _NOW for item in view[max(0, at - 3) : at + 4]):
        return bare
    if asked.rate and (any(item.low in _NOW for item in view[max(0, at - 3) : at]) or idle.of_late(view, at)):
        return bare
    scored = sorted(((bound(view, j=j, at=at), -abs(j - at), j) for j in _candidates(asked)), reverse=True)
    paired = respective.time_of(view, at)
    scored = [one for one in scored if one[0] >= _LEAST] if paired is None else [(_LEAST, 0, paired)]
    if not scored:
        return bare
    score, _, best = scored[0]
    soon = [k for k in range(at + 1, min(len(view), at + 4)) if _ahead_word(view, k)]
    to_come = any(view[k].low.split(" ")[0] in ("will", "are", "were") for k in soon)
    if asked.level and best > at and _told_of_a_plan(asked, best):
        return bare
    if best < at and to_come and not _lies_ahead(asked, best):
        return bare
    if (
        best < at
        and any(item.low.split(" ")[0] in _STILL_AHEAD for item in view[best + 1 : at])
        and not _lies_ahead(asked, best)
    ):
        return bare
    timed = _closed(asked, best, [j for _, _, j in scored[1:]], score)
    if (timed.period == UNDATED and timed.rule != ON_A_DAY) or (asked.measure in PAY and timed.period.start is None):
        return bare
    end = timed.period.end
    if asked.level and end is not None and any(words in view[best].low for words in _ENDS):
        return replace(
            timed, period=Period(end, end)
        )  # "690,000 for the end of 2024": how many there are on its last day
    return timed


_ENDS = ("end of", "year's end", "year-end")


def _in_clause_of_its_own(view: View, *, j: int, at: int) -> bool:
    """Whether another clause begins before the time; "104 strong when it set out in October" is none."""
    between = [item.low for item in view[at + 1 : j]]
    if "when" in between[:4] and "," not in between and not any(view[k].kind == FIGURE for k in range(at + 1, j)):
        return False
    if any(item in ("who", "that") for item in between[:3]) and "," not in between and between.count("who") < 2:
        return False  # "the 900 people who were in uniform on 1 July"
    return in_other_clause(view, j=j, at=at)


def _from_a_day(item: Item, time: Time) -> bool:
    """ "From 1 December the authorised strength rises to 1.5 million"."""
    return item.low.startswith("from ") and time.grain == "day"


def _told_of_a_plan(asked: Asked, j: int) -> bool:
    """ "has 470,000 there and will mobilise another 300,000 by 1 June": a day ahead is that of the plan told after the figure."""
    between = range(asked.at + 1, j)
    end, day = _time(asked.view, j).period.end, asked.page.day
    ahead = end is not None and day is not None and end > day
    planned = any(_ahead_word(asked.view, k) for k in between)
    return ahead and planned and any(asked.view[k].kind == FIGURE for k in between)


_NEVER_DATED = PAY | {Measure.RESERVE}


def _is_average_pay(asked: Asked) -> bool:
    """ "The average bonus rose to 1.4 million in December": what is paid on an average is of its month; a rate in force has no last day."""
    mean = lexicon()["average_pay"]["words"]
    return asked.measure in PAY and any(item.low.split(" ")[-1] in mean for item in asked.view[: asked.at])


_BEFALL = TOLLS | {Measure.DESERTED, Measure.RETURNED}
ONCE = frozenset(["once", "formerly", "originally"])
_NOW = frozenset(["now", "currently", "today", "at present"])


def _candidates(asked: Asked) -> list[int]:
    view, at = asked.view, asked.at
    barred = any(item.low == "|" for item in view)
    opens = after_dateline(view, text=asked.page.text)
    out = []
    average = idle.an_average(view, at)
    for j, item in enumerate(view):
        time = item.time
        if average is not None and j < average:
            continue
        if time is None or j < opens or time.grain == "decade" or j in asked.stated or time.relation not in BINDING:
            continue
        if barred and idle.in_other_row(view, item=item, at=at, text=asked.page.text):
            continue
        if (
            time.period == UNDATED
            or idle.names_event(view, j)
            or idle.still_told(view, j)
            or idle.compared_with(view, j, at=at)
            or (j > at and idle.of_what_follows(view, j, at=at))
        ):
            continue
        if j > at and (idle.of_what_it_was(view[at + 1 : j]) or (asked.rate and _of_the_next(view[at + 1 : j]))):
            continue  # "32,430 in June, an average of 1,081 a day, down from 33,240 in May": May is of the last
        if (
            asked.measure in TOLLS
            and time.relation is Relation.DURING
            and at + 1 < len(view)
            and view[at + 1].low == "now"
        ):
            continue
        if asked.level and (
            (time.relation is Relation.SINCE and not _from_a_day(item, time))
            or time.grain == "war"
            or item.low in _NOW
            or _in_clause_of_its_own(view, j=j, at=at)
            or (j < at - 3 and idle.is_owner(view, j))
        ):
            continue
        if (asked.level or time.relation is Relation.SINCE) and (
            idle.in_an_aside(view, j, at=at) or idle.reaches_back(view, j)
        ):
            continue
        if asked.measure is Measure.FOREIGN and item.low in _NOW:
            continue
        if asked.measure is Measure.RETURNED and time.relation is Relation.UNTIL and item.low.startswith("until"):
            continue
        if time.relation is Relation.SINCE and item.low.startswith("from ") and looks_ahead(view, at):
            continue
        if asked.measure in _BEFALL and j != at and idle.of_those_sent(view, j, at=at):
            continue
        if asked.measure is Measure.OBITUARIES and idle.when_they_joined(view, j):
            continue
        if asked.measure in TOLLS and (
            idle.dates_the_war(view, j, time=time, page=asked.page) or idle.after_the_war(time, page=asked.page)
        ):
            continue
        out.append(j)
    return out


def _of_the_next(between: View) -> bool:
    """Whether another figure stands before the time and is set apart from the rate, and not said to be the same in all."""
    figure = next((k for k, item in enumerate(between) if item.kind == FIGURE), None)
    return figure is not None and any(item.low.split(" ")[-1] in _SET_APART for item in between[:figure])


_SET_APART = frozenset("from against with to and than after versus following but while".split())


# ------------------------------------------------------------------ from the time to the period
def _closed(asked: Asked, best: int, others: Sequence[int], score: float) -> Timed:
    time = _time(asked.view, best)
    words = [(time.start, time.end)]
    start, end, rule = time.period.start, time.period.end, time.relation.value
    is_open = time.relation is Relation.SINCE and end is None
    if asked.level and time.relation is Relation.SINCE:
        return Timed(Period(start, start), tuple(words), 0.5, "from that day", said=asked.said)
    if is_tally(asked, best, time=time):
        return tally(asked, time)
    if runs_to(asked, best, time=time):
        return Timed(Period(None, end), tuple(words), 0.5, Relation.UNTIL.value, asked.said)
    if time.relation is Relation.SINCE and end is None:
        if time.grain != "war" and (during := _when(asked, best, time)) is not None:
            return during
        until = next(
            (j for j in others if _time(asked.view, j).relation is Relation.UNTIL and _after(asked.view, j, start)),
            None,
        )
        if until is not None:
            closing = _time(asked.view, until)
            end, rule = closing.period.end, "since … to"
            words.append((closing.start, closing.end))
        elif (among := _tally_among(asked, others, start)) is not None:
            end, rule = among.period.end, "since, to the day of the tally"
        else:
            start = _year_before(asked, time, start)
            end, rule = _open_end(start, said=asked.said, page=asked.page), "since, to the day it was stated"
    elif time.relation is Relation.UNTIL:
        since = next((j for j in others if _opens_before(_time(asked.view, j), end)), None)
        if since is not None:
            opening = _time(asked.view, since)
            start = opening.period.start
            words.append((opening.start, opening.end))
    if rule == Relation.DURING.value and end is not None:
        end, more = _joined(asked, best, others, end)
        words += more
    period = UNDATED if start and end and end < start else Period(start, end)
    start, end = _fitted(asked, asked.view[best], time, period)
    return Timed(
        Period(start, end), tuple(sorted(words)), max(0.4, min(0.95, 0.5 + score / 20)), rule, asked.said, is_open
    )


def _opens_before(time: Time, end: dt.date | None) -> bool:
    start = time.period.start
    return time.relation is Relation.SINCE and (start is None or end is None or start <= end)


def _when(asked: Asked, best: int, time: Time) -> Timed | None:
    """ "no exchange since early August, when 22 were freed": what follows "when" happened then."""
    view = asked.view
    follows = best < asked.at and any(item.low == "when" for item in view[best + 1 : best + 3])
    since = [item.low for item in view[best + 1 : asked.at]]
    only_dates = "," in since[2:]  # "since May, when the war began, it lost 40"
    if not follows or only_dates or time.period.start is None:
        return None
    start = time.period.start
    last = (
        start
        if time.grain == "day"
        else (start.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    )
    return Timed(Period(start, last), ((time.start, time.end),), 0.5, "when", said=asked.said)


def _tally_among(asked: Asked, others: Sequence[int], start: dt.date | None) -> Time | None:
    """The day of a running tally among the other times of the sentence."""
    found = (j for j in others if is_tally(asked, j, time=_time(asked.view, j)) and _after(asked.view, j, start))
    return next((_time(asked.view, j) for j in found), None)


def _time(view: View, j: int) -> Time:
    time = view[j].time
    assert time is not None
    return time


def _joined(asked: Asked, best: int, others: Sequence[int], end: dt.date) -> tuple[dt.date, list[tuple[int, int]]]:
    """ "for January and again for February": the end of a time that adjoins, with nothing but joining words between."""
    for j in others:
        time, gap = _time(asked.view, j), asked.view[best + 1 : j]
        follows = time.relation is Relation.DURING and time.period.start == end + dt.timedelta(days=1)
        joined = 0 < len(gap) <= 3 and all(item.low in ("and", "again", "for", "in", "also") for item in gap)
        if follows and joined and asked.at < best:
            return time.period.end or end, [(time.start, time.end)]
    return end, []


def _after(view: View, j: int, start: dt.date | None) -> bool:
    end = _time(view, j).period.end
    return end is not None and start is not None and end > start


def _year_before(asked: Asked, time: Time, start: dt.date | None) -> dt.date | None:
    """ "said on 29 December … since the start of the year": the year is that of speaking."""
    said = asked.said
    if said is None or start is None or not time.relative or not said < start <= said + dt.timedelta(days=366):
        return start
    return start.replace(year=start.year - 1, day=min(start.day, 28))


def _open_end(start: dt.date | None, *, said: dt.date | None, page: Page) -> dt.date | None:
    """Where "since" ends: on the day it was said, else on the day of the text."""
    if said is not None and start is not None and said >= start:
        return said
    return page.day if page.day is None or start is None or page.day >= start else None


def _fitted(asked: Asked, item: Item, time: Time, period: Period) -> tuple[dt.date | None, dt.date | None]:
    """The period as it fits the measure: a level's whole month, a past time cut at the day of the text, a night's two days."""
    start, end = period.start, period.end
    if asked.level:
        if time.relation is Relation.AGO and _A_YEAR_AGO.search(item.low) and (day := asked.said or asked.page.day):
            start = end = day.replace(year=day.year - 1, day=1)
            return _of_level(item, replace(time, grain="month"), start, end)
        return _of_level(item, time, end if start is None else start, end)
    if start is None and end is not None and _of_the_month(asked, item, time):
        return end.replace(day=1), end
    if _of_this_year(asked, item, time) and start is not None:
        return start, start.replace(month=12, day=31)
    if item.low.endswith(("last night", "overnight")) and start is not None and start == end:
        return start, start + dt.timedelta(days=1)
    guessed = asked.page.document.published is None and (time.relation is Relation.UNTIL or time.grain != "year")
    if asked.said and item.low.endswith(LAST_DAY) and end == asked.page.document.published:
        return asked.said - dt.timedelta(days=1), asked.said
    if asked.said and start and end and end == asked.page.document.published and _ROLLING.search(item.low):
        return asked.said - (end - start), asked.said
    if time.relation is Relation.UNTIL and start is None and time.grain == "day" and not guessed:
        return start, end  # a day ahead is no day of speaking
    today = asked.said or (None if guessed else asked.page.day)
    if today is None or end is None or end <= today or looks_ahead(asked.view, asked.at):
        return start, end
    if start is None or start <= today:
        return start, today
    return start, end


_A_YEAR_AGO = re.compile(r"^(?:\w+ )?(?:a|one|1) year ago$")


def _of_the_month(asked: Asked, item: Item, time: Time) -> bool:
    """ "By June it was losing 900 a day": a rate reached by a month is that month's."""
    return asked.rate and time.relation is Relation.UNTIL and time.grain == "month" and not _PART.search(item.low)


_PART = re.compile(r"\b(?:end|early|mid|late|middle|start|beginning)\b")


def _of_this_year(asked: Asked, item: Item, time: Time) -> bool:
    """ "This year the ministry wants 5,000": what is planned for a year is for the whole of it."""
    if time.grain != "year" or not item.low.endswith("this year") or "so far" in item.low or "earlier" in item.low:
        return False
    before = asked.view[: asked.at]
    if any(item.low in _PLANS or item.low.startswith("supposed") or item.has("status.target") for item in before):
        return True
    return any(_ahead_word(asked.view, k) for k in range(max(0, asked.at - 12), asked.at))


_PLANS = frozenset(["plan", "quota", "target", "goal", "aim"])


_ROLLING = re.compile(r"\b(?:past|last|previous|preceding) (?:\w+ )?(?:days|weeks?|months?|fortnight)$")
LAST_DAY = ("past day", "last day", "past 24 hours", "last 24 hours", "previous 24 hours")


def _of_level(
    item: Item, time: Time, start: dt.date | None, end: dt.date | None
) -> tuple[dt.date | None, dt.date | None]:
    if start is None or end is None:
        return start, end
    if time.grain == "month":
        first = start.replace(day=1)
        following = (first + dt.timedelta(days=32)).replace(day=1)
        last = following - dt.timedelta(days=1)
        return first, max(last, end)
    if time.relation is Relation.UNTIL and time.grain == "year" and "end" not in item.low:
        return end.replace(month=1, day=1), end
    return start, end


_STILL_AHEAD = frozenset(["will", "promised", "promises"])


def _lies_ahead(asked: Asked, j: int) -> bool:
    end, day = _time(asked.view, j).period.end, asked.page.day
    return end is None or day is None or end >= day


_AHEAD = frozenset(
    [
        "will", "would", "shall", "plans", "plan", "planned", "goal", "target", "aims", "aim", "aimed", "wants", "quota", "intends",
        "expects", "expect", "expected", "could", "may", "might", "hopes", "due", "projected", "predicts", "forecast",
        "forecasts", "ordered", "decree", "calls", "set", "should", "must", "ought", "promised", "promises", "needs",
        "task", "planning", "intending", "hoping", "aiming", "preparing", "seeking", "intended", "hoped",
    ]
)  # fmt: skip


def looks_ahead(view: View, at: int) -> bool:
    """Whether the words around a figure tell of what is planned or foreseen."""
    return any(_ahead_word(view, k) for k in range(max(0, at - 12), min(len(view), at + 8)))


def _ahead_word(view: View, k: int) -> bool:
    low = view[k].low
    if low.split(" ")[0] in _AHEAD or low.startswith(("means to", "is to", "are to")):
        return True
    return low in ("is", "are", "were", "means") and k + 1 < len(view) and view[k + 1].low.split(" ")[0] == "to"
