"""What is known in a line and in three to five sentences, out of reports: the same that lead a brief, where no brief is composed.

Invariant: a figure in a sentence leads to its claim by the id that the ledger's tables show; what is counted and what may lead is decided
as in a brief.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from muster.brief import tables
from muster.brief.headline import title
from muster.brief.naming import named
from muster.brief.parts import Entry, ReviewState, Sentence, Verdict
from muster.brief.takeaways import takeaways, widest_spread
from muster.brief.words import names_of
from muster.claims.claim import Claim
from muster.claims.report import Report
from muster.claims.war import wars_with
from muster.desk.settings import Settings

_CLAIM = "c-"  # before the anchor of a claim
Words = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """`title` is what was found, in one line; each sentence a row of parts: its words, the id of the claim that they lead to, and what else
    they lead to (`claims`, `origins`, `says`, `apart`), both empty for none."""

    title: str
    sentences: tuple[Words, ...]


def known(
    reports: Iterable[Report], settings: Settings, *, sure: Mapping[str, float], judged: Collection[str]
) -> Known:
    """What these reports say. `sure` is how sure the reader is of claims and `judged` those that a person judged, by the ids that the
    ledger's tables show."""
    ordered = sorted({one.document.id: one for one in reports}.values(), key=lambda one: one.document.id)
    names = names_of(wars_with(settings.wars).values())
    every = named(_entry(one, id_, claim, sure, judged) for one in ordered for id_, claim in _claims(one))
    spread, bases = widest_spread(every), tables.bases(every, names=names)
    return Known(
        title=title(every, len(ordered), names=names, spread=spread),
        sentences=tuple(_words(one) for one in takeaways(every, bases, names=names, spread=spread)),
    )


def _claims(report: Report) -> Iterable[tuple[str, Claim]]:
    its = ((report.ids.get(claim.id, claim.id), claim) for claim in report.claims)
    return sorted(its, key=lambda one: (one[1].place.start, one[1].place.end, one[0]))


def _entry(report: Report, id_: str, claim: Claim, sure: Mapping[str, float], judged: Collection[str]) -> Entry:
    verdict = Verdict(state=ReviewState.ACCEPTED) if id_ in judged else None
    return Entry(claim=claim, anchor=id_, document=report.document, confidence=sure.get(id_), verdict=verdict)


def _words(sentence: Sentence) -> Words:
    found = []
    for part in sentence:
        to = part.to or ""
        claim = to.removeprefix(_CLAIM) if to.startswith(_CLAIM) else ""
        found.append((part.text, claim, "" if claim else to))
    return tuple(found)
