"""What annotated articles teach about a figure whose own words leave open what it is of.

Where the rules borrow a measure from elsewhere in the text, the signs around the figure are weighed by a linear model (a multinomial
logit, after Cox 1966) and the rules' own answer by `trust`; another answer stands where it is sure enough. The weights are a data file,
`lexicon/learned.toml`, which `tools/learn.py` writes from the project's annotated articles.

Invariant: plain sums in a fixed order, so that the same page is judged alike everywhere; neither a figure whose own words say what it is
of nor one that no rule takes for a claim is asked about.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources
from math import exp

from muster.claims.measures import MEASURES, Measure
from muster.numbers.figures import Found
from muster.numbers.values import value
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, MARK, Item
from muster.reading.signs import Before, Signs, signs_of, unit_of
from muster.reading.spot import Spot

RULE = "learned from annotated articles"
UNLIKE = "unlike claims"
NONE = "none"
LIKELY, SURE = 0.5, 0.8
_SHOWN = 3  # words that a trace names
_HUNDREDTHS = 100

ASKED = frozenset(
    {
        "as the figure before", "as those before", "the heading above", "people under arms", "the same number as before",
        "a ratio as the one before", "a sum as the one before", "what the text goes on about", "ground as the figure before",
        "what the sentence before is about", "what the title is about", "the verb that the figures share", "its caption",
        "the head of the column", "by day or month", "they did so",
    }
)  # fmt: skip
"""The rules that take a measure from elsewhere in the text, or from little."""


@value(frozen=True, slots=True)
class Weights:
    """`signs` says what each sign is worth, as pairs of an answer's number and hundredths: `"3 -41 7 120"`; `trust` is what the rules'
    own answer is worth. Both are in natural log odds."""

    answers: tuple[str, ...]
    trust: float
    signs: Mapping[str, str]

    def scores(self, signs: Signs) -> list[float]:
        """The log odds of each answer, up to one constant."""
        out, known = [0.0] * len(self.answers), self.signs
        for name, (weight, _) in signs.items():
            told = known.get(name)
            if told is not None:
                for answer, worth in worths(told):
                    out[answer] += weight * worth
        return out

    def tell(self, signs: Signs, *, answer: int, over: int) -> list[Item]:
        """The items that spoke most for one answer over another, in text order."""
        spoke: dict[int, tuple[float, Item]] = {}
        for name, (weight, item) in signs.items():
            if item is None or item.kind in (FIGURE, MARK):
                continue
            for which, worth in worths(self.signs.get(name, "")):
                if which in (answer, over):
                    gain = weight * worth if which == answer else -weight * worth
                    spoke[item.start] = (spoke.get(item.start, (0.0, item))[0] + gain, item)
        most = sorted((-gain, start) for start, (gain, _) in spoke.items() if gain > 0)[:_SHOWN]
        return [spoke[start][1] for start in sorted(start for _, start in most)]


def reconsidered(spot: Spot, decided: Measured | str) -> Measured | str:
    """What a figure is of, or why it is no claim, once what was learned has been heard: what no rule takes for a claim stays none."""
    if isinstance(decided, str) or decided.rule not in ASKED:
        return decided
    weights, told = shipped(), str(decided.measure)
    if told not in weights.answers:
        return decided  # no annotated article has one
    signs = signs_of(spot.page, number=spot.number, at=spot.at, before=_before(spot))
    answer, sure = judged(weights, signs, told=told, found=spot.found)
    if answer == told:
        return decided
    if answer == NONE:
        return UNLIKE
    shown = weights.tell(signs, answer=weights.answers.index(answer), over=weights.answers.index(told))
    words = tuple((item.start, item.end) for item in shown)
    return replace(decided, measure=Measure(answer), words=words, confidence=sure, rule=RULE, unit=None, per=None)


def judged(weights: Weights, signs: Signs, *, told: str, found: Found) -> tuple[str, float]:
    """The answer for a figure of which the rules say `told`, and the probability of the likeliest one, a measure only where its unit fits.

    Whether it is a claim is told by what is likelier than not, another measure than the rules' only by what is sure."""
    scores = weights.scores(signs)
    can = [k for k, answer in enumerate(weights.answers) if answer in (NONE, told) or fits(Measure(answer), found)]
    worth = {k: scores[k] + (weights.trust if weights.answers[k] == told else 0.0) for k in can}
    best = max(can, key=lambda k: (worth[k], -k))
    answer, sure = weights.answers[best], 1 / sum(exp(worth[k] - worth[best]) for k in can)
    return (answer, sure) if sure >= (LIKELY if NONE in (answer, told) else SURE) else (told, sure)


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
    return from_toml((resources.files("muster.reading") / "lexicon" / "learned.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8192)
def worths(told: str) -> tuple[tuple[int, float], ...]:
    """The answers that a sign speaks on, by number, and what it is worth for each; told in numbers and hundredths."""
    numbers = told.split()
    return tuple(
        (int(answer), int(worth) / _HUNDREDTHS) for answer, worth in zip(numbers[::2], numbers[1::2], strict=True)
    )


def from_toml(text: str) -> Weights:
    """The weights as a file tells them, a line for each sign; what a sign is worth is worked out when it is met."""
    data = tomllib.loads(text)
    signs = dict(line.split("\t", 1) for line in data["signs"].splitlines())
    return Weights(tuple(data["answers"]), float(data["trust"]), signs)


def as_toml(weights: Weights, heading: Mapping[str, str | int]) -> str:
    """The weights as the file has them; `heading` says what they were trained on."""
    lines = [
        "# Written by tools/learn.py from annotated articles: what each sign around a figure is worth for each answer."
    ]
    lines += [f'{name} = "{told}"' if isinstance(told, str) else f"{name} = {told}" for name, told in heading.items()]
    lines += [f"trust = {weights.trust}", f"answers = [{_quoted(weights.answers)}]", "signs = '''"]
    lines += [f"{name}\t{told}" for name, told in sorted(weights.signs.items())]
    return "\n".join(lines) + "\n'''\n"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
