"""A brief out of readings: straight from files, or from the ledger with the judgements passed on its claims.

Invariant: nothing here reads a clock or a screen; what is made depends on the documents, the ledger and what was asked for alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from muster.brief.composition import Options, Source, compose
from muster.brief.facts import Facts
from muster.brief.given import Given
from muster.brief.parted import Parted, parted
from muster.brief.parts import Refusal, ReviewState, Selection, Verdict
from muster.brief.render import html, markdown
from muster.brief.whole import SECTIONS, Brief
from muster.brief.words import names_of
from muster.claims.claim import Claim
from muster.claims.document import Document, bare
from muster.claims.errors import MissingInput, UsageError
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.claims.reading import Reading
from muster.claims.war import wars_with
from muster.desk import reports, steps
from muster.desk.beside import anchors_of, beside, reports_of
from muster.desk.boards import boards, of_whom
from muster.desk.copies import at_home
from muster.desk.drawn import drawn
from muster.desk.forward import carried
from muster.desk.noticing import Notice, notices
from muster.desk.settings import Settings
from muster.ledger import findings, shelf
from muster.ledger.applied import Judged, judgements
from muster.ledger.store import Ledger

__all__ = [
    "FORMATS",
    "PARTS",
    "Asked",
    "Brief",
    "Facts",
    "Made",
    "Parted",
    "Told",
    "gathered",
    "of_ledger",
    "of_paths",
    "of_sources",
    "parted",
    "written",
]

PARTS = SECTIONS
FORMATS = ("html", "md", "pdf", "docx")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a brief is to be: its title (None: what was found), the day printed on it, and the parties, measures and wars it is narrowed
    to; `civilian` None for everybody; `scenarios` are those of its outlook, those that suit where none is named; `since` is what an earlier
    brief said; `kept_in` the name that the ledger is told by, its own where None; `remarks` are paragraphs of whoever makes
    it; it is `without` these of `PARTS`."""

    title: str | None = None
    made: dt.date | None = None
    parties: Sequence[Party] = ()
    measures: Sequence[Measure] = ()
    wars: Sequence[str] = ()
    civilian: bool | None = None
    scenarios: Sequence[str] = ()
    since: Facts | None = None
    kept_in: str | None = None
    remarks: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How files are read: what they are said to be, whatever they say. `refused` is filled with what could not be read, and `noticed`
    with what should be known of what was, each with the names of its documents."""

    published: dt.date | None = None
    publisher: str | None = None
    refused: list[steps.Refused] = field(default_factory=list)
    noticed: dict[Notice, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A brief written out, text or bytes, and what is to be said of it: `refused` a line for each document that could not be read."""

    held: str | bytes
    title: str
    claims: int
    counted: int
    speakers: int
    documents: int
    refused: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Found:
    refused: list[Refusal] = field(default_factory=list)


def _silent(_: str) -> None:
    return


def of_paths(
    paths: Sequence[Path], settings: Settings, *, asked: Asked, told: Told | None = None, tell: Tell = _silent
) -> Brief:
    """The brief of every document under the paths, with what checks find in them; what could not be read is named in it. No ledger is
    touched. `tell` is given a line on what is being done.
    Raises `MissingInput` where nothing could be read, or nothing that was read is as asked for."""
    sources, refused = gathered(paths, settings, told=told)
    return of_sources(sources, settings, asked=asked, refused=refused, tell=tell)


def gathered(
    paths: Sequence[Path], settings: Settings, *, told: Told | None = None
) -> tuple[list[Source], list[Refusal]]:
    """Every document under the paths as it was read, and what could not be. Raises `MissingInput` where nothing could."""
    told, found = told or Told(), _Found()
    sources = list(_read(paths, settings, told=told, found=found))
    if not sources:
        why = (
            f"{found.refused[0].what}: {found.refused[0].why}"
            if found.refused
            else "there is none under the paths given"
        )
        raise MissingInput(f"a brief needs a document that can be read; {why}")
    return sources, found.refused


def of_sources(
    sources: Sequence[Source],
    settings: Settings,
    *,
    asked: Asked,
    refused: Sequence[Refusal] = (),
    tell: Tell = _silent,
) -> Brief:
    """The brief of what was read, with what checks find in it. Raises `MissingInput` where nothing is as asked for."""
    material = reports_of(sources)
    given = beside(material, settings, anchors=anchors_of(sources, material), tell=tell)
    options = replace(_options(asked, settings), refused=tuple(refused))
    return _composed(sources, asked, options=options, given=given)


def _read(paths: Sequence[Path], settings: Settings, *, told: Told, found: _Found) -> Iterator[Source]:
    for one in steps.read_all(paths, settings, published=told.published, publisher=told.publisher):
        if isinstance(one, steps.Read):
            document = one.document if one.document.origin else replace(one.document, origin=one.name)
            for notice in notices(one.document, one.reading):
                told.noticed.setdefault(notice, []).append(one.name)
            yield Source(document=document, reading=one.reading)
        else:
            told.refused.append(one)
            name = bare(one.origin)
            found.refused.append(Refusal(what=name, why=one.message.replace(one.origin, name)))


