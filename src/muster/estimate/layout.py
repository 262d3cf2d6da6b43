"""The accounts of the parties laid out as arrays: which walks drive which flows, which flows make which stocks. No symbol stands here.

Log flows are Gaussian random walks about their mean level, with something of each month's own that the next does not keep, written in the
eigenvectors of their covariance: x = level + scale * sum_k z_k phi_k sqrt(lambda_k), z standard normal. Where all steps vary alike these
are the discrete cosine basis, with lambda_k = (1 - p) / (2 - 2 cos(pi k / n)) + p / 2 and k from 1 (Strang 1999), p the share of a step
that passes; the first months of a war vary more. Claims pin sums over long periods, which in this basis are few coordinates; a plain sum
of steps costs the sampler many times the work.

A driver is the exponential of a sum of walks (missing = killed x missing per killed). Killed and wounded are two parts of one walk
of casualties, since that is what most monthly figures pin: killed = casualties / (1 + r), wounded = casualties r / (1 + r), r the
wounded per killed. A flow is a driver times shares (died of wounds = wounded x share) or the wounded's driver as they leave
hospital. Invariant: no flow is negative; what leaves one stock enters another or the world.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from muster.account.draws import Array
from muster.account.flows import FLOWS, Flow, Stock
from muster.claims.measures import MEASURES, Measure
from muster.estimate.priors import Prior, Priors

MODES = 12  # of a slow ratio: what it has above so many half-waves is below a hundredth
LONGEST = 12  # months in hospital
WALKS = 4  # figures of a ratio from which it is let change over time

CHANNELS = {
    Measure.RECRUITED: Flow.RECRUITED,
    Measure.MOBILISED: Flow.MOBILISED,
    Measure.CONSCRIPTED: Flow.CONSCRIPTED,
    Measure.CONVICTS: Flow.CONVICTS,
    Measure.FOREIGN: Flow.FOREIGN,
}
_GAINED = (Flow.RECRUITED, Flow.MOBILISED, Flow.CONVICTS)  # who is sent once trained
_GROUND = frozenset({Measure.AREA_TAKEN, Measure.LOSSES_PER_AREA})
_OF_LOSSES = frozenset(
    {Measure.RETURNED, Measure.WOUNDED_PER_KILLED, Measure.LOSSES_PER_AREA, Measure.EXCHANGE_RATIO, Measure.OBITUARIES}
) | {measure for measure, about in MEASURES.items() if about.group == "loss" and measure is not Measure.DESERTED}


@cache
def walk_basis(rates: tuple[float, ...], *, passing: float = 0.0) -> Array:
    """The basis of a walk whose steps have these variances, the widest waves first: shape (months, months - 1). The share `passing` of
    each is the months' own and passes, where steps vary alike; a month's is the mean of what the steps beside it have."""
    months = len(rates) + 1
    if months == 1:
        return np.zeros((1, 0))
    walk = np.tril(np.ones((months, months)), k=-1)[:, :-1] * np.sqrt(rates)
    own = np.diag(np.sqrt((np.array((rates[0], *rates)) + np.array((*rates, rates[-1]))) / 2.0))
    both = np.hstack([walk * math.sqrt(1.0 - passing), own * math.sqrt(passing / 2.0)])
    about = both - both.mean(axis=0)
    values, vectors = np.linalg.eigh(about @ about.T)
    waves = vectors[:, :0:-1] * np.sqrt(np.maximum(values[:0:-1], 0.0))
    return np.asarray(waves * np.where(waves[0] < 0, -1.0, 1.0))


def unrest(months: int, *, opening: int | None, priors: Priors) -> tuple[float, ...]:
    """How much more each step between months varies than in a war that has settled: (months - 1,) variances, of which the first of a war
    that opened in the month `opening` are above 1."""
    if opening is None:
        return (1.0,) * (months - 1)
    since = np.arange(months - 1) - opening
    more = (priors["opening"].at ** 2 - 1.0) * np.exp(-np.maximum(since, 0) / priors["opening_months"].at)
    return tuple(float(one) for one in np.where(since >= -1, 1.0 + more, 1.0))


@dataclass(slots=True)
class Column:
    """One flow: `party`, the driver it comes from, whether it is the driver as they leave hospital, and the shares (and of which the rest)
    that it is multiplied with."""

    party: str
    flow: Flow
    driver: int
    later: bool = False
    times: tuple[int, ...] = ()
    rest: tuple[int, ...] = ()


@dataclass(slots=True)
class Layout:
    """The arrays' plan. `lengths` are the months, as shares of whole ones, and `rates` the variances of the steps between them. `walks` are
    names with a prior of level and of scale and how many modes; `drivers` sums of walks; `shares` names with a prior; `columns` the flows
    that come of them; `strong` the parties whose force is modelled; `informed` flows a claim speaks of. The share `passing` of how a month
    differs from the next passes again, but in the `slow` walks."""

    lengths: tuple[float, ...]
    rates: tuple[float, ...]
    passing: float
    parties: tuple[str, ...]
    walks: list[tuple[str, Prior, Prior | None, int]] = field(default_factory=list)
    slow: set[int] = field(default_factory=set)
    splits: list[int] = field(default_factory=list)
    drivers: list[tuple[tuple[int, ...], int | None, bool]] = field(default_factory=list)
    shares: list[tuple[str, Prior]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    informed: dict[str, list[Flow]] = field(default_factory=dict)

    def walk(self, name: str, *, level: Prior, scale: Prior | None, slow: bool = False) -> int:
        """A further walk; without a scale it is a level alone."""
        modes = 0 if scale is None else min(MODES, self.months - 1) if slow else self.months - 1
        self.walks.append((name, level, scale, modes))
        if slow:
            self.slow.add(len(self.walks) - 1)
        return len(self.walks) - 1

    def share(self, name: str, prior: Prior) -> int:
        """A further share."""
        self.shares.append((name, prior))
        return len(self.shares) - 1

    def split(self, walk: int) -> int:
        """A walk of the log of wounded per killed, by which the casualties are parted."""
        self.splits.append(walk)
        return len(self.splits) - 1

    def driver(self, *walks: int, split: int | None = None, killed: bool = True) -> int:
        """A further driver, of these walks together, and where a split is named of the killed's share by it or the wounded's."""
        self.drivers.append((walks, split, killed))
        return len(self.drivers) - 1

    # -------------------------------------------------------------- as arrays
    @property
    def months(self) -> int:
        """How many months there are."""
        return len(self.lengths)

    @property
    def modes_of(self) -> list[slice]:
        """Where each walk's steps lie among those of all."""
        ends = list(itertools.accumulate((modes for _, _, _, modes in self.walks), initial=0))
        return [slice(first, last) for first, last in itertools.pairwise(ends)]

    def waves(self, walk: int) -> Array:
        """The basis of a walk: shape (months, its modes)."""
        *_, modes = self.walks[walk]
        return walk_basis(self.rates, passing=0.0 if walk in self.slow else self.passing)[:, :modes]

    @property
    def walk_of(self) -> Array:
        """Which walk each mode is of: shape (modes of all, walks), of noughts and ones."""
        found = np.zeros((self.modes_of[-1].stop, len(self.walks)))
        for walk, place in enumerate(self.modes_of):
            found[place, walk] = 1.0
        return found

    @property
    def driven(self) -> Array:
        """Which walks make each driver, and then which shares of the killed and of the wounded: shape (walks + 2 splits, drivers)."""
        found = np.zeros((len(self.walks) + 2 * len(self.splits), len(self.drivers)))
        for at, (walks, split, killed) in enumerate(self.drivers):
            found[list(walks), at] = 1.0
            if split is not None:
                found[len(self.walks) + split + (0 if killed else len(self.splits)), at] = 1.0
        return found

    @property
    def sharing(self) -> Array:
        """Which shares, and then of which the rest, each column is multiplied with: shape (2 shares, columns)."""
        found = np.zeros((2 * len(self.shares), len(self.columns)))
        for at, one in enumerate(self.columns):
            for share in one.times:
                found[share, at] += 1.0
            for share in one.rest:
                found[len(self.shares) + share, at] += 1.0
        return found


