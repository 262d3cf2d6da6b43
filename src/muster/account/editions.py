"""What a body has since revised, what of its older figures rests on that, and each edition by itself.

A body that comes to know better tells some figures anew and lets others stand that were made of the old ones: a year's total beside a
month that was revised. Such a total is no contradiction of the month, it is out of date. Within one edition, all that a body publishes on
one day, nobody revises anything, so there what was later revised is held against what stood beside it.
Invariant: a figure is taken as out of date only where the revisions of its body, of days that it shares, are enough to account for it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from muster.account.conflicts import Conflict
from muster.account.program import Outcome, Solver, build
from muster.account.statement import Statement
from muster.account.system import Row, System, digit_lost
from muster.account.widths import Width

_OPEN = Width(None, None)


class Revision(NamedTuple):
    """A figure that its body told otherwise later, for the same days."""

    series: object
    earlier: Statement
    later: Statement

    @property
    def change(self) -> Width:
        """By how much the figure of its days went up."""
        first, last = self.earlier.total, self.later.total
        low = None if last.low is None or first.high is None else last.low - first.high
        return Width(low, None if last.high is None or first.low is None else last.high - first.low)


Revisions = Mapping[str, Sequence[Revision]]


def revisions(system: System) -> Revisions:
    """The revisions of a system by the body that made them: of figures for the same days each that differs from the last one told. It
    may differ by no more than its rounding, which a sum of many can show."""
    told: defaultdict[tuple[object, ...], dict[str, Statement]] = defaultdict(dict)
    for row in (*system.rows, *system.revised):
        if row.base is None and not row.series.level and row.statement.published is not None:
            told[(row.series, row.statement.period)][row.claim] = row.statement
    found: defaultdict[str, list[Revision]] = defaultdict(list)
    for (series, _), its in told.items():
        last = max(its.values(), key=lambda one: (one.published, one.id))
        for one in its.values():
            if one.published != last.published and one.middle != last.middle and not digit_lost(one, last):
                found[one.body.key].append(Revision(series, one, last))
    return found


def outdated(system: System, one: Conflict, *, known: Revisions) -> set[str]:
    """The claims of a conflict that are older than a revision of their body, where that accounts for the conflict; else none. What one
    body told by one day is of one piece, so in a conflict of its own a newer claim must stand."""
    newest: dict[str, dt.date] = {}
    alone = len({row.statement.body.key for row in one.rows}) == 1
    for row in one.rows:
        body, day = row.statement.body.key, row.statement.published
        if day is not None:
            newest[body] = max(day, newest.get(body, day)) if alone else dt.date.max
    found, moved = set(), []
    for row in one.rows:
        its = [each for each in known.get(row.statement.body.key, ()) if _rests(row, each, newest=newest)]
        found |= {row.claim} if its else set()
        moved.append(_moved(row, its) if its else row)
    return found if found and Solver(build(system.only(moved))).feasible() is Outcome.FEASIBLE else set()


def _rests(row: Row, revision: Revision, *, newest: Mapping[str, dt.date]) -> bool:
    """Whether a row is older than a revision that a newer one of the same body can have taken in, and shares days with it."""
    told, anew = row.statement.published, revision.later.published
    if told is None or anew is None or not told < anew <= newest[row.statement.body.key] or row.series.level:
        return False
    start, end = revision.later.period.start, revision.later.period.end
    return start is not None and end is not None and start.toordinal() < row.end and row.start <= end.toordinal()


def _moved(row: Row, its: Iterable[Revision]) -> Row:
    """A row as wide as it must be for what it says once the revisions are taken in: the sum of their changes, of each figure the widest; a
    ratio can then be anything."""
    if row.base is not None:
        return replace(row, width=_OPEN)
    changes: dict[tuple[object, ...], Width] = {}
    for each in its:
        key = (each.series, each.later.period)
        changes[key] = each.change.hull(changes.get(key, Width(0.0, 0.0)))
    width = row.width
    for change in changes.values():
        width = width.plus(change)
    return replace(row, width=width if width.low is None else Width(max(0.0, width.low), width.high))


def editions(system: System, claims: Collection[str]) -> list[System]:
    """What each body published on one day, for every such day on which it published one of these claims."""
    its: defaultdict[tuple[str, object], list[Row]] = defaultdict(list)
    for row in (*system.rows, *system.revised):
        one = row.statement
        its[(one.body.key, one.published or one.report.document.id)].append(row)
    return [system.only(rows) for rows in its.values() if any(row.claim in claims for row in rows)]
