"""A functional of an account: a weighted sum of its flows over a period, or of its stocks at a time.

Invariant: functionals of flows are linear and add over adjoining periods; a level at the end of a period is the level at its start plus
what came in less what went out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from muster.account.flows import FLOWS, Flow, Stock

Account = Mapping[Flow, float]


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a measure: `flows` and their weights summed over a period, or `stocks` summed at a time, never both."""

    name: str
    flows: tuple[tuple[Flow, float], ...] = ()
    stocks: tuple[Stock, ...] = ()

    @property
    def level(self) -> bool:
        """Whether it is a state at a time."""
        return bool(self.stocks)

    def of(self, account: Account) -> float:
        """What the flows of one period come to in this sense."""
        return sum(weight * account.get(flow, 0.0) for flow, weight in self.flows)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The least and the most that any of a measure's senses can make of an account, flow by flow: `least(x) <= y <= most(x)`."""

    least: tuple[tuple[Flow, float], ...]
    most: tuple[tuple[Flow, float], ...]


def envelope(senses: Iterable[Sense]) -> Envelope:
    """The envelope of the senses that are flows. Since no flow is negative, the least weight of each bounds every sense from below and
    the greatest from above."""
    weights = [dict(sense.flows) for sense in senses if not sense.level]
    flows = sorted({flow for one in weights for flow in one}, key=list(Flow).index)
    least = tuple((flow, min(one.get(flow, 0.0) for one in weights)) for flow in flows)
    most = tuple((flow, max(one.get(flow, 0.0) for one in weights)) for flow in flows)
    return Envelope(
        tuple((flow, weight) for flow, weight in least if weight),
        tuple((flow, weight) for flow, weight in most if weight),
    )


def after(stocks: Mapping[Stock, float], account: Account) -> dict[Stock, float]:
    """The stocks at the end of a period, its flows done. A flow out of or into either of two stocks touches the first."""
    levels = dict(stocks)
    for flow, number in account.items():
        course = FLOWS[flow]
        if course.out_of:
            levels[course.out_of[0]] = levels.get(course.out_of[0], 0.0) - number
        if course.into:
            levels[course.into[0]] = levels.get(course.into[0], 0.0) + number
    return levels
