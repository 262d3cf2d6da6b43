"""What is in force and where it came from: an option, the environment, `muster.toml`, or the default, in that order.

Invariant: a settings file holds only what is known here; anything else is an error that names the line, so a slip of the pen is
never passed over in silence. Paths in the file are relative to the file.
"""

from __future__ import annotations

import getpass
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from muster.claims.errors import SettingsError

FILE = "muster.toml"
KEYS = ("ledger", "wars", "reviewer", "jobs", "fetch", "limits", "chart", "watch")
LIMITS = ("seconds", "megabytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, with `origins` saying of each where it came from (`default`, `option`, `environment …`, or the file's path).
    `fetch` lets the page ask for what lies at an address; `chart` holds the measures that are defined otherwise than as shipped,
    `watch` the thresholds of indicators, as the file has them."""

    ledger: Path
    wars: tuple[Path, ...]
    reviewer: str
    jobs: int
    fetch: bool
    seconds: float
    megabytes: int
    chart: Mapping[str, Any]
    watch: Mapping[str, Any]
    origins: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was said on the command line; None where nothing was."""

    file: Path | None = None
    ledger: Path | None = None
    wars: Sequence[Path] = ()
    reviewer: str | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting, its value as it is said, and where it comes from."""

    name: str
    value: object
    origin: str


def settings(options: Options = Options(), environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises `SettingsError` for a file that is missing though named, or holds what it should not."""
    environment = os.environ if environment is None else environment
    path = _file(options, environment)
    held = _checked(path) if path else {}
    limits = held.get("limits", {})
    found: dict[str, tuple[Any, str]] = {
        "ledger": _first(
            (options.ledger, "option"),
            (_path(environment.get("MUSTER_LEDGER")), "environment MUSTER_LEDGER"),
            (held.get("ledger"), str(path)),
            default=Path("muster.duckdb"),
        ),
        "wars": _wars(held, options, path=path),
        "reviewer": _first((options.reviewer, "option"), (held.get("reviewer"), str(path)), default=_login()),
        "jobs": _first((options.jobs, "option"), (held.get("jobs"), str(path)), default=_processors()),
        "fetch": _first((held.get("fetch"), str(path)), default=False),
        "seconds": _first((limits.get("seconds"), str(path)), default=10.0),
        "megabytes": _first((limits.get("megabytes"), str(path)), default=1024),
        "chart": _first((held.get("chart"), str(path)), default={}),
        "watch": _first((held.get("watch"), str(path)), default={}),
    }
    if found["jobs"][0] < 1:
        raise SettingsError(f"jobs must be a whole number from 1 up; got {found['jobs'][0]}")
    values = {name: value for name, (value, _) in found.items()}
    return Settings(**values, origins={name: origin for name, (_, origin) in found.items()})


def _first(*offers: tuple[Any, str], default: Any) -> tuple[Any, str]:
    return next(((value, origin) for value, origin in offers if value is not None), (default, "default"))


def _wars(held: Mapping[str, Any], options: Options, *, path: Path | None) -> tuple[tuple[Path, ...], str]:
    """War files add up: the file's, then those of the command line, which win where they speak of the same war."""
    files = (*held.get("wars", ()), *options.wars)
    said = [str(path)] * bool(held.get("wars")) + ["option"] * bool(options.wars)
    return files, " and ".join(said) or "default"


def _file(options: Options, environment: Mapping[str, str]) -> Path | None:
    named = options.file or _path(environment.get("MUSTER_SETTINGS"))
    if named is not None:
        if not named.is_file():
            raise SettingsError(f"the settings file {named} is not there")
        return named
    return Path(FILE) if Path(FILE).is_file() else None


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _processors() -> int:
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return max(1, os.cpu_count() or 1)


# ------------------------------------------------------------------ the file
def _checked(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} could not be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}") from None
    where = _Where(path, text)
    _known(data, KEYS, where=where)
    limits = _table(data.get("limits", {}), where)
    _known(limits, LIMITS, where=where)
    checks: dict[str, Callable[[Any], Any]] = {
        "ledger": lambda value: path.parent / os.path.expanduser(_word(value)),
        "wars": lambda value: tuple(path.parent / os.path.expanduser(_word(one)) for one in _list(value)),
        "reviewer": _word,
        "jobs": lambda value: _number(value, whole=True),
        "fetch": _either,
        "seconds": lambda value: _number(value, whole=False),
        "megabytes": lambda value: _number(value, whole=True),
    }
    found = {key: _taken(key, value, check=checks[key], where=where) for key, value in data.items() if key in checks}
    found["limits"] = {key: _taken(key, value, check=checks[key], where=where) for key, value in limits.items()}
    if "chart" in data:
        found["chart"] = _chart(data["chart"], where)
    if "watch" in data:
        found["watch"] = _watch(data["watch"], where)
    return found


@dataclass(frozen=True, slots=True)
class _Where:
    path: Path
    text: str

    def line(self, key: str) -> str:
        """The file, and the line on which the key stands."""
        found = self.number(key)
        return f"{self.path}, line {found}" if found else str(self.path)

    def number(self, key: str, *, after: int = 0) -> int | None:
        """The first line after that one on which the key stands."""
        for number, line in enumerate(self.text.splitlines(), 1):
            if number > after and re.match(rf"\s*\[?\s*['\"]?{re.escape(key)}['\"]?\s*[=\].]", line):
                return number
        return None


