"""A system: what the claims of one war bound, as rows on series of one account for each party.

A row bounds the sum of a series over a period, a level of it on a day, or a ratio of two series of one body. The linear program and, later,
the sampler are given these same rows. Invariant: every statement is in a row or passed over with a reason; a row is never narrower than the
statement's width as a bound; the order of statements changes nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from muster.account.arithmetic.evidence import tells
from muster.account.chart import Chart, shipped
from muster.account.dating import ONE_DAY
from muster.account.lexicon import word
from muster.account.partial import partial
from muster.account.statement import FAR, NO_FACT, Statement
from muster.account.widths import Width, bound_of
from muster.claims.figure import Bound
from muster.claims.measures import Measure
from muster.claims.war import War

SHORT = 6  # days: what happened in fewer can have happened elsewhere too, so a text bounds it from below only
DAILY = 20  # cumulative totals of one body that make a daily series
_CLAUSE = re.compile(r"[,.;:]|$")
SPAN_DAYS = 31  # the longest span of a level that is taken as one time


class Series(NamedTuple):
    """One variable over time: what a body means by a measure of a party. `body` is empty where all bodies share it."""

    body: str
    measure: Measure
    party: str
    civilian: bool
    scope: str
    level: bool

    def whole(self) -> Series:
        """The series that this one is a part of."""
        return self._replace(scope="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`series` summed from the day `start` to before the day `end` (ordinals; for a level both are the day) lies within `width`; with a
    `base`, it lies within `width` times the base over the same days. `why` says what made it wider or one-sided. It is `loose`
    where a text's sentence does not tell its days, or that "lost" is of the dead, which was taken from elsewhere: then it
    accuses nobody."""

    statement: Statement
    series: Series
    start: int
    end: int
    width: Width
    base: Series | None = None
    why: tuple[str, ...] = ()
    loose: bool = False

    @property
    def claim(self) -> str:
        """The claim's id."""
        return self.statement.id


@dataclass(frozen=True, slots=True)
class Passed:
    """A statement that is no row, and why."""

    statement: Statement
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """All rows of one war. `within` gives for a party's code that of the party its people are counted in too. `revised` are the rows of
    claims that their body put otherwise later, which do not stand beside the others."""

    war: War | None
    chart: Chart
    rows: tuple[Row, ...]
    passed: tuple[Passed, ...]
    within: Mapping[str, str]
    revised: tuple[Row, ...] = ()

    def only(self, rows: Iterable[Row]) -> System:
        """The same war with these rows alone."""
        return replace(self, rows=tuple(rows), passed=(), revised=())


def tabulate(statements: Iterable[Statement], *, war: War | None, chart: Chart | None = None) -> System:
    """The system of one war. Statements of another war are passed over like targets and repeats."""
    chart = shipped() if chart is None else chart
    ordered = sorted(statements, key=lambda one: (one.report.document.id, one.claim.place.start, one.id))
    rows: list[Row] = []
    passed: list[Passed] = []
    revised: list[Row] = []
    seen: set[str] = set()
    daily = _daily(ordered)
    later = superseded(ordered, daily=daily)
    parts = partial(ordered)
    hedged = hedged_elsewhere(ordered)
    for one in ordered:
        why = "the same claim stands in another report" if one.id in seen else _no_row(one, war, chart=chart)
        if why:
            passed.append(Passed(one, why))
            continue
        seen.add(one.id)
        made = _row(one, war, chart=chart, daily=daily, part=parts.get(one.id, ""))
        if one.id in hedged and not isinstance(made, Passed):
            made = [_opened(row, hedged[one.id]) for row in made]
        if isinstance(made, Passed):
            passed.append(made)
        elif one.id in later:
            passed.append(Passed(one, f"the same body revised it ({later[one.id]})"))
            revised.extend(_dated(row) for row in made)
        else:
            rows.extend(_dated(row) for row in made)
    return System(
        war=war,
        chart=chart,
        rows=tuple(rows),
        passed=tuple(passed),
        within=_within(war),
        revised=tuple(revised),
    )


def _dated(row: Row) -> Row:
    one = row.statement
    if one.claim.measure is Measure.KILLED and not one.report.table and _of_more(one.sentence):
        return replace(
            row, loose=True, why=(*row.why, "its own sentence does not tell that they died, so it accuses nobody")
        )
    # An exchange ratio is mostly of a front or a battle, whatever the text goes on to say.
    ratio = one.claim.measure is Measure.EXCHANGE_RATIO
    if one.report.table or (not one.assumed and not ratio and tells(_own_days(one.sentence), one.period)):
        return row
    return replace(row, loose=True, why=(*row.why, "its own sentence does not tell its days, so it accuses nobody"))


def _of_more(sentence: str) -> bool:
    """Whether a sentence speaks of the lost and of no dead."""
    return word("lost").search(sentence) is not None and word("death").search(sentence) is None


def _own_days(sentence: str) -> str:
    """A sentence without the days that it only looks back to for a like."""
    found = word("like").search(sentence)
    return (
        sentence
        if found is None
        else sentence[: found.start()] + _CLAUSE.split(sentence[found.end() :], maxsplit=1)[-1]
    )


