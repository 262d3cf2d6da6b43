"""The days that carry over from sentence to sentence.

Invariant: what a figure's own sentence says of its days outranks what is carried; nothing carries over from below.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from muster.claims.claim import Claim
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.reading import (
    begun,
    bulletins,
    columns,
    headed,
    idle,
    incidents,
    introduced,
    inturn,
    questions,
    records,
    sayings,
    stating,
    studies,
    timing,
    tolls,
)
from muster.reading.context import FIGURE, MARK, TIME, Item, Page, Sentence
from muster.reading.dates import Relation, Time
from muster.reading.headed import is_title
from muster.reading.layout import Block, Kind
from muster.reading.measuring import GAIN, LOSS, View
from muster.reading.timing import Timed
from muster.reading.tolls import RUNNING

CARRIED = (LOSS | GAIN - {Measure.FOREIGN}) | {
    Measure.RETURNED, Measure.AREA_TAKEN, Measure.LOSSES_PER_AREA, Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO,
    Measure.CAUSE_SHARE,
}  # fmt: skip


@dataclass(slots=True)
class Days:
    """What the text has said of days so far.

    `whole` are the days a bulletin is for, `today` the day of a daily one, `war` the first and last day of a past war, `head` where the
    text's own heading ends. `lead` holds for the block `lead_block`, for what stands under it where it is `titled`, and for `lasts` more
    sentences at most; `first` is what the first figure of the block `first_block` led with, which holds for the next row; `column` is
    the time of a table's last column. `said` is the day somebody spoke, `labelled` by a label and `entry` at the head of an entry,
    which is of `entry_time`; `study` is the time that a study looked at, `wars` those of its sections on past wars.
    `question` is the time that the block `question_block` asks about;
    `opening` is the day on which something is said to have opened, in the block `opening_block`; `event` are the days of the attack or
    battle that the text reports; `records` those of the records of a register, by number; `level` are the last days that a level was given.
    `here` are the figures of the sentence so far and `largest` the number of the last, `before` the last days that any figure was given,
    `seen` those of each number, levels under its negative.
    """

    page: Page
    whole: Timed | None = None
    today: Timed | None = None
    war: Period | None = None
    lead: Timed | None = None
    lead_block: int = -1
    lead_size: float = 0.0
    largest: float = 0.0
    lasts: int = 0
    first: Timed | None = None
    first_block: int = -1
    titled: bool = False
    used: bool = False
    column: Timed | None = None
    said: dt.date | None = None
    said_block: int = -1
    labelled: bool = False
    entry: bool = False
    entry_time: Period | None = None
    head: int = 0
    stated: frozenset[int] = frozenset()
    here: list[tuple[Measure, Timed]] = field(default_factory=list)
    before: Timed | None = None
    before_end: int = 0
    seen: dict[float, Timed] = field(default_factory=dict)
    opening: tuple[dt.date, tuple[int, int]] | None = None
    opening_block: int = -1
    question: Timed | None = None
    question_block: int = -1
    event: Timed | None = None
    records: dict[str, Timed] = field(default_factory=dict)
    level: Timed | None = None
    level_end: int = 0
    study: Timed | None = None
    wars: dict[int, Period | None] = field(default_factory=dict)


RECENT = 20  # days: what was said no longer ago is said of the present


def begin(page: Page) -> Days:
    """What holds before the first sentence."""
    heading = page.sentences[min(2, len(page.sentences) - 1)].end if page.sentences else 0
    days = Days(
        page, head=heading, whole=bulletins.whole_period(page), today=bulletins.today(page), war=tolls.span_of_war(page)
    )
    days.study, days.wars = studies.window(page), headed.wars(page, days.war)
    if days.whole is None and days.today is None and days.war is None:
        days.event = incidents.of_report(page)
    return days


# ------------------------------------------------------------------ from sentence to sentence
def enter(days: Days, *, sentence: Sentence, view: View) -> None:
    """Forget what the block before led with unless it reaches this one; take what the sentence itself leads with."""
    days.here = []
    page = days.page
    days.war = days.wars.get(sentence.block, days.war)
    block = page.blocks[sentence.block]
    timed = TIME in sentence.kinds
    days.stated = inturn.stated_again(view, stating.stated(view)) if timed else frozenset()
    row = timed and "|" in sentence.lows  # with a time in one of its cells
    _, when = columns.told_by(page, sentence.block) if days.stated or row else (None, None)
    if when is not None:
        days.stated |= {j for j, item in enumerate(view) if when[0] <= item.start < when[1]}
    _enter_said(days, sentence, view)
    if sentence.block > days.question_block + 1:
        days.question = None
    if sentence.block != days.opening_block:
        days.opening = None
    if days.lead is not None and sentence.block != days.lead_block:
        if not _reaches(days, block):
            days.lead, days.titled = None, False
        elif not days.titled and days.first_block == days.lead_block:
            days.lead = days.first
    if days.column is not None and is_title(page, block):
        days.column = None
    days.lasts -= 1
    if days.lasts < 0:
        days.lead, days.titled = None, False
    if timed:
        _take_lead(days, sentence, view)
    elif days.records:
        _send_back(days, sentence, block)


def _send_back(days: Days, sentence: Sentence, block: Block) -> None:
    """ "Fighting: as 0412": the days of another record, for the lines of this one."""
    lead = days.records.get(records.sent_back(days.page, block) or "-")
    if lead is None:
        return
    days.lead, days.lead_block, days.lead_size, days.lasts = lead, sentence.block, 0.0, _MANY
    days.titled, days.used = True, False
    days.records |= {records.LAST: lead, records.number(days.page, block): lead}


def _enter_said(days: Days, sentence: Sentence, view: View) -> None:
    """The day of speaking holds for its sentence, and for the next ones of the block where they go on with the speaker."""
    told = [time for j in days.stated if (time := view[j].time) is not None and not sayings.vague(time)]
    ends = [day for time in told if (day := sayings.spoken_on(time, days.page)) is not None]
    block = days.page.blocks[sentence.block]
    if ends:
        days.said, days.said_block, days.entry = max(ends), sentence.block, False
        days.labelled = is_title(days.page, block)
    elif (day := _entry_day(days, sentence, view)) is not None:
        days.said, days.said_block, days.entry, days.labelled = day, sentence.block, True, False
    elif days.entry and _under_entry(days, block, sentence):
        return
    elif days.said_block >= 0 and sentence.block != days.said_block:
        days.entry = False
        if not (days.labelled and days.page.blocks[days.said_block].group == block.group):
            days.said, days.said_block, days.labelled = None, -1, False
    elif days.said is not None and not days.labelled and (stating.says_now(view) or not stating.same_voice(view)):
        days.said, days.said_block = None, -1


def _under_entry(days: Days, block: Block, sentence: Sentence) -> bool:
    """Whether a sentence stands in the entry of the day: in its paragraph, or under the day's own line up to the next."""
    said = days.page.blocks[days.said_block]
    if sentence.block == days.said_block or (said.kind is Kind.ENTRY and said.group == block.group):
        return True
    return is_title(days.page, days.page.blocks[days.said_block]) and not is_title(days.page, block)


