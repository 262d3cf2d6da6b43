"""Averages of figures that a report tells one by one: of three months in a sentence, or of the rows of a table of months.

Invariant: an average meets only figures of its own thing, as many as its words say or all the rows of a table of its time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from muster.account import wording
from muster.account.arithmetic.amounts import Amount
from muster.account.arithmetic.lengths import lengths
from muster.account.arithmetic.page import Page
from muster.account.arithmetic.reach import gap, settle, severity, summed
from muster.account.arithmetic.tempos import MOST_APART, same_thing, tempos
from muster.claims.figure import Per
from muster.claims.finding import Finding, Kind, Verdict

_OF_MANY = re.compile(
    r"\b(?:average|mean)\b(?: \w+){0,2}? (?:of|for|over|across|in) (?:the|these|those|all) (?P<many>\w+) "
    r"(?:months|weeks|days|quarters|years)\b",
    re.IGNORECASE,
)


def means(page: Page) -> list[Finding]:
    """The averages of a report of what it tells one by one."""
    told = [found for one in page.amounts for found in _of_many(page, one)]
    return [*told, *_of_tables(page)]


def _of_many(page: Page, one: Amount) -> Iterator[Finding]:
    """ "The average of the three months is 37,400", behind three figures."""
    text = page.report.document.text
    match = _OF_MANY.search(text, *one.sentence)
    many = next((int(each.number) for each in page.sayings(one) if match and each.start == match.start("many")), 0)
    if match is None or not one.single or not (one.people or one.of) or many < 2:
        return
    before = min(one.start, match.start())
    behind = [
        each for each in page.block(one) if each.end <= before and each.single and same_thing(one, each) and each.counts
    ]
    first = [each for each in page.sayings(one) if match.end() <= each.start and (each.people or each.of)][:1]
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
        for rate in tempos(page):
            one = rate.amount
            mine = one.start not in starts and one.of is not None and rate.per is per and rate.average
            if mine and same_thing(parts[0], one) and _of_rows(page, one, parts):
                yield from _averaged(page.report.document.text, one, parts)


def _of_rows(page: Page, one: Amount, parts: Sequence[Amount]) -> bool:
    """Whether an average is of the table's own time: the one it was read of, or none that its sentence tells."""
    if one.of is None or not lengths(page.words(one.of), published=page.report.document.published):
        return one.of is not None
    periods = [part.of.period for part in parts if part.of]
    starts, ends = [one.start for one in periods if one.start], [one.end for one in periods if one.end]
    return bool(starts and ends) and (one.of.period.start, one.of.period.end) == (min(starts), max(ends))
