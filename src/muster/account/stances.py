"""How a body stands to the side that it counts: with it, against it, a state beside both, or none of these.

Bodies of one stance can be wrong in one direction together, which no number of them averages out. Invariant: a body that no list and no
word of a country places is independent; the same key always gives the same stance for one side of one war.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

from muster.account.lexicon import lexicon
from muster.account.naming import Names, names_of, plain
from muster.claims.war import War


class Stance(StrEnum):
    """How a body stands to the side whose people it counts."""

    OWN = "own side"
    ENEMY = "other side"
    STATE = "another state"
    INDEPENDENT = "independent"


def stance_of(key: str, party: str, *, war: War | None, told: Mapping[str, Stance] | None = None) -> Stance:
    """The stance of the body of this key (of `bodies.Body`) to the party of this code. `told` are keys whose stance a user has set."""
    if told and key in told:
        return told[key]
    state = state_of(key, war)
    if state is None:
        return Stance.INDEPENDENT
    sides = _sides(war)
    own, its = sides.get(party, party), sides.get(state, state)
    if own == its:
        return Stance.OWN
    return Stance.ENEMY if its in sides.values() else Stance.STATE


def state_of(key: str, war: War | None) -> str | None:
    """The code of the state or force whose body this is, by the words of its key or the offices of the war; None where nothing says."""
    return _state(key, names_of(war))


@lru_cache(maxsize=4096)
def _state(key: str, names: Names) -> str | None:
    if key in _placed():
        return _placed()[key]
    code = key.partition(" ")[0].upper()
    if " " in key and code in set(names.country_of.values()):
        return code
    words = plain(key).split()
    for count in (3, 2, 1):
        if len(words) > count and (found := names.country_of.get(" ".join(words[:count]))):
            return found
    return names.side_of.get(words[-1]) if words else None


@cache
def _placed() -> Mapping[str, str]:
    return {key: code for code, keys in lexicon("bodies")["of_state"].items() for key in keys}


def _sides(war: War | None) -> Mapping[str, str]:
    """For a party's code that of the side it fights for: a force within another, or sent by a third state, is of that side."""
    found = {}
    for party in war.parties if war else ():
        own = party.fights_for or party.within
        found[party.party.code] = own.code if own else party.party.code
    return found
