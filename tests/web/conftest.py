"""A ledger served as it is to a real browser; each module says with `its` which ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from windows import chromium, served

from muster.desk.settings import Settings
from muster.web.session import Session


@pytest.fixture(scope="module")
def address(its: Settings) -> Iterator[tuple[str, Session]]:
    """Where it is served."""
    with served(its) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    with chromium() as browser:
        yield browser