def laid_out(
    lengths: Sequence[float],
    parties: Sequence[str],
    *,
    opening: int | None = None,
    told: Mapping[str, Counter[Measure]],
    civilians: Collection[str],
    priors: Priors,
) -> Layout:
    """The layout over months of these lengths, as shares of whole ones, for parties of which so many claims of each measure were `told`;
    `opening` the place of the month in which the war began, `civilians` the parties some of whose claims are of civilians."""
    rates = unrest(len(lengths), opening=opening, priors=priors)
    plan = Layout(tuple(lengths), rates, priors["passing"].at, tuple(parties))
    for party in parties:
        measures = frozenset(told.get(party, ()))
        walking = frozenset(one for one, number in told.get(party, Counter()).items() if number >= WALKS)
        plan.informed[party] = list(_informed(measures, civilians=party in civilians))
        if measures & _OF_LOSSES or {Measure.STRENGTH, Measure.DESERTED} & measures:
            _losses(plan, party, told=measures, walking=walking, priors=priors)
        _gains(plan, party, told=measures, priors=priors)
        if measures & _GROUND:
            _ground(plan, party, priors=priors)
        if party in civilians:
            _civilians(plan, party, priors=priors)
        if Measure.STRENGTH in measures:
            plan.strong.append(party)
    return plan


