"""The board: what an indicator is, what it says now, and what the board as a whole answers.

Invariant: every indicator stands on every board; what cannot be told is said to be that, with what is missing, and is never taken for
quiet.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any


class State(StrEnum):
    """What an indicator says."""

    ALERT = "alert"
    WATCH = "watch"
    QUIET = "quiet"
    CANNOT_TELL = "cannot tell"


GRAVEST_FIRST = tuple(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What an indicator is: what it reads (`inputs`), its `rule`, and when it is silent or wrong (`limits`), in words; `shared` are the
    thresholds that it has in common with others."""

    id: str
    name: str
    inputs: str
    rule: str
    limits: str
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an indicator says: `why` in a sentence or two, the `numbers` it rests on by name, the ids of the `claims`, the last `day` that
    it speaks of, and `about` what, where one state can be of different things (the newest finding's id); `over` are the ids of all things
    that it stands over (findings, targets, forecasts), and `documents` those of reports whose words it goes by."""

    id: str
    state: State
    why: str
    numbers: tuple[tuple[str, float], ...] = ()
    claims: tuple[str, ...] = ()
    day: dt.date | None = None
    about: str = ""
    over: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def number(self, name: str) -> float:
        """The number of this name. Raises `KeyError` where there is none."""
        return dict(self.numbers)[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that a reader has of a war: the indicators of its party that bear on it, and those of the `other` side."""

    id: str
    asks: str
    indicators: tuple[str, ...]
    other: tuple[str, ...]
    caveat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question with the gravest that its indicators say, and each of them in `why`; quiet only where the first of them can be told."""

    question: Question
    state: State
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All indicators of a party (its code, and its name as `side`) as of a `day`, in their order, and the questions that they answer; `run`
    is the estimate that they were read off, empty for none."""

    war: str
    party: str
    side: str
    day: dt.date
    run: str
    results: tuple[Result, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def gravest_first(self) -> tuple[Result, ...]:
        """The results by state, alerts first, and within one in their order."""
        return tuple(sorted(self.results, key=lambda one: (GRAVEST_FIRST.index(one.state), one.id)))

    def result(self, id_: str) -> Result:
        """What the indicator of this id says. Raises `KeyError` for none."""
        return {one.id: one for one in self.results}[id_]


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("muster.watch") / "indicators.toml").read_text(encoding="utf-8"))


def words(name: str) -> str:
    """Words that an indicator looks for, as a pattern."""
    return str(_words()["words"][name])


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators by id, in their order."""
    return {
        id_: Indicator(id=id_, **{**said, "shared": tuple(said.get("shared", ()))})
        for id_, said in _words()["indicators"].items()
    }


@cache
def questions() -> tuple[Question, ...]:
    """The questions that a board answers."""
    return tuple(
        Question(
            id=id_,
            asks=said["asks"],
            indicators=tuple(said.get("indicators", ())),
            other=tuple(said.get("other", ())),
            caveat=said.get("caveat", ""),
        )
        for id_, said in _words()["questions"].items()
    )
