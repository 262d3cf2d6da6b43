"""What a remark is about: the measure, the party and the days, where the remark itself does not say.

Its own fields count first, then the words of its sentence, then the claims beside it there, then those of the sentence before. Invariant:
nothing is taken from further away, and a measure or party that stays open is None, so that nobody guesses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from muster.account import wording
from muster.account.comparisons.spans import Span, spans
from muster.account.known import Known
from muster.account.lexicon import lexicon
from muster.account.statement import Statement, side
from muster.claims import passages
from muster.claims.finding import Finding
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.remark import Remark
from muster.claims.report import Report
from muster.claims.war import War

_BREAK = re.compile(r"[,;:–—]|\b(?:with|while|and|but|whereas|compared|than)\b", re.IGNORECASE)
_STEP = 40  # characters that a break between two clauses is taken to be


@cache
def pattern(table: str, key: str = "words") -> re.Pattern[str]:
    """One entry of the lexicon as whole words in any case."""
    return re.compile(rf"\b(?:{lexicon('about', of='comparisons')[table][key]})\b", re.IGNORECASE)


LOSSES = frozenset(Measure(word) for word in lexicon("about", of="comparisons")["losses"]["measures"])
GAINS = frozenset(Measure(word) for word in lexicon("about", of="comparisons")["gains"]["measures"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A remark with what it speaks of. `text` is its sentence and `at` where in it the remark stands; `near` the statements of that
    sentence, the nearest by clauses first, `before` those of the sentence before; `named` the periods that the sentence names and
    `earlier` those of the sentence before; `today` the day that the report speaks from."""

    remark: Remark
    report: Report
    text: str
    at: int
    measure: Measure | None
    party: Party | None
    war: War | None
    near: tuple[Statement, ...]
    before: tuple[Statement, ...]
    named: tuple[Span, ...]
    earlier: tuple[Span, ...]
    today: dt.date | None

    @property
    def after(self) -> str:
        """What follows the remark in its sentence."""
        return self.text[self.at + len(self.remark.quote) :]

    @property
    def window(self) -> str:
        """The remark and the words close to it."""
        return self.text[max(0, self.at - 60) : self.at + len(self.remark.quote) + 60]

    @property
    def civilian(self) -> bool:
        """Whether what stands beside it is of civilians."""
        return bool(self.near) and self.near[0].claim.civilian


def subjects(statements: Sequence[Statement], reports: Iterable[Report], *, wars: Mapping[str, War]) -> list[Subject]:
    """Every remark of the reports with what it speaks of, in the order of documents and text."""
    by_document: dict[str, list[Statement]] = {}
    for one in statements:
        by_document.setdefault(one.claim.place.document, []).append(one)
    known = {code: war for code, war in wars.items() if code in {one.claim.war for one in statements}}
    found = []
    for report in sorted(reports, key=lambda one: one.document.id):
        if not report.table and report.remarks:
            its = by_document.get(report.document.id, [])
            found += _of_report(report, its, wars=wars, known=known)
    return found


def _of_report(
    report: Report, its: Sequence[Statement], *, wars: Mapping[str, War], known: Mapping[str, War]
) -> list[Subject]:
    text = report.document.text
    where: dict[tuple[int, int], list[Statement]] = {}
    for one in its:
        where.setdefault(passages.sentence(text, (one.claim.place.start, one.claim.place.end)), []).append(one)
    today = speaking_day(report, its)
    war = _war_of(report, its, wars=wars, known=known, today=today)
    return [_subject(remark, report, where=where, today=today, war=war) for remark in report.remarks]


def speaking_day(report: Report, its: Iterable[Statement]) -> dt.date | None:
    """The day that a report speaks from: when it was published, else the last day that one of its facts reaches."""
    if report.document.published:
        return report.document.published
    ends = [
        one.claim.period.end
        for one in its
        if one.claim.period.end and one.claim.status not in (Status.TARGET, Status.FORECAST, Status.NEEDED)
    ]
    return max(ends, default=None)


