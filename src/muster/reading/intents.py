"""Figures of what is not yet: goals and orders, needs, and forecasts.

Invariant: a word of planning behind a wall (another clause, another figure) says nothing of a figure; nobody aims at losses.
"""

from __future__ import annotations

import re

from muster.claims.measures import Measure, Status
from muster.numbers.values import value
from muster.reading import wanting
from muster.reading.context import FIGURE, MARK, Item, Page
from muster.reading.measuring import GAIN, LOSS, View


@value(frozen=True, slots=True)
class Intent:
    """What a figure is meant as, the word that says so, how surely, and by which rule."""

    status: Status
    word: Item
    confidence: float
    rule: str


_REACH = {Status.TARGET: 9, Status.NEEDED: 9, Status.FORECAST: 12}


def intended(view: View, at: int, *, measure: Measure, rate: bool) -> Intent | None:
    """Whether a figure is a goal, a need or a forecast."""
    named = _plan_named(view, at)
    if named is not None:
        return Intent(Status.TARGET, named, 0.75, "said of a target")
    short = wanting.short(view, at) if measure in GAIN or measure is Measure.STRENGTH else None
    if short is not None:
        return Intent(Status.NEEDED, short, 0.7, "so many short")
    found: list[tuple[float, Status, Item]] = []
    for status, reach in _REACH.items():
        tag = f"status.{status.value}"
        for j in range(max(0, at - reach), min(len(view), at + 7)):
            if tag not in view[j].tags or (view[j].low == "project" and _is_noun(view, j)):
                continue
            habit = rate and view[j].low == "calls up"  # what is done each month is no plan
            if not habit and not wanting.nothing(view, j, at=at, measure=measure) and not _walled(view, j, at):
                score = 6.0 - 0.4 * abs(j - at) - (1.5 if j > at else 0.0)
                found.append((score, wanting.by_plan(view, j, status=status), view[j]))
    if measure in (Measure.CONSCRIPTED, Measure.MOBILISED):
        found = [(score + 0.5, status, item) for score, status, item in found]
        ahead = next((one for one in view[max(0, at - 4) : at] if one.low in ("will", "to be", "will be")), None)
        found += [(2.0, Status.TARGET, ahead)] if ahead is not None else []
    if measure in GAIN and (ahead := _to_come(view, at)) is not None:
        found.append((2.0, Status.TARGET, ahead))
    elif measure not in GAIN:
        going = _will_go_on(view, at) or (wanting.back_by_then(view, at) if measure is Measure.RETURNED else None)
        found += [(2.0, Status.FORECAST, going)] if going is not None else []
    if measure in LOSS:
        found = [(score - 0.5, status, item) for score, status, item in found if status is not Status.NEEDED]
    found = [one for one in found if one[0] > 1.0]
    if not found:
        order = _ordered(view, at) if measure is Measure.CONSCRIPTED else None
        return Intent(Status.TARGET, order, 0.55, "a draft as ordered") if order is not None else None
    score, status, item = max(found, key=lambda one: (one[0], one[1].value))
    return Intent(status, item, min(0.9, 0.5 + score / 12), f"said of a {status.value}")


def _is_noun(view: View, j: int) -> bool:
    """ "The Open Lists project estimates": a body, and not what several people "project"."""
    return (
        j == 0
        or not (view[j - 1].low.endswith("s") or view[j - 1].low in _THEY)
        or view[j + 1 : j + 2] == []
        or view[j + 1].has("say")
        or view[j + 1].low in _BEHIND_A_BODY
        or any(item.low in _TO_A_BODY for item in view[max(0, j - 3) : j])
    )


_BEHIND_A_BODY = frozenset(["at", ",", ".", "'", "’", "has", "had", "have", "is", "was", "and", "which"])
_TO_A_BODY = frozenset(["by", "from", "with", "to", "of"])  # "estimated by the Open Valley project at 62,000"


_THEY = frozenset("they we who and to now also".split())
_HAS = frozenset("has have had got gets".split())
_IS_SO = frozenset("has had have is are was were got received gets".split())
_RAISED = frozenset(
    "sent dispatched deployed summoned mobilised mobilized drafted recruited enlisted conscripted hired raised trained prolonged follow "
    "join arrive go serve".split()
)
_RAISE = frozenset(
    "recruit enlist hire raise mobilise mobilize draft conscript summon induct train send dispatch deploy take".split()
)


