"""The days a text hangs on: the beginnings of its war, the day it was published, the day its tolls run from.

Invariant: nothing here looks at a clock; a day comes from the text, its publication date or the war's own data.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from muster.claims.period import UNDATED, Period
from muster.claims.war import War
from muster.reading import dates, outset
from muster.reading.dates import Relation, Time
from muster.reading.days import firsts
from muster.reading.days.pointing import pointed
from muster.reading.days.words import counted_to


def times_of(text: str, *, published: dt.date | None, war: War | None) -> list[Time]:
    """All times of a text. Where it is not known when it was published, months without a year are placed near the latest time it dates."""
    words, opening = beginnings(war), war.start if war and _known_by_its_day(war) else dt.date.min
    times = dates.find(text, published=published, beginnings=words, opening=opening, over=war.end if war else None)
    written = published
    if published is None and any(time.period == UNDATED and time.relative for time in times):
        near = _near(text, times)
        if near is not None:
            times = dates.find(text, published=None, beginnings=words, opening=opening, near=near)
            written = near.end
    times = [
        _of_the_beginning(text, _in_the_war(time, war, written=written, dated=published is not None), war=war)
        for time in times
    ]
    times = [_as_long_as_the_war(text, time, war=war) for time in times]
    return pointed(text, _with_stretches(text, times, war=war, published=published), written=written)


def _with_stretches(text: str, times: list[Time], *, war: War | None, published: dt.date | None) -> list[Time]:
    """With the first or last months of the war, where nothing that has days stands in their place."""
    for stretch in firsts.found(text, times, war=war, published=published):
        crossed = [time for time in times if time.start < stretch.end and stretch.start < time.end]
        if all(time.relative or time.period == UNDATED for time in crossed):
            times = [*(time for time in times if time not in crossed), stretch]
    return sorted(times, key=lambda time: time.start)


def _known_by_its_day(war: War) -> bool:
    """Whether "since February 2022" means the day: a war that had gone on before has a beginning with a name of its own."""
    return any("full-scale" in words.lower() for words in war.starts)


def _as_long_as_the_war(text: str, time: Time, *, war: War | None) -> Time:
    """ "Over the 44 days", where the war went on for so long."""
    if war is None or war.end is None or time.relation is not Relation.SPAN or time.days is None:
        return time
    if (
        not _OVER_THE.match(text, time.start)
        or not _SHORTEST <= time.days <= _YEAR
        or not 0 <= (war.end - war.start).days + 1 - time.days <= 1
    ):
        return time
    return replace(time, relation=Relation.DURING, grain="day", period=Period(war.start, war.end), relative=True)


_OVER_THE = re.compile(r"(?:over|in|during|for|across|within|throughout) (?:the|those|these|its)\b", re.IGNORECASE)
_SHORTEST = 10  # days: a shorter time is as long as many a fight


def _of_the_beginning(text: str, time: Time, *, war: War | None) -> Time:
    """ "The attack of 7 October", with no year, of a war that began with it."""
    start, end, single = time.period.start, time.period.end, time.relation is Relation.DURING and time.period.days == 1
    since = time.relation is Relation.SINCE and end is None
    if war is None or start is None or not time.relative or time.grain != "day" or not (single or since):
        return time
    if not _NAMES_MONTH.search(text, time.start, time.end):
        return time  # "since yesterday", a year after it began
    if (start.month, start.day) != (war.start.month, war.start.day) or start <= war.start:
        return time
    meant = _ATTACK_OF.search(text, max(0, time.start - 60), time.start) or _ATTACK.match(text, time.end)
    if _ANNIVERSARY.search(text, max(0, time.start - 60), time.end + 60):
        return time
    first = Period(war.start, war.start if single else None)
    return replace(time, period=first) if since or meant else time


_NAMES_MONTH = re.compile(r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"\banniversary\b", re.IGNORECASE)
_ONSLAUGHT = r"(?:attacks?|assault|massacres?|invasion|raid|onslaught|atrocit(?:y|ies)|pogrom|war|events)"
_ATTACK_OF = re.compile(rf"\b{_ONSLAUGHT}(?: [\w’'-]+){{0,4}}(?: on| of|,)?\W*$", re.IGNORECASE)
_ATTACK = re.compile(rf"(?:\W{{1,3}}s)?\W{{1,3}}(?:[\w-]+ )?{_ONSLAUGHT}\b", re.IGNORECASE)


def _in_the_war(time: Time, war: War | None, *, written: dt.date | None, dated: bool) -> Time:
    """In a text about a war of less than a year, long over, a day or month without a year is one of the war's."""
    if war is None or war.end is None or written is None or not time.relative:
        return time
    start, end = time.period.start or time.period.end, time.period.end or time.period.start
    if start is None or end is None or time.grain not in ("day", "month", "days"):
        return time
    if (war.end - war.start).days > _YEAR or (written - war.end).days < _YEAR:
        return time
    known = start == end and (start.month, start.day) in [(day.month, day.day) for day in (war.start, war.end)]
    if (dated and (written - end).days < _LATELY and not known) or start.year != end.year:
        return time
    if time.relation is Relation.UNTIL and time.grain == "month":
        start = end.replace(day=1)
    moved = [_of_year(Period(start, end), year) for year in sorted({war.start.year, war.end.year})]
    inside = [one for one in moved if one and one.start and one.end and one.start <= war.end and war.start <= one.end]
    if len(inside) != 1:
        return time
    first, last = inside[0].start, inside[0].end
    return replace(time, period=Period(first if time.period.start else None, last if time.period.end else None))


_YEAR, _LATELY = 365, 3


def _of_year(period: Period, year: int) -> Period | None:
    """The same days of another year, None where that has none."""
    if period.start is None or period.end is None:
        return None
    try:
        return Period(period.start.replace(year=year), period.end.replace(year=year))
    except ValueError:
        return None


