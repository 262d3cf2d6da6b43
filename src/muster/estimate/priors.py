"""What is assumed before a claim is seen: priors with their reasons, anchors, and the meanings of words.

`shipped` reads `priors.toml`; a user's own file is laid over it with `overlaid`. Invariant: every entry has a reason; a user's file can
change what stands there and add nothing that nobody reads.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from muster.account.chart import Chart
from muster.account.stances import Stance
from muster.claims.errors import SettingsError
from muster.claims.measures import Measure

_FORMS = {
    frozenset({"median", "spread"}): "log-normal",
    frozenset({"middle", "spread"}): "share",
    frozenset({"fixed"}): "fixed",
}
_TABLES = ("anchors", "listed_delay", "meaning", "stances")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """One assumption: `form` is log-normal (`at` its median, `spread` in logs), share (`at` its middle, `spread` on the logit scale) or
    fixed (`at`)."""

    name: str
    form: str
    at: float
    spread: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How soon a list finds the dead: falling exponentials of these mean `months`, their weights in `cases`."""

    months: tuple[float, ...]
    cases: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """All assumptions: `of` by name, `delay` of lists, `anchors` the measures for which a body (by its key) is taken to be nearly
    without bias, `meaning` for a measure the weight of each of its senses in cases, `stances` what a user says of bodies. `reasons`
    are those of the tables."""

    of: Mapping[str, Prior]
    delay: Delay
    anchors: Mapping[str, tuple[Measure, ...]]
    meaning: Mapping[Measure, Mapping[str, float]]
    stances: Mapping[str, Stance]
    reasons: Mapping[str, str]

    def __getitem__(self, name: str) -> Prior:
        return self.of[name]

    def weights(self, measure: Measure, senses: tuple[str, ...]) -> tuple[float, ...]:
        """The weight of each sense in cases; 1 for one that nothing is said of."""
        said = self.meaning.get(measure, {})
        return tuple(float(said.get(one, 1.0)) for one in senses)

    def anchored(self, basis: str, measure: Measure) -> bool:
        """Whether a basis is declared nearly without bias for a measure."""
        return measure in self.anchors.get(basis, ())

    def digest(self) -> str:
        """The same for the same numbers, whatever the reasons."""
        plain = {
            "of": {name: (one.form, one.at, one.spread) for name, one in sorted(self.of.items())},
            "delay": (self.delay.months, self.delay.cases),
            "anchors": {body: sorted(measures) for body, measures in sorted(self.anchors.items())},
            "meaning": {measure.value: dict(sorted(said.items())) for measure, said in sorted(self.meaning.items())},
            "stances": {body: stance.value for body, stance in sorted(self.stances.items())},
        }
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


@cache
def shipped() -> Priors:
    """The assumptions that come with Muster."""
    text = (resources.files("muster.estimate") / "priors.toml").read_text(encoding="utf-8")
    return _read(tomllib.loads(text), base=None, where="priors.toml")


def overlaid(own: Mapping[str, Any], *, where: str) -> Priors:
    """The shipped assumptions with a user's in place of those they name. Raises `SettingsError` that names the entry at fault."""
    return _read(own, base=shipped(), where=where)


def anchoring(priors: Priors, bodies: Mapping[str, tuple[Measure, ...]]) -> Priors:
    """The same with these bodies as anchors too."""
    return replace(priors, anchors={**priors.anchors, **bodies})


def held_to(priors: Priors, chart: Chart, *, where: str) -> Priors:
    """The same, where every meaning that a user tells is of a sense that the chart has. Raises `SettingsError` for one that is not. A
    chart of the user's own may lack senses that come with Muster: what is said of these is of nothing then."""
    for measure, said in priors.meaning.items():
        if said == shipped().meaning.get(measure):
            continue
        senses = [sense.name for sense in chart[measure].senses]
        for name in said:
            if name not in senses:
                raise SettingsError(
                    f"{where}: [meaning] {measure.value} has no sense {name!r}; it has {', '.join(senses) or 'none'}"
                )
    return priors


def _read(data: Mapping[str, Any], *, base: Priors | None, where: str) -> Priors:
    if not isinstance(data, Mapping):
        raise SettingsError(f"{where} must be tables such as [casualties_walk]; got {data!r}")
    of = dict(base.of) if base else {}
    for name, table in data.items():
        if name in _TABLES:
            continue
        if base is not None and name not in base.of:
            known = ", ".join([*base.of, *_TABLES])
            raise SettingsError(f"{where}: [{name}] is nothing that the estimate assumes; known are {known}")
        of[name] = _prior(name, table, where=where, shipped=base.of[name] if base else None)
    tables = {name: _table(data, name, where=where) for name in _TABLES}
    anchors = {**(base.anchors if base else {}), **_anchors(tables["anchors"], where=where)}
    meaning = {**(base.meaning if base else {}), **_meaning(tables["meaning"], where=where)}
    stances = {**(base.stances if base else {}), **_stances(tables["stances"], where=where)}
    reasons = {**(base.reasons if base else {})} | {
        name: str(table["why"]) for name, table in tables.items() if "why" in table
    }
    delay = _delay(tables["listed_delay"], base=base.delay if base else None, where=where)
    return Priors(of=of, delay=delay, anchors=anchors, meaning=meaning, stances=stances, reasons=reasons)


