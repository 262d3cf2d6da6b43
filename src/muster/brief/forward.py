"""An outlook put into words, tables and charts: a fan of the strength, the balance by month, scenarios side by side, what moves the end.

Invariant: every number of it is said to rest on assumptions that stand beside it; nothing here is called a forecast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from muster.brief.charts import template
from muster.brief.curves import SHARES, Value, band_words
from muster.brief.estimates import Band
from muster.brief.outlooks import Ahead, Month, Mover, Way
from muster.brief.parts import Selection
from muster.brief.words import Names, count_words, listed, party_words, rounded, visible, war_words
from muster.claims.party import Party
from muster.claims.period import month_after
from muster.claims.yardstick import chance_words

_DAY = dt.timedelta(days=1)
_UP, _DOWN = "#8cb4da", "#e0b394"  # of what adds to the end where there is more of it, and of what takes away


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """A quantity over the months ahead with its bands; `marks` are lines across it with their words. Its table is that of the way."""

    anchor: str
    title: str
    summary: str
    unit: str
    bands: tuple[Mapping[str, Value], ...]
    marks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A row of numbers side by side: where the middle lies between two ends; without a dot an arrow leads from one end to the other."""

    label: str
    note: str
    middle: float
    most: tuple[float, float]
    nearly: tuple[float, float]
    dotted: bool = True
    up: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Rows on one axis, with a `line` across them."""

    anchor: str
    title: str
    summary: str
    axis: str
    rows: tuple[Span, ...]
    line: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A scenario in the table of scenarios."""

    title: str
    why: str
    recruits: str
    needed: str
    balance: str
    end: str
    within: str
    sources: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """A party's outlook as the brief shows it; `months` is the table of the first way, month by month, and all ways stand `beside` one
    another at the end of the month `until`, the last that all of them reach; `ahead` has its numbers."""

    anchor: str
    title: str
    about: str
    answers: tuple[str, ...]
    fans: tuple[Fan, ...]
    months: tuple[tuple[str, ...], ...]
    beside: tuple[Beside, ...]
    until: str
    spans: tuple[Spans, ...]
    strong: bool
    ahead: Ahead


def forward(aheads: Iterable[Ahead], *, selection: Selection, names: Names) -> tuple[Forward, ...]:
    """The outlooks of what the brief is of."""
    if selection.civilian is True:
        return ()
    chosen = [
        one
        for one in aheads
        if one.ways
        and (not selection.parties or Party(one.party) in selection.parties)
        and (not selection.wars or one.war in selection.wars)
    ]
    return tuple(_forward(one, number=number, names=names) for number, one in enumerate(chosen, 1))


def _forward(one: Ahead, *, number: int, names: Names) -> Forward:
    anchor, first = f"outlook-{number}", one.ways[0]
    whose = party_words(Party(one.party), names)
    begin, end, shared = first.months[0].month, first.months[-1].month, _shared(one)
    return Forward(
        anchor=anchor,
        title=f"{whose}, {begin:%B %Y} to {end:%B %Y}{f' ({war_words(one.war, names)})' if one.war else ''}",
        about=f"Run {one.run[:10]} carried forward, every possible account by itself. “{first.title}”: {_why(first)}",
        answers=first.answers,
        fans=tuple(_fans(one, anchor)),
        months=tuple(_month(its) for its in first.months),
        beside=tuple(_beside(way, shared) for way in one.ways) if len(one.ways) > 1 else (),
        until=f"{first.months[shared - 1].month:%B %Y}",
        spans=tuple(_spans(one, anchor)),
        strong=one.opening is not None,
        ahead=one,
    )


# ------------------------------------------------------------------ tables
def _month(one: Month) -> tuple[str, ...]:
    told = () if one.strength is None else (rounded(one.strength.middle), _within(one.strength))
    return (
        f"{one.month:%B %Y}",
        _signed(one.balance.middle),
        _within(one.balance, sign=True),
        chance_words(one.more_lost),
        *told,
    )


def _why(way: Way) -> str:
    """Why a way is looked at, and what is odd about it."""
    return " ".join([way.why, *(f"Note: {one}." for one in way.remarks)])


def _shared(one: Ahead) -> int:
    """How many months all ways go."""
    return min(len(way.months) for way in one.ways)


def _beside(way: Way, months: int) -> Beside:
    """A scenario in the table; its balance is of so many months, and its strength at their end."""
    end = _end(way, months)
    return Beside(
        title=way.title,
        why=_why(way),
        recruits=rounded(way.recruits.middle),
        needed="–" if way.needed is None else rounded(way.needed.middle),
        balance=_signed(sum(its.balance.middle for its in way.months[:months]) / months),
        end="–" if end is None else rounded(end.middle),
        within="–" if end is None else _within(end),
        sources="; ".join(way.sources),
    )


def _end(way: Way, months: int) -> Band | None:
    return way.months[months - 1].strength


def _within(band: Band, *, sign: bool = False) -> str:
    low, high = band.most
    return f"{_signed(low)} to {_signed(high)}" if sign else f"{rounded(low)} to {rounded(high)}"


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{rounded(value)}"


