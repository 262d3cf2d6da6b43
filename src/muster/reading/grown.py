"""Running totals that a sentence comes to when it adds to them: "lost another 310, bringing total losses to 1,550".

Invariant: such a total ends where what was added ends, and begins before it: with what it is said to run from, else nobody tells where.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from muster.claims.period import Period
from muster.reading.asked import LEVELS, TOLLS
from muster.reading.days.words import lexicon, one_of
from muster.reading.leads import Days
from muster.reading.measuring import GAIN
from muster.reading.timing import Asked, Timed

RULE = "what it brings a running total to"
_FOR_A_TOTAL = 3.0  # how many times what was added "for a total of" must make, where no word says that it was added
_BACK = 120  # characters before a figure in which the verb stands that brings a total to it


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that bring a total to the figure behind them, and words for more of the same."""
    known = lexicon()["grown"]
    verbs, totals = one_of(known["verbs"]), one_of(known["totals"])
    brings = rf"\b{verbs}\b[^.;:]{{0,80}}?\b{totals}\b[^.;:]{{0,50}}?\b(?:to|past|above|beyond)(?: (?:a|an))?\s*$"
    return re.compile(brings), re.compile(rf"\b{one_of(known['more'])}\b")


_PAST = frozenset(["past", "above", "beyond"])
_OF_ITS_OWN = re.compile(
    r"\b(?:day|night|week|weekend|month|quarter|year)[’']s\b"
)  # "bringing the month's total to 405"
_FOR = re.compile(r"\b(?:for|giving|making|leaving)\s+(?:a|an|the|its|their)\s+(?:\w+\s+){0,2}total\s+of\s*$")


def brings_to(said: str) -> bool:
    """Whether the words before a figure say that it is what a total is brought to."""
    return _patterns()[0].search(said[-_BACK:]) is not None


def total(days: Days, asked: Asked, *, found: Timed) -> Timed:
    """The days of a figure that is what a sentence brings a running total to; as found where it is none."""
    if asked.rate or asked.measure in LEVELS or asked.measure not in TOLLS | GAIN or not days.here:
        return found
    start, end = asked.view[0].start, asked.view[asked.at].start
    said = asked.page.text[start:end].lower()
    hedge = asked.view[asked.at].low.split(" ")[0]
    said += hedge if hedge in _PAST else ""  # "taking losses past 410,000"
    if not (brings_to(said) or _for_a_total(said, asked, days)) or _OF_ITS_OWN.search(said[-_BACK:]):
        return found
    added = days.here[-1][1]
    own = bool(added.words) and any(end > added.words[-1][1] for _, end in found.words)
    behind = any(first > end for first, _ in found.words)  # "to 422,704 for the whole of 2025"
    if behind or found.rule == "since" or (own and found.period.start != added.period.start):
        return found  # "taking the toll since 7 October to 35,034"
    last = added.period.end or found.period.end
    since = [told for number, told in days.seen.items() if 0 < number < asked.largest and told.period.start]
    begun = next((told.period.start for told in reversed(since) if _earlier(told, added)), None)
    return replace(found, period=Period(begun, last), rule=RULE, confidence=0.6)


def _earlier(told: Timed, added: Timed) -> bool:
    """Whether what was told began before what was added and ran up to it: the total that it is added to."""
    start, first = told.period.start, added.period.start
    return start is not None and first is not None and start < first


def _for_a_total(said: str, asked: Asked, days: Days) -> bool:
    """ "added 7,780 in March, for a total of 125,980": far beyond what the sentence told before it, or told with a word for more."""
    if not _FOR.search(said):
        return False
    return bool(_patterns()[1].search(said)) or asked.largest > _FOR_A_TOTAL * days.largest * len(days.here)