def _table(data: Mapping[str, Any], name: str, *, where: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, Mapping):
        raise SettingsError(f"{where}: [{name}] must be a table; got {table!r}")
    return table


def _prior(name: str, table: object, *, where: str, shipped: Prior | None) -> Prior:
    at = f"{where}: [{name}]"
    if not isinstance(table, Mapping):
        raise SettingsError(f"{at} must be a table such as median = 0.3; got {table!r}")
    said = {key: value for key, value in table.items() if key != "why"}
    for key, value in said.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise SettingsError(f"{at}: {key} must be a number; got {value!r}")
    if shipped is not None:
        said = {**_numbers(shipped), **said}
    form = _FORMS.get(frozenset(said))
    if form is None or (shipped is not None and form != shipped.form):
        wanted = " and ".join(_numbers(shipped)) if shipped else "median and spread, middle and spread, or fixed"
        raise SettingsError(f"{at} wants {wanted}; got {', '.join(sorted(said)) or 'nothing'}")
    number, spread = float(said[_HEAD[form]]), float(said.get("spread", 0.0))
    if number <= 0 or (form == "share" and number >= 1) or spread < 0 or ("spread" in said and spread == 0):
        rule = "between nought and one" if form == "share" else "above nought"
        raise SettingsError(f"{at}: {_HEAD[form]} must be {rule} and a spread above nought; got {dict(said)}")
    why = str(table.get("why", "") or ("as the user's file sets it" if shipped else ""))
    if not why:
        raise SettingsError(f"{at} must say why")
    return Prior(name=name, form=form, at=number, spread=spread, why=why)


_HEAD = {"log-normal": "median", "share": "middle", "fixed": "fixed"}


def _numbers(prior: Prior) -> dict[str, float]:
    head = {_HEAD[prior.form]: prior.at}
    return head | {"spread": prior.spread} if prior.form in ("log-normal", "share") else head


def _delay(table: Mapping[str, Any], *, base: Delay | None, where: str) -> Delay:
    at = f"{where}: [listed_delay]"
    if set(table) - {"months", "cases", "why"}:
        raise SettingsError(f"{at} wants months and cases; got {dict(table)!r}")
    months = _row(table.get("months", base.months if base else ()), "months", at=at)
    cases = _row(table.get("cases", base.cases if base else ()), "cases", at=at)
    if len(months) != len(cases):
        raise SettingsError(f"{at} wants as many months as cases; got {len(months)} and {len(cases)}")
    return Delay(months=months, cases=cases)


def _row(said: object, name: str, *, at: str) -> tuple[float, ...]:
    good = isinstance(said, list | tuple) and said
    if not good or not all(_above_nought(one) for one in said):  # type: ignore[attr-defined]
        raise SettingsError(f"{at}: {name} must be a list of numbers above nought; got {said!r}")
    return tuple(float(one) for one in said)  # type: ignore[attr-defined]


def _above_nought(said: object) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and math.isfinite(said) and said > 0


def _anchors(table: Mapping[str, Any], *, where: str) -> dict[str, tuple[Measure, ...]]:
    bodies = table.get("bodies", {})
    if not isinstance(bodies, Mapping) or set(table) - {"bodies", "why"}:
        raise SettingsError(f'{where}: [anchors] wants bodies = {{ "name" = ["killed"] }}; got {dict(table)!r}')
    return {str(body).lower(): _measures(said, where=f"{where}: [anchors] {body}") for body, said in bodies.items()}


def _measures(said: object, *, where: str) -> tuple[Measure, ...]:
    if not isinstance(said, list):
        raise SettingsError(f'{where} wants a list of measures such as ["killed"]; got {said!r}')
    return tuple(_measure(one, where=where) for one in said)


def _measure(said: object, *, where: str) -> Measure:
    try:
        return Measure(str(said))
    except ValueError:
        raise SettingsError(f"{where}: {said!r} is no measure; known are {', '.join(Measure)}") from None


def _meaning(table: Mapping[str, Any], *, where: str) -> dict[Measure, dict[str, float]]:
    found = {}
    for name, said in table.items():
        if name == "why":
            continue
        measure = _measure(name, where=f"{where}: [meaning]")
        if not isinstance(said, Mapping) or not all(_above_nought(one) for one in said.values()):
            raise SettingsError(f"{where}: [meaning] {name} wants a number above nought for each sense; got {said!r}")
        found[measure] = {str(sense): float(one) for sense, one in said.items()}
    return found


def _stances(table: Mapping[str, Any], *, where: str) -> dict[str, Stance]:
    found = {}
    for body, said in table.items():
        if body == "why":
            continue
        try:
            found[str(body).lower()] = Stance(said)
        except ValueError:
            known = ", ".join(Stance)
            raise SettingsError(f"{where}: [stances] {body} must be one of {known}; got {said!r}") from None
    return found
