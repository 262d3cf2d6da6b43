"""Forecasts in the ledger and what became of them.

Invariant: nothing is fitted; the estimate that stands beside is the newest good run of the war, where one is kept.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from muster.account.wording import when
from muster.brief.words import figure_words, rounded
from muster.claims.measures import MEASURES
from muster.claims.period import UNDATED
from muster.desk import reports, standing
from muster.desk.meant import meant
from muster.desk.settings import Settings
from muster.watch import Later, Scored, Verdict, last_known, scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A forecast or need in words: `who` said it, the `figure` of `what` for which days, what `came` and by whom it was told, the `verdict`
    and `why`; `claim` is its id as the ledger's tables show it."""

    claim: str
    who: str
    status: str
    figure: str
    what: str
    days: str
    came: str
    chance: float | None
    verdict: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The entries of a war, the `day` up to which what was told is known, and the `run` that stands beside, where one does."""

    war: str
    day: dt.date
    run: str
    entries: tuple[Entry, ...]


def card(party: str, settings: Settings, *, war: str | None = None) -> Card:
    """The scorecard of the forecasts about a party. Raises `MissingInput` where nothing is known of it, `UsageError` for several wars."""
    material = reports.of_ledger(settings)
    system = meant(material, settings, parties=(party,), war=war)
    of_war = system.war.id if system.war else ""
    run, draws = standing.beside(party, war=of_war, settings=settings)
    day = last_known(system)
    names = {new: old for report in material for new, old in report.ids.items()}
    its = [
        one
        for one in scored(system, draws, today=day)
        if one.statement.claim.party is not None and one.statement.claim.party.code == party
    ]
    return Card(war=of_war, day=day, run=run, entries=tuple(_entry(one, names) for one in its))


def _number(later: Later) -> str:
    """What came, a bound told as one."""
    if later.low is None or later.high is None:
        bound = "at least" if later.high is None else "at most"
        return f"{bound} {later.number:,.0f}"
    return f"{later.number:,.0f}"


def _entry(one: Scored, names: dict[str, str]) -> Entry:
    its = one.statement
    judged = [later for later in one.later if later.same] or list(one.later)
    judged = [later for later in judged if later.verdict is not Verdict.UNSURE] or judged
    came = ", ".join(f"{_number(later)} ({later.by})" for later in judged[:2])
    if not came and one.account is not None:
        low, high = one.account.bands[1]
        came = f"{rounded(low)} to {rounded(high)} (the estimate)"
    return Entry(
        claim=names.get(its.id, its.id),
        who=its.body.name,
        status=its.claim.status.value,
        figure=figure_words(its.claim),
        what=MEASURES[its.claim.measure].title.lower(),
        days=when(its.period) if its.claim.period != UNDATED else "no days",
        came=came,
        chance=one.chance,
        verdict=one.verdict.value,
        why=one.why,
    )
