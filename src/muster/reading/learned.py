"""What annotated articles teach about a figure whose own words leave open what it is of.

Where the rules borrow a measure from elsewhere in the text, the signs around the figure are weighed by a linear model (a multinomial
logit, after Cox 1966) and the rules' own answer by `trust`; another answer stands where it is sure enough. The weights are a data file,
`lexicon/learned.toml`, which `tools/learn.py` writes from the project's annotated articles.

Where its own words say what it is of, the signs must be surer still; a figure for which no rule finds a measure is taken for a claim where
the signs alone are sure enough of one.

Invariant: plain sums in a fixed order, so that the same page is judged alike everywhere; what words of its own say to be no claim is none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import exp

from muster.claims.measures import MEASURES, Measure
from muster.numbers.figures import Found
from muster.reading.borrowing import Measured
from muster.reading.context import REACH
from muster.reading.logit import RULE, Weights, shipped_from
from muster.reading.measuring import speaks
from muster.reading.signs import Before, Signs, signs_of, unit_of
from muster.reading.spot import Spot

UNLIKE = "unlike claims"
NONE = "none"
LIKELY, SURE = 0.5, 0.6

ASKED = frozenset(
    {
        "as the figure before", "as those before", "the heading above", "people under arms", "the same number as before",
        "a ratio as the one before", "a sum as the one before", "what the text goes on about", "ground as the figure before",
        "what the sentence before is about", "what the title is about", "the verb that the figures share", "its caption",
        "the head of the column", "by day or month", "they did so",
    }
)  # fmt: skip
"""The rules that take a measure from elsewhere in the text, or from little."""

WORDED = frozenset({"noun beside the figure", "participle beside the figure", "own beside the figure"})
"""The rules that take it from a word beside the figure, which may be another's."""

LEFT = frozenset({"no measure", "money not to one"})
"""The reasons to pass a figure over that are no more than that nothing says what it is of."""


def reconsidered(spot: Spot, decided: Measured | str) -> Measured | str:
    """What a figure is of, or why it is no claim, once what was learned has been heard."""
    if isinstance(decided, str):
        return _taken_up(spot, decided) if decided in LEFT else decided
    weights, told = shipped(), str(decided.measure)
    if told not in weights.answers or not _is_open(spot, decided):
        return decided
    signs = signs_of(spot.page, number=spot.number, at=spot.at, before=_before(spot))
    answer, sure = judged(weights, signs, told=told, found=spot.found)
    if answer == told or (decided.rule in WORDED and (answer == NONE or sure < SURE)):
        return decided
    if answer == NONE:
        return UNLIKE
    shown = weights.tell(signs, answer=weights.answers.index(answer), over=weights.answers.index(told))
    words = tuple((item.start, item.end) for item in shown)
    return replace(decided, measure=Measure(answer), words=words, confidence=sure, rule=RULE, unit=None, per=None)


def _is_open(spot: Spot, decided: Measured) -> bool:
    """Whether the measure is borrowed, or comes from a word that does not stand right behind the figure: not "11,000 casualties"."""
    if decided.rule in ASKED:
        return True
    return decided.rule in WORDED and decided.cue is not None and decided.cue.at != spot.at + 1


def _taken_up(spot: Spot, why: str) -> Measured | str:
    """What a figure is of for which the rules find no measure, where the signs are sure of one."""
    weights, near = shipped(), spot.view[max(0, spot.at - REACH) : spot.at + REACH]
    if NONE not in weights.answers or not any(speaks(item) or item.has("fighters", "pay") for item in near):
        return why
    signs = signs_of(spot.page, number=spot.number, at=spot.at, before=_before(spot))
    answer, sure = judged(weights, signs, told=NONE, found=spot.found)
    if answer == NONE or sure < SURE:
        return why
    none = weights.answers.index(NONE)
    shown = weights.tell(signs, answer=weights.answers.index(answer), over=none)
    return Measured(Measure(answer), tuple((item.start, item.end) for item in shown), sure, RULE)


def judged(weights: Weights, signs: Signs, *, told: str, found: Found) -> tuple[str, float]:
    """The answer for a figure of which the rules say `told`, and the probability of the likeliest one, a measure only where its unit fits;
    what the rules say counts for `trust` where they say a measure, and stands where nothing else is likelier than not."""
    scores = weights.scores(signs)
    can = [k for k, answer in enumerate(weights.answers) if answer in (NONE, told) or fits(Measure(answer), found)]
    trust = weights.trust if told != NONE else 0.0
    worth = {k: scores[k] + (trust if weights.answers[k] == told else 0.0) for k in can}
    best = max(can, key=lambda k: (worth[k], -k))
    answer, sure = weights.answers[best], 1 / sum(exp(worth[k] - worth[best]) for k in can)
    return (answer, sure) if sure >= LIKELY else (told, sure)


def fits(measure: Measure, found: Found) -> bool:
    """Whether a measure can be of a figure in this unit; a bare number may be of people, a ratio or ground lost men for."""
    unit, meant = unit_of(found), MEASURES[measure].unit
    if unit in ("km2", "percent", "money"):
        return meant == unit
    if unit == "ratio" or meant == "ratio":
        return unit in ("ratio", "bare") and meant == "ratio"
    return meant == "person"


def _before(spot: Spot) -> Before | None:
    """The claim told before this figure."""
    last = spot.memory.drafts[-1] if spot.memory.drafts else None
    if last is None:
        return None
    figure = last.claim.figure
    unit = "money" if len(figure.unit) == 3 and figure.unit.isupper() else figure.unit
    return Before(str(last.claim.measure), float(max(figure.numbers)), unit, last.sentence)


# ------------------------------------------------------------------ the file
@cache
def shipped() -> Weights:
    """The weights that come with the reader."""
    return shipped_from("learned.toml")
