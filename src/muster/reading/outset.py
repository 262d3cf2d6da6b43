"""Words that tell when the text's war began, though no day is told: "three years after the invasion", "day 1,205 of the war".

Invariant: a length of time counts only where it fits the war's own first day and the day of the text.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from muster.claims.war import War
from muster.reading.days.words import UNIT_DAYS, lexicon, one_of

_WHOSE = r"(?:(?:the|its|their|his|this|that|[\w-]+[’']s?)\s)?"
_KIND = r"(?:(?:full-scale|full scale|all-out|large-scale|[A-Z][a-z]+(?:an|ian|ish|ese|li))\s)*"
_WAR = rf"{_WHOSE}(?:(?:start|beginning|outbreak|onset)\sof\s{_WHOSE})?{_KIND}"
_ATTACK = r"(?:invasion|onslaught|special military operation|start of the war|outbreak of (?:the )?war|attack)\b"
_ANY = r"(?:invasion|war|conflict|fighting|hostilities|onslaught|special military operation)\b"
_TOLD = re.compile(
    rf"\b(?:anniversary of {_WAR}{_ANY}|(?:start|beginning|outbreak|launch) of what [\w’' -]{{3,40}} (?:calls?|called|terms?) {_WAR}{_ANY}"
    rf"|since what [\w’' -]{{3,40}} (?:calls?|called|terms?) {_WAR}{_ANY} (?:began|started)"
    rf"|anniversary[ -]of[ -]the[ -](?:full-scale )?{_ANY})",
)
_DAY = re.compile(
    rf"\b(?:[Dd]ay (?P<n>\d[\d,]*) of {_WAR}{_ANY}|(?P<m>\d[\d,]*)(?:st|nd|rd|th) day of {_WAR}{_ANY})",
)


@cache
def _lengths() -> re.Pattern[str]:
    count = one_of(word for word, n in lexicon()["cardinals"].items() if float(n).is_integer() and 1 <= n <= 100)
    return re.compile(
        rf"\b(?P<n>\d{{1,4}}|[Aa]|{count})\s(?P<unit>day|week|month|year)s?"
        r"(?:\sand\s[\w\s-]{3,40}?(?:months?|half|weeks?))?(?:\sto\sthe\sday)?,?\s"
        rf"(?:(?:after|on\sfrom)\s{_WAR}{_ATTACK}|(?:into|since)\s{_WAR}{_ANY})",
        re.IGNORECASE,
    )


def told(text: str, *, war: War, day: dt.date | None) -> bool:
    """Whether the text says in such words when the war began."""
    if _TOLD.search(text):
        return True
    if day is None:
        return False
    gone = (day - war.start).days
    for match in _DAY.finditer(text):
        if abs(int((match["n"] or match["m"]).replace(",", "")) - gone) <= _NEAR:
            return True
    return _ANY_LENGTH.search(text) is not None and any(_fits(match, gone) for match in _lengths().finditer(text))


_ANY_LENGTH = re.compile(  # stands in each of these
    r"(?:day|week|month|year|half)s?(?:\sto\sthe\sday)?,?\s(?:after|on\sfrom|into|since)\s", re.IGNORECASE
)


_NEAR = 45  # days
_LENIENT = 0.2


def _fits(match: re.Match[str], gone: int) -> bool:
    """Whether so long ago is about when the war began."""
    said, unit = match["n"].lower(), match["unit"].lower()
    count = float(said) if said.isdigit() else float(lexicon()["cardinals"].get(said, 1))
    length = count * UNIT_DAYS[unit]
    return -_NEAR <= gone - length <= max(_LENIENT * length, UNIT_DAYS[unit]) + _NEAR