def _near(text: str, times: Sequence[Time]) -> Period | None:
    """The latest time that the text dates in full, copyright lines apart."""
    full = [time for time in times if time.period != UNDATED and not time.relative and not _in_copyright(text, time)]
    ends = [
        (time.period.end or time.period.start, time.period.start, time)
        for time in full
        if time.relation is not Relation.UNTIL
    ]
    if not ends:
        return None
    time = max(ends, key=lambda one: (one[0] or dt.date.min, one[1] or dt.date.min))[2]
    start = time.period.start or time.period.end
    return Period(start, time.period.end or start)


_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)


_LINE = 200  # characters of a line that are looked at


@lru_cache(maxsize=2)
def _has_notice(text: str) -> bool:
    low = text.lower()
    return any(words in low for words in ("©", "(c)", "copyright", "all rights reserved"))


def _in_copyright(text: str, time: Time) -> bool:
    if not _has_notice(text):
        return False
    before = text[max(0, time.start - _LINE) : time.start].rpartition("\n")[2]
    after = text[time.end : time.end + _LINE].partition("\n")[0]
    return bool(_COPYRIGHT.search(before) or _COPYRIGHT.search(after))


def latest(text: str, times: Sequence[Time], *, war: War | None) -> dt.date | None:
    """The day a text without a date was written, as far as it tells: the latest day or month it speaks of, or its war's age."""
    told = [
        time
        for time in times
        if time.relation is Relation.DURING
        and time.grain in ("day", "month", "quarter", "half")
        and not _in_copyright(text, time)
    ]
    days = [time.period.end for time in told if time.period.end and (time.grain == "day" or not time.relative)]
    aged = _age(text, times, war)
    return max([*days, aged] if aged else days, default=None)


_YEARS = {word: n for word, n in counted_to(10).items() if n > 1}
_AGED = re.compile(
    rf"(?P<hedge>nearly|almost|over|more than|just under|close to)?\s*(?P<n>{'|'.join(_YEARS)}) years ago$"
)
_SHORT_OF = ("nearly", "almost", "just under", "close to")


def _age(text: str, times: Sequence[Time], war: War | None) -> dt.date | None:
    """When a text that says how long ago its war began was written, to about a month."""
    if war is None:
        return None
    for time in times:
        if time.relation is not Relation.SINCE or time.period.start not in (war.start, None):
            continue
        said = text[time.start : time.end].lower()
        if said.endswith("last month") and re.search(r"invasion|attack|war\b", said):
            return (war.start.replace(day=1) + dt.timedelta(days=62)).replace(day=1) - dt.timedelta(days=1)
        if match := _AGED.search(said):
            day = dt.date(war.start.year + _YEARS[match["n"]], war.start.month, min(war.start.day, 28))
            return day - dt.timedelta(days=30) if match["hedge"] in _SHORT_OF else day
    return None


_OPENED = re.compile(
    r"\b(?:began|opened|started|launched|broke out|erupted) (?:on )?$|\b(?:began|opened|started) (?:on )?",
    re.IGNORECASE,
)
_BEGAN_THEN = re.compile(  # "8 October 2023, when it opened fire"
    r",? (?:when|the day|as) (?:[\w’'-]+ ){0,5}(?:began|started|invaded|attacked|stormed|crossed|launched|opened|broke out|went to war)\b"
)
_WAR_BEGAN = re.compile(r"\b(?:inva|began|begin|start|launch|broke out|outbreak|war\b)", re.IGNORECASE)


def toll_from(text: str, times: Sequence[Time], *, war: War | None, day: dt.date | None = None) -> dt.date | None:
    """The war's first day, where the text gives it."""
    if war is None:
        return None
    for time in times:
        period = time.period
        if time.relation is Relation.SINCE and time.grain == "month" and _same_month(period.start, war.start):
            return period.start
        if _in_its_month(text, time, war):
            return war.start
        if period.start != war.start or time.relation not in (Relation.SINCE, Relation.DURING, Relation.AGO):
            continue
        if time.relation is Relation.AGO and period.days != 1:
            continue
        if time.relation is not Relation.DURING or (period.days or 0) > 31 or time.grain == "day":
            return war.start
        lead = max(0, time.start - 60), time.start
        if _WAR_BEGAN.search(text, *lead) or _ATTACK_OF.search(text, *lead) or _BEGAN_THEN.match(text, time.end):
            return war.start
    eras = {day for _, day in war.eras}
    told = [time for time in times if time.period.start in eras]
    first = next((time.period.start for time in told if time.relation is Relation.SINCE or _opens(text, time)), None)
    return first or (war.start if outset.told(text, war=war, day=day) else None)


def _in_its_month(text: str, time: Time, war: War) -> bool:
    """ "the war Russia started in Feb 2022"."""
    if time.relation is not Relation.DURING or time.grain != "month" or not _known_by_its_day(war):
        return False
    told = _same_month(time.period.start, war.start) and _same_month(time.period.end, war.start)
    return told and bool(_WAR_BEGAN.search(text, max(0, time.start - 60), time.start))


def _same_month(day: dt.date | None, other: dt.date) -> bool:
    return day is not None and (day.year, day.month) == (other.year, other.month)


def _opens(text: str, time: Time) -> bool:
    """Whether a day is said to be that on which something began."""
    if time.grain != "day":
        return False
    return bool(_OPENED.search(text, max(0, time.start - 30), time.start) or _BEGAN_THEN.match(text, time.end))


def beginnings(war: War | None) -> dict[str, dt.date]:
    """The words that date a figure from a day of this war."""
    if war is None:
        return {}
    return {words.lower(): war.start for words in war.starts} | {words.lower(): day for words, day in war.eras}
