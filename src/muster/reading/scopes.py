"""What narrows a figure to a part of its party: a rank, a unit, a place, an origin, an event; of a level, which force is meant.

Invariant: a scope is made of words of the text alone, several spans of them joined by "; " in text order. It is read once every other
field is decided and changes none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from muster.claims.claim import Claim
from muster.claims.measures import Measure, Status
from muster.claims.reading import Trace
from muster.reading import channels, happenings, kindred, outof, whereabouts
from muster.reading.context import FIGURE, Page
from muster.reading.discourse import Draft
from muster.reading.narrowing import Narrowed, Part, data, reach_left, reach_right
from muster.reading.speaking import LOSS

_NEVER = frozenset(
    {Measure.CAUSE_SHARE, Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO, Measure.DEATH_PAYMENT, Measure.MISSING_INQUIRIES}
)  # fmt: skip
_GROUND = frozenset({Measure.AREA_TAKEN, Measure.LOSSES_PER_AREA})
_LONGEST = 160
_HOW = {  # as what a part narrows: the rule's name, and how sure it is
    "who": ("who they were", 0.8),
    "channel": ("by which way they came", 0.75),
    "unit": ("the unit they were of", 0.75),
    "place": ("where it was", 0.75),
    "event": ("the event it was in", 0.7),
    "row": ("the row's label", 0.75),
    "level": ("which force it is the level of", 0.7),
    "carried": ("as the figure before", 0.5),
}


class Scoped(NamedTuple):
    """The scope of one claim: its parts, where they stand, and whether those who were counted have a noun of their own."""

    parts: tuple[Part, ...]
    bare: bool


def narrow(page: Page, drafts: Sequence[Draft]) -> None:
    """Give each draft its scope and the trace of it."""
    before: tuple[Draft, Scoped] | None = None
    for draft in drafts:
        at = _at(page, draft)
        if at is None:
            continue
        narrowed = Narrowed(page=page, draft=draft, view=page.sentences[draft.sentence].view, at=at)
        scoped = _scoped(narrowed)
        if not scoped.parts and before is not None:
            scoped = Scoped(_carried(narrowed, scoped, before), scoped.bare)
        _settle(page, draft, scoped)
        before = draft, scoped


def _at(page: Page, draft: Draft) -> int | None:
    """The place in its sentence of the item that a draft's figure is, or lies within."""
    view = page.sentences[draft.sentence].view
    at = bisect_right([item.start for item in view], draft.claim.place.start) - 1
    return at if at >= 0 and view[at].kind == FIGURE else None


def _settle(page: Page, draft: Draft, scoped: Scoped) -> None:
    if not scoped.parts:
        return
    parts = sorted(set(scoped.parts))
    words = "; ".join(_said(page.text[one.start : one.end]) for one in parts)[:_LONGEST].rstrip()
    draft.claim = replace(draft.claim, scope=words)
    rule, sure = _HOW[parts[0].how]
    draft.traces.append(
        Trace(
            field="scope",
            rule=rule,
            words=tuple((one.start, one.end) for one in parts),
            confidence=sure,
        )
    )


def _said(words: str) -> str:
    """The words in one line, without the capital that only the head of a sentence gave them."""
    line = _SPACE.sub(" ", words)
    first = line.partition(" ")[0].lower()
    common = first in data().openers or first in data().kinds
    return first + line[len(first) :] if common else line


_SPACE = re.compile(r"\s+")


