"""What has come of something since it began: "the help line, which opened in August, has so far registered 87".

Invariant: only a time that is itself said to be a beginning opens a period here; it closes on the day it was said or printed.
"""

from __future__ import annotations

import datetime as dt
import re

from muster.claims.period import UNDATED, Period
from muster.claims.war import War
from muster.reading.asked import PAY, Asked, Timed
from muster.reading.context import FIGURE
from muster.reading.dates import Relation, Time
from muster.reading.days.words import lexicon
from muster.reading.gates import gate
from muster.reading.measuring import View

_BEGINS = frozenset("began begun opened started launched founded formed created established starting beginning".split())
_FIRST_WORDS = tuple(dict.fromkeys(verb.split(" ")[0] for verb in lexicon()["arrivals"]["verbs"]))
BEGUN = gate(*_BEGINS, holds=_FIRST_WORDS)
_VERB_REACH = 7  # words between "began" and its time
_GOING = re.compile(
    r"\b(?:so far|to date|since then|until now|up to now|already)\b"
    r"|\b(?:has|have) since (?!(?:grown|risen|increased|climbed|swelled|swollen|fallen|dropped|shrunk|become|"
    r"been (?:raised|revised|updated))\b)"
)
_FIGHT = re.compile(
    r"\b(?:offensive|operation|assault|incursion|campaign|siege|amnesty|battle|mobilisation|mobilization|uprising|counter-?offensive)s?\b"
)
_EVENT_REACH = 12  # words before "began" among which the event stands


def since_it_began(asked: Asked) -> Timed | None:
    """The days from the beginning that the figure's own sentence dates, where the figure counts what has come of it since."""
    if BEGUN not in asked.gates or asked.level or asked.rate or asked.measure in PAY:
        return None
    for j, item in enumerate(asked.view):
        if item.time is None or not _opens(asked.view, j) or j in asked.stated:
            continue
        if _dated_besides(asked, j):
            continue
        words = (item.start, item.end)
        if _has_gone_on(asked.view, j, asked.at):
            return closed(item.time.period.start, asked, words=words)
        if _befell_in(asked.view, j, asked.at):
            return closed(_early_in_the_war(item.time, asked.page.war), asked, words=words)
    return None


def _dated_besides(asked: Asked, j: int) -> bool:
    """Whether the sentence has another time that may be the figure's."""
    return any(
        k not in (j, *asked.stated) and item.time is not None and item.time.period != UNDATED
        for k, item in enumerate(asked.view)
    )


def _early_in_the_war(time: Time, war: War | None) -> dt.date | None:
    """A day without a year on which a fight of the war began: of the war's own first weeks where it falls in them."""
    day = time.period.start
    if war is None or day is None or not time.relative or time.grain != "day" or (day.month, day.day) == (2, 29):
        return day
    years = (day.replace(year=year) for year in (war.start.year, war.start.year + 1))
    return next((one for one in years if 0 <= (one - war.start).days <= _WEEKS and one < day), day)


_WEEKS = 45  # days


def opening(view: View) -> tuple[dt.date, tuple[int, int]] | None:
    """The day on which a sentence without figures of its own says that something opened."""
    for j, item in enumerate(view):
        if item.time is not None and item.time.period.start is not None and _opens(view, j):
            return item.time.period.start, (item.start, item.end)
    return None


def first_day(asked: Asked) -> dt.date | None:
    """The day on which something opened that the figure's own sentence names before it: "centres, the first of which opened in May"."""
    view = asked.view
    for j in range(asked.at - 1, -1, -1):
        time = view[j].time
        if time is not None and j not in asked.stated and _opens(view, j):
            return time.period.start
    return None


def carries_on(view: View, at: int) -> bool:
    """Whether a figure without a time counts what has come until now: "has attracted under 2,000 to date"."""
    return bool(_GOING.search(_said(view, 0, len(view)))) and _perfect(view, 0, at)


def closed(start: dt.date | None, asked: Asked, *, words: tuple[int, int]) -> Timed | None:
    """From that day to the one on which it was said, or printed."""
    end = asked.said or asked.page.day
    if start is None or end is None or end < start:
        return None
    return Timed(Period(start, end), (words,), 0.5, "since it began", asked.said, is_open=True)


def _opens(view: View, j: int) -> bool:
    """Whether the time at `j` is that on which something began."""
    time = view[j].time
    if time is None or time.relation is not Relation.DURING or time.period.start is None or time.grain not in _FINE:
        return False
    for k in range(j - 1, max(-1, j - 1 - _VERB_REACH), -1):
        if view[k].low in (",", ";", ":", "(") or view[k].kind == FIGURE:
            return False
        if view[k].low.split(" ")[0] in _BEGINS or _arrives(view, k):
            return True
    return False


def _arrives(view: View, k: int) -> bool:
    """ "The brigade went into the line in March", "it had arrived in May": men whose losses are counted from there."""
    said, low = lexicon()["arrivals"], view[k].low
    if not any(first in low for first in _FIRST_WORDS):
        return False
    here = f" {_said(view, k, k + 3)} "
    if not any(f" {verb} " in here for verb in said["verbs"]):
        return False
    before = [item.low.split(" ")[-1] for item in view[max(0, k - _EVENT_REACH) : k]]
    return any(word in said["who"] for word in before)


_FINE = ("day", "month", "season", "week")


def _has_gone_on(view: View, j: int, at: int) -> bool:
    """ "which opened in August, has so far registered 87": the perfect tense between the beginning and the figure."""
    return j < at and _perfect(view, j, at)


def _befell_in(view: View, j: int, at: int) -> bool:
    """ "400 fell in the offensive, which began on 27 October", "have come back under the amnesty that began in May"."""
    if at >= j or any(view[k].kind == FIGURE or view[k].low in (";", ":") for k in range(at + 1, j)):
        return False
    verb = next((k for k in range(j - 1, -1, -1) if view[k].low.split(" ")[0] in _BEGINS), 0)
    clause = view[verb - 1].low in ("which", "that") if verb else False
    return clause and bool(_FIGHT.search(_said(view, max(at, verb - _EVENT_REACH), verb)))


def _perfect(view: View, first: int, at: int) -> bool:
    return any(view[k].low in ("has", "have") or view[k].low.startswith(("has ", "have ")) for k in range(first, at))


def _said(view: View, first: int, last: int) -> str:
    return " ".join(item.low for item in view[first:last])
