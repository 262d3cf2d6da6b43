"""What to make of a fit: who is far out, how much each basis counted, what an answer rests on.

`surprises` compares what was told with the posterior's predictive distribution for it (posterior predictive p-values, Gelman, Meng
and Stern 1996); `bearing` names the claims whose log-likelihood covaries most with an answer over the draws, which is, to first
order, how far the answer would move were the claim weighted otherwise (Giordano, Broderick and Jordan 2018). Invariant: shares add
up to one; the same fit gives the same answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.account.draws import Array
from muster.estimate.observation import Observation
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
    single figure the `observation`. `apart` is what tells a basis from another of its name, empty where none has it."""

    name: str
    claims: tuple[str, ...]
    share: float
    up: bool
    observation: Observation | None = None
    apart: str = ""


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
    return _shared([(one.name, one.claims, move, one) for one, move in zip(fit.observations, moves, strict=True)])


def counted(fit: Fit, answer: Array) -> list[Borne]:
    """How much each basis bears on an answer, taken together, the weightiest first. Those of one name that nothing tells apart are one."""
    named: dict[str, set[str]] = defaultdict(set)
    for one in fit.observations:
        named[one.name].add(one.basis)
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(fit.observations):
        rows[one.name, what_differs(one.basis) if len(named[one.name]) > 1 else ""].append(at)
    its, told_apart = [], []
    for (name, apart), its_rows in sorted(rows.items()):
        move = float(_covariances(fit.told[:, its_rows].sum(axis=1, keepdims=True), answer)[0])
        claims = tuple(claim for at in its_rows for claim in fit.observations[at].claims)
        its.append((name, claims, move, None))
        told_apart.append(apart)
    return _shared(its, told_apart)


_OWN_VOICE = re.compile(r"(?:outlet|document) (?P<home>.+)")
_ID = re.compile(r"[0-9a-f]{12,}")


def what_differs(basis: str) -> str:
    """What a basis's key says beside its name: that it is a text's own voice, or of whose text an office without a country is."""
    return " and ".join(dict.fromkeys(said for root in basis.split(" + ") if (said := _said_beside(root))))


def _said_beside(root: str) -> str:
    own = _OWN_VOICE.fullmatch(root)
    home = own["home"] if own else root.rpartition(" in ")[2] if " in " in root else ""
    if _ID.fullmatch(home):
        return f"in report {home[:10]}"
    return "in its own name" if own else f"in {home}" if home else ""


def _covariances(told: Array, answer: Array) -> Array:
    """Of each column with the answer's deviations: shape (columns,)."""
    centred = _deviations(answer)
    return np.asarray(centred @ (told - told.mean(axis=0)) / max(len(answer) - 1, 1))


def _deviations(answer: Array) -> Array:
    """An answer (draw,) about its mean: in logs, which do not depend on its unit, or as it is where a draw has nought or less, as a
    balance or ground taken less lost can have."""
    its = np.log(answer) if np.all(answer > 0) else answer
    return np.asarray(its - its.mean())


def _shared(
    its: Sequence[tuple[str, tuple[str, ...], float, Observation | None]], apart: Sequence[str] = ()
) -> list[Borne]:
    whole = sum(abs(move) for _, _, move, _ in its) or 1.0
    found = [
        Borne(
            name=name, claims=claims, share=float(abs(move) / whole), up=bool(move > 0), observation=one, apart=differs
        )
        for (name, claims, move, one), differs in zip(its, apart or [""] * len(its), strict=True)
    ]
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
