"""What is known of a figure when its status is asked, and the answer."""

from __future__ import annotations

from muster.claims.claim import Claim
from muster.claims.measures import Measure, Status
from muster.claims.period import Period
from muster.numbers.values import value
from muster.reading.context import Item
from muster.reading.voices import Voice


@value(frozen=True, slots=True)
class Standing:
    """A status with the words that gave it, how surely, and by which rule."""

    status: Status
    words: tuple[int, int] | None
    confidence: float
    rule: str


@value(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of a figure when its status is asked: what it is of, whose, on whose word, for which days.

    `office` is the side whose office publishes the document; `before` the claim before it, `listed` whether in the same sentence,
    `borrowed` whether the figure goes with that claim; `inflicted` that the verb does it to others; `span` are the days of the past war or
    fight that the document is about.
    """

    measure: Measure
    party: str | None
    civilian: bool
    voice: Voice | None
    period: Period
    office: str | None = None
    before: Claim | None = None
    listed: bool = False
    borrowed: bool = False
    rate: bool = False
    inflicted: bool = False
    span: Period | None = None

    @property
    def speaker(self) -> str | None:
        """Who is credited."""
        return (self.voice.name or None) if self.voice else None

    @property
    def source(self) -> str | None:
        """Whose data it is, where that is a side's own."""
        return self.voice.source if self.voice and self.voice.source_party else None


@value(frozen=True, slots=True)
class Grounds:
    """On what a status rests: the item that the figure is, what was known of it, and what the rules said."""

    item: Item
    case: Case
    ruled: Standing
