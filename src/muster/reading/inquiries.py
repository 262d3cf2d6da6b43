"""Relatives who ask after the missing: requests, letters, samples and petitions to have somebody declared dead.

Invariant: a figure is of inquiries only where kin stand beside it, or a word for asking, and somebody is looked for.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.context import FIGURE
from muster.reading.gates import gate
from muster.reading.measuring import View
from muster.reading.speaking import bears
from muster.reading.spot import Spot


def asks_after_missing(spot: Spot) -> bool:
    """ "48,000 relatives have handed in DNA samples", "2,000 families asked the ministry to find a missing son"."""
    view, at = spot.view, spot.at
    if _ASKED_BY not in spot.gates and _MISSED not in spot.gates:
        return False
    if _to_declare(view, at) or _asked_by_kin(view, at) or _people_asked(view, at):
        return True
    kin = next((j for j in range(at + 1, min(len(view), at + 4)) if view[j].low in _KIN), None)
    if kin is None or any(view[j].kind == FIGURE for j in range(at + 1, kin)):
        return False
    stop = next((j for j in range(kin + 1, len(view)) if view[j].kind == FIGURE), len(view))
    after = view[kin + 1 : min(stop, kin + 14)]
    asked = any(item.low.split(" ")[0].startswith(_ASKED) for item in after)
    lost = any(bears(item, Measure.MISSING) for item in after)
    return (asked and lost) or any(bears(item, Measure.MISSING_INQUIRIES) for item in after)


def _to_declare(view: View, at: int) -> bool:
    """ "9,000 claims to have somebody declared missing or dead"."""
    filed = next((j for j in range(at + 1, min(len(view), at + 4)) if view[j].low.split(" ")[-1] in _FILED), None)
    if filed is None or any(item.kind == FIGURE for item in view[at + 1 : filed + 14]):
        return False
    after = view[filed + 1 : filed + 14]
    declared = any(word.startswith(_DECLARED) for item in after for word in item.low.split(" "))
    return declared and any(bears(item, Measure.MISSING) for item in after)


def _people_asked(view: View, at: int) -> bool:
    """ "91,000 people have called about a missing soldier"."""
    after = view[at + 1 : at + 12]
    stop = next((j for j, item in enumerate(after) if item.kind == FIGURE), len(after))
    people = any(item.low in ("people", "callers", "women", "wives") for item in after[:2])
    called = next((j for j, item in enumerate(after[:stop]) if item.low.split(" ")[-1] in _CALLED), None)
    return people and called is not None and any(bears(item, Measure.MISSING) for item in after[called:stop])


_CALLED = frozenset(
    "called phoned rung rang written wrote appealed asked contacted turned enquired inquired emailed".split()
)


def _asked_by_kin(view: View, at: int) -> bool:
    """ "294 messages from people looking for a relative", "opened 1,870 files at the request of relatives"."""
    asked = next((j for j in range(at + 1, min(len(view), at + 4)) if view[j].low.split(" ")[-1] in _ASKING), None)
    if asked is None or any(item.kind == FIGURE for item in view[at + 1 : asked]):
        return False
    after = view[asked + 1 : asked + 18]
    stop = next((j for j, item in enumerate(after) if item.kind == FIGURE), len(after))
    words = [word for item in after[:stop] for word in item.low.split(" ")]
    return any(word in _KIN or word in _ONE_OF_THEM for word in words)


_ASKING = frozenset(
    "messages letters emails calls files queries requests samples enquiries inquiries posts forms".split()
)
_ONE_OF_THEM = frozenset("relative son sons husband brother father loved family parent mother wife".split())
_FILED = frozenset("claims petitions applications suits lawsuits cases requests filings motions".split())
_DECLARED = ("declar", "pronounc", "recogni", "presum")


_KIN = frozenset("relatives families mothers wives parents fathers next-of-kin kin households".split())
_ASKED = (
    "ask",
    "appeal",
    "appl",
    "turn",
    "search",
    "seek",
    "sought",
    "look",
    "wrote",
    "writ",
    "call",
    "regist",
    "contact",
)
_ASKED_BY, _MISSED = gate(*_ASKING), gate(tags=[".missing", ".missing_inquiries"])
