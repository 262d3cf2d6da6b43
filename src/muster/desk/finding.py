"""What there is to read under the paths that were named, and what of it cannot be.

Invariant: no file that a person can see in a folder is passed over in silence: it is read, or it is refused in one line that says why.
Hidden files and links within folders are none of them, nor are a ledger and its settings, which are no reports.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from muster.desk.copies import LINES
from muster.reading.fetch import MEDIA, Candidate, Refused, shown, walk

STDIN = Path("-")
NOTHING_READABLE, NO_SUCH_INPUT = 65, 66
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/+(?=[^/])", re.IGNORECASE)
_ADVICE = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".pages", ".wpd"), "a text in a format that is not read; save it as .docx or .txt"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".heic"), "a picture; recognise its text first (OCR)"),
    **dict.fromkeys((".xls", ".xlsx", ".ods"), "a spreadsheet; save the table as .csv"),
    **dict.fromkeys((".xhtml", ".mht", ".mhtml", ".webarchive"), "a page in a format that is not read; save it as .html"),
    **dict.fromkeys((".zip", ".gz", ".tar", ".7z", ".rar"), "an archive; unpack it first"),
    **dict.fromkeys((".eml", ".msg", ".epub", ".ppt", ".pptx"), "a kind of file that is not read; save its text as .txt"),
}  # fmt: skip
_OURS = frozenset({".duckdb", ".wal", ".toml"})
_KINDS = "what is read are .txt, .md, .html, .pdf, .docx, and tables in .csv, .json, .jsonl and .parquet"


def found(paths: Sequence[Path]) -> Iterator[Candidate | Refused]:
    """Every file to read under the paths, and a refusal for each that is there and cannot be read; standard input is not among them."""
    seen: set[str] = set()
    for path in dict.fromkeys(path for path in paths if path != STDIN):
        refused = _outright(path)
        if refused is not None:
            yield refused
            continue
        count = 0
        for one in _within([path]):
            count += 1
            key = os.path.abspath(one.path) if isinstance(one, Candidate) else one.origin
            if key not in seen:
                seen.add(key)
                yield one
        if not count:
            yield Refused(shown(path), "empty", f"a folder without a file in it; {_KINDS}")


def _within(paths: Sequence[Path]) -> Iterator[Candidate | Refused]:
    yield from walk(paths)
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from _passed_over(path)


def _outright(path: Path) -> Refused | None:
    """Why a path that was named is not even looked at: it is an address, or a kind of file whose bytes could only mislead."""
    if _ADDRESS.match(str(path)):
        return Refused(
            named(path), "missing", "an address, and nothing is fetched unasked; muster add --fetch ADDRESS asks for it"
        )
    advice = _ADVICE.get(path.suffix.lower())
    return Refused(shown(path), "unsupported", advice) if advice and path.is_file() and not path.is_symlink() else None


def _passed_over(root: Path) -> Iterator[Candidate | Refused]:
    """The files of a folder that the walk passes over for their ending."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith((".", "~$")))
        for name in sorted(files, key=os.fsencode):
            path = Path(folder) / name
            ending = path.suffix.lower()
            if (
                name.startswith((".", "~$"))
                or ending in MEDIA
                or ending in _OURS
                or path.is_symlink()
                or not path.is_file()
            ):
                continue
            if ending == LINES:
                yield Candidate(path, shown(os.path.relpath(path, root)))
            else:
                yield Refused(
                    shown(path), "unsupported", _ADVICE.get(ending, f"a kind of file that is not read; {_KINDS}")
                )


def named(path: Path) -> str:
    """A path as a person wrote it, as far as that is still to be known: an address has its two slashes again."""
    return _ADDRESS.sub(lambda found: f"{found[1]}://", shown(path), count=1)


def code(refused: Iterable[Refused], paths: Sequence[Path]) -> int:
    """The exit code that refusals make: 66 where paths that were named are not there, 65 where one cannot be read, else 0. What is
    refused within a folder is told and costs no more."""
    names = {named(path) for path in paths}
    reasons = [one.reason for one in refused if one.origin in names]
    return 0 if not reasons else NO_SUCH_INPUT if set(reasons) == {"missing"} else NOTHING_READABLE
