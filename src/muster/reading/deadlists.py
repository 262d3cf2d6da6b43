"""Lists of the dead: gathered by outsiders from open sources, given out by those whose dead they are, or of a war long over.

Invariant: a list is one of open sources only where somebody outside the armies gathers it from what is public.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from muster.reading import rolls
from muster.reading.context import FIGURE, Page
from muster.reading.measuring import View
from muster.reading.spot import Spot

_PUBLIC = dt.date(2005, 1, 1)  # since about when the dead of a war are told of where anybody can gather them
_STOPS = frozenset(
    [
        "stopped",
        "ceased",
        "quit",
        "gave up",
        "given up",
        "stops",
        "ceases",
        "halted",
        "discontinued",
        "no longer",
        "used to",
        "stop",
    ]
)
_GIVES_OUT = ("publish", "announc", "releas", "nam", "list", "post", "eulog", "mourn")
_NEAR = 4  # words


def given_out(view: View) -> bool:
    """ "It stopped publishing the names of its dead when the list had passed 500": a force that gave its dead out itself."""
    words = [word for item in view for word in item.low.split(" ")]
    for j, word in enumerate(words):
        stops = word in _STOPS or " ".join(words[j : j + 2]) in _STOPS
        if stops and any(one.startswith(_GIVES_OUT) for one in words[j + 1 : j + 1 + _NEAR]):
            return True
    return False


def of_old_war(page: Page) -> bool:
    """Whether the war was over before open sources told of its dead: its rolls are those of an army or of its veterans."""
    return page.war is not None and page.war.end is not None and page.war.end < _PUBLIC


def told_before(spot: Spot) -> bool:
    """ "It gathers names from obituaries. As of 14 February it had confirmed 95,026 soldiers dead": the sentence before says how the list
    is kept, and this one goes on about it."""
    page, number = spot.page, spot.number
    before = page.sentences[number - 1] if number else None
    if before is None or before.block != spot.here.block or FIGURE in before.kinds:
        return False
    if "naming" not in before.tags or "office" in before.tags or given_out(before.view):
        return False
    lead = [item.low for item in spot.view[: spot.at]]
    return any(one in _GOES_ON for one in lead) and "status.estimate" not in spot.here.tags


def holds(spot: Spot) -> bool:
    """ "They gather names from obituaries. Their list had 6,340 soldiers in May"."""
    lead = [item.low.split(" ")[-1] for item in spot.view[max(0, spot.at - _NEAR) : spot.at]]
    return any(one in ("list", "register", "tally", "roll") for one in lead) and told_before(spot)


_GOES_ON = frozenset(
    ["it", "they", "its", "their", "the list", "list", "the project", "project", "the tally", "tally", "register"]
)


def by_name(view: View) -> bool:
    """Whether the dead are told by name from open sources: by nobody in office, and with no word that it stopped."""
    if not any("naming" in item.tags for item in view) or any(item.low in _NOT_BY_NAME for item in view):
        return False
    if any(one.low == "be" and two.low in ("named", "identified") for one, two in pairwise(view)):
        return False  # "who asked not to be named"
    if force_names(view) or rolls.unnamed(view):
        return False
    return not any(item.has("office") for item in view)


_NOT_BY_NAME = frozenset(
    "stopped ceased people civilians civilian villagers residents inhabitants children protesters spokesman spokeswoman "
    "spokesperson".split()
)


def force_names(view: View) -> bool:
    """ "The army has released the names of 312 soldiers": a force that names its dead counts its own."""
    if not any(item.low.startswith("name") for item in view):
        return False
    force = next((j for j, item in enumerate(view) if item.low.split(" ")[-1] in _NAMES_ITS_OWN), None)
    if force is None:
        return False
    after = view[force + 1 : force + 6]
    gave_out = any(item.low.split(" ")[-1].startswith(_GIVING_OUT) for item in after)
    return gave_out and any(item.low.startswith("name") for item in view[force + 2 : force + 8])


_NAMES_ITS_OWN = frozenset("army military navy forces idf".split())
_GIVING_OUT = ("releas", "publish", "announc", "clear", "disclos", "made")
