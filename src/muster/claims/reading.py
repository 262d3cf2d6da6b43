"""A reading: all that one reader made of one document. It accounts for every figure: claims and rejections together cover them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from muster.claims.claim import Claim, Place
from muster.claims.remark import Remark

FIELDS = (
    "figure",
    "unit",
    "per",
    "measure",
    "party",
    "civilian",
    "period",
    "status",
    "speaker",
    "source",
    "scope",
    "repeats",
)


class Trace(NamedTuple):
    """How one field of a claim was decided: by which `words` (spans of the text), under which `rule`, how surely (0 to 1)."""

    field: str
    rule: str
    words: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0


def place_in(document: str, claim: Claim, *, traces: Iterable[Trace]) -> Place:
    """Where a claim's quote stands in this document: its own place there, else the words that its figure was taken from."""
    if claim.place.document == document:
        return claim.place
    words = next((trace.words for trace in traces if trace.field == "figure" and trace.words), ((0, 1),))
    return Place(document=document, start=words[0][0], end=words[0][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A figure that is no claim. `why` is a stable key (`date`, `age`, `equipment` …), `because` says it in words."""

    quote: str
    place: Place
    why: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Which reader it was: its name, its version, and the hash of the lexicon it used."""

    name: str
    version: str
    lexicon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Claims in text order, remarks, rejections, and for each claim's id a trace of every field that was decided."""

    document: str
    reader: Reader
    claims: tuple[Claim, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    traces: Mapping[str, tuple[Trace, ...]] = field(default_factory=dict)

    def place(self, claim: Claim) -> Place:
        """Where the claim's quote stands in the document that was read, which may be a table that bears claims of other documents."""
        return place_in(self.document, claim, traces=self.traces.get(claim.id, ()))

    def confidence(self, claim_id: str) -> float:
        """How sure the reader is of the claim as a whole: the least sure of its fields, 1 where nothing is known."""
        return min((trace.confidence for trace in self.traces.get(claim_id, ())), default=1.0)
