"""A backtest: the account as it could be known on days gone by, carried forward, against what was told of the days after.

Invariant: what a cut knows was published by it, a table's rows each by its own day; what is scored was published after the cut, is of a
day after it, and rests on no claim that was known; an estimate made for a cut is kept as that, and answers nothing else.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

import muster.outlook as ahead
from muster.account import wording
from muster.account.draws import BANDS, Banded, joined, month_end, months_of
from muster.account.system import System
from muster.claims.errors import FitFailed, MissingInput, UsageError
from muster.claims.measures import MEASURES
from muster.claims.period import Period, month_after, months_apart
from muster.claims.report import Report
from muster.desk import estimating, reports
from muster.desk.estimating import Tell
from muster.desk.meant import meant
from muster.desk.outlooks import of_party
from muster.desk.settings import Settings
from muster.estimate import naive
from muster.estimate.foretold import Foretold, foretold, scorable
from muster.estimate.gathering import observed
from muster.estimate.observation import Observation
from muster.estimate.sampling import Effort
from muster.outlook import Scenario

MONTHS, EVERY, FIRST = 12, 6, 12  # months looked ahead; from cut to cut, and before the first, where none is named
LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A backtest of `party` at `cuts` (every half year where none is named), each carried so many `months` forward under a `scenario`,
    which is to assume nothing of a date; `distrust` leaves bodies out on both sides, `failed` scores fits that failed, too."""

    party: str
    cuts: Sequence[dt.date] = ()
    months: int = MONTHS
    scenario: str = "as-now"
    war: str | None = None
    distrust: Sequence[str] = ()
    seed: int = 1
    failed: bool = False
    effort: Effort = field(default_factory=Effort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A figure that came later: by whom, of what and which `days`, as it was `told`, what was `expected` of it, its score (CRPS, in logs)
    and which of the bands of 50, 80 and 95 of 100 hold it; the middle and the score of the naive continuation, None where nothing of
    its kind was known; of a strength what the naive `balance` comes to. `claims` are their ids as the ledger's tables show them."""

    claims: tuple[str, ...]
    by: str
    what: str
    days: str
    start: dt.date
    end: dt.date
    level: bool
    told: float
    expected: Banded
    inside: tuple[bool, ...]
    score: float
    naive: float | None
    naive_score: float | None
    balance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of so many `figures` the share in the bands of 50, 80 and 95 of 100 and the mean CRPS in logs; of those of which the naive
    continuation speaks (`both`) the scores of the two."""

    figures: int
    inside: tuple[float, ...]
    score: float
    both: int
    own_score: float | None
    naive_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One cut: the run made of what was known on the `day`, whether it passed its own diagnostics and else why not, how many claims it
    used, the figures that came `later`, and how many came that it could not foretell; `remarks` on
    the scenario as it lies over this cut."""

    day: dt.date
    run: str
    good: bool
    faults: tuple[str, ...]
    claims: int
    later: tuple[Later, ...]
    unforetold: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """All cuts of a war's party, with the `scores`: of all, then by kind, by how long after the cut, by whether their days begin before it,
    and by cut. A figure can come after several cuts: so many that were scored are `distinct`. `remarks` say what is odd about the
    scenario over some cut."""

    war: str
    party: str
    months: int
    scenario: str
    remarks: tuple[str, ...]
    distinct: int
    cuts: tuple[Cut, ...]
    scores: tuple[tuple[str, Score], ...]


def backtest(wanted: Wanted, settings: Settings, *, tell: Tell = lambda _: None) -> Backtest:
    """The backtest. Raises `UsageError` for months or a scenario that cannot be, `MissingInput` where no figure is of the party or nothing
    came after a cut, `FitFailed` where no cut's fit is good."""
    scenario = _scenario(wanted)
    tell("Opening the ledger")
    material = reports.of_ledger(settings)
    whole = meant(material, settings, parties=(wanted.party,), war=wanted.war)
    war = whole.war.id if whole.war else ""
    days = list(wanted.cuts) or _every(whole, wanted)
    told = [one.statement.published for one in whole.rows if one.statement.published is not None]
    if late := [day for day in days if not told or day >= max(told)]:
        last = f"the last figure was published on {max(told)}" if told else "no figure here says when it was published"
        raise UsageError(f"nothing was told after {max(late)} that could be scored: {last}; name an earlier --cut")
    found = []
    for at, day in enumerate(sorted(set(days)), start=1):
        found.append(
            _cut(
                day,
                material,
                replace(wanted, war=war or None),
                scenario,
                settings=settings,
                tell=_prefixed(tell, f"{day} ({at} of {len(set(days))})"),
            )
        )
    used = [one for one in found if one.good or wanted.failed]
    if not used:
        raise FitFailed(
            "no cut's fit passed its own diagnostics; --failed scores them all the same, another --seed may settle it"
        )
    if not any(one.later for one in used):
        raise MissingInput(
            "nothing that could be scored was told of the days after: name an earlier --cut, or more --months"
        )
    return Backtest(
        war=war,
        party=wanted.party,
        months=wanted.months,
        scenario=scenario.title,
        remarks=tuple(dict.fromkeys(remark for one in found for remark in one.remarks)),
        distinct=len({one.claims for cut in used for one in cut.later}),
        cuts=tuple(found),
        scores=tuple(_scores(used)),
    )


def _prefixed(tell: Tell, words: str) -> Tell:
    return lambda line: tell(f"{words}: {line}")


def _scenario(wanted: Wanted) -> Scenario:
    if not 1 <= wanted.months <= LONGEST:
        raise UsageError(f"--months must be 1 to {LONGEST}; got {wanted.months}")
    return ahead.named(wanted.scenario)


def _every(whole: System, wanted: Wanted) -> list[dt.date]:
    """The last days of months, every half year from a year after the first on, each with its months before the last day told."""
    ends = [one.statement.published for one in whole.rows if one.statement.published is not None]
    start = (
        whole.war.start
        if whole.war
        else min((one.statement.period.start for one in whole.rows if one.statement.period.start), default=None)
    )
    if not ends or start is None:
        raise MissingInput(
            "no figure here says when it was published, so nothing can be told to have been known on a day"
        )
    months = months_of(start, max(ends))
    days = [month_end(one) for one in months[FIRST : max(len(months) - wanted.months, 0) : EVERY]]
    if not days:
        raise UsageError(
            f"the figures here are of {len(months)} months, too few to look {wanted.months} ahead after a year: name a --cut"
        )
    return days


# ------------------------------------------------------------------ one cut
def _cut(
    day: dt.date,
    material: Sequence[Report],
    wanted: Wanted,
    scenario: Scenario,
    *,
    settings: Settings,
    tell: Callable[[str], None],
) -> Cut:
    asked = estimating.Wanted(
        parties=(wanted.party,),
        war=wanted.war,
        distrust=wanted.distrust,
        seed=wanted.seed,
        effort=wanted.effort,
        by=day,
    )
    known = reports.known_by(material, day)
    if not known:
        raise MissingInput(f"nothing in the ledger was published by {day}: name a later --cut")
    made = estimating.estimated_from(known, asked, settings=settings, tell=tell)
    draws = made.fit.draws
    until = month_end(month_after(day, wanted.months))
    horizon = months_apart(draws.months[-1], until)
    tell("Carrying it forward")
    whole = draws
    laid = of_party(replace(scenario, horizon=max(horizon, 1)), wanted.party)
    if horizon > 0:
        laid = ahead.suited(draws, laid, party=wanted.party)
        whole = joined(draws, ahead.project(draws, laid, party=wanted.party, seed=wanted.seed))
    later = _later(material, asked, until=until, settings=settings)
    scored = foretold(whole, later[0], chart=later[1].chart, priors=made.priors, seed=wanted.seed)
    names = {new: old for report in material for new, old in report.ids.items()}
    return Cut(
        day=day,
        run=made.run.id,
        good=made.run.good,
        faults=tuple(made.fit.health.faults),
        claims=len({claim for one in made.fit.observations for claim in one.claims}),
        later=tuple(_told(one, made.fit.observations, names) for one in scored),
        unforetold=len(later[0]) - len(scored),
        remarks=laid.remarks,
    )


def _later(
    material: Sequence[Report], asked: estimating.Wanted, *, until: dt.date, settings: Settings
) -> tuple[list[Observation], System]:
    """What was told after the cut by a day, of days after it, resting on no claim that was known; and the system it is of."""
    assert asked.by is not None
    heard = reports.known_by(material, until)
    system = meant(heard, settings, parties=asked.parties, war=asked.war)
    ready = estimating.prepared(replace(asked, by=until), system, settings=settings)
    seen = observed(ready.system, parties=asked.parties, stances=ready.priors.stances)
    old = {claim for report in reports.known_by(material, asked.by) for claim in (one.id for one in report.claims)}
    return [
        one
        for one in seen.observations
        if one.end > asked.by and not old & set(one.claims) and one.basis not in ready.left_out and scorable(one)
    ], system


def _told(one: Foretold, known: Sequence[Observation], names: dict[str, str]) -> Later:
    its = one.observation
    lately = naive.lately(known, one)
    start, end = (its.end, its.end) if its.level else (its.since, its.as_of) if its.known else (its.start, its.end)
    return Later(
        claims=tuple(names.get(claim, claim) for claim in its.claims),
        by=its.name,
        what=MEASURES[its.measure].title.lower(),
        days=wording.when(Period(start, end)),
        start=start,
        end=end,
        level=its.level,
        told=math.exp(one.told),
        expected=one.expected,
        inside=tuple(one.inside(share) for share in BANDS),
        score=one.score,
        naive=lately and lately[0],
        naive_score=lately and lately[1],
        balance=naive.balance(known, its) if its.level else None,
    )


# ------------------------------------------------------------------ scores
def _scores(cuts: Sequence[Cut]) -> Iterator[tuple[str, Score]]:
    every = [(cut, one) for cut in cuts for one in cut.later]
    yield "all", _score([one for _, one in every])
    for what in sorted({one.what for _, one in every}):
        yield what, _score([one for _, one in every if one.what == what])
    for words, low, high in (("within half a year", 0, 183), ("later", 183, 10_000)):
        its = [one for cut, one in every if low < (one.end - cut.day).days <= high]
        if its:
            yield words, _score(its)
    for words, across in (("of later days alone", False), ("that run across the cut", True)):
        its = [one for cut, one in every if (one.start <= cut.day) == across]
        if its:
            yield words, _score(its)
    for cut in cuts:
        if cut.later:
            yield f"from {cut.day}", _score(cut.later)


def _score(its: Sequence[Later]) -> Score:
    both = [(one, one.naive_score) for one in its if one.naive_score is not None]
    return Score(
        figures=len(its),
        inside=tuple(fmean(one.inside[at] for one in its) for at in range(len(BANDS))),
        score=fmean(one.score for one in its),
        both=len(both),
        own_score=fmean(one.score for one, _ in both) if both else None,
        naive_score=fmean(score for _, score in both) if both else None,
    )
