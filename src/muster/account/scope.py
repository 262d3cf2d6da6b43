"""Whether words narrow a figure to a part: a rank, a unit, a place, an origin, a channel.

Invariant: a claim with no such words is of the whole party; two claims are of one scope only where their scopes have one key.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from muster.account.lexicon import lexicon
from muster.claims.claim import Claim
from muster.claims.measures import Measure
from muster.claims.war import War

_WORD = re.compile(r"[\w'’-]+")


@cache
def _patterns(table: str = "narrowing") -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, re.compile(words, re.IGNORECASE)) for key, words in lexicon("scope")[table].items())


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    forms = lexicon("scope")["forms"]
    return (
        re.compile(forms["without"], re.IGNORECASE),
        re.compile(forms["no_scope"], re.IGNORECASE),
        re.compile(forms["around"], re.IGNORECASE),
        re.compile(forms["place"]),
    )


@lru_cache(maxsize=8192)
def _of_note(words: str) -> str | None:
    """The scope that a table's note tells. Most of a note tells none: what narrows is a clause that is nothing else ("volunteers"), a
    clause that says "only", or what is left out; a number of others beside it or a part of it ("half Wagner") narrows nothing."""
    found = set()
    for clause in re.split(r"[;,.]\s+|[;,]", words):
        found |= _of_clause(clause.strip(), whole=True)
    return " + ".join(sorted(found)) or None


def _of_clause(clause: str, *, whole: bool) -> set[str]:
    without, no_scope, around, place = _forms()
    if left := without.search(clause):
        told = (*_patterns(), *_patterns("left_out"))
        return {f"without {key}" for key, pattern in told if pattern.search(left["what"])}
    if no_scope.search(clause):
        return set()
    core = around.sub("", clause).strip(" ()\"'“”")
    if not whole:
        return {key for key, pattern in _patterns() if pattern.search(core)}
    keys = {key for key, pattern in _patterns() if pattern.fullmatch(core)}
    if not keys and (named := place.fullmatch(core)):
        return {named["place"].lower()}
    if not keys and re.fullmatch(lexicon("scope")["forms"]["ages"], core, re.IGNORECASE):
        return {core.lower()}
    return keys


def fighters_of(claim: Claim, behind: str, *, war: War | None) -> str | None:
    """The scope of "15,000 militants" where a side's dead are told with its civilians: the fighters. `behind` are the words behind the
    figure; None where they name no fighters, or the side has none but them."""
    told = lexicon("scope")["fighters"]
    mixed = war is not None and claim.party is not None and claim.party.code in told["of"].get(war.id, ())
    return told["key"] if mixed and not claim.civilian and re.match(told["behind"], behind, re.IGNORECASE) else None


def scope_of(claim: Claim, *, table: bool, war: War | None = None) -> str | None:
    """The key of the part that the claim is of, None for the whole. A text's scope is taken at its words; a table's note is searched for
    what narrows, since most of a note does not. The land that a war is fought in narrows nothing of it, nor does a side's own in a war of
    several lands."""
    words = claim.scope
    if not words or not words.strip():
        return None
    if table:
        return _of_note(words)
    level = claim.measure is Measure.STRENGTH
    land = _land(war) if war else frozenset()
    own = lexicon("scope")["land"]["whole_of"].get(claim.party.code, ()) if war and not land and claim.party else ()
    found: set[str] = set()
    for piece in re.split(r"\s*;\s*|\band\b(?! around)", words):
        key = _of_words(piece, level=level, land=land or frozenset(own))
        if key in lexicon("scope")["empty"]["vague"]:
            key = f"{key} in {claim.place.document}"
        found |= {key} if key else set()
    if not level:
        found -= set(lexicon("scope")["levels"])
    return " + ".join(sorted(found)) or None


@lru_cache(maxsize=8192)
def _of_words(piece: str, *, level: bool, land: frozenset[str]) -> str:
    """The key of one part, empty where the words narrow nothing."""
    without, _, _, _ = _forms()
    if without.search(piece):
        return " + ".join(sorted(_of_clause(piece, whole=False)))
    low = " ".join(_WORD.findall(piece.lower()))
    if level:
        for key, said in lexicon("scope")["levels"].items():
            if re.fullmatch(said, low):
                return str(key)
    empty = set(lexicon("scope")["empty"]["words"])
    core = [word for word in low.split() if word not in empty and not word.isdigit()]
    if " ".join(core) in land:
        return "theatre" if level else ""
    told = {key for key, pattern in _patterns() for whole in (low, " ".join(core)) if pattern.fullmatch(whole)}
    if told:
        return " + ".join(sorted(told))
    places = {key for key, pattern in _patterns() if key in lexicon("scope")["places"]["keys"] and pattern.search(low)}
    return " + ".join(sorted(places)) or " ".join(core)


_lands: dict[str, tuple[War, frozenset[str]]] = {}


def _land(war: War) -> frozenset[str]:
    held = _lands.get(war.id)
    if held is None or held[0] is not war:
        held = _lands[war.id] = (war, _fought_in(war))
    return held[1]


def _fought_in(war: War) -> frozenset[str]:
    """What the land is called that a war is fought in, by the war's own names; nothing where it is fought in several."""
    if war.id in lexicon("scope")["land"]["several"]:
        return frozenset()
    found = set()
    for name in (war.name, *war.aliases):
        for form in lexicon("scope")["land"]["forms"]:
            found |= {match[1].lower() for match in re.finditer(form, name)}
    return frozenset(found)
