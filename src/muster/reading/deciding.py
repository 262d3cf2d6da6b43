"""What a figure is of, or why it is no claim."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from muster.claims.measures import Measure
from muster.reading import borrowing, measuring, refining, units
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, MARK, PHRASE, WORD, Item
from muster.reading.discourse import Memory
from muster.reading.measuring import View
from muster.reading.spot import Spot

UNDER_ARMS = "people under arms"
_LEAST = 2.6


def measure_of(spot: Spot) -> Measured | str:
    """What the figure is of, or the reason why it is no claim."""
    view, at, unit = spot.view, spot.at, spot.found.unit
    if unit == "km2":
        return _ground(spot)
    if unit == "percent":
        measure = units.share(view, at, around=units.wider(spot.page, spot.here))
        return Measured(measure, (), 0.7, "a share due to a cause") if measure else "percentage"
    if unit == "ratio":
        measure = units.ratio(view, at, before=[draft.claim for draft in spot.memory.drafts[-3:]])
        return Measured(measure, (), 0.6, "a ratio of losses") if measure else "multiple"
    if len(unit) == 3 and unit.isupper():
        return _money(spot)
    currency = _paid_in(spot)
    if currency is not None and isinstance(paid := _money(spot), Measured):
        return replace(paid, unit=currency)
    if refining.asks_after_missing(spot):
        return Measured(Measure.MISSING_INQUIRIES, (), 0.6, "relatives who ask after the missing")
    return _no_claim(spot) or _people(spot)


def _ground(spot: Spot) -> Measured | str:
    if _is_second_unit(spot):
        return "second unit"
    measure = units.area(spot.view, around=units.wider(spot.page, spot.here))
    last = spot.memory.last
    if measure is None and last is not None and spot.number - last.sentence <= 3:
        near = [d for d in spot.memory.drafts[-6:] if d.claim.measure is Measure.AREA_TAKEN]
        measure = Measure.AREA_TAKEN if near else None
    return Measured(measure, (), 0.75, "ground taken") if measure else "area"


def _is_second_unit(spot: Spot) -> bool:
    """A figure in brackets right after another figure of the same kind, or after the ground that a rate is for."""
    view, at = spot.view, spot.at
    if not measuring.bracketed(view, at):
        return False
    if any("per.km2" in item.tags for item in view[max(0, at - 4) : at]):
        return True
    before = next((view[j].found for j in range(at - 1, max(-1, at - 8), -1) if view[j].kind == FIGURE), None)
    return before is not None and before.unit == spot.found.unit


def _money(spot: Spot) -> Measured | str:
    view, at = spot.view, spot.at
    if measuring.bracketed(view, at) and any(view[j].kind == FIGURE for j in range(max(0, at - 4), at)):
        return "second unit"
    measure, why = units.money(
        view, at, around=units.wider(spot.page, spot.here), low=float(spot.found.low or spot.largest), page=spot.page
    )
    return Measured(measure, (), 0.7, "paid to one person") if measure else why


def _paid_in(spot: Spot) -> str | None:
    """The currency of a bare sum that somebody gets in a text about pay: "his family receives 14 million"."""
    view, at = spot.view, spot.at
    head = measuring.head_noun(view, at)
    if spot.found.noun is not None or spot.largest < _LEAST_PAY or (head is not None and view[head].has(*_COUNTED)):
        return None
    lead = view[max(0, at - 6) : at]
    if any(item.kind == FIGURE for item in lead) or not any(item.low in _GETS for item in lead):
        return None
    money = [
        item.found.unit
        for item in spot.page.items
        if item.found is not None and len(item.found.unit) == 3 and item.found.unit.isupper()
    ]
    return money[0] if money and len(set(money)) == 1 else None


_LEAST_PAY = 10_000
_COUNTED = ("fighters", "civilians", "things", "counters")
_GETS = frozenset(
    "receives receive received gets get got pays paid offers offered earns earn earned promises promised".split()
)


def _no_claim(spot: Spot) -> str | None:
    """Why a figure of people, or of nothing named, is no claim, where its own words say so."""
    view, at, found = spot.view, spot.at, spot.found
    if found.unit in _OTHER_UNITS:
        return _OTHER_UNITS[found.unit]
    if _is_age(spot):
        return "age"
    if _displaced(view, at):
        return "displaced people"
    if _pointed_at(spot):
        return "number pointed at"
    if not units.per_one(view, at) and units.one_of_pair(view, at):
        return "one of a pair"
    if units.per_one(view, at) or units.for_every(view, at) is not None:
        return None
    named = found.unit not in ("", "person") and spot.page.lexicon.knows(found.unit, "things")
    if named or _counts_things(view, measuring.head_noun(view, at)) or _beside_things(view, at):
        return "counted things"
    return None


def _people(spot: Spot) -> Measured | str:
    view, at, found = spot.view, spot.at, spot.found
    if units.per_one(view, at):
        return Measured(Measure.EXCHANGE_RATIO, (), 0.6, "so many for one")
    every = units.for_every(view, at)
    if every is not None:
        return Measured(every, (), 0.6, "said for every one")
    if _stands_at(view, at):
        return Measured(Measure.STRENGTH, (), 0.6, "what a force stands at")
    head = measuring.head_noun(view, at)
    told = _told(view, at)
    if told is None and refining.of_a_list(spot):
        return Measured(Measure.OBITUARIES, (), 0.5, "out of a list of names")
    again = borrowing.same_unit(spot, head=head, told=told)
    if again is not None:
        return again
    if told is not None and found.kind == "share_of":
        told = _of_part(view, at, told)
    knows = spot.page.lexicon.knows
    counter = (head is not None and view[head].has("counters")) or knows(found.unit or "-", "counters")
    governed = any(cue.role == "own" and 0 < at - cue.at <= 2 for cue in measuring.cues(view, at)[:2])
    if told is not None and not (_weak(told, at) or (counter and told.confidence < 0.7 and not governed)):
        return refining.refined(told, spot)
    return _less_told(spot, told, head=head, counter=counter)


def _less_told(spot: Spot, told: Measured | None, *, head: int | None, counter: bool) -> Measured | str:
    """What a figure is of whose own words say little or nothing."""
    view, at, found = spot.view, spot.at, spot.found
    shared = _shared(view, at)
    if shared is not None:
        return refining.refined(shared, spot)
    people = head is not None and view[head].has("fighters", "civilians", "demonym")
    if head is None or people or counter or found.noun is None or found.unit in ("", "person"):
        borrowed = borrowing.Near(spot).borrow(counter=counter, people=people, weak=told is not None)
        if borrowed is not None:
            return borrowed
    if told is not None:
        return refining.refined(told, spot)
    if head is None or not people:
        return "no measure"
    if refining.by_name(view) and any(item.low == "named" for item in view[max(0, at - 1) : at + 4]):
        return Measured(Measure.OBITUARIES, (), 0.5, "the dead told by name")
    if _under_arms(view, head, spot.memory):
        armed = Measured(Measure.STRENGTH, ((view[head].start, view[head].end),), 0.4, UNDER_ARMS)
        return refining.refined(armed, spot)
    return "no measure"


def _shared(view: View, at: int) -> Measured | None:
    """The verb that two figures share: "57,701 soldiers and 38,239 civilians were killed"."""
    for j in range(at + 1, min(len(view), at + 8)):
        if view[j].kind == FIGURE:
            cues = [
                cue
                for cue in measuring.cues(view, j)
                if cue.role in ("participle", "subject") and cue.at > j and cue.score >= 6
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


def _stands_at(view: View, at: int) -> bool:
    """ "Its force inside the country, by their estimate, stands at about 520,000": a force, and no other figure between."""
    lead = view[max(0, at - 3) : at]
    if not any(item.low in _STANDS for item in lead):
        return False
    forces = [j for j in range(at) if view[j].low in _FORCES]
    return bool(forces) and not any(item.kind == FIGURE or measuring.speaks(item) for item in view[forces[-1] + 1 : at])


_STANDS = frozenset(["stands at", "stood at", "stands", "stood", "numbers", "numbered"])
_FORCES = frozenset("force army grouping contingent garrison strength troops".split())
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
    return memory.side is not None or any(one.party or one.has("foe") for one in view)


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
    measure, _ = measuring.joined(view, verbs[0])
    return Measured(measure, ((item.start, item.end),), 0.6, "what the part did", cue=verbs[0])


def _beside_things(view: View, at: int) -> bool:
    """ "the greatest number of counter-attacks, 72,", "63 drones, 49 of which"."""
    if at >= 2 and view[at - 1].low == "," and view[at - 2].has("things") and not view[at - 2].has("fighters"):
        after = view[at + 1] if at + 1 < len(view) else None
        return after is None or after.kind == MARK or after.low in ("of", "of which", "of them", "of these")
    return False


def _counts_things(view: View, head: int | None) -> bool:
    if head is None or not view[head].has("things") or view[head].has("fighters", "counters"):
        return False
    return not any(tag.startswith(("noun.", "participle.")) for tag in view[head].tags)


def _told(view: View, at: int) -> Measured | None:
    """What the words of the sentence say of the figure, where they say it loudly enough."""
    found_cues = measuring.cues(view, at)
    best = found_cues[0] if found_cues else None
    if best is None or best.score < _LEAST:
        return None
    measure, used = measuring.joined(view, best)
    words = tuple((view[j].start, view[j].end) for j in used)
    return Measured(measure, words, min(0.97, 0.4 + best.score / 18), f"{best.role} beside the figure", cue=best)


def _is_age(spot: Spot) -> bool:
    """ "aged 18 to 26", "men over 40", "up to the age of 45", "Galina, 44, from Samara"."""
    view, at = spot.view, spot.at
    if spot.largest > 100:
        return False
    before = view[at - 1] if at else None
    after = view[at + 1] if at + 1 < len(view) else None
    if at >= 2 and before is not None:
        if before.low in ("is", "was") and view[at - 2].low in ("he", "she"):
            return True
        if after is not None and before.low == after.low == "," and _is_name(view[at - 2]):
            return True
    if before is not None and before.low in ("oldest", "youngest"):
        return True
    if _between_ages(spot):
        return True
    k = at - 1
    while k > 0 and (view[k].kind == FIGURE or view[k].low in (",", "and", "or", "to")):
        k -= 1
    if 0 <= k < at - 1 and view[k].has("age"):
        return True
    if any(view[j].has("age") for j in range(max(0, at - 2), min(len(view), at + 3)) if j != at):
        return True
    hedged = spot.found.core[0] > spot.found.start and view[at].low.startswith(("under", "over", "above", "below"))
    ends = after is None or after.kind == MARK or after.low in _BE_HAD
    return hedged and ends and before is not None and before.low in _AGED


def _between_ages(spot: Spot) -> bool:
    """ "men from 18 to 35", "volunteers of 18 to 24": a range of years of life after those who are of it, and nobody counted by it."""
    view, at, (low, high) = spot.view, spot.at, (spot.found.low, spot.found.high)
    if low is None or high is None or not 14 <= low < high <= 75 or measuring.head_noun(view, at) is not None:
        return False
    back = [item for item in view[max(0, at - 2) : at] if item.low not in ("of", "from", "between", "who are")]
    return bool(back) and back[-1].low in _AGED


_AGED = frozenset(
    "men women people those anyone volunteers boys girls males females citizens recruits conscripts reservists".split()
)
_BE_HAD = frozenset("had have has were was are is in".split())
_GONE = frozenset(
    "displaced resettled uprooted homeless evacuated homes trapped starving hungry refugees needy stranded flee fled".split()
)


_FLED = _GONE | {"left", "leave"}


def _is_name(item: Item) -> bool:
    return item.kind == WORD and item.low.isalpha() and not item.tags


def _displaced(view: View, at: int) -> bool:
    """People driven from their homes, trapped or in need: told of in wars, and no claim."""
    after = view[at + 1 : at + 13]
    people = any(
        item.low in ("people", "persons", "civilians", "residents", "inhabitants", "families") for item in after[:4]
    )
    if not people or any(
        measuring.speaks(item) and not item.has("fighters") and item.low not in _FLED for item in after[:6]
    ):
        return False
    if any(one.low.startswith("left") and two.low in ("the", "their", "country") for one, two in pairwise(after)):
        return any(item.low in ("country", "homes", "home", "city", "region") for item in after)
    return any(item.low in _GONE for item in after) or any(
        one.low == "in" and two.low in ("need", "want") for one, two in pairwise(after)
    )


def _speaks_itself(spot: Spot) -> bool:
    """ "according to two officers", "three officials said": so many who speak, not who fell."""
    view, at = spot.view, spot.at
    head = next((j for j in range(at + 1, min(len(view), at + 5)) if view[j].has("unnamed")), None)
    if head is None or spot.largest > _FEW or any(view[j].kind == FIGURE for j in range(at + 1, head)):
        return False
    after = view[head + 1 : head + 3]
    credited = at > 0 and view[at - 1].has("according", "citing")
    return credited or any(item.has("say") for item in after)


_FEW = 12


def _numbers_a_part(spot: Spot) -> bool:
    """ "week three", "Part 2", "phase two": a number that only says which."""
    view, at = spot.view, spot.at
    bare = spot.found.core[0] == spot.found.start
    return bare and at > 0 and spot.largest <= _MOST_PARTS and view[at - 1].low in _PARTS_OF


_MOST_PARTS = 99
_PARTS_OF = frozenset(
    "week day part chapter phase round stage episode season volume issue no section article item annex".split()
)


def _one_of_what(spot: Spot) -> bool:
    """ "one aim was to inflict losses", "one cause of death": the word for one before what nobody counts."""
    view, at = spot.view, spot.at
    if spot.largest != 1 or spot.found.low != 1 or view[at].low != "one" or at + 2 >= len(view):
        return False
    noun, after = view[at + 1], view[at + 2]
    of_nobody = all(tag.startswith("status.") for tag in noun.tags)
    return noun.kind in (WORD, PHRASE) and of_nobody and (after.low in _BE_HAD or after.low in ("of", "for"))


def _pointed_at(spot: Spot) -> bool:
    """ "those three", "all two": small numbers that only point back."""
    view, at = spot.view, spot.at
    if _speaks_itself(spot) or _numbers_a_part(spot) or _one_of_what(spot):
        return True
    return (
        at > 0
        and spot.largest <= 12
        and view[at - 1].low in ("those", "these", "both", "all")
        and (at + 1 >= len(view) or not view[at + 1].has("fighters", "civilians"))
    )


_OTHER_UNITS = {
    "year": "duration or age", "day": "duration", "month": "duration", "week": "duration", "hour": "duration", "minute": "duration",
    "second": "duration", "km": "distance", "kilometre": "distance", "kilometer": "distance", "mile": "distance", "metre": "distance",
    "meter": "distance", "mm": "calibre",
}  # fmt: skip