def systems(statements: Iterable[Statement], *, wars: Mapping[str, War], chart: Chart | None = None) -> list[System]:
    """A system for each war that the statements are of. What is of no known war is put together within a document only."""
    return [tabulate(its, war=wars.get(name), chart=chart) for name, its in by_war(statements)]


def by_war(statements: Iterable[Statement]) -> list[tuple[str, list[Statement]]]:
    """The statements of each system with the id of its war, empty for none that is known, in the order of these."""
    found: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in statements:
        known = one.claim.war or ""
        found[(known, "" if known else one.report.document.id)].append(one)
    return [(key[0], its) for key, its in sorted(found.items(), key=lambda item: item[0])]


# ------------------------------------------------------------------ which statements are rows
def _no_row(one: Statement, war: War | None, *, chart: Chart) -> str:
    claim = one.claim
    if claim.repeats:
        return "it repeats an earlier claim of its report"
    if claim.status in NO_FACT:
        return NO_FACT[claim.status]
    if one.asked:
        return "a question tells nothing"
    if war is not None and claim.war != war.id:
        return "it is of another war"
    if claim.party is None:
        return "the text does not say whose people they are"
    if one.handed_over:
        return "what two sides hand each other is no ratio of their losses"
    if not chart[claim.measure].row:
        return f"{claim.measure.value} is no flow or stock of the account"
    if one.period.start is None or one.period.end is None:
        return one.assumed or "its time is not known"
    if (
        one.assumed
        and one.rate
        and not one.report.table
        and word("past").search(one.sentence)
        and not word("present").search(one.sentence)
    ):
        return "an undated rate of the past, of which nothing says when"
    if (
        one.rate
        and one.period.days
        and one.period.days > 1
        and not one.report.table
        and word("peak").search(one.sentence)
    ):
        return "a record or a peak is no rate of its period"
    if not one.rate and not one.level and (one.period.days or 0) > 1 and one.of_one_day:
        return "what one day cost is no total of its time"
    if one.level and one.period.days and one.period.days > SPAN_DAYS:
        return "a level over so long a span can be of any day in it"
    return ""


def superseded(statements: Iterable[Statement], *, daily: Collection[tuple[str, str, str]] = ()) -> dict[str, str]:
    """Claims that their own body later put otherwise for the same days, with the id of the claim that did. An entry of a `daily` series
    revises no report of it: it is what the report can be held against. Nor does a figure that a lost digit is all that parts from the
    other, which is no better knowledge."""
    same: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        series = _series(one)
        if one.published and one.fact and (series.body, series.party, one.report.document.id) not in daily:
            same[(series, one.period, one.claim.figure.unit)].append(one)
    found = {}
    for its in same.values():
        if len(its) < 2:
            continue
        its.sort(key=lambda one: (one.published, one.id))
        last = its[-1]
        for one in its[:-1]:
            if one.published != last.published and _differ(one, last) and not digit_lost(one, last):
                found[one.id] = last.id
    return found


def hedged_elsewhere(statements: Iterable[Statement]) -> dict[str, Bound]:
    """Plain numbers that another report gives as the same body's bound for the same days: how they bound. Whoever lost the hedge on the way
    accuses nobody with what was never said."""
    same: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        figure = one.claim.figure
        if one.fact and len(figure.numbers) == 1:
            same[(_series(one), one.period, figure.unit, figure.per, figure.numbers)].append(one)
    found: dict[str, Bound] = {}
    for its in same.values():
        bounds = sorted({bound_of(one.claim) for one in its} & {Bound.AT_LEAST, Bound.AT_MOST})
        if len(bounds) == 1:
            found |= {one.id: bounds[0] for one in its if one.point}
    return found


def _opened(row: Row, bound: Bound) -> Row:
    """The row with the number as the bound it was."""
    at = row.statement.middle
    width = Width(at, None) if bound is Bound.AT_LEAST else Width(None, None if row.width.high is None else at)
    return replace(row, width=width, why=(*row.why, f"another report gives this number as {_BOUND[bound]}"))


_BOUND = {Bound.AT_LEAST: "a lower bound", Bound.AT_MOST: "an upper bound"}


def _differ(one: Statement, last: Statement) -> bool:
    """Whether two figures cannot be one: they share no number, or are points of which neither lies within the rounding of the other, for
    the coarser of two roundings of one number holds the finer."""
    apart = one.point and last.point and not one.total.holds(last.middle) and not last.total.holds(one.middle)
    return apart or not one.total.meets(last.total)


def digit_lost(one: Statement, other: Statement) -> bool:
    """Whether a digit that was lost or put in is all that parts two figures, which are far from each other."""
    least, most = sorted((one.middle, other.middle))
    return most > FAR * least and (one.slip_of(other) or other.slip_of(one))


def _series(one: Statement) -> Series:
    claim = one.claim
    return Series(
        one.body.key, claim.measure, claim.party.code if claim.party else "", claim.civilian, one.scope or "", one.level
    )


