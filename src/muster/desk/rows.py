"""What a claim of the ledger becomes in the account: its rows and how wide they are, or why it is none.

Invariant: the claim is tabulated among all the claims of its war, as the checks do, for what others say can make it wider or pass it over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from muster.account import wording
from muster.account.chart import Chart, overlaid
from muster.account.functional import Sense
from muster.account.statement import Statement, statements
from muster.account.system import Row, Series, systems
from muster.account.widths import MOST, Width
from muster.claims.figure import Bound
from muster.claims.war import wars_with
from muster.desk import reports
from muster.desk.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """A row in words: `what` is bounded, over which days, between which numbers, and `why` it is wider or open on a side."""

    what: str
    days: str
    within: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulated:
    """A claim in the account: whose series, for which days, what was assumed, how wide its total is as a bound and as spoken, and `wide` by
    which rule; its rows, or in `passed` why it has none; `meanings` of its measure, narrowest first. All in words but the widths."""

    body: str = ""
    days: str = ""
    assumed: str = ""
    counts: str = ""
    scope: str = ""
    bound: Width | None = None
    spoken: Width | None = None
    wide: str = ""
    meanings: tuple[str, ...] = ()
    rows: tuple[Bounded, ...] = ()
    passed: str = ""


def tabulated(settings: Settings, claim: str) -> Tabulated:
    """The claim of this id, as it stands or as it was read. One that does not count now (rejected, of an older version) has no rows."""
    chart = overlaid(settings.chart, where=settings.origins["chart"])
    wars = wars_with(settings.wars)
    every = reports.of_ledger(settings)
    names = {own for report in every for own, old in report.ids.items() if claim in (own, old)} or {claim}
    own = [report for report in every if any(one.id in names for one in report.claims)]
    (war,) = {one.war for report in own for one in report.claims if one.id in names} or {None}
    if not own:
        return Tabulated(passed="it does not count now: it was rejected, or is of an older version or reading")
    near = own if war is None else every
    its = [one for one in statements(near, wars=wars, chart=chart) if one.claim.war == war]
    for system in systems(its, wars=wars, chart=chart):
        rows = [row for row in system.rows if row.claim in names]
        passed = [one for one in system.passed if one.statement.id in names]
        if rows or passed:
            statement = rows[0].statement if rows else passed[0].statement
            return _told(statement, chart, rows=rows, passed="" if rows else passed[0].why)
    return Tabulated(passed="it is of no system")


def _told(one: Statement, chart: Chart, *, rows: Sequence[Row], passed: str) -> Tabulated:
    entry = chart[one.claim.measure]
    if entry.base is not None:
        counts = "a ratio"
    else:
        counts = "a level: how many there are at a time" if one.level else "a flow: what happened over its days"
    return Tabulated(
        body=one.body.name,
        days=wording.when(one.period),
        assumed=one.assumed,
        counts=counts,
        scope=one.scope or "",
        bound=one.total,
        spoken=one.meant,
        wide=_wide(one),
        meanings=tuple(_meaning(sense) for sense in (entry.levels if one.level else entry.flows)),
        rows=tuple(_row(row, one.body.name) for row in rows),
        passed=passed,
    )


def _meaning(sense: Sense) -> str:
    return summed(
        tuple((flow.value, weight) for flow, weight in sense.flows)
        or tuple((stock.value, 1.0) for stock in sense.stocks)
    )


def summed(parts: Sequence[tuple[str, float]]) -> str:
    """Flows or stocks by name, with their weights, as a sum: "killed + died of wounds", "ground taken − ground lost"."""
    said = [("" if number == 0 else " + " if weight > 0 else " − ") + ("− " if number == 0 and weight < 0 else "")
            + ("" if abs(weight) == 1 else f"{abs(weight):g} × ") + name.replace("_", " ")
            for number, (name, weight) in enumerate(parts)]  # fmt: skip
    return "".join(said)


def _wide(one: Statement) -> str:
    """By which rule the figure is as wide as it is."""
    times = (
        ""
        if one.per_unit == 1
        else f", times {wording.number(one.per_unit)}, the number of its {one.claim.figure.per}s"
    )
    return _RULES[one.claim.figure.bound] + times


_RULES = {
    Bound.EXACT: f"half a unit of the last digit as printed on either side, at most {MOST:.0%}",
    Bound.ABOUT: "twice half a unit of the last digit, since it is told as about; “nearly” and its like lie below only",
    Bound.AT_LEAST: "as a bound any number from it on; as spoken a little more, one unit of its last digit",
    Bound.AT_MOST: "as a bound any number up to it; as spoken a little less, one unit of its last digit",
    Bound.BETWEEN: "each end widened by half a unit of its last digit",
}


def _row(row: Row, body: str) -> Bounded:
    within = wording.between(row.width)
    if row.base is not None:
        within = f"{within} times {_called(row.base)}"
    first, last = (dt.date.fromordinal(day) for day in (row.start, max(row.start, row.end - 1)))
    return Bounded(
        what=f"{_called(row.series)}, in the series of {body}",
        days=wording.day(first) if first == last else f"{wording.day(first)} to {wording.day(last)}",
        within=within,
        why=row.why,
    )


def _called(series: Series) -> str:
    who = f"{series.party} civilians" if series.civilian else series.party
    scope = f" ({series.scope} alone)" if series.scope else ""
    return f"{series.measure.value} of {who}{scope}"
