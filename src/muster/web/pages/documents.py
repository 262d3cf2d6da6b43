"""The documents of the ledger: listed, added to, and each with its text in which every figure is marked."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.errors import UsageError, ValueRefused
from muster.claims.measures import MEASURES
from muster.claims.period import read_day
from muster.desk import bringing, ingest, leaves, saying, uploads
from muster.desk.bringing import Refused, is_address
from muster.desk.settings import Settings
from muster.web.asked import asked_of, number_of, one_of, words_of
from muster.web.jobs import Job, Stopped
from muster.web.marking import Mark, marks_of, page_at, pages, runs
from muster.web.rendering import link, page, see
from muster.web.site import Site, site_of

FILES = 100  # that may be sent at once
LETTERS = 2_000_000  # that may be pasted
_SHOWN = 50
_UNASKED = "nothing is asked for over the network unless fetch = true stands in muster.toml"
_TOLD = 20  # claims told of a version, and figures listed below a page


# ------------------------------------------------------------------ the list
def documents(request: Request) -> Response:
    """The documents that the address asks for, and the forms that add others."""
    return _documents(request)


def _documents(request: Request, *, wrong: str = "") -> Response:
    query = request.query_params
    words, after, before = (words_of(query, name) for name in ("text", "after", "before"))
    if after and before:
        raise UsageError("a page lies after a document or before one, not both")
    found = leaves.shelf_of(site_of(request).settings, words or "", size=_SHOWN, after=after, before=before)
    rest = asked_of(query, "after", "before")
    names = [one.id for one in found.documents]
    return page(
        request,
        "documents.html.j2",
        status=400 if wrong else 200,
        title="Documents",
        found=found,
        words=words or "",
        earlier=link("/documents", rest | {"before": names[0]}) if found.earlier and names else "",
        later=link("/documents", rest | {"after": names[-1]}) if found.later and names else "",
        first=link("/documents", rest),
        files=FILES,
        fetching=site_of(request).settings.fetch,
        wrong=wrong,
    )


# ------------------------------------------------------------------ adding
@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """What was sent, put down in a folder of its own, or the `address` where it lies, and what was said of it."""

    folder: Path
    files: Sequence[uploads.Sent]
    address: str
    published: dt.date | None
    publisher: str | None
    title: str | None = None


async def add(request: Request) -> Response:
    """What was sent is read as a job, whose page tells how far it is."""
    form = await request.form(max_files=FILES, max_fields=10, max_part_size=4 * LETTERS)
    try:
        sent = await run_in_threadpool(lambda: _put_down(form, fetching=site_of(request).settings.fetch))
    except (UsageError, ValueRefused) as error:
        said = str(error)
        return await run_in_threadpool(lambda: _documents(request, wrong=said))
    finally:
        await form.close()
    site = site_of(request)
    job = site.jobs.start(
        f"add {secrets.token_hex(4)}", _titled(sent), work=lambda job: _read(job, sent, site.settings)
    )
    return see(f"/jobs/{job.id}")


def _put_down(form: FormData, *, fetching: bool) -> _Sent:
    """What was sent, on the disk. Raises `UsageError` where that is nothing, or what is said of it cannot be meant."""
    address = str(form.get("address") or "").strip()
    if address and not (fetching and is_address(address)):
        raise UsageError("that is no address, such as https://example.org/report" if fetching else _UNASKED)
    published, publisher = (
        _published(str(form.get("published") or "")),
        str(form.get("publisher") or "").strip() or None,
    )
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    text, title = str(form.get("pasted") or ""), str(form.get("title") or "").strip()
    if not files and not text.strip() and not address:
        raise UsageError("choose files to add, or paste a text")
    if len(text) > LETTERS:
        raise UsageError(f"a text that is pasted has at most {LETTERS:,} letters; send it as a file")
    folder = Path(tempfile.mkdtemp(prefix="muster-sent-"))
    try:
        put: list[uploads.Sent] = []
        for one in files:
            spot = uploads.spot(folder, one.filename or "", taken=put)
            with spot.path.open("xb") as file:
                shutil.copyfileobj(one.file, file)
            put.append(spot)
        if text.strip():
            spot = uploads.pasted(folder, text, title=title)
            spot.path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
            put.append(spot)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _Sent(
        folder=folder,
        files=put,
        address=address,
        published=published,
        publisher=publisher,
        title=title or None if not files else None,
    )


def _published(said: str) -> dt.date | None:
    """The day that was said. Raises `UsageError` for one on which no report can have been published."""
    try:
        found = read_day(said.strip() or None)
    except ValueRefused as error:
        raise UsageError(f"published: {error}") from None
    if found and not dt.date(1900, 1, 1) <= found <= dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1):
        raise UsageError(f"published must lie between 1900 and tomorrow; got {found}")
    return found


def _titled(sent: _Sent) -> str:
    if sent.address:
        return f"Adding {saying.visible(sent.address)[:80]}"
    first, more = sent.files[0].place.partition("/")[2], len(sent.files) - 1
    return f"Adding {saying.visible(first)[:80]}" + (f" and {saying.count_words(more, 'other')}" if more else "")


def _read(job: Job, sent: _Sent, settings: Settings) -> str:
    """The work of the job: what was sent is read and kept, and gone from the disk when it is over."""
    try:
        places = {one.path: one.place for one in sent.files}
        missed: list[Refused] = []
        if sent.address:
            places, missed = bringing.brought([sent.address], sent.folder, tell=job.tell)
        for one in missed:
            _say(job, f"refused: {one.origin}: {one.message}")
        how = ingest.how(settings, published=sent.published, publisher=sent.publisher, title=sent.title, places=places)
        job.total = len(places) + len(missed)
        tally = ingest.add(list(places), settings, how=how, tell=_teller(job), stop=job.stopping)
    finally:
        shutil.rmtree(sent.folder, ignore_errors=True)
    tally.refused += missed
    _say(job, _summary(tally))
    for notice, names in tally.noticed.items():
        _say(job, f"{saying.listed(names)}: {notice}")
    return "/documents" if tally.kept and not tally.stopped else ""


def _teller(job: Job) -> Callable[[ingest.Told], None]:
    def tell(told: ingest.Told) -> None:
        if told.refused is not None:
            _say(job, f"refused: {told.refused.origin}: {told.refused.message}")
        for one in told.kept:
            how = {"added": "added", "changed": "a new version", "reread": "read anew", "known": "known already"}[
                one.how
            ]
            _say(job, f"{one.origin}: {how}, {saying.count_words(one.claims, 'claim')}")
        job.done = min(job.total or 0, told.tally.kept + len(told.tally.refused))

    return tell


def _say(job: Job, line: str) -> None:
    with suppress(Stopped):  # what is in hand is kept first; `stop` ends it
        job.tell(line)


def _summary(tally: ingest.Tally) -> str:
    parts = [f"{saying.count_words(tally.added, 'document')} added", f"{tally.known:,} known already"]
    parts += [f"{len(tally.put_right):,} put right"] * bool(tally.put_right)
    parts += [f"{tally.changed:,} changed"] * bool(tally.changed) + [f"{tally.reread:,} read anew"] * bool(tally.reread)
    parts += [f"{len(tally.refused):,} refused"]
    left = sum(tally.left_behind.values())
    said = f"{', '.join(parts)}; {saying.count_words(tally.claims, 'claim')}"
    said += f", {saying.count_words(tally.rejections, 'other figure')} set aside"
    return f"{said}; {saying.count_words(left, 'judgement')} found no claim to go to" if left else said


# ------------------------------------------------------------------ one document
@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A document with its marks, and the spans of its pages."""

    leaf: leaves.Leaf
    marks: Sequence[Mark]
    spans: Sequence[tuple[int, int]]


