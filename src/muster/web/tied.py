"""Who rests on whom as pages show it: the picture, all sources, and the ties of each, made once of a survey."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from muster.desk import picturing
from muster.desk.origins import Edge, Node, Traced
from muster.desk.surveying import Survey
from muster.web.rendering import link


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The picture as markup, empty for none, and what it is of, which the tables below it tell too."""

    svg: Markup
    resting: picturing.Resting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source in the list of all: how many claims it has, on how many others it rests, and how many rest on it."""

    node: Node
    claims: int
    rests_on: int
    borne: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """The picture of all, every source with its ties counted, the nodes by key and the edges of each, and by name the keys of those whose
    name nobody else bears."""

    drawn: Drawn
    voices: Sequence[Voice]
    nodes: Mapping[str, Node]
    edges: Mapping[str, Sequence[Edge]]
    named: Mapping[str, str]


def tied(survey: Survey) -> Tied:
    """All of it."""
    traced = survey.found.traced
    return Tied(
        drawn=pictured(survey),
        voices=_voices(survey),
        nodes={node.key: node for node in traced.nodes},
        edges=_touching(traced),
        named=_named(traced),
    )


def pictured(survey: Survey, *, measure: str = "", party: str = "") -> Drawn:
    """The picture of as much as is of a measure and a party."""
    traced = survey.found.traced
    edges = tuple(
        edge for edge in traced.edges if measure in ("", edge.subject.measure) and party in ("", edge.subject.party)
    )
    resting = picturing.pictured(Traced(nodes=traced.nodes, edges=edges, based=(), findings=()), survey.names)
    svg = picturing.drawn(resting, to=lambda key: link("/sources/of", {"key": key})) if resting else ""
    return Drawn(svg=Markup(svg), resting=resting)  # made here, of elements whose words are escaped


def _named(traced: Traced) -> dict[str, str]:
    """The keys of those whose name nobody else bears."""
    often = Counter(node.name for node in traced.nodes)
    return {node.name: node.key for node in traced.nodes if often[node.name] == 1}


def _voices(survey: Survey) -> list[Voice]:
    """All who say or print figures, or whose data they are, those with most claims first."""
    traced, claims = survey.found.traced, survey.found.voices
    up: defaultdict[str, set[str]] = defaultdict(set)
    down: defaultdict[str, set[str]] = defaultdict(set)
    for edge in traced.edges:
        if edge.child != edge.parent:
            up[edge.child].add(edge.parent)
            down[edge.parent].add(edge.child)
    found = [
        Voice(node=node, claims=len(claims.get(node.key, ())), rests_on=len(up[node.key]), borne=len(down[node.key]))
        for node in traced.nodes
    ]
    return sorted(found, key=lambda one: (-one.claims, -one.borne, one.node.name, one.node.key))


def _touching(traced: Traced) -> dict[str, list[Edge]]:
    """The edges of each node."""
    found: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in traced.edges:
        for key in {edge.child, edge.parent}:
            found[key].append(edge)
    return dict(found)
