"""Signs in what reports say of themselves and of each other: the findings of the check, as they stand now.

A finding is as new as the last of what it speaks of. Invariant: what was told within the fresh days can alert; what was told within the
kept ones and never corrected is watched; what is older is counted and told, and raises nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from muster.account import wording
from muster.account.origins.independence import Independence, independent
from muster.account.statement import Statement
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure
from muster.claims.remark import RemarkKind
from muster.watch.board import GRAVEST_FIRST, Result, State
from muster.watch.looking import TOLLS, Seen, published_first, told_on
from muster.watch.thresholds import Limits
from muster.watch.words import listed, plural, times

_ONE_NAME = "no number travels under several names"
_LONG = 12  # running totals that make a series to hold another against


class Weight(IntEnum):
    """How much a finding weighs for an indicator."""

    WELL = 0
    OPEN = 1  # the check cannot decide it
    LIGHT = 2
    GRAVE = 3


@dataclass(frozen=True, slots=True)
class _Of:
    """An indicator of findings: what they are of, one and several, what is amiss with them, one and several, and that nothing is."""

    id: str
    one: str
    many: str
    is_amiss: str
    are_amiss: str
    calm: str


Weighed = tuple[dt.date, Finding, Weight]


def _weighed(seen: Seen, weigh: Callable[[Finding], Weight | None]) -> list[Weighed]:
    """The findings that an indicator is of, the newest first, and of one day the gravest."""
    its = [
        (told_on(one, seen) or dt.date.min, one, weight) for one in seen.findings if (weight := weigh(one)) is not None
    ]
    return sorted(its, key=lambda one: (-one[0].toordinal(), -one[2], one[1].order))


def _judged(seen: Seen, limits: Limits, of: _Of, its: Sequence[Weighed]) -> Result:
    """The state of findings by their weight and age, and in words how many and the newest."""
    fresh, kept = seen.since(limits(of.id, "fresh")), seen.since(limits(of.id, "kept"))
    alert = [one for one in its if one[2] is Weight.GRAVE and one[0] >= fresh]
    watch = [
        one
        for one in its
        if (one[2] is Weight.GRAVE and one[0] >= kept) or (one[2] is Weight.LIGHT and one[0] >= fresh)
    ]
    if shown := alert or watch:
        days = limits(of.id, "fresh" if shown[-1][0] >= fresh else "kept")
        said = f"{len(shown):,} {of.one if len(shown) == 1 else of.many} {of.is_amiss if len(shown) == 1 else of.are_amiss}"
        newest = "" if len(shown) == 1 else "The newest: "
        day, finding, _ = shown[0]
        return Result(
            id=of.id,
            state=State.ALERT if alert else State.WATCH,
            why=f"In what was told in the last {days:.0f} days {said}. {newest}{finding.sentence}",
            numbers=(("found", float(len(shown))), *finding.numbers),
            claims=tuple(dict.fromkeys(claim for _, one, _ in shown for claim in one.claims)),
            day=day,
            about=finding.id,
            over=tuple(one.id for _, one, _ in shown),
        )
    return _calm(of, its, fresh=fresh, days=limits(of.id, "fresh"))


def _calm(of: _Of, its: Sequence[Weighed], *, fresh: dt.date, days: float) -> Result:
    late = [one for one in its if one[0] >= fresh]
    unsure = [one for one in late if one[2] is Weight.OPEN]
    well = [one for one in late if one[2] is Weight.WELL]
    older = [one for one in its if one[2] >= Weight.LIGHT and one[0] < fresh]
    before = (
        f" {plural(len(older), 'older one')} in the ledger {'was' if len(older) == 1 else 'were'} told before."
        if older
        else ""
    )
    claims = tuple(dict.fromkeys(claim for _, one, _ in late for claim in one.claims))
    if unsure and not well:
        _, finding, _ = unsure[0]
        number = f"1 {of.one}" if len(unsure) == 1 else f"{len(unsure):,} {of.many}"
        why = f"What is here does not decide {number}. {finding.sentence}{before}"
        return Result(id=of.id, state=State.CANNOT_TELL, why=why, claims=claims, day=unsure[0][0], about=finding.id)
    held = f"; {len(well):,} of them {'was' if len(well) == 1 else 'were'} tried and held" if well else ""
    why = f"In what was told in the last {days:.0f} days {of.calm}{held}.{before}"
    return Result(id=of.id, state=State.QUIET, why=why, claims=claims, day=max((one[0] for one in late), default=None))


# ------------------------------------------------------------------ records and streaks
_BY_VERDICT = {
    Verdict.TRUE: Weight.WELL,
    Verdict.REACHED: Weight.WELL,
    Verdict.AGREES: Weight.WELL,
    Verdict.FALSE: Weight.GRAVE,
    Verdict.FAILS: Weight.GRAVE,
    Verdict.NOT_DECIDABLE: Weight.OPEN,
    Verdict.IMPLIED: Weight.OPEN,
}


def _of_kind(kind: Kind) -> Callable[[Finding], Weight | None]:
    return lambda one: _BY_VERDICT.get(one.verdict, Weight.LIGHT) if one.kind is kind else None


def records(seen: Seen, limits: Limits) -> Result:
    """I05: whether what reports call the highest, the first or a mark that was passed is so."""
    of = _Of("I05", "record", "records", "does not hold", "do not hold", "nothing is called a record that is none")
    return _tried(_judged(seen, limits, of, _weighed(seen, _of_kind(Kind.RECORD))), seen, limits, RemarkKind.RECORD)


def streaks(seen: Seen, limits: Limits) -> Result:
    """I06: whether what reports call the n-th in a row is so, by totals and by averages."""
    amiss = ("does not hold, or one way alone", "do not hold, or one way alone")
    of = _Of("I06", "streak", "streaks", *amiss, "no streak is told that does not hold")
    return _tried(_judged(seen, limits, of, _weighed(seen, _of_kind(Kind.STREAK))), seen, limits, RemarkKind.STREAK)


def _tried(result: Result, seen: Seen, limits: Limits, kind: RemarkKind) -> Result:
    """The same, but that quiet cannot be told where late reports speak of such a thing and the check found nothing to try it on."""
    if result.state is not State.QUIET:
        return result
    untried = [
        (report.document.published, remark.quote, report)
        for report in seen.reports.values()
        if report.document.published and report.document.published >= seen.since(limits(result.id, "fresh"))
        for remark in report.remarks
        if remark.kind is kind
        and remark.place not in seen.tried
        and (remark.party is None or remark.party.code == seen.party)
    ]
    if not untried:
        return result
    day, quote, report = min(untried, key=lambda one: (-one[0].toordinal(), one[2].document.id, one[1]))
    why = (
        f"Late reports speak of {plural(len(untried), kind.value)} that nothing here could be tried on, such as "
        f"“{' '.join(quote.split())}” "
        f"({wording.called(report)}, {wording.day(day)})."
    )
    return replace(result, state=State.CANNOT_TELL, why=f"{why} {result.why}", day=day)


# ------------------------------------------------------------------ names and sources
def names(seen: Seen, limits: Limits) -> Result:
    """I10: whether one number travels under several measures."""

    def weigh(one: Finding) -> Weight | None:
        if one.kind is not Kind.DEFINITION:
            return None
        measures = dict(one.numbers).get("measures", 2.0)
        return (
            Weight.GRAVE
            if measures >= limits("I10", "alert")
            else Weight.LIGHT
            if measures >= limits("I10", "watch")
            else Weight.WELL
        )

    of = _Of("I10", "number", "numbers", "is told under several names", "are told under several names", _ONE_NAME)
    why = f"nothing of {seen.side} is told of the same days under two measures, so no number could be"
    return _comparable(_judged(seen, limits, of, _weighed(seen, weigh)), seen, limits, of=_days_and_measure, why=why)


def _days_and_measure(one: Statement) -> tuple[object, object]:
    return one.period, one.claim.measure


def _body_and_claim(one: Statement) -> tuple[object, object]:
    return (one.body.key, one.claim.measure), one.id


def _comparable(
    result: Result, seen: Seen, limits: Limits, *, of: Callable[[Statement], tuple[object, object]], why: str
) -> Result:
    """The same, but that quiet cannot be told where no late figure has another beside it: one that is alike in the first that `of` gives
    and other in the second."""
    if result.state is not State.QUIET:
        return result
    beside: dict[object, set[object]] = {}
    for one in seen.statements:
        if one.fact and one.period.end is not None:
            alike, other = of(one)
            beside.setdefault(alike, set()).add(other)
    fresh = seen.since(limits(result.id, "fresh"))
    late = [one for one in seen.statements if one.fact and one.published is not None and one.published >= fresh]
    if any(len(beside.get(of(one)[0], ())) > 1 for one in late):
        return result
    days = f"In what was told in the last {limits(result.id, 'fresh'):.0f} days"
    older = result.why.partition(". ")[2]
    return replace(result, state=State.CANNOT_TELL, why=f"{days} {why}.{f' {older}' if older else ''}")


def circularity(seen: Seen, limits: Limits) -> Result:
    """I11: whether several who tell one quantity of losses rest on one body's data; of several quantities the gravest."""
    found = [_circle(seen, limits, of, its) for of, its in _quantities(seen, limits("I11", "fresh"))]
    return min(found, key=lambda one: (GRAVEST_FIRST.index(one.state), -one.number("speakers")))


