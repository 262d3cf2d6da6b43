"""How near a side named in a sentence stands to a figure, and as what: in its phrase, beside the cue, as a subject, or as a place.

Invariant: a side after a preposition of place is where something happened, unless people are named there who have no uniform.
"""

from __future__ import annotations

from muster.claims.war import War
from muster.reading.camps import names_war
from muster.reading.context import FIGURE, MARK, TIME, WORD, Item
from muster.reading.measuring import GAIN, Cue, View, measures_of

_STOP = frozenset({"that"})


def closeness(view: View, j: int, *, at: int, cue: Cue | None) -> tuple[float, str]:
    """How strongly a side named at `j` speaks for the figure at `at`, and as what."""
    if _fronted(view, j):
        return 6.5 - 0.006 * abs(j - at), "what the sentence is about"
    place = after_place(view, j)
    if place and view[j - 1].low in _WHERE and anybody(view, at):
        return 5.0 - _far(view, j, at), "where they were"
    near = _after if j > at else _before
    return near(view, j, at=at, cue=cue, place=place)


_WHERE = frozenset({"in", "inside", "across", "within", "throughout"})


def anybody(view: View, at: int) -> bool:
    """Whether the figure counts people of no uniform, who belong to where they were."""
    return any(
        item.has("civilians") or item.low in ("people", "persons", "residents", "deaths")
        for item in view[at + 1 : at + 4]
    )


def _far(view: View, j: int, at: int) -> float:
    """What the words between the two cost: a little for each, more for a comma, much for the end of a clause or another figure."""
    between = [view[k] for k in range(min(j, at) + 1, max(j, at))]
    commas = sum(item.low == "," for item in between)
    walls = sum(is_wall(item) for item in between)
    crossed = sum(item.kind == FIGURE for item in between)
    return 0.12 * abs(j - at) + 0.7 * commas + 1.6 * walls + 1.0 * crossed


def _after(view: View, j: int, *, at: int, cue: Cue | None, place: bool) -> tuple[float, str]:
    far = _far(view, j, at)
    open_way = not any(is_wall(view[k]) or view[k].low == "," or view[k].kind == FIGURE for k in range(at + 1, j))
    if open_way and not place and _in_phrase(view, at, j):
        recruited = cue is not None and cue.measure in GAIN and cue.role == "own"
        weight = 1.0 if recruited and _into_theirs(view, j) else 5.0 if recruited else 12.0
        return weight - far, "in the figure's phrase"
    if _of_another_figure(view, at=at, j=j):
        return 0.4 - far, "after"
    before = view[j - 1].low
    agent = before == "by" or (before == "the" and view[j - 2].low == "by")
    if view[j - 1].low in ("are", "were") and _are_dead(view, at, j):
        return 11.0 - far, "what they are"
    if _serves(view, j):
        return 10.0 - far, "for whom they fight"
    if put_for(view, at=at, j=j):
        return 11.0 - far, "for whom it is put"
    if before == "to" and any(view[n].low.startswith(_BELONGS) for n in range(max(0, at - 3), j)):
        return 8.0 - far, "to whom they belong"
    if cue is not None:
        if (
            0 < cue.at - j <= 4
            and not place
            and not any(is_wall(view[k]) or view[k].kind == FIGURE for k in range(j, cue.at))
            and not any(view[k].kind == FIGURE for k in range(at + 1, j))
        ):
            return 9.0 - far, "beside the cue"
        if before in ("on", "upon") and cue.role == "noun" and 0 < j - cue.at <= 3:
            return 9.0 - far, "on whom they are inflicted"
        if agent and cue.role in ("participle", "subject", "noun") and cue.measure in GAIN:
            return 8.5 - far, "by whom"
        if 0 < j - cue.at <= 4 and before in ("of", "for", "among") and not place:
            return 9.0 - far, "of"
    if j + 1 < len(view) and view[j + 1].kind == FIGURE and not open_way:
        return 0.4 - far, "after"  # "South Africa confirmed fourteen killed, Malawi three"
    return (1.2 if place else 3.4) - far, "place" if place else "after"


def _of_another_figure(view: View, *, at: int, j: int) -> bool:
    """ "88 soldiers and 130 Tuareg rebels died": a side in a later figure's phrase is that figure's, where this one counts its own."""
    later = next((k for k in range(j - 1, at, -1) if view[k].kind == FIGURE), None)
    own = any(item.has("fighters", "civilians") for item in view[at + 1 : at + 4])
    return later is not None and own and _in_phrase(view, later, j)


