"""What a figure is of, or why it is no claim."""

from __future__ import annotations

from dataclasses import replace

from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.reading import (
    abroad,
    borrowing,
    captions,
    causes,
    deadlists,
    differences,
    enlisting,
    fates,
    forces,
    gist,
    inquiries,
    joining,
    measuring,
    pay,
    price,
    ratios,
    refining,
    replies,
    rolls,
    sorting,
    sums,
    topic,
    uncounted,
    units,
    veterans,
    wholes,
)
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, TIME
from muster.reading.discourse import Memory
from muster.reading.measuring import View
from muster.reading.spot import Spot

_LEAST = 2.6


def measure_of(spot: Spot) -> Measured | str:
    """What the figure is of, or the reason why it is no claim."""
    view, at, unit = spot.view, spot.at, spot.found.unit
    if unit == "km2":
        return _ground(spot)
    if unit == "percent":
        measure = causes.share(spot)
        return Measured(measure, (), 0.7, "a share due to a cause") if measure else "percentage"
    if unit == "ratio":
        measure = ratios.ratio(
            view, at, before=[draft.claim for draft in spot.memory.drafts[-3:]], two=spot.found.kind == "ratio"
        )
        return Measured(measure, (), 0.6, "a ratio of losses") if measure else "multiple"
    if pay.is_money(unit):
        return pay.measured(spot)
    currency = pay.bare(spot)
    if currency is not None and isinstance(paid := pay.measured(spot), Measured):
        return replace(paid, unit=currency)
    if inquiries.asks_after_missing(spot):
        return Measured(Measure.MISSING_INQUIRIES, (), 0.6, "relatives who ask after the missing")
    told = uncounted.why_not(spot) or sums.with_missing(spot, fates.of(spot, _people(spot)))
    of_force = isinstance(told, Measured) and told.measure in (Measure.STRENGTH, Measure.DEATH_PAYMENT)
    apart = differences.apart(spot) if of_force else isinstance(told, Measured) and differences.beyond_the_other(spot)
    return "difference" if apart else told


def _ground(spot: Spot) -> Measured | str:
    if _is_second_unit(spot):
        return "second unit"
    if units.one_of_price(spot.view, spot.at):
        return "one of a pair"
    measure = units.area(spot.view, spot.at, around=units.wider(spot.page, spot.here))
    last = spot.memory.last
    if last is not None and spot.number - last.sentence <= 3 and not any(map(units.of_ground, spot.view)):
        near = [d for d in spot.memory.drafts[-6:] if d.claim.measure is Measure.AREA_TAKEN]
        named = any(item.party and item.has("side") for item in spot.view)
        if near:
            return Measured(Measure.AREA_TAKEN, (), 0.75, "ground taken", inherited=None if named else near[-1])
    return Measured(measure, (), 0.75, "ground taken") if measure else "area"


def _is_second_unit(spot: Spot) -> bool:
    """A figure in brackets right after another figure of the same kind, or after the ground that a rate is for."""
    view, at = spot.view, spot.at
    if _says_again(spot):
        return True
    if not measuring.bracketed(view, at):
        return False
    if any("per.km2" in item.tags for item in view[max(0, at - 4) : at]):
        return True
    before = next((view[j].found for j in range(at - 1, max(-1, at - 8), -1) if view[j].kind == FIGURE), None)
    return before is not None and before.unit == spot.found.unit


def _says_again(spot: Spot) -> bool:
    """ "Russia took 5,600 km². That is about 2,160 square miles": the ground just told of, in another unit."""
    last, numbers = spot.memory.last, spot.numbers
    if last is None or last.claim.figure.unit != "km2" or spot.number - last.sentence > 1 or not numbers:
        return False
    again = any(item.low in _THAT_IS for item in spot.view[max(0, spot.at - 6) : spot.at])
    return again and abs(max(numbers) / max(last.claim.figure.numbers) - 1) < _ROUNDED


_THAT_IS = frozenset(["that is", "that", "this", "this is", "or", "equal to", "equivalent", "which is", "i.e"])
_ROUNDED = 0.03


