"""Whose data a figure is: the body that a claim's series belongs to, known by one name however it is written.

The data basis counts where the text names one, else the speaker, else the document speaks for itself. Invariant: one spelling always
gives one body within a war; two names are one body only where `bodies.toml`, the war's own names, their own words or, for a surname or an
abbreviation, the document's other names say so. An office with no country, or a name that is none ("analysts"), is its document's own and
never another's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from muster.account.called import in_full
from muster.account.lexicon import lexicon
from muster.account.naming import Names, bare, faceless, generic, names_of, parts, plain
from muster.claims.claim import Claim
from muster.claims.measures import MEASURES
from muster.claims.report import Report
from muster.claims.war import War

_SOURCE_IN = re.compile(
    r"^(?:(?P<outlet>.+?)\s+)?(?P<kind>sources?|officials?|officers?)\s+(?:in|at|within|inside)\s+(?P<place>.+)$"
)


TOGETHER = " + "  # between the keys of bodies that are one together
_DATELINE = re.compile(r"\s*([A-Z][A-Z .'’-]{2,24}?)(?:,| \(|\s+[—–-])")


@dataclass(frozen=True, slots=True, order=True)
class Body:
    """`key` tells bodies apart, `name` is what a reader is shown."""

    key: str
    name: str


_OWN_VOICE = re.compile(r"(?:outlet|document) (?P<home>.+)")
_ID = re.compile(r"[0-9a-f]{12,}")


def what_differs(key: str) -> str:
    """What a key says beside its body's name: that it is a text's own voice, or of whose text an office without a country is; of several
    bodies together of each."""
    return " and ".join(dict.fromkeys(said for one in key.split(TOGETHER) if (said := _said_beside(one))))


def _said_beside(key: str) -> str:
    own = _OWN_VOICE.fullmatch(key)
    home = own["home"] if own else key.rpartition(" in ")[2] if " in " in key else ""
    if _ID.fullmatch(home):
        return f"in report {home[:10]}"
    return "in its own name" if own else f"in {home}" if home else ""


def called_alone(body: Body) -> str:
    """What to call a body by, so that no other of its name is meant: "The Gazette, in its own name"; several together by their key."""
    if TOGETHER in body.key:
        return body.key
    differs = what_differs(body.key)
    return f"{body.name}, {differs}" if differs else body.name


def meant_by(name: str, known: Collection[Body], *, war: War | None) -> tuple[set[str], set[str]]:
    """The keys of those of the bodies that are called so, and of those that could be meant where none is."""
    there = {one.key for one in known}
    if name in there or all(key in there for key in name.split(TOGETHER)):
        return {name}, set()
    said = name.strip().casefold()
    own = named_body(name, war).key
    found = {one.key for one in known if said == called_alone(one).casefold()} | ({own} & there)
    return found, {one.key for one in known if said in one.key or said in called_alone(one).casefold()}


def body_of(claim: Claim, report: Report, *, war: War | None = None) -> Body:
    """Whose series the claim is of. The document's own voice is a body of its own, unlike every other document's."""
    home = claim.publisher or report.document.id
    named = claim.source or claim.speaker
    if not named:
        return Body(f"document {home}", report.publisher(claim) or report.document.title or "the report itself")
    body = named_body(in_full(named, report, war=war), war)
    if body.key.startswith(_OWN):
        office = body.key[len(_OWN) :]
        return (not report.table and _at_home(office, claim, report, war)) or Body(f"{office} in {home}", body.name)
    return body


def nobody(name: str, war: War | None = None) -> bool:
    """Whether the name says who nobody is: "others", "army doctors", "people familiar with the matter"."""
    return _nobody(name, names_of(war))


@lru_cache(maxsize=8192)
def _nobody(name: str, names: Names) -> bool:
    low, whole = bare(name), bare(name, low=False)
    if names.known(low) or names.person(whole) or (low in names.office_of and names.office_of[low] != "officials"):
        return False
    if _joint(low, names, name=name) is not None:
        return False
    told = _SOURCE_IN.match(low)
    if told and not told["outlet"] and (names.known(told["place"]) or told["place"] in names.office_of):
        return False
    return (name.strip().startswith("(") and whole.islower()) or faceless(
        whole, countries=names.country_of, named=names.title_of
    )


def publishes(outlet: str, war: War | None = None, *, counts: bool = False) -> Body | None:
    """The body that an outlet is, where it is a state's office, or one that lists know and its figure `counts` one by one; None of any
    other, which prints what others say."""
    names = names_of(war)
    low = bare(outlet)
    key = names.country_office(low) or names.title_of.get(low)
    office = key in names.at_office.values() or names.country_office(low)
    return Body(key, names.told(key)) if key and (counts or office) else None


def placed(name: str, claim: Claim, *, report: Report, war: War | None = None) -> bool:
    """Whether a text says whose the people are that a name leaves nobody: "officials", who stand "in Pretoria" beside it."""
    key = named_body(name, war).key
    return key.startswith(_OWN) and not report.table and _at_home(key[len(_OWN) :], claim, report, war) is not None


def speaks_for(name: str, war: War | None = None) -> str | None:
    """The office in brackets behind a person's name, for which the person speaks: "Skibitskyi (HUR)"; None of a place or a paper."""
    names = names_of(war)
    inside = re.fullmatch(r"[^(]+\((?P<whose>[^(),;]+)\)", name.strip())
    if inside is None:
        return None
    low, who = bare(inside["whose"]), bare(name, low=False)
    key = names.country_office(low) or names.title_of.get(low)
    person = names.person(who) or (not names.known(who.lower()) and names.stands_alone(names.untitled(who)))
    return inside["whose"].strip() if person and key and key not in _press(names) else None


