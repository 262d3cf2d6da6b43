"""What a comparison is of: the claim that it compares, or the measure, the party and the days that its sentence speaks of.

Invariant: a remark's `about` is a claim of the same document; where it has one, measure, party and days are that claim's. A comparison
of which no measure can be told is none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from muster.claims.claim import Claim
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import UNDATED, Period
from muster.claims.remark import COMPARISONS, Remark, RemarkKind
from muster.numbers.values import value
from muster.reading import nearness
from muster.reading.comparing import words
from muster.reading.context import FIGURE, MARK, TIME, Item, Page, Sentence
from muster.reading.dates import Relation
from muster.reading.measuring import measures_of
from muster.reading.speaking import GAIN, LOSS

_COMMA, _WALL, _FIRST_TIME = 3, 12, 8  # what a comma or the end of a clause costs, in items
_FAR, _PAID, _FIGURE = 28, 6, 3
_LOOSE = 9  # as far as a record may stand from the word that says of what it is one
_BACK = 3  # sentences that are looked back over
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 31, "quarter": 92, "season": 92, "year": 366}
_OF_KIND = {
    RemarkKind.BENCHMARK: LOSS,
    RemarkKind.EXCEEDS: LOSS | GAIN - {Measure.FOREIGN},
}
_RELATIVE = frozenset({"which", "where", "when", "that", "who"})
_DEADLY = ("deadliest", "bloodiest")
_POINTING = (RemarkKind.STREAK, RemarkKind.RECORD, RemarkKind.MULTIPLE)
_ROLES = ("noun", "participle", "own", "subject", "enemy")


@value(frozen=True, slots=True)
class _Near:
    """Something near a remark, and what the words between the two cost."""

    cost: int
    at: int
    measure: Measure
    claim: Claim | None = None


class Beside:
    """Finds what the remarks of a page are of."""

    def __init__(self, page: Page, claims: Sequence[Claim]) -> None:
        self.page = page
        self.starts = [sentence.start for sentence in page.sentences]
        self.by_sentence: dict[int, list[Claim]] = {}
        for claim in claims:
            self.by_sentence.setdefault(self._sentence(claim.place.start), []).append(claim)

    def _sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def placed(self, remark: Remark) -> Remark | None:
        """The remark with what it is of; None for a comparison of nothing that is measured."""
        number = self._sentence(remark.place.start)
        if number < 0:
            return remark if remark.kind not in COMPARISONS else None
        here = self.by_sentence.get(number, [])
        if remark.kind is RemarkKind.SECOND_UNIT:
            return _paired(remark, here)
        if remark.kind not in COMPARISONS:
            return _with_nearest(remark, here)
        return self._compared(remark, number, here)

    def _compared(self, remark: Remark, number: int, here: Sequence[Claim]) -> Remark | None:
        spot = _Spot(remark, self.page.sentences[number])
        if spot.of_something_else():
            return None
        claims, cues = spot.claims(here), spot.cues()
        about = _chosen(claims, cues)
        if about is not None:
            return spot.of(remark, about, self.page)
        measure = _measure(remark, cues, first="first" in remark.quote.lower())
        back = not here and spot.points(nothing_told=measure is None)
        earlier = self._earlier(number, measure, remark) if back else None
        if earlier is not None:
            return spot.of(remark, earlier, self.page)
        if measure is None:
            return None
        party = spot.party(self.page) or self._party_before(number) or self._party_of(measure)
        return replace(remark, measure=measure, party=Party(party) if party else None, period=spot.days())

    def _earlier(self, number: int, measure: Measure | None, remark: Remark) -> Claim | None:
        """The claim that "this" or "it" points back to: the last of the measure, of such days as the streak counts."""
        days = next(
            (n for unit, n in _UNITS.items() if remark.kind is RemarkKind.STREAK and unit in remark.quote.lower()), None
        )
        for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
            fit = [one for one in self.by_sentence.get(back, ()) if measure is None or _akin(one.measure, measure)]
            fit = [
                one
                for one in fit
                if measure is not None or one.measure in LOSS | GAIN or one.measure is Measure.STRENGTH
            ]
            timely = [one for one in fit if days is None or (one.period.days or 0) in range(days * 8 // 10, days + 2)]
            undated = [one for one in fit if one.period == UNDATED]
            if timely or undated or (fit and days is None):
                return (timely or undated or fit)[-1]
        return None

    def _party_before(self, number: int) -> str | None:
        """The party of the sentence before in the same paragraph, or the one that the text is about."""
        block = self.page.sentences[number].block
        for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
            if self.page.sentences[back].block != block:
                break
            told = [one.party for one in self.by_sentence.get(back, ()) if one.party]
            if told:
                return told[-1].code
        return self.page.topic

    def _party_of(self, measure: Measure) -> str | None:
        """The party of all claims of a measure in the text, where they have but one."""
        told = {
            one.party.code for near in self.by_sentence.values() for one in near if one.measure is measure and one.party
        }
        return told.pop() if len(told) == 1 else None


def _akin(one: Measure, other: Measure) -> bool:
    """Whether a comparison of one measure may be one of the other: losses in any sense, gains in any."""
    general = (Measure.LOSSES, Measure.KILLED_WOUNDED)
    return one is other or (one in LOSS and other in general) or (other in LOSS and one in general)


def _of(remark: Remark, claim: Claim) -> Remark:
    return replace(remark, measure=claim.measure, party=claim.party, period=claim.period, about=claim.id)


def _with_nearest(remark: Remark, here: Sequence[Claim]) -> Remark:
    if not here:
        return remark
    at = remark.place.start
    return _of(remark, min(here, key=lambda one: (abs(one.place.start - at), one.place.start)))


def _paired(remark: Remark, here: Sequence[Claim]) -> Remark:
    """A second unit with the figure it says again: the last before it that has a unit of the same kind."""
    unit = remark.figure.unit if remark.figure else ""
    kin = [one for one in here if one.place.start < remark.place.start and _one_kind(one.figure.unit, unit)]
    return _of(remark, kin[-1]) if kin else remark


def _one_kind(first: str, second: str) -> bool:
    money = all(len(unit) == 3 and unit.isupper() for unit in (first, second))
    return (money and first != second) or (first == second == "km2")


def _chosen(claims: Sequence[_Near], cues: Sequence[_Near]) -> Claim | None:
    """The claim that is compared: the nearest, unless a word of another measure stands nearer."""
    for near in claims:
        if near.cost > _FAR:
            continue
        if not cues or _akin(near.measure, cues[0].measure) or near.cost <= cues[0].cost:
            return near.claim
    return None


def _measure(remark: Remark, cues: Sequence[_Near], *, first: bool) -> Measure | None:
    """The measure that the nearest word speaks for; a record needs it close by, or be one of days on which men died."""
    reach = _FAR if first or remark.kind is not RemarkKind.RECORD else _LOOSE
    if cues and cues[0].cost <= reach:
        return cues[0].measure
    if remark.kind is RemarkKind.RECORD:
        return Measure.KILLED if any(word in remark.quote.lower() for word in _DEADLY) else None
    return cues[0].measure if cues else None


def _told(item: Item) -> Measure | None:
    """The measure that an item speaks for, as a noun or as what befell people; a word of movement speaks for none."""
    role = next((role for role in _ROLES if measures_of(item, role)), None)
    if item.has("pay") and role != "noun" and not item.has("fighters"):
        return Measure.RECRUIT_PAY
    if role is None or item.low.split(" ")[0] in words().lists["up"] | words().lists["down"]:
        return None
    measure = measures_of(item, role)[0]
    return None if measure is Measure.STRENGTH and role != "noun" else measure


class _Spot:
    """A remark in its sentence."""

    def __init__(self, remark: Remark, sentence: Sentence) -> None:
        self.remark, self.view = remark, sentence.view
        starts = [item.start for item in self.view]
        self.starts = starts
        self.first = max(0, bisect_right(starts, remark.place.start) - 1)
        self.last = max(self.first, bisect_left(starts, remark.place.end) - 1)
        quote = remark.quote.lower()
        self.comma = _FIRST_TIME if quote.startswith("for the first time") else _COMMA

    def _cost(self, at: int) -> int:
        """What lies between an item and the remark; less before it than behind."""
        if self.first <= at <= self.last:
            return 0
        between = self.view[at + 1 : self.first] if at < self.first else self.view[self.last + 1 : at]
        commas = sum(item.low == "," for item in between)
        walls = sum(nearness.is_wall(item) and item.low not in _RELATIVE for item in between)
        crossed = sum(item.kind == FIGURE for item in between)
        return len(between) + _FIGURE * crossed + self.comma * commas + _WALL * walls + (at > self.last)

    def _apposed(self) -> bool:
        """ ", an all-time high", "— almost twice the average": said of what stands before."""
        j = self.first - 1
        while j >= 0 and self.view[j].low in ("a", "an", "the", "its", "and", "which", "another", "of"):
            j -= 1
        return j >= 0 and self.view[j].kind == MARK and self.view[j].low in ",—–-(:"

    def claims(self, here: Sequence[Claim]) -> list[_Near]:
        """The claims of the sentence, nearest first."""
        found = []
        for claim in here:
            at = bisect_right(self.starts, claim.place.start) - 1
            found.append(_Near(self._cost(at), at, claim.measure, claim))
        before = [one for one in found if one.at < self.first]
        if self._apposed() and before:
            return sorted(before, key=lambda one: -one.at)
        return sorted(found, key=lambda one: (one.cost, one.at))

    def cues(self) -> list[_Near]:
        """The words of the sentence that speak for a measure, nearest first; for what exceeds, those before it first."""
        found, kinds = [], _OF_KIND.get(self.remark.kind)
        for at, item in enumerate(self.view):
            measure = _told(item)
            if measure is None or (kinds is not None and measure not in kinds):
                continue
            inside = self.first <= at <= self.last
            late = self.remark.kind in (RemarkKind.EXCEEDS, RemarkKind.BENCHMARK) and (inside or at > self.last)
            paid = _PAID if measure is Measure.RECRUIT_PAY else 0  # "bonuses for recruits are higher"
            found.append(_Near(self._cost(at) + (_FAR if late else 0) - paid, at, measure))
        return sorted(found, key=lambda one: (one.cost, -one.at if one.at < self.first else one.at))

    def points(self, *, nothing_told: bool) -> bool:
        """Whether the sentence points back to what was told before it, loosely where it tells nothing else itself."""
        kind, lists = self.remark.kind, words().lists
        pointed = bool({item.low for item in self.view[max(0, self.first - 1) : self.last + 1]} & lists["points"])
        near = {item.low for item in (*self.view[:2], *self.view[max(0, self.first - 3) : self.first])}
        if pointed and kind in (RemarkKind.EXCEEDS, RemarkKind.BENCHMARK):
            return True
        if not nothing_told:
            return kind in _POINTING and bool(near & lists["points"])
        said = {item.low for item in self.view[: self.first][:6]}
        return kind is RemarkKind.EXCEEDS or bool((said | near) & (lists["points"] | lists["numbers"]))

    def of_something_else(self) -> bool:
        """ "Unemployment is at a record low": what is compared is named just before, and is nothing that is measured here."""
        return any(item.low in words().lists["others"] for item in self.view[max(0, self.first - 5) : self.last + 4])

    def of(self, remark: Remark, claim: Claim, page: Page) -> Remark:
        """The remark about a claim; beside one of an earlier war it is a benchmark, and of the party that is held against it."""
        if remark.kind not in (RemarkKind.EXCEEDS, RemarkKind.BENCHMARK) or claim.status is not Status.HISTORICAL:
            return _of(remark, claim)
        party = self.party(page)
        return replace(
            remark,
            kind=RemarkKind.BENCHMARK,
            measure=claim.measure,
            party=Party(party) if party else None,
            period=self.days(),
            about=claim.id,
        )

    def party(self, page: Page) -> str | None:
        """The side named nearest, and neither as a place nor as one who speaks."""
        found = [
            (self._cost(j) + (8 if nearness.after_place(self.view, j) else 0), j, item.party)
            for j, item in enumerate(self.view)
            if item.party and item.has("side") and not nearness.describes_speaker(self.view, j)
        ]
        inside = [one for one in found if page.war is None or page.war.party(one[2]) is not None]
        return min(inside)[2] if inside else None

    def days(self) -> Period:
        """The days that the sentence speaks of, and not those it compares them with."""
        found = [
            (self._cost(j), item.time.period)
            for j, item in enumerate(self.view)
            if item.kind == TIME
            and item.time is not None
            and item.time.period.start is not None
            and item.time.relation is Relation.DURING
            and not (self._refers(j) or (self.first <= j <= self.last and self._closing(j)))
        ]
        return min(found, key=lambda one: one[0])[1] if found else UNDATED

    def _closing(self, j: int) -> bool:
        """Whether a time within the remark is what it is measured against."""
        if self.remark.kind is RemarkKind.BENCHMARK:
            return True
        return j == self.last and self._refers(j)

    def _refers(self, j: int) -> bool:
        """ "than in April", "compared with May", "on the year before"."""
        low = self.view[j].low
        before = [item.low for item in self.view[max(0, j - 2) : j]]
        return low.startswith(("to ", "with ", "than ", "on the ", "from the ", "over the ", "since ")) or bool(
            set(before) & {"than", "compared", "with", "from", "as", "against", "since", "after"}
        )
