"""What a text goes on about, for a bare number of which its own sentence says nothing: "In December it was 43,000".

Invariant: what stands nearest before the number speaks first, a word or a figure, and no further back than a few paragraphs; a number
that is of things, of a day or a page has no measure from here.
"""

from __future__ import annotations

from itertools import takewhile

from muster.claims.measures import Measure
from muster.reading import measuring
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, Item
from muster.reading.discourse import Draft
from muster.reading.layout import Kind
from muster.reading.speaking import BE, View
from muster.reading.spot import Spot

RULE = "what the text goes on about"
_WORDS = 90  # items between a number and the word that says what it is of
_FARTHEST = 3  # paragraphs between a number and the figure or heading that it goes on from
_TIMES = 40  # how much larger or smaller than the figure before it may be
_MEN = frozenset("men people soldiers troops personnel servicemen names".split())
_TOLD = frozenset({Measure.RETURNED, Measure.MISSING_INQUIRIES}) | measuring.LOSS | measuring.GAIN


def of(spot: Spot) -> Measured | None:
    """The measure of what the text goes on about, where the number is bare and stands where a count is given out."""
    if not _bare(spot):
        return None
    lead = spot.view[max(0, spot.at - 3) : spot.at]
    if any(item.low in _NUMBERED for item in lead) or (lead and lead[-1].low == "number"):
        return Measured(Measure.STRENGTH, (), 0.45, RULE)
    return (_money(spot) or _nearest(spot)) if not spot.row or _under_count(spot) else None


def elliptic(spot: Spot) -> Measured | None:
    """What men are of whom a sentence without a verb tells, a verb that only puts "it" at them, or a rate: "Seventy-three soldiers, by
    the army's own count"; none where they are a force."""
    view, at = spot.view, spot.at
    put = " ".join(item.low for item in view[max(0, at - 4) : at])
    again = any(f"{verb} {it} at" in put for verb in _PUTS for it in ("it", "them", "this", "that"))
    if not again and not _verbless(view, at):
        return None
    told = _nearest(spot)
    return told if told is not None and told.measure in _TOLD else None


def _verbless(view: View, at: int) -> bool:
    """Whether a figure opens a sentence whose first clause has no verb."""
    if any(item.low[0].isalpha() and item.low not in _ADVERBS for item in view[:at]):
        return False
    rest = view[at + 1 :]
    if len(rest) > _SHORT or any(item.kind == FIGURE or item.low == "|" for item in rest):
        return False
    verbs = (item for item in rest if item.low not in _COUNTS and not item.has("fighters", "side"))
    return not any(
        item.has("say") or item.low in BE or measuring.speaks(item) or item.low.endswith("ed") for item in verbs
    )


_SHORT = 14  # items
_COUNTS = frozenset("count tally reckoning estimate figures list".split())
_PUTS = ("put", "puts", "has put", "set", "sets")
_ADVERBS = frozenset("right well officially maybe perhaps only just about yes no roughly".split())
_NUMBERED = frozenset(["numbers", "numbered", "musters", "mustered"])


def _under_count(spot: Spot) -> bool:
    """Whether the line over a row's list tells of people taken or gained, or of a figure of them; "Air raids by day:" does not."""
    page, last = spot.page, spot.memory.last
    above = spot.here.block - 1
    while above > 0 and page.blocks[above].kind is Kind.ENTRY:
        above -= 1
    if last is not None and page.sentences[last.sentence].block >= above:
        return True
    heading = spot.memory.heading
    if heading is not None and heading.block == above and heading.view and heading.view[0].low in _SORTS:
        return True  # "By sector", under a figure of losses
    over = [
        sentence for sentence in page.sentences[max(0, spot.number - _LIST) : spot.number] if sentence.block == above
    ]
    return any(_speaks_for(item) is not None for sentence in over for item in sentence.view[:_HEARD])


_SORTS = frozenset(["by", "of these", "of those", "per"])
_LIST = 30  # sentences


def _money(spot: Spot) -> Measured | None:
    """ "At the top, 3.6 million roubles. It's 2.1 million now": a sum, where the last figures are sums of that size."""
    if spot.largest < _LEAST_SUM or measuring.head_noun(spot.view, spot.at) is not None:
        return None
    near = [d for d in spot.memory.drafts[-_SUMS:] if spot.here.block - spot.page.sentences[d.sentence].block <= 1]
    sums = [d for d in near if len(d.claim.figure.unit) == _CODE and d.claim.figure.unit.isupper()]
    last = sums[-1] if sums else None
    if (
        last is None
        or last is not spot.memory.last
        or not max(last.claim.figure.numbers) / _SIZE <= spot.largest <= max(last.claim.figure.numbers) * _SIZE
    ):
        return None
    return Measured(last.claim.measure, (), 0.45, RULE, inherited=last, unit=last.claim.figure.unit)


