"""A run of the estimate as a page looks at it: what it says of a party, its charts as SVG, and the claims behind a month.

Invariant: a run is never altered, so what was made of it is made once; figures in a chart lead to the addresses of their claims.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from muster.account.draws import month_end
from muster.brief import accounts, curves, dots
from muster.brief.accounts import Account
from muster.brief.charts import drawn as picture
from muster.brief.curves import Curve
from muster.brief.estimates import Bar, Estimate
from muster.brief.parts import Selection
from muster.brief.words import names_of
from muster.claims.errors import UsageError
from muster.claims.war import wars_with
from muster.desk import drawn, standing
from muster.desk.settings import Settings

__all__ = ["Account", "Curve", "Examined", "behind", "examined", "habits_svg", "svg"]
_LEADS = "/claims/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What a run says of one party: in plain values, and in words, tables and charts; its parties and whether it passed its diagnostics."""

    run: str
    parties: tuple[str, ...]
    good: bool
    faults: tuple[str, ...]
    options: str
    estimate: Estimate
    account: Account


def examined(settings: Settings, begins: str, *, party: str = "") -> Examined:
    """The run whose id begins so, of one of its parties, the first where none is named. Raises `UnknownRun`, `UsageError`."""
    run = standing.named(begins, settings)
    party = party or run.inputs.parties[0]
    if party not in run.inputs.parties:
        raise UsageError(f"the run {run.id[:10]} is of {', '.join(run.inputs.parties)}; got {party!r}")
    estimate = drawn.of_run(run, party, settings=settings)
    claims = frozenset(run.inputs.claims)
    names = names_of(wars_with(settings.wars).values())
    (account,) = accounts.accounts([estimate], shown=claims, selection=Selection(), names=names)
    (listed,) = [one for one in standing.listed(settings) if one.id == run.id]
    return Examined(
        run=run.id,
        parties=run.inputs.parties,
        good=run.good,
        faults=listed.faults,
        options=listed.options,
        estimate=estimate,
        account=account,
    )


def svg(curve: Curve) -> str:
    """The chart of a quantity, each figure in it a link to its claim."""
    return _led(picture(curves.spec(curve), anchor=curve.anchor, title=curve.title, summary=curve.summary))


def habits_svg(its: accounts.Habits) -> str:
    """The picture of biases."""
    made = dots.spec(its.dots, axis="times what the account holds (middle, 80 and 95 of 100 accounts)")
    return _led(picture(made, anchor=its.anchor, title=its.title, summary=its.summary))


def _led(made: str) -> str:
    return made.replace('href="#r-', f'href="{_LEADS}')


def behind(bars: Sequence[Bar], month: dt.date | None) -> list[Bar]:
    """The figures told of a month, or of any; the newest first."""
    last = month_end(month) if month else None
    its = [bar for bar in bars if month is None or last is None or (bar.start <= last and bar.end >= month)]
    return sorted(its, key=lambda bar: (bar.end, bar.start), reverse=True)
