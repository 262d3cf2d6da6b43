"""Pages out of templates, and the plain answers beside them.

Invariant: every string that a template prints is escaped, and what cannot be seen in it is written as its code point; the same page
holds for a browser with and without scripts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from muster.claims.document import bare
from muster.desk import saying, standing
from muster.web.present import amended_words, called
from muster.web.site import site_of

PLACES = (
    ("/", "Overview"),
    ("/documents", "Documents"),
    ("/claims", "Claims"),
    ("/review", "Review"),
    ("/findings", "Findings"),
    ("/sources", "Sources"),
    ("/estimate", "Estimate"),
    ("/outlook", "Outlook"),
    ("/brief", "Brief"),
    ("/method", "Method"),
)


def page(request: Request, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """The page, or for htmx the part of it that it asked for by the id of its target, where the template has a block of that name."""
    target = request.headers.get("hx-target", "").lstrip("#").removeprefix("main-")
    made = _environment().get_template(template)
    here, public, names = request.url.path, site_of(request).public, called(site_of(request))
    whole = {
        "title": title,
        "here": here,
        "places": [(path, name, _within(here, path)) for path, name in PLACES],
        "ledger": site_of(request).settings.ledger.name,
        "running": [job for job in site_of(request).jobs.all() if job.running],
        "path": _path(request.url),
        "public": public,
        "found_at": lambda origins: ", ".join(dict.fromkeys(map(bare, origins) if public else origins)),
        "made_with": standing.bare_options if public else str,
        "called": names,
        "amended": partial(amended_words, names),
        **values,
    }
    if "hx-request" in request.headers and target in made.blocks:
        context = made.new_context(whole)
        text = "".join(made.blocks[target](context))
        return HTMLResponse(text, status)
    return HTMLResponse(made.render(whole), status)


def see(path: str) -> Response:
    """An answer that sends the browser to a page of ours after something was done."""
    return RedirectResponse("/" + path.lstrip("/\\"), 303)


def link(path: str, values: Mapping[str, Any]) -> str:
    """A path with what is not empty of the values as its query; lists give a key several times."""
    pairs = [
        (key, str(one))
        for key, value in values.items()
        for one in (value if isinstance(value, (list, tuple)) else [value])
        if one not in (None, "", False)
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def short(text: str, most: int = 100) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _within(here: str, path: str) -> bool:
    return here == path or (path != "/" and here.startswith(f"{path}/"))


def _path(url: URL) -> str:
    return f"{url.path}?{url.query}" if url.query else url.path


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("muster.web", "templates"),
        autoescape=True,
        finalize=lambda value: saying.visible(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "day": saying.day_words,
        "count": saying.count_words,
        "period": saying.period_words,
        "figure": saying.figure_words,
        "measure": saying.measure_words,
        "resting": lambda prior: saying.resting_words(prior=prior),
        "rounded": saying.rounded,
        "moment": moment,
        "spaced": lambda name: name.replace("_", " "),
        "short": short,
        "between": between,
        "clip": clip,
        "shown": shown,
    }
    made.filters.update(filters)
    made.globals["link"] = link
    return made


_ODD = re.compile(r"⟦(?:U\+[0-9A-F]{4,6})⟧")


def shown(text: str) -> Markup:
    """Text of a document, its unseen characters set off."""
    seen = saying.visible(text)
    if "⟦" not in seen:
        return escape(seen)
    return Markup(_ODD.sub(lambda odd: f'<span class="odd">{odd.group()}</span>', str(escape(seen))))


def between(ends: tuple[float | None, float | None]) -> str:
    """`1,200 to 1,300`, `at least 500`, `any number`."""
    low, high = (None if end is None else f"{end:,.2f}".rstrip("0").rstrip(".") for end in ends)
    if low is None:
        return "any number" if high is None else f"at most {high}"
    if high is None:
        return f"at least {low}"
    return low if low == high else f"{low} to {high}"


def clip(text: str | None, most: int, *, around: str = "") -> str:
    """The text, where it is longer than `most` characters only so much of it, with the words `around` which it is cut."""
    text = text or ""
    if len(text) <= most:
        return text
    first = max(0, min(text.find(around) - most // 2, len(text) - most)) if around else 0
    return "…" * (first > 0) + text[first : first + most].strip() + "…" * (first + most < len(text))


def moment(at: dt.datetime) -> str:
    """`30 Nov 2026, 14:05 UTC`; without a zone it is in UTC, as the ledger keeps moments."""
    at = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
    return f"{saying.day_words(at.date())}, {at:%H:%M} UTC"
