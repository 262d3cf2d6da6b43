"""What a naive reader expects of figures to come: that things go on as they were lately told, and that a force gains its recruits and loses
its casualties. It is what a model has to be better than.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from muster.account.draws import Array
from muster.claims.measures import Measure
from muster.estimate.foretold import LEAST, Foretold, crps, scorable
from muster.estimate.observation import Observation

LATELY = 183  # days before the last figure of its kind within which figures are taken to go on
YEAR = 366  # days from which a total is of all that was, and says little of how it goes
_LOSSES = (Measure.KILLED_WOUNDED, Measure.LOSSES)


def continued(known: Sequence[Observation], one: Observation) -> Array | None:
    """The log of what a figure would be if it went on as its basis lately told, else as anybody did of spans alike, else of any: an
    ensemble (member,) of the figures of the half year before the last of them. None where none is known."""
    alike = [its for its in known if _kind(its) == _kind(one) and scorable(its) and not its.part]
    nearest = (
        [its for its in alike if its.basis == one.basis]
        or [its for its in alike if (its.span > YEAR) == (one.span > YEAR)]
        or alike
    )
    if not nearest:
        return None
    last = max(its.end for its in nearest)
    rates = np.array([_rate(its) for its in nearest if (last - its.end).days <= LATELY])
    return rates if one.level or one.base else rates + math.log(one.span)


def lately(known: Sequence[Observation], one: Foretold) -> tuple[float, float] | None:
    """The middle of the naive continuation of a figure that came, as a number, and its CRPS in logs; None where nothing alike was known."""
    logs = continued(known, one.observation)
    return None if logs is None else (float(np.exp(np.median(logs))), crps(logs, one.told))


def balance(known: Sequence[Observation], one: Observation) -> float | None:
    """The naive balance for a strength to come: the strength last stated, and for each day since the recruits less the killed and wounded,
    each at the rate last told. None where one of the three is not known."""
    own = [its for its in known if its.party == one.party and scorable(its) and not its.part and not its.base]
    levels = [its for its in own if its.level and its.measure is one.measure]
    gained, lost = (_lately([its for its in own if its.measure in of]) for of in ((Measure.RECRUITED,), _LOSSES))
    if not levels or gained is None or lost is None:
        return None
    last = max(levels, key=lambda its: (its.end, its.order))
    return last.middle + (one.end - last.end).days * (gained - lost)


def _kind(one: Observation) -> tuple[object, ...]:
    """What can go on as it went; what was added to a list is none of its totals."""
    added = one.known is not None
    return (one.party, one.measure, one.base, one.above, one.level, one.listed, added, one.civilian)


def _rate(one: Observation) -> float:
    """The log of the figure, of a flow that of a day."""
    number = math.log(max((one.low or LEAST) if one.listed else one.middle, LEAST))
    return number if one.level or one.base else number - math.log(one.span)


def _lately(its: Sequence[Observation]) -> float | None:
    """People a day, as last told of a year or less; of several until one day, of the longest span."""
    flows = [one for one in its if not one.level and one.days <= YEAR]
    if not flows:
        return None
    return math.exp(_rate(max(flows, key=lambda one: (one.end, one.days, one.order))))
