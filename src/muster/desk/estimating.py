"""An estimate: the claims of a war given to the sampler in a process of its own, and what came of it kept in the ledger.

Invariants: the same inputs are answered from the run that had them; a fit that is cut off or fails to end leaves nothing; one that
fails its diagnostics is kept as failed, and nobody takes it for an answer unless it is asked for by name.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.metadata
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from muster.account import bounds
from muster.account.system import System
from muster.claims.errors import CutOff, FitFailed, LedgerError, MissingInput, MusterError, SettingsError, UsageError
from muster.claims.measures import Measure
from muster.claims.report import Report
from muster.claims.war import War
from muster.desk import reports
from muster.desk.apart import apart
from muster.desk.meant import meant
from muster.desk.settings import Settings
from muster.estimate import kept
from muster.estimate import priors as assumed
from muster.estimate.calibration import model_hash
from muster.estimate.priors import Priors
from muster.estimate.sampling import Effort, Fit, fit
from muster.ledger import runs
from muster.ledger.runs import Head, Inputs, Run
from muster.ledger.schema import now
from muster.ledger.store import Ledger

Tell = Callable[[str], None]
_ENGINES = ("muster", "jax", "nutpie", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be estimated: `parties` by code, whom to `distrust` or alone to `trust`, whom to `anchor` for the dead; `file` of priors;
    `effort` how long the sampler works; `by` the day up to which claims were published that count, all where it is None."""

    parties: tuple[str, ...]
    war: str | None = None
    trust: Sequence[str] = ()
    distrust: Sequence[str] = ()
    anchor: Sequence[str] = ()
    file: Path | None = None
    seed: int = 1
    effort: Effort = field(default_factory=Effort)
    by: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """A run with its fit and what it assumed; `again` where it was answered from the ledger, `names` the ids that the ledger's tables
    show."""

    run: Run
    fit: Fit
    priors: Priors
    war: War | None
    again: bool
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What goes in: the `system` of those believed, the `priors`, the keys of bases that are `left_out`, and the run's `inputs`."""

    system: System
    priors: Priors
    left_out: tuple[str, ...]
    inputs: Inputs


