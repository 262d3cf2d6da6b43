"""What the estimate is told: of the rows of a system the observations in months, each counted once however often it was told.

An observation says that the total of a measure over some days (or a level on a day, or a ratio) was told to lie between two numbers, by
whom and on whose data. Copies are one observation, the totals of one body's running count become what was added from one to the next,
and what narrows to a part bounds from below. Invariant: every row is in one observation or set aside with a reason; the order of rows
changes nothing; no target, need, forecast or benchmark comes in, since none is a row.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muster.account.origins.every import origins
from muster.account.origins.graph import counted
from muster.account.origins.independence import Climb
from muster.account.stances import Stance, stance_of
from muster.account.system import Row, System
from muster.claims.measures import MEASURES, Measure
from muster.claims.war import War
from muster.estimate.observation import Observation
from muster.estimate.once import counted_once

SHORTEST = 7  # days: what happened in fewer says too little of a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """The observations of one war, sorted, and for each claim that is in none the reason."""

    observations: tuple[Observation, ...]
    aside: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Whose:
    """Who rests on whom, and what each is called."""

    climb: Climb
    names: Mapping[str, str]


def observed(system: System, *, parties: Sequence[str], stances: Mapping[str, Stance] | None = None) -> Observed:
    """What a system tells of these parties and of forces within them; `stances` are bodies' whose stance a user has set."""
    aside: dict[str, str] = {one.statement.id: one.why for one in system.passed}
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in system.rows:
        rows[row.claim].append(row)
    graph = origins([its[0].statement for its in rows.values()])
    whose = _Whose(Climb(graph), {node.key: node.name for node in graph.nodes})
    taken = []
    for claim in sorted(rows):
        first_row = rows[claim][0]
        whole = _whole((first_row.base or first_row.series).party, parties, system.within)
        if whole is None:
            aside[claim] = "it is of another party"
            continue
        why = _left_out(rows[claim], parties)
        if why:
            aside[claim] = why
            continue
        one = _observation(rows[claim], whole, whose=whose, system=system, stances=stances or {})
        if one.low is None and one.high is None:
            aside[claim] = "it bounds nothing"
            continue
        taken.append(one)
    first = system.war.start if system.war else None
    return Observed(
        observations=tuple(sorted(counted_once(taken, first=first, aside=aside), key=lambda one: one.order)),
        aside=aside,
    )


def _whole(party: str, parties: Sequence[str], within: Mapping[str, str]) -> str | None:
    """The asked party that a row's people are counted in."""
    if party in parties:
        return party
    above = within.get(party)
    return above if above in parties else None


def _left_out(rows: Sequence[Row], parties: Sequence[str]) -> str:
    row = rows[0]
    days = row.statement.period.days or 0
    if not row.series.level and days < SHORTEST:
        return f"what happened in fewer than {SHORTEST} days says too little of a month"
    if row.series.civilian and (row.series.level or row.statement.claim.measure not in _OF_CIVILIANS):
        return "of civilians the killed and the wounded alone are estimated"
    if row.base is not None and (row.base.party not in parties or row.base.scope):
        return "a ratio of a part says nothing of the whole"
    if row.base is not None and row.series.party not in parties:
        return "its other side is not estimated with it"
    if row.statement.total.low is None and row.statement.total.high is None:
        return "it bounds nothing"
    return ""


def _begun(start: dt.date, end: dt.date, *, row: Row, war: War | None) -> dt.date:
    """The first day of a figure's days on which it can have had people: a year's losses are those since the war began in it."""
    if war is None or not start < war.start <= end or MEASURES[row.statement.claim.measure].group != "loss":
        return start
    return war.start


_OF_CIVILIANS = frozenset({Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.OBITUARIES})


def _observation(
    rows: Sequence[Row], whole: str, *, whose: _Whose, system: System, stances: Mapping[str, Stance]
) -> Observation:
    row, one = rows[0], rows[0].statement
    assert one.period.start is not None
    assert one.period.end is not None
    roots = sorted(whose.climb.roots(one))
    basis = " + ".join(roots) or one.body.key
    name = " and ".join(whose.names.get(root, root) for root in roots) or one.body.name
    part = bool(row.series.scope) or row.series.party != whole
    lows = [its.width.low for its in rows if its.width.low is not None]
    highs = [its.width.high for its in rows if its.width.high is not None]
    ratio = row.base is not None
    return Observation(
        claims=(one.id,),
        party=row.base.party if row.base is not None else whole,
        above=row.series.party if ratio else "",
        civilian=row.series.civilian,
        measure=one.claim.measure,
        basis=basis,
        name=name,
        stance=stance_of(roots[0] if roots else one.body.key, whole, war=system.war, told=stances),
        start=_begun(one.period.start, one.period.end, row=row, war=system.war),
        end=one.period.end,
        published=one.published,
        low=max(lows, default=None),
        high=None if part else min(highs, default=None),
        level=row.series.level,
        base=row.base.measure if row.base is not None else None,
        listed=counted(one) and not ratio,
        part=part,
        assumed=bool(one.assumed),
    )
