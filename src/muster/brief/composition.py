"""Readings in, a brief out: pure data that the renderers turn into a page.

Invariant: the same sources and options give the same brief whatever their order; every claim of every source that was asked for is
in `claims`, or among those set aside where a person has rejected it, and none that its document does not bear out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from muster.brief import tables
from muster.brief.accounts import Account, accounts
from muster.brief.charts import timelines
from muster.brief.checks import Checks, Ground, checks, of_these
from muster.brief.facts import NO_FACTS, Facts
from muster.brief.foremost import foremost, headline
from muster.brief.forward import forward
from muster.brief.given import Given
from muster.brief.headline import lede, speakers_of, title
from muster.brief.leads import leading
from muster.brief.left_out import LeftOut, left_out
from muster.brief.marks import document_title, page, where_from
from muster.brief.naming import named
from muster.brief.parts import (
    Entry,
    Page,
    Refusal,
    ReviewState,
    Selection,
    Verdict,
)
from muster.brief.resting import resting
from muster.brief.sheet import records, sheet
from muster.brief.signs import boards
from muster.brief.since import changes
from muster.brief.takeaways import takeaways, widest_spread
from muster.brief.telling import claims_told, findings_told, numbers_told, signs_told
from muster.brief.whole import Brief, Method
from muster.brief.words import Names, count_words, names_of, party_words
from muster.claims.claim import Claim, Place, grounded
from muster.claims.document import Document
from muster.claims.errors import UsageError
from muster.claims.party import Party
from muster.claims.reading import Reading
from muster.claims.war import shipped_wars
from muster.claims.wire import to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document and what was read in it, with the judgements passed on its claims by id. Of a copy's claims `at_home` tells, by the id
    they have here, the id they were read with and how they stand in their own document."""

    document: Document
    reading: Reading
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    at_home: Mapping[str, tuple[str, Claim]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`made` is the day printed on the brief, none where it is None; `names` of parties and wars, those of the shipped wars where
    None; `refused` what could not be read; `kept_in` the name of the ledger it was made from; `remarks` paragraphs of whoever
    makes it; `since` what an earlier brief said, against which this one is held; it is `without` these of `SECTIONS`."""

    title: str | None = None
    made: dt.date | None = None
    names: Names | None = None
    selection: Selection = field(default_factory=Selection)
    refused: Sequence[Refusal] = ()
    kept_in: str | None = None
    remarks: tuple[str, ...] = ()
    since: Facts | None = None
    without: frozenset[str] = frozenset()


def compose(sources: Iterable[Source], *, options: Options | None = None, given: Given | None = None) -> Brief:
    """The brief of these sources, with what is `given` of them, None where they were not checked. A document given twice counts once.
    Raises `UsageError` for a reading that is not of its document, or a claim whose words do not stand there."""
    options = options or Options()
    names = names_of(shipped_wars().values()) if options.names is None else options.names
    ordered = _ordered(sources)
    read = {source.document.id: _entries(source) for source in ordered}
    entries = {name: [one for one in its if options.selection.holds(one.claim)] for name, its in read.items()}
    every = named(entry for its in entries.values() for entry in its)
    kept, origins = [entry for entry in every if not entry.set_aside], where_from(source.document for source in ordered)
    taken = records(kept, origins=origins)
    spread, bases = widest_spread(every), tables.bases(every, names=names)
    chapters = tables.chapters(every, names=names)
    shown = [source for source in ordered if entries[source.document.id] or options.selection == Selection()]
    ground = _ground(ordered, read=read, shown=shown, every=every, names=names)
    its = given or Given()
    told = of_these(its.findings, ground, selection=options.selection)
    spoken = frozenset(place for one in told for place in one.finding.remarks)
    checked = checks(told, ground, leading=[one.anchor for one in leading(every)]) if given else None
    estimated = accounts(its.estimates, shown=ground.claims, selection=options.selection, names=names)
    ahead = forward(its.aheads, selection=options.selection, names=names)
    method, leads = _method(ordered, every, options=options, names=names), headline(estimated, every, names=names)
    brief = Brief(
        title=options.title or leads or title(every, len(ordered), names=names, spread=spread),
        remarks=options.remarks,
        lede=lede(every, len(ordered), chapters=chapters),
        made=options.made,
        takeaways=foremost(
            takeaways(every, bases, names=names, spread=spread),
            accounts=estimated,
            ahead=ahead,
            entries=every,
            names=names,
        ),
        chapters=chapters,
        apart=tables.apart(every, names=names),
        checks=checked,
        resting=resting(its, ground.claims),
        accounts=estimated,
        untold=_untold(its, options.selection, names),
        forward=ahead,
        signs=boards(its.boards, shown=ground.claims, selection=options.selection, names=names),
        timelines=timelines(every, names=names),
        rows=tuple(tables.row(entry, names=names) for entry in kept),
        bases=bases,
        pages=tuple(_page(one, entries[one.document.id], names, origins, spoken) for one in shown),
        method=method,
        left_out=_left_out(every, shown, method, estimated, checked),
        claims=tuple(entry.claim for entry in kept),
        exact=to_json(taken),
        sheet=sheet(taken),
        facts=NO_FACTS,
        changed=None,
    )
    return _narrower(_held_against(replace(brief, facts=_facts(brief, names)), options.since), options.without)


def _narrower(brief: Brief, without: frozenset[str]) -> Brief:
    """The brief without some of its sections; what a later brief is held against is of all of them."""
    return replace(
        brief,
        without=without,
        takeaways=() if "takeaways" in without else brief.takeaways,
        chapters=() if "figures" in without else brief.chapters,
        apart=() if "goals" in without else brief.apart,
        accounts=() if "estimate" in without else brief.accounts,
        untold=() if "estimate" in without else brief.untold,
        forward=() if "outlook" in without else brief.forward,
        signs=() if "signs" in without else brief.signs,
        timelines=() if "timelines" in without else brief.timelines,
        checks=None if "findings" in without else brief.checks,
        resting=None if "sources" in without else brief.resting,
        bases=() if "sources" in without else brief.bases,
    )


def _page(
    source: Source, entries: Sequence[Entry], names: Names, origins: Mapping[str, str], spoken: Set[Place]
) -> Page:
    origin = origins.get(source.document.id)
    return page(source.reading, source.document, entries=entries, names=names, origin=origin, spoken=spoken)


def _left_out(
    entries: Sequence[Entry],
    shown: Sequence[Source],
    method: Method,
    estimated: Sequence[Account],
    checked: Checks | None,
) -> tuple[LeftOut, ...]:
    return left_out(
        entries,
        rejections=[one for source in shown for one in source.reading.rejections],
        refused=method.refused,
        accounts=estimated,
        checks=checked,
        narrowed=method.narrowed,
    )


def _facts(brief: Brief, names: Names) -> Facts:
    """All that a later brief can be held against."""
    return Facts(
        title=brief.title,
        made=brief.made.isoformat() if brief.made else "",
        narrowed=brief.method.narrowed,
        claims=claims_told(brief.rows, brief.claims),
        findings=findings_told(brief.checks),
        numbers=numbers_told(brief.accounts, brief.forward, names=names),
        signs=signs_told(brief.signs),
        runs=tuple(dict.fromkeys(account.estimate.run for account in brief.accounts)),
    )


def _held_against(brief: Brief, since: Facts | None) -> Brief:
    if since is None:
        return brief
    rejected = {row.anchor: row.review for row in brief.method.set_aside}
    return replace(brief, changed=changes(since, brief.facts, rejected=rejected))


def _untold(given: Given, selection: Selection, names: Names) -> tuple[tuple[str, str], ...]:
    """The parties, of those the brief is of, with an estimate that is not shown, and why."""
    return tuple(
        (party_words(Party(party), names), why)
        for war, party, why in given.untold
        if (not selection.parties or Party(party) in selection.parties)
        and (not selection.wars or war in selection.wars)
    )


def _ordered(sources: Iterable[Source]) -> list[Source]:
    once: dict[str, Source] = {}
    for source in sources:
        if source.reading.document != source.document.id:
            raise UsageError(
                f"a reading must be of its document {source.document.id}; got one of {source.reading.document}"
            )
        once.setdefault(source.document.id, source)
    return sorted(
        once.values(),
        key=lambda s: (s.document.published or dt.date.max, document_title(s.document), s.document.id),
    )


def _ground(
    sources: Sequence[Source],
    *,
    read: Mapping[str, Sequence[Entry]],
    shown: Sequence[Source],
    every: Iterable[Entry],
    names: Names,
) -> Ground:
    """Where findings find their sentences; one may speak of a claim that the brief was not asked for."""
    return Ground(
        entries={one.anchor: one for its in read.values() for one in its},
        documents={source.document.id: source.document for source in sources},
        claims=frozenset(one.anchor for one in every),
        pages=frozenset(source.document.id for source in shown),
        remarks=frozenset(remark.place for source in shown for remark in source.reading.remarks),
        names=names,
    )


def _entries(source: Source) -> list[Entry]:
    once: dict[str, Entry] = {}
    for read in source.reading.claims:
        if not grounded(read, source.document):
            raise UsageError(f"a claim's words must stand in its document; {read.id} says {read.quote!r}")
        verdict = source.verdicts.get(read.id)
        amended = verdict.amended if verdict and verdict.state is not ReviewState.REJECTED else None
        claim = amended if amended and grounded(amended, source.document) else read
        sure = source.reading.confidence(read.id) if read.id in source.reading.traces else None
        read_as, at_home = source.at_home.get(read.id, (None, None))
        once[read.id] = Entry(
            claim=claim,
            anchor=read.id,
            document=source.document,
            confidence=sure,
            verdict=verdict,
            at_home=at_home,
            read_as=read_as,
        )
    return sorted(once.values(), key=lambda e: (e.claim.place.start, e.claim.place.end, e.anchor))


def _method(sources: Sequence[Source], entries: Sequence[Entry], *, options: Options, names: Names) -> Method:
    readers = {source.reading.reader for source in sources}
    aside = [entry for entry in entries if entry.set_aside]
    return Method(
        readers=tuple(sorted(readers, key=lambda reader: (reader.name, reader.version, reader.lexicon))),
        documents=len(sources),
        claims=len(entries),
        counted=sum(entry.stands for entry in entries),
        speakers=speakers_of(entries),
        repeats=sum(entry.repeated for entry in entries),
        rejections=sum(len(source.reading.rejections) for source in sources),
        remarks=sum(len(source.reading.remarks) for source in sources),
        set_aside=tuple(tables.row(entry, names=names) for entry in aside),
        refused=tuple(options.refused),
        narrowed=_narrowed(options.selection, names),
        kept_in=options.kept_in,
    )


def _narrowed(selection: Selection, names: Names) -> str:
    parties = sorted(party_words(party, names) for party in selection.parties)
    measures = sorted(measure.value for measure in selection.measures)
    told = (("party", parties), ("measure", measures), ("war", sorted(selection.wars)))
    said = [f"{label} {', '.join(its)}" for label, its in told if its]
    if selection.civilian is not None:
        said.append("civilians" if selection.civilian else "no civilians")
    return f"{count_words(len(said), 'filter')}: {'; '.join(said)}" if said else ""
