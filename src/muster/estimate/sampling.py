"""From a system to draws: observations, the model, the sampler, and how it fared. PyMC and nutpie come in through this door alone.

Invariant: the same system, priors and seed give the same draws; draws of a fit that failed its diagnostics say so.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from muster.account.draws import Array, Draws, months_of
from muster.account.flows import Flow, Stock
from muster.account.system import System
from muster.claims.errors import MissingEngine, MissingInput
from muster.estimate.design import Design, designed
from muster.estimate.gathering import observed
from muster.estimate.health import Health, health
from muster.estimate.observation import Observation
from muster.estimate.posterior import Outcome, names_of, outcome, shapes
from muster.estimate.priors import Priors, shipped

CHAINS = 4
KEPT = 2000  # draws that are kept of all chains
MORE = (3,)
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long the sampler works: warm-up and draws of each chain, and on how many cores. `final` where it stops after that, settled or
    not; else it goes on longer, and with more care, until its diagnostics pass or it has tried `MORE` times as long. `care` is the share of
    steps that should be accepted, from 0 to 1: the higher, the smaller the steps."""

    tune: int = 1000
    draws: int = 1000
    cores: int = 2
    final: bool = False
    care: float = 0.9


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
    design = designed(believed, months=months_of(first, last), parties=parties, chart=system.chart, priors=priors)
    compiled = compiled_for(design, priors=priors, tell=tell)
    made = None
    for times in (1, *MORE):
        care = effort.care if times == 1 else 0.99
        one = replace(effort, tune=effort.tune * times, draws=effort.draws * times, care=care)
        trace = sampled(compiled, seed=seed, effort=one, tell=tell)
        tell("Reading the draws")
        made = gathered(design, trace, priors=priors, seed=seed, aside=aside)
        if made.health.good or effort.final:
            break
        tell(f"Not settled yet ({made.health.faults[0]}); going on longer")
    assert made is not None
    return made


def compiled_for(design: Design, *, priors: Priors, tell: Tell = lambda _: None) -> Any:
    """The compiled model of a design."""
    engines = _engines()
    from muster.estimate.model import build

    tell(f"Compiling a model of {len(design.order):,} observations over {len(design.months)} months")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return engines.compile_pymc_model(build(design, priors=priors))


def sampled(compiled: Any, *, seed: int, effort: Effort, tell: Tell = lambda _: None) -> Any:
    """What the sampler gives for a compiled model, as ArviZ has it: NUTS with a low-rank metric, four chains."""
    tell(f"Sampling {CHAINS} chains of {effort.tune + effort.draws:,} steps")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _engines().sample(
            compiled,
            draws=effort.draws,
            tune=effort.tune,
            chains=CHAINS,
            cores=effort.cores,
            seed=seed,
            progress_bar=False,
            low_rank_modified_mass_matrix=True,
            target_accept=effort.care,
        )


def _engines() -> Any:
    try:
        import nutpie
        import pymc  # noqa: F401
    except ImportError as error:
        raise MissingEngine(
            f"an estimate needs PyMC and nutpie, which are not installed ({error.name}); "
            "pip install '.[estimate]', in the folder of Muster's source, brings them"
        ) from None
    return nutpie


def gathered(design: Design, trace: Any, *, priors: Priors, seed: int, aside: Mapping[str, str] = {}) -> Fit:
    """What the draws of a trace say, thinned evenly; its health is of all of them."""
    posterior = trace.posterior
    chains, each = posterior.sizes["chain"], posterior.sizes["draw"]
    raw = {name: _flat(posterior[name]) for name in shapes(design)}
    found = [
        outcome(design, priors=priors, raw={name: values[at] for name, values in raw.items()}, of=np)
        for at in range(chains * each)
    ]
    step = max(1, math.ceil(chains * each / KEPT))
    kept = found[::step]
    named = {name: np.array([one.named[name] for one in found]) for name in found[0].named if name != "meaning"}
    beside = {
        f"{name}: {word}": named[name].reshape(len(found), -1)[::step, at]
        for name, words in names_of(design).items()
        if name in named
        for at, word in enumerate(words)
    }
    watched = {name: values.reshape(chains, each, *values.shape[1:]) for name, values in named.items()}
    watched["flows"] = np.array([one.flows for one in found]).reshape(chains, each, *found[0].flows.shape)
    return Fit(
        draws=_draws(design, kept, beside=beside),
        observations=design.order,
        told=np.array([one.claims for one in kept]),
        rank=np.mean([one.rank for one in kept], axis=0),
        health=health(watched, names=_names(design), divergences=int(trace.sample_stats.diverging.sum())),
        seed=seed,
        aside=aside,
    )


def _names(design: Design) -> dict[str, list[str]]:
    """What is watched, element by element."""
    months = [f"{month:%Y-%m}" for month in design.months]
    flows = [f"{party} {flow.value}, {month}" for month in months for party, flow in design.books.flows]
    return {**names_of(design), "flows": flows}


def _flat(values: Any) -> Array:
    """All chains after one another: shape (draw, …)."""
    found = np.asarray(values.values, dtype=float)
    return found.reshape(-1, *found.shape[2:])


def _draws(design: Design, found: Sequence[Outcome], *, beside: Mapping[str, Array]) -> Draws:
    books, parties = design.books, design.layout.parties
    flow_names = tuple(flow for flow in Flow if any(flow is one for _, one in books.flows))
    stock_names = tuple(stock for stock in Stock if any(stock is one for _, one in books.stocks))
    ordered = np.zeros((len(found), len(parties), len(flow_names), len(design.months)))
    held = np.zeros((len(found), len(parties), len(stock_names), len(design.months) + 1))
    flows = np.array([one.flows for one in found])
    for at, (party, flow) in enumerate(books.flows):
        ordered[:, parties.index(party), flow_names.index(flow), :] = flows[:, :, at]
    stocks = np.array([one.stocks for one in found]) if books.stocks else held
    for at, (party, stock) in enumerate(books.stocks):
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
