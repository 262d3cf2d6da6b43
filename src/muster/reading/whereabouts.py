"""Where those counted were, and in which unit: places, fronts, regions, formations; the label of a row; the force of a level.

Invariant: the land a war is fought in narrows nothing of a side that fights there, unless the figure is a level.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set

from muster.claims.measures import Measure
from muster.numbers.values import value
from muster.reading.context import FIGURE, MARK, PHRASE, TIME, WORD, Item
from muster.reading.layout import Kind
from muster.reading.measuring import View
from muster.reading.narrowing import Narrowed, Part, data


@value(frozen=True, slots=True)
class Where:
    """A place that ends with item `last`. `whole` where it is the land that the war is fought in, which is all of it."""

    last: int
    whole: bool


# ------------------------------------------------------------------ places
def places(asked: Narrowed, *, first: int, last: int) -> tuple[Part, ...]:
    """The places that narrow a figure among the items from `first` up to `last`."""
    view, out, j = asked.view, [], first
    while j < last:
        found = place_at(asked, j) if _may_open(asked, j) else None
        if found is None:
            there = view[j].low in data().place["pointing"] and _points(view, j)
            if there:
                out.append(asked.part(j, j, how="place"))
            j += 1
            continue
        if not found.whole or asked.claim.measure is Measure.STRENGTH:
            out.append(asked.part(j, found.last, how="place"))
        j = found.last + 1
    return tuple(out)


def _points(view: View, j: int) -> bool:
    """ "were killed there", and not "there were 300"."""
    nxt = view[j + 1].low.split(" ")[0] if j + 1 < len(view) else ""
    return j > 0 and nxt not in ("were", "are", "was", "is", "have", "has", "had", "would", "may", "might", "could")


def _may_open(asked: Narrowed, j: int) -> bool:
    """Whether a word of place opens a place where the people counted were, and not where somebody speaks."""
    view, words = asked.view, data().place
    item = view[j]
    if item.low != "on" and item.low not in words["before"]:
        return False
    before = view[j - 1] if j else None
    if before is not None and before.low == "," and j > 1 and item.low != "on":
        before = (
            view[j - 2]
            if view[j - 2].has("body", "person", "title", "unnamed") or asked.speaks(view[j - 2])
            else before
        )
    if before is None:
        return True
    counted = asked.at < j - 1 <= asked.at + 6 and before.has("fighters", "civilians")
    if counted:
        return True
    return not (
        before.has("body", "unnamed", "office", "person", "title", "paper", "say")
        or before.low in words["never"]
        or asked.speaks(before)
    )


def place_at(asked: Narrowed, j: int, *, words: Set[str] = frozenset()) -> Where | None:
    """The place that the word at `j` opens, None where it opens none."""
    view, known = asked.view, data().place
    if words and view[j].low not in words:
        return None
    k, size = j + 1, len(view)
    if k + 1 < size and view[k].low in known["its"] and view[k + 1].low in known["stretch"]:
        return Where(k + 1, False)  # "in our sector"
    compass = False
    while k < size and (view[k].low in known["passed"] or view[k].low in known["compass"]) and not _named(asked, k):
        compass = compass or view[k].low in known["compass"]
        k += 1
    last = _name(asked, k)
    if last is None:
        return _nameless(asked, j, k)
    end = _kinds(view, last + 1)
    kinds = end > last + 1
    if view[j].low == "on" and not _on(view, end - 1):
        return None
    only = not compass and not kinds
    whole = (_theatre(asked, k, last) and only) or _fought_over(asked, j + 1, last)
    further = _coordinated(asked, end)
    if further is not None:
        end = further + 1
        whole = whole or any(_theatre(asked, n, n) and view[n - 1].low != "of" for n in range(last + 1, end))
    return Where(end - 1, whole)


def target(asked: Narrowed, j: int) -> Where | None:
    """The place that an attack was on, which needs no word of direction."""
    view, k = asked.view, j + 1
    while k < len(view) and (view[k].low in data().place["passed"] or view[k].low in data().place["compass"]):
        k += 1
    last = _name(asked, k)
    if last is None:
        return None
    return Where(_kinds(view, last + 1) - 1, _theatre(asked, k, last) and k == j + 1)


def _named(asked: Narrowed, k: int) -> bool:
    """Whether an item that is a word of direction is part of a name: "North Kivu"."""
    item = asked.view[k]
    return asked.capital(item) and item.has("place", "country")


def _name(asked: Narrowed, k: int) -> int | None:
    """The last item of the name that stands at `k`."""
    view, last = asked.view, None
    while k < len(view) and k - (last if last is not None else k) <= 2:
        item = view[k]
        if _is_name(asked, item):
            last = k
        elif last is None or item.low not in ("-", "'", "’", "s"):
            break
        k += 1
    return last


def _is_name(asked: Narrowed, item: Item) -> bool:
    if item.has("place") and item.kind == PHRASE and not asked.speaks(item):
        return True  # "southern Lebanon"
    if item.kind not in (WORD, PHRASE) or not asked.capital(item) or item.low in data().place["nowhere"]:
        return False
    if item.has("country"):
        return not item.has("group") and not asked.speaks(item)
    if item.has("demonym", "body", "unnamed", "office", "person", "title", "paper", "side", "war", "say", "fighters"):
        return False
    return not asked.speaks(item) and (
        item.kind == WORD or item.has("seat", "things", "land", "modifiers") or not item.tags or _on_map(asked, item)
    )


def _on_map(asked: Narrowed, item: Item) -> bool:
    """Whether a town or region is named there."""
    lands = asked.page.lands
    at = bisect_left(lands, (item.start, ""))
    return at < len(lands) and lands[at][0] == item.start


def _kinds(view: View, k: int) -> int:
    """Behind the common nouns that follow a name: "Kursk region", "Pokrovsk front"."""
    while k < len(view) and (view[k].low in data().place["kinds"] or view[k].low in data().place["on"]):
        k += 1
    return k


def _on(view: View, last: int) -> bool:
    return view[last].low in data().place["on"]


def _nameless(asked: Narrowed, j: int, k: int) -> Where | None:
    """ "on the border", "in the occupied territories", "in the east of the country"."""
    view, known = asked.view, data().place
    for n in range(min(k, len(view) - 1), j, -1):
        if view[n].kind in (WORD, PHRASE):
            word = view[n].low
            if view[j].low == "on" and word not in known["on"]:
                continue
            if word in known["bare"] or (word in known["on"] and view[j].low == "on" and word not in ("line",)):
                return Where(_complement(asked, n), False)
            if word in known["kinds"] and n - 1 > j and view[n - 1].low in known["compass"]:
                return Where(_complement(asked, n), False)
            if word in known["sides"] and view[n - 1].low == "the" and view[j].low != "on":
                last = _complement(asked, n)
                return Where(last, _theatre(asked, n - 1, last))
    return None


def _complement(asked: Narrowed, n: int) -> int:
    """The end of "of the country", "with Ukraine" behind a place."""
    view = asked.view
    if n + 1 < len(view) and view[n + 1].low in ("of", "with"):
        k = n + 2
        while k < len(view) and view[k].low in ("the", "its"):
            k += 1
        if k < len(view) and (view[k].low in ("country", "town", "city", "river") or _is_name(asked, view[k])):
            return _name(asked, k) or k
    return n


def _coordinated(asked: Narrowed, end: int) -> int | None:
    """The last item of the names listed behind a place: "in Bakhmut and Soledar", "in Ukraine and the Kursk region"."""
    view, last = asked.view, None
    k = end
    while k + 1 < len(view) and view[k].low in ("and", "or", ","):
        n = k + 1
        while n < len(view) and view[n].low in ("the", "in", "and", *data().place["compass"]):
            n += 1
        name = _name(asked, n)
        if name is None or not (view[n].has("place", "country") or _on_map(asked, view[n])):
            break
        if view[k].low == "," and name + 1 < len(view) and view[name + 1].low not in (",", "and", "or"):
            break
        k = _kinds(view, name + 1)
        last = k - 1
    return last


def _theatre(asked: Narrowed, first: int, last: int) -> bool:
    """Whether a name is that of the land in which the party's war is fought, or of its own."""
    view, war = asked.view, asked.page.war
    if _fought_over(asked, first, last):
        return True
    item = view[last]
    if not item.has("country") or item.party is None or first != last:
        return False
    own, land = asked.party[:2], item.party[:2]
    if war is None or not own:
        return True
    if f"{own} in {land}" in data().abroad.get(war.id, ()):
        return False
    return land == own or any(side.party.code[:2] == land for side in war.parties)


