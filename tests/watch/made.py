"""What indicators look at, made by hand for tests: claims of a table or a text, the findings of the real check on them, and accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from muster.account.checks import check
from muster.account.draws import Draws, months_of
from muster.account.flows import Flow, Stock
from muster.account.statement import statements
from muster.account.system import System, systems
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.figure import Bound, Figure, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.reading.reader import read
from muster.watch import Seen, indicators, seen
from muster.watch.board import Result
from muster.watch.every import RULES
from muster.watch.thresholds import Limits, overlaid, shipped

WARS = shipped_wars()
WAR = "russia-ukraine"
START = dt.date(2022, 2, 24)
TODAY = dt.date(2026, 3, 5)
LIMITS = shipped()
STAFF = "Ukrainian General Staff"


def limits(**own: Mapping[str, float]) -> Limits:
    """The shipped thresholds with these over them."""
    return overlaid(own, where="test")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def told(
    measure: str,
    number: float,
    days: tuple[dt.date, dt.date] | None,
    *,
    by: str = "Institute A",
    on: dt.date | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A claim as a row: of these days, told by a body on a day (else on the last of them, or today). `more` is high, bound, per, unit,
    status, scope, source, party."""
    return {
        "measure": measure,
        "number": number,
        "days": days,
        "by": by,
        "on": on or (days[1] if days else TODAY),
        **more,
    }


def says(id_: str, seen: Seen, limits: Limits | None = None) -> Result:
    """What the indicator of this id says."""
    return RULES[list(indicators()).index(id_)](seen, limits or LIMITS)


def month(text: str) -> tuple[dt.date, dt.date]:
    """The days of a month: 2026-01."""
    first = day(f"{text}-01")
    after = (first + dt.timedelta(days=32)).replace(day=1)
    return first, after - dt.timedelta(days=1)


def table(rows: Iterable[Mapping[str, Any]], *, title: str = "Table") -> Report:
    """A data set with these claims, a line each."""
    lines, places = [title], []
    for row in rows:
        start = sum(len(line) + 1 for line in lines)
        lines.append(f"{row['number']:.0f} {row['measure']} {row['by']} {row['on']} {row.get('scope')} {len(lines)}")
        places.append((start, start + len(f"{row['number']:.0f}")))
    document = Document(text="\n".join(lines), title=title, media="dataset")
    claims = tuple(_claim(row, document, place) for row, place in zip(rows, places, strict=True))
    return Report(document=document, claims=claims)


def _claim(row: Mapping[str, Any], document: Document, place: tuple[int, int]) -> Claim:
    bound = Bound(row.get("bound", "exact"))
    low = None if bound is Bound.AT_MOST else row["number"]
    high = None if bound is Bound.AT_LEAST else row.get("high", row["number"])
    days = row["days"]
    return Claim(
        figure=Figure(
            low=low,
            high=high,
            bound=bound,
            unit=row.get("unit", "person"),
            per=Per(row["per"]) if row.get("per") else None,
        ),
        quote=document.text[slice(*place)],
        place=Place(document=document.id, start=place[0], end=place[1]),
        measure=Measure(row["measure"]),
        party=Party(row.get("party", "RU")),
        civilian=row.get("civilian", False),
        period=Period(*days) if days else Period(),
        status=Status(row.get("status", "estimate")),
        speaker=row["by"],
        source=row.get("source"),
        scope=row.get("scope"),
        war=row.get("war", WAR),
        published=row["on"],
    )


def prose(text: str, *, published: dt.date, title: str = "A report") -> Report:
    """A text as it is read."""
    document = Document(text=text, title=title, published=published)
    reading = read(document)
    return Report(document=document, claims=reading.claims, remarks=reading.remarks)


def system(reports: Sequence[Report]) -> System:
    its = statements(reports, wars=WARS)
    return next(one for one in systems(its, wars=WARS) if one.war is not None and one.war.id == WAR)


def look(
    *rows: Mapping[str, Any],
    reports: Sequence[Report] = (),
    account: Draws | None = None,
    ahead: Draws | None = None,
    today: dt.date = TODAY,
    party: str = "RU",
) -> Seen:
    """What there is to see of these rows (of one table) and reports, with what the real check finds on them."""
    its = [*([table(rows)] if rows else []), *reports]
    return seen(system(its), party=party, findings=check(its, wars=WARS), account=account, ahead=ahead, today=today)


def daily(values: Sequence[float], *, last: dt.date, before: float = 10_000.0, by: str = STAFF) -> list[dict[str, Any]]:
    """A daily series of losses that ends on a day: running totals from the start of the war, told the next morning."""
    first = last - dt.timedelta(days=len(values))
    totals = np.concatenate([[before], before + np.cumsum(np.round(values))])
    return [
        told("losses", float(total), (START, end), by=by, on=end + dt.timedelta(days=1), status="report", bound="exact")
        for at, total in enumerate(totals)
        for end in [first + dt.timedelta(days=at)]
    ]


ENDS = (dt.date(2025, 3, 1), dt.date(2026, 2, 28))
RATES: dict[Flow, float] = {
    Flow.KILLED: 10_000, Flow.WOUNDED: 25_000, Flow.RETURNED: 16_000, Flow.INVALIDED: 7_750, Flow.RECRUITED: 32_000,
    Flow.SENT: 32_000,
}  # fmt: skip


def account(
    rates: Mapping[Flow, float | Sequence[float]] | None = None,
    *,
    spread: float = 0.1,
    noise: float = 0.0,
    days: tuple[dt.date, dt.date] = ENDS,
    strength: Sequence[float] | None = None,
    party: str = "RU",
    informed: Sequence[Flow] | None = None,
    size: int = 400,
) -> Draws:
    """Draws whose monthly flows lie about these, each draw's own all along; what is told of a flow as a sequence is of its last months. The
    strength in the theatre goes through these numbers month by month, the first before the first month; `noise` is what each month strays
    besides."""
    months = months_of(*days)
    random = np.random.default_rng(1)
    its = {**RATES, **(rates or {})}
    flows = np.zeros((size, 1, len(its), len(months)))
    for at, rate in enumerate(its.values()):
        own = [float(rate)] * len(months) if isinstance(rate, int | float) else list(rate)
        own = [own[0]] * (len(months) - len(own)) + own
        strayed = noise * random.standard_normal((size, len(months)))
        flows[:, 0, at, :] = np.asarray(own) * np.exp(spread * random.standard_normal((size, 1)) + strayed)
    stocks = np.zeros((size, 1, 0 if strength is None else 1, len(months) + 1))
    if strength is not None:
        path = np.interp(np.linspace(0, 1, len(months) + 1), np.linspace(0, 1, len(strength)), strength)
        stocks[:, 0, 0, :] = path * np.exp(spread * random.standard_normal((size, len(path))) * (path != path[0]))
    return Draws(
        flows=flows,
        stocks=stocks,
        parties=(party,),
        flow_names=tuple(its),
        stock_names=() if strength is None else (Stock.THEATRE,),
        months=months,
        informed={party: tuple(its) if informed is None else tuple(informed)},
    )
