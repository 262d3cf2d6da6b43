"""A claim as the account takes it: of which body, for which days, how wide, whole or a part, a flow or a level.

Invariant: a statement alters nothing of its claim; whatever was assumed is said in `assumed`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from muster.account.bodies import Body, body_of
from muster.account.chart import Chart, shipped
from muster.account.dating import RATES, Dated, dated, meant_units, units
from muster.account.lexicon import lexicon, word
from muster.account.longer import longer
from muster.account.passing import PASSED_IN, passing
from muster.account.scope import fighters_of, scope_of
from muster.account.widths import TELLING, Width, as_bounds, as_spoken, bound_of, near, slipped, unit_of
from muster.claims.claim import Claim
from muster.claims.figure import Bound, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.passages import sentence
from muster.claims.period import Period
from muster.claims.report import Report
from muster.claims.war import War

CLOSE = 1.3  # times its lower end: the most that a range can be and still be of one number
PART = "a part"  # the scope of a figure that must be of a part, where nothing says of which
_JOINED = re.compile(r"[;:—–]|,? (?:and|but|while|whereas)\b", re.IGNORECASE)  # what parts a clause from the next
_BEHIND = 60  # characters behind a figure that can say that it is of fighters
APART = 3  # days by which two tellings of one period may differ
TOLL = 180  # days from which a total is a running toll, told again weeks later as it stood
TOLL_APART = 31
NEAR, FAR = 0.25, 3.0  # how near a figure is to that of a part, and how far from that of the whole, to be of the part


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statement:
    """`period` has both ends or none; `level` tells a state from a flow; `per_unit` how many of its units a rate's period holds;
    `below` that it bounds from below only; `scope` the key of the part it is of, None for the whole; `rests` the wider width, in the
    figure's own unit, of the bound or range that its body told with this number elsewhere, None where there is none; `side` its party's
    name in the war."""

    claim: Claim
    report: Report
    body: Body
    published: dt.date | None
    period: Period
    assumed: str
    level: bool
    below: bool
    per_unit: float
    scope: str | None
    rests: Width | None = None
    side: str = ""

    @property
    def id(self) -> str:
        """The claim's."""
        return self.claim.id

    @property
    def rate(self) -> bool:
        """Whether it is told over a unit of time."""
        return self.claim.figure.per in RATES

    @property
    def total(self) -> Width:
        """Between what totals over its whole period (or levels, or ratios) it must lie as a bound."""
        width = self.spread(self.bounds)
        return Width(width.low, None) if self.below else width

    @property
    def bounds(self) -> Width:
        """Between what numbers its figure must lie, in the figure's own unit, whatever its days."""
        return as_bounds(self.claim) if self.rests is None else self.rests

    @property
    def meant(self) -> Width:
        """The same as spoken."""
        width = self.spread(as_spoken(self.claim))
        return Width(width.low, None) if self.below else width

    def spread(self, width: Width) -> Width:
        """A width of its figure over its whole period, as wide as the number of units in that can be meant."""
        if not self.per_unit or not self.rate:
            return width.times(self.per_unit)
        few, many = meant_units(self.period, self.claim.figure.per)
        return Width(None if width.low is None else width.low * few, None if width.high is None else width.high * many)

    @property
    def middle(self) -> float:
        """One number for the total of its period: the middle of a range, the number of a bound."""
        numbers = self.claim.figure.numbers
        return sum(numbers) / len(numbers) * self.per_unit

    def slip_of(self, other: Statement) -> bool:
        """Whether a slip of the pen is all that parts this figure's number from the other's, whichever way either bounds. Prose
        has many figures that meet by chance, a table few."""
        telling, unit = 1 if self.report.table else TELLING, self.per_unit or 1.0
        low, high = other.total
        whole = other.total if low and high and high < CLOSE * low else near(other.middle)
        return slipped(self.middle / unit, whole.times(1 / unit), telling=telling)

    def slip_beside(self, other: Statement) -> bool:
        """The same of the other's very number, since figures of one sentence are mostly of different things."""
        unit = self.per_unit or 1.0
        whole = Width(other.middle, other.middle)
        return slipped(self.middle / unit, whole.times(1 / unit), telling=1 if self.report.table else TELLING)

    @property
    def fact(self) -> bool:
        """Whether it tells what is, and is no repeat of another of its report and no question."""
        return self.claim.status not in NO_FACT and not self.claim.repeats and not self.asked

    @property
    def asked(self) -> bool:
        """Whether its report only asks it in its own name, as headlines do: "At least 34,500 dead?"."""
        return self.own_voice and not self.report.table and self.sentence.rstrip("\"'”’) ").endswith("?")

    @property
    def point(self) -> bool:
        """Whether it is told as one number, exact or about."""
        return bound_of(self.claim) in (Bound.EXACT, Bound.ABOUT)

    @property
    def own_voice(self) -> bool:
        """Whether its report says it in its own name."""
        return not (self.claim.speaker or self.claim.source)

    @property
    def handed_over(self) -> bool:
        """Whether it is a ratio of what two sides hand each other, the dead or prisoners, and not of their losses."""
        if self.claim.measure is not Measure.EXCHANGE_RATIO:
            return False
        own = f"{self.claim.quote} {self.claim.scope or ''}"
        said = own if self.report.table else f"{own} {self.sentence}"
        return word("handed_over").search(said) is not None

    @property
    def of_one_day(self) -> bool:
        """Whether words right beside it say that it is of one day, such as the worst of its month."""
        first, last = sentence(self.report.document.text, (self.claim.place.start, self.claim.place.end))
        near = slice(max(first, self.claim.place.start - _DAY_WORDS), min(last, self.claim.place.end + _DAY_WORDS))
        told = not self.report.table and self.middle < DAY_MOST
        return told and word("one_day").search(self.report.document.text[near]) is not None

    @property
    def sentence(self) -> str:
        """The sentence it stands in."""
        return self.report.sentence(self.claim.place)


