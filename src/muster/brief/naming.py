"""Who is meant by a name: a shorter form of a name and the one fuller form that ends in it are one speaker.

Invariant: names are joined within a war alone, and never where a shorter form could be several; how a name is spelled stays as it was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from muster.brief.parts import Entry

_JOINTS = frozenset({"of", "the", "for", "in", "and", "on", "to", "at", "&"})


def named(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, each with who its speaker and its source are."""
    every = list(entries)
    said: dict[str | None, set[str]] = defaultdict(set)
    for entry in every:
        said[entry.claim.war] |= {
            folded(one) for one in (entry.claim.speaker, entry.claim.source) if one and _is_name(one)
        }
    fuller = {war: _fuller(names) for war, names in said.items()}
    return [
        replace(
            entry,
            who=_identity(entry.claim.speaker, entry, fuller=fuller[entry.claim.war]),
            whose=_identity(entry.claim.source, entry, fuller=fuller[entry.claim.war]),
        )
        for entry in every
    ]


def folded(name: str) -> str:
    """A name as compared: case, spaces and a leading article do not tell two apart."""
    words = name.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _is_name(name: str) -> bool:
    return name != name.lower()


def _identity(name: str | None, entry: Entry, *, fuller: Mapping[str, str]) -> str:
    """Who is meant. A name without a capital ("the army", "officials") names nobody beyond its own document."""
    if name is None:
        return ""
    return fuller.get(folded(name), folded(name)) if _is_name(name) else f"{folded(name)} in {entry.document.id}"


def _fuller(names: Iterable[str]) -> dict[str, str]:
    """The fullest form of each name that has one: "zelensky" is "volodymyr zelensky", where no other name ends so."""
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.split()
        for at in range(1, len(words)):
            if words[at - 1] not in _JOINTS:
                longer[" ".join(words[at:])].add(name)
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: -len(one.split())):
        forms = {found.get(one, one) for one in longer[name]}
        if len(forms) == 1:
            (found[name],) = forms
    return found
