"""Who rests on whom as a graph: bodies and outlets, and what each takes from another.

The shape a picture is drawn from: `Origins.nodes` are bodies (who says figures, or whose data they are) and outlets (who prints them);
`Origins.edges` lead from a `child` to the `parent` it rests on, both keys of nodes, each edge `by` one thing, about one war, party and
measure. An edge from a node to itself says that one of a body's figures is made of another. Invariant: nodes and edges are sorted, every
edge's ends are nodes, every id an edge names is that of a statement here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from muster.account.bodies import Body, body_of, house, nobody, placed, publishes, speaks_for, voucher
from muster.account.origins.chance import place
from muster.account.statement import Statement
from muster.claims.measures import Measure, Status
from muster.claims.war import War, shipped_wars


class By(StrEnum):
    """What shows that one rests on the other."""

    SAID = "said"  # the text says whose data it is
    HOUSE = "one house"  # an army and its general staff, a person and the office the person speaks for
    SUM = "sum"  # it is a known series' sum over the period, to within rounding
    ROUNDED_RATE = "rounded rate"  # a total that is a rounded rate times its days
    AVERAGES = "averages"  # averages that follow another's series
    CONSTANT = "constant"  # an estimate that is another times or divided by a round number
    CUMULATIVE = "cumulative"  # one total to date, within rounding, of two speakers
    FIGURE = "same figure"  # one figure for one period, within rounding, of two speakers
    OUTLET = "outlet"  # an outlet that prints what a body says, or another outlet's sentence


BY_NUMBERS = frozenset({By.SUM, By.ROUNDED_RATE, By.AVERAGES, By.CONSTANT, By.CUMULATIVE, By.FIGURE})


class Subject(NamedTuple):
    """What statements must share to be of one quantity: war, party, whether civilians, and the measure or its family."""

    war: str
    party: str
    civilian: bool
    measure: str


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """`kind` is "body" or "outlet"."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """`claims` are the child's that rest on it, `against` the parent's it was seen by. `words` say it in one line; `convention` is the one
    of the two day conventions that it holds in; `numbers` were computed; `chance` is that of luck, 0 where the text says so; `mutual` where
    it cannot be told who took it from whom; `whole` where it holds of all that the child says of the subject."""

    child: str
    parent: str
    by: By
    subject: Subject
    words: str
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()
    convention: str = ""
    numbers: tuple[tuple[str, float], ...] = ()
    chance: float = 0.0
    mutual: bool = False
    whole: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """Always the same order."""
        return (self.child, self.parent, list(By).index(self.by), self.subject, self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """The graph, and the statements it was made of by the id of their claim."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    of: Mapping[str, Statement] = field(repr=False, compare=False)

    def name(self, key: str) -> str:
        """A node's name."""
        return next((node.name for node in self.nodes if node.key == key), key)


SINCE_START = (
    "from the start of the war"  # the one thing that may be assumed of a period whose number is held against another's
)

# Measures in which the same people are told: one number travels under all of these names.
_FAMILY = {
    Measure.KILLED: "losses",
    Measure.KILLED_WOUNDED: "losses",
    Measure.LOSSES: "losses",
    Measure.IRRECOVERABLE: "losses",
}


def subject(one: Statement) -> Subject:
    """Of what it is, by its own measure."""
    claim = one.claim
    return Subject(claim.war or "", claim.party.code if claim.party else "", claim.civilian, claim.measure.value)


def family(of: Subject) -> Subject:
    """The same with the measure's family in place of the measure."""
    return of._replace(measure=_FAMILY.get(Measure(of.measure), of.measure))


def alike(of: Subject) -> Subject:
    """The same with one measure for "casualties" and "losses", the two names of a total; the dead alone stay apart: who takes another's
    total may have an estimate of the dead of its own."""
    return of._replace(measure=Measure.LOSSES.value) if of.measure == Measure.KILLED_WOUNDED.value else of


def factual(statements: Iterable[Statement]) -> list[Statement]:
    """Those that state what is, each once, in an order that does not depend on how they came in."""
    return sorted((one for one in statements if one.fact), key=place)


def comparable(statements: Iterable[Statement]) -> list[Statement]:
    """Of facts, those whose numbers may be held against others': of a whole party, people, for days that the text gives."""
    return [
        one
        for one in statements
        if one.scope is None
        and one.claim.party is not None
        and one.claim.figure.unit == "person"
        and one.assumed in ("", SINCE_START)
        and one.period.start is not None
    ]


