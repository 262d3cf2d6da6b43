"""Adding documents to a ledger: files found, read in a pool of processes, and kept batch by batch.

Invariants: what is told as kept is on the disk; a document is kept whole or not at all; a file whose bytes this reader has read
before is not read again; whatever is wrong with a document costs that document alone and is told in one line. The order in which
documents come back changes nothing in what the ledger says.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, takewhile
from pathlib import Path

from muster.claims.reading import Reader
from muster.claims.war import wars_with
from muster.desk.finding import STDIN, found
from muster.desk.noticing import Notice, notices
from muster.desk.opening import Opener, regular
from muster.desk.settings import Settings
from muster.desk.workers import Trouble, run
from muster.ledger.applied import standing
from muster.ledger.schema import Entry, entry_of
from muster.ledger.shelf import same_text
from muster.ledger.store import Arrival, Ask, Kept, Ledger
from muster.reading.fetch import MAX_BYTES, Candidate, Refused, shown
from muster.reading.guard import Guard
from muster.reading.reader import reader_of

_MEMORY = 96  # megabytes for the engine to begin with: it works in small batches here, beside the processes that read
_PLANNED = 100  # files looked up in the ledger at once
_BATCH, _WAIT = 50, 1.0  # documents a commit, and the longest that one waits for it, in seconds: a commit has a price


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file for a worker: `ask` says what the ledger knows it by, `path` where its bytes are, `name` how people know it, `title` what it
    is called whatever it says itself."""

    ask: Ask
    path: Path
    name: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a worker made of a file: an entry, or of a copy of claims several, each with what tells it apart."""

    bytes_hash: str
    entry: Entry | None = None
    parts: tuple[tuple[str, Entry], ...] = ()
    notices: tuple[Notice, ...] = ()


Work = Callable[[Task], Made]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How files are read: by which `reader`, made ready in each worker by `factory`, and what all of them are told. `places` are those that
    files are known by which lie where they lie for a moment only."""

    reader: Reader
    factory: Callable[[], Work]
    published: dt.date | None = None
    publisher: str | None = None
    title: str | None = None
    places: Mapping[Path, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Tally:
    """What an `add` has come to so far. `versions` are texts that changed, `put_right` those of which another date, publisher or title was
    said. `left_behind` are judgements, by the document, changed or read anew, in which they
    found nothing to go to; `stopped` where it was asked to end before it was through."""

    added: int = 0
    changed: int = 0
    reread: int = 0
    known: int = 0
    claims: int = 0
    rejections: int = 0
    refused: list[Refused] = field(default_factory=list)
    versions: list[Kept] = field(default_factory=list)
    put_right: list[Kept] = field(default_factory=list)
    noticed: dict[Notice, list[str]] = field(default_factory=dict)
    left_behind: dict[str, int] = field(default_factory=dict)
    stopped: bool = False

    @property
    def kept(self) -> int:
        """Documents that are in the ledger, by this run or an earlier one."""
        return self.added + self.changed + self.reread + self.known + len(self.put_right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the caller hears as it happens: after each commit, and for each file that is refused."""

    tally: Tally
    kept: Sequence[Kept] = ()
    refused: Refused | None = None


@dataclass(slots=True, kw_only=True)
class _Run:
    """An `add` under way."""

    ledger: Ledger
    how: How
    tell: Callable[[Told], None]
    stop: Callable[[], bool]
    tally: Tally = field(default_factory=Tally)
    arrivals: list[Arrival] = field(default_factory=list)
    since: float = 0.0


def add(
    paths: Sequence[Path],
    settings: Settings,
    *,
    how: How,
    tell: Callable[[Told], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Tally:
    """Read what is under the paths and keep it in the ledger. `stop` is asked between documents; what is in hand is then kept. Where
    there is nothing to read no ledger is made."""
    if not settings.ledger.exists() and STDIN not in paths:
        refused = list(takewhile(lambda one: isinstance(one, Refused), found(paths)))
        if not any(isinstance(one, Candidate) for one in islice(found(paths), len(refused), None)):
            return _nothing([one for one in refused if isinstance(one, Refused)], tell)
    with tempfile.TemporaryDirectory(prefix="muster-") as spool, Ledger.open(settings.ledger, memory=_MEMORY) as ledger:
        with ledger.spoken():
            before = standing(ledger.connection)
        under_way = _Run(ledger=ledger, how=how, tell=tell, stop=stop)
        tasks = _to_read(_found(paths, under_way, spool=Path(spool)), under_way)
        with closing(run(tasks, how.factory, jobs=settings.jobs, seconds=max(120.0, 10 * settings.seconds))) as results:
            for result in results:
                if result is not None:
                    _sort(*result, under_way=under_way)
                _keep(under_way)
                if stop():
                    under_way.tally.stopped = True
                    break
        _keep(under_way, all_of_it=True)
        with ledger.spoken():
            under_way.tally.left_behind = _left_behind(
                before, standing(ledger.connection), under_way.tally.versions + under_way.tally.put_right
            )
    return under_way.tally


def _left_behind(before: Mapping[str, str], after: Mapping[str, str], versions: Sequence[Kept]) -> dict[str, int]:
    """How many judgements that stood before stand no longer, by the document that took the place of the one they stood in, or by that
    document where it was only read anew."""
    lost = Counter(document for judgement, document in before.items() if judgement not in after)
    later = {one.instead_of: one.document for one in versions}
    return {later.get(document, document): number for document, number in lost.items()}


def _nothing(refused: Sequence[Refused], tell: Callable[[Told], None]) -> Tally:
    tally = Tally(refused=list(refused))
    for one in refused:
        tell(Told(tally=tally, refused=one))
    return tally


def _sort(task: Task, answer: Made | Trouble, *, under_way: _Run) -> None:
    if isinstance(answer, Trouble):
        _refuse(Refused(task.name, answer.reason, answer.message), under_way)
    else:
        # The hash is of the bytes that were read, should the file have changed since it was found.
        for notice in answer.notices:
            under_way.tally.noticed.setdefault(notice, []).append(task.name)
        ask = replace(task.ask, bytes_hash=answer.bytes_hash)
        if answer.entry is not None:
            under_way.arrivals.append(Arrival(ask=ask, what=answer.entry))
        for part, entry in answer.parts:
            own = replace(ask, origin=f"{ask.origin}#{part}", bytes_hash=f"{ask.bytes_hash}#{part}")
            under_way.arrivals.append(Arrival(ask=own, what=entry))


def _refuse(refused: Refused, under_way: _Run) -> None:
    under_way.tally.refused.append(refused)
    under_way.tell(Told(tally=under_way.tally, refused=refused))


def _keep(under_way: _Run, *, all_of_it: bool = False) -> None:
    """Commit what has come in, where it is enough or has waited long enough."""
    moment = time.monotonic()
    if not under_way.arrivals:
        under_way.since = moment
        return
    if len(under_way.arrivals) < _BATCH and moment - under_way.since < _WAIT and not all_of_it:
        return
    kept = under_way.ledger.keep(under_way.arrivals)
    under_way.arrivals.clear()
    under_way.since = moment
    tally = under_way.tally
    for one in kept:
        tally.claims += one.claims
        tally.rejections += one.rejections
        if one.how == "changed" and same_text(under_way.ledger.connection, one.document, one.instead_of or ""):
            tally.put_right.append(one)
            continue
        setattr(tally, one.how, getattr(tally, one.how) + 1)
        if one.how == "changed":
            tally.versions.append(one)
    under_way.tell(Told(tally=tally, kept=kept))


# ------------------------------------------------------------------ what is to be read
def _found(paths: Sequence[Path], under_way: _Run, *, spool: Path) -> Iterator[Task]:
    """Every file under the paths, and standard input, written down first so that a worker can read it."""
    root, places = under_way.ledger.path.absolute().parent, under_way.how.places
    known = {shown(path): place for path, place in places.items()}
    for one in found(paths):
        if isinstance(one, Refused):
            _refuse(replace(one, origin=known.get(one.origin, one.origin)), under_way)
        else:
            place = places.get(one.path)
            yield _task(one, under_way.how, origin=place or _origin(one.path, root), name=place or shown(one.path))
    if STDIN in paths:
        copy = spool / "-"
        copy.write_bytes(sys.stdin.buffer.read(MAX_BYTES + 1))
        yield _task(Candidate(copy, "-"), under_way.how, origin=f"stdin:{(_hash(copy) or '')[:20]}", name="-")


def _task(found: Candidate, how: How, *, origin: str, name: str) -> Task:
    ask = Ask(
        origin=origin,
        suffix=found.path.suffix.lower(),
        bytes_hash=_hash(found.path) or "",
        published=how.published,
        publisher=how.publisher,
    )
    return Task(ask=ask, path=found.path, name=name, title=how.title)


def _origin(path: Path, root: Path) -> str:
    """A path as the ledger writes it: within the ledger's own folder relative to it, so that both can be moved together."""
    whole = os.path.abspath(path)
    return shown(os.path.relpath(whole, root) if Path(whole).is_relative_to(root) else whole)


def _hash(path: Path) -> str | None:
    """The SHA-256 of a regular file, None for what cannot be read: its reader will say why."""
    with regular(path) as file:
        try:
            return hashlib.file_digest(file, "sha256").hexdigest() if file is not None else None
        except OSError:
            return None


def _to_read(tasks_found: Iterator[Task], under_way: _Run) -> Iterator[Task]:
    """Of the files found those that have still to be read; for the others at most their place is noted."""
    while tasks := list(islice(tasks_found, _PLANNED)):
        if under_way.stop():
            return
        plans = under_way.ledger.plan([task.ask for task in tasks], under_way.how.reader)
        for task, plan in zip(tasks, plans, strict=True):
            if plan.here:
                under_way.tally.known += 1
            elif plan.known is not None:
                under_way.arrivals.append(Arrival(ask=plan.ask, what=plan.known))
            else:
                yield replace(task, ask=plan.ask)


# ------------------------------------------------------------------ the reader in force
def how(
    settings: Settings,
    *,
    published: dt.date | None = None,
    publisher: str | None = None,
    title: str | None = None,
    places: Mapping[Path, str] | None = None,
) -> How:
    """The reader in force, ready for `add`. Raises `SettingsError` for a war file that cannot be used."""
    return How(
        reader=reader_with(settings.wars),
        factory=partial(worker, settings.wars, seconds=settings.seconds, megabytes=settings.megabytes),
        published=published,
        publisher=publisher,
        title=title,
        places=places or {},
    )


def reader_with(wars: Sequence[Path]) -> Reader:
    """The reader that knows these wars besides those that are shipped."""
    return reader_of(wars_with(wars) if wars else None)


def worker(wars: Sequence[Path], *, seconds: float, megabytes: int) -> Work:
    """What a worker does with a task: its lexicon made ready once, its parsers under a guard with these limits."""
    guard = Guard(seconds=seconds, memory=megabytes << 20)
    return partial(_worked, Opener(guard=guard, wars=wars_with(wars) if wars else None))


def _worked(opener: Opener, /, task: Task) -> Made:
    opener = replace(opener, published=task.ask.published, publisher=task.ask.publisher, title=task.title)
    opened = opener.stream(task.path.read_bytes(), "-") if task.name == "-" else opener.file(task.path)
    whole = next((one for one in opened if not one.part), None)
    return Made(
        bytes_hash=(whole.document.bytes_hash if whole else None) or task.ask.bytes_hash,
        entry=entry_of(whole.document, whole.reading) if whole else None,
        notices=notices(whole.document, whole.reading) if whole else (),
        parts=tuple((one.part, entry_of(one.document, one.reading, bears=one.bears)) for one in opened if one.part),
    )