def filled(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, a restatement and the one it restates with one scope where only one of the two tells it."""
    scopes = {claim.id: claim.scope for claim in claims}
    later = {claim.repeats: claim.scope for claim in reversed(claims) if claim.repeats and claim.scope}
    out = []
    for claim in claims:
        own = claim.scope if claim.scope not in data().place["pointing"] else None
        scope = own or scopes.get(claim.repeats or "") or later.get(claim.repeats or claim.id) or claim.scope
        out.append(claim if scope == claim.scope else replace(claim, scope=scope))
    return out


# ------------------------------------------------------------------ one figure
# "Volunteers name 61,000": who lists them is no label of them
_LISTS = re.compile(r"\s(?:name|list|count|tally|identify|log|record)s?$", re.IGNORECASE)


def _scoped(asked: Narrowed) -> Scoped:
    measure = asked.claim.measure
    if measure in _NEVER:
        return Scoped((), bare=False)
    if measure is Measure.RECRUIT_PAY:
        return Scoped(whereabouts.region_that_pays(asked), bare=False)
    label = whereabouts.label(asked)
    if label is not None and not _LISTS.search(asked.page.text, label.start, label.end):
        return Scoped((label,), bare=False)
    if measure in _GROUND:
        return Scoped(_where(asked, listed=not kindred.is_whole(asked)), bare=False)
    who, own = kindred.who(asked)
    who = who or channels.channel(asked)
    if asked.claim.status is Status.HISTORICAL or asked.foreign_war:
        return Scoped(who, bare=not own)
    alone = kindred.is_whole(asked)
    parts = (*who, *_apart(who, _where(asked, listed=not who and not alone, own=own or alone)))
    if not parts and measure is Measure.STRENGTH:
        parts = whereabouts.force(asked)
    return Scoped(parts, bare=not own)


def _where(asked: Narrowed, *, listed: bool = True, own: bool = False) -> tuple[Part, ...]:
    """Unit, place and event: what stands behind the figure in its clause, else before it; beyond the figures it is `listed` with."""
    for windows in (reach_right(asked), reach_left(asked, own=own)):
        for first, last in windows if listed else islice(windows, 1):
            found = _in_window(asked, first, last)
            if found:
                return found
    return ()


def _in_window(asked: Narrowed, first: int, last: int) -> tuple[Part, ...]:
    events = happenings.events(asked, first=first, last=last)
    units = whereabouts.units(asked, first=first, last=last)
    places = whereabouts.places(asked, first=first, last=last)
    found = (*events, *_apart(events, (*units, *_apart(units, places))))
    return () if found and _of_all(asked, first, last) else found


def _of_all(asked: Narrowed, first: int, last: int) -> bool:
    """ "across the whole front", "overall": the words that take back what a place would narrow."""
    if asked.claim.measure is Measure.STRENGTH:
        return False
    said = " ".join(item.low for item in asked.view[first:last])
    return any(words in said for words in data().whole)


def _apart(taken: Sequence[Part], parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that lie in none of those taken."""
    return tuple(one for one in parts if not any(one.start < two.end and two.start < one.end for two in taken))


# ------------------------------------------------------------------ carried on
_MANY, _WOUNDED = 3, 15  # times the figure before: what is carried to no larger one, or to no more wounded


def _carried(asked: Narrowed, scoped: Scoped, before: tuple[Draft, Scoped]) -> tuple[Part, ...]:
    """The scope of the figure before, where this one names nobody of its own: "six generals … only two dead"."""
    last, told = before
    same = last.sentence == asked.draft.sentence
    one, other = last.claim, asked.claim
    if not told.parts or other.status is Status.HISTORICAL or outof.part_of(asked.view, asked.at) is not None:
        return ()
    how = {part.how for part in told.parts}
    parts = tuple(part._replace(how="carried") for part in told.parts)
    if one.party == other.party and one.measure is other.measure is Measure.STRENGTH:
        near = asked.page.sentences[last.sentence].block == asked.page.sentences[asked.draft.sentence].block
        return parts if near and how & {"place", "carried"} and scoped.bare else ()
    most = _WOUNDED if other.measure is Measure.WOUNDED else _MANY
    lesser = max(other.figure.numbers) <= most * max(one.figure.numbers)
    if same and "who" in how and scoped.bare and lesser and kindred.goes_on(asked):
        return tuple(part._replace(how="carried") for part in told.parts if part.how == "who")
    if asked.draft.sentence == last.sentence + 1 and kindred.points_back(asked) and lesser:
        return parts
    if (
        same
        and one.measure in LOSS | {Measure.STRENGTH}
        and other.measure in LOSS | {Measure.STRENGTH}
        and kindred.of_them(asked)
    ):
        return parts
    return ()
