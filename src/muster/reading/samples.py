"""People who are only studied, dismissed, or at home somewhere: a sample, a purge, a population.

Invariant: who is told to be killed, wounded or taken besides stays what that says.
"""

from __future__ import annotations

from muster.reading.context import FIGURE
from muster.reading.gates import gate
from muster.reading.measuring import View
from muster.reading.spot import Spot

_LEAD = 7  # items before a figure
_FILES = frozenset("notes files records papers charts histories dossiers forms".split())
_STUDIED = frozenset("examined studied reviewed interviewed questioned surveyed polled".split())
_THROUGH = (
    "went through",
    "gone through",
    "go through",
    "goes through",
    "looked at",
    "talked to",
    "spoke to",
    "sat down with",
)
_SEEN = frozenset("seen studied read examined analysed analyzed reviewed".split())
_SACKED = frozenset("dismissed sacked fired removed demoted suspended promoted decorated honoured arrested".split())
_HOME = frozenset("village town city hamlet settlement district province region island islands country".split())
_ANYBODY = frozenset("people inhabitants residents souls".split())
_SMALL = 30
_STUDY = gate(*_STUDIED, "through", "down", "whose", holds=["looked", "talked", "spoke"])
_SACKING, _POPULATED = gate(*_SACKED), gate(*_HOME)


def no_count(spot: Spot) -> bool:
    """ "went through the case notes of 2,144 soldiers", "dismissed three generals", "the village has 640 people"."""
    view, at, gates = spot.view, spot.at, spot.gates
    return (
        (_STUDY in gates and _sample(view, at))
        or (_SACKING in gates and spot.largest <= _SMALL and _sacked(view, at))
        or (_POPULATED in gates and _population(view, at))
    )


def _sample(view: View, at: int) -> bool:
    lead = [item.low for item in view[max(0, at - _LEAD) : at] if item.kind != FIGURE]
    words = " ".join(lead)
    if lead[-1:] == ["of"] and any(one.split(" ")[-1] in _FILES for one in lead[-4:]):
        return any(one.split(" ")[-1] in _STUDIED for one in lead) or any(told in words for told in _THROUGH)
    if any(words.endswith(told) for told in _THROUGH) or (lead and lead[-1].split(" ")[-1] in _STUDIED):
        return True
    after = [item.low for item in view[at + 1 : at + 12]]
    whose = next((k for k, one in enumerate(after) if one == "whose"), None)
    return (
        whose is not None
        and any(one in _FILES for one in after[whose:])
        and any(one.split(" ")[-1] in _SEEN for one in after[whose:])
    )


def _sacked(view: View, at: int) -> bool:
    lead = [item.low for item in view[max(0, at - 3) : at]]
    after = [item.low for item in view[at + 1 : at + 6]]
    stop = next((k for k, one in enumerate(after) if one in (",", ";", ".", "and")), len(after))
    return bool(lead and lead[-1] in _SACKED) or any(one in _SACKED for one in after[:stop])


def _population(view: View, at: int) -> bool:
    lead = [item.low for item in view[max(0, at - 5) : at]]
    after = [item.low for item in view[at + 1 : at + 3]]
    has = any(one in ("has", "had", "houses", "housed") for one in lead[-2:])
    return has and any(one in _HOME for one in lead) and any(one in _ANYBODY for one in after)
