"""Streaks tried on a series: "the fifth consecutive month of rise", "three weeks running above 5,000".

Invariant: a streak is counted by totals and by daily averages, in each convention of the day, and the finding has all counts; what
rounding alone may part neither makes nor breaks one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from muster.account import wording
from muster.account.comparisons.about import Subject, about_finding, claimed, pattern, series_for
from muster.account.comparisons.spans import NUMBERS, UNITS, Span, Unit, containing, unit_of
from muster.account.comparisons.spans import before as unit_before
from muster.account.comparisons.trial import AVERAGES, TOTALS, Measured, ways, whose
from muster.account.known import Known, Sum
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.period import Period
from muster.claims.remark import RemarkKind, direction

_LIMIT = re.compile(
    r"\b(?P<up>above|over|more than|exceed\w*|topp\w*|at least|surpass\w*|"
    r"pass(?:ed|es|ing)?|cross(?:ed|es|ing)?|beat)|(?P<down>below|under|fewer than|less than)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:the\s+)?(?P<number>\d{1,3}(?:,\d{3})+|\d+)\b(?!\s*(?:percent|%|per cent))")
_HIGHS = re.compile(r"\b(?:new|record|war)\b[\w\s-]{0,16}\bhighs?\b|\brecords?\b", re.IGNORECASE)
_ORDINAL = re.compile(r"^\w*(?:st|nd|rd|th|first|second|third)\b", re.IGNORECASE)
_RUNNING = re.compile(r"\s*(?:running|in a row|in succession|straight)\b", re.IGNORECASE)
_OPENS = 3  # words before a streak that opens its sentence: "For the third month running, ..."
_MOST = 60  # units that a streak is counted back over


class Streak(NamedTuple):
    """So many units of rise (or fall, or above or below a number, or of new highs) up to and with a period."""

    n: int
    unit: Unit
    period: Period
    what: str
    limit: float | None
    by: tuple[str, ...]


class Count(NamedTuple):
    """How many units in a row it was, and whether the count was ended by the series and not by what it does not tell."""

    n: int
    ended: bool


def streaks(subjects: Sequence[Subject], series: Sequence[Known]) -> Iterator[Finding]:
    """A finding for every streak that can be counted."""
    for subject in subjects:
        if (said := streak_of(subject)) is not None:
            found = _tried(subject, said, series)
            if found is not None:
                yield found


def streak_of(subject: Subject) -> Streak | None:
    """What the remark says; None where the unit, the last unit or what went on in them stays open."""
    n, quote = _number_of(subject), subject.remark.quote
    since = _EVERY.search(quote)
    unit = next((unit for name, unit in UNITS.items() if re.search(rf"\b{name}s?\b", quote, re.IGNORECASE)), None)
    if unit is None or (n is None and since is None):
        return None
    said, period = _what(subject), _last_unit(subject, unit, since=since is not None)
    if n is None and since is not None and period is not None:
        n = _since(subject, unit, period)
    if n is None or said is None or period is None:
        return None
    by: tuple[str, ...] = (TOTALS, AVERAGES)
    if said[1] is not None:
        by = (AVERAGES,) if re.search(r"\b(?:a|per) day\b|\bdaily\b", subject.text, re.IGNORECASE) else (TOTALS,)
    return Streak(n, unit, period, said[0], said[1], by)


def _since(subject: Subject, unit: Unit, last: Period) -> int | None:
    """How many units "every month since June" are, up to and with the last."""
    named = _begun(subject)
    if named is None or last.start is None or named.period.start is None:
        return None
    n, at = 0, last
    while at.start is not None and at.start > named.period.start and n <= _MOST:
        n, at = n + 1, unit_before(at, unit)
    return n or None


def _begun(subject: Subject) -> Span | None:
    """The time that stands right behind "since"."""
    match = _EVERY.search(subject.text, subject.at)
    return (
        None
        if match is None
        else next((one for one in subject.named if -1 <= one.start - match.end() <= _RIGHT_BEHIND), None)
    )


_EVERY = re.compile(r"\b(?:each|every)(?: single)? (?:day|week|month|quarter|year) since\b", re.IGNORECASE)
_RIGHT_BEHIND = 12  # characters: "since the spring of", "since early"


def _number_of(subject: Subject) -> int | None:
    """How many in a row: the remark's number, or that of a duration which goes on "running" or "in a row"."""
    remark = subject.remark
    if remark.kind is RemarkKind.STREAK:
        return int(remark.figure.low) if remark.figure is not None and remark.figure.low is not None else None
    if remark.kind is not RemarkKind.DURATION or not _RUNNING.match(subject.after):
        return None
    said = re.search(rf"\b(?:(?P<word>{'|'.join(NUMBERS)})|(?P<digits>\d+))\b", remark.quote, re.IGNORECASE)
    return None if said is None else int(said["digits"]) if said["digits"] else NUMBERS[said["word"].lower()]


