"""The days of a level that its own sentence does not date: of the whole it is a part of, of who gave it, of the level it is set beside.

Invariant: a level of the present is given no day, whatever was dated before it.
"""

from __future__ import annotations

from dataclasses import replace

from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.reading import timing
from muster.reading.context import FIGURE
from muster.reading.days.words import lexicon
from muster.reading.leads import RECENT, Days
from muster.reading.measuring import View
from muster.reading.timing import Asked, Timed


def stated(days: Days, asked: Asked) -> Timed | None:
    """A level has the month or day it was stated on where that lies back, in a diary the day of the entry."""
    said, day = asked.said, asked.page.day
    if asked.measure is not Measure.STRENGTH or said is None:
        return None
    times = [asked.view[j].time for j in asked.stated if 0 <= j < len(asked.view)]
    monthly = any(time is not None and time.grain == "month" and time.period.end == said for time in times)
    once = any(item.low in timing.ONCE for item in asked.view[max(0, asked.at - 2) : asked.at])
    wanted = any(item.has("status.needed") for item in asked.view[max(0, asked.at - _WANTED) : asked.at])
    present = any(item.low.split(" ")[0] in _STAND for item in asked.view[max(0, asked.at - _CLOSE) : asked.at])
    if once or wanted:
        return None
    if day is not None and (day - said).days < RECENT and not monthly:
        return None
    if days.entry and not times and days.entry_time is not None:
        return Timed(days.entry_time, (), 0.5, "the day of the entry", said=said)
    if present:
        return None  # "they have 4,000 men, a report of June found"
    start = next((time.period.start for time in times if time and time.period.end == said and time.period.start), None)
    return Timed(Period(start or said.replace(day=1), said), (), 0.5, "stated on that day", said=said)


_STAND, _CLOSE = frozenset(["has", "have", "is", "are", "stand", "stands", "numbers"]), 4
_WANTED = 9  # words before a figure in which it is said to be asked for


def part_of(view: View, at: int, *, inherited: Timed | None) -> Timed | None:
    """The days of the level before, where this one is some of its people."""
    part = any(
        item.low in ("of them", "of whom", "including", "them", "whom", "those", "of those")
        for item in view[max(0, at - 3) : at + 5]
    ) and not _is_present(view, at)
    return (
        replace(inherited, rule="as the figure before", confidence=0.5)
        if inherited and part and inherited.period.start
        else None
    )


def _is_present(view: View, at: int) -> bool:
    """Whether the clause of a figure tells of the present: "of them 300 are now at the front"."""
    for item in view[at + 1 : at + 6]:
        if item.low in (",", ";") or item.kind == FIGURE:
            return False
        if item.low.split(" ")[0] in _PRESENT:
            return True
    return any(item.low.split(" ")[0] in _PRESENT for item in view[max(0, at - 2) : at])


_PRESENT = frozenset(["now", "still", "are", "is", "serve", "remain", "currently"])


def beside(days: Days, asked: Asked) -> Timed | None:
    """ "880,000 in January. He contrasted that with 600,000 on the other side": the day of the level told just before."""
    if days.level is None or not 0 < asked.view[asked.at].start - days.level_end < _NEAR:
        return None
    before = [item.low for item in asked.view[: asked.at]]
    said, now = f" {' '.join(before)} ", lexicon()["held_beside"]
    if any(f" {word} " in said for word in now["present"]) or timing.looks_ahead(asked.view, asked.at):
        return None
    held = any(f" {word} " in said for word in now["words"])
    return replace(days.level, rule="the day of the level beside it", confidence=0.5) if held else None


_NEAR = 220  # characters
