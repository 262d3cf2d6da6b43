"""What a figure is of, or why it is no claim."""

from __future__ import annotations

from dataclasses import replace

from muster.claims.measures import Measure
from muster.reading import borrowing, measuring, units
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, MARK, WORD, Item, Page, Sentence
from muster.reading.discourse import Memory
from muster.reading.figures import Found
from muster.reading.measuring import Cue, View


def measure_of(page: Page, memory: Memory, *, number: int, view: View, at: int, found: Found) -> Measured | str:
    """What the figure is of, or why it is no claim."""
    sentence = page.sentences[number]
    if found.unit == "km2":
        return _ground(page, memory, view=view, at=at, number=number)
    if found.unit == "percent":
        measure = units.share(view, at, around=units.wider(page, sentence))
        return Measured(measure, (), 0.7, "a share due to a cause") if measure else "percentage"
    if found.unit == "ratio":
        measure = units.ratio(view, at, before=[draft.claim for draft in memory.drafts[-3:]])
        return Measured(measure, (), 0.6, "a ratio of losses") if measure else "multiple"
    if len(found.unit) == 3 and found.unit.isupper():
        return _money(page, view=view, at=at, found=found, sentence=sentence, memory=memory)
    return _people(page, memory, number=number, view=view, at=at, found=found)


def _ground(page: Page, memory: Memory, *, view: View, at: int, number: int) -> Measured | str:
    if _is_second_unit(page, view, at, memory):
        return "second unit"
    measure = units.area(view, around=units.wider(page, page.sentences[number]))
    if measure is None and memory.last is not None and number - memory.last.sentence <= 3:
        near = [d for d in memory.drafts[-6:] if d.claim.measure is Measure.AREA_TAKEN]
        measure = Measure.AREA_TAKEN if near else None
    return Measured(measure, (), 0.75, "ground taken") if measure else "area"


def _is_second_unit(page: Page, view: View, at: int, memory: Memory) -> bool:
    """A figure in brackets right after another figure of the same kind."""
    if not measuring._bracketed(view, at) or memory.last is None:
        return False
    before = next((view[j] for j in range(at - 1, max(-1, at - 8), -1) if view[j].kind == FIGURE), None)
    return before is not None and before.found is not None and before.found.unit == view[at].found.unit  # type: ignore[union-attr]


def _money(page: Page, *, view: View, at: int, found: Found, sentence: Sentence, memory: Memory) -> Measured | str:
    if measuring._bracketed(view, at) and any(view[j].kind == FIGURE for j in range(max(0, at - 4), at)):
        return "second unit"
    measure, why = units.money(view, at, around=units.wider(page, sentence), low=float(found.low or found.high or 0), page=page)
    return Measured(measure, (), 0.7, "paid to one person") if measure else why


_LEAST = 2.6


def _people(page: Page, memory: Memory, *, number: int, view: View, at: int, found: Found) -> Measured | str:
    if found.unit in _OTHER_UNITS:
        return _OTHER_UNITS[found.unit]
    if _is_age(view, at, found):
        return "age"
    if _displaced(view, at):
        return "displaced people"
    if _pointed_at(view, at, found):
        return "a number pointed at"
    if units.per_one(view, at):
        return Measured(Measure.EXCHANGE_RATIO, (), 0.6, "so many for one")
    if units.one_of_pair(view, at):
        return "one of a pair"
    every = units.for_every(view, at)
    if every is not None:
        return Measured(every, (), 0.6, "said for every one")
    head = measuring.head_noun(view, at)
    if (
        _counts_things(view, head)
        or _beside_things(view, at)
        or (found.unit not in ("", "person") and page.lexicon.knows(found.unit, "things"))
    ):
        return "counted things"
    told = _told(view, at)
    sum_again = borrowing.same_unit(page, memory, number=number, view=view, at=at, found=found, head=head, told=told)
    if sum_again is not None:
        return sum_again
    if told is not None and found.kind == "share_of":
        told = _of_part(view, at, told)
    counter = (head is not None and view[head].has("counters")) or page.lexicon.knows(found.unit or "-", "counters")
    people = head is not None and view[head].has("fighters", "civilians", "demonym")
    if told is not None and not (_weak(told) or (counter and told.confidence < 0.7)):
        return _refined(told, page, memory, view=view, at=at, number=number)
    shared = _shared(view, at) if told is None or _weak(told) else None
    if shared is not None:
        return _refined(shared, page, memory, view=view, at=at, number=number)
    if head is None or people or counter or found.noun is None or found.unit in ("", "person"):
        near = borrowing.Near(page=page, memory=memory, number=number, view=view, at=at)
        borrowed = near.borrow(counter=counter, people=people, weak=told is not None)
        if borrowed is not None:
            return borrowed
    if told is not None:
        return _refined(told, page, memory, view=view, at=at, number=number)
    if people and _by_name(view) and any(item.low == "named" for item in view[max(0, at - 1) : at + 4]):
        return Measured(Measure.OBITUARIES, (), 0.5, "the dead told by name")
    if people and _under_arms(view, head, memory):  # type: ignore[arg-type]
        item = view[head]  # type: ignore[index]
        armed = Measured(Measure.STRENGTH, ((item.start, item.end),), 0.4, "people under arms")
        return _refined(armed, page, memory, view=view, at=at, number=number)
    return "no measure"