def _what(subject: Subject) -> tuple[str, float | None] | None:
    """What went on: by the words of the remark and behind it, else by those before it."""
    quote = subject.remark.quote
    behind = re.sub(r"^,\s", " ", subject.after) if len(subject.text[: subject.at].split()) <= _OPENS else subject.after
    after = re.split(r"[.;]|,\s(?!\d)", f"{quote}{behind}")[0][: len(quote) + 90]
    ahead = subject.text[max(0, subject.at - 90) : subject.at]
    for text in (after, ahead):
        if (limit := _LIMIT.search(text)) and (number := _NUMBER.match(text, limit.end())):
            return ("above" if limit["up"] else "below"), float(number["number"].replace(",", ""))
        if _HIGHS.search(text):
            return "high", None
    if re.search(r"\b(?:recruit|exceed|outpac|outstrip|replac)", after, re.IGNORECASE) and pattern(
        "measures", "losses"
    ).search(after):
        return None  # one side against the other: no streak of one series
    if way := direction(subject.remark):
        return way.value, None
    for text, last in ((after, False), (ahead, True)):
        if move := _move(text, last=last):
            return move, None
    return None


def _move(text: str, *, last: bool) -> str | None:
    found = [(match.start(), way) for way in ("up", "down") for match in pattern(way).finditer(text)]
    if not found:
        return None
    return (max(found) if last else min(found))[1]


def _last_unit(subject: Subject, unit: Unit, *, since: bool) -> Period | None:
    """The unit that the streak ends with: that which the sentence names, else the claims' beside it, else the sentence before's, else the
    last whole one before the report speaks."""
    begun = _begun(subject) if since else None
    named = [one for one in subject.named if unit_of(one.period) == unit and one is not begun]
    if named:
        return min(named, key=lambda one: abs(one.start - subject.at)).period
    for one in (*subject.near, *reversed(subject.before)):
        if unit_of(one.claim.period) == unit:
            return one.claim.period
    earlier = [one.period for one in subject.earlier if unit_of(one.period) == unit]
    if earlier:
        return earlier[-1]
    if subject.today is None or unit.name == "day":
        return None
    this = containing(unit, subject.today)
    return this if this.end == subject.today else unit_before(this, unit)


def _tried(subject: Subject, said: Streak, series: Sequence[Known]) -> Finding | None:
    if subject.measure is None or subject.party is None:
        return None
    first = None
    for known in series_for(subject, series):
        counts = {way: _count(Measured(known, said.unit, way), said) for way in ways(known, said.unit, by=said.by)}
        told = {way: count for way, count in counts.items() if count is not None}
        if not told:
            continue
        by = {kind: [count for way, count in told.items() if way.by == kind] for kind in (TOTALS, AVERAGES)}
        verdict = _verdict(by, said.n)
        if verdict is not Verdict.NOT_DECIDABLE:
            return _finding(subject, said, known, by=by, verdict=verdict)
        first = first or _finding(subject, said, known, by=by, verdict=verdict)
    return first


def _count(measured: Measured, said: Streak) -> Count | None:
    """How many units in a row, counted back from the last; None where the series does not tell of that one."""
    own = measured.of(said.period)
    assert said.period.start is not None
    if own is None:
        return None
    back = list(_first(measured.backward(said.period, since=measured.known.first), _MOST))
    if said.what == "high":
        return _highs([own, *(total for _, total in back)])
    n = 0
    for later, earlier in zip([own, *(total for _, total in back)], [total for _, total in back] + [None], strict=True):
        holds = _holds(later, earlier, said)
        if holds is None:
            return Count(n, False)
        if not holds:
            return Count(n, True)
        n += 1
    return Count(n, False)


def _holds(later: Sum | None, earlier: Sum | None, said: Streak) -> bool | None:
    if later is None:
        return None
    if said.limit is not None:
        limit = Sum(said.limit, 0.0)
        if said.what == "above":
            return True if later.above(limit) else False if limit.above(later) else None
        return True if limit.above(later) else False if later.above(limit) else None
    if earlier is None:
        return None
    if said.what == "down":
        later, earlier = earlier, later
    return True if later.above(earlier) else False if earlier.above(later) else None


