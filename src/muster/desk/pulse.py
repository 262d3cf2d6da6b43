"""Whether a ledger stands as it stood: a few letters that change whenever anything is added to it."""

from __future__ import annotations

from muster.desk.settings import Settings
from muster.ledger import query
from muster.ledger.store import Ledger


def state(settings: Settings) -> str:
    """What the ledger holds, as a few letters. The settings that change what is made of it are part of them."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        counts = query.counts(ledger.connection)
    return "-".join(str(number) for number in counts.values())
