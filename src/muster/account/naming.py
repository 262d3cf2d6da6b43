"""How names of bodies are compared: what is stripped, which lists know them, whose office they are.

Invariant: `bare` of what `bare` gave is the same; a war's own words add to what the lists know and never take from it.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from muster.account.lexicon import lexicon
from muster.claims.war import War, WarParty

_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_TAIL = re.compile(
    r",?\s+(?:via|citing|cited by|quoted by|as reported by|in an interview with|speaking to|briefing (?:to|for)|report to|told)\s.*$",
    re.IGNORECASE,
)
_LEAD_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<=\s)(?:the|an?)\s+(?=\S)")  # lower case only: a capital A inside a name is part of it
_BASED = re.compile(r"^[\w.'-]+-based\s+", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:;|/|\s&\s|\band\b|,)\s*")
_FORCE = re.compile(
    r"\b(?:army|military|forces?|troops|guards?|corps|fighters|division|marines?|regiment|brigades?|battalion)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*|(?:al|el|bin|ibn|de|van|von|der|den)[- ]?\S*)", re.UNICODE)
_YEAR = re.compile(r"\s+(?:18|19|20)\d\d$")


@lru_cache(maxsize=16384)
def bare(name: str, *, low: bool = True) -> str:
    """A name with asides, articles, and what only leads up to it taken off; in lower case and British spelling where `low`."""
    said = " ".join(name.replace("’", "'").split())
    inside = re.search(r"\(([^)]*)\)", said)
    out = _TAIL.sub("", _ASIDE.sub("", said)).strip(" ,;.") or (inside[1] if inside else said)
    if inside and _whose(out, inside[1]):
        out = inside[1]
    out = _YEAR.sub("", _ARTICLE.sub("", _BASED.sub("", _LEAD_ARTICLE.sub("", out))))
    out = _unled(out)
    if not low:
        return out
    return " ".join(lexicon("bodies")["words"]["spelling"].get(word, word) for word in out.lower().split())


def _whose(outside: str, inside: str) -> bool:
    """Whether words in brackets name who, after words that name nobody: "excess deaths estimate (D. Kobak)"."""
    words = outside.split()
    return (
        all(word.islower() for word in words[1:])
        and words[0].lower() not in _country_words()
        and words[-1].lower() in (*lexicon("bodies")["words"]["organs"], *lexicon("bodies")["words"]["generic"])
        and len(words) > 1
        and len(inside.split()) <= 3
        and all(_PERSON.fullmatch(word) for word in inside.split())
        and not inside.split()[-1].isupper()
    )


@cache
def _country_words() -> frozenset[str]:
    words = {word.split()[0] for one in lexicon("bodies")["countries"].values() for word in one}
    return frozenset(words | {"western", "european", "nato"})


def _unled(name: str) -> str:
    for lead in sorted(lexicon("bodies")["words"]["lead"], key=len, reverse=True):
        if name.lower().startswith(f"{lead} "):
            rest = _unled(_LEAD_ARTICLE.sub("", name[len(lead) + 1 :]))
            return name if generic(rest.lower()) else rest
    return name


def generic(low: str) -> bool:
    """Whether a name stands for whoever its text means: one such word, or several with no proper name and such a word last."""
    words = low.split()
    return (
        bool(words)
        and words[-1] in lexicon("bodies")["words"]["generic"]
        and (len(words) == 1 or words[0] in lexicon("bodies")["words"]["vague"])
    )


def parts(name: str) -> list[str]:
    """The parts of a name that is put together of several."""
    return [part for part in (one.strip() for one in _JOINED.split(name)) if part]


@dataclass(frozen=True, eq=False)
class Names:
    """What is known of names in one war. Identity tells two apart, so that it can be a key of a cache."""

    title_of: Mapping[str, str]
    office_of: Mapping[str, str]
    country_of: Mapping[str, str]
    person_of: Mapping[str, str]
    alone: Mapping[str, str]
    joint: Mapping[tuple[str, ...], str]
    titles: Mapping[str, str]
    at_office: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def known(self, low: str) -> str | None:
        """The key of a name that a list or a country's word knows."""
        low = low.strip()
        return (
            self.title_of.get(low)
            or self.title_of.get(low.replace("'s ", " "))
            or self.country_office(low)
            or self.alone.get(low)
        )

    def country_office(self, low: str) -> str | None:
        """The key of a country's office: "Britain's defence ministry", "general staff of the armed forces of Ukraine"."""
        for country, office in self._splits(low):
            if country in self.country_of and office in self.office_of:
                at = (self.country_of[country], self.office_of[office])
                if "-" in at[0] and at[1] == "military":
                    at = (at[0], "officials")  # a force that is no state is one body, whatever it is called by
                return self.at_office.get(at) or f"{at[0].lower()} {at[1]}"
        return None

    @staticmethod
    def _splits(low: str) -> Iterator[tuple[str, str]]:
        words = low.split()
        for count in range(min(4, len(words) - 1), 0, -1):
            yield re.sub(r"'s?$", "", " ".join(words[:count])), " ".join(words[count:])
        for word in (" of ", " in "):
            office, found, country = low.rpartition(word)
            if found:
                yield re.sub(r"'s?$", "", country), office
                yield country.removesuffix(" armed forces"), f"{office} of armed forces"

    def person(self, name: str) -> str | None:
        """The key of a person that a list knows, whatever titles stand before the name."""
        words = [word.strip(".,").lower() for word in self.untitled(name).split()]
        if not words or not 1 <= len(words) <= 4:
            return None
        return self.person_of.get(" ".join(words)) or (
            self.person_of.get(f"{words[0]} {words[-1]}") if len(words) > 2 else None
        )

    def untitled(self, name: str) -> str:
        """A person's name with the titles before it taken off; any other name as it is."""
        words = name.split()
        last = max(
            (at for at, word in enumerate(words) if word.lower().strip(".") in lexicon("bodies")["words"]["titles"]),
            default=-1,
        )
        tail = words[last + 1 :]
        return " ".join(tail) if tail and last >= 0 and self.stands_alone(" ".join(tail)) else name

    def stands_alone(self, part: str) -> bool:
        """Whether a part of a name is a proper name by itself: a person's, or a single word's."""
        words = part.split()
        return (
            1 <= len(words) <= 4
            and all(_PERSON.fullmatch(word) for word in words)
            and words[-1].lower() not in lexicon("bodies")["words"]["organs"]
            and words[-1].lower() not in self.country_of
        )


