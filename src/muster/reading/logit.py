"""A multinomial logit over signs: its weights, what they make of a figure, and the file they stand in.

Invariant: plain sums in a fixed order, so that the same page is judged alike everywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from muster.numbers.values import value
from muster.reading.context import FIGURE, MARK, Item
from muster.reading.signs import Signs

RULE = "learned from annotated articles"  # what a trace says of a field that was weighed
_SHOWN = 3  # words that a trace names
_HUNDREDTHS = 100


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


NOTHING = Weights((), 0.0, {})
"""Where nothing was learned."""


# ------------------------------------------------------------------ the file
def shipped_from(name: str) -> Weights:
    """The weights in a file of the lexicon that comes with the reader."""
    return from_toml((resources.files("muster.reading") / "lexicon" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=32768)
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
