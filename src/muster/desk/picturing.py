"""Who rests on whom as a picture and a table, the same that a brief shows, of as much of the graph as is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from muster.brief import picture
from muster.brief.given import Body, Given, Rest
from muster.brief.resting import Resting, resting, way
from muster.desk.origins import Edge, Traced

__all__ = ["Resting", "drawn", "pictured", "shown_by"]


def pictured(traced: Traced, names: Mapping[str, str]) -> Resting | None:
    """The picture and its table, None where nobody is seen to rest on anybody. `names` gives for a claim that was amended the id that the
    ledger's tables show."""
    rests = tuple(_rest(edge, names) for edge in traced.edges)
    bodies = tuple(Body(key=node.key, name=node.name, outlet=node.kind == "outlet") for node in traced.nodes)
    return resting(Given(bodies=bodies, rests=rests), frozenset(claim for one in rests for claim in one.claims))


def drawn(its: Resting, *, to: Callable[[str], str]) -> str:
    """The picture as SVG, which asks for nothing from elsewhere and needs no colour; each name leads `to` an address by the key of its
    body. Empty where no two bodies are joined."""
    return picture.svg(its, links={box.key: to(box.key) for box in its.boxes}) if its.boxes else ""


def shown_by(edge: Edge) -> str:
    """What shows that one rests on the other, in words."""
    return way(edge.by.value).key


def _rest(edge: Edge, names: Mapping[str, str]) -> Rest:
    claims = tuple(names.get(claim, claim) for claim in edge.claims)
    return Rest(
        child=edge.child, parent=edge.parent, by=edge.by.value, words=edge.words, claims=claims, mutual=edge.mutual
    )
