"""Multiples whose base is an average or another stretch: "almost twice the average of last year", "half as many as in October 2023".

Invariant: the base's days are those that the words behind the multiple name; both ends are taken from one series, by totals and by daily
averages where the words leave it open; where no series tells of both, it is not decidable, and the base that the text's own figure implies
is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from muster.account import wording
from muster.account.arithmetic.multiples import LOOSE
from muster.account.comparisons.about import Subject, about_finding, claimed, period_of, series_for
from muster.account.comparisons.changesaid import SAME, in_war, moved_back
from muster.account.comparisons.spans import MONTH, NUMBERS, UNITS, Span, before, later, unit_of
from muster.account.comparisons.trial import AVERAGES, TOTALS, Way, either, same_ground, whose
from muster.account.dating import ONE_DAY, units
from muster.account.known import Known, Sum
from muster.account.lexicon import lexicon
from muster.account.statement import NO_FACT, Statement
from muster.claims.figure import Bound, Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.period import Period
from muster.claims.remark import RemarkKind

_FAR = 90  # characters behind the multiple in which its base is named
_ALMOST = re.compile(r"\b(?:almost|nearly|close to|just under|not quite)\b", re.IGNORECASE)
_UNDER, _WIDE = 0.2, 1.5  # how much less "almost" allows, and how many times wider "about" makes it
_OTHER = 0.15  # of a series' own figure, by which a text's may differ and still be of that count
_PER = {"month": Per.MONTH, "week": Per.WEEK, "year": Per.YEAR, "day": Per.DAY}
_STOP = re.compile(r"[;.—–]\s|,\s(?!(?:20|19)\d\d)|\b(?:and|but|while|according|said|when)\b", re.IGNORECASE)


class Multiple(NamedTuple):
    """That a window was `times` the base, taken as `low` to `high`: its average where `mean`, else its total. `by` are the quantities that
    can be meant; `claim` tells the window's figure, where one does."""

    now: Period
    base: Period
    times: float
    low: float
    high: float
    mean: bool
    by: tuple[str, ...]
    claim: Statement | None


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    told = lexicon("multiples", of="comparisons")
    flat = {key: said for key, said in told.items() if isinstance(said, str)} | told["days"]
    return {key: re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE) for key, said in flat.items()}


def multiples(subjects: Sequence[Subject], series: Sequence[Known]) -> Iterator[Finding]:
    """A finding for every multiple of an average or of a stretch whose days are told."""
    for subject in subjects:
        if subject.remark.kind is RemarkKind.MULTIPLE and (said := multiple_of(subject)) is not None:
            found = _tried(subject, said, series)
            if found is not None:
                yield found


def multiple_of(subject: Subject) -> Multiple | None:
    """What the remark says; None where its base is of something else, or its days stay open."""
    figure = subject.remark.figure
    if figure is None or figure.unit != "ratio" or subject.party is None or subject.measure is None:
        return None
    quote = subject.remark.quote
    tail = f"{quote}{subject.after[:_FAR]}"
    wall = _STOP.search(tail, len(quote))
    tail = tail[: wall.start()] if wall else tail
    mean = _words()["average"].search(tail)
    if (mean is None and _words()["stretch"].search(tail) is None) or SAME.search(tail):
        return None
    window = None
    base = _base(subject, tail)
    if base is not None:
        window = _now(subject, base)
    if base is None or window is None or window.period == base.period or window.period.end is None:
        return None
    if subject.today and window.period.start and window.period.start < subject.today < window.period.end:
        window = window._replace(period=Period(window.period.start, subject.today))  # of a year that still goes on
    period = in_war(_past(base.period, window.period), subject)
    if period is None:
        return None
    times = sum(figure.numbers) / len(figure.numbers)
    low, high = _bounds(subject, times, figure.bound)
    return Multiple(window.period, period, times, low, high, mean is not None, _by(subject, tail), window.claim)


