"""Rates that a passage ties to a total or to a row of figures: "it comes to 1,240 for every day of the month", "an average of 16,900 a month".

Invariant: a rate meets totals over the length of time that words beside either of the two tell; nothing fails where any total of the
passage over any time that it tells comes out, or where the rate is of a worst day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from muster.account import wording
from muster.account.arithmetic.amounts import Amount
from muster.account.arithmetic.evidence import dated_in_sentence
from muster.account.arithmetic.lengths import Length, lengths
from muster.account.arithmetic.page import Page, akin
from muster.account.arithmetic.rates import DAYS, UNITS
from muster.account.arithmetic.reach import Reach, gap, settle, severity, summed
from muster.account.arithmetic.words import said
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import Width, unit_of
from muster.claims.figure import Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

FAR = 300  # characters between a figure and the sentence that goes on with it
LEAST_APART = 0.02  # by which a rate may miss its total for the way in which days are counted
MOST_APART = 3.0  # times: the most that a rate and what it should be may differ and still be of one thing
_PER = re.compile(
    r"(?:\s+(?!and\b|or\b|while\b|but\b)[\w'’-]+){0,6}?[ ,]+(?:an?|per|each|every|(?:for|in|of) (?:each|every)(?: \w+)?) (?P<per>day|week|month|year)\b|[^.;,]{0,40}?\b(?P<ly>daily|weekly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(
    r"\b(?:(?P<ly>daily|weekly|monthly|yearly|annual) (?:average|mean|rate|figure|intake|loss(?:es)?|toll)|(?P<by>day|week|month|year) (?:after|by) (?:day|week|month|year)|each (?P<per>day|week|month|year))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_LY = {
    "daily": Per.DAY,
    "weekly": Per.WEEK,
    "monthly": Per.MONTH,
    "yearly": Per.YEAR,
    "annually": Per.YEAR,
    "annual": Per.YEAR,
}
_OF_MANY = re.compile(
    r"\b(?:average|mean)\b(?: \w+){0,2}? (?:of|for|over|across|in) (?:the|these|those|all) (?P<many>\w+) (?:months|weeks|days|quarters|years)\b",
    re.IGNORECASE,
)
_MANY = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_CLAUSE = re.compile(r"[;.](?!\d)|,(?!\d)|\s[–—]\s|\bwhile\b|\bagainst\b")
_TOLLS = frozenset({Measure.KILLED_WOUNDED, Measure.LOSSES})


class Rate(NamedTuple):
    """An amount over a unit of time, and whether it is called an average."""

    amount: Amount
    per: Per
    average: bool


class Tie(NamedTuple):
    """A rate, the total it is held against, and how many of its units that took; `sure` where words join the two."""

    rate: Rate
    total: Amount
    units: Width
    sure: bool

    @property
    def made(self) -> Reach:
        """What the total comes to for each unit."""
        each, point = self.total.reach, self.units
        bounds, spoken, exact = (_over(width, point) for width in each[:3])
        return Reach(bounds, spoken, exact, each.middle / self.middle)

    @property
    def middle(self) -> float:
        """One number for the units."""
        return ((self.units.low or 0.0) + (self.units.high or 0.0)) / 2

    @property
    def plain(self) -> bool:
        """Whether they miss each other by more than a day at either end makes, and not by so much as to be of two things."""
        stated = self.rate.amount
        apart = gap(self.made.bounds, stated.reach.bounds)
        return apart > LEAST_APART and 1 / MOST_APART < self.made.middle / stated.number < MOST_APART

    @property
    def verdict(self) -> Verdict:
        """Whether the two come out."""
        return settle(self.made, self.rate.amount.reach)


def _over(width: Width, units: Width) -> Width:
    low = None if width.low is None or not units.high else width.low / units.high
    return Width(low, None if width.high is None or not units.low else width.high / units.low)


def averages(page: Page) -> list[Finding]:
    """The rates of a report that its own words tie to totals, and its averages of what was told one by one."""
    rates = [rate for one in page.amounts if (rate := _rate(page, one))]
    ties = [tie for rate in rates for total in page.amounts for tie in _ties(page, rate, total)]
    means = [found for one in page.amounts for found in _mean(page, one)]
    return [*_settled(page, ties), *means, *_of_tables(page)]


def _rate(page: Page, one: Amount) -> Rate | None:
    """An amount of people or ground that words make so many over a unit of time."""
    if not one.single or not (one.people or one.unit == "km2" or one.of) or (one.of and one.of.claim.status in NO_FACT):
        return None
    text = page.report.document.text
    before, after = text[max(one.sentence[0], one.start - 60) : one.start], text[one.end : one.sentence[1]]
    next_ = min(
        (other.start for other in page.amounts if one.end <= other.start < one.sentence[1]), default=one.sentence[1]
    )
    match = _PER.match(text[one.end : next_]) or _PER_BEFORE.search(before)
    named = match.groupdict() if match else {}
    unit = named.get("per") or named.get("by")
    per = Per(unit.lower()) if unit else _LY[named["ly"].lower()] if named.get("ly") else None
    told = one.of.claim.figure.per if one.of else None
    per = told if told in DAYS else per
    if per is None or (told and told not in DAYS) or said("height", before[-40:] + after[:30]):
        return None
    return Rate(one, per, said("average", text[one.sentence[0] : one.sentence[1]]))


# ------------------------------------------------------------------ a rate and a total
def _settled(page: Page, ties: Sequence[Tie]) -> Iterator[Finding]:
    """The ties that come out, and of the others the nearest of each rate, where neither it nor its total comes out with another."""
    by_rate: dict[int, list[Tie]] = {}
    for tie in sorted(ties, key=lambda tie: abs(tie.total.start - tie.rate.amount.start)):
        by_rate.setdefault(tie.rate.amount.start, []).append(tie)
    good = [next((tie for tie in its if tie.sure and tie.verdict is Verdict.AGREES), None) for its in by_rate.values()]
    done = {tie.total.start for tie in good if tie}
    for its, agreed in zip(by_rate.values(), good, strict=True):
        if agreed:
            yield _told(page, agreed)
            yield from filter(None, [_product(agreed)])
        elif all(tie.verdict is Verdict.FAILS for tie in its):
            yield from (
                _told(page, tie)
                for tie in [tie for tie in its if tie.sure][:1]
                if tie.total.start not in done and tie.plain
            )


def _ties(page: Page, rate: Rate, total: Amount) -> list[Tie]:
    """A rate and a figure of its paragraph that could be its total, over each length that words beside them tell."""
    mine = rate.amount
    if total is mine or total.rate or not total.single or total.number <= mine.number or not _same(mine, total):
        return []
    apart = total.paragraph != mine.paragraph
    if (apart and not _one_time(page, rate, total)) or _rate(page, total):
        return []
    published = page.report.document.published
    own, its = (lengths(_clause(page, one), published=published) for one in (mine, total))
    if own and its:
        spans = [one for one in its if any(one.like(other) for other in own)]
    else:
        spans = own or its or _near(page, rate, total)
    sure = bool(spans) and (apart or _joined(page, rate, total))
    return [Tie(rate, total, one.units(rate.per), sure) for one in spans if (one.units(rate.per).low or 0) > 1]


def _same(one: Amount, other: Amount) -> bool:
    """Whether two figures can be of one thing by what was read of them."""
    if one.of is None or other.of is None:
        return (one.people or one.unit == "") and (other.people or other.unit == "")
    first, second = one.of.claim, other.of.claim
    same = first.measure is second.measure or {first.measure, second.measure} <= _TOLLS
    party = first.party == second.party or first.party is None or second.party is None
    return same and party and first.figure.unit == second.figure.unit and second.status not in NO_FACT


def _clause(page: Page, one: Amount) -> str:
    """The words around it that can tell its time: behind it to the end of its clause, before it to the figure before or its clause's end."""
    text = page.report.document.text
    others = [other for other in page.amounts if other.sentence == one.sentence and _counts(other) and other is not one]
    if not others:
        return text[one.sentence[0] : one.sentence[1]]
    start = max((other.end for other in others if other.end <= one.start), default=one.sentence[0])
    end = min((other.start for other in others if other.start >= one.end), default=one.sentence[1])
    before = text[start : one.start]
    if start > one.sentence[0]:
        before = "".join(_CLAUSE.split(before, maxsplit=1)[1:])
    behind = _CLAUSE.split(text[one.end : end])
    return f"{before} {behind[0]}"


