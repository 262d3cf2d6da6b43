"""Figures that count nobody a war took or gained: ages, things, the displaced, those who speak, numbers that point back.

Invariant: a reason is given only where the figure's own words, or those right beside it, say what it is of.
"""

from __future__ import annotations

from itertools import pairwise

from muster.claims.measures import Measure
from muster.numbers.figures import Found
from muster.reading import ages, arms, listed, measuring, ratios, samples, uprooted, wordings
from muster.reading.context import FIGURE, MARK
from muster.reading.gates import gate
from muster.reading.measuring import Cue, View
from muster.reading.spot import Spot


def why_not(spot: Spot) -> str | None:
    """Why a figure of people, or of nothing named, is no claim, where its own words say so."""
    view, at, found, gates = spot.view, spot.at, spot.found, spot.gates
    if found.unit in _OTHER_UNITS:
        return _OTHER_UNITS[found.unit]
    if ages.is_age(spot):
        return "age"
    if _BODIES in gates and _bodies(view, at):
        return "counted things"
    if uprooted.DISPLACED in gates and uprooted.displaced(view, at):
        return "displaced people"
    if uprooted.ILL in gates and uprooted.ill(view, at):
        return "counted things"
    if view[at - 1].low == "by" and any(
        item.low.startswith(("multipl", "divid")) for item in view[max(0, at - 10) : at]
    ):
        return "multiple"
    if (
        samples.no_count(spot)
        or (_APPLIED in gates and _applied(view, at))
        or _families(view, at)
        or (_SANCTIONED in gates and _sanctioned(view, at))
    ):
        return "counted things"
    if _pointed_at(spot):
        return "number pointed at"
    per_one = ratios.per_one(view, at)
    if not per_one and ratios.one_of_pair(view, at):
        return "one of a pair"
    if per_one or (ratios.FOR_EVERY in gates and ratios.for_every(view, at) is not None):
        return None
    named = found.unit not in ("", "person") and spot.page.lexicon.knows(found.unit, "things")
    head = measuring.head_noun(view, at)
    signed = found.unit == "signature" and view[0].low == "("  # under a letter
    if (
        signed
        or named
        or _counts_things(view, head)
        or (listed.THINGS in gates and listed.of_things(view, at))
        or listed.row_of_things(spot)
        or _of_things(view, at)
        or _few_of_something(spot, head)
        or arms.lost(spot)
    ):
        return "counted things"
    return None


def _applied(view: View, at: int) -> bool:
    """ "1,900 applications", "90,000 people applied": those who would join, and none who asks after the missing."""
    near = view[at + 1 : at + 4]
    said = next((k for k, item in enumerate(near) if item.low in _APPLYING), None)
    if said is None or any(item.kind in (FIGURE, MARK) for item in near[:said]):
        return False
    return not any(tag.endswith((".missing", ".missing_inquiries")) for item in view for tag in item.tags)


_APPLYING = frozenset(
    ["applications", "applicants", "applied", "have applied", "had applied", "candidates", "volunteered to join"]
)


_APPLIED, _SANCTIONED, _BODIES = gate(*_APPLYING), gate(starts=["sanction", "blacklist"]), gate(holds=["bodies"])


def _sanctioned(view: View, at: int) -> bool:
    """ "sanctions on 56 individuals", "blacklisted more than 2,000": names on a list of sanctions, which no fighting put there."""
    near = view[max(0, at - _ON_LIST) : at]
    if not any(word.startswith(("sanction", "blacklist")) for item in near for word in item.low.split(" ")):
        return False
    return not any(_tells(cue, at) for cue in measuring.cues(view, at))


_ON_LIST = 5  # items before a figure in which a word for sanctions says what it counts


def _families(view: View, at: int) -> bool:
    """ "For 40 families there was no word": families of whom nothing is told that befell them."""
    if at + 1 >= len(view) or view[at + 1].low not in ("families", "households"):
        return False
    cues = (cue for cue in measuring.cues(view, at) if cue.at != at + 1 and cue.measure is not Measure.MISSING)
    return not any(_tells(cue, at) for cue in cues)


