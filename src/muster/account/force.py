"""Who is under arms and fit, and by what flows people come into that force, come back to it and leave it.

Every balance of a party is of some of these. Invariant: a flow that stays within the force is none of them, and no flow is two of them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from muster.account.flows import FLOWS, Flow, Stock

FORCE = frozenset({Stock.THEATRE, Stock.ELSEWHERE})


class Ways(NamedTuple):
    """The flows that bring people into a force from the world (`came`), those that bring back who had left it (`back`), and those that take
    people out of it (`went`)."""

    came: tuple[Flow, ...]
    back: tuple[Flow, ...]
    went: tuple[Flow, ...]


def ways(force: Collection[Stock] = FORCE) -> Ways:
    """The ways into and out of these stocks together, in the order of the flows."""
    came, back, went = list[Flow](), list[Flow](), list[Flow]()
    for flow, course in FLOWS.items():
        inside, outside = set(course.into) & set(force), set(course.out_of) & set(force)
        if inside and not outside:
            (back if course.out_of else came).append(flow)
        elif outside and not inside:
            went.append(flow)
    return Ways(tuple(came), tuple(back), tuple(went))


CAME, BACK, WENT = ways()
