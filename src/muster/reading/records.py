"""Records of a register that are about the same days as the one before them: "Fighting: as 0412", "the same battle and days".

Invariant: only a line of a record sends back to another, and only where it has no time of its own.
"""

from __future__ import annotations

import re
from functools import cache

from muster.reading.context import Page
from muster.reading.days.words import lexicon, one_of
from muster.reading.layout import Block

LABELLED = re.compile(r"[A-Z][\w ]{2,24}: \S")  # "Reported by: the army", a line of a record
LAST = "last"
_NUMBER = re.compile(r"\d{1,6}")


def number(page: Page, block: Block) -> str:
    """What a record is called by: the number in the first line of its group."""
    first = next((one for one in page.blocks if one.group == block.group), block)
    found = _NUMBER.search(page.text, first.start, first.end)
    return found[0] if found else ""


def sent_back(page: Page, block: Block) -> str | None:
    """The number of the record whose days a line says that its own are too; `LAST` stands for the one before."""
    body = page.text[block.start : block.end]
    if not LABELLED.match(body):
        return None
    named = _as().search(body)
    if named:
        return named[1]
    return LAST if _same().search(body) else None


@cache
def _same() -> re.Pattern[str]:
    return re.compile(rf"\bsame (?:{one_of(lexicon()['records']['same'])})\b")


@cache
def _as() -> re.Pattern[str]:
    said = lexicon()["records"]
    return re.compile(rf"\b(?:{one_of(said['as'])}) (?:(?:{one_of(said['called'])}) )?(\d{{1,6}})\b")