def _people(spot: Spot) -> Measured | str:
    view, at, found = spot.view, spot.at, spot.found
    if ratios.per_one(view, at):
        return Measured(Measure.EXCHANGE_RATIO, (), 0.6, "so many for one")
    if price.paid(spot):
        return Measured(Measure.LOSSES_PER_AREA, (), 0.6, "the price of ground", per=Per.KM2)
    every = ratios.for_every(view, at) or _ratio_told(spot)
    if every is not None:
        return Measured(every, (), 0.6, "said for every one")
    if refining.out_of_prison(view, at):
        freed = Measured(Measure.CONVICTS, (), 0.6, "taken from prisons")
        return sorting.part(spot, freed) or freed
    again = _ratio_again(spot) or wholes.pointed(spot)
    if again is not None:
        return again
    if abroad.served(spot) is not None:
        return Measured(Measure.FOREIGN, (), 0.6, "another land's people in its ranks")
    if veterans.served(spot):
        return Measured(Measure.STRENGTH, (), 0.6, "who served")
    if _taken_alive(view, at):
        return Measured(Measure.CAPTURED, (), 0.7, "taken alive")
    if forces.stands_at(view, at) or (spot.largest > _FEW and forces.lost_from(view, at)):
        return Measured(Measure.STRENGTH, (), 0.6, "what a force stands at")
    head = measuring.head_noun(view, at)
    captioned = captions.measured(spot)
    if captioned is not None:
        return captioned if isinstance(captioned, str) else refining.refined(captioned, spot)
    told = _but_replaced(view, _told(view, at))
    if told is None and enlisting.by_the_month(spot):
        return Measured(
            enlisting.wanted(spot, rule=enlisting.UNDER_ARMS, needed=True), (), 0.5, "men who must come by the month"
        )
    sorted_out = sorting.part(spot, told)
    if sorted_out is not None:
        return sorted_out
    if (told is None or told.measure in (Measure.STRENGTH, Measure.RECRUITED)) and refining.named_one_by_one(view, at):
        return Measured(Measure.OBITUARIES, (), 0.5, "named one by one")
    if rolls.added(spot) or (told is None and refining.of_a_list(spot)):
        return Measured(Measure.OBITUARIES, (), 0.5, "out of a list of names")
    summed = sums.of_parts(spot)
    if summed is not None:
        return Measured(summed, (), 0.8, "the sum of the figures beside it")
    again = borrowing.same_unit(spot, head=head, told=told)
    if again is not None:
        return again
    if told is not None and _cost_things(spot, told, head):
        return "counted things"
    if told is not None and found.kind == "share_of":
        told = _of_part(view, at, told)
    knows = spot.page.lexicon.knows
    counter = (head is not None and view[head].has("counters")) or knows(found.unit or "-", "counters")
    if told is not None and not (_weak(told, at) or (counter and told.confidence < 0.7 and not _governed(view, at))):
        return refining.refined(told, spot)
    return _less_told(spot, told, head=head, counter=counter)


def _but_replaced(view: View, told: Measured | None) -> Measured | None:
    """What was told, but for losses that are only to be made good."""
    if told is None or told.cue is None or told.measure is not Measure.LOSSES:
        return told
    return None if enlisting.replaced(view, told.cue.at) else told


def _cost_things(spot: Spot, told: Measured, head: int | None) -> bool:
    """ "cost the insurgents 50 motorised canoes": what a fight costs is men only where men are named, or nothing is."""
    cost = told.cue is not None and told.cue.role == "own" and spot.view[told.cue.at].low.split(" ")[-1] in _COST
    return cost and head is not None and not spot.view[head].has("fighters", "civilians", "modifiers", "side")


_COST = frozenset(["cost", "costs", "costing"])


def _governed(view: View, at: int) -> bool:
    """Whether a verb right before the figure says whose people they are."""
    return any(cue.role == "own" and 0 < at - cue.at <= 2 for cue in measuring.cues(view, at)[:2])


def _ratio_told(spot: Spot) -> Measure | None:
    """ "The ratio of wounded to killed has fallen to 2.5": a small bare number that the word makes a ratio."""
    view, at = spot.view, spot.at
    lead = view[max(0, at - 14) : at]
    if spot.largest > _LARGEST_RATIO or any(item.kind == FIGURE for item in lead) or spot.found.noun is not None:
        return None
    if not any(item.low in ("ratio", "ratios") for item in lead):
        return None
    return ratios.ratio(view, at, before=[draft.claim for draft in spot.memory.drafts[-3:]], two=False)


def _ratio_again(spot: Spot) -> Measured | None:
    """ "for 2022 it was 4.1", "their ratio falls to between 3 and 4": a small number that goes on about a ratio told before."""
    last, found = spot.memory.last, spot.found
    if last is None or last.claim.measure not in ratios.RATIOS or spot.number - last.sentence > _RATIO_HOLDS:
        return None
    parts = any(number != int(number) for number in spot.numbers)
    said = any(item.low in ("ratio", "ratios") for item in spot.view[: spot.at])
    if not (parts or said) or spot.largest > _LARGEST_RATIO or found.noun is not None:
        return None
    return Measured(last.claim.measure, (), 0.5, "a ratio as the one before", inherited=last, unit="ratio")


