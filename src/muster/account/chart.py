"""The chart: what every measure means as functionals of the account. It stands here once and serves checks, estimate and outlook alike.

`shipped` reads `chart.toml`; a user's own definitions are laid over it with `overlaid`. Invariant: every measure has an entry, an
entry has senses, or a ratio's two ends, or is no row; a sense names only flows and stocks that exist.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from muster.account.flows import Flow, Stock
from muster.account.functional import Envelope, Sense, envelope
from muster.account.lexicon import lexicon
from muster.claims.errors import SettingsError
from muster.claims.measures import Measure

_KEYS = frozenset({"why", "source", "floor", "falls", "senses", "levels", "of", "of_other_side", "base"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A measure on the chart: `senses` of flows and levels, narrowest first; `of` and `base` the measures of a ratio's two ends, `other`
    that the first is the other side's; `floor` that it bounds from below only; `falls` that it may be less over a longer period, as ground
    that was taken and lost again is."""

    measure: Measure
    why: str
    source: str
    senses: tuple[Sense, ...] = ()
    of: Measure | None = None
    base: Measure | None = None
    other: bool = False
    floor: bool = False
    falls: bool = False

    @property
    def flows(self) -> tuple[Sense, ...]:
        """The senses that are sums of flows."""
        return tuple(sense for sense in self.senses if not sense.level)

    @property
    def levels(self) -> tuple[Sense, ...]:
        """The senses that are levels of stocks."""
        return tuple(sense for sense in self.senses if sense.level)

    @property
    def envelope(self) -> Envelope:
        """The least and the most over its flows."""
        return envelope(self.senses)

    @property
    def row(self) -> bool:
        """Whether its claims are rows of a system."""
        return bool(self.senses or self.base)


Chart = Mapping[Measure, Entry]


@cache
def shipped() -> Chart:
    """The chart that comes with Muster."""
    return read_chart(lexicon("chart"), where="chart.toml")


def overlaid(own: Mapping[str, object], *, where: str) -> Chart:
    """The shipped chart with a user's definitions in place of those of the measures they name. Raises `SettingsError`."""
    return {**shipped(), **read_chart(own, where=where)} if own else shipped()


def read_chart(data: Mapping[str, object], *, where: str) -> Chart:
    """A chart out of the tables of TOML. Raises `SettingsError` that names the entry at fault."""
    found = {}
    for name, table in data.items():
        at = f"{where}, [chart.{name}]" if where != "chart.toml" else f"{where}, [{name}]"
        try:
            measure = Measure(name)
        except ValueError:
            raise SettingsError(f"{at}: {name!r} is no measure; known are {', '.join(Measure)}") from None
        found[measure] = _entry(measure, table, at=at)
    return found


def _entry(measure: Measure, table: object, *, at: str) -> Entry:
    if not isinstance(table, Mapping):
        raise SettingsError(f"{at} must be a table; got {table!r}")
    if unknown := sorted(set(table) - _KEYS):
        raise SettingsError(f"{at}: {unknown[0]!r} means nothing here; known are {', '.join(sorted(_KEYS))}")
    senses = [_flows(name, said, at=at) for name, said in _named(table, "senses", at=at)]
    senses += [_stocks(name, said, at=at) for name, said in _named(table, "levels", at=at)]
    of, base = (_measure(table.get(key), key, at=at) for key in ("of", "base"))
    if (of is None) is not (base is None) or (base and senses):
        raise SettingsError(f"{at}: a ratio has of and base and no senses; anything else has neither")
    if measure in (of, base):
        raise SettingsError(f"{at}: a ratio must be of other measures than itself")
    for key, kind, said in (
        ("why", str, "words in quotes"),
        ("source", str, "words in quotes"),
        ("floor", bool, "true or false"),
        ("falls", bool, "true or false"),
        ("of_other_side", bool, "true or false"),
    ):
        if not isinstance(table.get(key, kind()), kind):
            raise SettingsError(f"{at}: {key} must be {said}; got {table[key]!r}")
    return Entry(
        measure=measure,
        why=str(table.get("why", "as set by the user")),
        source=str(table.get("source", "the user's settings")),
        senses=tuple(senses),
        of=of,
        base=base,
        other=table.get("of_other_side") is True,
        floor=table.get("floor") is True,
        falls=table.get("falls") is True,
    )


def _named(table: Mapping[str, Any], key: str, *, at: str) -> list[tuple[str, list[str]]]:
    named = table.get(key, {})
    if not isinstance(named, Mapping):
        raise SettingsError(f"{at}: {key} must be a table of lists; got {named!r}")
    for name, said in named.items():
        if not isinstance(said, list) or not said or not all(isinstance(one, str) for one in said):
            raise SettingsError(f"{at}: {key}.{name} must be a list of words in quotes; got {said!r}")
    return list(named.items())


def _flows(name: str, said: list[str], *, at: str) -> Sense:
    weights = []
    for one in said:
        flow, _, weight = one.partition(":")
        try:
            weights.append((Flow(flow), _finite(weight or "1")))
        except ValueError:
            known = ", ".join(Flow)
            raise SettingsError(
                f"{at}: {one!r} in {name} is no flow, with a weight after a colon; flows are {known}"
            ) from None
    if not any(weight > 0 for _, weight in weights):
        raise SettingsError(f"{at}: {name} must count at least one flow with a weight above nought; got {said!r}")
    return Sense(name, flows=tuple(weights))


def _finite(text: str) -> float:
    weight = float(text)
    if not math.isfinite(weight):
        raise ValueError(text)
    return weight


def _stocks(name: str, said: list[str], *, at: str) -> Sense:
    try:
        return Sense(name, stocks=tuple(Stock(one) for one in said))
    except ValueError:
        raise SettingsError(f"{at}: {name} names a stock that is none; stocks are {', '.join(Stock)}") from None


def _measure(word: object, key: str, *, at: str) -> Measure | None:
    if word is None:
        return None
    try:
        return Measure(str(word))
    except ValueError:
        raise SettingsError(f"{at}: {key} must be a measure; got {word!r}") from None
