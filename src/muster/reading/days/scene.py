"""A text as read so far: each phrase is placed by what was said in full before it, by the publication date, and by whether it looks ahead.

Invariant: phrases are placed in the order of the text, and nothing that comes later changes what an earlier one means.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache

from muster.claims.period import UNDATED, Period
from muster.reading.days.arithmetic import ONE_DAY, stepped
from muster.reading.days.phrases import Phrase, Relation
from muster.reading.days.placing import Item, Setting, place
from muster.reading.days.times import Time
from muster.reading.days.words import lexicon, one_of

_BREAK = re.compile(r"\n\s*\n|[.!?:;…”\"'’)]\s*\n")
_SENTENCE = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"‘(])|\n\s*\n")
_SHORT = re.compile(
    r"\b(?:[A-Z]|Gen|Lt|Col|Maj|Brig|Mr|Mrs|Ms|Dr|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No)$"
)


@dataclass(slots=True)
class Scene:
    """The text as read so far: where the last sentence and paragraph began, and which dates were said in full. `over` is the last day of
    the war it is about, where that has ended."""

    text: str
    low: str
    published: dt.date | None
    beginnings: tuple[dt.date, ...]
    near: Period | None = None
    over: dt.date | None = None
    read_to: int = 0
    sentence: int = 0
    anchor: Period | None = None
    year: int | None = None
    year_sentence: int = -9
    previous: Period | None = None
    free_from: int = 0
    last_day: dt.date | None = None
    last_sentence: int = -1
    head: Period | None = None
    head_end: int = 0
    told: Period | None = None

    def place(self, phrase: Phrase) -> Time | None:
        """The phrase with its days, the scene moved on to its end."""
        self._read_on(phrase.start)
        if phrase.start - self.head_end < _ENTRY and self._heads(phrase):
            self.anchor = self.anchor or self.head
        if phrase.first is None:
            return Time(phrase.start, phrase.end, UNDATED, phrase.relation, phrase.edge, False, phrase.days)
        placed, relative = self._period(phrase)
        if placed is None and not (relative and self.published is None):
            return None
        time = self._bound(phrase, placed, relative)
        self._remember(phrase, placed, relative=relative, relation=time.relation)
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
            self.anchor = self.told if self._long_over() else None
            self.year_sentence -= 9
        for match in _SENTENCE.finditer(self.text, self.read_to, to + 1):  # the look ahead needs one more
            if not _SHORT.search(self.text, max(0, match.start() - 6), match.start()):
                self.sentence += 1
        self.read_to = max(self.read_to, to)

    def _only_dates_the_war(self, phrase: Phrase) -> bool:
        """Whether a text about a war that goes on tells no more than when that began: its months are those before it was written."""
        if self.over is not None or self.published is None:
            return False
        return bool(_WAR_BEGAN.search(self.low, max(0, phrase.start - _CLAUSE), phrase.start))

    def _long_over(self) -> bool:
        """Whether the text is written so long after its war that a month without a year is one of the war's, in every paragraph."""
        return self.over is not None and self.published is not None and (self.published - self.over).days > _BYGONE

    def _heads(self, phrase: Phrase) -> bool:
        """Whether a day or month stands at the head of an entry: "1 May. He widens the lens"."""
        item = phrase.first
        if item is None or phrase.last is not None or item.kind not in ("day", "month", "days"):
            return False
        line = self.text.rfind("\n", 0, phrase.start) + 1
        return not self.text[line : phrase.start].strip(" \t•*–—-▪#") and bool(_HEADS.match(self.text, phrase.end))

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
            back=phrase.relation is Relation.SINCE and self.last_sentence == self.sentence,
            told=self._just_told(phrase),
        )

    def _just_told(self, phrase: Phrase) -> Period | None:
        """The time that this sentence or the one before named, where it lies well before the day of writing."""
        item, told, day = phrase.first, self.previous, self.published
        if item is None or not item.told or told is None or told.end is None or told.start is None:
            return None
        if self.sentence - self.last_sentence > 1 or (day is not None and (day - told.end).days < _AS_NOW):
            return None
        length = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}.get(item.unit, 0)
        return told if item.rolling or (told.days or 0) <= length else None

    def _period(self, phrase: Phrase) -> tuple[Period | None, bool]:
        assert phrase.first is not None
        setting = self._setting(phrase)
        if phrase.last is not None:
            return _span_of(phrase.first, phrase.last, setting)
        period, relative = place(self._of_that_year(phrase.first, phrase), setting)
        if period and " " in phrase.edge and phrase.edge[0].isdigit():
            period = _onward(period, phrase.edge) if phrase.edge.endswith(" on") else _window(period, phrase.edge)
        return period, relative

    def _of_that_year(self, item: Item, phrase: Phrase) -> Item:
        """ "30,000 in March 2024, 41,000 that November": a month of the year just spoken of."""
        if item.kind != "month" or item.dated or item.tail is not None or item.shift is not None or self.year is None:
            return item
        near = self.sentence - self.year_sentence <= 1
        that = self.low.endswith("that ", 0, phrase.start) and bool(_NO_SUBJECT.match(self.low, phrase.end))
        return item._replace(year=self.year) if near and that else item

    def _bound(self, phrase: Phrase, placed: Period | None, relative: bool) -> Time:
        item, relation, period = phrase.first, phrase.relation, placed or UNDATED
        assert item is not None
        if phrase.edge == "to" and item.part != "end" and not self.low[: phrase.start].rstrip().endswith(","):
            relation = Relation.DURING
        lead = self.low[max(self.free_from, phrase.start - 90) : phrase.start]
        start = phrase.start
        if relation is Relation.DURING and phrase.last is None and (since := _SINCE_EVENT.search(lead)):
            relation, start = Relation.SINCE, phrase.start - len(lead) + since.start()
        elif relation is Relation.DURING and phrase.last is None and (by := _BY_EVENT.search(lead)):
            relation, start = Relation.UNTIL, phrase.start - len(lead) + by.start()
        if relation is Relation.SINCE:
            period = Period(self._war_day(period, item), None) if placed else UNDATED
        elif relation is Relation.UNTIL:
            period = Period(None, _until(period, item, phrase.edge)) if placed else UNDATED
        elif phrase.edge == "at" and item.part == "end":
            relation, period = Relation.UNTIL, Period(None, self._gone(phrase, period.end))
        elif (
            phrase.last is not None
            and period.end
            and (phrase.edge in ("F", "S", "B") or item.kind == "month")
            and item.kind != "year"
        ):
            period = Period(self._war_day(period, item), period.end)
        return Time(start, phrase.end, period, relation, item.grain if item.base is None else item.unit, relative)

    def _gone(self, phrase: Phrase, day: dt.date | None) -> dt.date | None:
        """ "at the end of the year", where it is told of in the past, was last year's."""
        ahead = day is not None and self.published is not None and day > self.published
        whole = phrase.first is not None and phrase.first.kind == "unit" and phrase.first.unit == "year"
        if day is None or not ahead or not whole or _looks_ahead(self.low, phrase.start, phrase.end):
            return day
        return day.replace(year=day.year - 1)

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

    def _remember(self, phrase: Phrase, placed: Period | None, *, relative: bool, relation: Relation) -> None:
        item = phrase.first
        if (
            placed is None
            or item is None
            or placed.start is None
            or placed.end is None
            or phrase.relation is Relation.AGO
        ):
            return
        since = phrase.relation is Relation.SINCE and self.published is not None and placed.start <= self.published
        self.previous = Period(placed.start, self.published) if since else placed
        self.last_day, self.last_sentence = placed.end, self.sentence
        if item.kind in _OF_NOW and self.sentence > self.year_sentence:
            self.anchor = None  # the text is back in the days of its writing
            self.year_sentence -= 9
        known = not self.published or placed.start <= self.published
        chained = relative and self.head is not None and self._heads(phrase)
        if (
            (relative and not chained)
            or not known
            or relation is Relation.SINCE
            or placed.start in self.beginnings
            or self._only_dates_the_war(phrase)
        ):
            return
        if self._heads(phrase) and placed.end != self.published:
            self.head, self.head_end = placed, phrase.end
        self.year, self.year_sentence = placed.end.year, self.sentence
        if item.kind not in ("year", "decade"):
            self.anchor = placed
            if self.over is not None and placed.end <= self.over:
                self.told = placed