_Quantity = tuple[str, list[Statement]]


def _quantities(seen: Seen, days: float) -> list[_Quantity]:
    """What was told of late of the losses, by quantity in its words: losses are told as casualties and the other way round."""
    late = [
        one for one in seen.told(*TOLLS, Measure.IRRECOVERABLE) if one.published and one.published >= seen.since(days)
    ]
    both = (Measure.LOSSES, Measure.KILLED_WOUNDED)
    return [
        (words, [one for one in late if one.claim.measure in measures])
        for words, measures in (
            ("losses", both),
            ("dead", (Measure.KILLED,)),
            ("irrecoverable losses", (Measure.IRRECOVERABLE,)),
        )
    ]


def _circle(seen: Seen, limits: Limits, of: str, its: Sequence[Statement]) -> Result:
    """What stands behind those who tell one quantity."""
    id_ = "I11"
    on = independent(seen.origins, its)
    days = f"the last {limits(id_, 'fresh'):.0f} days"
    day = max((one.published for one in its if one.published), default=None)
    base = Result(
        id=id_,
        state=State.QUIET,
        why="",
        numbers=(("speakers", float(on.speakers)), ("bases", float(on.count)), ("effective", on.effective)),
        claims=tuple(one.id for one in sorted(its, key=published_first)[-12:]),
        day=day,
    )
    if on.speakers < limits(id_, "watch") or not on.roots:
        who = "nobody" if not on.speakers else f"only {plural(on.speakers, 'speaker')}"
        why = f"In {days} {who} told the {of} of {seen.side} in a name that can be followed, so there is nothing to hold together."
        return replace(base, state=State.CANNOT_TELL, why=why)
    said = f"In {days} {plural(on.speakers, 'speaker')} told the {of} of {seen.side}, on {plural(on.count, 'independent base')}"
    if on.effective < limits(id_, "effective"):
        state = State.ALERT if on.speakers >= limits(id_, "alert") else State.WATCH
        why = f"{said}, worth {times(on.effective)}: {on.roots[0].name} stands behind most of them, so they count as one observation."
        return replace(base, state=state, why=why, about=on.roots[0].key, over=(on.roots[0].key,))
    return replace(base, why=f"{said}, worth {times(on.effective)}: {_roots(on)}")


