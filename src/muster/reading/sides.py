"""Whose people a figure counts.

Sides named in the figure's own phrase speak loudest, then those beside the cue ("Russian losses", "losses of the RSF"), then the
subject of a verb that does it to its own ("Russia lost"), or the other side of one that does it to others ("the army killed").
A side after a preposition of place is a place. With none of these the side carries over from what was said before.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from muster.claims.measures import Measure
from muster.reading import attacks, boasts, nearness, turns
from muster.reading.camps import METONYMS, opponent
from muster.reading.context import FIGURE, Page
from muster.reading.measuring import GAIN, LOSS, Cue, View
from muster.reading.nearness import after_place, closeness, describes_speaker, is_wall
from muster.reading.unsaid import unsaid
from muster.reading.votes import Asked, Side, Vote


def side_of(view: View, at: int, *, asked: Asked) -> Side:
    """The side of the figure at `at`."""
    page = asked.page
    opens = turns.after_dateline(view, text=page.text)
    votes = [
        vote
        for j, item in enumerate(view)
        if (item.party is not None or item.low in _POINTING or not item.tags.isdisjoint(_CAMPS)) and j >= opens
        for vote in _votes(view, j, at=at, asked=asked)
    ]
    after = {item.low.split(" ")[0] for item in view[at + 1 : at + 4]}
    ours = bool(after & _THEIRS)
    inflicted = any(item.low.startswith("inflict") for item in view[max(0, at - 4) : at])
    foreign = after | {item.low for item in view[at + 1 : at + 3]}
    votes += unsaid(
        asked,
        hired=not foreign.isdisjoint(_HIRED),
        soldiers=bool(after & _OF_AN_ARMY),
        fighters=bool(after & _OF_A_FORCE) and not ours,
        inflicted=inflicted and not any(item.party for item in view[:at]),
    )
    votes += _of_the_war(view, at, asked=asked)
    if asked.measure in LOSS and turns.facing(view, at):
        other = opponent(asked.speaker or page.office or page.home or page.topic, page)
        votes += [Vote(other, at, 6.0, "who stand before the teller")] if other else []
    claim = boasts.claimed(view, at, asked=asked)
    if claim is not None:
        verb, who, other = claim
        common = [vote for vote in votes if vote.code == who and view[vote.at].has("irregulars")]  # "and militiamen"
        votes = [vote for vote in votes if not (0 <= vote.at < verb and vote.code != other) and vote not in common]
        votes.append(Vote(other, verb, 7.0, "the other side of who claims them"))
    if not votes:
        return Side(None, None, 0.3, "no side named")
    votes = votes if asked.apart else [_weighed(vote, page) for vote in votes]
    best = max(votes, key=lambda vote: (vote.score, -abs(vote.at - at), vote.code or ""))
    words = (view[best.at].start, view[best.at].end) if best.at >= 0 else None
    return Side(best.code, words, max(0.2, min(0.98, 0.35 + best.score / 14)), best.rule)


_HIRED = frozenset(["foreign mercenaries", "foreign fighters", "mercenaries", "foreign mercenary"])
_OF_AN_ARMY = frozenset("soldiers troops servicemen conscripts policemen".split())
_OF_A_FORCE = frozenset("fighters militants terrorists gunmen rebels insurgents guerrillas militiamen".split())


def _weighed(vote: Vote, page: Page) -> Vote:
    """Who is no party of this war is seldom the one whose people are counted."""
    named = vote.rule in (
        "in the figure's phrase",
        "subject",
        "before",
        "before, with the same verb",
        "beside the cue",
        "carried over",
        "whose section it is",
    )
    if vote.code is None or page.war is None or named or page.war.party(vote.code) is not None:
        return vote
    return Vote(vote.code, vote.at, vote.score - 2.5, vote.rule)


def _votes(view: View, j: int, *, at: int, asked: Asked) -> list[Vote]:
    item, page = view[j], asked.page
    if item.low in _THEIRS and asked.measure is Measure.CAPTURED and boasts.in_hands(view, j, at=at):
        return _in_their_hands(view, j, asked=asked)
    if item.low in _THEIRS and j + 1 < len(view) and (view[j + 1].has("fighters") or view[j + 1].low in _OWN):
        return _whose(view, j, at=at, asked=asked)
    if item.low in ("our", "we", "us") and 0 < abs(j - at) <= 3:
        own = page.office or (page.home if turns.of_ours(view, j) else None)
        if own:
            return [Vote(own, j, 9.0, "who speaks in the first person")]
    if item.low == "our" and page.office and 0 < at - j <= _OUR_LOSSES and turns.of_losses(view, j, at=at):
        return [Vote(page.office, j, 6.0, "who speaks in the first person")]
    if item.low in _SUBJECTS and asked.measure is Measure.CAPTURED and asked.speaker and 0 < at - j <= 3:
        other = opponent(asked.speaker, page) if view[j + 1].low in _HAVE else None
        return [Vote(other, j, 7.0, "the other side of who holds them")] if other else []
    if (
        item.low in _TELLERS
        and asked.speaker
        and turns.lost_them(view, j, at=at, cue=asked.cue)
        and asked.measure in LOSS
    ):
        return [Vote(asked.speaker, j, 8.0, "who lost them")]
    if item.low == "they" and page.partial and asked.measure in LOSS and turns.lost_them(view, j, at=at, cue=asked.cue):
        other = opponent(page.office, page)
        return [Vote(other, j, 4.0, "they, where we are the other side")] if other else []
    if item.low in ("it", "them") and 0 < at - j <= 3 and not turns.is_object(view, j):
        named = [
            one.party
            for k, one in enumerate(view[:j])
            if one.party
            and one.has("side")
            and not (after_place(view, k) or turns.owns_a_thing(view, k) or _onlooker(view, k, asked=asked))
            and not any(two.kind == FIGURE for two in view[max(0, k - 1) : k])
        ]
        if not named or any(one.has("foe") for one in view[at + 1 : at + 3]):
            return []
        took = asked.measure in turns.HELD and turns.holds(view, j, at=at)
        did = asked.flips and asked.cue is not None and j < asked.cue.at  # "the group says it killed 12 soldiers"
        code = opponent(named[-1], page) if took or did else named[-1]
        return [Vote(code, j, 6.0, "the side it stands for")] if code else []
    if item.low in ("former", "latter") and 0 < at - j <= 5 and all(one.low != "and" for one in view[j:at]):
        two = _two_before(view, j, asked)
        return [Vote(two[item.low == "latter"], j, 11.0, f"the {item.low} of two")] if two else []
    return _votes_of_named(view, j, at=at, asked=asked)


def _in_their_hands(view: View, j: int, *, asked: Asked) -> list[Vote]:
    """ "9,000 captives are in its camps": of the other side than the one named before, else than who speaks."""
    named = next((one.party for one in reversed(view[:j]) if one.party and one.has("side", "office")), asked.speaker)
    other = opponent(named, asked.page)
    return [Vote(other, j, 8.0, "the other side of who holds them")] if other else []


def _votes_of_named(view: View, j: int, *, at: int, asked: Asked) -> list[Vote]:
    """What a side that is named, or named as the enemy, says of the figure."""
    item, page = view[j], asked.page
    if item.has("both_sides") or turns.two_sides(view, j, war=page.war):
        return [Vote(None, j, closeness(view, j, at=at, cue=asked.cue)[0] + 3.0, "both sides")]
    if (facing := turns.across(view, j, at=at)) is not None:
        other = opponent(facing, page)
        return [Vote(other, j, 9.0, "the other side of the one named")] if other else []
    if item.has("foe"):
        own = None if asked.measure is Measure.EXCHANGE_RATIO else page.office or page.home
        if any(is_wall(one) or one.low == ":" for one in view[min(j, at) + 1 : max(j, at)]):
            own = None
        code = opponent(asked.speaker or own or _of_the_land(page), page)
        score = closeness(view, j, at=at, cue=asked.cue)[0] + 0.5
        if code is None and page.war is None:
            return [Vote(None, j, score, "an enemy that is not named")]
        return [Vote(code, j, score, "the enemy of who speaks")] if code else []
    if not item.party:
        return []
    if j < at and any(one.low.startswith("inflict") for one in view[max(j + 1, at - 4) : at]):
        other = opponent(item.party, page)
        return [Vote(other, j, 8.0, "on whom they inflicted them")] if other else []
    if turns.noun_left_out(view, j, at=at) and not (asked.measure is Measure.LOSSES and item.low in METONYMS):
        return [Vote(item.party, j, 12.0, "whose, with the noun left out")]
    if asked.measure is Measure.MISSING_INQUIRIES and item.has("side") and j and view[j - 1].low == "from":
        return [Vote(item.party, j, 7.0, "from whose people")]
    return _votes_by_place(view, j, at=at, asked=asked)


def _of_the_land(page: Page) -> str | None:
    """Who calls the other side the enemy, in a text that names no side: the one whose places it speaks of."""
    code = page.main[0] if page.main else None
    return None if any(item.party == code and item.has("side") for item in page.items) else code


def _of_office(view: View, j: int, *, at: int, asked: Asked, score: float) -> Vote:
    """What an office or a speaker says by its side: it speaks for the side but is not its people."""
    party, page = view[j].party, asked.page
    assert party is not None
    if view[j + 1 : j + 2] and view[j + 1].low == "'" and any(one.has("fighters") for one in view[j + 2 : j + 6]):
        return Vote(party, j, score, "whose forces they are")  # "Assad's regular army"
    if asked.measure in _LOGGED and page.war is not None and _fights(party, page) and not asked.spies:
        return Vote(party, j, min(score, 4.5), "whose office logs it")
    if asked.measure in GAIN and j < at and _fights(party, page) and turns.ruled(view, j):
        return Vote(party, j, min(score, 2.5), "whose office recruits")  # "Chad's junta set out to …"
    return Vote(party, j, min(score - 4.0, 1.0), "the side of the office")


def _votes_by_place(view: View, j: int, *, at: int, asked: Asked) -> list[Vote]:
    """What a named side says by where it stands and what it does there."""
    item, page, cue = view[j], asked.page, asked.cue
    if item.party is None:
        return []
    if turns.of_money(view, j) or turns.only_speaks(view, j, at=at, war=page.war):
        return []
    if (
        asked.measure in _LOGGED
        and item.has("side")
        and _fights(item.party, page)
        and turns.logged_there(view, j, at=at)
    ):
        return [Vote(item.party, j, 5.0, "whose office logs it")]
    if j > at and asked.measure in LOSS and item.has("side") and attacks.felled(view, j, at=at):
        other = None if asked.civilian else opponent(item.party, page)
        return [Vote(other, j, 8.0, "the other side of who felled them")] if other else []
    score, rule = closeness(view, j, at=at, cue=asked.cue)
    if rule == "after" and _of_a_list_behind(view, j, at=at):
        return []
    if rule == "of" and turns.owns_land(view, j):
        return []
    if rule == "where they were" and asked.measure is Measure.OBITUARIES:
        score, rule = 1.2, "place"  # "residents of the region who are known to have been killed in Ukraine"
    if rule == "place" and asked.measure in LOSS and _fell_abroad(view, j, at=at, page=page):
        other = opponent(item.party, page)
        return [Vote(other, j, 2.4, "who fell in the other's land")] if other else []
    score -= turns.IN_PASSING if turns.in_passing(view, j, at=at) or turns.only_served(view, j, at=at) else 0.0
    recruiter = cue is not None and cue.role == "own" and cue.measure in GAIN and j < cue.at
    if not item.has("side") or ((describes_speaker(view, j) or asked.speaks(item)) and not recruiter):
        return [_of_office(view, j, at=at, asked=asked, score=score)]
    if _labels(view, j, cue=cue):
        return [Vote(item.party, j, 9.5, "beside the cue")]  # "Russia, killed: 498"
    if asked.measure is Measure.CAUSE_SHARE and turns.by_whom(view, j):
        other = opponent(item.party, page)
        return [Vote(other, j, score + 3.0, "the other side of who hit them")] if other else []
    if asked.measure is Measure.CAPTURED and boasts.in_hands(view, j, at=at):
        other = opponent(item.party, page)
        return [Vote(other, j, 8.0, "the other side of who holds them")] if other else []
    has = asked.measure is Measure.CAPTURED and j < at and boasts.has_prisoners(view, j, at=at)
    holds = has or (asked.measure in turns.HELD and j < at and turns.holds(view, j, at=at))
    if holds and rule != "in the figure's phrase":
        other = opponent(item.party, page)
        return [Vote(other, j, score, "the other side of who holds them")] if other else []
    if asked.measure in LOSS and rule not in _PLAIN and attacks.deals(view, j, at=at, cue=cue):
        other = opponent(item.party, page)
        return [Vote(other, j, max(6.2 - 0.1 * abs(j - at), 4.0), "the other side of who hit them")] if other else []
    if asked.flips and cue is not None and j < cue.at and nearness.counted_before(view, j):
        return [Vote(item.party, j, score, "the enemy named before")]
    keeps = (
        asked.measure is Measure.CAPTURED
        and j < at
        and any(one.low in turns.KEEPS for one in view[j + 1 : min(at, j + 4)])
    )
    if (keeps or (asked.flips and cue is not None and j < cue.at)) and rule in ("subject", "before", "beside the cue"):
        other = opponent(item.party, page)
        unknown = page.war is None and not keeps  # "Thai troops killed 14": not their own
        return [Vote(other, j, score, "the other side of who did it")] if other or unknown else []
    if rule == "before" and turns.owns_a_thing(view, j):
        score -= 2.0
    return [Vote(item.party, j, score, rule)]


def _labels(view: View, j: int, *, cue: Cue | None) -> bool:
    """ "Russia, killed: 498": a side that a mark alone parts from what befell them, and no place."""
    return cue is not None and cue.at == j + 2 and view[j + 1].low in _LABELLED and not after_place(view, j)


def _of_a_list_behind(view: View, j: int, *, at: int) -> bool:
    """ "killed 60,000: 31,000 Houthi fighters and …": the side of a part, told behind a colon with its own figure."""
    between = view[at + 1 : j]
    colon = next((k for k, one in enumerate(between) if one.low == ":"), len(between))
    return any(one.kind == FIGURE for one in between[colon:])


def _fell_abroad(view: View, j: int, *, at: int, page: Page) -> bool:
    """ "the number of convicts killed in Ukraine": of soldiers who fell in a state nobody says so who means that state's own."""
    war, fallen = page.war, view[j - 2] if j > 1 else None
    if war is None or war.government or fallen is None or view[j - 1].low != "in" or not view[j].has("country"):
        return False
    if page.home == view[j].party or (j + 1 < len(view) and view[j + 1].low in ("'", "’")):
        return False
    if any(is_wall(one) or one.kind == FIGURE for one in view[min(j, at) + 1 : max(j, at)]):
        return False
    died = fallen.low in _FELL or any(tag.startswith("participle.") for tag in fallen.tags)
    return died and any(one.has("fighters") or one.low in _ENLISTED for one in view[max(0, j - 6) : j - 2])


