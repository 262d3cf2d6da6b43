"""By what right a number of civilians lost is stated: counted, reported or estimated.

Invariant: a register of the authorities, and a number to the man of no more than a few thousand, are a count whoever tells them.
"""

from __future__ import annotations

from muster.claims.measures import Measure, Status
from muster.reading import exactness
from muster.reading.context import Item
from muster.reading.measuring import LOSS, View
from muster.reading.voices import Voice

RECORDING = frozenset(
    "recorded records registered registers established counted counts documented documents verified logged".split()
)
_REGISTERS = frozenset("health authorities prosecutor ombudsman emergency register registry".split())
_WORLD = frozenset("un united nations commission rapporteur".split())
_MOST_COUNTED = 10_000  # civilians: more of them are told to the man by what somebody worked out


def status_of(
    view: View, at: int, *, measure: Measure, voice: Voice, counted: Item | None, own: bool, official: bool
) -> tuple[Status, str]:
    """The status of a number of civilians on somebody's word, with the rule; `own` that they are the speaker's own people."""
    name = set((voice.name or "").lower().split())
    if counted is not None or name & _REGISTERS or (measure in LOSS and _is_counted(view, at, voice=voice, own=own)):
        return Status.COUNT, "civilians, from a register"
    if official or name & _WORLD or measure not in LOSS:
        return Status.REPORT, "civilians, as told"
    return Status.ESTIMATE, "civilians, on no official word"


def _is_counted(view: View, at: int, *, voice: Voice, own: bool) -> bool:
    """Whether they are told by their own authorities, or to the man where they are few or by who keeps records."""
    item = view[at]
    plain = (
        exactness.is_exact(item) or voice.how == "owns"
    )  # "some 400, the ministry said", but "about 1,200, by its own count"
    if exactness.to_the_man(item, most=_MOST_COUNTED) or (own and plain and exactness.of_one_number(item)):
        return True
    return voice.at < len(view) and view[voice.at].low in RECORDING and exactness.to_the_man(item)