def _fought_over(asked: Narrowed, first: int, last: int) -> bool:
    """Whether these words are what the theatre of the war is called."""
    known = data().theatre.get(asked.page.war.id, frozenset()) if asked.page.war is not None else frozenset()
    if not known:
        return False
    said = " ".join(item.low for item in asked.view[first : last + 1]).replace(" - ", "-")
    return said.removeprefix("the ") in {one.removeprefix("the ") for one in known}


# ------------------------------------------------------------------ units
def units(asked: Narrowed, *, first: int, last: int) -> tuple[Part, ...]:
    """The formations named among the items from `first` up to `last`."""
    out, known = [], data().unit
    for j in range(first, last):
        item = asked.view[j]
        if item.low in known["forces"] and item.kind == PHRASE and _belongs(asked, j):
            out.append(asked.part(j, j, how="unit"))
        elif item.low.rpartition(" ")[2] in known["nouns"] or item.low in known["nouns"] or item.low in known["bare"]:
            part = _unit(asked, j)
            if part is not None:
                out.append(part)
    return tuple(out)


def _belongs(asked: Narrowed, j: int) -> bool:
    words = data().unit
    k = j - 1
    while k > 0 and asked.view[k].low in words["articles"]:
        k -= 1
    return k >= 0 and asked.view[k].low in words["theirs"]


