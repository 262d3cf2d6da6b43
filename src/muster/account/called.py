"""Short names made whole by a document's other names: "Gen. Hnatiuk" where it has a Taras Hnatiuk, "NIS" where it has that service in full,
"the centre" where it has one Centre for this or that.

Invariant: a short name that could be two is left as it is, and so is a surname where nothing shows that it is a person's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from muster.account.naming import Names, bare, faceless, names_of
from muster.claims.report import Report
from muster.claims.war import War

_SMALL = frozenset("of for the and in on to at de".split())
_CAPITALS = re.compile(r"[A-Z][A-Z&]{1,7}")
_ASIDE = re.compile(r"\(([A-Z][A-Z&]{1,7})\)")


@dataclass(frozen=True, slots=True)
class Called:
    """A document's names: persons' by surname, those of several words by their first letters, and bodies' by what they are ("command" of
    "the navy's command"), each as it is told in full."""

    by_surname: Mapping[str, frozenset[str]]
    by_letters: Mapping[str, frozenset[str]]
    by_kind: Mapping[str, frozenset[str]]
    titled: frozenset[str]


def in_full(name: str, report: Report, *, war: War | None = None) -> str:
    """The name as the document has it in full, where only one there can be meant; else as it is."""
    names = names_of(war)
    whole, words = _parted(name, names)
    if not words:
        return name
    if _CAPITALS.fullmatch(whole):
        found = _called(report, names).by_letters.get(whole, frozenset()) or _in_text(whole, report)
        return next(iter(found)) if len(found) == 1 else name
    if len(words) == 1 and whole.islower() and whole not in names.office_of:
        found = _called(report, names).by_kind.get(whole, frozenset())
        return next(iter(found)) if len(found) == 1 else name
    *first, surname = words
    if not surname[:1].isupper() or len(first) > 2 or any(len(word.strip(".")) > 1 for word in first):
        return name
    called = _called(report, names)
    if not first and surname.lower() not in called.titled:
        return name
    letter = first[0][0] if first else ""
    found = frozenset(one for one in called.by_surname.get(surname.lower(), ()) if one.startswith(letter))
    return next(iter(found)) if len(found) == 1 else name


@lru_cache(maxsize=8192)
def _parted(name: str, names: Names) -> tuple[str, tuple[str, ...]]:
    """A name without what leads up to it, and its words less titles; no words of one that lists know, which is as full as it can be."""
    whole = bare(name, low=False)
    known = names.known(bare(name)) or names.person(whole)
    return whole, () if known else tuple(names.untitled(whole).split())


_held: dict[tuple[str, int], tuple[Report, Called]] = {}


def _called(report: Report, names: Names) -> Called:
    """The names of a report, made once for it."""
    at = (report.document.id, id(names))
    if at not in _held or _held[at][0] is not report:
        if len(_held) > 256:
            _held.clear()
        said = dict.fromkeys(name for claim in report.claims for name in (claim.speaker, claim.source) if name)
        _held[at] = (report, _made(tuple(said), names))
    return _held[at][1]


def _made(said: Sequence[str], names: Names) -> Called:
    by_surname, by_letters, by_kind, titled = defaultdict(set), defaultdict(set), defaultdict(set), set()
    for name in said:
        whole = bare(name, low=False)
        words = names.untitled(whole).split()
        if len(words) < len(whole.split()) or (len(words) > 1 and len(words[0].strip(".")) == 1):
            titled.add(words[-1].lower())
        if 2 <= len(words) <= 4 and len(words[0].strip(".")) > 1 and names.stands_alone(" ".join(words)):
            by_surname[words[-1].lower()].add(" ".join(words))
        for letters in _letters(whole.split()):
            by_letters[letters].add(whole)
        crowd = faceless(whole, countries=names.country_of, named=names.title_of)
        if len(whole.split()) > 1 and not (crowd or names.person(whole)):
            by_kind[_kind(whole.split())].add(whole)
    return Called(_frozen(by_surname), _frozen(by_letters), _frozen(by_kind), frozenset(titled))


def _kind(words: Sequence[str]) -> str:
    """What a body is: its last word, or the one before "of" or "for"."""
    end = next((at for at, word in enumerate(words) if at and word.lower() in _SMALL), len(words))
    return words[end - 1].lower()


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(its) for key, its in found.items()}


def _letters(words: Sequence[str]) -> Iterator[str]:
    """What a name of several words is called in short: its words' first letters."""
    large = [word for word in words if word.lower() not in _SMALL]
    if len(large) > 1 and all(word[0].isupper() for word in large):
        yield "".join(word[0] for word in large)


def _in_text(letters: str, report: Report) -> frozenset[str]:
    """What a text tells in full right before the letters in brackets: "National Intelligence Service (NIS)"."""
    text = report.document.text
    found = set()
    for match in _ASIDE.finditer(text) if not report.table else ():
        if match[1] == letters:
            words = text[max(0, match.start() - 120) : match.start()].split()
            for count in range(2, min(len(words), 10) + 1):
                tried = words[-count:]
                if tried[0].lower() not in _SMALL and letters in _letters(tried):
                    found.add(" ".join(tried))
                    break
    return frozenset(found)
