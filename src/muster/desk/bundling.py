"""A brief with all that it was made of in one zip, from which another person can make every number again.

Invariant: what is in it is what the brief was made of and no more of the machine than that: no path of it, no login, no moment but those
the ledger keeps; the same ledger and the same wishes give the same bytes.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import muster.outlook as ahead
from muster import __version__
from muster.brief.bundle import contents
from muster.brief.composition import Source
from muster.brief.facts import written
from muster.brief.packing import packed
from muster.brief.readme import readme
from muster.brief.whole import Brief
from muster.claims.errors import UsageError
from muster.desk import briefing, standing
from muster.desk.briefing import Asked, Tell, Told
from muster.desk.settings import Settings
from muster.desk.tomls import as_toml
from muster.ledger import runs
from muster.ledger.copying import taken_out
from muster.ledger.schema import entry_of
from muster.ledger.store import Arrival, Ask, Ledger

MADE, SINCE, SETTINGS = "made.json", "since.json", "muster.toml"
FORM = 1  # of the bundle, raised when what reads it must change


def of_paths(
    paths: Sequence[Path], settings: Settings, *, asked: Asked, name: str, told: Told | None = None, tell: Tell
) -> tuple[Brief, bytes]:
    """The brief of documents under the paths, and its bundle, a file of this `name`. Raises as `briefing.of_paths`."""
    sources, refused = briefing.gathered(paths, settings, told=told)
    brief = briefing.of_sources(sources, settings, asked=asked, refused=refused, tell=tell)
    tell("Packing the bundle")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "muster.duckdb"
        _kept(sources, path)
        with Ledger.open(path, read_only=True) as ledger, ledger.spoken():
            files = taken_out(ledger.connection, runs=(), timeless=True)
    how = {"from": "documents", "refused": [[one.what, one.why] for one in refused]}
    return brief, _bundled(brief, files, settings, asked, {**how, "name": name})


def of_ledger(settings: Settings, *, asked: Asked, name: str, tell: Tell) -> tuple[Brief, bytes]:
    """The brief of the ledger, and its bundle. Raises as `briefing.of_ledger`."""
    brief = briefing.of_ledger(settings, asked=asked, tell=tell)
    tell("Packing the bundle")
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        files = taken_out(ledger.connection, runs=brief.facts.runs)
    how = {"from": "ledger", "ledger": settings.ledger.name}
    return brief, _bundled(brief, files, settings, asked, {**how, "name": name})


def _kept(sources: Sequence[Source], path: Path) -> None:
    """A ledger of these documents as they were read."""
    with Ledger.open(path) as ledger:
        ledger.keep(
            [
                Arrival(
                    ask=Ask(origin=_origin(one), suffix="", bytes_hash=one.document.bytes_hash or ""),
                    what=entry_of(one.document, one.reading),
                )
                for one in {source.document.id: source for source in reversed(sources)}.values()
            ]
        )


def _origin(one: Source) -> str:
    return one.document.origin or one.document.id


# ------------------------------------------------------------------ the files
def _bundled(
    brief: Brief, ledger: Mapping[str, bytes], settings: Settings, asked: Asked, how: Mapping[str, Any]
) -> bytes:
    priors: dict[str, bytes] = {}
    ledger = {**ledger, "runs.jsonl": retold(ledger["runs.jsonl"], lambda name: _prior(name, priors))}
    scenarios = [_scenario(number, name) for number, name in enumerate(asked.scenarios, 1)]
    files = {
        "README.md": _readme(brief, settings, str(how["name"])).encode(),
        **contents(brief),
        MADE: _as_json({**how, **_wished(asked), "scenarios": [name for name, _ in scenarios]}),
        SETTINGS: _settings(settings).encode(),
        **{_war(number, path): path.read_bytes() for number, path in enumerate(settings.wars, 1)},
        **priors,
        **{name: held for _, its in scenarios for name, held in its.items()},
        **{f"ledger/{name}": held for name, held in ledger.items()},
    }
    if asked.since is not None:
        files[SINCE] = written(asked.since).encode("utf-8", "backslashreplace")
    return packed(files)


def _as_json(held: object) -> bytes:
    return f"{json.dumps(held, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace")


def _wished(asked: Asked) -> dict[str, object]:
    return {
        "form": FORM,
        "muster": __version__,
        "title": asked.title,
        "made": asked.made.isoformat() if asked.made else None,
        "parties": [party.code for party in asked.parties],
        "measures": [measure.value for measure in asked.measures],
        "wars": list(asked.wars),
        "civilian": asked.civilian,
        "remarks": list(asked.remarks),
        "without": sorted(asked.without),
    }


def _settings(settings: Settings) -> str:
    wars = [_war(number, path) for number, path in enumerate(settings.wars, 1)]
    held: dict[str, object] = {"wars": wars} if wars else {}
    held |= {name: its for name, its in (("chart", settings.chart), ("watch", settings.watch)) if its}
    return f"# The settings in force when the brief was made; muster brief --again reads them.\n{as_toml(held)}"


def _war(number: int, path: Path) -> str:
    return f"wars/{number}-{path.name}"


def _prior(name: str, priors: dict[str, bytes]) -> str:
    """The name in the bundle of a run's file of assumptions, which goes along where it is still there."""
    path = Path(name)
    known = f"priors/{len(priors) + 1}-{path.name}"
    try:
        held = path.read_bytes()
    except OSError:
        return f"priors/gone-{path.name}"
    same = next((its for its, other in priors.items() if other == held and its.endswith(f"-{path.name}")), known)
    priors[same] = held
    return same


