"""Times a step away from one said before: "two days later", "a month earlier", "the next morning", "since that date", "the 24th".

Invariant: the time stepped from stands before the words, in the same paragraph or the one before, or is the day the text was written.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from muster.claims.period import Period
from muster.reading.days import events
from muster.reading.days.arithmetic import ONE_DAY, days, months, moved, stepped
from muster.reading.days.phrases import Relation
from muster.reading.days.times import Time
from muster.reading.days.words import counted_to, lexicon

_NUMBERS = counted_to(12) | {"a": 1}
_NTHS = {word: n for word, n in lexicon()["ordinals"].items() if n <= 31}
_LATER = re.compile(
    rf"\b(?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}}) (?P<unit>day|week|month|year)s? (?:later\b|afterwards\b|after that\b|on(?=[,;]))",
    re.IGNORECASE,
)
_ENDS = r"(?=\s*(?:[,.;:)—–]|$)| (?:had|it|he|she|they|that|was|were|stood|there|and|but|in|at|near)\b(?! after))"
_EARLIER = re.compile(
    rf"\b(?:(?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}}) (?P<unit>day|week|month)s? (?:earlier\b|before(?: that)?{_ENDS})"
    rf"|(?:on |in )?the (?P<one>day|week|month|quarter) before(?: that)?{_ENDS})",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:a|one) year before,?(?= (?:it|they|he|she|we|the|there|that|its|their|\d))", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:than|from|on|over|with|to|versus)(?: in)? $", re.IGNORECASE
)  # "fewer than a month earlier"
_NEXT = re.compile(
    r"\b(?:on |in )?(?P<that>that (?:same )?(?:night|evening|morning|afternoon)|(?:the|that) same (?:day|night|evening))\b"
    r"|\b(?:on |in )?the (?:next|following) (?:day|morning|night|evening)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:by|until|up to) (?:then|that (?:day|date|point|time))\b", re.IGNORECASE)
_FROM = re.compile(r"\bsince (?:that|the same|this) (?:date|day)\b", re.IGNORECASE)
_THE_UNIT = re.compile(
    r"\b(?:in the course of|in|over|during|for) the (?:full |whole |entire )?(?P<unit>month|quarter|year)(?P<so_far> so far)?\b"
    r"(?=\s*(?:[,.;:)\]—–]|$)| as a whole\b| (?:adds|added|comes|come|makes|made|amounts|amounted|"
    r"was|were|is|stood|came|stands|we|it|they|he|she|there|some)\b)"
    r"|\bthe (?P<owner>month|quarter|year)[’']s "
    r"(?=(?:dead|toll|total|losses|gains?|haul|intake|figures?|sum|count|catch|harvest|tally|recruits)\b)",
    re.IGNORECASE,
)
_LONG_MONTHS = {"twenty-eight": 28, "twenty-nine": 29, "thirty": 30, "thirty-one": 31}
_ITS_DAYS = re.compile(
    r"\b(?:in the course of|in|over|during|for|across) (?:the|those|all|its) (?:last |whole )?"
    rf"(?P<n>{'|'.join(_LONG_MONTHS)}|28|29|30|31) days\b"
    r"(?! (?:to|before|up|until|since|after|from|following|that followed))",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:in|over|during|for) the (?:whole |entire |full )?half[- ]year\b"
    r"(?=\s*(?:[,.;:)\]—–]|$)| (?:was|were|is|stood|came|he|she|it|they|and|but|as)\b)",
    re.IGNORECASE,
)
THAT_DAY = re.compile(
    r"\b(?:on )?that (?:same |very )?(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE
)
_NTH = re.compile(
    r"\b(?P<word>[Ss]ince|[Ff]rom|[Bb]y|[Uu]ntil|[Uu]p to|[Aa]s of|[Oo]n)(?: the (?:morning|evening|night|afternoon) of)? the "
    r"(?P<nth>\d{1,2})(?:st|nd|rd|th)\b(?=\s*(?:[,.;:!?)]|$)|\s(?:alone|and|it|he|she|they|we|there|the|its|his|their|was|had)\b)"
)
_THE_NTH = re.compile(r" the \d")  # stands in all that the pattern above matches
OF_MONTH = re.compile(
    rf"\b(?P<word>[Ss]ince|[Ff]rom|[Bb]y|[Uu]ntil|[Uu]p to|[Aa]s of|[Oo]n)(?: the (?:morning|evening|night|afternoon) of)? the "
    rf"(?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)|(?P<said>{'|'.join(_NTHS)})) of (?P<whose>this|last|the|that) month\b"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the month in which each begins
_THAT_SEASON = re.compile(rf"\b(?:in |over |during )?that (?P<season>{'|'.join(_SEASONS)})\b", re.IGNORECASE)
_END_OF_THAT = re.compile(r"\b(?:at|by|before|until|to) the end of that (?P<unit>month|year)\b", re.IGNORECASE)
_QUARTER = re.compile(
    r"\bin the (?P<nth>first|second|third|fourth)\b"
    r"(?=\s*(?:[,.;:)]|$)|\s(?:it|there|they|that|he|she|the|and|only|some|about|nearly)\b|\s\d)",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    rf"\b(?:in|over|during|within) the (?:(?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}}) )?(?P<unit>day|week|month|year)s? "
    r"(?P<way>that followed|which followed|afterwards|thereafter|after that|that preceded it|before that)\b",
    re.IGNORECASE,
)
_FAR = 300


def found(
    text: str, times: Sequence[Time], *, starts: Sequence[int], written: dt.date | None
) -> Iterator[tuple[re.Match[str], tuple[Period | None, str]]]:
    """Where words step on from a time said before, with the days they come to and how fine these are."""
    low = text.lower()
    for step in _STEPS if times else ():
        for match in step.pattern.finditer(text) if any(word in low for word in step.words) else ():
            if step.pattern is _EARLIER and _COMPARED.search(text, max(0, match.start() - 12), match.start()):
                continue
            near = times[: bisect_left(starts, match.start())][-4:]
            if step.opens:  # "this morning" is no date
                near = [time for time in near if not time.relative or time.period.end != written]
            last = _last(text, near, to=match.start(), opens=step.opens, until=step.until, across=step.across)
            if step.pattern is _FROM and last is not None and _is_told_there(text, last, match):
                last = _since(text, near, to=match.start()) or last
            if last is not None:
                yield match, step.meaning(match, last)
    if times:
        yield from events.found(text, times)
    for match in _NTH.finditer(text) if _THE_NTH.search(text) else ():
        last = _last(text, times[: bisect_left(starts, match.start())][-4:], to=match.start())
        ground = last.period.end if last is not None else written
        if ground is not None:
            yield match, _nth(match, ground, written)
    if written is not None and " month" in low:
        before = written.replace(day=1) - ONE_DAY
        for match in OF_MONTH.finditer(text):
            told = _last(text, times[: bisect_left(starts, match.start())][-4:], to=match.start())
            ground = told.period.end if told is not None and match["whose"] == "that" else None
            yield match, _nth(match, ground or (before if match["whose"] == "last" else written), written)


def _last(
    text: str, times: Sequence[Time], *, to: int, opens: bool = False, until: bool = False, across: bool = False
) -> Time | None:
    """The time said last in the paragraph, or `across` one break in the one before; `opens` where one that is still open will do,
    `until` one that only has an end."""
    for time in reversed(times):
        if to - time.end > _FAR or text.count("\n\n", time.end, to) > across:
            return None
        if time.relation is Relation.UNTIL and until:
            return time
        if time.relation is Relation.SPAN or time.period.start is None:
            continue
        if time.period.end is not None or (opens and time.relation is Relation.SINCE):
            return time
    return None


def _is_told_there(text: str, last: Time, match: re.Match[str]) -> bool:
    """Whether the day said last stands in the same sentence, as the day of saying: "said on Wednesday that since that date"."""
    return "the same" in match[0].lower() or not re.search(r"[.!?]\s", text[last.end : match.start()])


def _since(text: str, times: Sequence[Time], *, to: int) -> Time | None:
    """The last time of the paragraph that tells since when: what "since the same date" takes up."""
    near = [time for time in times if to - time.end <= _FAR and "\n\n" not in text[time.end : to]]
    return next((time for time in reversed(near) if time.relation is Relation.SINCE and time.period.start), None)


def _later(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    said = match["n"].lower()
    count = int(said) if said.isdigit() else _NUMBERS[said]
    start, end, unit = last.period.start, last.period.end, match["unit"].lower()
    assert start is not None
    assert end is not None
    if unit in ("day", "week"):
        day = end + count * (7 if unit == "week" else 1) * ONE_DAY
        return (Period(day, day), "day") if start == end else (None, "")
    if unit == "year" and last.grain == "year" and start.year == end.year:
        return months(start.year + count, 1, 12), "year"
    if (start.year, start.month) != (end.year, end.month):
        return None, ""
    to = moved(start.replace(day=1), months_on=count * (12 if unit == "year" else 1))
    return months(to.year, to.month), "month"


def _earlier(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """So much before the time said last; a week, or a month, before one of the same length is the one that adjoins it."""
    said = (match["n"] or "one").lower()
    count = int(said) if said.isdigit() else _NUMBERS[said]
    start, end, unit = last.period.start, last.period.end, (match["unit"] or match["one"]).lower()
    assert start is not None
    assert end is not None
    single = start == end
    if unit == "week" and (end - start).days == _WEEK - 1:
        return Period(start - count * _WEEK * ONE_DAY, end - count * _WEEK * ONE_DAY), "week"
    if unit == "day" and last.relative and (end - start).days == 1:
        day = end - count * ONE_DAY  # "over the past day … A day earlier the total stood at"
        return Period(day, day), "day"
    if unit == "quarter":
        return (months(start.year, start.month - 3, 3), unit) if last.period.days in _QUARTERS else (None, "")
    if unit in ("day", "week"):
        day = start - count * (_WEEK if unit == "week" else 1) * ONE_DAY
        if single and unit == "week" and match["one"]:
            return Period(day, start - ONE_DAY), "week"  # the seven days up to it
        return (Period(day, day), "day") if single else (None, "")
    if (start.year, start.month) != (end.year, end.month):
        return None, ""
    if single and count == _MONTHS:
        day = moved(start, months_on=-count)
        return Period(day, day), "day"
    to = moved(start.replace(day=1), months_on=-count)
    return months(to.year, to.month), "month"


_WEEK, _MONTHS, _QUARTERS = 7, 12, range(90, 93)


def _that_season(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    day = last.period.end
    return (months(day.year, _SEASONS[match["season"].lower()], 3), "season") if day else (None, "")


def _end_of_that(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """The last day of the month or year that holds the time said last."""
    whole, unit = _the_unit(match, last)
    return (Period(None, whole.end), unit) if whole is not None else (None, "")


def _that_day(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """ "That same Monday": the day just told, where it was one."""
    day = last.period.start
    week = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun").index(match["day"].lower())
    if day is None or last.period.days != 1 or day.weekday() != week:
        return None, ""
    return last.period, "day"


def _followed(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """ "In the three months that followed": right after the time said last, or right before it."""
    said, unit = (match["n"] or "one").lower(), match["unit"].lower()
    count = int(said) if said.isdigit() else _NUMBERS[said]
    start, end = last.period.start, last.period.end
    if start is None or end is None:
        return None, ""
    if match["way"].lower() in ("that preceded it", "before that"):
        return Period(stepped(start, unit, count=-count), start - ONE_DAY), unit
    first = end if start == end else end + ONE_DAY
    return Period(first, stepped(first, unit, count=count) - ONE_DAY), unit


def _quarter(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """ "In the third quarter 500, against 700 in the second"."""
    day, which = last.period.end, ("first", "second", "third", "fourth").index(match["nth"].lower())
    return (months(day.year, 3 * which + 1, 3), "quarter") if day and last.grain == "quarter" else (None, "")


def _next(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    day = last.period.end
    if day is None or last.period.days != 1:
        return None, ""
    day = day if match["that"] else day + ONE_DAY
    return Period(day, day), "day"


def _up_to(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    del match
    return Period(None, last.period.end), last.grain


def _the_unit(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """The month, quarter or year that holds the time said last."""
    end, unit = last.period.end, (match["unit"] or match.groupdict().get("owner") or "").lower()
    start = last.period.start or end
    if start is None or end is None:
        return None, ""
    count = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = (end.month - 1) // count * count + 1
    whole = months(end.year, first, count)
    if whole is None or whole.start is None or start < whole.start:
        return None, ""
    return (Period(whole.start, end) if match.groupdict().get("so_far") else whole), unit


def _its_days(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """ "In June … over the thirty days": the month said last, where it has so many."""
    said = match["n"].lower()
    count = int(said) if said.isdigit() else _LONG_MONTHS[said]
    return (last.period, "month") if last.grain == "month" and last.period.days == count else (None, "")


def _year_before(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """ "1,524 a day in November; a year before they averaged 1,100": the same days of the year before."""
    del match
    start, end = last.period.start, last.period.end
    if start is None or end is None or (last.period.days or 0) > _YEAR_DAYS:
        return None, ""
    first = moved(start, months_on=-_MONTHS)
    after = moved(end + ONE_DAY, months_on=-_MONTHS)
    return Period(first, after - ONE_DAY), last.grain


_YEAR_DAYS = 366


def _half(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    """ "In July he claimed 210,000 for the half-year": the half that was over, or all but over, at the time said last."""
    del match
    if last.period.end is None:
        return None, ""
    day = last.period.end.replace(day=1) - ONE_DAY
    return months(day.year, 1 if day.month <= _MONTHS // 2 else 7, 6), "season"


def _from(match: re.Match[str], last: Time) -> tuple[Period | None, str]:
    del match
    single = last.period.end is None or last.period.days == 1
    return (Period(last.period.start, None), last.grain) if single else (None, "")


def _nth(match: re.Match[str], ground: dt.date, written: dt.date | None) -> tuple[Period | None, str]:
    """The day of that number in the month spoken of, or in the one before where it lies ahead."""
    number, word = int(match["nth"] or _NTHS[match["said"]]), match["word"].lower()
    for month in (ground, ground.replace(day=1) - ONE_DAY):
        one = days((month.year, month.month, number), (month.year, month.month, number))
        if one is None or one.start is None or (written is not None and one.start > written):
            continue
        if word in ("since", "from"):
            return Period(one.start, None), "day"
        return (one if word == "on" else Period(None, one.end)), "day"
    return None, ""


class Step(NamedTuple):
    """Words that step on, with what they mean from the time said last, and `words` of which one stands in all that the pattern matches;
    `opens`, `until` and `across` as `_last` has them."""

    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], Time], tuple[Period | None, str]]
    words: tuple[str, ...]
    opens: bool = False
    until: bool = False
    across: bool = False


_WHOLLY, _UNITS = ("the", "full", "whole", "entire"), ("month", "quarter", "year")
_STEPS = (
    Step(_LATER, _later, (" later", " afterwards", " after that", " on,", " on;")),
    Step(_EARLIER, _earlier, (" earlier", " before")),
    Step(_YEAR_BEFORE, _year_before, (" year before",)),
    Step(_THAT_SEASON, _that_season, tuple(f"that {season}" for season in _SEASONS)),
    Step(_END_OF_THAT, _end_of_that, ("the end of that ",)),
    Step(_QUARTER, _quarter, ("in the first", "in the second", "in the third", "in the fourth")),
    Step(
        _NEXT,
        _next,
        (" same ", "that night", "that evening", "that morning", "that afternoon", "the next ", "the following "),
    ),
    Step(_UP_TO, _up_to, tuple(f"{word} th{what}" for word in ("by", "until", "up to") for what in ("en", "at"))),
    Step(_FROM, _from, ("since that ", "since the same ", "since this "), opens=True),
    Step(
        _THE_UNIT, _the_unit, tuple(f" {word} {unit}" for word in _WHOLLY for unit in _UNITS), until=True, across=True
    ),
    Step(_ITS_DAYS, _its_days, (" days",), across=True),
    Step(_HALF, _half, (" half-year", " half year"), across=True),
    Step(
        _FOLLOWED, _followed, (" followed", " afterwards", " thereafter", " after that", " preceded it", " before that")
    ),
    Step(THAT_DAY, _that_day, ("that ",)),
)
