"""Which days a figure speaks for.

The time beside it in its clause; "since" closes with the day it was said or published; "by" gives the end alone. The day on which
somebody said it is not its period. A level has both ends at the day or month it is stated for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.claims.measures import Measure
from muster.claims.period import UNDATED, Period
from muster.reading.context import FIGURE, MARK, TIME, Page
from muster.reading.dates import Relation, Time
from muster.reading.figures import Found
from muster.reading.measuring import View

LEVELS = frozenset({Measure.STRENGTH, Measure.RESERVE})


@dataclass(frozen=True, slots=True)
class Timed:
    """A period with the words that gave it, how surely, and by which rule."""

    period: Period
    words: tuple[tuple[int, int], ...]
    confidence: float
    rule: str
    said: dt.date | None = None  # the day it was stated, where the text gives that


NOT_DATED = Timed(UNDATED, (), 0.6, "no time is given")


def period_of(view: View, at: int, *, measure: Measure, page: Page, said: dt.date | None = None) -> Timed:
    """The days of the figure at `at`; `said` is the day a speaker said it where the text gives that apart."""
    spoken = _spoken(view)
    own = [j for j, item in enumerate(view) if item.kind == TIME and j not in spoken and _useful(item.time)]
    spoken_day = max((view[j].time.period.end for j in spoken if view[j].time and view[j].time.period.end), default=None)  # type: ignore[union-attr, type-var]
    said = spoken_day or said
    if not own:
        return replace(NOT_DATED, said=said) if said else NOT_DATED
    ranked = sorted(own, key=lambda j: (-_nearness(view, j, at), abs(j - at)))
    best = ranked[0]
    if _nearness(view, best, at) < 0:
        return NOT_DATED
    time = view[best].time
    assert time is not None
    others = [j for j in ranked[1:] if _nearness(view, j, at) > 2.5]
    return _closed(view, best, others, level=measure in LEVELS, said=said, page=page, nearness=_nearness(view, best, at))


RUNNING = frozenset(
    {Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.OBITUARIES, Measure.MISSING, Measure.IRRECOVERABLE}
)
_TOLL_FROM = 300


def running(timed: Timed, *, measure: Measure, figure: Found | None, side: str | None, page: Page) -> Timed:
    """A toll that is given no beginning, in a text that dates the war's, runs from there to the day it was stated."""
    period = timed.period
    if page.war is None or page.toll_from is None or measure not in RUNNING or period.start is not None or figure is None:
        return timed
    if max(figure.low or 0, figure.high or 0) < _TOLL_FROM or figure.unit not in ("", "person"):
        return timed
    if side is not None and page.war.party(side) is None:
        return timed
    end = period.end or timed.said or page.day
    if end is None or end < page.toll_from:
        return timed
    return Timed(Period(page.toll_from, end), timed.words, 0.5, "a running toll of the war")


def _useful(time: Time | None) -> bool:
    return time is not None and time.relation in (Relation.DURING, Relation.SINCE, Relation.UNTIL, Relation.AGO) and time.period != UNDATED


def _spoken(view: View) -> set[int]:
    """Times that tell when somebody spoke: beside a verb of stating with nothing counted between."""
    out = set()
    for j, item in enumerate(view):
        if item.kind != TIME or item.time is None or item.time.relation not in (Relation.DURING, Relation.AGO):
            continue
        if item.time.grain not in ("day", "month", "week") or (item.time.period.days or 1) > 31:
            continue
        if item.low[:3] not in ("in ", "on ", "las", "thi", "yes", "tod", "bac", "ear", "lat", "two", "thr"):
            continue
        before = next((k for k in range(j - 1, max(-1, j - 6), -1) if view[k].has("say") or _counts(view[k])), None)
        after = next((k for k in range(j + 1, min(len(view), j + 4)) if view[k].has("say") or _counts(view[k])), None)
        if before is not None and view[before].has("say") and not _counts(view[before]):
            if after is None or view[after].kind != FIGURE or view[j + 1].low in (",", "that"):
                out.add(j)
        elif (j <= 1 or view[j + 1 : j + 2] and view[j + 1].low in (",", "when")) and _says_next(view, j):
            out.add(j)
        elif item.time.relation is Relation.AGO:
            out.add(j)
    return out


def _counts(item: object) -> bool:
    return getattr(item, "kind", "") == FIGURE or any(
        tag.startswith(("participle.", "noun.", "subject.")) for tag in getattr(item, "tags", ())
    )


def _says_next(view: View, j: int) -> bool:
    """ "In December he said that …": a time at the head of a sentence whose first verb is one of stating."""
    for k in range(j + 1, min(len(view), j + 10)):
        if view[k].kind == FIGURE or any(tag.startswith(("own.", "enemy.", "subject.")) for tag in view[k].tags if tag != "say"):
            return view[k].has("say")
        if view[k].has("say"):
            return True
    return False


def _nearness(view: View, j: int, at: int) -> float:
    """How strongly the time at `j` goes with the figure at `at`."""
    between = range(min(j, at) + 1, max(j, at))
    crossed = sum(1 for k in between if view[k].kind == FIGURE)
    walls = sum(1 for k in between if view[k].kind == MARK and view[k].low in ";")
    soft = sum(1 for k in between if view[k].has("breaks") or (view[k].kind == MARK and view[k].low in ",()—–"))
    top = 9.0 if j > at else 8.0
    return top - 0.18 * abs(j - at) - 1.8 * crossed - 4.0 * walls - 0.5 * soft


def _closed(
    view: View, best: int, others: Sequence[int], *, level: bool, said: dt.date | None, page: Page, nearness: float
) -> Timed:
    time = view[best].time
    assert time is not None
    words = [(time.start, time.end)]
    start, end = time.period.start, time.period.end
    rule = time.relation.value
    if time.relation is Relation.SINCE and end is None:
        until = next((j for j in others if view[j].time.relation in (Relation.UNTIL, Relation.DURING) and _later(view[j].time, start)), None)  # type: ignore[union-attr]
        if until is not None:
            closing = view[until].time
            assert closing is not None
            end = closing.period.end
            words.append((closing.start, closing.end))
        else:
            end = said if said and start and said >= start else page.day
        rule = "since, to the day it was stated" if until is None else "since … to"
    elif time.relation is Relation.UNTIL:
        since = next((j for j in others if view[j].time.relation is Relation.SINCE), None)  # type: ignore[union-attr]
        if since is not None:
            opening = view[since].time
            assert opening is not None
            start = opening.period.start
            words.append((opening.start, opening.end))
        elif level:
            start = end.replace(day=1) if end and time.grain == "month" else end
    if level and time.relation is Relation.SINCE:
        return NOT_DATED
    if start and end and end < start:
        return NOT_DATED
    return Timed(Period(start, end), tuple(sorted(words)), max(0.4, min(0.95, 0.5 + nearness / 20)), rule)


def _later(time: Time | None, start: dt.date | None) -> bool:
    return time is not None and time.period.end is not None and start is not None and time.period.end > start
