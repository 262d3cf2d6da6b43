"""The words of a brief: figures, periods, rates and lists written for people, and foreign text made safe to look at.

Invariant: `visible` leaves no control, format or surrogate character in what it returns, so nothing that a document holds can
reorder, hide or break what stands around it.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from muster.account import wording
from muster.claims.claim import Claim
from muster.claims.figure import Per
from muster.claims.measures import MEASURES, Measure, Status
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.war import War

NOT_SAID = "–"
MIXED = ", civilian or mixed"
APART = (Status.TARGET, Status.NEEDED, Status.FORECAST, Status.HISTORICAL)
_KEPT = "\n\t"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class Kind(StrEnum):
    """What sort of figure it is; figures of two kinds are never compared."""

    TOTAL = "total"
    RATE = "rate"
    LEVEL = "level"
    RATIO = "ratio"


KINDS: Mapping[Kind, str] = {
    Kind.TOTAL: "Totals",
    Kind.RATE: "Rates",
    Kind.LEVEL: "Levels",
    Kind.RATIO: "Shares, ratios and prices",
}

_PER: Mapping[Per, str] = {
    Per.DAY: "a day",
    Per.WEEK: "a week",
    Per.MONTH: "a month",
    Per.YEAR: "a year",
    Per.KM2: "for each km²",
    Per.PERSON: "for each person",
}


_NOUNS: Mapping[Measure, str] = {
    Measure.KILLED: "dead",
    Measure.DESERTED: "deserters",
    Measure.RECRUITED: "recruits",
    Measure.MOBILISED: "mobilised men",
    Measure.CONSCRIPTED: "conscripts",
    Measure.RETURNED: "returned men",
    Measure.CAUSE_SHARE: "losses by cause",
}


def kind_of(claim: Claim) -> Kind:
    """Whether the claim states a total, a rate over time, a level or a ratio."""
    figure, about = claim.figure, MEASURES[claim.measure]
    if figure.unit in ("percent", "ratio") or figure.per in (Per.KM2, Per.PERSON) or about.unit == "money":
        return Kind.RATIO
    if about.group == "level":
        return Kind.LEVEL
    return Kind.RATE if figure.per else Kind.TOTAL


def figure_words(claim: Claim) -> str:
    """The figure with its bound, and what it is counted over: `at least 1,000 a day`."""
    said = claim.figure.spoken().replace(" square kilometres", " km²")
    per = per_words(claim.figure.per)
    return f"{said} {per}" if per else said


def per_words(per: Per | None) -> str:
    """`a month` for a rate, nothing for a total or a level."""
    return _PER[per] if per else ""


def period_words(period: Period) -> str:
    """The period as one would say it: `November 2024`, `2025`, `3–9 Dec 2024`, `until 9 Dec 2024`, `undated`."""
    start, end = period.start, period.end
    if start is None and end is None:
        return "undated"
    if start is None or end is None:
        return f"until {day_words(end)}" if end else f"from {day_words(start)}"
    if start == end:
        return day_words(start)
    first, last = start.day == 1, (end + dt.timedelta(days=1)).day == 1
    if first and last:
        return _months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_words(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%b} – {day_words(end)}"
    return f"{day_words(start)} – {day_words(end)}"


def _months(start: dt.date, end: dt.date) -> str:
    if start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        if start.month == end.month:
            return f"{start:%B} {start.year}"
        return f"{start:%b}–{end:%b} {end.year}"
    if (start.month, end.month) == (1, 12):
        return f"{start.year}–{end.year}"
    return f"{start:%b} {start.year} – {end:%b} {end.year}"


def day_words(day: dt.date | None) -> str:
    """`9 Dec 2024`; a dash where there is none."""
    return f"{day.day} {day:%b} {day.year}" if day else NOT_SAID


def count_words(number: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `1,204 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def resting_words(*, prior: bool) -> str:
    """What an answer rests on, `prior` where no claim speaks of it, so that it says only what was assumed."""
    return "assumptions alone, as no claim speaks of it" if prior else "claims"


def rounded(value: float) -> str:
    """A number that was worked out, to three digits: `471,000`, `3.2`."""
    if abs(value) < 10:
        return f"{value:.1f}"
    places = max(0, len(f"{abs(value):.0f}") - 3)
    return f"{round(value, -places):,.0f}"


def listed(words: Sequence[str], *, most: int = 4) -> str:
    """`a`, `a and b`, `a, b and c`; what is over `most` is told as `and 3 others`."""
    return wording.listed(words, most=most)


def measure_words(measure: Measure) -> str:
    """The measure's title from the vocabulary."""
    return MEASURES[measure].title


def noun_words(measure: Measure) -> str:
    """The measure as what a party has: `dead`, `recruits`, `losses`."""
    return _NOUNS.get(measure, MEASURES[measure].title.lower())


def what_words(measure: Measure, civilian: bool) -> str:
    """What is counted: `Killed`, and where civilians are, alone or among others, `Killed, civilian or mixed`."""
    return f"{measure_words(measure)}{MIXED if civilian else ''}"


def subject_words(claim: Claim, names: Names) -> str:
    """Whose what: `Russia’s dead`, `Ethiopia’s dead, civilian or mixed`."""
    whose = f"{possessive(_land(claim, names) or party_words(claim.party, names))} {noun_words(claim.measure)}"
    return f"{whose}{MIXED if claim.civilian else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What codes stand for: parties by code, wars by id. `lands` are states that fight forces of their own land: where civilians are
    counted their code is that of the country."""

    parties: Mapping[str, str]
    wars: Mapping[str, str]
    lands: Mapping[str, str] = field(default_factory=dict)


def names_of(wars: Iterable[War]) -> Names:
    """The names of these wars and of every party in them; the first to name one is kept."""
    parties: dict[str, str] = {}
    titles: dict[str, str] = {}
    lands: dict[str, str] = {}
    for war in wars:
        titles.setdefault(war.id, war.name)
        for member in war.parties:
            parties.setdefault(member.party.code, member.name)
            if member.party.code in war.government:
                lands.setdefault(member.party.code, member.land or member.name)
    return Names(parties=parties, wars=titles, lands=lands)


def party_words(party: Party | None, names: Names) -> str:
    """The party's name, its code where no war names it, and words for both sides or none."""
    return names.parties.get(party.code, party.code) if party else "Party not stated"


def whose_words(claim: Claim, names: Names) -> str:
    """Whose people a claim counts: the party's name, or that of the whole country, since a government's civilians are everybody's."""
    land = _land(claim, names)
    return f"{land} (whole country)" if land else party_words(claim.party, names)


def _land(claim: Claim, names: Names) -> str:
    return names.lands.get(claim.party.code, "") if claim.party and claim.civilian else ""


def war_words(war: str | None, names: Names) -> str:
    """The war's name, its id where none is known, and words for none."""
    return names.wars.get(war, war) if war else "War not told"


def possessive(name: str) -> str:
    """`Russia’s`, `the United States’`."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def hidden(character: str) -> bool:
    """Whether the character would act on the text around it without being seen, or is none that a text may hold."""
    none = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    return none or (unicodedata.category(character) in _HIDDEN and character not in _KEPT)


def visible(text: str) -> str:
    """The text with every unseen character written as its code point, `⟦U+202E⟧`, and line ends as `\\n`."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    return "".join(f"⟦U+{ord(one):04X}⟧" if hidden(one) else one for one in text)