def _few_of_something(spot: Spot, head: int | None) -> bool:
    """ "two advisers", "one register", "four accounts": a few of what no list knows, where no verb tells what became of them."""
    view, at = spot.view, spot.at
    bare = spot.found.core == (spot.found.start, spot.found.end)
    if head is None and spot.found.noun is not None:
        head = next((j for j in range(at + 1, min(len(view), at + 3)) if view[j].start == spot.found.noun[0]), None)
    if head is None or not bare or spot.largest > _FEW or head - at > 2:
        return False
    item = view[head]
    if item.low in _TOLLS:
        return True
    if view[at - 1].low == "the" and at and not item.has(*_SOMEBODY) and not measuring.speaks(item):
        return True  # "the two republics"
    word = spot.page.text[item.start : item.end]
    if (
        item.has(*_SOMEBODY)
        or measuring.speaks(item)
        or not word.islower()
        or item.low in _NO_NOUNS
        or word.endswith(("men", "ly", "ed"))
    ):
        return False
    apart = next((j for j in range(head + 1, len(view)) if view[j].low in _ABOUT), len(view))
    return not any(_tells(cue, at) for cue in measuring.cues(view, at) if cue.at < apart)


_TOLLS = frozenset(
    [
        "tolls",
        "totals",
        "figures",
        "estimates",
        "counts",
        "death tolls",
        "numbers",
        "tallies",
        "figure",
        "lists",
        "drafts",
        "call-ups",
    ]
)
_NO_NOUNS = frozenset(
    "theirs ours others other hers his its more and but who "
    "whom that which when while with than then there had were was are from into out off for".split()
)
_ABOUT = frozenset(["of", "of the", "about", "on", "for"])
_SOMEBODY = ("fighters", "civilians", "counters", "demonym", "side", "breaks", "link", "say")
_SAYS_OF_THEM = 5.0


def _tells(cue: Cue, at: int) -> bool:
    """Whether a cue tells what became of the few: "two cooks were killed", "lost two cooks", "the deaths of two cooks"."""
    if cue.at > at:
        return cue.role in ("participle", "subject") and cue.score >= _SAYS_OF_THEM
    return cue.score >= (10.0 if cue.role == "noun" else 8.0)


def _of_things(view: View, at: int) -> bool:
    """ "Of the 31 tanks sent, 19 were out of action"."""
    if not view[0].low.startswith("of"):
        return False
    whole = next((j for j in range(min(at, 4)) if view[j].kind == FIGURE), None)
    if whole is None or measuring.head_noun(view, at) is not None:
        return False
    return _counts_things(view, measuring.head_noun(view, whole))


def _counts_things(view: View, head: int | None) -> bool:
    if head is None or not view[head].has("things") or view[head].has("fighters", "counters"):
        return False
    return not any(tag.startswith(("noun.", "participle.")) for tag in view[head].tags)


def _bodies(view: View, at: int) -> bool:
    """ "received the bodies of 909 fallen soldiers": handed over, they died long before."""
    if not any(
        "bodies" in item.low and (item.low.split(" ")[-1] == "bodies" or "bodies of" in item.low)
        for item in view[max(0, at - 3) : at]
    ):
        return False
    how = pairwise(view[at + 1 : at + 7])
    if any(one.low == "killed" and two.low in ("in", "by", "at", "during", "when", "on") for one, two in how):
        return False  # "the bodies of 17 soldiers killed in the strike": it is told how they died
    return any(item.low.startswith(_HANDED) for item in view)


_HANDED = (
    "receiv",
    "hand",
    "return",
    "repatriat",
    "transfer",
    "swap",
    "exchang",
    "brought back",
    "give back",
    "gave back",
)


def _asked_or_voted(view: View, at: int) -> bool:
    """ "the poll asked 1,600 people", "voted by 62 to 14": a sample, or a vote."""
    words = [word for item in view[max(0, at - 7) : at] for word in item.low.split(" ")]
    if view[at - 1].low in ("by", "to", "against") and any(word in _VOTED for word in words):
        return True
    asked = any(word in _ASKED_THEM for word in words[-3:]) and any(word in _POLLS for word in words)
    return asked and not any(_tells(cue, at) for cue in measuring.cues(view, at))


