"""An estimate made by hand for the reports of `made_up`: every number known, every claim one of theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from made_up import both, given

from muster.brief.estimates import (
    Band,
    Bar,
    Bias,
    Course,
    Diagnostics,
    Estimate,
    Far,
    Headline,
    Rising,
    Weight,
)
from muster.brief.given import Given

CLAIMS = {claim.quote: claim.id for source in both() for claim in source.reading.claims}
MONTHS = tuple(dt.date(2024, month, 1) for month in range(6, 13))
FIRST, LAST = dt.date(2024, 6, 10), dt.date(2024, 12, 20)


def band(middle: float) -> Band:
    """A half wide each way at 95 of 100."""
    return Band(
        middle=middle,
        half=(0.9 * middle, 1.1 * middle),
        most=(0.75 * middle, 1.25 * middle),
        nearly=(0.5 * middle, 1.5 * middle),
    )


def bar(basis: str, middle: float, *claims: str, **more: object) -> Bar:
    """A figure of November, rounded to a hundredth."""
    its: dict[str, object] = {
        "start": dt.date(2024, 11, 1),
        "end": dt.date(2024, 11, 30),
        "low": 0.995 * middle,
        "high": 1.005 * middle,
        "measure": "killed and wounded",
        **more,
    }
    return Bar(basis=basis, middle=middle, claims=claims, **its)  # type: ignore[arg-type]


def course(what: str, middle: float, *bars: Bar, level: bool = False, ratio: bool = False) -> Course:
    """A quantity that grows by a tenth a month."""
    months = tuple((month, band(middle * (1 + at / 10))) for at, month in enumerate(MONTHS))
    return Course(what=what, level=level, ratio=ratio, months=months, bars=bars)


def estimate(**more: object) -> Estimate:
    """Of Russia, with every kind of chart."""
    staff, institute = CLAIMS["45,720"], CLAIMS["more than 38,000"]
    month, strength = CLAIMS["about 45,690"], CLAIMS["150,000"]
    its: dict[str, object] = {
        "run": "0123456789abcdef",
        "made": dt.date(2024, 12, 31),
        "war": "russia-ukraine",
        "party": "RU",
        "first": FIRST,
        "last": LAST,
        "lines": (
            Headline(what="killed and wounded", level=False, total=band(240_000), prior=False),
            Headline(what="missing", level=False, total=band(9_000), prior=True),
            Headline(what="in the theatre", level=True, total=band(500_000), prior=False),
        ),
        "courses": (
            course(
                "killed and wounded",
                30_000,
                bar("Staff in Kyiv", 45_720, staff, month, measure="losses"),
                bar("The Institute", 38_000, institute, high=None),
                bar("A paper", 29_000, "f" * 64),
                bar("A dreamer", 900_000),
            ),
            course("wounded per killed", 3.0, ratio=True),
            course("in the theatre", 500_000, bar("Somebody", 150_000, strength, high=None, measure="strength"), level=True),
        ),
        "biases": (
            Bias(whose="Staff in Kyiv", of="losses", common=False, factor=band(1.4), figures=2, claims=(staff, month)),
            Bias(whose="The Institute", of="killed and wounded", common=False, factor=band(0.95), figures=1, claims=(institute,)),
            Bias(whose="other side", of="losses", common=True, factor=band(1.1), figures=2, claims=(staff,)),
        ),
        "weights": (
            Weight(name="Staff in Kyiv", share=0.62, up=True, figures=2, claims=(staff, month)),
            Weight(name="The Institute", share=0.38, up=False, figures=1, claims=(institute,)),
        ),
        "far": (
            Far(
                name="A dreamer",
                what="killed and wounded",
                start=dt.date(2024, 11, 1),
                end=dt.date(2024, 11, 30),
                low=855_000,
                number=900_000,
                high=945_000,
                chance=0.9999,
                claims=(staff,),
            ),
        ),
        "rising": Rising(
            what="killed and wounded",
            early=dt.date(2024, 6, 1),
            late=dt.date(2024, 9, 1),
            last=dt.date(2024, 11, 30),
            chance=0.93,
        ),
        "unsettled": 0.4,
        "diagnostics": Diagnostics(rhat=1.004, ess=812.0, divergences=0, draws=4000),
        "used": 4,
        **more,
    }  # fmt: skip
    return Estimate(**its)  # type: ignore[arg-type]


def estimated(*estimates: Estimate, untold: Sequence[tuple[str | None, str, str]] = ()) -> Given:
    """What `made_up` gives, with estimates beside it."""
    return replace(given(), estimates=estimates or (estimate(),), untold=tuple(untold))
