"""The days that carry over from sentence to sentence, and the days each figure is given in the end.

Invariant: what a figure's own sentence says of its days outranks what is carried; nothing carries over from below.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from muster.claims.claim import Claim
from muster.claims.measures import Measure
from muster.claims.period import UNDATED
from muster.reading import timing
from muster.reading.context import FIGURE, TIME, Item, Page, Sentence
from muster.reading.dates import Relation
from muster.reading.layout import Kind
from muster.reading.measuring import View
from muster.reading.timing import NOT_DATED, Timed


@dataclass(slots=True)
class Days:
    """`whole` are the days a bulletin is for; `lead` those at the head of the block `lead_block`."""

    whole: Timed | None = None
    lead: Timed | None = None
    lead_block: int = -1


def begin(page: Page) -> Days:
    """What holds before the first sentence."""
    return Days(whole=_whole_period(page))


def _whole_period(page: Page) -> Timed | None:
    """The days a bulletin is for: a span of several days in one of its first headings."""
    for sentence in page.sentences[:4]:
        if page.blocks[sentence.block].kind is Kind.PARAGRAPH:
            return None
        for item in page.items[sentence.first : sentence.last]:
            time = item.time
            if time is not None and time.relation is Relation.DURING and (time.period.days or 0) > 1:
                return Timed(time.period, ((time.start, time.end),), 0.6, "the days the bulletin is for")
    return None


def enter(days: Days, page: Page, sentence: Sentence, view: View) -> None:
    """Forget the days of the block before, unless it announced the rows that follow; take those the sentence leads with."""
    if sentence.block != days.lead_block and days.lead_block >= 0 and not _announced(page, days.lead_block, sentence.block):
        days.lead = None
    _take_lead(days, sentence, view)


def _announced(page: Page, before_number: int, number: int) -> bool:
    """Whether a block goes on with what the one before it began: rows after their lead-in, rows after rows."""
    before, block = page.blocks[before_number], page.blocks[number]
    if block.kind is not Kind.ENTRY:
        return False
    ended = page.text[before.start : before.end].rstrip()
    return ended.endswith(":") or (before.kind is Kind.ENTRY and block.group - before.group == 0)


def _take_lead(days: Days, sentence: Sentence, view: View) -> None:
    """A month or span that stands alone at the head of a block ("April 2025.") dates what follows in it."""
    times = [item for item in view if item.kind == TIME]
    others = [item for item in view if item.kind != TIME and item.low.isalnum()]
    if len(times) == 1 and len(others) <= 1:
        _set_lead(days, sentence, times[0])


def _set_lead(days: Days, sentence: Sentence, item: Item) -> None:
    time = item.time
    if time is None or time.relation is not Relation.DURING or time.period.start is None or time.period.end is None:
        return
    if time.period.start == time.period.end and time.grain == "day":
        return  # a single day at the head is the day of the report
    days.lead = Timed(time.period, ((time.start, time.end),), 0.55, "the time the paragraph speaks of")
    days.lead_block = sentence.block


def leave(days: Days, sentence: Sentence, view: View, last: tuple[Claim, Timed] | None) -> None:
    """Remember the days a sentence without figures speaks of, or those of its last claim."""
    if not any(item.kind == FIGURE for item in view):
        for item in view:
            if item.kind == TIME:
                _set_lead(days, sentence, item)
    elif last is not None:
        _lead_from_claim(days, sentence, *last)


def _lead_from_claim(days: Days, sentence: Sentence, claim: Claim, timed: Timed) -> None:
    """The days of an event go on to the next sentences of its paragraph."""
    if claim.measure in timing.LEVELS or claim.figure.per is not None or not timed.words:
        return
    days.lead = replace(timed, rule="as in the sentence before", confidence=0.45)
    days.lead_block = sentence.block


# ------------------------------------------------------------------ one figure
def timed(
    page: Page, days: Days, *, view: View, at: int, measure: Measure, side: str | None, rate: bool, inherited: Timed | None
) -> Timed:
    """The days of one figure: its own, else those carried to it; a running toll is given its beginning."""
    found = timing.period_of(view, at, measure=measure, page=page)
    if found.period == UNDATED:
        carried = _carried(days, measure=measure, rate=rate, inherited=inherited)
        found = replace(carried, said=found.said) if carried and not found.said else found
    return timing.running(found, measure=measure, figure=view[at].found, side=side, page=page)


def _carried(days: Days, *, measure: Measure, rate: bool, inherited: Timed | None) -> Timed | None:
    """The days of the figure this one goes with, or of the paragraph."""
    if inherited is not None and inherited is not NOT_DATED:
        return replace(inherited, rule="as the figure before", confidence=0.5)
    if measure in timing.LEVELS or rate:
        return None
    return days.lead or days.whole