def _into_theirs(view: View, j: int) -> bool:
    """ "conscript 10,000 Ukrainians into its army": those taken in are not whose army it is."""
    after = [item.low for item in view[j + 1 : j + 3]]
    return after[:1] in (["into"], ["for"]) and after[-1] in ("their", "its", "his", "the")


def countrymen(view: View, at: int, *, war: War | None) -> str | None:
    """ "Nepal knows of 58 nationals in Russian service": the state outside the war whose people they are."""
    if war is None or not any(item.low in _COUNTRYMEN for item in view[at + 1 : at + 4]):
        return None
    named = [item.party for item in view if item.party and item.has("side", "office") and war.party(item.party) is None]
    return named[0] if len(set(named)) == 1 else None


_COUNTRYMEN = frozenset("nationals citizens countrymen compatriots".split())


def counted_before(view: View, j: int) -> bool:
    """ "killed over 900 RSF fighters and captured 63": a side that an earlier figure counts is no subject of a later verb."""
    back = view[max(0, j - 3) : j]
    return any(one.kind == FIGURE for one in back) and not any(
        one.low in (",", "and", ";") or is_wall(one) for one in back
    )


def _serves(view: View, j: int) -> bool:
    """ "children recruited by the Houthis", "men fighting for Russia"."""
    k = j - 2 if view[j - 1].low == "the" else j - 1
    if k < 1:
        return False
    gained = GAIN.intersection(measures_of(view[k - 1], "participle"))
    if view[k].low in ("join", "joined", "joining") or (view[k].low == "with" and "sign" in view[k - 1].low):
        return True
    return (view[k].low == "by" and bool(gained)) or (view[k].low == "for" and view[k - 1].low in FIGHTING)


def _are_dead(view: View, at: int, j: int) -> bool:
    """ "18,000 of the dead are Hamas men": nothing but of whom it is a part stands between."""
    between = [item.low for item in view[at + 1 : j - 1]]
    return bool(between) and all(one in _PART_OF for one in between)


_PART_OF = frozenset("of the dead them those killed these wounded missing".split()) | {
    "of them",
    "of these",
    "of those",
}


def put_for(view: View, *, at: int, j: int) -> bool:
    """ "40,000 dead for Russia and 11,000 for Ukraine": the side of a figure, and not of what the people are for."""
    k = j - 2 if view[j - 1].low == "the" else j - 1
    if k <= at or view[k].low != "for" or names_war(view, j) or (view[j + 1 : j + 2] and view[j + 1].low in ("'", "s")):
        return False
    return all(
        item.has("modifiers", "fighters", "civilians") or any(tag.startswith(_COUNTED) for tag in item.tags)
        for item in view[at + 1 : k]
    )


_COUNTED = ("noun.", "participle.")
FIGHTING = frozenset("fighting fought fight fights serving served serve".split())
RANKS = frozenset("ranks service uniform uniforms arms army forces units".split())
_BELONGS = ("ascribe", "attribute", "belong")


def _before(view: View, j: int, *, at: int, cue: Cue | None, place: bool) -> tuple[float, str]:
    far = _far(view, j, at)
    if j == at - 1 and j > 0 and view[j - 1].low in ("and", ",", ";", "but", "while", ":") and view[j].has("country"):
        return 9.5, "before, with the same verb"
    after_on = j > 0 and view[j - 1].low in ("on", "upon")
    inflicted = after_on and j > 1 and view[j - 2].low.startswith("inflict")
    if inflicted or (cue is not None and cue.role == "noun" and after_on and 0 < j - cue.at <= 3):
        return 9.0 - far, "on whom they are inflicted"
    near = cue is not None and 0 < cue.at - j <= 4 and cue.role in ("noun", "participle") and not place
    if near and cue is not None and not any(is_wall(one) or one.low == "," for one in view[j + 1 : cue.at]):
        return 9.5 - far, "beside the cue"
    if cue is not None and cue.role in ("own", "enemy") and j < cue.at:
        gained = cue.measure in GAIN and counted_before(view, j)  # taken in before, and not who takes in more
        return (2.0 if place or gained else 7.5) - far, "place" if place else "subject"
    return (1.6 if place else 5.2) - far, "place" if place else "before"