def _bounds(subject: Subject, n: float, bound: Bound) -> tuple[float, float]:
    ahead = subject.text[max(0, subject.at - 16) : subject.at] + subject.remark.quote
    if bound is Bound.AT_LEAST:
        return n, float("inf")
    if bound is Bound.AT_MOST:
        return 0.0, n
    if _ALMOST.search(ahead):
        return n * (1 - _UNDER), n * (1 + LOOSE / 2)
    if bound is Bound.EXACT and n > 1 and not n.is_integer():
        half = 0.05 if (n * 10).is_integer() else 0.005  # "2.3 times" is told to its last digit
        return n - half, n + half
    loose = LOOSE * (_WIDE if bound is Bound.ABOUT else 1.0)
    return n * (1 - loose), n * (1 + loose)


def _by(subject: Subject, tail: str) -> tuple[str, ...]:
    ahead = subject.text[max(0, subject.at - 60) : subject.at]
    if _words()["daily"].search(tail) or _words()["daily"].search(ahead):
        return (AVERAGES,)
    return (TOTALS,) if _words()["totals"].search(tail) else (TOTALS, AVERAGES)


# ------------------------------------------------------------------ the two windows
class Base(NamedTuple):
    """The days of the base, and where in the sentence they are named."""

    period: Period
    start: int


class Now(NamedTuple):
    """The days of what is the multiple, and the claim that tells it, where one does."""

    period: Period
    claim: Statement | None


def _base(subject: Subject, tail: str) -> Base | None:
    """The days that are named within the multiple or behind it."""
    start, end = subject.at, subject.at + len(tail)
    part = _words()["part"].search(tail)
    if part is not None and (period := _part(part, subject.today)) is not None:
        return Base(period, start + part.start())
    named = [one for one in subject.named if start <= one.start < end]
    if named:
        return Base(named[0].period, named[0].start)
    if (told := _shifted(subject, tail)) is not None:
        return Base(told[0], start + told[1])
    today = subject.today
    if today is None:
        return None
    year = today.year
    for key in ("last_year", "this_year", "months", "war"):
        match = _words()[key].search(tail)
        if match is None:
            continue
        if key == "last_year" or key == "this_year":
            year -= key == "last_year"
            return Base(Period(dt.date(year, 1, 1), min(dt.date(year, 12, 31), today)), start + match.start())
        if key == "war" and subject.war is not None:
            return Base(Period(subject.war.start, today), start + match.start())
        if key == "months" and (period := _back(match, subject)) is not None:
            return Base(period, start + match.start())
    return None


def _shifted(subject: Subject, tail: str) -> tuple[Period, int] | None:
    """ "As many as a year earlier", "those of the month before": the days of what is the multiple, moved back."""
    now = next((one.claim.period for one in subject.near if one.claim.measure is subject.measure), None) or period_of(
        subject
    )
    return moved_back(tail, now) if now is not None and (now.days or 0) <= _LONGEST else None


_LONGEST = 366  # days of what can be set beside the same days of the year before


def _part(match: re.Match[str], today: dt.date | None) -> Period | None:
    said = re.sub(r"^the (?=spring|summer|autumn|fall)| of$", "", match["part"].lower())
    months = lexicon("multiples", of="comparisons")["parts"].get(match["part"].lower()) or lexicon(
        "multiples", of="comparisons"
    )["parts"].get(said)
    if months is None or (not match["year"].isdigit() and today is None):
        return None
    this = today.year if today is not None else 0
    year = int(match["year"]) if match["year"].isdigit() else this - match["year"].lower().startswith("last")
    return Period(dt.date(year, months[0], 1), later(dt.date(year, months[1], 1), 1) - ONE_DAY)


def _back(match: re.Match[str], subject: Subject) -> Period | None:
    """ "The previous three months": whole units before what is the multiple, or before the report."""
    said, unit = (match["n"] or match["n2"]).lower(), (match["unit"] or match["unit2"]).lower().rstrip("s")
    n = NUMBERS.get(said) or int(said)
    now = period_of(subject)
    if now is None or now.start is None or not 0 < n <= 120:
        return None
    if unit == "week":
        return Period(now.start - 7 * n * ONE_DAY, now.start - ONE_DAY)
    return Period(later(now.start, -n * (12 if unit == "year" else 1)), now.start - ONE_DAY)


