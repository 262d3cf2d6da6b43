"""What was checked, put into words: findings by kind, each beside the sentences that it speaks of.

Invariant: every finding on a claim that the brief is of stands here once: under its kind, or among those that say that all is well; one
that a person has set aside comes after the others of its kind and is in no count of those that stand. Only a finding that is serious or
grave, and whose every claim may lead, is told above.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from muster.brief.given import Aside, Told
from muster.brief.marks import document_anchor, document_title, printed, remark_anchor
from muster.brief.parts import Entry, Selection
from muster.brief.sentences import sentence
from muster.brief.words import (
    Names,
    count_words,
    day_words,
    figure_words,
    listed,
    period_words,
    what_words,
    whose_words,
)
from muster.claims import cells
from muster.claims.claim import Place
from muster.claims.document import Document
from muster.claims.finding import GRAVEST_FIRST, Finding, Kind, Severity
from muster.claims.kinds import KINDS, VERDICTS, agrees

LEADING = (Severity.GRAVE, Severity.SERIOUS)
MOST_WORDS = 600  # characters of a finding that is told above
MOST_LEADS = 5
_REACH = 140  # characters of a sentence kept on each side of its figure
_NOTES = ("note", "notes", "comment", "remark")  # columns of a table that tell of a row in words
_RULED = re.compile(r"[-=_*]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that a finding speaks of, in three pieces: before the figure or remark, itself, and after. `to` is its anchor in the
    page, None where the brief does not show it; `about` says of what it is."""

    before: str
    words: str
    after: str
    to: str | None
    figure: str
    about: str
    who: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding in words. `aside` is empty where nobody has set it aside; `told_as` is the anchor and the kind of a graver one on the very
    same figures, whose sentences stand there."""

    anchor: str
    id: str
    severity: Severity
    severity_words: str
    verdict: str
    verdict_words: str
    sentence: str
    numbers: tuple[str, ...]
    quotes: tuple[Quote, ...]
    aside: str = ""
    told_as: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A finding that is told above: `title` of its kind leads to it, `sentences` are the words of its figures and where each leads."""

    anchor: str
    severity: Severity
    severity_words: str
    title: str
    sentence: str
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOf:
    """The findings of one kind, gravest first, those set aside last; `counted` says how many there are of each severity."""

    anchor: str
    title: str
    what: str
    limits: str
    advice: str
    counted: str
    findings: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """All findings: `leads` the gravest that may be told above, `kinds` with the gravest first, `agreements` those that say that all is
    well; how many stand, agree and are set aside, and `counted` by severity."""

    leads: tuple[Lead, ...]
    kinds: tuple[KindOf, ...]
    agreements: tuple[KindOf, ...]
    counted: str
    standing: int
    agreed: int
    aside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where findings find their sentences: every claim by its anchor, the documents by id; `linked` are the anchors of claims, the ids of
    documents and the places of remarks that the brief shows."""

    entries: Mapping[str, Entry]
    documents: Mapping[str, Document]
    claims: Collection[str]
    pages: Collection[str]
    remarks: Collection[Place]
    names: Names


def of_these(told: Iterable[Told], ground: Ground, *, selection: Selection) -> list[Told]:
    """The findings on what the brief is of: one of the claims is, or where a finding names none, its party, measure and war are."""
    return [
        one
        for one in told
        if (any(name in ground.claims for name in one.claims) if one.claims else _asked(one.finding, selection))
    ]


def _asked(finding: Finding, selection: Selection) -> bool:
    return (
        (not selection.parties or finding.party in selection.parties)
        and (not selection.measures or finding.measure in selection.measures)
        and (not selection.wars or finding.war in selection.wars)
        and selection.civilian is not True
    )


def checks(told: Sequence[Told], ground: Ground, *, leading: Collection[str] = ()) -> Checks:
    """The findings in words and in order; `leading` are the anchors of the claims that a finding may be told above of."""
    well = [one for one in told if agrees(one.finding) and not one.aside]
    others = [one for one in told if one.aside or not agrees(one.finding)]
    standing = [one for one in others if not one.aside]
    return Checks(
        leads=_leads(standing, ground, leading=frozenset(leading)),
        kinds=_kinds(others, ground, prefix="k"),
        agreements=_kinds(well, ground, prefix="a"),
        counted=_counted(standing),
        standing=len(standing),
        agreed=len(well),
        aside=len(others) - len(standing),
    )


def _kinds(told: Sequence[Told], ground: Ground, *, prefix: str) -> tuple[KindOf, ...]:
    by_kind: dict[Kind, list[Told]] = defaultdict(list)
    for one in told:
        by_kind[one.finding.kind].append(one)
    first = _firsts(told)
    for its in by_kind.values():
        its.sort(key=lambda one: (one.aside is not None, GRAVEST_FIRST.index(one.finding.severity)))
    ordered = sorted(by_kind.items(), key=lambda item: _weight(item[1][0]))
    return tuple(_kind(kind, its, ground, prefix=prefix, first=first) for kind, its in ordered)


def _firsts(told: Iterable[Told]) -> dict[frozenset[str], Finding]:
    """The gravest finding on each set of claims, by their anchors."""
    found: dict[frozenset[str], Finding] = {}
    for one in sorted(told, key=lambda one: one.finding.order):
        if one.claims and not one.aside and not one.finding.remarks:
            found.setdefault(frozenset(one.claims), one.finding)
    return found


def _weight(first: Told) -> tuple[bool, int, int]:
    finding = first.finding
    return first.aside is not None, GRAVEST_FIRST.index(finding.severity), tuple(Kind).index(finding.kind)


def _kind(
    kind: Kind, its: Sequence[Told], ground: Ground, *, prefix: str, first: Mapping[frozenset[str], Finding]
) -> KindOf:
    about = KINDS[kind]
    return KindOf(
        anchor=f"{prefix}-{kind.value}",
        title=about.title,
        what=about.what,
        limits=about.limits,
        advice=about.advice,
        counted=_counted([one for one in its if not one.aside]),
        findings=tuple(_shown(one, ground, first=first) for one in its),
    )


def _counted(its: Sequence[Told]) -> str:
    """`1 grave, 3 serious and 2 notes`; nothing where there is none."""
    number = Counter(one.finding.severity for one in its)
    return listed([_of_severity(number[one], one) for one in GRAVEST_FIRST if number[one]])


def _of_severity(number: int, severity: Severity) -> str:
    return count_words(number, "note") if severity is Severity.NOTE else f"{number:,} {severity.value}"


# ------------------------------------------------------------------ one finding
def anchor_of(finding: Finding) -> str:
    """Its anchor in the page."""
    return f"f-{finding.id}"


def _shown(told: Told, ground: Ground, *, first: Mapping[frozenset[str], Finding]) -> Shown:
    finding = told.finding
    graver = first.get(frozenset(told.claims), finding) if not told.aside and not finding.remarks else finding
    told_as = None if graver.id == finding.id else (anchor_of(graver), KINDS[graver.kind].title)
    quotes = [_of_claim(ground.entries[name], ground) for name in told.claims if name in ground.entries]
    quotes += [
        _of_remark(place, ground.documents[place.document], ground)
        for place in finding.remarks
        if place.document in ground.documents
    ]
    return Shown(
        anchor=anchor_of(finding),
        id=finding.id,
        severity=finding.severity,
        severity_words=finding.severity.value.capitalize(),
        verdict=_spaced(finding.verdict.value),
        verdict_words=VERDICTS[finding.verdict],
        sentence=finding.sentence,
        numbers=tuple(f"{_spaced(name)} {value:,.6g}" for name, value in finding.numbers),
        quotes=() if told_as else tuple(quotes),
        aside=_aside(told.aside),
        told_as=told_as,
    )


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _aside(aside: Aside | None) -> str:
    if aside is None:
        return ""
    on = f" on {day_words(aside.on)}" if aside.on else ""
    return f"by {aside.by}{on}: {aside.why}"


def _of_claim(entry: Entry, ground: Ground) -> Quote:
    claim, document = entry.claim, entry.document
    said = sentence(document, claim.place)
    before, words, after = _row(document, said, claim.quote) if document.media == "dataset" else _cut(said, claim.quote)
    if document.media != "dataset" and (row := cells.row(document.text, (claim.place.start, claim.place.end))):
        before, words, after = row
    about = f"{whose_words(claim, ground.names)}, {what_words(claim.measure, claim.civilian).lower()}"
    source = f" (data of {claim.source})" if claim.source else ""
    return Quote(
        before=before,
        words=words,
        after=after,
        to=f"c-{entry.anchor}" if entry.anchor in ground.claims else _page(document, ground),
        figure=figure_words(claim),
        about=f"{about}, {period_words(claim.period)}",
        who=f"{claim.speaker or 'speaker not named'}{source}",
        where=f"{document_title(document)}, {printed(entry.publisher, entry.published)}",
    )


def _of_remark(place: Place, document: Document, ground: Ground) -> Quote:
    before, words, after = _cut(sentence(document, place), document.text[place.start : place.end])
    return Quote(
        before=before,
        words=words,
        after=after,
        to=remark_anchor(place) if place in ground.remarks else _page(document, ground),
        figure="",
        about="",
        who="",
        where=f"{document_title(document)}, {printed(document.publisher, document.published)}",
    )


def _page(document: Document, ground: Ground) -> str | None:
    return document_anchor(document) if document.id in ground.pages else None


def _row(document: Document, line: str, words: str) -> tuple[str, str, str]:
    """A row of a table in words: the figure as it stands there, and what the table notes of it."""
    head, cells = (next(csv.reader([one]), []) for one in (document.text.partition("\n")[0], line))
    note = next((cell for name, cell in zip(head, cells, strict=False) if name.lower() in _NOTES and cell.strip()), "")
    return "", words, f" ({note.strip()})" if note else ""


def _cut(said: str, words: str) -> tuple[str, str, str]:
    """A sentence around the words it is quoted for, shortened on both sides where it is long; a number within a number is not it."""
    words, said = " ".join(words.split()), _RULED.sub("–", said)
    found = re.search(rf"(?<![\d,.]){re.escape(words)}(?![\d]|[,.]\d)", said)
    if not found:
        return "", words, f" in: {said[: 2 * _REACH]}{'…' if len(said) > 2 * _REACH else ''}"
    before, after = said[: found.start()], said[found.end() :]
    before = before if len(before) <= _REACH else f"…{before[-_REACH:].partition(' ')[2]}"
    after = after if len(after) <= _REACH else f"{after[:_REACH].rpartition(' ')[0]}…"
    return before, words, after


# ------------------------------------------------------------------ above all
def _leads(told: Iterable[Told], ground: Ground, *, leading: frozenset[str]) -> tuple[Lead, ...]:
    """The gravest findings whose claims may all lead; none where none is serious, or none is short enough to be told."""
    firsts = _firsts(told).values()
    named = {one.finding.id: one.claims for one in told}
    may = [
        one
        for one in firsts
        if one.severity in LEADING and len(one.sentence) <= MOST_WORDS and leading.issuperset(named[one.id])
    ]
    may.sort(key=lambda one: one.order)
    return tuple(_lead(one, [ground.entries[name] for name in named[one.id]]) for one in may[:MOST_LEADS])


def _lead(finding: Finding, its: Sequence[Entry]) -> Lead:
    return Lead(
        anchor=anchor_of(finding),
        severity=finding.severity,
        severity_words=finding.severity.value.capitalize(),
        title=KINDS[finding.kind].title,
        sentence=finding.sentence,
        sentences=tuple((figure_words(one.claim), f"c-{one.anchor}") for one in its),
    )
