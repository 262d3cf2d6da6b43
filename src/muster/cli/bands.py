"""How an estimate is shown, whoever shows it: numbers to three digits, bands, what bears on an answer and what its level rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from muster.cli.layout import Column
from muster.cli.shown import safe, table

if TYPE_CHECKING:
    from muster.desk.estimates import Resting, Weighed

_BEARING = (
    Column("bears", whole=True),
    Column("towards", whole=True, rank=1),
    Column("claim", whole=True),
    Column("which says", rank=0),
)
_LEAST = 0.005  # of all that moves an answer: what bears less is not shown
_TEN_TIMES = 1000.0  # from here on three digits are a whole number


def number(value: float, *, ratio: bool = False) -> str:
    """A number to three digits: 53,800, and of a ratio 2.61."""
    if ratio and abs(value) < _TEN_TIMES:
        return f"{value:#.3g}".rstrip(".")
    places = max(0, len(f"{abs(value):.0f}") - 3)
    return f"{round(value, -places):,.0f}"


def within(ends: tuple[float, float], *, ratio: bool = False) -> str:
    """A band in a cell."""
    return f"{number(ends[0], ratio=ratio)} – {number(ends[1], ratio=ratio)}"


def bearing(its: Sequence[Weighed]) -> None:
    """The figures that bear on an answer, each by its claim, with how many more tell the same."""
    shown = [one for one in its if one.share >= _LEAST]
    table(_BEARING, [[f"{one.share:.0%}", way(one), _claim(one), _says(one)] for one in shown])


def way(one: Weighed) -> str:
    """Which way more weight of it would move an answer."""
    return "more" if one.up else "fewer"


def _claim(one: Weighed) -> str:
    more = f" and {len(one.claims) - 1:,} more" if len(one.claims) > 1 else ""
    return f"{one.claims[0][:10]}{more}"


def _says(one: Weighed) -> str:
    return f"{told_apart(one.name, one.apart)}: {one.what} ({one.party}, {one.days})"


def told_apart(name: str, apart: str) -> str:
    """A body's name with what tells it from another's, as --distrust takes it."""
    return f"{name}, {apart}" if apart else name


def resting(rests: Resting, of: str, *, prior: bool = False) -> str:
    """A sentence on what the level of an answer rests on, and what would settle it; `prior` where no claim speaks of it."""
    if prior:
        return safe(
            f"No claim speaks of “{of}”: how much it is, and how unsure, was assumed, beside what the claims say of the rest."
        )
    common = f"{rests.unsettled:.0%} of what is unsure about “{of}” is what all bodies of one side may have in common, and was assumed"
    if rests.anchors:
        return safe(
            f"Taken as nearly without bias: {', '.join(rests.anchors)}. All the same {common}: more claims like these do not narrow it, "
            "as they do the rest."
        )
    return safe(
        f"Without an anchor, {common}: more claims like these do not narrow it, as they do the rest. A body whose bias you know to be "
        "small does: muster estimate --anchor BODY."
    )
