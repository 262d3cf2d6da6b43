"""All checks of arithmetic, in one order.

Invariant: the same reports give the same findings whatever order they come in, and no finding stands twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.account.arithmetic import (
    averages,
    growing,
    kinds,
    lists,
    means,
    multiples,
    pairs,
    rates,
    ratios,
    rows,
    scattered,
    spans,
    tables,
    tied,
    twice,
)
from muster.account.arithmetic.page import Page, by_body, pages
from muster.account.statement import Statement
from muster.claims.finding import Finding, Verdict
from muster.claims.report import Report


def arithmetic(statements: Sequence[Statement], reports: Sequence[Report]) -> list[Finding]:
    """What the figures of these reports come to when they are added, multiplied and divided, gravest first."""
    texts = pages(statements, reports)
    found = [one for page in texts for one in _of_page(page)]
    for body in by_body(statements):
        found += spans.between(body)
        found += rates.between(body)
    found += rows.rows(statements)
    found += multiples.multiples(texts)
    unique = {one.id: one for one in sorted(found, key=lambda one: one.order, reverse=True)}
    return sorted(unique.values(), key=lambda one: one.order)


def _of_page(page: Page) -> list[Finding]:
    """What a report's own words and tables tie together, and of its other figures what they come to."""
    listed = tables.tables(page)
    grown = growing.growing(page)
    told = [*listed, *_besides(listed, grown)]
    said = [*told, *_besides(told, tied.tied(page))]
    sums = [*said, *_besides(said, _out_of_tables(page, kinds.kinds(page)))]
    rated = [*averages.averages(page), *means.means(page)]
    pairs_of = {frozenset(one.claims) for one in rated}
    found = [*sums, *_besides(said, _out_of_tables(page, lists.lists(page, sums))), *rated]
    found += _besides(found, _out_of_tables(page, scattered.scattered(page)))
    found += [one for one in rates.inside(page) if frozenset(one.claims) not in pairs_of]
    for check in (spans.inside, ratios.ratios, ratios.implied, pairs.pairs, twice.twice):
        found += check(page)
    return found


def _besides(said: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """The findings on figures of which the text's own words say nothing: what a passage ties together needs no other reading."""
    decided = {name for one in said for name in one.claims}
    return [one for one in found if not decided & set(one.claims)]


def _out_of_tables(page: Page, found: Sequence[Finding]) -> list[Finding]:
    """The findings but for failures among the cells of a table, whose rows follow each other and are no passage."""
    cells = {one.of.id for one in page.cells.values() if one.of}
    return [one for one in found if one.verdict is not Verdict.FAILS or len(cells & set(one.claims)) < 2]
