"""What stands out among the claims, in plain sentences that count and explain and judge nothing.

Invariant: every figure in a sentence is a claim's and leads to its words; figures are set against each other only where party,
measure, kind and unit are the same, and in one war. Repeats, targets, needs, forecasts, benchmarks and what a reviewer rejected never
enter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from muster.brief.leads import leading, main_war
from muster.brief.parts import Basis, Entry, Part, Sentence
from muster.brief.tables import folded
from muster.brief.words import (
    Kind,
    count_words,
    figure_words,
    listed,
    measure_words,
    noun_words,
    party_words,
    per_words,
    period_words,
    possessive,
)
from muster.claims.figure import plain
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.claims.period import UNDATED, Period

MOST = 5
PART = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The lowest and the highest figure among claims that may be set side by side; `period` None: they speak of different times."""

    low: Entry
    high: Entry
    claims: int
    voices: int
    times: float
    period: Period | None


def widest_spread(entries: Iterable[Entry]) -> Spread | None:
    """The spread that most voices have a part in, among claims of one period, else among rates over any; the widest where there are
    several, None where no two claims can be set side by side. Only what may lead and is credited to someone has a part."""
    whole = [e for e in leading(entries) if not e.claim.scope and e.claim.party and e.kind is not Kind.RATIO]
    whole = [entry for entry in whole if entry.claim.speaker and MEASURES[entry.claim.measure].group != "reasoned"]
    dated = [entry for entry in whole if entry.claim.period != UNDATED]
    rates = [entry for entry in whole if entry.kind is Kind.RATE]
    found = _spreads(dated, same_period=True) or _spreads(rates, same_period=False)
    return max(found, key=lambda s: (s.voices, s.times, s.low.anchor), default=None)


def _spreads(entries: Iterable[Entry], *, same_period: bool) -> list[Spread]:
    together: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        claim = entry.claim
        period = claim.period if same_period else None
        key = (claim.party, claim.civilian, claim.measure, entry.kind, claim.figure.unit, claim.figure.per, period)
        together[key].append(entry)
    found = (_spread(its, same_period) for its in together.values() if len(its) > 1)
    return [spread for spread in found if spread]


def _spread(entries: Sequence[Entry], same_period: bool) -> Spread | None:
    """None where there is nothing to set side by side. A figure under a twentieth of the highest is taken for one of a part (a rank, a
    unit, a day) that the reader did not see to be one."""
    most = max(entry.claim.figure.numbers[-1] for entry in entries)
    entries = [entry for entry in entries if entry.claim.figure.numbers[0] * PART >= most]
    low = min(entries, key=lambda e: (e.claim.figure.numbers[0], e.anchor))
    others = [entry for entry in entries if folded(said_by(entry)) != folded(said_by(low))]
    high = max(others, key=lambda e: (e.claim.figure.numbers[-1], e.anchor), default=low)
    least, most = low.claim.figure.numbers[0], high.claim.figure.numbers[-1]
    if least <= 0 or most <= least or low is high:
        return None
    voices = {folded(said_by(entry)) for entry in entries}
    period = low.claim.period if same_period else None
    return Spread(low=low, high=high, claims=len(entries), voices=len(voices), times=most / least, period=period)


def figure_link(entry: Entry) -> Part:
    """The figure in words, leading to where it was read."""
    return Part(figure_words(entry.claim), f"c-{entry.anchor}")


def said_by(entry: Entry) -> str:
    """Who is credited with it in the text, and words for nobody: that a paper printed it does not make it the paper's figure."""
    return entry.claim.speaker or "speaker not named"


def takeaways(
    entries: Sequence[Entry], bases: Sequence[Basis], *, names: Mapping[str, str], spread: Spread | None
) -> tuple[Sentence, ...]:
    """Three to five sentences, fewer where there is too little to say."""
    counted, lead = [entry for entry in entries if entry.stands], leading(entries)
    found = [
        _spread_sentence(spread, names) if spread else None,
        _one_number(lead, names),
        _one_basis(_of_one_war(bases, counted)),
        _kinds(counted),
        _undated(counted, lead),
        _set_apart(entries),
    ]
    return tuple(sentence for sentence in found if sentence)[:MOST]


