"""How men came into an army where their verb leaves it open: drafted, called up, or brought in; and how many more are wanted.

Invariant: a text's own words for its call-up decide between the draft and a mobilisation, and none is told of one where it has neither.
"""

from __future__ import annotations

from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.reading import measuring, units, wanting
from muster.reading.context import FIGURE, Page
from muster.reading.gates import gate
from muster.reading.measuring import Cue, View
from muster.reading.spot import Spot

_CALLED = ("call", "draft", "summon")
_MOBILISING = ("mobilis", "mobiliz", "reservist")
_REPLACING = frozenset(
    "replace replaces replacing replaced offset offsets cover covers covering compensate outpace exceed".split()
)


def of_call_up(page: Page, view: View, *, cue: Cue, before: View) -> bool:
    """ "The junta calls up 5,000 a month": the regular draft, in a text about a conscription law and no mobilisation."""
    if not any(word.startswith(_CALLED) for word in view[cue.at].low.split(" ")):
        return False
    if any(item.low.startswith(_MOBILISING) for item in (*view, *before)):
        return False
    told = any("conscri" in item.low for item in before)
    return told or (page.bearing("draft") >= 2 and page.beginning(_MOBILISING) == 0)


def of_mobilisation(page: Page, view: View, *, cue: Cue) -> bool:
    """ "Kyiv is drafting 20,000 a month": a mobilisation, in a text that speaks of one and of no conscripts."""
    drafted = any(word.startswith("draft") for word in view[cue.at].low.split(" "))
    return drafted and page.beginning(("conscri",)) == 0 and page.beginning(("mobilis", "mobiliz")) > 0


def in_batches(page: Page, view: View) -> bool:
    """ "The number of men taken in the first nine batches", in a text about the draft."""
    return page.bearing("draft") >= 2 and any(item.low.split(" ")[-1] in ("batch", "batches") for item in view)


def into_army(view: View, at: int) -> bool:
    """ "sent 14 men to the army this autumn", "brought 31,000 people a month into the armed forces"."""
    if not any(item.low.split(" ")[-1] in _BROUGHT for item in view[max(0, at - 4) : at]):
        return False
    after = view[at + 1 : at + 9]
    stop = next((k for k, item in enumerate(after) if item.kind == FIGURE or item.low in (",", ";", ".")), len(after))
    words = [item.low for item in after[:stop]]
    return any(
        one in ("to", "into") and any(two.split(" ")[-1] in _ARMY for two in words[k + 1 : k + 4])
        for k, one in enumerate(words)
    )


_BROUGHT = frozenset("sent send sends brought bring brings took delivered delivers supplied supplies".split())
_ARMY = frozenset("army forces ranks service military colours".split())


def by_the_month(spot: Spot) -> bool:
    """ "The army would need 36,000 a month", "30,000 a month are required to make good the losses": men who must come, by the month."""
    view, at = spot.view, spot.at
    if wanting.short(view, at) is not None:
        return True  # "the brigades are 61,000 short"
    if _NEED not in spot.gates or units.RATE not in spot.gates:
        return False
    if units.per_of(view, at, cue=None)[0] not in (Per.DAY, Per.WEEK, Per.MONTH):
        return False
    head = measuring.head_noun(view, at)
    if head is not None and not view[head].has("fighters", "civilians"):
        return False
    near = [word for item in (*view[max(0, at - 4) : at], *view[at + 1 : at + 6]) for word in item.low.split(" ")]
    return any(word in _NEEDS for word in near)


_NEEDS = frozenset("need needs needed required require requires".split())
_NEED = gate(*_NEEDS)


def replaced(view: View, j: int) -> bool:
    """Whether losses at `j` are only those that others replace: "to make good the losses", "replacing losses"."""
    words = [word for item in view[max(0, j - 4) : j] for word in item.low.split(" ")]
    return any(word in _REPLACING for word in words) or "good" in words


UNDER_ARMS = "people under arms"


def wanted(spot: Spot, *, rule: str, needed: bool) -> Measure:
    """What people are wanted for: a shortfall of soldiers asks for recruits, or for reservists; what a unit should have is its strength."""
    view, at = spot.view, spot.at
    lead = " ".join(item.low for item in view[max(0, at - 6) : at])
    if any(f"{words} have" in lead for words in ("should", "supposed to", "ought to", "meant to")):
        return Measure.STRENGTH
    more = any(item.low in _MORE for item in view[at + 1 : at + 2])
    if rule not in (UNDER_ARMS, "the heading above") and not more:
        return Measure.STRENGTH
    if any("reservist" in item.low for item in view[at + 1 : at + 4]):
        return Measure.MOBILISED
    if not needed:
        return Measure.STRENGTH
    called_up = sum("mobil" in item.low or "call-up" in item.low for item in spot.page.items)
    free = sum(item.low.startswith(("volunteer", "contract", "bonus", "recruit")) for item in spot.page.items)
    return Measure.MOBILISED if called_up >= _OFTEN and called_up > free else Measure.RECRUITED


_MORE = frozenset(["more", "extra", "additional", "further"])
_OFTEN = 3