_DAY_WORDS = 60  # characters
DAY_MOST = 60_000  # no day of a war that is counted by day cost as many

# A need, a target or a forecast is no statement of what is; a benchmark is of another war.
NO_FACT = {
    Status.TARGET: "a target is what is wanted",
    Status.NEEDED: "a need is what would be required",
    Status.FORECAST: "a forecast is of what is to come",
    Status.HISTORICAL: "a benchmark is from another war",
}


def statements(
    reports: Iterable[Report],
    *,
    wars: Mapping[str, War],
    chart: Chart | None = None,
    only: Callable[[Claim], bool] | None = None,
) -> list[Statement]:
    """Every claim of the reports as a statement, in the order of reports and text. With `only` those that it holds for, as they are among
    all, where it holds for none or all of a war and party: of others a statement takes nothing but the bodies' names."""
    chart = shipped() if chart is None else chart
    said = [(claim, report, wars.get(claim.war or "")) for report in reports for claim in report.claims]
    bodies = [body_of(claim, report, war=war) for claim, report, war in said]
    full = longer(set(bodies))
    found = []
    for (claim, report, war), body in zip(said, bodies, strict=True):
        if only is None or only(claim):
            one = statement(claim, report, body=body, war=war, chart=chart)
            found.append(replace(one, body=full[body.key]) if body.key in full else one)
    return _rested(_scoped(_parts(found)))


def _parts(statements: list[Statement]) -> list[Statement]:
    """Of two totals that one body gives for one start on one day, in a table that has no words for what they are of, the one far below the
    other is of a part."""
    same: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.report.table and one.scope is None and one.published and one.claim.status not in NO_FACT:
            same[(*_whose(one), one.published)].append(one)
    parts = {id(one) for its in same.values() for one in _far_below(its)}
    return [replace(one, scope=PART) if id(one) in parts else one for one in statements]


