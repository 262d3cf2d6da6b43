"""Observations for tests, made by hand: whose data, of what, for which days, between which numbers."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from muster.account.chart import shipped as chart
from muster.account.draws import month_end, months_of
from muster.account.stances import Stance
from muster.claims.measures import Measure
from muster.estimate.design import Design, designed
from muster.estimate.observation import Observation
from muster.estimate.priors import Priors, shipped

START = dt.date(2023, 1, 1)


def month(number: int) -> tuple[dt.date, dt.date]:
    """The first and last day of a month, counted from the start."""
    first = dt.date(START.year + number // 12, number % 12 + 1, 1)
    return first, month_end(first)


def told(
    basis: str,
    measure: Measure,
    days: tuple[dt.date, dt.date],
    low: float | None,
    high: float | None,
    *,
    stance: Stance = Stance.INDEPENDENT,
    **more: Any,
) -> Observation:
    """One observation of the party RU."""
    key = hashlib.sha256(repr((basis, measure, days, low, high, sorted(more.items(), key=repr))).encode()).hexdigest()[
        :12
    ]
    its: dict[str, Any] = {"claims": (key,), "published": days[1], **more}
    return Observation(
        party="RU", civilian=False, measure=measure, basis=basis, name=basis, stance=stance,
        start=days[0], end=days[1], low=low, high=high, **its,
    )  # fmt: skip


def about(basis: str, measure: Measure, days: tuple[dt.date, dt.date], number: float, **more: Any) -> Observation:
    """A point, rounded to a hundredth."""
    return told(basis, measure, days, number * 0.995, number * 1.005, **more)


def design(observations: Sequence[Observation], *, months: int, priors: Priors | None = None) -> Design:
    """The design over so many months."""
    span = months_of(START, month(months - 1)[1])
    return designed(
        sorted(observations, key=lambda one: one.order),
        months=span,
        parties=("RU",),
        chart=chart(),
        priors=priors or shipped(),
    )