def _shared(view: View, at: int) -> Measured | None:
    """The verb that two figures share: "57,701 soldiers and 38,239 civilians were killed"."""
    for j in range(at + 1, min(len(view), at + 8)):
        if view[j].kind == FIGURE:
            cues = [cue for cue in measuring.cues(view, j) if cue.role in ("participle", "subject") and cue.at > j and cue.score >= 6]
            if not cues or cues[0].measure is Measure.STRENGTH:
                return None
            item = view[cues[0].at]
            return Measured(cues[0].measure, ((item.start, item.end),), 0.65, "the verb that the figures share", cue=cues[0])
        item = view[j]
        if not (item.has("fighters", "civilians", "modifiers", "side") or item.low in ("and", "or", ",", "as", "well")):
            return None
    return None


def _weak(told: Measured) -> bool:
    """Strength that only the word for the people speaks for: what was said before may say more."""
    return told.measure is Measure.STRENGTH and told.confidence < 0.72


def _under_arms(view: View, head: int, memory: Memory) -> bool:
    """Whether people of whom nothing is said are the strength of a side."""
    item = view[head]
    if any(view[j].low.endswith(("has", "have", "had")) for j in range(max(0, head - 4), head)):
        return item.has("fighters", "demonym")
    if not item.has("fighters", "demonym") or item.low in (
        "people",
        "person",
        "persons",
        "men",
        "man",
        "women",
        "woman",
        "members",
        "citizens",
        "nationals",
    ):
        return False
    return memory.side is not None or any(one.party or one.has("foe") for one in view)


def of_whole(memory: Memory, inner: Found, part: Measured, *, view: View, at: int) -> Measured:
    """What the whole is of that a part is told of: in "half of the 370,000 wounded had gone back" the wounded."""
    numbers = tuple(sorted({end for end in (inner.low, inner.high) if end is not None}))
    same = next(
        (d for d in memory.drafts if d.claim.figure.unit == "person" and d.claim.figure.numbers == numbers), None
    )
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


def _is_age(view: View, at: int, found: Found) -> bool:
    """ "aged 18 to 26", "men over 40", "up to the age of 45"."""
    if max(found.low or 0, found.high or 0) > 100:
        return False
    if at >= 2 and view[at - 1].low in ("is", "was") and view[at - 2].low in ("he", "she"):
        return True
    if at >= 2 and at + 1 < len(view) and view[at - 1].low == view[at + 1].low == "," and _is_name(view[at - 2]):
        return True  # "Galina, 44, from Samara"
    if at and view[at - 1].low in ("oldest", "youngest"):
        return True
    k = at - 1
    while k > 0 and (view[k].kind == FIGURE or view[k].low in (",", "and", "or", "to")):
        k -= 1
    if k >= 0 and k < at - 1 and view[k].has("age"):
        return True
    near = [view[j] for j in range(max(0, at - 2), min(len(view), at + 3)) if j != at]
    if any(item.has("age") for item in near):
        return True
    after = view[at + 1] if at + 1 < len(view) else None
    before = view[at - 1] if at else None
    hedged = found.core[0] > found.start
    ends = after is None or (after.kind == MARK and after.low in ",.;)")
    return (
        hedged
        and ends
        and before is not None
        and before.low in ("men", "women", "people", "those", "anyone", "volunteers")
    )


_BE_HAD = frozenset("had have has were was are is in".split())
_GONE = frozenset(
    "displaced resettled uprooted homeless evacuated homes trapped starving hungry refugees needy stranded flee fled".split()
)


def _is_name(item: Item) -> bool:
    return item.kind == WORD and item.low.isalpha() and not item.tags


def _displaced(view: View, at: int) -> bool:
    """People driven from their homes, trapped or in need: told of in wars, and no claim."""
    after = view[at + 1 : at + 13]
    people = any(item.low in ("people", "persons", "civilians", "residents", "inhabitants", "families") for item in after[:4])
    if not people or any(measuring.speaks(item) and not item.has("fighters") for item in after[:6]):
        return False
    return any(item.low in _GONE for item in after) or any(
        one.low == "in" and two.low in ("need", "want") for one, two in zip(after, after[1:], strict=False)
    )