_RATIO_HOLDS, _LARGEST_RATIO = 4, 50


def _less_told(spot: Spot, told: Measured | None, *, head: int | None, counter: bool) -> Measured | str:
    """What a figure is of whose own words say little or nothing."""
    view, at, found = spot.view, spot.at, spot.found
    people = head is not None and view[head].has("fighters", "civilians", "demonym")
    if told is None and gist.of_else(spot):
        return "no measure"
    if head is None and at > 1 and view[at - 1].low == "of" and view[at - 2].kind == FIGURE:
        return "no measure"  # "eleven of forty": of the forty nothing is said
    if people and at and view[at - 1].low in _MUST_FIND:
        return Measured(Measure.RECRUITED, (), 0.5, "men who must be found")
    if told is None and enlisting.into_army(view, at):
        return refining.refined(Measured(Measure.STRENGTH, (), 0.5, "brought into an army"), spot)
    if told is None and abroad.in_ranks(spot):
        return Measured(Measure.FOREIGN, (), 0.6, "another land's people in its ranks")
    shared = _shared(view, at)
    if shared is not None:
        return refining.refined(shared, spot)
    quota = refining.of_a_quota(spot)
    if quota and told is None and any(item.low.split(" ")[-1] in ("quota", "quotas") for item in view[:at]):
        return Measured(_of_quota(spot), (), 0.5, "a quota of men")
    if head is None or people or counter or found.noun is None or found.unit in ("", "person"):
        borrowed = borrowing.Near(spot).borrow(counter=counter, people=people, weak=told is not None)
        if borrowed is not None:
            return borrowed
    if told is not None:
        return refining.refined(told, spot)
    if quota:
        return Measured(_of_quota(spot), (), 0.5, "a quota of men")
    if replies.asked(spot) is not None:
        return Measured(Measure.STRENGTH, (), 0.4, replies.HOW_MANY)
    if topic.strength(spot):
        return Measured(Measure.STRENGTH, (), 0.4, "what the title is about")
    if head is None or not people:
        return replies.replied(spot) or gist.of(spot) or "no measure"
    if deadlists.by_name(view) and any(item.low == "named" for item in view[max(0, at - 1) : at + 4]):
        return Measured(Measure.OBITUARIES, (), 0.5, "the dead told by name")
    if spot.largest <= _FEW and at and view[at - 1].low in _THE_FEW:
        return "no measure"  # "the two commanders", "one of two sons"
    rate = units.RATE in spot.gates and units.per_of(view, at, cue=None)[0] in (Per.DAY, Per.WEEK, Per.MONTH)
    gained = (gist.of(spot) if rate else None) or gist.elliptic(spot)
    if gained is not None:
        return gained  # so many a day are no force
    if _under_arms(view, head, spot.memory):
        armed = Measured(Measure.STRENGTH, ((view[head].start, view[head].end),), 0.4, enlisting.UNDER_ARMS)
        if view[at - 1].low in ("at", "to") and any(
            item.low.split(" ")[-1] == "toll" for item in view[max(0, at - 18) : at]
        ):
            return replace(armed, measure=Measure.KILLED, rule="the toll")
        return refining.refined(armed, spot)
    return gist.of(spot) or "no measure"


_FEW = 12
_THE_FEW = frozenset(["the", "s", "'", "his", "her", "their", "its", "these", "those", "of", "both", "all"])
_MUST_FIND = frozenset(
    [
        "must find",
        "told to find",
        "ordered to find",
        "asked to find",
        "has to find",
        "have to find",
        "needs to find",
        "need to find",
        "had to find",
    ]
)


def _of_quota(spot: Spot) -> Measure:
    """What a quota is of: recruits where those just told of came of themselves, else the draft where the text speaks of it."""
    near = [d.claim.measure for d in spot.memory.drafts[-4:] if spot.number - d.sentence <= _QUOTA_NEAR]
    gains = [measure for measure in near if measure in measuring.GAIN]
    if gains and gains[-1] is Measure.RECRUITED:
        return Measure.RECRUITED
    called = any(item.has("draft") for item in spot.page.items[: spot.here.last])
    return Measure.CONSCRIPTED if called else Measure.RECRUITED


_QUOTA_NEAR = 4


