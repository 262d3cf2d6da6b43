"""A ledger that this process keeps for itself while it serves it, and lends to the commands that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from muster.db import Lender, page_of, within
from muster.desk.settings import Settings
from muster.ledger.store import Ledger

__all__ = ["another", "owned", "within"]
_PATIENCE = 20.0  # seconds that a command waits for what is at work here, and that a page waits for a command


@contextmanager
def owned(settings: Settings) -> Iterator[Lender]:
    """The ledger, made where it is missing, as this process's own. Raises `LedgerLocked` where another process has it."""
    held = Ledger.own(settings.ledger, patience=_PATIENCE)
    try:
        lender = Lender(settings.ledger, lambda who: held.lent(who, patience=_PATIENCE))
        try:
            yield lender
        finally:
            lender.close()
    finally:
        held.close()


def another(settings: Settings) -> str:
    """A fresh link to the page of the process that serves this ledger already; empty where none does."""
    return page_of(settings.ledger)