def outlet(one: Statement) -> Node:
    """Who prints it: the publisher, else the document by its title."""
    document = one.report.document
    name = (one.report.publisher(one.claim) or "").strip().removeprefix("via ").strip()
    if name:
        return Node(f"outlet {' '.join(name.lower().split())}", name, "outlet")
    return Node(f"outlet {document.id}", document.title or _file(document.origin) or "the report itself", "outlet")


def _file(origin: str | None) -> str:
    return (origin or "").replace("\\", "/").rstrip("/").rpartition("/")[2]


@lru_cache(maxsize=8192)  # asked of each statement a hundred times while a graph is made
def voice(one: Statement) -> Node:
    """Who says it: the speaker, else whose data it is, else the outlet for itself, which an office is that publishes its own figures.
    Where a speaker or a source is nobody ("others", "army doctors"), it is as if none were told."""
    if named := _somebody(one.claim.speaker, one) or _somebody(one.claim.source, one):
        return body(named, one)
    own = outlet(one)
    name = own.name.title().replace(" Of ", " of ").replace(" The ", " the ") if own.name.isupper() else own.name
    found = publishes(name, _war(one.claim.war), counts=counted(one))
    return _node(found) if found else own


def _somebody(name: str | None, one: Statement) -> str | None:
    """The name, where it is somebody's; of an outlet's unnamed source, the outlet's, which alone answers for it."""
    war = _war(one.claim.war)
    if not name or (nobody(name, war) and not placed(name, one.claim, report=one.report, war=war)):
        return None
    return voucher(name, war)


def counted(one: Statement) -> bool:
    """Whether it is a count of the dead one by one, which rests on nobody's figure."""
    return one.claim.status is Status.COUNT or one.claim.measure is Measure.OBITUARIES


def basis(one: Statement) -> Node | None:
    """Whose data the text says it is, where that is another than who says it."""
    named = _somebody(one.claim.source, one)
    found = body(named, one) if named else None
    return found if found and found.key != voice(one).key else None


def body(name: str, one: Statement) -> Node:
    """The body of this name where a statement stands."""
    return _node(body_of(replace(one.claim, source=None, speaker=name), one.report, war=_war(one.claim.war)))


def office_of(one: Statement) -> Node | None:
    """The office for which the person speaks, where the name is told with it."""
    office = speaks_for(one.claim.speaker or "", _war(one.claim.war))
    return body(office, one) if office else None


def staff_of(one: Statement) -> str | None:
    """The key of the general staff of the army that speaks."""
    return house(voice(one).key, _war(one.claim.war))


@cache
def _war(name: str | None) -> War | None:
    return shipped_wars().get(name or "")


def _node(one: Body) -> Node:
    return Node(one.key, one.name, "body")


_SMALL = frozenset("the a an of and in on for at s armed forces".split())
_WORD = re.compile(r"\w+")


def one_name(first: str, second: str) -> bool:
    """Whether two names are one in short and in full: "General Staff" and "Ukrainian General Staff"."""
    words, others = (set(_WORD.findall(name.lower())) - _SMALL for name in (first, second))
    return bool(words and others) and (words <= others or others <= words)


def _merged(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Edges that say the same of several claims as one."""
    groups: dict[tuple[object, ...], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[(edge.child, edge.parent, edge.by, edge.subject, edge.words, edge.mutual)].append(edge)
    for its in groups.values():
        yield replace(
            its[0],
            claims=tuple(dict.fromkeys(claim for edge in its for claim in edge.claims)),
            against=tuple(dict.fromkeys(claim for edge in its for claim in edge.against)),
        )


def gathered(statements: Sequence[Statement], edges: Iterable[Edge]) -> Origins:
    """The graph of these edges: a node for all who speak or print, under the name most used for it."""
    names: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for node in (node for one in statements for node in (voice(one), outlet(one), basis(one), office_of(one)) if node):
        names[node.key][(node.name, node.kind)] += 1
    kept = tuple(sorted(_merged(edges), key=lambda edge: edge.order))
    nodes = []
    for key in sorted(names):
        name, kind = min(names[key], key=lambda named: (named[0].lower() != key, -names[key][named], named))
        nodes.append(Node(key, name, kind))
    return Origins(nodes=tuple(nodes), edges=kept, of={one.id: one for one in statements})
