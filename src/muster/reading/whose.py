"""Whose people a figure counts: what the text around the sentence adds to `sides`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from muster.claims.measures import Measure, Status
from muster.claims.war import War
from muster.reading import (
    abroad,
    boasts,
    crediting,
    dockets,
    foelists,
    home,
    nearness,
    oddsides,
    pointing,
    posts,
    registries,
    replies,
    sections,
    sides,
    turning,
    veterans,
    votes,
)
from muster.reading.borrowing import Measured
from muster.reading.civilians import among
from muster.reading.context import FIGURE, Item, Page
from muster.reading.discourse import Memory
from muster.reading.layout import Block
from muster.reading.measuring import LOSS, View
from muster.reading.onelist import ANYBODY
from muster.reading.spot import Spot
from muster.reading.voices import Voice
from muster.reading.votes import Side


def side(spot: Spot, decided: Measured, *, voice: Voice | None, spoken: Sequence[Voice], civilian: bool) -> Side:
    """The side of a figure: at the head of its column, borrowed with its measure, or the one that `sides` makes out."""
    view, memory, page = spot.view, spot.memory, spot.page
    told = (
        dockets.of_giver(spot, voice)
        or oddsides.side(spot, decided)
        or _whom_it_cost(view, decided)
        or _asked_about(spot, decided)
    )
    told = told or veterans.of_the_whole(spot) or pointing.side(spot, decided)
    told = told or foelists.side(spot, voice)
    if told is not None:
        return told
    before = decided.inherited.people if decided.inherited else _as_others(spot) or _in_turn(spot, decided, voice)
    turned = before is not None and boasts.turned(view, spot.at, party=voice.party if voice else None, before=before)
    turned = turned or (voice is not None and voice.party not in (None, before) and crediting.admits(view, voice))
    if before is not None and not (turned or pointing.names_side(view, spot.at) or _new_voice(memory, voice, page)):
        found = Side(before, None, 0.5, "as the figure before")
    else:
        asked = votes.Asked(
            page=page,
            measure=decided.measure,
            cue=decided.cue,
            carried=_carried(spot, before),
            speaker=side_of_speaker(spot, voice),
            admits=crediting.admits(view, voice) or registries.counts_health(voice),
            of_own=_new_voice(memory, voice, page) or _each_its_own(view, spot.at, voice),
            civilian=civilian,
            heading=_heading(memory) if decided.rule == "the heading above" else _over_rows(spot),
            land=home.land_of(page, page.blocks[spot.here.block]) if civilian else None,
            apart=about_another_war(spot),
            section=_section(spot),
            spies=voice is not None and _counts_the_enemy(voice, decided.measure, page),
            spoken=tuple((one.start, one.end) for one in spoken if one.how != "owns"),
        )
        found = sides.side_of(view, spot.at, asked=asked)
    if civilian and page.war is not None and page.war.government and _of_everybody(spot, found):
        return Side(None, None, 0.6, "fighters of both sides and civilians")
    if decided.measure in (Measure.FOREIGN, Measure.RECRUIT_PAY):
        served = abroad.served(spot)
        if served is not None:
            return Side(
                served, None, 0.7, "in whose ranks they are", view[spot.at + 1].party or found.people or found.code
            )
        last = next((d.claim.party for d in reversed(memory.drafts) if d.claim.measure is Measure.FOREIGN), None)
        gains = _gaining(found, view, page=page, before=last.code if last else None)
        return replace(gains, people=nearness.countrymen(view, spot.at, war=page.war) or gains.people)
    if found.rule == "for whom they fight":
        return found
    hired = _hired(found, view, at=spot.at, page=page)
    if hired is not None:
        return hired
    unowned = voice is not None and voice.party is None and registries.counts_health(voice) and page.war is not None
    if found.rule in _WEAK and unowned:
        return Side(None, None, 0.5, "a register of no land that is told")
    if found.rule in _BORROWED and decided.measure is not Measure.EXCHANGE_RATIO:
        found = _turned(spot, found, decided) or found
    if found.rule in _WEAK:
        found = _as_told(spot, decided.measure) or found
    return _of_people(found, view, at=spot.at, page=page, civilian=civilian)


def _as_others(spot: Spot) -> str | None:
    """ "Another 61 had been killed": more of those just told of, where no side is named again."""
    last, lead = spot.memory.last, spot.view[spot.at - 1].low if spot.at else ""
    if lead not in _OTHERS or last is None or spot.number - last.sentence > 1 or last.claim.figure.unit != "person":
        return None
    return last.people


def _in_turn(spot: Spot, decided: Measured, voice: Voice | None) -> str | None:
    """ "It said on 3 June that 4,100 RSF fighters had been killed. It said on 17 June that 5,700 had been": one voice goes on about the
    same people, where it names nobody again."""
    last, view = spot.memory.last, spot.view
    if last is None or voice is None or last.voice is None or last.voice.name != voice.name:
        return None
    if spot.number - last.sentence != 1 or last.claim.measure is not decided.measure or decided.measure not in LOSS:
        return None
    anew = any(item.party or item.has("foe", "fighters", "civilians") or item.low in _OWNERS for item in view)
    return None if anew or last.claim.status is Status.HISTORICAL else last.people


_OWNERS = frozenset("its their our his her own we".split())
_OTHERS = frozenset(["another", "a further", "further", "yet another", "still another"])


def _asked_about(spot: Spot, decided: Measured) -> Side | None:
    """The side that a question names which asks how many men it has, or else the one spoken of before."""
    asked = replies.asked(spot) if decided.rule == replies.HOW_MANY else None
    if asked is None:
        return None
    named = [item.party for item in spot.page.items[asked.first : asked.last] if item.party and item.has("side")]
    side = named[0] if named else spot.memory.side
    return Side(side, None, 0.6, "of whom it was asked") if side not in (None, votes.BOTH) else None


def _whom_it_cost(view: View, decided: Measured) -> Side | None:
    """ "The winter cost Russia 90,000 men": the side after the verb, not what it is said of."""
    cue = decided.cue
    if cue is None or cue.role != "own" or view[cue.at].low.split(" ")[-1] not in ("cost", "costs", "costing"):
        return None
    item = next((one for one in view[cue.at + 1 : cue.at + 4] if one.party and one.has("side")), None)
    return Side(item.party, (item.start, item.end), 0.8, "whom it cost them") if item is not None else None


def _turned(spot: Spot, found: Side, decided: Measured) -> Side | None:
    """The side that the paragraph turned to, or that all figures are said to be of, where the figure's words name none."""
    record = dockets.side(spot)
    if record is not None:
        return Side(record, None, 0.8, "whom the record is about")
    told = turning.turned_to(spot) or turning.said_of_all(spot)
    if told is None:
        return None
    before = decided.inherited
    if found.rule == "as the figure before" and before is not None and before.sentence > told[0]:
        return None
    return Side(told[1], None, 0.7, "whom the text turned to")


