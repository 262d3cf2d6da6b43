"""Documents that someone sends rather than names: where they are put down to be read, and the place that the ledger knows them by.

Invariant: on the disk a file has a number for its name, so that nothing the sender calls it can reach beyond the folder; the ledger knows
it by its own name, under `upload/` or `paste/`, however it lay on the disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from muster.reading.fetch import shown

_LONGEST = 150
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that was put down at `path`, and the `place` that the ledger knows it by."""

    path: Path
    place: str


def spot(folder: Path, name: str, *, taken: Sequence[Sent] = ()) -> Sent:
    """Where a file of this name is to be put down among those that came with it."""
    last = re.split(r"[/\\]", name)[-1].strip()
    suffix = Path(last).suffix.lower()
    suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
    place = _free(f"upload/{_short(last, suffix)}", {one.place for one in taken})
    return Sent(path=folder / f"{len(taken):04}{suffix}", place=place)


def pasted(folder: Path, text: str, *, title: str = "") -> Sent:
    """Where a text that was pasted is to be put down: known by its title, else by its first letters' hash."""
    name = _told(title.strip())[:_LONGEST] or hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]
    return Sent(path=folder / "pasted.txt", place=f"paste/{name}")


def _short(name: str, suffix: str) -> str:
    """A name that can be shown anywhere, not too long, and without the dots that would hide it."""
    told = _told(name).lstrip(".") or "unnamed"
    return told if len(told) <= _LONGEST else told[: _LONGEST - len(suffix)] + suffix


def _told(name: str) -> str:
    """A name with all that cannot be seen in it escaped."""
    return shown(name.encode("utf-8", errors="replace").decode())


def _free(place: str, taken: Collection[str]) -> str:
    """The place, numbered where another file of that name came with it."""
    stem, dot, suffix = place.rpartition(".")
    named, number = place, 1
    while named in taken:
        number += 1
        named = f"{stem or suffix} ({number}){dot}{suffix if stem else ''}"
    return named
