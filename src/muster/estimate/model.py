"""The posterior as PyMC has it. Data can be exchanged without compiling anew, so that many ledgers of one design cost one compilation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pymc
import pytensor.tensor

from muster.estimate.design import Design
from muster.estimate.posterior import habit_of, house_scales, outcome, shapes, step_scales, walk_scales
from muster.estimate.priors import Priors

pm: Any = pymc  # neither tells its types
pt: Any = pytensor.tensor
DATA = ("low", "high", "end")  # of the plain observations; `number` of the listed ones


def build(design: Design, *, priors: Priors) -> Any:
    """The model of a design: its variables are those of `posterior.shapes`, its data the ends of the figures."""
    plan = design.layout
    with pm.Model() as model:
        raw: dict[str, Any] = {}
        for name, shape in shapes(design).items():
            if name == "steps" and plan.centred.any():
                scales = step_scales(plan, walk_scales(plan, raw=raw, of=pt), of=pt)
                raw[name] = pm.Normal(name, sigma=pt.where(plan.centred, scales, 1.0), shape=shape)
            elif name == "house" and design.plain.settled.any():
                scales = house_scales(design.plain, priors, habit=habit_of(raw, priors, of=pt), of=pt)
                raw[name] = pm.Normal(name, sigma=pt.where(design.plain.settled, scales, 1.0), shape=shape)
            else:
                raw[name] = pm.Normal(name, shape=shape)
        found = outcome(_with_data(design), priors=priors, raw=raw, of=pt)
        pm.Potential("told", pt.sum(found.claims) + found.left)
    return model


def _with_data(design: Design) -> Design:
    """The design with its figures as data of the model."""
    plain, listed = design.plain, design.listed
    if plain.size:
        ends = {name: pm.Data(name, getattr(plain, name)) for name in DATA if len(getattr(plain, name))}
        plain = replace(plain, **ends)
    if listed.size:
        listed = replace(listed, number=pm.Data("number", listed.number))
    return replace(design, plain=plain, listed=listed)
