"""The words of a report with a figure marked, cut to what a page can hold, and what stands under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.claims import cells, passages
from muster.claims.claim import Place
from muster.claims.document import Document, bare
from muster.claims.measures import MEASURES
from muster.claims.report import Report
from muster.desk import saying
from muster.desk.checking import Noted, Said
from muster.web.rendering import short

_REACH = 150  # characters of a sentence on each side of its figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words `before` and `after` a `figure`, of a row of a table what its figure comes to; the `claim` it is, by the id that the ledger's
    tables show, empty for a remark; the document it stands in, `who` says it where, and how it was `read`."""

    before: str
    figure: str
    after: str
    claim: str
    document: str
    name: str
    who: str
    read: str
    table: bool = False


def quotes(one: Noted, *, most: int | None = None) -> list[Quote]:
    """The words of each claim and remark that a finding speaks of, at most so many."""
    every: Sequence[Said | tuple[Place, Report]] = (*one.claims, *one.remarks)
    return [_of_claim(its) if isinstance(its, Said) else _marked(its[1], its[0]) for its in every[:most]]


def called(document: Document) -> str:
    """A document's title, or what else it goes by."""
    return short(document.title or document.publisher or bare(document.origin or "") or document.id[:12])


def _of_claim(said: Said) -> Quote:
    claim, report = said.claim, said.report
    publisher = report.publisher(claim)
    day = report.published(claim)
    who = [
        claim.speaker or claim.source,
        publisher if publisher != claim.speaker else None,
        day and saying.day_words(day),
    ]
    whose = claim.party.code if claim.party else "party not stated"
    read = [
        MEASURES[claim.measure].title.lower(),
        f"{whose} civilians" if claim.civilian else whose,
        *([f"only of: {short(claim.scope, 60)}"] if claim.scope else []),
        saying.period_words(claim.period),
    ]
    found = _marked(
        report, claim.place, claim=said.id, who=", ".join(short(part) for part in who if part), read=", ".join(read)
    )
    if not report.table:
        return found
    return replace(found, before="", figure=short(saying.figure_words(claim)), after="", table=True)


def _marked(report: Report, place: Place, *, claim: str = "", who: str = "", read: str = "") -> Quote:
    """The sentence around a place; of a table the row, its cells behind the heads of their columns."""
    text = report.document.text
    row = cells.row(text, (place.start, place.end))
    first, last = passages.sentence(text, (place.start, place.end))
    left, right = (row[0], row[2]) if row else (text[first : place.start], text[place.end : last])
    left, right = _one_line(left).lstrip(), _one_line(right).rstrip()
    return Quote(
        before=left if len(left) <= _REACH else f"…{left[-_REACH:]}",
        figure=short(_one_line(text[place.start : place.end])),
        after=right if len(right) <= _REACH else f"{right[:_REACH]}…",
        claim=claim,
        document=report.document.id,
        name=called(report.document),
        who=who,
        read=read,
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
