"""A fan of bands drawn straight as SVG: for pictures that are to answer within a blink, where a chart library takes longer.

Invariant: nothing but numbers and words of ours goes in, and those are escaped; colours are classes of the style sheet; the same numbers
stand in a table beside it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from muster.desk.saying import rounded

_WIDE, _HIGH = 760.0, 340.0
_LEFT, _RIGHT, _TOP, _FOOT = 78.0, 36.0, 16.0, 36.0
_NAME = 20.0  # of a name's line
Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fan: its `name`, the middles and the bands of 50, 80 and 95 of 100 at each of the days."""

    name: str
    days: tuple[dt.date, ...]
    middle: tuple[float, ...]
    bands: tuple[tuple[Span, ...], ...]


def fan(lines: Sequence[Line], *, title: str, summary: str, floors: Sequence[float] = ()) -> Markup:
    """The fans over one another, the second dashed, their names in lines above them; floors are dotted lines."""
    days = sorted({day for line in lines for day in line.days})
    values = [end for line in lines for its in line.bands for span in its for end in span] + list(floors)
    if len(days) < 2 or not values:
        return Markup("")
    low, high = min(0.0, min(values)), max(values)
    ticks = _ticks(low, high)
    scale = _Scale(days[0], days[-1], min(low, ticks[0]), max(high, ticks[-1]))
    above = int(_NAME * len(lines))  # for beside its line a name would cover the others
    parts = [_grid(scale, ticks), _axis(scale, days)]
    for at, line in enumerate(lines):
        parts += [_band(scale, line, index, at) for index in (2, 1, 0)]
    for at, line in enumerate(lines):
        parts += [_middle(scale, line, at), _name(line, at, y=_NAME * (at + 0.5) - above)]
    for floor in floors:
        y = scale.y(floor)
        parts.append(
            Markup('<line class="floor" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(_LEFT, _WIDE - _RIGHT, y, y)
        )
    head = Markup('<svg viewBox="0 {} {} {}" role="img" aria-labelledby="fan-title fan-summary" class="fan">').format(
        -above, int(_WIDE), int(_HIGH) + above
    )
    named = Markup('<title id="fan-title">{}</title><desc id="fan-summary">{}</desc>').format(title, summary)
    return head + named + Markup("").join(parts) + Markup("</svg>")


@dataclass(frozen=True, slots=True)
class _Scale:
    first: dt.date
    last: dt.date
    low: float
    high: float

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(_LEFT + share * (_WIDE - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return round(_HIGH - _FOOT - share * (_HIGH - _TOP - _FOOT), 1)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers over a range, four to nine of them."""
    span = (high - low) or 1.0
    step = 10.0 ** math.floor(math.log10(span / 4))
    for times in (1, 2, 5, 10):
        if span / (step * times) <= 7:
            step *= times
            break
    first = math.floor(low / step)
    return [step * number for number in range(first, math.ceil(high / step) + 1)]


def _grid(scale: _Scale, ticks: Sequence[float]) -> Markup:
    return Markup("").join(
        Markup('<line class="grid{}" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="tick" x="{}" y="{}" text-anchor="end">{}</text>').format(
            " nought" if tick == 0 else "", _LEFT, _WIDE - _RIGHT, scale.y(tick), scale.y(tick), _LEFT - 8, scale.y(tick) + 4,
            rounded(tick) if tick else "0",
        )
        for tick in ticks
    )  # fmt: skip


def _axis(scale: _Scale, days: Sequence[dt.date]) -> Markup:
    every = max(1, round(len(days) / 8))
    return Markup("").join(
        Markup('<text class="tick" x="{}" y="{}" text-anchor="middle">{}</text>').format(
            scale.x(day), _HIGH - _FOOT + 20, f"{day:%b %Y}"
        )
        for day in days[::every]
    )


def _band(scale: _Scale, line: Line, index: int, at: int) -> Markup:
    upper = " ".join(f"{scale.x(day)},{scale.y(its[index][1])}" for day, its in zip(line.days, line.bands, strict=True))
    lower = " ".join(
        f"{scale.x(day)},{scale.y(its[index][0])}"
        for day, its in reversed(list(zip(line.days, line.bands, strict=True)))
    )
    return Markup('<polygon class="band b{} of{}" points="{} {}"/>').format(index, at, upper, lower)


def _middle(scale: _Scale, line: Line, at: int) -> Markup:
    points = " ".join(f"{scale.x(day)},{scale.y(value)}" for day, value in zip(line.days, line.middle, strict=True))
    return Markup('<polyline class="middle of{}" points="{}"/>').format(at, points)


def _name(line: Line, at: int, *, y: float) -> Markup:
    """The name of a line, with a piece of it."""
    return Markup(
        '<line class="middle of{}" x1="{}" y1="{}" x2="{}" y2="{}"/><text class="name of{}" x="{}" y="{}">{}</text>'
    ).format(at, _LEFT, y, _LEFT + 40, y, at, _LEFT + 48, y + 4, escape(line.name))