def _far_below(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Those of which another for the same last day is far above, and not by a slip of the pen."""
    days: defaultdict[dt.date | None, list[tuple[float, Statement]]] = defaultdict(list)
    for one in statements:
        days[one.period.end].append((one.middle, one))
    for its in days.values():
        its.sort(key=lambda pair: -pair[0])
        for middle, one in its:
            for greater, whole in its:
                if greater <= FAR * middle:
                    break
                if not one.slip_of(whole):
                    yield one
                    break


def _whose(one: Statement) -> tuple[object, ...]:
    claim = one.claim
    return (one.body.key, claim.measure, claim.party, claim.civilian, claim.war, one.period.start, claim.figure.unit)


def _scoped(statements: list[Statement]) -> list[Statement]:
    """A body's figure that stands near one it told of a part, and far below one it told of the whole, is of that part too: a later number
    of volunteers is often told without the word."""
    same: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.period.start is not None and one.claim.figure.unit == "person":
            same[_whose(one)].append(one)
    of_part: dict[int, str] = {}
    for its in same.values():
        parts, wholes = [one for one in its if one.scope], [one for one in its if not one.scope]
        greatest = max((one.middle for one in wholes), default=0.0) if parts else 0.0
        for one in wholes:
            if greatest > FAR * one.middle and (near := next((part for part in parts if _like(one, part)), None)):
                of_part[id(one)] = near.scope or ""
    return [replace(one, scope=of_part[id(one)]) if id(one) in of_part else one for one in statements]


def _like(one: Statement, other: Statement) -> bool:
    return abs(one.middle - other.middle) <= NEAR * max(one.middle, other.middle)


# ------------------------------------------------------------------ bounds told as points
def _rested(statements: list[Statement]) -> list[Statement]:
    """A number that its body told as a bound or as the end of a range, and elsewhere as a point, rests as that: hedges are lost on the way,
    and the trap for it says so."""
    same: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.claim.status not in NO_FACT and one.period.start is not None:
            for number in one.claim.figure.numbers:
                same[(*_thing(one), number)].append(one)
    wide: dict[int, Width] = {}
    for its in same.values():
        hedged = [one for one in its if not one.point]
        for one in its if hedged else ():
            if one.point:
                around = [_around(one, other) for other in hedged if alike(one, other)]
                if around:
                    wide[id(one)] = reduce(Width.hull, around)
    return [replace(one, rests=wide[id(one)]) if id(one) in wide else one for one in statements]


def _thing(one: Statement) -> tuple[object, ...]:
    claim, figure = one.claim, one.claim.figure
    return (
        one.body.key,
        claim.measure,
        claim.party,
        claim.civilian,
        claim.war,
        one.scope,
        one.level,
        figure.unit,
        figure.per,
    )


def _around(one: Statement, other: Statement) -> Width:
    return as_bounds(one.claim).hull(as_bounds(other.claim))


def alike(one: Statement, other: Statement) -> bool:
    """Whether both speak of the same days: to a few days, a running toll to a month; what was assumed, where they overlap by half."""
    first, second = one.period, other.period
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return first == second and same_document(one, other)
    if one.assumed or other.assumed:
        if one.claim.period == other.claim.period and same_document(one, other):
            return True
        shared = (min(first.end, second.end) - max(first.start, second.start)).days + 1
        return shared * 2 >= min(first.days or 1, second.days or 1)
    apart = TOLL_APART if min(first.days or 0, second.days or 0) > TOLL else min(APART, (first.days or 1) // 7)
    return abs((first.start - second.start).days) <= apart and abs((first.end - second.end).days) <= apart


def statement(claim: Claim, report: Report, *, body: Body, war: War | None, chart: Chart) -> Statement:
    """One claim as the account takes it, of this body."""
    published = report.published(claim)
    level = is_level(claim, report, chart=chart)
    ratio = chart[claim.measure].base is not None
    settled = _running(claim, report, war=war) or dated(
        claim.period,
        per=Per.MONTH if ratio else claim.figure.per,
        level=level,
        published=published,
        war=war,
    )
    return Statement(
        claim=claim,
        report=report,
        body=body,
        published=published,
        period=settled.period,
        assumed=settled.assumed,
        level=level,
        below=settled.below or _floor(claim, body, chart=chart),
        per_unit=1.0 if level or ratio else units(settled.period, claim.figure.per),
        scope=_scope(claim, report, war=war),
        side=side(claim.party, war),
    )


def _running(claim: Claim, report: Report, *, war: War | None) -> Dated | None:
    """Of a mark that a running total passed in some days, the days of the war until then, from below: it is no figure of those days, nor
    what the total was."""
    start, end = claim.period.start, claim.period.end
    if war is None or end is None or end <= war.start:
        return None
    of_war = start is None or start <= war.start
    if not of_war and (claim.period.days or 0) > PASSED_IN:
        return None
    told = passing(claim, report)
    if told is None or told.near or not told.surely:
        return None
    return Dated(
        period=Period(war.start, end), assumed="from the start of the war, as a total that passed it", below=True
    )


def side(party: Party | None, war: War | None) -> str:
    """A party's name in its war, else its code; nothing for none."""
    known = war.party(party.code) if party and war else None
    return known.name if known else str(party or "")


def _scope(claim: Claim, report: Report, *, war: War | None) -> str | None:
    told = scope_of(claim, table=report.table, war=war)
    if told or report.table:
        return told
    return fighters_of(claim, report.document.text[claim.place.end : claim.place.end + _BEHIND], war=war)


def _floor(claim: Claim, body: Body, *, chart: Chart) -> bool:
    """Whether it counts, which bounds from below only: what is said to, and the dead that a body with a list of names tells to the man;
    whoever says "no more than" bounds from above, whatever was counted."""
    if claim.figure.bound is Bound.AT_MOST:
        return False
    if chart[claim.measure].floor:
        return True
    listed = not set(body.key.split(" + ")) - set(lexicon("bodies")["words"]["lists"])
    to_the_man = claim.figure.bound is Bound.EXACT and unit_of(float(claim.figure.numbers[0])) == 1
    return claim.measure is Measure.KILLED and (claim.status is Status.COUNT or (listed and to_the_man))


def is_level(claim: Claim, report: Report, *, chart: Chart) -> bool:
    """Whether the figure is of a state: a measure that is nothing else, or one that can be, in a sentence that says so."""
    entry = chart[claim.measure]
    if not entry.levels:
        return False
    if not entry.flows:
        return claim.figure.per is None
    words = (claim.scope or "") if report.table else _clause(claim, report)
    return claim.figure.per is None and word("standing").search(words) is not None


def _clause(claim: Claim, report: Report) -> str:
    """The words of a figure's sentence that are its own, where clauses part it from others of the same measure: "900 went missing in May,
    and 4,000 are still missing"."""
    text, at = report.document.text, claim.place
    start, end = sentence(text, (at.start, at.end))
    for other in report.claims:
        its = other.place
        if other.measure is not claim.measure or its.document != at.document:
            continue
        if start < its.end <= at.start and _JOINED.search(text, its.end, at.start):
            start = its.end
        if at.end <= its.start < end and _JOINED.search(text, at.end, its.start):
            end = its.start
    return text[start:end]


def same_document(one: Statement, other: Statement) -> bool:
    """Whether both stand in one text; two rows of a table stand in two."""
    return one.report.document.id == other.report.document.id and not one.report.table