def _informed(told: frozenset[Measure], *, civilians: bool) -> Iterable[Flow]:
    if told & _OF_LOSSES:
        yield from (Flow.KILLED, Flow.WOUNDED)
    for measure, flow in (
        (Measure.MISSING, Flow.GONE_MISSING),
        (Measure.CAPTURED, Flow.CAPTURED),
        (Measure.DESERTED, Flow.DESERTED),
        *CHANNELS.items(),
    ):
        if measure in told:
            yield flow
    if told & _GROUND:
        yield Flow.GROUND_TAKEN
    if civilians:
        yield from (Flow.CIVILIANS_KILLED, Flow.CIVILIANS_WOUNDED)


def _losses(plan: Layout, party: str, *, told: frozenset[Measure], walking: frozenset[Measure], priors: Priors) -> None:
    def share(name: str) -> int:
        return plan.share(f"{party}: {name.replace('_', ' ')}", priors[name])

    def ratio(name: str, prior: str, *, measure: Measure, scale: str = "slow_walk") -> int:
        own = priors[scale] if measure in walking else None
        walk = plan.walk(f"{party}: {name} per killed", level=priors[prior], scale=own, slow=scale == "slow_walk")
        return plan.driver(base, walk, split=parted)

    base = plan.walk(f"{party}: casualties", level=priors["casualties_level"], scale=priors["casualties_walk"])
    per_killed = plan.walk(
        f"{party}: wounded per killed", level=priors["wounded_ratio"], scale=priors["wounded_walk"], slow=True
    )
    parted = plan.split(per_killed)
    killed, wounded = plan.driver(base, split=parted), plan.driver(base, split=parted, killed=False)
    died, back, dead = share("died_of_wounds"), share("returning"), share("found_dead")
    held, alive = share("found_captive"), share("found_alive")
    missing = ratio("missing", "missing_ratio", measure=Measure.MISSING)
    captured = ratio("captured", "captured_ratio", measure=Measure.CAPTURED)
    plan.columns += [
        Column(party, Flow.KILLED, killed),
        Column(party, Flow.WOUNDED, wounded),
        Column(party, Flow.DIED_OF_WOUNDS, wounded, times=(died,)),
        Column(party, Flow.RETURNED, wounded, later=True, times=(back,), rest=(died,)),
        Column(party, Flow.INVALIDED, wounded, later=True, rest=(died, back)),
        Column(party, Flow.GONE_MISSING, missing),
        Column(party, Flow.FOUND_DEAD, missing, times=(dead,)),
        Column(party, Flow.FOUND_CAPTIVE, missing, times=(held,), rest=(dead,)),
        Column(party, Flow.FOUND_ALIVE, missing, times=(alive,), rest=(dead, held)),
        Column(party, Flow.CAPTURED, captured),
        Column(party, Flow.FREED, captured, times=(share("freed"),)),
        Column(party, Flow.DIED_CAPTIVE, captured, times=(share("died_captive"),), rest=(len(plan.shares) - 2,)),
    ]
    if Measure.DESERTED in told:
        deserted = ratio("deserted", "deserted_ratio", measure=Measure.DESERTED, scale="gain_walk")
        plan.columns += [
            Column(party, Flow.DESERTED, deserted),
            Column(party, Flow.CAME_BACK, deserted, times=(share("came_back"),)),
        ]