_FELL = frozenset("died fallen fell dead perished".split())
_ENLISTED = frozenset("convicts prisoners inmates recruits volunteers foreigners officers conscripts enlistees".split())
_PLAIN = frozenset({"in the figure's phrase", "what they are", "for whom it is put", "on the side of"})


def _fights(code: str, page: Page) -> bool:
    return page.war is None or page.war.party(code) is not None


def _onlooker(view: View, k: int, *, asked: Asked) -> bool:
    """Whether a side only speaks and does not fight: "The Americans think it was 20,000"."""
    war, item = asked.page.war, view[k]
    outside = war is not None and war.party(item.party or "") is None
    return outside and (asked.speaks(item) or describes_speaker(view, k))


def _of_the_war(view: View, at: int, *, asked: Asked) -> list[Vote]:
    """ "The war has caused 377,000 deaths", "7,000 people died in the fighting": with no side named, the dead of all sides."""
    if asked.measure not in LOSS or not (asked.civilian or nearness.anybody(view, at)):
        return []
    told = next((j for j in range(at + 1, len(view)) if view[j].low == ":" or view[j].kind == FIGURE), len(view))
    if any(item.party and item.has("side") and not after_place(view, j) for j, item in enumerate(view[:told])):
        return []
    for j, item in enumerate(view):
        before = view[j - 1].low if j else ""
        opens = before == "the" and (j == 1 or view[j - 2].low in ("that", ",", ":", "and"))
        inside = before == "the" and j > 1 and view[j - 2].low in ("in", "by", "of")
        if (item.low in _FIGHTS or item.has("war")) and ((opens and j < at) or (inside and abs(j - at) < _NEAR)):
            return [Vote(None, j, 3.4, "the dead of the war")]
    return []