_WEAK = frozenset({"carried over", "the side most spoken of", "no side named"})
_BORROWED = _WEAK | {
    "its own land",
    "the speaker's own",
    "the speaker's enemy",
    "as the figure before",
    "the heading above",
}
_TELLING = 50  # a smaller number comes again by chance


def _as_told(spot: Spot, measure: Measure) -> Side | None:
    """The side of the same number of the same thing told before: "25,000 killed a month is a division gone"."""
    numbers = spot.numbers
    if numbers[-1] < _TELLING:
        return None
    again = (
        draft.claim.party
        for draft in spot.memory.drafts
        if draft.claim.measure is measure
        and draft.claim.party is not None
        and numbers[-1] in draft.claim.figure.numbers
    )
    party = next(again, None)
    return Side(party.code, None, 0.6, "as the same figure before") if party else None


def _of_everybody(spot: Spot, found: Side) -> bool:
    """Whether fighters and civilians together are counted in a war within a state, and no side's phrase says whose."""
    if found.rule in ("in the figure's phrase", "of", "where they were", "for whom it is put", "beside the cue"):
        return False
    if found.rule in _GUESSED and among(spot.view, spot.at) and not _mostly_civil(spot.view, spot.at):
        return True
    near = takewhile(lambda item: item.kind != FIGURE, spot.view[spot.at + 1 :][:24])
    return any(
        item.has("fighters") or item.low.startswith(("combatant", "military"))
        for item in near
        if item.low not in ANYBODY
    )