def _counts(one: Amount) -> bool:
    return one.unit in ("", "person", "km2") or one.of is not None


def _near(page: Page, rate: Rate, total: Amount) -> list[Length]:
    """The lengths that head the sentences of both; else of the paragraph before them, where it tells one."""
    text, published = page.report.document.text, page.report.document.published
    first, last = sorted((rate.amount, total), key=lambda one: one.start)
    its = [length for one in (first, last) for length in lengths(_head(page, one), published=published)]
    if its:
        return its
    before = lengths(text[first.paragraph[0] : first.sentence[0]], published=published)
    return before if len(before) == 1 else []


def _head(page: Page, one: Amount) -> str:
    """The words of its sentence before the first figure of people or ground."""
    figures = [other.start for other in page.amounts if other.sentence == one.sentence and _counts(other)]
    return page.report.document.text[one.sentence[0] : min(figures, default=one.start)]


def _one_time(page: Page, rate: Rate, total: Amount) -> bool:
    """Whether an average and a total that stand apart are the only figures of one thing for one time, which the words at both tell, and
    come from one hand."""
    first, second = rate.amount.of, total.of
    if (
        not rate.average
        or first is None
        or second is None
        or first.period != second.period
        or first.period.start is None
    ):
        return False
    others = [
        one
        for one in page.facts
        if not one.rate and one.claim.measure is second.claim.measure and one.period == second.period
    ]
    if not (dated_in_sentence(page, first) and dated_in_sentence(page, second)) or any(
        one is not second for one in others
    ):
        return False
    return akin(first, second) or _kin(page, first, second) or _kin(page, second, first)


