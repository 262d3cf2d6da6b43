"""The pictures of an estimate: a quantity over time with its bands and what was told of it, and biases as dots.

Invariant: what tells two bases apart is a shape and dashes, which the key shows beside the name; a colour only repeats them. Every figure
that is drawn leads to its claim, and what is not drawn is counted and stands in the table.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from muster.brief.charts import template
from muster.brief.estimates import Band, Bar, Course, Estimate
from muster.brief.words import count_words, listed, rounded, visible
from muster.claims.period import month_after

MOST_BARS = 160
_ROOM, _OVER = 1.6, 1.05  # times the highest band up to which figures are drawn, and what is left above them
SHARES = (
    ("nearly", "#dce8f3"),
    ("most", "#b9d1e8"),
    ("half", "#8cb4da"),
)  # the widest first, so that the narrower lie over it
_ARROWS = {1: "▲", -1: "▼", 0: ""}
_DAY = dt.timedelta(days=1)
_LONG = 366  # days over which a bar is drawn faintly, as many such lie over each other from a war's first day
Value = str | int | float | bool | list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the figures of a basis are drawn: an SVG path from -1 to 1, dashes and a colour."""

    shape: str
    dash: tuple[int, ...]
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An entry of a chart's key."""

    look: Look
    name: str
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A chart of a quantity over time: the values of its spec, its key, the words that stand for the picture, and its tables."""

    anchor: str
    title: str
    summary: str
    unit: str
    top: float
    bands: tuple[Mapping[str, Value], ...]
    bars: tuple[Mapping[str, Value], ...]
    keys: tuple[Key, ...]
    course: Course
    left_out: str = ""


@cache
def looks() -> tuple[Look, ...]:
    """The looks in their order, the last that of whoever has none of its own."""
    text = (resources.files("muster.brief") / "specs" / "marks.toml").read_text(encoding="utf-8")
    return tuple(
        Look(shape=one["shape"], dash=tuple(one["dash"]), colour=one["colour"]) for one in tomllib.loads(text)["mark"]
    )


def curve(course: Course, estimate: Estimate, *, anchor: str) -> Curve:
    """The chart of a quantity of an estimate."""
    top = _top(course)
    rates = [one for one in course.bars if not one.listed]
    within = [one for one in rates if one.middle <= top]
    drawn = sorted(within, key=lambda one: (one.end, one.start), reverse=True)[:MOST_BARS]
    of = _looks_of(drawn)
    over = [
        (len(rates) - len(within), "lies beyond the picture", "lie beyond the picture"),
        (len(within) - len(drawn), "is older than those that are drawn", "are older than those that are drawn"),
        (
            len(course.bars) - len(rates),
            "counts people one by one, which tells of no month",
            "count people one by one, which tells of no month",
        ),
    ]
    said = [f"{count_words(number, 'figure')} {one if number == 1 else many}" for number, one, many in over if number]
    return Curve(
        anchor=anchor,
        title=title_of(course),
        summary=_summary(course, drawn),
        unit=unit_of(course),
        top=top,
        bands=tuple(_bands(course, estimate)),
        bars=tuple(
            _bar(one, of[one.basis], level=course.level) for one in sorted(drawn, key=lambda one: (one.end, one.start))
        ),
        keys=_keys(drawn, of),
        course=course,
        left_out=f"{listed(said).capitalize()}; the table has {'it' if sum(n for n, *_ in over) == 1 else 'them'}."
        if said
        else "",
    )


def title_of(course: Course) -> str:
    """What the chart is of: "Killed by month"."""
    if course.level:
        return f"Strength {course.what}"
    return f"{course.what[:1].upper()}{course.what[1:]} {'over time' if course.ratio else 'by month'}"


def unit_of(course: Course) -> str:
    """What its upright axis counts."""
    if course.ratio:
        return "wounded for each one killed"
    if course.level:
        return "people, at the end of each month"
    return "km² a month" if course.what.startswith("km²") else "people a month"


def _top(course: Course) -> float:
    """Up to where the picture goes: room for the bands, and for figures that are not far out."""
    widest = max((band.nearly[1] for _, band in course.months), default=1.0)
    told = sorted(one.middle for one in course.bars if not one.listed)
    usual = told[int(0.98 * (len(told) - 1))] if told else 0.0
    return max(widest, min(usual, _ROOM * widest)) * _OVER


def _looks_of(bars: Sequence[Bar]) -> dict[str, Look]:
    """A look for each basis, those with most figures first; the last look where there are more bases than looks."""
    often = Counter(one.basis for one in bars)
    ordered = sorted(often, key=lambda name: (-often[name], name))
    every = looks()
    return {
        name: every[place] if len(ordered) <= len(every) or place < len(every) - 1 else every[-1]
        for place, name in enumerate(ordered)
    }


def _keys(bars: Sequence[Bar], of: Mapping[str, Look]) -> tuple[Key, ...]:
    often = Counter(one.basis for one in bars)
    by_look: dict[Look, list[str]] = {}
    for name, look in of.items():
        by_look.setdefault(look, []).append(name)
    return tuple(
        Key(
            look=look,
            name=names[0] if len(names) == 1 else f"{len(names)} others",
            figures=sum(often[name] for name in names),
        )
        for look, names in by_look.items()
    )


def _bands(course: Course, estimate: Estimate) -> list[Mapping[str, Value]]:
    """A row for each band and month; what counts whole months has a last row at the end of the last, so that its step is as long."""
    days = [_when(month, course, estimate) for month, _ in course.months]
    its = [(day, band) for day, (_, band) in zip(days, course.months, strict=True)]
    if not course.level:
        its.append((min(month_after(course.months[-1][0]), estimate.last + _DAY), course.months[-1][1]))
    return [
        {
            "day": f"{day}T00:00:00Z",
            "low": getattr(band, share)[0],
            "high": getattr(band, share)[1],
            "middle": band.middle,
            "share": share,
            "colour": colour,
            "first": share == "half",
        }
        for share, colour in SHARES
        for day, band in its
    ]


def _when(month: dt.date, course: Course, estimate: Estimate) -> dt.date:
    """The day at which a month's band is drawn: its first, or of a level its last; not before the account begins or after it ends."""
    day = month_after(month) - _DAY if course.level else month
    return min(max(day, estimate.first), estimate.last)


