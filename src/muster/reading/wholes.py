"""Parts and wholes: what some of the lost had been, a list of those told of before, the former and the latter, the dead with the wounded.

Invariant: a part is never more than its whole, and both stand in one sentence or in two that follow each other.
"""

from __future__ import annotations

from collections.abc import Callable

from muster.claims.measures import Measure
from muster.reading import measuring, outof
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, PHRASE, WORD
from muster.reading.discourse import Draft
from muster.reading.gates import gate
from muster.reading.measuring import View
from muster.reading.spot import Spot

_KINDS_OF_MEN = measuring.GAIN | {Measure.STRENGTH, Measure.RESERVE}
_PARTS = frozenset(
    [
        "of them", "of whom", "of these", "of those", "of the total", "of that number", "of that total", "of the dead", "of this number",
        "of which",
    ]
)  # fmt: skip
_AMONG = frozenset(["including", "among them", "among whom", "among these"])


def lost_whole(spot: Spot, told: Measured) -> Draft | None:
    """The lost of whom the figure tells what some had been: "4,000 dead, 600 of them volunteers", "including 90 conscripts"."""
    view, at, last, cue = spot.view, spot.at, spot.memory.last, told.cue
    asked = _who_they_are(spot) if told.measure in _KINDS_OF_MEN else None
    if asked is not None:
        return asked
    if last is None or told.measure not in _KINDS_OF_MEN or not _fits(spot, last):
        return None
    if cue is not None and cue.role not in ("noun", "participle"):
        return None
    own = cue is None or cue.at > at
    named = own or measuring.head_noun(view, at) is not None
    own = own or _labelled(view, at)
    return last if (own and _is_part(view, at)) or (named and _is_listed(spot, last)) else None


def _fits(spot: Spot, last: Draft) -> bool:
    """Whether the last figure is of people lost, no fewer than these."""
    if last.claim.measure not in measuring.LOSS or spot.number - last.sentence > 1:
        return False
    return last.claim.figure.unit == "person" and spot.largest <= max(last.claim.figure.numbers)


def _is_part(view: View, at: int) -> bool:
    after, before = view[at + 1 : at + 5], view[max(0, at - 3) : at]
    if any(item.low in _PARTS for item in (*after[:1], *before)) or any(item.low in _AMONG for item in before):
        return True
    if _labelled(view, at):
        return True
    return any(item.low == "among them" for item in after)


def _who_they_are(spot: Spot) -> Draft | None:
    """The lost whom rows sort by what they had been: "Who they were", then "volunteers: 1,400", "taken from prisons: 500"."""
    page, heading = spot.page, spot.memory.heading
    if not spot.row or heading is None or spot.here.block - heading.block > _ROWS or spot.view[spot.at - 1].low != ":":
        return None
    said = heading.view
    if not any(item.low in _THEY for item in said) or any(measuring.speaks(item) for item in said):
        return None
    above = (draft for draft in reversed(spot.memory.drafts) if page.sentences[draft.sentence].start < heading.start)
    whole = next((draft for draft in above if draft.claim.measure in measuring.LOSS), None)
    lost = whole is not None and whole.claim.figure.unit == "person"
    return whole if whole is not None and lost and spot.number - whole.sentence <= 2 * _ROWS else None


_ROWS = 12
_THEY = frozenset(["they", "them", "these", "those", "of them", "of these", "of those", "of whom"])


def _labelled(view: View, at: int) -> bool:
    """ "Convicts among them: 17,000"."""
    before = [item.low for item in view[max(0, at - 3) : at]]
    return bool(before) and before[-1] == ":" and " ".join(before[:-1]).endswith(("among them", "of them", "of these"))


def _is_listed(spot: Spot, last: Draft) -> bool:
    """ "Twenty peacekeepers have died: fourteen South Africans, three Malawians": a list after a colon, in the sentence of its whole."""
    if last.sentence != spot.number:
        return False
    first = next((j for j, item in enumerate(spot.view) if item.kind == FIGURE), spot.at)
    colon = next((j for j in range(spot.at - 1, first, -1) if spot.view[j].low == ":"), None)
    return colon is not None


# ------------------------------------------------------------------ told by pointing back
def pointed(spot: Spot) -> Measured | None:
    """What a figure is of that is told by pointing back: the former or latter, those on top of whom it comes, the dead with the wounded."""
    for opens, find in _POINTING:
        if (opens is None or opens in spot.gates) and (found := find(spot)) is not None:
            return found
    return None


def _of_a_part(spot: Spot) -> Measured | None:
    """ "90 of the 400 were officers": the whole is of those told by the same number before, whatever the part had been."""
    if outof.part_of(spot.view, spot.at) is None:
        return None
    near = (draft for draft in reversed(spot.memory.drafts) if spot.number - draft.sentence <= _TOLD_BEFORE)
    whole = next((draft for draft in near if spot.largest in draft.claim.figure.numbers), None)
    if whole is None or whole.claim.figure.unit != "person":
        return None
    return Measured(whole.claim.measure, (), 0.6, "the whole of the part before it", inherited=whole)


_TOLD_BEFORE = 12  # sentences


