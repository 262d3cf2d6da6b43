"""What the API answers: each function takes a request and the values that were checked, and gives what becomes JSON.

Invariant: a list comes page by page, each beginning after the last item of the one before; an answer is JSON that any reader takes, without
NaN.
"""

from __future__ import annotations

import base64
import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

from muster.claims import passages, wire
from muster.claims.errors import UsageError
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import Period
from muster.desk import asking, estimating, examining, origins, sketching, standing, steps, watching
from muster.desk.checking import Noted
from muster.desk.sketching import Sketch
from muster.desk.steps import Shelved
from muster.web import ahead, checked
from muster.web.aside import GoOn
from muster.web.jobs import Job
from muster.web.operations import Values
from muster.web.site import Site, site_of

Item = TypeVar("Item")


# ------------------------------------------------------------------ documents and claims
def documents(request: Request, values: Values) -> Any:
    """The current documents."""
    its = sorted(steps.documents(site_of(request).settings), key=lambda one: one.id)
    return paged(its, values, key=lambda one: one.id, told=document_record)


def document(request: Request, values: Values) -> Any:
    """A document with its text."""
    site = site_of(request)
    its = [one for one in steps.documents(site.settings, everything=True) if one.id.startswith(values["document"])]
    if not its:
        raise HTTPException(404, "the ledger has no such document")
    return document_record(its[0])


def document_record(one: Shelved) -> Any:
    """A document as a row."""
    return jsonable(one)


def claims(request: Request, values: Values) -> Any:
    """The claims asked for, amended ones as amended."""
    site = site_of(request)
    wanted = steps.Filter(
        parties=tuple(values["party"]),
        measures=tuple(values["measure"]),
        statuses=tuple(values["status"]),
        bounds=tuple(values["bound"]),
        review=tuple(values["review"]),
        wars=tuple(values["war"]),
        civilian=values["civilian"],
        since=values["from"],
        until=values["to"],
        speaker=values["speaker"],
        source=values["source"],
        publisher=values["publisher"],
        text=values["text"],
        document=values["document"],
        sort=values["sort"],
        sentences=True,
    )
    after = read_cursor(values["after"]) if values["after"] else None
    try:
        found = steps.listed(site.settings, wanted, part=steps.Part(size=values["limit"], after=after, facets=False))
    except UsageError as error:
        raise HTTPException(404, str(error)) from None
    return {
        "items": [claim_record(one) for one in found.claims],
        "next": cursor(found.claims[-1].original.id) if found.later and found.claims else None,
        "total": found.total,
    }


def claim_record(one: steps.Held) -> dict[str, Any]:
    """A claim as a row."""
    return {
        "claim": wire.to_record(one.claim),
        "id": one.original.id,
        "review": one.state,
        "confidence": one.confidence,
        "sentence": one.sentence,
        "title": one.title,
        "publisher": one.publisher,
        "published": jsonable(one.published),
    }


def claim(request: Request, values: Values) -> Any:
    """A claim with its sentence, how each field was decided, and every judgement."""
    shown = steps.show(site_of(request).settings, values["claim"])
    text, place = shown.document.text, (shown.place.start, shown.place.end)
    return {
        "claim": wire.to_record(shown.held.claim),
        "original": wire.to_record(shown.held.original),
        "review": shown.held.state,
        "current": shown.held.current,
        "confidence": shown.held.confidence,
        "sentence": passages.in_one_line(text, place),
        "document": shown.document.id,
        "fields": [
            {
                "field": one.field,
                "rule": one.rule,
                "confidence": one.confidence,
                "words": [text[start:end] for start, end in one.words],
            }
            for one in shown.traces
        ],
        "judgements": jsonable(shown.reviews),
    }


# ------------------------------------------------------------------ findings
def findings(request: Request, values: Values) -> Any:
    """The findings of the last check, gravest first, and of when it is; null where there is none yet."""
    site = site_of(request)
    stand = checked.standing(site)
    noted = checked.checked(site, stand.survey).noted if stand.survey else ()
    its = [
        one
        for one in noted
        if values["severity"] in (None, one.finding.severity.value) and values["kind"] in (None, one.finding.kind)
    ]
    told = paged(its, values, key=lambda one: one.finding.id, told=finding_record)
    return {**told, **_as_of(stand)}


def finding_record(one: Noted) -> dict[str, Any]:
    """A finding with the claims that it speaks of."""
    return {
        "finding": jsonable(one.finding),
        "claims": [{"id": said.id, "sentence": said.sentence} for said in one.claims],
        "aside": jsonable(one.aside),
    }


def check(request: Request, _: Values) -> Any:
    """Begin the check of all claims; the job that makes it."""
    return job_record(checked.begin(site_of(request)))


# ------------------------------------------------------------------ what follows from all claims
def boards(request: Request, values: Values) -> Any:
    """The boards as of the last check, of this party or of all that have an estimate, and of when it is; null where there is none yet."""
    stand = checked.standing(site_of(request))
    its = stand.survey.found.boards if stand.survey else ()
    told = [
        {**watching.record(one.board), "told": one.told} for one in its if values["party"] in (None, one.board.party)
    ]
    return jsonable({"boards": told, **_as_of(stand)})


def sources(request: Request, values: Values) -> Any:
    """Who rests on whom as of the last check, and on how many bases each number rests; null where there is none yet."""
    stand = checked.standing(site_of(request))
    traced = stand.survey.found.traced if stand.survey else origins.Traced(nodes=(), edges=(), based=(), findings=())
    asked = origins.narrowed(traced, measures=values["measure"], parties=values["party"])
    return jsonable({**origins.record(asked, outlets=bool(values["outlets"])), **_as_of(stand)})


