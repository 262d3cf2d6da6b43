"""How much the ledger holds, what came into it since a moment, and the main numbers of the newest estimates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from muster.account.draws import Banded
from muster.brief.words import rounded
from muster.claims.errors import LedgerError
from muster.claims.period import Period
from muster.claims.war import wars_with
from muster.desk import standing
from muster.desk.estimating import fit_of
from muster.desk.settings import Settings
from muster.estimate.answers import lines
from muster.estimate.courses import days_of
from muster.ledger import tallies
from muster.ledger.runs import Head
from muster.ledger.store import Ledger
from muster.ledger.tallies import Arrived, Ran, Since, Tally

__all__ = ["Arrived", "Newest", "Number", "Ran", "Since", "Tally", "newest", "numbers", "since", "tally"]
_NEVER = dt.datetime.fromtimestamp(0, dt.UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A quantity of an estimate in words: `middle` of the possible accounts, and between what 50, 80 and 95 of 100 of them lie; `level` for
    one that is as of the end."""

    what: str
    level: bool
    middle: str
    half: str
    most: str
    nearly: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest good run of a party of a war, from `first` to `last`, with the numbers that claims speak of."""

    run: str
    war: str
    party: str
    made: dt.datetime
    first: dt.date
    last: dt.date
    numbers: tuple[Number, ...]


def tally(settings: Settings) -> Tally:
    """What the ledger holds now. Raises `MissingInput` for no ledger."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return tallies.tally(ledger.connection)


def since(settings: Settings, moment: dt.datetime | None, *, most: int) -> Since:
    """What came after a moment (UTC, without a zone), all for None, with at most so many documents and runs, the newest first."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return tallies.since(ledger.connection, moment or _NEVER, most=most)


def newest(settings: Settings) -> dict[tuple[str, str], Head]:
    """By war and party the newest good run of all that was known, without its draws."""
    found: dict[tuple[str, str], Head] = {}
    for head in standing.current(settings):
        if head.good:
            for party in head.inputs.parties:
                found.setdefault((head.inputs.war, party), head)
    return found


def numbers(head: Head, party: str, *, settings: Settings) -> Newest | None:
    """What a run says of a party in all, from its war's first day on; None where another version kept it in another form."""
    try:
        fit = fit_of(standing.named(head.id, settings))
    except LedgerError:
        return None
    war = wars_with(settings.wars).get(head.inputs.war)
    first, last = days_of(fit, war.start if war else None)
    return Newest(
        run=head.id,
        war=head.inputs.war,
        party=party,
        made=head.made_at,
        first=first,
        last=last,
        numbers=tuple(
            _number(line.what, line.level, line.total)
            for line in lines(fit.draws, party, period=Period(first, last))
            if not line.prior
        ),
    )


def _number(what: str, level: bool, band: Banded) -> Number:
    half, most, nearly = (f"{rounded(low)} to {rounded(high)}" for low, high in band.bands)
    return Number(what=what, level=level, middle=rounded(band.middle), half=half, most=most, nearly=nearly)