def _daily(statements: Iterable[Statement]) -> set[tuple[str, str, str]]:
    """Body, party and document of every series that a data set keeps day by day: other reports of it may cut the day elsewhere."""
    runs: defaultdict[tuple[Series, str], set[dt.date]] = defaultdict(set)
    for one in statements:
        if one.report.table and not one.level and one.period.end:
            runs[(_series(one), one.report.document.id)].add(one.period.end)
    return {(series.body, series.party, document) for (series, document), ends in runs.items() if _day_by_day(ends)}


def _day_by_day(ends: set[dt.date]) -> bool:
    """Whether most of these days follow one another."""
    return len(ends) >= DAILY and sum(day + ONE_DAY in ends for day in ends) > len(ends) / 2


# ------------------------------------------------------------------ the row of a statement
def _row(
    one: Statement, war: War | None, *, chart: Chart, daily: set[tuple[str, str, str]], part: str
) -> list[Row] | Passed:
    series = _series(one)
    assert one.period.start is not None
    assert one.period.end is not None
    start, end = one.period.start.toordinal(), one.period.end.toordinal() + 1
    width, why = one.total, [one.assumed] if one.assumed else []
    if one.rests is not None:
        why.append("its body told this number as a bound or a range too, so it rests as that")
    entry = chart[one.claim.measure]
    if entry.base is not None:
        return _ratio(one, war, series=series, start=start, end=end, chart=chart)
    if part:
        why.append(part)
        width = Width(width.low, None)
    if one.level:
        middle = (start + end - 1) // 2
        if end - start > 1:
            why.append("a level over a span is taken at its middle")
        return [Row(statement=one, series=series, start=middle, end=middle, width=width, why=tuple(why))]
    if one.below:
        why.append("it bounds from below only")
    elif _event(one, war):
        width = Width(width.low, None)
        why.append(f"what a text tells of {SHORT} days or fewer bounds from below only")
    own = (series.body, series.party, one.report.document.id)
    if own not in daily and any(key[:2] == own[:2] for key in daily):
        why.append("either day convention of the daily series is allowed for")
        first = war.start.toordinal() if war else start
        return _loose(one, series, days=(start, end, first), width=width, why=why)
    return [Row(statement=one, series=series, start=start, end=end, width=width, why=tuple(why))]


def _event(one: Statement, war: War | None) -> bool:
    days = one.period.days or 0
    from_start = war is not None and one.period.start is not None and one.period.start <= war.start
    return not one.report.table and days <= SHORT and not from_start and not one.rate


def _loose(one: Statement, series: Series, *, days: tuple[int, int, int], width: Width, why: list[str]) -> list[Row]:
    """Two rows that hold in both conventions of the day, since a morning's total may be of that day or of the day before: from below over
    all the days that either means, from above over those that both do. `days` are the first, the one after the last, and the war's first,
    before which there is none."""
    start, end, first = days
    earlier = start if start <= first else start - 1
    row = Row(statement=one, series=series, start=earlier, end=end, width=Width(width.low, None), why=tuple(why))
    if width.high is None or end - start < 2:
        return [row]
    return [row, replace(row, start=start, end=end - 1, width=Width(None, width.high))]


def _ratio(
    one: Statement, war: War | None, *, series: Series, start: int, end: int, chart: Chart
) -> list[Row] | Passed:
    entry = chart[one.claim.measure]
    assert entry.of is not None
    assert entry.base is not None
    if one.total.high is None and not one.total.low:
        return Passed(one, "a ratio of nought or more bounds nothing")
    above, below = series._replace(measure=entry.of, level=False), series._replace(measure=entry.base, level=False)
    if entry.other:
        enemy = opponent(series.party, war)
        if enemy is None:
            return Passed(one, "who the other side is, is not known")
        above = above._replace(party=enemy)
    return [Row(statement=one, series=above, base=below, start=start, end=end, width=one.total)]


def bearing_on(parties: Iterable[str], war: War | None) -> frozenset[str]:
    """Whose claims can be rows of these parties, of those counted within them, or of ratios with one of either: these and their enemies."""
    codes = set(parties)
    codes |= {code for code, outer in _within(war).items() if outer in codes}
    return frozenset(codes | {enemy for code in codes if (enemy := opponent(code, war))})


def opponent(party: str, war: War | None) -> str | None:
    """The other side of a war that has two."""
    if war is None:
        return None
    sides = [one.party.code for one in war.parties if one.within is None and one.fights_for is None]
    return next((code for code in sides if code != party), None) if len(sides) == 2 and party in sides else None


def _within(war: War | None) -> Mapping[str, str]:
    return {one.party.code: one.within.code for one in war.parties if one.within} if war else {}


def on_one_series(rows: Sequence[Row]) -> list[Row]:
    """The rows with all bodies on one series for a measure, which is the test for rivals."""
    return [
        replace(
            row,
            series=row.series._replace(body=""),
            base=row.base and row.base._replace(body=""),
        )
        for row in rows
    ]
