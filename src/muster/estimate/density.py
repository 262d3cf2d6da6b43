"""The posterior as a density with its gradient, by JAX. Data can be exchanged without compiling anew, so that many ledgers of one design
cost one compilation. Invariant: the density is that of `posterior.outcome`, whatever the coordinates.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, NamedTuple

import jax
import jax.numpy
import numpy as np

from muster.account.draws import Array
from muster.estimate.centring import Coordinates
from muster.estimate.design import Design
from muster.estimate.posterior import Outcome, Raw, house_scales, outcome, shapes, step_scales, walk_scales
from muster.estimate.priors import Priors

jnp: Any = jax.numpy
_configuration: Any = jax.config
_configuration.update("jax_enable_x64", True)
# A gradient takes less than handing it, or parts of it, to other threads; the count of them is asked for when JAX first computes.
_configuration.update("jax_cpu_enable_async_dispatch", False)
os.environ.setdefault("PJRT_NPROC", "1")
AT_ONCE = 250  # draws that are read together
_PLAIN = ("low", "high", "end", "side", "middle")  # what of the plain observations is data; `number` of the listed ones


Given = Mapping[str, Any]
# Hundreds of small operations: run in order, none is worth a thread, and the compiler need not try to fuse them cleverly.
_QUICK = {"xla_cpu_enable_concurrency_optimized_scheduler": False, "xla_cpu_use_fusion_emitters": False}


@cache
def _options() -> dict[str, bool]:
    """Those of the compiler's options for speed that this version of it knows."""
    found = {}
    for name, value in _QUICK.items():
        try:
            jax.jit(lambda x: x + 1.0, compiler_options={name: value})(0.0)
        except Exception:  # another version's error is of another kind
            continue
        found[name] = value
    return found


class Read(NamedTuple):
    """What draws say, each array with the draws first: `flows`, `stocks` (None where there are none), the log-likelihoods of the
    observations, the chance of less than each told, their `means` (draw, observation, sense) in logs and the `scales` of their noise, the
    parameters by name, and the standard normals they stand for."""

    flows: Array
    stocks: Array | None
    claims: Array
    rank: Array
    means: Array
    scales: Array
    named: dict[str, Array]
    standard: dict[str, Array]


@dataclass(frozen=True)
class Density:
    """The posterior of a design over vectors of so many `size` coordinates. What is `given` can be exchanged: figures of the same shapes,
    what each counts, and the coordinates."""

    design: Design
    priors: Priors

    @cached_property
    def places(self) -> dict[str, tuple[slice, tuple[int, ...]]]:
        """Where each named parameter lies in the vector, and its shape."""
        found, at = {}, 0
        for name, shape in shapes(self.design).items():
            count = int(np.prod(shape))
            found[name] = (slice(at, at + count), shape)
            at += count
        return found

    @property
    def size(self) -> int:
        """How many coordinates there are."""
        return sum(int(np.prod(shape)) for _, shape in self.places.values())

    def given(self, coordinates: Coordinates, *, design: Design | None = None, weight: Array | None = None) -> Given:
        """The data of a design of the same shapes, and what each observation counts: 0 for one that is held out, else 1."""
        of = self.design if design is None else design
        held = {name: getattr(of.plain, name) for name in _PLAIN}
        held |= {"number": of.listed.number, "steps": coordinates.steps, "turn": coordinates.turn}
        held["lean"] = coordinates.lean
        held["weight"] = np.ones(len(of.order)) if weight is None else weight
        return {name: jnp.asarray(values) for name, values in held.items()}

    def _outcome(self, x: Any, given: Given) -> tuple[Outcome, dict[str, Any], Any]:
        """What a vector says, the standard normals it stands for, and what the change of coordinates costs in log density."""
        raw = {name: x[place].reshape(shape) for name, (place, shape) in self.places.items()}
        cost = 0.0
        if "steps" in raw:
            logs = given["steps"] * jnp.log(self._step_scales(raw))
            raw["steps"] = given["turn"] @ (raw["steps"] / jnp.exp(logs))
            cost = jnp.sum(logs)
        plain = replace(self.design.plain, **{name: given[name] for name in _PLAIN})
        listed = replace(self.design.listed, number=given["number"])
        design = replace(self.design, plain=plain, listed=listed)
        found = outcome(design, priors=self.priors, raw=raw, of=jnp, lean=given["lean"])
        if "house" in raw:
            scales = house_scales(plain, self.priors, habit=found.named["house scale"], of=jnp) * jnp.ones(
                len(plain.houses)
            )
            raw["house"] = found.named["house"] / scales
            cost = cost + jnp.sum(jnp.log(scales))
        return found, raw, cost

    def _step_scales(self, raw: Raw) -> Any:
        plan = self.design.layout
        return step_scales(plan, walk_scales(plan, raw=raw, of=jnp), of=jnp)

    def _log(self, x: Any, given: Given) -> Any:
        found, raw, cost = self._outcome(x, given)
        prior = sum(0.5 * jnp.sum(values * values) for values in raw.values())
        return jnp.sum(given["weight"] * found.claims) + found.left - cost - prior

    @cached_property
    def with_gradient(self) -> Callable[[Array, Given], tuple[Any, Any]]:
        """The log density of a vector of coordinates, up to a constant, and its gradient."""
        compiled: Callable[[Array, Given], tuple[Any, Any]] = jax.jit(
            jax.value_and_grad(self._log), compiler_options=_options()
        )
        return compiled

    @cached_property
    def _reading(self) -> Any:
        def one(x: Any, given: Given) -> tuple[Any, ...]:
            found, raw, _ = self._outcome(x, given)
            return found.flows, found.stocks, found.claims, found.rank, found.means, found.scales, found.named, raw

        return jax.jit(jax.vmap(one, in_axes=(0, None)), compiler_options=_options())

    def read(self, x: Array, given: Given) -> Read:
        """What vectors (draws, size) say, the same number at a time, so that reading is compiled once and takes little memory."""
        rows, parts = min(AT_ONCE, len(x)), []
        for first in range(0, len(x), rows):
            some = x[first : first + rows]
            padded = np.concatenate([some, np.repeat(some[-1:], rows - len(some), axis=0)])
            found = self._reading(padded, given)
            parts.append(jax.tree_util.tree_map(lambda one, count=len(some): np.asarray(one)[:count], found))
        return Read(*jax.tree_util.tree_map(lambda *its: np.concatenate(its), *parts))

    def start(self, seed: int, given: Given) -> Array:
        """Where a chain begins: a draw of half the prior's width."""
        x = np.random.default_rng(seed).normal(scale=0.5, size=self.size)
        if "steps" in self.places:
            middle = {name: np.zeros(shape) for name, (_, shape) in self.places.items()}
            x[self.places["steps"][0]] *= np.asarray(self._step_scales(middle)) ** np.asarray(given["steps"])
        if "house" in self.places:
            x[self.places["house"][0]] *= self.priors["house"].at
        return np.asarray(x)