def _mostly_civil(view: View, at: int) -> bool:
    """ "7,000 people, many of them civilians": people of the land, where no fighters are named."""
    near = list(takewhile(lambda item: item.kind != FIGURE, view[at + 1 : at + 16]))
    of_them = any(one.low in ("of them", "of whom") and two.has("civilians") for one, two in pairwise(near))
    return of_them and not any(item.has("fighters") and item.low not in ANYBODY for item in near)


_GUESSED = _WEAK | {
    "whose town it is",
    "its own land",
    "as the figure before",
    "the speaker's own",
    "both sides, as before",
    "the speaker's enemy",
}


def side_of_speaker(spot: Spot, voice: Voice | None) -> str | None:
    """Whose office speaks: "its spokesman" is of the side spoken of before."""
    if voice is None:
        return spot.memory.office
    side = spot.memory.side
    if voice.party is None and voice.kind == "person" and (code := posts.side_of(spot.page, voice)) is not None:
        return code
    if voice.party is None and (code := posts.side_of_spy(spot.page, voice)) is not None:
        return code
    if voice.party is None and side not in (None, votes.BOTH):
        before = next((item for item in reversed(spot.view) if item.end <= voice.start), None)
        first = next((item for item in spot.view if item.start >= voice.start), None)
        owner = before if before is not None and voice.start - before.end <= 1 else first
        return side if owner is not None and owner.low in ("its", "their") else None
    return voice.party


def _section(spot: Spot) -> str | None:
    """The state whose war in another land the section is about: "The United States in Korea"."""
    section = sections.at(spot.page.sections, spot.here.first)
    return section.state if section is not None and section.abroad else None


def about_another_war(spot: Spot) -> bool:
    """Whether a paragraph of a text on many things names another war's forces or places, and no side of the text's own war."""
    page = spot.page
    if page.war is None:
        return False
    key = (spot.here.block, page.war.id)
    if key not in page.apart:
        page.apart[key] = _names_another(page, page.blocks[spot.here.block], page.war)
    return page.apart[key]


def _names_another(page: Page, block: Block, war: War) -> bool:
    """Whether a block names another war's forces or places, and no side of this one."""
    first = bisect_left(page.items, block.start, key=lambda one: one.start)
    other = False
    for item in takewhile(lambda one: one.start < block.end, page.items[first:]):
        if item.party and war.party(item.party) is not None:
            return False
        wars = item.phrase.wars if item.phrase is not None else ()
        other = other or (bool(wars) and war.id not in wars and item.has("war", "place", "group"))
    return other


def _hired(found: Side, view: View, *, at: int, page: Page) -> Side | None:
    """Mercenaries are the people of the side that they fight for."""
    party = page.war.party(found.code) if page.war is not None and found.code is not None else None
    if (
        party is None
        or party.fights_for is None
        or not any(item.low.endswith(_MERCENARIES) for item in view[at + 1 : at + 6])
    ):
        return None
    return Side(party.fights_for.code, found.words, found.confidence, "whom they fight for", found.code)


_MERCENARIES = ("contractors", "mercenaries", "hired guns", "contractor", "mercenary")


def _counts_the_enemy(voice: Voice, measure: Measure, page: Page) -> bool:
    """Whether who speaks tells of the other side unless it says otherwise: an intelligence service, of losses a general staff too."""
    return posts.spies(page, voice) or ("general staff" in (voice.name or "").lower() and measure in _TOLLS)


_TOLLS = frozenset({Measure.KILLED_WOUNDED, Measure.LOSSES})


def _carried(spot: Spot, before: str | None) -> votes.Carried:
    """The side spoken of before; one that is no party of the war only within its paragraph."""
    memory, war = spot.memory, spot.page.war
    if before is not None:
        return votes.Carried(before)
    gap = spot.here.block - memory.side_block
    known = war.party(memory.side or "") if war is not None else None
    outside = (
        war is not None and memory.side not in (None, votes.BOTH) and (known is None or known.fights_for is not None)
    )
    return votes.Carried(None if (outside or spot.page.partial) and gap else memory.side, gap)


