"""Changes by percent between two numbers of one passage: "from 1,019 to 1,575, up 37 per cent"; and percentages on the wrong base.

Invariant: a change is accused only where words say which two numbers it lies between, and no two numbers of the passage that can be
compared come to it; where it fits the other base it is told as that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from muster.account import wording
from muster.account.numbers.passage import COUNT, SHARE, Item, Passage, Tied, alike
from muster.account.numbers.words import pattern, said
from muster.account.widths import Width
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import MEASURES, Measure

POINTS = 1.5  # percentage points that a rounded percentage may be off
CLOSE = 0.005  # by which one may miss the other base
CLEAR = 0.06  # of itself that it must be off, at least, to be accused
NEAR = 70  # characters between a change and its numbers
FEW = 20  # people below which two numbers are no tolls
SAME_LENGTH = 1.2  # times the days of the other, of two times between which something changed
CHANGED = 40  # characters from the second number to the change
FAR_BACK = 1_500  # characters before a sentence on the true and the counted toll in which the two are told


def changes(passage: Passage) -> Iterator[Finding]:
    """The changes of a report between the numbers that they are of."""
    for share in passage.of_sort.get(SHARE, []):
        way = _way(passage, share)
        if not way:
            continue
        tied = pair(passage, share) or _true_and_counted(passage, share) or _missing(passage, share)
        if tied is None or not min(tied.one.value, tied.other.value):
            continue
        told = told_of(share)
        if _fits(tied.one, tied.other, way, told):
            if not tied.sure:
                continue
            yield _told(passage, share, tied, way=way, verdict=Verdict.TRUE)
        elif tied.sure and not _comes_out(passage, share, tied, way=way, told=told):
            yield from _accused(passage, share, tied, way=way, told=told)


def _accused(passage: Passage, share: Item, tied: Tied, *, way: int, told: Width) -> Iterator[Finding]:
    one, other = tied.one, tied.other
    if _fits(other, one, -way, _closely(share)):
        yield _told(passage, share, tied, way=way, verdict=Verdict.FAILS)
    elif _missed(one, other, way, share, told):
        yield _told(passage, share, tied, way=way, verdict=Verdict.FALSE)


def told_of(share: Item) -> Width:
    """Between what changes lies one that is told so, in parts of the base."""
    low, high = share.width
    bound = share.number.bound
    slack = POINTS / 100 if share.number.kind == "percent" else 0.1 * share.value
    slack = max(slack, 0.05 * share.value) * (2 if bound is Bound.ABOUT else 1)
    return Width(None if low is None else low - slack, None if high is None else high + slack)


def _closely(share: Item) -> Width:
    """The same, with no more than rounding: what fits the other base must do so plainly."""
    low, high = share.width
    return Width(None if low is None else low - CLOSE, None if high is None else high + CLOSE)


def _way(passage: Passage, share: Item) -> int:
    """1 for a rise, -1 for a fall, 0 for neither."""
    before, behind = passage.opening(share), passage.behind(share)
    if pattern("upbehind").search(behind):
        return 1
    if pattern("downbehind").search(behind):
        return -1
    if pattern("ups").search(before):
        return 1
    if pattern("downs").search(before) or _misses(passage, share):
        return -1
    if not pattern("by").search(before):
        return 0
    return said("rising", before) - said("falling", before)


def _misses(passage: Passage, share: Item) -> bool:
    """Whether the words before a share say that a list lacks so much of the whole."""
    clause = re.split(r"[.;:]\s|,\s(?!or\b|that is\b)", passage.opening(share))[-1]
    return pattern("misses").search(clause) is not None


def changed(one: Item, other: Item) -> Width:
    """The change from the first to the second, as a part of the first."""
    a, b = one.width, other.width
    low = -1.0 if b.low is None or not a.high else b.low / a.high - 1
    return Width(low, None if b.high is None or not a.low else b.high / a.low - 1)


def _fits(one: Item, other: Item, way: int, told: Width) -> bool:
    made = changed(one, other)
    low, high = (
        (made.low, made.high)
        if way > 0
        else (None if made.high is None else -made.high, None if made.low is None else -made.low)
    )
    return Width(low, high).meets(told) and (other.value - one.value) * way > 0


def _missed(one: Item, other: Item, way: int, share: Item, told: Width) -> bool:
    """Whether a change misses by so much that no way of rounding explains it; which way it went is held against the words too."""
    made = (other.value / one.value - 1) * way
    low, high = told
    slack = max(POINTS / 100, CLEAR * share.value)
    return (low is not None and made < low - slack) or (high is not None and made > high + slack)


def pair(passage: Passage, share: Item) -> Tied | None:
    """The earlier and the later number that a change or a multiple lies between."""
    line = passage.line(share)
    before = [one for one in line if one.end <= share.start and None not in one.width]
    for at, one in enumerate(line):
        if pattern("from").search(passage.text[max(one.sentence[0], one.start - 40) : one.start]):
            later = next((other for other in line[at + 1 :] if _to(passage, one, other)), None)
            if later and alike(one, later):
                return Tied(one, later, _joined(passage, share, one, later))
    behind = next((one for one in line if one.start >= share.end), None)
    if (
        behind
        and before
        and pattern("base").search(passage.text[share.end : behind.start])
        and alike(before[-1], behind)
    ):
        return Tied(behind, before[-1], not said("apart", passage.between(before[-1], share)))
    if len(before) > 1 and alike(before[-2], before[-1]) and said("against", passage.between(before[-2], before[-1])):
        return Tied(before[-1], before[-2], _joined(passage, share, before[-2], before[-1]))
    if (two := _of_two_times(passage, share, before)) is not None:
        return two
    return None if line else _of_the_sentence_before(passage, share) or _told_alike(passage, share)


def _of_the_sentence_before(passage: Passage, share: Item) -> Tied | None:
    """ "It counted 5,200 dead in 2023 and 4,500 in 2024. Losses fell by half": a change with no number beside it, right behind a sentence
    that tells just two, of two times."""
    before = [one for one in passage.before(share, COUNT, sentences=1) if one.sentence != share.sentence]
    if len(before) != 2 or before[0].sentence != before[1].sentence or before[0].paragraph != share.paragraph:
        return None
    tied = _times(passage, before)
    closed = not passage.behind(share).strip() or passage.behind(share).lstrip()[0] in '.,;!”"'
    return tied if tied is not None and closed and _same_people(passage.opening(share), tied.one) else None


def _same_people(opening: str, one: Item) -> bool:
    """Whether the words before a change speak of nobody but those just counted, and of no time of their own."""
    if said("thatcount", opening):
        return True
    measure = one.one.claim.measure if one.one is not None else None
    if said("thoselost", opening):
        return measure is not None and MEASURES[measure].group == "loss"
    return (said("thosedead", opening) and measure is Measure.KILLED) or (
        said("thosein", opening) and measure in _GAINED
    )


_GAINED = frozenset({Measure.RECRUITED, Measure.MOBILISED, Measure.CONSCRIPTED})


def _of_two_times(passage: Passage, share: Item, before: Sequence[Item]) -> Tied | None:
    """The two numbers right before a change, of times of one length that "and" joins: "30,000 in May and 36,000 in June, up 20 %"."""
    tied = _times(passage, before)
    if tied is None:
        return None
    words = passage.between(before[-1], share)
    if len(words) > CHANGED or words.count(",") != 1 or said("apart", words) or said("onother", passage.behind(share)):
        return None
    return tied


def _times(passage: Passage, before: Sequence[Item]) -> Tied | None:
    """The last two numbers, the earlier time's first, where "and" joins them and they are of times of one length."""
    if len(before) < 2 or not alike(before[-2], before[-1]) or not said("andthen", passage.between(*before[-2:])):
        return None
    times = [(one.one.claim.period.start, one.one.claim.period.days, one) for one in before[-2:] if one.one is not None]
    lengths = [days for start, days, _ in times if start is not None and days is not None]
    if len(lengths) != 2 or times[0][0] == times[1][0] or max(lengths) > SAME_LENGTH * min(lengths):
        return None
    first, last = (one for _, _, one in sorted(times, key=lambda time: str(time[0])))
    return Tied(first, last, True)


