"""Which of several answers a figure is given: options, each with the signs that speak for it, weighed against one another.

A conditional logit (McFadden 1974): an option's worth is the sum of what its signs are worth. That an answer is the rules' own is such a
sign, and by which rule. The worths are data files of the lexicon, which `tools/choices.py` writes from the project's annotated articles.

Invariant: plain sums in a fixed order, and of equals the first, so that the same page is judged alike everywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import exp
from typing import Generic, TypeVar

# How likely another answer than the rules' must be; of days there are many, and several that come to the same.
LIKELY = {"voices": 0.7, "days": 0.4}
RULED = "ruled"  # what begins the signs that an answer is the rules' own

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")
Words = tuple[tuple[int, int], ...]


Worths = Mapping[str, float]
"""What each sign is worth, in natural log odds."""


@dataclass(slots=True)
class Option(Generic[Answer]):
    """An answer, the signs that speak for it (each with how much it weighs) and the words that give it."""

    answer: Answer
    signs: dict[str, float] = field(default_factory=dict)
    words: Words = ()


class Options(dict[Key, Option[Answer]]):
    """The answers a figure may be given, by what tells them apart; those first put come first."""

    def put(self, key: Key, answer: Answer, *, signs: Iterable[str], weight: float = 1.0, words: Words = ()) -> None:
        """Add signs to an answer, and the answer where it is new; a sign weighs as much as it was met at its heaviest."""
        option = self.get(key)
        if option is None:
            option = self[key] = Option(answer, words=words)
        option.words = option.words or words
        for sign in signs:
            if option.signs.get(sign, 0.0) < weight:
                option.signs[sign] = weight


@dataclass(frozen=True, slots=True)
class Question(Generic[Key, Answer]):
    """What is asked of the figure at `place`: the field ("voices", "days"), the answers there are, and the rules' own among them."""

    of: str
    place: tuple[int, int]
    options: Options[Key, Answer]
    ruled: Key


def likeliest(options: Options[Key, Answer], worths: Worths) -> tuple[Key, float]:
    """The answer that is worth most, and how probable it is among those there are."""
    worth = {
        key: sum(weight * worths[sign] for sign, weight in option.signs.items() if sign in worths)
        for key, option in options.items()
    }
    best = max(worth, key=worth.__getitem__)
    return best, 1 / sum(exp(one - worth[best]) for one in worth.values())


def picked(asked: Question[Key, Answer], worths: Worths) -> tuple[Key, float]:
    """The answer, and how probable it is; another than the rules' own only where it is likely enough among all there are."""
    best, sure = likeliest(asked.options, worths)
    return (best, sure) if best == asked.ruled or sure >= LIKELY[asked.of] else (asked.ruled, sure)


# ------------------------------------------------------------------ what is learned of each field
class Chooser:
    """Chooses by the worths that come with the reader. One that is `learning` is asked where the rules are sure, too: there is most to
    be learned from what they know."""

    learning = False

    def pick(self, asked: Question[Key, Answer]) -> tuple[Key, float]:
        """The answer by those worths, and how probable it is."""
        return picked(asked, shipped(asked.of))


@cache
def shipped(name: str) -> Worths:
    """The worths in a file of the lexicon that comes with the reader."""
    text = (resources.files("muster.reading") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")
    return from_toml(text)


def from_toml(text: str) -> Worths:
    """The worths as a file tells them: a line for each sign, in hundredths."""
    data = tomllib.loads(text)
    rows = (line.rsplit("\t", 1) for line in data["signs"].splitlines())
    return {name: int(worth) / 100 for name, worth in rows}


def as_toml(worths: Worths, heading: Mapping[str, str | int]) -> str:
    """The worths as the file has them; `heading` says what they were learned from."""
    lines = ["# Written by tools/choices.py from annotated articles: what each sign of an answer is worth."]
    lines += [f'{name} = "{told}"' if isinstance(told, str) else f"{name} = {told}" for name, told in heading.items()]
    lines += ["signs = '''"]
    lines += [f"{name}\t{round(100 * worth)}" for name, worth in sorted(worths.items())]
    return "\n".join(lines) + "\n'''\n"
