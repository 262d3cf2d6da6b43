"""Zips whose bytes say nothing of when or where they were made.

Invariant: the same files give the same bytes; a zip that was made elsewhere is read no further than a bound, and names in it lead nowhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from muster.claims.errors import UsageError

EPOCH = (1980, 1, 1, 0, 0, 0)
MOST = 1 << 30  # bytes that a zip may hold unpacked


def packed(parts: Mapping[str, bytes], *, comment: bytes = b"") -> bytes:
    """A zip of these files in their order, its dates all the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, held in parts.items():
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            file.writestr(entry, held)
        file.comment = comment
    return out.getvalue()


def unpacked(data: bytes, *, most: int = MOST) -> dict[str, bytes]:
    """The files of a zip. Raises `UsageError` for what is none, is damaged, or holds more than `most` bytes."""
    found: dict[str, bytes] = {}
    room = most
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for entry in file.infolist():
                with file.open(entry) as held:
                    found[entry.filename] = held.read(room + 1)
                room -= len(found[entry.filename])
                if room < 0:
                    raise UsageError(f"the bundle holds more than {most >> 20:,} MB, which none that Muster made does")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UsageError(f"the bundle is no zip that can be read: {str(error)[:100]}") from None
    return found
