"""What stands out among the claims, in plain sentences that count and explain and judge nothing.

Invariant: every figure in a sentence is a claim's and leads to its words; figures are set against each other only where party,
measure, kind and unit are the same, and in one war. Repeats, targets, needs, forecasts, benchmarks and what a reviewer rejected never
enter.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from muster.brief.leads import leading, main_war
from muster.brief.parts import Basis, Entry, Part, Sentence
from muster.brief.words import (
    Kind,
    Names,
    count_words,
    figure_words,
    listed,
    period_words,
    subject_words,
    what_words,
    whose_words,
)
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.claims.period import UNDATED, Period

MOST = 5
PART = 10
WIDE = 1.2  # under which figures of one thing agree, as far as a headline goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The two figures furthest apart among claims that may be set side by side; `period` None: they speak of different times."""

    low: Entry
    high: Entry
    claims: int
    voices: int
    times: float
    period: Period | None


def widest_spread(entries: Iterable[Entry]) -> Spread | None:
    """The widest spread among claims of one period that are credited to someone, else with those of which one is, else among rates over
    any; None where no two claims contradict each other by `WIDE` or more. Only what may lead has a part."""
    whole = [e for e in leading(entries) if not e.claim.scope and e.claim.party and e.kind is not Kind.RATIO]
    whole = [entry for entry in whole if MEASURES[entry.claim.measure].group != "reasoned"]
    credited = [entry for entry in whole if entry.claim.speaker]
    dated = [entry for entry in credited if entry.claim.period != UNDATED]
    rates = [entry for entry in credited if entry.kind is Kind.RATE]
    found = (
        _spreads(dated, same_period=True)
        or _spreads([entry for entry in whole if entry.claim.period != UNDATED], same_period=True)
        or _spreads(rates, same_period=False)
    )
    return max(found, key=lambda s: (s.times, s.voices, s.low.anchor), default=None)


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
    """None where no two speakers' figures lie `WIDE` apart with nothing that both allow: "at least 50,000" allows 80,000. A figure under
    a tenth of the highest is taken for one of a part (a rank, a unit, a day) that the reader did not see to be one."""
    most = max(entry.claim.figure.numbers[-1] for entry in entries)
    entries = [entry for entry in entries if entry.claim.figure.numbers[0] * PART >= most]
    lows = _of_two(sorted(entries, key=lambda entry: (entry.claim.figure.high or math.inf, entry.anchor)))
    highs = _of_two(sorted(entries, key=lambda entry: (-(entry.claim.figure.low or 0), entry.anchor)))
    pairs = ((low, high) for low in lows for high in highs if low.who != high.who)
    low, high = max(pairs, key=lambda pair: (_apart(*pair), pair[0].anchor, pair[1].anchor), default=(None, None))
    if low is None or high is None or _apart(low, high) < WIDE:
        return None
    voices = {entry.who for entry in entries}
    period = low.claim.period if same_period else None
    return Spread(low=low, high=high, claims=len(entries), voices=len(voices), times=_apart(low, high), period=period)


def _of_two(entries: Sequence[Entry]) -> list[Entry]:
    """The first of these, and the first by another speaker."""
    other = (entry for entry in entries if entry.who != entries[0].who)
    return [entries[0], *islice(other, 1)]


def _apart(low: Entry, high: Entry) -> float:
    """How many times what the one allows at most the other says at least; 0 where either has no such end."""
    most, least = low.claim.figure.high, high.claim.figure.low
    return least / most if most and least else 0.0


def figure_link(entry: Entry) -> Part:
    """The figure in words, leading to where it was read."""
    return Part(figure_words(entry.claim), f"c-{entry.anchor}")


def said_by(entry: Entry) -> str:
    """Who is credited with it in the text, and words for nobody: that a paper printed it does not make it the paper's figure."""
    return entry.claim.speaker or "speaker not named"


def takeaways(
    entries: Sequence[Entry],
    bases: Sequence[Basis],
    *,
    names: Names,
    spread: Spread | None,
) -> tuple[Sentence, ...]:
    """Three to five sentences, fewer where there is too little to say."""
    counted, lead = [entry for entry in entries if entry.stands], leading(entries)
    found = [
        _spread_sentence(spread, names) if spread and spread.period else _most_sentence(lead, counted, names=names),
        _one_number(lead, names),
        _one_basis(_of_one_war(bases, counted)),
        _spread_sentence(spread, names) if spread and not spread.period else None,
        _undated(counted, lead),
        _set_apart(entries),
        _kinds(counted),
    ]
    return tuple(sentence for sentence in found if sentence)[:MOST]


