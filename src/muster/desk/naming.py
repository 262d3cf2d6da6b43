"""Parties as people name them: by code in either case, or by a name that a war knows them by."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from muster.claims.errors import UsageError, ValueRefused
from muster.claims.party import Party
from muster.claims.war import wars_with
from muster.desk.settings import Settings

ALIKE = 0.6
ALL_LISTED = "muster settings --parties lists them all"


def party(option: str, value: str, *, settings: Settings) -> str:
    """The code of one party."""
    wars = wars_with(settings.wars)
    names: dict[str, str] = {}
    told: dict[str, set[str]] = {}
    for war in sorted(wars.values(), key=lambda one: one.end is None):  # who fights now comes last, and stays
        for side in war.parties:
            for name in (side.name, *side.names):
                names[name.casefold()] = side.party.code
                told.setdefault(name.casefold(), set()).add(side.party.code if war.end is None else "")
    asked = value.strip().casefold()
    now = told.get(asked, set()) - {""}
    if len(now) > 1:
        raise UsageError(f"{option} {value!r} may be {' or '.join(sorted(now))}; give the code")
    if asked in names:
        return names[asked]
    try:
        return Party(value.strip().upper()).code
    except ValueRefused:
        near = _near(asked, {**{code.casefold(): code for code in names.values()}, **names})
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise UsageError(
            f"{option} wants a party's code, such as RU, or its name; got {value!r}{hint}; {ALL_LISTED}"
        ) from None


def _near(asked: str, names: Mapping[str, str]) -> list[str]:
    """The few names nearest to one that nobody bears, each with what it stands for."""
    near = get_close_matches(asked, names, n=3, cutoff=ALIKE)
    return [names[name] if name == names[name].casefold() else f"{name.title()} is {names[name]}" for name in near]
