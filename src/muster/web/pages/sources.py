"""Who rests on whom, as a picture and as tables; on how many bases each number rests; and one source with its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.measures import MEASURES, Measure
from muster.desk import picturing, steps
from muster.desk.origins import Based, Edge, Node
from muster.desk.surveying import Survey
from muster.web.asked import asked_of, number_of, one_of, words_of
from muster.web.checked import made_of, standing
from muster.web.rendering import page
from muster.web.site import Site, site_of
from muster.web.tied import pictured, tied

_STANDS, _LINKS, _BASES, _VOICES, _CLAIMS = 15, 6, 25, 40, 25  # rows of the tables of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """That one source rests on another: the `other` of the two, what shows it, of which measures, and the claims."""

    other: Node
    shown_by: str
    words: str
    measures: Sequence[str]
    claims: Sequence[str]
    mutual: bool


def sources(request: Request) -> Response:
    """Who rests on whom, as far as the address asks."""
    site, query = site_of(request), request.query_params
    measure = one_of("measure", query.get("measure", ""), known=["", *MEASURES])
    party = (words_of(query, "party") or "").upper()
    number = number_of(query, "page", least=1, most=1_000_000, otherwise=1)
    stand = standing(site)
    shown: dict[str, Any] = {}
    if stand.survey is not None:
        shown = _shown(site, stand.survey, measure=measure, party=party, number=number)
    return page(
        request,
        "sources.html.j2",
        title="Sources",
        stand=stand,
        measure=measure,
        party=party,
        measures=MEASURES,
        asked=asked_of(query, "page"),
        **shown,
    )


def _shown(site: Site, survey: Survey, *, measure: str, party: str, number: int) -> dict[str, Any]:
    traced = survey.found.traced
    based = [one for one in traced.based if measure in ("", one.measure) and party in ("", one.party)]
    its = made_of(site, survey, of="tied", work=lambda: tied(survey))
    voices = its.voices
    pages = max(1, -(-len(voices) // _VOICES))
    number = min(number, pages)
    drawn = its.drawn
    if measure or party:
        drawn = made_of(
            site, survey, of=("drawn", measure, party), work=lambda: pictured(survey, measure=measure, party=party)
        )
    return {
        "drawn": drawn,
        "named": its.named,
        "stands": _STANDS,
        "links": _LINKS,
        "based": based[:_BASES],
        "based_in_all": len(based),
        "parties": sorted({one.party for one in traced.based}),
        "several_wars": len({one.war for one in traced.based}) > 1,
        "voices": voices[(number - 1) * _VOICES : number * _VOICES],
        "voices_in_all": len(voices),
        "number": number,
        "pages": pages,
    }


# ------------------------------------------------------------------ one of them
def source(request: Request) -> Response:
    """One source: on whom it rests, who rests on it, and its claims."""
    site, query = site_of(request), request.query_params
    key = query.get("key", "")
    stand = standing(site)
    if stand.survey is None:
        return page(request, "source.html.j2", title="A source", stand=stand, node=None)
    survey = stand.survey
    its = made_of(site, survey, of="tied", work=lambda: tied(survey))
    nodes = its.nodes
    if key not in nodes:
        raise HTTPException(404, "Nobody of this name says, prints or gives a figure that the ledger holds now.")
    node, claims = nodes[key], survey.found.voices.get(key, ())
    pages = max(1, -(-len(claims) // _CLAIMS))
    number = min(number_of(query, "page", least=1, most=1_000_000, otherwise=1), pages)
    ids = claims[(number - 1) * _CLAIMS : number * _CLAIMS]
    held = steps.held(site.settings, ids)
    edges = its.edges.get(key, [])
    return page(
        request,
        "source.html.j2",
        title=node.name,
        stand=stand,
        node=node,
        on=_ties([edge for edge in edges if edge.child == key], nodes, survey, of_parent=True),
        by=_ties([edge for edge in edges if edge.parent == key != edge.child], nodes, survey, of_parent=False),
        most=_STANDS,
        links=_LINKS,
        bases=_bases(node, survey),
        held=held,
        claims=len(claims),
        asked=asked_of(query, "page"),
        number=number,
        pages=pages,
    )


def _ties(edges: Sequence[Edge], nodes: Mapping[str, Node], survey: Survey, *, of_parent: bool) -> list[Tie]:
    groups: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[(edge.parent if of_parent else edge.child, edge.by.value)].append(edge)
    found = [
        Tie(
            other=nodes[other],
            shown_by=picturing.shown_by(its[0]),
            words=its[0].words + (f", and {len(its) - 1} more" if len(its) > 1 else ""),
            measures=sorted({MEASURES[Measure(edge.subject.measure)].title.lower() for edge in its}),
            claims=list(dict.fromkeys(survey.names.get(one, one) for edge in its for one in edge.claims)),
            mutual=any(edge.mutual for edge in its),
        )
        for (other, _), its in groups.items()
    ]
    return sorted(found, key=lambda one: (-len(one.claims), one.other.name))


def _bases(node: Node, survey: Survey) -> list[tuple[Based, bool]]:
    """The numbers that rest on it, or for which it leans on others, and whether it is counted as a base of theirs."""
    found = []
    for one in survey.found.traced.based:
        counted = node.key in {root.key for root in one.on.roots}
        if counted or node.key in {root.key for root in one.on.leaning}:
            found.append((one, counted))
    return found


ROUTES = (Route("/sources", sources), Route("/sources/of", source))
