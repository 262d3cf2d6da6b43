"""What became of people, told in the clause behind their number: held by the enemy, back with their units, not to be found.

Invariant: only a clause without another number of people is looked at, and nobody whose clause speaks of death comes back or is held.
"""

from __future__ import annotations

import re
from dataclasses import replace

from muster.claims.measures import Measure
from muster.reading import measuring, swaps
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE
from muster.reading.speaking import bears
from muster.reading.spot import Spot

RULE = "what became of them"
_REACH = 140  # characters of a clause
_SHORT = 12  # items of a question or remark that is answered by a bare number
_FIRST = 4  # items before a number that answers
_AGO = 2  # sentences from the number to what it answers

_SIDE = r"(?:its|their|his|her|our|the (?:enemy|rebels|group|other side)(?:['’]s)?|[A-Z]\w+(?:['’]s)?)"
_PLACE = r"(?:hands|custody|captivity|prisons?|(?:prison |prisoner-of-war |POW )?camps?)"
_ARE = r"(?:are|is|were|was|be|been|sits?|sat|remains?|remained|still|now|alive|languish|held|ended up|turned up)"
_HELD = re.compile(
    rf"(?:\b{_ARE}|^(?! of )(?: [\w-]+){{0,2}}) in (?:{_SIDE} {_PLACE}|captivity|custody|(?:prison|prisoner-of-war|POW) camps?)\b"
    rf"|\b{_ARE} (?:as )?(?:prisoners of war|prisoners|captives|a prisoner|POWs)\b"
    r"|^ taken(?: alive)?\s*$"
)
_HOLDS = re.compile(
    r"\b(?:holds?|held|holding|hold on to|holds on to|held on to)(?: (?:another|a further|the other))? $"
)
_BACK = re.compile(
    r"\b(?:came|come|comes|coming|gone|went|go|driven|brought|sent|drove them|sent them|brought them|are|is|were|was|be|been)"
    r"(?: (?:straight|already|now|since|safely|forward|all))? (?:back|home)\b"
    r"(?! in (?:coffins|body|zinc|boxes)| dead\b| maimed\b| to (?:\w+ )?(?:villages?|farms?|famil\w+|wives|parents|towns?|civilian|work)\b)"
    r"|\b(?:sent|gone|went|go) forward again\b|\bto duty again\b|\bwith (?:us|me|him|her|them|(?:their|his|her|our|its) \w+) again\b"
)
_CARRIED = re.compile(r"(?:brought|sent|driven)\b")
_TO_UNIT = re.compile(
    r"\bback to (?:\w+ )?(?:front|lines?|units?|battalions?|brigades?|compan\w+|ranks|fight\w*|duty|war|trenches|us)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:not|never|nobody|none|no one|most|some|many|few|half|all|before|until|after|if|when|unless|should|could|would|may|might|hopes?"
    r"|wants?|waiting|who)\b|n['’]t\b"
)
_CAME_BACK = re.compile(
    r"(?:^|[.;+•*–-] ?|\n)(?:came back|come back|returned|brought back)\b[^.;:\n\d]{0,50}: ?$", re.IGNORECASE
)
_DO_BACK = re.compile(r"\b(?:come|comes|came|go|went|get|got) back\b", re.IGNORECASE)
_LOST_SIGHT = re.compile(
    r"\b(?:can ?not|could not|can['’]t|couldn['’]t|never)(?: yet)?(?: be)? f(?:ound|ind)\b"
    r"|\b(?:are|is|were|was|remains?|remained)(?: \w+){0,2} [“\"]?(?:temporarily )?unaccounted for\b"
)
_TO_FIGHT = re.compile(
    r"\b(?:into|to|for|in) (?:the |its |their )?(?:ranks|army|armed forces|forces|service|military|front|war|fight(?:ing)?|serve)\b"
    r"|\b(?:joined|enlisted|signed up|volunteered|were recruited|been recruited|to fight|to serve|to join)\b"
)
_TAKES_ON = re.compile(r"\b(?:recruit(?:ed|s|ing)?|enlist(?:ed|s|ing)?|hired|signed up|took on|takes on|drew) $")
_INMATES = frozenset("prisoners convicts inmates".split())
_LEFT_OPEN = measuring.GAIN | {
    Measure.STRENGTH, Measure.DESERTED, Measure.WOUNDED, Measure.CAPTURED, Measure.MISSING, Measure.RETURNED, Measure.KILLED,
    Measure.OBITUARIES, Measure.MISSING_INQUIRIES, Measure.KILLED_WOUNDED, Measure.LOSSES,
}  # fmt: skip
_ENDS = frozenset([";", ":", "(", "—", "|", "but", "while", "that", "and that"])
_MAY_COME_BACK = frozenset({Measure.DESERTED, Measure.WOUNDED, Measure.CAPTURED, Measure.MISSING})


