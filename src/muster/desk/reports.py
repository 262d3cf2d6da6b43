"""Reports for the checks: what was read from files, or what the ledger holds now, with the judgements applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from muster.claims.document import Document
from muster.claims.reading import Reading
from muster.claims.report import Report
from muster.desk import steps
from muster.desk.copies import at_home
from muster.desk.settings import Settings
from muster.desk.uncollected import uncollected
from muster.ledger.applied import Judged, judgements
from muster.ledger.bulk import shelved
from muster.ledger.store import Ledger


def of_paths(
    paths: Sequence[Path],
    settings: Settings,
    *,
    published: dt.date | None = None,
    publisher: str | None = None,
    refused: list[steps.Refused] | None = None,
    told: list[str] | None = None,
) -> list[Report]:
    """Every document under the paths as a report, by whom and when it is said to be published, whatever it says itself; what could not be
    read is put into `refused`, and into `told` a line on the rows of tables that were set aside. No ledger is touched."""
    found = []
    for one in steps.read_all(paths, settings, published=published, publisher=publisher):
        if isinstance(one, steps.Read):
            document = one.document if one.document.origin else replace(one.document, origin=one.name)
            found.append(Report(document=document, claims=one.reading.claims, remarks=one.reading.remarks))
            if told is not None and document.media == "dataset":
                told += _set_aside(one)
        elif refused is not None:
            refused.append(one)
    return found


def _set_aside(read: steps.Read) -> list[str]:
    """A line on a table's rows that are no claims, with the reason of the first."""
    rows = read.reading.rejections
    if not rows:
        return []
    are = "row was" if len(rows) == 1 else "rows were"
    return [f"{read.name}: {len(rows):,} {are} set aside, the first because {rows[0].because}; muster read tells all"]


def of_ledger(settings: Settings) -> list[Report]:
    """Every current document of the ledger in its newest reading, amended claims as amended, rejected ones left out."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken(), uncollected():
        judged = judgements(ledger.connection)
        return list(_reports(list(shelved(ledger.connection, bare=True)), judged=judged))


def known_by(material: Sequence[Report], day: dt.date | None) -> list[Report]:
    """The same with those claims alone that were published by a day; what does not say when it was published is not known by any. All of
    them for None."""
    if day is None:
        return list(material)
    found = []
    for one in material:
        its = tuple(claim for claim in one.claims if (one.published(claim) or dt.date.max) <= day)
        if its:
            found.append(replace(one, claims=its))
    return found


def _reports(held: Sequence[tuple[Document, Reading]], *, judged: Mapping[str, Judged]) -> Iterator[Report]:
    known = {document.id for document, _ in held}
    for document, reading in held:
        own = replace(
            reading,
            claims=tuple(
                claim
                for claim in reading.claims
                if claim.place.document == document.id or claim.place.document not in known
            ),
        )
        moved = at_home(document, own)
        claims, ids, struck = [], {}, set()
        for old, new in zip(own.claims, moved.claims, strict=True):
            verdict = judged.get(old.id)
            if verdict is None:
                kept = new
            elif verdict.review.state == "rejected":
                struck.add((new.place.start, new.place.end))
                continue
            else:
                if verdict.claim.figure != old.figure:
                    struck.add((new.place.start, new.place.end))
                kept = replace(verdict.claim, place=new.place, quote=new.quote, repeats=new.repeats)
            claims.append(kept)
            ids[kept.id] = old.id
        yield Report(document=document, claims=tuple(claims), remarks=moved.remarks, ids=ids, struck=frozenset(struck))
