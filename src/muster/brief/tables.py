"""Claims put into rows and rows into tables: by party and measure, apart what is no estimate of what is, and who stands on whose data.

Invariant: every entry is in exactly one table of the report or the tables set apart; a repeat has a row of its own and is never
counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from muster.brief.marks import byline, document_anchor, document_title, printed
from muster.brief.parts import Basis, Block, Entry, Group, Part, Row, Section, Sentence, Voice
from muster.brief.sentences import sentence
from muster.brief.words import (
    KINDS,
    NOT_SAID,
    count_words,
    day_words,
    figure_words,
    kind_of,
    listed,
    measure_words,
    party_words,
    period_words,
)
from muster.claims.measures import MEASURES, STATUSES, Measure, Status
from muster.claims.party import Party

_MEASURE_ORDER = {measure: place for place, measure in enumerate(MEASURES)}
_KIND_ORDER = {kind: place for place, kind in enumerate(KINDS)}
OWN_VOICE = "the document’s own voice"


def row(entry: Entry, *, names: Mapping[str, str]) -> Row:
    """The entry in words."""
    claim = entry.claim
    return Row(
        anchor=entry.anchor,
        figure=figure_words(claim),
        quote=claim.quote,
        party=party_words(claim.party, names),
        measure=measure_words(claim.measure),
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
        scope=_scope(entry),
        repeats=claim.repeats,
        review=_review(entry),
        sure="" if entry.confidence is None else f"{entry.confidence:.2f}",
    )


def _scope(entry: Entry) -> str:
    words = ["civilians included"] if entry.claim.civilian else []
    return "; ".join([*words, entry.claim.scope] if entry.claim.scope else words)


def _review(entry: Entry) -> str:
    if entry.verdict is None:
        return ""
    by = f" by {entry.verdict.by}" if entry.verdict.by else ""
    why = f": {entry.verdict.why}" if entry.verdict.why else ""
    return f"{entry.verdict.state.value}{by}{why}"


def order(entry: Entry) -> tuple[int, int, bool, str, str, float, bool, str]:
    """Measure, kind, then time; undated last."""
    claim, period = entry.claim, entry.claim.period
    day = period.start or period.end
    return (
        _MEASURE_ORDER[claim.measure],
        _KIND_ORDER[kind_of(claim)],
        day is None,
        str(day),
        str(period.end),
        claim.figure.numbers[-1],
        entry.repeated,
        entry.anchor,
    )


def by_party(entries: Iterable[Entry]) -> list[tuple[Party | None, list[Entry]]]:
    """The entries of each party, the party with most claims first, those of no stated party last."""
    found: dict[Party | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.claim.party].append(entry)
    return sorted(found.items(), key=lambda item: (item[0] is None, -len(item[1]), str(item[0])))


def sections(entries: Sequence[Entry], *, names: Mapping[str, str]) -> tuple[Section, ...]:
    """What the reports say, by party and measure, of what is: estimates, counts and reports, their repeats with them."""
    told = [entry for entry in entries if not entry.apart and not entry.set_aside]
    return tuple(_section(party, its, names) for party, its in by_party(told))


def _section(party: Party | None, entries: Sequence[Entry], names: Mapping[str, str]) -> Section:
    code = party.code.lower() if party else "none"
    measures = sorted({entry.claim.measure for entry in entries}, key=_MEASURE_ORDER.__getitem__)
    blocks = []
    for measure in measures:
        its = sorted((entry for entry in entries if entry.claim.measure is measure), key=order)
        blocks.append(
            Block(
                anchor=f"says-{code}-{measure.value}",
                title=measure_words(measure),
                note=_note(measure, its),
                groups=tuple(
                    Group(title=title, rows=tuple(row(entry, names=names) for entry in its if entry.kind is kind))
                    for kind, title in KINDS.items()
                    if any(entry.kind is kind for entry in its)
                ),
            )
        )
    return Section(anchor=f"says-{code}", title=party_words(party, names), blocks=tuple(blocks))


def _note(measure: Measure, entries: Sequence[Entry]) -> Sentence:
    counted = [entry for entry in entries if entry.stands]
    speakers = {entry.claim.speaker for entry in counted if entry.claim.speaker}
    repeats = len(entries) - len(counted)
    words = f"{MEASURES[measure].what} {count_words(len(counted), 'claim')}"
    words += f" by {count_words(len(speakers), 'named speaker')}" if speakers else ""
    words += f", and {count_words(repeats, 'repeat')} listed and not counted." if repeats else "."
    return (Part(words),)


def apart(entries: Sequence[Entry], *, names: Mapping[str, str]) -> tuple[Group, ...]:
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


def bases(entries: Iterable[Entry], *, names: Mapping[str, str]) -> tuple[Basis, ...]:
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
        for name in (basis, speaker):
            spelled[_identity(name, entry)][name] += 1
        found[_identity(basis, entry)][_identity(speaker, entry)].append(entry)
    usual = {key: max(sorted(said), key=said.__getitem__) for key, said in spelled.items()}
    made = [_basis(key, voices, usual, names) for key, voices in found.items()]
    return tuple(sorted(made, key=lambda basis: (-len(basis.voices), -basis.claims, basis.name)))


def _basis(
    key: str, voices: Mapping[str, Sequence[Entry]], spelled: Mapping[str, str], names: Mapping[str, str]
) -> Basis:
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


def _of(entries: Iterable[Entry], names: Mapping[str, str]) -> str:
    counted = Counter(
        (party_words(entry.claim.party, names), measure_words(entry.claim.measure).lower()) for entry in entries
    )
    return listed([f"{party}, {measure}" for (party, measure), _ in counted.most_common()], most=3)


def _identity(name: str, entry: Entry) -> str:
    """Who is meant. A name without a capital ("the army", "officials") names nobody beyond its own document."""
    return f"{folded(name)} in {entry.document.id}" if name == name.lower() else folded(name)


def folded(name: str) -> str:
    """A name as compared: case, spaces and a leading article do not tell two apart."""
    words = name.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
