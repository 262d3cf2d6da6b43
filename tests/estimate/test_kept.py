"""A fit that was kept comes back, and a run goes into the ledger whole and once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from muster.account.draws import Draws
from muster.account.flows import Flow, Stock
from muster.claims.errors import UnknownRun, UsageError
from muster.claims.measures import Measure
from muster.estimate import kept
from muster.estimate.health import Health
from muster.estimate.sampling import Fit
from muster.ledger import runs
from muster.ledger.runs import Inputs, Run
from muster.ledger.store import Ledger
from tests.estimate.told import about, month, told

HEALTH = Health(rhat=1.002, rhat_of="a", bulk=900, bulk_of="b", tail=700, tail_of="c", divergences=0, draws=4000)


def a_fit(*, stocks: bool) -> Fit:
    random = np.random.default_rng(1)
    names = (Stock.THEATRE, Stock.MISSING) if stocks else ()
    return Fit(
        draws=Draws(
            flows=random.uniform(1, 1e5, size=(40, 2, 3, 2)),
            stocks=random.uniform(1, 1e5, size=(40, 2, len(names), 3)),
            parties=("RU", "UA"),
            flow_names=(Flow.KILLED, Flow.WOUNDED, Flow.RECRUITED),
            stock_names=names,
            months=(month(0)[0], month(1)[0]),
            beside={"house: staff: losses": random.normal(size=40)},
            informed={"RU": (Flow.KILLED,), "UA": ()},
        ),
        observations=(
            about("staff", Measure.LOSSES, month(0), 3000, less=("x",)),
            told("list", Measure.OBITUARIES, month(1), 9, None, listed=True, known=month(0)[1]),
            about("map", Measure.LOSSES_PER_AREA, month(1), 60, base=Measure.AREA_TAKEN, above="RU"),
        ),
        told=random.normal(size=(40, 3)),
        rank=np.array([0.1, 0.5, 0.99]),
        health=HEALTH,
        seed=3,
        aside={"y": "it is of another party"},
    )


@pytest.mark.parametrize("stocks", [True, False])
def test_a_fit_comes_back_as_it_was(stocks: bool) -> None:
    one = a_fit(stocks=stocks)
    again = kept.fit_in(draws=kept.draws_out(one), told=kept.told_out(one), health=kept.health_out(one.health))
    assert (again.observations, again.health, again.seed, again.aside) == (one.observations, HEALTH, 3, one.aside)
    assert (again.draws.parties, again.draws.flow_names, again.draws.stock_names) == (
        one.draws.parties,
        one.draws.flow_names,
        one.draws.stock_names,
    )
    assert again.draws.informed == one.draws.informed
    assert again.draws.flows == pytest.approx(one.draws.flows, rel=1e-6)
    assert again.draws.stocks == pytest.approx(one.draws.stocks, rel=1e-6)
    assert again.told == pytest.approx(one.told, rel=1e-6)
    assert again.draws.beside["house: staff: losses"] == pytest.approx(
        one.draws.beside["house: staff: losses"], rel=1e-5
    )


def a_run(seed: int, *, good: bool = True) -> Run:
    one = a_fit(stocks=False)
    inputs = Inputs(
        war="russia-ukraine", parties=("RU",), claims=("b", "a"), settings="s", seed=seed, versions={"muster": "1"}
    )
    return Run(
        inputs=inputs, good=good, health=kept.health_out(one.health), told=kept.told_out(one), draws=kept.draws_out(one),
        made_at=dt.datetime(2026, 1, 2, 3, 4, 5),  # noqa: DTZ001 - the ledger's times are UTC without saying so
    )  # fmt: skip


def test_a_run_goes_in_once_and_answers_its_own_inputs(tmp_path: Path) -> None:
    first, failed = a_run(1), a_run(2, good=False)
    with Ledger.open(tmp_path / "x.duckdb") as ledger:
        assert ledger.keep_run(first)
        assert not ledger.keep_run(first)
        assert ledger.keep_run(failed)
    with Ledger.open(tmp_path / "x.duckdb", read_only=True) as ledger:
        assert runs.known(ledger.connection, first.inputs) == first
        assert runs.known(ledger.connection, failed.inputs) == failed
        assert runs.known(ledger.connection, a_run(3).inputs) is None


def test_runs_are_listed_without_their_draws_and_found_by_the_beginning_of_their_id(tmp_path: Path) -> None:
    first, failed = a_run(1), replace(a_run(2, good=False), made_at=dt.datetime(2026, 1, 3))  # noqa: DTZ001
    with Ledger.open(tmp_path / "x.duckdb") as ledger:
        ledger.keep_run(failed)
        ledger.keep_run(first)
        listed = runs.every(ledger.connection)
        assert [(one.id, one.good) for one in listed] == [(failed.id, False), (first.id, True)]
        assert (listed[1].inputs, listed[1].told, listed[1].health) == (first.inputs, first.told, first.health)
        assert runs.named(ledger.connection, first.id[:8].upper()) == first
        for nothing in ("", " ", "zz"):
            with pytest.raises(UnknownRun, match="muster runs lists them"):
                runs.named(ledger.connection, nothing)
        twins = [a_run(seed) for seed in range(3, 40)]
        for one in twins:
            ledger.keep_run(one)
        letter = next(a for a in "0123456789abcdef" if sum(one.id.startswith(a) for one in twins) > 1)
        with pytest.raises(UsageError, match="give more of it"):
            runs.named(ledger.connection, letter)


def test_what_is_kept_with_a_fit_is_read_without_its_draws() -> None:
    one = a_fit(stocks=False)
    seen = kept.seen_in(kept.told_out(one, given={"trust": ["A"], "settings": None}))
    assert seen.months == one.draws.months
    assert seen.claims == {claim for its in one.observations for claim in its.claims}
    assert seen.given == {"trust": ["A"], "settings": None}
    assert kept.seen_in(kept.told_out(one)).given == {}


def test_what_decides_a_run_is_in_its_id() -> None:
    one = a_run(1).inputs
    assert replace(one, claims=("a", "b")).id == one.id
    changed = (
        replace(one, claims=("a",)),
        replace(one, settings="t"),
        replace(one, seed=9),
        replace(one, parties=("UA",)),
        replace(one, war="x"),
        replace(one, versions={"muster": "2"}),
    )
    assert len({one.id, *(other.id for other in changed)}) == 7
