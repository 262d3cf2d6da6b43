"""A small ledger with two runs of an estimate that no sampler made, so that the pages of estimate and outlook have what they show."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from served import filled

from muster.account.flows import Flow
from muster.desk.settings import Settings
from muster.ledger.runs import Run
from muster.ledger.store import Ledger
from tests.desk import keeping
from tests.estimate.pretended import pretended, run_of, span

MONTHS = span(dt.date(2022, 2, 24), dt.date(2025, 3, 1))
A_MONTH = {
    Flow.KILLED: 1700.0,
    Flow.DIED_OF_WOUNDS: 100.0,
    Flow.WOUNDED: 3400.0,
    Flow.RETURNED: 2000.0,
    Flow.RECRUITED: 30_000.0,
}


def estimated(folder: Path) -> tuple[Settings, tuple[Run, ...]]:
    """The ledger and its runs, of Russia, the newest last."""
    its = filled(folder)
    return its, tuple(kept(its, seed) for seed in (1, 2))


def kept(its: Settings, seed: int) -> Run:
    """One more run that is kept."""
    told = [
        keeping.observation(one) for one in keeping.held(its) if one.period.start and one.period.end and not one.scope
    ]
    fit = pretended(told, months=MONTHS, a_month=A_MONTH, force=620_000.0, seed=seed)
    run = run_of(fit, made=dt.datetime(2025, 3, 1) + dt.timedelta(days=seed))  # noqa: DTZ001 - the ledger's times are UTC
    with Ledger.open(its.ledger) as ledger:
        assert ledger.keep_run(run)
    return run
