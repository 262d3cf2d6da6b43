"""The whole site as files in one zip, made as a job: what `muster publish` writes."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from muster.web.jobs import Job
from muster.web.publishing import Application, written
from muster.web.rendering import page, see
from muster.web.site import Site, site_of

_KIND = "site"
_FILE = "site.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """The zip lies in a folder of its own, which goes when it is let go; `pages` are in it, `left_out` those that could not be."""

    folder: tempfile.TemporaryDirectory[str]
    pages: int
    left_out: tuple[str, ...]

    @property
    def file(self) -> Path:
        """Where it lies."""
        return Path(self.folder.name) / _FILE


def make(request: Request) -> Response:
    """Begin to write it."""
    site = site_of(request)
    job = site.jobs.start(_KIND, "The pages as a site", work=partial(_work, site, request.app.state.application))
    return see(f"/jobs/{job.id}")


def _work(site: Site, application: Application, /, job: Job) -> str:
    folder = tempfile.TemporaryDirectory(prefix="muster-site-")
    try:
        its = _packed(site, application, folder, job)
    except BaseException:  # also where it was stopped
        folder.cleanup()
        raise
    for older in site.jobs.all():  # the newest alone is kept, for it may be large
        if (held := site.memo.last((_KIND, older.id))) is not None:
            site.memo.drop((_KIND, older.id))
            held[1].folder.cleanup()
    site.memo.put((_KIND, job.id), its, state="", stay=True)
    return f"/published/{job.id}"


def _packed(site: Site, application: Application, folder: tempfile.TemporaryDirectory[str], job: Job) -> Packed:
    pages = Path(folder.name) / "site"
    made = written(site.settings, pages, application=application, tell=job.tell, memo=site.memo.copy())
    job.tell("Packing them")
    its = Packed(folder=folder, pages=made.pages, left_out=made.left_out)
    with zipfile.ZipFile(its.file, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(one for one in pages.rglob("*") if one.is_file()):
            job.go_on()
            target.write(file, file.relative_to(pages.parent))
            file.unlink()
    return its


def packed(request: Request) -> Response:
    """What was written, and where it is to be had."""
    its = _its(request)
    return page(request, "published.html.j2", title="The pages as a site", its=its, job=request.path_params["job"])


def file(request: Request) -> Response:
    """The zip."""
    return FileResponse(_its(request).file, media_type="application/zip", filename=_FILE)


def _its(request: Request) -> Packed:
    found = site_of(request).memo.last((_KIND, request.path_params["job"]))
    if found is None:
        raise HTTPException(404)
    its: Packed = found[1]
    return its


ROUTES = (
    Route("/published", make, methods=["POST"]),
    Route("/published/{job}", packed),
    Route("/published/{job}/site.zip", file),
)