_VOTED = frozenset("voted vote votes voting".split())
_POLLS = frozenset("poll polls survey surveys pollster pollsters questionnaire study researchers".split())
_ASKED_THEM = frozenset("asked interviewed questioned polled surveyed".split())


def _anybody(view: View, at: int) -> bool:
    """ "if one believes the two capitals": a pronoun, and no number."""
    return view[at].low == "one" and at + 1 < len(view) and view[at + 1].low in _ONE_DOES


_ONE_DOES = frozenset(
    "believes is can may might should could must cannot adds takes counts looks reads wants trusts asks thinks knows sees has would".split()
)


def _speaks_itself(spot: Spot) -> bool:
    """ "according to two officers", "three officials said": so many who speak, not who fell."""
    view, at = spot.view, spot.at
    if spot.largest > _FEW:
        return False
    near = range(at + 1, min(len(view), at + 5))
    head = next((j for j in near if view[j].has("unnamed") or view[j].low.endswith(" officials")), None)
    if head is None:
        return False
    between = view[at + 1 : head]  # "two soldiers died, officials said": they fell, and others speak
    if any(item.kind in (FIGURE, MARK) or (measuring.speaks(item) and not item.has("unnamed")) for item in between):
        return False
    after = view[head + 1 : head + 3]
    credited = at > 0 and view[at - 1].has("according", "citing")
    return credited or any(item.has("say") for item in after)


_FEW = 12


def _so_many_in(view: View, at: int) -> bool:
    """ "One call-up in four", "two men out of five": a share, by either of its numbers."""
    found = view[at].found
    if found is None or not _small(found):
        return False
    behind = next((k for k in range(at - 1, max(-1, at - 6), -1) if view[k].kind == FIGURE), at)
    ahead = next((k for k in range(at + 1, min(len(view), at + 6)) if view[k].kind == FIGURE), at)
    return _is_share(view, behind, at) or _is_share(view, at, ahead)


def _is_share(view: View, one: int, two: int) -> bool:
    """Whether the second of two small numbers counts nothing of its own: "in four", not "in three villages"."""
    few, many = view[one].found, view[two].found
    if (
        two - one < 3
        or few is None
        or many is None
        or not (_small(few) and _small(many))
        or (few.low or 0) >= (many.low or 0)
    ):
        return False
    between = [item.low for item in view[one + 1 : two]]
    every = between.pop() if between[-1] in ("every", "each") else ""
    linked = between[-1] == "in" or between[-2:] == ["out", "of"] or (every != "" and between[-1] == "of")
    after = view[two + 1] if two + 1 < len(view) else None
    if between[-1] != "in" and (many.low or 0) > _FEW:
        return False  # "12 soldiers out of 40": both are told to the man
    if not linked or (after is not None and after.has("things", "place", "fighters")):
        return False
    if few.low == 1:
        return True
    closed = after is None or after.kind == MARK or after.low.split(" ")[0] in wordings.AUXILIARY
    return closed or (after is not None and bool(measuring.measures_of(after, "participle")))


def _small(other: Found) -> bool:
    return other.low == other.high and (other.low or 999) <= _MOST_PARTS


def _does_it(spot: Spot) -> bool:
    """ "compiled by two students", "we are nine volunteers": so many who do something, not to whom it was done."""
    view, at = spot.view, spot.at
    bare = spot.found.core == (spot.found.start, spot.found.end)
    if not bare or spot.largest > _FEW or at < 2 or measuring.head_noun(view, at) is None:
        return False
    if view[at - 2].low == "we" and view[at - 1].low == "are":
        return True
    made, _, by = f"{view[at - 2].low} {view[at - 1].low}".rpartition(" ")
    return by == "by" and made.split(" ")[-1] in _MADE


_MADE = frozenset(
    "compiled kept maintained edited run founded written led collected gathered assembled drawn counted verified documented "
    "commanded seen signed headed".split()
)


