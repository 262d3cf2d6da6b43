"""Stretches at the ends of a war: "in the first three months of the war", "its last two weeks", "the war's second year".

Invariant: a war that is not named beside the words is meant only where the text has just dated its first day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache

from muster.claims.period import LAST_YEAR, Period
from muster.claims.war import War
from muster.reading.days.arithmetic import ONE_DAY, stepped
from muster.reading.days.phrases import Relation
from muster.reading.days.times import Time
from muster.reading.days.words import lexicon, one_of

_WAR = r"(?:war|conflict|fighting|invasion|hostilities)"
_OF_WAR = re.compile(
    rf"[’']?\s(?:of|after|into)\s(?:(?:the|this|that|its|his|their)\s)?(?:[\w-]+\s){{0,2}}?{_WAR}\b", re.I
)
_GOES_ON = re.compile(r"[’']?\s(?:of|in|at|after|into|since)\b", re.IGNORECASE)
_UNIT = re.compile(r" (?:day|week|month|year)", re.IGNORECASE)
_LEAD = 60  # characters from the word for an end of the war to the unit, a number between them
_NEAR = 240  # characters within which the first day of the war has been told
_NTH = 12


_END = re.compile(
    rf"opening|last|final|closing|{one_of(word for word, n in lexicon()['ordinals'].items() if n <= _NTH)}",
    re.IGNORECASE,
)


@cache
def _stretches() -> re.Pattern[str]:
    data = lexicon()
    nth = one_of(word for word, n in data["ordinals"].items() if n <= _NTH)
    return re.compile(
        rf"\b(?:(?:in|during|over|for|within|across|throughout) )?(?:the|its|his|their|this) (?P<wars>(?:war|conflict)[’']s )?"
        rf"(?P<which>opening|last|final|closing|{nth}) (?:(?P<n>\d{{1,2}}|{one_of(data['cardinals'])}) )?"
        r"(?P<unit>day|week|month|year)(?P<many>s)?\b",
        re.IGNORECASE,
    )


def found(text: str, times: Sequence[Time], *, war: War | None, published: dt.date | None) -> Iterator[Time]:
    """The stretches that a text names, with their days, where it is of the war's time or dates something in it."""
    if war is None or not _of_its_time(war, times, published):
        return
    units = [unit.start() for unit in _UNIT.finditer(text)]
    if not any(_END.search(text, max(0, at - _LEAD), at) for at in units):
        return
    for match in _stretches().finditer(text):
        if match["many"] and not match["n"]:
            continue  # nobody knows how many "the first weeks" are
        named = _OF_WAR.match(text, match.end())
        ends = match["which"].lower() in _ENDS
        told = match["wars"] or named
        if not told and (ends or _GOES_ON.match(text, match.end()) or not _just_dated(times, war, at=match.start())):
            continue
        period = _days(match, war=war)
        if period is not None and not (published is not None and period.start and period.start > published):
            end = named.end() if named else match.end()
            yield Time(match.start(), end, period, Relation.DURING, "period", False)


def _of_its_time(war: War, times: Sequence[Time], published: dt.date | None) -> bool:
    """Whether a text was published while the war went on, or tells a time in it: which war is meant may only be guessed."""
    last = war.end or dt.date.max
    if published is not None and war.start <= published <= last:
        return True
    return any(time.period.start is not None and war.start <= time.period.start <= last for time in times)


_ENDS = frozenset(["last", "final", "closing"])


def _just_dated(times: Sequence[Time], war: War, *, at: int) -> bool:
    """Whether the last time told before is the war's first day."""
    before = [time for time in times if at - _NEAR < time.end <= at]
    return bool(before) and before[-1].period.start == war.start


def _days(match: re.Match[str], *, war: War) -> Period | None:
    """So many days, weeks, months or years from one end of the war, or the second or third such."""
    data, which, unit = lexicon(), match["which"].lower(), match["unit"].lower()
    said = (match["n"] or "1").lower()
    count = float(said) if said.isdigit() else float(data["cardinals"][said])
    if which in _ENDS:
        if war.end is None:
            return None
        start = stepped(war.end + ONE_DAY, unit, count=-count)
        return Period(start, war.end) if start > war.start else None
    before = data["ordinals"].get(which, 1) - 1
    start = stepped(war.start, unit, count=count * before)
    end = stepped(war.start, unit, count=count * (before + 1)) - ONE_DAY
    return Period(start, end) if end.year < LAST_YEAR and not _over(war, end) else None


def _over(war: War, end: dt.date) -> bool:
    """Whether a war had not gone on for so long."""
    return war.end is not None and end > war.end + ONE_DAY
