"""The grammar of dates and periods: every date, period and duration in a text, with its days.

Invariant: `text[time.start:time.end]` are the words; times never overlap; the same text, publication date and beginnings give the same
times on any day, in any time zone. What cannot be placed without guessing stays undated, and no text raises.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from muster.claims.period import FIRST_YEAR, LAST_YEAR, UNDATED, Period
from muster.reading.beginnings import beginnings as beginnings_of
from muster.reading.calendar_days import ONE_DAY, Item, Setting, place
from muster.reading.calendar_phrases import Phrase, Relation, phrases
from muster.reading.calendar_words import lexicon, lowered, one_of
from muster.reading.datelines import Line, best, heads, opens

__all__ = ["Relation", "Time", "dateline", "find"]


@dataclass(frozen=True, slots=True)
class Time:
    """A date as it stands in the text, preposition included. `days` is the length of a SPAN, which has no place in the calendar;
    `relative` says that the days hang on the publication date or on a date said before."""

    start: int
    end: int
    period: Period
    relation: Relation
    grain: str
    relative: bool
    days: int | None = None


def find(
    text: str,
    *,
    published: dt.date | None,
    beginnings: Mapping[str, dt.date] = {},
    opening: dt.date | None = None,
    near: Period | None = None,
) -> list[Time]:
    """The dates, periods and durations of a text, in its order.

    `beginnings` are words that date from a war's start ("the full-scale invasion") and that day; `opening` is the war's own first day
    where they hold others too. Without `published`, what is said relative to it is found but has no days, and a month without a year
    is placed beside the time `near`.
    """
    low = lowered(text)
    if published is not None and not FIRST_YEAR < published.year < LAST_YEAR:
        published = None
    found = _from_beginnings(low, beginnings)
    wars = len(found)
    openings = (opening,) if opening else tuple(sorted(set(beginnings.values())))
    at, scene = 0, _Scene(text, low, published, openings, near=near if published is None else None)
    for phrase in phrases(text, low):
        while at < wars and found[at].end + 2 < phrase.start:
            at += 1
        if at < wars and found[at].start < phrase.end:
            found[at] = scene.closed(found[at], phrase)
            scene.free_from = found[at].end
            if found[at].end > phrase.start:
                continue
        time = scene.place(phrase)
        if time is not None:
            _append(found, time, text=text, joins=phrase.edge == "join", first=wars)
    return _apart(sorted(found, key=lambda time: time.start))


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
    """The publication date that a text gives itself: a labelled date, a dateline, a date alone in its first or last lines.

    A dateline without a year takes it from the latest time that the text dates. None where there is none, or where two of the same rank
    disagree. Dates in running prose and copyright years are no such date.
    """
    lines = list(heads(text))
    told = best(
        (line, time.start, time.end, time.period.end, time.period.days == 1)
        for line in lines
        for time in find(line.text, published=None)
        if time.grain == "day" and not time.relative and time.period.end and time.period.start
    )
    return told or _without_year(text, lines)


def _without_year(text: str, lines: Sequence[Line]) -> dt.date | None:
    """The day of "KYIV, Jan. 28 (Newswire) —": the first of its name that follows what the text dates last."""
    for line in lines:
        for time in find(line.text[:_DATELINE], published=None) if 0 <= line.at < 6 else ():
            if time.grain == "day" and time.relative and time.period.end is None and opens(line, time.start, time.end):
                floor = _dated_last(text)
                placed = floor and find(line.text[:_DATELINE], published=floor + dt.timedelta(days=364))
                days = [one.period.end for one in placed or () if one.start == time.start and one.period.days == 1]
                return days[0] if days else None
    return None


_DATELINE = 90


def _dated_last(text: str) -> dt.date | None:
    """The first day of the last month or year that a text dates in full and does not look ahead to."""
    times = [
        time
        for time in find(text[:_ENOUGH], published=None)
        if time.period.end and not time.relative and time.relation is Relation.DURING and time.grain in ("day", "month", "year")
    ]
    ends = [
        (time.period.start if time.grain == "year" else time.period.end.replace(day=1))
        for time in times
        if time.period.end and time.period.start
    ]
    return max((day for day in ends if day), default=None)


_ENOUGH = 40_000


# ------------------------------------------------------------------ from phrases to days
_BREAK = re.compile(r"\n\s*\n|[.!?:;…”\"'’)]\s*\n")
_SENTENCE = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"‘(])|\n\s*\n")
_SHORT = re.compile(
    r"\b(?:[A-Z]|Gen|Lt|Col|Maj|Brig|Mr|Mrs|Ms|Dr|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No)$"
)


@dataclass(slots=True)
class _Scene:
    """The text as read so far: where the last sentence and paragraph began, and which dates were said in full."""

    text: str
    low: str
    published: dt.date | None
    beginnings: tuple[dt.date, ...]
    near: Period | None = None
    read_to: int = 0
    sentence: int = 0
    anchor: Period | None = None
    year: int | None = None
    year_sentence: int = -9
    previous: Period | None = None
    free_from: int = 0
    last_day: dt.date | None = None
    last_sentence: int = -1

    def place(self, phrase: Phrase) -> Time | None:
        """The phrase with its days, the scene moved on to its end."""
        self._read_on(phrase.start)
        if phrase.first is None:
            return Time(phrase.start, phrase.end, UNDATED, phrase.relation, phrase.edge, False, phrase.days)
        placed, relative = self._period(phrase)
        if placed is None and not (relative and self.published is None):
            return None
        time = self._bound(phrase, placed, relative)
        self._remember(phrase, placed, relative)
        self.free_from = phrase.end
        return time

    def closed(self, war: Time, phrase: Phrase) -> Time:
        """What dates from a war's start, closed by "to" a day that follows."""
        ends = (phrase.relation is Relation.UNTIL and phrase.start >= war.end) or phrase.last is not None
        if war.relation is not Relation.SINCE or not ends or war.period.start is None:
            return war
        item = phrase.last or phrase.first
        assert item is not None
        end, relative = place(item, self._setting(phrase))
        if end is None or end.end is None or end.end < war.period.start:
            return war
        return replace(
            war, end=phrase.end, period=Period(war.period.start, end.end), relation=Relation.DURING, relative=relative
        )

    def _read_on(self, to: int) -> None:
        if _BREAK.search(self.text, self.read_to, to):
            self.anchor = None
            self.year_sentence -= 9
        for match in _SENTENCE.finditer(self.text, self.read_to, to):
            if not _SHORT.search(self.text, max(0, match.start() - 6), match.start()):
                self.sentence += 1
        self.read_to = max(self.read_to, to)

    def _setting(self, phrase: Phrase) -> Setting:
        near = self.sentence - self.year_sentence <= 1
        return Setting(
            published=self.published,
            anchor=self.anchor,
            year=self.year if near else None,
            previous=self.previous,
            near=self.near,
            future=not _told_in_full(phrase) and _looks_ahead(self.low, phrase.start, phrase.end),
            ahead_of=self.last_day if self.last_sentence == self.sentence else None,
        )

    def _period(self, phrase: Phrase) -> tuple[Period | None, bool]:
        assert phrase.first is not None
        setting = self._setting(phrase)
        if phrase.last is not None:
            return _span_of(phrase.first, phrase.last, setting)
        period, relative = place(phrase.first, setting)
        if period and " " in phrase.edge and phrase.edge[0].isdigit():
            period = _window(period, phrase.edge)
        return period, relative

    def _bound(self, phrase: Phrase, placed: Period | None, relative: bool) -> Time:
        item, relation, period = phrase.first, phrase.relation, placed or UNDATED
        assert item is not None
        if phrase.edge == "to":
            relation = Relation.DURING
        lead = self.low[max(self.free_from, phrase.start - 90) : phrase.start]
        start = phrase.start
        if relation is Relation.DURING and phrase.last is None and (since := _SINCE_EVENT.search(lead)):
            relation, start = Relation.SINCE, phrase.start - len(lead) + since.start()
        if relation is Relation.SINCE:
            period = Period(self._war_day(period, item), None) if placed else UNDATED
        elif relation is Relation.UNTIL:
            period = Period(None, _until(period, item, phrase.edge)) if placed else UNDATED
        elif phrase.edge == "at" and item.part == "end":
            relation, period = Relation.UNTIL, Period(None, period.end)
        elif phrase.last is not None and phrase.edge in ("F", "S") and period.end and item.kind != "year":
            period = Period(self._war_day(period, item), period.end)
        return Time(start, phrase.end, period, relation, item.grain if item.base is None else item.unit, relative)

    def _war_day(self, period: Period, item: Item) -> dt.date | None:
        """The first day, or the war's beginning where a month or year that holds it is named."""
        start = period.start
        if start is None or item.kind not in ("month", "year", "season", "quarter", "half") or item.part == "end":
            return start
        whole = period if item.kind != "year" else place(item._replace(part=""), Setting())[0] or period
        if item.kind == "month" and start:
            whole = (
                place(Item(kind="month", year=start.year, month=start.month, part=item.part), Setting())[0] or period
            )
        return next(
            (day for day in self.beginnings if whole.start and whole.end and whole.start <= day <= whole.end), start
        )

    def _remember(self, phrase: Phrase, placed: Period | None, relative: bool) -> None:
        item = phrase.first
        if (
            placed is None
            or item is None
            or placed.start is None
            or placed.end is None
            or phrase.relation is Relation.AGO
        ):
            return
        self.previous, self.last_day, self.last_sentence = placed, placed.end, self.sentence
        known = not self.published or placed.start <= self.published
        if relative or not known or phrase.relation is Relation.SINCE or placed.start in self.beginnings:
            return
        self.year, self.year_sentence = placed.end.year, self.sentence
        if item.kind not in ("year", "decade"):
            self.anchor = placed