def _entry_day(days: Days, sentence: Sentence, view: View) -> dt.date | None:
    """The day at the head of an entry of a diary or timeline, which is that on which what follows was said."""
    if TIME not in sentence.kinds:
        return None
    words = [item for item in view if item.low[:1].isalnum()]
    lettered = len(words) == 2 and len(words[0].low) <= 2  # "C. 1 May 2023."
    time = words[-1].time if len(words) == 1 or lettered else None
    if time is None or time.grain not in ("day", "month") or time.relation is not Relation.DURING:
        return None
    block, published = days.page.blocks[sentence.block], days.page.document.published
    heads = sentence.start == block.start and len(block.sentences) > 1 and time.period.end != published
    if not (heads or (time.grain == "day" and sentence.start >= days.head)):
        return None
    days.entry_time = time.period
    return time.period.end


def _reaches(days: Days, block: Block) -> bool:
    """Whether a block stands under what led: rows after their lead-in or heading, rows after rows."""
    led = days.page.blocks[days.lead_block]
    if days.titled:
        if is_title(days.page, block):
            labelled = all(records.LABELLED.match(days.page.text, one.start) for one in (led, block))
            return block.group == led.group and labelled
        return block.group == led.group or not days.used
    if block.kind is not Kind.ENTRY:
        return False
    if _lists(days, block):
        days.lasts = max(days.lasts, 1)
        return True
    ended = days.page.text[led.start : led.end].rstrip()
    return ended.endswith(":") or (led.kind is Kind.ENTRY and block.group == led.group)


