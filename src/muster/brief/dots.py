"""Dots with their intervals on one axis of ratios: biases, two runs side by side, published numbers against a run.

Invariant: the axis is a log one, on which half and double lie equally far from one; what lies beyond it is drawn at its end and told in
words beside it; a row's words stand beside its dot, so that no key is needed for it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from muster.brief.charts import template
from muster.brief.estimates import Band, Span
from muster.brief.words import rounded, visible

MOST_TIMES = 20.0  # and its inverse: how far the axis may go
_TICKS = (1, 2, 0.5, 5, 0.2, 10, 0.1, 20, 0.05, 1.5, 0.67, 1.25, 0.8, 3, 0.33)  # those that are kept first, first
_MOST_TICKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number beside an interval: from `low` to `high` with `middle`, `filled` or hollow; `side` 1 for "at least", -1 for "at most"."""

    low: float
    middle: float
    high: float
    filled: bool
    side: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A row: words before it and behind it, its band in times of one, where it leads, and perhaps a number beside it. `apart` draws it as a
    diamond."""

    label: str
    note: str
    band: Band
    href: str = ""
    apart: bool = False
    number: Number | None = None


def spec(dots: Sequence[Dot], *, axis: str) -> dict[str, Any]:
    """The rows as a Vega-Lite spec; `axis` says what a ratio is of."""
    made = template("dots")
    low, high = _domain(dots)
    made["data"]["values"] = [_row(place, one, low=low, high=high) for place, one in enumerate(dots)]
    made["encoding"]["x"]["scale"]["domain"] = [low, high]
    made["encoding"]["x"]["axis"] |= {"title": axis, "values": _ticks(low, high)}
    return made


def _domain(dots: Sequence[Dot]) -> Span:
    """From the least to the most that is drawn, and one within."""
    lows = [one.band.nearly[0] for one in dots] + [one.number.low for one in dots if one.number]
    highs = [one.band.nearly[1] for one in dots] + [one.number.high for one in dots if one.number]
    low, high = min([0.8, *(one for one in lows if one > 0)]), max([1.25, *highs])
    return max(low / 1.05, 1 / MOST_TIMES), min(high * 1.05, MOST_TIMES)


def _ticks(low: float, high: float) -> list[float]:
    """Round ratios within, one among them, that leave room for their words."""
    apart = math.log(high / low) / _MOST_TICKS
    kept = [1.0]
    for one in sorted((tick for tick in _TICKS if low <= tick <= high), key=_TICKS.index):
        if all(abs(math.log(one / other)) >= apart for other in kept):
            kept.append(one)
    return sorted(kept)


def _row(place: int, one: Dot, *, low: float, high: float) -> dict[str, object]:
    def held(value: float) -> float:
        return min(max(value, low), high)

    row: dict[str, object] = {
        "place": place,
        "label": visible(one.label),
        "note": visible(one.note),
        "href": one.href,
        "middle": held(one.band.middle),
        "shape": "diamond" if one.apart else "circle",
        "told": one.number is not None,
    }
    for name, ends in (("most", one.band.most), ("nearly", one.band.nearly)):
        row[f"{name}_low"], row[f"{name}_high"] = held(ends[0]), held(ends[1])
    if one.number is not None:
        its = one.number
        row |= {
            "told_low": held(its.low),
            "told_middle": held(its.middle),
            "told_high": held(its.high),
            "told_shape": {1: "triangle-right", -1: "triangle-left", 0: "square"}[its.side],
            "told_fill": "#a34400" if its.filled else "#fffefa",
        }
    return row


def told(its: Sequence[Dot]) -> str:
    """The rows in words."""
    return " ".join(f"{one.label}: {one.note}." for one in its)


def times_words(ratio: float) -> str:
    """A ratio to two decimals, or three digits where it is large."""
    return f"{ratio:.2f}" if ratio < 10 else rounded(ratio)
