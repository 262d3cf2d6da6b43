"""Whom a figure counts, where that is a part of a party's people: a rank, a branch, a kind of soldier, a people, children among civilians.

Invariant: what a measure counts anyway is no part of it: conscripts in a draft, foreigners among foreign fighters.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import outof, whereabouts
from muster.reading.context import FIGURE, MARK, TIME, Item
from muster.reading.gates import gate
from muster.reading.measuring import View
from muster.reading.narrowing import Narrowed, Part, closes, data

_FROM = frozenset({"from", "in"})
_HAVE = frozenset("have has had hold holds held keep keeps kept know knows knew".split())
_PHRASE = 9  # items of a noun phrase
_HYPHENS = frozenset("-'’“\"‘‑")


def who(asked: Narrowed) -> tuple[tuple[Part, ...], bool]:
    """The words that say whom a figure counts as a part of the party, and whether it has a noun of its own at all."""
    part, end, own = _counted(asked)
    if part is None:
        part = _origin(asked, end) if own else None
    else:
        behind = _origin(asked, end)
        part = part if behind is None else Part(part.start, behind.end, how="who")
    if part is None:
        part = _told_to_be(asked, end) or (None if own else _headed(asked))
    return ((part,) if part is not None else ()), own


def _counted(asked: Narrowed) -> tuple[Part | None, int, bool]:
    """The noun behind the figure, where its phrase ends, and whether there is one."""
    view, at = asked.view, asked.at
    opened: int | None = None
    j = at + 1
    while j < min(len(view), at + _PHRASE):
        item = view[j]
        if item.kind in (FIGURE, TIME) or (item.kind == MARK and item.low not in _HYPHENS):
            break
        known = _kind(item, asked)
        if known is not None and not _only_describes(view, j):
            if _everybody(view, j):
                return None, j, True
            end = _and_others(view, j, asked)
            first = j if opened is None else opened
            return (asked.part(first, end, how="who") if known else _opened(asked, opened, j)), end, True
        if _stranger(item, asked):
            opened = j if opened is None else opened
            if item.low.endswith("s") and not _people_follow(view, j):
                return asked.part(opened, j, how="who"), j, True
        elif item.low in data().person["narrows"]:
            opened = j if opened is None else opened
        if item.low in data().person["plain"] or item.has("fighters", "civilians"):
            return _opened(asked, opened, j), j, True
        if item.has("demonym") and item.low.endswith("s") and not _people_follow(view, j):
            return None, j, True
        if not (
            item.has("modifiers", "side", "country", "demonym", "fighters")
            or opened is not None
            or item.kind == MARK
            or item.low == "s"
        ):
            break
        j += 1
    return None, j - 1, False


def _and_others(view: View, j: int, asked: Narrowed) -> int:
    """The end of "contract soldiers and volunteers"."""
    both = j + 2 < len(view) and view[j + 1].low == "and" and _kind(view[j + 2], asked) is not None
    return j + 2 if both else j


def _opened(asked: Narrowed, opened: int | None, j: int) -> Part | None:
    return None if opened is None else asked.part(opened, j, how="who")


def _kind(item: Item, asked: Narrowed) -> bool | None:
    """True where an item is a kind that narrows the measure, False where one that does not, None where it is none."""
    kinds = data().kinds
    but = kinds.get(item.low)
    if but is None and " and " not in item.low:
        but = kinds.get(item.low.rpartition(" ")[2])
    if but is None:
        return None
    measure = asked.claim.measure
    if measure.value not in but:
        return True
    beside = measure is Measure.RECRUITED and item.low.startswith("contract")
    return beside and any(one.low in data().person["besides"] for one in asked.view)


def _only_describes(view: View, j: int) -> bool:
    """ "infantry soldiers", "conscript army": the noun comes behind."""
    nxt = view[j + 1] if j + 1 < len(view) else None
    return nxt is not None and nxt.low in data().person["plain"] and nxt.low not in ("killed", "others")


def _everybody(view: View, j: int) -> bool:
    """ "men and women", "officers and soldiers": all of them."""
    around = " ".join(item.low for item in view[max(0, j - 2) : j + 3])
    return any(words in around for words in data().person["everybody"])


def _stranger(item: Item, asked: Narrowed) -> bool:
    """Whether an item names a people other than the party's own."""
    if not item.has("demonym", "fighters") or item.has("body", "group"):
        return False  # "Cubans", "North Korean troops"
    code = item.party
    return bool(code) and bool(asked.party) and code is not None and code[:2] != asked.party[:2]


