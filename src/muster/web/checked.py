"""The check of all claims as a job: the last that was found, of when it is, and whether it is being worked out anew.

Invariant: no page waits for it; a check that fails leaves what was found before, and is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from muster.desk import checking, pulse, surveying, tallies
from muster.desk.checking import Checked
from muster.desk.surveying import Survey
from muster.web.jobs import Job, State
from muster.web.site import Site
from muster.web.tied import tied

Answer = TypeVar("Answer")
KIND, TITLE = "check", "The check of all claims"
SMALL = 2000  # claims up to which it starts by itself
_QUESTION, _TRIED = "survey", "survey begun by itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The last `survey`, None before the first; `fresh` where the ledger holds what it held then; the `job` that is under way, and the one
    that `failed` since."""

    survey: Survey | None
    fresh: bool
    job: Job | None
    failed: Job | None


def standing(site: Site) -> Standing:
    """How it stands. On a small ledger the check begins by itself where there is none of what it holds now, once."""
    state = pulse.read(site.settings)
    survey = last(site)
    fresh = survey is not None and survey.read == state
    its = [job for job in site.jobs.all() if job.kind == KIND]
    if not fresh and not _running(its) and site.memo.get(_TRIED, state) is None and tally(site).claims <= SMALL:
        site.memo.put(_TRIED, True, state=state)
        its = [begin(site), *its]
    failed = its[0] if its and its[0].state is State.FAILED else None
    return Standing(survey=survey, fresh=fresh, job=_running(its), failed=failed)


def _running(its: Sequence[Job]) -> Job | None:
    return next((job for job in its if job.running), None)


def begin(site: Site) -> Job:
    """The check begun anew, or as it is under way."""
    return site.jobs.start(KIND, TITLE, work=lambda job: _work(site, job))


def _work(site: Site, job: Job) -> str:
    survey = surveying.survey(site.settings, tell=job.tell, go_on=lambda _: job.go_on())
    made_of(site, survey, of="tied", work=lambda: tied(survey))  # what the first look at the sources would wait for
    keep(site, survey)
    return "/findings"


def keep(site: Site, survey: Survey) -> None:
    """Let a survey be the last."""
    site.memo.put(_QUESTION, survey, state=survey.read, stay=True)


def last(site: Site) -> Survey | None:
    """The last survey."""
    found = site.memo.last(_QUESTION)
    return found[1] if found is not None else None


def checked(site: Site, survey: Survey) -> Checked:
    """The findings of a survey with the judgements on them as they are now."""
    return site.worked_out(("findings", survey.at), lambda: checking.judged_now(survey.checked, site.settings))


def made_of(site: Site, survey: Survey, *, of: object, work: Callable[[], Answer]) -> Answer:
    """What is made of a survey alone, from memory where it was made before, whatever the ledger holds by now."""
    key = (of, survey.at)
    known = site.memo.get(key, survey.read)
    if known is None:
        known = work()
        site.memo.put(key, known, state=survey.read)
    return known


def tally(site: Site) -> tallies.Tally:
    """How much the ledger holds now."""
    return site.worked_out("tally", lambda: tallies.tally(site.settings))