def _former(spot: Spot) -> Measured | None:
    """ "44,000 dead and 105,000 wounded, 33 of the former this week"."""
    view, at, drafts = spot.view, spot.at, spot.memory.drafts
    named = _former_or_latter(view, [*range(max(0, at - 3), at), *range(at + 1, min(len(view), at + 4))])
    named = named or _first_or_second(view[max(0, at - 4) : at])
    if named is None:
        return None
    two = [draft for draft in drafts[-4:] if spot.number - draft.sentence <= 1 and draft.claim.figure.unit == "person"][
        -2:
    ]
    if len(two) < 2 or two[0].claim.measure is two[1].claim.measure:
        return None
    one = two[0] if named == "former" else two[1]
    return Measured(one.claim.measure, (), 0.55, "the former and the latter", inherited=one)


def _first_or_second(lead: View) -> str | None:
    """ "Later lists raised the first figure to 15,000"."""
    if not lead or not lead[-1].low.endswith("to"):
        return None
    said = " ".join(item.low for item in lead)
    for which, named in (("first", "former"), ("second", "latter")):
        if said.endswith(tuple(f"the {which} {figure} to" for figure in ("figure", "number", "of these"))):
            return named
    return None


def _former_or_latter(view: View, near: list[int]) -> str | None:
    """ "The former" and "the latter" that stand for themselves; "the former prisoners" do not."""
    for j in near:
        word = view[j].low.split(" ")[-1]
        if word not in ("former", "latter"):
            continue
        the = view[j].low.startswith("the ") or (j > 0 and view[j - 1].low.split(" ")[-1] == "the")
        after = view[j + 1] if j + 1 < len(view) else None
        alone = after is None or after.kind not in (WORD, PHRASE) or after.low in _GOES_ON
        if the and alone:
            return word
    return None


_GOES_ON = frozenset(["at", "in", "to", "for", "and", "by", "up", "up to", "since", "this", "last", "of", "from"])


def _as_did(spot: Spot) -> Measured | None:
    """ "700 prisoners went home, as did 180 men of the other side"."""
    view, at, last = spot.view, spot.at, spot.memory.last
    if last is None or last.sentence != spot.number or last.claim.figure.unit != "person" or at < 2:
        return None
    if (view[at - 2].low, view[at - 1].low) not in _LIKEWISE:
        return None
    return Measured(last.claim.measure, (), 0.6, "as those before", inherited=last)


def _done_so(spot: Spot) -> Measured | None:
    """ "They may sign for a year; 1,900 have done so": what the verb before says, of those who did it."""
    view, at = spot.view, spot.at
    after = " ".join([item.low for item in view[at + 1 : at + 7]])
    if " so" not in after or not any(f"{did} so" in after for did in ("done", "did", "do", "doing")):
        return None
    before = spot.page.sentences[spot.number - 1] if spot.number else None
    lead = [*(before.view if before else ()), *view[:at]]
    for item in reversed(lead):
        for role in ("subject", "own", "participle"):
            deeds = [measure for measure in measuring.measures_of(item, role) if measure in _DEEDS]
            if deeds:
                return Measured(deeds[0], ((item.start, item.end),), 0.5, "they did so")
    return None


_DEEDS = measuring.GAIN | {Measure.RETURNED, Measure.DESERTED, Measure.CAPTURED}
_LIKEWISE = frozenset([("as", "did"), ("so", "did"), ("as", "were"), ("so", "were"), ("as", "had"), ("so", "had")])


def _on_top(spot: Spot) -> Measured | None:
    """ "On top of these come 66 police officers"."""
    last, lead = spot.memory.last, [item.low for item in spot.view[: spot.at]]
    if last is None or spot.number - last.sentence > 1 or last.claim.measure not in measuring.LOSS:
        return None
    said = " ".join(lead[-7:])
    if not any(
        f"{words} {those}" in said
        for words in _BESIDES
        if words in said
        for those in ("these", "those", "them", "this", "that")
    ):
        return None
    return Measured(last.claim.measure, (), 0.5, "on top of those before", inherited=last)


_BESIDES = ("on top of", "in addition to", "besides", "added to")
_ADDING = frozenset(["adding", "add", "plus", "includes", "including", "included", "counting", "counts"])
_NOT = frozenset(["not", "t", "without", "never", "nor", "neither", "no"])
_HURT = frozenset(["wounded", "the wounded", "injured", "the injured"])


def _with_wounded(spot: Spot) -> Measured | None:
    """ "Adding the wounded, it comes to 950,000", "it has 31,000, but that includes the wounded": the dead and the wounded together."""
    view, at, last = spot.view, spot.at, spot.memory.last
    if (
        last is None
        or spot.number - last.sentence > 2
        or last.claim.measure not in (Measure.KILLED, Measure.KILLED_WOUNDED)
    ):
        return None
    for j in range(len(view) - 1):
        if view[j].low not in _ADDING or any(item.low in _NOT for item in view[max(0, j - 3) : j]):
            continue
        after = next((item for item in view[j + 1 : j + 3] if item.low not in ("the", "their", "its")), None)
        between = view[min(j, at) + 1 : max(j, at)]
        if after is not None and after.low in _HURT and not any(item.kind == FIGURE for item in between):
            return Measured(Measure.KILLED_WOUNDED, ((after.start, after.end),), 0.6, "the dead with the wounded")
    return None


_POINTING: tuple[tuple[int | None, Callable[[Spot], Measured | None]], ...] = (
    (None, _of_a_part),
    (gate("former", "latter", "first", "second"), _former),
    (gate(holds=["top", "addition", "besides", "added"]), _on_top),
    (gate(*_ADDING), _with_wounded),
    (gate("as", "so"), _as_did),
    (gate("so"), _done_so),
)