_FIGHTS = frozenset("war conflict fighting hostilities".split())
_NEAR = 8


def _two_before(view: View, j: int, asked: Asked) -> tuple[str, str] | None:
    """The last two sides named before "the former" or "the latter", in the order of their naming."""
    items, start = asked.page.items, view[j].start
    at = bisect_left(items, start, key=lambda one: one.start)
    named: list[str] = []
    for one in reversed(items[max(0, at - 60) : at]):
        if one.party and one.has("side") and one.party not in named:
            named.append(one.party)
        if len(named) == 2:
            war = asked.page.war
            return (named[1], named[0]) if war is not None and all(war.party(code) for code in named) else None
    return None


_LABELLED = frozenset([",", "|", ":", "—", "–", "-"])
_LOGGED = frozenset(
    {Measure.DESERTED, Measure.MISSING, Measure.MISSING_INQUIRIES, Measure.CONSCRIPTED, Measure.MOBILISED}
)


_HAVE = frozenset({"have", "had", "hold", "held", "took"})
_OUR_LOSSES = 14  # items behind "our losses"
_TELLERS = frozenset({"he", "she", "i", "we"})
_SUBJECTS = frozenset({"they", "we"})  # "he says they have 594 prisoners"
_OWN = frozenset("own country nation side camp ranks army military".split())  # "46,000 of his country's soldiers"
_THEIRS = frozenset({"his", "their", "our", "her", "its"})
_POINTING = _THEIRS | {"we", "us", "it", "them", "they", "he", "she", "i", "former", "latter", "other"}
_CAMPS = frozenset({"both_sides", "foe"})


