"""On how many independent bases a figure rests: the roots of the graph among those who state it.

A statement rests on what its own edges lead to, of a body that it cites on what that body's own statement of the figure rests on; where it
has none, on what its body mostly rests on for that subject (edges that are `whole`); and so on upwards to a body that rests on nobody, a
root. An outlet that speaks for itself and names nobody has no root: it is counted apart (`untold`), since nobody can say it is a further
observation.

That a root rests on nobody here does not make it independent: it may take another's figures for other months, or under another measure of
the same people. Such a root is no further base beside the one that it leans on, nor beside another that leans on the same; it is told apart
(`leaning`) with what shows it, and its weight goes to the base. By itself it is a base: what it says here is not shown to be another's.
A body that counts the dead one by one never leans.

    count      the number of distinct roots that lean on none of the others, by what they rest on anywhere
    effective  (sum of w)^2 / (sum of w^2),  w_r = sum over mouths m of the share of m's statements that rest on r

A mouth is one speaker in one outlet, so that a table of a thousand rows by one hand weighs no more than a sentence; a statement with
several roots is shared out evenly. `effective` (inverse Simpson, or Kish's effective size) is 1 where all rest on one, `count` where every
root has as many mouths, and between where one root is told oftener. Invariant: 1 <= effective <= count, where there is a root; a further
copy never raises `count`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from muster.account.chart import shipped
from muster.account.flows import Flow
from muster.account.origins.graph import (
    By,
    Edge,
    Origins,
    Subject,
    alike,
    counted,
    factual,
    family,
    outlet,
    subject,
    voice,
)
from muster.account.statement import Statement
from muster.claims.measures import Measure
from muster.claims.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A body that rests on nobody, with the weight of the mouths that rest on it."""

    key: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """A root that is no further base: `on` names the bases that it, or another with which it shares an upstream, makes one with; `why` is
    what shows that, of which `measure`."""

    key: str
    name: str
    on: tuple[str, ...]
    measure: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """`roots` heaviest first; `outlets` print the figure, `speakers` say it, `untold` statements name nobody; `leaning` are not counted."""

    roots: tuple[Root, ...]
    outlets: int
    speakers: int
    untold: int
    leaning: tuple[Leaning, ...] = ()

    @property
    def count(self) -> int:
        """How many independent bases there are."""
        return len(self.roots)

    @property
    def effective(self) -> float:
        """How many equally weighty ones they are worth."""
        squares = sum(root.weight**2 for root in self.roots)
        return sum(root.weight for root in self.roots) ** 2 / squares if squares else 0.0


def independent(origins: Origins, statements: Iterable[Statement], *, climb: Climb | None = None) -> Independence:
    """On how many bases these statements rest, and on which. They should be of one quantity. `climb` of it spares its making."""
    climb = climb or Climb(origins)
    mouths: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    of_root: dict[str, set[Subject]] = defaultdict(set)
    speakers: set[str] = set()
    own: set[str] = set()
    untold = 0
    for one in factual(statements):
        if voice(one).kind == "body":
            speakers.add(voice(one).key)
        roots = climb.roots(one)
        untold += not roots
        mouths[(voice(one).key, outlet(one).key)].append(roots)
        for root in roots:
            of_root[root].add(subject(one))
        if counted(one):
            own |= roots & {voice(one).key}
    weights = _weights(mouths)
    above = {root: climb.upstream(root, of_root[root]) for root in weights if root not in own}
    names = {node.key: node.name for node in origins.nodes}
    bases, leaning = _apart(weights, above, names=names)
    ranked = sorted(bases.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))
    return Independence(
        roots=tuple(Root(key=key, name=names.get(key, key), weight=weight) for key, weight in ranked),
        outlets=len({printed for _, printed in mouths}),
        speakers=len(speakers),
        untold=untold,
        leaning=leaning,
    )


def _weights(mouths: Mapping[tuple[str, str], Sequence[frozenset[str]]]) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for said in mouths.values():
        rooted = [roots for roots in said if roots]
        for roots in rooted:
            for root in roots:
                weights[root] += 1 / (len(roots) * len(rooted))
    return weights


def _apart(
    weights: Mapping[str, float], above: Mapping[str, Upstream], *, names: Mapping[str, str]
) -> tuple[dict[str, float], tuple[Leaning, ...]]:
    """The bases with their weights, and who leans on them. Those that rest on nobody anywhere come first, then the heaviest."""
    rests = {root: above[root].tops if root in above else frozenset({root}) for root in weights}
    order = sorted(weights, key=lambda root: (rests[root] != {root}, -round(weights[root], 9), root))
    bases: dict[str, float] = {}
    held: dict[str, str] = {}
    leaning = []
    for root in order:
        its = sorted({held[top] for top in rests[root] if top in held})
        if not its:
            bases[root] = weights[root]
            held |= dict.fromkeys([root, *rests[root]], root)
            continue
        for base in its:
            bases[base] += weights[root] / len(its)
        edge = above[root].edge
        leaning.append(
            Leaning(
                key=root,
                name=names.get(root, root),
                on=tuple(names.get(base, base) for base in its),
                measure=edge.subject.measure if edge else "",
                why=edge.words if edge else "",
            )
        )
    return bases, tuple(sorted(leaning, key=lambda one: one.key))


