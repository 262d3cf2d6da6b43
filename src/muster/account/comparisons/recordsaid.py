"""What a record says: the highest, the lowest or the first above a number; of which unit, on which days, since when.

Invariant: what the words leave open is not filled: without a unit of the calendar and its days there is no record that can be tried.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from muster.account.comparisons.about import GAINS, LOSSES, Subject, pattern
from muster.account.comparisons.spans import NUMBERS, UNITS, Unit, containing, later, unit_of
from muster.account.comparisons.trial import AVERAGES, TOTALS
from muster.account.lexicon import lexicon
from muster.account.statement import NO_FACT, Statement
from muster.claims.figure import Bound, Per
from muster.claims.period import Period

_NUMBERS = NUMBERS | {"a": 1}
_SINCE = re.compile(
    r"\b(?:since|than (?:in|at|on|during)|after)\s+(?:the\s+)?"
    r"(?:(?:start|beginning|end|middle|spring|summer|autumn|fall|winter)\s+of\s+)?(?:(?:early|mid|late)[\s-]+)?$",
    re.IGNORECASE,
)
_NEAR = 130  # how far a claim may stand, breaks of clauses counted, to be the one a record is made of


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        f"{table} {key}": re.compile(rf"\b(?:{words})\b".replace("\n    ", ""), re.IGNORECASE)
        for table, entries in lexicon("records", of="comparisons").items()
        for key, words in entries.items()
    }


def _has(key: str, text: str) -> re.Match[str] | None:
    return _patterns()[key].search(text)


@dataclass(frozen=True, slots=True)
class Record:
    """`above` is the number that was passed for the first time, None for a highest or (`low`) lowest; `by` the quantities it can mean;
    `since` the day from which it is meant, None for the whole war, `until` the last of the
    days that were such before ("since May": May itself), None where there are none; `claim` the statement it is made of."""

    unit: Unit
    period: Period
    low: bool
    above: float | None
    by: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    claim: Statement | None


def record_of(subject: Subject) -> Record | None:
    """What the remark says, None where it says nothing that can be tried."""
    quote = subject.remark.quote
    if _has("record not", quote) or not (_has("record first", quote) or _has("record extreme", quote)):
        return None
    if _has("record any", quote) and (
        _of_ground(subject) or any(one.claim.status in NO_FACT for one in subject.near[:1])
    ):
        return None
    first = _has("record first", quote) is not None and not _has("record extreme", quote)
    claim = _made_of(subject)
    if re.match(r"\s*\d", subject.after) and (claim is None or claim.claim.place.start - subject.remark.place.end > 3):
        return None  # "a record 188 drones"
    if not _scoped(subject) or (claim is not None and not _of_it(subject, claim)):
        return None
    above = None
    if first:
        if (
            claim is None
            or claim.claim.figure.low is None
            or claim.claim.figure.bound not in (Bound.AT_LEAST, Bound.EXACT, Bound.ABOUT)
        ):
            return None
        above = float(claim.claim.figure.low)
    when = _when(subject, claim)
    if when is None:
        return None
    unit, period = when
    since, until = _since(subject, period)
    if first and claim is not None and claim.rate and unit_of(claim.period) not in (None, unit):
        return None
    return Record(
        unit=unit,
        period=period,
        low=pattern("low").search(quote) is not None or _fewer(subject),
        above=above,
        by=_by(subject, claim, unit),
        since=since,
        until=until,
        claim=claim,
    )


def _fewer(subject: Subject) -> bool:
    """ "Fewer than in any month": the word that says so stands in the remark or, where that begins with "than", before it."""
    quote = subject.remark.quote
    if _has("record any", quote) is None:
        return False
    ahead = subject.text[: subject.at + len(quote)]
    found = [(match.start(), match[0].lower()) for match in _patterns()["record more"].finditer(ahead)]
    return bool(found) and _patterns()["record less"].fullmatch(max(found)[1]) is not None


def _of_ground(subject: Subject) -> bool:
    """Whether what is more than in any month is named between, and is ground: "less ground than in any month"."""
    ahead = subject.text[: subject.at + len(subject.remark.quote)]
    found = list(_patterns()["record more"].finditer(ahead))
    return (
        bool(found)
        and subject.measure in LOSSES | GAINS
        and pattern("measures", "area_taken").search(ahead, found[-1].end()) is not None
    )


def _scoped(subject: Subject) -> bool:
    """Whether it is said of what it is the highest or the first: a bare "the heaviest" may be of anything."""
    quote = subject.remark.quote
    return (
        _has("scope alone", quote) is not None
        or _has("scope words", subject.text[max(0, subject.at - 20) :]) is not None
    )


def _of_it(subject: Subject, claim: Statement) -> bool:
    """Whether the claim is what the record is of: of its measure's kind, and no aside in brackets."""
    place, text = claim.claim.place, subject.report.document.text
    inside = text[place.end : place.end + 2].startswith(")") and text[max(0, place.start - 1) : place.start] == "("
    if inside and not (subject.at and subject.text[: subject.at].count("(") > subject.text[: subject.at].count(")")):
        return False
    mixed = claim.claim.measure in GAINS and subject.measure in LOSSES
    both = _has("sides losses", subject.text) is not None and _has("sides gains", subject.text) is not None
    return not mixed and not (both and _has("record first", subject.remark.quote))


