"""A question to the account: the least and the most a quantity can be, if trusted claims hold, and beside it what the estimate says.

Nothing is kept. The ledger is looked into before and after, and what it gave is worked on between, where it is much in a process of its
own. Invariant: the bounds come out whatever the estimate can say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from muster.account import bounds
from muster.account.bounds import Answer, Question
from muster.account.chart import overlaid
from muster.account.statement import Statement
from muster.account.system import System
from muster.account.wording import measure_words, told, when
from muster.claims.measures import MEASURES, Measure
from muster.claims.report import Report
from muster.desk import standing, steps
from muster.desk.apart import apart
from muster.desk.meant import meant
from muster.desk.replying import Chosen, Meant, Put, Replied, chosen, replied
from muster.desk.reports import of_ledger, of_paths
from muster.desk.settings import Settings
from muster.ledger.runs import Head

__all__ = ["Answer", "Answered", "Asked", "Meant", "Question", "Replied", "asked", "record", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with whom to trust; `war` where it is said. `paths` are read in place of the ledger. `undated` takes in the claims whose
    own sentence does not tell their days. It may be put `per` unit of another measure, to the `run` of the estimate whose id begins
    so, and carried forward under a `scenario`."""

    question: Question
    trust: Sequence[str] = ()
    distrust: Sequence[str] = ()
    war: str | None = None
    paths: Sequence[Path] = ()
    undated: bool = False
    per: Measure | None = None
    run: str | None = None
    scenario: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`together` is what all trusted claims give, `alone` what each body's own do, by its name; `names` the ids that the ledger's tables
    show. `about` is what was asked, in words, and `like` how claims of it are listed; `loose` how many claims are left out, as
    their own sentence does not tell their days. A ratio has no bounds of its own, but those of its `ends`. `estimate` is what a run of the
    estimate says, or why none does; empty where files were asked."""

    about: str
    war: str
    like: str
    together: Answer | None
    alone: tuple[tuple[str, Answer], ...]
    ends: tuple[str, ...] = ()
    estimate: Replied | str = ""
    names: dict[str, str] = field(default_factory=dict)
    refused: tuple[steps.Refused, ...] = ()
    told: tuple[str, ...] = ()
    loose: int = 0

    def name(self, one: Statement) -> str:
        """The id of a statement's claim."""
        return self.names.get(one.id, one.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a question is answered from: `reports`, and the `heads` of the runs that the ledger holds."""

    reports: tuple[Report, ...]
    heads: tuple[Head, ...]
    settings: Settings


def asked(
    wanted: Asked, settings: Settings, *, most: int | None = None, go_on: Callable[[str], None] | None = None
) -> Answered:
    """The answer, from what the ledger holds or from files. More claims than `most` are worked on in a process of its own; `go_on` is
    called meanwhile some times a second, and what it raises ends that. Raises `MissingInput` where no claim is of that party, `UsageError`
    for a war or a body that is not there, `UnknownRun` for a run that is not."""
    refused: list[steps.Refused] = []
    aside: list[str] = []
    if wanted.run is not None and not wanted.paths:
        wanted = replace(wanted, run=standing.id_of(wanted.run, settings))
    reports = of_paths(wanted.paths, settings, refused=refused, told=aside) if wanted.paths else of_ledger(settings)
    material = Material(
        reports=tuple(reports), heads=() if wanted.paths else tuple(standing.heads(settings)), settings=settings
    )
    if most is not None and sum(len(one.claims) for one in reports) > most:
        bare, run = apart(work, wanted, material, go_on=go_on)
    else:
        bare, run = work(wanted, material, tell=lambda _: None)
    if run is not None:
        chart = overlaid(settings.chart, where=settings.origins["chart"])
        bare = replace(bare, estimate=replied(_put(wanted), run, chart=chart, names=bare.names, settings=settings))
    return replace(bare, refused=tuple(refused), told=tuple(aside))


def work(wanted: Asked, material: Material, *, tell: Callable[[str], None]) -> tuple[Answered, Chosen | None]:
    """The answer but for what the estimate says, and which run is to say it; a pure function of its arguments, in whatever process."""
    question, settings = wanted.question, material.settings
    tell("Laying out what the claims say")
    code = question.party.code
    # Bodies are sought by name among those of all parties, and a run is stale or not by all that goes into it.
    kept = any(code in head.inputs.parties for head in material.heads)
    near = not (kept or wanted.run or wanted.trust or wanted.distrust)
    system = meant(material.reports, settings, parties=(code,), war=wanted.war, period=question.period, near=near)
    believed = bounds.trusted(system, trust=wanted.trust, distrust=wanted.distrust, undated=wanted.undated)
    whose = f"{question.party} civilians" if question.civilian else str(question.party)
    ends = _ends(wanted, system)
    answered = Answered(
        about=f"{_what(wanted, system)}, {whose}, {when(question.period)}",
        war=system.war.name if system.war else "no known war",
        like=f"--party {question.party} --measure {question.measure.value}",
        together=None if ends else bounds.ask(believed, question),
        alone=() if ends else tuple(bounds.alone(believed, question)),
        ends=ends,
        names={new: old for report in material.reports for new, old in report.ids.items() if new != old},
        loose=0 if wanted.undated else bounds.loose(system, question),
    )
    run = None if wanted.paths else chosen(_put(wanted), system, heads=material.heads, settings=settings)
    return answered, run


def _put(wanted: Asked) -> Put:
    return Put(
        question=wanted.question,
        per=wanted.per,
        run=wanted.run,
        trust=wanted.trust,
        distrust=wanted.distrust,
        scenario=wanted.scenario,
    )


def _what(wanted: Asked, system: System) -> str:
    measure = wanted.question.measure
    if system.chart[measure].base is not None:
        return MEASURES[measure].title.lower()
    per = f" per {measure_words(wanted.per)}" if wanted.per is not None else ""
    return f"{measure_words(measure)}{per}"


def _ends(wanted: Asked, system: System) -> tuple[str, ...]:
    """The measures of the two ends of a ratio; none for what is no ratio."""
    entry = system.chart[wanted.question.measure]
    if entry.of is not None and entry.base is not None:
        return (entry.of.value, entry.base.value)
    return (wanted.question.measure.value, wanted.per.value) if wanted.per is not None else ()


# ------------------------------------------------------------------ JSON
def record(answered: Answered) -> dict[str, Any]:
    """The answer as JSON has it; days are days still."""
    told = answered.estimate
    return {
        "asked": answered.about,
        "war": answered.war,
        "undated_left_out": answered.loose,
        **({} if answered.together is None else _answer(answered, answered.together)),
        "ends": list(answered.ends),
        "alone": [{"body": name, **_answer(answered, one)} for name, one in answered.alone],
        "estimate": None if isinstance(told, str) else {**asdict(told), "meant": [_meaning(one) for one in told.meant]},
        "no_estimate": told if isinstance(told, str) else told.why,
    }


def _meaning(one: Meant) -> dict[str, Any]:
    bands_of = dict(zip(("50", "80", "95"), one.value.bands, strict=True))
    return {**asdict(one), "value": {"middle": one.value.middle, **bands_of}, "silent": dict(one.silent)}


def _answer(answered: Answered, one: Answer) -> dict[str, Any]:
    settled = not one.undecided and (not one.clashes or bool(one.without))
    return {
        "least": one.width.low if settled else None,
        "most": one.width.high if settled else None,
        "least_rests_on": [answered.name(statement) for statement in one.least],
        "most_rests_on": [answered.name(statement) for statement in one.most],
        "claims": one.claims,
        "left_out": [answered.name(statement) for statement in one.without],
        "every_figure_gave": one.given,
        "cannot_all_hold": [[answered.names.get(claim, claim) for claim in clash.claims] for clash in one.clashes],
        "undecided": one.undecided,
    }