def _kin(page: Page, one: Statement, other: Statement) -> bool:
    """Whether the sentence of one names the other's speaker by a part of the name: "the council", for the Security Council."""
    names = re.findall(r"[^\W\d_]{6,}", f"{other.claim.speaker or ''} {other.claim.source or ''}".lower())
    return any(re.search(rf"\b{re.escape(name)}", page.words(one).lower()) for name in names)


def _joined(page: Page, rate: Rate, total: Amount) -> bool:
    """Whether words make one out of the other: between them, or in the second's sentence, which then goes on from the first's."""
    text = page.report.document.text
    first, last = sorted((rate.amount, total), key=lambda one: one.start)
    if any(first.end <= one.start < last.start and _same(one, last) for one in page.amounts):
        return False
    if first.of and last.of and not akin(first.of, last.of):
        return False
    if first.sentence == last.sentence:
        words = text[first.end : last.start]
        return said("equals", words) or rate.average or said("same_time", text[last.start : last.sentence[1]])
    if last.start - first.end > FAR:
        return False
    head = f"{text[last.sentence[0] : last.start]} {_CLAUSE.split(text[last.end : last.sentence[1]])[0]}"
    if said("longer", head) or said("alone", head):
        return False
    back = said("same_time", head)
    return back or (last is rate.amount and (rate.average or said("equals", head)))


def _told(page: Page, tie: Tie) -> Finding:
    text, rate, total = page.report.document.text, tie.rate, tie.total
    verdict, unit = tie.verdict, UNITS[tie.rate.per][:-1]
    stated = wording.told(rate.amount.of) if rate.amount.of else f"{rate.amount.said(text)} a {unit}"
    return wording.finding(
        Kind.RATE,
        verdict,
        severity=severity(verdict, apart=gap(tie.made.bounds, rate.amount.reach.bounds)),
        sentence=f"{total.said(text)} over {wording.between(tie.units)} {unit}s is {wording.number(tie.made.middle)} a {unit}, beside {stated}. "
        f"{wording.follows(verdict)}",
        of=[one.of for one in (total, rate.amount) if one.of],
        numbers=[
            ("total", total.number),
            (f"{unit}s", tie.middle),
            ("computed", tie.made.middle),
            ("stated", rate.amount.number),
        ],
    )


