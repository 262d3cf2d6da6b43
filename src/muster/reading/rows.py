"""A row of a data set to a claim: each cell checked, each field's column noted.

Invariant: a cell means one thing or the row is refused; nothing is guessed from a number that is not plainly written (only ASCII
digits, whole where people are counted), and a date is one of the calendar or none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from muster.claims.claim import Claim, Place
from muster.claims.errors import ValueRefused
from muster.claims.figure import Bound, Figure, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.reading import Trace
from muster.claims.war import shipped_wars
from muster.claims.wire import number_of, truth
from muster.numbers.values import value
from muster.reading.cells import Cell
from muster.reading.parsed import believable

WAR_BEGAN = dt.date(2022, 2, 24)
GENERAL_STAFF = "General Staff of the Armed Forces of Ukraine"
DOUBTFUL = 0.5  # the confidence of a field whose cells do not agree

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_UNIT = re.compile(r"person|km2|percent|ratio|[A-Z]{3}")
_QUALIFIER = {
    "": Bound.EXACT, "about": Bound.ABOUT, "approximately": Bound.ABOUT, "around": Bound.ABOUT, "more": Bound.AT_LEAST,
    "more than": Bound.AT_LEAST, "over": Bound.AT_LEAST, "less": Bound.AT_MOST, "less than": Bound.AT_MOST,
}  # fmt: skip


class RowRefused(ValueRefused):
    """A row that cannot be a claim: `why` is a stable key, `columns` are the cells at fault."""

    def __init__(self, message: str, *, why: str, columns: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.why = why
        self.columns = columns


@value(frozen=True, slots=True)
class Row:
    """A row's cells by column, and the document they stand in."""

    document: str
    text: str
    cells: Mapping[str, Cell]

    def __getitem__(self, column: str) -> str:
        """The value of a cell, stripped."""
        return self.cells[column].value.strip()

    def span(self, *columns: str) -> tuple[tuple[int, int], ...]:
        """Where the cells that hold something stand."""
        found = [self.cells[name] for name in columns if self[name]]
        return tuple((cell.start, cell.end) for cell in found)

    def trace(self, field: str, *columns: str, rule: str = "", confidence: float = 1.0) -> Trace:
        """The trace of a field that these columns decided."""
        said = rule or f"column {' and '.join(columns)}" + ("" if self.span(*columns) else ", empty")
        return Trace(field=field, rule=said, words=self.span(*columns), confidence=confidence)

    def place(self, *columns: str) -> Place:
        """From the first of these cells that holds something to the last."""
        spans = self.span(*columns)
        return Place(document=self.document, start=spans[0][0], end=spans[-1][1])


Made = tuple[Claim, tuple[Trace, ...]]
Word = TypeVar("Word", bound=StrEnum)


# ------------------------------------------------------------------ the table of claims
def table_claim(row: Row) -> Made:
    """The claim of a row in Muster's own columns. Raises `RowRefused`."""
    figure, sure = _figure(row)
    place = row.place("low", "high") if row["low"] != row["high"] else row.place("low")
    claim = Claim(
        figure=figure,
        quote=row.text[place.start : place.end],
        place=place,
        measure=_required(row, "measure", Measure),
        party=_party(row),
        civilian=_civilian(row),
        period=_period(row),
        status=_choice(row, "status", Status, Status.ESTIMATE),
        speaker=row["speaker"] or None,
        source=row["source"] or None,
        scope=row["note"] or None,
        war=war_id(row["war"]) or _only_war(row),
        published=_published(row, "published"),
        publisher=row["publisher"] or None,
    )
    traces = (
        row.trace(
            "figure",
            "low",
            "high",
            "bound",
            rule="" if sure == 1 else "its numbers, which its bound does not fit",
            confidence=sure,
        ),
        *(row.trace(name, name) for name in ("unit", "per", "measure", "party", "civilian")),
        row.trace("period", "start_date", "end_date"),
        *(row.trace(name, name) for name in ("status", "speaker", "source")),
        row.trace("scope", "note"),
    )
    return claim, traces


