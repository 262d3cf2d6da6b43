"""Multiples beside the two numbers they are of: "nearly three times the average of 2,450"; "from 250,000 to 1.5 million, a tenfold rise".

Invariant: a multiple is accused only where its base is named right behind it, or where words draw it as a sum from what stands before, and
no two numbers of the passage come to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from muster.account import wording
from muster.account.arithmetic.reach import gap, quotient
from muster.account.numbers.changes import pair
from muster.account.numbers.passage import TIMES, Item, Passage, Tied, alike
from muster.account.numbers.words import pattern, said
from muster.account.widths import Width
from muster.claims import passages
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind
from muster.numbers.printed import Number

CLEAR = 0.05  # beyond its width by which a multiple must miss to be accused
CLOSE = 1.5  # times as much as it is told to be: what is more of it says nothing of "more than"
FACTORS = (("doubl", 2.0), ("tr", 3.0), ("quadrupl", 4.0), ("quintupl", 5.0), ("halv", 0.5), ("cut in half", 0.5))
VERB = "verb"  # the noun of "doubled", which counts nothing and takes no base behind it


def multiples(passage: Passage) -> Iterator[Finding]:
    """The multiples of a report between their numbers."""
    written = [one for one in passage.of_sort.get(TIMES, []) if one.number.kind == "multiple"]
    for mark in sorted([*written, *_verbs(passage)], key=lambda one: one.start):
        verb = mark.number.noun == VERB
        tied = (
            (None if verb else _named(passage, mark) or _averaged(passage, mark))
            or _between(passage, mark)
            or _drawn(passage, mark)
        )
        if tied is None or not tied.other.value:
            continue
        told, made = _meant(passage, mark), quotient(tied.one.width, tied.other.width)
        missed = gap(made, told)
        fails = missed > CLEAR and not _comes_out(passage, mark, told)
        if tied.sure and (fails or (not missed and _closely(tied, mark))):
            yield _told(passage, mark, tied, missed=missed)


def _verbs(passage: Passage) -> Iterator[Item]:
    """ "Doubled" and its like, which are no numbers by themselves."""
    text = passage.text
    for found in pattern("moreby").finditer(text):
        factor = next(factor for stem, factor in FACTORS if found[0].lower().startswith(stem))
        start, bound = _hedged(text, found.start())
        low, high = (None if bound is Bound.AT_MOST else factor), (None if bound is Bound.AT_LEAST else factor)
        number = Number(start, found.end(), found.end(), found.span(), low, high, bound, "ratio", VERB, "multiple")
        span = passages.sentence(text, found.span())
        paragraph = passage.paragraph_at(start)
        yield Item(
            number=number,
            sort=TIMES,
            value=factor,
            width=Width(low, high),
            rate=False,
            sentence=span,
            paragraph=paragraph,
            one=None,
        )


def _hedged(text: str, at: int) -> tuple[int, Bound]:
    """Where the hedge before a verb begins, and what it makes of it."""
    for name, bound in (("least", Bound.AT_LEAST), ("nearly", Bound.ABOUT), ("most", Bound.AT_MOST)):
        if found := pattern(name).search(text[max(0, at - 20) : at]):
            return at - len(found[0]), bound
    return at, Bound.EXACT


def _closely(tied: Tied, mark: Item) -> bool:
    """Whether a multiple is near what it was found to be: "more than twice" is no news of what is twenty times as much."""
    return tied.one.value / tied.other.value < CLOSE * mark.value


def _meant(passage: Passage, mark: Item) -> Width:
    """Between what multiples a person means to lie who tells one in words."""
    number, value = mark.number, mark.value
    if number.bound is Bound.AT_LEAST:
        return Width(value * 0.98, None)
    if number.bound is Bound.AT_MOST:
        return Width(None if value < 1 else 1.0, value * 1.02)
    if number.bound is Bound.BETWEEN:
        return Width((number.low or 0.0) * 0.95, (number.high or value) * 1.05)
    if said("below", passage.text[number.start : number.end]):
        return Width(value * 0.8, value * 1.03)
    wide = 0.18 if number.bound is Bound.ABOUT else 0.12
    return Width(value * (1 - wide), value * (1 + wide))


def _named(passage: Passage, mark: Item) -> Tied | None:
    """The number right behind a multiple, and the one before it that is so many times as much."""
    line = passage.line(mark)
    behind = [one for one in line if one.start >= mark.end]
    if not behind or not pattern("asmany").search(passage.text[mark.end : behind[0].start]):
        return None
    base = behind[0]
    before = [one for one in line if one.end <= mark.start and _like(one, base)]
    if before:
        return Tied(before[-1], base, said("apposed", passage.between(before[-1], mark) + " "))
    if not said("concluding", passage.opening(mark)):
        return None
    before = [one for one in passage.before(mark, base.sort, sentences=1) if _like(one, base)]
    return Tied(before[-1], base, len(before) == 1) if before else None


def _averaged(passage: Passage, mark: Item) -> Tied | None:
    """The average that its sentence tells, where a multiple is of an average: "the average of 2023 was 21,100; November had twice that".
    Where only a comma makes it one, it is that if it fits."""
    text = passage.text
    if not pattern("anaverage").search(text[mark.start : min(mark.sentence[1], mark.end + _CALLED)]):
        return None
    line = passage.line(mark)
    means = [one for one in line if _mean(passage, one)]
    apposed = [one for one in line if one.start >= mark.end and said("averageapposed", _ahead(passage, one))]
    base = means or apposed
    before = [one for one in line if one.end <= mark.start and one not in base]
    if len(base) != 1 or not before or not _like(before[-1], base[0]):
        return None
    fits = not gap(quotient(before[-1].width, base[0].width), _meant(passage, mark))
    return Tied(before[-1], base[0], True) if means or fits else None


_CALLED = 30  # characters behind a multiple in which its base is called an average


def _mean(passage: Passage, one: Item) -> bool:
    behind = passage.text[one.end : one.sentence[1]]
    return said("averaged", _ahead(passage, one)) or pattern("averagedbehind").search(behind) is not None


def _ahead(passage: Passage, one: Item) -> str:
    return passage.text[max(one.sentence[0], one.start - 80) : one.start]


def _like(one: Item, base: Item) -> bool:
    """Whether a number can be a multiple of a base: a month's beside the average of months too, though only one says so of itself."""
    return alike(one, base) or (one.sort == base.sort and one.rate != base.rate and _same_noun(one, base))


