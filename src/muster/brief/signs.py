"""A board of indicators as the brief shows it: what each says, why, and the sentences it rests on, the gravest first.

Invariant: every indicator of a board is shown, those that cannot tell among them; a claim is linked only where the brief shows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from muster.brief.parts import Selection
from muster.brief.words import Names, count_words, day_words, listed, party_words, war_words
from muster.claims.party import Party

ALERT, WATCH, QUIET, CANNOT_TELL = STATES = ("alert", "watch", "quiet", "cannot tell")
_SHAPES = {ALERT: "▲", WATCH: "◆", QUIET: "●", CANNOT_TELL: "○"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What an indicator says: one of the states, `why` in a sentence or two, and the anchors of the claims it rests on."""

    id: str
    name: str
    state: str
    why: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a reader, and what the indicators say to it."""

    asks: str
    state: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The indicators of a party of a war (its id, None for no known one) as of a `day`; `run` is the estimate that they were read off,
    empty for none."""

    war: str | None
    party: str
    day: dt.date
    run: str
    signs: tuple[Sign, ...]
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A board in the brief: `whose` it is in words, `raised` those at alert or watch, `rest` the others."""

    anchor: str
    whose: str
    title: str
    summary: str
    raised: tuple[Sign, ...]
    rest: tuple[Sign, ...]
    asked: tuple[Asked, ...]


def boards(its: Iterable[Board], *, shown: Collection[str], selection: Selection, names: Names) -> tuple[Shown, ...]:
    """The boards of what the brief is of; `shown` are the anchors of its claims."""
    if selection.civilian is True:
        return ()
    chosen = [
        one
        for one in its
        if (not selection.parties or Party(one.party) in selection.parties)
        and (not selection.wars or one.war in selection.wars)
    ]
    return tuple(_shown(one, number=number, shown=shown, names=names) for number, one in enumerate(chosen, 1))


def shape(state: str) -> str:
    """The mark that stands for a state beside its word, which no colour is needed to tell."""
    return _SHAPES[state]


def _shown(one: Board, *, number: int, shown: Collection[str], names: Names) -> Shown:
    signs = [
        replace(sign, claims=tuple(claim for claim in sign.claims if claim in shown))
        for sign in sorted(one.signs, key=lambda sign: STATES.index(sign.state))
    ]
    counts = [(state, sum(sign.state == state for sign in signs)) for state in STATES]
    said = listed([f"{many} {'at ' if state in (ALERT, WATCH) else ''}{state}" for state, many in counts if many])
    run = f" Those of the account are read off run {one.run[:10]} and its outlook." if one.run else ""
    whose, war = party_words(Party(one.party), names), f" ({war_words(one.war, names)})" if one.war else ""
    return Shown(
        anchor=f"signs-{number}",
        whose=f"{whose}{war}",
        title=f"{whose}, as of {day_words(one.day)}{war}",
        summary=f"Of {count_words(len(signs), 'indicator')}: {said}.{run}",
        raised=tuple(sign for sign in signs if sign.state in (ALERT, WATCH)),
        rest=tuple(sign for sign in signs if sign.state not in (ALERT, WATCH)),
        asked=one.asked,
    )
