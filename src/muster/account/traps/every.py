"""All traps of a set of statements. Invariant: the order of statements and reports changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from muster.account import known
from muster.account.statement import Statement
from muster.account.traps.again import told_again, without_repeats
from muster.account.traps.balance import balances
from muster.account.traps.cumulative import falls
from muster.account.traps.definition import definitions
from muster.account.traps.digits import slips
from muster.account.traps.hedges import hedges
from muster.account.traps.interval import outside
from muster.account.traps.percent import wrong_bases
from muster.account.traps.revision import revisions
from muster.account.traps.series import tolls_of
from muster.account.traps.stale import stale
from muster.account.traps.standing import targets_as_facts, upgraded
from muster.account.traps.telling import Telling
from muster.claims.finding import Finding
from muster.claims.report import Report


def traps(
    statements: Sequence[Statement], reports: Iterable[Report], *, series: Sequence[known.Known] | None = None
) -> list[Finding]:
    """Every trap, gravest first. `series` are the known series; None lets them be made of the statements."""
    telling = Telling.of(statements, reports)
    tolls = tolls_of(statements, series)
    found = [
        *hedges(telling),
        *outside(telling),
        *targets_as_facts(telling),
        *upgraded(telling),
        *definitions(telling, tolls),
        *falls(telling),
        *stale(telling, tolls),
        *slips(telling, tolls),
        *revisions(telling),
        *wrong_bases(telling),
        *balances(telling, tolls),
    ]
    found += without_repeats(found, list(told_again(telling)))
    return sorted(_merged(found), key=lambda one: one.order)


def _merged(found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings with what several reports tell in the same numbers as one, which names the claims of all."""
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.sentence, one.id)):
        key = (one.kind, one.verdict, one.war, one.party, one.measure, one.numbers)
        groups[key if one.numbers else (one.id,)].append(one)
    for same in groups.values():
        gravest = min(same, key=lambda one: one.order)
        claims = dict.fromkeys(claim for one in (gravest, *same) for claim in one.claims)
        documents = dict.fromkeys(document for one in (gravest, *same) for document in one.documents)
        yield replace(gravest, claims=tuple(claims), documents=tuple(documents))