def retold(lines: bytes, change: Callable[[str], str]) -> bytes:
    """The rows of runs with the name of the file that each was given changed."""
    rows = [json.loads(line) for line in lines.decode().splitlines()]
    at = rows[0].index("told")
    for row in rows[1:]:
        said = json.loads(row[at])
        if isinstance(said.get("given"), dict) and said["given"].get("settings"):
            said["given"]["settings"] = change(said["given"]["settings"])
            row[at] = json.dumps(said)
    return "".join(f"{json.dumps(row, ensure_ascii=False, separators=(',', ':'))}\n" for row in rows).encode()


def _scenario(number: int, name: str) -> tuple[str, dict[str, bytes]]:
    """What a scenario is called in the bundle, with the files that it is made of; one that comes with Muster keeps its name.
    Raises `UsageError` for one that builds on a file outside its own folder."""
    if name in ahead.shipped():
        return name, {}
    files = ahead.files_of(name, folder=Path.cwd())
    home = files[0].parent
    its: dict[str, bytes] = {}
    for file in files:
        try:
            inside = PurePosixPath(file.resolve().relative_to(home.resolve()).as_posix())
        except ValueError:
            raise UsageError(
                f"a scenario in a bundle may build on files of its own folder alone; {name} builds on {file}"
            ) from None
        its[f"scenarios/{number}/{inside}"] = file.read_bytes()
    return next(iter(its)), its


# ------------------------------------------------------------------ the README
def _readme(brief: Brief, settings: Settings, name: str) -> str:
    shown = brief.facts.runs
    commands, versions = [], ""
    if shown:
        with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
            heads = [one for one in runs.every(ledger.connection) if one.id in shown]
        for one in heads:
            parties = " ".join(f"--party {code}" for code in one.inputs.parties)
            commands.append(
                f"{parties} --of-war {one.inputs.war} --seed {one.inputs.seed} {_options(standing.options(one))}".strip()
            )
        found = {
            f"{what} {version}" for one in heads for what, version in one.inputs.versions.items() if what != "model"
        }
        versions = ", ".join(sorted(found))
    made = f"{brief.made:%Y-%m-%d}" if brief.made else ""
    return readme(title=brief.title, made=made, version=__version__, name=name, runs=commands, versions=versions)


def _options(said: str) -> str:
    """A run's options without the file of a machine that is another's."""
    return said.partition("--settings ")[0].strip()
