"""The numbers of a text where they stand: what each counts, how wide it is, and which of them stand in one passage.

Invariant: items are in text order; an item is as wide as its number is printed, a hedge doubles that, and "more than" has no upper end.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from muster.account import wording
from muster.account.arithmetic.reach import severity
from muster.account.figures import figures
from muster.account.numbers.words import pattern
from muster.account.statement import Statement
from muster.account.widths import Width, half_of, unit_of
from muster.claims import passages
from muster.claims.claim import Place
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.report import Report
from muster.numbers.printed import Number

COUNT, SHARE, TIMES, OTHER = "count", "share", "times", ""
WIDE = 2_000  # characters to either side of an item, and
OVERLAP = 6  # claims that can begin before a number and hold it
MANY = 40  # items, that are looked at: a passage with more is a table
BACK = 2  # sentences before a word that points back
_T = TypeVar("_T")
_POINT = re.compile(r"\d\.(\d+)")


@dataclass(frozen=True, kw_only=True, eq=False)
class Item:
    """A number: `sort` is what it counts (people and things, an area, a currency, a share, so many times), `value` one number for it in
    its sort's unit (shares from 0 to 1); `one` the statement that was made of it."""

    number: Number
    sort: str
    value: float
    width: Width
    rate: bool
    sentence: tuple[int, int]
    paragraph: int
    one: Statement | None

    @property
    def start(self) -> int:
        """Where it begins, its hedge with it."""
        return self.number.start

    @property
    def end(self) -> int:
        """Where it ends, its unit with it."""
        return self.number.until

    @property
    def people(self) -> bool:
        """Whether it counts people, or says nothing of what it counts."""
        return self.number.unit == "person" or not self.number.noun

    @property
    def bare(self) -> bool:
        """Whether it says nothing of what it counts, and so may be of any unit: "up from 800,000"."""
        return self.sort == COUNT and not self.number.unit

    def printed(self, text: str) -> str:
        """As the text has it."""
        return text[self.number.start : self.number.until]


class Tied(NamedTuple):
    """Two items that words tie, `sure` where they say so and leave no choice."""

    one: Item
    other: Item
    sure: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Passage:
    """The items of one report."""

    report: Report
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """The text that they stand in."""
        return self.report.document.text

    @cached_property
    def of_sort(self) -> dict[str, list[Item]]:
        """The items of each sort."""
        found: dict[str, list[Item]] = {}
        for one in self.items:
            found.setdefault(one.sort, []).append(one)
        return found

    @cached_property
    def _begin(self) -> list[int]:
        return [one.start for one in self.items]

    def around(self, item: Item, *, back: int = WIDE, most: int = MANY) -> list[Item]:
        """The items around one in text order, so many to either side at most, itself with them where it is one of the text's."""
        at = bisect_left(self._begin, item.start)
        return [one for one in self.items[max(0, at - most) : at + most] if abs(one.start - item.start) < back]

    def paragraph_at(self, start: int) -> int:
        """The paragraph of the last item that begins at or before a place."""
        at = bisect_right(self._begin, start)
        return self.items[at - 1].paragraph if at else 0

    def figures(self, item: Item, *, back: int = WIDE) -> list[Item]:
        """The items around one that are no share, multiple or other thing that cannot be compared."""
        return [one for one in self.around(item, back=back) if one.sort not in (SHARE, TIMES, OTHER)]

    def line(self, item: Item) -> list[Item]:
        """The same of its own sentence."""
        return [one for one in self.figures(item) if one.sentence == item.sentence]

    def near(self, item: Item, *sorts: str) -> list[Item]:
        """The items of some sorts, or of all that can be compared, in an item's paragraph and in the one before it."""
        return [
            one
            for one in self.around(item)
            if item.paragraph - 1 <= one.paragraph <= item.paragraph and one is not item and _is(one, sorts)
        ]

    def before(self, item: Item, sort: str, *, sentences: int = BACK) -> list[Item]:
        """The items of a sort before an item, in its sentence and so many before it, within its paragraph."""
        its = [one for one in self.around(item) if one.sort == sort]
        told = [one for one in its if one.end <= item.start and one.paragraph == item.paragraph]
        starts = self._starts(item, sentences)
        return [one for one in told if one.sentence[0] >= starts]

    def _starts(self, item: Item, sentences: int) -> int:
        """Where the earliest of the sentences before an item's begins."""
        start = item.sentence[0]
        for _ in range(sentences):
            back = max(0, start - 2)
            if back <= 1 or "\n\n" in self.text[back - 1 : start]:
                break
            start = passages.sentence(self.text, (back - 1, back))[0]
        return start

    def beside(self, item: Item, sort: str) -> list[Item]:
        """The items of a sort in an item's own sentence, before it."""
        return [one for one in self.before(item, sort, sentences=0) if one.sentence == item.sentence]

    def opening(self, item: Item) -> str:
        """The words of its sentence before an item."""
        return self.text[item.sentence[0] : item.start]

    def behind(self, item: Item, most: int = 80) -> str:
        """The words of its sentence behind an item."""
        return self.text[item.end : min(item.sentence[1], item.end + most)]

    def between(self, one: Item, other: Item) -> str:
        """The words between two items, the first's unit left out."""
        return self.text[one.end : other.start]

    def held(
        self,
        kind: Kind,
        *,
        made: str,
        beside: str,
        of: Iterable[Item],
        missed: float,
        numbers: Sequence[tuple[str, float]],
    ) -> Finding:
        """What items come to, in words, held against what the text has `beside` them, which it `missed` by so much beyond all widths."""
        verdict = Verdict.FAILS if missed else Verdict.AGREES
        return self.finding(
            kind,
            verdict,
            severity=severity(verdict, apart=missed),
            sentence=f"{made}. The text has “{beside}”. {wording.follows(verdict)}",
            of=of,
            numbers=numbers,
        )

    def finding(
        self,
        kind: Kind,
        verdict: Verdict,
        *,
        severity: Severity,
        sentence: str,
        of: Iterable[Item],
        numbers: Sequence[tuple[str, float]],
    ) -> Finding:
        """A finding of these items: the claims that were made of them, and the places of the others."""
        its = list(of)
        ones = [item.one for item in its if item.one is not None]
        places = [item for item in its if item.one is None]
        document = self.report.document.id
        return Finding(
            kind=kind,
            verdict=verdict,
            severity=severity,
            sentence=sentence,
            claims=tuple(dict.fromkeys(one.id for one in ones)),
            remarks=tuple(dict.fromkeys(Place(document=document, start=one.start, end=one.end) for one in places)),
            documents=(document,),
            numbers=tuple(numbers),
            war=_shared(one.claim.war for one in ones),
            party=_shared(one.claim.party for one in ones),
            measure=_shared(one.claim.measure for one in ones),
        )


