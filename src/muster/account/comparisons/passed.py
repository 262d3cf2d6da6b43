"""What a sentence says of a mark that was passed: the number, the days in which or the day by which, and from when the total runs.

Invariant: the days are those that the figure or its sentence names for the passing, never those of who says it; a total runs from another
day than the first of the war only where the sentence says so.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from muster.account.comparisons.spans import later, spans
from muster.account.dating import ONE_DAY
from muster.account.passing import PASSED_IN, Passing, passing, words
from muster.account.statement import Statement
from muster.claims import passages
from muster.claims.period import Period
from muster.claims.war import War

_NOT_THEN = re.compile(
    r"\b(?:since|(?:said|says|told|reported|announced|wrote)(?:\s+\w+){0,3}(?:\s+on)?)\s+(?:the\s+)?(?:\w+\s+of\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|as of|until|through)\s+(?:the\s+)?(?:(?:end|close|middle|start|beginning)\s+of\s+)?$", re.IGNORECASE
)
_WEEKDAY = re.compile(rf"\b(?:on\s+|last\s+|this\s+)?(?P<day>{'|'.join(calendar.day_name)})\b")
_SPOKE = re.compile(r"\b(?:said|says|told|reported|announced|wrote)(?:\s+\w+){0,3}\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`window` are the days in which the number is said to have been passed, None where it was by `by`; `since` from when the total runs,
    None for the whole war; `near` that it is not passed yet, `soon` that it is about to be."""

    number: float
    near: bool
    soon: bool
    surely: bool
    window: Period | None
    by: dt.date
    since: dt.date | None
    quote: str


def said_of(one: Statement, *, war: War | None, today: dt.date) -> Said | None:
    """What is said of passing the statement's figure, None where nothing is."""
    told = passing(one.claim, one.report)
    if told is None or one.level or one.rate:
        return None
    text = one.report.document.text
    first, last = passages.sentence(text, (one.claim.place.start, one.claim.place.end))
    since = _since(one, text[first:last], war=war)
    window = None if told.near else _window(one, told, text[first:last], first=first, today=today)
    by = _by(one, text[first:last], today=today)
    if window is not None and window.end is not None:
        by = min(window.end, today) if window.start is None or window.start <= today else window.end
        window = Period(window.start, by)
    return Said(
        number=float(one.claim.figure.numbers[0]),
        near=told.near,
        soon=told.soon,
        surely=told.surely or (told.first and window is None),
        window=window,
        by=by,
        since=since,
        quote=" ".join(text[told.start : told.end].split()),
    )


def _since(one: Statement, said: str, *, war: War | None) -> dt.date | None:
    """From when the total runs, where the sentence says that it is of the year or since a month."""
    start = one.claim.period.start
    if start is None or (war is not None and (start - war.start).days <= 31):
        return None
    if words()["year"].search(said) and (start.month, start.day) == (1, 1):
        return start
    return start if re.search(r"\bsince\b", said, re.IGNORECASE) and (one.period.days or 0) > PASSED_IN else None


def _window(one: Statement, told: Passing, said: str, *, first: int, today: dt.date) -> Period | None:
    """The days in which: the claim's own, else those that the sentence names nearest, else what "this week" and its like come to."""
    period = one.claim.period
    at = told.start - first
    by = any(_BY.search(said[max(0, span.start - 30) : span.start]) for span in spans(said, today=today))
    if period.start and period.end and (period.days or 0) <= PASSED_IN and not by:
        return period
    named = [
        span
        for span in spans(said, today=today)
        if not _NOT_THEN.search(said[max(0, span.start - 40) : span.start])
        and not _BY.search(said[max(0, span.start - 30) : span.start])
    ]
    if named:
        return min(named, key=lambda span: abs(span.start - at)).period
    for match in _WEEKDAY.finditer(said):
        if not _SPOKE.search(said[max(0, match.start() - 40) : match.start()]):
            back = (today.weekday() - list(calendar.day_name).index(match["day"])) % 7
            return Period(
                today - (back + 1) * ONE_DAY, today - back * ONE_DAY
            )  # told in the morning for the day before
    return _loosely(said, today)


def _loosely(said: str, today: dt.date) -> Period | None:
    month = today.replace(day=1)
    for key, start, end in (
        ("today", today - ONE_DAY, today),
        ("yesterday", today - 2 * ONE_DAY, today),
        ("last_week", today - 14 * ONE_DAY, today - ONE_DAY),
        ("week", today - 7 * ONE_DAY, today),
        ("last_month", later(month, -1), month - ONE_DAY),
        ("month", min(month, today - 31 * ONE_DAY) if "weeks" in said else month, today),
    ):
        for match in words()[f"when {key}"].finditer(said):
            if not _SPOKE.search(said[max(0, match.start() - 40) : match.start()]):
                return Period(start, end)
    return None


def _by(one: Statement, said: str, *, today: dt.date) -> dt.date:
    """The day by which it is said to have been passed, or on which it is said to be near."""
    for span in spans(said, today=today):
        if _BY.search(said[max(0, span.start - 30) : span.start]) and span.period.end:
            start = re.search(r"(?:start|beginning)\s+of\s+$", said[max(0, span.start - 30) : span.start])
            day = span.period.start if start else span.period.end
            if day is not None and day <= today:
                return day
    end = one.claim.period.end
    return min(end, today) if end is not None else today