def priors_of(settings_file: Path | None) -> Priors:
    """The shipped assumptions with a user's file over them. Raises `SettingsError` that names the entry at fault."""
    if settings_file is None:
        return assumed.shipped()
    try:
        data = tomllib.loads(settings_file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MissingInput(f"there is no settings file {settings_file}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{settings_file} is no TOML: {error}") from None
    except OSError as error:
        raise MissingInput(f"{settings_file} cannot be read: {error.strerror}") from None
    return assumed.overlaid(data, where=str(settings_file))


def estimated(
    wanted: Wanted, settings: Settings, *, tell: Tell = lambda _: None, go_on: Tell | None = None
) -> Estimated:
    """The estimate, made or answered from the ledger. Raises `MissingInput` where no figure is of these parties, `MissingEngine`
    without the extra, `FitFailed` where the sampler does not end well. `go_on` is called some times a second while it samples, and what it
    raises ends that."""
    tell("Opening the ledger")
    material = reports.known_by(reports.of_ledger(settings), wanted.by)
    return estimated_from(material, wanted, settings=settings, tell=tell, go_on=go_on)


def estimated_from(
    material: Sequence[Report],
    wanted: Wanted,
    *,
    settings: Settings,
    tell: Tell = lambda _: None,
    go_on: Tell | None = None,
) -> Estimated:
    """The same from what the ledger holds, where it was taken out already."""
    ready = prepared(wanted, meant(material, settings, parties=wanted.parties, war=wanted.war), settings=settings)
    names = {new: old for report in material for new, old in report.ids.items()}
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        known = runs.known(ledger.connection, ready.inputs)
    if known is not None:
        return Estimated(
            run=known, fit=fit_of(known), priors=ready.priors, war=ready.system.war, again=True, names=names
        )
    made = _in_child(ready.system, wanted, priors=ready.priors, left_out=ready.left_out, tell=tell, go_on=go_on)
    run = Run(
        inputs=ready.inputs,
        good=made.health.good,
        health=kept.health_out(made.health),
        told=kept.told_out(made, given=given(wanted, settings, made=made, priors=ready.priors)),
        draws=kept.draws_out(made),
        made_at=now(),
    )
    with Ledger.open(settings.ledger) as ledger:
        ledger.keep_run(run)
    return Estimated(run=run, fit=made, priors=ready.priors, war=ready.system.war, again=False, names=names)


def fit_of(run: Run) -> Fit:
    """The fit of a run that was kept. No sampler is loaded for it. Raises `LedgerError` for one that another version kept in another
    form."""
    try:
        return kept.fit_in(draws=run.draws, told=run.told, health=run.health)
    except (KeyError, TypeError, ValueError):
        made = run.inputs.versions.get("muster", "of another version")
        raise LedgerError(
            f"the run {run.id[:10]} cannot be read: Muster {made} kept it in another form; muster estimate with another --seed makes "
            "a new one"
        ) from None


def prepared(wanted: Wanted, whole: System, *, settings: Settings) -> Prepared:
    """What goes in of a war's system. Raises `UsageError` for a body that is not there, `SettingsError` or `MissingInput` for a file of
    priors that cannot be used."""
    priors = assumed.held_to(priors_of(wanted.file), whole.chart, where=str(wanted.file))
    priors = _anchored(priors, wanted.anchor, system=whole)
    system, left_out = _believed(wanted, whole), _roots(wanted, whole)
    inputs = _inputs(wanted, system, priors=priors, left_out=left_out, settings=settings)
    return Prepared(system=system, priors=priors, left_out=left_out, inputs=inputs)


# ------------------------------------------------------------------ what was asked for, kept with the run
def given(wanted: Wanted, settings: Settings, *, made: Fit, priors: Priors) -> dict[str, Any]:
    """The options, the definitions in force and the anchors whose figures were used, in plain values."""
    return {
        "trust": list(wanted.trust),
        "distrust": list(wanted.distrust),
        "anchor": list(wanted.anchor),
        "settings": str(wanted.file.absolute()) if wanted.file else None,
        "tune": wanted.effort.tune,
        "draws": wanted.effort.draws,
        "by": wanted.by.isoformat() if wanted.by else None,
        "chart": repr(settings.chart),
        "anchored": _anchors(made, priors),
    }


def _anchors(made: Fit, priors: Priors) -> dict[str, list[str]]:
    """For each party the names of those whose figures were used as nearly without bias."""
    found: dict[str, dict[str, None]] = {}
    for one in made.observations:
        if priors.anchored(one.basis, one.measure) and not one.listed:
            found.setdefault(one.party, {})[one.name] = None
    return {party: list(names) for party, names in found.items()}


def anchored_in(head: Head, party: str) -> tuple[str, ...]:
    """The same out of a run that was kept, for one party."""
    return tuple(kept.seen_in(head.told).given.get("anchored", {}).get(party, ()))


def wanted_of(head: Head) -> Wanted:
    """What a run was asked for; of a run that does not tell, what comes with Muster."""
    said = kept.seen_in(head.told).given
    effort = {name: said[name] for name in ("tune", "draws") if name in said}
    return Wanted(
        parties=head.inputs.parties,
        war=head.inputs.war or None,
        trust=tuple(said.get("trust", ())),
        distrust=tuple(said.get("distrust", ())),
        anchor=tuple(said.get("anchor", ())),
        file=Path(said["settings"]) if said.get("settings") else None,
        seed=head.inputs.seed,
        effort=Effort(**effort),
        by=dt.date.fromisoformat(said["by"]) if said.get("by") else None,
    )


# ------------------------------------------------------------------ what goes in
def _anchored(priors: Priors, bodies: Sequence[str], *, system: System) -> Priors:
    """The priors with these bodies as anchors for the losses. Raises `UsageError` for a name that no body of the war bears."""
    if not bodies:
        return priors
    keys = {row.statement.body.key for row in bounds.trusted(system, trust=bodies, undated=True).rows}
    return assumed.anchoring(priors, dict.fromkeys(keys, _ANCHORED))


_ANCHORED = (Measure.KILLED, Measure.KILLED_WOUNDED, Measure.LOSSES)


def _believed(wanted: Wanted, system: System) -> System:
    """The system without whom is not believed. Raises `UsageError` as `bounds.trusted`, and where nobody is left."""
    found = bounds.trusted(system, trust=wanted.trust, distrust=wanted.distrust, undated=True)
    if not found.rows:
        raise UsageError("every source is distrusted: nothing is left to estimate from")
    return replace(found, passed=system.passed)


def _roots(wanted: Wanted, system: System) -> tuple[str, ...]:
    """The keys of those distrusted: what others say on their data is left out too."""
    return tuple(sorted(bounds.keys_of(system, wanted.distrust)))


def _inputs(wanted: Wanted, system: System, *, priors: Priors, left_out: Sequence[str], settings: Settings) -> Inputs:
    effort = wanted.effort
    decided = [priors.digest(), list(left_out), repr(settings.chart), effort.tune, effort.draws]
    if wanted.by is not None:
        decided.append(wanted.by.isoformat())
    return Inputs(
        war=system.war.id if system.war else "",
        parties=wanted.parties,
        claims=tuple(sorted({row.claim for row in system.rows})),
        settings=hashlib.sha256(json.dumps(decided).encode()).hexdigest(),
        seed=wanted.seed,
        versions=_versions(),
    )


def _versions() -> dict[str, str]:
    found = {"model": model_hash()}
    for name in _ENGINES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


# ------------------------------------------------------------------ a process of its own
def _in_child(
    system: System, wanted: Wanted, *, priors: Priors, left_out: Sequence[str], tell: Tell, go_on: Tell | None
) -> Fit:
    """The fit, made in a process of its own: what goes wrong in the sampler takes nothing here with it, and its memory goes with it."""
    try:
        return apart(_fitting, system, wanted, priors, tuple(left_out), tell=tell, go_on=go_on)
    except CutOff:
        raise FitFailed(
            "the sampler's process ended without an answer, perhaps for want of memory; nothing was kept. "
            "Fewer parties, or a shorter war, need less"
        ) from None


def _fitting(
    system: System, wanted: Wanted, priors: Priors, left_out: Sequence[str], *, tell: Tell
) -> Fit:  # pragma: no cover - runs in another process
    try:
        return fit(
            system,
            parties=wanted.parties,
            priors=priors,
            seed=wanted.seed,
            leave_out=left_out,
            effort=wanted.effort,
            tell=tell,
        )
    except MusterError:
        raise
    except Exception as error:
        raise FitFailed(f"the sampler failed: {type(error).__name__}: {str(error)[:200]}") from None


# ------------------------------------------------------------------ what is assumed
def assumptions(file: Path | None = None) -> list[dict[str, str]]:
    """Every assumption with its reason, in words, in the order of the file."""
    priors = priors_of(file)
    found = [{"name": name.replace("_", " "), "is": _form(one), "why": one.why} for name, one in priors.of.items()]
    delay = ", ".join(
        f"{month:g} months in {case:g}" for month, case in zip(priors.delay.months, priors.delay.cases, strict=True)
    )
    found.append({"name": "listed delay", "is": delay, "why": priors.reasons.get("listed_delay", "")})
    for body, measures in priors.anchors.items():
        found.append({"name": f"anchor: {body}", "is": ", ".join(measures), "why": priors.reasons.get("anchors", "")})
    for measure, said in priors.meaning.items():
        words = ", ".join(f"{sense} {cases:g}" for sense, cases in said.items())
        found.append({"name": f"meaning of {measure.value}", "is": words, "why": priors.reasons.get("meaning", "")})
    for body, stance in priors.stances.items():
        found.append({"name": f"stance of {body}", "is": stance.value, "why": "as the user's file sets it"})
    return found


def _form(prior: assumed.Prior) -> str:
    if prior.form == "fixed":
        return f"{prior.at:g}"
    about = "log-normal" if prior.form == "log-normal" else "share, normal on the logit scale"
    return f"{prior.at:g} ({about}, spread {prior.spread:g})"
