"""What a page on method tells besides the vocabulary: what is assumed, what made the ledger, and which versions are at work."""

from __future__ import annotations

import importlib.metadata
import platform

from muster.claims.reading import Reader
from muster.desk.estimating import assumptions
from muster.desk.settings import Settings
from muster.desk.watching import Indicator, Threshold, explained, indicators
from muster.ledger import shelf
from muster.ledger.store import Ledger
from muster.watch import Question, questions

__all__ = ["Indicator", "Question", "Reader", "Threshold", "assumptions", "questions", "readers", "signs", "versions"]
_AT_WORK = (
    "muster", "duckdb", "highspy", "numpy", "jax", "nutpie", "arviz", "ruptures", "vl-convert-python", "starlette", "uvicorn", "jinja2",
)  # fmt: skip


def readers(settings: Settings) -> list[tuple[Reader, int]]:
    """The readers whose readings are in force, each with the number of its documents. Raises `MissingInput` for no ledger."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return shelf.readers(ledger.connection)


def signs(settings: Settings) -> list[tuple[Indicator, tuple[Threshold, ...]]]:
    """Every indicator with its thresholds in force. Raises `SettingsError`."""
    return [explained(id_, settings) for id_ in indicators()]


def versions() -> dict[str, str]:
    """What is installed of what does the work, and the Python it runs on."""
    found = {"Python": platform.python_version()}
    for name in _AT_WORK:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
