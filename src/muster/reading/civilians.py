"""Whether a figure is of civilians, or of civilians and fighters told together: in its phrase, beside it, over it, or said of who counts.

Invariant: a figure that names fighters itself is of fighters, whatever is said around it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile

from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.reading import measuring, outof
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, MARK, Page
from muster.reading.discourse import Draft, Memory
from muster.reading.gates import gate
from muster.reading.layout import Kind
from muster.reading.measuring import View
from muster.reading.onelist import ALIKE, ANYBODY, CIVIL, fights, in_one_list, in_one_list_at_all, in_uniform
from muster.reading.spot import Spot
from muster.reading.voices import Voice

_OF_CIVILIANS = measuring.LOSS | {Measure.RETURNED}


def civilian(spot: Spot, decided: Measured, *, voice: Voice | None) -> bool:
    """Whether a figure is of civilians, or of civilians and fighters told together."""
    measure = decided.measure
    if measure is Measure.CAUSE_SHARE:
        return _CIVILIAN in spot.gates and _named(spot.view, spot.at)
    if measure not in _OF_CIVILIANS:
        return False
    if _of_soldiers(spot, measure):
        return False
    if outof.part_of(spot.view, spot.at) is not None:
        return _borrowed(decided)  # "13,300 of the 44,800 were children"
    whole = outof.whole_of(spot.view, spot.at)
    if (_CIVILIAN in spot.gates and _named(spot.view, spot.at if whole is None else whole)) or _beside(spot):
        return True
    if in_one_list_at_all(spot.gates) and (_said_of_the_list(spot, voice) or _said_behind(spot)):
        return True
    return (_borrowed(decided) or _over(spot) or _together(spot, voice)) and _unarmed(spot)


def _of_soldiers(spot: Spot, measure: Measure) -> bool:
    """ "8,041 residents of the region are known by name to have been killed at the front", "1,006 patients went back to their units": who
    has no uniform by the noun, but by what is told of him."""
    view, at = spot.view, spot.at
    units = measure is Measure.RETURNED and _UNIT in spot.gates
    if measure is not Measure.OBITUARIES and not units and _AT_FRONT not in spot.gates:
        return False
    near = view[max(0, at - 6) : at + 14]
    if any(item.low.startswith(CIVIL) for item in near):
        return False
    front = any(
        f"{one.low} {two.low} {three.low}".startswith(_FRONT)
        for one, two, three in zip(near, near[1:], near[2:], strict=False)
    )
    units = units and any(item.low.split(" ")[-1] in _UNITS for item in near)
    return measure is Measure.OBITUARIES or front or units


_FRONT = ("at the front", "in the ranks", "on active service")
_UNITS = frozenset("unit units duty ranks service".split())
_UNIT, _AT_FRONT = gate(*_UNITS), gate(starts=["front", "ranks", "service"])
_CIVILIAN = gate("included", "dead civilians", starts=CIVIL, tags=["civilians"])


def _borrowed(decided: Measured) -> bool:
    """A figure that has its measure from one of civilians is of civilians too."""
    return decided.inherited is not None and decided.inherited.claim.civilian


# ------------------------------------------------------------------ in the sentence
def _named(view: View, at: int) -> bool:
    """Civilians in the figure's own phrase, beside it, or told to be among it: "1,000 people, soldiers and civilians"."""
    for j in range(at + 1, min(len(view), at + 8)):
        item = view[j]
        if item.low == ",":
            if _both_kinds(list(takewhile(lambda one: one.kind != FIGURE, view[j + 1 : j + 8]))):
                return True
            break
        if item.kind == FIGURE or (item.kind == MARK and item.low in ";:("):
            break
        if item.has("civilians") or item.low.startswith(CIVIL) or item.low == "dead civilians":
            return not any(one.low in _IN_BATTLE for one in view[j + 1 : j + 5])  # "214 residents killed in action"
        if item.has("fighters") and item.low not in ANYBODY:
            return False
    if any(one.low.startswith(CIVIL) and two.low == "included" for one, two in pairwise(view[:at])):
        return True
    before = list(
        takewhile(lambda one: one.kind != FIGURE and one.low not in (",", ";"), reversed(view[max(0, at - 4) : at]))
    )
    return any(item.has("civilians") for item in before) or among(view, at) or _about_them(view, at)