def _roots(on: Independence) -> str:
    leaning = listed([f"{one.name} (on {listed(list(one.on))})" for one in on.leaning])
    rest = f" Not counted, for they lean on these: {leaning}." if leaning else ""
    return f"{listed([one.name for one in on.roots])}.{rest}"


# ------------------------------------------------------------------ running totals
def stale(seen: Seen, limits: Limits) -> Result:
    """I12: whether running totals are told that their series had long passed."""
    id_ = "I12"
    if not any(
        one.daily or any(len(run.ends) >= _LONG for run in one.runs) for one in seen.series if one.measure in TOLLS
    ):
        why = f"No body in the ledger tells a dozen running totals of the losses of {seen.side}, against which another could be old."
        return Result(id=id_, state=State.CANNOT_TELL, why=why)

    def weigh(one: Finding) -> Weight | None:
        if one.kind is not Kind.CUMULATIVE or one.verdict not in (
            Verdict.STALE,
            Verdict.STALE_AS_SPOKEN,
            Verdict.MISTOLD,
        ):
            return None
        old = dict(one.numbers).get("age_days", 0.0) >= limits(id_, "alert")
        return Weight.GRAVE if one.verdict is Verdict.STALE and old else Weight.LIGHT

    amiss = ("was out of date, or of another day", "were out of date, or of other days")
    of = _Of(id_, "running total", "running totals", *amiss, "no running total was out of date")
    return _judged(seen, limits, of, _weighed(seen, weigh))


def own_past(seen: Seen, limits: Limits) -> Result:
    """I20: whether a body's later figure cannot stand beside its own earlier one."""
    id_ = "I20"
    by_id = {one.id: one for one in seen.statements}

    def quickly(one: Finding) -> bool:
        days = sorted(told for claim in one.claims if claim in by_id and (told := by_id[claim].published) is not None)
        return len(days) < 2 or (days[-1] - days[0]).days <= limits(id_, "days")

    def weigh(one: Finding) -> Weight | None:
        if one.measure is Measure.OBITUARIES:
            return None  # lists of names grow late; I17 speaks of them
        if one.kind is Kind.CUMULATIVE and one.verdict is Verdict.FALLS:
            return Weight.GRAVE
        if one.kind is Kind.CUMULATIVE and one.verdict is Verdict.IMPLAUSIBLE:
            return Weight.LIGHT if one.severity is Severity.NOTE else Weight.GRAVE
        if one.kind is Kind.REVISION:
            jumped = abs(dict(one.numbers).get("share", 0.0)) >= limits(id_, "jump") and quickly(one)
            return Weight.GRAVE if jumped else Weight.LIGHT if one.severity is not Severity.NOTE else None
        return None

    amiss = ("goes against its own body's earlier one", "go against their own bodies' earlier ones")
    of = _Of(id_, "figure", "figures", *amiss, "no figure goes against its own body's earlier one")
    why = f"no body told a measure of {seen.side} that it had told before, so nothing could go against it"
    return _comparable(_judged(seen, limits, of, _weighed(seen, weigh)), seen, limits, of=_body_and_claim, why=why)
