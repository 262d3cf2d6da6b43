"""Today's losses against those of earlier wars, at the scope of each war's own figure.

Invariant: the dead are held against the dead and casualties against casualties, both by month; a war's source is told with it.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from muster.account.draws import Banded, Draws, banded
from muster.account.flows import Flow
from muster.account.functional import Sense
from muster.outlook.continuing import Past
from muster.outlook.quantity import MONTH_DAYS

_SCOPES = {
    "dead": Sense("the dead", flows=((Flow.KILLED, 1.0), (Flow.DIED_OF_WOUNDS, 1.0))),
    "casualties": Sense("killed and wounded", flows=((Flow.KILLED, 1.0), (Flow.WOUNDED, 1.0))),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier war: how many a month it cost in its `scope`, by its `source`, and how many `times` that the account's last months did."""

    name: str
    scope: str
    a_month: float
    source: str
    times: Banded


@cache
def _wars() -> tuple[tuple[str, str, float, str], ...]:
    """Name, scope, number a month and source of each."""
    data = tomllib.loads((resources.files(__package__) / "earlier.toml").read_text(encoding="utf-8"))
    return tuple(
        (one["name"], one["scope"], one["number"] / _months(one["start"], one["end"]), one["source"])
        for one in data["wars"]
    )


def _months(start: dt.date, end: dt.date) -> float:
    return ((end - start).days + 1) / MONTH_DAYS


def earlier(draws: Draws, *, party: str, recent: int) -> Iterator[Earlier]:
    """Each earlier war against the mean of so many last months of an estimate, the one that cost most a month first."""
    past = Past(draws, party, recent=min(recent, len(draws.months)))
    for name, scope, a_month, source in sorted(_wars(), key=lambda one: -one[2]):
        sense = _SCOPES[scope]
        if not all(flow in draws.flow_names for flow, _ in sense.flows):
            continue
        now = np.asarray(sum(weight * past.lately(flow) for flow, weight in sense.flows))
        yield Earlier(name=name, scope=sense.name, a_month=a_month, source=source, times=banded(now / a_month))
