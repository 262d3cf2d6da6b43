"""The days each figure is given in the end: its own, or those carried to it from the figure, the row, the paragraph or the text it is of.

Invariant: what a figure's own sentence says of its days outranks what is carried; a rate or a level of the present is carried nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Set
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from muster.claims.measures import Measure
from muster.claims.period import UNDATED, Period
from muster.reading import (
    adjoining,
    battles,
    begun,
    grown,
    headed,
    idle,
    incidents,
    inturn,
    levels,
    questions,
    series,
    spreading,
    studies,
    timing,
    tolls,
)
from muster.reading.binding import is_part
from muster.reading.context import FIGURE, REACH
from muster.reading.dates import Relation
from muster.reading.gates import gate
from muster.reading.leads import CARRIED, RECENT, Days
from muster.reading.measuring import GAIN, LOSS, View
from muster.reading.spreading import RATIOS, averaged, going_on, points_back, rate_carries
from muster.reading.stating import past_verb
from muster.reading.timing import Asked, Timed
from muster.reading.tolls import RUNNING


class Of(NamedTuple):
    """What a figure is of: its measure, on whose side, and whether it is a rate."""

    measure: Measure
    side: str | None
    rate: bool


def timed(days: Days, *, view: View, at: int, of: Of, inherited: Timed | None, gates: Set[int]) -> Timed:
    """The days of one figure: its own, else those carried to it; a running toll is given its beginning."""
    measure, side, rate = of
    first = max(0, at - REACH)
    stated = frozenset(j - first for j in days.stated) if first else days.stated
    view, at = view[first : at + REACH], at - first
    said = inturn.said_on(view, at, stated=stated, page=days.page) or days.said
    asked = Asked(view=view, at=at, measure=measure, rate=rate, stated=stated, said=said, page=days.page, gates=gates)
    asked = replace(asked, likewise=_likewise(days, asked.largest))
    found = tolls.at_an_end(asked, span=days.war) or _added(days, asked) or begun.since_it_began(asked)
    found = found or spreading.running_on(asked) or timing.period_of(asked)
    found = headed.in_section(found, days.page, of=days.war) if days.wars else found
    lately = tolls.undated(found) and (_lately(asked) or idle.of_no_days_told(view, at, rate=rate))
    whole = (spreading.of_the_total(days, asked) or spreading.of_the_sum(days, asked)) if tolls.undated(found) else None
    if measure in timing.TOLLS and _WAR in gates and idle.beside_the_whole(asked.view, asked.at):
        found = timing.NOT_DATED
    elif whole is not None:
        found = whole
    elif lately:
        pass
    elif tolls.undated(found):
        found = (
            tolls.all_of_the_war(asked, span=days.war)
            or _answer(days, asked)
            or levels.stated(days, asked)
            or _of_last_day(asked)
            or _since_opened(days, asked)
            or (_carried(days, asked, inherited=inherited) or incidents.carried(asked, event=days.event) or found)
        )
    elif found.period.start is None and found.period.end is not None and not rate:
        found = adjoining.opened(days, found, asked=asked)
    found = grown.total(
        days, asked, found=_within(days, tolls.of_short_war(tolls.reaching(found, asked), asked), asked)
    )
    found = series.told_again(asked, found, inherited=inherited, before=days.before, size=days.largest)
    if battles.BATTLE in gates and tolls.undated(found):
        found = battles.of_battle(asked) or found
    if not lately and (not days.labelled or _over_when_said(days)):
        found = tolls.running(found, asked, side=side, span=days.war, small=_of_the_war(days, asked))
    if tolls.undated(found):
        found = (
            tolls.over_the_war(asked, span=days.war)
            or tolls.of_whole_war(asked, span=days.war)
            or spreading.listed_deserters(days, asked)
            or studies.dated(asked, days.study)
            or found
        )
    found = spreading.of_those(days, spreading.before_the_change(asked, found), asked=asked)
    again = days.seen.get(-asked.largest) if asked.level and tolls.undated(found) else None
    if again is not None and asked.largest % _ROUND:
        found = replace(again, rule="as the same figure before", confidence=0.45)
    if rate is False and found.period.start is not None:
        days.seen[-asked.largest if asked.level else asked.largest] = found
    days.here.append((measure, found))
    del days.here[:-_FIGURES]
    days.largest = asked.largest
    if asked.level and found.period.start is not None:
        days.level, days.level_end = found, view[at].end
    if found.period.start is not None and measure not in timing.LEVELS | timing.PAY:
        days.before, days.before_end = found, view[at].end
    return found


def _over_when_said(days: Days) -> bool:
    """ "Date issued: 1990", of a war that ended in 1988: the day a line is dated with is not that of its losses."""
    ended = days.war.end if days.war is not None else None
    return ended is not None and days.said is not None and ended <= days.said


def _likewise(days: Days, number: float) -> bool:
    """ "lost 12,300 in June; in May it had been 10,900": of the size of the figure before, which was of a week or a month."""
    last = days.before.period.days if days.before is not None else None
    return last is not None and 1 < last <= _MONTH and days.largest / _SIZE <= number <= days.largest * _SIZE


_MONTH, _SIZE = 31, 5.0


_ROUND = 100  # a level that is no round number and is told again is the same level
_FIGURES = 40  # of one sentence that are remembered


def _since_opened(days: Days, asked: Asked) -> Timed | None:
    """ "It opened on 11 February. It has drawn 1,900 men to date"."""
    if days.opening is None or asked.measure not in GAIN | LOSS or not begun.carries_on(asked.view, asked.at):
        return None
    start, words = days.opening
    return begun.closed(start, asked, words=words)


def _answer(days: Days, asked: Asked) -> Timed | None:
    """The time that the question above asks about."""
    if days.question is None or asked.rate or asked.measure in timing.PAY or days.here or asked.said is not None:
        return None
    return days.question if questions.answers(asked) else None


def _lately(asked: Asked) -> bool:
    """ "killed in recent weeks": a time that nobody can date, and none that was told before."""
    if _RECENTLY not in asked.gates:
        return False
    near = asked.view[max(0, asked.at - _LATELY_REACH) : asked.at + _LATELY_REACH]
    return any(item.low.endswith("recent") and _SPAN.match(near[k].low) for k, item in enumerate(near[:-1], 1))


_LATELY_REACH, _RECENTLY, _WAR = 10, gate(holds=["recent"]), gate("war", "conflict")
_SPAN = re.compile(r"(?:days|weeks|months|fighting|clashes|battles)\b")


def _added(days: Days, asked: Asked) -> Timed | None:
    """ "about 988 000 (+1 120)": what the last day added to a toll."""
    view, at = asked.view, asked.at
    found = view[at].found
    plus = at >= 2 and (view[at - 1].low == "+" or (found is not None and asked.page.text[found.start] == "+"))
    before = days.here[-1][1] if days.here else None
    if not plus or before is None or before.period.end is None or "(" not in (view[at - 1].low, view[at - 2].low):
        return None
    end = before.period.end
    return Timed(Period(end - dt.timedelta(days=1), end), before.words, 0.5, "added in the last day")


def _of_last_day(asked: Asked) -> Timed | None:
    """ "In the course of 24 hours they lost 320": the day up to the one it was said or published."""
    day = asked.said or asked.page.document.published
    if day is None or asked.measure not in LOSS or asked.rate:
        return None
    for item in asked.view:
        time = item.time
        if time is not None and time.relation is Relation.SPAN and _24_HOURS.search(item.low):
            return Timed(Period(day - dt.timedelta(days=1), day), ((time.start, time.end),), 0.5, "in the last day")
    return None


_24_HOURS = re.compile(r"^(?:in|over|during|within|for|across).* (?:24|twenty-four) hours$|\bin (?:a|one) day$")


def _within(days: Days, found: Timed, asked: Asked) -> Timed:
    """ "Of these, 25,000 died in 2022": what befell a part of a toll did not begin before the toll did."""
    opens = _of_these(asked.view)
    whole = days.before.period if days.before and opens else None
    start, end = found.period.start, found.period.end
    if asked.level or whole is None or start is None or end is None or whole.start is None:
        return found
    return replace(found, period=Period(whole.start, end)) if start < whole.start <= end else found


_EARLIER = frozenset(
    ["earlier", "previous", "previously", "once", "former", "compared", "comparison", "contrast", "normally", "usually"]
)


def _carried(days: Days, asked: Asked, *, inherited: Timed | None) -> Timed | None:
    """The days of the figure this one goes with, of its row, its paragraph or the whole text."""
    view, at = asked.view, asked.at
    column = (
        days.column
        if any(item.kind == FIGURE for item in view[:at]) and any(item.low == "|" for item in view)
        else None
    )
    if column is not None:
        return column
    if asked.level:
        return levels.part_of(view, at, inherited=inherited) or levels.beside(days, asked)
    if spreading.running_on(asked) is not None or (
        timing.looks_ahead(view, at)
        and not _plan_that_was(view, at)
        and not (asked.measure in RATIOS and points_back(view))
    ):
        return None
    beside = any(one is inherited for _, one in days.here)
    if not beside and tolls.of_another_war(asked, fronted=True):
        return None  # "In Chechnya it lost 5,500"
    if _had_told(asked, inherited or days.lead) and not any(one.period.start for _, one in days.here):
        return None
    under_title = days.titled and not days.used and days.lead is not None
    if (asked.measure is Measure.FOREIGN and not beside) or _held_now(asked):
        return None
    if _of_these(view) and days.before is not None and days.before.period.start and asked.measure in CARRIED:
        return None if asked.rate else replace(days.before, rule="as the whole before", confidence=0.6)
    if inherited is not None and inherited.period.start is not None and not asked.rate and not under_title:
        if not beside and asked.said is not None and asked.said < inherited.period.start:
            return None  # told before those days
        lead = None if beside else _lead(days, asked)
        return lead or adjoining.until_said(inherited, asked)
    if asked.measure is Measure.RETURNED and days.before is not None and is_part(view, at):
        return replace(
            days.before, rule="as the figure before", confidence=0.5
        )  # "Nine walked off in May; four of those came back"
    if asked.measure not in CARRIED or any(item.low in _EARLIER for item in view[: at + 4]):
        return None
    if asked.rate and not rate_carries(days, asked):
        return None
    here = next((one for _, one in reversed(days.here) if one.period.start), None)
    if here is None and (asked.rate or asked.measure in RATIOS) and (points_back(view) or averaged(days, asked)):
        here = days.before
    same = any(one is here and measure is asked.measure for measure, one in days.here)
    kin = here is not None and here.rule != RUNNING and asked.measure in LOSS and _alike(days, asked)
    if here is not None and (asked.rate or same or kin or asked.measure in RATIOS):
        return replace(here, rule="as the figure before", confidence=0.5)
    if asked.measure is Measure.CAUSE_SHARE and any(item.low == "now" for item in view):
        return None
    if asked.measure is Measure.CAUSE_SHARE:
        return _lead(days, asked) if days.lead is not None and not days.lead.is_open else None
    if going_on(view, at):
        return None
    return _lead(days, asked) or adjoining.some_of_them(days, asked) or _of_whole(days, asked) or _of_today(days, asked)


def _of_these(view: View) -> bool:
    """ "… to almost 290,000. Of these, 235,646 were": a part of the figure told last, and of its days."""
    return " ".join(item.low for item in view[:3]).startswith(("of these", "of those", "of them"))


def _held_now(asked: Asked) -> bool:
    """ "1,040 names of men they still hold": prisoners of the present, and of none of the days just told."""
    near = asked.view[max(0, asked.at - _HELD_REACH) : asked.at + _HELD_REACH]
    return asked.measure is Measure.CAPTURED and any(item.low.split(" ")[-1] in _HOLD for item in near)


_HELD_REACH = 9
_HOLD = frozenset(["hold", "holds", "holding"])


def _plan_that_was(view: View, at: int) -> bool:
    """ "212 were called up in April. The plan had been 340": a plan of the days just told."""
    was = any(item.low in _HAD_BEEN for item in view[max(0, at - 3) : at])
    named = any(item.low.split(" ")[-1] in _PLANS for item in view[:at])
    return was and named and not any(item.low in _STILL_TO_COME for item in view)


_HAD_BEEN = frozenset(["had been", "was", "had", "been", "were", "for"])
_PLANS = frozenset("plan plans target targets goal goals quota quotas aim norm".split())
_STILL_TO_COME = frozenset("will would next is are now has".split())


def _had_told(asked: Asked, lead: Timed | None) -> bool:
    """ "In May he had estimated the dead at 30,000": told for itself, where May lies within the days just told."""
    period, said = (lead.period if lead else UNDATED), asked.said
    if (
        not asked.stated
        or said is None
        or period.start is None
        or not period.start < said < (period.end or dt.date.max)
    ):
        return False
    told = asked.view[min(asked.stated) + 1 : asked.at] if min(asked.stated) >= 0 else []
    return any(one.low == "had" and past_verb(two) for one, two in pairwise(told))


def _of_whole(days: Days, asked: Asked) -> Timed | None:
    """The days a bulletin is for, unless the figure was told before them; "since" ends where it was told."""
    whole, said = days.whole, asked.said
    if whole is None or whole.period.start is None or (said is not None and said < whole.period.start):
        return None
    if whole.period.end is not None:
        return adjoining.week_before(whole, asked)
    end = said or asked.page.day
    return replace(whole, period=Period(whole.period.start, end)) if end and end >= whole.period.start else None


def _alike(days: Days, asked: Asked) -> bool:
    """Whether the figure before in the sentence is of losses too, and this one no multiple of it."""
    return bool(days.here) and days.here[-1][0] in LOSS and asked.largest <= 3 * days.largest


def _lead(days: Days, asked: Asked) -> Timed | None:
    lead = days.lead
    if lead is None or (days.lead_size and asked.largest > 20 * days.lead_size and asked.largest >= 5_000):
        return None
    end, said = lead.period.end, asked.said
    if lead.period.days == 1 and asked.largest >= _SO_MANY and lead.rule != headed.OF_FIGHT:
        return None  # too much for a day
    if end is None:
        start, end = lead.period.start, said or asked.page.day
        return replace(lead, period=Period(start, end)) if end and start and end >= start else None
    if said is not None and lead.period.start is not None and said < lead.period.start and not days.titled:
        return None  # told before those days
    if said is not None and (said - end).days > RECENT and not days.titled:
        return None  # told much later, of what has happened since
    return adjoining.until_said(lead, asked) if lead.is_open else lead


_SO_MANY = 3_000


def _of_today(days: Days, asked: Asked) -> Timed | None:
    """What a daily report tells without a time happened on its day, unless it is too much for one."""
    if days.today is None or asked.largest >= _SO_MANY or asked.rate:
        return None
    again = days.seen.get(asked.largest)
    if again is not None:
        return replace(again, rule="as the same figure before", confidence=0.45)
    spans = [item.time.days for item in asked.view if item.time is not None and item.time.relation is Relation.SPAN]
    end = days.today.period.end
    if spans and end is not None and 1 < (spans[-1] or 0) <= _FEW_DAYS:
        return replace(days.today, period=Period(end - dt.timedelta(days=(spans[-1] or 1) - 1), end))
    return days.today


_FEW_DAYS = 10
_WAR_WORDS = frozenset(["war", "conflict"])
_TRUCES = ("truce", "ceasefire", "cease-fire", "armistice")


def _of_the_war(days: Days, asked: Asked) -> bool:
    """Whether even a small toll is one of the whole war: it is said to be, or to be somebody's own count."""
    view = asked.view
    if days.lead is not None or days.today is not None:
        return False
    if any(item.time and item.time.period.start and j not in asked.stated for j, item in enumerate(view)):
        return False
    if any(item.low in _ATTACKS for item in view):
        return False
    if any(item.low.startswith("before ") and item.low.endswith(_TRUCES) for item in view):
        return True  # "who fell before the truce"
    said = " ".join(item.low for item in view[max(0, asked.at - _PUT_REACH) : asked.at])
    return (
        bool(_PUTS_AT.search(said))
        or _perfect(view)
        or any(item.low in _WAR_WORDS or item.has("reckoning") for item in view)
    )


_PUT_REACH = 9  # words before a figure in which somebody puts a toll at it
_PUTS_AT = re.compile(
    r"\b(?:put|puts|places?d?|sets?|reckons?) (?:the|its|their|his|her) (?:own )?(?:\w+ )?(?:dead|losses|fallen|toll|number|total)\b.*\bat$"
)
_ATTACKS = frozenset(
    [
        "strike", "strikes", "attack", "attacks", "shelling", "battle", "raid", "explosion", "blast", "crash", "missile", "drone", "drones",
        "missiles", "ambush", "clash", "clashes", "assault", "airstrike", "air strike", "bombing", "offensive",
    ]
)  # fmt: skip


def _perfect(view: View) -> bool:
    """ "45 civilians have been killed", "it has buried 76 soldiers": a count that still runs."""
    for k, item in enumerate(view):
        if item.low in ("has", "have") or item.low.startswith(("have ", "has ")):
            after = view[k : k + 4]
            told = any(
                tag.startswith(("participle.", "own.", "enemy.", "subject.")) for one in after for tag in one.tags
            )
            return told or any(past_verb(one) for one in after)
    return False
