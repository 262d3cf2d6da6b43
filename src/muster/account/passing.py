"""A figure that a running total is said to have passed, or to be about to: "crossed the 500,000 mark in May", "nears a million".

Invariant: what is of a day, a week or a month, denied, wished or foreseen is no such figure; where only the size of the number can tell
whether a running total is meant, `surely` is False and whoever knows the series decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from muster.account.lexicon import lexicon, word
from muster.account.widths import significant
from muster.claims import passages
from muster.claims.claim import Claim
from muster.claims.measures import Measure, Status
from muster.claims.report import Report

_AHEAD, _BEHIND = 90, 40  # characters before a figure and behind it in which the words stand
PASSED_IN = 100  # days of a claim that can be those in which a running total passed it
_ROUND = 3  # digits that a number has that is told for being passed
_COUNTED = frozenset({Measure.LOSSES, Measure.KILLED_WOUNDED, Measure.KILLED, Measure.WOUNDED, Measure.MISSING}) | {
    Measure.IRRECOVERABLE,
    Measure.CAPTURED,
    Measure.DESERTED,
    Measure.OBITUARIES,
    Measure.RECRUITED,
    Measure.MOBILISED,
}
_MARK = re.compile(r"[\s-]+(?:mark|milestone|threshold|barrier)\b", re.IGNORECASE)
_UNTRUE = frozenset({Status.TARGET, Status.NEEDED, Status.HISTORICAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """`near` that it is not reached yet, `soon` that it is a matter of weeks; `surely` that a running total is meant, whatever the number;
    `first` that it is said to be for the first time; `start` and `end` where in the report's text the words stand."""

    near: bool
    soon: bool
    surely: bool
    first: bool
    start: int
    end: int


@cache
def words() -> Mapping[str, re.Pattern[str]]:
    """The words of passing."""
    told = {key: said for key, said in lexicon("passing").items() if isinstance(said, str)}
    told |= {f"when {key}": said for key, said in lexicon("passing")["when"].items()}
    made = {key: re.compile(rf"(?<!\w)(?:{_line(said)})(?!\w)", re.IGNORECASE) for key, said in told.items()}
    gap = rf"(?:\s+(?:{_line(told['between'])})(?!\w))*\s+"
    verbs = rf"{_line(told['surely'])}|{_line(told['maybe'])}"
    behind = (
        rf"[\w \t-]{{0,40}},?\s+an?\s+(?:\w+\s+)?(?:{_line(told['mark'])})\s+(?:[\w'’]+\s+){{0,4}}?(?:{verbs})(?!\w)"
    )
    return made | {"gap": re.compile(gap, re.IGNORECASE), "behind": re.compile(behind, re.IGNORECASE)}


def _line(said: str) -> str:
    return re.sub(r"\n\s*", "", said)


def passing(claim: Claim, report: Report) -> Passing | None:
    """How the text says that a running total passed the claim's figure, None where it says no such thing."""
    figure = claim.figure
    if report.table or figure.per is not None or figure.unit != "person" or len(set(figure.numbers)) > 1:
        return None
    if (
        claim.measure not in _COUNTED
        or claim.status in _UNTRUE
        or claim.civilian
        or significant(figure.numbers[0]) > _ROUND
    ):
        return None
    text, place = report.document.text, claim.place
    first, last = passages.sentence(text, (place.start, place.end))
    said = text[first:last]
    found = _verb(text, max(first, place.start - _AHEAD), claim)
    if found is None:
        return None
    kind, at, end = found
    clause = text[max(first, at - 45) : at]
    if kind not in ("near", "soon") and (words()["denied"].search(clause) or claim.status is Status.FORECAST):
        return None
    around = text[max(first, at - _AHEAD) : min(last, place.end + _BEHIND)]
    if words()["part"].search(around) or word("in_a_row").search(around):
        return None
    if words()["things"].search(clause):
        return None
    marked = words()["mark"].search(text[at : min(last, place.end + _BEHIND)]) is not None
    return Passing(
        near=kind in ("near", "soon"),
        soon=kind == "soon",
        surely=marked or kind == "surely" or words()["whole"].search(said) is not None,
        first=re.search(r"\bfor the first time\b", said, re.IGNORECASE) is not None,
        start=at,
        end=behind.end() if (behind := _MARK.match(text, place.end)) else max(end, place.end),
    )


def _verb(text: str, first: int, claim: Claim) -> tuple[str, int, int] | None:
    """The verb that the figure stands behind or that its own words hold, else the one that a mark is said to have been passed with."""
    place = claim.place
    for kind in ("soon", "near", "surely", "maybe"):
        for match in words()[kind].finditer(text, first, place.end):
            if match.end() > place.start or words()["gap"].fullmatch(text, match.end(), place.start):
                return kind, match.start(), match.end()
    behind = words()["behind"].match(text, place.end, place.end + _AHEAD)
    return ("surely", place.start, behind.end()) if behind else None