def _bar(one: Bar, look: Look, *, level: bool) -> Mapping[str, Value]:
    after = one.end + _DAY
    low, high = (one.middle if end is None else end for end in (one.low, one.high))
    at = one.end if level else one.start + (after - one.start) / 2
    side = 1 if one.high is None else -1 if one.low is None else 0
    return {
        "start": f"{one.start}T00:00:00Z",
        "end": f"{after}T00:00:00Z",
        "at": f"{at}T00:00:00Z",
        "low": low,
        "middle": one.middle,
        "high": high,
        "wide": high > 1.02 * low,
        "long": not level and after > one.start,
        "strong": 1 if (after - one.start).days <= _LONG else 0.5,
        "open": side,
        "arrow": _ARROWS[side],
        "basis": visible(one.basis),
        "colour": look.colour,
        "shape": look.shape,
        "dash": list(look.dash) or [1, 0],
        "href": f"#r-{one.claims[0]}" if one.claims else "",
    }


def _summary(course: Course, drawn: Sequence[Bar]) -> str:
    first, last = course.months[0], course.months[-1]
    high = max(course.months, key=lambda its: its[1].middle)
    low = min(course.months, key=lambda its: its[1].middle)
    told = f"{count_words(len(drawn), 'figure')} told of it" if drawn else "no figure told of it"
    are = "are" if len(drawn) > 1 else "is"
    return (
        f"From {first[0]:%B %Y} to {last[0]:%B %Y}; the middle is highest in {high[0]:%B %Y} ({band_words(high[1])}) and lowest in "
        f"{low[0]:%B %Y} ({band_words(low[1])}), and {rounded(last[1].middle)} in the last month. {told[0].upper()}{told[1:]} "
        f"{are} drawn over it."
    )


def band_words(band: Band) -> str:
    """`12,300; 80 of 100 between 10,100 and 14,900`."""
    return f"{rounded(band.middle)}; 80 of 100 between {rounded(band.most[0])} and {rounded(band.most[1])}"


def spec(curve: Curve) -> dict[str, Any]:
    """The chart as a Vega-Lite spec with its values in it."""
    made = template("course")
    made["datasets"] = {
        "bands": [dict(one) for one in curve.bands],
        "bars": [dict(one) for one in curve.bars],
    }
    layers = {layer["name"]: layer for layer in made["layer"]}
    upright = layers["bands"]["encoding"]["y"]
    upright["axis"]["title"] = curve.unit
    upright["scale"] |= {"domainMax": curve.top, "zero": not curve.course.ratio}
    days = [dt.date.fromisoformat(str(one["day"])[:10]) for one in curve.bands]
    span = (max(days) - min(days)).days
    layers["bands"]["encoding"]["x"]["axis"]["format"] = "%b %Y" if span < 2200 else "%Y"
    if curve.course.level:
        for name in ("bands", "middle"):
            layers[name]["mark"]["interpolate"] = "linear"
    return made