def _spread_sentence(spread: Spread, names: Mapping[str, str]) -> Sentence:
    claim = spread.low.claim
    subject = f"{possessive(party_words(claim.party, names))} {noun_words(claim.measure)}"
    when = f", {period_words(spread.period)}" if spread.period else ""
    low, high = spread.low, spread.high
    tail = "." if spread.period else ", but they speak of different times: read them on the timeline."
    return (
        Part(f"The widest gap: of {count_words(spread.claims, 'figure')} for {subject}{when}, the lowest is "),
        figure_link(low),
        Part(f" ({_told(low, spread)}), the highest "),
        figure_link(high),
        Part(f" ({_told(high, spread)}), {_times(spread.times)} times as much{tail}"),
    )


def _times(times: float) -> str:
    return f"{times:,.0f}" if times >= 10 else f"{times:.2g}"


def _told(entry: Entry, spread: Spread) -> str:
    return said_by(entry) if spread.period else f"{said_by(entry)}, {period_words(entry.claim.period)}"


def _one_number(entries: Iterable[Entry], names: Mapping[str, str]) -> Sentence | None:
    """One number of one party and period that goes by several measures: the likeliest to be counted twice."""
    together: dict[tuple[Party | None, object, Period], list[Entry]] = defaultdict(list)
    for entry in entries:
        figure, claim = entry.claim.figure, entry.claim
        if figure.unit == "person" and figure.numbers[-1] >= 100 and claim.party and claim.period != UNDATED:
            together[(claim.party, (figure.numbers, figure.per), claim.period)].append(entry)
    several = {key: first for key, its in together.items() if len(first := _first_by_measure(its)) > 1}
    if not several:
        return None
    key, first = max(several.items(), key=lambda item: (len(item[1]), item[1][0].anchor))
    parts = [Part(f"One number goes by {len(first)} names: for {party_words(key[0], names)}, {period_words(key[2])}, ")]
    for place, entry in enumerate(first):
        joint = "" if place == 0 else " and " if place == len(first) - 1 else ", "
        parts += [Part(joint), figure_link(entry)]
        parts.append(Part(f" is told as {measure_words(entry.claim.measure).lower()} ({said_by(entry)})"))
    return (*parts, Part("."))


def _first_by_measure(entries: Iterable[Entry]) -> list[Entry]:
    first: dict[Measure, Entry] = {}
    for entry in entries:
        first.setdefault(entry.claim.measure, entry)
    return list(first.values())


def _of_one_war(bases: Iterable[Basis], counted: Sequence[Entry]) -> list[Basis]:
    """The bases all of whose figures are of the war most is written of."""
    war = main_war(counted)
    its = {entry.anchor for entry in counted if entry.claim.war == war}
    return [basis for basis in bases if its.issuperset(anchor for voice in basis.voices for anchor in voice.anchors)]


def _one_basis(bases: Sequence[Basis]) -> Sentence | None:
    """The data that most speakers rest on: their figures are not independent."""
    shared = [basis for basis in bases if basis.shared]
    if not shared:
        return None
    basis = shared[0]
    others = [voice.speaker for voice in basis.voices if not voice.own]
    own = ", besides its own statements" if any(voice.own for voice in basis.voices) else ""
    parts = [
        Part(count_words(basis.claims, "figure"), "origins"),
        Part(f" rest on one body’s data, those of {basis.name}, told by {listed(others)}{own}: "),
        Part("they do not confirm one another."),
    ]
    more = len(shared) - 1
    if more:
        parts.append(Part(f" {count_words(more, 'other body', 'other bodies')} stand behind several speakers too."))
    return tuple(parts)


