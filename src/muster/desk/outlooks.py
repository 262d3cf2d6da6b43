"""An outlook: the newest good run of the estimate carried forward under scenarios, and what sets two of these apart.

Invariant: nothing is fitted and nothing is kept; a run that failed its own diagnostics is carried forward only where it is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import muster.outlook as ahead
from muster.account.draws import Banded, Draws
from muster.claims.errors import MissingInput, UsageError
from muster.desk import standing
from muster.desk.estimating import fit_of
from muster.desk.settings import Settings
from muster.ledger.runs import Head, Run
from muster.outlook import Outlook, Scenario, sentences

__all__ = [
    "PLAIN",
    "SEED",
    "Ahead",
    "Banded",
    "Cause",
    "Outlook",
    "Wanted",
    "looked_ahead",
    "offered",
    "scenario_of",
    "sentences",
]
PLAIN = "as-now"
SEED = 1  # of the luck of the months ahead, where none is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An outlook of `party` under `scenarios` (names or files), from the `run` whose id begins so, else from its newest good one, of the
    `war` where one is named; over so many `months` in place of the scenarios' own."""

    party: str
    scenarios: Sequence[str] = (PLAIN,)
    war: str | None = None
    run: str | None = None
    months: int | None = None
    seed: int = SEED


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """How far the end of one scenario moves by a part of another alone: the middle of the difference in `people` in the theatre, of the
    balance over the horizon where no strength is known."""

    what: str
    people: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The outlooks, from a `run` made then, and for each but the first what sets it apart from that."""

    run: str
    made_at: dt.datetime
    good: bool
    war: str
    outlooks: tuple[Outlook, ...]
    causes: tuple[tuple[Cause, ...], ...]


def offered() -> list[tuple[str, str]]:
    """The scenarios that come with Muster: names and titles."""
    return [(name, ahead.named(name).title) for name in ahead.shipped()]


def looked_ahead(wanted: Wanted, settings: Settings) -> Ahead:
    """The outlook. Raises `MissingInput` where no good run is kept, `UnknownRun`, `UsageError`, `ScenarioError`."""
    scenarios = [scenario_of(name, wanted) for name in wanted.scenarios]
    run = _run(wanted, settings)
    draws = fit_of(run).draws
    outlooks = [_one(draws, scenario, wanted) for scenario in scenarios]
    first = scenarios[0]
    return Ahead(
        run=run.id,
        made_at=run.made_at,
        good=run.good,
        war=run.inputs.war,
        outlooks=tuple(outlooks),
        causes=tuple(_causes(draws, first, other, wanted) for other in scenarios[1:]),
    )


def scenario_of(scenario: str | Scenario, wanted: Wanted) -> Scenario:
    """A scenario by its name or file, or itself, over the months that are wanted, with a remark where it is of another party. Raises
    `ScenarioError`, `MissingInput`, and `UsageError` for more months than an outlook can have."""
    found = ahead.named(scenario, folder=Path.cwd()) if isinstance(scenario, str) else scenario
    if found.of and found.of != wanted.party:
        found = replace(
            found, remarks=(*found.remarks, f"{found.title!r} assumes numbers of {found.of}, not of {wanted.party}")
        )
    if wanted.months is None:
        return found
    if not 1 <= wanted.months <= ahead.LONGEST:
        raise UsageError(f"an outlook is of 1 to {ahead.LONGEST} months; got {wanted.months}")
    return replace(found, horizon=wanted.months)


def _one(draws: Draws, scenario: Scenario, wanted: Wanted) -> Outlook:
    made = ahead.project(draws, scenario, party=wanted.party, seed=wanted.seed)
    return ahead.outlook(made, scenario, party=wanted.party, seed=wanted.seed)


def _run(wanted: Wanted, settings: Settings) -> Run:
    if wanted.run is not None:
        run = standing.named(wanted.run, settings)
        if wanted.party not in run.inputs.parties or (wanted.war and run.inputs.war != wanted.war):
            raise UsageError(
                f"the run {run.id[:10]} is of {', '.join(run.inputs.parties)} in {run.inputs.war or 'no known war'}; muster runs lists them"
            )
        return run
    its = [
        one
        for one in standing.current(settings)
        if wanted.party in one.inputs.parties and (wanted.war is None or one.inputs.war == wanted.war)
    ]
    good: Head | None = next((one for one in its if one.good), None)
    if good is None:
        said = f"no good estimate of {wanted.party} is kept; muster estimate --party {wanted.party} makes one"
        if its:
            said += f". The last one failed its own diagnostics: --run {its[0].id[:10]} carries it forward all the same"
        raise MissingInput(said)
    return standing.named(good.id, settings)


# ------------------------------------------------------------------ what sets two apart
def _causes(draws: Draws, one: Scenario, other: Scenario, wanted: Wanted) -> tuple[Cause, ...]:
    """Each part of the other scenario put into the first by itself, on the same luck; what is left is what they do together."""
    base, whole = _end(draws, one, wanted), _end(draws, replace(other, horizon=one.horizon), wanted)
    found = []
    for what, mixed in _mixed(one, other):
        found.append(Cause(what=what, people=_end(draws, mixed, wanted) - base))
    found.sort(key=lambda its: -abs(its.people))
    left = whole - base - sum(its.people for its in found)
    return (
        *found,
        *([Cause(what="together", people=left)] if len(found) > 1 else []),
        Cause(what="in all", people=whole - base),
    )


def _mixed(one: Scenario, other: Scenario) -> list[tuple[str, Scenario]]:
    """The first scenario with each part in which the other differs."""
    found = []
    levers = {its.lever for its in (*one.changes, *other.changes)}
    for lever in sorted(levers):
        ours, theirs = ([its for its in of.changes if its.lever is lever] for of in (one, other))
        if [replace(its, place="") for its in ours] != [replace(its, place="") for its in theirs]:
            rest = [its for its in one.changes if its.lever is not lever]
            found.append((lever.value, replace(one, changes=(*rest, *theirs))))
    if one.mobilisations != other.mobilisations:
        found.append(("mobilisation", replace(one, mobilisations=other.mobilisations)))
    if one.pay != other.pay:
        found.append(("pay", replace(one, pay=other.pay)))
    if one.ceasefire != other.ceasefire:
        found.append(("ceasefire", replace(one, ceasefire=other.ceasefire)))
    if one.tempo != other.tempo:
        found.append(("tempo", replace(one, tempo=other.tempo)))
    return found


def _end(draws: Draws, scenario: Scenario, wanted: Wanted) -> float:
    """The middle of the strength at the end, or of the balance over the horizon."""
    made = _one(draws, scenario, wanted)
    if made.strength:
        return made.strength[-1].middle
    return sum(its.with_return.middle for its in made.balances)
