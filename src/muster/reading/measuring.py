"""What a figure is of: the cue words around it, each with a strength that falls with distance, and the best of them.

The figure's own noun phrase speaks loudest ("28,880 casualties"), then what is said of the people in it ("300 soldiers were
captured"), then the verb that governs it ("lost 300", "killed 300"), then a noun it is linked to ("the toll stands at 300").
A figure with no cue of its own goes with the one it is listed beside.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.claims.measures import Measure
from muster.reading import asides
from muster.reading.context import FIGURE, MARK, TIME, WORD, Item
from muster.reading.speaking import BE, FATES, GAIN, LOSS, Cue, View, measures_of, speaks

__all__ = ["GAIN", "LOSS", "Cue", "View", "bracketed", "cues", "denied", "head_noun", "measures_of", "speaks"]

_NOT_PEOPLE = frozenset({Measure.AREA_TAKEN})


def cues(view: View, at: int) -> list[Cue]:
    """All cues for the figure at index `at`, loudest first."""
    found = [
        cue
        for cue in [*_right(view, at), *_left(view, at)]
        if cue.measure not in _NOT_PEOPLE and not _held_against(view, cue.at, at=at)
    ]
    found.sort(key=lambda cue: (-cue.score, abs(cue.at - at), cue.measure.value))
    return _fate_first(found, at)


def _held_against(view: View, k: int, *, at: int) -> bool:
    """ "It loses men faster than it recruits them: 45,720 in May": what comes after "than" is none of the figure behind the colon."""
    if k >= at or not any(item.low == ":" for item in view[k + 1 : at]):
        return False
    return k > 1 and view[k - 2].low == "than" and view[k - 1].low in ("it", "they", "he", "she", "we")


_ENLISTED = GAIN | {Measure.OBITUARIES}
_HELD = GAIN | {Measure.CAPTURED}


def _fate_first(found: list[Cue], at: int) -> list[Cue]:
    """What became of people outranks how they came in: "72 foreign soldiers had died", "2,000 men recruited there were killed"."""
    if found and found[0].measure is Measure.LOSSES and found[0].at < at:
        both = [cue for cue in found if cue.measure is Measure.KILLED_WOUNDED and cue.at > at and cue.score >= 4.0]
        return both[:1] + found  # "lost 45,690 soldiers, killed and wounded"
    if found and found[0].at < at and found[0].role == "noun" and found[0].measure in _HELD:
        then = [cue for cue in found if cue.at == found[0].at + 1 and cue.measure in FATES and cue.role == "participle"]
        return then[:1] + found  # "Prisoners killed in the battle: 10,000"
    if not found or found[0].measure not in _ENLISTED or found[0].at < at:
        return found
    done = [cue for cue in found if cue.at == at - 1 and cue.role == "enemy" and cue.measure in FATES]
    if done:
        return done[:1] + [
            cue for cue in found if cue is not done[0]
        ]  # "is holding 200 foreigners", "killed 40 conscripts"
    fates = [
        cue
        for cue in found
        if cue.measure in FATES and cue.role in ("participle", "subject") and cue.at > found[0].at and cue.score >= 4.5
    ]
    return fates[:1] + [cue for cue in found if cue is not fates[0]] if fates else found


def head_noun(view: View, at: int) -> int | None:
    """The index of the noun the figure counts: the first item after it that is neither a modifier nor a side."""
    if at + 1 < len(view) and view[at + 1].low == "the":
        return None  # "and 30,500 the month before"
    for j in range(at + 1, min(len(view), at + 9)):
        item = view[j]
        if item.kind in (FIGURE, TIME) or (item.kind == MARK and item.low not in "-'’“\"‘|"):
            return None
        if j == at + 1 and item.low in _NEW_PHRASE:
            return None  # "2,000 in a single day", "695,000 the same day"
        if j == at + 1 and item.low in _JOINS and j + 1 < len(view) and view[j + 1].has("pronoun"):
            return None  # "the quota was 403,000 and it was met"
        if is_head(item):
            return j + 1 if j + 1 < len(view) and view[j + 1].has("things") else j
        if item.low in BE or (measures_of(item, "participle") or measures_of(item, "subject")):
            return None
        if item.has("demonym") and item.low.endswith("s") and not (j + 1 < len(view) and is_head(view[j + 1])):
            return j
        if item.kind == MARK or item.has("modifiers", "side", "country", "pronoun", "place") or item.low == "s":
            continue
        if item.kind == WORD and j + 1 < len(view) and is_head(view[j + 1]):
            continue
        return j if item.kind == WORD and item.low.isalpha() and len(item.low) > 2 else None
    return None


_JOINS = frozenset({"and", "but", "while", "yet", "so"})
_NEW_PHRASE = frozenset({"in", "on", "over", "during", "within", "the", "this", "that", "these", "those"})


def is_head(item: Item) -> bool:
    """Whether an item is a noun that a figure can count: people, things, or what became of people."""
    return item.has("fighters", "civilians", "things", "counters") or bool(measures_of(item, "noun"))


# ------------------------------------------------------------------ to the right of the figure
_MOSTLY = frozenset(  # who they are, and not what befell them: "some 3,000 men, mainly conscripts"
    "mostly mainly largely chiefly predominantly most many all almost nearly".split()
)


def _right(view: View, at: int) -> Iterator[Cue]:
    cost, in_phrase, head_seen, described, skip_to = 0.0, True, False, False, 0
    for j in range(at + 1, len(view)):
        item = view[j]
        if j < skip_to:
            continue
        if item.kind == FIGURE:
            among = view[j - 1].low == "of" and view[j - 2].low == "out"  # "12 soldiers out of 40 were killed"
            if not (among or bracketed(view, j) or _of_places(view, j) or view[j - 1].has("age")):
                return
            continue
        if item.low == "," and (closing := asides.aside(view, j)) is not None:
            skip_to, cost = closing + 1, cost + 1.0
            continue
        if item.low == "who" and (verb := asides.relative(view, j)) is not None:
            skip_to, cost = verb, cost + 1.0
            continue
        if item.kind == MARK:
            if item.low in ";:":
                return
            if item.low == "." and j == at + 1:
                cost += 0.5  # "406,000. The recruits that it took in"
                continue
            if item.low == ":" and j == at + 1 and at == 0:
                continue  # "880,000: everybody in uniform"
            described = described or (item.low == "," and view[min(j + 1, len(view) - 1)].low in _MOSTLY)
            step = {",": 2.0, "(": 1.5, ")": 0.0, "–": 2.5, "—": 2.5, ".": 3.0, "|": 0.5}.get(item.low, 0.1)
            in_phrase = in_phrase and step < 1
            cost += step
            continue
        tags = item.tags
        if speaks(item) and not _has_own_object(view, j, in_phrase=in_phrase) and not denied(view, j):
            told = _cues_right(item, j, cost=cost, in_phrase=in_phrase, head_seen=head_seen)
            yield from told if not described else (cue for cue in told if cue.measure not in GAIN)
        if "fighters" in tags or "civilians" in tags:
            head_seen, cost = True, cost + 0.2
        elif "modifiers" in tags or item.kind == TIME or "side" in tags:
            cost += 0.15
        elif ("breaks" in tags or "say" in tags) and item.low not in ("put", "as", "count", "given"):
            cost += 3.0 if "breaks" in tags else 4.0
            in_phrase = False
        elif item.low in ("and", "or"):
            cost += 1.2
            in_phrase = False
        elif item.low == "as" and j + 1 < len(view) and view[j + 1].party and view[j + 1].has("side"):
            cost += 2.5  # "700,000 fight as Moscow plans to enlist"
            in_phrase = False
        elif speaks(item):
            cost += 2.0
        else:
            cost += 0.4
        if cost > 8:
            return


def denied(view: View, j: int) -> bool:
    """ "dead, not seriously wounded": what is said not to have befallen them."""
    k = j - 2 if view[j - 1].low.endswith("ly") else j - 1
    if view[j - 1].low == "yet" and view[k].low == "not":
        return True  # "wounded and not yet returned"
    return k > 0 and view[k].low == "not" and view[k - 1].low == ","


def _of_places(view: View, j: int) -> bool:
    """ "citizens of 128 countries": a figure that only says where from."""
    found = view[j].found
    return found is not None and found.unit not in ("", "person") and view[j - 1].low in ("of", "from", "in")


def _has_own_object(view: View, j: int, *, in_phrase: bool) -> bool:
    """Whether the word at `j` is a verb with a figure of its own after it: "five dead and injured 40"."""
    if in_phrase:
        return False
    after = view[j + 1 : j + 3]
    if len(after) > 1 and after[0].low in ("at", "of") and after[1].kind == FIGURE:
        return True  # "those sent at 15,000, and their dead at 2,000"
    if not (measures_of(view[j], "enemy") or measures_of(view[j], "own")):
        return False
    return bool(after) and (
        after[0].kind == FIGURE or (len(after) > 1 and after[1].kind == FIGURE and after[0].has("modifiers"))
    )


def _cues_right(item: Item, at: int, *, cost: float, in_phrase: bool, head_seen: bool) -> Iterator[Cue]:
    for measure in measures_of(item, "noun"):
        if measure is not Measure.STRENGTH:
            yield Cue(measure, at, "noun", (10.0 if in_phrase and not head_seen else 6.5 if in_phrase else 5.5) - cost)
        else:
            yield Cue(measure, at, "noun", (5.0 if in_phrase else 3.5) - cost)
    for measure in measures_of(item, "participle"):
        top = 5.5 if measure is Measure.STRENGTH else 10.4
        yield Cue(measure, at, "participle", (top if in_phrase else 7.0) - cost)
    for measure in measures_of(item, "subject"):
        top = 5.0 if measure in (Measure.STRENGTH, Measure.FOREIGN) else 9.0
        yield Cue(measure, at, "subject", top - cost)


def bracketed(view: View, at: int) -> bool:
    """Whether the figure at `at` stands in brackets: a second unit or an aside."""
    return any(view[j].low in ("(", "[") for j in range(max(0, at - 2), at))


# ------------------------------------------------------------------ to the left of the figure
_REACHING = ("exceed", "approach", "top", "pass", "surpass", "near", "reach")


def _left(view: View, at: int) -> Iterator[Cue]:
    lead = " ".join(item.low for item in view[max(0, at - 3) : at]).removesuffix(" the")
    whole = lead.endswith("out of")  # "6,000 dead out of the 11,000 sent"
    cost, linked, clear, depth, skip_to = 0.0, view[at].low.startswith(_REACHING), True, 0, len(view)
    for j in range(at - 1, -1, -1):
        item = view[j]
        if j > skip_to:
            continue
        if item.low == "," and (opening := asides.aside_before(view, j)) is not None:
            skip_to, cost = opening - 1, cost + 0.6
            continue
        if item.low == ")":
            depth += 1
        elif item.low == "(":
            depth = max(0, depth - 1)
            cost += 0.5
        if depth:
            continue
        if item.kind == FIGURE:
            if any(view[k].low in ("has", "have", "had") for k in range(j + 1, at)):
                return  # "recruits 30,000 a month and has 470,000": what it has is told anew
            cost, clear = cost + (1.5 if view[at - 1].low in ("and", ",", "or") else 3.0), False
            continue
        if item.kind == MARK:
            if item.low == ";":
                return
            if item.low == "," and j == at - 1 and _beside(view, at):
                linked = True  # "last month's toll, 1,204 soldiers, was the worst"
            linked = linked or item.low in ":=–—|"
            cost += {",": 1.2, ":": 0.2, ".": 3.0}.get(item.low, 0.1)
            clear = clear and item.low not in ",.:"
            continue
        tags = item.tags
        if (speaks(item) or "fighters" in tags) and not denied(view, j):
            owned = view[at - 1].low in ("of", "for") and at - 6 <= j < at - 1 and view[j + 1].low in _OWNING
            told = _cues_left(view, j, cost=cost, linked=linked, clear=clear, owned=owned)
            yield from told if not whole else (cue for cue in told if cue.measure not in LOSS)
        light = "modifiers" in tags or item.low in _LIGHT or item.kind == TIME
        if "link" in tags or item.low in BE:
            linked, cost = True, cost + 0.2
        elif light or "side" in tags:
            cost += 0.2
        elif "fighters" in tags or "civilians" in tags:
            cost, clear = cost + 0.6, False
        elif "breaks" in tags:
            cost += 2.5
        elif "say" in tags:
            cost += 1.0
        else:
            cost += 0.5
        clear = clear and light
        if cost > 8:
            return


def _beside(view: View, at: int) -> bool:
    """Whether a figure stands between commas right after the noun that it is the number of."""
    noun = at > 1 and any(measure is not Measure.STRENGTH for measure in measures_of(view[at - 2], "noun"))
    return noun and any(item.low == "," for item in view[at + 1 : at + 4])


_OWNING = frozenset(["of", "for", "in", "at", "among"])
_LIGHT = frozenset("just only another further total average sum mere yet about up to some almost".split())


_PASSIVE = (BE - {"has", "have", "had"}) | {"of", "the", "those", "number", "total", "many"}


def _cues_left(view: View, at: int, *, cost: float, linked: bool, clear: bool, owned: bool) -> Iterator[Cue]:
    item = view[at]
    passive = (
        (
            at > 0
            and view[at - 1].low in _PASSIVE
            and not item.low.split(" ")[0].endswith("ing")
            and not item.low.endswith(" by")
        )
        or _said_of_another(view, at)
        or _only_to(view, at)
    )
    for role in () if passive else ("own", "enemy"):
        for measure in measures_of(item, role):
            top = (6.0 if clear else 4.0) if measure is Measure.STRENGTH else (9.2 if clear else 6.2)
            yield Cue(measure, at, role, top - cost)
    names_them = item.low == "names" and view[at + 1].kind == FIGURE  # "Kyiv names 1,436 Africans": a verb there
    for measure in () if names_them else measures_of(item, "noun"):
        top = (8.5 if linked else 6.0) if measure is not Measure.STRENGTH else (7.0 if linked else 2.0)
        if owned and measure is not Measure.STRENGTH:
            top = 11.0  # "the deaths of 300"
        yield Cue(measure, at, "noun", top - cost)
    for measure in measures_of(item, "participle"):
        top = (7.5 if linked else 5.5) if measure is not Measure.STRENGTH else 4.0
        yield Cue(measure, at, "participle", top - cost)
    for measure in measures_of(item, "subject"):
        yield Cue(measure, at, "subject", (4.0 if measure is Measure.STRENGTH else 5.0) - cost)
    if linked and item.has("fighters") and not speaks(item):
        yield Cue(Measure.STRENGTH, at, "noun", 4.6 - cost)


def _only_to(view: View, at: int) -> bool:
    """ "to bring the number of soldiers eliminated to 45,000": what the verb has after it is no object."""
    return at > 0 and at + 2 < len(view) and view[at + 1].low == "to" and view[at + 2].kind == FIGURE


def _said_of_another(view: View, at: int) -> bool:
    """Whether the word at `at` is a participle said of an earlier figure: "55,110 Russians killed, 300 of them …"."""
    for j in range(at - 1, max(-1, at - 6), -1):
        item = view[j]
        if item.kind == FIGURE:
            return True
        if not (item.has("modifiers", "fighters", "civilians", "side") or item.low in BE):
            return False
    return False
