"""Tolls of a whole war: where they begin and end.

Invariant: a toll is given the war's days only where the text itself dates the war.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from muster.claims.measures import Measure
from muster.claims.period import UNDATED, Period
from muster.claims.war import War
from muster.reading.context import FIGURE, TIME, Item, Page, Sentence
from muster.reading.dates import Relation, Time
from muster.reading.gates import gate
from muster.reading.idle import WHOLE_WAR
from muster.reading.layout import Kind
from muster.reading.timing import LEVELS, ON_A_DAY, TOLLS, Asked, Timed, looks_ahead

RUNNING = "a running toll of the war"
_LEAST = 300
_WAR = re.compile(r"\b(?:war|conflict)\b", re.IGNORECASE)
_WAR_BEFORE = re.compile(
    r"\bwar\b(?:[^.\n(]{0,30}\(|[^.\n]{5,100}\b(?:lasted|ran|raged|was fought|went on)|[,:]"
    r"|,?\s(?:which\s|that\s)?(?:lasted|ran|raged|went on|was fought|of))?[^.\n]{0,3}$",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\b(?:began|begun|started|broke out|opened(?: up| fire)?|outbreak|start|erupted|flared(?: up)?)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:ended|over|ceasefire|armistice|truce|peace|end|went quiet|fell silent|"
    r"(?:guns|shooting|firing|fighting|shelling) (?:had )?(?:stopped|ceased))\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_HEAD = 6  # sentences in which a text says of which war it tells


def span_of_war(page: Page) -> Period | None:
    """First and last day of a past war that the text is about, where its first sentences date both."""
    rough: Period | None = None
    for sentence in page.sentences[:_HEAD]:
        body = page.text[sentence.start : sentence.end]
        if page.blocks[sentence.block].kind is Kind.ENTRY and sentence.block > 2:
            continue
        period = _span_in(page, sentence)
        if not _WAR.search(body) and not _just_over(page, period):
            continue
        if (
            period is None
            or not (_is_over(page, period) or _just_over(page, period))
            or (_COMPARED.search(body) and _of_an_earlier_war(page, period))
        ):
            continue
        if not _in_whole_years(period):
            return period if rough is None or _lies_in(period, rough) else rough
        rough = rough or period
    return rough or _span_told_apart(page) or _span_known(page)


def _just_over(page: Page, period: Period | None) -> bool:
    """ "The guns opened up on 24 July and went quiet on the 28th": a few days' fight that a text of the next ones tells of."""
    day = page.day
    if period is None or period.end is None or day is None:
        return False
    if page.war is not None and period.start != page.war.start:
        return False
    return (period.days or 999) <= _FEW_DAYS and period.end < day


_FEW_DAYS = 14


def _span_told_apart(page: Page) -> Period | None:
    """ "Five years ago today troops attacked. A ceasefire was agreed on 5 April 2016": a short fight whose ends two sentences date."""
    opening: dt.date | None = None
    for sentence in page.sentences[:_HEAD]:
        body = page.text[sentence.start : sentence.end]
        for item in sentence.view:
            time = item.time
            if time is None or time.period.days != 1 or time.period.start is None or time.grain not in ("day", "year"):
                continue
            day = time.period.start
            if opening is not None and _ENDED.search(page.text[sentence.start : time.start]):
                period = Period(opening, day) if 0 < (day - opening).days <= _SHORT else None
                return period if period is not None and _is_over(page, period) else None
            if opening is None and _ATTACKED.search(body):
                opening = day
    return None


_ATTACKED = re.compile(
    r"\b(?:attacked|invaded|opened fire|crossed the (?:border|frontier|line)|fighting (?:broke out|began)|war broke out)\b"
)
_COMPARED = re.compile(r"\b(?:compar(?:ison|ed|es)|contrast|unlike|against|remember(?:s|ed)?|than in)\b", re.IGNORECASE)


def _of_an_earlier_war(page: Page, period: Period) -> bool:
    """Whether days end before the war began that the text is about: "the war of 2014", told for comparison."""
    return page.war is not None and period.end is not None and period.end < page.war.start


def _in_whole_years(period: Period) -> bool:
    """ "1994–1996": the years of a war, of which the text may go on to tell the days."""
    start, end = period.start, period.end
    return bool(start and end) and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)  # type: ignore[union-attr]


