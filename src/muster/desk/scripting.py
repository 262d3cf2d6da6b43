"""Muster from Python: the verbs of `import muster`, from files to an outlook, each giving values that tell themselves as rows.

Invariant: a verb gives what the command of the same wing gives for the same material, settings and seed; nothing is kept in a ledger. Rows
are plain dicts of text, numbers and lists, their days in ISO form, as charts and data frames take them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

from muster.claims.document import Document
from muster.claims.errors import DocumentError, FitFailed, MissingInput, UsageError
from muster.claims.party import Party
from muster.claims.reading import Reading
from muster.claims.war import War, wars_with

if TYPE_CHECKING:
    from muster.desk.scripted import Estimate, Findings, Outlook, Reports
    from muster.desk.settings import Settings
    from muster.outlook import Scenario

LEDGER = ".duckdb"
File = str | Path


# ------------------------------------------------------------------ read
@overload
def read(what: Document, *, wars: Mapping[str, War] | None = None) -> Reading: ...


@overload
def read(
    what: File | Iterable[File],
    *,
    published: dt.date | None = None,
    publisher: str | None = None,
    settings: File | None = None,
) -> Reports: ...


def read(
    what: Document | File | Iterable[File],
    *,
    wars: Mapping[str, War] | None = None,
    published: dt.date | None = None,
    publisher: str | None = None,
    settings: File | None = None,
) -> Reading | Reports:
    """Of a `Document` its reading. Of files and folders the reports in them, by whom and when they are said to be published, whatever they
    say themselves; of a ledger those that it holds now, as people judged them. `settings` is a file, else `muster.toml` where there is
    one. Raises `MissingInput` or `DocumentError` for a path that was named and cannot be read; what a folder holds besides is in
    `refused`."""
    if isinstance(what, Document):
        from muster.reading.reader import read as read_document

        return read_document(what, wars=wars)
    if wars is not None:
        raise UsageError("wars go with a Document; for files they stand in the settings file")
    paths = [Path(what)] if isinstance(what, str | Path) else [Path(one) for one in what]
    if len(paths) == 1 and paths[0].suffix == LEDGER:
        if published or publisher:
            raise UsageError("a ledger knows who published its documents, and when; muster correct changes it")
        return _held(_settings(settings, ledger=paths[0]))
    return _found(paths, _settings(settings), published=published, publisher=publisher)


def _settings(file: File | None, *, ledger: Path | None = None) -> Settings:
    from muster.desk.settings import Options, settings

    return settings(Options(file=None if file is None else Path(file), ledger=ledger))


def _found(paths: Sequence[Path], settings: Settings, *, published: dt.date | None, publisher: str | None) -> Reports:
    from muster.desk import finding, reports
    from muster.desk.scripted import Reports
    from muster.reading.fetch import Refused

    refused: list[Refused] = []
    found = reports.of_paths(paths, settings, published=published, publisher=publisher, refused=refused)
    names = {finding.named(path) for path in paths}
    for one in refused:
        if one.origin in names and one.reason == "missing":
            raise MissingInput(f"{one.origin}: {one.message}; a text is read as muster.read(Document(text=…))")
        if one.origin in names:
            raise DocumentError(f"{one.origin}: {one.message}", reason=one.reason)
    once = {one.document.id: one for one in found}
    return Reports(reports=tuple(once.values()), refused=tuple(refused), settings=settings)


def _held(settings: Settings) -> Reports:
    from muster.desk import reports
    from muster.desk.scripted import Reports
    from muster.ledger import findings
    from muster.ledger.store import Ledger

    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        aside = findings.set_aside(ledger.connection)
    return Reports(reports=tuple(reports.of_ledger(settings)), settings=settings, aside=frozenset(aside))


# ------------------------------------------------------------------ check
def check(reports: Reports) -> Findings:
    """What cannot all be true in these reports, gravest first, as `muster check`; what people set aside in their ledger is left out."""
    from muster.desk import checking
    from muster.desk.scripted import Findings

    noted = checking.check_reports(reports.reports, reports.settings)
    return Findings(noted=tuple(one for one in noted if one.finding.id not in reports.aside))


# ------------------------------------------------------------------ fit
def fit(
    reports: Reports,
    *,
    party: str,
    war: str | None = None,
    seed: int = 1,
    anchor: Sequence[str] = (),
    distrust: Sequence[str] = (),
    priors: File | None = None,
) -> Estimate:
    """One account of a party from all that the reports say, as `muster estimate` makes it; `war` by its id, where the party fights several.
    `anchor` names bodies whose losses are taken as nearly without bias, `distrust` those left out, `priors` a file of assumptions. The
    sampler works in this process, for seconds to minutes. Raises `MissingInput` where no figure is of the party, `MissingEngine` without
    the extra `estimate`, `FitFailed` where its own diagnostics refuse the fit."""
    from muster.desk import estimating
    from muster.desk.meant import meant
    from muster.desk.scripted import Estimate
    from muster.estimate.sampling import fit as sampled

    wanted = estimating.Wanted(
        parties=(Party(party.strip().upper()).code,),
        war=war,
        seed=seed,
        anchor=tuple(anchor),
        distrust=tuple(distrust),
        file=None if priors is None else Path(priors),
    )
    if war is not None and war not in wars_with(reports.settings.wars):
        raise UsageError(f"{war!r} is the id of no war; muster settings --parties lists them")
    whole = meant(reports.reports, reports.settings, parties=wanted.parties, war=war)
    ready = estimating.prepared(wanted, whole, settings=reports.settings)
    made = sampled(
        ready.system,
        parties=wanted.parties,
        priors=ready.priors,
        seed=seed,
        leave_out=ready.left_out,
        effort=wanted.effort,
    )
    if not made.health.good:
        raise FitFailed(
            f"the fit failed its own diagnostics: {'; '.join(made.health.faults)}. Another seed or fewer contradictory claims may settle it"
        )
    return Estimate(fit=made, party=wanted.parties[0], war=ready.system.war, reports=reports)


# ------------------------------------------------------------------ project
def project(
    estimate: Estimate, scenario: File | Scenario = "as-now", *, months: int | None = None, seed: int = 1
) -> Outlook:
    """The account carried forward under a scenario, by the name of one that comes with Muster, a file or itself, as `muster outlook`; over
    so many `months` in place of its own. Raises `ScenarioError`, `MissingInput`, `UsageError`."""
    import muster.outlook as ahead
    from muster.desk import outlooks
    from muster.desk.scripted import Outlook

    wanted = outlooks.Wanted(party=estimate.party, months=months, seed=seed)
    meant = outlooks.scenario_of(str(scenario) if isinstance(scenario, str | Path) else scenario, wanted)
    said = ahead.outlook(estimate.draws, meant, party=estimate.party, seed=seed)
    draws = ahead.project(estimate.draws, said.scenario, party=estimate.party, seed=seed)
    return Outlook(draws=draws, said=said, since=estimate.draws.months[-1])
