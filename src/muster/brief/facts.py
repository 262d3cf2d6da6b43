"""What a brief said, as plain values that a later one can be held against: its claims, findings, numbers with their bands, and signs.

Invariant: what is written out is read in again as the same; a file that is none of ours, or was altered so that it cannot be read, is
refused in a sentence, and what is read is only ever words and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from muster.claims.errors import UsageError

FORMAT, VERSION = "muster brief", 1
FILE = "brief.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A claim in words; `says` is the hash of what it asserts, which changes where it is amended."""

    says: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding that stands: its kind in words, how grave it is, and its sentence."""

    kind: str
    severity: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of an estimate or an outlook: its middle and between what 80 of 100 accounts lie; `of` what and `when`, in words."""

    of: str
    when: str
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A brief's: claims and findings by id, numbers by what they are of, the states of signs by board and id. `made` is the day printed on
    it, `narrowed` to what it was narrowed, both empty for none; `runs` are the estimates it shows."""

    title: str
    made: str
    narrowed: str
    claims: Mapping[str, Stated]
    findings: Mapping[str, Found]
    numbers: Mapping[str, Number]
    signs: Mapping[str, str]
    runs: tuple[str, ...]


NO_FACTS = Facts(title="", made="", narrowed="", claims={}, findings={}, numbers={}, signs={}, runs=())


def written(facts: Facts) -> str:
    """The facts as JSON."""
    held = {"format": FORMAT, "version": VERSION, **asdict(facts)}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n"


def read(text: str) -> Facts:
    """The same read in. Raises `UsageError` for a text that is none."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(
            "the earlier brief's facts are no JSON; give its HTML file, its bundle, or the brief.json out of either"
        ) from None
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise UsageError(
            "the file holds no facts of a brief; give a brief's HTML file, its bundle, or the brief.json out of either"
        )
    if held.get("version") != VERSION:
        raise UsageError(
            f"the earlier brief was made by another version of Muster, which wrote its facts in form {str(held.get('version'))[:20]!r}"
        )
    try:
        return Facts(
            title=_word(held["title"]),
            made=_word(held["made"]),
            narrowed=_word(held["narrowed"]),
            claims={_word(name): Stated(**_words(one)) for name, one in held["claims"].items()},
            findings={_word(name): Found(**_words(one)) for name, one in held["findings"].items()},
            numbers={_word(name): _number(one) for name, one in held["numbers"].items()},
            signs={_word(name): _word(state) for name, state in held["signs"].items()},
            runs=tuple(_word(one) for one in held["runs"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(
            "the earlier brief's facts were altered: a part is missing, or is not what it should be"
        ) from None


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"words are wanted; got {type(value).__name__}")
    return value


def _words(held: Mapping[str, Any]) -> dict[str, str]:
    return {_word(name): _word(value) for name, value in held.items()}


def _number(held: Mapping[str, Any]) -> Number:
    numbers = {name: held[name] for name in ("middle", "low", "high")}
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in numbers.values()):
        raise TypeError("numbers are wanted")
    return Number(of=_word(held["of"]), when=_word(held["when"]), **numbers)
