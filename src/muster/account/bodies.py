"""Whose data a figure is: the body that a claim's series belongs to, known by one name however it is written.

The data basis counts where the text names one, else the speaker, else the document speaks for itself. Invariant: one spelling always
gives one body; two names are one body only where `bodies.toml` or their own words say so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from muster.claims.claim import Claim
from muster.claims.report import Report

_ASIDE = re.compile(r"\s*\([^)]*\)|\s+(?:via|citing|quoted by|in an interview with)\s.*$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:;|/|,|&|\band\b)\s*")
_ARTICLE = re.compile(r"\b(?:the|a|an)\s+", re.IGNORECASE)
_WORD = re.compile(r"[\w.'’-]+")
_ORGAN = frozenset(
    "ministry staff institute institution officials official intelligence agency service services government army authorities sources "
    "source command department office centre center council group commission committee network union bank party forces military media "
    "estimates estimate assessments assessment analysts experts researchers newspaper times post journal news bureau police court "
    "hospital monitor observatory university project database registry war channel outlet agencies medics commanders".split()
)


@dataclass(frozen=True, slots=True, order=True)
class Body:
    """`key` tells bodies apart, `name` is what a reader is shown."""

    key: str
    name: str


@cache
def _lexicon() -> Mapping[str, Any]:
    text = (resources.files("muster.account") / "bodies.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def body_of(claim: Claim, report: Report) -> Body:
    """Whose series the claim is of. The document's own voice is a body of its own, unlike every other document's."""
    named = claim.source or claim.speaker
    if named:
        return named_body(named)
    name = report.publisher(claim) or report.document.title or "the report itself"
    return Body(f"document {claim.publisher or report.document.id}", name)


@cache
def named_body(name: str) -> Body:
    """The body of this name."""
    bare = _bare(name)
    if known := _known(bare):
        return known
    parts = [part for part in _JOINED.split(bare) if part]
    if len(parts) > 1 and all(_known(part) or len(part.split()) <= 3 for part in parts):
        keys = sorted({(_known(part) or _own(part)).key for part in parts})
        return Body(" + ".join(keys), name)
    return _own(bare, shown=name)


def _bare(name: str) -> str:
    return " ".join(_ARTICLE.sub("", _ASIDE.sub("", name).replace("’", "'")).split()) or name


def _known(bare: str) -> Body | None:
    low = bare.lower()
    for title, others in _lexicon()["names"].items():
        if low == title.lower() or low == _ARTICLE.sub("", title).lower() or low in others:
            return Body(title.lower(), title)
    return _office(low)


def _office(low: str) -> Body | None:
    """A country's office: "Britain's defense ministry" is the body "gb defence ministry"."""
    for code, words in _lexicon()["countries"].items():
        for word in words:
            if low.startswith(f"{word} "):
                rest = low[len(word) + 1 :]
            elif low.endswith(f" of {word}"):
                rest = low[: -len(word) - 4]
            else:
                continue
            for office, said in _lexicon()["offices"].items():
                if rest == office or rest in said:
                    return _titled(code, office)
    return None


def _titled(code: str, office: str) -> Body:
    """Where the list of names has this office, it is that body."""
    country = _lexicon()["countries"][code][0]
    for title, others in _lexicon()["names"].items():
        if any(f"{country} {said}" in others for said in (office, *_lexicon()["offices"][office])):
            return Body(title.lower(), title)
    return Body(f"{code.lower()} {office}", f"{code} {office}")


def _own(bare: str, *, shown: str | None = None) -> Body:
    """A body that no list knows: a person by the surname, anything else by its words."""
    words = _WORD.findall(bare)
    low = [word.lower() for word in words]
    person = words and all(word[:1].isupper() for word in words) and not _ORGAN & set(low) and len(words) <= 3
    key = _spelt(low[-1]) if person and not words[-1].isupper() else " ".join(low)
    return Body(key or bare.lower(), shown or bare)


def _spelt(surname: str) -> str:
    return next((one for one, others in _lexicon()["spellings"].items() if surname in others), surname)
