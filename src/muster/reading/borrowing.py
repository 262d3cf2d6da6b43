"""What a figure borrows: from the figure it is listed beside, from the last one where words point back, from the heading above.

Invariant: a figure borrows only what its own words leave unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.numbers.values import value
from muster.reading import columns, dated, joining, measuring, musters, units
from muster.reading.context import FIGURE, Item, Sentence
from muster.reading.discourse import Draft
from muster.reading.layout import Kind
from muster.reading.measuring import Cue
from muster.reading.spot import Spot


@value(frozen=True, slots=True)
class Measured:
    """A measure with the words that gave it, how surely and by which rule; the cue, the draft it was borrowed from, and a unit and rate
    that were borrowed with it."""

    measure: Measure
    words: tuple[tuple[int, int], ...]
    confidence: float
    rule: str
    cue: Cue | None = None
    inherited: Draft | None = None
    unit: str | None = None
    per: Per | None = None


def same_unit(spot: Spot, *, head: int | None, told: Measured | None) -> Measured | None:
    """A bare number that goes on about ground or a sum of money: "down to 800,000", "roughly 3 million ($37,000)"."""
    page, memory, view, at = spot.page, spot.memory, spot.view, spot.at
    last = memory.last
    counter = head is not None and view[head].has("counters")
    if last is None or (head is not None and not counter) or spot.found.unit not in ("", "person"):
        return None
    block = page.sentences[last.sentence].block == spot.here.block
    if block and spot.number - last.sentence <= 2 and told is None and last.claim.figure.unit == "km2":
        return Measured(last.claim.measure, (), 0.6, "ground as the figure before", inherited=last, unit="km2")
    if spot.largest < 1000:
        return None
    sums = [d for d in memory.drafts[-4:] if len(d.claim.figure.unit) == 3 and d.claim.figure.unit.isupper()]
    bracket = next((view[j].found for j in range(at + 1, min(len(view), at + 3)) if view[j].kind == FIGURE), None)
    in_money = bracket is not None and bracket.unit in ("USD", "EUR", "GBP") and view[at + 1].low == "("
    if not sums or not (in_money or (told is None and sums[-1] is last and block)):
        return None
    money = sums[-1].claim
    heirs = any(item.low in _HEIRS for item in view[at + 1 : at + 5])  # "5 million to the family"
    measure = Measure.DEATH_PAYMENT if heirs and money.measure is Measure.RECRUIT_PAY else money.measure
    return Measured(measure, (), 0.6, "a sum as the one before", inherited=sums[-1], unit=money.figure.unit)


_HEIRS = frozenset("family families widow widows heirs relatives next-of-kin".split())


_MEN = frozenset("men people soldiers troops personnel".split())
_MORE_OF_THEM = frozenset("who whom whose in at on under of".split())
_REACHED = (
    "arrives at", "arrived at", "arrive at", "comes to", "came to", "come to", "works out at", "worked out at", "makes", "that makes",
    "makes it", "amounts to", "amounted to", "adds up to", "added up to", "add up to", "equals", "that is",
)  # fmt: skip
_TRUE = frozenset("real true actual".split())
_FIGURES = frozenset("figure number total toll count".split())
_SUPPOSING = frozenset(
    "infers infer inferred extrapolates extrapolated extrapolating estimates estimated estimate".split()
)
_LARGE = 10_000


_BACK = frozenset(
    "them those these whom figure number total count figures it his its list rest remainder others toll same".split()
)
_GENERIC = frozenset(
    "average figure tally toll total rate number count averages figures daily record peak mean high low pace".split()
)


@value(frozen=True, slots=True)
class Near:
    """What stands near a figure and may lend it a measure."""

    spot: Spot

    def borrow(self, *, counter: bool, people: bool, weak: bool) -> Measured | None:
        """The measure that the surroundings lend, `weak` where words of its own speak for strength a little."""
        head = columns.head_of(self.spot.page, self.spot.here.block, figure=self.spot.found.start)
        column = self._column(head)
        if column is not None:
            return column
        if self.spot.row and (head is not None and head.things):
            return None
        led = dated.led(self.spot)
        if led is not None:
            draft = led.draft
            return Measured(draft.claim.measure, (), 0.6, "by day or month", inherited=draft, per=led.per)
        if self._fresh_heading():
            headed = self._sentence_before() or self.headed()
            if headed is not None:
                return headed
        if self.spot.row and self.spot.page.office and any(item.has("foe") for item in self.spot.view[: self.spot.at]):
            return Measured(Measure.LOSSES, (), 0.5, "the enemy's column in an official bulletin")
        again = self._same_number()
        if again is not None and (lost := self._of_the_lost(again)) is not None:
            return lost
        if again is not None:
            return Measured(again.claim.measure, (), 0.55, "the same number as before", inherited=again)
        total = self._total()
        if total is not None:
            return total
        last = self._last(counter=counter, people=people, weak=weak)
        if last is not None and (before := self._of_its_paragraph(last)) is not None:
            return before
        if last is not None and musters.counted(self.spot, last):
            return Measured(Measure.STRENGTH, (), 0.5, "how many there are")
        if last is not None and not self._out_of_scale(last, people=people):
            return Measured(self._goes_on_as(last), (), 0.5, "as the figure before", inherited=last)
        return (self._sentence_before() if self.headed() else None) or self.headed()

    def _goes_on_as(self, last: Draft) -> Measure:
        """What the last figure lends: a figure far above a price in casualties per area is of casualties, a supposed one of the dead."""
        numbers = self.spot.numbers
        if last.claim.measure is Measure.OBITUARIES and self._supposed():
            return Measure.KILLED
        if last.claim.measure is not Measure.LOSSES_PER_AREA or not numbers:
            return last.claim.measure
        return Measure.KILLED_WOUNDED if max(numbers) > 5 * max(last.claim.figure.numbers) else last.claim.measure

    def _supposed(self) -> bool:
        """ "which would make the real figure something like 390": what a list of names lets somebody suppose names nobody."""
        lead = self.spot.view[max(0, self.spot.at - 12) : self.spot.at]
        words = {word for item in lead if item.kind != FIGURE for word in item.low.split(" ")}
        return bool(words & _SUPPOSING) or bool(words & _TRUE and words & _FIGURES)

    # -------------------------------------------------------------- the head of the column
    def _column(self, head: columns.Head | None) -> Measured | None:
        """What the head of a table's column says; where it says no more than over what time, the table's title says of what."""
        if head is None:
            return None
        if head.measure is not None:
            return Measured(head.measure, head.words, 0.6, "the head of the column", unit=head.unit, per=head.per)
        titled = self.headed() if head.per is not None or head.people else None
        return replace(titled, per=head.per) if titled is not None else None

    # -------------------------------------------------------------- the figure before
    def _last(self, *, counter: bool, people: bool, weak: bool) -> Draft | None:
        last = self.spot.memory.last
        if last is None or last.claim.figure.unit != "person":
            return None
        gap = self.spot.number - last.sentence
        if gap == 0:
            return last
        there = self.spot.page.sentences[last.sentence]
        if counter and gap <= 10:
            return self._same_cases() or last
        cells = sum(item.low == "|" for item in self.spot.view)
        rows = self.spot.row and self.spot.page.blocks[there.block].kind is Kind.ENTRY and cells < 2
        together = (
            rows and self.spot.page.blocks[self.spot.here.block].group == self.spot.page.blocks[there.block].group
        )
        if not people and gap <= 3 and self._generic():
            return last
        if people and gap <= 2 and self.spot.here.block == there.block and self._generic():
            return last
        if not people and gap <= 2 and self._from_block_above(there, last):
            return last
        if people and gap <= 2 and self.spot.here.block - there.block <= 2 and self._so_many_men(last):
            return last
        if not (self.spot.here.block == there.block or together) or gap > 2 or people:
            return None
        numbers = self.spot.numbers
        if numbers and max(numbers) <= 12 and not rows and not self._told_of_part(last, gap):
            return None
        if gap <= 2 and numbers and max(numbers) >= 1000 and len(self.spot.view) < 40 and self._like(last, numbers):
            return last
        if last.claim.measure in measuring.LOSS | measuring.GAIN:
            return last
        points = any(item.low in _BACK for item in self.spot.view)
        return last if points or rows or len(self.spot.view) < (9 if weak else 16) else None

    def _told_of_part(self, last: Draft, gap: int) -> bool:
        """ "It signed up 38 people. Eleven were women.": what a part of the last figure is, at the head of the next sentence."""
        opens = self.spot.at == 0 and [item.low for item in self.spot.view[1:2]] in (["were"], ["was"], ["are"])
        return opens and gap == 1 and self.spot.largest < max(last.claim.figure.numbers)

    def _from_block_above(self, there: Sentence, last: Draft) -> bool:
        """Whether a bare number opens the next paragraph with what the last one told of: "American intelligence has 315,000"."""
        if self.spot.here.block - there.block != 1 or last.claim.measure not in measuring.LOSS or self.spot.row:
            return False
        numbers = self.spot.numbers
        if (
            not numbers
            or self.spot.found.noun is not None
            or any(item.kind == FIGURE for item in self.spot.view[: self.spot.at])
        ):
            return False
        return self._is_rate() or max(numbers) >= _LARGE

    def _is_rate(self) -> bool:
        """ "The ministry gives 1,008 a day": a rate of what was told in all."""
        return units.RATE in self.spot.gates and units.per_of(self.spot.view, self.spot.at, cue=None)[0] in (
            Per.DAY,
            Per.WEEK,
            Per.MONTH,
        )

    def _so_many_men(self, last: Draft) -> bool:
        """ "arrives at 1,020 men a day", "which comes to some 41,000 men": a number reckoned of those told of before."""
        view, at = self.spot.view, self.spot.at
        if (
            last.claim.measure not in measuring.LOSS | measuring.GAIN
            or at + 1 >= len(view)
            or view[at + 1].low not in _MEN
        ):
            return False
        after = view[at + 2] if at + 2 < len(view) else None
        ends = after is None or (after.low not in _MORE_OF_THEM and not measuring.speaks(after))
        lead = " ".join(item.low for item in view[max(0, at - 4) : at])
        return ends and any(lead.endswith(words) for words in _REACHED)

    def _same_number(self) -> Draft | None:
        """An earlier figure of this document with the same number: "Of the 1,000, …"."""
        numbers = self.spot.numbers
        if not numbers or max(numbers) < 100:
            return None
        return self.spot.memory.first_of.get(numbers)

    def _of_the_lost(self, again: Draft) -> Measured | None:
        """Of a number that elsewhere is a force's, what it is where losses are spoken of: "20,000 dead by one count, 40,000 by another"."""
        if again.claim.measure is not Measure.STRENGTH or self._here(again):
            return None
        last, before = self.spot.memory.last, self._sentence_before()
        if last is not None and last.sentence == self.spot.number:
            return Measured(last.claim.measure, (), 0.5, "as the figure before", inherited=last)
        return before if before is not None and before.measure in measuring.LOSS else None

    def _of_its_paragraph(self, last: Draft) -> Measured | None:
        """Other losses than those of the paragraph above: "52 wounded. ¶ The dead are not known. Some say 900"."""
        before = None if self._here(last) else self._sentence_before()
        other = before is not None and {before.measure, last.claim.measure} <= measuring.LOSS
        return before if before is not None and other and before.measure is not last.claim.measure else None

    def _here(self, draft: Draft) -> bool:
        return self.spot.page.sentences[draft.sentence].block == self.spot.here.block

    @staticmethod
    def _like(last: Draft, numbers: tuple[int | float, ...]) -> bool:
        """Whether the number is of the size of the last one."""
        return max(last.claim.figure.numbers) / 5 <= max(numbers) <= max(last.claim.figure.numbers) * 5

    def _out_of_scale(self, last: Draft, *, people: bool) -> bool:
        """A bare small number beside large ones is something else: an age, a page, a day."""
        numbers = self.spot.numbers
        told_of = self.spot.at > 0 and self.spot.view[self.spot.at - 1].low in (
            "is",
            "was",
            "are",
            "were",
            "be",
            "page",
            "not",
        )
        return (
            told_of
            and not people
            and bool(numbers)
            and max(numbers) <= 120
            and max(last.claim.figure.numbers) > 50 * max(numbers)
        )

    def _same_cases(self) -> Draft | None:
        """Of cases the last that were told as cases."""
        if not any(
            self.spot.view[j].low in ("cases", "case")
            for j in range(self.spot.at + 1, min(len(self.spot.view), self.spot.at + 5))
        ):
            return None
        cases = (Measure.DESERTED, Measure.WOUNDED)
        return next((d for d in reversed(self.spot.memory.drafts[-8:]) if d.claim.measure in cases), None)

    def _generic(self) -> bool:
        """ "the daily average stood at 1,113": a word for any figure, and no measure."""
        low = max(0, self.spot.at - 9)
        return any(
            self.spot.view[j].low.split(" ")[-1] in _GENERIC
            or (self.spot.view[j].has("reckoning") and self.spot.view[j].low in _GENERIC)
            for j in range(low, self.spot.at)
        )

    def _total(self) -> Measured | None:
        """ "5,600 dead; 2,300 wounded; 300 captured. Total: 8,200": a total of different losses is of losses."""
        if not any(
            self.spot.view[j].low in ("total", "all", "altogether", "sum", "adds", "add", "added", "together")
            for j in range(max(0, self.spot.at - 5), min(len(self.spot.view), self.spot.at + 3))
        ):
            return None
        block = self.spot.here.block
        parts = [
            d
            for d in self.spot.memory.drafts[-6:]
            if self.spot.page.sentences[d.sentence].block == block and d.claim.measure in measuring.LOSS
        ]
        kinds = {d.claim.measure for d in parts}
        if len(kinds) < 2:
            return None
        return Measured(
            joining.union(kinds, parts[-1].claim.measure),
            (),
            0.6,
            "a total of the figures before",
            inherited=parts[-1],
        )

    # -------------------------------------------------------------- the heading above
    def _fresh_heading(self) -> bool:
        heading, last = self.spot.memory.heading, self.spot.memory.last
        if heading is None or heading.block != self.spot.here.block:
            return False
        return last is None or self.spot.page.sentences[last.sentence].start < heading.start

    def _sentence_before(self) -> Measured | None:
        """What the sentence before is about, where it has no claim: "The monthly total of losses has gone up. July closed with 9,100"."""
        number = self.spot.number
        before = self.spot.page.sentences[number - 1] if number else None
        if self.spot.row or before is None or before.block != self.spot.here.block:
            return None
        last = self.spot.memory.last
        if last is not None and last.sentence >= number - 1:
            return None
        told = [
            (item, measure)
            for item in before.view
            for measure in measuring.measures_of(item, "noun")[:1]
            if measure in measuring.LOSS | measuring.GAIN
        ]
        if len({measure for _, measure in told}) != 1:
            return None
        item, measure = told[0]
        return Measured(measure, ((item.start, item.end),), 0.5, "what the sentence before is about")

    def headed(self) -> Measured | None:
        """What the heading above a row, or just above a paragraph, says of the figures in it."""
        heading = self.spot.memory.heading
        if heading is None or self.spot.here.block - heading.block > (14 if self.spot.row else 1):
            return None
        strength: Item | None = None
        found = {measure for _, measure in self._cues_of(heading)}
        both = Measure.KILLED_WOUNDED in found or found >= {Measure.KILLED, Measure.WOUNDED}
        for item, measure in self._cues_of(heading):
            if measure is Measure.LOSSES and both:
                continue  # "Losses, killed and wounded together"
            if measure is not Measure.STRENGTH:
                return Measured(measure, ((item.start, item.end),), 0.55, "the heading above")
            strength = strength or item
        if strength is None:
            return None
        return Measured(Measure.STRENGTH, ((strength.start, strength.end),), 0.45, "the heading above")

    def _cues_of(self, sentence: Sentence) -> Iterator[tuple[Item, Measure]]:
        for item, after in zip(sentence.view, [*sentence.view[1:], None], strict=True):
            if after is not None and after.low in _STATE:
                continue
            for role in ("noun", "participle", "subject"):
                for measure in measuring.measures_of(item, role)[:1]:
                    yield item, measure


_STATE = frozenset({"ill", "sick", "silent", "short", "asleep"})  # "Far more fell ill": nobody fell