def _product(tie: Tie) -> Finding | None:
    """That a total is, to the man, the rate times its units, and finer than a rounded rate could tell."""
    rate, total, units = tie.rate.amount, tie.total, tie.units.low
    if (
        units is None
        or units != tie.units.high
        or units != round(units)
        or units < 2
        or total.number != rate.number * units
    ):
        return None
    fine = total.number / unit_of(total.number) >= 100 and unit_of(total.number) < unit_of(rate.number) * units
    if not fine or total.of is None or rate.of is None:
        return None
    unit = UNITS[tie.rate.per]
    return wording.finding(
        Kind.DERIVED,
        Verdict.NO_SECOND_OBSERVATION,
        severity=Severity.NOTE,
        sentence=f"{wording.told(total.of)} is exactly {wording.number(rate.number)} × {wording.number(units)} {unit}, the rate of "
        f"{wording.told(rate.of)}: it is no second observation.",
        of=[total.of, rate.of],
        numbers=[("rate", rate.number), (unit, units), ("product", total.number)],
    )


# ------------------------------------------------------------------ an average of figures told one by one
def _mean(page: Page, one: Amount) -> Iterator[Finding]:
    """ "The average of the three months is 37,400", behind three figures."""
    text = page.report.document.text
    match = _OF_MANY.search(text, *one.sentence)
    many = _MANY.get(match["many"].lower(), 0) if match else 0
    if not match or not one.single or not (one.people or one.of) or many < 2:
        return
    behind = [
        other
        for other in page.amounts
        if other.paragraph == one.paragraph
        and other.end <= min(one.start, match.start())
        and other.single
        and _same(one, other)
        and other.unit in ("", "person", "km2")
    ]
    first = [
        other for other in page.amounts if match.end() <= other.start < one.sentence[1] and (other.people or other.of)
    ][:1]
    if len(behind) >= many and (not first or first[0] is one or one.end <= match.start()):
        yield from _averaged(text, one, behind[-many:])


def _averaged(text: str, one: Amount, parts: Sequence[Amount]) -> Iterator[Finding]:
    made = summed(part.reach for part in parts).times(1 / len(parts))
    verdict = settle(made, one.reach)
    close = 1 / MOST_APART < made.middle / one.number < MOST_APART
    if (verdict is Verdict.AGREES or (verdict is Verdict.FAILS and close)) and any(each.of for each in (one, *parts)):
        listed = wording.listed([part.said(text) for part in parts])
        stated = wording.told(one.of) if one.of else one.said(text)
        yield wording.finding(
            Kind.RATE,
            verdict,
            severity=severity(verdict, apart=gap(made.bounds, one.reach.bounds)),
            sentence=f"{listed} are {wording.number(made.middle)} on average, beside {stated}. {wording.follows(verdict)}",
            of=[each.of for each in (one, *parts) if each.of],
            numbers=[("parts", float(len(parts))), ("computed", made.middle), ("stated", one.number)],
        )


def _of_tables(page: Page) -> Iterator[Finding]:
    """An average a month beside a table of months, of the same thing."""
    for grid in page.grids:
        rows = [row for row in grid.rows if not row.gathers and row.span in ("month", "week", "quarter", "year")]
        span = {row.span for row in rows}
        if len(rows) < 3 or len(span) != 1 or len(rows[0].cells) != 1:
            continue
        per = {"month": Per.MONTH, "week": Per.WEEK, "year": Per.YEAR}.get(span.pop() or "")
        starts = {row.cells[0].start for row in rows}
        parts = [one for one in page.amounts if one.of and one.start in starts]
        if per is None or len(parts) != len(rows):
            continue
        for one in page.amounts:
            rate = None if one.start in starts or one.of is None else _rate(page, one)
            if rate and rate.per is per and rate.average and _same(parts[0], one) and _of_rows(page, one, parts):
                yield from _averaged(page.report.document.text, one, parts)


def _of_rows(page: Page, one: Amount, parts: Sequence[Amount]) -> bool:
    """Whether an average is of the table's own time: the one it was read of, or none that its sentence tells."""
    if one.of is None or not lengths(page.words(one.of), published=page.report.document.published):
        return one.of is not None
    periods = [part.of.period for part in parts if part.of]
    starts, ends = [one.start for one in periods if one.start], [one.end for one in periods if one.end]
    return bool(starts and ends) and (one.of.period.start, one.of.period.end) == (min(starts), max(ends))