def _joined(passage: Passage, mark: Item, first: Item, last: Item) -> bool:
    """Whether a change stands right behind two numbers, or before them in their clause."""
    if mark.start >= last.end:
        words = passage.between(last, mark)
        return len(words) < NEAR and not said("apart", words)
    words = passage.between(mark, first)
    return mark.end <= first.start and len(words) < NEAR and "," not in words and not said("apart", words)


def _to(passage: Passage, one: Item, other: Item) -> bool:
    between = passage.between(one, other)
    return pattern("to").search(between) is not None and not re.search(r"[.;]\s", between)


def _told_alike(passage: Passage, share: Item) -> Tied | None:
    """The last numbers of the two sentences before, where both tell as many."""
    before = [one for one in passage.before(share, COUNT) if one.sentence != share.sentence]
    lines: dict[tuple[int, int], list[Item]] = {}
    for one in before:
        lines.setdefault(one.sentence, []).append(one)
    if len(lines) != 2:
        return None
    first, second = lines.values()
    if len(first) != len(second) or not alike(first[-1], second[-1]):
        return None
    up = _way(passage, share) > 0
    small, great = sorted((first[-1], second[-1]), key=lambda one: one.value)
    return Tied(small, great, True) if up else Tied(great, small, True)


def _true_and_counted(passage: Passage, share: Item) -> Tied | None:
    """What was counted of a toll and what it must be, where a sentence with no other number sets the one against the other."""
    words = passage.text[share.sentence[0] : share.sentence[1]]
    behind = passage.behind(share, 160)
    if not (said("true", words) and said("counted", words)) or passage.beside(share, COUNT):
        return None
    if not (said("true", behind) or said("counted", behind) or _misses(passage, share)):
        return None
    near = [
        one
        for one in passage.figures(share)
        if one.sort == COUNT and 0 < share.start - one.end < FAR_BACK and one.people and not one.rate
    ]
    around = {
        one: passage.text[max(one.sentence[0], one.start - 90) : min(one.sentence[1], one.end + 60)] for one in near
    }
    points = [one for one in near if one.number.bound is not Bound.BETWEEN and one.value >= FEW]
    true = [one for one in points if said("true", around[one])]
    listed = [one for one in points if said("counted", around[one]) and one not in true]
    pairs = [Tied(low, high, True) for low in listed for high in true if low.value < high.value]
    told, up = told_of(share), _way(passage, share) > 0
    pairs = [one if up else Tied(one.other, one.one, True) for one in pairs]
    way = 1 if up else -1
    good = [one for one in pairs if _fits(one.one, one.other, way, told)]
    wrong = [one for one in pairs if _fits(one.other, one.one, -way, _closely(share))]
    return next(iter(good or wrong), None)