def _asked_by_us(spot: Spot) -> bool:
    """ "of the 41 prisoners we interviewed": those whom somebody asked are a sample."""
    after = [item.low for item in spot.view[spot.at + 1 : spot.at + 8]]
    return any(who in _WE and verb in _ASKING for who, verb in pairwise(after))


_WE = frozenset("we i he she they who".split())
_ASKING = frozenset("interviewed surveyed polled questioned".split())


def _numbers_a_part(spot: Spot) -> bool:
    """ "week three", "Part 2", "phase two": a number that only says which."""
    view, at = spot.view, spot.at
    bare = spot.found.core[0] == spot.found.start
    if not (bare and at > 0 and spot.largest <= _MOST_PARTS and view[at - 1].low in _PARTS_OF):
        return False
    head = measuring.head_noun(view, at)
    return head is None or not view[head].has("fighters", "civilians")  # "to release 14 prisoners"


_MOST_PARTS = 100
_PARTS_OF = frozenset(
    "week day part chapter phase round stage episode season volume issue no section article item annex release version edition bulletin "
    "sheet line entry table figure point paragraph lecture lesson handout exercise question appendix chart map slide module clause".split()
)


def _pointed_at(spot: Spot) -> bool:
    """ "those three", "all two": small numbers that only point back."""
    view, at, gates = spot.view, spot.at, spot.gates
    if _anybody(view, at) or (_POLLED in gates and _asked_or_voted(view, at)):
        return True
    if (
        (_OUT in gates and _base_of_share(view, at))
        or (_SIGNED in gates and _signed(view, at))
        or _so_many_in(view, at)
        or (_SPEAKING in gates and _speaks_itself(spot))
        or (_PARTED in gates and _numbers_a_part(spot))
        or (_DOING in gates and _does_it(spot))
        or (_ASKED_US in gates and _asked_by_us(spot))
    ):
        return True
    if at >= 2 and view[at - 1].low == "of" and view[at - 2].low in _OF_SO_MANY:
        return spot.largest <= _FEW or view[at - 2].low in _INHABITED
    return (
        at > 0
        and spot.largest <= 12
        and view[at - 1].low in ("those", "these", "both", "all")
        and (at + 1 >= len(view) or not view[at + 1].has("fighters", "civilians"))
    )


def _base_of_share(view: View, at: int) -> bool:
    """ "two hundred out of fifty million people", "12 soldiers out of 40 were killed": those among whom they are."""
    if [item.low for item in view[max(0, at - 2) : at]] != ["out", "of"] or at < 3:
        return False
    if view[at - 3].kind == FIGURE:
        return not any(_tells(cue, at) for cue in measuring.cues(view, at) if cue.at > at)
    some = any(one.kind == FIGURE for one in view[max(0, at - 6) : at - 3])
    return some and at + 1 < len(view) and view[at + 1].low in wordings.BE


def _signed(view: View, at: int) -> bool:
    """ "a petition signed by 14,000 people"."""
    lead = [item.low for item in view[max(0, at - 10) : at]]
    signed = any(word.split(" ")[-1] in ("signed", "signatures") for word in lead)
    return signed and any(word.split(" ")[-1] in ("petition", "letter", "appeal", "statement") for word in lead)


_OF_SO_MANY = frozenset(
    "factor father mother parent town city village nation crew multiple panel jury country state people population republic region "
    "district province community".split()
)

_INHABITED = frozenset(
    "nation town city village country state people population republic region district province community".split()
)  # "from a nation of 39 million"

_POLLED, _OUT, _SIGNED = gate(*_VOTED, *_ASKED_THEM), gate("out"), gate("signed", "signatures")
_SPEAKING, _PARTED = gate(holds=[" officials"], tags=["unnamed"]), gate(*_PARTS_OF)
_DOING, _ASKED_US = gate(*_MADE, "we"), gate(*_ASKING)
_OTHER_UNITS = {
    "year": "duration or age", "day": "duration", "month": "duration", "week": "duration", "hour": "duration", "minute": "duration",
    "second": "duration", "km": "distance", "kilometre": "distance", "kilometer": "distance", "mile": "distance", "metre": "distance",
    "meter": "distance", "mm": "calibre",
}  # fmt: skip