def _lies_in(period: Period, other: Period) -> bool:
    return bool(period.start and period.end and other.start and other.end) and (
        other.start <= period.start and period.end <= other.end  # type: ignore[operator]
    )


def _span_known(page: Page) -> Period | None:
    """The days of a war that is over, where the text's first sentences give its first or its last."""
    war = page.war
    if war is None or war.end is None or not page.sentences:
        return None
    stop = page.sentences[min(_HEAD + 2, len(page.sentences)) - 1].last
    told = [item.time.period for item in page.items[:stop] if item.time is not None]
    dated = any(period.start == war.start or period.end == war.end for period in told)
    whole = Period(war.start, war.end)
    return whole if dated else None


def _is_over(page: Page, period: Period) -> bool:
    day = page.document.published
    if day is None or period.end is None:
        return page.war is None or page.war.end is not None
    return (day - period.end).days >= _PAST


_PAST = 90  # days: a war that ended later may still be counted on


_NO_MONTH = 31  # a month, or the year's third in which it began, is no war's length


def _span_in(page: Page, sentence: Sentence) -> Period | None:
    opening: Time | None = None
    for item in sentence.view:
        time = item.time
        if item.kind != TIME or time is None or time.relation is Relation.SPAN or time.period.end is None:
            continue
        before = page.text[sentence.start : time.start]
        if (time.period.days or 0) > _NO_MONTH and time.relation is Relation.DURING and _WAR_BEFORE.search(before):
            return time.period
        if (
            opening is not None
            and _ENDED.search(before)
            and opening.period.start
            and time.period.end > opening.period.start
        ):
            return Period(opening.period.start, time.period.end)
        if _BEGAN.search(before) and time.period.start is not None:
            opening = time
    return None


def running(timed: Timed, asked: Asked, *, side: str | None, span: Period | None, small: bool) -> Timed:
    """A toll that is given no beginning, in a text that dates the war's, runs from there to the day it was stated."""
    page, period = asked.page, timed.period
    first = span.start if span else page.toll_from
    if first is None or asked.measure not in TOLLS or asked.rate or period.start is not None:
        return timed
    if asked.measure is Measure.CAPTURED and span is None and not _long_over(page):
        return timed
    known = page.war.party(side) if page.war is not None and side is not None else None
    if known is not None and known.fights_for is not None:
        return timed  # a third state's troops came later than the war
    told = timed.period.end is not None and asked.measure is not Measure.OBITUARIES  # "79 who died before the truce"
    if not (asked.largest >= _LEAST or small or told or span is not None or _is_short(page.war)):
        return timed
    if side is not None and span is None and (page.war is None or page.war.party(side) is None):
        return timed
    if of_another_war(asked) or (span is None and _at_a_place(asked)):
        return timed
    end = _last_day(timed, asked, span=span)
    if end is None or end < first:
        return timed
    return Timed(Period(first, end), timed.words, 0.5, RUNNING)


def of_whole_war(asked: Asked, *, span: Period | None) -> Timed | None:
    """ "2.5: Argentine dead for every Briton": a ratio that a text about a past war gives without a time is the whole war's."""
    if (
        span is None
        or asked.measure not in (Measure.EXCHANGE_RATIO, Measure.WOUNDED_PER_KILLED)
        or of_another_war(asked)
    ):
        return None
    return Timed(span, (), 0.5, RUNNING)


_TOTALS_OF_WAR = frozenset({Measure.MOBILISED, Measure.RECRUITED, Measure.FOREIGN, Measure.DESERTED})


_OVER_THE_WAR = re.compile(r"\b(?:in the course of|during|over|throughout) the (?:war|conflict)\b")


def over_the_war(asked: Asked, *, span: Period | None) -> Timed | None:
    """What a side is said to have taken in over the whole of a past war."""
    if span is None or not _OVER_THE_WAR.search(" ".join(item.low for item in asked.view)):
        return None
    if asked.measure not in _TOTALS_OF_WAR or asked.rate or looks_ahead(asked.view, asked.at):
        return None
    return Timed(span, (), 0.5, RUNNING)


