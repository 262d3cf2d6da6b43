"""Parts that stand in several sentences of a paragraph and come to more than its total: "540 fell. In Jonglei 310 did. Another 95 …".

Invariant: only more than the total is told, for what is left out may be missing; and only of parts that cannot overlap, since they befell
people in places that words set side by side, or are different fates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from muster.account.arithmetic.kinds import INSIDE, Sum, told
from muster.account.arithmetic.page import Page, akin
from muster.account.arithmetic.words import said
from muster.account.statement import Statement
from muster.claims.finding import Finding, Verdict
from muster.claims.measures import Measure

_REACH = 3  # sentences on either side of a total in which its parts may stand
_FATES = frozenset({Measure.KILLED, Measure.WOUNDED, Measure.MISSING, Measure.CAPTURED})
_PLACE = re.compile(r"(?:in|at|near|on|around|outside|north|south|east|west)\b", re.IGNORECASE)
_AND = re.compile(r"(?:,| and\b|;)[^.;]*$")


def scattered(page: Page) -> list[Finding]:
    """The totals of a report whose parts, told in several sentences, make more."""
    found: list[Finding] = []
    used: set[str] = set()
    for total in page.facts:
        if total.id in used or not _plain(total):
            continue
        for parts in (_places(page, total), _fates(page, total)):
            one = Sum(total, tuple(parts))
            if len(parts) > 1 and one.verdict is Verdict.FAILS and one.made.middle > total.middle:
                found.append(told(one))
                used |= {total.id, *(part.id for part in parts)}
                break
    return found


def _plain(one: Statement) -> bool:
    return not one.rate and not one.level and one.claim.figure.unit == "person" and len(one.claim.figure.numbers) == 1


def _near(page: Page, total: Statement) -> Iterator[Statement]:
    """The figures of its paragraph, in text order, that may be its parts: of its war, party, days and hand, and in another sentence."""
    starts = sorted(
        {page.sentences[one.id][0] for one in page.facts if page.paragraphs[one.id] == page.paragraphs[total.id]}
    )
    number = {start: k for k, start in enumerate(starts)}
    here = number[page.sentences[total.id][0]]
    for one in page.facts:
        if (
            one is total
            or page.paragraphs[one.id] != page.paragraphs[total.id]
            or page.together(one, total)
            or not _plain(one)
        ):
            continue
        mine, its = total.claim, one.claim
        same = (mine.war, mine.party, mine.civilian) == (its.war, its.party, its.civilian) and mine.party is not None
        if (
            same
            and one.period == total.period
            and akin(one, total)
            and abs(number[page.sentences[one.id][0]] - here) <= _REACH
        ):
            yield one


def _places(page: Page, total: Statement) -> Sequence[Statement]:
    """The parts in places that words set side by side; none where they may lie in one another."""
    inner = {total.claim.measure, *INSIDE.get(total.claim.measure, ())}
    near = _near(page, total) if total.scope is None else ()
    parts = [one for one in near if one.claim.measure in inner and _PLACE.match(one.claim.scope or "")]
    measures, scopes = {one.claim.measure for one in parts}, {one.scope for one in parts}
    if len(measures) != 1 or len(scopes) != len(parts) or not _in_turn(page, total, parts):
        return ()
    text = page.report.document.text
    joined = all(_joined(page, text, one, before) for before, one in pairwise(parts))
    return parts if joined and not said("alone", page.words(*parts)) else ()


def _joined(page: Page, text: str, one: Statement, before: Statement) -> bool:
    """Whether words say that a figure is one more beside the one before it, and not a part of it."""
    start = page.sentences[one.id][0] if not page.together(one, before) else before.claim.place.end
    lead = text[start : one.claim.place.start]
    if said("part", lead):
        return False
    return said("further", lead) or said("rest", lead) or (page.together(one, before) and _AND.search(lead) is not None)


def _fates(page: Page, total: Statement) -> Sequence[Statement]:
    """The parts that are different fates of the people of a total that holds them all."""
    inner = INSIDE.get(total.claim.measure, frozenset()) & _FATES
    parts = [one for one in _near(page, total) if one.claim.measure in inner and one.scope in (None, total.scope)]
    apart = len({one.claim.measure for one in parts}) == len(parts) and _in_turn(page, total, parts)
    return parts if apart and len({page.sentences[one.id] for one in parts}) > 1 else ()


def _in_turn(page: Page, total: Statement, parts: Sequence[Statement]) -> bool:
    """Whether the parts all stand behind their total, or all before it, with no other figure of the party between them."""
    if not parts:
        return False
    at = total.claim.place.start
    behind = [one.claim.place.start > at for one in parts]
    first, last = min(at, parts[0].claim.place.start), max(at, parts[-1].claim.place.start)
    between = [one for one in page.facts if first < one.claim.place.start < last and one not in (total, *parts)]
    return len(set(behind)) == 1 and not between
