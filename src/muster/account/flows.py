"""The stocks of a party's strength account and the flows between them.

People move, they are not made: every flow takes from one stock, or from the world, and gives to another, or to the world, so a missing man
who is found dead is counted once. Invariant: no flow is negative, no stock falls below nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stock(StrEnum):
    """Where a party's people are."""

    THEATRE = "theatre"
    ELSEWHERE = "elsewhere"
    HOSPITAL = "hospital"
    MISSING = "missing"
    CAPTIVE = "captive"
    ABSENT = "absent"


class Flow(StrEnum):
    """What moves them, and what is counted beside them."""

    KILLED = "killed"
    WOUNDED = "wounded"
    DIED_OF_WOUNDS = "died_of_wounds"
    RETURNED = "returned"
    INVALIDED = "invalided"
    GONE_MISSING = "gone_missing"
    FOUND_DEAD = "found_dead"
    FOUND_CAPTIVE = "found_captive"
    FOUND_ALIVE = "found_alive"
    CAPTURED = "captured"
    FREED = "freed"
    DIED_CAPTIVE = "died_captive"
    DESERTED = "deserted"
    CAME_BACK = "came_back"
    DISCHARGED = "discharged"
    RECRUITED = "recruited"
    MOBILISED = "mobilised"
    CONSCRIPTED = "conscripted"
    KEPT_ON = "kept_on"
    CONVICTS = "convicts"
    FOREIGN = "foreign"
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    OTHER_IN = "other_in"
    OTHER_OUT = "other_out"
    CIVILIANS_KILLED = "civilians_killed"
    CIVILIANS_WOUNDED = "civilians_wounded"
    GROUND_TAKEN = "ground_taken"
    GROUND_LOST = "ground_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A flow's way: `out_of` and `into` are stocks, empty for the world; both empty for what touches no stock. `why` is the reason it
    stands as it does."""

    out_of: tuple[Stock, ...] = ()
    into: tuple[Stock, ...] = ()
    why: str


def _course(out_of: str, into: str, why: str) -> Course:
    stocks = {stock.name[0]: stock for stock in Stock}
    return Course(
        out_of=tuple(stocks[letter] for letter in out_of), into=tuple(stocks[letter] for letter in into), why=why
    )


# The letters are the first of each stock's name: T(heatre), E(lsewhere), H(ospital), M(issing), C(aptive), A(bsent).
FLOWS: dict[Flow, Course] = {
    Flow.KILLED: _course("T", "", "killed at once or before they reach a hospital"),
    Flow.WOUNDED: _course("T", "H", "incidents, not people; those who later die of their wounds are in it"),
    Flow.DIED_OF_WOUNDS: _course("H", "", "dead among the wounded, so in “killed” as most bodies use the word"),
    Flow.RETURNED: _course("H", "T", "wounded back on duty, the lightly wounded within the day"),
    Flow.INVALIDED: _course("H", "", "wounded who will not serve again"),
    Flow.GONE_MISSING: _course("T", "M", "not known to be dead, captive or absent"),
    Flow.FOUND_DEAD: _course("M", "", "leaves the missing and enters the dead once"),
    Flow.FOUND_CAPTIVE: _course("M", "C", "a missing man known to be held"),
    Flow.FOUND_ALIVE: _course("M", "T", "a missing man who turned up"),
    Flow.CAPTURED: _course("T", "C", "taken prisoner, or surrendered"),
    Flow.FREED: _course("C", "E", "exchanged or released"),
    Flow.DIED_CAPTIVE: _course("C", "", "dead in captivity"),
    Flow.DESERTED: _course("TE", "A", "deserters and absentees without leave"),
    Flow.CAME_BACK: _course("A", "E", "absentees back with a unit"),
    Flow.DISCHARGED: _course("TE", "", "end of contract, age, health without a wound"),
    Flow.RECRUITED: _course("", "E", "contract soldiers and volunteers; in training until sent"),
    Flow.MOBILISED: _course("", "E", "called up against their will"),
    Flow.CONSCRIPTED: _course("", "E", "the regular draft"),
    Flow.KEPT_ON: _course("E", "E", "conscripts who sign a contract: elsewhere still, and sent from then on"),
    Flow.CONVICTS: _course("", "E", "recruited out of prison"),
    Flow.FOREIGN: _course("", "T", "foreigners, and another state's troops sent to this side"),
    Flow.SENT: _course("E", "T", "sent into the theatre"),
    Flow.WITHDRAWN: _course("T", "E", "taken out of the theatre"),
    Flow.OTHER_IN: _course("", "TE", "what no report names; free in checks, with a price where a balance is told"),
    Flow.OTHER_OUT: _course("TE", "", "what no report names; free in checks, with a price where a balance is told"),
    Flow.CIVILIANS_KILLED: _course("", "", "civilians are of no force"),
    Flow.CIVILIANS_WOUNDED: _course("", "", "civilians are of no force"),
    Flow.GROUND_TAKEN: _course("", "", "square kilometres"),
    Flow.GROUND_LOST: _course("", "", "square kilometres"),
}