def _now(subject: Subject, base: Base) -> Now | None:
    """The days of the claim it is made of; where those are the base's own, as a reader can mistake them, what else the sentence names."""
    facts = [one for one in subject.near if one.claim.status not in NO_FACT and one.claim.figure.unit == "person"]
    facts = [one for one in facts if one.claim.place.start < subject.remark.place.start] or facts
    claim = next((one for one in facts if one.claim.measure is subject.measure), None)
    named = [one for one in subject.named if one.start != base.start and not _within(one, base)]
    if claim is not None and claim.claim.period.days and claim.claim.period != base.period:
        return Now(claim.claim.period, claim)
    if named:
        return Now(min(named, key=lambda one: abs(one.start - subject.at)).period, claim)
    own = subject.remark.period
    if own.start and own.end and own != base.period:
        return Now(own, claim)
    earlier = [one.claim.period for one in subject.before if one.claim.period.days]
    if earlier or subject.earlier:
        return Now(earlier[-1] if earlier else subject.earlier[-1].period, claim)
    return _last(subject, claim)


def _last(subject: Subject, claim: Statement | None) -> Now | None:
    """ "Last month": the whole unit before the report."""
    for unit in UNITS.values():
        if subject.today and re.search(rf"\blast {unit.name}\b", subject.text[: subject.at], re.IGNORECASE):
            return Now(before(Period(subject.today, subject.today), unit), claim) if unit.months else None
    return None


def _within(one: Span, base: Base) -> bool:
    """Whether a span is the year that stands within the words of the base: "early 2024"."""
    return base.start <= one.start <= base.start + 24


def _past(base: Period, now: Period) -> Period:
    """The base up to the window, where it runs on over it: "the average of the war"."""
    if base.start and base.end and now.start and base.start < now.start <= base.end:
        return Period(base.start, now.start - ONE_DAY)
    return base


# ------------------------------------------------------------------ tried
def _tried(subject: Subject, said: Multiple, series: Sequence[Known]) -> Finding | None:
    if any(one.claim.status in NO_FACT for one in subject.near[:1]):
        return None
    for known in series_for(subject, series):
        pairs = {way: pair for way in _ways(said, known) if (pair := _pair(known, said, way)) is not None}
        if pairs and not _counted_otherwise(said, known):
            return _judged(subject, said, known, pairs)
    return _open(subject, said)


def _counted_otherwise(said: Multiple, known: Known) -> bool:
    """Whether the text's own figure is another than the series has for those days: then its base is of another count too."""
    one, start, end = said.claim, said.now.start, said.now.end
    if one is None or start is None or end is None or not one.claim.figure.numbers:
        return False
    total = known.total(start, end)
    if total is None:
        return False
    told = one.middle if one.rate or one.period == said.now else one.middle / (one.per_unit or 1.0)
    each = total.per(said.now.days or 1).value
    own = (total.value, each, units(said.now, Per.MONTH) and total.value / units(said.now, Per.MONTH))
    return all(abs(told - value) > _OTHER * value for value in own)


def _ways(said: Multiple, known: Known) -> list[Way]:
    unit = unit_of(said.now)
    by = said.by
    if unit is None and said.mean:
        by = (AVERAGES,)  # no unit that totals could be averaged over
    if unit is not None and unit.months == 0:
        by = (TOTALS,) if not said.mean else (AVERAGES,)
    return [Way(kind, convention) for kind in by for convention in known.conventions]


def _pair(known: Known, said: Multiple, way: Way) -> tuple[Sum, Sum] | None:
    """The window and the base, each by the day, or as a total and what the base's units of that length came to on average."""
    assert said.now.start is not None
    assert said.now.end is not None
    assert said.base.start is not None
    assert said.base.end is not None
    now = known.total(said.now.start, said.now.end, convention=way.convention)
    base = known.total(said.base.start, said.base.end, convention=way.convention)
    if now is None or base is None or base.value - base.error <= 0:
        return None
    if way.by == AVERAGES:
        return now.per(said.now.days or 1), base.per(said.base.days or 1)
    if said.mean:
        base = _each(base, said)
    return now, base


