"""What the form of a number and the house that prints it tell of its standing: counted to the man, or an office's own bulletin.

Invariant: a hedged, round or great number is never taken for one that somebody counted.
"""

from __future__ import annotations

from muster.claims.figure import Bound
from muster.claims.measures import Measure
from muster.reading import wordings
from muster.reading.context import FIGURE, Item
from muster.reading.measuring import View

_GREAT = 1000  # from here on a number without a word of counting, and without anybody's word, may be a guess
_KEPT = frozenset(
    {Measure.STRENGTH, Measure.RETURNED, Measure.RECRUITED, Measure.MOBILISED, Measure.CONSCRIPTED, Measure.CONVICTS}
)

COUNTABLE = frozenset({Measure.KILLED, Measure.WOUNDED, Measure.MISSING, Measure.CAPTURED, Measure.DESERTED})


def to_the_man(item: Item, *, most: int = 10**9) -> bool:
    """Whether a figure is a number below `most` that is neither hedged nor rounded: 38, 1,312, but not 40,000 or "some 38"."""
    found = item.found
    if found is None or found.bound is not Bound.EXACT or found.low is None or found.low != found.high:
        return False
    number = found.low
    return number < most and number == int(number) and (number < 100 or number % 100 != 0)


def of_one_number(item: Item) -> bool:
    """Whether a figure is one number, exact or nearly so: 38, "about 1,200", but not "more than 40" or "80 to 100"."""
    found = item.found
    return found is not None and found.bound in (Bound.EXACT, Bound.ABOUT) and found.low == found.high


def is_rough(item: Item) -> bool:
    """Whether a number is great and has no more than three digits that say something: 190,000, but not 190,412 or 1,200."""
    found = item.found
    if found is None or found.low is None or found.low < _GREAT_FORCE:
        return False
    return len(f"{found.low:.0f}".rstrip("0")) <= _ROUGH


_ROUGH, _GREAT_FORCE = 3, 10_000


def is_exact(item: Item) -> bool:
    """Whether a figure bears no hedge."""
    return item.found is not None and item.found.bound is Bound.EXACT


def own_count(view: View) -> bool:
    """Whether a sentence tells of what the writers counted themselves: "we recorded", "our list stood at"."""
    ours = any(item.low in ("we", "our") for item in view)
    return ours and any(item.low in wordings.KEPT or item.low in _COUNTING for item in view)


_COUNTING = frozenset("recorded counted documented verified logged traced identified registered found".split())


def told_as_known(item: Item) -> bool:
    """Whether a figure on nobody's word is told as one tells what everybody can count."""
    return to_the_man(item, most=_GREAT)


def kept_on_rolls(measure: Measure) -> bool:
    """Whether it is of people whom an office or unit has on its rolls."""
    return measure in _KEPT


_UNITS = frozenset(
    "unit battalion company platoon brigade regiment squad crew division corps detachment battery squadron ward".split()
)


def of_a_unit(view: View, at: int) -> bool:
    """Whether the figure is of one unit's people: "the battalion had 38 men killed"."""
    first = next((j for j in range(at - 1, -1, -1) if view[j].kind == FIGURE), -1)
    return any(item.low.split(" ")[-1] in _UNITS and not item.party for item in view[first + 1 : at])


def of_ones_own(view: View, at: int) -> bool:
    """ "They put their own dead at 1,250", "said of his own men that 38 had died": the lost are said to be those of who speaks."""
    for j in range(at - 1, max(0, at - 10), -1):
        if view[j].kind == FIGURE:
            return False
        if view[j].low == "own" and view[j - 1].low in ("its", "their", "his", "her"):
            lost = any(tag.startswith(("noun.", "participle.")) for tag in view[j + 1].tags)
            return lost or (view[j + 1].has("fighters") and j > 1 and view[j - 2].low == "of")
    return False


def of_own_men(view: View, at: int, *, measure: Measure) -> bool:
    """Whether an exact number of lost is told with no side named beside it, as officers tell of their own people."""
    if measure not in COUNTABLE or not to_the_man(view[at]) or any(_attacks(item) for item in view):
        return False
    return not any(item.party or item.low == "their" for item in view[max(0, at - 4) : at + 6])


def _attacks(item: Item) -> bool:
    """Whether an item names an enemy as such."""
    return item.has("foe") or item.low in wordings.ATTACKERS


def rests_on(counted: Item, *, guess: Item, figure: Item) -> bool:
    """Whether a list or register is only what somebody's reckoning rests on: "extrapolates from a register", "from the list it infers"."""
    if guess.low.startswith(_INFERRED) or (guess.start < counted.start and counted.low in _PAPERS):
        return True
    return counted.low in _PAPERS and abs(guess.start - figure.start) < abs(counted.start - figure.start)


_INFERRED = ("infer", "extrapolat", "deduc")
_PAPERS = frozenset("registry register database ledger roll rolls obituaries".split())
