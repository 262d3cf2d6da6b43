"""Figures that words make so many over a unit of time, whether they were read as rates or not: "1,240 for every day of the month".

Invariant: what is of a worst day, or wanted and not told as fact, is none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from muster.account.arithmetic.amounts import Amount
from muster.account.arithmetic.page import Page
from muster.account.arithmetic.rates import DAYS
from muster.account.arithmetic.words import said
from muster.account.statement import NO_FACT
from muster.claims.figure import Per
from muster.claims.measures import Measure

MOST_APART = 3.0  # times: the most that a rate and what it should be may differ and still be of one thing
_UNITS = "day|week|month|year"
_PER = re.compile(
    r"(?:\s+(?!and\b|or\b|while\b|but\b)[\w'’-]+){0,6}?[ ,]+(?:an?|per|each|every|(?:for|in|of) (?:each|every)(?: \w+)?) "
    rf"(?P<per>{_UNITS})\b|[^.;,]{{0,40}}?\b(?P<ly>daily|weekly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(
    r"\b(?:(?P<ly>daily|weekly|monthly|yearly|annual) (?:average|mean|rate|figure|intake|loss(?:es)?|toll)|"
    rf"(?P<by>{_UNITS}) (?:after|by) (?:{_UNITS})|each (?P<per>{_UNITS}))\b[^.;]{{0,40}}$",
    re.IGNORECASE,
)
_LY = {
    "daily": Per.DAY,
    "weekly": Per.WEEK,
    "monthly": Per.MONTH,
    "yearly": Per.YEAR,
    "annually": Per.YEAR,
    "annual": Per.YEAR,
}
_TOLLS = frozenset({Measure.KILLED_WOUNDED, Measure.LOSSES})


class Rate(NamedTuple):
    """An amount over a unit of time, and whether it is called an average."""

    amount: Amount
    per: Per
    average: bool


def tempos(page: Page) -> list[Rate]:
    """The rates of a report, in text order."""
    return [rate for one in page.amounts if (rate := _tempo(page, one))]


def _tempo(page: Page, one: Amount) -> Rate | None:
    """An amount of people or ground that words make so many over a unit of time."""
    if not one.single or not (one.people or one.unit == "km2" or one.of) or (one.of and one.of.claim.status in NO_FACT):
        return None
    text = page.report.document.text
    before, after = text[max(one.sentence[0], one.start - 60) : one.start], text[one.end : one.sentence[1]]
    next_ = min((other.start for other in page.sayings(one) if one.end <= other.start), default=one.sentence[1])
    match = _PER.match(text[one.end : next_]) or _PER_BEFORE.search(before)
    named = match.groupdict() if match else {}
    unit = named.get("per") or named.get("by")
    per = Per(unit.lower()) if unit else _LY[named["ly"].lower()] if named.get("ly") else None
    told = one.of.claim.figure.per if one.of else None
    per = told if told in DAYS else per
    if per is None or (told and told not in DAYS) or said("height", before[-40:] + after[:30]):
        return None
    return Rate(one, per, said("average", text[one.sentence[0] : one.sentence[1]]))


def same_thing(one: Amount, other: Amount) -> bool:
    """Whether two figures can be of one thing by what was read of them."""
    if one.of is None or other.of is None:
        return (one.people or one.unit == "") and (other.people or other.unit == "")
    first, second = one.of.claim, other.of.claim
    same = first.measure is second.measure or {first.measure, second.measure} <= _TOLLS
    party = first.party == second.party or first.party is None or second.party is None
    return same and party and first.figure.unit == second.figure.unit and second.status not in NO_FACT
