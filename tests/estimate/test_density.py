"""The density that the sampler moves on: the posterior's, whatever the coordinates, with its gradient, for whatever figures it is given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.account.draws import Array
from muster.claims.measures import Measure
from muster.estimate.centring import Coordinates, coordinates
from muster.estimate.design import Design
from muster.estimate.posterior import house_scales, outcome, shapes, step_scales, walk_scales
from muster.estimate.priors import shipped
from muster.estimate.sampling import density_of
from tests.estimate.told import about, design, month, told

pytest.importorskip("jax")
pytest.importorskip("nutpie")
TOLD = [
    *(about("staff", Measure.LOSSES, month(at), 9000 + 300 * at) for at in range(6)),
    *(about("staff", Measure.KILLED, month(at), 2000 + 50 * at) for at in range(3)),
    told("paper", Measure.KILLED, month(1), 2000, None),
    told("paper", Measure.KILLED, month(2), None, 4000),
    told("list", Measure.OBITUARIES, (month(0)[0], month(3)[1]), 3000, None, listed=True),
    about("minister", Measure.RECRUITED, (month(0)[0], month(5)[1]), 60_000),
    about("spy", Measure.STRENGTH, month(4), 300_000, level=True),
    about("institute", Measure.LOSSES_PER_AREA, month(2), 60, base=Measure.AREA_TAKEN, above="RU"),
]


def drawn(of: Design, seed: int) -> dict[str, Array]:
    random = np.random.default_rng(seed)
    return {name: random.normal(scale=0.6, size=shape) for name, shape in shapes(of).items()}


def moved(of: Design, raw: dict[str, Array], where: Coordinates) -> tuple[dict[str, Array], float]:
    """Standard normals in these coordinates, and the log of how much they widen, computed from the definition."""
    found = outcome(of, priors=shipped(), raw=raw, of=np)
    plain = of.plain
    steps = step_scales(of.layout, walk_scales(of.layout, raw=raw, of=np), of=np)
    houses = house_scales(plain, shipped(), habit=found.named["house scale"], of=np) * np.ones(len(plain.houses))
    habits = houses * raw["house"]
    means = np.sum(np.exp(plain.fixed) * found.means[: plain.size], axis=1) - plain.house @ habits
    inner = {
        **raw,
        "steps": (where.turn.T @ raw["steps"]) * steps**where.steps,
        "house": habits - where.lean @ (plain.middle - means),
    }
    return inner, float(np.sum(where.steps * np.log(steps)) + np.sum(np.log(houses)))


def test_what_figures_say_of_a_turned_step_tells_nothing_of_another() -> None:
    """A month that is pinned and one that is open are steps of their own, whatever the waves."""
    of = design(TOLD, months=36)
    where = coordinates(of, priors=shipped())
    size = len(where.steps)
    assert where.turn.T @ where.turn == pytest.approx(np.eye(size), abs=1e-9)
    for walk in of.layout.modes_of:
        outside = np.delete(where.turn[walk], np.arange(size)[walk], axis=1)
        assert not outside.any()
        assert (np.diff(where.steps[walk]) >= -1e-9).all()
    assert where.steps.max() > 0.5 > where.steps.min()


@pytest.mark.parametrize("seed", range(4))
def test_the_posterior_is_the_same_in_any_coordinates(seed: int) -> None:
    of = design(TOLD, months=12)
    density = density_of(of, priors=shipped())
    suiting = coordinates(of, priors=shipped())
    random = np.random.default_rng(seed)
    others = replace(suiting, steps=random.random(suiting.steps.shape), lean=random.random() * suiting.lean)
    raw = drawn(of, seed)
    found = outcome(of, priors=shipped(), raw=raw, of=np)
    plainly = float(found.claims.sum() + found.left - 0.5 * sum((values**2).sum() for values in raw.values()))
    for where in (suiting, others, Coordinates(0 * suiting.steps, np.eye(len(suiting.steps)), 0 * suiting.lean)):
        inner, wider = moved(of, raw, where)
        x = np.concatenate([values.ravel() for values in inner.values()])
        value, _ = density.with_gradient(x, density.given(where))
        assert float(value) + wider == pytest.approx(plainly, rel=1e-9)
        read = density.read(x[None, :], density.given(where))
        assert read.flows[0] == pytest.approx(found.flows, rel=1e-9)
        assert read.standard["house"][0] == pytest.approx(raw["house"], rel=1e-6, abs=1e-9)


def test_the_gradient_is_the_slope() -> None:
    of = design(TOLD, months=6)
    density = density_of(of, priors=shipped())
    given = density.given(coordinates(of, priors=shipped()))
    x = density.start(3, given)
    _, gradient = density.with_gradient(x, given)
    for at in range(density.size):
        step = np.zeros(density.size)
        step[at] = 1e-5
        up, down = (float(density.with_gradient(x + sign * step, given)[0]) for sign in (1, -1))
        assert (up - down) / 2e-5 == pytest.approx(float(gradient[at]), rel=1e-4, abs=1e-4)


def test_figures_can_be_exchanged_and_held_out() -> None:
    """As if the design had been made of them, or without them."""
    of = design(TOLD, months=6)
    density = density_of(of, priors=shipped())
    where = coordinates(of, priors=shipped())
    x = density.start(1, density.given(where))
    flat = replace(where, lean=0 * where.lean)
    other = replace(of, plain=replace(of.plain, low=of.plain.low + 0.3, high=of.plain.high + 0.3))
    value, _ = density.with_gradient(x, density.given(flat, design=other))
    own, _ = density_of(other, priors=shipped()).with_gradient(x, density.given(flat, design=other))
    assert float(value) == pytest.approx(float(own), rel=1e-12)
    weight = np.ones(len(of.order))
    weight[2] = 0.0
    without, _ = density.with_gradient(x, density.given(where, weight=weight))
    whole, _ = density.with_gradient(x, density.given(where))
    told_of = density.read(x[None, :], density.given(where)).claims[0]
    assert float(whole) - float(without) == pytest.approx(told_of[2], rel=1e-6)


def test_reading_by_parts_is_reading_all() -> None:
    of = design(TOLD, months=6)
    density = density_of(of, priors=shipped())
    given = density.given(coordinates(of, priors=shipped()))
    x = np.array([density.start(seed, given) for seed in range(260)])
    all_of, last = density.read(x, given), density.read(x[255:], given)
    assert all_of.flows.shape == (260, *last.flows.shape[1:])
    assert all_of.flows[255:] == pytest.approx(last.flows)