_NO_SUBJECT = re.compile(r"\s*[,.;:)—–\n]|\s+(?:that|to|with|and|when|it|he|she|they)\b|$")
_BYGONE = 3 * 365  # days
_CLAUSE = 120  # characters
_WAR_BEGAN = re.compile(
    r"\b(?:war|conflict|fighting|invasion|insurgency|uprising|hostilities)\b[^.;:!?\n]{0,60}"
    r"\b(?:began|begun|started|starting|beginning|broke\sout|erupted),?\s$|\b(?:seized|took)\spower\s$"
)
_ENTRY = 1_500  # characters that an entry of a chronology has at most
_AS_NOW = 3  # days: what was said of so late a day is told as of today
_HEADS = re.compile(r"\s?[.:—–|)-]|\s-|\n")
_OF_NOW = ("weekday", "today")


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
    if unit in ("month", "year") and (period.end + ONE_DAY).day == 1:
        return Period(stepped(period.end + ONE_DAY, unit, count=-float(count)), period.end)
    before, _ = place(
        Item(kind="unit", unit=unit, many=float(count), shift=-1, rolling=True), Setting(published=period.end)
    )
    if before is not None and before.start and float(count) == 1 and unit in ("hour", "day"):
        return Period(period.end, period.end)
    return before


def _onward(period: Period, edge: str) -> Period | None:
    """ "the twelve months from March": so many units that begin with a day."""
    count, unit, _ = edge.split(" ")
    if period.start is None:
        return None
    end = stepped(period.start, unit, count=float(count)) - ONE_DAY
    return Period(period.start, end) if period.start < end else None


