"""How fast the estimate is sampled, beside the same model written plainly in NumPyro: effective draws a CPU-second, seconds, memory.

    .venv/bin/python benchmarks/sampling.py [--tune 500] [--draws 1000] [--peer-chains 2] [--peer-tune 600] [--peer-draws 1200] [--seed 1]

The figures are made up: 60 months of one party, seven bases that tell months and five that tell sums, 500 in all, each with a habit and
noise of its own. Both sample the likelihood of `posterior.outcome`: Muster by its density in coordinates that suit (nutpie, scouting
counted in), the peer in standard normals by NumPyro's NUTS at its defaults. Effective draws are the least bulk ESS of all flows and named
parameters. CPU time has the warm-up in it and compiling not, which is told apart. NumPyro is wanted here alone: `uv pip install numpyro`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import resource
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from muster.account.chart import shipped as chart
from muster.account.draws import month_end, months_of
from muster.account.stances import Stance
from muster.claims.measures import Measure
from muster.estimate.centring import coordinates
from muster.estimate.density import AT_ONCE, Density
from muster.estimate.design import Design, designed
from muster.estimate.health import Health, health
from muster.estimate.observation import Observation
from muster.estimate.posterior import names_of, outcome, shapes
from muster.estimate.priors import shipped
from muster.estimate.sampling import CHAINS, Effort, density_of, gathered, sampled, scouted

START, MONTHS = dt.date(2020, 1, 1), 60
# Who tells what, for so many months at a time.
BODIES = (
    ("general staff", Measure.LOSSES, Stance.ENEMY, 1),
    ("ministry", Measure.KILLED, Stance.OWN, 1),
    ("ministry", Measure.WOUNDED, Stance.OWN, 1),
    ("institute", Measure.KILLED_WOUNDED, Stance.INDEPENDENT, 1),
    ("agency", Measure.KILLED, Stance.INDEPENDENT, 1),
    ("allies", Measure.KILLED_WOUNDED, Stance.STATE, 1),
    ("allies", Measure.KILLED, Stance.STATE, 1),
    ("paper", Measure.KILLED, Stance.INDEPENDENT, 3),
    ("officials", Measure.KILLED_WOUNDED, Stance.STATE, 3),
    ("minister", Measure.LOSSES, Stance.ENEMY, 3),
    ("register", Measure.KILLED, Stance.INDEPENDENT, 6),
    ("intelligence", Measure.KILLED_WOUNDED, Stance.STATE, 6),
)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the wall and of the processor."""

    wall: float
    cpu: float

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.wall - other.wall, self.cpu - other.cpu)

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)


def now() -> Spent:
    """The clocks."""
    return Spent(time.perf_counter(), time.process_time())


