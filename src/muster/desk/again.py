"""A brief made again from its bundle alone, and what an earlier brief said, out of any file that tells.

Invariant: nothing of the machine has a part: no settings file, no environment, no ledger but that of the bundle; what a bundle holds is
read as data and checked as any input is, for it may come from anybody.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from muster.brief.composition import Source
from muster.brief.facts import FILE, Facts, read
from muster.brief.packing import MOST, unpacked
from muster.brief.parts import Refusal
from muster.brief.whole import Brief
from muster.claims.errors import MissingInput, UsageError, ValueRefused
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.desk import briefing, steps
from muster.desk.briefing import Asked, Tell
from muster.desk.bundling import FORM, MADE, SETTINGS, SINCE, retold
from muster.desk.settings import Options, Settings, settings
from muster.ledger.copying import made_again

_FACTS = re.compile(
    rf'<a download="{re.escape(FILE)}" href="data:application/json;charset=utf-8;base64,([A-Za-z0-9+/=]*)"'
)
_FOLDERS = ("wars", "priors", "scenarios")


def again(bundle: Path, *, ledger: Path | None = None, tell: Tell) -> Brief:
    """The brief of a bundle, a zip or the folder it was unpacked into. Its ledger is made again at `ledger`, where nothing may lie yet,
    else for the moment. Raises `MissingInput` for a bundle that is not there, `UsageError` for one that cannot be read."""
    files = _files(bundle)
    if ledger is not None and ledger.exists():
        raise UsageError(f"the ledger is made again where nothing lies yet; {ledger} is there")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        tell("Making the ledger again")
        _laid_out(files, home)
        its = {name.removeprefix("ledger/"): held for name, held in files.items() if name.startswith("ledger/")}
        its["runs.jsonl"] = _at_home(its.get("runs.jsonl"), home)
        path = ledger or home / "muster.duckdb"
        made_again(its, path)
        in_force = settings(Options(file=home / SETTINGS, ledger=path), environment={})
        how = _made(files)
        with _altered(MADE):
            asked = _asked(how, files, home)
            refused = [Refusal(what=what, why=why) for what, why in how.get("refused", ())]
        if how["from"] == "ledger":
            return briefing.of_ledger(in_force, asked=asked, tell=tell)
        return briefing.of_sources(_sources(in_force), in_force, asked=asked, refused=refused, tell=tell)


def _sources(in_force: Settings) -> list[Source]:
    return [Source(document=document, reading=reading) for document, reading in steps.shelved(in_force)]


# ------------------------------------------------------------------ the files
def _files(bundle: Path) -> dict[str, bytes]:
    if bundle.is_dir():
        return dict(_of_folder(bundle))
    try:
        data = bundle.read_bytes()
    except OSError as error:
        raise MissingInput(f"the bundle {bundle} cannot be read: {error.strerror}") from None
    return unpacked(data)


def _of_folder(bundle: Path) -> Iterator[tuple[str, bytes]]:
    room = MOST
    if not (bundle / MADE).is_file():
        raise MissingInput(f"the folder {bundle} is no bundle: it has no {MADE}")
    for path in sorted(bundle.rglob("*")):
        name = path.relative_to(bundle).as_posix()
        if (
            path.is_symlink()
            or not path.is_file()
            or not name.startswith((*(f"{one}/" for one in (*_FOLDERS, "ledger")), MADE, SINCE, SETTINGS))
        ):
            continue
        room -= path.stat().st_size
        if room < 0:
            raise UsageError(f"the bundle {bundle} holds more than {MOST >> 20:,} MB")
        yield name, path.read_bytes()


def _laid_out(files: Mapping[str, bytes], home: Path) -> None:
    """Puts the settings and the files that they name into a folder of their own; a name that leads out of it is refused."""
    for name, held in files.items():
        if name != SETTINGS and not name.startswith(tuple(f"{one}/" for one in _FOLDERS)):
            continue
        inside = PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts or "\\" in name or name.endswith("/"):
            raise UsageError(f"the bundle has a file of a name that leads elsewhere: {name[:80]!r}")
        target = home.joinpath(*inside.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(held)
    if SETTINGS not in files:
        raise UsageError(f"the bundle has no {SETTINGS}: it is not whole")


def _at_home(lines: bytes | None, home: Path) -> bytes:
    with _altered("ledger/runs.jsonl"):
        return retold(lines or b"", lambda name: str(home / PurePosixPath(name).parent / PurePosixPath(name).name))


def _made(files: Mapping[str, bytes]) -> dict[str, Any]:
    with _altered(MADE):
        how: dict[str, Any] = json.loads(files[MADE])
        form = how["form"]
        if how["from"] not in ("ledger", "documents"):
            raise ValueError("from")
    if form != FORM:
        raise UsageError(
            f"the bundle was made by Muster {str(how.get('muster'))[:20]}, in a form that this version does not read"
        )
    return how


def _asked(how: Mapping[str, Any], files: Mapping[str, bytes], home: Path) -> Asked:
    return Asked(
        title=how["title"],
        made=dt.date.fromisoformat(how["made"]) if how["made"] else None,
        parties=tuple(Party(code) for code in how["parties"]),
        measures=tuple(Measure(name) for name in how["measures"]),
        wars=tuple(how["wars"]),
        civilian=how["civilian"],
        scenarios=tuple(str(home / name) if "/" in name else name for name in how["scenarios"]),
        since=read(files[SINCE].decode()) if SINCE in files else None,
        kept_in=how.get("ledger"),
        remarks=tuple(str(one) for one in how["remarks"]),
        without=frozenset(how["without"]),
    )


@contextmanager
def _altered(name: str) -> Iterator[None]:
    """Within it, what cannot be read comes out as a sentence that names the file."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, ValueRefused) as error:
        raise UsageError(
            f"the bundle cannot be read at {name}: a part is missing or was altered ({str(error)[:80]})"
        ) from None


# ------------------------------------------------------------------ an earlier brief
def facts_in(path: Path) -> Facts:
    """What a brief said, out of its HTML file, its bundle, or the brief.json of either. Raises `MissingInput` for a file that cannot be
    read, `UsageError` for one that tells of no brief."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MissingInput(f"the earlier brief {path} cannot be read: {error.strerror}") from None
    return facts_of(data, called=str(path))


def facts_of(data: bytes, *, called: str) -> Facts:
    """The same out of what is in such a file, which goes by this name. Raises `UsageError`."""
    if data.startswith(b"PK\x03\x04"):
        files = unpacked(data)
        if FILE not in files:
            raise UsageError(
                f"{called} is no bundle of a brief: it has no {FILE}; a Word file does not tell either, the HTML file does"
            )
        data = files[FILE]
    elif data.startswith(b"%PDF"):
        raise UsageError(
            f"{called} is a PDF, which does not tell what it was made of; give the brief's HTML file or its bundle"
        )
    text = data.decode("utf-8", "replace")
    found = _FACTS.search(text)
    if found:
        try:
            text = base64.b64decode(found[1], validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            raise UsageError(f"{called}: the earlier brief's facts were altered") from None
    return read(text)
