"""Coordinates in which the sampler moves freely, from how much the figures say of each step of a walk and of each habit.

A step z of scale s is x = z s^c, with c from 0 where figures say nothing of it to 1 where they pin it (Papaspiliopoulos, Roberts and
Skoeld 2007; Gorinova, Moore and Hoffman 2020): c = i / (1 + i), i the information that the figures hold on z. The steps of a walk are
turned first, so that what figures say of one tells nothing of another: where they pin some months and leave others open, each wave is
half known, and no c suits it. A habit of a basis that
told often is known to a hundredth once all else is: in x = habit - lean . (told - expected) it is free of all else, where otherwise
level, stance, meaning and habit lie in one narrow, bent valley. Invariant: the posterior is the same in any coordinates; a figure that
is held out says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from muster.account.draws import Array
from muster.estimate.design import Design
from muster.estimate.posterior import Raw, house_scales, outcome, shapes
from muster.estimate.priors import Priors

_NUDGE = 1e-4
_SHORT = 24  # months over which the steps are left as they are: turned, they were found to mix worse over so few


@dataclass(frozen=True, slots=True)
class Coordinates:
    """`steps` (modes of all) says how far each turned step is centred, `turn` (modes of all, modes of all) turns them back into those of
    the waves, `lean` (houses, plain observations) how the habits lean on the figures."""

    steps: Array
    turn: Array
    lean: Array


def coordinates(design: Design, *, priors: Priors, at: Raw | None = None, weight: Array | None = None) -> Coordinates:
    """The coordinates that suit a design near these standard normals, else in the middle of its priors, where each observation counts so
    much: 0 for one that is held out, else 1."""
    counts = np.ones(len(design.order)) if weight is None else weight
    raw = {name: np.zeros(shape) for name, shape in shapes(design).items()} if at is None else dict(at)
    size = design.layout.walk_of.shape[0]
    steps, turn = np.zeros(size), np.eye(size)
    means, scales = _means(design, priors, raw)
    told = np.zeros((len(means), size))
    for one in range(size):
        nudged = np.array(raw["steps"])
        nudged[one] += _NUDGE
        moved, _ = _means(design, priors, {**raw, "steps": nudged})
        told[:, one] = np.sqrt(counts) * (moved - means) / _NUDGE / scales
    for place in design.layout.modes_of:
        held = np.sum(told[:, place] ** 2, axis=0)
        if design.layout.months > _SHORT:
            held, turn[place, place] = np.linalg.eigh(told[:, place].T @ told[:, place])
            held = np.maximum(held, 0.0)
        steps[place] = held / (1.0 + held)
    precision = (counts / scales**2)[: design.plain.size]
    return Coordinates(steps, turn, _lean(design, priors, raw, precision=precision))


def _lean(design: Design, priors: Priors, raw: Raw, *, precision: Array) -> Array:
    """What each closed figure tells of the habit it was told with, all else known: its share in the habit's conditional mean."""
    plain = design.plain
    if not plain.houses:
        return np.zeros((0, plain.size))
    share = plain.house.T * precision
    share[:, plain.closed :] = 0.0
    habit = outcome(design, priors=priors, raw=raw, of=np).named["house scale"]
    own = 1.0 / house_scales(plain, priors, habit=habit, of=np) ** 2
    return np.asarray(share / (share.sum(axis=1) + own)[:, None])


def _means(design: Design, priors: Priors, raw: Raw) -> tuple[Array, Array]:
    """The mean of each observation over its senses by their weights, in logs, and its noise's scale: both (observations,)."""
    found = outcome(design, priors=priors, raw=raw, of=np)
    weights = np.zeros(found.means.shape)
    weights[:, 0] = 1.0
    weights[: design.plain.size] = np.exp(design.plain.fixed)
    return np.asarray(np.sum(weights * found.means, axis=1)), np.asarray(found.scales)