def _to_come(view: View, at: int) -> Item | None:
    """ "1,000 sappers would be sent", "will recruit 40,000 young people": the words that say that men are yet to come."""
    for j in range(at + 1, min(len(view) - 1, at + _TO_VERB)):
        low = view[j].low.split(" ")
        if low[0] in _AHEAD:
            return view[j] if any(word in _RAISED for item in view[j : j + 3] for word in item.low.split(" ")) else None
        if view[j].low in (";", ".", "who", "which", "that") or low[0] in _IS_SO:
            break
    for j in range(at - 1, max(-1, at - _FROM_VERB), -1):
        if view[j].kind in (FIGURE, MARK):
            return None
        low = view[j].low.split(" ")
        if low[0] in _AHEAD:
            return view[j] if any(word in _RAISE for item in view[j : j + 3] for word in item.low.split(" ")) else None
    return None


_AHEAD, _TO_VERB, _FROM_VERB = (
    frozenset(["would", "will"]),
    12,
    6,
)  # items between a figure and what is to become of them


def _will_go_on(view: View, at: int) -> Item | None:
    """ "will very likely continue to sustain over 1,000 a day", "will sustain 40,000 more": the word that says what is foreseen."""
    for j in range(at - 1, max(-1, at - _REACH[Status.FORECAST]), -1):
        if view[j].kind in (FIGURE, MARK):
            return None
        if view[j].low.split(" ")[0] in _FORESEEN:
            goes_on = any(word in _ON for item in view[j:at] for word in item.low.split(" "))
            further = view[at - 1].low in _MORE
            foreseen = at - j <= (_VERB + 1 if further else _VERB) and view[at - 1].low not in _KNOWN
            return view[j] if goes_on or foreseen else None
    return None


_KNOWN = frozenset("the these those its their our his".split())  # "will bury the 40 killed on Monday"
_VERB = 3  # items from "will" to a figure between which there is no more than a verb: "will probably take"


_MORE = frozenset(["further", "another", "a further", "more"])
_FORESEEN = frozenset("will shall".split())
_ON = frozenset("continue keep remain go".split())
_ORDERS = frozenset("announced announces signed signs".split())
_DONE = frozenset("conscripted drafted inducted taken trained served reported enlisted mustered completed".split()) | {
    "called up"
}


def _ordered(view: View, at: int) -> Item | None:
    """ "The army announced 54,000 for July", "the draft that began in May was for 135,000": how many are to be called up."""
    if any(item.low.split(" ")[0] in _DONE or item.low in _DONE for item in view):
        return None
    if at > 1 and view[at - 1].low == "for" and view[at - 2].low in ("is", "was"):
        return view[at - 1]
    return next((item for item in view[max(0, at - 24) : at] if item.low in _ORDERS), None)


def of_decrees(page: Page) -> bool:
    """ "Register of decrees": a text whose title says that what it lists was ordered."""
    first = page.blocks[0] if page.blocks else None
    return first is not None and bool(_DECREES.search(page.text, first.start, first.end))


_DECREES = re.compile(r"\b(?:decrees|orders|ukases|call-up orders|draft orders)\b", re.IGNORECASE)


def _plan_named(view: View, at: int) -> Item | None:
    """ "The plan for this year, according to an official, is 11,300": the word that the figure is said to be."""
    ordered = at > 2 and view[at - 1].low == "for" and view[at - 2].low in ("is", "was")
    if at < 2 or not (ordered or view[at - 1].low in ("is", "was")):
        return None
    for j in range(at - 2, max(-1, at - 18), -1):
        if view[j].kind == FIGURE or view[j].low in (";", ":", "but", "and", "while"):
            return None
        if view[j].low in _PLANS or (ordered and view[j].low in _ORDERED):
            return view[j]
    return None


_PLANS = frozenset(["plan", "target", "quota", "goal"])
_ORDERED = frozenset(["order", "decree", "call-up", "draft"])


def _walled(view: View, j: int, at: int) -> bool:
    low, high = min(j, at) + 1, max(j, at)
    if any(view[k].low in ("and", "but") and view[k + 1].low.split(" ")[0] in _IS_SO for k in range(j + 1, at - 1)):
        return True  # "ought to have 3,900 and has 2,300", "wanted 10,000 and had drafted 4,000"
    if view[at - 1].low.split(" ")[-1] in _HAS and any(view[k].kind == FIGURE for k in range(j + 1, at - 1)):
        return True  # "is entitled to 640 and this morning has 241"
    if any(view[k].low in ("and", "but") and wanting.given(view, k) for k in range(j + 1, at - 1)):
        return True  # "asked for ninety and they sent me 23"
    walls = 0.0
    for k in range(low, high):
        item = view[k]
        if item.kind == MARK and item.low in ";.(:":
            return True
        if item.kind == MARK and item.low == ",":
            walls += 0.6
        elif (
            (j > at and item.low == "and")
            or item.kind == FIGURE
            or item.low in ("but", "while", "against", "whereas", "only")
            or (j > at and item.low in ("where", "when"))
        ):
            walls += 1
    return walls > (1.5 if j < at else 0.5)