def _kinds(entries: Sequence[Entry]) -> Sentence | None:
    counted = Counter(entry.kind for entry in entries)
    words = {
        Kind.TOTAL: ("total", "totals"),
        Kind.RATE: ("rate", "rates"),
        Kind.LEVEL: ("level", "levels"),
        Kind.RATIO: ("share, ratio or price", "shares, ratios or prices"),
    }
    told = [count_words(counted[kind], *words[kind]) for kind in words if counted[kind]]
    if len(told) < 2:
        return None
    hedged = sum(len(entry.claim.figure.numbers) == 1 and _one_sided(entry) for entry in entries)
    tail = f" {_verb(hedged, 'gives', 'give')} only a lower or an upper bound." if hedged else ""
    return (
        Part(f"The {count_words(len(entries), 'figure')} are {listed(told)}: "),
        Part("they are kept apart here", "says"),
        Part(f", for a rate says nothing of a total until its dates are known.{tail}"),
    )


def _verb(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _one_sided(entry: Entry) -> bool:
    return entry.claim.figure.low is None or entry.claim.figure.high is None


def _undated(entries: Sequence[Entry], lead: Iterable[Entry]) -> Sentence | None:
    undated = [entry for entry in entries if entry.claim.period == UNDATED]
    example = next((entry for entry in lead if entry.claim.period == UNDATED), None)
    if not undated:
        return None
    papers = {entry.document.id for entry in entries if entry.published is None}
    tail = f" {_verb(len(papers), 'document carries', 'documents carry')} no date either." if papers else ""
    return (
        Part(count_words(len(undated), "figure"), "claims"),
        Part(f" of {len(entries):,} {'gives' if len(undated) == 1 else 'give'} no period"),
        *((Part(", such as "), figure_link(example), Part(f" ({said_by(example)})")) if example else ()),
        Part(f"; the undated are in the tables and on no timeline.{tail}"),
    )


def _set_apart(entries: Sequence[Entry]) -> Sentence | None:
    apart = [entry for entry in entries if entry.apart and not entry.repeated and not entry.set_aside]
    if not apart:
        return None
    return (
        Part(count_words(len(apart), "figure"), "apart"),
        Part(
            f" {'says' if len(apart) == 1 else 'say'} what is aimed at, needed or expected, or what another war cost: "
        ),
        Part("what is so stands in a table of its own."),
    )


def title(entries: Sequence[Entry], documents: int, *, names: Mapping[str, str], spread: Spread | None) -> str:
    """What was found, in one line."""
    counted = [entry for entry in entries if not entry.repeated and not entry.set_aside]
    if not counted:
        return f"No figure of losses, recruitment or strength in {count_words(documents, 'document')}"
    if spread:
        return _spread_title(spread, names)
    (party, measure), most = Counter((entry.claim.party, entry.claim.measure) for entry in counted).most_common(1)[0]
    about = f"{measure_words(measure).lower()}, {party_words(party, names)}"
    found = count_words(len(counted), "figure")
    return f"{found} in {count_words(documents, 'document')}, {most:,} of them on one thing: {about}"


def _spread_title(spread: Spread, names: Mapping[str, str]) -> str:
    claim = spread.low.claim
    per = f" {per_words(claim.figure.per)}" if claim.figure.per else ""
    subject = f"{possessive(party_words(claim.party, names))} {noun_words(claim.measure)}{per}"
    when = period_words(spread.period) if spread.period else "at different times"
    low, high = plain(spread.low.claim.figure.numbers[0]), plain(spread.high.claim.figure.numbers[-1])
    return f"{subject}, {when}: reports run from {low} to {high}"


def lede(entries: Sequence[Entry], documents: int, *, names: Mapping[str, str]) -> Sentence:
    """How much was read and what it speaks of."""
    counted = [entry for entry in entries if entry.stands]
    parties = Counter(party_words(entry.claim.party, names) for entry in counted if entry.claim.party)
    speakers = {folded(entry.claim.speaker) for entry in counted if entry.claim.speaker}
    spoken = f" by {count_words(len(speakers), 'named speaker')}" if speakers else ""
    about = f", on {listed([name for name, _ in parties.most_common()])}" if parties else ""
    return (
        Part(count_words(len(counted), "figure"), "claims"),
        Part(f" of losses, recruitment and strength{about}, stated{spoken} in "),
        Part(count_words(documents, "document"), "documents"),
        Part(". Every number below leads to the sentence it was read from."),
    )
