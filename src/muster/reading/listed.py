"""Lists of what was lost in which each number stands behind its noun: "personnel 794,000, tanks 9,672, artillery 21,532".

Invariant: a number is taken for that of the noun before it only where nothing but marks, a noun and a number make up the entry.
"""

from __future__ import annotations

from muster.reading.context import FIGURE, MARK, TIME
from muster.reading.gates import gate
from muster.reading.layout import Kind
from muster.reading.measuring import View, speaks
from muster.reading.spot import Spot


def of_things(view: View, at: int) -> bool:
    """Whether the figure closes an entry of such a list, and its noun is no word for people."""
    if _added(view, at):
        return of_things(view, next(j for j in range(at - 1, -1, -1) if view[j].kind == FIGURE))
    return _entry(view, at) and view[at - 1].has("things", "kit") and not view[at - 1].has("fighters", "counters")


def _added(view: View, at: int) -> bool:
    """ "tanks 11,349 (+4)": what the last day added to the number before it."""
    lead = [item.low for item in view[max(0, at - 2) : at]]
    opened = at - 2 if lead == ["(", "+"] else at - 1 if lead[-1:] == ["("] and view[at].low.startswith("+") else 0
    return opened > 0 and view[opened - 1].kind == FIGURE


def _entry(view: View, at: int) -> bool:
    """Whether the item before the figure is a noun that a mark or "and" opens, or the list's verb, and a mark closes the entry."""
    if at < 1 or not (at + 1 >= len(view) or view[at + 1].kind == MARK or view[at + 1].low in _JOINS):
        return False
    if at + 1 < len(view) and view[at + 1].low in _NO_END:
        return False
    noun = at - 1
    if not view[noun].has("things", "kit", "fighters", "civilians"):
        return False
    first = noun
    while first > 0 and view[first - 1].has("modifiers", "kit", "things"):
        first -= 1
    opened = first > 0 and (view[first - 1].kind == MARK or view[first - 1].low in _JOINS)
    return opened and view[first - 1].low not in _NO_END and _others(view, noun)


def _others(view: View, noun: int) -> bool:
    """Whether the sentence has another number right behind another noun."""
    return any(
        view[j].has("things", "kit", "fighters", "civilians") and view[j + 1].kind == FIGURE
        for j in range(len(view) - 1)
        if j != noun
    )


# ------------------------------------------------------------------ rows
def row_of_things(spot: Spot) -> bool:
    """Whether a row of a list is labelled with things ("tanks – 9,370 (+8)"), or with what no list knows between rows that are."""
    page, block = spot.page, spot.here.block
    if page.blocks[block].kind is Kind.PARAGRAPH:
        return False
    label = _label(spot.view, spot.at)
    if not label or label[-1].has(*_PEOPLE) or label[-1].kind == TIME or any(speaks(item) for item in label):
        return False
    things = label[-1].has("things", "kit") and label[-1].low not in _OF_MEN
    if things and not any(item.has(*_PEOPLE) for item in label):
        return True
    known = any(item.tags or item.party or item.kind != label[0].kind for item in label)
    rows = (page.sentences[k] for k in (spot.number - 1, spot.number + 1) if 0 <= k < len(page.sentences))
    return (things or not known) and any(abs(row.block - block) == 1 and _is_of_things(row.view) for row in rows)


def _label(view: View, at: int) -> View:
    """The words of a row before its first figure, where a mark parts them and at most figures and words of a sum stand up to `at`."""
    first = next((j for j, item in enumerate(view) if item.kind == FIGURE), len(view))
    if first < 2 or view[first - 1].low not in _PARTS or any(item.low[0].isalpha() for item in view[first + 1 : at]):
        return ()
    start = next((j for j, item in enumerate(view[:first]) if item.low[0].isalpha()), first)
    return view[start : first - 1]


def _is_of_things(view: View) -> bool:
    first = next((j for j, item in enumerate(view) if item.kind == FIGURE), 0)
    label = _label(view, first)
    return bool(label) and label[-1].has("things", "kit") and label[-1].low not in _OF_MEN


_OF_MEN = frozenset(
    "factions groups units brigades battalions companies regiments formations crews teams parties".split()
)
_PARTS = frozenset([":", "–", "—", "-", "|", "=", "‒", "−"])
_PEOPLE = ("fighters", "counters", "civilians", "demonym", "unnamed")
_JOINS = frozenset(["and", "as well as", "plus"])
_NO_END = frozenset(["-", "–", "'", "’", "/", "%"])
THINGS = gate(tags=["things", "kit"])
