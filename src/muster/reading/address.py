"""A page that lies at an address: asked for over the network, where a person has allowed that, and put down as a file to be read.

An address can come from anywhere, and the machine that asks may stand where others may not: so no address is asked that is not public.
Invariant: a connection is opened only to a number that was judged public, and to that very number, for each address that a page sends on
to as well; an answer ends after a time and a size, whatever it drips or unpacks to; nothing of this machine is sent along.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from muster.claims.errors import DocumentError
from muster.reading.fetch import MEDIA, shown

SECONDS, MAX_BYTES, HOPS, LONGEST = 20.0, 25_000_000, 5, 2_000
PORTS = {"http": 80, "https": 443}
_AGENT = "muster (a reader of war reports, asked by a person)"
_PIECE = 65_536
_KINDS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md", "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "application/json": ".json", "text/csv": ".csv",
    "application/vnd.apache.parquet": ".parquet",
}  # fmt: skip
_WELL_KNOWN = ipaddress.ip_network("64:ff9b::/96")  # of IPv6 numbers that stand for one of IPv4 (RFC 6052)
_AS_IT_IS = "%/:=&?~#+!$,;'@()*[]"  # what is no part of the alphabet of addresses and yet not escaped again
Number = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was got: the file it was put down in, and the address that gave it at last."""

    path: Path
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """An address taken apart: what of it is asked of which host."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """The host as a request names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def is_address(said: str) -> bool:
    """Whether someone who says this means an address rather than a path."""
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", said) is not None


def public(number: str) -> bool:
    """Whether a number is one that anybody may ask: of no private, local or reserved net, nor one of IPv6 that stands for such a one."""
    found = ipaddress.ip_address(number.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in _meant(found))


def _meant(number: Number) -> Iterator[Number]:
    """The number, and those of IPv4 that it carries within."""
    yield number
    if isinstance(number, ipaddress.IPv6Address):
        carried = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
        if number in _WELL_KNOWN:
            carried.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
        yield from (one for one in carried if one is not None)


def _resolved(host: str, port: int) -> list[str]:
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def bring(
    address: str,
    *,
    to: Path,
    seconds: float = SECONDS,
    most: int = MAX_BYTES,
    resolve: Resolve = _resolved,
    allow: Callable[[str], bool] = public,
    ports: Sequence[int] = tuple(PORTS.values()),
) -> Brought:
    """Asks for the page at an address and puts it down at `to`, with the suffix of what it is. `resolve` gives the numbers of a host and
    `allow` judges each. Raises `DocumentError` for what is no address, is not public, does not answer in so many `seconds`, is of no kind
    that can be read, or larger than `most` bytes."""
    before = monotonic() + seconds
    for _ in range(HOPS + 1):
        asked = _taken_apart(address, ports=ports)
        numbers = _public_numbers(asked, resolve=resolve, allow=allow, before=before)
        with _answered(asked, numbers[0], before=before) as answer:
            where = answer.getheader("Location")
            if answer.status in (301, 302, 303, 307, 308) and where:
                address = _sent_on(asked, address, where)
                continue
            data = _taken(answer, most=most, before=before)
            suffix = _suffix(answer, address)
        path = to.with_suffix(suffix)
        path.write_bytes(data)
        return Brought(path=path, address=address)
    raise _refused("redirects", f"it sends on more than {HOPS} times")


# ------------------------------------------------------------------ whom to ask
def _taken_apart(address: str, *, ports: Sequence[int]) -> _Asked:
    if len(address) > LONGEST or any(not one.isprintable() or one in " \\" for one in address):
        raise _refused("address", "it is no address: it is too long, or holds what none can hold")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise _refused("address", "it is no address") from None
    if parts.scheme not in PORTS:
        raise _refused("address", f"only http and https are asked; got {shown(parts.scheme or 'nothing')}")
    if not host or parts.username is not None or parts.password is not None:
        raise _refused("address", "it must name a host, and no user or password")
    port = PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise _refused("address", f"only the usual ports are asked; got {port}")
    target = quote(parts.path or "/", safe=_AS_IT_IS) + (
        f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else ""
    )
    return _Asked(scheme=parts.scheme, host=host, port=port, target=target)