def _shared(view: View, at: int) -> Measured | None:
    """The verb that two figures share: "57,701 soldiers and 38,239 civilians were killed"."""
    for j in range(at + 1, min(len(view), at + 8)):
        if view[j].kind == FIGURE:
            other = view[j].found
            if (other is not None and other.unit == "ratio") or (view[j - 1].low == "of" == view[at - 1].low):
                return None  # "knows of 406,000 and of 418,000 killed": each has its own
            cues = [
                cue
                for cue in measuring.cues(view, j)
                if cue.role in ("participle", "subject") and cue.at > j and cue.score >= _together(view, j)
            ]
            if not cues or cues[0].measure is Measure.STRENGTH:
                return None
            item = view[cues[0].at]
            return Measured(
                cues[0].measure, ((item.start, item.end),), 0.65, "the verb that the figures share", cue=cues[0]
            )
        item = view[j]
        if not (item.has("fighters", "civilians", "modifiers", "side") or item.low in ("and", "or", ",", "as", "well")):
            return None
    return None


def _together(view: View, j: int) -> float:
    """How loudly a verb must speak for figures to share it: less where "who" leads up to it."""
    return 4.5 if any(item.low == "who" for item in view[j + 1 : j + 4]) else 6


def _taken_alive(view: View, at: int) -> bool:
    """ "took two servicemen alive", "took 31 of them prisoner", "the 1,900 held since the siege"."""
    after = [item.low for item in view[at + 1 : at + 3]]
    if len(after) > 1 and after[0] == "held" and (after[1] in _SINCE or view[at + 2].kind == TIME):
        return True
    if not any(item.low.split(" ")[-1] in ("took", "take", "taken", "taking") for item in view[max(0, at - 3) : at]):
        return False
    return any(item.low in _ALIVE for item in view[at + 1 : at + 7])


_SINCE = frozenset(["since", "in", "by", "there", "at", ".", ",", "without"])
_ALIVE = frozenset(["alive", "prisoner", "captive"])
_SAID = 5.0  # of a cue beside the figure: "880,000 strong"


def _weak(told: Measured, at: int) -> bool:
    """Strength that only the word for the people speaks for: what was said before may say more."""
    said = told.cue is not None and told.cue.at == at + 1 and told.cue.score >= _SAID
    return told.measure is Measure.STRENGTH and told.confidence < 0.72 and not said


def _under_arms(view: View, head: int, memory: Memory) -> bool:
    """Whether people of whom nothing is said are the strength of a side."""
    item = view[head]
    if any(view[j].low.endswith(("has", "have", "had")) for j in range(max(0, head - 4), head)):
        return item.has("fighters", "demonym")
    if not item.has("fighters", "demonym") or item.low in _ANYBODY:
        return False
    return memory.side is not None or any(
        one.party or one.has("foe") or (one.phrase is not None and one.phrase.parties) for one in view
    )


_ANYBODY = frozenset("people person persons men man women woman members citizens nationals".split())


def of_whole(spot: Spot, part: Measured) -> Measured:
    """What the whole is of that a part is told of: in "half of the 370,000 wounded had gone back" the wounded."""
    view, at = spot.view, spot.at
    drafts = (d for d in spot.memory.drafts if d.claim.figure.unit == "person")
    same = next((d for d in drafts if d.claim.figure.numbers == spot.numbers), None)
    if same is not None:
        return Measured(same.claim.measure, (), 0.6, "the same number as before", inherited=same)
    nouns = [cue for cue in measuring.cues(view, at) if cue.at > at and cue.role in ("noun", "participle")]
    if not nouns or nouns[0].measure is part.measure:
        return part
    item = view[nouns[0].at]
    return Measured(nouns[0].measure, ((item.start, item.end),), 0.6, "the noun of the whole", cue=nouns[0])


def _of_part(view: View, at: int, told: Measured) -> Measured:
    """What a part of a whole did, where a verb after the whole says so."""
    verbs = [
        cue
        for cue in measuring.cues(view, at)
        if cue.role == "subject" and cue.at > at and cue.measure is not Measure.STRENGTH
    ]
    if not verbs or verbs[0].measure is told.measure:
        return told
    item = view[verbs[0].at]
    measure, _ = joining.joined(view, verbs[0])
    return Measured(measure, ((item.start, item.end),), 0.6, "what the part did", cue=verbs[0])


def _told(view: View, at: int) -> Measured | None:
    """What the words of the sentence say of the figure, where they say it loudly enough."""
    found_cues = measuring.cues(view, at)
    best = found_cues[0] if found_cues else None
    if best is None or best.score < _LEAST:
        return None
    measure, used = joining.joined(view, best)
    words = tuple((view[j].start, view[j].end) for j in used)
    return Measured(measure, words, min(0.97, 0.4 + best.score / 18), f"{best.role} beside the figure", cue=best)
