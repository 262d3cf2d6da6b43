"""Words of wanting and ordering that ask for nobody, so many that somebody is short of, and what comes instead of what was asked for.

Invariant: who asks a question, or asks not to be named, wants no men; an order or a plan that asks for men is a goal.
"""

from __future__ import annotations

from muster.claims.measures import Measure, Status
from muster.reading.context import FIGURE, MARK, Item
from muster.reading.measuring import LOSS, View

_AIMS = (
    "target",
    "goal",
    "aim",
    "quota",
    "plan",
    "objective",
    "ambition",
    "want",
    "intend",
    "seek",
    "sought",
    "pledg",
    "vow",
    "hop",
)
_NOT_TO = frozenset(
    [
        "not",
        "not to",
        "not to be",
        "to remain",
        "to stay",
        "whether",
        "how",
        "if",
        "in writing",
        "about",
        "by",
        "why",
        "what",
    ]
)
_ASKERS = frozenset(["being", "you", "you'd", "d", "when", "if", "without", "no"])


def nothing(view: View, j: int, *, at: int, measure: Measure) -> bool:
    """Whether a word of planning or wanting at `j` plans and wants nobody: "asked not to be named", "no need of more", "which is to say",
    "12,460 requests", or an order that is told of men who are lost."""
    low, before, after = view[j].low, view[j - 1].low if j else "", view[j + 1].low if j + 1 < len(view) else ""
    if before in ("without", "no") or low.startswith("no "):
        return True  # "freed 40 men without asking for any"
    if low in ("is to", "was to") and after.startswith(("say", "the")):
        return True
    if j == at + 1 and low in ("requests", "demands"):
        return True  # the requests are what is counted
    if low == "asked":
        return _asks_nobody(view, j)
    lost = measure in LOSS or measure in (Measure.RETURNED, Measure.EXCHANGE_RATIO)
    if not lost or "status.target" not in view[j].tags or low.startswith(_AIMS):
        return False
    return not any(
        item.low.split(" ")[-1].startswith(_AIMS) for item in view[max(0, j - _SUBJECT) : j]
    )  # "the goal is to kill"


def _asks_nobody(view: View, j: int) -> bool:
    """ "asked not to be named", "asked us not to", "if you had asked the minister", "without being asked"."""
    rest = view[j + 1 : j + 4]
    if j and (view[j - 1].low in _ASKERS or view[j - 1].low.split(" ")[-1] in ("being", "been")):
        return True
    if any(item.low == "for" or item.kind == FIGURE for item in rest):
        return False
    return any(item.low in _NOT_TO for item in rest) or not rest or rest[0].kind == MARK


def by_plan(view: View, j: int, *, status: Status) -> Status:
    """What a word of need or foresight at `j` comes to: "the decree asks for 135,000" and "the plan foresaw 33,000" are goals."""
    if status is Status.TARGET or not view[j].low.startswith(_ASKS):
        return status
    for item in reversed(view[max(0, j - _SUBJECT) : j]):
        if item.kind == FIGURE or item.low in (";", ",", "that"):
            return status
        if item.low.split(" ")[-1] in _PLANS:
            return Status.TARGET
    return status


_ASKS = ("ask", "demand", "require", "call", "foresaw", "foresee", "need")
_SUBJECT = 8  # items from a decree to what it asks
_PLANS = frozenset("decree decrees plan plans order orders law bill quota draft directive".split())


def short(view: View, at: int) -> Item | None:
    """ "is 12,000 men short", "the brigades are 80,000 short": the word that says so."""
    for j in range(at + 1, min(len(view), at + 4)):
        if view[j].kind in (FIGURE, MARK):
            return None
        if view[j].low == "short":
            return view[j]
        if not view[j].has("fighters", "civilians", "modifiers"):
            return None
    return None


def given(view: View, k: int) -> bool:
    """Whether what came, and not what was wanted, is told after `k`: "and they sent me 23"."""
    for item in view[k + 1 : k + 4]:
        if item.kind == FIGURE:
            return False
        if item.low.split(" ")[0] in _GIVEN:
            return True
    return False


_GIVEN = frozenset("sent got gets gave gives received receives".split())


def back_by_then(view: View, at: int) -> Item | None:
    """ "just under 6,000 of those men will be back by spring": the word that says that they are not yet."""
    for item in view[at + 1 : at + 7]:
        if item.kind in (FIGURE, MARK) or item.low in ("who", "which", "that"):
            return None
        if item.low.split(" ")[0] == "will":
            return item
    return None