def _gains(plan: Layout, party: str, *, told: frozenset[Measure], priors: Priors) -> None:
    """The channels that claims speak of; contract soldiers too where a force has to be kept up by somebody."""
    wanted = [one for one in CHANNELS if one in told or (one is Measure.RECRUITED and Measure.STRENGTH in told)]
    for measure in wanted:
        walk = plan.walk(f"{party}: {measure.value}", level=priors["gain_level"], scale=priors["gain_walk"])
        plan.columns.append(Column(party, CHANNELS[measure], plan.driver(walk)))
        if measure is Measure.CONSCRIPTED:  # each draft relieves the one before
            plan.columns.append(Column(party, Flow.DISCHARGED, len(plan.drivers) - 1))


def _ground(plan: Layout, party: str, *, priors: Priors) -> None:
    walk = plan.walk(f"{party}: ground taken", level=priors["ground_level"], scale=priors["ground_walk"])
    lost = plan.walk(f"{party}: ground lost per taken", level=priors["lost_ground"], scale=None)
    plan.columns += [
        Column(party, Flow.GROUND_TAKEN, plan.driver(walk)),
        Column(party, Flow.GROUND_LOST, plan.driver(walk, lost)),
    ]


def _civilians(plan: Layout, party: str, *, priors: Priors) -> None:
    walk = plan.walk(f"{party}: civilians killed", level=priors["civilians_level"], scale=priors["civilians_walk"])
    ratio = plan.walk(f"{party}: civilians wounded per killed", level=priors["civilians_wounded_ratio"], scale=None)
    plan.columns += [
        Column(party, Flow.CIVILIANS_KILLED, plan.driver(walk)),
        Column(party, Flow.CIVILIANS_WOUNDED, plan.driver(walk, ratio)),
    ]


# ------------------------------------------------------------------ all flows and the stocks they make
@dataclass(frozen=True, slots=True)
class Books:
    """All flows and stocks in the order of their arrays: `flows` (party, flow), first the layout's columns, then what follows from them;
    `stocks` (party, stock), of which the first `levels` begin with people in them."""

    flows: tuple[tuple[str, Flow], ...]
    stocks: tuple[tuple[str, Stock], ...]
    levels: int
    sent: Array
    """Which columns are sent on, once trained: shape (columns, strong parties)."""
    net: Array
    """What each flow adds to each stock: shape (flows, stocks)."""

    def flow(self, party: str, flow: Flow) -> int | None:
        """The place of a flow."""
        return self.flows.index((party, flow)) if (party, flow) in self.flows else None

    def stock(self, party: str, stock: Stock) -> int | None:
        """The place of a stock."""
        return self.stocks.index((party, stock)) if (party, stock) in self.stocks else None


def books(plan: Layout) -> Books:
    """What the layout's flows come to."""
    own = [(one.party, one.flow) for one in plan.columns]
    made = [(party, flow) for flow in (Flow.SENT, Flow.OTHER_IN, Flow.OTHER_OUT) for party in plan.strong]
    flows = (*own, *made)
    first = [(party, stock) for stock in (Stock.THEATRE, Stock.ELSEWHERE) for party in plan.strong]
    held = [
        (party, stock)
        for party in plan.parties
        for stock in (Stock.HOSPITAL, Stock.MISSING, Stock.CAPTIVE, Stock.ABSENT)
        if any(whose == party and stock in FLOWS[flow].into for whose, flow in flows)
    ]
    stocks = (*first, *held)
    sent = np.zeros((len(own), len(plan.strong)))
    for at, (party, flow) in enumerate(own):
        if flow in _GAINED and party in plan.strong:
            sent[at, plan.strong.index(party)] = 1.0
    net = np.zeros((len(flows), len(stocks)))
    for at, (party, flow) in enumerate(flows):
        for sign, stock in ((-1.0, _touched(flow, out=True)), (1.0, _touched(flow, out=False))):
            if stock is not None and (party, stock) in stocks:
                net[at, stocks.index((party, stock))] += sign
    return Books(tuple(flows), tuple(stocks), len(first), sent, net)


def _touched(flow: Flow, *, out: bool) -> Stock | None:
    """The stock that a flow touches: of two the first, but the regular draft's men leave the barracks they came to."""
    if flow is Flow.DISCHARGED and out:
        return Stock.ELSEWHERE
    stocks = FLOWS[flow].out_of if out else FLOWS[flow].into
    return stocks[0] if stocks else None


def logit(share: float) -> float:
    """log(p / (1 - p))."""
    return math.log(share / (1 - share))