def _war_of(
    report: Report,
    its: Sequence[Statement],
    *,
    wars: Mapping[str, War],
    known: Mapping[str, War],
    today: dt.date | None,
) -> War | None:
    """The war of most of a report's claims; of a report with none, the only war it names, or whose sides it names of those at hand."""
    said = [one.claim.war for one in its if one.claim.war and one.claim.status is not Status.HISTORICAL]
    if said:
        return wars.get(max(sorted(set(said)), key=said.count))
    text = f"{report.document.title or ''} {report.document.text[:5000]}"
    low = text.lower()
    named = [war for war in wars.values() if any(alias.lower() in low for alias in (war.name, *war.aliases))]
    if len(named) == 1:
        return named[0]
    going = [war for war in known.values() if today is None or war.start <= today]
    sided = [war for war in going if _mentions(war, text)]
    return sided[0] if len(sided) == 1 else None


def _mentions(war: War, text: str) -> bool:
    words = {word for party in war.parties for word in (*party.names, *party.people)}
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words if word in text)


def _subject(
    remark: Remark,
    report: Report,
    *,
    where: Mapping[tuple[int, int], Sequence[Statement]],
    today: dt.date | None,
    war: War | None,
) -> Subject:
    text = report.document.text
    span = passages.sentence(text, (remark.place.start, remark.place.end))
    said = text[span[0] : span[1]]
    at = remark.place.start - span[0]
    near = sorted(where.get(span, ()), key=lambda one: (_apart(text, one, remark), one.claim.place.start))
    earlier = _sentence_before(text, span)
    before = where.get(earlier, ()) if earlier else ()
    measure = _measure(remark, said, at=at, near=near, before=before)
    party = _party(remark, said, at=at, measure=measure, near=near, before=before, war=war)
    return Subject(
        remark=remark,
        report=report,
        text=said,
        at=at,
        measure=measure,
        party=party,
        war=war,
        near=tuple(near),
        before=tuple(before),
        named=tuple(spans(said, today=today)),
        earlier=tuple(spans(text[earlier[0] : earlier[1]], today=today)) if earlier else (),
        today=today,
    )


