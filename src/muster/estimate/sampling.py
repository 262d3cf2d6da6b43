"""From a system to draws: observations, the model, the sampler, and how it fared. JAX and nutpie come in through this door alone.

Invariant: the same system, priors and seed give the same draws; draws of a fit that failed its diagnostics say so.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from muster.account.draws import Array, Draws, months_from
from muster.account.flows import Flow, Stock
from muster.account.system import System
from muster.claims.errors import MissingEngine, MissingInput
from muster.claims.measures import Measure
from muster.estimate.centring import Coordinates, coordinates
from muster.estimate.design import Design, designed
from muster.estimate.gathering import observed
from muster.estimate.health import Health, health
from muster.estimate.observation import Observation
from muster.estimate.posterior import names_of
from muster.estimate.priors import Priors, shipped

if TYPE_CHECKING:
    from muster.estimate.density import Density

CHAINS = 4
KEPT = 2000  # draws that are kept of all chains
LONGER = 3  # times as many draws where the first did not settle, and after too many divergences of its warm-up too
CAREFUL = 0.99
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long the sampler works: warm-up and draws of each chain, how many at a time. `final` where it stops after that, settled or not;
    else as many chains again join those that lack nothing but draws, and what does not settle so is drawn anew `LONGER` times as long, with
    more care too where too many draws diverged. `care` is the share of steps that should be accepted, from 0 to 1: the higher, the smaller
    the steps."""

    tune: int = 500
    draws: int = 1000
    cores: int = CHAINS  # all at once, on two cores too: none waits for the slowest
    final: bool = False
    care: float = 0.9


SCOUT = Effort(tune=300, draws=200, final=True)
SCOUTS = 2  # chains of such a run, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """`draws` are possible accounts. `told` (draw, observation) is each observation's log-likelihood, `rank` (observation,) the chance that
    the posterior gives to less than was told; `aside` says of each claim that is in no observation why; `health` how the sampler fared."""

    draws: Draws
    observations: tuple[Observation, ...]
    told: Array
    rank: Array
    health: Health
    seed: int
    aside: Mapping[str, str] = field(default_factory=dict)


def fit(
    system: System,
    *,
    parties: Sequence[str],
    priors: Priors | None = None,
    seed: int,
    leave_out: Sequence[str] = (),
    effort: Effort = Effort(),
    tell: Tell = lambda _: None,
) -> Fit:
    """The posterior account of these parties, from the war's first day to that of the last figure; `leave_out` the keys of bases that are
    not believed. Raises `MissingInput` where no figure speaks of any of them, `MissingEngine` without the extra."""
    priors = shipped() if priors is None else priors
    tell("Weighing who rests on whom")
    seen = observed(system, parties=parties, stances=priors.stances)
    believed = [one for one in seen.observations if one.basis not in leave_out]
    aside = {
        **seen.aside,
        **{
            claim: "its basis is not believed"
            for one in seen.observations
            if one.basis in leave_out
            for claim in one.claims
        },
    }
    if not believed:
        raise MissingInput(f"no figure that an estimate can use is of {' or '.join(parties)}")
    first = min([one.start for one in believed] + ([system.war.start] if system.war else []))
    last = max(one.end for one in believed)
    design = designed(
        believed,
        months=months_from(first, last),
        parties=parties,
        chart=system.chart,
        priors=priors,
        begins=system.war.start if system.war else None,
    )
    density = density_of(design, priors=priors)
    tell(f"Finding the lie of {len(design.order):,} observations over {len(design.months)} months")
    given = density.given(scouted(density, seed=seed, chains=min(effort.cores, SCOUTS)))

    def attempt(one: Effort, beside: Drawn | None) -> tuple[Fit, Drawn]:
        tell(f"Sampling {CHAINS} chains of {one.tune + one.draws:,} steps")
        drawn = sampled(density, given, seed=seed if beside is None else _another(seed), effort=one)
        drawn = drawn if beside is None else beside.joined(drawn)
        tell("Reading the draws")
        return gathered(density, drawn, seed=seed, aside=aside), drawn

    return settled(attempt, effort=effort, tell=tell)


def settled(
    attempt: Callable[[Effort, Drawn | None], tuple[Fit, Drawn]], *, effort: Effort, tell: Tell = lambda _: None
) -> Fit:
    """What attempts come to: each is made with an effort and, where they are to be joined, the chains that there are."""
    made, drawn = attempt(effort, None)
    if made.health.sparse and not effort.final:
        tell(f"Not settled yet ({made.health.faults[0]}); as many chains again")
        made, _ = attempt(effort, drawn)
    if made.health.good or effort.final:
        return made
    tell(f"Not settled yet ({made.health.faults[0]}); going on longer")
    longer = replace(effort, draws=LONGER * effort.draws)
    if made.health.strayed:
        longer = replace(longer, tune=LONGER * effort.tune, care=CAREFUL)
    return attempt(longer, None)[0]


def _another(seed: int) -> int:
    """The seed of the chains that join those of this one."""
    return int(np.random.SeedSequence((seed, CHAINS)).generate_state(1)[0])


def density_of(design: Design, *, priors: Priors) -> Density:
    """The density of a design."""
    _engines()
    from muster.estimate.density import Density

    return Density(design, priors)


def scouted(density: Density, *, seed: int, chains: int = SCOUTS, weight: Array | None = None) -> Coordinates:
    """Coordinates for a density: first those that suit the middle of its priors, then those that suit the middle of a short run in them.
    An observation whose `weight` is 0 is held out."""
    design, priors = density.design, density.priors
    given = density.given(coordinates(design, priors=priors, weight=weight), weight=weight)
    drawn = sampled(density, given, seed=seed, effort=SCOUT, chains=chains)
    standard = density.read(drawn.x.reshape(-1, density.size), given).standard
    middle = {name: np.median(values, axis=0) for name, values in standard.items()}
    return coordinates(design, priors=priors, at=middle, weight=weight)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the sampler gave, from what was `given`: `x` (chain, draw, coordinate) and how many draws diverged."""

    given: Mapping[str, Any]
    x: Array
    divergences: int

    def joined(self, other: Drawn) -> Drawn:
        """These chains and others of the same density, as long and in the same coordinates."""
        return Drawn(self.given, np.concatenate([self.x, other.x]), self.divergences + other.divergences)