def _shared(values: Iterable[_T | None]) -> _T | None:
    """The one value of all, None where they have several or none."""
    its = set(values)
    return its.pop() if len(its) == 1 else None


def _is(one: Item, sorts: Sequence[str]) -> bool:
    return one.sort in sorts if sorts else one.sort not in (SHARE, TIMES, OTHER)


def passage(report: Report, told: Sequence[Statement]) -> Passage:
    """The numbers of a report with the statements that were made of them."""
    text = report.document.text
    starts = [0, *(found.end() for found in re.finditer(r"\n\s*\n|\n(?=.{110})", text))]
    claims = sorted(told, key=lambda one: (one.claim.place.start, one.claim.place.end))
    items, paragraph = [], 0
    for number in figures(report):
        while paragraph + 1 < len(starts) and starts[paragraph + 1] <= number.start:
            paragraph += 1
        item = _item(text, number, paragraph=paragraph, claims=claims)
        if item is not None:
            items.append(item)
    return Passage(report=report, items=tuple(items))


def _item(text: str, number: Number, *, paragraph: int, claims: Sequence[Statement]) -> Item | None:
    ends = [end for end in (number.low, number.high) if end is not None]
    sort = _sort(number)
    if not ends or min(ends) < 0 or max(ends) <= 0:
        return None
    scale = 0.01 if sort == SHARE else 1.0
    return Item(
        number=number,
        sort=sort,
        value=sum(ends) / len(ends) * scale,
        width=_width(text, number).times(scale),
        rate=pattern("rate").match(text, number.until) is not None,
        sentence=passages.sentence(text, (number.start, number.end)),
        paragraph=paragraph,
        one=_claimed(number, claims),
    )


def _claimed(number: Number, claims: Sequence[Statement]) -> Statement | None:
    """The first claim whose words hold a number; claims overlap by no more than a few."""
    last = bisect_right(claims, number.core[0], key=lambda one: one.claim.place.start)
    return next((one for one in claims[max(0, last - OVERLAP) : last] if _holds(one, number)), None)


def _holds(one: Statement, number: Number) -> bool:
    place = one.claim.place
    return place.start <= number.core[0] and number.core[1] <= place.end


def _sort(number: Number) -> str:
    if number.kind in ("multiple", "ratio"):
        return TIMES
    if number.unit == "percent":
        return SHARE
    if number.unit == "km2" or (len(number.unit) == 3 and number.unit.isupper()):
        return number.unit
    if pattern("measured").fullmatch(number.noun or "") or number.unit == "ratio" or number.kind == "share_of":
        return OTHER
    return COUNT


def _width(text: str, number: Number) -> Width:
    """As a number is printed: half a unit of its last digit, at most 5 %, doubled by "about"."""
    low, high = number.low, number.high
    wide = 2.0 if number.bound is Bound.ABOUT else 1.0
    printed = text[slice(*number.core)]
    whole = number.kind == "percent"  # "60 per cent" is told to the point, not to the ten
    bottom = None if low is None else max(0.0, low - wide * _half(printed, low, whole=whole))
    top = None if high is None else high + wide * _half(printed, high, whole=whole)
    if number.bound is Bound.AT_LEAST:
        bottom = low
    if number.bound is Bound.AT_MOST:
        top = high
    return Width(bottom, top)


def _half(printed: str, value: float, *, whole: bool) -> float:
    point = _POINT.search(printed)
    if point and value < 1000:
        return 0.5 * 10.0 ** -len(point[1])
    if whole:
        return 0.5
    return half_of(value, unit_of(value))


def alike(one: Item, other: Item) -> bool:
    """Whether two items count what can be compared: in one unit, over one time, and things of one name where both have one."""
    if one.rate != other.rate:
        return False
    if one.sort != other.sort:
        return (one.bare or other.bare) and OTHER not in (one.sort, other.sort)
    if one.sort != COUNT or one.number.unit == other.number.unit:
        return True
    return not one.number.noun or not other.number.noun or one.number.noun == other.number.noun