@lru_cache(maxsize=8)
def _press(names: Names) -> frozenset[str]:
    """The keys of papers and stations: in brackets behind a name they say where it was told, not for whom."""
    return frozenset(names.title_of.get(one, one) for one in lexicon("bodies")["words"]["press"])


def voucher(name: str, war: War | None = None) -> str:
    """The body that alone answers for a source it does not name: "Reuters" of "a Reuters source in the ministry"; else the name itself."""
    names = names_of(war)
    found = re.match(
        r"(?:an? |the )?(?P<whose>.+?)(?:'s)? (?:sources?|officials?|officers?)\b(?: (?:in|at|within|inside) .+)?$",
        name,
    )
    if found is None or not found["whose"][:1].isupper() or _nobody(name, names):
        return name
    whose = bare(found["whose"])
    known = names.known(bare(name)) or whose in names.country_of or generic(whose) or names.country_office(whose)
    return name if known else found["whose"]


def house(key: str, war: War | None = None) -> str | None:
    """The key of the body that speaks for this one's people too: an army's general staff."""
    names = names_of(war)
    code, _, office = key.rpartition(" ")
    staff = lexicon("bodies")["within"].get(office)
    return names.of_state(code.upper(), staff) if staff and code.upper() in names.country_of.values() else None


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
        place = names.known(told["place"]) or names.office_of.get(told["place"], told["place"])
        return " ".join(word for word in (told["outlet"], "source in", place) if word)
    if (joint := _joint(low, names, name=name)) is not None:
        return joint
    if low in names.office_of or generic(low):
        return _OWN + names.office_of.get(low, low)
    return " ".join(re.findall(r"[\w.'’+-]+", names.untitled(_short(bare(name, low=False))).lower())) or low


def _short(name: str) -> str:
    """The name with its first words in short, where they are written either way: "United Nations Command"."""
    for full, short in lexicon("bodies")["words"]["short"].items():
        if name.lower().startswith(f"{full} "):
            return f"{short}{name[len(full) :]}"
    return name


def _joint(low: str, names: Names, *, name: str) -> str | None:
    """Several bodies in one name, each of which stands by itself: "Mediazona / Meduza", "US and Ukrainian assessments"."""
    split = parts(bare(name, low=False))
    if len(split) < 2:
        return None
    last = split[-1].lower()
    office = next((word for word in names.office_of if last.endswith(f" {word}")), "")
    keys = []
    for part in split:
        known = names.known(f"{part.lower()} {office}") if office else None
        known = known or names.known(bare(part)) or names.person(part)
        if known is None:
            if not (re.search("[;/]", low) or names.stands_alone(part)):
                return None
            known = bare(part)
        keys.append(known)
    together = tuple(sorted(set(keys)))
    return names.joint.get(together, TOGETHER.join(together))


