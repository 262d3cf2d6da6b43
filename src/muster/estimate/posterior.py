"""What the parameters say: accounts, means and likelihoods, written once for symbols and for numbers.

The mean of an observation is log(num . x) - log(base . x) for a sense of its measure, plus the house effect of its basis for that
measure, plus what its stance has in common. A point is an interval of its rounding; a bound is open on one side. A basis keeps to one
meaning between the senses of its word, as its series does in the checks; whoever spoke once may have meant any of them, and the
chances add. Named dead are what a list has found by its day (completeness in the age of the month).

Every parameter is a vector of standard normals. `of` is the module that computes: numpy, or jax.numpy for the sampler. All is written
with few, wide arrays, for each operation has its price. Invariant: without observations the posterior is the prior; one observation
more removes no term of another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from muster.estimate import noise
from muster.estimate.design import Design, Listed, Plain
from muster.estimate.gamma import digamma, trigamma
from muster.estimate.layout import LONGEST, Layout, logit
from muster.estimate.priors import Prior, Priors

LEAST = 1e-3  # people: a smaller number of them is none
Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`flows` (months, flows), `stocks` (months + 1, stocks) or None; of the observations in the design's order `claims`, the
    log-likelihood of each, `rank`, the chance of less than was told, `means` (observations, senses) in logs and `scales`, its noise;
    `left` what falls below nought where no stock may, `named` the parameters by name."""

    flows: Any
    stocks: Any
    claims: Any
    rank: Any
    means: Any
    scales: Any
    left: Any
    named: dict[str, Any] = field(default_factory=dict)


def shapes(design: Design) -> dict[str, tuple[int, ...]]:
    """The parameters and their shapes; none is empty."""
    plan, plain, listed = design.layout, design.plain, design.listed
    walking = sum(1 for _, _, scale, _ in plan.walks if scale is not None and plan.months > 1)
    found = {
        "level": (len(plan.walks),),
        "walk scale": (walking,),
        "steps": (plan.walk_of.shape[0],),
        "share": (len(plan.shares),),
        "hospital": (int(any(one.later for one in plan.columns)),),
        "residual scale": (len(plan.strong),),
        "residual": (plan.months, len(plan.strong)),
        "first": (2 * len(plan.strong),),
    }
    if plain.size:
        found |= {
            "house scale": (1,),
            "house": (len(plain.houses),),
            "class": (len(plain.classes),),
            "noise": (len(plain.noises),),
            "meaning": plain.meaning_at.shape,
        }
    if listed.size:
        found |= {"list share": (len(listed.bases),), "list delay": (listed.known.shape[1],), "list noise": (1,)}
    return {name: shape for name, shape in found.items() if all(shape)}


def outcome(design: Design, *, priors: Priors, raw: Raw, of: Any, lean: Any = None) -> Outcome:
    """What these parameters say. With `lean` (houses, plain observations) the `raw` habits are no standard normals but what is left of
    them once they lean on what the figures tell beyond all else: habit = raw + lean . (told - expected)."""
    named: dict[str, Any] = {}
    flows = _flows(design, priors, raw, named, of=of)
    stocks, left = _stocks(design, priors, raw, named, flows=flows, of=of)
    told = []
    if design.plain.size:
        logs = _logs(design.plain, raw, named, accounts=(flows, stocks), of=of)
        told.append(_plain(design.plain, priors, raw, named, logs=logs, lean=lean, of=of))
    if design.listed.size:
        told.append(_listed(design.listed, priors, raw, named, flows=flows, of=of))
    if len(told) == 2:  # a list has one sense
        likely, less, means, scales = told[1]
        told[1] = likely, less, means + np.zeros((1, told[0][2].shape[1])), scales
    claims, rank, means, scales = (of.concatenate(its) for its in zip(*told, strict=True))
    return Outcome(flows, stocks, claims, rank, means, scales, left, named)


# ------------------------------------------------------------------ forms of priors
def _lognormal(raw: Any, priors: Sequence[Prior], *, of: Any) -> Any:
    """Log-normals of their own priors: shape (priors,)."""
    medians = np.array([one.at for one in priors])
    spreads = np.array([one.spread for one in priors])
    return medians * of.exp(spreads * raw)


