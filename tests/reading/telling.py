"""What a text comes to, in a form that a test can hold beside what it must be."""

from __future__ import annotations

import datetime as dt

from muster.claims import Claim, Document
from muster.reading.anchors import times_of
from muster.reading.reader import read

DAY = dt.date(2025, 3, 10)  # a Monday
BEGAN = "Russia's full-scale invasion of Ukraine began on 24 February 2022.\n\n"


def said(text: str, published: dt.date | None = DAY) -> dict[str, Claim]:
    """The claims of a text by their quotes."""
    return {claim.quote: claim for claim in read(Document(text=text, published=published)).claims}


def party(claim: Claim) -> str | None:
    """The code of whose people a claim counts."""
    return claim.party.code if claim.party else None


def days(claim: Claim) -> str:
    """Its first and last day, a dash for each that is not known."""
    return f"{claim.period.start or '-'} {claim.period.end or '-'}"


def times(text: str, published: dt.date = DAY) -> dict[str, str]:
    """The times of a text with their days."""
    found = times_of(text, published=published, war=None)
    return {
        text[one.start : one.end].lower(): f"{one.period.start or '-'} {one.period.end or '-'}"
        for one in found
        if one.period.start or one.period.end
    }