def of(spot: Spot, decided: Measured | str) -> Measured | str:
    """What was decided of a figure, but for people whose clause tells that they are held, back or lost sight of."""
    told = swaps.home(spot, decided)
    if isinstance(told, str):
        if told != "no measure" or not _of_people(spot):
            return told
    elif told.measure not in _LEFT_OPEN:
        return told
    if spot.found.unit not in ("", "person"):
        return told
    measure = _became(spot, told)
    if measure is None or (isinstance(told, Measured) and told.measure is measure):
        return told
    if isinstance(told, str):
        return Measured(measure, (), 0.6, RULE)
    return replace(told, measure=measure, rule=RULE)


def _of_people(spot: Spot) -> bool:
    """Whether a figure of which no rule knows what it counts is of people: it names a side's, or goes on from some just told of."""
    last, following = spot.memory.last, spot.view[spot.at + 1 : spot.at + 2]
    if any(item.party or any(tag.startswith("noun.") for tag in item.tags) for item in following):
        return True
    return last is not None and last.claim.figure.unit == "person" and spot.number - last.sentence <= _AGO


def _became(spot: Spot, told: Measured | str) -> Measure | None:
    now = told.measure if isinstance(told, Measured) else None
    beside = isinstance(told, Measured) and told.cue is not None and told.cue.at == spot.at + 1
    clause, dead = _clause(spot)
    lead = spot.page.text[max(spot.here.start, spot.found.start - 60) : spot.found.start]
    if dead or "missing or" in clause or "or missing" in clause:
        return None
    if now in (Measure.RETURNED, Measure.CAPTURED, Measure.RECRUITED) and _to_fight(spot, clause, lead):
        return Measure.CONVICTS
    fallen = beside and now in (Measure.KILLED, Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.OBITUARIES)
    if fallen or now is Measure.CONVICTS:
        return None
    if _LOST_SIGHT.search(clause):
        return Measure.MISSING
    back = _CAME_BACK.search(lead) or _back(clause)
    homeward = back is not None and back[0].endswith("home")
    carried = back is not None and _CARRIED.match(back[0]) is not None and not _TO_UNIT.search(clause)
    if (now is Measure.WOUNDED and (homeward or carried)) or (now is Measure.DESERTED and homeward):
        back = None  # "43,000 came home wounded", "the wounded were brought back", "they went home"
    if back and (now is None or now in _MAY_COME_BACK or (now is Measure.STRENGTH and _of_the_lost(spot))):
        return Measure.RETURNED
    if _answers_who_came_back(spot, told):
        return Measure.RETURNED
    return Measure.CAPTURED if _HELD.search(clause) or _holds(spot, lead) else None


def _back(clause: str) -> re.Match[str] | None:
    """The words by which these very people, and not some of them, came back: no "never came back", "before they were sent back"."""
    found = _BACK.search(clause)
    return None if found is None or _OTHERWISE.search(clause, 0, found.start()) else found


def _of_the_lost(spot: Spot) -> bool:
    """Whether people of whom no more is said may be those just told of: "Some 610 of the soldiers concerned have come back"."""
    last = spot.memory.last
    return last is not None and last.claim.measure in _MAY_COME_BACK and spot.number - last.sentence <= _AGO


def _clause(spot: Spot) -> tuple[str, bool]:
    """The text behind a figure up to the end of its clause or the next number of people, and whether somebody dies in it."""
    view, at, text = spot.view, spot.at, spot.page.text
    end, last = min(spot.here.end, spot.found.end + _REACH), len(view)
    for j in range(at + 1, len(view)):
        item = view[j]
        whole = view[j - 1].low in ("of", "of the", "from", "the", "those") and item.kind == FIGURE
        if (item.kind == FIGURE and not whole) or item.low in _ENDS:
            end, last = min(end, item.start), j
            break
    dead = any(bears(item, Measure.KILLED) for item in view[at + 1 : last] if item.start < end)
    return text[spot.found.end : end].rstrip(" .,“”\"'’!?"), dead


def _to_fight(spot: Spot, clause: str, lead: str) -> bool:
    """ "released 7,000 convicts into the ranks", "recruited 40,000 prisoners": a state's own prisoners, let out to fight."""
    head = measuring.head_noun(spot.view, spot.at)
    if head is None or spot.view[head].low not in _INMATES:
        return False
    return bool(_TO_FIGHT.search(clause) or _TAKES_ON.search(lead))


def _holds(spot: Spot, lead: str) -> bool:
    """ "Russia held 6,465 Ukrainian officers and men", "the camps held 21,400 Chinese": a side that holds people of another."""
    if not _HOLDS.search(lead):
        return False
    people = any(item.has("demonym", "country") for item in spot.view[spot.at + 1 : spot.at + 4])
    holder = any(item.party or item.low.split(" ")[-1] == "camps" for item in spot.view[max(0, spot.at - 8) : spot.at])
    return people and holder


def _answers_who_came_back(spot: Spot, told: Measured | str) -> bool:
    """ "Do the wounded come back? A hundred and thirty have": a number without a word of its own that answers a short sentence."""
    if spot.at > _FIRST or (isinstance(told, Measured) and told.cue is not None):
        return False
    for sentence in spot.page.sentences[max(0, spot.number - _AGO) : spot.number]:
        short = len(sentence.view) <= _SHORT and FIGURE not in sentence.kinds
        if short and _DO_BACK.search(spot.page.text, sentence.start, sentence.end):
            return True
    return False
