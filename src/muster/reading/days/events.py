"""Times that hang on an event which the text dates elsewhere: "since the attack", "by the time of the ceasefire", "since the raid began".

Invariant: only an event with a day of its own in the text is meant, by its own word or by the one word of its kind that the text dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from muster.claims.period import Period
from muster.reading.days.phrases import Relation
from muster.reading.days.times import Time

_KINDS = {
    "truce": ("ceasefire", "cease-fire", "truce", "armistice", "peace deal"),
    "assault": (
        "attack",
        "offensive",
        "assault",
        "incursion",
        "raid",
        "operation",
        "campaign",
        "onslaught",
        "push",
        "invasion",
        "foray",
    ),
    "coup": ("coup", "takeover", "putsch"),
    "siege": ("siege", "blockade", "encirclement"),
    "landing": ("landing", "landings"),
    "rising": ("uprising", "mutiny", "revolt", "rebellion"),
    "leaving": ("evacuation", "withdrawal", "retreat", "pull-out"),
    "draft": ("mobilisation", "mobilization", "call-up"),
    "amnesty": ("amnesty",),
    "ambush": ("ambush",),
    "surrender": ("surrender",),
}  # by what kind of event a word names
_KIND = {word: kind for kind, words in _KINDS.items() for word in words}
_EVENT = rf"(?P<event>{'|'.join(sorted(_KIND, key=len, reverse=True))})"
_START = r"(?:began|begun|started|opened|was launched|was declared|was announced|got under way|took effect|came into force|broke out)"
_NAMED = re.compile(
    rf"\b{_EVENT},?(?: (?:of|on|which|that|was|were|launched|declared|announced|signed)| (?:[\w’'-]+ ){{0,6}}{_START})*"
    r" ?(?:on |in )?(?:the )?$",
    re.IGNORECASE,
)
_DID = re.compile(
    rf"\b(?:launched|began|started|opened|mounted|staged|declared|announced|signed|ordered|laid) (?:(?:a|an|its|their|his|the|this) )?"
    rf"(?:[\w’'-]+ ){{0,3}}?{_EVENT}(?: (?!on\b)[\w’'-]+){{0,5}} (?:on )?$",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\W{{1,3}}{_EVENT}\b", re.IGNORECASE)
_OF_EVENT = re.compile(
    r"\b(?P<word>since|until|up to|before|by the time of|after) (?:the|that|this|its|their) "
    rf"(?:(?:ground|land|air|border|military|rebel) )?{_EVENT}(?: {_START})?\b(?! (?:of|on|in|at|near)\b)",
    re.IGNORECASE,
)
_BROAD = frozenset(
    ["operation", "incursion", "offensive", "campaign", "invasion", "onslaught"]
)  # what one text calls the same
_REACH = 90  # characters between an event and its day


def found(text: str, times: Sequence[Time]) -> Iterator[tuple[re.Match[str], tuple[Period | None, str]]]:
    """Where words hang on an event, with the days they come to."""
    matches = list(_OF_EVENT.finditer(text))
    if not matches:
        return
    told = list(_told(text, times))
    for match in matches:
        day = _day(match["event"].lower(), told, at=match.start()) or _only_since(match["event"].lower(), times)
        if day is not None:
            opens = match["word"].lower() in ("since", "after")
            yield match, (Period(day, None) if opens else Period(None, day), "day")


def _told(text: str, times: Sequence[Time]) -> Iterator[tuple[int, str, dt.date]]:
    """Each event that the text dates: where, by what word, its day."""
    for time in times:
        day = time.period.start
        if day is None or time.grain not in ("day", "war") or (time.period.days or 1) != 1:
            continue
        first = next((n for n in range(time.start, time.end) if text[n].isdigit()), time.start)
        lead = max(0, first - _REACH), first
        told = _NAMED.search(text, *lead) or _DID.search(text, *lead) or _DATED.match(text, time.end)
        if told is not None:
            yield time.start, told["event"].lower(), day


def _day(event: str, told: Sequence[tuple[int, str, dt.date]], *, at: int) -> dt.date | None:
    """The day of an event told by the same word, before rather than after; else of the only one of its kind."""
    same = [(where, day) for where, word, day in told if word == event]
    if not same:
        kin = [(where, day) for where, word, day in told if _KIND[word] == _KIND[event] and _as_one(word, event)]
        same = kin if len({day for _, day in kin}) == 1 else []
    return next((day for where, day in reversed(same) if where < at), same[0][1] if same else None)


def _only_since(event: str, times: Sequence[Time]) -> dt.date | None:
    """The day since which all else is told that a text tells of an attack without its own day: "has lost 900 men since 6 August"."""
    if _KIND[event] != "assault" or event == "invasion":
        return None  # "the invasion" may be the whole war
    since = {time.period.start for time in times if time.relation is Relation.SINCE and time.grain == "day"}
    return since.pop() if len(since) == 1 else None


def _as_one(word: str, other: str) -> bool:
    """Whether two words of a kind may mean the same event: a raid is no campaign."""
    return _KIND[word] != "assault" or {word, other} <= _BROAD
