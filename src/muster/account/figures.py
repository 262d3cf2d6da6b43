"""The printed numbers of a report, claims or not: what a person struck out is none of them."""

from __future__ import annotations

from muster.claims.report import Report
from muster.numbers.printed import Number, numbers


def figures(report: Report) -> list[Number]:
    """Every number of a report's text in text order, but those in what a person rejected or gave another number."""
    return [one for one in numbers(report.document.text) if report.stands(*one.core)]