def _unit(asked: Narrowed, j: int) -> Part | None:
    view, words = asked.view, data().unit
    if asked.speaks(view[j]):
        return None
    first, named = j, False
    while first > 0 and j - first < 6:
        item = view[first - 1]
        digits = item.low[:1].isdigit() and item.kind == WORD
        if (
            item.kind in (TIME, FIGURE)
            or item.has("demonym", "country", "title", "person")
            or item.low in words["articles"]
        ):
            break
        if not (digits or (asked.capital(item) and item.kind in (WORD, PHRASE)) or item.low in words["inside"]):
            break
        named = named or digits or asked.capital(item)
        first -= 1
    if named:
        tail = j + 1 < len(view) and view[j + 1].kind == FIGURE and asked.capital(view[j]) and j + 1 != asked.at
        return asked.part(first, j + 1 if tail else j, how="unit")
    k = j - 1
    while k >= 0 and (view[k].has("demonym", "modifiers") and view[k].low not in words["articles"]):
        k -= 1
    bare = view[j].low in words["bare"] or (view[j].low == "group of forces")
    return asked.part(j, j, how="unit") if bare and k >= 0 and view[k].low in words["articles"] else None


# ------------------------------------------------------------------ rows, levels, pay
def label(asked: Narrowed) -> Part | None:
    """The label of a row or list entry that names a place, a kind of people or a unit: "Tatarstan 5,605", "Generals: 12"."""
    page, view, at = asked.page, asked.view, asked.at
    if page.blocks[page.sentences[asked.draft.sentence].block].kind is not Kind.ENTRY or not 0 < at <= _LABEL:
        return None
    head = [j for j in range(at) if view[j].kind != MARK]
    if not head or any(view[j].kind in (TIME, FIGURE) for j in range(at)):
        return None
    if len(head) > 3 or view[head[-1]].has("say"):
        return None
    names = [j for j in head if _labels(asked, view[j])]
    if not names:
        return None
    while head and view[head[-1]].kind != PHRASE and not view[head[-1]].low.isalnum():
        head.pop()
    while head and view[head[-1]].low in (":", "=", "-", "–"):
        head.pop()
    return asked.part(head[0], head[-1], how="row")


_LABEL = 6


def _labels(asked: Narrowed, item: Item) -> bool:
    low = item.low
    if item.has("country", "side", "body", "war") or (asked.page.war is not None and item.party):
        return False
    unit = low in data().unit["groupings"] and asked.capital(item)
    return unit or item.has("place") or _on_map(asked, item) or _kind_of(low, asked)


def _kind_of(low: str, asked: Narrowed) -> bool:
    but = data().kinds.get(low)
    return but is not None and asked.claim.measure.value not in but


def force(asked: Narrowed) -> tuple[Part, ...]:
    """Which force a level is of: "armed forces as a whole", "army", "in the theatre"; the nearest that is named in its clause."""
    view, known = asked.view, data().level
    low = asked.page.text[view[0].start : view[-1].end].lower()
    for words in sorted(known["places"]):
        at = low.find(words)
        if at >= 0 and abs(view[0].start + at - view[asked.at].start) < _NEAR:
            start = view[0].start + at
            return (Part(start, start + len(words), how="level"),)
    near = [j for j in _around(view, asked.at) if not _beside(view, j)]
    found = [(abs(j - asked.at), j, words) for j in near if (words := _force(view[j])) and not asked.speaks(view[j])]
    if not found:
        return ()
    _, j, words = min(found)
    end = next((j + n for n in (3, 2) if " ".join(item.low for item in view[j + 1 : j + 1 + n]) in known["rest"]), j)
    return (Part(view[j].end - len(words), view[end].end, how="level"),)


def _around(view: View, at: int) -> range:
    """The items about a figure up to the next figures."""
    first, last = at, at + 1
    while first > 0 and at - first < _CLOSE and view[first - 1].kind != FIGURE:
        first -= 1
    while last < len(view) and last - at <= _CLOSE and view[last].kind != FIGURE:
        last += 1
    return range(first, last)


def _beside(view: View, j: int) -> bool:
    """ "counting the navy too", "not including the national guard"."""
    return any(item.low in data().level["beside"] for item in view[max(0, j - 6) : j])


def _force(item: Item) -> str:
    """The force that an item names at its end: "Ukraine's armed forces"."""
    known = data().level["words"]
    parts = item.low.split(" ")
    return next((words for n in range(len(parts)) if (words := " ".join(parts[n:])) in known), "")


_NEAR, _CLOSE = 90, 10


def region_that_pays(asked: Narrowed) -> tuple[Part, ...]:
    """The region that pays a bonus: the last one named before the sum in its sentence."""
    for j in range(asked.at - 1, -1, -1):
        item = asked.view[j]
        if _on_map(asked, item) and not item.has("country", "side") and not asked.speaks(item):
            return (asked.part(j, _name(asked, j) or j, how="place"),)
    return ()