def _both_kinds(near: View) -> bool:
    fighters = any(item.has("fighters") or item.low == "military" for item in near)
    return fighters and any(item.has("civilians") for item in near)


def among(view: View, at: int) -> bool:
    """ "7,000 dead since January, many of them civilians", "1,190 deaths, civilians included": told behind it without a figure."""
    if _alike(view, at):
        return True
    for j in range(at + 1, min(len(view), at + 24)):
        item = view[j]
        if item.kind == FIGURE or (item.kind == MARK and item.low in ";.|") or item.has("breaks"):
            return False
        if in_uniform(item) and view[j + 1 : j + 2] and view[j + 1].low == "included":
            return True
        if item.low.startswith(CIVIL):
            return any(one.low in _PART_WORDS for one in view[max(at + 1, j - 7) : j + 3])
    return False


_PART_WORDS = frozenset(
    "many most mostly some majority number half among include including included together alike both mainly largely largest".split()
) | {"of them", "of whom"}


def _alike(view: View, at: int) -> bool:
    """ "The dead, fighters and civilians together: more than 61,000": told before it."""
    before = list(takewhile(lambda one: one.kind != FIGURE and one.low != ";", reversed(view[max(0, at - 14) : at])))
    kinds = any(item.low.startswith(CIVIL) for item in before) and any(fights(item) for item in before)
    return kinds and any(item.low in ALIKE for item in before)


def _about_them(view: View, at: int) -> bool:
    """ "Civilians were by far the most numerous, with 1,640": what the sentence is about, where no fighter is told of."""
    if not view or view[0].low not in ("civilians", "of", "for", "among"):
        return False
    first = view[0] if view[0].low == "civilians" else view[1] if len(view) > 1 else view[0]
    between = view[1:at]
    return first.low.startswith(CIVIL) and not any(item.kind == FIGURE or item.has("fighters") for item in between)


_OF_THEM = frozenset({"of them", "of whom", "of these"})


def _beside(spot: Spot) -> bool:
    """A figure that names nobody, beside one of civilians in the same sentence, is of civilians too; one beside a part is not."""
    last = spot.memory.last
    if last is None or last.sentence != spot.number or not last.claim.civilian:
        return False
    between = [item for item in spot.view if last.claim.place.end <= item.start < spot.found.start]
    if any(one.low in _OF_THEM and two.has("civilians") for one, two in pairwise(between)):
        whole = spot.memory.drafts[-2] if len(spot.memory.drafts) > 1 else last
        return whole.sentence == spot.number and whole.claim.civilian
    if any(one.low in _OF_THEM and fights(two) for one, two in pairwise(spot.view[spot.at + 1 : spot.at + 8])):
        return False
    head = measuring.head_noun(spot.view, spot.at)
    return head is None or not spot.view[head].has("fighters", "things")


# ------------------------------------------------------------------ around the sentence
def _unarmed(spot: Spot) -> bool:
    """Whether neither the figure's noun nor its sentence's stretch names those who fight."""
    near = spot.view[max(0, spot.at - 12) : spot.at + 7]
    block = spot.page.blocks[spot.here.block]
    told = [
        item
        for item in spot.page.items[spot.here.first - 60 if spot.here.first > 60 else 0 : spot.here.last]
        if item.start >= block.start
    ]
    if any("-" in (item.party or "") for item in told if item.start < spot.found.start):
        return False  # a force's own people
    if any(one.low in ("its", "his", "their") and two.has("fighters") for one, two in pairwise(near)):
        return False
    return not any(fights(item) or item.low in _IN_BATTLE for item in near)


_IN_BATTLE = frozenset({"killed in action", "wounded in action", "missing in action", "fell in battle", "in action"})