def _highs(totals: Sequence[Sum | None]) -> Count:
    """How many of the last units each passed all before it."""
    n = 0
    for at, one in enumerate(totals):
        past = [total for total in totals[at + 1 :] if total is not None]
        if one is None or not past:
            return Count(n, False)
        if any(total.value >= one.value for total in past):
            return Count(n, True)
        n += 1
    return Count(n, False)


def _first(items: Iterator[tuple[Period, Sum | None]], most: int) -> Iterator[tuple[Period, Sum | None]]:
    for _, one in zip(range(most), items, strict=False):
        yield one


def _verdict(by: dict[str, list[Count]], n: int) -> Verdict:
    """By totals, by averages, or both; only if where the conventions part."""
    said = {
        kind: {True if one.n >= n else False if one.ended else None for one in counts}
        for kind, counts in by.items()
        if counts
    }
    if any(None in outcomes for outcomes in said.values()):
        return Verdict.NOT_DECIDABLE
    if any(len(outcomes) > 1 for outcomes in said.values()):
        return Verdict.TRUE_ONLY_IF
    holds = {kind for kind, outcomes in said.items() if outcomes == {True}}
    if holds == set(said):
        return Verdict.TRUE
    if not holds:
        return Verdict.FALSE
    return Verdict.TRUE_BY_TOTALS if TOTALS in holds else Verdict.TRUE_BY_AVERAGES


_SEVERITY = {
    Verdict.TRUE: Severity.NOTE,
    Verdict.NOT_DECIDABLE: Severity.NOTE,
    Verdict.FALSE: Severity.SERIOUS,
}
_TOLD = {
    Verdict.TRUE: "That is true",
    Verdict.FALSE: "That is not so",
    Verdict.TRUE_BY_TOTALS: "That is true by totals, and not by daily averages",
    Verdict.TRUE_BY_AVERAGES: "That is true by daily averages, and not by totals",
    Verdict.TRUE_ONLY_IF: "That is true in one convention of the day only",
    Verdict.NOT_DECIDABLE: "The series does not tell enough to decide it",
}


_OTHER = {"totals": "daily averages", "daily averages": "totals"}


def _sure(counts: Sequence[Count], n: int) -> bool:
    return all(one.n >= n for one in counts)


def _finding(subject: Subject, said: Streak, known: Known, *, by: dict[str, list[Count]], verdict: Verdict) -> Finding:
    numbers: list[tuple[str, float]] = [("said", float(said.n))]
    parts: list[str] = []
    for kind, words in ((TOTALS, "totals"), (AVERAGES, "daily averages")):
        counts = sorted({one.n for one in by[kind]})
        if counts:
            numbers.append((f"by_{kind}", float(by[kind][0].n)))
            unit = "" if parts else f" {said.unit.name}{'' if counts == [1] else 's'} in a row"
            parts.append(f"{' or '.join(map(str, counts))}{unit}" + (f" by {words}" if all(by.values()) else ""))
    more = by[TOTALS] and _ORDINAL.match(subject.remark.quote) and min(one.n for one in by[TOTALS]) > said.n
    also = f", and it is more than the {said.n} that are told" if verdict is Verdict.TRUE and more else ""
    so = _TOLD[verdict]
    if verdict is Verdict.TRUE_ONLY_IF and len(set(by)) > 1 and all(by.values()):
        sure = [words for kind, words in ((TOTALS, "totals"), (AVERAGES, "daily averages")) if _sure(by[kind], said.n)]
        so = f"That is true by {sure[0]}, and by {_OTHER[sure[0]]} in one convention of the day only" if sure else so
    counted = any(count.n or count.ended for counts in by.values() for count in counts)
    series = wording.capital(whose(known))
    made = f"{series} makes it {wording.listed(parts)}." if counted else f"{series} was tried."
    told = claimed([subject], f"to {wording.when(said.period)}", of=_aside(subject, said))
    sentence = f"{told} {made} {so}{also}."
    severity = Severity.MINOR if also else _SEVERITY.get(verdict, Severity.MINOR)
    found = wording.finding(
        Kind.STREAK, verdict, severity=severity, sentence=sentence, remarks=[subject.remark], numbers=numbers
    )
    return about_finding(found, subject)


def _aside(subject: Subject, said: Streak) -> str:
    """What went on, where the remark's own words do not say it."""
    if direction(subject.remark) is not None or _LIMIT.search(subject.remark.quote):
        return ""
    plain = {"up": "rise", "down": "fall", "high": "new highs"}
    return f" of {plain.get(said.what) or f'{said.what} {wording.number(said.limit or 0)}'}"
