"""Which party each name, demonym and office in a text stands for, and how often each is named.

Invariant: only the items' party and tags are set here; a name keeps its party whatever is said of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from muster.claims.war import War

if TYPE_CHECKING:
    from muster.reading.context import Item, Page


def resolve_parties(items: Sequence[Item], war: War | None) -> None:
    """Each named side gets the code it has in this war, or its country's own."""
    for item in items:
        if item.phrase is None or not item.phrase.parties:
            continue
        known = item.phrase.parties
        if war is not None and war.id in known:
            item.party = known[war.id]
        elif "" in known:
            item.party = known[""]
        elif not item.phrase.common and (war is None or _of_one_state(item)):
            item.party = known[sorted(known)[0]]
    _resolve_seats(items)


def _of_one_state(item: Item) -> bool:
    """ "The Soviet army", told of in a text about another war: of the same state in every war that knows it."""
    phrase = item.phrase
    codes = set(phrase.parties.values()) if phrase is not None else set()
    return (
        phrase is not None and len(phrase.words) > 1 and len(codes) == 1 and "-" not in codes.pop() and item.has("side")
    )


_BESIDE = 25  # items


def _resolve_seats(items: Sequence[Item]) -> None:
    """ "The Soviet Union invaded Afghanistan, where Moscow lost 15,000": a seat of government stands for the state just named."""
    named: dict[str, int] = {}
    for at, item in enumerate(items):
        if item.party is None:
            continue
        seat = next((tag[5:] for tag in item.tags if tag.startswith("seat.")), None)
        if seat is not None and at - named.get(seat, -_BESIDE) < _BESIDE and named.get(item.party, -1) < named[seat]:
            item.party = seat
        else:
            named[item.party] = at


def resolve_irregulars(items: Sequence[Item], war: War | None, *, main: Sequence[str], office: str | None) -> None:
    """ "The rebels" are the force of this war that the text names most, "government troops" and "the army" those of its state, or of
    the state at war whose office publishes it."""
    if war is None:
        return
    groups = [code for code in main if "-" in code and war.party(code) is not None]
    states = [side.party.code for side in war.parties if "-" not in side.party.code]
    ruling = next((code for code in main if code in war.government), next(iter((*war.government, *states)), None))
    own = office if office in states else None
    last = ("", 0)
    for j, item in enumerate(items):
        if own and item.low == "general staff":
            item.party = own  # each army has one
        if item.party is not None:
            ruling = item.party if item.party in war.government else ruling
            last = (item.party, j) if "-" in item.party else last
            continue
        if item.phrase is None and item.low not in _OF_THE_STATE:
            continue
        if groups and item.has("irregulars"):
            rising = [code for code in groups if not _hired(code, war)] if _RISING.search(item.low) else []
            near = last[0] in (rising or groups) and j - last[1] < _BESIDE
            item.party, item.tags = last[0] if near else (rising or groups)[0], item.tags | {"side", "demonym"}
        elif groups and ruling and item.has("regulars"):
            item.party, item.tags = own or ruling, item.tags | {"side", "demonym", "fighters"}
        elif war.government and item.low in _OF_THE_STATE and (j == 0 or items[j - 1].low in _OPENS):
            item.party = own or ruling
            item.tags = item.tags | {"side"}


def _hired(code: str, war: War) -> bool:
    """Whether a force comes from a state outside the war, or fights for one at war: mercenaries are no rebels."""
    side = war.party(code)
    return war.party(code[:2]) is None or (side is not None and side.fights_for is not None)


_RISING = re.compile("rebel|insurg|jihad|guerr?illa|separatist")


def resolve_governments(page: Page) -> None:
    """ "Benin. The government admits …": in a section about one state "the government" and "the army" are that state's."""
    for number, section in enumerate(page.sections):
        if section.state is None or section.abroad:
            continue
        last = page.sections[number + 1].first if number + 1 < len(page.sections) else len(page.items)
        for j in range(section.first + 1, last):
            item = page.items[j]
            if item.party is None and item.low in _OF_THE_STATE and page.items[j - 1].low == "the":
                item.party = section.state
                item.tags = item.tags | {"side"} if item.low in _ARMY else item.tags


_ARMY = frozenset({"army", "military", "garrison", "armed forces"})
_OPENS = frozenset(["the", ".", "—", "–", "?", "!"])  # "Army jets bombed …"
_OF_THE_STATE = _ARMY | {"government", "junta", "regime"}


def resolve_elsewhere(items: Sequence[Item], war: War | None, *, count: Mapping[str, int]) -> None:
    """A force that fights in several states is counted under the one that the text is about."""
    for side in war.parties if war is not None else ():
        own = side.party.code
        states = [code[:2] for code in side.codes()]
        most = max(states, key=lambda state: count.get(state, 0))
        if len(states) < 2 or count.get(most, 0) < 2 * count.get(own[:2], 0) or most == own[:2]:
            continue
        for item in items:
            if item.party == own:
                item.party = most + own[2:]


def only_describe(items: Sequence[Item]) -> None:
    """A side that only says by whom a thing was brokered, held or backed is not spoken of: "a Russian-brokered truce"."""
    for j in range(len(items) - 2):
        item = items[j]
        if item.party is None:
            continue
        dash, word = items[j + 1], items[j + 2]
        joined = dash.low in ("-", "‑", "–") and dash.start == item.end and word.start == dash.end
        if joined and word.low in _DONE_BY:
            item.tags = item.tags - {"side", "demonym", "country"}
            item.party = None


def only_host(items: Sequence[Item], war: War | None) -> None:
    """ "in an interview with French television": a land outside the war that only says whose newspaper or channel it is."""
    if war is None:
        return
    for j, item in enumerate(items[:-1]):
        if item.party is None or not item.has("demonym") or war.party(item.party) is not None:
            continue
        if not j or items[j - 1].low not in _TALKS_TO:
            continue  # "Iranian state television reported"
        if any(one.low.split(" ")[-1] in _PRESS for one in items[j + 1 : j + 3]):
            item.tags = item.tags - {"side", "demonym", "country"}
            item.party = None


def only_name(items: Sequence[Item], text: str) -> None:
    """A verb of stating in capitals behind "the" is the head of a name: "the State Emergency Service", "the Report Centre"."""
    for j in range(1, len(items) - 1):
        item = items[j]
        if "say" not in item.tags or items[j - 1].low != "the" or not text[item.start].isupper():
            continue
        if text[items[j + 1].start].isupper():
            item.tags = item.tags - {"say", "reckoning", "paper"}


_TALKS_TO = frozenset(["with", "to", "on", "told", "a", "an"])
_PRESS = frozenset(
    "television tv radio network networks broadcaster broadcasters channel newspaper newspapers daily magazine weekly journalist "
    "journalists reporter reporters correspondent correspondents press media outlet outlets interviewer viewers readers".split()
)
_DONE_BY = frozenset(
    "brokered mediated sponsored built made designed supplied funded financed language speaking occupied held controlled annexed born "
    "educated drafted hosted owned registered based trained armed flagged issued".split()
)


def named(items: Sequence[Item]) -> dict[str, int]:
    """How often each side is named, twice for its people or itself and once for an office of it."""
    count: Counter[str] = Counter()
    for item in items:
        if item.party:
            count[item.party] += 2 if item.has("side") else 1
    return dict(count)


def main_parties(count: Mapping[str, int], war: War | None) -> list[str]:
    """The sides by how often they are named, those of the war first."""
    inside = {side.party.code for side in war.parties} if war else set()
    return sorted(count, key=lambda code: (code not in inside, -count[code], code))
