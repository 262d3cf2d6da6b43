"""The head of a brief: one line that says what was found, and how much was read.

Invariant: the figures counted, those restated, those set apart and those rejected make up the claims that were read; a headline is made
of figures that may lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from muster.brief.leads import leading
from muster.brief.parts import Chapter, Entry, Part, Sentence
from muster.brief.takeaways import Spread, most_told
from muster.brief.words import (
    Names,
    count_words,
    figure_words,
    listed,
    period_words,
    subject_words,
    war_words,
)
from muster.claims.period import UNDATED

NONE_OF = "of losses, recruitment or strength"
OF_WHAT = "of losses, recruitment and strength"


def title(entries: Sequence[Entry], documents: int, *, names: Names, spread: Spread | None) -> str:
    """What was found, in one line: where reports differ, else the figure most is said of, else how many there are."""
    counted = [entry for entry in entries if entry.stands]
    papers = count_words(documents, "document")
    if not counted:
        apart = sum(entry.apart and not entry.set_aside for entry in entries)
        about = "goals, needs, forecasts or other wars"
        return (
            f"{count_words(apart, 'figure')} of {about}, in {papers}" if apart else f"No figure {NONE_OF} in {papers}"
        )
    if spread and spread.period:
        return _spread_title(spread, names)
    told = most_told(leading(entries))
    if told:
        return _told_title(told, names)
    wars = {entry.claim.war for entry in counted}
    war = f"{war_words(min(wars, key=str), names)}: " if len(wars) == 1 and None not in wars else ""
    return f"{war}{count_words(len(counted), 'figure')} {OF_WHAT} in {papers}"


def _spread_title(spread: Spread, names: Names) -> str:
    low, high = (figure_words(one.claim) for one in (spread.low, spread.high))
    when = period_words(spread.low.claim.period)
    return f"{subject_words(spread.low.claim, names)}, {when}: reports run from {low} to {high}"


def _told_title(told: Sequence[Entry], names: Names) -> str:
    claim = told[0].claim
    voices = listed(list(dict.fromkeys(entry.claim.speaker or "" for entry in told)), most=2)
    when = "" if claim.period == UNDATED else f", {period_words(claim.period)}"
    return f"{subject_words(claim, names)}{when}: {figure_words(claim)}, according to {voices}"


def speakers_of(entries: Iterable[Entry]) -> int:
    """How many speakers state the figures that are counted."""
    return len({entry.who for entry in entries if entry.stands and entry.who})


def lede(entries: Sequence[Entry], documents: int, *, chapters: Sequence[Chapter]) -> Sentence:
    """How much was read, what of it is counted, and which wars it speaks of."""
    counted = [entry for entry in entries if entry.stands]
    speakers = speakers_of(entries)
    spoken = f", stated by {count_words(speakers, 'named speaker')}" if speakers else ""
    return (
        Part(count_words(len(counted), "figure"), "claims"),
        Part(f" {OF_WHAT}{spoken} in "),
        Part(count_words(documents, "document"), "documents"),
        Part(f".{_reckoned(entries, len(counted))}"),
        *_wars(chapters, counted),
        Part(" Every number below leads to the sentence it was read from."),
    )


def _reckoned(entries: Sequence[Entry], counted: int) -> str:
    """What became of the claims that are not counted; nothing where all are."""
    rejected = sum(entry.set_aside for entry in entries)
    again = sum(entry.repeated and not entry.set_aside for entry in entries)
    apart = len(entries) - counted - rejected - again
    told = [
        f"{again:,} {'says' if again == 1 else 'say'} again what the same document has said" if again else "",
        f"{apart:,} {'tells' if apart == 1 else 'tell'} of goals, needs, forecasts or other wars" if apart else "",
        f"{rejected:,} {'was' if rejected == 1 else 'were'} rejected by review" if rejected else "",
    ]
    more = [one for one in told if one]
    return f" They are what counts of {count_words(len(entries), 'claim')}: {listed(more)}." if more else ""


def _wars(chapters: Sequence[Chapter], counted: Iterable[Entry]) -> list[Part]:
    """The wars with how many figures are of each; nothing where no war is told of any."""
    named = [chapter for chapter in chapters if chapter.counted]
    if not any(entry.claim.war for entry in counted):
        return []
    parts = [Part(" By war: ")]
    for place, chapter in enumerate(named):
        parts.append(Part("" if place == 0 else " and " if place == len(named) - 1 else ", "))
        parts += [Part(chapter.title, chapter.anchor), Part(f" ({chapter.counted:,})")]
    return [*parts, Part(".")]
