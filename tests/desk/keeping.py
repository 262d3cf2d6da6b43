"""Ledgers that hold runs which no sampler made, over claims that they hold too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from muster.account.bodies import named_body
from muster.account.draws import month_end, months_of
from muster.account.flows import Flow
from muster.account.stances import Stance
from muster.claims.claim import Claim
from muster.desk import steps
from muster.desk.settings import Options, Settings, settings
from muster.estimate.observation import Observation
from muster.estimate.sampling import Fit
from muster.ledger.runs import Run
from muster.ledger.store import Ledger
from tests.estimate.pretended import pretended, run_of

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
# Figures made up for this test, by bodies that do not exist but one, of a war that does.
ROWS = (
    "2020-11-01,Nagorno-Karabakh,2020-09-27,2020-10-31,AZ,false,killed,2000,2000,exact,person,,estimate,Institute A,,simulated",
    "2020-12-01,Nagorno-Karabakh,2020-09-27,2020-11-10,AZ,false,killed,2800,2800,exact,person,,estimate,Institute A,,simulated",
    "2020-12-05,Nagorno-Karabakh,2020-09-27,2020-11-10,AZ,false,wounded,8000,9000,between,person,,estimate,The Economist,,simulated",
    "2020-12-05,Nagorno-Karabakh,2020-09-27,2020-11-10,AZ,false,losses,12000,,at_least,person,,estimate,Paper C,Institute A,simulated",
    "2020-12-05,Nagorno-Karabakh,2020-09-27,2020-11-10,AM,false,killed,3000,3000,exact,person,,estimate,The Economist,,simulated",
    "2020-12-05,Nagorno-Karabakh,2020-11-09,2020-11-10,AZ,false,captured,40,40,exact,person,,estimate,The Economist,,simulated",
    "2020-12-05,Nagorno-Karabakh,,,AZ,false,killed,900,900,exact,person,,target,The Economist,,simulated",
)
MONTHS = months_of(dt.date(2020, 9, 27), dt.date(2020, 11, 10))
A_MONTH = {Flow.KILLED: 1700.0, Flow.DIED_OF_WOUNDS: 100.0, Flow.WOUNDED: 5000.0}
WAR = "nagorno-karabakh"


def filled(folder: Path) -> Settings:
    """A ledger with `ROWS`."""
    (folder / "claims.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    in_force = settings(Options(ledger=folder / "muster.duckdb"), {})
    with Ledger.open(in_force.ledger) as ledger:
        for read in steps.read_all([folder / "claims.csv"], in_force):
            assert isinstance(read, steps.Read)
            ledger.add(read.document, read.reading)
    return in_force


def held(in_force: Settings) -> list[Claim]:
    """The ledger's claims in the order of `ROWS`."""
    with Ledger.open(in_force.ledger, read_only=True) as ledger:
        claims = [one.claim for one in steps.query.claims(ledger.connection, steps.Filter())]
    return sorted(claims, key=lambda one: one.place.start)


def observation(claim: Claim) -> Observation:
    """A claim as an observation."""
    assert claim.period.start
    assert claim.period.end
    assert claim.party
    basis = claim.source or claim.speaker or ""
    return Observation(
        claims=(claim.id,),
        party=claim.party.code,
        civilian=claim.civilian,
        measure=claim.measure,
        basis=named_body(basis).key,
        name=basis,
        stance=Stance.INDEPENDENT,
        start=claim.period.start,
        end=claim.period.end,
        published=None,
        low=claim.figure.low,
        high=claim.figure.high,
    )


def fit_on(claims: Sequence[Claim], *, scale: float = 1.0, seed: int = 1, **more: Any) -> Fit:
    """A fit on these claims, in which so many times `A_MONTH` fell."""
    flows: Mapping[Flow, float] = {flow: scale * number for flow, number in A_MONTH.items()}
    return pretended(
        [observation(one) for one in claims], months=MONTHS, a_month=flows, parties=("AZ",), seed=seed, **more
    )


def keep(in_force: Settings, fit: Fit, *, made: dt.datetime | None = None, **more: Any) -> Run:
    """The run of a fit, now in the ledger."""
    run = run_of(fit, war=WAR, made=made or dt.datetime(2100, 1, 1), **more)  # noqa: DTZ001 - the ledger's times are UTC
    with Ledger.open(in_force.ledger) as ledger:
        assert ledger.keep_run(run)
    return run


LAST = month_end(MONTHS[-1])
