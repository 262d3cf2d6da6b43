"""A report: a document with what stands in it as it counts now, which is what checks are made on.

Invariant: every claim's place is in this document's text, amended claims are as amended, rejected ones are not here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from muster.claims import passages
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.remark import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document, its claims and remarks in text order; `ids` gives, for a claim that a person amended, the id it was read under. `struck`
    are the spans of the figures that a person rejected or gave another number: what is printed there says nothing any more."""

    document: Document
    claims: tuple[Claim, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    struck: frozenset[tuple[int, int]] = frozenset()

    def published(self, claim: Claim) -> dt.date | None:
        """When the claim was published: its own date where it has one, as rows of a table do, else the document's."""
        return claim.published or self.document.published

    def publisher(self, claim: Claim) -> str | None:
        """Who published the claim; a table may say that it came "via" them."""
        publisher = claim.publisher or self.document.publisher
        return publisher and publisher.removeprefix("via ")

    def sentence(self, place: Place) -> str:
        """The sentence around a place, on one line."""
        return passages.in_one_line(self.document.text, (place.start, place.end))

    def stands(self, start: int, end: int) -> bool:
        """Whether no person struck out what is printed there."""
        return not any(first < end and start < last for first, last in self.struck)

    @property
    def table(self) -> bool:
        """Whether it is a data set, whose rows are statements of many hands."""
        return self.document.media == "dataset"