_held: dict[str | None, tuple[War | None, Names]] = {}


def names_of(war: War | None) -> Names:
    """The names that count in a war, its own with those of the lists."""
    held = _held.get(war.id if war else None)
    if held is None or held[0] is not war:
        held = (war, _made(war))
        _held[war.id if war else None] = held
    return held[1]


def _made(war: War | None) -> Names:
    words = lexicon("bodies")
    office_of = {said: office for office, others in words["offices"].items() for said in (office, *others)}
    country_of = {word: code for code, said in words["countries"].items() for word in said}
    parties = tuple(war.parties) if war else ()
    for party in parties:
        for word in (*party.names, *party.people):
            if not _FORCE.search(word):
                country_of.setdefault(word.lower().replace("’", "'"), party.party.code)
    tables = [words["names"], *([words["in_war"][war.id]] if war and war.id in words["in_war"] else [])]
    titles = {title.lower(): title for title in words["names"]}
    title_of, at_office = {}, {}
    blank = Names({}, office_of, country_of, {}, {}, {}, {})
    for table in tables:
        for title, others in table.items():
            for said in (bare(title), *others):
                title_of[said] = title.lower()
                for country, office in blank._splits(said):
                    if country in country_of and office in office_of:
                        at_office[country_of[country], office_of[office]] = title.lower()
    alone = {word: at_office.get((code, "officials"), f"{code.lower()} officials") for word, code in country_of.items()}
    for party in parties:
        alone |= _forces(party, at_office)
    joint = {tuple(sorted(one)): title.lower() for title, sets in words["joint"].items() for one in sets}
    return Names(title_of, office_of, country_of, dict(_persons(parties)), alone, joint, titles, at_office)


def _forces(party: WarParty, at_office: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """What a party's army is called."""
    code = party.party.code
    kind = "officials" if "-" in code else "military"
    key = at_office.get((code, kind), f"{code.lower()} {kind}")
    return {word.lower(): key for word in party.names if _FORCE.search(word)}


def _persons(parties: Iterable[WarParty]) -> Iterator[tuple[str, str]]:
    """Names of persons and the key of each: of a war's offices those whose first names are spellings of one, then the list's own."""
    told: dict[str, list[str]] = defaultdict(list)
    organs = set(lexicon("bodies")["words"]["organs"])
    for entry in (entry for party in parties for entry in party.offices):
        words = entry.split()
        if 2 <= len(words) <= 3 and words[-1].lower() not in organs and all(_PERSON.fullmatch(word) for word in words):
            told[words[-1].lower()].append(" ".join(words).lower())
    for surname, full in told.items():
        if _spellings([name.split()[0] for name in full]):
            yield surname, surname
            yield from ((name, surname) for name in full)
    for surname, said in lexicon("bodies")["persons"].items():
        for spelt in (surname, *said["spelt"]):
            yield spelt, surname
            yield from ((f"{first} {spelt}", surname) for first in said["first"])


def _spellings(names: Sequence[str]) -> bool:
    return all(difflib.SequenceMatcher(None, names[0], other).ratio() >= 0.6 for other in names[1:])
