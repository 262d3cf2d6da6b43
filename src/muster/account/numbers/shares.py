"""Shares told right beside their part, of a whole that the words point to: "in 5,520 of these cases, or 42 per cent", "a third of the
30,000, some 10,000,".

Invariant: a share is accused only where its part stands in apposition, its whole is named or pointed to, and no two numbers of the passage
come to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from muster.account import wording
from muster.account.arithmetic.reach import gap, quotient
from muster.account.numbers.passage import COUNT, SHARE, Item, Passage
from muster.account.numbers.words import pattern, said
from muster.account.widths import Width
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind

REACH = 200  # characters from a part to its share
POINT = 0.01  # by which a share may miss: people cut digits off as often as they round
MOST_APART = 3.0  # times: the most that a share and the number in apposition may differ and still be of one thing
CLEAR = 0.05  # the part of a share by which it must miss, beyond rounding, to be accused
_LOOSE = {Bound.EXACT: 0.10, Bound.ABOUT: 0.15}


def shares(passage: Passage) -> Iterator[Finding]:
    """The shares of a report between their part and whole."""
    yield from _of_wholes(passage)
    for share in passage.of_sort.get(SHARE, []):
        if not _of_before(passage, share):
            continue
        part = _part(passage, share)
        whole, sure = _whole(passage, part) if part else (None, False)
        if part is None or whole is None:
            continue
        told = meant(share)
        missed = gap(quotient(part.width, whole.width), told)
        if not missed or (sure and missed > CLEAR and not _comes_out(passage, share, told)):
            yield _told(passage, share, part=part, whole=whole, missed=missed)


def _of_wholes(passage: Passage) -> Iterator[Finding]:
    """A share told with its whole, and the number that follows in apposition: "two thirds of the 9,000 (about 6,000)"."""
    for (one, whole), (_, part) in pairwise(pairwise(passage.items)):
        inside = one.number.kind == "share_of" and whole.end <= one.end
        if not inside or part.rate or part.sentence != one.sentence or not _alone(passage, one, part):
            continue
        printed = one.printed(passage.text)
        told = one.width if "%" in printed or "cent" in printed else meant(one)
        missed = gap(told, part.width)
        if missed and not CLEAR < missed < 1 - 1 / MOST_APART:
            continue
        yield passage.held(
            Kind.SHARE,
            made=f"{wording.capital(printed)} is {wording.number(one.value)}",
            beside=part.printed(passage.text),
            of=[whole, part, one],
            missed=missed,
            numbers=[("computed", one.value), ("stated", part.value), ("part", part.value), ("whole", whole.value)],
        )


def _alone(passage: Passage, one: Item, part: Item) -> bool:
    """Whether a number is all that stands between two commas, or in brackets, behind another."""
    behind = passage.text[part.end : part.end + 1]
    return part.sort == COUNT and behind in (",", ")") and said("apposed_number", passage.between(one, part))


def meant(share: Item) -> Width:
    """Between what shares a person means to lie who tells one: a percentage to a point, a fraction loosely."""
    low, high = share.width
    bound = share.number.bound
    if share.number.kind == "percent":
        wide = POINT if bound is not Bound.ABOUT else max(2 * POINT, 0.05 * share.value)
        return Width(
            None if low is None else max(0.0, low - wide + 0.005), None if high is None else high + wide - 0.005
        )
    loose = _LOOSE.get(bound, 0.02)
    return Width(None if low is None else low * (1 - loose), None if high is None else high * (1 + loose))


def _of_before(passage: Passage, share: Item) -> bool:
    behind = passage.behind(share)
    if pattern("elsewhere").search(behind):
        return False
    if pattern("ofthem").search(behind) and not _both(passage, passage.beside(share, COUNT)):
        return False  # "154 clashes, half of them in the south"
    return said("whole", behind) or said("ofwhole", behind[:40]) or not behind.strip().startswith("of ")


def _part(passage: Passage, share: Item) -> Item | None:
    """The number that a share stands behind, in its sentence or, where the share's sentence draws the sum, in the one before."""
    beside = [one for one in passage.beside(share, COUNT) if not one.rate]
    if beside:
        opened = pattern("apposed").search(passage.text[beside[-1].end : share.start])
        part = beside[-1]
        if _both(passage, beside) and not _head(passage, beside[-2]):
            part = beside[-2]  # "1,150 of the 4,600"
        return part if opened and share.start - part.end < REACH else None
    if not said("concluding", passage.opening(share)):
        return None
    before = [one for one in passage.before(share, COUNT, sentences=1) if not one.rate]
    if _both(passage, before):
        return before[-2]
    return before[-1] if before else None


def _both(passage: Passage, told: Sequence[Item]) -> bool:
    """Whether the last two numbers are a part and the whole it is said to be of."""
    return len(told) > 1 and _is_of(passage, told[-2], told[-1])


def _is_of(passage: Passage, part: Item, whole: Item) -> bool:
    """Whether a number is said to be of the one behind it, which is large enough: "1,700 were conscripts of twenty" tells an age."""
    return said("ofwhole", passage.between(part, whole)) and part.value <= MOST_APART * whole.value


def _head(passage: Passage, one: Item) -> bool:
    return said("heads", passage.text[max(0, one.start - 40) : one.start]) or said("heads", passage.opening(one))


def _whole(passage: Passage, part: Item) -> tuple[Item | None, bool]:
    """The number that a part is of, and whether words leave no other."""
    line = [one for one in passage.line(part) if one.sort == COUNT]
    behind = next((one for one in line if one.start >= part.end), None)
    if behind and _is_of(passage, part, behind) and len(passage.between(part, behind)) < 60:
        return behind, True
    for one in reversed(passage.beside(part, COUNT)):
        if _head(passage, one):
            return one, one.value > part.value
    wholes = [one for one in passage.before(part, COUNT) if one.value > part.value and not one.rate]
    around = passage.text[part.sentence[0] : part.end + 40]
    noun = next((one for one in reversed(wholes) if _named(passage, part, one)), None)
    if noun:
        return noun, True
    if wholes and (said("ofthese", around) or said("ofthese", passage.text[part.end : part.sentence[1]])):
        return wholes[-1], len(wholes) == 1 or wholes[-1].paragraph == part.paragraph
    return (wholes[-1], False) if wholes else (None, False)


def _named(passage: Passage, part: Item, whole: Item) -> bool:
    """Whether a part is said to be of these things, by the name that the whole has: "in 5,520 of these cases"."""
    noun = whole.number.noun
    behind = passage.text[part.end : part.end + 40].lower()
    before = passage.opening(part).lower()
    return bool(noun) and any(
        f"of {these} {noun}" in words for these in ("these", "those", "the") for words in (behind[:30], before)
    )


def _comes_out(passage: Passage, share: Item, told: Width) -> bool:
    """Whether any two numbers of the passage come to the share."""
    near = [one for one in passage.near(share, COUNT) if None not in one.width]
    return any(
        one.value < other.value and not gap(quotient(one.width, other.width), told)
        for one, other in permutations(near, 2)
    )


def _told(passage: Passage, share: Item, *, part: Item, whole: Item, missed: float) -> Finding:
    made = part.value / whole.value
    return passage.held(
        Kind.SHARE,
        made=f"{wording.number(part.value)} of {wording.number(whole.value)} is {wording.number(made * 100)} %",
        beside=share.printed(passage.text),
        of=[part, whole, share],
        missed=missed,
        numbers=[("computed", made), ("stated", share.value), ("part", part.value), ("whole", whole.value)],
    )