def _people_follow(view: View, j: int) -> bool:
    nxt = view[j + 1] if j + 1 < len(view) else None
    return nxt is not None and (nxt.has("fighters", "civilians") or nxt.low in data().person["plain"])


def _origin(asked: Narrowed, end: int) -> Part | None:
    """ "men from Dagestan", "Ukrainians in the occupied territories"."""
    view, j = asked.view, end + 1
    while j < len(view) and view[j].low in ("who", "were", "came", "come", "are", "born", "known"):
        j += 1
    if j >= len(view) or view[j].low not in ("from", "in"):
        return None
    if view[j].low == "in" and not any(_stranger(one, asked) for one in view[asked.at + 1 : end + 1]):
        return None
    found = whereabouts.place_at(asked, j, words=_FROM)
    return None if found is None or found.whole else asked.part(j, found.last, how="who")


def _told_to_be(asked: Narrowed, end: int) -> Part | None:
    """ "310 were officers", "of the dead, 40 had been volunteers", "90 of the 400 were officers"."""
    view = asked.view
    if outof.part_of(view, asked.at) is not None:
        return None
    end = outof.whole_of(view, asked.at) or end
    for j in range(end + 1, min(len(view), end + 6)):
        if view[j].kind == FIGURE or closes(view[j]):
            return None
        if view[j].low in data().person["copulas"]:
            for k in range(j + 1, min(len(view), j + 4)):
                if view[k].has("modifiers", "demonym"):
                    continue
                return asked.part(k, k, how="who") if _kind(view[k], asked) else None
    return None


def _headed(asked: Narrowed) -> Part | None:
    """ "Officers among them: 310", "Pilots: 4": the noun at the head of the clause."""
    view, at = asked.view, asked.at
    first = at
    while (
        first > 0
        and view[first - 1].kind != FIGURE
        and not view[first - 1].has("breaks")
        and view[first - 1].low != ";"
    ):
        first -= 1
    if first > 0 and view[first - 1].kind == FIGURE:
        return None  # "323 sailors died, out of 649"
    for j in range(first, at):
        item = view[j]
        if (
            item.kind == MARK
            or item.low.isdigit()
            or item.has("modifiers", "demonym")
            or item.low in ("and", "among", "of", "the")
        ):
            continue
        if not _kind(item, asked) or asked.speaks(item):
            return None
        rest = view[j + 1 : at]
        if any(one.has("say") or asked.speaks(one) for one in rest):
            return None
        if rest and rest[0].low in _HAVE and any("names" in one.low.split(" ") for one in rest):
            return None  # "Volunteers have the names of 2,318 dead": who keeps the list
        told = any(one.low == ":" or any(tag.startswith(("participle.", "noun.")) for tag in one.tags) for one in rest)
        return asked.part(j, j, how="who") if told or not rest else None
    return None


# ------------------------------------------------------------------ what goes on from the figure before
def goes_on(asked: Narrowed) -> bool:
    """Whether a figure without a noun goes on with those counted before, and is no whole that they are a part of."""
    near = [*asked.view[max(0, asked.at - 3) : asked.at], *asked.view[asked.at + 1 : asked.at + 3]]
    return not any(item.low in data().person["of_whole"] for item in near)


def is_whole(asked: Narrowed) -> bool:
    """ "out of 18,000 killed in all": a whole that those before are a part of."""
    if _WHOLE not in asked.gates:
        return False
    near = f" {' '.join([item.low for item in asked.view[max(0, asked.at - 4) : asked.at + 5]])} "
    return any(f" {words} " in near for words in data().person["wholes"])


_WHOLE = gate(*(max(words.split(" "), key=len) for words in data().person["wholes"]))


def points_back(asked: Narrowed) -> bool:
    """ "Of these, nine …", "Three of them …": a sentence that opens with those before."""
    start = " ".join(item.low for item in asked.view[:3])
    return start.startswith(("of these", "of them", "of those")) or of_them(asked)


def of_them(asked: Narrowed) -> bool:
    """ "nine of them", "of whom nine": a part of those just counted."""
    near = " ".join(item.low for item in asked.view[max(0, asked.at - 2) : asked.at + 4])
    return any(words in near for words in ("of them", "of these", "of those", "of whom"))