def _known(data: Mapping[str, Any], keys: Sequence[str], *, where: _Where) -> None:
    for key in data:
        if key not in keys:
            raise SettingsError(f"{where.line(key)}: {key!r} is no setting; known are {', '.join(keys)}")


def _table(value: object, where: _Where) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise SettingsError(f"{where.line('limits')}: limits must be a table, [limits]; got {value!r}")
    return value


# ------------------------------------------------------------------ the user's own chart and thresholds
def _chart(value: object, where: _Where) -> Mapping[str, Any]:
    """The measures that the user defines, each as the chart reads it. Raises `SettingsError` with the line of what it cannot read."""
    from muster.account.chart import overlaid

    return _laid(value, where, key="chart", of="measures, as [chart.killed]", lay=lambda own: overlaid(own, where=""))


def _watch(value: object, where: _Where) -> Mapping[str, Any]:
    """The thresholds that the user sets, each as its indicator reads it. Raises the same."""
    from muster.watch.thresholds import overlaid

    return _laid(value, where, key="watch", of="indicators, as [watch.I01]", lay=lambda own: overlaid(own, where=""))


Lay = Callable[[dict[str, Any]], object]


def _laid(value: object, where: _Where, *, key: str, of: str, lay: Lay) -> Mapping[str, Any]:
    """A table whose own tables can each be laid over what is shipped."""
    if not isinstance(value, dict):
        raise SettingsError(f"{where.line(key)}: {key} must be a table of {of}; got {value!r}")
    for name, table in value.items():
        try:
            lay({name: table})
        except SettingsError as error:
            at = _at_fault(f"{key}.{name}", table, where=where, lay=lay)
            raise SettingsError(f"{at}: {str(error).removeprefix(', ')}") from None
    return value


def _at_fault(head: str, table: object, *, where: _Where, lay: Lay) -> str:
    """The file, and the line of the part of a table without which it could be laid over, else of its head."""
    name = head.partition(".")[2]
    first = where.number(head) or where.number(name) or 0
    for path, less in _without_one(table):
        try:
            lay({name: less})
        except SettingsError:
            continue
        return f"{where.path}, line {_line_of('.'.join(path), path[-1], head=head, first=first, where=where)}"
    return f"{where.path}, line {first}" if first else str(where.path)


def _line_of(dotted: str, key: str, *, head: str, first: int, where: _Where) -> int:
    """The line of an entry of a table whose head, or first entry, stands on `first`: a line of its own below a head in brackets, else the
    one that names the table too. A key may be called as the table is."""
    name = head.partition(".")[2]
    own = next((line for said in (head, name) if (line := where.number(f"{said}.{dotted}", after=first - 1))), None)
    below = first > 0 and where.text.splitlines()[first - 1].lstrip().startswith("[")
    if own is None and below:
        own = where.number(dotted, after=first) or where.number(key, after=first)
    return own or first


def _without_one(table: object) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The definition without each of its parts in turn, the smallest parts first, and where that part stood."""
    parts = table if isinstance(table, dict) else {}
    for key, value in parts.items():
        for name in value if isinstance(value, dict) else ():
            yield (key, name), parts | {key: {other: said for other, said in value.items() if other != name}}
    for key in parts:
        yield (key,), {other: said for other, said in parts.items() if other != key}


def _taken(key: str, value: Any, *, check: Callable[[Any], Any], where: _Where) -> Any:
    try:
        return check(value)
    except ValueError as error:
        raise SettingsError(f"{where.line(key)}: {key} must be {error}; got {value!r}") from None


def _word(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("words in quotes")
    return value


def _either(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError("a list of file names in quotes")
    return value


def _number(value: object, *, whole: bool) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or not 0 < value < 1e6:
        raise ValueError("a whole number from 1 up" if whole else "a number above 0")
    return value


# ------------------------------------------------------------------ in words
def listed(settings: Settings) -> list[Setting]:
    """Every setting with where it comes from: an option, the environment, muster.toml or the default."""
    values: dict[str, object] = {
        "ledger": str(settings.ledger),
        "wars": [str(path) for path in settings.wars],
        "reviewer": settings.reviewer,
        "jobs": settings.jobs,
        "fetch": settings.fetch,
        "limits.seconds": settings.seconds,
        "limits.megabytes": settings.megabytes,
    }
    found = [
        Setting(name=name, value=value, origin=settings.origins[name.removeprefix("limits.")])
        for name, value in values.items()
    ]
    for key, own in (("chart", settings.chart), ("watch", settings.watch)):
        found += [
            Setting(name=f"{key}.{name}", value=table, origin=settings.origins[key]) for name, table in own.items()
        ]
    return found


def in_a_line(value: object) -> object:
    """A setting on one line: a list with commas, a table as `key = value`."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key} = {in_a_line(part)}" for key, part in _flat(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _flat(parts: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in parts.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{name}", part) for name, part in _flat(value))
        else:
            yield key, value