def _figure(row: Row) -> tuple[Figure, float]:
    """The figure and how sure it is: less where the bound does not fit the numbers, which then decide."""
    low, high = _number(row, "low"), _number(row, "high")
    if low is None and high is None:
        raise RowRefused("a row must give low, high or both; both are empty", why="no_figure")
    if low is not None and high is not None and high < low:
        raise RowRefused(
            f"a range must not be reversed; got {row['low']} to {row['high']}", why="reversed", columns=("low", "high")
        )
    said = _choice(row, "bound", Bound, _implied(low, high))
    low, high, bound = _fitted(low, high, said)
    unit = row["unit"] or "person"
    if not _UNIT.fullmatch(unit):
        raise RowRefused(
            f"a unit is person, km2, percent, ratio or a currency such as RUB; got {unit[:40]!r}",
            why="unit",
            columns=("unit",),
        )
    per = _required(row, "per", Per) if row["per"] else None
    try:
        figure = Figure(low=low, high=high, bound=bound, unit=unit, per=per)
    except ValueRefused as error:
        raise RowRefused(str(error), why="number", columns=("low", "high")) from None
    return figure, 1.0 if bound is said else DOUBTFUL


Number = int | float | None


def _implied(low: Number, high: Number) -> Bound:
    """What the numbers say of themselves."""
    if low is None or high is None:
        return Bound.AT_LEAST if high is None else Bound.AT_MOST
    return Bound.EXACT if low == high else Bound.BETWEEN


def _fitted(low: Number, high: Number, said: Bound) -> tuple[Number, Number, Bound]:
    """The ends that fit the bound. One number under `exact` or `about` is a point; two that differ are a range whatever the bound;
    a lone number at the wrong end is refused."""
    if low is not None and high is not None and low != high:
        return low, high, Bound.BETWEEN
    match said:
        case Bound.EXACT | Bound.ABOUT:
            point = low if low is not None else high
            return point, point, said
        case Bound.AT_LEAST if low is not None:
            return low, None, said
        case Bound.AT_MOST if high is not None:
            return None, high, said
        case Bound.BETWEEN:
            implied = _implied(low, high)
            return low, high, implied if implied is not Bound.EXACT else said
    end = "low" if said is Bound.AT_LEAST else "high"
    raise RowRefused(
        f"a figure that is {said.value} must give {end}; it is empty", why="bound", columns=("low", "high", "bound")
    )


def _number(row: Row, column: str) -> Number:
    try:
        return number_of(row[column], column)
    except ValueRefused as error:
        raise RowRefused(str(error), why="number", columns=(column,)) from None


def _required(row: Row, column: str, kind: type[Word]) -> Word:
    """A word of a fixed list out of a cell."""
    try:
        return kind(row[column])
    except ValueError:
        words = ", ".join(word.value for word in kind)
        raise RowRefused(
            f"{column} must be one of {words}; got {row[column][:40]!r}", why=column, columns=(column,)
        ) from None


def _choice(row: Row, column: str, kind: type[Word], default: Word) -> Word:
    """The same, or the default where the cell is empty."""
    return _required(row, column, kind) if row[column] else default


def _party(row: Row) -> Party | None:
    try:
        return Party(row["party"]) if row["party"] else None
    except ValueRefused as error:
        raise RowRefused(str(error)[:200], why="party", columns=("party",)) from None


def _civilian(row: Row) -> bool:
    try:
        return truth(row["civilian"].lower())
    except ValueRefused as error:
        raise RowRefused(str(error)[:200], why="civilian", columns=("civilian",)) from None


def _day(row: Row, column: str) -> dt.date | None:
    """A day of the calendar, written out in full."""
    text = row[column]
    if not text:
        return None
    try:
        return dt.date(*(int(part) for part in text.split("-"))) if _DAY.fullmatch(text) else _no_day(text)
    except ValueError:
        raise RowRefused(
            f"{column} must be a date such as 2024-12-09; got {text[:40]!r}", why="date", columns=(column,)
        ) from None


