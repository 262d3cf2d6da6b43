"""Words for chances from one fixed yardstick, always with the number beside them.

Invariant: the words are data (`yardstick.toml`, with its source); a higher chance never has a lower word, and no chance is told without its
number.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What chances from `low` to `high`, both in hundredths, are called."""

    words: str
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """The words, the surest first, and whose they are."""

    name: str
    source: str
    words: tuple[Word, ...]


@cache
def yardstick() -> Yardstick:
    """The one that comes with Muster."""
    text = (resources.files("muster.claims") / "yardstick.toml").read_text(encoding="utf-8")
    held = tomllib.loads(text)
    words = (Word(words=one["words"], low=one["from"], high=one["to"]) for one in held["word"])
    return Yardstick(name=held["name"], source=held["source"], words=tuple(words))


def likelihood(chance: float) -> str:
    """The word for a chance from 0 to 1, without its number: `very likely`."""
    its = yardstick().words
    return next((one.words for one in its if 100 * chance >= one.low), its[-1].words)


def of_hundred(chance: float) -> str:
    """The number beside the word: `93 of 100`, `more than 99 of 100`."""
    number = "more than 99" if chance > 0.995 else "fewer than 1" if chance < 0.005 else f"{100 * chance:.0f}"
    return f"{number} of 100"


def chance_words(chance: float) -> str:
    """Both: `very likely (93 of 100)`."""
    return f"{likelihood(chance)} ({of_hundred(chance)})"
