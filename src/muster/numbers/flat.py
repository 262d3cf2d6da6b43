"""A text made plain for matching: one kind of space, apostrophe and hyphen, lower case, no invisible marks.

Invariant: `lower` and `cased` are of the same length, and `origin(i)` is where character `i` stands in the text as it was given.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

from muster.numbers.values import value

# A gap between two words of one phrase: blanks, with at most one line end.
GAP = r"(?:[ \t]{1,4}(?:\r?\n[ \t]{0,8})?|\r?\n[ \t]{0,8})"

# What may stand before the first letter of a word.
OPENERS = "([{\"'“”«‘—–-*_/:;,.…|"

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TURNED = re.compile("\u202e[^\u202c\n]*")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_SAME = {
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "'": "\u2019\u2018\u02bc\uff07",
    "-": "\u2010\u2011\u2212\ufe63\uff0d",
    "–": "\u2012",
    "—": "\u2015",
}  # fmt: skip


@cache
def lexicon() -> dict[str, Any]:
    """The words of the number grammar, as `figures.toml` has them."""
    return tomllib.loads(source())


def source() -> str:
    """The same as it is written, for whoever needs to know whether it was altered."""
    return (resources.files("muster.numbers") / "figures.toml").read_text(encoding="utf-8")


@value(frozen=True, slots=True)
class Flat:
    """`cased` keeps the capitals; `back` maps offsets to the given text, None where they are the same."""

    cased: str
    lower: str
    back: list[int] | None

    def origin(self, at: int) -> int:
        """The offset in the given text of the character at `at`."""
        return at if self.back is None else self.back[at]

    def end_origin(self, at: int) -> int:
        """The offset in the given text just after the character before `at`."""
        return at if self.back is None else self.back[at - 1] + 1


def flatten(text: str) -> Flat:
    """The text made plain. What a right-to-left override turns round is left unread, since it shows other digits than it holds."""
    back = None
    if not text.isascii():
        if "\u202e" in text:
            text = _TURNED.sub(lambda found: "\ue000" * len(found[0]), text)
        if _INVISIBLE.search(text):
            kept = [at for at, char in enumerate(text) if not _INVISIBLE.match(char)]
            text, back = "".join([text[at] for at in kept]), kept
        for plain, others in _SAME.items():
            for other in others:
                text = text.replace(other, plain)
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join([low if len(low := char.lower()) == 1 else char for char in text])
    return Flat(text, lower, back)


def word_before(lower: str, at: int) -> str:
    """The word that ends just before `at`, with a dot if it has one; "" where none does."""
    words = lower[max(0, at - 32) : at].rsplit(None, 1)
    return words[-1].lstrip(OPENERS) if words else ""


def blank_line(lower: str, start: int, end: int) -> bool:
    """Whether a paragraph ends between the two offsets."""
    return _BLANK_LINE.search(lower, start, end) is not None


def marked(char: str) -> bool:
    """Whether this character combines with the one before it, so that the two are another sign."""
    return char > "\u02ff" and (
        unicodedata.combining(char) != 0 or char == "\ufe0f" or unicodedata.category(char) == "Me"
    )