def _over(spot: Spot) -> bool:
    """Whether the short sentence before it, the heading above it or the title speaks of civilians alone."""
    page, memory, number = spot.page, spot.memory, spot.number
    before = page.sentences[number - 1] if number else None
    if before is not None and before.block == spot.here.block and _alone(before.view):
        return not any(item.party and item.has("side") for item in spot.view[: spot.at])
    heading = memory.heading
    rows = _ROWS if spot.row else 1
    near = heading is not None and 0 <= spot.here.block - heading.block <= rows
    if near and heading is not None and heading.last - heading.first <= 8:
        return _alone(heading.view)
    title = page.sentences[0]
    people = any(item.low in ANYBODY for item in spot.view[spot.at + 1 : spot.at + 4])
    headed = page.blocks[title.block].kind is not Kind.PARAGRAPH
    return people and headed and number > 0 and _alone(title.view)


_ROWS = 8  # rows under a heading that is of civilians


def _alone(view: View) -> bool:
    """Whether words without a figure speak of civilians and of no fighters."""
    if any(item.kind == FIGURE or (item.has("fighters") and item.low not in ANYBODY) for item in view):
        return False
    return any(item.low.startswith(CIVIL) for item in view)


def _together(spot: Spot, voice: Voice | None) -> bool:
    """Whether who counts is told to keep fighters and civilians in one list."""
    memory = spot.memory
    if _counted_together(memory, voice):
        return True
    heading = memory.heading
    near = heading is not None and 0 < spot.here.block - heading.block <= 6
    if near and heading is not None and in_one_list(heading.view):
        return True
    page, said = spot.page, memory.together_in
    if said is None or page.sentences[said].block != spot.here.block:
        return False
    sentence = page.sentences[said]
    return voice is None or not voice.name or voice.name in page.text[sentence.start : sentence.end]


def _said_of_the_list(spot: Spot, voice: Voice | None) -> bool:
    """ "The ministry, whose list does not part fighters from civilians, has 58 dead": the clause before the figure, closed before it."""
    before = spot.view[: spot.at]
    first = next((j for j, item in enumerate(before) if item.low in ("which", "whose", "who")), None)
    if first is None:
        return False
    last = next((j for j in range(first, len(before)) if before[j].low == ","), first)
    following = takewhile(lambda item: item.kind != FIGURE, spot.view[spot.at + 1 : spot.at + 4])
    if not in_one_list(before[first:last]) or any(fights(item) for item in following):
        return False
    if voice is not None and voice.name:
        spot.memory.together.add(voice.name.lower())
    return True


def _said_behind(spot: Spot) -> bool:
    """ "61,000 deaths; it takes in combatants and non-combatants": said in the rest of the sentence."""
    rest = spot.view[spot.at + 1 :]
    start = next((j for j, item in enumerate(rest) if item.low in (";", "which", "and")), None)
    if start is None or len(rest) < 6:
        return False
    return in_one_list(rest[start:]) and not any(fights(item) for item in rest[:start])


def mark_mixed(memory: Memory, page: Page, *, number: int) -> None:
    """Where a sentence says that a count holds fighters and civilians alike, mark the figures before it, and remember who counts."""
    sentence = page.sentences[number]
    view = sentence.view
    if not in_one_list_at_all(sentence.gates):
        return
    if any(item.kind == FIGURE and item.low != "one" for item in view) or not in_one_list(view):
        return
    memory.together_in = number
    who = next((item.low for item in view if item.has("body", "office")), None)
    if who is not None:
        memory.together.add(who)
    last = memory.last
    near = last is not None and number - last.sentence <= 2 and page.sentences[last.sentence].block == sentence.block
    name = last.voice.name.lower() if near and last and last.voice is not None and last.voice.name else None
    if name and (who is None or name.endswith(who) or who.endswith(name)):
        memory.together.add(name)
    for draft in memory.drafts:
        counted = _counted_together(memory, draft.voice)
        same = counted or (near and last is not None and draft.sentence == last.sentence and not (name and who))
        if same and not draft.claim.civilian and draft.claim.measure in _OF_CIVILIANS and not _armed(page, draft):
            draft.claim = replace(draft.claim, civilian=True, party=_party_of_all(draft, page, draft.claim.party))


