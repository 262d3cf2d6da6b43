"""Turns of phrase that tell whose people a figure counts, or that a side named beside it is not theirs.

Invariant: each looks at the words of one sentence alone, and names no party.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.claims.war import War
from muster.reading import nearness, wordings
from muster.reading.camps import METONYMS, camp
from muster.reading.context import FIGURE, TIME, WORD, Page
from muster.reading.measuring import LOSS, Cue, View, measures_of

HELD = frozenset({Measure.CAPTURED, Measure.RETURNED})
_HOLDS = frozenset(
    "hold holds holding held freed frees released releases releasing took takes taken captured seized".split()
)
KEEPS = frozenset("records record lists list files figure tally register registers camps camp".split())


def holds(view: View, j: int, *, at: int) -> bool:
    """ "The Houthis freed 153 captives", "it is holding 1,126 conscripts": whose prisoners they are, and not their own people."""
    verb = any(item.low.split(" ")[-1] in _HOLDS for item in view[j + 1 : at])
    own = any(item.low in ("own", "their", "its") for item in view[at + 1 : at + 4])
    return verb and not own and not nearness.counted_before(view, j) and not _are_held(view, j, at=at)


def _are_held(view: View, j: int, *, at: int) -> bool:
    """ "the number of Russians captured since May is 300": men of a side who are held, and no holders, since nobody follows the verb."""
    force = view[j].low.endswith(nearness.HOSTS)
    if not view[j].has("demonym") and not force:
        return False
    verb = next((k for k in range(j + 1, min(at, j + 4)) if view[k].low.split(" ")[-1] in _HELD), None)
    if verb is None or not all(item.has("fighters", "modifiers") or item.low in _STILL for item in view[j + 1 : verb]):
        return False
    if verb == j + 1 and not force and not view[j].low.endswith(("s", "ese", "ish")):
        return False
    after = view[verb + 1]
    return verb + 1 < at and (after.kind == TIME or after.low in _THEN)


_HELD = frozenset("held captured taken seized freed released".split())
_STILL = frozenset("now still being currently so".split())
_THEN = frozenset("since in by so at during until on to from :".split())
IN_PASSING = 6.0


def after_dateline(view: View, *, text: str) -> int:
    """Where a sentence begins behind its dateline: "MOSCOW, 12 August 2024 — A drone attack …"; 0 where it has none."""
    if not view or not text[view[0].start : view[0].end].isupper():
        return 0
    dash = next((j for j in range(1, min(len(view), 14)) if view[j].low in ("—", "–", "-")), None)
    if dash is None or any(item.kind == FIGURE for item in view[:dash]):
        return 0
    return dash + 1 if any(item.kind == TIME or item.low in "(,/" for item in view[:dash]) else 0


def in_passing(view: View, j: int, *, at: int) -> bool:
    """ "Nasrallah, whom Israel killed in September, boasted of 100,000 men": a side named in a clause that is closed before the figure."""
    opened = any(view[k].low in ("who", "whom", "which", "whose", "where", "when") for k in range(max(0, j - 3), j))
    return opened and at > j and any(item.low == "," for item in view[j + 1 : at])


def only_served(view: View, j: int, *, at: int) -> bool:
    """ "14 Nepalis serving in the Russian army were killed and 100 are missing", "14 Ukrainians were killed by Russian troops, 100 are
    missing": a side whose ranks hold those counted before, or that killed them, says nothing of a later figure's people."""
    first = next((k for k in range(j - 1, max(-1, j - _PHRASE), -1) if view[k].kind == FIGURE), None)
    if first is None or not first < j < at:
        return False
    between = view[first + 1 : j]
    own = any(one.party not in (None, view[j].party) and one.has("demonym") for one in between[:3])
    if not own or any(nearness.is_wall(one) and one.low != "who" for one in between):
        return False
    if by_whom(view, j) and any(tag.startswith("participle.") for one in between for tag in one.tags):
        return not any(one.low in _AGAIN for one in view[j + 1 : at])
    ranks = view[j].low.endswith(nearness.HOSTS) or any(one.low in nearness.RANKS for one in view[j + 1 : j + 3])
    served = any(nearness.fights(view, k) for k in range(max(first + 2, j - _BESIDE), j))
    return served or (ranks and any(one.low in _INSIDE for one in view[j - _BESIDE : j]))


