"""A claim: one quantitative assertion made in a document about the people of a party to a war.

Invariant: `document.text[place.start:place.end] == quote`, always; `grounded` holds a claim to it.
A claim's `id` is the hash of what it asserts and where, not of when or by which reader it was read, so adding twice is adding
once, and two readers that agree make one claim.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from muster.claims.document import Document, digest
from muster.claims.errors import ValueRefused
from muster.claims.figure import Figure
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import UNDATED, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quote stands: character offsets into one document's text."""

    document: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueRefused(f"a place must begin before it ends; got {self.start} to {self.end}")

    def overlaps(self, other: Place) -> bool:
        """Whether the two share a character."""
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The fields of the annotation rules (see docs/vocabulary).

    `published` and `publisher` are None for the document's own; `war` is the id of a war where it is known; `repeats` is the id of
    the earlier claim of this document that this one restates. `id` is 20 hex digits of the hash of all the others.
    """

    figure: Figure
    quote: str
    place: Place
    measure: Measure
    party: Party | None = None
    civilian: bool = False
    period: Period = UNDATED
    status: Status = Status.ESTIMATE
    speaker: str | None = None
    source: str | None = None
    scope: str | None = None
    war: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    repeats: str | None = None
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        f, p = self.figure, self.place
        name = digest(
            [f.low, f.high, f.bound, f.unit, f.per],
            [p.document, p.start, p.end, self.quote],
            [self.measure, self.party and self.party.code, self.civilian, self.period.start, self.period.end],
            [
                self.status,
                self.speaker,
                self.source,
                self.scope,
                self.war,
                self.published,
                self.publisher,
                self.repeats,
            ],
            length=20,
        )
        object.__setattr__(self, "id", name)


def grounded(claim: Claim, document: Document) -> bool:
    """Whether the claim's quote stands in the document just where the claim says."""
    place = claim.place
    return place.document == document.id and document.text[place.start : place.end] == claim.quote
