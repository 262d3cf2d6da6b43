"""How names of bodies are compared: what is stripped, which lists know them, whose office they are.

Invariant: `bare` of what `bare` gave is the same; a war's own words add to what the lists know and never take from it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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
_PROPER = re.compile(r"\w*[A-Z0-9]\S*|of|for|in|on|and|&")
_CLAUSE = re.compile(
    r",?\s+(?:who|whom|that|which|familiar|close|in|inside|within|at|from|with|near|on|of|among|across|outside|interviewed|cited|quoted)\s.*$"
)
_ROLE_OF = re.compile(r"\b(?:of|for|to|in|at|from|by|and|with|on|under)\b")


@lru_cache(maxsize=16384)
def bare(name: str, *, low: bool = True) -> str:
    """A name with asides, articles, and what only leads up to it taken off; in lower case and British spelling where `low`."""
    said = plain(" ".join(name.replace("’", "'").split()))
    inside = re.search(r"\(([^)]*)\)", said)
    out = _TAIL.sub("", _ASIDE.sub("", said)).strip(" ,;.") or (inside[1] if inside else said)
    if inside and _whose(out, inside[1]):
        out = inside[1]
    out = _YEAR.sub("", _ARTICLE.sub("", _BASED.sub("", _LEAD_ARTICLE.sub("", out))))
    out = _untailed(_unled(out))
    if not low:
        return out
    return " ".join(lexicon("bodies")["words"]["spelling"].get(word, word) for word in out.lower().split())


def plain(said: str) -> str:
    """Letters of the Latin script without the marks that some writers leave out."""
    if said.isascii():
        return said
    out: list[str] = []
    for letter in unicodedata.normalize("NFD", said):
        if not (unicodedata.combining(letter) and out and out[-1].isascii()):
            out.append(letter)
    return unicodedata.normalize("NFC", "".join(out))


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


def _untailed(name: str) -> str:
    """Without what only says how a body came by it, or who in it: "Guardian analysis", "Reuters tally"."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _list("behind"):
        words.pop()
    while len(words) > 1 and words[-1].lower() in _list("tail"):
        if words[0].lower() in _no_owner() or not all(_PROPER.fullmatch(word) for word in words[:-1]):
            break
        words.pop()
    return " ".join(words)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon("bodies")["words"][name])


@cache
def _no_owner() -> frozenset[str]:
    """Words that begin no proper name."""
    return _country_words() | _list("vague") | _list("loose") | _list("generic") | _list("faceless")


def faceless(name: str, *, countries: Container[str], named: Container[str]) -> bool:
    """Whether a name, with its capitals, names nobody: "others", "army doctors", "two people familiar with the matter". A country's word
    gives such a crowd no name; a proper name does, or one of those that are `named` in lower case."""
    words = _CLAUSE.sub("", name).split()
    if not words or words[-1].lower() not in _list("faceless"):
        return False
    return all(
        word.lower() in _list("vague") | _list("loose") | _list("faceless")
        or word.lower().removesuffix("'s") in countries
        or word.lower().startswith(("pro-", "anti-"))
        or (word.islower() and word not in named)
        for word in words[:-1]
    )


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
    word_of: Mapping[str, str] = field(default_factory=dict)
    side_of: Mapping[str, str] = field(default_factory=dict)

    def known(self, low: str) -> str | None:
        """The key of a name that a list or a country's word knows."""
        low = low.strip()
        return (
            self.title_of.get(low)
            or self.title_of.get(low.replace("'s ", " "))
            or self.country_office(low)
            or self.alone.get(low)
            or self.title_of.get(f"{low}s")
        )

    def country_office(self, low: str) -> str | None:
        """The key of a country's office: "Britain's defence ministry", "general staff of the armed forces of Ukraine"."""
        for country, said in self._splits(low):
            office = said if said in self.office_of else f"{said}s"
            if country in self.country_of and office in self.office_of:
                return self.of_state(self.country_of[country], self.office_of[office])
        return None

    def of_state(self, code: str, office: str) -> str:
        """The key of an office of the party of this code."""
        if "-" in code and office == "military":
            office = "officials"  # a force that is no state is one body, whatever it is called by
        return self.at_office.get((code, office)) or f"{code.lower()} {office}"

    @staticmethod
    def _splits(low: str) -> Iterator[tuple[str, str]]:
        words = low.split()
        for count in range(min(4, len(words) - 1), 0, -1):
            yield re.sub(r"'s?$", "", " ".join(words[:count])), " ".join(words[count:])
        if len(words) > 1:
            yield words[-1], " ".join(words[:-1])
        for word in (" of ", " in "):
            office, found, country = low.rpartition(word)
            if found:
                yield re.sub(r"'s?$", "", country), office
                yield country.removesuffix(" armed forces"), f"{office} of armed forces"

    def told(self, key: str) -> str:
        """A name for a body that was found without one: its title, or its country's word and the office, else the key itself."""
        if key in self.titles:
            return self.titles[key]
        code, _, office = key.partition(" ")
        word = self.word_of.get(code.upper())
        return f"{word} {office}" if word and office in self.office_of.values() else key

    def person(self, name: str) -> str | None:
        """The key of a person that a list knows, whatever titles stand before the name."""
        words = [word.strip(".,").lower() for word in self.untitled(name).split()]
        if not words or not 1 <= len(words) <= 4:
            return None
        return self.person_of.get(" ".join(words)) or (
            self.person_of.get(f"{words[0]} {words[-1]}") if len(words) > 2 else None
        )

    def untitled(self, name: str) -> str:
        """A person's name with what tells the person's post taken off: titles, whose it is ("NATO's"), words in lower case before a first
        name and a surname; any other name as it is."""
        words = name.split()
        last = max(
            (at for at, word in enumerate(words) if _titles(word) or (word.endswith("'s") and at < len(words) - 2)),
            default=-1,
        )
        if last < 0 and not _ROLE_OF.search(name):
            last = max((at for at, word in enumerate(words[:-2]) if word.islower()), default=-1)
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