def of_ledger(settings: Settings, *, asked: Asked, tell: Tell = _silent) -> Brief:
    """The brief of every current document of the ledger: amended claims as amended, rejected ones set aside, with what checks find in it
    which findings were set aside, and what the newest estimates say. Raises `MissingInput` where nothing in it is as asked for."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        judged = judgements(ledger.connection)
        held = shelf.documents(ledger.connection)
        sources = [
            _source(
                shelf.document_of(ledger.connection, one.id),
                shelf.reading_of(ledger.connection, one.id),
                judged=judged,
                held={other.id for other in held},
            )
            for one in held
        ]
        aside = findings.set_aside(ledger.connection)
    if not any(source.reading.claims for source in sources):
        raise MissingInput(
            f"a brief needs a claim; the ledger {settings.ledger} holds none yet, and muster add brings some"
        )
    material = reports.of_ledger(settings)
    anchors = anchors_of(sources, material)
    given = beside(material, settings, anchors=anchors, aside=aside, tell=tell)
    estimated = drawn(settings, anchors=anchors, parties=asked.parties, wars=asked.wars)
    aheads = () if "outlook" in asked.without else tuple(carried(estimated.fits, names=asked.scenarios))
    whose = of_whom(estimated.fits, parties=asked.parties, wars=asked.wars)
    its = () if "signs" in asked.without else boards(material, settings, of=whose, told=given.findings, anchors=anchors)
    told = "estimate" not in asked.without
    given = replace(
        given,
        estimates=estimated.estimates if told else (),
        untold=estimated.untold if told else (),
        aheads=aheads,
        boards=its,
    )
    return _composed(
        sources,
        asked,
        options=replace(_options(asked, settings), kept_in=asked.kept_in or settings.ledger.name),
        given=given,
    )


def _composed(sources: Sequence[Source], asked: Asked, *, options: Options, given: Given) -> Brief:
    """The brief. Raises `MissingInput` where it was narrowed to what nothing read is of, and says what there is."""
    brief = compose(sources, options=options, given=given)
    if brief.method.claims or options.selection == Selection():
        return brief
    claims = [claim for source in sources for claim in source.reading.claims]
    parties = sorted({claim.party.code for claim in claims if claim.party})
    measures = [measure.value for measure in MEASURES if any(claim.measure is measure for claim in claims)]
    told = [
        ("party", [party.code for party in asked.parties], parties),
        ("measure", [measure.value for measure in asked.measures], measures),
    ]
    told.append(("war", list(asked.wars), sorted({claim.war for claim in claims if claim.war})))
    of_whom = [] if asked.civilian is None else ["civilians" if asked.civilian else "fighters"]
    wanted = " and ".join([*(f"{name} {' or '.join(its)}" for name, its, _ in told if its), *of_whom])
    there = "; ".join(f"{name} {', '.join(found) or 'none'}" for name, its, found in told if its)
    instead = f". What was read is of {there}" if there else ""
    raise MissingInput(f"a brief needs a claim; there is none of {wanted}{instead}")


def _source(document: Document, reading: Reading, *, judged: Mapping[str, Judged], held: Set[str]) -> Source:
    """A document with its claims where they stand in it; of a copy, those alone whose own document is not there to show them."""
    verdicts = _verdicts(judged)
    if all(claim.place.document == document.id for claim in reading.claims):
        return Source(document=document, reading=reading, verdicts=verdicts)
    borne = replace(reading, claims=tuple(claim for claim in reading.claims if claim.place.document not in held))
    moved = at_home(document, borne)
    renamed = {old.id: new for old, new in zip(borne.claims, moved.claims, strict=True)}
    return Source(
        document=document,
        reading=moved,
        verdicts={
            renamed[name].id: replace(verdict, amended=_moved(verdict.amended, renamed[name]))
            for name, verdict in verdicts.items()
            if name in renamed
        },
        at_home={
            renamed[old.id].id: (old.id, judged[old.id].claim if old.id in judged else old) for old in borne.claims
        },
    )


def _moved(amended: Claim | None, to: Claim) -> Claim | None:
    return amended and replace(amended, place=to.place, quote=to.quote, repeats=to.repeats)


def _verdicts(judged: Mapping[str, Judged]) -> dict[str, Verdict]:
    return {name: _verdict(one) for name, one in judged.items()}


def _verdict(judged: Judged) -> Verdict:
    review, amender = judged.review, judged.amended_by
    return Verdict(
        state=ReviewState(review.state),
        by=review.by,
        why=review.why,
        amended=judged.claim if review.amended else None,
        amended_by=amender.by if amender else "",
        amended_why=amender.why if amender else "",
    )


def _options(asked: Asked, settings: Settings) -> Options:
    return Options(
        title=asked.title,
        made=asked.made,
        since=asked.since,
        remarks=asked.remarks,
        without=asked.without,
        names=names_of(wars_with(settings.wars).values()),
        selection=Selection(
            parties=frozenset(asked.parties),
            measures=frozenset(asked.measures),
            wars=frozenset(asked.wars),
            civilian=asked.civilian,
        ),
    )


def written(brief: Brief, *, form: str, with_png: bool = False) -> Made:
    """The brief as `html` (`with_png` with each chart as PNG to take along), `md`, `pdf` or `docx`, text or bytes. Raises `UsageError` for
    another form, `MissingEngine` for PDF without what sets it."""
    if form not in FORMATS:
        raise UsageError(f"a brief is written as {', '.join(FORMATS)}; got {form!r}")
    return Made(
        held=_as(brief, form, with_png=with_png),
        title=brief.title,
        claims=brief.method.claims,
        counted=brief.method.counted,
        speakers=brief.method.speakers,
        documents=brief.method.documents,
        refused=tuple(f"{one.what}: {one.why}" for one in brief.method.refused),
    )


def _as(brief: Brief, form: str, *, with_png: bool) -> str | bytes:
    if form == "pdf":
        from muster.brief.paper import pdf

        return pdf(brief)
    if form == "docx":
        from muster.brief.word import docx

        return docx(brief)
    return html(brief, with_png=with_png) if form == "html" else markdown(brief)
