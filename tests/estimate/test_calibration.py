"""Simulation-based calibration in small: the truth's ranks are uniform, and those of a model that is wrong are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.account.draws import Array
from muster.account.stances import Stance
from muster.claims.measures import Measure
from muster.estimate import calibration, noise
from muster.estimate.centring import coordinates
from muster.estimate.design import Design
from muster.estimate.priors import Priors, shipped
from muster.estimate.ranks import covered, rank, uniformity
from muster.estimate.sampling import Effort, density_of, sampled
from muster.estimate.simulation import quantities, simulated
from tests.estimate.told import about, design, month, told

pytest.importorskip("jax")
pytest.importorskip("nutpie")
LEDGERS, FEWER = 30, 18  # a wrong model shows itself sooner
EFFORT = Effort(tune=200, draws=200, cores=1, final=True)
WATCHED = ("killed in all", "killed in a month", "a habit", "scale of noise")


def of_four_months() -> Design:
    return design(
        [
            *(about("staff", Measure.KILLED, month(at), 1000, stance=Stance.ENEMY) for at in range(4)),
            *(about("institute", Measure.KILLED, month(at), 1000) for at in (0, 2)),
            told("paper", Measure.KILLED, (month(0)[0], month(3)[1]), 3000, 5000),
            told("ministry", Measure.KILLED, (month(0)[0], month(3)[1]), None, 4000, stance=Stance.OWN),
        ],
        months=4,
    )


def ranked(believed: Priors, *, ledgers: int = LEDGERS) -> dict[str, Array]:
    """The ranks of truths of the shipped priors under a model that believes others."""
    of, priors = of_four_months(), shipped()
    density = density_of(of, priors=believed)
    found: dict[str, list[int]] = {name: [] for name in WATCHED}
    for seed in range(ledgers):
        random = np.random.default_rng(seed)
        ledger = simulated(of, priors=priors, random=random)
        given = density.given(coordinates(of, priors=believed), design=ledger.design)
        drawn = sampled(density, given, seed=seed, effort=EFFORT, chains=1)
        read = density.read(drawn.x.reshape(-1, density.size)[::2], given)
        draws = quantities(of, flows=read.flows, stocks=read.stocks, named=read.named)
        named = {name: np.asarray(values)[None] for name, values in ledger.truth.named.items()}
        truth = quantities(of, flows=np.asarray(ledger.truth.flows)[None], stocks=None, named=named)
        for name in WATCHED:
            found[name].append(rank(float(truth[name][0]), draws[name], random=random))
    return {name: np.array(ranks) for name, ranks in found.items()}


def test_the_truth_ranks_anywhere_among_the_draws() -> None:
    for name, ranks in ranked(shipped()).items():
        assert uniformity(ranks, 100) > 0.002, name
        assert covered(ranks, 100, share=0.8) == pytest.approx(0.8, abs=0.22), name


def test_a_model_that_leaves_biases_out_is_found_out() -> None:
    """Nor may its noise take them up."""
    priors = shipped()
    sure = {name: replace(priors[name], at=0.02) for name in ("class", "house")}
    sure["noise"] = replace(priors["noise"], at=0.05, spread=0.1)
    ranks = ranked(replace(priors, of={**priors.of, **sure}), ledgers=FEWER)["killed in all"]
    assert uniformity(ranks, 100) < 0.001


def test_simulated_figures_are_distributed_as_the_density_says() -> None:
    """Each lies below the mean of its own distribution half of the time, and a bound on the side that the account gives it."""
    of, priors = of_four_months(), shipped()
    below, sides, expected = [], [], []
    for seed in range(400):
        ledger = simulated(of, priors=priors, random=np.random.default_rng(seed))
        plain, truth = ledger.design.plain, ledger.truth
        t = (plain.middle - truth.means[: plain.size, 0]) / truth.scales[: plain.size]
        below.append((t[: plain.closed] < 0).mean())
        sides.append(float(plain.side[-1] > 0))  # at most
        expected.append(float(np.exp(noise.below(t[-1], of=np))))
    assert np.mean(below) == pytest.approx(0.5, abs=0.04)
    assert np.mean(sides) == pytest.approx(np.mean(expected), abs=0.04)


def test_only_what_was_measured_of_this_model_counts() -> None:
    assert len(calibration.model_hash()) == 16
    found = calibration.measured()
    assert found is None or found["model"] == calibration.model_hash()
    assert calibration.measured("another") is None


def test_the_bands_of_the_model_that_is_shipped_hold_what_they_say() -> None:
    """A change of the model wants tools/calibrate.py run anew."""
    found = calibration.measured()
    assert found is not None, "the model has changed since it was calibrated: run tools/calibrate.py"
    right = found["right"]
    assert right["ledgers"] >= 1000
    for name, its in right["quantities"].items():
        assert its["uniform"] > 0.01, name
        for band in (0.5, 0.8, 0.95):
            assert its[f"{band:.0%}"] == pytest.approx(band, abs=0.05), (name, band)
    told_out = {
        name: [what for what, its in one["quantities"].items() if its["uniform"] < 0.01]
        for name, one in found["wrong"].items()
    }
    assert len(told_out) == 3
    assert all(told_out.values()), told_out
