"""Simulated wars, day by day, by front and branch, and the bodies that tell of them."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from dataclasses import dataclass, field

import numpy as np

from muster.account.chart import shipped
from muster.account.flows import Flow
from muster.account.functional import Sense
from muster.claims.claim import Claim
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.war import War, WarParty

M = Measure
START = dt.date(2031, 1, 1)
SIDES = (Party("XA"), Party("XB"))
ALLY = Party("XA-ALLY")
FRONTS = ("Norvik region", "Sorrel region", "Tamber region")
BRANCHES = ("marines", "airborne troops", "ground forces")
LOSSES = (M.KILLED, M.WOUNDED, M.KILLED_WOUNDED, M.LOSSES, M.MISSING, M.CAPTURED, M.IRRECOVERABLE, M.DESERTED)
GAINS = (M.RECRUITED, M.MOBILISED, M.CONSCRIPTED, M.FOREIGN, M.CONVICTS, M.RETURNED)
TOLD = (*LOSSES, *GAINS, M.AREA_TAKEN, M.OBITUARIES)
NET_MISSING = Sense(
    "net",
    flows=((Flow.GONE_MISSING, 1.0), (Flow.FOUND_DEAD, -1.0), (Flow.FOUND_CAPTIVE, -1.0), (Flow.FOUND_ALIVE, -1.0)),
)
Scope = tuple[int | None, int | None]
ALL: Scope = (None, None)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def war(parties: int = 2) -> War:
    its = [WarParty(party=one, name=one.code, names=(f"Side {one.code}",)) for one in SIDES]
    its += [WarParty(party=ALLY, name="Ally", within=SIDES[0])] if parties == 3 else []
    return War(id="simulated", name="simulated war", start=START, end=None, parties=tuple(its))


@dataclass
class World:
    """Flows a day as arrays [front, branch, day]; levels a day."""

    days: int
    parties: int
    flows: dict[Party, dict[Flow, np.ndarray]]
    levels: dict[tuple[Party, str], np.ndarray]

    @classmethod
    def random(cls, seed: int) -> World:
        rng = np.random.default_rng(seed)
        days, parties = int(rng.integers(150, 420)), int(rng.choice([2, 2, 3]))
        flows, levels = {}, {}
        for party in (*SIDES, ALLY)[:parties]:
            its = {}
            tempo = np.exp(np.cumsum(rng.normal(0, 0.03, days)))
            for flow in Flow:
                scale = 10 ** rng.uniform(-0.5, 2.3) * (0.1 if party == ALLY else 1)
                shape = rng.lognormal(0, 0.6, (3, 3, 1))
                its[flow] = rng.poisson(scale * shape * tempo * rng.lognormal(0, 0.2, (1, 1, days))).astype(float)
            rates = {Flow.WOUNDED: rng.uniform(1.5, 5), Flow.GONE_MISSING: rng.uniform(0.02, 0.5), Flow.CAPTURED: rng.uniform(0.02, 0.5),
                     Flow.DIED_CAPTIVE: rng.uniform(0, 0.03)}  # fmt: skip
            for flow, rate in rates.items():
                its[flow] = rng.poisson(its[Flow.KILLED] * rate + 0.02).astype(float)
            its[Flow.DIED_OF_WOUNDS] = np.floor(its[Flow.WOUNDED] * rng.uniform(0.02, 0.3))
            its[Flow.INVALIDED] = np.floor(its[Flow.WOUNDED] * rng.uniform(0.02, 0.4))
            held = np.zeros((3, 3)) + rng.integers(0, 200, (3, 3))
            for at in range(days):
                held += its[Flow.GONE_MISSING][:, :, at]
                for flow in (Flow.FOUND_DEAD, Flow.FOUND_CAPTIVE, Flow.FOUND_ALIVE):
                    burst = rng.random() < 0.03
                    its[flow][:, :, at] = np.minimum(np.floor(held * (0.2 if burst else 0.002)), held)
                    held -= its[flow][:, :, at]
            flows[party] = its
            for name in ("theatre", "force", "missing", "captive"):
                start = 10 ** rng.uniform(4.5, 6) * (2 if name == "force" else 1)
                walk = start * np.exp(np.cumsum(rng.normal(0, 0.004, days)))
                levels[party, name] = np.round(walk)
        levels_of = levels
        if parties == 3:  # the ally's people are counted in the side's
            for flow in Flow:
                flows[SIDES[0]][flow] = flows[SIDES[0]][flow] + flows[ALLY][flow]
        return cls(days, parties, flows, levels_of)

    def total(self, party: Party, sense: Sense, first: int, last: int, scope: Scope = ALL) -> float:
        front, branch = (slice(None) if at is None else at for at in scope)
        its = self.flows[party]
        return float(sum(w * its[f][front, branch, first : last + 1].sum() for f, w in sense.flows))

    def revised(self, rng: random.Random, months: list[tuple[int, int]]) -> World:
        """What a body knew before it knew better: other numbers in some months."""
        flows = {}
        factor = {span: rng.uniform(0.6, 1.5) for span in months}
        for party, its in self.flows.items():
            flows[party] = {}
            for flow, array in its.items():
                new = array.copy()
                for (first, last), times in factor.items():
                    new[:, :, first : last + 1] = np.round(new[:, :, first : last + 1] * times)
                flows[party][flow] = new
        return World(self.days, self.parties, flows, self.levels)


@dataclass
class Body:
    name: str
    senses: dict[Measure, Sense]
    digits: int  # to which it rounds
    fives: bool
    claims: list[Claim] = field(default_factory=list)


def body(rng: random.Random, name: str, *, fives: bool = False, net: bool = True) -> Body:
    chart = shipped()
    senses = {one: rng.choice(chart[one].flows) for one in TOLD}
    if net and rng.random() < 0.5:
        senses[M.MISSING] = NET_MISSING
    return Body(name, senses, rng.choice((2, 2, 3, 3, 4, 9)), fives)


def months(world: World) -> list[tuple[int, int]]:
    found, at = [], 0
    while at < world.days:
        first = day(at)
        last = at + calendar.monthrange(first.year, first.month)[1] - first.day
        if last >= world.days:
            break
        found.append((at, last))
        at = last + 1
    return found
