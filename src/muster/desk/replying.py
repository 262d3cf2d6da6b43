"""What the estimate says of a question, out of a run that the ledger holds. No sampler is loaded for it.

Which run answers is chosen without the ledger, what it says is taken out of it.
Invariant: who is believed is the same as in the bounds beside it; where there is no answer it is said why, and how there would be one.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import muster.outlook as ahead
from muster.account.bounds import Question
from muster.account.chart import Chart
from muster.account.draws import Banded, joined, month_end
from muster.account.system import System
from muster.account.wording import when
from muster.claims.errors import LedgerError, UsageError
from muster.claims.measures import Measure
from muster.claims.period import Period, months_apart
from muster.desk import standing
from muster.desk.estimates import Resting, Weighed, foremost, resting
from muster.desk.estimating import anchored_in, fit_of, wanted_of
from muster.desk.outlooks import SEED, of_party
from muster.desk.rows import summed
from muster.desk.settings import Settings
from muster.estimate import priors
from muster.estimate.sampling import Fit
from muster.estimate.senses import Reply, plainest, replies
from muster.ledger.runs import Head, Run
from muster.outlook import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a run says of one `sense`: `counts` in words, of a ratio those of what it is taken `per` too; `level` on the last day. `silent`
    are parts of it of which no claim speaks, each with its share; `prior` that none speaks of any."""

    sense: str
    per: str
    counts: str
    level: bool
    value: Banded
    silent: tuple[tuple[str, float], ...]
    prior: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """The answer of a `run`, made with these `options`: each sense it knows, and of the likeliest, `of`, the figures that bear most on it
    and what its level rests on. `stale` says what has changed since; `covers` the days of its months, `why` there is no answer in it, and
    `scenario` under which it was carried forward, `remarks` what is odd about that."""

    run: str
    made_at: dt.datetime
    parties: tuple[str, ...]
    options: str
    good: bool
    faults: tuple[str, ...]
    stale: tuple[str, ...]
    covers: tuple[dt.date, dt.date]
    meant: tuple[Meant, ...] = ()
    of: str = ""
    bearing: tuple[Weighed, ...] = ()
    rests: Resting | None = None
    why: str = ""
    scenario: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A question put to the estimate: with `per` for each unit of another measure; to the `run` whose id begins so, where one is named,
    else to one that believed the same bodies; carried forward under the `scenario` of this name or file, where one is named."""

    question: Question
    per: Measure | None = None
    run: str | None = None
    trust: Sequence[str] = ()
    distrust: Sequence[str] = ()
    scenario: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The run that answers, by its id, and what has changed since it; where none does, empty and `why`, with what would make one."""

    run: str = ""
    stale: tuple[str, ...] = ()
    why: str = ""


def chosen(put: Put, whole: System, *, heads: Sequence[Head], settings: Settings) -> Chosen:
    """The run among all of the ledger's that answers. No ledger is opened. Raises `UsageError` for one that is named and is of others."""
    party = put.question.party.code
    if put.run is not None:
        head = next(one for one in heads if one.id == put.run)
        _of_this(head, whole, party)
    else:
        own = [one for one in heads if wanted_of(one).by is None]
        found = standing.answering(whole, party, trust=put.trust, distrust=put.distrust, settings=settings, heads=own)
        if found is None:
            return Chosen(why=_none(put, whole, settings, own))
        head = found
    return Chosen(run=head.id, stale=standing.stale(head, whole, settings=settings))


def replied(put: Put, chosen: Chosen, *, chart: Chart, names: Mapping[str, str], settings: Settings) -> Replied | str:
    """The answer, or in a line why there is none. `names` are the ids that the ledger's tables show."""
    if not chosen.run:
        return chosen.why
    run = standing.named(chosen.run, settings)
    try:
        fit = fit_of(run)
    except LedgerError as error:
        if put.run is not None:
            raise
        return str(error)
    fit, under = _carried(fit, put)
    plain = Replied(
        run=run.id,
        made_at=run.made_at,
        parties=run.inputs.parties,
        options=standing.options(run),
        good=run.good,
        faults=fit.health.faults,
        stale=chosen.stale,
        covers=(fit.draws.months[0], month_end(fit.draws.months[-1])),
        scenario="" if under is None else under.title,
        remarks=() if under is None else under.remarks,
    )
    return _answered(plain, put, run, fit=fit, chart=chart, names=names)


