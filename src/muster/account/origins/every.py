"""Who rests on whom: the graph of data bases, from what documents say and from what their numbers give away.

`origins` makes the graph (its shape stands in `graph`), `independent` counts the bases of a figure, `basis.findings` says what follows.
Invariant: the order of statements changes nothing; every edge by numbers is beyond luck (`chance`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from muster.account.origins import followed, sums, told, transforms
from muster.account.origins.graph import By, Edge, Node, Origins, comparable, factual, gathered
from muster.account.origins.independence import Independence, Root, independent
from muster.account.statement import Statement
from muster.claims.report import Report

__all__ = ["By", "Edge", "Independence", "Node", "Origins", "Root", "independent", "origins"]


def origins(statements: Iterable[Statement], reports: Iterable[Report] = ()) -> Origins:
    """The graph of who rests on whom among these statements; `reports` narrows it to those documents, none for all."""
    documents = {report.document.id for report in reports}
    facts = [one for one in factual(statements) if not documents or one.report.document.id in documents]
    said = list(_told(facts))
    counted = list(_counted(facts, said))
    return gathered(facts, [*told.in_full(said, counted), *counted])


def _told(facts: Sequence[Statement]) -> Iterator[Edge]:
    yield from told.said(facts)
    yield from told.parts(facts)
    yield from told.houses(facts)
    yield from told.outlets(facts)
    yield from told.copied(facts)


def _counted(facts: Sequence[Statement], said: Sequence[Edge]) -> Iterator[Edge]:
    numbers = comparable(facts)
    cumulative, rates = followed.series(numbers), followed.averages(numbers)
    table = followed.by_subject([*cumulative, *rates])
    summed, following = list(sums.sums(numbers, table)), list(sums.averages(rates, table))
    yield from (*summed, *following)
    explained = frozenset(claim for edge in summed for claim in edge.claims)
    above = {(edge.child, edge.parent) for edge in (*said, *following)}
    yield from sums.same(numbers, cumulative, explained=explained, above=_cited(said))
    yield from transforms.rounded_rates(numbers, explained=explained, above=above)
    yield from transforms.constants(numbers)


def _cited(said: Sequence[Edge]) -> frozenset[tuple[str, str]]:
    """Who is said to rest on whom."""
    return frozenset((edge.child, edge.parent) for edge in said if edge.by is By.SAID)
