"""The errors of DuckDB in words for the person at the keyboard."""

from __future__ import annotations

import re
from pathlib import Path

from muster.claims.errors import LedgerError, LedgerFull, LedgerLocked, LedgerTooNew, NotALedger, TooSlow, ValueRefused


class OutOfMemory(LedgerError):
    """The engine has used up the memory it was given."""


def in_words(error: Exception, path: Path) -> LedgerError | ValueRefused:
    """What an error of DuckDB means to the person at the keyboard."""
    text = str(error)
    if "No space left" in text or "out of disk space" in text.lower():
        return LedgerFull(
            f"the disk is full, so the ledger {path} takes no more; what was reported as kept is kept. Make room, then run again"
        )
    if "Out of Memory Error" in text:
        return OutOfMemory(f"the ledger {path} needs more memory for this than it may take: {_first(text)}")
    if "INTERRUPT Error" in text:
        return TooSlow(f"the ledger {path} took too long over this, so it was ended; ask for less, or with a command")
    if "Could not set lock" in text or "different configuration" in text:
        return LedgerLocked(f"the ledger {path} is in use by {_holder(text)}; try again when it is done")
    if "not a valid DuckDB database" in text:
        empty = path.exists() and path.stat().st_size == 0
        return NotALedger(
            f"{path} is {'an empty file' if empty else 'not a ledger'}; name another file, or move this one away"
        )
    if "version number" in text:
        return LedgerTooNew(f"{path} was written by a later version of DuckDB than this one; update Muster")
    if "Permission denied" in text or "read-only" in text.lower():
        return LedgerError(f"the ledger {path} may not be written here: {_first(text)}")
    if "cannot encode" in text or "surrogates not allowed" in text:
        return ValueRefused("a text with half a character (a lone surrogate) cannot be kept")
    if "Constraint Error" in text:
        return ValueRefused(f"the ledger refused a value: {_first(text)}")
    if re.search(r"corrupt|could not read enough bytes|serialization|deserialize|checksum", text, re.IGNORECASE):
        return NotALedger(f"{path} is damaged or no ledger: {_first(text)}")
    return LedgerError(f"the ledger {path} could not do it: {_first(text)}; what was reported as kept is kept")


def _first(text: str) -> str:
    line = text.strip().splitlines()[0] if text.strip() else "no reason was given"
    return line[:300]


def _holder(text: str) -> str:
    found = re.search(r"held in (.*?) \(PID (\d+)\)", text)
    if not found:
        return "another program"
    pid = found[2]
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        words = [found[1]]
    said = " ".join([Path(words[0]).name, *(Path(word).name for word in words[1:3] if word)])
    return f"{said[:60] or found[1]} (PID {pid})"
