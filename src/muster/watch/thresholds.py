"""From when an indicator says watch or alert: numbers with their units and reasons, as shipped and as a user lays others over them.

Invariant: every threshold has a reason; a user's table changes what stands here and adds nothing that nobody reads.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from muster.claims.errors import SettingsError
from muster.watch.board import indicators

EVERY = "every"  # the table of thresholds that several indicators share
_PARTS = frozenset({"chance", "share"})  # units of which none is above 1
_NOUGHT = frozenset({"people"})  # units of which nought means none
_WHOLE = frozenset(
    {"days", "months", "measures", "regions", "signs", "speakers", "forecasts"}
)  # units of which there are no parts
_LONGEST = 10_000  # of a count: more than a war has days


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A number `value` in its `unit` with the reason `why`."""

    name: str
    value: float
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds in force: `of` by indicator and name, those that several share under `every`."""

    of: Mapping[str, Mapping[str, Threshold]]

    def __call__(self, indicator: str, name: str) -> float:
        """The indicator's own number of this name, else the one that all share."""
        return (self.of.get(indicator, {}).get(name) or self.of[EVERY][name]).value


@cache
def shipped() -> Limits:
    """The thresholds that come with Muster."""
    data = tomllib.loads((resources.files("muster.watch") / "thresholds.toml").read_text(encoding="utf-8"))
    return Limits(
        {
            indicator: {
                name: Threshold(name=name, value=float(said["is"]), unit=said["unit"], why=said["why"])
                for name, said in data.get(indicator, {}).items()
            }
            for indicator in (EVERY, *indicators())
        }
    )


def overlaid(own: Mapping[str, object], *, where: str) -> Limits:
    """The shipped thresholds with a user's in place of those they name: a table for each indicator, a number for each threshold, or a table
    with `is` and `why`. Raises `SettingsError` that names the entry at fault."""
    made = {indicator: dict(its) for indicator, its in shipped().of.items()}
    for indicator, table in own.items():
        at = f"{where}, [watch.{indicator}]"
        if indicator not in made:
            raise SettingsError(f"{at}: {indicator!r} is no indicator; known are {', '.join(made)}")
        if not isinstance(table, Mapping):
            raise SettingsError(f"{at} must be a table of thresholds; got {table!r}")
        shared = indicators()[indicator].shared if indicator != EVERY else ()
        for name, said in table.items():
            one = made[indicator].get(name) or (shipped().of[EVERY][name] if name in shared else None)
            if one is None:
                raise SettingsError(f"{at}: {name!r} is no threshold of {indicator}; {_known(made[indicator], shared)}")
            made[indicator][name] = _own(one, said, at=at)
        _in_order(made[indicator], shipped().of[indicator], at=at)
    for indicator in made:  # what is shared may have been set in another table
        _fresh_first(Limits(made), indicator, at=f"{where}, [watch.{indicator if indicator in own else EVERY}]")
    return Limits(made)


def _known(own: Mapping[str, Threshold], shared: Sequence[str]) -> str:
    """The thresholds of an indicator, in words."""
    beside = f"; {' and '.join(shared)}, which [watch.{EVERY}] sets for all, can be set here too" if shared else ""
    return f"known are {', '.join(name for name in own if name not in shared)}{beside}"


def _fresh_first(limits: Limits, indicator: str, *, at: str) -> None:
    """Refuses days within which a thing is fresh that are more than those within which it is kept."""
    if limits(indicator, "fresh") > limits(indicator, "kept"):
        fresh, kept = limits(indicator, "fresh"), limits(indicator, "kept")
        raise SettingsError(f"{at}: fresh is to be no more than kept ({kept:g}); got {fresh:g}")


def _in_order(own: Mapping[str, Threshold], as_shipped: Mapping[str, Threshold], *, at: str) -> None:
    """Refuses an alert that comes before the watch, or after it where it comes before as shipped."""
    if not {"watch", "alert"} <= set(as_shipped):
        return
    up = as_shipped["alert"].value >= as_shipped["watch"].value
    watch, alert = own["watch"].value, own["alert"].value
    if (alert < watch) if up else (alert > watch):
        raise SettingsError(
            f"{at}: alert is to be {'no less' if up else 'no more'} than watch ({watch:g}); got {alert:g}"
        )


def _own(one: Threshold, said: object, *, at: str) -> Threshold:
    why = "as set by the user"
    if isinstance(said, Mapping):
        unknown = sorted(set(said) - {"is", "why"})
        if unknown or "is" not in said or not isinstance(said.get("why", why), str):
            raise SettingsError(f"{at}: {one.name} must be a number, or have is = NUMBER and why = WORDS; got {said!r}")
        why, said = said.get("why", why), said["is"]
    least = "from 0 up" if one.unit in _NOUGHT else "above 0"
    most = " and at most 1" if one.unit in _PARTS else ""
    if one.unit in _WHOLE:
        least, most = "that is whole, from 1", f" to {_LONGEST:,}"
    fits = (
        isinstance(said, int | float)
        and not isinstance(said, bool)
        and math.isfinite(said)
        and (said >= 0 if one.unit in _NOUGHT else said > 0)
        and (one.unit not in _PARTS or said <= 1)
        and (one.unit not in _WHOLE or (said == int(said) and said <= _LONGEST))
    )
    if not fits:
        raise SettingsError(f"{at}: {one.name} must be a number {least}{most} ({one.unit}); got {said!r}")
    assert isinstance(said, int | float)
    return replace(one, value=float(said), why=why)