def _lists(days: Days, block: Block) -> bool:
    """Whether a block is of the list that stands right under the paragraph that told of the days."""
    at, led = bisect_left(days.page.blocks, block.start, key=_begin), days.page.blocks[days.lead_block]
    between = days.page.blocks[days.lead_block + 1 : at]
    days_told = days.lead is not None and (days.lead.period.days or 999) <= _FIGHT
    return led.kind is Kind.PARAGRAPH and days_told and all(one.kind is Kind.ENTRY for one in between)


_FIGHT = 14  # days


def _begin(block: Block) -> int:
    return block.start


def _has_figure(view: View) -> bool:
    return any(item.kind == FIGURE for item in view)


def _few_figures(view: View) -> bool:
    """Whether no figure stands in it but small ones: "Two aides gave numbers for early June"."""
    return all(item.found is None or max(item.found.low or 0, item.found.high or 0) <= _FEWER for item in view)


_FEWER = 12


def _opens_with_month(view: View) -> bool:
    """ "November was the worst of the three"."""
    time = next((item.time for item in view if item.kind != MARK), None)
    return time is not None and time.grain == "month"


def _take_lead(days: Days, sentence: Sentence, view: View) -> None:
    """A month or span that stands alone at the head of a block ("April 2025.") dates what follows in it."""
    times = [item for item in view if item.kind == TIME]
    others = [item for item in view if item.kind != TIME and item.low.isalnum()]
    if (time := headed.fight(days.page, sentence, view=view)) is not None:
        days.lead = Timed(time.period, ((time.start, time.end),), 0.6, headed.OF_FIGHT)
        days.lead_block, days.lead_size, days.used, days.titled, days.lasts = sentence.block, 0.0, False, False, _MANY
    elif len(times) == 1 and len(others) <= 1 and not days.stated:
        _set_lead(days, sentence, times[0], view)


def _set_lead(days: Days, sentence: Sentence, item: Item, view: View) -> None:
    time = item.time
    if time is None or time.relation not in (Relation.DURING, Relation.SINCE) or time.period.start is None:
        return
    if (
        time.relation is Relation.SINCE
        and not is_title(days.page, days.page.blocks[sentence.block])
        and not _has_figure(view)
    ):
        return  # "no trace of them since January" dates nothing that follows
    if time.relation is Relation.DURING and time.period.end is None:
        return
    if idle.is_citation(days.page, item, time=time):
        return  # "the standard work is by Cole and Brandt (1990)"
    if time.period.days == 1 and time.grain == "day" and not _tells_of_a_day(days, time, view):
        return  # a single day at the head is the day of the report
    if days.war is not None and (time.grain == "year" or sentence.block in days.wars):
        return  # "The Chechen War, 1994–1996": of the war the text may tell the days
    days.lead = Timed(time.period, ((time.start, time.end),), 0.55, "the time the paragraph speaks of")
    days.lead_block, days.lead_size, days.used = sentence.block, 0.0, False
    block = days.page.blocks[sentence.block]
    days.titled = is_title(days.page, block)
    days.lasts = _MANY
    if days.titled and records.LABELLED.match(days.page.text, block.start):
        days.records |= {records.LAST: days.lead, records.number(days.page, block): days.lead}


def _tells_of_a_day(days: Days, time: Time, view: View) -> bool:
    """Whether a sentence without figures tells what happened on a day, of which the next ones tell the cost."""
    if days.today is not None or any(item.time is time and item.low in _LATELY for item in view):
        return False
    return len(view) > _LABEL and not _has_figure(view) and time.period.end != days.page.document.published


_LATELY = frozenset(["yesterday", "last night", "overnight", "today", "tonight", "this morning"])


