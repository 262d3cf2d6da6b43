"""What to make of a fit: who is far out, how much each basis counted, what an answer rests on.

`surprises` compares what was told with the posterior's predictive distribution for it (posterior predictive p-values, Gelman, Meng
and Stern 1996); `bearing` names the claims whose log-likelihood covaries most with an answer over the draws, which is, to first
order, how far the answer would move were the claim weighted otherwise (Giordano, Broderick and Jordan 2018). Invariant: shares add
up to one; the same fit gives the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from muster.account.bodies import Body, called_alone
from muster.account.draws import Array
from muster.estimate.observation import Observation, set_apart
from muster.estimate.sampling import Fit

FAR_OUT = 0.025  # of the predictive distribution on either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """An observation far out: `rank` is the chance of less than was told, `high` whether it is above what the others make likely."""

    observation: Observation
    rank: float

    @property
    def high(self) -> bool:
        """Whether more was told than expected."""
        return self.rank > 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """What bears on an answer: the share of all that moves it, and which way it moves it (`up` where more weight would raise it); of a
    single figure the `observation`. `apart` is what tells a basis from another of its name, empty where none has it, and `called` what to
    call it by, so that no other is meant."""

    name: str
    claims: tuple[str, ...]
    share: float
    up: bool
    observation: Observation | None = None
    apart: str = ""
    called: str = ""


def surprises(fit: Fit) -> list[Surprise]:
    """Who is far out, the farthest first. A bound is far out only where the answer lies beyond it."""
    found = []
    for one, rank in zip(fit.observations, fit.rank, strict=True):
        above, below = rank > 1 - FAR_OUT, rank < FAR_OUT
        if (
            (above and one.high is None and not one.listed)
            or (below and one.low is None)
            or ((above or below) and (one.listed or (one.low is not None and one.high is not None)))
        ):
            found.append(Surprise(observation=one, rank=float(rank)))
    return sorted(found, key=lambda one: (min(one.rank, 1 - one.rank), one.observation.order))


def bearing(fit: Fit, answer: Array) -> list[Borne]:
    """Which observations bear on an answer (draw,), those that bear most first."""
    moves = _covariances(fit.told, answer)
    return _shared(
        [_moving(one.name, one.claims, float(move), one) for one, move in zip(fit.observations, moves, strict=True)]
    )


def counted(fit: Fit, answer: Array) -> list[Borne]:
    """How much each basis bears on an answer, taken together, the weightiest first. Those of one name that nothing tells apart are one."""
    differs = set_apart(fit.observations)
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(fit.observations):
        rows[one.name, differs[one.basis]].append(at)
    its = []
    for (name, apart), its_rows in sorted(rows.items()):
        move = float(_covariances(fit.told[:, its_rows].sum(axis=1, keepdims=True), answer)[0])
        claims = tuple(claim for at in its_rows for claim in fit.observations[at].claims)
        called = called_alone(Body(fit.observations[its_rows[0]].basis, name))
        its.append(replace(_moving(name, claims, move), apart=apart, called=called))
    return _shared(its)


def _covariances(told: Array, answer: Array) -> Array:
    """Of each column with the answer's deviations: shape (columns,)."""
    centred = _deviations(answer)
    return np.asarray(centred @ (told - told.mean(axis=0)) / max(len(answer) - 1, 1))


def _deviations(answer: Array) -> Array:
    """An answer (draw,) about its mean: in logs, which do not depend on its unit, or as it is where a draw has nought or less, as a
    balance or ground taken less lost can have."""
    its = np.log(answer) if np.all(answer > 0) else answer
    return np.asarray(its - its.mean())


def _moving(name: str, claims: tuple[str, ...], move: float, one: Observation | None = None) -> Borne:
    return Borne(name=name, claims=claims, share=abs(move), up=move > 0, observation=one)


def _shared(its: Sequence[Borne]) -> list[Borne]:
    """The same with what each moves as a share of all that moves it, the largest first."""
    whole = sum(one.share for one in its) or 1.0
    found = [replace(one, share=one.share / whole) for one in its]
    return sorted(found, key=lambda one: (-one.share, one.name, one.claims))


def unsettled(fit: Fit, answer: Array) -> float:
    """The share of an answer's variance (in logs, where it has them) that what bases of one stance have in common makes, which no number
    of claims settles: the R-squared of a linear regression on those biases. From 0 to 1; 0 where none is in the model."""
    names = [name for name in fit.draws.beside if name.startswith("class: ")]
    if not names:
        return 0.0
    biases = np.column_stack([fit.draws.beside[name] for name in names])
    biases = biases - biases.mean(axis=0)
    whole = _deviations(answer)
    if not float(whole @ whole):
        return 0.0
    rest = whole - biases @ np.linalg.lstsq(biases, whole, rcond=None)[0]
    return float(1 - (rest @ rest) / (whole @ whole))
