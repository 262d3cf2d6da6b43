"""Rates that a passage ties to a total: "31,800 in April; it comes to 1,240 for every day of the month".

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
from muster.account.arithmetic.rates import UNITS
from muster.account.arithmetic.reach import Reach, gap, settle, severity
from muster.account.arithmetic.tempos import MOST_APART, Rate, same_thing, tempos
from muster.account.arithmetic.words import said
from muster.account.statement import Statement
from muster.account.widths import Width, unit_of
from muster.claims.finding import Finding, Kind, Severity, Verdict

FAR = 300  # characters between a figure and the sentence that goes on with it
LEAST_APART = 0.02  # by which a rate may miss its total for the way in which days are counted
TENFOLD = 0.06  # by which a slip of the decimal point may miss ten times or a tenth
_CLAUSE = re.compile(r"[;.](?!\d)|,(?!\d)|\s[–—]\s|\bwhile\b|\bagainst\b")


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
        apart, times = gap(self.made.bounds, stated.reach.bounds), self.made.middle / stated.number
        shifted = self.sure and any(abs(times / ten - 1) < TENFOLD for ten in (10.0, 0.1))
        return apart > LEAST_APART and (shifted or 1 / MOST_APART < times < MOST_APART)

    @property
    def verdict(self) -> Verdict:
        """Whether the two come out."""
        return settle(self.made, self.rate.amount.reach)


def _over(width: Width, units: Width) -> Width:
    low = None if width.low is None or not units.high else width.low / units.high
    return Width(low, None if width.high is None or not units.low else width.high / units.low)


def averages(page: Page) -> list[Finding]:
    """The rates of a report that its own words tie to totals."""
    rates = tempos(page)
    known = {one.amount.start for one in rates}
    ties = [
        tie
        for rate in rates
        for total in _totals(page, rate)
        if total.start not in known
        for tie in _ties(page, rate, total)
    ]
    return list(_settled(page, ties))


def _totals(page: Page, rate: Rate) -> list[Amount]:
    """What can be its total: the figures of its paragraph, and those read to be of the same thing and time."""
    near = page.block(rate.amount)
    of = rate.amount.of
    if of is None or not rate.average:
        return near
    apart = [
        one for one in page.amounts if one.of and one.of.period == of.period and one.paragraph != rate.amount.paragraph
    ]
    return [*near, *apart]


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
    if total is mine or total.rate or not total.single or total.number <= mine.number or not same_thing(mine, total):
        return []
    apart = total.paragraph != mine.paragraph
    if apart and not _one_time(page, rate, total):
        return []
    published = page.report.document.published
    own, its = (lengths(_clause(page, one), published=published) for one in (mine, total))
    common = [one for one in its if any(one.like(other) for other in own)]
    spans = common if own and its else own or its or _near(page, rate, total)
    sure = bool(spans) and (apart or _joined(page, rate, total))
    return [Tie(rate, total, one.units(rate.per), sure) for one in spans if (one.units(rate.per).low or 0) > 1]


def _clause(page: Page, one: Amount) -> str:
    """The words that can tell its time: behind it to the end of its clause, before it to the figure before or to that one's clause."""
    text = page.report.document.text
    others = [other for other in page.sayings(one) if (other.counts or other.of) and other is not one]
    if not others:
        return text[one.sentence[0] : one.sentence[1]]
    start = max((other.end for other in others if other.end <= one.start), default=one.sentence[0])
    end = min((other.start for other in others if other.start >= one.end), default=one.sentence[1])
    before = text[start : one.start]
    if start > one.sentence[0]:
        before = "".join(_CLAUSE.split(before, maxsplit=1)[1:])
    behind = _CLAUSE.split(text[one.end : end])
    return f"{before} {behind[0]}"


def _near(page: Page, rate: Rate, total: Amount) -> list[Length]:
    """The lengths that head the sentences of both; else of the paragraph before them, where it tells one."""
    text, published = page.report.document.text, page.report.document.published
    first, last = sorted((rate.amount, total), key=lambda one: one.start)
    its = [length for one in (first, last) for length in lengths(_head(page, one), published=published)]
    if its:
        return its
    before = lengths(text[first.paragraph : first.sentence[0]], published=published)
    return before if len(before) == 1 else []


def _head(page: Page, one: Amount) -> str:
    """The words of its sentence before the first figure of people or ground."""
    figures = [other.start for other in page.sayings(one) if (other.counts or other.of)]
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
    if any(first.end <= one.start < last.start and same_thing(one, last) for one in page.block(last)):
        return False
    theirs = said("theirs", text[last.sentence[0] : last.sentence[1]])
    if first.of and last.of and not theirs and not akin(first.of, last.of):
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
        sentence=f"{total.said(text)} over {wording.between(tie.units)} {unit}s is {wording.number(tie.made.middle)} a {unit}, beside "
        f"{stated}. {wording.follows(verdict)}",
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
