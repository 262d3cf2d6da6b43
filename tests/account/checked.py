"""Texts as `muster check` takes them: each a report of its own, with the day that its head gives, and what is found in them."""

from __future__ import annotations

from muster.account.checks import check
from muster.claims.finding import Finding
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.reading.fetch import load_bytes
from muster.reading.reader import read


def reported(text: str) -> Report:
    """A text as a report, read by the real reader."""
    document = load_bytes(text.strip().encode(), name="report.txt")
    reading = read(document)
    return Report(document=document, claims=reading.claims, remarks=reading.remarks)


def checked(*texts: str) -> list[Finding]:
    """What is found in these texts together."""
    return check([reported(text) for text in texts], wars=shipped_wars())