def _as_of(stand: checked.Standing) -> dict[str, Any]:
    return {"checked": stand.survey.at.isoformat() if stand.survey else None, "fresh": stand.fresh}


def ask(request: Request, values: Values) -> Any:
    """Between what bounds a quantity lies if the trusted claims hold, and what the newest run that believed the same says."""
    if values["to"] < values["from"]:
        raise UsageError("to is before from")
    question = asking.Question(
        measure=Measure(values["measure"]),
        party=Party(values["party"]),
        period=Period(values["from"], values["to"]),
        civilian=bool(values["civilian"]),
    )
    wanted = asking.Asked(
        question=question,
        trust=tuple(values["trust"]),
        distrust=tuple(values["distrust"]),
        war=values["war"],
        undated=bool(values["undated"]),
        per=Measure(values["per"]) if values["per"] else None,
        run=values["run"],
        scenario=values["scenario"],
    )
    site = site_of(request)

    def work(go_on: GoOn) -> Any:
        return jsonable(asking.record(asking.asked(wanted, site.settings, most=checked.SMALL, go_on=go_on)))

    return site.worked_out_aside(("ask", wanted), work)


# ------------------------------------------------------------------ runs
def runs(request: Request, values: Values) -> Any:
    """The runs of the estimate that are kept, the newest first."""
    return paged(standing.listed(site_of(request).settings), values, key=lambda one: one.id, told=jsonable)


def run(request: Request, values: Values) -> Any:
    """What a run says of a party."""
    site = site_of(request)
    its = examining.examined(site.settings, values["run"], party=values["party"] or "")
    return {
        "run": its.run,
        "parties": its.parties,
        "good": its.good,
        "faults": its.faults,
        "estimate": jsonable(its.estimate),
    }


def estimate(request: Request, values: Values) -> Any:
    """Begin a run; the job that makes it."""
    site = site_of(request)
    wanted = estimating.Wanted(
        parties=tuple(values["parties"]),
        war=values["war"],
        trust=tuple(values["trust"] or ()),
        distrust=tuple(values["distrust"] or ()),
        anchor=tuple(values["anchor"] or ()),
        seed=values["seed"] if values["seed"] is not None else 1,
    )
    title = f"Estimate of {', '.join(wanted.parties)}"
    return job_record(site.jobs.start("estimate", title, work=partial(_estimated, site, wanted), asked=wanted))


def _estimated(site: Site, wanted: estimating.Wanted, /, job: Job) -> str:
    made = estimating.estimated(wanted, site.settings, tell=job.tell, go_on=lambda _: job.go_on())
    ahead.lay_ready(site)
    return f"/estimate/{made.run.id}?party={wanted.parties[0]}"


# ------------------------------------------------------------------ the outlook
_FIELDS = ("months", *sketching.FIELDS, "mobilise", "mobilise_from", "ceasefire")


def outlook(request: Request, values: Values) -> Any:
    """A run carried forward under a scenario."""
    site = site_of(request)
    said = {name: str(values[name]) for name in _FIELDS if values[name] is not None}
    scenario = sketching.scenario_of(Sketch(base=values["base"], **said))
    name = sketching.run_for(site.settings, party=values["party"], run=values["run"] or "")
    made = ahead.carried(site, scenario, party=values["party"], run=name)
    return {"run": name, "outlook": jsonable(made), "sentences": list(sketching.sentences(made))}


# ------------------------------------------------------------------ jobs
def jobs(request: Request, values: Values) -> Any:
    """The jobs since the page is served, the newest first."""
    return paged(site_of(request).jobs.all(), values, key=lambda one: one.id, told=job_record)


def job(request: Request, values: Values) -> Any:
    """How far a job is."""
    return job_record(_job(request, values))


def stop(request: Request, values: Values) -> Any:
    """Ask a job to end."""
    found = _job(request, values)
    found.stop()
    return job_record(found)


def _job(request: Request, values: Values) -> Job:
    found = site_of(request).jobs.get(values["job"])
    if found is None:
        raise HTTPException(404, "there is no such job")
    return found


def job_record(one: Job) -> dict[str, Any]:
    """A job as JSON has it."""
    return {
        "id": one.id, "kind": one.kind, "title": one.title, "state": one.state.value, "begun": one.begun.isoformat(),
        "ended": one.ended.isoformat() if one.ended else None, "done": one.done, "total": one.total, "lines": one.lines, "leads": one.leads,
    }  # fmt: skip


# ------------------------------------------------------------------ plain values
def jsonable(value: object) -> Any:
    """The same in values that JSON has: days as text, what is no number as null."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: jsonable(its) for name, its in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(key): jsonable(its) for key, its in value.items()}
    if isinstance(value, (str, bool, int)) or value is None:
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(its) for its in value]
    return value.value if isinstance(value, Enum) else str(value)


def paged(items: Sequence[Item], values: Values, *, key: Any, told: Any) -> dict[str, Any]:
    """The items after the cursor, and the cursor of the next page. Not found for a cursor that leads nowhere."""
    begin = 0
    if values["after"]:
        last = read_cursor(values["after"])
        at = next((number for number, one in enumerate(items) if key(one) == last), None)
        if at is None:
            raise HTTPException(404, "after leads to nothing that is there; begin again without it")
        begin = at + 1
    some = items[begin : begin + values["limit"]]
    more = begin + values["limit"] < len(items)
    return {"items": [told(one) for one in some], "next": cursor(key(some[-1])) if more else None}


def cursor(name: str) -> str:
    """The name of an item as a cursor."""
    return base64.urlsafe_b64encode(name.encode()).decode()


def read_cursor(said: str) -> str:
    """The name in a cursor. Not found for what is none."""
    try:
        return base64.urlsafe_b64decode(said.encode()).decode()
    except ValueError:
        raise HTTPException(404, "after is no cursor of ours") from None
