"""Claims put into rows and rows into tables: by war, party and measure, apart what is no estimate of what is, and who stands on whose data.

Invariant: every entry is in exactly one table of the report or the tables set apart; a repeat has a row of its own and is never
counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from muster.brief.marks import byline, document_anchor, document_title, printed
from muster.brief.naming import folded
from muster.brief.parts import Basis, Block, Chapter, Entry, Group, ReviewState, Row, Section, Voice
from muster.brief.sentences import sentence
from muster.brief.words import (
    KINDS,
    NOT_SAID,
    Names,
    count_words,
    day_words,
    figure_words,
    kind_of,
    listed,
    party_words,
    period_words,
    war_words,
    what_words,
    whose_words,
)
from muster.claims.measures import MEASURES, STATUSES, Measure, Status

_MEASURE_ORDER = {measure: place for place, measure in enumerate(MEASURES)}
_KIND_ORDER = {kind: place for place, kind in enumerate(KINDS)}
OWN_VOICE = "the document’s own voice"


def row(entry: Entry, *, names: Names) -> Row:
    """The entry in words."""
    claim = entry.claim
    return Row(
        anchor=entry.anchor,
        figure=figure_words(claim),
        quote=claim.quote,
        party=whose_words(claim, names),
        measure=what_words(claim.measure, claim.civilian),
        kind=entry.kind,
        period=period_words(claim.period),
        status=claim.status,
        status_words=STATUSES[claim.status].title,
        speaker=claim.speaker or NOT_SAID,
        source=claim.source or "",
        publisher=entry.publisher or NOT_SAID,
        published=day_words(entry.published) if entry.published else "undated",
        document=document_title(entry.document),
        document_anchor=document_anchor(entry.document),
        printed=printed(entry.publisher, entry.published),
        byline=byline(entry.document),
        sentence=sentence(entry.document, claim.place),
        scope=claim.scope or "",
        repeats=claim.repeats,
        review=_review(entry),
        sure="" if entry.confidence is None else f"{entry.confidence:.2f}",
    )


def _review(entry: Entry) -> str:
    verdict = entry.verdict
    if verdict is None:
        return ""
    said = _judged(verdict.state, by=verdict.by, why=verdict.why)
    if verdict.state is not ReviewState.ACCEPTED or verdict.amended is None:
        return said
    return f"{_judged(ReviewState.AMENDED, by=verdict.amended_by, why=verdict.amended_why)}; {said}"


def _judged(state: ReviewState, *, by: str, why: str) -> str:
    return f"{state.value}{f' by {by}' if by else ''}{f': {why}' if why else ''}"


def order(entry: Entry) -> tuple[int, bool, int, bool, str, str, float, bool, str]:
    """Measure, soldiers before civilians, kind, then time; undated last."""
    claim, period = entry.claim, entry.claim.period
    day = period.start or period.end
    return (
        _MEASURE_ORDER[claim.measure],
        claim.civilian,
        _KIND_ORDER[kind_of(claim)],
        day is None,
        str(day),
        str(period.end),
        claim.figure.numbers[-1],
        entry.repeated,
        entry.anchor,
    )


def by_party(entries: Iterable[Entry], names: Names) -> list[tuple[str, str, list[Entry]]]:
    """The entries of each party, with what tells it apart in an anchor and its name; the party with most claims first, those of no
    stated party last, and a whole country apart from its government."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        party, whose = entry.claim.party, whose_words(entry.claim, names)
        land = "-land" if whose != party_words(party, names) else ""
        found[(f"{party.code.lower()}{land}" if party else "", whose)].append(entry)
    ordered = sorted(found.items(), key=lambda item: (not item[0][0], -len(item[1]), item[0]))
    return [(code or "none", whose, its) for (code, whose), its in ordered]


def by_war(entries: Iterable[Entry]) -> list[tuple[str | None, list[Entry]]]:
    """The entries of each war, the war with most claims first, those of no war that is told last."""
    found: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.claim.war].append(entry)
    return sorted(found.items(), key=lambda item: (item[0] is None, -len(item[1]), str(item[0])))


def chapters(entries: Sequence[Entry], *, names: Names) -> tuple[Chapter, ...]:
    """What the reports say, by war, party and measure, of what is: estimates, counts and reports, their repeats with them."""
    told = [entry for entry in entries if not entry.apart and not entry.set_aside]
    return tuple(
        Chapter(
            anchor=f"war-{number}",
            title=war_words(war, names),
            counted=sum(entry.stands for entry in its),
            sections=tuple(
                _section(members, title=whose, anchor=f"says-{number}-{code}", names=names)
                for code, whose, members in by_party(its, names)
            ),
        )
        for number, (war, its) in enumerate(by_war(told), 1)
    )


