"""What a person should know of a document that was read, because its reading suffers from it.

Invariant: a notice changes nothing in what is read or kept.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from muster.claims.document import Document
from muster.claims.reading import Reading
from muster.claims.war import shipped_wars

_ENGLISH = frozenset(
    "the of and to in a is was were that for on with by as at from it has had have be been are said their they his he not this which "
    "who an after but more or its".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 25  # words from which a language can be told
_SHARE = 0.15  # English prose has about 40 such words in a hundred, lists and tables fewer
_LOOKED_AT = 20_000


class Notice(StrEnum):
    """What there is to say of a document."""

    FOREIGN = "it does not seem to be in English, which is all that is read"
    UNDATED = "its date is not known, so days such as “Monday” stay unresolved; --published DATE says it"
    STRANGE = "it is of no war that is known here; --war FILE describes one, as docs/wars.md explains"


def notices(document: Document, reading: Reading) -> tuple[Notice, ...]:
    """What a person should know of this document and its reading. Data sets and excerpts, whose rows have dates of their own, are left
    alone."""
    if document.media in ("dataset", "excerpt"):
        return ()
    found = (
        (Notice.FOREIGN, not english(document.text)),
        (Notice.UNDATED, document.published is None),
        (Notice.STRANGE, _strange(reading, document.published)),
    )
    return tuple(notice for notice, holds in found if holds)


def _strange(reading: Reading, day: dt.date | None) -> bool:
    """Whether there are claims of that day, and none of them of a war, nor of a party that fought in one then."""
    if day is None or not reading.claims or any(claim.war for claim in reading.claims):
        return False
    then = [war for war in shipped_wars().values() if war.start <= day and (war.end is None or day <= war.end)]
    return not any(claim.party and war.party(claim.party.code) for claim in reading.claims for war in then)


def english(text: str) -> bool:
    """Whether a text may be English, as one too short to tell may be."""
    words: list[str] = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    if len(words) < _ENOUGH:
        return sum(word.isascii() for word in words) * 2 >= len(words)
    share = sum(word in _ENGLISH for word in words) / len(words)
    return share >= _SHARE
