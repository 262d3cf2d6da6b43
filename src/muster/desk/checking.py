"""The checks, run on what the ledger holds or on texts held against it, with what people said of the findings.

Invariants: nothing is added to the ledger but judgements on findings; of each document the newest reading counts; a finding that is shown
for given texts touches one of them; the same material gives the same findings in the same order.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from muster.account import checks
from muster.account.chart import overlaid
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.errors import MissingInput, UnknownFinding, UsageError
from muster.claims.finding import Finding
from muster.claims.period import UNDATED
from muster.claims.reading import Reader
from muster.claims.report import Report
from muster.claims.war import wars_with
from muster.desk import reports, steps
from muster.desk.settings import Settings
from muster.ledger import findings, shelf
from muster.ledger.findings import Action, Judgement, judgement_of
from muster.ledger.schema import now
from muster.ledger.store import Ledger

Tell = Callable[[str], None]
TABLES = "dataset"  # the name under which tables and series are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim that a finding speaks of, in its report; `id` is the one that the ledger's tables show."""

    id: str
    claim: Claim
    report: Report

    @property
    def sentence(self) -> str:
        """The sentence it stands in, on one line."""
        return self.report.sentence(self.claim.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A finding with the claims, remarks and documents that it speaks of; `aside` is the judgement that set it aside."""

    finding: Finding
    claims: tuple[Said, ...] = ()
    remarks: tuple[tuple[Place, Report], ...] = ()
    documents: tuple[Document, ...] = ()
    aside: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was checked and what was found, gravest first. `gone` are findings that were set aside and are no longer made; `told` is what a
    person should know of the material; `refused` what could not be read."""

    noted: tuple[Noted, ...] = ()
    claims: int = 0
    documents: int = 0
    gone: tuple[Judgement, ...] = ()
    told: tuple[str, ...] = ()
    refused: tuple[steps.Refused, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Texts that are to be held against the ledger: by whom and when they are said to be published; `alone` leaves the ledger out."""

    paths: Sequence[Path]
    alone: bool = False
    published: dt.date | None = None
    publisher: str | None = None


@dataclass(slots=True)
class Ground:
    """What the ledger gives to a check: the `reports`, the findings that were set `aside` by id, and what is to be `told` of it."""

    reports: list[Report] = field(default_factory=list)
    aside: Mapping[str, Judgement] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def _silent(_: str) -> None:
    return


def check_ledger(settings: Settings, *, material: Sequence[Report] | None = None, tell: Tell = _silent) -> Checked:
    """The findings on all that the ledger holds now, or on this `material` where its reports were taken out before; `tell` is given a line
    on what is being done. Raises `MissingInput` for no ledger."""
    tell("Opening the ledger")
    ground = ground_of(settings, material)
    return checked_of(_found(ground.reports, settings, tell=tell), ground)


def checked_of(found: Iterable[Finding], ground: Ground) -> Checked:
    """What was found in this material, with what it speaks of."""
    noted = _noted(found, ground.reports, aside=ground.aside)
    return Checked(
        noted=noted,
        claims=sum(len(one.claims) for one in ground.reports),
        documents=len(ground.reports),
        gone=_gone(noted, ground.aside),
        told=(*ground.told, *_undated(ground.reports)),
    )


def judged_now(checked: Checked, settings: Settings) -> Checked:
    """The same findings with the judgements on them as they are now, which change no finding."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        aside = findings.set_aside(ledger.connection)
    noted = tuple(
        one if one.aside == aside.get(one.finding.id) else replace(one, aside=aside.get(one.finding.id))
        for one in checked.noted
    )
    return replace(checked, noted=noted, gone=_gone(noted, aside))


def _gone(noted: Iterable[Noted], aside: Mapping[str, Judgement]) -> tuple[Judgement, ...]:
    made = {one.finding.id for one in noted}
    return tuple(one for name, one in sorted(aside.items()) if name not in made)


def check_article(article: Article, settings: Settings, *, tell: Tell = _silent) -> Checked:
    """The findings that touch these texts, held against each other and, unless they are to stand alone or there is no ledger, against what
    it holds. Nothing is added."""
    tell("Reading")
    refused: list[steps.Refused] = []
    told: list[str] = []
    read = reports.of_paths(
        article.paths, settings, published=article.published, publisher=article.publisher, refused=refused, told=told
    )
    given = list({one.document.id: one for one in read}.values())
    if not given:
        return Checked(told=tuple(told), refused=tuple(refused))
    ground = _beside(article, settings)
    texts = {one.document.text for one in given}
    others = [one for one in ground.reports if one.document.text not in texts]
    if len(others) < len(ground.reports):
        ground.told.append("the ledger holds the same text; what counts is the text as it was given here")
    about = frozenset(one.document.id for one in given)
    everything = [*others, *given]
    found = _found(everything, settings, about=about, tell=tell)
    return Checked(
        noted=_noted(found, everything, aside=ground.aside),
        claims=sum(len(one.claims) for one in given),
        documents=len(given),
        told=(*told, *ground.told, *_undated(given)),
        refused=tuple(refused),
    )


def check_reports(material: Sequence[Report], settings: Settings) -> tuple[Noted, ...]:
    """The findings on these reports, each beside the claims that it speaks of. No ledger is touched."""
    return _noted(_found(material, settings, tell=_silent), material, aside={})


def _found(
    material: Sequence[Report], settings: Settings, *, tell: Tell, about: frozenset[str] = frozenset()
) -> list[Finding]:
    claims = sum(len(one.claims) for one in material)

    def step(what: str) -> None:
        tell(f"Checking {claims:,} claims: {what}")

    chart = overlaid(settings.chart, where=settings.origins["chart"])
    return checks.check(material, wars=wars_with(settings.wars), chart=chart, about=about, step=step)


# ------------------------------------------------------------------ what the ledger gives
def ground_of(settings: Settings, material: Sequence[Report] | None = None) -> Ground:
    """What a check of the ledger is made of, of its reports where they were taken out before. Raises `MissingInput` for no ledger."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        aside = findings.set_aside(ledger.connection)
        told = _versions(shelf.readers(ledger.connection))
    return Ground(reports.of_ledger(settings) if material is None else list(material), aside, told)


def _beside(article: Article, settings: Settings) -> Ground:
    """What the texts are held against. Raises `MissingInput` where a ledger was named that is not there."""
    if article.alone:
        return Ground()
    if settings.ledger.exists():
        return ground_of(settings)
    if settings.origins["ledger"] != "default":
        raise MissingInput(f"there is no ledger at {settings.ledger}; muster add makes one, and --alone does without")
    return Ground(told=["there is no ledger here; the texts were held against themselves alone"])


def _versions(readers: Sequence[tuple[Reader, int]]) -> list[str]:
    """A line where documents of one sort were read by different versions. Each sort of table has words of its own, so of tables the version
    alone is compared."""
    sorts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reader, number in readers:
        words = "" if reader.name == TABLES else f" with the words {reader.lexicon[:8]}"
        sorts[reader.name][f"{reader.name} {reader.version}{words}"] += number
    mixed = [f"{name}: {number:,}" for its in sorts.values() if len(its) > 1 for name, number in its.items()]
    if not mixed:
        return []
    return [
        f"documents were read by different versions of the reader ({', '.join(mixed)}); of each the newest reading counts. "
        "muster add reads its file anew"
    ]


def _undated(material: Iterable[Report]) -> list[str]:
    """A line on the claims that nothing dates, of which no check that needs a day can speak."""
    number = sum(
        claim.period == UNDATED and report.published(claim) is None for report in material for claim in report.claims
    )
    if not number:
        return []
    one = number == 1
    return [
        f"{number:,} claim{' has' if one else 's have'} no date and {'stands' if one else 'stand'} in a document without one: kept, "
        "and no row of any account; --published DATE, or muster correct, says when it was published"
    ]


# ------------------------------------------------------------------ findings with what they speak of
def _noted(
    found: Iterable[Finding], material: Sequence[Report], *, aside: Mapping[str, Judgement]
) -> tuple[Noted, ...]:
    by_id = {one.document.id: one for one in material}
    claims = {
        claim.id: Said(id=report.ids.get(claim.id, claim.id), claim=claim, report=report)
        for report in reversed(material)
        for claim in report.claims
    }
    return tuple(
        Noted(
            finding=one,
            claims=tuple(claims[name] for name in one.claims if name in claims),
            remarks=tuple((place, by_id[place.document]) for place in one.remarks if place.document in by_id),
            documents=tuple(by_id[name].document for name in one.documents if name in by_id),
            aside=aside.get(one.id),
        )
        for one in found
    )


# ------------------------------------------------------------------ judging
def find(checked: Checked, prefix: str) -> Noted:
    """The finding whose id begins so. Raises `UnknownFinding` for none, `UsageError` for several."""
    begins = prefix.strip().lower()
    found = [one for one in checked.noted if begins and one.finding.id.startswith(begins)]
    if len(found) > 1:
        several = ", ".join(one.finding.id[:12] for one in found[:5])
        raise UsageError(f"{prefix} could be several findings; write more of the id: {several}")
    if not found:
        gone = [one for one in checked.gone if begins and one.finding.startswith(begins)]
        why = (
            f"; one that was set aside is no longer made, for its claims changed: {gone[0].sentence}"
            if gone
            else "; muster check lists them. A text that is only held against the ledger has to be added first"
        )
        raise UnknownFinding(f"no finding on what the ledger holds has an id that begins with {prefix!r}{why}")
    return found[0]


def set_aside(settings: Settings, prefix: str, *, why: str, by: str, tell: Tell = _silent) -> tuple[Judgement, bool]:
    """Set the ledger's finding whose id begins so aside; the judgement comes back with whether it is new."""
    _reasoned(why)
    noted = find(check_ledger(settings, tell=tell), prefix)
    return put_aside(settings, noted.finding, why=why, by=by)


def put_aside(settings: Settings, finding: Finding, *, why: str, by: str) -> tuple[Judgement, bool]:
    """The same for a finding that is known, without a check."""
    _reasoned(why)
    return _kept(settings, judgement_of(finding, Action.SET_ASIDE, why=why, by=by, at=now()))


def reopen(settings: Settings, prefix: str, *, why: str, by: str) -> tuple[Judgement, bool]:
    """Open a finding again that was set aside, whether it is still made or not."""
    _reasoned(why)
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        held = findings.set_aside(ledger.connection)
    begins = prefix.strip().lower()
    found = [one for name, one in held.items() if begins and name.startswith(begins)]
    if not found:
        raise UnknownFinding(f"no finding that is set aside has an id that begins with {prefix!r}")
    if len(found) > 1:
        several = ", ".join(one.finding[:12] for one in found[:5])
        raise UsageError(f"{prefix} could be several findings; write more of the id: {several}")
    return _kept(settings, replace(found[0], action=Action.REOPEN, why=why.strip(), by=by, at=now()))


def said_of(settings: Settings, finding: str) -> list[Judgement]:
    """All that was ever said of a finding, oldest first."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return [one for one in findings.all_judgements(ledger.connection) if one.finding == finding]


def _reasoned(why: str) -> None:
    if not why.strip():
        raise UsageError("a judgement needs its reason: --why …")


def _kept(settings: Settings, judgement: Judgement) -> tuple[Judgement, bool]:
    with Ledger.open(settings.ledger) as ledger, ledger.spoken():
        return judgement, ledger.judge_finding(judgement)
