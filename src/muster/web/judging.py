"""What the pages share on which claims are judged: a claim laid out, the form that amends it, and who judges.

Invariant: a judgement from a page is checked as one from the command line is, and bears the name that the page shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from muster.claims import passages
from muster.claims.claim import Claim
from muster.claims.errors import UsageError
from muster.claims.figure import Bound, Per, plain
from muster.claims.measures import MEASURES, STATUSES
from muster.claims.wire import to_record
from muster.desk import judging, saying, steps
from muster.web.asked import one_of
from muster.web.present import Called, all_wars, called, parties
from muster.web.site import Site, site_of

_COOKIE = "muster_reviewer"
_USUAL = {
    steps.Verdict.ACCEPT: "as its sentence says",
    steps.Verdict.REJECT: "not what its sentence says",
    steps.Verdict.AMEND: "as its sentence says",
}


# ------------------------------------------------------------------ who judges
def reviewer_of(request: Request) -> str:
    """Who judges: as this browser was told, else as the settings say."""
    try:
        return judging.reviewer_named(unquote(request.cookies.get(_COOKIE, "")))
    except UsageError:
        return site_of(request).settings.reviewer


def name_reviewer(answer: Response, said: str) -> None:
    """Have this browser judge under a name from now on. Raises `UsageError` for one that cannot be written down."""
    name = judging.reviewer_named(said)
    answer.set_cookie(_COOKIE, quote(name), httponly=True, samesite="strict", path="/", max_age=365 * 86400)


# ------------------------------------------------------------------ a judgement
def judged(request: Request, claim: str, *, form: Mapping[str, str], usual: bool = False) -> steps.Review:
    """The judgement of a form on a claim, added; without a reason of its own the usual one stands where that is allowed. Raises
    `UsageError` or `ValueRefused` for what cannot be said."""
    verdict = steps.Verdict(one_of("verdict", form.get("verdict", ""), known=list(steps.Verdict)))
    why = form.get("why", "").strip() or (_USUAL[verdict] if usual else "")
    if not why:
        raise UsageError("a judgement needs its reason")
    review, _ = judging.judge(
        site_of(request).settings, claim, verdict=verdict, why=why, by=reviewer_of(request), form=form
    )
    return review


def choices(site: Site) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Of each field that has a list of values, these with their words; an empty one is for nothing. Another party may be said."""
    return {
        "measure": [(name.value, about.title) for name, about in MEASURES.items()],
        "status": [(name.value, about.title) for name, about in STATUSES.items()],
        "bound": [(name.value, name.value.replace("_", " ")) for name in Bound],
        "per": [("", "a total or a level"), *((name.value, f"per {name.value}") for name in Per)],
        "civilian": [("no", "no"), ("yes", "yes")],
        "party": parties(site),
        "war": [("", "none known"), *all_wars(site)],
    }


def entered(claim: Claim, form: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """What stands in the fields of the form: what was entered, else what the claim says."""
    record, found = to_record(claim), dict[str, str]()
    for field in steps.AMENDABLE:
        value = record[field]
        if field == "civilian":
            said = "yes" if value else "no"
        elif value is None:
            said = ""
        else:
            said = plain(value) if field in ("low", "high") else str(value)
        found[field] = (form or {}).get(field, said)
    return found


# ------------------------------------------------------------------ a claim laid out
def laid_out(shown: steps.Shown, site: Site) -> Mapping[str, Any]:
    """The paragraph of a claim in three, the head of its column, and its fields with what decided them."""
    text, place = shown.document.text, (shown.place.start, shown.place.end)
    first, last = passages.paragraph(text, place)
    return {
        "held": shown.held,
        "document": shown.document,
        "place": shown.place,
        "cut": first > 0 and text[first - 1] != "\n",
        "before": text[first : place[0]],
        "figure": text[slice(*place)],
        "after": text[place[1] : last],
        "heading": passages.heading(text, place),
        "fields": _fields(shown, called(site)),
    }


def _fields(shown: steps.Shown, names: Called) -> Sequence[Mapping[str, str]]:
    """Each field with its value, what was read where that was amended, the words that decided it, the rule and how sure that is."""
    text, traces = shown.document.text, {trace.field: trace for trace in shown.traces}
    before, found = values(shown.held.original, names), []
    for name, value in values(shown.held.claim, names).items():
        trace = traces.get(name)
        words = " … ".join(" ".join(text[start:end].split()) for start, end in trace.words) if trace else ""
        found.append(
            {
                "name": name,
                "value": value,
                "read": (before[name] or "nothing") if value != before[name] else "",
                "words": words,
                "rule": trace.rule if trace else "",
                "confidence": f"{trace.confidence:.2f}" if trace else "",
            }
        )
    return found


def values(claim: Claim, names: Called) -> Mapping[str, str]:
    """The fields of a claim in words, an empty one for nothing."""
    figure, party, war = claim.figure, claim.party.code if claim.party else "", claim.war or ""
    return {
        "figure": saying.figure_words(claim),
        "unit": figure.unit,
        "per": figure.per.value if figure.per else "",
        "measure": saying.measure_words(claim.measure),
        "party": names.get(("party", party), party),
        "civilian": "yes" if claim.civilian else "no",
        "period": saying.period_words(claim.period),
        "status": STATUSES[claim.status].title,
        "speaker": claim.speaker or "",
        "source": claim.source or "",
        "scope": claim.scope or "",
        "repeats": claim.repeats or "",
        "war": names.get(("war", war), war),
    }