def _made_of(subject: Subject) -> Statement | None:
    """The nearest claim of a fact, if it is near enough to be what the record is made of."""
    remark = subject.remark.place
    for one in subject.near:
        place = one.claim.place
        gap = max(place.start - remark.end, remark.start - place.end, 0)
        if gap <= _NEAR and one.claim.status not in NO_FACT and one.claim.figure.unit == "person":
            return one
    return None


def _when(subject: Subject, claim: Statement | None) -> tuple[Unit, Period] | None:
    """The unit and the days of the record: those of the claim, unless the remark names a unit of its own."""
    said = _unit_said(subject)
    named_here = [one for one in subject.named if not _SINCE.search(subject.text[max(0, one.start - 34) : one.start])]
    if claim is not None and claim.claim.period.days:
        own = unit_of(claim.claim.period)
        if own is not None and (said is None or said == own or claim.rate) and not _is_since(subject, claim):
            return own, claim.claim.period
    for named in sorted(named_here, key=lambda one: abs(one.start - subject.at)):
        unit = unit_of(named.period)
        if unit is not None and (said is None or said == unit):
            return unit, named.period
    if (
        said is not None
        and subject.today is not None
        and re.search(rf"\blast {said.name}\b", subject.text, re.IGNORECASE)
    ):
        last = containing(said, subject.today).start
        assert last is not None
        return said, containing(said, last - dt.timedelta(days=1))
    if said is not None and re.search(
        r"\b(?:this|the|a) (?:was|is|being|made|marked|\w+est)\b", subject.text, re.IGNORECASE
    ):
        for earlier in reversed(subject.earlier):
            if unit_of(earlier.period) == said:
                return said, earlier.period
    return None


def _is_since(subject: Subject, claim: Statement) -> bool:
    """Whether a claim's days begin with those that the record is told since, which are not the days of its figure."""
    start = claim.claim.period.start
    return any(
        one.period.start == start and _SINCE.search(subject.text[max(0, one.start - 34) : one.start])
        for one in subject.named
    )


def _unit_said(subject: Subject) -> Unit | None:
    """The unit that the remark or the word behind it names."""
    words = subject.remark.quote + re.split(r"[,;.]", subject.after[:24])[0]
    found = [(match.start(), name) for name in UNITS if (match := _has(f"units {name}", words))]
    if not found:
        return None
    name = min(found)[1]
    if name == "day" and re.search(r"averag|\brates?\b", subject.window, re.IGNORECASE):
        return None
    return UNITS[name]


def _by(subject: Subject, claim: Statement | None, unit: Unit) -> tuple[str, ...]:
    if unit.months == 0:
        return (TOTALS,)
    if claim is not None:
        return (AVERAGES,) if claim.claim.figure.per is Per.DAY else (TOTALS,)
    return (AVERAGES,) if _has("averages words", subject.window) else (TOTALS, AVERAGES)


def _since(subject: Subject, period: Period) -> tuple[dt.date | None, dt.date | None]:
    """The day from which the record is meant, None for the war; and the last day of the stretch it is told since, which is not meant."""
    assert period.start is not None
    tail = subject.text[subject.at :]
    if since := re.search(r"\bsince\s+", tail, re.IGNORECASE):
        at, opened = subject.at + since.end(), False
        if opening := _has("since opening", tail[since.end() : since.end() + 30]):
            at += opening.end()
            opened = True
        elif _has("since war", tail[since.end() : since.end() + 60]):
            return None, None
        for named in subject.named:
            if at <= named.start <= at + 12 and named.period.end and named.period.start:
                start, end = named.period.start, named.period.end
                if start >= period.start:  # "since May", said in March, is last May
                    start, end = later(start, -12), later(end, -12)
                return start, None if opened else end
        return None, None
    close = tail[: len(subject.remark.quote) + 50]
    if back := _has("since months", close):
        n = _NUMBERS.get(back["n"].lower()) or int(back["n"])
        return later(period.start, -n * (12 if back["unit"].lower().startswith("year") else 1)), None
    if _has("since month", close):
        return period.start.replace(day=1), None
    if _has("since year", close):
        return dt.date(period.start.year, 1, 1), None
    for named in subject.named:
        if named.period.days in (365, 366) and 0 <= named.start - subject.at - len(subject.remark.quote) < 15:
            return named.period.start, None  # "the deadliest month of 2024"
    return None, None
