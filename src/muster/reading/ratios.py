"""Ratios of losses: of wounded to killed, of one side's losses to the other's, told with a word for it or as so many for every one.

Invariant: a multiple of what is usual or was before compares a side with itself, and is no ratio here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from muster.claims.claim import Claim
from muster.claims.measures import Measure
from muster.reading import arms
from muster.reading.context import FIGURE
from muster.reading.gates import gate
from muster.reading.speaking import LOSS, View, bears

_EVERY = frozenset({"every", "each"})
FOR_EVERY = gate(*_EVERY, "one", "per")
_USUAL = frozenset(
    "average averages mean median pace rate level levels estimate estimates previous year month week".split()
)


def ratio(view: View, at: int, *, before: Sequence[Claim], two: bool) -> Measure | None:
    """Which ratio a figure is: of wounded to killed, or of one side's losses to the other's. `before` are the claims just before it;
    `two` says that both its numbers are told.

    A multiple of what is usual or was before ("twice the average") compares a side with itself.
    """
    if two and _in_favour(view, at):
        return Measure.EXCHANGE_RATIO
    if two and before and before[-1].measure in RATIOS and not any(bears(i, m) for i in view for m in LOSS):
        return before[-1].measure
    killed = any(bears(item, Measure.KILLED) for item in view)
    wounded = any(bears(item, Measure.WOUNDED) for item in view)
    if any(item.low in _USUAL for item in view[at + 1 : at + 5]) or arms.near(view, at):
        return None
    if killed and wounded:
        return Measure.WOUNDED_PER_KILLED
    sides = {item.party for item in view if item.party and item.has("side")}
    losses = any(bears(item, m) for item in view for m in (Measure.LOSSES, Measure.KILLED_WOUNDED, Measure.KILLED))
    told = [claim for claim in before[-3:] if claim.measure in LOSS and claim.party is not None]
    if len(sides) >= 2 and (losses or told or _is_ratio_word(view)):
        return Measure.EXCHANGE_RATIO
    if (
        len({claim.party for claim in told[-2:]}) == 2
        and len({claim.measure for claim in told[-2:]}) == 1
        and not sides
    ):
        return Measure.EXCHANGE_RATIO
    return Measure.EXCHANGE_RATIO if _is_ratio_word(view) and losses else None


def _in_favour(view: View, at: int) -> bool:
    """ "it was five to one in our favour"."""
    return any(item.low.split(" ")[-1] in ("favour", "favor") for item in view[at + 1 : at + 5])


def per_one(view: View, at: int) -> bool:
    """ "one soldier to Russia's eight": the figure at `at` is the other side's losses for one of its own."""
    for j in range(at - 1, max(-1, at - 10), -1):
        found = view[j].found
        if view[j].kind == FIGURE and found is not None:
            between, after = view[j + 1 : at], view[at + 1 : at + 3]
            return (
                found.low == found.high == 1
                and any(i.low in ("to", "for", "against") for i in between)
                and (any(i.party for i in between) or any(i.low in _OURS for i in after))
            )
    return False


def one_of_pair(view: View, at: int) -> bool:
    """Whether the figure at `at` is the one of such a pair."""
    found = view[at].found
    if found is None or found.low != 1 or found.high != 1:
        return False
    after = next((j for j in range(at + 1, min(len(view), at + 10)) if view[j].kind == FIGURE), None)
    if after is not None and per_one(view, after):
        return True
    told_before = any(view[j].kind == FIGURE for j in range(max(0, at - 8), at))
    return at > 0 and view[at - 1].low in ("to", "against") and told_before


def _is_unit(view: View, k: int) -> bool:
    """ "for each Ukrainian", "to every one of theirs": the side that follows a word for each."""
    return k > 0 and view[k - 1].low in ("each", "every", "one")


def ratio_side(view: View, at: int, *, before: Sequence[Claim]) -> str | None:
    """The side whose one loss is the unit of an exchange ratio."""
    if per_one(view, at):
        return next((item.party for item in view[:at] if item.party and item.has("side")), None)
    unit = next(
        (item.party for k, item in enumerate(view) if item.party and item.has("side") and _is_unit(view, k)), None
    )
    after = unit or next((item.party for item in view[at + 1 : at + 8] if item.party and item.has("side")), None)
    if after is not None:
        return after
    told = [claim for claim in before[-3:] if claim.measure in LOSS and claim.party is not None][-2:]
    if len({claim.party for claim in told}) == 2:
        least = min(told, key=lambda claim: max(claim.figure.numbers))
        return least.party.code if least.party else None
    return None


