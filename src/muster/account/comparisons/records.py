"""Records tried on a series: "all-time high", "the deadliest month", "the lowest since May", "above 2,000 for the first time".

Invariant: a record is called false only with a counterexample that rounding cannot explain away, which the sentence names; where the answer
turns on totals or averages, on the convention of the day, or on a day that looks like a catch-up, it is true only if, and the sentence says
if what; where the series does not reach all of the time that is meant and has no counterexample, it is not decidable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from muster.account import wording
from muster.account.comparisons.about import Subject, about_finding, claimed, series_for
from muster.account.comparisons.recordsaid import Record, record_of
from muster.account.comparisons.spans import DAY, Unit
from muster.account.comparisons.trial import Measured, Way, amount, either, same_ground, tells, ways, whose
from muster.account.known import Known, Sum
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.period import Period
from muster.claims.remark import RemarkKind

_CATCH_UPS = 3  # days that may be left out as catch-ups; more of them are heavy days


class Outcome(Enum):
    """What one way of trying came to. `APART` is true but for days that look like catch-ups."""

    HOLDS, APART, FAILS, OPEN = range(4)


class Tried(NamedTuple):
    """A way, what it came to, the unit's own value, and the unit that stands against it (or comes nearest)."""

    way: Way
    outcome: Outcome
    own: Sum | None
    against: tuple[Period, Sum] | None
    odd: tuple[tuple[Period, Sum], ...] = ()


def records(subjects: Sequence[Subject], series: Sequence[Known], *, passed: Collection[str] = ()) -> Iterator[Finding]:
    """A finding for every record that can be tried, those of one sentence that say the same as one. `passed` are the ids of claims that
    a running total is said to have passed, which are tried as such."""
    groups: dict[tuple[object, ...], list[tuple[Subject, Record]]] = {}
    for subject in subjects:
        if subject.remark.kind is RemarkKind.RECORD and (said := record_of(subject)) is not None:
            if said.above is not None and said.claim is not None and said.claim.id in passed:
                continue
            key = (
                subject.report.document.id,
                said.unit,
                str(said.period),
                said.low,
                said.above,
                said.by,
                said.since,
                subject.measure,
                subject.party,
            )
            groups.setdefault(key, []).append((subject, said))
    for its in groups.values():
        found = _record([subject for subject, _ in its], its[0][1], series)
        if found is not None:
            yield found


def _record(its: Sequence[Subject], said: Record, series: Sequence[Known]) -> Finding | None:
    subject = its[0]
    if subject.measure is None or subject.party is None or said.period.start is None:
        return None
    undecided: tuple[Known, list[Tried]] | None = None
    for known in series_for(subject, series, body=said.claim.body.key if said.claim else None):
        if not tells(known, said.unit, period=said.period):
            continue
        tried = _as_told(said, [_try(known, way, said, subject) for way in ways(known, said.unit, by=said.by)])
        if any(one.outcome is not Outcome.OPEN for one in tried):
            if _of_another(said, tried):
                return None
            return _told(its, said, known, tried)
        undecided = undecided or (known, tried)
    return _open(its, said, undecided)


def _as_told(said: Record, tried: list[Tried]) -> list[Tried]:
    """Those ways in which the figure is the series' own to the man, where it is in some and not in others: the text counts so."""
    if said.claim is None or said.above is not None or not said.claim.point:
        return tried
    number = said.claim.claim.figure.numbers[0]
    same = [one for one in tried if one.own is not None and abs(one.own.value - number) < 1]
    return same or tried


def _of_another(said: Record, tried: Sequence[Tried]) -> bool:
    """Whether the figure is that of the unit which stands against it: then its days were misread, and nobody is to be accused."""
    if said.claim is None or said.above is not None:
        return False
    numbers = said.claim.claim.figure.numbers
    if any(one.own is not None and abs(one.own.value - numbers[0]) < 1 for one in tried):
        return False  # in one convention of the day they were read rightly
    return any(
        one.outcome is Outcome.FAILS
        and one.against is not None
        and one.own is not None
        and abs(one.against[1].value - numbers[0]) < 1
        and abs(one.own.value - numbers[0]) >= 1
        for one in tried
    )