def _sentence_before(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    at = span[0] - 1
    while at >= 0 and not text[at].isalnum():
        at -= 1
    return passages.sentence(text, (at, at + 1)) if at >= 0 else None


def _apart(text: str, one: Statement, remark: Remark) -> int:
    """How far a claim is from a remark: the characters between them, and a stretch more for each break between clauses."""
    claim, place = one.claim.place, remark.place
    if claim.start < place.end and place.start < claim.end:
        return 0
    first, last = (claim.end, place.start) if claim.end <= place.start else (place.end, claim.start)
    return last - first + _STEP * len(_BREAK.findall(text, first, last)) if isinstance(text, str) else last - first


def _measure(
    remark: Remark, said: str, *, at: int, near: Sequence[Statement], before: Sequence[Statement]
) -> Measure | None:
    past = next((one for one in near if one.id == remark.about and one.claim.status is Status.HISTORICAL), None)
    if remark.measure is not None and past is None:
        return remark.measure
    facts = [one for one in near if one.claim.status is not Status.HISTORICAL]
    told = _nearest_measure(said, at)
    if told is not None and not (facts and told not in {one.claim.measure for one in facts} and _kin(told, facts[0])):
        return told
    if facts:
        return facts[0].claim.measure
    return told or (before[-1].claim.measure if before else None)


def _kin(told: Measure, one: Statement) -> bool:
    """Whether a word and a claim are of one family, of which the claim knows better."""
    return (told in LOSSES and one.claim.measure in LOSSES) or (told in GAINS and one.claim.measure in GAINS)


def _nearest_measure(said: str, at: int) -> Measure | None:
    found = [
        (abs(match.start() - at), -len(match[0]), word)
        for word in lexicon("about", of="comparisons")["measures"]
        for match in pattern("measures", word).finditer(said)
    ]
    return Measure(min(found)[2]) if found else None


def _party(
    remark: Remark,
    said: str,
    *,
    at: int,
    measure: Measure | None,
    near: Sequence[Statement],
    before: Sequence[Statement],
    war: War | None,
) -> Party | None:
    past = any(one.id == remark.about and one.claim.status is Status.HISTORICAL for one in near)
    if remark.party is not None and not past:
        return remark.party
    facts = [one for one in near if one.claim.status is not Status.HISTORICAL and one.claim.party]
    if facts:
        return facts[0].claim.party
    if war is not None and (party := _named_party(said, war, at=_place_of(measure, said, at))) is not None:
        return party
    return next((one.claim.party for one in reversed(before) if one.claim.party), None)


def _place_of(measure: Measure | None, said: str, at: int) -> int:
    if measure is None or measure not in lexicon("about", of="comparisons")["measures"]:
        return at
    found = list(pattern("measures", measure).finditer(said))
    return min((match.start() for match in found), key=lambda start: abs(start - at), default=at)


def _named_party(said: str, war: War, *, at: int) -> Party | None:
    """The side named last before the word of the measure, else first after it; no office, which speaks and does not bleed."""
    places: list[tuple[int, int, str]] = []
    taken: list[tuple[int, int]] = []
    words = [(word, party, "") for party in war.parties for word in party.offices]
    words += [(word, party, party.party.code) for party in war.parties for word in (*party.names, *party.people)]
    for word, _, code in sorted(words, key=lambda one: (-len(one[0]), one[2])):
        for match in re.finditer(rf"\b{re.escape(word)}(?:'s|’s|s)?(?!\w)", said):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                if code:
                    places.append((match.start(), match.end(), code))
    ahead = [place for place in places if place[0] < at]
    if ahead:
        return Party(max(ahead)[2])
    return Party(min(places)[2]) if places else None


def series_for(
    subject: Subject, series: Sequence[Known], *, measure: Measure | None = None, body: str | None = None
) -> list[Known]:
    """The series that a remark may be tried on: its party's and war's, of its measure or the next of kin; first those of the body it
    rests on, then those of days, then those that tell most."""
    return series_of(
        measure or subject.measure,
        series,
        party=subject.party,
        war=subject.war.id if subject.war else None,
        civilian=subject.civilian,
        bodies=[body] if body else [one.body.key for one in subject.near[:1]],
    )


def series_of(
    measure: Measure | None,
    series: Sequence[Known],
    *,
    party: Party | None,
    war: str | None,
    civilian: bool,
    bodies: Sequence[str],
) -> list[Known]:
    """The same for a measure, a party and a war by themselves; none where the measure or the party is open."""
    if measure is None or party is None:
        return []
    kin = lexicon("about", of="comparisons")["tried_on"].get(measure, [str(measure)])
    fits = [
        one
        for one in series
        if one.party == party
        and one.measure in kin
        and one.scope is None
        and one.civilian == civilian
        and (war is None or one.war == war)
    ]
    order = {id(one): n for n, one in enumerate(fits)}
    return sorted(
        fits,
        key=lambda one: (one.body.key not in bodies, not one.daily, kin.index(one.measure), order[id(one)]),
    )


def period_of(subject: Subject) -> Period | None:
    """The days that a remark speaks of: its own, else those of the claim nearest to it, else those that its sentence names nearest
    before or behind it, else those of the sentence before."""
    own = subject.remark.period
    if own.start and own.end:
        return own
    if subject.near and (its := subject.near[0].claim.period).start and its.end:
        return its
    if subject.named:
        at = subject.at
        return min(subject.named, key=lambda one: (abs(one.start - at), one.start)).period
    for one in subject.before:
        if one.claim.period.start and one.claim.period.end and one.claim.status is not Status.HISTORICAL:
            return one.claim.period
    return subject.earlier[-1].period if subject.earlier else None


def about_finding(found: Finding, subject: Subject) -> Finding:
    """A finding that names no claims, with the war, the party and the measure that its remark is of."""
    return replace(
        found,
        war=found.war or (subject.war.id if subject.war else None),
        party=found.party or subject.party,
        measure=found.measure or subject.measure,
    )


def claimed(its: Sequence[Subject], when: str, *, of: str = "") -> str:
    """Who says what of whom, for when, as a sentence: "The Herald says “a record” (Russia, May 2024)."."""
    first = its[0]
    who = first.report.document.publisher or wording.called(first.report)
    quotes = wording.listed(list(dict.fromkeys(f"“{one.remark.quote}”" for one in its)))
    about = ", ".join(part for part in (side(first.party, first.war), when) if part)
    return f"{wording.capital(who)} says {quotes}{of} ({about})."