_PHRASE = 12  # items between a figure and the side that its people serve
_BESIDE = 3
_INSIDE = frozenset("in with under".split())
_AGAIN = frozenset("who which they lost losing".split())


def by_whom(view: View, j: int) -> bool:
    """ "90% of the targets hit by Ukrainian units"."""
    return j > 0 and (view[j - 1].low.endswith("by") or (view[j - 1].low == "the" and view[j - 2].low.endswith("by")))


def owns_a_thing(view: View, k: int) -> bool:
    """ "the rebels' march": an owner of what is no force."""
    after = [one for one in view[k + 1 : k + 5] if one.low not in ("'", "s")]
    return bool(view[k + 1 : k + 2]) and view[k + 1].low == "'" and bool(after) and after[0].kind == WORD


def lost_them(view: View, j: int, *, at: int, cue: Cue | None) -> bool:
    """ "He had lost 94 men", "I lost 200": the pronoun is the subject of a loss of one's own."""
    if cue is None or cue.role != "own" or not j < cue.at < at or at - j > _ACROSS:
        return False
    return all(
        item.low in wordings.AUXILIARY or item.low in ("also", "only", "himself") for item in view[j + 1 : cue.at]
    )


def of_losses(view: View, j: int, *, at: int) -> bool:
    """ "Our losses on this axis I put so: 2,100 killed": losses that are the figure's, with no other side named between."""
    lost = any(not LOSS.isdisjoint(measures_of(item, "noun")) for item in view[j + 1 : j + 3])
    return lost and not any(item.party or item.has("foe") or item.low == ";" for item in view[j + 1 : at])


def across(view: View, j: int, *, at: int) -> str | None:
    """ "43,000 on the Russian side and 17,500 on the other": the side named right before the other one."""
    near = view[max(0, j - 1)].low == "the" or view[j].low.startswith("the ")
    if (
        j < at
        or j - at > _ACROSS
        or not near
        or view[j].low not in ("other", "the other side", "the other", "other side")
    ):
        return None
    if not any(item.low in ("on", "for", "from") for item in view[max(0, j - 2) : j]):
        return None
    named = (item.party for item in reversed(view[:at]) if item.party and item.has("side"))
    return next(named, None)


_ACROSS = 6  # items from a figure to the side it is on


def _owns_estimate(view: View, j: int, *, at: int) -> bool:
    """ "Kyiv's figure, 563,000 as of this morning", "London's latest estimate is": who gives it, and not whose people it counts."""
    after = [one.low for one in view[j + 1 : min(at, j + 7)]]
    if j > at or after[:1] not in (["'"], ["’"]) or view[j].has("office"):
        return False  # a body whose reckoning it is reckons its own
    words = [word for word in after[1:] if word != "s" and word not in _LATEST]
    return bool(words) and words[0] in _ESTIMATES and words[1:2] not in (["of"], ["for"])


_ESTIMATES = frozenset(
    "figure figures estimate estimates number numbers claim claims assessment calculation calculations reckoning version arithmetic".split()
)
_LATEST = frozenset("latest last own new first official public earlier current previous published most recent".split())


def owns_land(view: View, k: int) -> bool:
    """ "50,000 convicts out of Russia's prisons": whose the place is, and not whose the people are who left it."""
    after = [one for one in view[k + 1 : k + 4] if one.low not in ("'", "’", "s")]
    return bool(view[k + 1 : k + 2]) and view[k + 1].low in ("'", "’") and bool(after) and after[0].has("land")


def of_ours(view: View, j: int) -> bool:
    """Whether "we" are those who fight, and not those who count: "we were sent 200 men", "our losses"."""
    after = view[j + 1] if j + 1 < len(view) else None
    if after is None or view[j].low == "us":
        return False
    return after.low in _FIGHT if view[j].low == "we" else after.has("fighters") or bool(measures_of(after, "noun"))


def in_quotes(page: Page, start: int) -> bool:
    """Whether a quotation is open there that its paragraph opened before."""
    said = page.text[page.text.rfind("\n\n", 0, start) + 1 : start]
    return said.count("“") > said.count("”") or said.count('"') % 2 == 1


