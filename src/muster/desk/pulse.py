"""Whether a ledger stands as it stood: a few letters that change whenever anything is added to it."""

from __future__ import annotations

from muster.desk.settings import Settings
from muster.ledger import tallies
from muster.ledger.store import Ledger


def state(settings: Settings) -> str:
    """What the ledger holds, as a few letters. The settings that change what is made of it are part of them."""
    return "-".join(str(number) for number in counts(settings).values())


def read(settings: Settings) -> str:
    """The same of what checks are made of alone: documents, their readings, claims and the judgements on these."""
    held = counts(settings)
    return "-".join(str(held[name]) for name in ("sightings", "readings", "claims", "reviews", "taken_back"))


def brought(settings: Settings) -> str:
    """The same of what was brought alone: documents, their readings and claims, whatever was judged of them since."""
    held = counts(settings)
    return "-".join(str(held[name]) for name in ("sightings", "readings", "claims"))


def counts(settings: Settings) -> dict[str, int]:
    """How many rows each table has to which something is added."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return tallies.counts(ledger.connection)