def sampled(density: Density, given: Mapping[str, Any], *, seed: int, effort: Effort, chains: int = CHAINS) -> Drawn:
    """Draws from a density with what is given: NUTS with a low-rank metric (nutpie)."""
    nutpie = _engines()
    both = density.with_gradient

    def make_log() -> Callable[..., tuple[float, Array]]:
        def log(x: Array, **given: Any) -> tuple[float, Array]:
            value, gradient = both(x, given)
            return float(np.asarray(value)), np.asarray(gradient)  # by way of NumPy: JAX's own float() takes 30 µs more

        return log

    model = nutpie.compiled_pyfunc.from_pyfunc(
        density.size,
        make_log,
        lambda *_: lambda x, **_: {"x": x},
        [np.dtype(np.float64)],
        [(density.size,)],
        ["x"],
        shared_data=dict(given),
        make_initial_point_fn=lambda seed: density.start(seed, given),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        trace = nutpie.sample(
            model,
            draws=effort.draws,
            tune=effort.tune,
            chains=chains,
            cores=min(effort.cores, chains),
            seed=seed,
            progress_bar=False,
            low_rank_modified_mass_matrix=True,
            target_accept=effort.care,
        )
    return Drawn(given, np.asarray(trace.posterior["x"].values), int(trace.sample_stats.diverging.sum()))


def _engines() -> Any:
    try:
        import jax  # noqa: F401
        import nutpie
        import nutpie.compiled_pyfunc
    except ImportError as error:
        raise MissingEngine(
            f"an estimate needs JAX and nutpie, which are not installed ({error.name}); "
            "pip install '.[estimate]', in the folder of Muster's source, brings them"
        ) from None
    return nutpie


def gathered(density: Density, drawn: Drawn, *, seed: int, aside: Mapping[str, str] = {}) -> Fit:
    """What draws say, thinned evenly; their health is of all of them."""
    design = density.design
    chains, each = drawn.x.shape[:2]
    read = density.read(drawn.x.reshape(chains * each, -1), drawn.given)
    step = max(1, math.ceil(chains * each / KEPT))
    named = {name: values for name, values in read.named.items() if name != "meaning"}
    beside = {
        f"{name}: {word}": named[name].reshape(chains * each, -1)[::step, at]
        for name, words in names_of(design).items()
        if name in named
        for at, word in enumerate(words)
    }
    if "meaning" in read.named:
        for row, (basis, measure, senses) in enumerate(design.plain.meanings):
            beside |= {
                meaning(basis, measure, sense=one): read.named["meaning"][::step, row, at]
                for at, one in enumerate(senses)
            }
    if "list delay" in read.named:
        beside |= {delay(at): values for at, values in enumerate(read.named["list delay"][::step].T)}
    lag = min(round(density.priors["training_months"].at), len(design.months))
    beside["training months: all"] = np.full(len(read.flows[::step]), float(lag))
    watched = {name: values.reshape(chains, each, *values.shape[1:]) for name, values in named.items()}
    watched["flows"] = read.flows.reshape(chains, each, *read.flows.shape[1:])
    return Fit(
        draws=_draws(design, read.flows[::step], None if read.stocks is None else read.stocks[::step], beside=beside),
        observations=design.order,
        told=read.claims[::step],
        rank=np.mean(read.rank[::step], axis=0),
        health=health(watched, names=_names(design), divergences=drawn.divergences),
        seed=seed,
        aside=aside,
    )


def meaning(basis: str, measure: Measure, *, sense: str) -> str:
    """What the weight of a sense of a basis's word is called among what rides along."""
    return f"meaning: {basis}: {measure.value}: {sense}"


def delay(at: int) -> str:
    """What the share of the dead that lists find with one of the delays is called there."""
    return f"list delay: {at}"


def _names(design: Design) -> dict[str, list[str]]:
    """What is watched, element by element."""
    months = [f"{month:%Y-%m}" for month in design.months]
    flows = [f"{party} {flow.value}, {month}" for month in months for party, flow in design.books.flows]
    return {**names_of(design), "flows": flows}


def _draws(design: Design, flows: Array, stocks: Array | None, *, beside: Mapping[str, Array]) -> Draws:
    books, parties = design.books, design.layout.parties
    flow_names = tuple(flow for flow in Flow if any(flow is one for _, one in books.flows))
    stock_names = tuple(stock for stock in Stock if any(stock is one for _, one in books.stocks))
    ordered = np.zeros((len(flows), len(parties), len(flow_names), len(design.months)))
    held = np.zeros((len(flows), len(parties), len(stock_names), len(design.months) + 1))
    for at, (party, flow) in enumerate(books.flows):
        ordered[:, parties.index(party), flow_names.index(flow), :] = flows[:, :, at]
    for at, (party, stock) in enumerate(books.stocks):
        assert stocks is not None
        held[:, parties.index(party), stock_names.index(stock), :] = stocks[:, :, at]
    return Draws(
        flows=ordered,
        stocks=held,
        parties=tuple(parties),
        flow_names=flow_names,
        stock_names=stock_names,
        months=design.months,
        beside=dict(beside),
        informed={party: tuple(its) for party, its in design.layout.informed.items()},
    )