def _no_day(text: str) -> dt.date:
    raise ValueError(text)


def _period(row: Row) -> Period:
    start, end = _day(row, "start_date"), _day(row, "end_date")
    try:
        return Period(start, end)
    except ValueRefused as error:
        raise RowRefused(str(error), why="date", columns=("start_date", "end_date")) from None


def _published(row: Row, column: str) -> dt.date | None:
    day = _day(row, column)
    if day is not None and believable(day) is None:
        raise RowRefused(
            f"{column} must be a day between 1900 and tomorrow; got {day.isoformat()}", why="date", columns=(column,)
        )
    return day


# ------------------------------------------------------------------ wars
def war_id(name: str) -> str | None:
    """The id of the war of this name; a name that no war has becomes an id of its own."""
    if not name.strip():
        return None
    key = _plainly(name)
    known = _war_names()
    return known.get(key) or known.get(re.sub(r"(?: [0-9]{4})+$", "", key)) or key.replace(" ", "-") or None


def _only_war(row: Row) -> str | None:
    """The one war that the row's party fought in over all its days, its own before others'; None where there are several or none."""
    party, period = _party(row), _period(row)
    if party is None or period.start is None or period.end is None:
        return None
    met = [
        war
        for war in shipped_wars().values()
        if war.party(party.code) and war.start <= period.start and (war.end is None or period.end <= war.end)
    ]
    fits = [war for war in met if war.is_own(party.code)] or met
    return fits[0].id if len(fits) == 1 else None


@cache
def _war_names() -> Mapping[str, str]:
    wars = shipped_wars().values()
    return {_plainly(name): war.id for war in wars for name in (*war.aliases, war.name, war.id)}


def _plainly(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().lower()


# ------------------------------------------------------------------ the General Staff of Ukraine
def general_staff_claim(row: Row) -> Made:
    """The claim of a day's running total. The series counts losses: the killed, wounded, missing and captured are not told apart.
    It is published in the morning for the day before. Raises `RowRefused`."""
    published = _published(row, "date")
    if published is None or published <= WAR_BEGAN:
        raise RowRefused(
            f"date must be a day after {WAR_BEGAN}; got {row['date'][:40]!r}", why="date", columns=("date",)
        )
    count = _number(row, "personnel")
    if count is None:
        raise RowRefused("personnel must give a number; it is empty", why="no_figure")
    bound = _QUALIFIER.get(row["personnel*"].lower())
    low = None if bound is Bound.AT_MOST else count
    high = None if bound is Bound.AT_LEAST else count
    try:
        figure = Figure(low=low, high=high, bound=bound or Bound.EXACT)
    except ValueRefused as error:
        raise RowRefused(str(error), why="number", columns=("personnel",)) from None
    place = row.place("personnel")
    claim = Claim(
        figure=figure,
        quote=row.text[place.start : place.end],
        place=place,
        measure=Measure.LOSSES,
        party=Party("RU"),
        period=Period(WAR_BEGAN, published - dt.timedelta(days=1)),
        status=Status.REPORT,
        speaker=GENERAL_STAFF,
        war="russia-ukraine",
        published=published,
    )
    return claim, _general_staff_traces(row, sure=bound is not None)


def _general_staff_traces(row: Row, *, sure: bool) -> tuple[Trace, ...]:
    known = tuple(
        Trace(field=name, rule="what the series is: the General Staff's running total of Russian losses")
        for name in ("unit", "per", "measure", "party", "civilian", "status", "speaker", "source", "scope")
    )
    return (
        row.trace("figure", "personnel", "personnel*", confidence=1.0 if sure else DOUBTFUL),
        row.trace("period", "date", rule="from the invasion to the day before column date: published in the morning"),
        *known,
    )
