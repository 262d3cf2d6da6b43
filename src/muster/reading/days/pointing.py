"""Times that point at one said before: "a year earlier", "the year before", "over the same twelve months", "those two months".

Invariant: nothing is pointed at but a time that stands before the words, no further off than a few hundred characters.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence

from muster.claims.period import Period
from muster.reading.days import opening, steps
from muster.reading.days.arithmetic import ONE_DAY, around, moved
from muster.reading.days.phrases import Relation
from muster.reading.days.times import Time
from muster.reading.days.words import counted_to

_NUMBERS = counted_to(12) | {"a": 1, "": 0}
_COUNT = "|".join(word for word in _NUMBERS if word)
_EARLIER = re.compile(
    rf"\b(?P<n>{_COUNT}) years? earlier\b|\b(?:in )?the (?:year before(?: that)?|previous year|preceding year)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:in )?the year after(?: that)?(?=,|;|:|\s(?:it|that|they|there|was|were)\b)", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:(?:over|in|for|during|across|within|throughout|of) )"
    r"(?P<word>(?:the|that) same|those|these|that(?= (?:time|period|span|stretch)\b)"
    rf"|the(?= (?:{_COUNT}|\d{{1,2}}) (?:months|weeks)(?:\s?[,.;:)]|\s?$| (?:it|they|he|she|the|and|were|was)\b))) "
    rf"(?:(?P<n>{_COUNT}|\d{{1,2}}) )?(?:(?P<season>spring|summer|autumn|winter|\w+) )?"
    r"(?P<unit>months?|weeks?|days|years?|period|quarter|time|span|stretch)\b(?! (?:of|in) (?:\d|last|this|the)| last| this)",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:ever )?since then\b|(?:(?<=\bhave )|(?<=\bhas ))(?P<adverb>since)"
    r"(?= (?!grown|risen|increased|climbed|swelled|fallen|dropped|shrunk|become|been (?:raised|revised|updated|told|put|named)\b"
    r"|posted|published|named|reported|said|admitted|confirmed|offered|raised|acknowledged|given|put\b)[a-z]+)"
    r"|\b(?P<since>since the (?:start|beginning) of )?that (?:one |single |very )?(?P<unit>year|month|week|day)\b(?! before)",
    re.IGNORECASE,
)
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "winter": 1}  # a month in the middle of each
_FAR, _FARTHER, _MANY = 400, 2_500, 40  # characters, and times before, among which what is pointed at is looked for
_LENGTHS = {"months": 30.44, "weeks": 7.0, "days": 1.0, "years": 365.25, "month": 30.44, "week": 7.0, "year": 365.25}


def pointed(text: str, times: Sequence[Time], *, written: dt.date | None = None) -> list[Time]:
    """The times of a text with those that point back put in, in its order; `written` is the day it was, where that is known."""
    times = opening.closed(text, times)
    starts = [time.start for time in times]
    added: list[Time] = []
    gone: set[int] = set()
    low = text.lower()
    for pattern, meaning, words in _POINTERS:
        for match in pattern.finditer(text) if any(word in low for word in words) else ():
            at = bisect_left(starts, match.start())
            counted = pattern is _SAME and match["n"] is not None
            near = times[max(0, at - (_MANY if counted else 6)) : at]
            day = pattern is _THEN and (match["unit"] or "").lower() == "day"
            meant = [time for time in near if _can_be_meant(time) or (day and _ends_on_a_day(time))]
            before = [time for time in meant if match.start() - time.end < (_FARTHER if counted else _FAR)]
            if pattern in (_THEN, _EARLIER) and "year" in match[0].lower():
                before = _of_no_saying(before, written)
            period = _open_before(match, times[at - 1]) if pattern is _SAME and at else None
            _put(added, gone, period or meaning(match, before), match=match, times=times, at=at)
    for match, (period, grain) in steps.found(text, times, starts=starts, written=written):
        at = bisect_left(starts, match.start())
        if match.re in (steps.THAT_DAY, steps.OF_MONTH) and period is not None:  # "that Monday" is not the last one
            gone.update(k for k in range(max(0, at - 1), min(len(times), at + 3)) if _crosses(times[k], match))
            added.append(Time(match.start(), match.end(), period, _relation(period), grain, True))
            continue
        _put(added, gone, period, match=match, times=times, at=at, grain=grain)
    left = [time for k, time in enumerate(times) if k not in gone]
    return _apart(sorted([*left, *added], key=lambda time: time.start))


def _of_no_saying(before: list[Time], written: dt.date | None) -> list[Time]:
    """Without the days just gone on which something was said, where another time was told: "900 men, he said on Friday, that year"."""
    late = [time for time in before if time.relative and time.grain == "day" and _is_late(time, written)]
    left = [time for time in before if time not in late]
    return left or before


def _is_late(time: Time, written: dt.date | None) -> bool:
    end = time.period.end
    return end is not None and written is not None and 0 <= (written - end).days < _LATE


_LATE = 8  # days


def _put(
    added: list[Time],
    gone: set[int],
    period: Period | None,
    *,
    match: re.Match[str],
    times: Sequence[Time],
    at: int,
    grain: str = "period",
) -> None:
    """Adds a time where words point, unless a time that stands already is in the way."""
    crossed = [k for k in range(max(0, at - 1), min(len(times), at + 6)) if _crosses(times[k], match)]
    if period is None or any(_stands(times[k], match) for k in crossed):
        return
    gone.update(crossed)
    added.append(Time(match.start(), match.end(), period, _relation(period), grain, True))


def _relation(period: Period) -> Relation:
    return Relation.SINCE if period.end is None else Relation.UNTIL if period.start is None else Relation.DURING


def _apart(times: Sequence[Time]) -> list[Time]:
    """Without a time that begins inside the one before it."""
    kept: list[Time] = []
    for time in times:
        if not kept or kept[-1].end <= time.start:
            kept.append(time)
    return kept


def _crosses(time: Time, match: re.Match[str]) -> bool:
    return time.start < match.end() and match.start() < time.end


def _stands(time: Time, match: re.Match[str]) -> bool:
    """Whether a time has a place in the calendar already, or reaches beyond the words."""
    return time.period.end is not None or time.start < match.start() or time.end > match.end()


def _open_before(match: re.Match[str], time: Time) -> Period | None:
    """ "since February 2022 … over the same time": a time that is still open."""
    meant = match["n"] is None and match["unit"].lower() in ("period", "time", "span", "stretch", "months", "weeks")
    if not meant or time.relation is not Relation.SINCE or time.period.start is None or match.start() - time.end > _FAR:
        return None
    return Period(time.period.start, None)


def _can_be_meant(time: Time) -> bool:
    return time.relation is Relation.DURING and time.period.start is not None and time.period.end is not None


def _ends_on_a_day(time: Time) -> bool:
    """ "by 31 December … on that day"."""
    return time.relation is Relation.UNTIL and time.grain == "day" and time.period.end is not None


def _earlier(match: re.Match[str], before: Sequence[Time]) -> Period | None:
    if not before or before[-1].period.start is None or before[-1].period.end is None:
        return None
    years = _NUMBERS.get((match["n"] or "one").lower(), 1)
    period = before[-1].period
    assert period.start is not None
    assert period.end is not None
    start, last = (
        moved(period.start, months_on=-12 * years),
        moved(period.end + ONE_DAY, months_on=-12 * years) - ONE_DAY,
    )
    return Period(start, last) if start <= last and start.year > 1800 else None


_OF_PAPER = re.compile(
    r"\b(?:bulletin|report|statement|summary|update|briefing|release|edition|issue) (?:of|from|dated|in) $",
    re.IGNORECASE,
)


def _next(_: re.Match[str], before: Sequence[Time]) -> Period | None:
    """ "In 2023 it was 900 a day. The year after it was 1,100"."""
    last = before[-1] if before else None
    if last is None or last.grain != "year" or last.period.start is None:
        return None
    first = last.period.start.replace(year=last.period.start.year + 1, month=1, day=1)
    return Period(first, first.replace(month=12, day=31))


def _then(match: re.Match[str], before: Sequence[Time]) -> Period | None:
    """ "since then", "since the start of that year", "that month": from, or within, the time said last, which is none of a paper's own
    ("in its bulletin of early March")."""
    before = [time for time in before if not _OF_PAPER.search(match.string, max(0, time.start - 30), time.start)]
    if not before or before[-1].period.end is None:
        return None
    start, end = before[-1].period.start or before[-1].period.end, before[-1].period.end
    if match["adverb"]:
        return Period(start, None)
    if match["unit"] is None:
        return Period(start if before[-1].grain == "day" else end, None)
    if match["unit"].lower() == "day":
        return Period(start, start) if start == end and not match["since"] else None
    if match["unit"].lower() == "week":
        return None if match["since"] or start != end else around(start, "week")
    if start.year != end.year:
        return None
    if match["unit"].lower() == "year":
        first, months = start.replace(day=1, month=1), 12
    elif start.month == end.month:
        first, months = start.replace(day=1), 1
    else:
        return None
    return Period(first, None if match["since"] else moved(first, months_on=months) - ONE_DAY)


def _same(match: re.Match[str], before: Sequence[Time]) -> Period | None:
    """The last time said that is as long as the words say, or the last few that adjoin and make up that length."""
    said = (match["n"] or "").lower()
    count = int(said) if said.isdigit() else _NUMBERS.get(said, 0)
    if match["unit"].lower() in ("month", "week", "year"):
        count = 1
    wanted = count * _LENGTHS.get(match["unit"].lower(), 0.0)
    least = 1.5 * _LENGTHS.get(match["unit"].lower(), 20.0)
    if (
        match["word"].lower() == "the"
    ):  # what the text has been about from the start, rather than what it was held against
        return next((time.period for time in before if _as_long(time.period, wanted)), None)
    period: Period | None = None
    month = _SEASONS.get((match["season"] or "").lower())
    for time in reversed(before):
        one = time.period
        if one.start is None or one.end is None or (month and not one.start.month <= month <= one.end.month):
            continue
        if period is not None and period.start is not None and one.end + ONE_DAY != period.start:
            period = None
        period = Period(one.start, period.end if period else one.end)
        if _as_long(period, wanted) or (not wanted and (period.days or 0) >= least):
            return period
        if _as_long(one, wanted):
            return one
    return _from_one_to_the_other(before[-2:], wanted)


def _from_one_to_the_other(two: Sequence[Time], wanted: float) -> Period | None:
    """ "On 1 November it had 480 men, on 1 March 205. In those four months": from the one day to the other."""
    if len(two) < _PAIR or any(time.period.days != 1 for time in two):
        return None
    first, last = two[0].period.start, two[1].period.start
    if first is None or last is None or first >= last:
        return None
    period = Period(first, last)
    return period if _as_long(period, wanted) else None


_PAIR = 2


def _as_long(period: Period, wanted: float) -> bool:
    return bool(wanted) and abs((period.days or 0) - wanted) <= max(1.0, 0.07 * wanted)


_POINTERS = (  # with words of which one stands in all that the pattern matches
    (_EARLIER, _earlier, ("earlier", "the year before", "the previous year", "the preceding year")),
    (_NEXT, _next, ("the year after",)),
    (
        _SAME,
        _same,
        (
            " the same ",
            " that same ",
            " those ",
            " these ",
            " that time",
            " that period",
            " that span",
            " that stretch",
            " months",
            " weeks",
        ),
    ),
    (_THEN, _then, ("since then", "have since ", "has since ", "that year", "that month", "that week", "that day")),
)
