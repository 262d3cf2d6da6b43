"""Remarks: spans of a text that are no claims but are needed to judge them.

Words of comparison and events by their phrases; the grammar of comparing sentence by sentence (`comparing`); second units, multiples and
percentages out of the figures that were rejected; durations out of the times. What each is of, `beside` tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from muster.claims.claim import Claim, Place
from muster.claims.errors import ValueRefused
from muster.claims.figure import Bound, Figure
from muster.claims.reading import Rejection
from muster.claims.remark import Remark, RemarkKind
from muster.numbers.figures import Found
from muster.reading import comparing
from muster.reading.beside import Beside
from muster.reading.comparing import Seen
from muster.reading.context import FIGURE, TIME, Page
from muster.reading.dates import Relation
from muster.reading.gates import gate, opened

_OF_REJECTED = {
    "second_unit": RemarkKind.SECOND_UNIT,
    "multiple": RemarkKind.MULTIPLE,
    "percentage": RemarkKind.CHANGE,
}
_FIRST = (  # of two that share words the one that says more
    RemarkKind.STREAK,
    RemarkKind.BENCHMARK,
    RemarkKind.EXCEEDS,
    RemarkKind.RECORD,
    RemarkKind.MULTIPLE,
    RemarkKind.SECOND_UNIT,
    RemarkKind.CHANGE,
    RemarkKind.DURATION,
    RemarkKind.EVENT,
)


def remarks_of(page: Page, claims: Sequence[Claim], *, rejections: Sequence[Rejection]) -> list[Remark]:
    """The remarks of a page in text order, none inside another."""
    beside = Beside(page, claims)
    told = [_remark(page, one) for one in _found(page, rejections)]
    found = [placed for one in told if not _is_claim(one, claims) and (placed := beside.placed(one)) is not None]
    out: list[Remark] = []
    for remark in sorted(found, key=_rank):
        k = bisect_left(out, remark.place.start, key=lambda one: one.place.start)
        free = (k == 0 or out[k - 1].place.end <= remark.place.start) and (
            k == len(out) or remark.place.end <= out[k].place.start
        )
        if free:
            out.insert(k, remark)
    return out


def _is_claim(remark: Remark, claims: Sequence[Claim]) -> bool:
    """Whether a multiple is a claim already, a ratio of losses."""
    return remark.kind is RemarkKind.MULTIPLE and any(remark.place.overlaps(claim.place) for claim in claims)


def _rank(remark: Remark) -> tuple[int, int, int]:
    place = remark.place
    return _FIRST.index(remark.kind), place.start - place.end, place.start


def _found(page: Page, rejections: Sequence[Rejection]) -> Iterator[Seen]:
    """All that may be a remark: by its words, by the grammar of comparing, by figures that were rejected, by times."""
    yield from _durations(page)
    spoken: dict[int, list[Seen]] = {}
    starts = [sentence.start for sentence in page.sentences]
    for seen in (*_spoken(page), *_figures(page, rejections)):
        if seen.kind is RemarkKind.CHANGE:
            spoken.setdefault(bisect_right(starts, seen.start) - 1, []).append(seen)
        else:
            yield _dated(page, seen, starts) if seen.kind is RemarkKind.RECORD else seen
    for number in _compares(page, starts) | spoken.keys():
        if number >= 0:
            yield from _grammar(page, number, spoken.get(number, ()))


def _compares(page: Page, starts: Sequence[int]) -> set[int]:
    """The sentences that hold a word of comparing at all."""
    low = page.text.lower()
    low = low if len(low) == len(page.text) else page.text
    found = set()
    for number, (start, stop) in enumerate(pairwise([*starts, len(low)])):
        if _COMPARING in opened(low[start:stop].split()):
            match = _TRIGGER.search(low, start, stop + _OVER)  # a cut sentence may part its words
            if match is not None and match.start() < stop:
                found.add(number)
    return found


_TRIGGER = re.compile(
    r"consecutive|straight|successive|running|in a row|succession|on end|on the trot|each of the|every one of the"
    r"|exceed|outpac|outstrip|outnumber|surpass|overt[ao]|match|equal|cover|offset|short of|pace with"
    r"|make good|made good|makes? up|made up|compensat|keeps? up|kept up|replac|reach|\bmeet|\bmet\b|lag"
    r"|\bno (?:other|single|day|week|month|quarter|year)|\bnever\b"
    r"|\bthan\b|\btwice\b|\btimes\b|\bhalf\b|doubl|trebl|tripl|quadrupl|quintupl|fold\b|halv|as many"
    r"|\bris(?:e|en|ing)|\brose\b|\bgr[eo]w|increas|climb|jump|soar|surg|swell|mount|f[ae]ll(?:en|ing)?\b"
    r"|drop|declin|decreas|shr[aiu]nk|slump|plung|dwindl|\bslid"
)


_OVER = 20  # characters: the longest of these words has fewer
_COMPARING = gate(
    *"no never than twice times half".split(),
    starts="row end trot good up many ris rose grew grow slid meet met".split(),
    holds="consecutive straight successive running succession each every exceed outpac outstrip outnumber surpass overta overto match "
    "equal cover offset short pace make compensat replac reach lag doubl trebl tripl quadrupl quintupl fold halv increas climb jump soar "
    "surg swell mount fall fell drop declin decreas shrank shrink shrunk slump plung dwindl".split(),
)  # without one of which the pattern above finds nothing


def _grammar(page: Page, number: int, spoken: Sequence[Seen]) -> Iterator[Seen]:
    sentence = page.sentences[number]
    first, last = sentence.start, min(sentence.end, sentence.start + _LONG)
    gates = opened(page.text[first:last].lower().split())
    for opens, find in _GRAMMAR:
        if opens in gates:
            yield from find(page.text, first=first, last=last)
    moves = _MOVES in gates
    yield from comparing.changes(page.text, sentence.view, seen=spoken, moves=moves, first=first, last=last)


_LONG = 3_000  # characters of a sentence that are looked at


_UNMATCHED = re.compile(
    r"\bno\s+(?:other\s+|single\s+|previous\s+|earlier\s+)?(?:day|week|month|quarter|year)\b(?!['’]s)[^.;:\d]{0,70}?"
    r"\b(?:more|fewer|less|as many|so many|as heavy|as high|higher|heavier|deadlier|costlier|bloodier|worse)\b"
    r"|\bnever\b[^.;:\d]{0,70}?\b(?:as|so) many\b[^.;:\d]{0,40}?\b(?:in|on|within)\s+(?:one|a|any|a single)\s+"
    r"(?:day|week|month|quarter|year)\b",
    re.I,
)


def _unmatched(text: str, *, first: int, last: int) -> Iterator[Seen]:
    """Records told by a denial: "no month has cost it more men", "never has it lost as many in one month"."""
    for match in _UNMATCHED.finditer(text, first, last):
        yield Seen(RemarkKind.RECORD, match.start(), match.end())


_TOLD = comparing.data()
_MOVES = gate(*(words.split(" ")[0] for way in ("up", "down") for words in _TOLD["moves"][way]))
_GRAMMAR = (  # each behind the words without which it finds nothing
    (comparing.ON_END, comparing.streaks),
    (gate("than"), comparing.more_than),
    (gate(starts=[words.split(" ")[0] for words in _TOLD["comparing"]["exceed"]]), comparing.exceeding),
    (gate("no", "never"), _unmatched),
    (gate(*(max(words.lower().split(" "), key=len) for words in _TOLD["comparing"]["wars"])), comparing.benchmarks),
    (gate("all", starts=["whole", "entire", "months", "quarters", "years"]), comparing.wholes),
    (
        gate(
            "twice", "half", "fold", *(word for some in _TOLD["multiples"].values() for word in some), holds=["times"]
        ),
        comparing.multiples,
    ),
)


# ------------------------------------------------------------------ by their words
def _spoken(page: Page) -> Iterator[Seen]:
    for first, last, phrase in comparing.words().phrases.match(page.run):
        yield Seen(RemarkKind(min(phrase.tags)), page.run[first].start, page.run[last - 1].end)


def _dated(page: Page, seen: Seen, starts: Sequence[int]) -> Seen:
    """A record with the time it is the first since: "the highest since March 2022"."""
    view = page.sentences[max(0, bisect_right(starts, seen.start) - 1)].view
    for item in view:
        if (
            item.kind == TIME
            and item.start <= seen.end + 1 < item.end
            and _SINCE.search(page.text[seen.start : item.end])
        ):
            return seen._replace(end=item.end)
    return seen


_SINCE = re.compile(r"\bsince\b|\bin\b", re.I)


def _durations(page: Page) -> Iterator[Seen]:
    for item in page.items:
        if item.kind == TIME and item.time is not None and item.time.relation is Relation.SPAN and item.time.days:
            figure = Figure(low=item.time.days, high=item.time.days, bound=Bound.ABOUT, unit="day")
            yield Seen(RemarkKind.DURATION, item.start, item.end, figure)


def _figures(page: Page, rejections: Sequence[Rejection]) -> Iterator[Seen]:
    """Second units, multiples, and percentages, out of what was rejected."""
    found = {item.start: item.found for item in page.items if item.kind == FIGURE and item.found is not None}
    for rejection in rejections:
        kind = _OF_REJECTED.get(rejection.why)
        if kind is None:
            continue
        place, one = rejection.place, found.get(rejection.place.start)
        figure = _figure(one) if one else None
        if kind is RemarkKind.SECOND_UNIT or (kind is RemarkKind.CHANGE and figure is not None):
            more = _PERCENT.match(page.text, place.end)
            yield Seen(kind, place.start, more.end() if more and kind is RemarkKind.CHANGE else place.end, figure)
        elif kind is RemarkKind.MULTIPLE and _COMPARES.match(page.text, place.end):
            yield Seen(kind, place.start, place.end, figure)


_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b|percent\b|pct\b|percentage\s+points?\b)", re.I)
_COMPARES = re.compile(r"\s+(?:as|the|that|those|its|their|his|what|more|higher|to)\b", re.I)


def _figure(found: Found) -> Figure | None:
    try:
        return Figure(low=found.low, high=found.high, bound=found.bound, unit=found.unit or "count")
    except ValueRefused:
        return None


def _remark(page: Page, seen: Seen) -> Remark:
    place = Place(document=page.document.id, start=seen.start, end=seen.end)
    return Remark(kind=seen.kind, quote=page.text[seen.start : seen.end], place=place, figure=seen.figure)
