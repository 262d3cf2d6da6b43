"""Claims out of the ledger in a machine's format: each with its sentence, its document, what was judged of it and how sure it is.

Invariant: the id of a record is the one that every table shows, that of the claim as it was read.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from muster.claims import wire
from muster.claims.errors import LedgerError
from muster.cli.shown import on_terminal, safe, safe_json
from muster.desk.copying import COLUMNS, to_record

if TYPE_CHECKING:
    from muster.desk.steps import Held


def export(found: Iterator[Held], form: str, *, out: Path | None) -> int:
    """Write the claims to the file, or to the screen where there is none; how many they were comes back. Raises `LedgerError` for a
    file that cannot be written."""
    numbers = count()
    records = (to_record(held) for held, _ in zip(found, numbers, strict=False))
    try:
        if form == "parquet" and out is not None:
            wire.to_parquet(list(records), out, columns=COLUMNS)
        elif out is not None:
            write_text("".join(_pieces(records, form)), out)
        else:
            # A machine's copy is exact; on a person's screen nothing may steer the terminal.
            for piece in _pieces(records, form):
                sys.stdout.write(
                    (safe_json(piece) if form != "csv" else safe(piece, lines=True)) if on_terminal() else piece
                )
    except OSError as error:
        if out is None:
            raise
        raise LedgerError(f"{out} cannot be written: {error.strerror or error}") from None
    return next(numbers)


def write_text(text: str, out: Path) -> None:
    """A file of this text, exactly. Raises `LedgerError` where it cannot be written."""
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise LedgerError(f"{out} cannot be written: {error.strerror or error}") from None


def write_whole(held: str | bytes, out: Path, *, what: str) -> None:
    """The same whole or not at all: what was there before stays until the new one is complete; what is no file, such as a device or a pipe,
    is written to as it is, and a link's target stands for it. `what` it is stands in the error."""
    unfinished, data = None, held.encode() if isinstance(held, str) else held
    try:
        target = out.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as device:
                device.write(data)
            return
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(unfinished, 0o644)
        os.replace(unfinished, target)
    except OSError as error:
        if unfinished:
            with suppress(OSError):
                os.unlink(unfinished)
        raise LedgerError(f"{what} cannot be written to {out}: {error.strerror}") from None


def _pieces(records: Iterator[wire.Record], form: str) -> Iterator[str]:
    if form == "jsonl":
        return wire.to_jsonl(records)
    return iter([wire.to_json(records) if form == "json" else wire.to_csv(records, columns=COLUMNS)])
