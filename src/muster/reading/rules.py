"""The rules reader: every figure of a page becomes a claim or a rejection, and each field says which words decided it.

Invariant: deterministic; needs no model; claims and rejections together cover every figure that `figures.find` finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from muster.claims.claim import Claim, Place
from muster.claims.errors import ValueRefused
from muster.claims.figure import Figure, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import UNDATED
from muster.claims.reading import Rejection, Trace
from muster.reading import attribution, measuring, sides, standing, timing, units
from muster.reading.attribution import Voice
from muster.reading.context import FIGURE, MARK, Page, Sentence
from muster.reading.figures import Found
from muster.reading.layout import Kind
from muster.reading.measuring import Cue, View
from muster.reading.timing import NOT_DATED, Timed


@dataclass(slots=True)
class Draft:
    """A claim in the making: the claim, its traces, and what later figures may inherit from it."""

    claim: Claim
    traces: list[Trace]
    cue: Cue | None
    timed: Timed
    sentence: int
    voice: Voice | None


@dataclass(slots=True)
class Memory:
    """What the text has said so far: the last claim, the voice that speaks, the side spoken of, the heading in force."""

    last: Draft | None = None
    voice: Voice | None = None
    voice_block: int = -1
    side: str | None = None
    heading: Sentence | None = None
    heading_group: int = -1
    drafts: list[Draft] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


def apply(page: Page) -> Memory:
    """Drafts of all claims and the rejections, in text order."""
    memory = Memory()
    names = attribution.names_in_full(page)
    for number, sentence in enumerate(page.sentences):
        view = page.items[sentence.first : sentence.last]
        _enter(memory, page, number, sentence)
        spoken = attribution.voices(view, page, names)
        spoken = _resolve_pronouns(spoken, memory)
        for at, item in enumerate(view):
            if item.kind == FIGURE:
                _figure(page, memory, number=number, view=view, at=at, spoken=spoken)
        _leave(memory, page, sentence, view, spoken)
    return memory


# ------------------------------------------------------------------ what carries over
def _enter(memory: Memory, page: Page, number: int, sentence: Sentence) -> None:
    """Forget the voice of the paragraph before, unless it announced the rows that follow."""
    block = page.blocks[sentence.block]
    if memory.voice is not None and sentence.block != memory.voice_block:
        before = page.blocks[memory.voice_block]
        announced = page.text[before.start : before.end].rstrip().endswith(":") or before.kind is Kind.ENTRY
        if not (announced and block.kind is Kind.ENTRY and block.group - before.group <= 1):
            memory.voice = None
        else:
            memory.voice_block = sentence.block


def _leave(memory: Memory, page: Page, sentence: Sentence, view: View, spoken: Sequence[Voice]) -> None:
    block = page.blocks[sentence.block]
    if spoken:
        own = [voice for voice in spoken if voice.name]
        if own:
            memory.voice, memory.voice_block = own[-1], sentence.block
    subject = _subject_side(view, page)
    if subject:
        memory.side = subject
    if block.kind is Kind.HEADING or page.text[block.start : block.end].rstrip().endswith(":"):
        memory.heading, memory.heading_group = sentence, block.group


def _subject_side(view: View, page: Page) -> str | None:
    """The side a sentence is about: the first named before its verb that is not a place."""
    named = [(j, item) for j, item in enumerate(view) if item.party and item.has("side")]
    free = [(j, item) for j, item in named if not sides._after_place(view, j)]
    return (free or named)[0][1].party if named else None


def _resolve_pronouns(spoken: Sequence[Voice], memory: Memory) -> list[Voice]:
    out: list[Voice] = []
    for voice in spoken:
        if voice.name is None:
            before = out[-1] if out else memory.voice
            if before is None:
                continue
            voice = replace(voice, name=before.name, party=before.party, kind=before.kind, source=before.source)
        out.append(voice)
    return out


# ------------------------------------------------------------------ one figure
def _figure(page: Page, memory: Memory, *, number: int, view: View, at: int, spoken: Sequence[Voice]) -> None:
    found = view[at].found
    assert found is not None
    decided = _measure(page, memory, number=number, view=view, at=at, found=found)
    if isinstance(decided, str):
        _reject(page, memory, found, decided)
        return
    _claim(page, memory, number=number, view=view, at=at, found=found, decided=decided, spoken=spoken)
    for inner in page.inner:
        if found.start <= inner.start and inner.end <= found.end:
            _claim(page, memory, number=number, view=view, at=at, found=inner, decided=decided, spoken=spoken)


@dataclass(frozen=True, slots=True)
class _Measured:
    measure: Measure
    words: tuple[tuple[int, int], ...]
    confidence: float
    rule: str
    cue: Cue | None = None
    inherited: Draft | None = None


def _measure(page: Page, memory: Memory, *, number: int, view: View, at: int, found: Found) -> _Measured | str:
    """What the figure is of, or why it is no claim."""
    sentence = page.sentences[number]
    if found.unit == "km2":
        return _ground(page, memory, view=view, at=at, number=number)
    if found.unit == "percent":
        measure = units.share(view, at, around=units.wider(page, sentence))
        return _Measured(measure, (), 0.7, "a share due to a cause") if measure else "percentage"
    if found.unit == "ratio":
        measure = units.ratio(view, at)
        return _Measured(measure, (), 0.6, "a ratio of losses") if measure else "multiple"
    if len(found.unit) == 3 and found.unit.isupper():
        return _money(page, view=view, at=at, found=found, sentence=sentence, memory=memory)
    return _people(page, memory, number=number, view=view, at=at, found=found)


def _ground(page: Page, memory: Memory, *, view: View, at: int, number: int) -> _Measured | str:
    if _is_second_unit(page, view, at, memory):
        return "second unit"
    measure = units.area(view, at)
    if measure is None and memory.last is not None and number - memory.last.sentence <= 3:
        near = [d for d in memory.drafts[-6:] if d.claim.measure is Measure.AREA_TAKEN]
        measure = Measure.AREA_TAKEN if near else None
    return _Measured(measure, (), 0.75, "ground taken") if measure else "area"


def _is_second_unit(page: Page, view: View, at: int, memory: Memory) -> bool:
    """A figure in brackets right after another figure of the same kind."""
    if not measuring._bracketed(view, at) or memory.last is None:
        return False
    before = next((view[j] for j in range(at - 1, max(-1, at - 8), -1) if view[j].kind == FIGURE), None)
    return before is not None and before.found is not None and before.found.unit == view[at].found.unit  # type: ignore[union-attr]


def _money(page: Page, *, view: View, at: int, found: Found, sentence: Sentence, memory: Memory) -> _Measured | str:
    if measuring._bracketed(view, at) and any(
        view[j].kind == FIGURE and len(view[j].found.unit) == 3 for j in range(max(0, at - 4), at)  # type: ignore[union-attr]
    ):
        return "second unit"
    measure, why = units.money(view, at, around=units.wider(page, sentence), low=float(found.low or found.high or 0))
    return _Measured(measure, (), 0.7, "paid to one person") if measure else why


_LEAST = 2.6


def _people(page: Page, memory: Memory, *, number: int, view: View, at: int, found: Found) -> _Measured | str:
    if found.unit in _OTHER_UNITS:
        return _OTHER_UNITS[found.unit]
    every = units.for_every(view, at)
    if every is not None:
        return _Measured(every, (), 0.6, "said for every one")
    head = measuring.head_noun(view, at)
    if head is not None and view[head].has("things") and not view[head].has("fighters"):
        if not any(tag.startswith(("noun.", "participle.")) for tag in view[head].tags):
            return "counted things"
    found_cues = measuring.cues(view, at)
    best = found_cues[0] if found_cues else None
    if best is not None and best.score >= _LEAST:
        measure, used = measuring.joined(view, best)
        words = tuple((view[j].start, view[j].end) for j in used)
        return _Measured(measure, words, min(0.97, 0.4 + best.score / 18), f"{best.role} beside the figure", cue=best)
    people = head is not None and view[head].has("fighters", "civilians")
    if head is None or people or found.unit in ("", "person"):
        inherited = _inherit(page, memory, number=number, view=view, at=at)
        if inherited is not None:
            return _Measured(inherited.claim.measure, (), 0.5, "as the figure before", cue=None, inherited=inherited)
    if people and view[head].has("fighters") and _has_side(view, at):  # type: ignore[index]
        return _Measured(Measure.STRENGTH, ((view[head].start, view[head].end),), 0.4, "people under arms")  # type: ignore[index]
    return "no measure"


_OTHER_UNITS = {
    "year": "duration or age", "day": "duration", "month": "duration", "week": "duration", "hour": "duration", "minute": "duration",
    "second": "duration", "km": "distance", "kilometre": "distance", "kilometer": "distance", "mile": "distance", "metre": "distance",
    "meter": "distance", "mm": "calibre",
}  # fmt: skip


def _has_side(view: View, at: int) -> bool:
    return any(item.party for item in view)


def _inherit(page: Page, memory: Memory, *, number: int, view: View, at: int) -> Draft | None:
    """The claim that a figure with no cue of its own goes with: one listed beside it, or the last one where words point back."""
    last = memory.last
    if last is None:
        return None
    if last.sentence == number:
        return last if last.claim.figure.unit == "person" else None
    here, there = page.sentences[number], page.sentences[last.sentence]
    rows = page.blocks[here.block].kind is Kind.ENTRY and page.blocks[there.block].kind is Kind.ENTRY
    back = here.block == there.block or (rows and page.blocks[here.block].group == page.blocks[there.block].group)
    if not back or number - last.sentence > 2 or last.claim.figure.unit != "person":
        return None
    points = any(item.low in _BACK for item in view)
    return last if points or rows or len(view) < 16 else None


_BACK = frozenset("them those these whom figure number total count figures it his its list rest remainder others toll same".split())


# ------------------------------------------------------------------ the claim
def _claim(
    page: Page, memory: Memory, *, number: int, view: View, at: int, found: Found, decided: _Measured, spoken: Sequence[Voice]
) -> None:
    traces = [Trace(field="measure", rule=decided.rule, words=decided.words, confidence=decided.confidence)]
    voice = _voice_for(memory, spoken, view, at)
    side = _side(page, memory, view=view, at=at, decided=decided, voice=voice)
    civilian = _civilian(view, at, decided.cue)
    per, per_words = units.per_of(view, at, cue=decided.cue.at if decided.cue else None)
    measure, per = _fit_rate(decided.measure, per)
    timed = _timed(page, memory, view=view, at=at, decided=decided)
    status = standing.status_of(
        view, at, measure=measure, party=side.code, civilian=civilian, voice=voice, period=timed.period, page=page
    )
    try:
        claim = _build(page, found=found, measure=measure, per=per, side=side.code, civilian=civilian, timed=timed, status=status.status, voice=voice)
    except ValueRefused as error:
        _reject(page, memory, found, f"refused: {error}")
        return
    traces.append(Trace(field="party", rule=side.rule, words=_spans(side.words), confidence=side.confidence))
    traces.append(Trace(field="per", rule="a rate" if per else "no rate", words=_spans(per_words), confidence=0.9))
    traces.append(Trace(field="period", rule=timed.rule, words=timed.words, confidence=timed.confidence))
    traces.append(Trace(field="status", rule=status.rule, words=_spans(status.words), confidence=status.confidence))
    if voice is not None:
        traces.append(Trace(field="speaker", rule=voice.how, words=((voice.start, voice.end),), confidence=0.75))
    draft = Draft(claim=claim, traces=traces, cue=decided.cue, timed=timed, sentence=number, voice=voice)
    memory.drafts.append(draft)
    memory.last = draft
    if side.code:
        memory.side = side.code


def _spans(words: tuple[int, int] | None) -> tuple[tuple[int, int], ...]:
    return (words,) if words else ()


def _fit_rate(measure: Measure, per: Per | None) -> tuple[Measure, Per | None]:
    if per is Per.KM2:
        return (Measure.LOSSES_PER_AREA, Per.KM2) if measure in measuring.LOSS else (measure, None)
    if measure is Measure.RECRUIT_PAY:
        return measure, Per.MONTH if per is Per.MONTH else Per.PERSON
    if measure is Measure.DEATH_PAYMENT:
        return measure, Per.PERSON
    if measure in (Measure.CAUSE_SHARE, Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO, Measure.RESERVE):
        return measure, None
    return measure, per


def _build(
    page: Page, *, found: Found, measure: Measure, per: Per | None, side: str | None, civilian: bool, timed: Timed, status: Status, voice: Voice | None
) -> Claim:
    unit = found.unit if found.unit in ("km2", "percent", "ratio") or (len(found.unit) == 3 and found.unit.isupper()) else "person"
    if measure in (Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO):
        unit = "ratio"
    figure = Figure(low=found.low, high=found.high, bound=found.bound, unit=unit, per=per)
    return Claim(
        figure=figure,
        quote=page.text[found.start : found.end],
        place=Place(document=page.document.id, start=found.start, end=found.end),
        measure=measure,
        party=Party(side) if side else None,
        civilian=civilian,
        period=timed.period,
        status=status,
        speaker=voice.name if voice else None,
        source=voice.source if voice else None,
        war=page.war.id if page.war and status is not Status.HISTORICAL else None,
    )


def _side(page: Page, memory: Memory, *, view: View, at: int, decided: _Measured, voice: Voice | None) -> sides.Side:
    speaker = voice.party if voice else None
    carried = decided.inherited.claim.party.code if decided.inherited and decided.inherited.claim.party else memory.side
    if decided.inherited is not None and not _names_side(view, at) and decided.inherited.claim.party:
        return sides.Side(carried, None, 0.5, "as the figure before")
    return sides.side_of(view, at, cue=decided.cue, page=page, carried=carried, speaker=speaker)


def _names_side(view: View, at: int) -> bool:
    low = next((j for j in range(at - 1, -1, -1) if view[j].kind == FIGURE or view[j].low == ";"), -1)
    high = next((j for j in range(at + 1, len(view)) if view[j].kind == FIGURE or view[j].low == ";"), len(view))
    return any(view[j].party and view[j].has("side") for j in range(low + 1, high))


def _civilian(view: View, at: int, cue: Cue | None) -> bool:
    """Civilians in the figure's own phrase, or right beside its cue."""
    for j in range(at + 1, min(len(view), at + 8)):
        item = view[j]
        if item.kind == FIGURE or (item.kind == MARK and item.low in ";:,("):
            break
        if item.has("civilians"):
            return True
        if item.has("fighters") and item.low not in ("people", "persons", "person", "women", "men", "woman"):
            return False
    return any(view[j].has("civilians") for j in range(max(0, at - 4), at)) and not any(
        view[j].kind == FIGURE for j in range(max(0, at - 4), at)
    )