def _each(base: Sum, said: Multiple) -> Sum:
    """The base for each unit of the window's length."""
    unit = unit_of(said.now)
    per = _PER.get(unit.name) if unit is not None else None
    n = units(said.base, per) if per else units(said.base, Per.MONTH) / (unit.months if unit else 1)
    return Sum(base.value / n, base.error / n) if n else base


def _judged(subject: Subject, said: Multiple, known: Known, pairs: Mapping[Way, tuple[Sum, Sum]]) -> Finding | None:
    outcomes = {way: _holds(said, *pair) for way, pair in pairs.items()}
    holds = [way for way, one in outcomes.items() if one]
    fails = [way for way, one in outcomes.items() if one is False]
    if not holds and not fails:
        return None
    way = (holds or fails)[0]
    now, base = pairs[way]
    ground = said.claim is None or said.claim.own_voice or same_ground(said.claim, known)
    verdict, severity = _verdict(outcomes, holds, fails, ground=ground)
    a_day = " a day" if way.by == AVERAGES else ""
    of = "an average of " if said.mean else ""
    tail = {Verdict.TRUE: "it holds", Verdict.FALSE: "it does not hold"}.get(
        verdict, "it holds only if " + either(holds, list(outcomes), known=known, unit=MONTH)
    )
    sentence = (
        f"{claimed([subject], f'{wording.when(said.now)} against {wording.when(said.base)}')} By {whose(known)} it was "
        f"{wording.number(now.value)}{a_day} against {of}{wording.number(base.value)}{a_day}, "
        f"{wording.number(now.value / base.value)} times. {wording.capital(tail)}."
    )
    numbers = [("now", now.value), ("base", base.value), ("times", now.value / base.value)]
    return _finding(subject, said, verdict, severity=severity, sentence=sentence, numbers=numbers)


def _holds(said: Multiple, now: Sum, base: Sum) -> bool | None:
    low = (now.value - now.error) / (base.value + base.error)
    high = (now.value + now.error) / (base.value - base.error)
    if said.low <= low and high <= said.high:
        return True
    return False if high < said.low or low > said.high else None


def _verdict(
    outcomes: Mapping[Way, bool | None], holds: Sequence[Way], fails: Sequence[Way], *, ground: bool
) -> tuple[Verdict, Severity]:
    if len(holds) == len(outcomes):
        return Verdict.TRUE, Severity.NOTE
    if len(fails) == len(outcomes):
        return Verdict.FALSE, Severity.SERIOUS if ground else Severity.MINOR
    if not holds:
        return Verdict.NOT_DECIDABLE, Severity.NOTE
    for kind, verdict in ((TOTALS, Verdict.TRUE_BY_TOTALS), (AVERAGES, Verdict.TRUE_BY_AVERAGES)):
        if set(holds) == {way for way in outcomes if way.by == kind}:
            return verdict, Severity.MINOR
    return Verdict.TRUE_ONLY_IF, Severity.MINOR


def _open(subject: Subject, said: Multiple) -> Finding | None:
    """Not decidable, with the base that the text's own figure implies."""
    one = said.claim
    if one is None or not said.mean:
        return None
    implied = one.middle / (one.per_unit or 1.0) / said.times
    sentence = (
        f"{wording.gave(one)}, “{subject.remark.quote}” of {wording.when(said.base)}. That cannot be decided: "
        f"no series at hand tells of both. If it is right, that average was about {wording.number(implied)}."
    )
    return _finding(
        subject,
        said,
        Verdict.NOT_DECIDABLE,
        severity=Severity.NOTE,
        sentence=sentence,
        numbers=[("implied base", implied)],
    )


def _finding(
    subject: Subject,
    said: Multiple,
    verdict: Verdict,
    *,
    severity: Severity,
    sentence: str,
    numbers: Sequence[tuple[str, float]],
) -> Finding:
    found = wording.finding(
        Kind.MULTIPLE,
        verdict,
        severity=severity,
        sentence=sentence,
        of=[said.claim] if said.claim else [],
        remarks=[subject.remark],
        numbers=numbers,
    )
    return about_finding(found, subject)