def _try(known: Known, way: Way, said: Record, subject: Subject) -> Tried:
    measured = Measured(known, said.unit, way)
    own = measured.of(said.period)
    start = subject.war.start if subject.war else known.first
    since = max(said.since, start) if said.since else start
    told, whole = [], True
    for period, total in measured.backward(said.period, since=since):
        if said.until and period.start and period.start <= said.until and said.above is None:
            continue  # "the lowest since May": May itself is not meant
        if total is None:
            whole = whole and measured.opens(period)
            continue
        told.append((period, total))
    if said.above is None and said.since is None and subject.today is not None:  # later ones count against it too
        told += [
            (period, total) for period, total in measured.forward(said.period, until=subject.today) if total is not None
        ]
    return _judged(known, way, said, own=own, told=told, whole=whole)


def _judged(
    known: Known, way: Way, said: Record, *, own: Sum | None, told: list[tuple[Period, Sum]], whole: bool
) -> Tried:
    if said.above is not None:
        limit = Sum(said.above, 0.0)
        if own is not None and limit.above(own):
            return Tried(way, Outcome.FAILS, own, (said.period, own))
        over = sorted((one for one in told if one[1].above(limit)), key=lambda one: str(one[0].start))
    else:
        if own is None:
            return Tried(way, Outcome.OPEN, own, None)
        over = [one for one in told if (own.above(one[1]) if said.low else one[1].above(own))]
        over.sort(key=lambda one: (one[1].value if said.low else -one[1].value, str(one[0].start)))
    nearest = min(told, key=lambda one: one[1].value if said.low else -one[1].value, default=None)
    if over:
        odd = known.catch_ups(convention=way.convention) if said.unit is DAY and not said.low else {}
        real = [one for one in over if one[0].start not in odd]
        apart = not real and len(over) <= _CATCH_UPS
        return Tried(
            way, Outcome.APART if apart else Outcome.FAILS, own, (real or over)[0], tuple(over) if apart else ()
        )
    decided = whole and bool(told) and own is not None
    return Tried(way, Outcome.HOLDS if decided else Outcome.OPEN, own, nearest)


def _told(its: Sequence[Subject], said: Record, known: Known, tried: Sequence[Tried]) -> Finding:
    decided = [one for one in tried if one.outcome is not Outcome.OPEN]
    ground = bool(decided) and same_ground(said.claim, known, own=decided[0].own.value if decided[0].own else None)
    outcomes = {one.outcome for one in decided}
    if outcomes == {Outcome.HOLDS} and len(decided) == len(tried):
        verdict, severity = Verdict.TRUE, Severity.NOTE
        rest = _holds(said, decided[0])
    elif outcomes == {Outcome.FAILS} and not any(_unbeaten(one) for one in tried):
        verdict, severity = Verdict.FALSE, Severity.SERIOUS if ground else Severity.MINOR
        rest = _fails(said, decided[0])
    else:
        verdict, severity = Verdict.TRUE_ONLY_IF, Severity.MINOR
        rest = _only_if(said, known, tried)
    sentence = f"{_head(its, said)} {_SO[verdict]}: by {whose(known)} {rest}."
    numbers = [("value", decided[0].own.value)] if decided[0].own else []
    numbers += [("other", one.against[1].value) for one in decided[:1] if one.against]
    of = [said.claim] if said.claim else []
    found = wording.finding(
        Kind.RECORD,
        verdict,
        severity=severity,
        sentence=sentence,
        of=of,
        remarks=[one.remark for one in its],
        numbers=numbers,
    )
    return about_finding(found, its[0])


def _unbeaten(one: Tried) -> bool:
    """Whether the unit's own value is told, and nothing that is told stands against it, though not all is."""
    return one.outcome is Outcome.OPEN and one.own is not None and one.against is not None


