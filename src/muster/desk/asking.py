"""A question to the account: the least and the most a quantity can be, if trusted claims hold. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from muster.account import bounds
from muster.account.bounds import Answer, Question
from muster.account.statement import Statement
from muster.account.wording import measure_words, told, when
from muster.desk import steps
from muster.desk.meant import meant
from muster.desk.reports import of_ledger, of_paths
from muster.desk.settings import Settings

__all__ = ["Answer", "Answered", "Asked", "Question", "asked", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with whom to trust; `war` where it is said. `paths` are read in place of the ledger. `undated` takes in the claims whose
    own sentence does not tell their days."""

    question: Question
    trust: Sequence[str] = ()
    distrust: Sequence[str] = ()
    war: str | None = None
    paths: Sequence[Path] = ()
    undated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`together` is what all trusted claims give, `alone` what each body's own do, by its name; `names` the ids that the ledger's tables
    show. `about` is what was asked, in words, and `like` how claims of it are listed; `loose` how many claims are left out, as
    their own sentence does not tell their days."""

    about: str
    war: str
    like: str
    together: Answer
    alone: tuple[tuple[str, Answer], ...]
    names: dict[str, str] = field(default_factory=dict)
    refused: tuple[steps.Refused, ...] = ()
    told: tuple[str, ...] = ()
    loose: int = 0

    def name(self, one: Statement) -> str:
        """The id of a statement's claim."""
        return self.names.get(one.id, one.id)


def asked(wanted: Asked, settings: Settings) -> Answered:
    """The answer, from what the ledger holds or from files. Raises `MissingInput` where no claim is of that party, `UsageError` for a
    war or a body that is not there."""
    refused: list[steps.Refused] = []
    aside: list[str] = []
    reports = of_paths(wanted.paths, settings, refused=refused, told=aside) if wanted.paths else of_ledger(settings)
    question = wanted.question
    system = meant(reports, settings, parties=(question.party.code,), war=wanted.war, period=question.period)
    believed = bounds.trusted(system, trust=wanted.trust, distrust=wanted.distrust, undated=wanted.undated)
    whose = f"{question.party} civilians" if question.civilian else str(question.party)
    return Answered(
        about=f"{measure_words(question.measure)}, {whose}, {when(question.period)}",
        war=system.war.name if system.war else "no known war",
        like=f"--party {question.party} --measure {question.measure.value}",
        together=bounds.ask(believed, question),
        alone=tuple(bounds.alone(believed, question)),
        names={new: old for report in reports for new, old in report.ids.items()},
        refused=tuple(refused),
        told=tuple(aside),
        loose=0 if wanted.undated else bounds.loose(system, question),
    )