def _missing(passage: Passage, share: Item) -> Tied | None:
    """The two numbers before a share that a list lacks, where there are no more than two."""
    if not _misses(passage, share):
        return None
    before = [one for one in passage.before(share, COUNT) if one.people and not one.rate]
    if len(before) != 2 or before[0].value == before[1].value:
        return None
    small, great = sorted(before, key=lambda one: one.value)
    return Tied(great, small, True)


def _comes_out(passage: Passage, share: Item, tied: Tied, *, way: int, told: Width) -> bool:
    least = min(FEW, tied.one.value, tied.other.value)
    near = passage.near(share)
    closed = [one for one in near if None not in one.width and one.value >= least]
    return any(alike(one, other) and _fits(one, other, way, told) for one, other in permutations(closed, 2))


def _told(passage: Passage, share: Item, tied: Tied, *, way: int, verdict: Verdict) -> Finding:
    one, other = tied.one, tied.other
    made, back = 100 * (other.value / one.value - 1), 100 * (one.value / other.value - 1)
    first, second = wording.number(one.value), wording.number(other.value)
    quote = share.printed(passage.text)
    direction = "more" if way > 0 else "less"
    sentence = f"{second} is {made:+.1f} % on {first}, beside “{quote}” {direction}: "
    kind = Kind.CHANGE
    if verdict is Verdict.FAILS:
        kind = Kind.PERCENT_BASE
        opposite = "less" if way > 0 else "more"
        sentence += f"{abs(back):.0f} % is how much {opposite} {first} is than {second}, so the percentage is on the wrong base."
    else:
        sentence += "it holds." if verdict is Verdict.TRUE else "it does not hold."
    return passage.finding(
        kind,
        verdict,
        severity=Severity.NOTE if verdict is Verdict.TRUE else Severity.SERIOUS,
        sentence=sentence.replace("-", "−", 1) if made < 0 else sentence,
        of=[one, other, share],
        numbers=[("change_percent", made), ("told", 100 * share.value)],
    )
