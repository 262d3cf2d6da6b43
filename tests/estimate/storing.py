"""Runs for tests that were never sampled: the observations are those of a ledger's own claims, the draws are made by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from muster.account.draws import Array, Draws, months_of
from muster.account.flows import Flow, Stock
from muster.claims.measures import Measure
from muster.desk import estimating, reports
from muster.desk.estimating import Wanted
from muster.desk.meant import meant
from muster.desk.settings import Options, Settings, settings
from muster.estimate import kept
from muster.estimate.gathering import observed
from muster.estimate.health import Health
from muster.estimate.sampling import Fit
from muster.ledger.runs import Run
from muster.ledger.schema import now
from muster.ledger.store import Ledger

WELL = Health(rhat=1.002, rhat_of="a", bulk=900, bulk_of="b", tail=700, tail_of="c", divergences=0, draws=2000)
ILL = replace(WELL, divergences=7)
DRAWS = 1000
FLOWS = {Flow.KILLED: 1000.0, Flow.DIED_OF_WOUNDS: 100.0, Flow.WOUNDED: 3000.0, Flow.RETURNED: 1800.0}
OTHERS = {Flow.GROUND_TAKEN: 50.0}  # modelled for the first party alone


def in_folder(folder: Path) -> Settings:
    """The settings of the ledger in a folder, whatever the environment says."""
    return settings(Options(ledger=folder / "muster.duckdb"), {})


def store(folder: Path, wanted: Wanted, *, health: Health = WELL, spread: float = 0.1) -> Run:
    """A run in the ledger of this folder, as if it had been fitted: each month's flows are those above, all times one factor that is spread
    so widely in logs, and each claim of the dead likes the draws that come near it."""
    its = in_folder(folder)
    whole = meant(reports.of_ledger(its), its, parties=wanted.parties, war=wanted.war)
    ready = estimating.prepared(wanted, whole, settings=its)
    made = a_fit(ready, wanted, health=health, spread=spread)
    run = Run(
        inputs=ready.inputs,
        good=health.good,
        health=kept.health_out(health),
        told=kept.told_out(made, given=estimating.given(wanted, its, made=made, priors=ready.priors)),
        draws=kept.draws_out(made),
        made_at=now(),
    )
    with Ledger.open(its.ledger) as ledger:
        assert ledger.keep_run(run)
    return run


def a_fit(ready: estimating.Prepared, wanted: Wanted, *, health: Health = WELL, spread: float = 0.1) -> Fit:
    """The fit of such a run, made by hand."""
    its = observed(ready.system, parties=wanted.parties).observations
    assert its
    months = months_of(min(one.start for one in its), max(one.end for one in its))
    random = np.random.default_rng(wanted.seed)
    common, own = random.normal(size=DRAWS), random.normal(size=DRAWS)
    factor = np.exp(spread * (0.8 * common + 0.6 * own))
    names = (*FLOWS, *OTHERS)
    flows = np.zeros((DRAWS, len(wanted.parties), len(names), len(months)))
    for party in range(len(wanted.parties)):
        for at, number in enumerate((FLOWS | OTHERS).values()):
            if party == 0 or names[at] not in OTHERS:
                flows[:, party, at, :] = (number * factor)[:, None]
    levels = np.broadcast_to((200_000 * factor)[:, None, None, None], (DRAWS, len(wanted.parties), 1, len(months) + 1))
    beside = {f"house: {one.basis}: {one.measure.value}": 0.26 + 0.05 * own for one in its}
    beside |= {f"class: {one.stance.value}: loss": -0.1 * common for one in its}
    return Fit(
        draws=Draws(
            flows=flows,
            stocks=levels.copy(),
            parties=wanted.parties,
            flow_names=names,
            stock_names=(Stock.THEATRE,),
            months=months,
            beside=beside,
            informed=dict.fromkeys(wanted.parties, (Flow.KILLED, Flow.WOUNDED)),
        ),
        observations=its,
        told=np.column_stack([_liked(factor, one.middle, weight=one.measure is Measure.KILLED) for one in its]),
        rank=np.full(len(its), 0.5),
        health=health,
        seed=wanted.seed,
    )


def _liked(factor: Array, middle: float, *, weight: bool) -> Array:
    """The log-likelihood of a claim in each draw."""
    off = (np.log(factor) - np.log(middle / 2750)) / 0.1
    return np.asarray(-0.5 * off**2 if weight else np.zeros(len(factor)))
