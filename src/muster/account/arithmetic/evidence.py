"""Whether the words beside a figure say the days that it was given, and whether words join two figures.

A reader guesses days from the sentences around. Agreement needs no proof of them, since numbers do not come out by chance; an accusation
does. Invariant: nothing fails over days that no word beside the figures tells.
"""

from __future__ import annotations

import calendar
import re

from muster.account.arithmetic.page import Page, place
from muster.account.arithmetic.words import said
from muster.account.statement import Statement
from muster.claims.period import Period

CLOSE = 250  # characters between two figures of which the second is said to follow from the first
_STOP = re.compile(r"[,;.:](?!\d)|\band\b(?! [A-Z])|\bwhile\b|\bagainst\b")
_HEAD = re.compile(r"^[\s•–—*-]*([^:|]{1,40}?)\s*[:|–—]\s")


def dated(page: Page, one: Statement) -> bool:
    """Whether the words from the figure before to the end of this one's clause, or the head of its line, say its days."""
    text, at = page.report.document.text, one.claim.place
    start, end = page.sentences[one.id]
    spans = [other.claim.place for other in page.line(one) if other.id != one.id]
    first = max((place.end for place in spans if place.end <= at.start), default=start)
    last = min((place.start for place in spans if place.start >= at.end), default=end)
    after = text[at.end : last]
    stop = _STOP.search(after)
    head = _HEAD.match(text[start : at.start])
    near = f"{text[first : at.start]} {after[: stop.start()] if stop else after} {head[1] if head else ''}"
    return tells(near, one.period)


def dated_alone(page: Page, one: Statement) -> bool:
    """The same, or that its sentence says its days and no figure there is of others."""
    days = {other.period for other in page.line(one)}
    return dated(page, one) or (len(days) == 1 and dated_in_sentence(page, one))


def dated_in_sentence(page: Page, one: Statement) -> bool:
    """Whether any words of its sentence say its days."""
    return tells(page.words(one), one.period)


def tells(words: str, period: Period) -> bool:
    """Whether words say these days: the month, the year, the quarter, since when, or that they are the same as those told before."""
    start, end, days = period.start, period.end, period.days
    if start is None or end is None or days is None:
        return False
    if said("span", words) or (days in (28, 29, 30, 31) and said("month", words)):
        return True
    if days <= 3:
        day = re.search(rf"(?<!\d){start.day}(?:st|nd|rd|th)?(?!\d)", words) or re.search(
            rf"(?<!\d){end.day}(?!\d)", words
        )
        return bool(day and _month(words, end.month)) or said("day", words)
    if (start.year, start.month) == (end.year, end.month):
        return _month(words, start.month) or (days <= 8 and said("week", words))
    if start.month == 1 and start.day == 1 and end.month == 12 and end.day == 31:
        years = [str(year) in words for year in {start.year, end.year}]
        return all(years) or (start.year == end.year and said("year", words))
    if _month(words, start.month) and _month(words, end.month) and start.month != end.month:
        return True
    if days in (90, 91, 92) and start.day == 1 and said("quarter", words):
        return True
    if days in (181, 182, 184) and start.day == 1 and said("half", words):
        return True
    return said("since", words)


def _month(words: str, month: int) -> bool:
    name = calendar.month_name[month]
    return re.search(rf"\b{name}\b|\b{name[:3]}\b\.?(?= \d)|\b{name[:3]}\.", words) is not None


def tied(rate: Statement, total: Statement, *, page: Page) -> bool:
    """Whether words join a rate and a total. Where the rate's own sentence does not tell its days, a reader carried them over, and only a
    sentence that looks back joins the two: "that is 1,500 a day", not any "or" between them."""
    if page.together(rate, total) or dated_in_sentence(page, rate):
        return linked(rate, total, page=page)
    last = max(rate, total, key=place)
    head = page.report.document.text[page.sentences[last.id][0] : last.claim.place.start]
    return _near(rate, total, page=page) and said("back", head)


def linked(one: Statement, other: Statement, *, page: Page) -> bool:
    """Whether two figures follow each other closely, with words between or right behind them that make one out of the other."""
    last = max(one, other, key=place)
    text, at = page.report.document.text, last.claim.place
    near = _near(one, other, page=page)
    end = text.find(".", at.start)
    return near and (
        said("link", page.between(one, other)) or said("link", text[at.start : end if end > 0 else None][:60])
    )


def _near(one: Statement, other: Statement, *, page: Page) -> bool:
    """Whether two figures stand beside each other, or one follows the other closely with no other between."""
    first, last = sorted((one, other), key=place)
    close = last.claim.place.start - first.claim.place.end < CLOSE
    return page.beside(one, other) or (close and _follow(page, first, last))


def _follow(page: Page, first: Statement, last: Statement) -> bool:
    """Whether no other figure stands between two."""
    span = (first.claim.place.end, last.claim.place.start)
    near = [*page.line(first), *page.line(last)]
    return not any(span[0] <= one.claim.place.start < span[1] for one in near if one.id not in (first.id, last.id))
