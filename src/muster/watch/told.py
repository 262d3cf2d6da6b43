"""Signs in what reports say of themselves and of each other: the findings of the check, as they stand now.

A finding is as new as the last of what it speaks of. Invariant: what was told within the fresh days can alert; what was told within the
kept ones and never corrected is watched; what is older is counted and told, and raises nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from muster.account import wording
from muster.account.origins.independence import independent
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure
from muster.claims.remark import RemarkKind
from muster.watch.board import Result, State
from muster.watch.looking import TOLLS, Seen, published_first, told_on
from muster.watch.scorecard import Scored, scored
from muster.watch.scorecard import Verdict as Came
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
    spoken = {place for one in seen.findings for place in one.remarks}
    untried = [
        (report.document.published, remark.quote, report)
        for report in seen.reports.values()
        if report.document.published and report.document.published >= seen.since(limits(result.id, "fresh"))
        for remark in report.remarks
        if remark.kind is kind
        and remark.place not in spoken
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
    return _judged(seen, limits, of, _weighed(seen, weigh))


def circularity(seen: Seen, limits: Limits) -> Result:
    """I11: whether several who tell of losses rest on one body's data."""
    id_ = "I11"
    its = [
        one
        for one in seen.told(*TOLLS, Measure.IRRECOVERABLE)
        if one.published and one.published >= seen.since(limits(id_, "fresh"))
    ]
    on = independent(seen.origins, its)
    days = f"the last {limits(id_, 'fresh'):.0f} days"
    claims = tuple(one.id for one in sorted(its, key=published_first)[-12:])
    numbers = (("speakers", float(on.speakers)), ("bases", float(on.count)), ("effective", on.effective))
    day = max((one.published for one in its if one.published), default=None)
    if on.speakers < limits(id_, "watch") or not on.roots:
        who = "nobody" if not on.speakers else f"only {plural(on.speakers, 'speaker')}"
        why = f"In {days} {who} told the losses of {seen.side} in a name that can be followed, so there is nothing to hold together."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, numbers=numbers, claims=claims, day=day)
    said = f"In {days} {plural(on.speakers, 'speaker')} told the losses of {seen.side}, on {plural(on.count, 'independent base')}"
    if on.effective < limits(id_, "effective"):
        state = State.ALERT if on.speakers >= limits(id_, "alert") else State.WATCH
        why = f"{said}, worth {times(on.effective)}: {on.roots[0].name} stands behind most of them, so they count as one observation."
        return Result(id=id_, state=state, why=why, numbers=numbers, claims=claims, day=day, about=on.roots[0].key)
    leaning = listed([f"{one.name} (on {listed(list(one.on))})" for one in on.leaning])
    rest = f" Not counted, for they lean on these: {leaning}." if leaning else ""
    roots = listed([one.name for one in on.roots])
    why = f"{said}, worth {times(on.effective)}: {roots}.{rest}"
    return Result(id=id_, state=State.QUIET, why=why, numbers=numbers, claims=claims, day=day)


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
    return _judged(seen, limits, of, _weighed(seen, weigh))


# ------------------------------------------------------------------ forecasts
def forecasts(seen: Seen, limits: Limits) -> Result:
    """I19: what became of forecasts and stated needs whose time is over."""
    id_ = "I19"
    its = [one for one in scored(seen.system, seen.account, today=seen.today) if _of_party(one, seen.party)]
    over = [one for one in its if one.verdict in (Came.HELD, Came.FAILED)]
    counts = {verdict: sum(one.verdict is verdict for one in its) for verdict in Came}
    beside = [
        words
        for verdict, words in (
            (Came.UNSURE, f"nothing tells what came of {counts[Came.UNSURE]}"),
            (Came.UNDATED, f"{counts[Came.UNDATED]} without a time, or of a part, cannot be scored"),
            (Came.AHEAD, f"the time of {counts[Came.AHEAD]} is not over"),
        )
        if counts[verdict]
    ]
    rest = f" Besides, {listed(beside)}." if beside else ""
    if not over:
        why = f"The ledger holds no forecast or stated need on {seen.side} that is over and can be scored.{rest}"
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.statement.id for one in its))
    failed = [one for one in over if one.verdict is Came.FAILED]
    share = len(failed) / len(over)
    wrong = len(over) >= limits(id_, "due") and share >= limits(id_, "alert")
    lately = [one for one in failed if (one.statement.period.end or dt.date.min) >= seen.since(limits(id_, "kept"))]
    late = f", {len(lately)} of them in the last {limits(id_, 'kept'):.0f} days" if failed else ""
    state = State.ALERT if wrong and lately else State.WATCH if lately else State.QUIET
    return Result(
        id=id_,
        state=state,
        why=(
            f"{len(failed)} of {len(over)} forecasts and stated needs that are over failed{late}: "
            f"{listed(_by_speaker(over), most=6)}.{rest}"
        ),
        numbers=(("over", float(len(over))), ("failed", float(len(failed))), ("share", share)),
        claims=tuple(one.statement.id for one in (*failed, *(one for one in over if one not in failed))),
        day=max(one.statement.period.end for one in over if one.statement.period.end),
        about=failed[-1].statement.id if failed else "",
    )


def _of_party(one: Scored, party: str) -> bool:
    its = one.statement.claim
    return its.party is not None and its.party.code == party and not its.civilian


def _by_speaker(its: Iterable[Scored]) -> list[str]:
    held: dict[str, list[bool]] = {}
    for one in its:
        held.setdefault(one.statement.body.name, []).append(one.verdict is Came.HELD)
    return [f"{name} {sum(said)} of {len(said)} held" for name, said in sorted(held.items())]
