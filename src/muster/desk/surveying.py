"""All that follows from every claim at once: findings, who rests on whom, what is known, and the boards of those with an estimate.

It takes seconds to minutes on a large ledger, so the ledger is looked into here, and what it gave is worked on in a process of its own.
Invariants: that process opens no ledger; what it found is of the ledger as it stood when it was looked into, which `read` tells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from muster.account import checks
from muster.account.chart import Chart, overlaid
from muster.account.draws import Draws
from muster.account.statement import statements
from muster.account.system import System, systems
from muster.claims.errors import MusterError
from muster.claims.finding import Finding
from muster.claims.war import War, wars_with
from muster.desk import checking, knowing, origins, pulse, standing, watching
from muster.desk.apart import apart
from muster.desk.believing import Voiced, voiced
from muster.desk.checking import Checked, Ground
from muster.desk.knowing import Known
from muster.desk.origins import Traced
from muster.desk.settings import Settings
from muster.desk.watching import Made, Watched
from muster.ledger import tallies
from muster.ledger.applied import judgements
from muster.ledger.runs import Head
from muster.ledger.schema import now
from muster.ledger.store import Ledger

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the ledger gave: the `ground` of the checks, how `sure` the reader is of each claim, which were `judged`, and by war and party
    the newest run with its draws."""

    ground: Ground
    sure: Mapping[str, float]
    judged: frozenset[str]
    kept: Mapping[tuple[str, str], tuple[Head, Draws]]
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was worked out: `voices` are the claims of each body and outlet by its key, ids as the ledger's tables show them; `bodies` those
    whose data the claims are."""

    findings: tuple[Finding, ...]
    traced: Traced
    voices: Mapping[str, tuple[str, ...]]
    known: Known
    boards: tuple[Watched, ...]
    bodies: tuple[Voiced, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found with what it speaks of, as of `at` (UTC, without a zone). `names` gives for a claim that was amended the id that the
    ledger's tables show; `read` is what the ledger held, `runs` the newest estimates, each by its id."""

    checked: Checked
    found: Found
    names: Mapping[str, str]
    at: dt.datetime
    read: str
    runs: frozenset[str]


def survey(settings: Settings, *, tell: Tell = lambda _: None, go_on: Tell | None = None) -> Survey:
    """All of it, as the ledger stands. `go_on` is called some times a second, and what it raises ends the work. Raises `MissingInput` for
    no ledger, `CutOff` where the process ended without an answer."""
    tell("Opening the ledger")
    at, read = now(), pulse.read(settings)
    material = gathered(settings)
    return put_together(material, apart(work, material, tell=tell, go_on=go_on), at=at, read=read)


def gathered(settings: Settings) -> Material:
    """What the ledger holds. Raises `MissingInput` for no ledger."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        sure = tallies.confidences(ledger.connection)
        judged = frozenset(judgements(ledger.connection))
    ground = checking.ground_of(settings)
    return Material(ground=ground, sure=sure, judged=judged, kept=standing.newest(settings), settings=settings)


def put_together(material: Material, found: Found, *, at: dt.datetime, read: str) -> Survey:
    """What was found in this material, with the sentences it speaks of."""
    return Survey(
        checked=checking.checked_of(found.findings, material.ground),
        found=found,
        names=_names(material),
        at=at,
        read=read,
        runs=frozenset(head.id for head, _ in material.kept.values()),
    )


def work(material: Material, *, tell: Tell) -> Found:
    """What follows from the material; a pure function of it, in whatever process."""
    settings = material.settings
    wars, chart = wars_with(settings.wars), overlaid(settings.chart, where=settings.origins["chart"])
    reports, names = material.ground.reports, _names(material)
    claims = sum(len(one.claims) for one in reports)
    examined = checks.examine(
        reports, wars=wars, chart=chart, step=lambda what: tell(f"Checking {claims:,} claims: {what}")
    )
    tell("Finding on how many bases each number rests")
    traced, said = origins.told_of(examined.origins), origins.voices(examined.origins)
    tell("Putting what is known into sentences")
    known = knowing.known(reports, settings, sure=material.sure, judged=material.judged)
    tell("Reading the indicators")
    return Found(
        findings=examined.findings,
        traced=traced,
        voices={key: tuple(names.get(claim, claim) for claim in its) for key, its in said.items()},
        known=known,
        boards=tuple(_boards(material, examined.findings, wars=wars, chart=chart)),
        bodies=voiced(examined.origins.of.values()),
    )


def _names(material: Material) -> dict[str, str]:
    return {new: old for report in material.ground.reports for new, old in report.ids.items() if new != old}


# ------------------------------------------------------------------ the boards
def _boards(
    material: Material, findings: tuple[Finding, ...], *, wars: Mapping[str, War], chart: Chart
) -> list[Watched]:
    if not material.kept:
        return []
    made = watching.made_of((one, material.ground.aside.get(one.id)) for one in findings)
    whole = systems(statements(material.ground.reports, wars=wars, chart=chart), wars=wars, chart=chart)
    of_war = {one.war.id: one for one in whole if one.war is not None}
    return [
        _board(material, of_war[war], party, made)
        for war, party in sorted(material.kept)
        if war in of_war and any(row.series.party == party for row in of_war[war].rows)
    ]


def _board(material: Material, system: System, party: str, made: Made) -> Watched:
    war, settings, names = system.war.id if system.war else "", material.settings, _names(material)

    def beside(code: str) -> tuple[str, Draws | None]:
        head, draws = material.kept.get((war, code), (None, None))
        return (head.id, draws) if head is not None else ("", None)

    limits = watching.limits_of(settings)
    board = watching.read_off(system, party, made=made, limits=limits, settings=settings, beside=beside)
    results = tuple(
        replace(one, claims=tuple(names.get(claim, claim) for claim in one.claims)) for one in board.results
    )
    return Watched(board=replace(board, results=results), told=_since(material.kept[war, party][0], system, settings))


def _since(head: Head, system: System, settings: Settings) -> tuple[str, ...]:
    try:
        why = standing.stale(head, system, settings=settings)
    except MusterError:
        return ()
    return (f"since the estimate {head.id[:10]}: {'; '.join(why)}",) if why else ()
