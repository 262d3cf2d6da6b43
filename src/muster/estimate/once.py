"""What one body told more than once, told once: copies, sums of its months, totals of a running count, and what it told otherwise again.

Weight goes by basis, not by speaker. Invariant: a further copy changes no observation but for the claims it names; every claim given is in
one that comes back or set aside with a reason.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from muster.claims.measures import Measure
from muster.estimate.observation import Observation

THIN = 20  # days that lie at least between two totals of a running count that are both taken
START = 3  # days by which two running counts of one war may differ in their first day
FINE = 0.15  # of a total: how wide it may be and still be one of a running count
COVERED = 0.95  # of a total's days that shorter figures of its basis cover, from which it is their sum
AGREES = 0.03  # by which such a sum may miss, since bodies cut the day differently
TOLD_TWICE = 0.8  # of the days of both together, from which two totals of one basis are of the same days

# The words under which one total travels: its basis knows best which.
_FAMILY = frozenset({Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.IRRECOVERABLE})


def counted_once(
    observations: Iterable[Observation], *, first: dt.date | None, aside: dict[str, str]
) -> list[Observation]:
    """Each figure once, however often and by whomever it was told. `first` is the war's first day, from which running counts run; into
    `aside` goes why a claim is in no observation."""
    found: list[Observation] = []
    for its in _of_one(observations, family=True):
        once = _copies(its)
        found += _sums(_added(once, first=first, aside=aside))
    return list(_together(found))


def _of_one(observations: Iterable[Observation], *, family: bool) -> Iterator[list[Observation]]:
    """What one basis told of one quantity."""
    groups: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for one in observations:
        measure = "total" if family and one.measure in _FAMILY and not one.base else one.measure.value
        groups[(one.basis, one.party, one.civilian, measure, one.level, one.part, one.listed, one.above)].append(one)
    for key in sorted(groups, key=repr):
        yield sorted(groups[key], key=lambda one: one.order)


# ------------------------------------------------------------------ copies
def _copies(its: Sequence[Observation]) -> list[Observation]:
    """Proven copies as one: for the same days, within each other's rounding. The finest telling stands for all."""
    kept: list[Observation] = []
    for one in sorted(its, key=lambda one: (_width(one), one.order)):
        at = next((at for at, other in enumerate(kept) if _copy(one, other)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _with(kept[at], one)
    return kept


def _with(one: Observation, other: Observation) -> Observation:
    return replace(one, claims=tuple(sorted({*one.claims, *other.claims})))


def _width(one: Observation) -> float:
    if one.low is None or one.high is None:
        return float("inf")
    return (one.high - one.low) / one.high if one.high else 0.0


def _copy(one: Observation, other: Observation) -> bool:
    same = one.base == other.base and abs((one.start - other.start).days) <= START
    apart = START if one.days < 10 * THIN and not one.listed else THIN
    if not same or abs((one.end - other.end).days) > apart or abs((one.as_of - other.as_of).days) > apart:
        return False
    low = max((end for end in (one.low, other.low) if end is not None), default=None)
    high = min((end for end in (one.high, other.high) if end is not None), default=None)
    open_ends = {(one.low is None, one.high is None), (other.low is None, other.high is None)}
    return len(open_ends) == 1 and (low is None or high is None or low <= high) and _near(one, other)


def _near(one: Observation, other: Observation) -> bool:
    """Of figures open on one side the same number; of others any that meet."""
    return None not in (one.low, one.high) or one.middle == other.middle


# ------------------------------------------------------------------ running counts
def _added(its: Iterable[Observation], *, first: dt.date | None, aside: dict[str, str]) -> list[Observation]:
    """The totals of a running count as what each adds to the one before; a total that falls below the one before begins anew."""
    chains: dict[Measure, list[Observation]] = defaultdict(list)
    rest = []
    for one in its:
        if _running(one, first):
            chains[one.measure].append(one)
        else:
            rest.append(one)
    for chain in chains.values():
        rest += _differences(_thinned(chain, aside=aside))
    return rest


def _running(one: Observation, first: dt.date | None) -> bool:
    if first is None or one.level or one.base or one.part or abs((one.start - first).days) > START:
        return False
    return (one.listed and one.low is not None) or _width(one) < FINE


def _thinned(chain: list[Observation], *, aside: dict[str, str]) -> list[Observation]:
    """One total a month at most, the last of it, so that a daily series weighs as what it tells in months."""
    chain.sort(key=lambda one: (one.as_of, one.order))
    last_of = {(one.as_of.year, one.as_of.month): one for one in chain}
    kept: list[Observation] = []
    for one in last_of.values():
        if kept and (one.as_of - kept[-1].as_of).days < THIN:
            kept.pop()
        kept.append(one)
    ids = {claim for one in kept for claim in one.claims}
    for claim in (claim for one in chain for claim in one.claims if claim not in ids):
        aside[claim] = "a later total of the same running count in the same month holds it"
    return kept


def _differences(chain: Sequence[Observation]) -> list[Observation]:
    found: list[Observation] = []
    before: Observation | None = None
    for one in chain:
        found.append(one if before is None else _since(one, before))
        before = one
    return found


def _since(one: Observation, before: Observation) -> Observation:
    """What was added since the total before; the total itself where it is no more."""
    assert one.low is not None
    assert before.low is not None
    if one.listed:
        if one.low <= before.low:
            return one
        return replace(one, low=one.low - before.low, less=before.claims, known=before.as_of)
    assert one.high is not None
    assert before.high is not None
    if one.high <= before.low:
        return one
    low = max(one.low - before.high, 0.0) or None
    start = before.end + dt.timedelta(days=1)
    return replace(one, start=start, low=low, high=one.high - before.low, less=before.claims)


# ------------------------------------------------------------------ sums of its own months
def _sums(its: Sequence[Observation]) -> list[Observation]:
    """Without the totals that are the sum of shorter figures of the same basis: they are no further observation."""
    kept: list[Observation] = []
    for one in sorted(its, key=lambda one: (one.days, not one.less, _width(one), one.order)):
        parts = _parts(one, kept)
        if parts and _sum_of(one, parts):
            last = max(parts, key=lambda part: part.order)
            kept = [_with(part, one) if part is last else part for part in kept]
        else:
            kept.append(one)
    return kept


def _parts(one: Observation, kept: Sequence[Observation]) -> list[Observation]:
    """Figures that were kept and that lie in the days of this one, none over another's, where they cover nearly all of them."""
    if one.level or one.base or one.listed:
        return []
    inside = [
        part
        for part in kept
        if None not in (part.low, part.high) and part.start >= one.start - _FEW and part.end <= one.end + _FEW
    ]
    inside.sort(key=lambda part: (part.start, part.end))
    chosen: list[Observation] = []
    for part in inside:
        if not chosen or part.start > chosen[-1].end:
            chosen.append(part)
    return chosen if sum(part.days for part in chosen) >= COVERED * one.days else []


_FEW = dt.timedelta(days=START)


def _sum_of(one: Observation, parts: Sequence[Observation]) -> bool:
    scale = one.days / sum(part.days for part in parts)
    low = sum(part.low or 0.0 for part in parts) * scale * (1 - AGREES)
    high = sum(part.high or 0.0 for part in parts) * scale * (1 + AGREES)
    return (one.low is None or one.low <= high) and (one.high is None or one.high >= low)


# ------------------------------------------------------------------ tellings of the same days
def _together(observations: Sequence[Observation]) -> Iterator[Observation]:
    """What one basis told for nearly the same days as one figure, as wide as its tellings lie apart: they are wrong together, and
    where they contradict each other nobody can say which is meant."""
    for its in _of_one(observations, family=True):
        for cluster in _clusters(its):
            yield _as_one(cluster)


def _as_one(cluster: Sequence[Observation]) -> Observation:
    closed = [one for one in cluster if one.low is not None and one.high is not None]
    chosen = min(closed or cluster, key=lambda one: (_width(one), one.order))
    if len(cluster) == 1:
        return chosen
    lows = [one.low for one in closed or cluster if one.low is not None]
    highs = [one.high for one in closed or cluster if one.high is not None]
    low: float | None = min(lows) if closed else max(lows, default=None)
    high: float | None = max(highs) if closed else min(highs, default=None)
    if low is not None and high is not None and low > high:
        low, high = high, low  # at least so many, and at most fewer: between the two
    claims = tuple(sorted({claim for one in cluster for claim in one.claims}))
    return replace(chosen, low=low, high=high, claims=claims)


def _clusters(its: Sequence[Observation]) -> list[list[Observation]]:
    clusters: list[list[Observation]] = []
    for one in its:
        home = next((cluster for cluster in clusters if any(_same_days(one, other) for other in cluster)), None)
        if home is None:
            clusters.append([one])
        else:
            home.append(one)
    return clusters


def _same_days(one: Observation, other: Observation) -> bool:
    if one.listed:
        return False  # a list grows by names that are new, whatever their days
    if one.level:
        return abs((one.end - other.end).days) <= THIN
    shared = (min(one.end, other.end) - max(one.start, other.start)).days + 1
    whole = (max(one.end, other.end) - min(one.start, other.start)).days + 1
    return shared >= TOLD_TWICE * whole