def _spread_sentence(spread: Spread, names: Names) -> Sentence:
    subject = subject_words(spread.low.claim, names)
    when = f", {period_words(spread.period)}" if spread.period else ""
    low, high = spread.low, spread.high
    of_a_time = (
        f", among {count_words(spread.claims, 'figure')} for that time."
        if spread.period
        else ", but they speak of different times: read them on the timeline."
    )
    return (
        Part(f"Reports differ most on {subject}{when}: "),
        figure_link(low),
        Part(f" ({_told(low, spread)}) against "),
        figure_link(high),
        Part(f" ({_told(high, spread)}), {_times(spread.times)} times as much{of_a_time}"),
    )


def _times(times: float) -> str:
    return f"{times:,.0f}" if times >= 10 else f"{times:.2g}"


def _told(entry: Entry, spread: Spread) -> str:
    return said_by(entry) if spread.period else f"{said_by(entry)}, {period_words(entry.claim.period)}"


def most_told(lead: Iterable[Entry]) -> list[Entry]:
    """Of the party and measure that most leading figures are of, the one figure that most speakers state; where several are stated by
    as many, the one read most surely, then the latest. Empty where nobody is credited with any."""
    fit = [e for e in lead if e.claim.speaker and e.claim.party and not e.claim.scope and e.kind is not Kind.RATIO]
    fit = [entry for entry in fit if MEASURES[entry.claim.measure].group != "reasoned"]
    subjects = Counter(_subject(entry) for entry in fit)
    together: dict[object, list[Entry]] = defaultdict(list)
    for entry in fit:
        if subjects[_subject(entry)] == max(subjects.values()):
            together[(_subject(entry), entry.claim.figure, entry.claim.period)].append(entry)
    return max(together.values(), key=_told_rank, default=[])


def _subject(entry: Entry) -> tuple[object, ...]:
    return entry.claim.party, entry.claim.measure, entry.claim.civilian


def _told_rank(entries: Sequence[Entry]) -> tuple[object, ...]:
    first, period = entries[0], entries[0].claim.period
    voices = {entry.who for entry in entries}
    sure = max(1.0 if entry.verdict or entry.confidence is None else entry.confidence for entry in entries)
    return len(voices), period != UNDATED, sure, str(period.end or period.start), first.anchor


def _most_sentence(lead: Iterable[Entry], counted: Iterable[Entry], *, names: Names) -> Sentence | None:
    """What most is said of, where no two figures can be set side by side."""
    told = most_told(lead)
    if not told:
        return None
    first = told[0]
    its = [entry for entry in counted if _subject(entry) == _subject(first) and entry.claim.war == first.claim.war]
    if len(its) < 2:
        return None
    when = "" if first.claim.period == UNDATED else f", {period_words(first.claim.period)}"
    return (
        Part(f"Most is said of {subject_words(first.claim, names)}: {count_words(len(its), 'figure')}, such as "),
        figure_link(first),
        Part(f"{when} ({said_by(first)})."),
    )


def _one_number(entries: Iterable[Entry], names: Names) -> Sentence | None:
    """One number of one party and period that goes by several measures: the likeliest to be counted twice."""
    together: dict[tuple[Party | None, object, Period, bool], list[Entry]] = defaultdict(list)
    for entry in entries:
        figure, claim = entry.claim.figure, entry.claim
        if figure.unit == "person" and figure.numbers[-1] >= 100 and claim.party and claim.period != UNDATED:
            together[(claim.party, (figure.numbers, figure.per), claim.period, claim.civilian)].append(entry)
    several = {key: first for key, its in together.items() if len(first := _first_by_measure(its)) > 1}
    if not several:
        return None
    key, first = max(several.items(), key=lambda item: (len(item[1]), item[1][0].anchor))
    parts = [
        Part(
            f"One number goes by {len(first)} names: for {whose_words(first[0].claim, names)}, {period_words(key[2])}, "
        )
    ]
    for place, entry in enumerate(first):
        joint = "" if place == 0 else " and " if place == len(first) - 1 else ", "
        parts += [Part(joint), figure_link(entry)]
        parts.append(
            Part(f" is told as {what_words(entry.claim.measure, entry.claim.civilian).lower()} ({said_by(entry)})")
        )
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
    if len(told) < 2 or not counted[Kind.RATE]:
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
