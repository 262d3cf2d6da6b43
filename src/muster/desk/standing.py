"""Runs of the estimate that are kept: which there are, which one answers a question, and whether the ledger has moved on since.

Invariant: a run that failed its own diagnostics answers nothing unless it is named; one that believed others than are asked for never
answers for them.
"""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from muster.account import bounds
from muster.account.bodies import named_body
from muster.account.draws import Draws, month_end
from muster.account.system import Row, System
from muster.claims.document import bare
from muster.claims.errors import LedgerError, MusterError, UsageError
from muster.desk.estimating import fit_of, prepared, wanted_of
from muster.desk.settings import Settings
from muster.estimate import kept
from muster.estimate.health import Health
from muster.ledger import runs
from muster.ledger.runs import Head, Run
from muster.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A run that is kept: of which days its months are, how many `claims` it used, `options` it was made with as the command has them, and
    where it failed its diagnostics the `faults`."""

    id: str
    war: str
    parties: tuple[str, ...]
    seed: int
    made_at: dt.datetime
    good: bool
    faults: tuple[str, ...]
    claims: int
    first: dt.date
    last: dt.date
    options: str


def listed(settings: Settings) -> list[Listed]:
    """All runs of the ledger, the newest first. Raises `MissingInput` where there is no ledger."""
    return [_listed(one) for one in heads(settings)]


def heads(settings: Settings) -> list[Head]:
    """The same as the ledger has them, without their draws."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return runs.every(ledger.connection)


def current(settings: Settings) -> list[Head]:
    """Those made of all that was known, and not of what was known by an earlier day."""
    return [one for one in heads(settings) if wanted_of(one).by is None]


def named(begins: str, settings: Settings) -> Run:
    """The run whose id begins so. Raises `UnknownRun` for none, `UsageError` for several."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return runs.named(ledger.connection, begins)


def id_of(begins: str, settings: Settings) -> str:
    """The id of the run whose id begins so. Raises as `named` does."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return runs.id_of(ledger.connection, begins)


def answering(
    whole: System,
    party: str,
    *,
    trust: Sequence[str],
    distrust: Sequence[str],
    settings: Settings,
    heads: Sequence[Head] | None = None,
) -> Head | None:
    """The run that answers for a party of a war: good, of those believed and no others; before others one that nothing has come since, then
    one that assumes what Muster does, then the newest. None where there is none. `heads` are the current ones, where they are known."""
    war = whole.war.id if whole.war else ""
    found = [
        one
        for one in (current(settings) if heads is None else heads)
        if one.good and one.inputs.war == war and party in one.inputs.parties and _of_these(one, whole, trust, distrust)
    ]
    return min(found, key=lambda one: (bool(stale(one, whole, settings=settings)), _assuming(one)), default=None)


def beside(
    party: str, *, war: str, settings: Settings, held: Mapping[str, Draws | None] = MappingProxyType({})
) -> tuple[str, Draws | None]:
    """The newest good run of a party of a war that can be read, and its draws, out of those that are `held` where they have it; empty and
    None where there is none."""
    for head in current(settings):
        if head.good and head.inputs.war == war and party in head.inputs.parties:
            if head.id in held:
                return head.id, held[head.id]
            try:
                return head.id, fit_of(named(head.id, settings)).draws
            except LedgerError:
                continue
    return "", None


def newest(settings: Settings) -> dict[tuple[str, str], tuple[Head, Draws]]:
    """By war and party the newest good run that can be read, and its draws, of all that have one."""
    found: dict[tuple[str, str], tuple[Head, Draws]] = {}
    for head in current(settings):
        keys = [(head.inputs.war, party) for party in head.inputs.parties if (head.inputs.war, party) not in found]
        if head.good and keys:
            try:
                draws = fit_of(named(head.id, settings)).draws
            except LedgerError:
                continue
            found |= dict.fromkeys(keys, (head, draws))
    return found