def all_of_the_war(asked: Asked, *, span: Period | None) -> Timed | None:
    """ "The dead of the whole war came to 14,453": of a past war, whatever time was told before."""
    if span is None or asked.rate or asked.level or asked.measure not in TOLLS | _TOTALS_OF_WAR:
        return None
    clause = asked.view[max(0, asked.at - _CLAUSE) : asked.at + _CLAUSE]
    return Timed(span, (), 0.6, "the whole war") if WHOLE_WAR.search(" ".join(item.low for item in clause)) else None


_CLAUSE = 10  # items on either side of a figure in which the whole war is named


def _long_over(page: Page) -> bool:
    """Whether the text's war had ended well before it was written."""
    ended, day = page.war.end if page.war else None, page.day
    return ended is not None and day is not None and (day - ended).days >= _PAST


def _is_short(war: War | None) -> bool:
    """Whether a war was so short that any toll told of it is the whole war's."""
    return war is not None and war.end is not None and (war.end - war.start).days <= _SHORT


_SHORT = 62


def of_another_war(asked: Asked, *, fronted: bool = False) -> bool:
    """Whether the figure is set in another war or its country: "15,000 in Afghanistan", "in Vietnam, where Moscow …"; `fronted` where that
    stands before it alone."""
    war, view = asked.page.war, asked.view
    if war is None:
        return False
    for k in range(1, asked.at if fronted else min(len(view), asked.at + 14)):
        phrase = view[k].phrase
        if fronted and view[k].has("group", "fighters"):
            continue
        if phrase is None or not phrase.wars or war.id in phrase.wars or not view[k].has("war", "place", "country"):
            continue
        party = view[k].party
        if party and war.party(party) is not None:
            continue
        if view[k].has("war") or (view[k - 1].low.split(" ")[-1] in ("in", "of") and view[k].low not in _CAPITALS):
            return True
    return False


def _at_a_place(asked: Asked) -> bool:
    """ "50,000 killed at Bakhmut": a toll of one place of the war is not the whole war's."""
    war, view, at = asked.page.war, asked.view, asked.at
    if war is None:
        return False
    names = " ".join([war.name, *war.aliases]).lower()
    for k in range(at + 1, min(len(view), at + 9)):
        if view[k].kind == FIGURE or view[k].low in (",", ";", ".", ":"):
            return False
        if view[k].has("place") and not view[k].has("side") and view[k].low not in names and view[k - 1].low in _WHERE:
            return True
    return False


_WHERE = frozenset(["in", "at", "near", "around", "of", "for", "over"])
_CAPITALS = frozenset(
    ["washington", "london", "brussels", "the united states", "united states", "america", "britain", "moscow"]
)


def of_short_war(timed: Timed, asked: Asked) -> Timed:
    """ "Last week's offensive cost 192 lives": a toll of a time that holds a whole short war is the war's."""
    war, period = asked.page.war, timed.period
    if war is None or war.end is None or not _is_short(war) or asked.measure not in TOLLS or timed.rule == "since":
        return timed
    if period.start and period.end and period.start <= war.start and war.end <= period.end:
        return replace(timed, period=Period(war.start, war.end))
    return timed


def _last_day(timed: Timed, asked: Asked, *, span: Period | None) -> dt.date | None:
    said = timed.period.end or timed.said or asked.said or asked.page.day
    if span is not None and span.end is not None:
        return min(said, span.end) if said else span.end
    ended = asked.page.war.end if asked.page.war else None
    return min(said, ended) if said and ended else said


_SEASON = 100  # days: what is foreseen for a whole year is that year's


def reaching(timed: Timed, asked: Asked) -> Timed:
    """A toll foreseen "this spring" ends there; where it begins is another matter."""
    ahead = asked.page.day is not None and timed.period.end is not None and timed.period.end > asked.page.day
    if (
        not ahead
        or (timed.period.days or 0) > _SEASON
        or asked.measure not in TOLLS
        or asked.rate
        or not looks_ahead(asked.view, asked.at)
    ):
        return timed
    lows = {word for item in asked.view[max(0, asked.at - 6) : asked.at] for word in item.low.split()}
    if lows & {"hit", "reach", "top", "pass", "exceed", "to", "heading", "grow", "rise"}:
        return replace(timed, period=Period(None, timed.period.end))
    return timed