def _section(entries: Sequence[Entry], *, title: str, anchor: str, names: Names) -> Section:
    """What is said of one party in one war."""
    what = sorted({(entry.claim.measure, entry.claim.civilian) for entry in entries}, key=_what_order)
    return Section(
        anchor=anchor,
        title=title,
        blocks=tuple(
            _block(
                sorted((e for e in entries if (e.claim.measure, e.claim.civilian) == (measure, civilian)), key=order),
                anchor=f"{anchor}-{measure.value}{'-civilian' if civilian else ''}",
                names=names,
            )
            for measure, civilian in what
        ),
    )


def _what_order(what: tuple[Measure, bool]) -> tuple[int, bool]:
    return _MEASURE_ORDER[what[0]], what[1]


def _block(entries: Sequence[Entry], *, anchor: str, names: Names) -> Block:
    claim = entries[0].claim
    return Block(
        anchor=anchor,
        title=what_words(claim.measure, claim.civilian),
        note=_note(entries),
        groups=tuple(
            Group(title=title, rows=tuple(row(entry, names=names) for entry in entries if entry.kind is kind))
            for kind, title in KINDS.items()
            if any(entry.kind is kind for entry in entries)
        ),
    )


def _note(entries: Sequence[Entry]) -> str:
    """How many claims by how many speakers; nothing where there is one."""
    counted = [entry for entry in entries if entry.stands]
    speakers = {entry.who for entry in counted if entry.who}
    repeats = len(entries) - len(counted)
    if len(entries) == 1:
        return ""
    by = f" by {count_words(len(speakers), 'named speaker')}" if speakers else ""
    again = f", and {count_words(repeats, 'repeat')}, not counted" if repeats else ""
    return f"{count_words(len(counted), 'claim')}{by}{again}"


def apart(entries: Sequence[Entry], *, names: Names) -> tuple[Group, ...]:
    """Targets, needs, forecasts and benchmarks, a group each."""
    groups = []
    for status in Status:
        its = sorted((e for e in entries if e.apart and not e.set_aside and e.claim.status is status), key=order)
        if its:
            about = STATUSES[status]
            groups.append(
                Group(title=f"{about.title}: {about.what.lower()}", rows=tuple(row(e, names=names) for e in its))
            )
    return tuple(groups)


def bases(entries: Iterable[Entry], *, names: Names) -> tuple[Basis, ...]:
    """Whose data the figures are and who passes them on: those under several speakers first. A speaker who names no other
    source stands on its own; the document's own voice with no source has no basis."""
    found: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        claim = entry.claim
        basis = claim.source or claim.speaker
        if not entry.stands or basis is None:
            continue
        speaker = claim.speaker or OWN_VOICE
        whose, who = entry.whose or entry.who, entry.who or f"in {entry.document.id}"
        for key, name in ((whose, basis), (who, speaker)):
            spelled[key][name] += 1
        found[whose][who].append(entry)
    usual = {
        key: max(sorted(said), key=lambda name: (len(folded(name).split()), said[name]))
        for key, said in spelled.items()
    }
    made = [_basis(key, voices, usual, names) for key, voices in found.items()]
    return tuple(sorted(made, key=lambda basis: (-len(basis.voices), -basis.claims, basis.name)))


def _basis(key: str, voices: Mapping[str, Sequence[Entry]], spelled: Mapping[str, str], names: Names) -> Basis:
    told = [
        Voice(
            speaker=spelled[speaker],
            claims=len(its),
            own=speaker == key,
            of=_of(its, names),
            anchors=tuple(entry.anchor for entry in its),
        )
        for speaker, its in voices.items()
    ]
    told.sort(key=lambda voice: (not voice.own, -voice.claims, voice.speaker))
    return Basis(name=spelled[key], voices=tuple(told), claims=sum(voice.claims for voice in told))


def _of(entries: Iterable[Entry], names: Names) -> str:
    counted = Counter(
        (whose_words(entry.claim, names), what_words(entry.claim.measure, entry.claim.civilian).lower())
        for entry in entries
    )
    return listed([f"{party}, {measure}" for (party, measure), _ in counted.most_common()], most=3)
