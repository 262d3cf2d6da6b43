"""Forces that no list of words knows, by the text's own words: "the Azawad Liberation Front (FLA)", then "the FLA".

Invariant: only letters in brackets right behind a name that they shorten make one, and only where the lexicon does not know the letters.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from muster.claims.war import War
from muster.reading.context import PHRASE, WORD, Item

_LETTERS = re.compile(r"[A-Z][A-Za-z]{0,3}-?[A-Z]{1,4}[a-z]?")
_MOST = 7  # words of a name


@cache
def _words(name: str) -> frozenset[str]:
    text = (resources.files("muster.reading") / "lexicon" / "newcomers.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name])


def settle(items: Sequence[Item], text: str, *, war: War | None, main: Sequence[str]) -> bool:
    """Give each force that is introduced with its letters a side, where the letters stand and where the name does; whether any was."""
    found: dict[str, str] = {}
    for j in range(1, len(items) - 2):
        if items[j].low != "(" or items[j + 2].low != ")" or items[j + 1].kind != WORD:
            continue
        letters = text[items[j + 1].start : items[j + 1].end]
        if _LETTERS.fullmatch(letters) and letters not in found:
            code = _whose(items, j, text, letters=letters, state=_state(war, main))
            if code is not None:
                found[letters] = code
    for item in items if found else ():
        code = found.get(text[item.start : item.end]) if item.kind == WORD else None
        if code is not None:
            _make_side(item, code)
    return bool(found)


def _state(war: War | None, main: Sequence[str]) -> str | None:
    """The state that a force of the text is within: the one named most, of the war's governments where it has any."""
    ruling = war.government if war is not None else ()
    if ruling:
        return next((code for code in main if code in ruling), ruling[0])
    return next((code for code in main if "-" not in code), None)


def _whose(items: Sequence[Item], j: int, text: str, *, letters: str, state: str | None) -> str | None:
    """The side whose name ends before the bracket at `j`."""
    name = _name(items, j, text)
    initials = {text[item.start].upper() for item in name} | {
        word[0].upper() for item in name for word in item.low.split(" ") if word not in _words("small")
    }
    if not name or not initials & set(letters):
        return None
    last = name[-1]
    if last.party is not None and last.has("side"):
        return last.party if last.has("group") or set(letters.upper()) - {"-"} <= initials else None
    head = last.low.split(" ")[-1]
    if head not in _words("heads") or any(item.low in _words("others") for item in name) or len(name) < 2:
        return None
    own = next((item.party for item in name if item.party is not None and item.has("demonym", "country")), None)
    if own is not None:
        return own
    if state is None or any(item.has("body", "office") for item in name):
        return None
    code = f"{state}-{letters.upper().replace('-', '')}"
    _make_side(last, code)
    return code


def _name(items: Sequence[Item], j: int, text: str) -> list[Item]:
    """The words with a capital before the bracket at `j`, with the small ones between them."""
    name: list[Item] = []
    for k in range(j - 1, max(-1, j - 1 - _MOST), -1):
        item = items[k]
        gap = text[item.end : items[k + 1].start]
        if item.kind not in (WORD, PHRASE) or not gap.isspace() or item.has("say", "breaks", "pronoun"):
            break
        if not text[item.start].isupper() and not (name and item.low in _words("small")):
            break
        name.insert(0, item)
    while name and name[0].low in _words("small"):
        name.pop(0)
    return name


def _make_side(item: Item, code: str) -> None:
    item.kind, item.party = PHRASE, code
    item.tags = frozenset(item.tags) | {"country", "group", "side"}