def _same_noun(one: Item, other: Item) -> bool:
    return not one.number.noun or not other.number.noun or one.number.unit == other.number.unit


def _between(passage: Passage, mark: Item) -> Tied | None:
    tied = pair(passage, mark)
    if tied is None or not any(one.sentence == mark.sentence for one in (tied.one, tied.other)):
        return None
    return Tied(tied.other, tied.one, tied.sure)


def _drawn(passage: Passage, mark: Item) -> Tied | None:
    """The last number before a sentence that draws a sum and has no number of its own, and the one that fits it best."""
    if passage.line(mark) or not said("tie", passage.opening(mark)):
        return None
    before = [one for one in passage.near(mark) if one.end <= mark.start and one.value]
    if not before or before[-1].paragraph != mark.paragraph or mark.sentence[0] - before[-1].end > 150:
        return None
    last = before[-1]
    others = [one for one in before[:-1] if alike(one, last)]
    ups = [(one, last) if one.value > last.value else (last, one) for one in others if one.value != last.value]
    if mark.value < 1:
        ups = [(small, great) for great, small in ups]
    if not ups:
        return None
    best = min(ups, key=lambda two: abs(two[0].value / two[1].value - mark.value))
    return Tied(*best, not _told_in_words(passage, mark, last, best))


def _told_in_words(passage: Passage, mark: Item, last: Item, best: tuple[Item, Item]) -> bool:
    """ "It is nine times what Ukraine says of its dead", "what it had in 2020": words name a base, which need not be one of two numbers
    before it. It is where these have the base's own year or month, and no number further up is so many times less."""
    behind = passage.behind(mark)
    if not said("baseinwords", behind):
        return False
    told = _meant(passage, mark)
    bases = (one for one in passage.items if one.end <= mark.start and one.value and None not in one.width)
    if any(not gap(quotient(last.width, one.width), told) for one in bases if _like(last, one)):
        return True
    dates = {found[0].lower() for found in pattern("itsdate").finditer(behind)}
    lines = " ".join(passage.text[slice(*one.sentence)].lower() for one in best)
    return said("whatitis", behind) and (not dates or not all(date in lines for date in dates))


def _comes_out(passage: Passage, mark: Item, told: Width) -> bool:
    near = passage.near(mark)
    closed = [one for one in near if None not in one.width and one.value]
    return any(
        not gap(quotient(one.width, other.width), told) for one, other in permutations(closed, 2) if alike(one, other)
    )


def _told(passage: Passage, mark: Item, tied: Tied, *, missed: float) -> Finding:
    made = tied.one.value / tied.other.value
    return passage.held(
        Kind.MULTIPLE,
        made=f"{wording.number(tied.one.value)} is {wording.number(made)} times {wording.number(tied.other.value)}",
        beside=mark.printed(passage.text),
        of=[tied.one, tied.other, mark],
        missed=missed,
        numbers=[("computed", made), ("stated", mark.value)],
    )
