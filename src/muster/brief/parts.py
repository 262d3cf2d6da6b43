"""The parts a brief is made of: entries (a claim where it stands), rows, sentences with links, charts, pages.

Invariant: plain frozen values, no markup in any of them; `anchor` is always the id of a claim, and a link to it leads to the
words it was read from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from muster.brief.words import APART, Kind, kind_of
from muster.claims.claim import Claim
from muster.claims.document import Document
from muster.claims.measures import Measure, Status
from muster.claims.party import Party


class ReviewState(StrEnum):
    """What a person has judged of a claim."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A judgement on a claim; `amended` is the claim as a person would have it, which one who accepted it need not have amended: then
    `amended_by` and `amended_why` tell of who did."""

    state: ReviewState
    by: str = ""
    why: str = ""
    amended: Claim | None = None
    amended_by: str = ""
    amended_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim as the brief tells it: amended where it was, with the `anchor` of what was read. `confidence` None: not known. Of a copy's
    claim `at_home` is it as it stands in its own document, and `read_as` the id it was read with there. `who` says it and `whose` data it
    is, by whatever form of their names; empty for nobody."""

    claim: Claim
    anchor: str
    document: Document
    confidence: float | None = None
    verdict: Verdict | None = None
    at_home: Claim | None = None
    read_as: str | None = None
    who: str = ""
    whose: str = ""

    @property
    def kind(self) -> Kind:
        """Total, rate, level or ratio."""
        return kind_of(self.claim)

    @property
    def publisher(self) -> str | None:
        """Who published it: the claim's own where it has one, else the document's."""
        return self.claim.publisher or self.document.publisher

    @property
    def published(self) -> dt.date | None:
        """When it was published, in the same way."""
        return self.claim.published or self.document.published

    @property
    def set_aside(self) -> bool:
        """Whether a reviewer has rejected it."""
        return self.verdict is not None and self.verdict.state is ReviewState.REJECTED

    @property
    def repeated(self) -> bool:
        """Whether it restates an earlier claim of its document."""
        return self.claim.repeats is not None

    @property
    def apart(self) -> bool:
        """Whether it says what should be, will be or once was, rather than what is."""
        return self.claim.status in APART

    @property
    def stands(self) -> bool:
        """Whether it is counted: an estimate, count or report, not a repeat, not set aside."""
        return not (self.apart or self.repeated or self.set_aside)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence; `to` is the anchor in the page it leads to, without its #."""

    text: str
    to: str | None = None


Sentence = tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim in words, a cell a field. `byline` is its document's, which in a data set need not be its own; `review` and `sure` are
    empty where nothing is known."""

    anchor: str
    figure: str
    quote: str
    party: str
    measure: str
    kind: Kind
    period: str
    status: Status
    status_words: str
    speaker: str
    source: str
    publisher: str
    published: str
    printed: str
    document: str
    document_anchor: str
    byline: str
    sentence: str
    scope: str = ""
    repeats: str | None = None
    review: str = ""
    sure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows of one kind in one table, under its heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is said of one measure of one party."""

    anchor: str
    title: str
    note: str
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many rows it has."""
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What is said of one party, a block a measure."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What is said of one war, a section a party; `counted` figures stand in it."""

    anchor: str
    title: str
    counted: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The claims of one chart in the order drawn, with the words that stand for the picture.

    `marks` are the values of the chart spec; `left_out` tells which claims are in the table alone.
    """

    anchor: str
    title: str
    summary: str
    marks: tuple[Mapping[str, str | int | bool], ...]
    rows: tuple[Row, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker on one basis: how many figures, of what, and the first of them."""

    speaker: str
    claims: int
    own: bool
    of: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Whose data figures are, and who passes them on; `shared` where several do."""

    name: str
    voices: tuple[Voice, ...]
    claims: int

    @property
    def shared(self) -> bool:
        """Whether more than one speaker stands on it."""
        return len(self.voices) > 1


class MarkKind(StrEnum):
    """Why a stretch of a document is marked."""

    CLAIM = "claim"
    OTHER = "other"
    REJECTED = "rejected"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked stretch of text, with others inside it. `id` is the element's own, None on the second half of one that was cut;
    `to` the row it leads to; `note` why it is marked; `also` further claims read from these same characters."""

    kind: MarkKind
    id: str | None
    to: str | None
    note: str
    pieces: tuple[str | Mark, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a document; `broken` where its line ends are to be seen."""

    pieces: tuple[str | Mark, ...]
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A figure that was read and not taken for a claim, or a file that could not be read."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document in full; `origin` is the file or address it was read from, None where that is not known."""

    anchor: str
    title: str
    byline: str
    origin: str | None
    claims: int
    paragraphs: tuple[Paragraph, ...]
    rejections: tuple[Refusal, ...]
    remarks: tuple[Refusal, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a brief was narrowed to; empty is everything."""

    parties: frozenset[Party] = frozenset()
    measures: frozenset[Measure] = frozenset()
    wars: frozenset[str] = frozenset()
    civilian: bool | None = None

    def holds(self, claim: Claim) -> bool:
        """Whether the claim is asked for."""
        return (
            (not self.parties or claim.party in self.parties)
            and (not self.measures or claim.measure in self.measures)
            and (not self.wars or claim.war in self.wars)
            and self.civilian in (None, claim.civilian)
        )