_SO = {
    Verdict.TRUE: "That is true",
    Verdict.FALSE: "That is not so",
    Verdict.TRUE_ONLY_IF: "Whether that is true depends on how one counts",
}


def _head(its: Sequence[Subject], said: Record) -> str:
    of = f" of {wording.figure(said.claim)}" if said.claim else ""
    return claimed(its, wording.when(said.period), of=of)


def _unit_words(unit: Unit, period: Period) -> str:
    return f"the {unit.name} of {wording.when(period)}" if unit.name == "week" else wording.when(period)


def _holds(said: Record, one: Tried) -> str:
    since = f" since {wording.day(said.since)}" if said.since else ""
    if said.above is not None:
        return f"it is the first {said.unit.name} above {wording.number(said.above)}{since}"
    kind = "lowest" if said.low else "highest"
    own = amount(one.own, by=one.way.by, unit=said.unit) if one.own else ""
    next_to = (
        f", next to {amount(one.against[1], by=one.way.by, unit=said.unit)} in {_unit_words(said.unit, one.against[0])}"
        if one.against
        else ""
    )
    return f"its {own} is the {kind} of any {said.unit.name}{since}{next_to}"


def _fails(said: Record, one: Tried) -> str:
    assert one.against is not None
    period, total = one.against
    if said.above is not None and period == said.period:
        return f"that {said.unit.name} had {amount(total, by=one.way.by, unit=said.unit)}, which is not above {wording.number(said.above)}"
    other = f"{_unit_words(said.unit, period)} had {amount(total, by=one.way.by, unit=said.unit)}"
    if said.above is not None:
        return f"{other} already"
    own = amount(one.own, by=one.way.by, unit=said.unit) if one.own else "what is claimed"
    return f"{other}, against {own}"


def _only_if(said: Record, known: Known, tried: Sequence[Tried]) -> str:
    good = [one for one in tried if one.outcome in (Outcome.HOLDS, Outcome.APART)]
    so_far = not good  # then it holds in some way as far as the series tells
    good = good or [one for one in tried if _unbeaten(one)]
    parts = []
    if len(good) < len(tried):
        words = either([one.way for one in good], [one.way for one in tried], known=known, unit=said.unit)
        parts.append(f"{words}, as far as the series tells" if so_far else words)
    odd = next((one.odd for one in good if one.odd), ())
    if odd:
        days = wording.listed([f"the {wording.number(total.value)} of {wording.when(day)}" for day, total in odd])
        looks = (
            "is left out, which looks like a catch-up" if len(odd) == 1 else "are left out, which look like catch-ups"
        )
        parts.append(f"{days} {looks} on the days before")
    bad = next((one for one in tried if one.outcome is Outcome.FAILS), None)
    if bad is None:
        gap = next((one for one in tried if one.outcome is Outcome.OPEN), None)
        tail = f"; if {gap.way.words(known, said.unit)}, it cannot be decided" if gap else ""
    else:
        tail = f"; if {bad.way.words(known, said.unit)}, {_fails(said, bad)}"
    return f"it is true only if {' and if '.join(parts)}{tail}"


def _open(its: Sequence[Subject], said: Record, undecided: tuple[Known, list[Tried]] | None) -> Finding | None:
    if undecided is None:
        return None
    known, tried = undecided
    near = tried[0].against
    if near is None:
        return None
    kind = "lowest" if said.low else "highest"
    value = amount(near[1], by=tried[0].way.by, unit=said.unit)
    what = f"the {kind} {said.unit.name} that {whose(known)} tells of is {_unit_words(said.unit, near[0])} with {value}"
    sentence = f"{_head(its, said)} That cannot be decided: {what}, and it does not tell of all the time that is meant."
    of = [said.claim] if said.claim else []
    found = wording.finding(
        Kind.RECORD,
        Verdict.NOT_DECIDABLE,
        severity=Severity.NOTE,
        sentence=sentence,
        of=of,
        remarks=[one.remark for one in its],
    )
    return about_finding(found, its[0])