def _pointed_at(view: View, at: int, found: Found) -> bool:
    """ "those three", "all two": small numbers that only point back."""
    return at > 0 and max(found.low or 0, found.high or 0) <= 12 and view[at - 1].low in ("those", "these", "both", "all") and (
        at + 1 >= len(view) or not view[at + 1].has("fighters", "civilians")
    )


# ------------------------------------------------------------------ refinements that need more than the cue
def _refined(told: Measured, page: Page, memory: Memory, *, view: View, at: int, number: int) -> Measured:
    measure = told.measure
    if measure is Measure.CAPTURED and _let_go(view, at):
        measure = Measure.RETURNED
    elif measure is Measure.KILLED and _by_name(view):
        measure = Measure.OBITUARIES
    elif (
        measure is Measure.LOSSES
        and told.cue is not None
        and told.cue.role == "own"
        and _of_the_dead(page, memory, view, number)
    ):
        measure = Measure.KILLED
    elif measure is Measure.RECRUITED and told.cue is not None and _draft_text(page, view, told.cue):
        measure = Measure.CONSCRIPTED
    elif measure is Measure.RECRUITED and _from_prison(view, at):
        measure = Measure.CONVICTS
    elif measure is Measure.MOBILISED and _drafted(view, told):
        measure = Measure.CONSCRIPTED
    elif measure in (Measure.STRENGTH, Measure.RECRUITED) and _foreign(page, view, at):
        measure = Measure.FOREIGN
    return told if measure is told.measure else replace(told, measure=measure)


_TAKEN = frozenset("recruits recruit intake enlistment enlisted enlistments".split()) | {
    "take in",
    "took in",
    "takes in",
    "taken in",
    "new recruits",
}


def _draft_text(page: Page, view: View, cue: Cue) -> bool:
    """Whether recruits with no more said are drafted men: the text speaks of the draft and of no contracts or volunteers."""
    if view[cue.at].low not in _TAKEN:
        return False
    draft = sum(item.has("draft") for item in page.items)
    free = sum(item.low.startswith(("contract", "volunteer", "bonus", "sign")) for item in page.items)
    return draft >= 3 and free == 0


def _let_go(view: View, at: int) -> bool:
    """ "released 303 prisoners": the noun says captured, the verb that they are free."""
    verbs = [cue for cue in measuring.cues(view, at) if cue.measure is Measure.RETURNED and cue.role != "noun"]
    return bool(verbs) and verbs[0].score >= 4.5


def _from_prison(view: View, at: int) -> bool:
    head = measuring.head_noun(view, at)
    return head is not None and view[head].low in ("inmates", "convicts", "prisoners", "prison inmates")


def _drafted(view: View, told: Measured) -> bool:
    """Whether a call-up is the regular draft."""
    mobilised = any("mobil" in item.low or "reservist" in item.low for item in view)
    return any(item.has("draft") for item in view) and not mobilised


def _by_name(view: View) -> bool:
    """Whether the dead are told by name from open sources: by nobody in office, and with no word that it stopped."""
    if any(item.low in ("stopped", "ceased", "people", "civilians", "civilian") for item in view):
        return False
    return sum(item.has("naming") for item in view) >= 1 and not any(item.has("office") for item in view)


def _of_the_dead(page: Page, memory: Memory, view: View, number: int) -> bool:
    """Whether "lost" speaks of the dead: this sentence or the one before tells of killed and of no wounded."""
    before = page.sentences[number - 1] if number else None
    run = [*(page.items[before.first : before.last] if before else ()), *view]
    part = next((j for j, item in enumerate(run) if item.low in ("of whom", "of them", "including", "among them")), len(run))
    dead = any(_bears(item, Measure.KILLED) for item in run[:part])
    return dead and not any(_bears(item, Measure.WOUNDED) or _bears(item, Measure.KILLED_WOUNDED) for item in run)


def _bears(item: Item, measure: Measure) -> bool:
    return any(tag.endswith("." + measure.value) for tag in item.tags)


def _foreign(page: Page, view: View, at: int) -> bool:
    """Whether the people counted are a third country's, sent to fight for a side of this war."""
    if page.war is None or len(page.main) < 2:
        return False
    head = next((item for item in view[at + 1 : at + 5] if item.party and item.has("demonym", "fighters")), None)
    if head is None or head.party is None:
        return False
    side = page.war.party(head.party)
    return side is None or side.fights_for is not None


_OTHER_UNITS = {
    "year": "duration or age", "day": "duration", "month": "duration", "week": "duration", "hour": "duration", "minute": "duration",
    "second": "duration", "km": "distance", "kilometre": "distance", "kilometer": "distance", "mile": "distance", "metre": "distance",
    "meter": "distance", "mm": "calibre",
}  # fmt: skip