def _at_home(office: str, claim: Claim, report: Report, war: War | None) -> Body | None:
    """Whose office it is that a text names without the country: the one beside it ("officials in Pretoria", "Kyiv … its general staff"),
    else the state's that fights a force of its own land, else the one that the text names in full or is sent from."""
    names = names_of(war)
    if not _words_of(office, names)[0]:
        return None
    text, place = report.document.text, claim.place
    key = _beside(office, names, text=text[max(0, place.start - _BEFORE) : place.end + _AFTER])
    if key is None and office != "officials" and war is not None and len(war.government) == 1:
        key = names.of_state(war.government[0], office)
    if key is None and office not in ("officials", "military"):
        key = _in_text(office, text, names)
    if key is None and office == "general staff":
        key = _of_the_enemy(office, claim, names, war=war)
    return Body(key, names.told(key)) if key else None


def _of_the_enemy(office: str, claim: Claim, names: Names, *, war: War | None) -> str | None:
    """In a war of two states the staff that a text names by no country and that counts one side's losses is the other's: armies count their
    enemy's day by day and their own seldom."""
    states = [one.party.code for one in war.parties if one.within is None and one.fights_for is None] if war else []
    code = claim.party.code if claim.party else None
    if len(states) != 2 or code not in states or claim.civilian or MEASURES[claim.measure].group != "loss":
        return None
    return names.of_state(states[1 - states.index(code)], office)


_BEFORE, _AFTER = 300, 160  # letters about a figure in which what is beside its speaker's name stands


def _beside(office: str, names: Names, *, text: str) -> str | None:
    """The key where all places beside the office's words are one state's."""
    said, pattern = _words_of(office, names)
    low = _lowered(text)
    if not any(word in low for word in said):  # as most texts, of which a pattern tries every letter
        return None
    found = set()
    for match in re.finditer(rf"\b(?:{pattern}) (?:in|of) ([\w.'-]+(?: [\w.'-]+)?)", low):
        whose = next((one for one in (match[1], match[1].split()[0]) if one.strip(".'") in names.country_of), "")
        if whose:
            found.add(names.country_of[whose.strip(".'")])
    for match in re.finditer(rf"\bits (?:own )?(?:{pattern})\b", low):
        before = [word.removesuffix("'s") for word in re.findall(r"[\w.'-]+", low[: match.start()])]
        if nearest := next((word for word in reversed(before) if word.strip(".") in names.country_of), ""):
            found.add(names.country_of[nearest.strip(".")])
    return names.of_state(found.pop(), office) if len(found) == 1 else None


@lru_cache(maxsize=64)
def _lowered(text: str) -> str:
    low = " ".join(plain(text).lower().replace("’", "'").split())
    return re.sub(r"\b(?:the|a|an) ", "", low).replace("defense", "defence")


def _called_so(key: str, text: str, names: Names) -> bool:
    """Whether the text has the office by a name that no other has: "the Pentagon"."""
    own = _own_names(key, names)
    return own is not None and own.search(_lowered(text)) is not None


@lru_cache(maxsize=1024)
def _own_names(key: str, names: Names) -> re.Pattern[str] | None:
    own = [said for said, title in names.title_of.items() if title == key and names.country_office(said) is None]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, own))})\b") if own else None


@lru_cache(maxsize=1024)
def _words_of(office: str, names: Names) -> tuple[tuple[str, ...], str]:
    """The words for an office, and the pattern of any of them."""
    said = tuple(word for word, kind in names.office_of.items() if kind == office)
    return said, "|".join(sorted(map(re.escape, said), key=len, reverse=True))


@lru_cache(maxsize=1024)
def _in_text(office: str, text: str, names: Names) -> str | None:
    """The one country whose office of this kind a text names in full, which is then the one that it means without the country; where it
    names none, that of the city it is sent from ("LONDON, 3 January")."""
    said, pattern = _words_of(office, names)
    low = _lowered(text)
    found = {key for (_, kind), key in names.at_office.items() if kind == office and _called_so(key, text, names)}
    told = rf"((?:[\w.'-]+ ){{1,3}})?\b(?:{pattern})\b((?: (?:of|in)(?: armed forces of)? [\w']+){{0,1}})"
    for match in re.finditer(told, low) if any(word in low for word in said) else ():
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
    return found.pop() if len(found) == 1 else None