def _gaining(side: Side, view: View, *, page: Page, before: str | None) -> Side:
    """The side that foreigners fight for: theirs where they are of no side of this war. `before` is whom they fought for before."""
    war = page.war
    if war is None or side.code is None:
        return side
    belligerents = [one.party.code for one in war.parties if one.fights_for is None]
    own = war.party(side.code)
    if own is not None and own.fights_for is not None:
        return Side(own.fights_for.code, side.words, side.confidence, "whom they fight for", side.code)
    guessed = side.rule == "the speaker's own"
    if own is not None and side.code in belligerents and not guessed:
        return side
    named = [
        item.party
        for j, item in enumerate(view)
        if item.party in belligerents
        and item.has("side")
        and not nearness.describes_speaker(view, j)
        and not (guessed and item.party == side.code)
    ]
    if guessed and not named and before is None:
        return side
    code = (
        next(iter(named), None)
        or before
        or page.topic
        or next((one for one in page.main if one in belligerents), side.code)
    )
    return Side(code, side.words, 0.5, "the side that gains", side.code)


def _of_people(side: Side, view: View, *, at: int, page: Page, civilian: bool) -> Side:
    """People of no uniform belong to a land, not to a force within it."""
    if page.war is None or side.code is None or "-" not in side.code:
        return side
    if not nearness.anybody(view, at) and not (civilian and side.rule in _GUESSED):
        return side
    party = page.war.party(side.code)
    state = party.within.code if party is not None and party.within is not None else side.code[:2]
    return Side(state, side.words, side.confidence, side.rule) if page.war.party(state) is not None else side


def lent(side: Side, page: Page, *, before: View) -> bool:
    """Whether the people counted are a third state's, which sends them to fight for a side of this war."""
    code = side.people or side.code
    if page.war is None or code is None:
        return False
    party = page.war.party(code)
    if party is None:
        return any(item.low in _SENT for item in before[-2:])  # "Sweden alone sent 8,760 volunteers"
    return party.fights_for is not None and party.within is None


_SENT = frozenset("sent sends dispatched contributed lent".split())


def _heading(memory: Memory) -> tuple[Item, ...]:
    heading = memory.heading
    return tuple(heading.view) if heading else ()


def _over_rows(spot: Spot) -> tuple[Item, ...]:
    """The side, or "the enemy", that the line above rows names, where they are of nothing else: "Enemy personnel, week 23"."""
    heading = spot.memory.heading
    if not spot.row or heading is None or not 0 < spot.here.block - heading.block <= _ROWS:
        return ()
    view = heading.view
    named = [item for j, item in enumerate(view) if item.has("foe", "side") and not nearness.after_place(view, j)]
    return tuple(named) if len(named) == 1 else ()


_ROWS = 14  # rows below a line that speak of what it names


def _new_voice(memory: Memory, voice: Voice | None, page: Page) -> bool:
    """Whether another side's office speaks now, after one that told of its own: each tells of its own, then."""
    last = memory.last
    if last is None or last.voice is None or voice is None or voice.party is None or last.voice.party is None:
        return False
    if posts.spies(page, voice) or _STUDIES.search((voice.name or "").lower()):
        return False  # which tells of the other side, or of any
    return last.voice.party == last.people and voice.party != last.voice.party


_STUDIES = re.compile(
    "historian|scholar|analyst|researcher|expert|econom|statistic|universit|institute|newspaper|journalist|blogger"
)


def _each_its_own(view: View, at: int, voice: Voice | None) -> bool:
    """ "Oman announced 12 dead, Qatar four": where several states give figures in one sentence, each gives its own."""
    if voice is None or voice.party is None or voice.start > view[at].start:
        return False
    following = next((k for k in range(at + 1, len(view)) if view[k].kind == FIGURE), 0)
    following -= following > 1 and view[following - 1].low == "to"  # "owned up to 12, Qatar to four"
    other = view[following - 1] if following else view[at]
    gap = other.party not in (None, voice.party) and other.has("country") and "-" not in (other.party or "")
    return gap and view[following - 2].low in (",", "and", ";", "while", "but")