_LEAST_SUM, _SUMS, _SIZE, _CODE = 100_000, 4, 20, 3


def _bare(spot: Spot) -> bool:
    """Whether a number counts nothing that is named, is no date, hour or page, and is of nobody who only went somewhere."""
    view, at, found = spot.view, spot.at, spot.found
    if found.unit not in ("", "person") or any(end != int(end) for end in spot.numbers):
        return False
    head = measuring.head_noun(view, at)
    if head is not None and view[head].low not in _MEN:
        return False
    if found.noun is not None and head is None:
        return False
    after = " ".join(item.low for item in view[at + 1 : at + 4])
    if any(f"{gone} " in f"{after} " for gone in _WENT):
        return False
    if at and view[at - 1].low in _NO_COUNT:
        return False
    return not any(item.low in _ELSE for item in view[at + 1 : at + 5])


def of_else(spot: Spot) -> bool:
    """ "Rockets fired: 2,300", "it seats 400", "on day 1,022": a bare number whose label or the word right before it is of no people."""
    view, at = spot.view, spot.at
    if at and view[at - 1].low.split(" ")[-1] in _ORDINAL:
        return True
    if not at or measuring.head_noun(view, at) is not None:
        return False
    label = list(takewhile(lambda item: item.low not in (".", ",", ";"), reversed(view[: at - 1])))[:_LABEL_WORDS]
    return (
        view[at - 1].low == ":"
        and any(item.low.startswith(_NO_MEN) for item in label)
        and not any(map(measuring.speaks, label))
    )


_HEARD = 400  # items that are looked at, however long a sentence is
_LABEL_WORDS = 6
_ORDINAL = frozenset(["day", "no", "page", "seats", "seat", "extension", "clause", "article"])
_WENT = ("crossed", "left", "fled")
_ELSE = frozenset(["ignored", "summons", "lived", "live"])
_NO_MEN = (
    "displac",
    "evacuat",
    "refugee",
    "rocket",
    "shell",
    "missile",
    "drone",
    "sort",
    "assault",
    "attack",
    "artiller",
    "vehicle",
)
_NO_COUNT = frozenset(
    ["day", "no", "page", "the", "seats", "seat", "extension", "by the", "by", "clause", "article", "wrote"]
)


def _nearest(spot: Spot) -> Measured | None:
    """The nearest word or figure of its paragraph, sentence by sentence; then its heading, the last figure, and the words above it."""
    page, last = spot.page, spot.memory.last
    number, first = spot.number, spot.here.first + spot.at
    while number >= 0 and page.sentences[number].block == spot.here.block:
        sentence = page.sentences[number]
        counted = last if last is not None and last.sentence == number else None
        told = (
            _said(spot, range(first - 1, sentence.first - 1, -1)) if counted is None or number == spot.number else None
        )
        if told is None and counted is not None:
            told = _as(counted, spot)
        if told is not None:
            return told
        number, first = number - 1, sentence.first
    told = _headed(spot)
    if told is not None or (last is not None and spot.here.block - page.sentences[last.sentence].block <= _FARTHEST):
        return told or (_as(last, spot) if last is not None else None)
    return _said(spot, range(first - 1, max(-1, first - 1 - _WORDS), -1))


def _said(spot: Spot, run: range) -> Measured | None:
    """What the first word of a run that speaks for anything says, or the last figure where that stands there."""
    items, last = spot.page.items, spot.memory.last
    for k in run[:_HEARD]:
        item = items[k]
        if item.kind == FIGURE and last is not None:
            if last.claim.place.start <= item.start < last.claim.place.end:
                return _as(last, spot)
            continue
        told = _speaks_for(item)
        if told is not None and not any(one.low in _DENIED for one in items[max(0, k - 2) : k]):
            return Measured(told, ((item.start, item.end),), 0.45, RULE)
    return None


def _headed(spot: Spot) -> Measured | None:
    """What the heading over it says, where no figure came since."""
    heading, last = spot.memory.heading, spot.memory.last
    if heading is None or spot.here.block - heading.block > _FARTHEST:
        return None
    if last is not None and spot.page.sentences[last.sentence].start > heading.start:
        return None
    return _said(spot, range(heading.first, heading.last))


_DENIED = frozenset(["not", "no", "never", "nor"])


def _speaks_for(item: Item) -> Measure | None:
    for role in ("noun", "own", "subject", "participle"):
        for measure in measuring.measures_of(item, role)[:1]:
            if measure in _TOLD:
                return measure
    return None


def _as(last: Draft, spot: Spot) -> Measured | None:
    """As the last figure, where both are of like size."""
    claim = last.claim
    if claim.measure is Measure.LOSSES_PER_AREA:
        return None
    size = max(claim.figure.numbers)
    if not size / _TIMES <= spot.largest <= size * _TIMES:
        return None
    return Measured(claim.measure, (), 0.45, RULE, inherited=last)