def _timed(page: Page, memory: Memory, *, view: View, at: int, decided: _Measured) -> Timed:
    timed = timing.period_of(view, at, measure=decided.measure, page=page)
    if timed.period != UNDATED or decided.inherited is None:
        return timed
    before = decided.inherited.timed
    return replace(before, rule="as the figure before", confidence=0.5) if before is not NOT_DATED else timed


def _voice_for(memory: Memory, spoken: Sequence[Voice], view: View, at: int) -> Voice | None:
    """The voice that speaks for the figure: the last that began before it, else the first after it, else the paragraph's."""
    named = [voice for voice in spoken if voice.name]
    if not named:
        return memory.voice
    start = view[at].start
    before = [voice for voice in named if voice.start < start]
    after = [voice for voice in named if voice.start >= start]
    if before and after and after[0].how == "according" and before[-1].how == "says":
        return replace(after[0], source=after[0].source or before[-1].name)
    if len(before) >= 2 and before[-1].how == "says" and before[-2].how == "says" and _nested(view, before[-2], before[-1]):
        return replace(before[-2], source=before[-2].source or before[-1].name)
    if before:
        return before[-1]
    return after[0]


def _nested(view: View, outer: Voice, inner: Voice) -> bool:
    """ "X reports that Y estimates …": one voice inside the other's clause."""
    return outer.at < inner.at and any(view[j].low == "that" for j in range(outer.at, inner.at))


# ------------------------------------------------------------------ rejections
_BECAUSE: Mapping[str, str] = {
    "percentage": "a percentage that is no share of losses due to a cause",
    "multiple": "a multiple or ratio that compares no losses",
    "area": "ground that is not said to be taken",
    "second unit": "the same figure in a second unit",
    "counted things": "it counts things or places, not people",
    "no measure": "nothing beside it says what it is of",
}


def _reject(page: Page, memory: Memory, found: Found, why: str) -> None:
    key = why.partition(":")[0]
    memory.rejections.append(
        Rejection(
            quote=page.text[found.start : found.end],
            place=Place(document=page.document.id, start=found.start, end=found.end),
            why=key.replace(" ", "_"),
            because=_BECAUSE.get(key, why),
        )
    )