def _share(raw: Any, priors: Sequence[Prior], *, of: Any) -> Any:
    """Shares of their own priors, normal on the logit scale: shape (priors,)."""
    middles = np.array([logit(one.at) for one in priors])
    spreads = np.array([one.spread for one in priors])
    return 1.0 / (1.0 + of.exp(-(middles + spreads * raw)))


def _log_weights(raw: Any, *, at: Any, spread: Any, of: Any) -> Any:
    """Log weights over the last axis. A Dirichlet is the softmax of the logarithms of gamma variables; here these are normals of
    the same mean and variance (digamma and trigamma of the prior's cases)."""
    logs = at + spread * raw
    return logs - _logsum(logs, of=of)[..., None]


def _logsum(logs: Any, *, of: Any) -> Any:
    """The log of the sum of exponentials over the last axis."""
    most = of.max(logs, axis=-1)
    return most + of.log(of.sum(of.exp(logs - most[..., None]), axis=-1))


# ------------------------------------------------------------------ the accounts
def habit_of(raw: Raw, priors: Priors, *, of: Any) -> Any:
    """The scale that the habits of all houses share: shape (1,)."""
    return _lognormal(raw["house scale"], [priors["house"]], of=of)


def walk_scales(plan: Layout, *, raw: Raw, of: Any) -> Any:
    """The scale of each walk that has one: shape (walks that walk,)."""
    return _lognormal(
        raw["walk scale"], [scale for _, _, scale, modes in plan.walks if scale is not None and modes], of=of
    )


def step_scales(plan: Layout, scales: Any, *, of: Any) -> Any:
    """The scale of each step of each walk: shape (modes of all,)."""
    return of.dot(plan.walk_of[:, [at for at, (_, _, _, modes) in enumerate(plan.walks) if modes]], scales)


def _flows(design: Design, priors: Priors, raw: Raw, named: dict[str, Any], *, of: Any) -> Any:
    plan = design.layout
    medians = np.log([level.at for _, level, _, _ in plan.walks])
    spreads = np.array([level.spread for _, level, _, _ in plan.walks])
    named["level"] = medians + spreads * raw["level"]
    logs = named["level"][None, :] + np.zeros((plan.months, 1))
    if "steps" in raw:
        named["walk scale"] = walk_scales(plan, raw=raw, of=of)
        steps = raw["steps"] * step_scales(plan, named["walk scale"], of=of)
        logs = logs + of.stack([of.dot(plan.waves(at), steps[place]) for at, place in enumerate(plan.modes_of)], axis=1)
    if plan.splits:
        ratio = logs[:, np.array(plan.splits)]
        logs = of.concatenate([logs, -of.logaddexp(0.0, ratio), -of.logaddexp(0.0, -ratio)], axis=1)
    drivers = of.exp(of.dot(logs, plan.driven)) * np.array(plan.lengths)[:, None]
    leaving = sorted({one.driver for one in plan.columns if one.later})
    if leaving:
        stay = _lognormal(raw["hospital"], [priors["hospital_months"]], of=of)
        named["hospital months"] = stay
        drivers = of.concatenate([drivers, _left(drivers[:, np.array(leaving)], stay, of=of)], axis=1)
    own = len(plan.drivers)
    flows = drivers[:, np.array([own + leaving.index(one.driver) if one.later else one.driver for one in plan.columns])]
    if plan.shares:
        shares = _share(raw["share"], [one for _, one in plan.shares], of=of)
        named["share"] = shares
        flows = flows * of.exp(of.dot(of.concatenate([of.log(shares), of.log1p(-shares)]), plan.sharing))
    return (
        flows if not plan.strong else of.concatenate([flows, *_force(design, priors, raw, flows=flows, of=of)], axis=1)
    )


def _left(hurt: Any, stay: Any, *, of: Any) -> Any:
    """How the wounded of each month leave hospital, a falling exponential whose mean is that of their stay: shape (months, drivers)."""
    months = len(hurt)
    kernel = of.exp(-np.arange(LONGEST) / stay)
    before = of.concatenate([np.zeros((LONGEST, hurt.shape[1])), hurt])
    lagged = of.stack([before[LONGEST - lag : LONGEST - lag + months] for lag in range(LONGEST)], axis=2)
    return of.dot(lagged, kernel / of.sum(kernel))


