"""The pages as files that can lie on any web server: looked at once, without forms, each link relative.

Invariants: what is written is what the pages show and no more: no form, no script, no key; a link to what is not written is no link any
longer; nothing is written outside the folder; a file that is written is whole; none tells where anything lies on this machine.
"""

from __future__ import annotations

import asyncio
import html
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import resources
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qsl, urlsplit

from starlette.types import ASGIApp, Message

from muster.claims.errors import UsageError
from muster.desk import pulse, surveying
from muster.desk.settings import Settings
from muster.desk.standing import newest
from muster.web import checked
from muster.web.session import Session
from muster.web.site import Memo, Site

_HOST = "127.0.0.1:8350"
_MOST = 50_000  # pages
_LEFT_OUT = ("/jobs", "/enter", "/review", "/api", "/brief", "/published", "/static")
_KEPT = {
    "after",
    "before",
    "from",
    "of",
    "party",
    "month",
    "page",
    "kind",
    "source",
    "habits",
}  # what a link may say and still be followed
_HREF = re.compile(r'(<a\b[^>]*?\shref=)"([^"]*)"')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_KEPT_OF_IT = re.compile(r"<!--kept-->(.*?)<!--/kept-->", re.DOTALL)  # what a form holds that is no part of the asking
_ADDING = re.compile(r'<details class="add".*?</details>\s*', re.DOTALL)
_EMPTY = re.compile(r"<details\b[^>]*><summary>[^<]*</summary>\s*</details>\s*")
_DEAD = re.compile(r'<li><a\b[^>]*\sdata-was="elsewhere"[^>]*>[^<]*</a></li>\s*')
_SCRIPT = re.compile(r"<script\b[^>]*></script>\s*|<meta name=\"htmx-config\"[^>]*>\s*")
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
Tell = Callable[[str], None]
Application = Callable[..., ASGIApp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many pages were written, and the addresses that answered with something else than a page."""

    pages: int
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """A walk through the pages: what is still to be looked at, and which file each address has."""

    waiting: deque[str] = field(default_factory=lambda: deque(["/"]))
    files: dict[str, PurePosixPath] = field(default_factory=lambda: {"/": PurePosixPath("index.html")})
    wrong: list[str] = field(default_factory=list)

    def file(self, address: str) -> PurePosixPath | None:
        """The file of an address, None for one that is left out."""
        if address not in self.files and followed(address) and len(self.files) < _MOST:
            self.files[address] = file_of(address)
            self.waiting.append(address)
        return self.files.get(address)


def written(
    settings: Settings, folder: Path, *, application: Application, tell: Tell, memo: Memo | None = None
) -> Published:
    """Write every page of such an application into a folder that is empty or was written so before; what stands in a `memo` is not worked
    out anew. Raises `UsageError` for a folder that holds something else, `MissingInput` for a ledger that is not there."""
    pulse.state(settings)
    _fresh(folder)
    session = Session(port=8350, key="")
    site = Site(settings=settings, memo=memo or Memo(), public=True)
    _checked(site, tell)
    tell("Working out what the pages show")
    app = application(site, hosts=frozenset({_HOST}), session=session)
    cookie = _cookie(session)
    walk, pages = _Walk(), 0
    while walk.waiting:
        address = walk.waiting.popleft()
        status, media, body = asyncio.run(_asked(app, address, cookie))
        if status != 200 or not media.startswith("text/html"):
            walk.wrong.append(f"{address} ({status})")
            continue
        _write(folder, walk.files[address], standing(body.decode(), walk.files[address], walk=walk))
        pages += 1
        if pages % 50 == 0:
            tell(f"{pages:,} pages written, {len(walk.waiting):,} to go")
    _static(folder)
    return Published(pages=pages, left_out=tuple(walk.wrong))


def _checked(site: Site, tell: Tell) -> None:
    """Have all claims checked first, unless they are: on the pages of a server the check is waited for, and here nobody comes back."""
    known = checked.last(site)
    if known is not None and known.read == pulse.read(site.settings) and known.runs == _runs(site.settings):
        tell("The claims were checked, and nothing has come since")
        return
    checked.keep(site, surveying.survey(site.settings, tell=tell))


def _runs(settings: Settings) -> frozenset[str]:
    """The newest estimates, on which the boards of a check rest."""
    return frozenset(head.id for head, _ in newest(settings).values())


def followed(address: str) -> bool:
    """Whether an address is a page that is written: of ours, of a kind that shows and does nothing, with a query that leads on."""
    its = urlsplit(address)
    if its.scheme or its.netloc or not its.path.startswith("/") or "\\" in address:
        return False
    if (
        any(its.path == one or its.path.startswith(f"{one}/") for one in _LEFT_OUT)
        or "." in PurePosixPath(its.path).name
    ):
        return False
    return {name for name, _ in parse_qsl(its.query, keep_blank_values=True)} <= _KEPT


def file_of(address: str) -> PurePosixPath:
    """The file of an address within the folder: its path, and its query as a hash."""
    its = urlsplit(address)
    parts = [one for one in its.path.split("/") if one not in ("", ".", "..")]
    steps = [re.sub(r"[^A-Za-z0-9._-]", lambda found: f"-{ord(found[0]):02x}", one) for one in parts]
    name = f"q-{sha256(its.query.encode()).hexdigest()[:16]}.html" if its.query else "index.html"
    return PurePosixPath(*steps, name)


def standing(page: str, file: PurePosixPath, *, walk: _Walk) -> str:
    """A page as it stands by itself: no forms and scripts, its links relative and to what is written."""
    up = "../" * (len(file.parts) - 1)

    def led(found: re.Match[str]) -> str:
        address, _, place = html.unescape(found[2]).partition("#")
        if not address:
            return found[0]
        to = walk.file(address)
        if to is None:
            return found[1].rsplit(" ", 1)[0] + ' data-was="elsewhere"'
        return f'{found[1]}"{html.escape(up + str(to) + (f"#{place}" if place else ""), quote=True)}"'

    made = _FORM.sub(lambda found: "".join(_KEPT_OF_IT.findall(found[0])), _ADDING.sub("", page))
    made = _EMPTY.sub("", _SCRIPT.sub("", made))
    made = _DEAD.sub("", _HREF.sub(led, made))
    made = made.replace('href="/static/', f'href="{up}static/')
    policy = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(_POLICY, quote=True)}">'
    return made.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{policy}', 1)


# ------------------------------------------------------------------ asking without a server
async def _asked(app: Callable[..., object], address: str, cookie: str) -> tuple[int, str, bytes]:
    its = urlsplit(address)
    headers = {"host": _HOST, "cookie": cookie, "accept": "text/html"}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": its.path,
        "raw_path": its.path.encode(),
        "root_path": "",
        "query_string": its.query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 8350),
    }
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    await app(scope, receive, send)  # type: ignore[misc]
    head: Mapping[str, str] = {name.decode().lower(): value.decode() for name, value in said[0]["headers"]}
    return int(said[0]["status"]), head.get("content-type", ""), b"".join(one.get("body", b"") for one in said[1:])


def _cookie(session: Session) -> str:
    from starlette.responses import Response

    answer = Response()
    session.let_in(answer)
    return answer.headers["set-cookie"].partition(";")[0]


# ------------------------------------------------------------------ writing
_MARK = "muster-site.txt"


def _fresh(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; a site is written into a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise UsageError(
            f"{folder} holds something else; name an empty folder, or one that muster publish wrote before"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).write_text("Written by muster publish; it may be written anew.\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"nothing can be written into {folder}: {error.strerror}") from None


def _write(folder: Path, file: PurePosixPath, text: str) -> None:
    target = folder / file
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    beside.write_text(text, encoding="utf-8", errors="backslashreplace")
    beside.replace(target)


def _static(folder: Path) -> None:
    style = (resources.files("muster.web") / "static" / "style.css").read_text(encoding="utf-8")
    _write(folder, PurePosixPath("static/style.css"), style)
