"""On how many independent bases a figure rests: the roots of the graph among those who state it.

A statement rests on what its own edges lead to; where it has none, on what its body mostly rests on for that subject (edges that are
`whole`); and so on upwards to a body that rests on nobody, a root. An outlet that speaks for itself and names nobody has no root: it is
counted apart (`untold`), since nobody can say it is a further observation.

    count      the number of distinct roots:  | union of roots(s) over statements s |
    effective  (sum of w)^2 / (sum of w^2),  w_r = sum over mouths m of the share of m's statements that rest on r

A mouth is one speaker in one outlet, so that a table of a thousand rows by one hand weighs no more than a sentence; a statement with
several roots is shared out evenly. `effective` (inverse Simpson, or Kish's effective size) is 1 where all rest on one, `count` where every
root has as many mouths, and between where one root is told oftener. Invariant: 1 <= effective <= count, where there is a root; a further
copy never raises `count`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from muster.account.origins.graph import Edge, Origins, Subject, alike, factual, outlet, subject, voice
from muster.account.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A body that rests on nobody, with the weight of the mouths that rest on it."""

    key: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """`roots` heaviest first; `outlets` print the figure, `speakers` say it, `untold` statements name nobody."""

    roots: tuple[Root, ...]
    outlets: int
    speakers: int
    untold: int

    @property
    def count(self) -> int:
        """How many independent bases there are."""
        return len(self.roots)

    @property
    def effective(self) -> float:
        """How many equally weighty ones they are worth."""
        squares = sum(root.weight**2 for root in self.roots)
        return sum(root.weight for root in self.roots) ** 2 / squares if squares else 0.0


def independent(origins: Origins, statements: Iterable[Statement]) -> Independence:
    """On how many bases these statements rest, and on which. They should be of one quantity."""
    climb = Climb(origins)
    mouths: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    speakers, untold = set(), 0
    for one in factual(statements):
        if voice(one).kind == "body":
            speakers.add(voice(one).key)
        roots = climb.roots(one)
        untold += not roots
        mouths[(voice(one).key, outlet(one).key)].append(roots)
    weights: dict[str, float] = defaultdict(float)
    for said in mouths.values():
        rooted = [roots for roots in said if roots]
        for roots in rooted:
            for root in roots:
                weights[root] += 1 / (len(roots) * len(rooted))
    names = {node.key: node.name for node in origins.nodes}
    ranked = sorted(weights.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))
    return Independence(
        roots=tuple(Root(key=key, name=names.get(key, key), weight=weight) for key, weight in ranked),
        outlets=len({printed for _, printed in mouths}),
        speakers=len(speakers),
        untold=untold,
    )


class Climb:
    """The graph made ready to climb: each claim's own edges, and each body's for a subject."""

    def __init__(self, origins: Origins) -> None:
        self._own: dict[str, list[Edge]] = defaultdict(list)
        self._whole: dict[tuple[str, Subject], list[Edge]] = defaultdict(list)
        self._bodies = {node.key for node in origins.nodes if node.kind == "body"}
        for edge in origins.edges:
            if edge.child == edge.parent:
                continue
            for claim in edge.claims:
                self._own[claim].append(edge)
            if edge.whole:
                self._whole[(edge.child, alike(edge.subject))].append(edge)
        self._known: dict[tuple[str, Subject], frozenset[str]] = {}

    def roots(self, one: Statement) -> frozenset[str]:
        """The keys of the bodies that a statement rests on in the end; none for an outlet's own that names nobody."""
        of, start = alike(subject(one)), voice(one).key
        edges = [edge for edge in self._own.get(one.id, ()) if edge.child == start]
        if not edges:
            return self._above(start, of)
        return frozenset(
            root for edge in edges for root in self._above(edge.parent, of, lower=start if edge.mutual else "")
        )

    def _above(self, key: str, of: Subject, *, lower: str = "") -> frozenset[str]:
        """The roots above a node; of two that rest on each other the first by name is the root."""
        if (key, of) not in self._known:
            self._known[(key, of)] = self._climbed(key, of)
        found = self._known[(key, of)]
        return frozenset({min(key, lower)} & self._bodies) if lower and found == {key} else found

    def _climbed(self, key: str, of: Subject) -> frozenset[str]:
        seen, roots, waiting = {key}, set(), [key]
        while waiting:
            at = waiting.pop()
            parents = {edge.parent for edge in self._whole.get((at, of), ())}
            waiting += sorted(parents - seen)
            seen |= parents
            if not parents:
                roots.add(at)
        if not roots:  # a circle: whoever is first by name stands for it
            roots = {min(seen)}
        return frozenset(roots & self._bodies)
