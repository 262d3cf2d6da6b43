"""How the sampler fared: R-hat, effective sample sizes and divergences of everything reported and of every hyperparameter.

Rank-normalised split R-hat, bulk and tail ESS are those of Vehtari, Gelman, Simpson, Carpenter and Buerkner (2021), by ArviZ.
Invariant: a fit is good only where all of it is.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from muster.account.draws import Array

RHAT = 1.01
ESS = 400.0
# The share of draws that may diverge: in the calibration, 121 of a thousand ledgers had some, counted like all others, and the bands held.
DIVERGED = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The worst of each and whose it is."""

    rhat: float
    rhat_of: str
    bulk: float
    bulk_of: str
    tail: float
    tail_of: str
    divergences: int
    draws: int

    @property
    def faults(self) -> tuple[str, ...]:
        """In words what keeps the fit from being used; empty for a good one."""
        found = []
        if self.strayed:
            found.append(f"{self.divergences:,} of {self.draws:,} draws diverged")
        if not self.rhat <= RHAT:
            found.append(f"chains disagree: R-hat {self.rhat:.3f} of {self.rhat_of}, above {RHAT}")
        which, of = min(
            ((self.bulk, self.bulk_of), (self.tail, self.tail_of)), key=lambda its: (its[0] >= ESS, its[0])
        )  # one that is no number is not enough
        if not which >= ESS:
            found.append(f"too few effective draws: {which:,.0f} of {of}, below {ESS:.0f}")
        return tuple(found)

    @property
    def strayed(self) -> bool:
        """Whether more draws diverged than may."""
        return self.divergences > DIVERGED * self.draws

    @property
    def sparse(self) -> bool:
        """Whether it lacks nothing but draws: the chains agree, and none strayed."""
        return not self.good and not self.strayed and self.rhat <= RHAT

    @property
    def good(self) -> bool:
        """Whether nothing does."""
        return not self.faults


def health(watched: Mapping[str, Array], *, names: Mapping[str, Sequence[str]], divergences: int) -> Health:
    """How the chains fared: `watched` are arrays of shape (chain, draw, …) by name, `names` what their elements are called. What never
    varies (a share that is fixed, a month in which nothing can be) does not count."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import arviz

        tools: Any = arviz  # it does not tell its types
        found: dict[str, dict[str, tuple[float, str]]] = {"rhat": {}, "bulk": {}, "tail": {}}
        for name, values in watched.items():
            flat = values.reshape(*values.shape[:2], -1)
            varies = np.ptp(flat, axis=(0, 1)) > 0
            if not varies.any():
                continue
            words = [word for word, moves in zip(_words(name, names, flat.shape[2]), varies, strict=True) if moves]
            data = tools.convert_to_dataset({name: flat[:, :, varies]})
            for kind, its in (
                ("rhat", tools.rhat(data)),
                ("bulk", tools.ess(data, method="bulk")),
                ("tail", tools.ess(data, method="tail")),
            ):
                values_of = np.atleast_1d(np.asarray(its[name].values))
                at = int(np.nanargmax(values_of) if kind == "rhat" else np.nanargmin(values_of))
                found[kind][name] = (float(values_of[at]), words[at])
    rhat, bulk, tail = max(found["rhat"].values()), min(found["bulk"].values()), min(found["tail"].values())
    draws = next(iter(watched.values())).shape[:2]
    return Health(
        rhat=rhat[0],
        rhat_of=rhat[1],
        bulk=bulk[0],
        bulk_of=bulk[1],
        tail=tail[0],
        tail_of=tail[1],
        divergences=divergences,
        draws=int(draws[0] * draws[1]),
    )


def _words(name: str, names: Mapping[str, Sequence[str]], count: int) -> list[str]:
    words = list(names.get(name, ()))
    if len(words) != count:
        return [f"{name} {at + 1}" for at in range(count)]
    return words if name == "flows" else [f"{name} of {word}" for word in words]
