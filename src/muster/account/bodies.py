"""Whose data a figure is: the body that a claim's series belongs to, known by one name however it is written.

The data basis counts where the text names one, else the speaker, else the document speaks for itself. Invariant: one spelling always
gives one body within a war; two names are one body only where `bodies.toml`, the war's own names or their own words say so. An office
with no country, or a name that is none ("analysts"), is its document's own and never another's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.account.naming import Names, bare, generic, names_of, parts
from muster.claims.claim import Claim
from muster.claims.report import Report
from muster.claims.war import War

_SOURCE_IN = re.compile(
    r"^(?:(?P<outlet>.+?)\s+)?(?P<kind>sources?|officials?|officers?)\s+(?:in|at|within|inside)\s+(?P<place>.+)$"
)


_DATELINE = re.compile(r"\s*([A-Z][A-Z .'’-]{2,24}?)(?:,| \(|\s+[—–-])")


@dataclass(frozen=True, slots=True, order=True)
class Body:
    """`key` tells bodies apart, `name` is what a reader is shown."""

    key: str
    name: str


def body_of(claim: Claim, report: Report, *, war: War | None = None) -> Body:
    """Whose series the claim is of. The document's own voice is a body of its own, unlike every other document's."""
    home = claim.publisher or report.document.id
    named = claim.source or claim.speaker
    if not named:
        return Body(f"document {home}", report.publisher(claim) or report.document.title or "the report itself")
    body = named_body(named, war)
    if body.key.startswith(_OWN):
        office = body.key[len(_OWN) :]
        return (not report.table and _at_home(office, report.document.text, names_of(war))) or Body(
            f"{office} in {home}", body.name
        )
    return body


_OWN = "? "  # opens the key of a name that does not say whose it is


def named_body(name: str, war: War | None = None) -> Body:
    """The body of this name. The key of one that does not say whose it is, such as "the ministry", opens with a question mark."""
    return _found(name, names_of(war))


@lru_cache(maxsize=8192)
def _found(name: str, names: Names) -> Body:
    low = bare(name)
    key = _key(low, names, name=name)
    return Body(key, names.titles.get(key, name))


def _key(low: str, names: Names, *, name: str) -> str:
    if known := names.known(low) or names.person(bare(name, low=False)):
        return known
    if told := _SOURCE_IN.match(low):
        # A source in a body is not the body, nor another paper's source.
        place = names.known(told["place"]) or told["place"]
        return " ".join(word for word in (told["outlet"], "source in", place) if word)
    if (joint := _joint(low, names, name=name)) is not None:
        return joint
    if low in names.office_of or generic(low):
        return _OWN + names.office_of.get(low, low)
    return " ".join(re.findall(r"[\w.'’+-]+", names.untitled(bare(name, low=False)).lower())) or low


def _joint(low: str, names: Names, *, name: str) -> str | None:
    """Several bodies in one name, each of which stands by itself: "Mediazona / Meduza", "US and Ukrainian assessments"."""
    split = parts(bare(name, low=False))
    if len(split) < 2:
        return None
    last = split[-1].lower()
    office = next((word for word in names.office_of if last.endswith(f" {word}")), "")
    keys = []
    for part in split:
        known = names.known(f"{part.lower()} {office}") if office and part.lower() in names.country_of else None
        known = known or names.known(bare(part)) or names.person(part)
        if known is None:
            if not (re.search("[;/]", low) or names.stands_alone(part)):
                return None
            known = bare(part)
        keys.append(known)
    together = tuple(sorted(set(keys)))
    return names.joint.get(together, " + ".join(together))


@lru_cache(maxsize=1024)
def _at_home(office: str, text: str, names: Names) -> Body | None:
    """The one country whose office of this kind a text names in full, which is then the one that it means without the country; where it
    names none, that of the city it is sent from ("LONDON, 3 January")."""
    said = [word for word, kind in names.office_of.items() if kind == office]
    if not said or office in ("officials", "military"):
        return None
    pattern = "|".join(sorted(map(re.escape, said), key=len, reverse=True))
    low = re.sub(r"\b(?:the|a|an) ", "", " ".join(text.lower().replace("’", "'").split())).replace("defense", "defence")
    found = set()
    for match in re.finditer(
        rf"((?:[\w.'-]+ ){{1,3}})?\b(?:{pattern})\b((?: (?:of|in)(?: armed forces of)? [\w']+){{0,1}})", low
    ):
        before, core, after = match[1] or "", match[0][len(match[1] or "") :], match[2]
        words = before.split()
        tries = [
            " ".join(words[-count:]) + " " + core[: len(core) - len(after)]
            for count in (1, 2, 3)
            if len(words) >= count
        ]
        for one in (*tries, core):
            key = names.country_office(one)
            if key:
                found.add(key)
    if not found and (sent := _DATELINE.match(text)) and (key := names.country_office(f"{sent[1].lower()} {office}")):
        found.add(key)
    return Body(key := found.pop(), names.titles.get(key, key)) if len(found) == 1 else None