def _is_ratio_word(view: View) -> bool:
    return any(item.low in ("ratio", "exchange", "favour", "favor", "odds") for item in view)


def for_every(view: View, at: int) -> Measure | None:
    """ "three wounded for every soldier killed", "two casualties for each square kilometre" said with plain numbers."""
    found = view[at].found
    if found is None or max(found.low or 0, found.high or 0) > _LARGEST_RATIO:
        return None
    if any(item.has("things") and not item.has("fighters", "counters") for item in view[at + 1 : at + 2]):
        return None
    for j in range(max(0, at - 12), min(len(view) - 1, at + 9)):
        if j > at and view[j].kind == FIGURE:
            return None
        rest = _each(view, j)
        if not rest:
            continue
        if any(bears(item, Measure.KILLED) or item.low.split(" ")[-1] in _DEATH for item in rest):
            if any(bears(item, Measure.WOUNDED) for item in view):
                return Measure.WOUNDED_PER_KILLED
            theirs = any(item.low in _OURS for item in view[at + 1 : at + 4])
            return Measure.EXCHANGE_RATIO if theirs or len({i.party for i in view if i.party}) >= 2 else None
        if _for_own(view, at, j=j):
            return Measure.EXCHANGE_RATIO
        if any((one.party and one.has("demonym", "country")) or one.low in _OURS for one in rest[:3]):
            return Measure.EXCHANGE_RATIO if _lost_or_few(view, at, stop=j) else None
    return None


def loses_one(view: View, at: int) -> bool:
    """Whether a figure is told for every one that somebody else loses."""
    return any(_each(view, j) and _for_own(view, at, j=j) for j in range(max(0, at - 12), min(len(view) - 1, at + 9)))


def _for_own(view: View, at: int, *, j: int) -> bool:
    """ "killing three Russians for every man it loses itself", "for every man of theirs two Russians fall": a loss of one's own is the
    unit, and of the others so many are told to be lost."""
    if any(item.has("things") and not item.has("fighters") for item in view[at + 1 : at + 3]):
        return False
    rest = view[j : j + _UNIT]
    stop = next((k for k, item in enumerate(rest[1:], 1) if item.kind == FIGURE and item.low != "one"), len(rest))
    rest = rest[:stop]
    loses = any(bears(item, measure) for item in rest for measure in LOSS) and any(item.low in _WE for item in rest)
    own = any(one.low == "of" and two.low in _MINE for one, two in pairwise(rest[:_OWN]))
    own = own or (rest[0].low == "per" and len(rest) > _OWN and bears(rest[2], Measure.LOSSES))
    if not loses and not own and not any(item.low in _OURS for item in rest):
        return False
    told = view[max(0, at - 3) : j] if j > at else view[j + 2 : at + _UNIT]
    return any(bears(item, measure) for item in told for measure in LOSS)


_UNIT = 8  # items
_OWN = 5  # items from "for each" to whose they are: "for each one of his", "for each of my men"
_MINE = frozenset("my our his its their mine hers".split())
_WE = frozenset("it we they he she i".split())
_DEATH = frozenset(["casualty", "death", "fatality", "them", "these"])
_OURS = frozenset(["ours", "theirs", "its own", "his own", "their own"])


def _each(view: View, j: int) -> View:
    """What follows "for every", "to each", "per one" at `j`; for "per death" the death; nothing where no such words stand there."""
    low, after = view[j].low, view[j + 1]
    if low.startswith(("for each ", "for every ")):
        return view[j : j + 4]
    if low == "per" and j + 2 < len(view) and bears(view[j + 2], Measure.LOSSES):
        return view[j + 1 : j + 3]  # "per pilot lost"
    if low == "per" and (bears(after, Measure.KILLED) or after.low in _DEATH or after.has("demonym")):
        return view[j + 1 : j + 3]
    return view[j + 2 : j + 7] if low in ("for", "to", "against", "per") and after.low in (_EVERY | {"one"}) else ()


def _lost_or_few(view: View, at: int, *, stop: int) -> bool:
    """Whether so many are lost for each of another side's: it is said, or they are a few of a side, told in a sentence of losses."""
    between, found = view[at + 1 : stop], view[at].found
    if any(bears(item, measure) for item in between for measure in LOSS):
        return True
    few = found is not None and max(found.low or 0, found.high or 0) <= _MOST_FOR_ONE
    if at and any(bears(view[at - 1], measure) for measure in LOSS):
        return True  # "lost almost five men there for each Finn"
    return few and (not between or any(item.party or item.low in _OURS or item.has("foe") for item in between))


_MOST_FOR_ONE, _LARGEST_RATIO = 50, 500
RATIOS = (Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO)