# ------------------------------------------------------------------ armies at the ends of a war
_WENT = re.compile(
    r"(?:(?:went|go|going) (?:in)?to (?:this |the )?war|began (?:its|the|their) (?:invasion|war|offensive|attack)|"
    r"entered the war|outbreak of (?:the )?war|"
    r"start(?:ed|ing)? the war|invaded)\b",
    re.IGNORECASE,
)
_THE_WAR = r"(?:the |this )?(?:full-scale |all-out |whole )?(?:war|fighting|invasion|conflict)"
_ON_THE_DAY = re.compile(
    rf"(?:on the day|when|as) {_THE_WAR} (?:broke out|began|started)|"
    r"on the (?:first )?day of the (?:attack|invasion|war)\b|at the outset\b|"
    rf"(?:at the (?:outbreak|outset|start|beginning) of|on the eve of) {_THE_WAR}\b",
    re.IGNORECASE,
)
_ONCE_BEGUN = re.compile(
    rf"\b(?:when|as) {_THE_WAR} (?:began|broke out|started|opened)\b"
    rf"|\bat the (?:outbreak|start|beginning|outset) of {_THE_WAR}\b|\bon the eve of (?:the )?war\b",
    re.IGNORECASE,
)
_CAME_OUT = re.compile(
    r"(?:(?:at|by) the (?:cease-?fire|armistice|truce|time of the (?:cease-?fire|armistice|truce))|"
    r"by the (?:war[’']s end|end of the war)|came out of|emerged from|ended the war|"
    r"when the (?:war|fighting) ended|end of the war|finished the war)\b",
    re.IGNORECASE,
)


_END = gate(
    holds="war fighting invasion conflict attack outset invaded offensive cease armistice truce came emerged".split()
)
_BEGUN_REACH = 60  # characters


def at_an_end(asked: Asked, *, span: Period | None) -> Timed | None:
    """ "Iraq went to war with 190,000 men and came out of it with a million": an army on the war's first or last day."""
    if asked.measure not in LEVELS or _END not in asked.gates:
        return None
    first = span.start if span else asked.page.toll_from or _day_of_the_invasion(asked.page.war)
    text, here, (left, right) = asked.page.text, asked.view[asked.at], (asked.view[0].start, asked.view[-1].end)
    lead = text[left : here.start]
    right = next((item.start for item in asked.view[asked.at + 1 :] if item.kind == FIGURE), right)
    if first is not None and _ON_THE_DAY.search(text, here.end, min(right, here.end + 80)):
        return Timed(Period(first, first), (), 0.6, "when the war began")
    went, came = (max((m.end() for m in pattern.finditer(lead)), default=-1) for pattern in (_WENT, _CAME_OUT))
    last = span.end if span else asked.page.war.end if asked.page.war and _long_over(asked.page) else None
    if came > went and last is not None:
        return Timed(Period(last, last), (), 0.6, "when the war ended")
    begun = max((m.end() for m in _ONCE_BEGUN.finditer(lead)), default=-1)
    told = max(went, begun)
    present = any(
        item.low.split(" ")[0] in _OF_TODAY for item in asked.view[: asked.at + 3] if item.start > left + told
    )
    present = present or any(_of_another_day(item, first) for item in asked.view if left + told < item.start < right)
    if told > came and first is not None and len(lead) - told < _BEGUN_REACH and not present:
        return Timed(Period(first, first), (), 0.6, "when the war began")
    return None


def _of_another_day(item: Item, first: dt.date | None) -> bool:
    """Whether an item is a time in which the war did not begin."""
    start, end = (item.time.period.start, item.time.period.end) if item.time is not None else (None, None)
    return bool(first and start and end) and not start <= first <= end  # type: ignore[operator]


_OF_TODAY = frozenset(["now", "today", "has", "have", "currently"])


def _day_of_the_invasion(war: War | None) -> dt.date | None:
    """The first day of a war that has a name of its own for it: nobody must be told when the full-scale invasion was."""
    return war.start if war is not None and any("full-scale" in words.lower() for words in war.starts) else None


def when_it_began(low: str) -> bool:
    """Whether words in small letters speak of the time when the war began."""
    return bool(_ONCE_BEGUN.search(low) or _ON_THE_DAY.search(low))


def undated(timed: Timed) -> bool:
    """Whether no days are known, and no tally's day either."""
    return timed.period == UNDATED and timed.rule != ON_A_DAY