# ------------------------------------------------------------------ climbing
@dataclass(frozen=True, slots=True)
class Upstream:
    """Whom a body rests on in the end, by any figure of the same people, and what shows its first step."""

    tops: frozenset[str]
    edge: Edge | None


Cell = tuple[str, Subject, Period, tuple[object, ...]]


class Climb:
    """The graph made ready to climb: each claim's own edges, and each body's for a subject."""

    def __init__(self, origins: Origins) -> None:
        self._own: dict[str, list[Edge]] = defaultdict(list)
        self._whole: dict[tuple[str, Subject], list[Edge]] = defaultdict(list)
        self._any: dict[str, list[Edge]] = defaultdict(list)
        self._said: dict[Cell, list[Statement]] = defaultdict(list)
        self._bodies = {node.key for node in origins.nodes if node.kind == "body"}
        for one in origins.of.values():
            self._said[_cell(voice(one).key, one)].append(one)
        for edge in origins.edges:
            if edge.child == edge.parent:
                continue
            for claim in edge.claims:
                self._own[claim].append(edge)
            if edge.whole:
                self._whole[(edge.child, alike(edge.subject))].append(edge)
            if edge.by is not By.OUTLET and edge.child in self._bodies:
                self._any[edge.child].append(edge)
        self._known: dict[tuple[str, Subject], frozenset[str]] = {}

    def roots(self, one: Statement) -> frozenset[str]:
        """The keys of the bodies that a statement rests on in the end; none for an outlet's own that names nobody."""
        return self._roots(one, seen=frozenset())

    def _roots(self, one: Statement, *, seen: frozenset[str]) -> frozenset[str]:
        of, start = alike(subject(one)), voice(one).key
        edges = [edge for edge in self._own.get(one.id, ()) if edge.child == start and edge.parent not in seen]
        if not edges:
            return self._above(start, of)
        found: set[str] = set()
        for edge in edges:
            told = self._told_by(edge, one) if not edge.mutual else None
            if told is not None:
                found |= self._roots(told, seen=seen | {start})
            else:
                found |= self._above(edge.parent, of, lower=start if edge.mutual else "")
        return frozenset(found)

    def _told_by(self, edge: Edge, one: Statement) -> Statement | None:
        """The statement of the same figure by the body that is cited, where it says in turn whose that is."""
        its = [told for told in self._said.get(_cell(edge.parent, one), ()) if self._own.get(told.id)]
        return min(its, key=lambda told: told.id) if its else None

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

    def upstream(self, key: str, subjects: Iterable[Subject]) -> Upstream:
        """Whom a body rests on by any of its figures of the people that these subjects are of; itself where it rests on nobody."""
        asked = tuple(subjects)
        seen, tops, waiting, first = {key}, set(), [key], None
        while waiting:
            at = waiting.pop()
            edges = [edge for edge in self._any.get(at, ()) if any(kin(edge.subject, of) for of in asked)]
            first = first or next(iter(edges), None)
            parents = {edge.parent for edge in edges} & self._bodies
            waiting += sorted(parents - seen)
            seen |= parents
            if not parents:
                tops.add(at)
        return Upstream(frozenset(tops or {min(seen)}), first)


def _cell(key: str, one: Statement) -> Cell:
    """What is the same of two who tell one figure: the hedge apart, which copies drop or add."""
    figure = one.claim.figure
    return (key, family(subject(one)), one.period, (*figure.numbers, figure.unit, figure.per))


def kin(one: Subject, other: Subject) -> bool:
    """Whether two subjects are of the same people in one war: their measures share a flow in some sense, as the dead and the losses do and
    the dead and the recruits do not."""
    return one._replace(measure="") == other._replace(measure="") and (
        one.measure == other.measure or bool(_flows(Measure(one.measure)) & _flows(Measure(other.measure)))
    )


@cache
def _flows(measure: Measure) -> frozenset[Flow]:
    """The flows of a measure in its widest sense, of a ratio those of both its ends."""
    entry = shipped()[measure]
    ends = [end for end in (None if entry.other else entry.of, entry.base) if end is not None]
    return frozenset(flow for flow, _ in entry.envelope.most).union(*(_flows(end) for end in ends))