_FIGHT = frozenset("have had lost need needed were are get got asked buried".split())


def noun_left_out(view: View, j: int, *, at: int) -> bool:
    """ "Russian losses at 180,000 and Ukraine's at over 100,000", "those of the French to about 200,000", "Turkish ones to 87,000": an
    owner right before the figure, and nothing owned."""
    between = [item.low for item in view[j + 1 : at]]
    if j > at or len(between) > 4:
        return False
    if between[:1] == ["ones"]:
        return all(one in _AT for one in between[1:])
    before = " ".join(item.low for item in view[max(0, j - 3) : j]).removesuffix(" the")
    if not before.endswith(("those of", "that of")) and between[:1] not in (["'"], ["’"], ["'s"], ["’s"]):
        return False
    return all(one in _AT for one in between)


_AT = frozenset(
    ["'", "’", "s", "'s", "’s", "at", "to", "is", "was", "were", "are", "stood at", "by", "in", "only", "just"]
)


def is_object(view: View, j: int) -> bool:
    """ "put it at 3,500", "credited it with 20,000", "it has identified": of something said before, or who only speaks."""
    after = [one.low.split(" ")[0] for one in view[j + 1 : j + 3]]
    if after[:1] in (["at"], ["with"]):
        return True
    return bool(after) and (after[0] in ("knows", "knew") or after[-1] in _FOUND_OUT)


_FOUND_OUT = frozenset("identified documented verified established confirmed counted traced recorded tallied".split())


def ruled(view: View, j: int) -> bool:
    """ "Chad's junta", "the Chadian government": who rules a state, and does more than speak."""
    after = [item.low for item in view[j + 1 : j + 4] if item.low not in ("'", "s")]
    return after[:1] != [] and after[0] in _RULERS


_RULERS = frozenset("junta government regime rulers leaders".split())


def two_sides(view: View, j: int, *, war: War | None) -> bool:
    """ "Ukrainians and Russians": people of two camps together."""
    if j + 2 >= len(view) or view[j + 1].low not in ("and", "or") or war is None:
        return False
    if j + 3 < len(view) and view[j + 3].has("reckoning"):
        return False  # "on Russian and Ukrainian figures alike"
    one, other = view[j].party, view[j + 2].party
    if not one or not other or not view[j].has("side") or not view[j + 2].has("side"):
        return False
    inside = war.party(one) is not None and war.party(other) is not None
    return inside and camp(one, war) != camp(other, war)


def of_money(view: View, j: int) -> bool:
    """ "1,000 Saudi riyals": a demonym that only says which money it is."""
    return view[j].has("demonym") and j + 1 < len(view) and view[j + 1].low in _MONEY


_MONEY = frozenset(
    "riyals riyal rials rial roubles rubles dollars pounds francs lira liras dinars dirhams shillings kyats hryvnias hryvnia won yen yuan "
    "rupees birr naira pesos shekels afghanis currency money".split()
)


def only_speaks(view: View, j: int, *, at: int, war: War | None) -> bool:
    """ "Washington has always held that it is larger and estimates it at 115,000": a capital outside the war that counts others, or
    a side whose estimate it is."""
    if _owns_estimate(view, j, at=at):
        return True
    if war is None or j > at or view[j].low not in METONYMS or war.party(view[j].party or "") is not None:
        return False
    return any(item.has("say") for item in view[j + 1 : min(at, j + 8)])


def logged_there(view: View, j: int, *, at: int) -> bool:
    """ "19,800 cases of desertion opened in Ukraine": where an office logs them is whose they are."""
    between = view[at + 1 : j]
    return j > at and view[j - 1].low == "in" and any(item.low.split(" ")[0] in _CASES for item in between)


_CASES = frozenset("cases case proceedings charges files investigations prosecutions convictions".split())


def facing(view: View, at: int) -> bool:
    """ "140 dead in front of us", "opposite our trenches": those of the enemy."""
    for j in range(at + 1, min(len(view), at + 8)):
        if view[j].kind == FIGURE or view[j].low in (",", ";", "."):
            return False
        if view[j].low in _FACING:
            return any(item.low in ("us", "our", "ours") for item in view[j + 1 : j + 4])
    return False


_FACING = frozenset(["front", "in front of", "in front", "opposite", "facing", "before", "across"])
