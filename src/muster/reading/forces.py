"""How many a force is: what it stands at, has grown or shrunk to, is of, or goes somewhere with.

Invariant: a figure is a force's only where a word for a force, or for men on the move, stands before it, and nothing is said to have
befallen them.
"""

from __future__ import annotations

from itertools import pairwise

from muster.claims.measures import Measure
from muster.reading import measuring
from muster.reading.context import FIGURE, Item
from muster.reading.measuring import View

_FIGHTING = frozenset(["fighting", "serving", "in the fight", "at the front", "under arms"])
_UNITS = frozenset("battalion brigade regiment company platoon division squadron battlegroup detachment".split())
_CAME = frozenset(
    "went arrived came return returned entered began started march marched crossed attacked landed drove rode flew sailed advanced "
    "invaded stormed moved pushed set broke turned withdrew retreated escaped emerged".split()
)
_PUT_IT = ("put it at", "puts it at")
_PUT = ("put at", "puts at", "puts at about", "estimated at", "estimates at")
_STANDS = frozenset(
    [
        "stands at",
        "stood at",
        "stands",
        "stood",
        "stand",
        "stand at",
        "numbers",
        "numbered",
        "number",
        "total",
        "totalled",
        "totals",
    ]
)
_FORCES = frozenset("force forces army grouping contingent garrison strength troops ranks militia corps".split())
_BECOME = frozenset(
    "grew grown grow grows growing swelled swollen swell rose risen shrank shrunk shrinks shrink fell fallen dwindled down dropped "
    "expanded reduced raised increased cut bled built went gone ballooned climbed melted".split()
)
_HAS = frozenset(["has", "had", "have", "has had", "numbered", "counted", "counts", "numbers", "musters"])
_THEN = frozenset([".", ",", ";", "when", "before", "in", "at", "on", "by", "left", "until", "and", "but", "as"])
_MEN = frozenset("men soldiers troops people fighters infantrymen riflemen members".split())
_SAID = 5.0  # of a cue beside the figure: "880,000 strong"
_REACH = 16


def stands_at(view: View, at: int) -> bool:
    """ "Its force inside the country, by their estimate, stands at about 520,000": a force, and no other figure between."""
    lead = view[max(0, at - 3) : at]
    if lead and lead[-1].low in ("of", "with") and _of_force(view, at):
        return True
    if _has_men(view, at):
        return True
    if any(one.low == "still" and two.low in _FIGHTING for one, two in pairwise(view[at + 1 : at + 6])):
        return True  # "only 10,000 were still fighting"
    said = " ".join(item.low for item in lead)
    put = said.endswith(_PUT_IT) and not any(item.kind == FIGURE for item in view[:at])
    if put and any(
        item.low.split(" ")[-1] in _FORCES and not item.has("body", "office", "side", "unnamed") for item in view[:at]
    ):
        return True  # "The force was small: Washington put it at 12,000"
    if not (said.endswith(_PUT) or any(item.low in _STANDS for item in lead) or _became(view, at)):
        return False
    forces = [j for j in range(max(0, at - _REACH), at) if view[j].low.split(" ")[-1] in _FORCES]
    if any(measuring.speaks(item) and not item.has("fighters") for item in view[: forces[0] if forces else 0][-4:]):
        return False  # "the wounded of the army number 300"
    first = forces[-1] + 1 if forces else at
    return bool(forces) and not any(
        _befell(view[j]) or (view[j].kind == FIGURE and not (_from(view, j) or view[j - 1].low == "by"))
        for j in range(first, at)
    )


def lost_from(view: View, at: int) -> bool:
    """ "315,000 dead or wounded out of the 360,000 with whom it began": the force out of which others fell, and no more."""
    lead = [item.low for item in view[max(0, at - 5) : at] if item.low == "of" or not item.has("modifiers")]
    if lead[-2:] != ["out", "of"] and lead[-1:] != ["out of"]:
        return False
    fell = any(measuring.speaks(item) and _befell(item) for item in view[: at - 2])
    if not fell or not any(item.kind == FIGURE for item in view[: at - 3]):
        return False
    after = (cue for cue in measuring.cues(view, at) if cue.at > at and cue.measure is not Measure.STRENGTH)
    return not any(cue.score >= _SAID for cue in after)


def _befell(item: Item) -> bool:
    """Whether a cue tells something else of a force than where it stands: "the force deployed against Ukraine" is still the force."""
    return measuring.speaks(item) and Measure.STRENGTH not in measuring.measures_of(item, "participle")


def _from(view: View, at: int) -> bool:
    return at > 0 and view[at - 1].low.split(" ")[-1] == "from"


def _has_men(view: View, at: int) -> bool:
    """ "The company had 118 men when he joined it"."""
    if at < 2 or view[at - 1].low not in _HAS:
        return False
    head = measuring.head_noun(view, at)
    if head != at + 1 or view[head].low not in _MEN:
        return False
    after = view[head + 1] if head + 1 < len(view) else None
    alone = after is None or after.low in _THEN
    return alone and any(view[j].low.split(" ")[-1] in _UNITS | _FORCES for j in range(max(0, at - 3), at - 1))


def _became(view: View, at: int) -> bool:
    """ "the force had grown, to 713,000", "the garrison was down to 400", "from 8,000 in May, it went to 9,000"."""
    if not at or view[at - 1].low.split(" ")[-1] not in ("to", "from"):
        return False
    if any(word in _BECOME for item in view[max(0, at - 4) : at] for word in item.low.split(" ")):
        return True
    return _from(view, at) and any(
        _became(view, j) for j in range(at + 2, min(len(view), at + _REACH)) if view[j].kind == FIGURE
    )


def _of_force(view: View, at: int) -> bool:
    """ "his battalion of 400", "came back with 118 men": a force, and nothing said of what befell it."""
    after = (cue for cue in measuring.cues(view, at) if cue.at > at and cue.role in ("participle", "subject"))
    if any(cue.score >= _SAID for cue in after):
        return False
    head = measuring.head_noun(view, at)
    if view[at - 1].low == "of":
        word = view[at - 2].low.split(" ")[-1] if at > 1 else ""
        return head is None and (word in _UNITS or word in _FORCES)
    men = head is not None and view[head].low in _MEN and head == at + 1
    moved = (word for item in view[max(0, at - 12) : at] for word in item.low.split(" "))
    return men and any(word in _CAME for word in moved)