def fights(view: View, j: int) -> bool:
    """Whether the item at `j` or the one before it is of fighting for somebody."""
    return any(word in FIGHTING for item in view[j - 1 : j + 1] for word in item.low.split(" "))


def describes_speaker(view: View, j: int) -> bool:
    """Whether a side is only said of somebody who speaks: "the Russian agency TASS", "Ukraine's officials"."""
    for k in range(j + 1, min(len(view), j + 6)):
        item = view[k]
        if item.has("fighters"):
            return False
        if item.low in _PAPERS or (item.low in _DATA and j + 1 == k):
            return True  # "on Ukrainian figures"
        if item.has("body", "unnamed", "office") and not any(
            tag.startswith(("noun.", "participle.")) for tag in item.tags
        ):
            return True
        if item.low in ("and", "'", "s", "own") or item.has("modifiers", "side", "title") or item.kind == WORD:
            continue
        return False
    return False


_PAPERS = frozenset(
    "papers documents cables memos memoirs archives statement statements communique communiques communiqué communiqués".split()
)
_DATA = frozenset("figures data estimates statistics accounts".split())


def is_wall(item: Item) -> bool:
    """Whether a clause ends at an item."""
    return (item.kind == MARK and item.low in ";:()—–") or (item.has("breaks") and item.low not in _STOP)


def _in_phrase(view: View, at: int, j: int) -> bool:
    """Whether everything between the figure and `j` belongs to one noun phrase: "of the paramilitary", "soldiers from"."""
    for k in range(at + 1, j):
        item = view[k]
        if item.low in ("and", "or"):
            return False
        if item.has("modifiers", "fighters", "civilians", "per") or item.low in (
            "of",
            "among",
            "from",
            "the",
            "on",
            "side",
            "side's",
        ):
            continue
        if any(tag.startswith(("noun.", "participle.")) for tag in item.tags) or item.kind == TIME:
            continue
        return False
    return True


def after_place(view: View, j: int) -> bool:
    """Whether the side at `j` is where something happened rather than who did or suffered it."""
    k = j - 1
    while k >= 0 and view[k].low in ("the", "eastern", "southern", "northern", "western", "all", "of"):
        if view[k].low == "of":
            return k > 0 and _is_land(view[k - 1])
        k -= 1
    if names_war(view, j) or (view[j].has("demonym") and j + 1 < len(view) and view[j + 1].has("land")):
        return True
    if k < 0 or not view[k].has("within") or _is_side_phrase(view, j) or _fronted(view, j):
        return False
    if view[j].low.endswith(HOSTS):
        return view[k].low in ("against", "with", "to", "by", "from", "at")
    owns = j + 1 < len(view) and view[j + 1].low in ("'", "’")
    return not owns or any(item.has("land") for item in view[j + 2 : j + 5])  # "in Russia's Kursk region"


def _is_land(item: Item) -> bool:
    """ "839 square kilometres of Ukraine": ground is of whose land it is, and another's gain."""
    measured = item.found is not None and item.found.unit == "km2"
    return measured or item.low.split(" ")[-1] in (
        "kilometres",
        "kilometers",
        "km",
        "km2",
        "km²",
        "miles",
        "hectares",
        "acres",
        "soil",
    )


HOSTS = (" army", " military", " forces", " troops")


def _fronted(view: View, j: int) -> bool:
    """ "For Ukraine, …", "For the Ukrainians it was", "Of their opponents it said": what the sentence is about."""
    if len(view) > 3 and view[0].low == "as" and view[1].low in ("for", "to") and j in (2, 3):
        return True
    if not view or view[0].low not in ("for", "on", "of", "among") or j != (2 if view[1].low == "the" else 1):
        return False
    after = [view[n].low for n in range(j + 1, min(len(view), j + 3))]
    told = view[0].low == "for" and j + 1 < len(view) and any(tag.startswith("noun.") for tag in view[j + 1].tags)
    return told or ("," in after and view[0].low in ("for", "on")) or after[:1] in _GOES_ON


_GOES_ON = [[word] for word in ("it", "they", "he", "she", "our", "we", "i", "there", "no")]


def _is_side_phrase(view: View, j: int) -> bool:
    """ "on the Armenian side", "in Russian ranks"."""
    if view[j].low.endswith(" side") and not view[j].has("foe"):
        return True
    return j + 1 < len(view) and view[j + 1].low in ("side", "sides", "ranks", "camp")