def _force(design: Design, priors: Priors, raw: Raw, *, flows: Any, of: Any) -> list[Any]:
    """Who is sent, once trained, and what no report names: a residual inflow that shrinks to nought."""
    plan = design.layout
    lag = min(round(priors["training_months"].at), plan.months)
    sent = of.dot(np.eye(plan.months, k=-lag), of.dot(flows, design.books.sent))
    scale = _lognormal(raw["residual scale"], [priors["residual"]] * len(plan.strong), of=of)
    rest = priors["theatre_level"].at * scale * raw["residual"]
    return [sent, of.maximum(rest, 0.0), of.maximum(-rest, 0.0)]


def _stocks(design: Design, priors: Priors, raw: Raw, named: dict[str, Any], *, flows: Any, of: Any) -> tuple[Any, Any]:
    """The levels before the first month and at the end of each, and what it costs that more ever left one than were ever in it: by the
    worst month and in logs, for a wall that every month builds on throws the sampler back."""
    books, months = design.books, design.layout.months
    if not books.stocks:
        return None, 0.0
    sums = np.vstack([np.zeros(months), np.tril(np.ones((months, months)))])
    come, gone = (of.dot(sums, of.dot(flows, np.maximum(sign * books.net, 0.0))) for sign in (1.0, -1.0))
    if not books.levels:
        return come - gone, 0.0
    kinds = [priors[name] for name in ("theatre_level", "elsewhere_level") for _ in design.layout.strong]
    first = _lognormal(raw["first"], kinds, of=of)
    named["first"] = first
    come = come + of.concatenate([first, np.zeros(len(books.stocks) - books.levels)])
    over = of.log1p(gone[:, : books.levels]) - of.log1p(come[:, : books.levels])
    deepest = of.max(of.maximum(over, 0.0), axis=0) / priors["overdrawn"].at
    return come - gone, -0.5 * of.sum(deepest * deepest)


# ------------------------------------------------------------------ figures
def _logs(told: Plain, raw: Raw, named: dict[str, Any], *, accounts: tuple[Any, Any], of: Any) -> Any:
    """The log of each plain observation's number in each sense, over its base: shape (observations, senses)."""
    flows, stocks = accounts
    parts = [of.dot(told.over, of.dot(flows, told.flow_series)).ravel()]
    if len(told.when):
        parts.append(of.dot(told.when, of.dot(stocks, told.stock_series)).ravel())
    number = of.concatenate([*parts, np.ones(1)])[told.at]
    logs = of.log(_positive(_meant(told, raw, named, number=number, of=of), of=of))
    return logs[:, 1:] - logs[:, :1]


def _plain(
    told: Plain, priors: Priors, raw: Raw, named: dict[str, Any], *, logs: Any, lean: Any, of: Any
) -> tuple[Any, Any, Any, Any]:
    """Of plain observations the log-likelihood, the chance of less than the middle, the means in logs (observations, senses) and the
    scale of the noise."""
    habit = habit_of(raw, priors, of=of)
    named["house scale"] = habit
    scale = _scales(told, priors, raw, named, habit=habit, of=of)
    bias = _bias(told, priors, raw, named, logs=logs, lean=lean, of=of)
    mean = logs + bias[:, None]
    sigma, closed = scale[:, None], told.closed
    each = []
    if closed:
        down = (told.low[:, None] - mean[:closed]) / sigma[:closed]
        up = (told.high[:, None] - mean[:closed]) / sigma[:closed]
        each.append(noise.between(down, up, of=of))
    if closed < told.size:
        each.append(noise.below(told.side[:, None] * (told.end[:, None] - mean[closed:]) / sigma[closed:], of=of))
    less = of.exp(told.fixed + noise.below((told.middle[:, None] - mean) / sigma, of=of))
    return _logsum(of.concatenate(each) + told.fixed, of=of), of.sum(less, axis=1), mean, scale


def _meant(told: Plain, raw: Raw, named: dict[str, Any], *, number: Any, of: Any) -> Any:
    """The base and the senses of each observation, in place of the senses of one that keeps between them what it means."""
    if "meaning" not in raw:
        return number
    weights = of.exp(_log_weights(raw["meaning"], at=told.meaning_at, spread=told.meaning_spread, of=of))
    named["meaning"] = weights
    meant = of.sum(weights[told.meaning_of] * number[:, 1:], axis=1)[:, None]
    return of.concatenate([number[:, :1], of.where(told.between[:, None], meant, number[:, 1:])], axis=1)


