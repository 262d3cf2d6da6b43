"""Who comes, who goes and who comes back, month by month, in draws that were carried forward.

Invariant: a person is counted where they join or leave the force; conscripts who serve their time and go are neither a loss nor a gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import Draws
from muster.account.flows import Flow, Stock
from muster.account.functional import Sense

Array = NDArray[np.float64]
GAINED = (Flow.RECRUITED, Flow.MOBILISED, Flow.CONVICTS, Flow.FOREIGN, Flow.KEPT_ON)
LOST = (Flow.KILLED, Flow.WOUNDED, Flow.GONE_MISSING, Flow.CAPTURED, Flow.DESERTED)
BACK = (Flow.RETURNED, Flow.FOUND_ALIVE, Flow.FREED, Flow.CAME_BACK)


@dataclass(frozen=True, slots=True)
class Tallies:
    """Of a party month by month, each (draw, month): who was `gained`, `lost` (killed, wounded, missing, captured, deserted, discharged)
    and came `back`; the strength in the theatre before the first month and at the end of each, (draw, months + 1), None where none was
    estimated."""

    gained: Array
    lost: Array
    back: Array
    force: Array | None

    @property
    def end(self) -> Array:
        """The strength at the end, or the balance over all months where none was estimated: shape (draw,)."""
        return self.force[:, -1] if self.force is not None else (self.gained + self.back - self.lost).sum(axis=1)


def summed(flows: Sequence[Flow], draws: Draws, *, party: str) -> Array:
    """These flows together month by month: shape (draw, month); noughts for those that are not known."""
    sense = Sense("of these", flows=tuple((flow, 1.0) for flow in flows if flow in draws.flow_names))
    if not sense.flows:
        return np.zeros((draws.flows.shape[0], len(draws.months)))
    return draws.monthly(sense, party=party)


def tallied(draws: Draws, *, party: str) -> Tallies:
    """The tallies of draws that were carried forward."""
    gained, lost, back = (summed(flows, draws, party=party) for flows in (GAINED, LOST, BACK))
    strong = Stock.THEATRE in draws.stock_names
    return Tallies(
        gained=gained,
        lost=lost + discharged(draws, party=party),
        back=back,
        force=draws.stocks[:, draws.parties.index(party), draws.stock_names.index(Stock.THEATRE), :]
        if strong
        else None,
    )


def discharged(draws: Draws, *, party: str) -> Array:
    """Who was discharged, but for the conscripts who had served their time: shape (draw, month)."""
    every, drafted, kept = (
        summed((flow,), draws, party=party) for flow in (Flow.DISCHARGED, Flow.CONSCRIPTED, Flow.KEPT_ON)
    )
    return np.maximum(every - np.maximum(drafted - kept, 0.0), 0.0)