def _carried(fit: Fit, put: Put) -> tuple[Fit, Scenario | None]:
    """The fit with the months that a scenario adds to it, as far as the question goes, and that scenario; as it is where none is
    named. Raises `ScenarioError`, `MissingInput`."""
    if put.scenario is None:
        return fit, None
    scenario, draws = ahead.named(put.scenario, folder=Path.cwd()), fit.draws
    last, end = draws.months[-1], put.question.period.end
    asked = 0 if end is None else months_apart(last, end)
    horizon = min(max(scenario.horizon, asked), ahead.LONGEST)
    party = put.question.party.code
    scenario = of_party(ahead.suited(draws, replace(scenario, horizon=horizon), party=party), party)
    made = ahead.project(draws, scenario, party=party, seed=SEED)
    return replace(fit, draws=joined(draws, made)), scenario


def _of_this(run: Head, whole: System, party: str) -> None:
    """Nothing, where a run is of this party and war. Raises `UsageError` for one of others."""
    war = whole.war.id if whole.war else ""
    if run.inputs.war != war or party not in run.inputs.parties:
        raise UsageError(
            f"the run {run.id[:10]} is of {', '.join(run.inputs.parties)} in {run.inputs.war or 'no known war'}, and not of {party} in "
            f"{war or 'no known war'}; muster runs lists them"
        )


def _none(put: Put, whole: System, settings: Settings, heads: Sequence[Head]) -> str:
    """That no run answers, and the command that would make one."""
    party = put.question.party.code
    said = ["muster", "estimate", "--party", party]
    for option, its in (("--trust", put.trust), ("--distrust", put.distrust)):
        said += [word for one in its for word in (option, one)]
    same = " that believes the same bodies" if put.trust or put.distrust else ""
    failed = standing.failed(whole, party, settings=settings, heads=heads)
    if failed is None:
        return f"no estimate of {party}{same} is kept; {shlex.join(said)} would add it"
    again = shlex.join([*said, "--seed", str(failed.inputs.seed + 1)])
    return (
        f"no good estimate of {party}{same} is kept; {again} may add one. The last run failed its own diagnostics; "
        f"--run {failed.id[:10]} shows what it says all the same"
    )


def _answered(plain: Replied, put: Put, run: Run, *, fit: Fit, chart: Chart, names: Mapping[str, str]) -> Replied:
    question, (first, last) = put.question, plain.covers
    start, end = question.period.start or first, question.period.end or last
    if start < first or end > last:
        return replace(plain, why=f"it covers {when(Period(first, last))}; ask for days within")
    others = [one for one in plain.parties if one != question.party.code]
    try:
        found = replies(fit, question, chart=chart, per=put.per, other=others[0] if len(others) == 1 else None)
    except UsageError as error:
        return replace(plain, why=str(error))
    likeliest = plainest(found, measure=question.measure, priors=priors.shipped())
    return replace(
        plain,
        meant=tuple(_meant(one) for one in found),
        of=likeliest.sense,
        bearing=foremost(fit, likeliest.values, names=names),
        rests=resting(fit, likeliest.values, anchors=anchored_in(run, question.party.code)),
    )


def _meant(one: Reply) -> Meant:
    return Meant(
        sense=one.sense,
        per=one.per,
        counts=" / ".join(_bracketed(its) for its in (one.counts, one.per_counts)) if one.per else summed(one.counts),
        level=one.level,
        value=one.value,
        silent=one.silent,
        prior=one.prior,
    )


def _bracketed(parts: Sequence[tuple[str, float]]) -> str:
    return f"({summed(parts)})" if len(parts) > 1 else summed(parts)