def made_up(seed: int) -> Design:
    """The design of 500 figures, of a truth that walks."""
    random = np.random.default_rng(seed)
    hurt = 8000 * np.exp(np.cumsum(random.normal(scale=0.15, size=MONTHS)))
    ratio = 3 * np.exp(np.cumsum(random.normal(scale=0.05, size=MONTHS)))
    killed, wounded = hurt / (1 + ratio), hurt * ratio / (1 + ratio)
    true = {Measure.KILLED: killed, Measure.WOUNDED: wounded}
    months = months_of(START, dt.date(START.year + MONTHS // 12 - 1, 12, 31))
    found = []
    for body, measure, stance, span in BODIES:
        habit, noise = random.normal(scale=0.3), random.uniform(0.05, 0.2)
        for first in range(0, MONTHS, span):
            number = true.get(measure, hurt)[first : first + span].sum() * np.exp(habit + noise * random.standard_t(4))
            days = months[first], month_end(months[first + span - 1])
            found.append(_observation(body, measure, stance, days=days, number=float(number)))
    ordered = sorted(found, key=lambda one: one.order)
    return designed(ordered, months=months, parties=("RU",), chart=chart(), priors=shipped())


def _observation(
    body: str, measure: Measure, stance: Stance, *, days: tuple[dt.date, dt.date], number: float
) -> Observation:
    return Observation(
        claims=(f"{body} {measure.value} {days[0]}",), party="RU", civilian=False, measure=measure, basis=body, name=body,
        stance=stance, start=days[0], end=days[1], published=days[1], low=number * 0.995, high=number * 1.005,
    )  # fmt: skip


def ours(density: Density, *, seed: int, effort: Effort) -> tuple[Health, Spent, Spent]:
    """How the draws fared, and what scouting and sampling took, and reading."""
    begun = now()
    drawn = sampled(density, density.given(scouted(density, seed=seed)), seed=seed, effort=effort)
    sampling = now()
    made = gathered(density, drawn, seed=seed).health
    return made, sampling - begun, now() - sampling


def plainly(design: Design, *, seed: int, chains: int, tune: int, draws: int) -> tuple[Health, Spent, Spent, Spent]:
    """How the peer fared, and what compiling took, sampling, and of that warming up."""
    import jax

    numpyro = importlib.import_module("numpyro")
    infer, normal = importlib.import_module("numpyro.infer"), importlib.import_module("numpyro.distributions").Normal
    jnp: Any = jax.numpy

    def model() -> None:
        raw = {
            name: numpyro.sample(name, normal(jnp.zeros(shape), 1.0).to_event(len(shape)))
            for name, shape in shapes(design).items()
        }
        found = outcome(design, priors=shipped(), raw=raw, of=jnp)
        numpyro.factor("told", jnp.sum(found.claims) + found.left)

    kernel = infer.NUTS(model)
    begun = now()
    state = kernel.init(jax.random.key(seed), tune, None, (), {})
    step = jax.jit(lambda state: kernel.sample(state, (), {}))
    jax.block_until_ready(step(state))
    compiled = now()
    kept, warming, diverged = [], Spent(0.0, 0.0), 0
    for chain in range(chains):
        state, start = kernel.init(jax.random.key(seed + chain), tune, None, (), {}), now()
        for at in range(tune + draws):
            state = jax.block_until_ready(step(state))
            if at == tune - 1:
                warming += now() - start
            if at >= tune:
                kept.append(state.z)
                diverged += int(state.diverging)
    done = now()
    samples = {name: np.stack([one[name] for one in kept]) for name in kept[0]}
    read = jax.jit(
        jax.vmap(lambda raw: (lambda it: (it.flows, it.named))(outcome(design, priors=shipped(), raw=raw, of=jnp)))
    )
    flows, named = read(samples)
    watched = {name: np.asarray(values) for name, values in {**named, "flows": flows}.items() if name != "meaning"}
    parts = max(chains, 2)  # halves of a single chain, for R-hat wants two
    watched = {name: values.reshape(parts, -1, *values.shape[1:]) for name, values in watched.items()}
    return health(watched, names=names_of(design), divergences=diverged), compiled - begun, done - compiled, warming


def line(name: str, found: Health, spent: Spent, *, chains: int) -> None:
    """One line of the results."""
    print(
        f"{name}: {found.draws:,} draws of {chains}, least bulk ESS {found.bulk:,.0f} ({found.bulk_of}), R-hat {found.rhat:.3f}, "
        f"{found.divergences} divergences; {spent.cpu:.1f} CPU-s, {spent.wall:.1f} s; {found.bulk / spent.cpu:.2f} effective a CPU-second"
    )


def main() -> None:
    """Prints how both fared."""
    ways = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (
        ("tune", 500),
        ("draws", 1000),
        ("peer-chains", 2),
        ("peer-tune", 600),
        ("peer-draws", 1200),
        ("seed", 1),
    ):
        ways.add_argument(f"--{name}", type=int, default=number)
    chosen = ways.parse_args()
    print(f"importing: {now().cpu:.1f} CPU-s, not in what follows")
    begun = now()
    design = made_up(chosen.seed)
    density = density_of(design, priors=shipped())
    print(f"{len(design.order)} figures, {len(design.months)} months, {density.size} parameters")
    effort = Effort(tune=chosen.tune, draws=chosen.draws, final=True)
    given = density.given(coordinates(design, priors=shipped()))
    x = density.start(chosen.seed, given)
    density.with_gradient(x, given)
    density.read(x[None, :].repeat(AT_ONCE, axis=0), given)
    compiling = now() - begun
    found, sampling, reading = ours(density, seed=chosen.seed, effort=effort)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("Muster, warm", found, sampling, chains=CHAINS)
    warm = sampling + reading
    cold = compiling + warm
    print(f"compiling: {compiling.wall:.1f} s, {compiling.cpu:.1f} CPU-s")
    print(f"cold, all in it: {cold.wall:.1f} s, {cold.cpu:.1f} CPU-s; to stay under 60 s on two quiet cores")
    print(f"warm, compiled before: {warm.wall:.1f} s, {warm.cpu:.1f} CPU-s; to stay under 25 s")
    print(f"peak {peak:,.0f} MB; to stay under 1,500 MB", flush=True)
    try:
        importlib.import_module("numpyro")
    except ImportError:
        sys.exit("NumPyro is not here to compare with: uv pip install numpyro")
    peer, making, both, warming = plainly(
        design, seed=chosen.seed, chains=chosen.peer_chains, tune=chosen.peer_tune, draws=chosen.peer_draws
    )
    drawing = both - warming
    line("NumPyro", peer, both, chains=chosen.peer_chains)
    line("NumPyro, warm-up not counted", peer, drawing, chains=chosen.peer_chains)
    print(f"NumPyro's compiling: {making.wall:.1f} s, {making.cpu:.1f} CPU-s")
    rate = found.bulk / sampling.cpu
    print(
        f"Muster, times: {rate / (peer.bulk / both.cpu):.1f}; {rate / (peer.bulk / drawing.cpu):.1f} with NumPyro's warm-up not counted"
    )


if __name__ == "__main__":
    main()