def _counted_together(memory: Memory, voice: Voice | None) -> bool:
    """Whether who counts is told somewhere to keep fighters and civilians in one list, under a longer or shorter name."""
    name = voice.name.lower() if voice is not None and voice.name else ""
    return bool(name) and any(name.endswith(one) or one.endswith(name) for one in memory.together)


def _party_of_all(draft: Draft, page: Page, party: Party | None) -> Party | None:
    """Of fighters and civilians told together in a war within a state, whose they are only where the figure's own words say so."""
    rule = next((trace.rule for trace in draft.traces if trace.field == "party"), "")
    return None if page.war is not None and page.war.government and rule in _GUESSED else party


_GUESSED = frozenset({"carried over", "its own land", "the side most spoken of"})


def _armed(page: Page, draft: Draft) -> bool:
    """Whether a figure's own phrase names those who fight."""
    sentence = page.sentences[draft.sentence]
    after = [item for item in sentence.view if item.start >= draft.claim.place.end][:3]
    after = list(takewhile(lambda one: one.kind != FIGURE and one.low != ",", after))
    if any(fights(item) for item in after) and not any(item.has("civilians") for item in after):
        return True
    before = [item.low for item in sentence.view if item.end <= draft.claim.place.start][-6:]
    return any(low in _SERVING for low in before)  # "put his army's dead at around 1,300"


_SERVING = frozenset("army army's military soldiers troops servicemen forces".split())


# ------------------------------------------------------------------ wholes of which they are a part
_PARTS = frozenset(
    {"included", "including", "include", "includes", "among", "of them", "of whom", "of these", "of which"}
)
_IN_ARMS = frozenset({"military", "soldiers", "fighters", "combatants", "servicemen", "officers", "troops"})


def mark_parents(memory: Memory, page: Page, *, number: int) -> None:
    """Mark the figures of which civilians are told to be a part: they are of fighters and civilians together."""
    told = not page.sentences[number].lows.isdisjoint(_PARTS) or _were_civilians(page.sentences[number].view)
    if not told and page.sentences[number].lows.isdisjoint(_IN_ARMS):
        return
    part = next((d for d in _of_sentence(memory, number) if d.claim.civilian), None)
    if part is None:
        return
    part_code = part.claim.party.code if part.claim.party is not None else ""
    for draft in reversed(memory.drafts[:-1]):
        if number - draft.sentence > 1:
            return
        if (
            _is_whole_of(draft, part)
            and not _armed(page, draft)
            and (draft.sentence < number or _first_of(memory, draft))
        ):
            party = _party_of_all(draft, page, draft.claim.party)
            party = part.claim.party if party is not None and party.code.startswith(f"{part_code}-") else party
            draft.claim = replace(draft.claim, civilian=True, party=party)
            if not told:
                return


def _were_civilians(view: View) -> bool:
    """ "108 were civilians", "120 of ours were civilians": a part, with its whole told before."""
    for at, item in enumerate(view):
        if item.kind == FIGURE:
            near = list(takewhile(lambda one: one.kind not in (FIGURE, MARK), view[at + 1 : at + 7]))
            if any(one.low in ("were", "are") and two.low.startswith(CIVIL) for one, two in pairwise(near)):
                return True
    return False


def _is_whole_of(draft: Draft, part: Draft) -> bool:
    whole, some = draft.claim, part.claim
    beside = draft.sentence == part.sentence and whole.party is not None and some.party is not None
    land = beside and whole.party is not None and some.party is not None and whole.party.code[:2] == some.party.code
    same = whole.measure is some.measure and (whole.party == some.party or land) and not whole.civilian
    return same and whole.place.start < some.place.start and max(whole.figure.numbers) > max(some.figure.numbers)


def _first_of(memory: Memory, draft: Draft) -> bool:
    """Whether the draft is the first of its sentence."""
    return _of_sentence(memory, draft.sentence)[0] is draft


def _of_sentence(memory: Memory, number: int) -> list[Draft]:
    """The drafts of a sentence that is one of the last, in order."""
    late = takewhile(lambda one: one.sentence >= number, reversed(memory.drafts))
    return [one for one in late if one.sentence == number][::-1]