def _sent_on(asked: _Asked, address: str, where: str) -> str:
    following = urljoin(address, where)
    if asked.scheme == "https" and urlsplit(following).scheme == "http":
        raise _refused("redirects", "it sends on from https to http, where anybody could change what is read")
    return following


def _public_numbers(asked: _Asked, *, resolve: Resolve, allow: Callable[[str], bool], before: float) -> list[str]:
    """The numbers of a host, all of them public: one that names both is not to be trusted."""
    found: list[str] = []
    fault: list[OSError] = []

    def look() -> None:
        try:
            found.extend(resolve(asked.host, asked.port))
        except OSError as error:
            fault.append(error)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()  # nothing else ends a look-up that hangs
    looking.join(max(0.0, before - monotonic()))
    if looking.is_alive():
        raise _late()
    if fault or not found:
        raise _refused("unreachable", f"no machine of the name {shown(asked.host)} was found")
    if not all(allow(one) for one in found):
        raise _refused("not_public", f"{shown(asked.host)} is no public machine, and only such are asked")
    return found


# ------------------------------------------------------------------ what it answers
@contextmanager
def _answered(asked: _Asked, number: str, *, before: float) -> Iterator[http.client.HTTPResponse]:
    """The answer of the machine of that number; its line is cut when the time is over, so that no drip holds it open."""
    line: socket.socket | None = None
    cut: threading.Timer | None = None
    try:
        line = socket.create_connection((number, asked.port), timeout=_left(before))
        cut = threading.Timer(_left(before), _hung_up, [line])
        cut.daemon = True
        cut.start()
        spoken = _encrypted(line, asked.host) if asked.scheme == "https" else line
        talk = http.client.HTTPConnection(asked.host, asked.port)
        talk.sock = spoken
        talk.putrequest("GET", asked.target, skip_host=True, skip_accept_encoding=True)
        for name, value in (
            ("Host", asked.named),
            ("User-Agent", _AGENT),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        ):
            talk.putheader(name, value)
        talk.endheaders()
        yield talk.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        if monotonic() >= before - 0.05 or isinstance(error, TimeoutError):
            raise _late() from None
        raise _refused("unreachable", f"{shown(asked.host)} did not answer as it should: {_why(error)}") from None
    finally:
        if cut is not None:
            cut.cancel()
        if line is not None:
            line.close()


def _encrypted(line: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(line, server_hostname=host)


def _hung_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already


def _left(before: float) -> float:
    left = before - monotonic()
    if left <= 0:
        raise _late()
    return left


def _taken(answer: http.client.HTTPResponse, *, most: int, before: float) -> bytes:
    if answer.status != 200:
        raise _refused("unreachable", f"the answer was {answer.status}, and no page")
    if (answer.getheader("Content-Encoding") or "identity").strip().lower() != "identity":
        raise _refused("packed", "it came packed though asked not to be, and is not unpacked")
    data = bytearray()
    while piece := answer.read(_PIECE):
        data += piece
        if len(data) > most:
            raise _refused("too_large", f"it is larger than {most / 1e6:,.0f} MB")
    if monotonic() >= before or (answer.length or 0) > 0:
        raise _late()
    return bytes(data)


def _suffix(answer: http.client.HTTPResponse, address: str) -> str:
    """By what the answer says it is, else by how the address ends."""
    said = answer.headers.get_content_type() if answer.getheader("Content-Type") else ""
    if said in _KINDS:
        return _KINDS[said]
    ends = Path(urlsplit(address).path).suffix.lower()
    if ends in MEDIA and said in ("", "application/octet-stream", "binary/octet-stream"):
        return ends
    raise _refused("unsupported", f"it is {shown(said or 'of no kind that it tells')}, which is not read")


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not trusted"
    if isinstance(error, ssl.SSLError):
        return "it does not speak https"
    return "the connection broke" if isinstance(error, OSError) else "what it sent is no answer of a web server"


def _late() -> DocumentError:
    return _refused("late", "it took too long, or broke off")


def _refused(reason: str, message: str) -> DocumentError:
    return DocumentError(message, reason=reason)
