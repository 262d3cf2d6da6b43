"""An outlook: the newest good run of the estimate carried forward under scenarios, and what sets two of these apart.

Invariant: nothing is fitted and nothing is kept; a run that failed its own diagnostics is carried forward only where it is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import muster.outlook as ahead
from muster.account.draws import Banded
from muster.claims.errors import MissingInput, UsageError
from muster.desk import standing
from muster.desk.estimating import fit_of
from muster.desk.settings import Settings
from muster.ledger.runs import Head, Run
from muster.outlook import Cause, Outlook, Scenario, sentences

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
class Ahead:
    """The outlooks, from a `run` made then, and for each but the first what sets it apart from that at the end of the month `until`, the
    last that all of them reach."""

    run: str
    made_at: dt.datetime
    good: bool
    war: str
    until: dt.date
    outlooks: tuple[Outlook, ...]
    causes: tuple[tuple[Cause, ...], ...]


def offered() -> list[tuple[str, str]]:
    """The scenarios that come with Muster: names and titles."""
    return list(_offered())


@cache
def _offered() -> tuple[tuple[str, str], ...]:
    return tuple((name, ahead.named(name).title) for name in ahead.shipped())


def looked_ahead(wanted: Wanted, settings: Settings) -> Ahead:
    """The outlook. Raises `MissingInput` where no good run is kept, `UnknownRun`, `UsageError`, `ScenarioError`."""
    scenarios = [scenario_of(name, wanted) for name in wanted.scenarios]
    run = _run(wanted, settings)
    draws = fit_of(run).draws
    outlooks = [ahead.outlook(draws, one, party=wanted.party, seed=wanted.seed) for one in scenarios]
    first, months = scenarios[0], min(one.horizon for one in scenarios)
    return Ahead(
        run=run.id,
        made_at=run.made_at,
        good=run.good,
        war=run.inputs.war,
        until=outlooks[0].months[months - 1],
        outlooks=tuple(outlooks),
        causes=tuple(
            ahead.apart(draws, one=first, other=other, party=wanted.party, seed=wanted.seed, months=months)
            for other in scenarios[1:]
        ),
    )


def scenario_of(scenario: str | Scenario, wanted: Wanted) -> Scenario:
    """A scenario by its name or file, or itself, over the months that are wanted, with a remark where it is of another party. Raises
    `ScenarioError`, `MissingInput`, and `UsageError` for more months than an outlook can have."""
    found = of_party(ahead.named(scenario, folder=Path.cwd()) if isinstance(scenario, str) else scenario, wanted.party)
    if wanted.months is None:
        return found
    if not 1 <= wanted.months <= ahead.LONGEST:
        raise UsageError(f"an outlook is of 1 to {ahead.LONGEST} months; got {wanted.months}")
    return replace(found, horizon=wanted.months)


def of_party(scenario: Scenario, party: str) -> Scenario:
    """The scenario, remarked on where it assumes another party's numbers."""
    if scenario.of in ("", party):
        return scenario
    return replace(
        scenario,
        remarks=(*scenario.remarks, f"{scenario.title!r} assumes numbers of {scenario.of}, not of {party}"),
    )


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
