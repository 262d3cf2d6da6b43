"""What draws say of a party's quantities: bands in all and for the last months.

Invariant: what was assumed alone is told as that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from muster.account.draws import Array, Banded, Draws, banded, shares
from muster.account.flows import Flow, Stock
from muster.account.functional import Sense
from muster.claims.period import Period

RECENT = 3  # months that are told one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A quantity of a party: over the days asked for (a level: at their end), and in their last months; `prior` where no claim speaks of
    it."""

    party: str
    what: str
    level: bool
    total: Banded
    recent: tuple[tuple[dt.date, Banded], ...]
    prior: bool


DEAD = Sense("dead", flows=((Flow.KILLED, 1.0), (Flow.DIED_OF_WOUNDS, 1.0)))
_KILLED, _HURT = Sense("killed", flows=((Flow.KILLED, 1.0),)), Sense("wounded", flows=((Flow.WOUNDED, 1.0),))
_LOST = (Flow.KILLED, Flow.DIED_OF_WOUNDS, Flow.INVALIDED, Flow.GONE_MISSING, Flow.CAPTURED, Flow.DESERTED)
_GAINED = (Flow.RECRUITED, Flow.MOBILISED, Flow.CONVICTS, Flow.FOREIGN)
# What is told of a party, with the flow of which a claim must speak for it to be more than prior.
_TOLD: tuple[tuple[str, Sense, Flow | None], ...] = (
    ("killed", DEAD, Flow.KILLED),
    ("wounded", _HURT, Flow.WOUNDED),
    ("killed and wounded", Sense("both", flows=(*_KILLED.flows, *_HURT.flows)), Flow.KILLED),
    *(
        (what, Sense(what, flows=((flow, 1.0),)), of)
        for what, flow, of in (
            ("missing", Flow.GONE_MISSING, Flow.GONE_MISSING),
            ("captured", Flow.CAPTURED, Flow.CAPTURED),
            ("deserted", Flow.DESERTED, Flow.DESERTED),
            ("returned to duty", Flow.RETURNED, None),
            ("recruited", Flow.RECRUITED, Flow.RECRUITED),
            ("mobilised", Flow.MOBILISED, Flow.MOBILISED),
            ("conscripted", Flow.CONSCRIPTED, Flow.CONSCRIPTED),
            ("convicts", Flow.CONVICTS, Flow.CONVICTS),
            ("foreign", Flow.FOREIGN, Flow.FOREIGN),
            ("km² taken", Flow.GROUND_TAKEN, Flow.GROUND_TAKEN),
            ("civilians killed", Flow.CIVILIANS_KILLED, Flow.CIVILIANS_KILLED),
        )
    ),
)
_THEATRE = Sense("in the theatre", stocks=(Stock.THEATRE,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What can be told of a party: a `sense`, over a `base` where it is a ratio; `prior` where no claim speaks of it."""

    what: str
    sense: Sense
    base: Sense | None = None
    prior: bool = False

    def monthly(self, draws: Draws, party: str) -> Array:
        """What each draw says of it month by month, of a level at the end of each: shape (draw, month)."""
        values = draws.monthly(self.sense, party=party)
        return values if self.base is None else values / np.maximum(draws.monthly(self.base, party=party), 1e-9)

    def over(self, draws: Draws, party: str, *, period: Period) -> Array:
        """What each draw says of it over a period, of a level at its end: shape (draw,)."""
        return draws.of(self.sense, party=party, period=period, base=self.base)


def quantities(draws: Draws, party: str) -> Iterator[Quantity]:
    """All that is told of a party, the losses first."""
    informed = draws.informed.get(party, ())
    for what, sense, of in _TOLD:
        if draws.knows(sense) and np.any(draws.monthly(sense, party=party)):
            yield Quantity(what=what, sense=sense, prior=of not in informed)
    if Flow.KILLED in informed:
        yield Quantity(what=RATIO, sense=_HURT, base=DEAD)
    gains = [flow for flow in _GAINED if flow in informed]
    if gains and Flow.KILLED in informed:
        lost = [flow for flow in _LOST if flow in draws.flow_names]
        balance = Sense("balance", flows=(*((flow, 1.0) for flow in gains), *((flow, -1.0) for flow in lost)))
        yield Quantity(what=BALANCE, sense=balance)
    if draws.knows(_THEATRE) and np.any(draws.monthly(_THEATRE, party=party)):
        yield Quantity(what=_THEATRE.name, sense=_THEATRE)


def lines(draws: Draws, party: str, *, period: Period) -> Iterator[Line]:
    """What is told of a party over these days, the losses first."""
    inside = np.flatnonzero(shares(draws.months, start=period.start or dt.date.min, end=period.end or dt.date.max))
    for one in quantities(draws, party):
        values = one.monthly(draws, party)
        yield Line(
            party=party,
            what=one.what,
            level=one.sense.level,
            total=banded(one.over(draws, party, period=period)),
            recent=tuple((draws.months[at], banded(values[:, at])) for at in inside[-RECENT:]),
            prior=one.prior,
        )


RATIO, BALANCE = "wounded per killed", "balance"


def first_answer(draws: Draws, party: str, *, period: Period) -> tuple[str, Array]:
    """The line that weights are told of and its number: the dead, else the first flow that a claim speaks of. Shape (draw,)."""
    informed = draws.informed.get(party, ())
    if Flow.KILLED in informed:
        return _TOLD[0][0], draws.of(DEAD, party=party, period=period)
    first = next(iter(informed), draws.flow_names[0])
    what = next((what for what, _, of in _TOLD if of is first), first.value.replace("_", " "))
    return what, draws.of(Sense(first.value, flows=((first, 1.0),)), party=party, period=period)
