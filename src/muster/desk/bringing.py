"""Pages that lie at an address, asked for because a person named them, and put down to be read like files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urldefrag

from muster.claims.errors import DocumentError
from muster.reading.address import Brought, bring, is_address
from muster.reading.fetch import Refused, shown

__all__ = ["Refused", "brought", "is_address"]

Bring = Callable[..., Brought]


def brought(
    addresses: Iterable[str], folder: Path, *, tell: Callable[[str], None] = lambda _: None, by: Bring = bring
) -> tuple[dict[Path, str], list[Refused]]:
    """Asks for each in turn and puts it down in the folder: the files with the address that each is known by in the ledger, where a page
    that has changed since is a new version, and a refusal for each that could not be had. `tell` hears which is asked for."""
    places: dict[Path, str] = {}
    refused: list[Refused] = []
    for address in dict.fromkeys(urldefrag(one.strip()).url for one in addresses):
        tell(f"Asking for {shown(address)}")
        try:
            got = by(address, to=folder / f"{len(places) + len(refused):04}")
        except DocumentError as error:
            refused.append(Refused(shown(address), error.reason, str(error)))
        else:
            places[got.path] = shown(address)
    return places, refused
