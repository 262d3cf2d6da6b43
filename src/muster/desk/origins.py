"""Who rests on whom, out of the ledger or of files: the graph, the bases of each measure, and what follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from muster.account.chart import overlaid
from muster.account.origins.basis import findings
from muster.account.origins.every import origins
from muster.account.origins.graph import Edge, Node, Origins, outlet, subject, voice
from muster.account.origins.independence import Climb, Independence, independent
from muster.account.statement import Statement, statements
from muster.claims.finding import Finding
from muster.claims.war import wars_with
from muster.desk import steps
from muster.desk.reports import of_ledger, of_paths
from muster.desk.settings import Settings

__all__ = ["Based", "Edge", "Independence", "Node", "Traced", "narrowed", "record", "told_of", "traced", "voices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Based:
    """On what the figures of one measure and party rest."""

    war: str
    party: str
    civilian: bool
    measure: str
    claims: int
    on: Independence


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """The graph, as far as it was asked for, the bases of each measure and party, and the findings."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    based: tuple[Based, ...]
    findings: tuple[Finding, ...]

    def name(self, key: str) -> str:
        """A node's name."""
        return next((node.name for node in self.nodes if node.key == key), key)


def traced(
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    measures: Collection[str] = (),
    parties: Collection[str] = (),
    refused: list[steps.Refused] | None = None,
) -> Traced:
    """Who rests on whom in these files, or in the ledger where none are named. What is asked for narrows what is told, never what it is
    told from: a series of losses still explains a figure of the dead."""
    reports = of_paths(paths, settings, refused=refused) if paths else of_ledger(settings)
    chart = overlaid(settings.chart, where=settings.origins["chart"])
    return told_of(
        origins(statements(reports, wars=wars_with(settings.wars), chart=chart)), measures=measures, parties=parties
    )


def told_of(graph: Origins, *, measures: Collection[str] = (), parties: Collection[str] = ()) -> Traced:
    """The same of a graph that is there already."""
    asked = _asked(measures, parties)
    found = [
        one for one in findings(graph) if any(asked(*_of(graph.of[claim])) for claim in one.claims if claim in graph.of)
    ]
    whole = Traced(nodes=graph.nodes, edges=graph.edges, based=tuple(_based(graph)), findings=tuple(found))
    return narrowed(whole, measures=measures, parties=parties)


def narrowed(traced: Traced, *, measures: Collection[str] = (), parties: Collection[str] = ()) -> Traced:
    """What of it is of these measures and parties, of all where none are named; its findings stay."""
    asked = _asked(measures, parties)
    edges = tuple(edge for edge in traced.edges if asked(edge.subject.measure, edge.subject.party))
    based = tuple(one for one in traced.based if asked(one.measure, one.party))
    named = {key for edge in edges for key in (edge.child, edge.parent)}
    named |= {root.key for one in based for root in one.on.roots}
    return replace(traced, nodes=tuple(node for node in traced.nodes if node.key in named), edges=edges, based=based)


def _asked(measures: Collection[str], parties: Collection[str]) -> Callable[[str, str], bool]:
    return lambda measure, party: (not measures or measure in measures) and (not parties or party in parties)


def voices(graph: Origins) -> dict[str, tuple[str, ...]]:
    """By the key of each body and outlet the ids of the claims that it says or prints, in the order of the statements."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for id_, one in graph.of.items():
        for key in (voice(one).key, outlet(one).key):
            found[key][id_] = None
    return {key: tuple(its) for key, its in found.items()}


def _of(one: Statement) -> tuple[str, str]:
    return subject(one).measure, subject(one).party


def _based(graph: Origins) -> Iterator[Based]:
    groups: dict[object, list[Statement]] = defaultdict(list)
    for one in graph.of.values():
        if one.claim.party is not None:
            groups[subject(one)].append(one)
    climb = Climb(graph)
    for its in sorted(groups.values(), key=lambda one: (-len(one), subject(one[0]))):
        of = subject(its[0])
        yield Based(
            war=of.war,
            party=of.party,
            civilian=of.civilian,
            measure=of.measure,
            claims=len(its),
            on=independent(graph, its, climb=climb),
        )


# ------------------------------------------------------------------ JSON
def record(traced: Traced, *, outlets: bool = False) -> dict[str, Any]:
    """The graph and the bases as JSON has them; `outlets` also those who print what each body says."""
    edges = [edge for edge in traced.edges if outlets or edge.by.value != "outlet"]
    named = {key for edge in edges for key in (edge.child, edge.parent)}
    return {
        "nodes": [
            {"key": node.key, "name": node.name, "kind": node.kind} for node in traced.nodes if node.key in named
        ],
        "edges": [
            {
                "who": edge.child,
                "rests_on": edge.parent,
                "by": edge.by.value,
                **edge.subject._asdict(),
                "words": edge.words,
                "convention": edge.convention or None,
                "numbers": dict(edge.numbers),
                "chance": edge.chance,
                "mutual": edge.mutual,
                "claims": list(edge.claims),
                "against": list(edge.against),
            }
            for edge in edges
        ],
        "figures": [
            {
                "war": one.war or None,
                "party": one.party,
                "civilian": one.civilian,
                "measure": one.measure,
                "claims": one.claims,
                "outlets": one.on.outlets,
                "speakers": one.on.speakers,
                "independent": one.on.count,
                "effective": round(one.on.effective, 3),
                "untold": one.on.untold,
                "not_counted": [
                    {
                        "key": root.key,
                        "name": root.name,
                        "with": list(root.on),
                        "measure": root.measure,
                        "why": root.why,
                    }
                    for root in one.on.leaning
                ],
                "sources": [{"key": root.key, "name": root.name, "weight": root.weight} for root in one.on.roots],
            }
            for one in traced.based
        ],
    }
