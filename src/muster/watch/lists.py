"""Lists of the dead by name: how complete their last months are, and whether a new source came in.

Invariant: what a list tells is a floor; a decline is called one only where it stands once later editions are reckoned with.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from muster.account import wording
from muster.account.statement import Statement
from muster.account.wording import rough
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.watch.board import Result, State
from muster.watch.looking import Seen
from muster.watch.series import Stretch, stretches
from muster.watch.thresholds import Limits
from muster.watch.words import change, percent, times

_AGES = 45  # days by which two editions may differ in how old the months they tell are
_PERIOD = 400  # days: what a list tells of more is its running total
_BEFORE = 4  # stretches from which a usual pace can be told


class Told(NamedTuple):
    """What an edition of a list had of a period, `age` days after its end."""

    period: Period
    edition: dt.date
    age: int
    value: float
    claim: str


class _Nowcast(NamedTuple):
    """The newest period of a list and an earlier one of its length in one edition; `growth` is by how many times such months grew from the
    age of the one to that of the other in other editions."""

    new: Told
    old: Told
    growth: float


def named(seen: Seen, limits: Limits) -> Result:
    """I17: whether a decline of named dead is only that lists fill up late, and whether a list took in a new source."""
    id_ = "I17"
    its = [one for one in seen.told(Measure.OBITUARIES) if one.period.end is not None]
    if not its:
        return Result(
            id=id_, state=State.CANNOT_TELL, why=f"The ledger holds no list of the dead of {seen.side} by name."
        )
    burst, cast = _burst(seen, limits), _nowcast(_editions(its))
    if burst is None and cast is None:
        why = (
            f"The lists of the dead of {seen.side} tell neither the same months in several editions, which shows how "
            "late they fill up, nor "
            f"{_BEFORE + 2} running totals, which show at what pace they grow."
        )
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.id for one in its[-1:]))
    states, said = [State.QUIET], []
    numbers: list[tuple[str, float]] = []
    claims: list[str] = []
    for state, words, its_numbers, its_claims in (*_of_burst(burst, seen, limits), *_of_cast(cast, seen, limits)):
        states.append(state)
        said.append(words)
        numbers += its_numbers
        claims += its_claims
    days = [*([burst[1][-1].end] if burst else []), *([cast.new.edition] if cast else [])]
    order = list(State)
    return Result(
        id=id_,
        state=min(states, key=order.index),
        why=" ".join(said),
        numbers=tuple(numbers),
        claims=tuple(dict.fromkeys(claims)),
        day=max(days),
    )


_Part = tuple[State, str, list[tuple[str, float]], list[str]]


# ------------------------------------------------------------------ a new source
def _burst(seen: Seen, limits: Limits) -> tuple[str, list[Stretch], float] | None:
    """The list with most running totals, of those that still grow where one does, its stretches up to the one that grew fastest against
    the pace before it, of those of the last year, and how many times that was; up to the newest where none is of the last year."""
    lists = [one for one in seen.series if one.measure is Measure.OBITUARIES and one.scope is None and one.runs]
    if not lists:
        return None
    alive = seen.since(limits("I17", "kept"))
    best = max(lists, key=lambda one: (one.last >= alive, max(len(run.ends) for run in one.runs), one.body.key))
    its = [one for one in stretches(best) if (one.start, one.end) not in best.pieces]
    found = [
        (times_usual, at)
        for at in range(_BEFORE, len(its))
        if (usual := median(one.pace for one in its[:at])) > 0
        for times_usual in [its[at].pace / usual]
    ]
    if not found:
        return None
    late = [one for one in found if its[one[1]].end >= alive] or found[-1:]
    factor, at = max(late)
    return best.body.name, its[: at + 1], factor


def _of_burst(burst: tuple[str, list[Stretch], float] | None, seen: Seen, limits: Limits) -> Iterator[_Part]:
    if burst is None:
        return
    name, its, factor = burst
    last, usual = its[-1], median(one.pace for one in its[:-1])
    new = factor >= limits("I17", "burst") and last.end >= seen.since(limits("I17", "kept"))
    state = State.QUIET if not new else State.ALERT if last.end >= seen.since(limits("I17", "fresh")) else State.WATCH
    days = f"from {wording.day(last.start)} to {wording.day(last.end)}"
    words = f"The list of {name} grew by {rough(last.pace)} names a day {days}, {times(factor)} times its pace before ({rough(usual)})"
    yield (
        state,
        f"{words}: a backlog or a new source came in, and totals before and after are not one count."
        if new
        else f"{words}.",
        [("names_a_day", last.pace), ("usual", usual), ("times", factor)],
        [],
    )


# ------------------------------------------------------------------ late names
def _editions(its: Sequence[Statement]) -> dict[str, list[Told]]:
    """By list, what each edition had of each period that is no running total."""
    found: dict[str, list[Told]] = defaultdict(list)
    for one in its:
        start, end = one.period.start, one.period.end
        if (
            one.published
            and start
            and end
            and not one.assumed
            and (end - start).days < _PERIOD
            and one.published >= end
        ):
            age = (one.published - end).days
            found[one.body.key].append(Told(one.period, one.published, age, one.middle, one.id))
    return found


def _nowcast(editions: dict[str, list[Told]]) -> _Nowcast | None:
    """Of the list with the newest edition the newest period, and the last before it that its other editions show the growth to."""
    found = []
    for key, its in sorted(editions.items()):
        edition = max(one.edition for one in its)
        now = sorted((one for one in its if one.edition == edition), key=lambda one: one.age)
        for old in (one for one in now[1:] if one.value > 0):
            growth = _growth(its, now[0], old)
            if growth is not None and abs((old.period.days or 0) - (now[0].period.days or 0)) <= 5:
                found.append((edition, key, _Nowcast(now[0], old, growth)))
                break
    return max(found, key=lambda one: one[:2])[2] if found else None


def _growth(its: Sequence[Told], new: Told, old: Told) -> float | None:
    """The median of how much other months grew between these two ages."""
    grown = [
        late.value / early.value
        for early in its
        for late in its
        if early.period == late.period
        and early.value > 0
        and abs(early.age - new.age) <= _AGES
        and abs(late.age - old.age) <= _AGES
        and late.edition > early.edition
    ]
    return median(grown) if grown else None


def _of_cast(cast: _Nowcast | None, seen: Seen, limits: Limits) -> Iterator[_Part]:
    if cast is None:
        return
    new, old, growth = cast
    told, mended = new.value / old.value, new.value * growth / old.value
    least = 1 - limits("I17", "fall")
    state = State.QUIET
    if new.edition >= seen.since(limits("I17", "kept")) and growth >= 1 + limits("I17", "late"):
        state = State.ALERT if told < least <= mended else State.WATCH
    vanishes = told < least <= mended
    yield (
        state,
        (
            f"The edition of {wording.day(new.edition)} has {rough(new.value)} names of {wording.when(new.period)}, {change(told)} than of "
            f"{wording.when(old.period)} ({rough(old.value)}). Months as new grew {times(growth)} times until they were as old, so it is "
            f"complete to about {percent(min(1.0, 1 / growth))} beside the older; reckoned with that it is {change(mended)}"
            f"{': the decline is only that names come late' if vanishes else ''}."
        ),
        [("told", told), ("growth", growth), ("reckoned", mended)],
        [new.claim, old.claim],
    )
