"""By what right a figure is stated: estimate, count, report, target, needed, forecast, historical."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.claims.measures import Measure, Status
from muster.claims.period import Period
from muster.reading.attribution import Voice
from muster.reading.context import FIGURE, MARK, Item, Page
from muster.reading.measuring import GAIN, LOSS, View

_LOGGED = frozenset({Measure.OBITUARIES, Measure.MISSING_INQUIRIES})
_EVENTS = frozenset({Measure.RETURNED, Measure.CAPTURED})
_PAID = frozenset({Measure.RECRUIT_PAY, Measure.DEATH_PAYMENT})
_NEVER_PLANNED = frozenset({Measure.OBITUARIES, Measure.MISSING_INQUIRIES, Measure.CAUSE_SHARE})


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with the words that gave it, how surely, and by which rule."""

    status: Status
    words: tuple[int, int] | None
    confidence: float
    rule: str


def status_of(
    view: View, at: int, *, measure: Measure, party: str | None, civilian: bool, voice: Voice | None, period: Period, page: Page, office: str | None = None
) -> Standing:
    """The status of the figure at `at`."""
    past = _historical(view, at, party=party, period=period, page=page)
    if past is not None:
        return past
    if measure in _PAID:
        return Standing(Status.REPORT, None, 0.85, "pay in force")
    planned = None if measure in _NEVER_PLANNED else _planned(view, at, measure=measure)
    if planned is not None:
        return planned
    if measure in _LOGGED:
        return Standing(Status.COUNT, None, 0.9, "logged one by one")
    if measure is Measure.DESERTED and any(view[j].low in ("case", "cases") for j in range(at, min(len(view), at + 5))):
        return Standing(Status.COUNT, None, 0.7, "cases, logged one by one")
    return _by_right(view, at, measure=measure, party=party, civilian=civilian, voice=voice, page=page, office=office)


def _historical(view: View, at: int, *, party: str | None, period: Period, page: Page) -> Standing | None:
    war = page.war
    if war is None:
        return None
    if period.end is not None and period.end < war.start:
        return Standing(Status.HISTORICAL, None, 0.85, "before this war began")
    inside = {side.party.code for side in war.parties} | {side.party.state for side in war.parties}
    other = next((item for item in view if item.phrase and item.phrase.wars and war.id not in item.phrase.wars and item.has("war", "place")), None)
    if party is not None and party not in inside and other is not None and period.start is None:
        return Standing(Status.HISTORICAL, (other.start, other.end), 0.8, "another war's party")
    if other is not None and other.has("war") and period.start is None:
        return Standing(Status.HISTORICAL, (other.start, other.end), 0.6, "another war is named")
    return None


# ------------------------------------------------------------------ plans, needs and forecasts
_REACH = {Status.TARGET: 9, Status.NEEDED: 9, Status.FORECAST: 12}


def _planned(view: View, at: int, *, measure: Measure) -> Standing | None:
    found: list[tuple[float, Status, Item]] = []
    for status, reach in _REACH.items():
        tag = f"status.{status.value}"
        for j in range(max(0, at - reach), min(len(view), at + 7)):
            if tag in view[j].tags and not _walled(view, j, at):
                score = 6.0 - 0.4 * abs(j - at) - (1.5 if j > at else 0.0)
                found.append((score, status, view[j]))
    if measure in (Measure.CONSCRIPTED, Measure.MOBILISED):
        found = [(score + 0.5, status, item) for score, status, item in found]
    elif measure in LOSS:
        found = [(score - 0.5, status, item) for score, status, item in found if status is not Status.NEEDED]
    found = [one for one in found if one[0] > 1.0]
    if not found:
        return None
    score, status, item = max(found, key=lambda one: (one[0], one[1].value))
    return Standing(status, (item.start, item.end), min(0.9, 0.5 + score / 12), f"said of a {status.value}")


def _walled(view: View, j: int, at: int) -> bool:
    low, high = min(j, at) + 1, max(j, at)
    walls = 0.0
    for k in range(low, high):
        item = view[k]
        if item.kind == MARK and item.low in ";.(:":
            return True
        if item.kind == MARK and item.low == ",":
            walls += 0.6
        elif j > at and item.low == "and":
            walls += 1
        elif item.kind == FIGURE or item.low in ("but", "while", "against", "whereas", "only"):
            walls += 1
    return walls > (1.5 if j < at else 0.5)


# ------------------------------------------------------------------ by whom and how
def _by_right(
    view: View, at: int, *, measure: Measure, party: str | None, civilian: bool, voice: Voice | None, page: Page, office: str | None
) -> Standing:
    counted = _near(view, at, "status.count")
    guessed = _near(view, at, "status.estimate")
    if "estimated" in view[at].low or (guessed is not None and counted is None):
        span = (guessed.start, guessed.end) if guessed else (view[at].start, view[at].end)
        return Standing(Status.ESTIMATE, span, 0.85, "called an estimate")
    own = voice is not None and voice.party is not None and party is not None and _same_camp(voice.party, party, page)
    official = voice is not None and any(code is not None and _is_of_war(code, page) for code in (voice.party, voice.source_party if measure in LOSS else None))
    if own and measure in LOSS and measure is not Measure.DESERTED:
        return Standing(Status.COUNT, (voice.start, voice.end) if voice else None, 0.75, "a side's own admitted losses")
    if counted is not None and (own or not official) and measure not in GAIN:
        return Standing(Status.COUNT, (counted.start, counted.end), 0.75, "counted one by one")
    if official:
        return Standing(Status.REPORT, (voice.start, voice.end) if voice else None, 0.75, "an official statement")
    if civilian and voice is not None and voice.kind == "body":
        return Standing(Status.REPORT, (voice.start, voice.end), 0.5, "civilians, told by others")
    if voice is None and (office is not None or _publisher_is_office(page)):
        return Standing(Status.REPORT, None, 0.7, "the document is an official one")
    if voice is None and measure in _EVENTS:
        return Standing(Status.REPORT, None, 0.5, "an exchange, told as it happened")
    return Standing(Status.ESTIMATE, None, 0.55, "no official word")


def _near(view: View, at: int, tag: str) -> Item | None:
    """The nearest word with the tag in the sentence, not across a semicolon."""
    best: tuple[int, Item] | None = None
    for j, item in enumerate(view):
        if tag in item.tags and not any(view[k].low == ";" for k in range(min(j, at) + 1, max(j, at))):
            far = abs(j - at)
            if far <= 14 and (best is None or far < best[0]):
                best = (far, item)
    return best[1] if best else None


def _same_camp(one: str, other: str, page: Page) -> bool:
    return _within(one, page) == _within(other, page)


def _within(code: str, page: Page) -> str:
    side = page.war.party(code) if page.war else None
    return side.within.code if side is not None and side.within is not None else code


def _is_of_war(code: str, page: Page) -> bool:
    return page.war is not None and any(side.party.code == code or side.party.state == code for side in page.war.parties)


def _publisher_is_office(page: Page) -> bool:
    publisher = (page.document.publisher or "").lower()
    return any(word in publisher for word in ("ministry", "general staff", "armed forces", "committee", "army", "government"))


