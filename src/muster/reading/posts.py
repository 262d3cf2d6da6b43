"""Whose side a person is on by the post that the text gives them: "Ramadane, spokesman for the rebel alliance CSP, said …".

Invariant: only who speaks for a side, commands for it or governs it is of that side; an expert on it is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from muster.reading import wordings
from muster.reading.context import FIGURE, Item, Page
from muster.reading.voices import Voice

_SEEN = 3  # mentions of a name
_REACH = 10  # items


def side_of(page: Page, voice: Voice) -> str | None:
    """The side whose post follows a person's name somewhere in the text."""
    name = (voice.name or "").rsplit(" ", 1)[-1]
    if voice.kind != "person" or len(name) < 3:
        return None
    at = -1
    for _ in range(_SEEN):
        at = page.text.find(name, at + 1)
        if at < 0:
            return None
        first = bisect_left(page.items, at + len(name), key=lambda one: one.start)
        found = _behind(page.items[first : first + _REACH])
        if found is not None:
            return found
    return None


def spies(page: Page, voice: Voice) -> bool:
    """Whether who speaks watches the other side: an intelligence service, its chief by name, or one whom the text calls so."""
    whole = (voice.name or "").lower()
    name = whole.rsplit(" ", 1)[-1]
    if "intelligence" in whole or page.lexicon.knows(name, "spymasters"):
        return True
    if _spy_unnamed(page, voice) is not None:
        return True
    return voice.kind == "person" and len(name) > 2 and name in _called_spies(page.text[:_READ])


def side_of_spy(page: Page, voice: Voice) -> str | None:
    """The side whose service "the officer" is of, where the text has spoken of "an officer of Ukraine's military intelligence"."""
    where = _spy_unnamed(page, voice)
    if where is None:
        return None
    first = bisect_left(page.items, where[0], key=lambda one: one.start)
    near = page.items[first : first + _REACH]
    return next((item.party for item in near if item.party and item.start < where[1]), None)


def _spy_unnamed(page: Page, voice: Voice) -> tuple[int, int] | None:
    """Where the text said that whom it now calls "the officer" is of an intelligence service."""
    name = (voice.name or "").lower()
    return _unnamed_spies(page.text[:_READ]).get(name) if voice.kind == "unnamed" else None


@lru_cache(maxsize=4)
def _unnamed_spies(text: str) -> dict[str, tuple[int, int]]:
    """What a text calls those of an intelligence service whom it does not name, and where it first says so."""
    found: dict[str, tuple[int, int]] = {}
    if not any(words in text for words in _OF_SPIES):
        return found
    for match in _UNNAMED.finditer(text):
        found.setdefault(match["who"].lower(), match.span())
    return found


@lru_cache(maxsize=4)
def _called_spies(text: str) -> frozenset[str]:
    """The last names of those whom a text gives a post in intelligence: "spy chief Kyrylo Budanov", "X, head of military intelligence"."""
    if not any(words in text for words in _OF_SPIES):
        return frozenset()
    before = {match["name"].lower() for match in _POST_FIRST.finditer(text)}
    return frozenset(before | {match["name"].lower() for match in _POST_LAST.finditer(text)})


_READ = 40_000  # characters
_OF_SPIES = (
    "ntelligence",
    "ossad",
    "py chief",
    "py-chief",
    "pychief",
    "py master",
    "py-master",
    "pymaster",
)  # one is in all that follow
_SPY = r"(?:[Ii]ntelligence|[Mm]ossad)"
_CHIEF = r"(?:chief|head|director|deputy head|boss|spokesman|spokeswoman|spokesperson)"
_FULL = r"(?:[A-Z][\w’'-]+ ){0,2}(?P<name>[A-Z][\w’'-]+)"
_UNNAMED = re.compile(
    rf"\b(?P<who>official|officer|source|analyst|agent)s? (?:of|in|from|at|with|inside) (?:[\w’'-]+ ){{0,4}}?{_SPY}\b"
)
_POST_FIRST = re.compile(
    rf"\b(?:[Ss]py(?: |-)?(?:chief|master)|{_SPY} {_CHIEF}|{_CHIEF} of (?:[\w’'-]+ ){{0,4}}?{_SPY}(?: \w+)?),? {_FULL}"
)
_POST_LAST = re.compile(
    rf"\b{_FULL}, (?:the |a )?(?:[\w’'-]+ ){{0,4}}?{_CHIEF} (?:of|at|for) (?:[\w’'-]+ ){{0,4}}?{_SPY}\b"
)


def _behind(items: list[Item]) -> str | None:
    """The side in ", a spokesman for the rebels," right behind a name."""
    if not items or items[0].low != ",":
        return None
    post = False
    if any(item.low in _PAST for item in items[1:4]):
        return None
    for number, item in enumerate(items[1:], 1):
        if item.low in (",", ".", ";", "—", "who", "said") or item.kind == FIGURE:
            return None
        if item.party and (post or _is_post(items[number + 1 : number + 4])):
            return item.party
        post = post or _is_post([item])
    return None


_PAST = frozenset("retired former ex late then once formerly".split())


def _is_post(items: list[Item]) -> bool:
    return any(
        item.has("speaker.office_holder", "title") or not wordings.ROLES.isdisjoint(item.low.split(" "))
        for item in items
    )