def _positive(number: Any, *, of: Any) -> Any:
    """The number, but falling to nought below a thousandth of one, so that a difference of flows has a logarithm."""
    root = of.sqrt(number * number + LEAST * LEAST)
    return of.where(number > 0, (number + root) / 2.0, 0.5 * LEAST * LEAST / (root + of.abs(number)))


def _bias(told: Plain, priors: Priors, raw: Raw, named: dict[str, Any], *, logs: Any, lean: Any, of: Any) -> Any:
    """In logs: the habit of each basis that told more than once, of an anchor next to none, and what its stance has in common."""
    bias = np.zeros(told.size)
    if "class" in raw:
        named["class"] = priors["class"].at * raw["class"]
        bias = bias + of.dot(told.stance, named["class"])
    if "house" in raw:
        if lean is None:
            named["house"] = house_scales(told, priors, habit=named["house scale"], of=of) * raw["house"]
        else:
            expected = of.sum(np.exp(told.fixed) * logs, axis=1) + bias
            named["house"] = raw["house"] + of.dot(lean, told.middle - expected)
        bias = bias + of.dot(told.house, named["house"])
    return bias


def house_scales(told: Plain, priors: Priors, *, habit: Any, of: Any) -> Any:
    """The scale of each house's habit: shape (houses,)."""
    return of.where(told.anchored, priors["anchored"].at, habit)


def _scales(told: Plain, priors: Priors, raw: Raw, named: dict[str, Any], *, habit: Any, of: Any) -> Any:
    """The scale of each observation's noise. Where a basis told once its habit cannot be told from its noise, and is in it."""
    each = _lognormal(raw["noise"], [priors["noise"]] * len(told.noises), of=of)
    named["noise"] = each
    apart = of.where(told.alone, of.where(told.anchor, priors["anchored"].at, habit), 0.0)
    return of.sqrt(of.dot(told.noise, each) ** 2 + apart**2 + told.more)


# ------------------------------------------------------------------ lists of names
def _listed(
    told: Listed, priors: Priors, raw: Raw, named: dict[str, Any], *, flows: Any, of: Any
) -> tuple[Any, Any, Any, Any]:
    """The same of counts of named dead: of each month's dead a list has found by an age a the share F(a) = share . sum_j w_j (1 -
    exp(-a / t_j)), with fixed delays t_j and weights w that are learned."""
    share = _share(raw["list share"], [priors["listed_share"]] * len(told.bases), of=of)
    cases = priors.delay.cases
    at, spread = np.array([digamma(one) for one in cases]), np.array([trigamma(one) ** 0.5 for one in cases])
    delay = of.exp(_log_weights(raw["list delay"], at=at, spread=spread, of=of))
    scale = _lognormal(raw["list noise"], [priors["listed_noise"]], of=of)
    named |= {"list share": share, "list delay": delay, "list noise": scale}
    dead = of.dot(flows, told.series).T
    found = of.dot(of.sum(told.known * dead[:, None, :], axis=2), delay)
    mean = of.log(_positive(found, of=of)) + of.log(of.dot(told.basis, share))
    t = (told.number - mean) / scale
    likely = noise.density(t, of=of) - of.log(scale)
    return likely, of.exp(noise.below(t, of=of)), mean[:, None], scale + np.zeros(told.size)


def names_of(design: Design) -> dict[str, list[str]]:
    """What the elements of each vector of named parameters are called."""
    plan = design.layout
    return {
        "level": [name for name, *_ in plan.walks],
        "walk scale": [name for name, _, scale, modes in plan.walks if scale is not None and modes],
        "share": [name for name, _ in plan.shares],
        "hospital months": ["all"],
        "first": [f"{party}: {where} before" for where in ("theatre", "elsewhere") for party in plan.strong],
        "house scale": ["all"],
        "house": [f"{basis}: {measure.value}" for basis, measure in design.plain.houses],
        "class": [f"{stance}: {group}" for stance, group in design.plain.classes],
        "noise": [f"{basis}: {measure.value}" if basis else "all others" for basis, measure in design.plain.noises],
        "list share": list(design.listed.bases),
        "list noise": ["all"],
    }
