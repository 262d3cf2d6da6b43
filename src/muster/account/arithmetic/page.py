"""A report's statements where they stand: in which sentence, in which paragraph, and which of them may be put together.

Invariant: statements are in text order, whatever order they came in. Two are of one hand where they share a body, whoever relays it, or
where one is the report's own voice; a table has no voice, and each of its rows is of its own hand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from muster.account.arithmetic.amounts import Amount, of_report
from muster.account.arithmetic.grids import Grid, grids
from muster.account.bodies import named_body
from muster.account.statement import Statement, same_document
from muster.account.widths import Width
from muster.claims import passages
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.claims.report import Report

AROUND = 40  # figures to either side, beyond which nobody adds up what a paragraph tells
Key = tuple[str | None, str | None, Measure, bool, str | None]
Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Page:
    """`told` in text order; `sentences` and `paragraphs` are their offsets, by the id of the claim."""

    report: Report
    told: tuple[Statement, ...]
    sentences: dict[str, Span]
    paragraphs: dict[str, Span]

    @cached_property
    def lines(self) -> dict[int, list[Statement]]:
        """The statements of each sentence, by where it begins."""
        lines = defaultdict(list)
        for one in self.told:
            lines[self.sentences[one.id][0]].append(one)
        return lines

    @cached_property
    def days(self) -> dict[Period, list[Statement]]:
        """The statements of each period."""
        days = defaultdict(list)
        for one in self.told:
            days[one.period].append(one)
        return days

    def line(self, one: Statement) -> list[Statement]:
        """The statements of its sentence."""
        return self.lines[self.sentences[one.id][0]]

    @cached_property
    def facts(self) -> list[Statement]:
        """What is told as fact, once each."""
        return [one for one in self.told if one.fact]

    @cached_property
    def amounts(self) -> list[Amount]:
        """Every figure of the text, claim or not."""
        return of_report(self.report, self.told)

    def block(self, one: Amount) -> list[Amount]:
        """The figures of its paragraph, of a very long one those around it."""
        at = bisect_right(self.amounts, one.start, key=lambda other: other.start)
        near = self.amounts[max(0, at - AROUND) : at + AROUND]
        return [other for other in near if other.paragraph == one.paragraph]

    def sayings(self, one: Amount) -> list[Amount]:
        """The figures of its sentence."""
        return [other for other in self.block(one) if other.sentence == one.sentence]

    def amount(self, start: int, end: int) -> Amount | None:
        """The figure that stands in a span, the first where there are several."""
        at = bisect_right(self.amounts, start, key=lambda one: one.end)
        found = self.amounts[at] if at < len(self.amounts) else None
        return found if found and found.start < end else None

    @cached_property
    def grids(self) -> list[Grid]:
        """The tables and lists of the text."""
        return grids(self.report.document.text)

    @cached_property
    def cells(self) -> dict[int, Amount]:
        """The figures in the cells of tables and lists, by where they begin."""
        spans = (
            (cell.start, cell.end)
            for grid in self.grids
            for row in grid.rows
            for cell in row.cells
            if cell.number is not None
        )
        return {one.start: one for start, end in spans if (one := self.amount(start, end))}

    def together(self, one: Statement, other: Statement) -> bool:
        """Whether two stand in one sentence."""
        return self.sentences[one.id] == self.sentences[other.id]

    def beside(self, one: Statement, other: Statement) -> bool:
        """Whether two stand in one paragraph, not two hundred characters apart, or in one sentence."""
        if self.together(one, other):
            return True
        first, last = sorted((one.claim.place, other.claim.place), key=lambda place: place.start)
        return self.paragraphs[one.id] == self.paragraphs[other.id] and last.start - first.end <= 200

    def words(self, *ones: Statement) -> str:
        """The text from the start of the first's sentence to the end of the last's."""
        spans = [self.sentences[one.id] for one in ones]
        return self.report.document.text[min(start for start, _ in spans) : max(end for _, end in spans)]

    def between(self, one: Statement, other: Statement) -> str:
        """The text between two figures."""
        first, last = sorted((one.claim.place, other.claim.place), key=lambda place: place.start)
        return self.report.document.text[first.end : last.start]


def pages(statements: Iterable[Statement], reports: Iterable[Report]) -> list[Page]:
    """A page for each report that is a text, ordered by the id of its document; tables have none."""
    told = defaultdict(list)
    for one in statements:
        if not one.asked:
            told[one.report.document.id].append(one)
    known = {report.document.id: report for report in reports if not report.table}
    return [_page(known[name], told[name]) for name in sorted(known)]


def _page(report: Report, told: Sequence[Statement]) -> Page:
    text, order = report.document.text, sorted(told, key=place)
    own = [one for one in order if one.claim.place.document == report.document.id]
    spans = {one.id: (one.claim.place.start, one.claim.place.end) for one in own}
    return Page(
        report=report,
        told=tuple(own),
        sentences={name: passages.sentence(text, span) for name, span in spans.items()},
        paragraphs={name: passages.paragraph(text, span) for name, span in spans.items()},
    )


def place(one: Statement) -> tuple[int, int, str]:
    """Where a statement stands in its own document, for sorting."""
    return (one.claim.place.start, one.claim.place.end, one.id)


def key(one: Statement) -> Key:
    """What must be the same for two figures to be of one thing."""
    claim = one.claim
    return (claim.war, claim.party.code if claim.party else None, claim.measure, claim.civilian, one.scope)


def hands(one: Statement) -> frozenset[str]:
    """The bodies that a statement goes through: whose data it is and who relays it."""
    names = [name for name in (one.claim.speaker, one.claim.source) if name]
    return frozenset([one.body.key, *(named_body(name).key for name in names)])


def one_hand(one: Statement, other: Statement) -> bool:
    """Whether two statements share a body; "the army" is, in one report, the army that was named in full."""
    mine, theirs = hands(one), hands(other)
    if mine & theirs:
        return True
    return same_document(one, other) and any(a.endswith(f" {b}") or b.endswith(f" {a}") for a in mine for b in theirs)


def akin(one: Statement, other: Statement) -> bool:
    """Whether two statements of one report may be put together: of one hand, or one of them told in the report's own name."""
    return one_hand(one, other) or one.own_voice or other.own_voice


def stated(one: Statement) -> bool:
    """Whether its days are told by the text and not assumed."""
    return one.period.start is not None and one.period.end is not None and not one.assumed


def printed(one: Statement) -> Width:
    """Between what numbers the figure lies as printed, times its period, even where as a count it bounds from below."""
    return one.bounds.times(one.per_unit)


def alike(ones: Sequence[Statement]) -> bool:
    """Whether figures under one key agree with one another. Where they do not, a part that no words told apart hides among them."""
    widths = [printed(one) for one in ones]
    return all(widths[0].meets(other) for other in widths[1:])


def by_body(statements: Iterable[Statement]) -> list[list[Statement]]:
    """The facts of each body on one thing, from all reports, by start of period: its own, and what it relays of another's data; what a
    report says in its own name is left to its page."""
    groups = defaultdict(list)
    for one in statements:
        if one.fact and not one.own_voice and stated(one):
            for hand in hands(one):
                groups[(hand, *key(one))].append(one)
    named = sorted(groups.items(), key=lambda item: tuple(str(part) for part in item[0]))
    return [sorted(group, key=_by_time) for _, group in named if len(group) > 1]


def _by_time(one: Statement) -> tuple[object, ...]:
    return (one.period.start, one.period.end, one.report.document.id, *place(one))