def failed(whole: System, party: str, *, settings: Settings, heads: Sequence[Head] | None = None) -> Head | None:
    """The newest run of a party of a war, where it failed its diagnostics; of these `heads`, where the current ones are known."""
    war = whole.war.id if whole.war else ""
    known = current(settings) if heads is None else heads
    own = [one for one in known if one.inputs.war == war and party in one.inputs.parties]
    return own[0] if own and not own[0].good else None


def _assuming(head: Head) -> bool:
    """Whether a run was made with assumptions of the user's own."""
    wanted = wanted_of(head)
    return bool(wanted.anchor or wanted.file)


def _of_these(head: Head, whole: System, trust: Sequence[str], distrust: Sequence[str]) -> bool:
    """Whether a run believed these bodies, by whatever name they were called."""

    def keys(names: Sequence[str]) -> set[str]:
        try:
            return bounds.keys_of(whole, names)
        except UsageError:  # one of them is gone since
            return {named_body(name, whole.war).key for name in names}

    wanted = wanted_of(head)
    return keys(wanted.trust) == keys(trust) and keys(wanted.distrust) == keys(distrust)


def stale(head: Head, whole: System, *, settings: Settings) -> tuple[str, ...]:
    """What has changed since a run: whether the same command would make another now, and why, in words; empty where it would not."""
    wanted, seen = wanted_of(head), kept.seen_in(head.told)
    try:
        ready = prepared(wanted, whole, settings=settings)
    except MusterError as error:
        said = (
            str(error).replace(str(wanted.file), wanted.file.name) if wanted.file else str(error)
        )  # read by others too
        return (f"what it was made with cannot be had now: {said}",)
    now, then = ready.inputs, head.inputs
    parties = {*then.parties, *(code for code, outer in whole.within.items() if outer in then.parties)}
    own = {row.claim for row in ready.system.rows if _parties(row) & parties}
    new, gone = len(own - set(then.claims)), len(seen.claims - set(now.claims))
    found = []
    if new:
        found.append(f"{_claims(new)} came since")
    if gone:
        found.append(f"{_claims(gone)} that it used {'counts' if gone == 1 else 'count'} no longer")
    if "chart" in seen.given and seen.given["chart"] != repr(settings.chart):
        found.append("measures are defined otherwise now")
    elif now.settings != then.settings:
        found.append("other things are assumed now")
    if now.versions.get("model") != then.versions.get("model"):
        found.append("another version of the model made it")
    elif now.versions.get("muster") != then.versions.get("muster"):
        found.append(f"another version of Muster made it ({then.versions.get('muster', 'not told')})")
    return tuple(found)


def _claims(number: int) -> str:
    return f"{number:,} claim{'' if number == 1 else 's'}"


def _parties(row: Row) -> set[str]:
    return {row.series.party, *([row.base.party] if row.base is not None else [])}


# ------------------------------------------------------------------ in words
def _listed(head: Head) -> Listed:
    seen = kept.seen_in(head.told)
    return Listed(
        id=head.id,
        war=head.inputs.war,
        parties=head.inputs.parties,
        seed=head.inputs.seed,
        made_at=head.made_at,
        good=head.good,
        faults=Health(**json.loads(head.health)).faults,
        claims=len(seen.claims),
        first=seen.months[0],
        last=month_end(seen.months[-1]),
        options=options(head),
    )


def options(head: Head) -> str:
    """The options that a run was made with, but for its parties and seed, as they are typed."""
    wanted = wanted_of(head)
    said = [
        f"--{name} {shlex.quote(one)}"
        for name, its in (("trust", wanted.trust), ("distrust", wanted.distrust), ("anchor", wanted.anchor))
        for one in its
    ]
    said += [f"--known-by {wanted.by}"] if wanted.by else []
    return " ".join([*said, *([f"--settings {shlex.quote(str(wanted.file))}"] if wanted.file else [])])


def bare_options(said: str) -> str:
    """The same with the file of settings by its name alone."""
    words = shlex.split(said)
    return shlex.join(
        bare(one) if before == "--settings" else one for before, one in zip(["", *words], words, strict=False)
    )
