"""The grammar of dates and periods: every date, period and duration in a text, with its days.

Invariant: `text[time.start:time.end]` are the words; times never overlap; the same text, publication date and beginnings give the same
times on any day, in any time zone. What cannot be placed without guessing stays undated, and no text raises.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from muster.claims.period import FIRST_YEAR, LAST_YEAR, Period
from muster.reading.days.arithmetic import ONE_DAY
from muster.reading.days.beginnings import beginnings as beginnings_of
from muster.reading.days.datelines import Line, best, heads, on_its_weekday, opens_by_month, rank_of
from muster.reading.days.phrases import Phrase, Relation, phrases
from muster.reading.days.scene import Scene
from muster.reading.days.times import Time
from muster.reading.days.words import lowered

__all__ = ["Relation", "Time", "dateline", "find"]


def find(
    text: str,
    *,
    published: dt.date | None,
    beginnings: Mapping[str, dt.date] = {},
    opening: dt.date | None = None,
    near: Period | None = None,
    over: dt.date | None = None,
) -> list[Time]:
    """The dates, periods and durations of a text, in its order.

    `beginnings` are words that date from a war's start ("the full-scale invasion") and that day; `opening` is the war's own first day
    where they hold others too, `over` its last where it has ended. Without `published`, what is said relative to it is found but has no
    days, and a month without a year is placed beside the time `near`.
    """
    low, said, from_war = _worded(text, tuple(beginnings.items()))
    if published is not None and not FIRST_YEAR < published.year < LAST_YEAR:
        published = None
    found, wars = list(from_war), len(from_war)
    openings = (opening,) if opening else tuple(sorted(set(beginnings.values())))
    at, scene = 0, Scene(text, low, published, openings, near=near if published is None else None, over=over)
    for phrase in said:
        while at < wars and (found[at].end + 2 < phrase.start or "." in text[found[at].end : phrase.start]):
            at += 1  # "since the invasion. By 10 May …" is two sentences
        if at < wars and found[at].start < phrase.end:
            found[at] = scene.closed(found[at], phrase)
            scene.free_from = found[at].end
            if found[at].end > phrase.start:
                continue
        time = scene.place(phrase)
        if time is not None:
            _append(found, time, text=text, joins=phrase.edge == "join", first=wars)
    return _apart(sorted(found, key=lambda time: time.start))


@lru_cache(maxsize=2)
def _worded(text: str, days: tuple[tuple[str, dt.date], ...]) -> tuple[str, tuple[Phrase, ...], tuple[Time, ...]]:
    """The text in small letters, its phrases of time and what dates from a war: all that hangs on its words alone.

    Remembered for the last texts, since a text that does not say when it was written is placed twice.
    """
    low = lowered(text)
    return low, tuple(phrases(text, low)), tuple(_from_beginnings(low, dict(days)))


def _apart(found: list[Time]) -> list[Time]:
    """Without a time that begins inside the one before it."""
    kept: list[Time] = []
    for time in found:
        if not kept or kept[-1].end <= time.start:
            kept.append(time)
    return kept


def _append(found: list[Time], time: Time, *, text: str, joins: bool, first: int) -> None:
    """Adds a time, or lengthens the last where "and" joins two periods that adjoin or words bind the two as ends of one."""
    before = found[-1] if len(found) > first else None
    if (
        before
        and joins
        and before.relation is Relation.DURING
        and before.period.end
        and time.period.start == before.period.end + ONE_DAY
    ):
        start, period = before.start, Period(before.period.start, time.period.end)
    elif before and (opened := _opened(text, before, time)) is not None:
        start, period = opened, Period(before.period.start, time.period.end)
    else:
        found.append(time)
        return
    relative = before.relative or time.relative
    found[-1] = Time(start, time.end, period, Relation.DURING, before.grain, relative)


_TO = re.compile(r"\s(?:to|until|till|through)\s(?:[\w’'-]+\s){0,5}$")
_AND = re.compile(r"\sand\s(?:[\w’'-]+\s){0,5}$")
_FROM = re.compile(r"\b(?:[Ff]rom|[Ss]ince)\s(?:(?!and\b)[A-Za-z’'-]+\s){0,6}$")
_BETWEEN = re.compile(r"\b[Bb]etween\s(?:(?!and\b)[A-Za-z’'-]+\s){1,6}$")


def _opened(text: str, before: Time, time: Time) -> int | None:
    """Where "from the outbreak in November 2020 to the truce of 2 November 2022" begins, None where the two dates are two."""
    gap = text[before.end : time.start]
    start, end = before.period.start, time.period.end
    if len(gap) > 60 or start is None or end is None or start > end or time.relation is not Relation.DURING:
        return None
    lead_from = max(0, before.start - 60)
    lead = text[lead_from : before.start]
    if _TO.match(gap):
        if before.relation is Relation.SINCE:
            return before.start
        opening = _FROM.search(lead)
    elif _AND.match(gap) and before.relation is Relation.DURING:
        opening = _BETWEEN.search(lead)
    else:
        return None
    return lead_from + opening.start() if opening else None


def dateline(text: str) -> dt.date | None:
    """The publication date that a text gives itself: a labelled date, a dateline, a date alone in its first or last lines, or the
    end of the month that a dateline gives.

    A dateline without a year takes it from the latest time that the text dates. None where there is none, or where two of the same rank
    disagree. Dates in running prose and copyright years are no such date.
    """
    lines = list(heads(text))
    told = best(
        (line, _date_at(line, time), time.end, time.period.end, time.period.start is None or time.period.days == 1)
        for line in lines
        for time in find(line.text, published=None)
        if time.grain == "day" and not time.relative and time.period.end and (time.period.start or _stands(line, time))
    )
    return told or _without_year(text, lines) or _of_month(lines)


_STANDS = re.compile(r"as (?:of|at) ", re.IGNORECASE)


def _stands(line: Line, time: Time) -> bool:
    """Whether a register stands as it was on a day: "Data as of 3 May 2024"."""
    return bool(_STANDS.match(line.text, time.start))


def _date_at(line: Line, time: Time) -> int:
    """Where the date itself begins, behind the words that say so much."""
    match = _STANDS.match(line.text, time.start)
    return match.end() if match else time.start


def _of_month(lines: Sequence[Line]) -> dt.date | None:
    """The last day of the month of "LONDON, Nov. 2024" or "Vol. 3, no. 5, May 2024", which tell no day: what the text tells as past was
    before it."""
    for line in lines:
        for time in find(line.text[:_DATELINE], published=None) if 0 <= line.at < _TOP else ():
            placed = time.grain == "month" and not time.relative and time.period.start and time.period.end
            if placed and opens_by_month(line, start=time.start, end=time.end):
                return time.period.end
    return None


_TOP = 4  # lines in which such a dateline stands


def _without_year(text: str, lines: Sequence[Line]) -> dt.date | None:
    """The day of "KYIV, Jan. 28 (Newswire) —" or "Released 12 April", by the last year or month that the text tells of in full."""
    plainest = min(
        (
            (rank, k, line, time)
            for k, line in enumerate(lines)
            for time in (find(line.text[:_DATELINE], published=None) if 0 <= line.at < _HEAD else ())
            if time.grain == "day" and time.relative and time.period.end is None
            if (rank := rank_of(line, start=time.start, end=time.end)) is not None
        ),
        key=lambda one: one[:2],
        default=None,
    )
    last = _last_told(text) if plainest else None
    if plainest is None or last is None:
        return None
    _, _, line, time = plainest
    years = range(last.year, min(last.year + _YEARS_ON, LAST_YEAR))
    days = [day for year in years if (day := _in_year(line, year, start=time.start))]
    later = [day for day in days if day >= last]
    following = _in_year(line, last.year + 1, start=time.start)
    soon = following if following and following.month <= _SOON_AFTER else None
    return on_its_weekday(text[:_OPENING], later) or _soon_told(text, later, last=last) or soon


def _soon_told(text: str, days: Sequence[dt.date], *, last: dt.date) -> dt.date | None:
    """Which day is soon after `last`, where that is the first of a month or quarter that the text says in full."""
    times = find(text[:_ENOUGH], published=None)
    told = any(time.grain in ("month", "quarter") and not time.relative and time.period.start == last for time in times)
    return next((day for day in days if told and (day - last).days <= _SOON), None)


_SOON = 150  # days from its first one in which a month or quarter is told of


_HEAD = 6  # lines in which a day without a year may be the text's own


def _in_year(line: Line, year: int, *, start: int) -> dt.date | None:
    """The day that a dateline without a year means in a year."""
    placed = find(line.text[:_DATELINE], published=dt.date(year, 12, 31))
    return next((one.period.end for one in placed if one.start == start and one.period.days == 1), None)


_OPENING = 1_500  # characters in which a report says on which weekday its news was
_YEARS_ON = 6  # years on which a day is six different weekdays or nearly so


_DATELINE = 90
_SOON_AFTER = 6  # a month: later in the year a text seldom speaks of the last one alone


def _last_told(text: str) -> dt.date | None:
    """The first day of the last month, or year, that a text dates something in: what is said in full is seldom of the year of writing."""
    times = find(text[:_ENOUGH], published=None)
    return max((day for time in times if (day := _told_in(text, time)) is not None), default=None)


def _told_in(text: str, time: Time) -> dt.date | None:
    """The first day of the month or year that a time is of, the last of a year that is said to be whole or over."""
    day = time.period.end or time.period.start
    if day is None or time.relative or time.grain not in ("day", "month", "year", "season", "quarter"):
        return None
    if time.period.start is None and not _HAD.search(text, max(0, time.start - _HAD_REACH), time.start):
        return None
    if time.grain == "year":
        over = time.period.start is None or _WHOLE.search(text, time.start, time.end)
        return day if over else day.replace(month=1, day=1)
    return (time.period.start or day).replace(day=1)


_ENOUGH = 40_000
_HAD = re.compile(r"\bhad\b[^.;\n]*$")  # "had grown to 713,000 by the end of 2025"
_HAD_REACH = 60
_WHOLE = re.compile(r"\b(?:whole|all) of\b", re.IGNORECASE)  # "for the whole of 2020", told when it was over


# ------------------------------------------------------------------ words that date from a war's start
def _from_beginnings(low: str, days: Mapping[str, dt.date]) -> list[Time]:
    found = []
    for start, end, day, before in beginnings_of(low, days):
        if not FIRST_YEAR < day.year < LAST_YEAR:
            continue
        period, relation = (
            (Period(None, day - ONE_DAY), Relation.UNTIL) if before else (Period(day, None), Relation.SINCE)
        )
        found.append(Time(start, end, period, relation, "war", False))
    return found
