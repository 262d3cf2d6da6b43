"""An outlook made by hand for the estimate of `estimated`: two scenarios, every number known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from estimated import band, estimated

from muster.brief.estimates import Band
from muster.brief.given import Given
from muster.brief.outlooks import Ahead, Month, Mover, Way


def balance(middle: float) -> Band:
    """Ten thousand wide each way at 95 of 100."""
    return Band(
        middle=middle,
        half=(middle - 2_500, middle + 2_500),
        most=(middle - 6_000, middle + 6_000),
        nearly=(middle - 10_000, middle + 10_000),
    )


def way(title: str, a_month: float, *, strong: bool = True, months: int = 12) -> Way:
    """A force of 500,000 that gains so many a month."""
    days = [dt.date(2025 + at // 12, at % 12 + 1, 1) for at in range(months)]
    return Way(
        title=title,
        why=f"Simulated: {a_month:,.0f} a month.",
        answers=("Gained more than lost.", "Below 90% of today's: not within the horizon."),
        months=tuple(
            Month(
                month=day,
                balance=balance(a_month),
                more_lost=0.2 if a_month > 0 else 0.7,
                strength=band(500_000 + a_month * (at + 1)) if strong else None,
            )
            for at, day in enumerate(days)
        ),
        recruits=band(30_000),
        needed=band(30_000 - a_month) if strong else None,
        movers=(
            Mover(name="recruits", least=420_000, most=610_000),
            Mover(name="killed and wounded", least=640_000, most=400_000),
            Mover(name="nothing", least=500_000, most=500_000),
        ),
        sources=("A note, 2024",),
    )


def ahead(*, strong: bool = True, ways: int = 2) -> Ahead:
    """Of Russia, as now and with an offensive."""
    its = (way("As now", 2_000, strong=strong), way("An <b>offensive</b>", -9_000, strong=strong, months=18))
    return Ahead(
        run="0123456789abcdef",
        war="russia-ukraine",
        party="RU",
        opening=band(500_000) if strong else None,
        ways=its[:ways],
    )


def looking_ahead(*, strong: bool = True, ways: int = 2) -> Given:
    """What `estimated` gives, with the outlook."""
    return replace(estimated(), aheads=(ahead(strong=strong, ways=ways),))