def document(request: Request) -> Response:
    """Its text from some place on, with every figure marked, and its versions."""
    site, query = site_of(request), request.query_params
    laid = _laid(site, request.path_params["document"])
    leaf, text = laid.leaf, laid.leaf.document.text
    aside, remarks = (
        one_of(name, query.get(name, "no"), known=("yes", "no")) == "yes" for name in ("set-aside", "remarks")
    )
    number = page_at(laid.spans, number_of(query, "from", least=0, most=max(1, len(text)), otherwise=0))
    first, last = laid.spans[number]
    shown = [one for one in laid.marks if one.claims or (aside and one.aside) or (remarks and one.remark)]
    here = [one for one in laid.marks if first <= one.start < last]
    path = f"/documents/{leaf.document.id}"
    rest = asked_of(query, "from")
    return page(
        request,
        "document.html.j2",
        title=leaf.document.title or "Untitled",
        leaf=leaf,
        document=leaf.document,
        runs=list(runs(text, shown, span=(first, last))),
        legend=_legend(here),
        number=number + 1,
        pages=len(laid.spans),
        turned=_turned(laid.spans, number, lambda place: link(path, rest | {"from": place})),
        asides=[one.aside for one in here if one.aside],
        remarked=[one.remark for one in here if one.remark],
        with_aside=aside,
        with_remarks=remarks,
        switched={
            "aside": link(path, asked_of(query, "set-aside") | {"set-aside": "" if aside else "yes"}),
            "remarks": link(path, asked_of(query, "remarks") | {"remarks": "" if remarks else "yes"}),
        },
        versions=site.worked_out(
            ("versions", leaf.document.id), lambda: leaves.versions(site.settings, leaf.document.id)
        ),
        moment=leaves.moment,
        most=_TOLD,
    )


def _laid(site: Site, prefix: str) -> _Laid:
    def work() -> _Laid:
        leaf = leaves.leaf(site.settings, prefix, judged=site.judged())
        marks = marks_of(leaf)
        return _Laid(leaf=leaf, marks=marks, spans=pages(leaf.document.text, marks))

    return site.worked_out(("leaf", prefix), work)


def _legend(marks: Sequence[Mark]) -> list[Mapping[str, Any]]:
    """The measures of the figures on the page, each with how it is drawn and how many there are."""
    counts = Counter(held.claim.measure for mark in marks for held in mark.claims)
    return [
        {"title": MEASURES[measure].title, "group": MEASURES[measure].group, "number": number, "measure": measure.value}
        for measure, number in counts.most_common()
    ]


def _turned(spans: Sequence[tuple[int, int]], number: int, to: Callable[[int], str]) -> Mapping[str, str]:
    found = {}
    if number:
        found["earlier"] = to(spans[number - 1][0])
    if number + 1 < len(spans):
        found["later"] = to(spans[number + 1][0])
    return found


ROUTES = (
    Route("/documents", documents),
    Route("/documents", add, methods=["POST"]),
    Route("/documents/{document}", document),
)
