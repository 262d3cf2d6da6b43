"""A war: its parties, who is counted within whom, when it began and ended. Data, one TOML file a war.

What ships lies in `claims/wars/*.toml`; a user's own file (`--war FILE`, or named in `muster.toml`) has the same form and is
laid over by `id`. `docs/wars.md` explains the form with an example.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from muster.claims.errors import SettingsError
from muster.claims.party import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class WarParty:
    """One side, or a force within one.

    `names` stand for it as a whole ("Russia", "the Kremlin"), `people` are adjectives and demonyms ("Russian", "Russians"),
    `offices` speak for it ("Russian Defence Ministry", a minister's name). `within` is the party that its people are counted in
    too, `fights_for` the side a third state's troops were sent to,
    `apart` says that a text which names it means it apart from that party. `elsewhere` are further states it fights in, whose code its
    own takes the place of where a text is about them. `land` is what its country is called, where `name` is that of a government or army.
    """

    party: Party
    name: str
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    within: Party | None = None
    fights_for: Party | None = None
    apart: bool = True
    elsewhere: tuple[str, ...] = ()
    land: str = ""

    def codes(self) -> tuple[str, ...]:
        """Its code, and those it has in the other states it fights in."""
        return (self.party.code, *(state + self.party.code[2:] for state in self.elsewhere))


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """`starts` are the words that date a figure from the start of this war ("the full-scale invasion"); `end` None while it goes on.
    `eras` are further named beginnings within it: words and the day they mean. `places` point to it without being a party. `government`
    are the states that fight forces of their own land, whose "the army" and "the government" are. `allies` are those that fight
    together, by their codes: who is none of them fights all of them."""

    id: str
    name: str
    start: dt.date
    end: dt.date | None
    parties: tuple[WarParty, ...]
    aliases: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    eras: tuple[tuple[str, dt.date], ...] = ()
    places: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    allies: tuple[str, ...] = ()
    by_code: Mapping[str, WarParty] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {code: one for one in reversed(self.parties) for code in one.codes()}
        object.__setattr__(self, "by_code", found)

    def party(self, code: str) -> WarParty | None:
        """The party of this code, None where it is not of this war."""
        return self.by_code.get(code)

    def are_allied(self, one: str, other: str) -> bool:
        """Whether two parties are known to fight together, where the war tells who does."""
        return bool(self.allies) and (one in self.allies) == (other in self.allies)

    def is_own(self, code: str) -> bool:
        """Whether it is this party's own war, not one that it sent troops to."""
        found = self.party(code)
        return found is not None and found.fights_for is None


def shipped_wars() -> dict[str, War]:
    """The wars that come with Muster, by id."""
    return dict(_shipped())


@cache
def _shipped() -> Mapping[str, War]:
    folder = resources.files("muster.claims") / "wars"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    wars = [read_war(entry.read_text(encoding="utf-8"), where=entry.name) for entry in files]
    return {war.id: war for war in wars}


def wars_with(files: Iterable[Path]) -> dict[str, War]:
    """The shipped wars with the user's laid over them. Raises `SettingsError` for a file that cannot be used."""
    wars = shipped_wars()
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise SettingsError(f"the war file {path} could not be read: {why}") from None
        war = read_war(text, where=str(path))
        wars[war.id] = war
    return wars


def read_war(text: str, *, where: str) -> War:
    """A war out of TOML. Raises `SettingsError` that names the file and the entry that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where} is not TOML: {error}") from None
    known = {"id", "name", "start", "end", "aliases", "starts", "eras", "places", "government", "allies", "party"}
    _only(data, known, where)
    return War(
        id=_text(data, "id", where),
        name=_text(data, "name", where),
        start=_day(data.get("start"), where, "start"),
        end=None if data.get("end") is None else _day(data["end"], where, "end"),
        parties=tuple(_party(entry, where) for entry in data.get("party", [])),
        aliases=_words(data, "aliases", where),
        starts=_words(data, "starts", where),
        eras=tuple((words, _day(day, where, words)) for words, day in data.get("eras", {}).items()),
        places=_words(data, "places", where),
        government=_words(data, "government", where),
        allies=_words(data, "allies", where),
    )


def _party(entry: Mapping[str, Any], where: str) -> WarParty:
    known = {"code", "name", "names", "people", "offices", "within", "fights_for", "apart", "elsewhere", "land"}
    _only(entry, known, f"{where}, [[party]]")
    code = _text(entry, "code", where)
    within = entry.get("within")
    return WarParty(
        party=Party(code),
        name=_text(entry, "name", where),
        names=_words(entry, "names", where),
        people=_words(entry, "people", where),
        offices=_words(entry, "offices", where),
        within=Party(within) if within else None,
        fights_for=Party(entry["fights_for"]) if entry.get("fights_for") else None,
        apart=bool(entry.get("apart", True)),
        elsewhere=_words(entry, "elsewhere", where),
        land=_text(entry, "land", where) if "land" in entry else "",
    )


def _only(data: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(data) - known)
    if unknown:
        raise SettingsError(
            f"{where} has an entry {unknown[0]!r} that means nothing here; known are {', '.join(sorted(known))}"
        )


def _text(data: Mapping[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f'{where} needs {key} = "…"; got {value!r}')
    return value


def _words(data: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise SettingsError(f"{where}: {key} must be a list of words; got {value!r}")
    return tuple(value)


def _day(value: object, where: str, key: str) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise SettingsError(f"{where}: {key} must be a day such as 2022-02-24, without quotes; got {value!r}")
