"""The desk at a glance: what is known, the newest estimates, the boards, how much there is, and what changed since the last visit."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.finding import GRAVEST_FIRST, Severity
from muster.claims.kinds import agrees
from muster.claims.party import Party
from muster.claims.war import wars_with
from muster.desk import saying, tallies
from muster.desk.surveying import Survey
from muster.desk.tallies import Newest
from muster.desk.watching import Indicator, Result, State, Watched, indicators
from muster.web import visits
from muster.web.asked import day_of
from muster.web.checked import checked, standing, tally
from muster.web.rendering import link, page
from muster.web.site import Site, site_of

_LATEST = 10  # documents and runs that came, at most
_TAKEAWAYS = 5
_SHAPES = {State.ALERT: "▲", State.WATCH: "◆", State.QUIET: "●", State.CANNOT_TELL: "○"}
_APART = ("target", "needed", "forecast", "historical")
_PAGES = {"claims": "/claims", "documents": "/documents", "origins": "/sources", "says": "/method#bounds"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words of a sentence, and the page that they lead to, empty for none."""

    text: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A board: of whom, those raised with the words of their indicator, how many of each other state, and what to know of it."""

    title: str
    day: dt.date
    run: str
    raised: Sequence[tuple[Result, Indicator]]
    rest: Sequence[tuple[Result, Indicator]]
    counts: Sequence[tuple[State, int]]
    answers: Sequence[tuple[str, State, str]]
    told: Sequence[str]


def overview(request: Request) -> Response:
    """The page, which notes the visit; with `since` in its address it tells what changed since that day."""
    site = site_of(request)
    day = day_of(request.query_params, "since")
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    moment = dt.datetime.combine(day, dt.time()) if day else visits.before(request, now=now)
    stand = standing(site)
    estimates = newest(site)
    answer = page(
        request,
        "overview.html.j2",
        title="Overview",
        stand=stand,
        heading=headline(stand.survey, estimates, site=site),
        takeaways=takeaways(stand.survey, estimates, site=site),
        estimates=estimates,
        names=_names(site),
        boards=[_shown(one, site) for one in stand.survey.found.boards] if stand.survey else [],
        boards_behind=bool(stand.survey and {one.run for one in estimates} - stand.survey.runs),
        shapes=_SHAPES,
        tally=tally(site),
        grave=_grave(site, stand.survey),
        since=tallies.since(site.settings, moment, most=_LATEST) if moment else None,
        moment=moment,
        day=day,
    )
    if day is None:
        visits.noted(request, answer, now=now)
    return answer


# ------------------------------------------------------------------ what is known
def headline(survey: Survey | None, estimates: Sequence[Newest], *, site: Site) -> str:
    """What the newest estimate says, as it leads a brief; where there is none what was found in the reports, empty before the check."""
    for one in estimates:
        if one.numbers:
            first = one.numbers[0]
            return f"{_asked(one, site)}: {first.middle}, and in 80 of 100 possible accounts {first.most}"
    return survey.found.known.title if survey else ""


def takeaways(survey: Survey | None, estimates: Sequence[Newest], *, site: Site) -> list[list[Part]]:
    """Three to five sentences: first what the newest estimates say, with their interval, then what is told of the reports."""
    found = [_of_estimate(one, site) for one in estimates[:2] if one.numbers]
    for sentence in survey.found.known.sentences if survey else ():
        found.append([Part(text=words, to=_to(claim, other)) for words, claim, other in sentence])
    return found[:_TAKEAWAYS]


def _of_estimate(one: Newest, site: Site) -> list[Part]:
    first = one.numbers[0]
    return [
        Part(text=f"{_asked(one, site)}: "),
        Part(text=first.middle, to=link(f"/estimate/{one.run}", {"party": one.party})),
        Part(
            text=f" in the middle of the possible accounts; 80 of 100 have {first.most}, and 95 of 100 {first.nearly}."
        ),
    ]


def _asked(one: Newest, site: Site) -> str:
    """Of what its first number is: whose, what, and when."""
    first = one.numbers[0]
    days = "as of " if first.level else f"{saying.day_words(one.first)} to "
    return f"{_whose(one.war, one.party, site)}: {first.what}, {days}{saying.day_words(one.last)}"


def _to(claim: str, other: str) -> str:
    if claim:
        return f"/claims/{claim}"
    return link("/claims", {"status": _APART}) if other == "apart" else _PAGES.get(other, "")


def newest(site: Site) -> list[Newest]:
    """The newest estimates with their numbers; what a run says never changes, so it is kept by its id."""
    found = []
    for (_, party), head in tallies.newest(site.settings).items():
        known = site.memo.last(("numbers", head.id, party))
        its = known[1] if known else tallies.numbers(head, party, settings=site.settings)
        site.memo.put(("numbers", head.id, party), its, state="")
        found += [its] if its else []
    return found


def _names(site: Site) -> saying.Names:
    return saying.names_of(wars_with(site.settings.wars).values())


def _whose(war: str, party: str, site: Site) -> str:
    names = _names(site)
    return f"{saying.party_words(Party(party), names)} ({saying.war_words(war or None, names)})"


# ------------------------------------------------------------------ boards and findings
def _shown(one: Watched, site: Site) -> Shown:
    board, words = one.board, indicators()
    its = [(result, words[result.id]) for result in board.gravest_first]
    states = Counter(result.state for result, _ in its)
    return Shown(
        title=_whose(board.war, board.party, site),
        day=board.day,
        run=board.run,
        raised=[pair for pair in its if pair[0].state in (State.ALERT, State.WATCH)],
        rest=[pair for pair in its if pair[0].state not in (State.ALERT, State.WATCH)],
        counts=[(state, states[state]) for state in State if states[state]],
        answers=[(answer.question.asks, answer.state, answer.why) for answer in board.answers],
        told=one.told,
    )


def _grave(site: Site, survey: Survey | None) -> list[tuple[Severity, int]]:
    """How many findings stand, by severity, without the notes that figures agree."""
    if survey is None:
        return []
    its = checked(site, survey).noted
    counted = Counter(one.finding.severity for one in its if one.aside is None and not agrees(one.finding))
    return [(severity, counted[severity]) for severity in GRAVEST_FIRST]


ROUTES = (Route("/", overview),)
