"""Lines that stand over what follows, and the days they give it: a section on a past war, an entry on one fight.

Invariant: only a line without figures of its own heads anything, and a section on a war holds up to the next line that heads one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from muster.claims.period import Period
from muster.reading.asked import Timed
from muster.reading.context import FIGURE, MARK, TIME, Item, Page, Sentence
from muster.reading.dates import Relation, Time
from muster.reading.layout import Block, Kind
from muster.reading.measuring import View

OF_FIGHT = "the day of the fight that heads the entry"
_WORDS = 6  # that a label has besides its time
_LEAST, _PAST = 33, 90  # days that a war lasts, and days that it must be over by
_WARS = frozenset(["war", "conflict"])


def is_title(page: Page, block: Block) -> bool:
    """Whether a block is a line that stands over what follows: a heading, a label, no sentence."""
    if block.kind is Kind.PARAGRAPH or len(block.sentences) > 1:
        return False
    last = page.text[block.end - 1]
    if any(item.kind == FIGURE and any(ch.isdigit() for ch in item.low) for item in _items(page, block)):
        return False
    return last not in ".!?;" and block.end - block.start < 140 and page.text[block.start] not in "-–—•*·▪★"


def _items(page: Page, block: Block) -> View:
    first, last = (bisect_left(page.items, at, key=_start) for at in (block.start, block.end))
    return page.items[first:last]


def _start(item: Item) -> int:
    return item.start


def wars(page: Page, war: Period | None) -> dict[int, Period | None]:
    """The first and last day of the war that each section is on, by the block that heads it; `war` is that of the text, which holds
    again under the next heading that names none."""
    found: dict[int, Period | None] = {}
    for number, block in enumerate(page.blocks):
        if number <= _TOP or not is_title(page, block):
            continue
        span = _span(page, _items(page, block))
        if span is not None or (found and (block.kind is Kind.HEADING or _dated(page, block))):
            found[number] = span or war
    return found if any(one != war for one in found.values()) else {}


_TOP = 2  # blocks that are a head: the title and where it was written


def _dated(page: Page, block: Block) -> bool:
    return any(item.time is not None for item in _items(page, block))


def _span(page: Page, items: View) -> Period | None:
    """ "KOREA (25 June 1950 – 27 July 1953)": the days of a war that is long over, beside the land it was fought in."""
    times = [item.time for item in items if item.time is not None]
    others = [item for item in items if item.kind != TIME and item.low.isalnum()]
    if len(times) != 1 or not 0 < len(others) <= _WORDS or times[0].relation is not Relation.DURING:
        return None
    period, day = times[0].period, page.day
    if period.start is None or period.end is None or (period.days or 0) < _LEAST:
        return None
    if day is None or (day - period.end).days < _PAST or not _two_ends(times[0], period):
        return None
    named = any(item.has("country", "place", "war", "demonym") or item.low in _WARS for item in others)
    return period if named else None


def _two_ends(time: Time, period: Period) -> bool:
    """Whether both ends are days, or whole years that are more than one."""
    return time.grain == "day" or (time.grain == "year" and (period.days or 0) > _A_YEAR)


_A_YEAR = 366


def in_section(found: Timed, page: Page, *, of: Period | None) -> Timed:
    """ "since the invasion" in a section on another war than the text's: from that one's first day, which is `of`."""
    start, end = found.period.start, found.period.end
    if of is None or of.start is None or of.end is None or page.war is None or end is None:
        return found
    if start == of.start or not of.start < end:
        return found
    return replace(found, period=Period(of.start, min(end, of.end)))


def fight(page: Page, sentence: Sentence, *, view: View) -> Time | None:
    """ "* 28 March, Diapaga. The group claimed 60 dead": the day, and where it was, at the head of an entry that goes on."""
    block = page.blocks[sentence.block]
    if (
        sentence.start != block.start
        or block.kind is not Kind.ENTRY
        or len(block.sentences) == 1
        or _is_chronology(page)
    ):
        return None
    times = [item.time for item in view if item.time is not None]
    others = [item for item in view if item.kind not in (TIME, MARK) and item.low[:1].isalpha()]
    if len(times) != 1 or not 0 < len(others) <= _WORDS or any(item.kind == FIGURE for item in view):
        return None
    time = times[0]
    told = time.relation is Relation.DURING and time.period.days == 1 and time.grain == "day"
    return time if told and _is_place(page, others) and time.period.end != page.document.published else None


def _is_chronology(page: Page) -> bool:
    """Whether more entries stand in the text than a list of a few fights has: the days of a chronology may be those of saying."""
    entries = (block for block in page.blocks if block.kind is Kind.ENTRY and len(block.sentences) > 1)
    return next(islice(entries, _FEW, None), None) is not None


_FEW = 6


def _is_place(page: Page, others: Sequence[Item]) -> bool:
    """Whether words say where something was, and not who told of it: a land or place, or one name that nothing is known of."""
    if any(item.has("say", *_TELLERS) or item.low in _TOLD_IN for item in others):
        return False
    if any(tag.startswith(("speaker.", "seat.")) for item in others for tag in item.tags):
        return False
    rest = [item for item in others if not item.has("place", "country", "land", "within", "modifiers")]
    named = len(rest) == 1 and not rest[0].tags and page.text[rest[0].start].isupper()
    return not rest or (named and len(others) == 1)


_TOLD_IN = frozenset(
    "washington london brussels kyiv telegram twitter youtube facebook television video interview".split()
)
_TELLERS = ("body", "office", "person", "unnamed", "paper")