def _until(period: Period, item: Item, edge: str) -> dt.date | None:
    if edge == "before" and item.part == "end":
        return period.end  # "before the end of the year"
    if (edge == "before" or (item.kind == "new year" and not item.which)) and period.start is not None:
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
        if start and start.end and first.dated and last.shift == 1 and last.kind in ("month", "season"):
            return _joined_up(start, _next_after(last, start.end + ONE_DAY)), relative  # "to the following January"
        if start and not last.dated and start.start and start.end:
            lately = _just_before(last, at.published, start.end) if first.dated and last.tail is None else None
            end, _ = place(last, at._replace(anchor=start)) if last.tail is None else (end, False)
            end = lately or end
            if end and end.end and end.end < start.start:
                end = _next_after(last, start.start)
    else:
        current, _ = place(first, at._replace(future=False))
        if not last.dated and last.tail is None and not last.the_year and _under_way(current, at):
            end = (_next_after(last, current.start) if current and current.start else None) or end
        start = _last_before(first, end.end) if end and end.end else None
    return _joined_up(start, end), relative


def _joined_up(start: Period | None, end: Period | None) -> Period | None:
    """From the first day of one to the last of the other."""
    if start is None or end is None or start.start is None or end.end is None or start.start > end.end:
        return None
    return Period(start.start, end.end)


def _under_way(period: Period | None, at: Setting) -> bool:
    """Whether a period that names no year has begun this very month, so that its end lies ahead."""
    day = at.published
    return bool(period and period.start and day and at.anchor is None and 0 <= (day - period.start).days <= _A_QUARTER)


_A_QUARTER = 100  # days


_LATELY = 45  # days


def _just_before(item: Item, published: dt.date | None, start: dt.date) -> Period | None:
    """ "between 7 October 2023 and 19 January", printed on 20 January 2025: an end without a year that lies just before publication."""
    period = _last_before(item, published) if published is not None and item.kind in ("day", "month") else None
    if period is None or period.end is None or published is None or period.start is None or period.start <= start:
        return None
    return period if (published - period.end).days <= _LATELY and period.end <= published else None


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
    return re.compile(cues), re.compile(after), re.compile(rf"{said}|[.!?;]\s|\n[ \t]*\n|\band that\b")


def _looks_ahead(low: str, start: int, end: int) -> bool:
    """Whether the clause that holds these words looks ahead: a cue, with no verb of saying between it and them."""
    cues, after, said = _ahead()
    if _OF_SAYING.search(low, max(0, start - 20), start) or _BEFELL.search(low, max(0, start - 20), start):
        return False
    lead = low[max(0, start - 140) : start]
    cut = [match.end() for match in said.finditer(lead)]
    if cues.search(lead, cut[-1] if cut else 0):
        return True
    tail = low[end : end + 60]
    stop = _CLAUSE_END.search(tail)
    tail = tail[: stop.start()] if stop else tail
    spoken = said.search(tail)
    return bool(after.search(tail, 0, spoken.start() if spoken else len(tail)))


_OF_SAYING = re.compile(r"\b(?:answer|statement|reply|letter|interview|speech|report|estimate|claim) of $")
_BEFELL = re.compile(  # "the names of those killed in May will be read out"
    r"(?<!\bbe )(?<!\bhave )(?<!\bget )\b(?:killed|slain|wounded|injured|captured|fallen|fell|died|buried) $"
)
_CLAUSE_END = re.compile(r"[,.;:!?—\n]|\b(?:that|when|which|who|as|and|but)\b")
_BY_EVENT = re.compile(
    r"\b(?:by the (?:time|moment)|until|before(?=.*(?:ed|fell|took|left|lost|withdrew|went|came|began|broke|struck|gave)\s))"
    r"\s(?:[\w’'-]+\s){2,9}$"
)
_SINCE_EVENT = re.compile(
    r"\bsince\s(?:[\w’'-]+\s){1,9}(?:(?:in|on|of)\s)?$"
    r"|\bfrom\sthe\s(?:very\s)?(?:start|beginning|outbreak|launch|opening|outset)\sof\s(?:[\w’'-]+\s){1,5}(?:(?:in|on)\s)?$"
    r"|\bsince\s(?:[\w’'-]+\s){1,6}(?:began|begun|started|broke\sout|opened|erupted),\s(?:(?:in|on)\s)?$"
)