def _told_in_full(phrase: Phrase) -> bool:
    """Whether it makes no difference if the words look ahead."""
    item = phrase.first
    return (
        phrase.relation is Relation.SINCE
        or item is None
        or (item.dated and phrase.last is None)
        or item.kind in ("today", "ago")
    )


def _window(period: Period, edge: str) -> Period | None:
    """ "the week to 3 May": so many units that end with a day."""
    count, unit = edge.split(" ")
    if period.end is None:
        return None
    before, _ = place(
        Item(kind="unit", unit=unit, count=float(count), shift=-1, rolling=True), Setting(published=period.end)
    )
    if before is not None and before.start and float(count) == 1 and unit in ("hour", "day"):
        return Period(period.end, period.end)
    return before


def _until(period: Period, item: Item, edge: str) -> dt.date | None:
    if edge == "before" and period.start is not None:
        return period.start - ONE_DAY
    if item.part == "mid" and period.start is not None and period.end is not None:
        return period.start + (period.days or 1) // 2 * ONE_DAY - ONE_DAY
    return period.end


def _span_of(first: Item, last: Item, at: Setting) -> tuple[Period | None, bool]:
    """From one date to another; a year, or a month's year, that only one says holds for both."""
    if last.kind == "year" and first.kind == "year" and last.year is None:
        return None, False
    relative = not (first.dated or last.dated)
    end, _ = place(last, at)
    if first.dated or first.kind in ("unit", "weekday", "today", "ago", "year", "new year"):
        start, _ = place(first, at)
        if start and not last.dated and start.start and start.end:
            end, _ = place(last, at._replace(anchor=start)) if last.tail is None else (end, False)
            if end and end.end and end.end < start.start:
                end = _next_after(last, start.start)
    else:
        current, _ = place(first, at._replace(future=False))
        if not last.dated and last.tail is None and not last.the_year and _under_way(current, at):
            end = _next_after(last, current.start) if current and current.start else end
        start = _last_before(first, end.end) if end and end.end else None
    if start is None or end is None or start.start is None or end.end is None or start.start > end.end:
        return None, relative
    return Period(start.start, end.end), relative


