"""What draws say of a party's quantities: bands in all and for the last months.

Invariant: what the prior alone says is told as that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from muster.account.chart import shipped
from muster.account.draws import Array, Draws, band
from muster.account.flows import Flow, Stock
from muster.account.functional import Sense
from muster.claims.measures import Measure

BANDS = (0.5, 0.8, 0.95)
RECENT = 3  # months that are told one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Banded:
    """The middle draw, and between what 50, 80 and 95 of 100 lie."""

    middle: float
    bands: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A quantity of a party: in all (a level: at the end), and in the last months; `prior` where no claim speaks of it."""

    party: str
    what: str
    level: bool
    total: Banded
    recent: tuple[tuple[dt.date, Banded], ...]
    prior: bool


_CHART = shipped()
_LOST = (Flow.KILLED, Flow.DIED_OF_WOUNDS, Flow.INVALIDED, Flow.GONE_MISSING, Flow.CAPTURED, Flow.DESERTED)
_GAINED = (Flow.RECRUITED, Flow.MOBILISED, Flow.CONVICTS, Flow.FOREIGN)


def _told() -> Iterator[tuple[str, Sense, Flow | None]]:
    """What is told of a party, with the flow of which a claim must speak for it to be more than prior."""
    yield "killed", Sense("dead", flows=((Flow.KILLED, 1.0), (Flow.DIED_OF_WOUNDS, 1.0))), Flow.KILLED
    yield "wounded", Sense("incidents", flows=((Flow.WOUNDED, 1.0),)), Flow.WOUNDED
    yield "killed and wounded", _CHART[Measure.KILLED_WOUNDED].flows[0], Flow.KILLED
    yield "missing", Sense("gone", flows=((Flow.GONE_MISSING, 1.0),)), Flow.GONE_MISSING
    yield "captured", Sense("taken", flows=((Flow.CAPTURED, 1.0),)), Flow.CAPTURED
    yield "deserted", Sense("left", flows=((Flow.DESERTED, 1.0),)), Flow.DESERTED
    yield "returned to duty", Sense("returned", flows=((Flow.RETURNED, 1.0),)), None
    for flow in (Flow.RECRUITED, Flow.MOBILISED, Flow.CONSCRIPTED, Flow.CONVICTS, Flow.FOREIGN):
        yield flow.value, Sense(flow.value, flows=((flow, 1.0),)), flow
    yield "km² taken", Sense("taken", flows=((Flow.GROUND_TAKEN, 1.0),)), Flow.GROUND_TAKEN
    yield "civilians killed", Sense("civilians", flows=((Flow.CIVILIANS_KILLED, 1.0),)), Flow.CIVILIANS_KILLED
    yield "in the theatre", Sense("theatre", stocks=(Stock.THEATRE,)), Flow.SENT


def lines(draws: Draws, party: str, *, days: Array) -> Iterator[Line]:
    """What is told of a party, the losses first; `days` are the shares of each month that the account is of: shape (months,)."""
    informed = draws.informed.get(party, ())
    for what, sense, of in _told():
        if not draws.knows(sense) or not _moves(draws, sense, party):
            continue
        prior = of is None or (of not in informed and of is not Flow.SENT)
        if sense.level:
            yield _line(
                draws, party, what, days=days, values=draws.monthly(sense, party=party), level=True, prior=prior
            )
        else:
            yield _line(draws, party, what, days=days, values=draws.monthly(sense, party=party), prior=prior)
    if Flow.KILLED in informed:
        dead = draws.monthly(Sense("killed", flows=((Flow.KILLED, 1.0),)), party=party)
        hurt = draws.monthly(Sense("wounded", flows=((Flow.WOUNDED, 1.0),)), party=party)
        ratio = hurt / np.maximum(dead, 1e-9)
        yield Line(
            party=party,
            what="wounded per killed",
            level=False,
            total=_banded(hurt.sum(axis=1) / np.maximum(dead.sum(axis=1), 1e-9)),
            recent=_recent(draws, ratio),
            prior=False,
        )
    gains = [flow for flow in _GAINED if flow in informed]
    if gains and Flow.KILLED in informed:
        lost = [flow for flow in _LOST if flow in draws.flow_names]
        balance = Sense("balance", flows=(*((flow, 1.0) for flow in gains), *((flow, -1.0) for flow in lost)))
        yield _line(draws, party, "balance", days=days, values=draws.monthly(balance, party=party), prior=False)


def _moves(draws: Draws, sense: Sense, party: str) -> bool:
    return bool(np.any(draws.monthly(sense, party=party)))


def _line(draws: Draws, party: str, what: str, *, days: Array, values: Array, prior: bool, level: bool = False) -> Line:
    total = values[:, -1] if level else values @ days
    return Line(party=party, what=what, level=level, total=_banded(total), recent=_recent(draws, values), prior=prior)


def _recent(draws: Draws, values: Array) -> tuple[tuple[dt.date, Banded], ...]:
    count = min(RECENT, len(draws.months))
    return tuple(
        (draws.months[at], _banded(values[:, at])) for at in range(len(draws.months) - count, len(draws.months))
    )


def _banded(values: Array) -> Banded:
    return Banded(middle=float(np.median(values)), bands=tuple(band(values, share) for share in BANDS))


def total(draws: Draws, party: str) -> Array:
    """The number that weights are told of: the dead, else the first flow that a claim speaks of."""
    informed = draws.informed.get(party, ())
    flow = Flow.KILLED if Flow.KILLED in informed else next(iter(informed), draws.flow_names[0])
    return np.asarray(draws.monthly(Sense(flow.value, flows=((flow, 1.0),)), party=party).sum(axis=1))