# ------------------------------------------------------------------ fans
def _fans(one: Ahead, anchor: str) -> Iterator[Fan]:
    first = one.ways[0]
    before = first.months[0].month - _DAY
    if one.opening is not None:
        levels = [
            (before, one.opening),
            *((month_after(its.month) - _DAY, its.strength) for its in first.months if its.strength),
        ]
        yield Fan(
            anchor=f"{anchor}-strength",
            title=f"Strength in the theatre, “{first.title}”",
            summary=f"From {band_words(one.opening)} at the start to {band_words(levels[-1][1])} at the end of {levels[-1][0]:%B %Y}.",
            unit="people, at the end of each month",
            bands=tuple(_bands(levels)),
            marks=((one.opening.middle, "as at the start"),),
        )
    balances = [(its.month, its.balance) for its in first.months]
    worse = [its for its in first.months if its.more_lost >= 0.5]
    yield Fan(
        anchor=f"{anchor}-balance",
        title=f"Gained less lost by month, with those who return, “{first.title}”",
        summary=f"{band_words(balances[0][1])} in {balances[0][0]:%B %Y}, {band_words(balances[-1][1])} in {balances[-1][0]:%B %Y}; "
        f"with a chance of 50 of 100 or more, more are lost than gained in "
        f"{len(worse) or 'none'} of {count_words(len(balances), 'month')}.",
        unit="people a month",
        bands=tuple(_bands(balances)),
        marks=((0.0, "as many gained as lost"),),
    )


def _bands(its: Sequence[tuple[dt.date, Band]]) -> Iterator[Mapping[str, Value]]:
    for share, colour in SHARES:
        for day, band in its:
            low, high = getattr(band, share)
            yield {
                "day": f"{day}T00:00:00Z", "low": low, "high": high, "middle": band.middle,
                "share": share, "colour": colour, "first": share == "half",
            }  # fmt: skip


def fan_spec(fan: Fan) -> dict[str, Any]:
    """The chart of a fan as a Vega-Lite spec with its values in it."""
    made = template("ahead")
    made["datasets"] = {
        "bands": [dict(one) for one in fan.bands],
        "marks": [{"value": value, "word": visible(word)} for value, word in fan.marks],
    }
    upright = next(layer for layer in made["layer"] if layer["name"] == "bands")["encoding"]["y"]
    upright["axis"]["title"] = fan.unit
    return made


# ------------------------------------------------------------------ side by side
def _spans(one: Ahead, anchor: str) -> Iterator[Spans]:
    if len(one.ways) > 1:
        yield _scenarios(one, anchor)
    movers = [its for its in one.ways[0].movers if its.least != its.most]
    if movers:
        yield _tornado(one, movers, anchor)


def _scenarios(one: Ahead, anchor: str) -> Spans:
    """Each scenario in the last month that all reach: its strength at the end, or where none was estimated its balance."""
    strong = one.opening is not None
    months = _shared(one)
    ends = [(way, _end(way, months) or way.months[months - 1].balance) for way in one.ways]
    until = f"{one.ways[0].months[months - 1].month:%B %Y}"
    least, most = min(ends, key=lambda its: its[1].middle), max(ends, key=lambda its: its[1].middle)
    what = f"the strength at the end of {until}" if strong else f"the balance of {until}"
    return Spans(
        anchor=f"{anchor}-scenarios",
        title=f"Scenarios side by side: {what}",
        summary=f"{count_words(len(ends), 'scenario')}: the middle is least under “{least[0].title}” ({band_words(least[1])}) and most "
        f"under “{most[0].title}” ({band_words(most[1])}). {until} is the last month that all of them reach.",
        axis="people (middle, 80 and 95 of 100 accounts)",
        rows=tuple(
            Span(
                label=way.title,
                note=f"{rounded(end.middle)} ({rounded(end.most[0])}–{rounded(end.most[1])})",
                middle=end.middle,
                most=end.most,
                nearly=end.nearly,
            )
            for way, end in ends
        ),
        line=one.opening.middle if one.opening is not None else 0.0,
    )


def _tornado(one: Ahead, movers: Sequence[Mover], anchor: str) -> Spans:
    ordered = sorted(movers, key=lambda its: -abs(its.most - its.least))
    end = one.ways[0].months[-1].strength
    what = "strength at the end" if one.opening is not None else "balance over the months ahead"
    return Spans(
        anchor=f"{anchor}-movers",
        title=f"What moves the {what} most",
        summary=f"The mean {what}, the others held, where each is in its lowest fifth of the accounts and in its highest: most by "
        f"{listed([its.name for its in ordered[:3]])}.",
        axis="people (an arrow from the lowest to the highest fifth)",
        rows=tuple(
            Span(
                label=its.name,
                note=f"{rounded(its.least)} → {rounded(its.most)}",
                middle=its.most,
                most=(min(its.least, its.most), max(its.least, its.most)),
                nearly=(min(its.least, its.most), max(its.least, its.most)),
                dotted=False,
                up=its.most >= its.least,
            )
            for its in ordered
        ),
        line=end.middle if end is not None else None,
    )


def spans_spec(spans: Spans) -> dict[str, Any]:
    """The rows as a Vega-Lite spec with their values in it."""
    made = template("spans")
    ends = [end for one in spans.rows for end in one.nearly] + ([spans.line] if spans.line is not None else [])
    room = 0.03 * (max(ends) - min(ends) or 1.0)
    scale = made["encoding"]["x"]["scale"]
    scale["domain"] = [min(ends) - room, max(ends) + room]
    made["encoding"]["x"]["axis"]["title"] = spans.axis
    made["datasets"] = {
        "rows": [
            {
                "place": place, "label": visible(one.label), "note": visible(one.note), "middle": one.middle, "dotted": one.dotted,
                "most_low": one.most[0], "most_high": one.most[1], "nearly_low": one.nearly[0], "nearly_high": one.nearly[1],
                "colour": _UP if one.up else _DOWN, "angle": 0 if one.up else 180,
            }
            for place, one in enumerate(spans.rows)
        ],
        "line": [] if spans.line is None else [{"middle": spans.line}],
    }  # fmt: skip
    return made