def _under_way(period: Period | None, at: Setting) -> bool:
    """Whether a period that names no year has begun this very month, so that its end lies ahead."""
    day = at.published
    return bool(
        period
        and period.start
        and day
        and at.anchor is None
        and (period.start.year, period.start.month) == (day.year, day.month)
    )


def _last_before(item: Item, day: dt.date) -> Period | None:
    for year in (day.year, day.year - 1):
        period, _ = place(item._replace(year=year, shift=None, tail=None, the_year=False), Setting())
        if period and period.start and period.start <= day:
            return period
    return None


def _next_after(item: Item, day: dt.date) -> Period | None:
    if item.kind in ("unit", "weekday", "today", "ago", "new year", "year to date", "part", "same"):
        return None
    for year in (day.year, day.year + 1):
        period, _ = place(item._replace(year=year, shift=None, tail=None, the_year=False), Setting())
        if period and period.end and period.end >= day:
            return period
    return None


@cache
def _ahead() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = lexicon()["future"]
    cues, after, said = (rf"(?<!\w)(?:{one_of(data[name])})(?!\w)" for name in ("cues", "after", "said"))
    return re.compile(cues), re.compile(after), re.compile(rf"{said}|[.!?;]\s")


def _looks_ahead(low: str, start: int, end: int) -> bool:
    """Whether the clause that holds these words looks ahead: a cue, with no verb of saying between it and them."""
    cues, after, said = _ahead()
    lead = low[max(0, start - 140) : start]
    cut = [match.end() for match in said.finditer(lead)]
    if cues.search(lead, cut[-1] if cut else 0):
        return True
    tail = low[end : end + 60]
    stop = _CLAUSE_END.search(tail)
    tail = tail[: stop.start()] if stop else tail
    spoken = said.search(tail)
    return bool(after.search(tail, 0, spoken.start() if spoken else len(tail)))


_CLAUSE_END = re.compile(r"[,.;:!?—\n]|\b(?:that|when|which|who|as|and|but)\b")
_SINCE_EVENT = re.compile(r"\bsince\s(?:[\w’'-]+\s){1,9}(?:(?:in|on|of)\s)?$")


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