def _titles(word: str) -> bool:
    low = word.lower().strip(".")
    return low in _list("titles") or ("-" in low and all(part in _list("titles") for part in low.split("-")))


_held: list[tuple[War | None, Names]] = []
_MOST = 32  # wars whose names are held


def names_of(war: War | None) -> Names:
    """The names that count in a war, its own with those of the lists."""
    for held, names in _held:
        if held is war:
            return names
    # A war that came from another process, or was read anew, is another object and the same war.
    names = next((names for held, names in _held if held == war), None) or _made(war)
    _held.append((war, names))
    del _held[:-_MOST]
    return names


def _made(war: War | None) -> Names:
    words = lexicon("bodies")
    office_of = {said: office for office, others in words["offices"].items() for said in (office, *others)}
    country_of = {plain(word): code for code, said in words["countries"].items() for word in said}
    parties = tuple(war.parties) if war else ()
    for party in parties:
        for word in (*party.names, *party.people):
            if not _FORCE.search(word):
                country_of.setdefault(plain(word.lower().replace("’", "'")), party.party.code)
    tables = [words["names"], *([words["in_war"][war.id]] if war and war.id in words["in_war"] else [])]
    word_of = {
        code: said[0].title() if len(said[0]) > 2 else said[0].upper() for code, said in words["countries"].items()
    }
    word_of |= {party.party.code: party.name for party in parties if party.party.code not in word_of}
    titles = {title.lower(): title for title in words["names"]}
    own = {f"{code.lower()} officials": f"{word} officials" for code, word in word_of.items()}
    titles |= {key: name for key, name in own.items() if key in titles}
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
    persons, sides = dict(_persons(parties)), _holders(parties)
    return Names(title_of, office_of, country_of, persons, alone, joint, titles, at_office, word_of, sides)


def _holders(parties: Iterable[WarParty]) -> dict[str, str]:
    """The surname of each who holds an office of a side, with that side's code; those of two sides left out."""
    organs = _list("organs")
    codes: dict[str, set[str]] = defaultdict(set)
    for party in parties:
        for words in (plain(entry).lower().split() for entry in party.offices):
            if len(words) in (2, 3) and words[-1] not in organs:
                codes[words[-1]].add(party.party.code)
    return {surname: its.pop() for surname, its in codes.items() if len(its) == 1}


def _forces(party: WarParty, at_office: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """What a party's army is called."""
    code = party.party.code
    kind = "officials" if "-" in code else "military"
    key = at_office.get((code, kind), f"{code.lower()} {kind}")
    return {plain(word.lower()): key for word in party.names if _FORCE.search(word)}


def _persons(parties: Iterable[WarParty]) -> Iterator[tuple[str, str]]:
    """Names of persons and the key of each: of a war's offices those whose first names are spellings of one, then the list's own."""
    told: dict[str, list[str]] = defaultdict(list)
    organs = set(lexicon("bodies")["words"]["organs"])
    for entry in (entry for party in parties for entry in party.offices):
        words = plain(entry).split()
        if 2 <= len(words) <= 3 and words[-1].lower() not in organs and all(_PERSON.fullmatch(word) for word in words):
            told[words[-1].lower()].append(" ".join(words).lower())
    for surname, full in told.items():
        if _spellings([name.split()[0] for name in full]):
            yield surname, surname
            yield from ((name, surname) for name in full)
    for surname, said in lexicon("bodies")["persons"].items():
        for spelt in (surname, *said["spelt"]):
            yield spelt, surname
            for first in said["first"]:
                yield f"{first} {spelt}", surname
                yield f"{first[0]} {spelt}", surname


def _spellings(names: Sequence[str]) -> bool:
    return all(difflib.SequenceMatcher(None, names[0], other).ratio() >= 0.6 for other in names[1:])