def _whose(view: View, j: int, *, at: int, asked: Asked) -> list[Vote]:
    """ "its own dead", "his soldiers": of the side named before in the sentence, else of who speaks."""
    own = asked.speaker or asked.page.office
    if view[j].low == "our" and asked.page.office and not turns.in_quotes(asked.page, view[j].start):
        own = asked.page.office  # "their spokesman asserts that 2,000 of our soldiers fell", in an army's own bulletin
    if own is None and view[j].low in ("his", "her"):
        own = next((one.party for one in reversed(view[:j]) if one.party and one.has("office", "person")), None)
    if view[j].low in ("its", "their"):
        sides = [
            (k, one)
            for k, one in enumerate(view[:j])
            if one.party and (one.has("side") or asked.speaks(one)) and not (k and view[k - 1].kind == FIGURE)
        ]
        free = [one.party for k, one in sides if not after_place(view, k)]
        named = free or [one.party for k, one in sides if any(two.low == "to" for two in view[max(0, k - 2) : k])]
        clause = takewhile(lambda one: one.low != ";", reversed(view[:j]))
        speaking = next((item for item in clause if asked.speaks(item)), None)
        own = (speaking.party or own) if speaking is not None and own else (named[-1] if named else own)
    did = asked.flips and asked.cue is not None and j < asked.cue.at  # "his forces killed 300"
    if did or (asked.measure is Measure.CAUSE_SHARE and j > at):  # "90% of the targets that their troops hit"
        own = opponent(own, asked.page)
    loud = 11.0 if 0 < j - at <= 2 and j + 1 < len(view) and view[j + 1].low == "own" else 7.0  # "250 of its own"
    return [Vote(own, j, loud - 0.2 * abs(j - at), "the speaker's own people")] if own else []
