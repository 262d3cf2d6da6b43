"""The sides that speak for a figure without being named beside it: carried over, the speaker's own or enemy, the title's, the land's.

Invariant: none of them outweighs a side that stands in the figure's own phrase.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.camps import opponent
from muster.reading.measuring import GAIN, LOSS
from muster.reading.nearness import after_place
from muster.reading.standpoint import invaded
from muster.reading.votes import BOTH, Asked, Vote


def unsaid(asked: Asked, *, soldiers: bool, fighters: bool, hired: bool, inflicted: bool) -> list[Vote]:
    """The sides that speak for a figure without being named beside it: carried over, the speaker's own or enemy, the topic."""
    page, votes = asked.page, []
    carried, speaker = asked.carried, asked.speaker
    if asked.section:
        votes.append(Vote(asked.section, -1, 2.6, "whose section it is"))
    if asked.apart:
        if speaker:
            votes.append(Vote(speaker, -1, 3.0, "the speaker's own"))
        if carried.code and carried.gap == 0 and page.war is not None and page.war.party(carried.code) is None:
            votes.append(Vote(carried.code, -1, 2.2, "carried over"))
        return votes
    if carried.code == BOTH:
        votes.append(Vote(None, -1, 0.7 * carried.weight, "both sides, as before"))
    elif carried.code and not asked.flips:
        votes.append(Vote(carried.code, -1, carried.weight, "carried over"))
    votes += _by_the_word(asked, soldiers=soldiers, fighters=fighters)
    if speaker and (page.war is None or page.war.party(speaker) is not None):
        if (asked.flips and not asked.admits) or (asked.spies and asked.measure in LOSS | GAIN | {Measure.STRENGTH}):
            other = opponent(speaker, page)
            votes += [Vote(other, -1, 2.4, "the speaker's enemy")] if other else []
        else:
            other = opponent(speaker, page) if not asked.admits else None
            if other is not None and inflicted:
                votes.append(Vote(other, -1, 5.0, "on whom the speaker inflicted them"))
            if other is not None and hired and asked.measure in LOSS and "-" not in speaker:
                votes.append(Vote(other, -1, 3.2, "whose mercenaries the speaker fights"))
            if other is not None and soldiers and "-" in speaker and "-" not in other:
                votes.append(Vote(other, -1, 3.2, "the army that the speaker fights"))  # a force has fighters
            if soldiers and "-" in (carried.code or "") and opponent(carried.code, page) == speaker:
                votes.append(Vote(speaker, -1, 3.2, "the army of the speaker"))
            if other is not None and fighters and "-" not in speaker and "-" in other:
                votes.append(Vote(other, -1, 3.2, "the force that the speaker fights"))
            about = asked.about_enemy()
            if about is not None:
                votes.append(
                    Vote(about, -1, 1.5 if carried.code == speaker else 2.0, "the enemy that the title is about")
                )
            own = (
                (asked.of_own and about is None and (page.topic is None or page.topic != other))
                or _own_soldiers(asked, soldiers=soldiers)
                or asked.civilian
                or asked.measure is Measure.AREA_TAKEN
            )
            weight = _own_weight(asked, own=own)
            votes.append(Vote(speaker, -1, weight, "admitted" if asked.admits else "the speaker's own"))
    votes += _over_it(asked)
    if asked.land and asked.civilian:
        votes.append(Vote(asked.land, -1, 2.6, "whose town it is"))
    if page.topic or page.home:
        about = page.topic or page.home
        if asked.measure is Measure.AREA_TAKEN and invaded(page, about):
            votes.append(Vote(opponent(about, page), -1, 1.2, "who invaded the land spoken of"))
        else:
            votes.append(Vote(about, -1, 1.2, "the side most spoken of" if page.topic else "its own land"))
    elif page.main:
        votes.append(Vote(page.main[0], -1, 0.5, "the side most spoken of"))
    return votes


def _own_weight(asked: Asked, *, own: bool) -> float:
    """How much it says for the speaker's side that it speaks: most where it admits, more where the words are of its own."""
    if asked.admits:
        return 4.5 if asked.flips else 6.0
    if asked.measure is Measure.RETURNED:
        return 4.0
    return 3.0 if own else 1.0


def _own_soldiers(asked: Asked, *, soldiers: bool) -> bool:
    """ "Niger's ministry reported 29 soldiers killed": a state's office tells of its own, unless the side just spoken of is its enemy."""
    speaker, code = asked.speaker, asked.carried.code
    if not soldiers or speaker is None or "-" in speaker or asked.measure not in LOSS:
        return False
    return code is not None and code != BOTH and code != opponent(speaker, asked.page)


def _by_the_word(asked: Asked, *, soldiers: bool, fighters: bool) -> list[Vote]:
    """Of a force that was spoken of the soldiers are the army's that it fights, and the fighters of an army's foe are the force's."""
    page, code = asked.page, asked.carried.code
    if soldiers and code is None and page.war is not None and page.war.government:
        code = next((one for one in page.main if "-" in one), None)
    party = page.war.party(code) if page.war is not None and code not in (None, BOTH) else None
    if party is None or asked.flips or party.fights_for is not None:
        return []
    other = opponent(code, page)
    if other is None or not (soldiers or fighters) or ("-" in other) == ("-" in (code or "")):
        return []
    if soldiers == ("-" in other):
        return []
    most = max((one for one in page.named if "-" not in one), key=lambda one: page.named[one], default=other)
    if soldiers and page.named.get(most, 0) > 2 * page.named.get(other, 0):
        other = most  # the army of the state that the text tells of, where several fight one force
    return [Vote(other, -1, 2.9, "the army that the force fights" if soldiers else "the force that the army fights")]


def _over_it(asked: Asked) -> list[Vote]:
    """What the heading over a figure says, where that lent it its measure."""
    page, speaker = asked.page, asked.speaker
    votes = []
    for j, item in enumerate(asked.heading):
        if asked.measure is Measure.AREA_TAKEN and item.has("side") and after_place(asked.heading, j):
            code = opponent(item.party, page)  # "ground gained in Ukraine"
        else:
            code = (
                opponent(speaker or page.office, page) if item.has("foe") else item.party if item.has("side") else None
            )
        if code:
            votes.append(Vote(code, -1, 3.0, "the heading above"))
    return votes