def leave(days: Days, *, sentence: Sentence, view: View, made: Sequence[tuple[Claim, Timed]]) -> None:
    """Remember the days a sentence without figures speaks of, or those of the first claim of one with figures."""
    if incidents.closes(days.page, sentence, made=made, event=days.event):
        days.event = None
    question = questions.asks(days.page, sentence=sentence, view=view) if not made else None
    if question is not None:
        days.question, days.question_block = question, sentence.block
    opened = begun.opening(view) if TIME in sentence.kinds and begun.BEGUN in sentence.gates else None
    if opened is not None:
        days.opening, days.opening_block = opened, sentence.block
    if not made and (of_text := introduced.days_of_text(days.page, sentence, view=view)) is not None:
        days.whole = of_text
        return
    if _goes_on(days, made):
        return
    if not made and (FIGURE not in sentence.kinds or _few_figures(view) or _opens_with_month(view)):
        if any(item.low == "since" for item in view[-2:]):
            days.lead = None  # "It has got worse since."
        if TIME not in sentence.kinds and days.column is None:
            return
        times = [item for j, item in enumerate(view) if item.kind == TIME and j not in days.stated and _dated(item)]
        if any(
            item.low.startswith("column") and view[max(0, j - 1)].low not in ("both", "a")
            for j, item in enumerate(view)
        ):
            last = times[-1].time if times else None
            days.column = Timed(last.period, ((last.start, last.end),), 0.6, "the time of its column") if last else None
            return
        starts = any(one.low in _BEGUN and two.low != "fire" for one, two in pairwise(view))
        if not starts and any(item.low in _FIGURES for item in view) and any(item.low in _COVER for item in view):
            covered = times[-1].time if times else None
            if covered is not None and covered.relation is Relation.DURING:
                days.whole = Timed(covered.period, ((covered.start, covered.end),), 0.6, "the days the figures are for")
            return
        for item in times[:1] if not starts and not (times and _of_now(times[0])) else ():
            _set_lead(days, sentence, item, view)
            days.lasts = _FEW if len(view) > _LABEL and not days.titled else _MANY
        return
    days.used = True
    for claim, timed in made:
        if _leads(claim, timed):
            days.lead = replace(timed, rule="as in the sentence before", confidence=0.45)
            days.lead_size = max(claim.figure.numbers) if claim.measure in LOSS else 0.0
            days.lasts = _MANY
            if not days.titled:
                days.lead_block = sentence.block
            if days.first_block != sentence.block:
                days.first, days.first_block = days.lead, sentence.block
            return
    levels = all(claim.measure in timing.LEVELS for claim, _ in made)
    studied = introduced.time_of_study(view, stated=days.stated) if levels else None
    if studied is not None:
        _set_lead(days, sentence, studied, view)
        days.lasts = _MANY
        return
    for item in view if not any(timed.words for _, timed in made) else ():
        time = item.time
        since = time is not None and time.relation is Relation.SINCE and time.grain in ("day", "month")
        if since or (not made and item.low.endswith(timing.LAST_DAY)):
            _set_lead(days, sentence, item, view)


def _goes_on(days: Days, made: Sequence[tuple[Claim, Timed]]) -> bool:
    """Whether a sentence goes on about the fight that heads its entry."""
    lead = days.lead if days.lead is not None and days.lead.rule == headed.OF_FIGHT else None
    return lead is not None and (not made or made[0][1].period == lead.period)


_FIGURES = frozenset(["figures", "numbers", "totals", "data", "tallies"])
_COVER = frozenset(["below", "cover", "covers", "refer to", "relate to", "are for", "for", "following"])


def _of_now(item: Item) -> bool:
    """ "this week": when it is told, not when it happened."""
    return item.low.startswith(("this ", "today", "tonight", "on this"))


_BEGUN = frozenset(["began", "begun", "started", "entered", "founded", "born", "opened", "broke out", "broke"])
_LABEL = 6  # words and marks: no sentence, the time that heads a paragraph
_FEW, _MANY = 2, 10_000  # sentences that what a sentence spoke of, and what a label said, hold for


def _dated(item: Item) -> bool:
    return item.time is not None and item.time.period.start is not None


def _leads(claim: Claim, timed: Timed) -> bool:
    if claim.measure in timing.LEVELS or claim.measure not in CARRIED or claim.figure.per is not None:
        return False
    return bool(timed.words) and timed.period.start is not None and timed.rule != RUNNING
