"""The rules reader: every figure of a page becomes a claim or a rejection, and each field says which words decided it.

Invariant: deterministic; needs no model; claims and rejections together cover every figure that `figures.find` finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from muster.claims.claim import Claim, Place
from muster.claims.errors import ValueRefused
from muster.claims.figure import Figure, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.reading import Rejection, Trace
from muster.reading import attribution, carrying, crediting, deciding, discourse, floor, measuring, sides, standing, units
from muster.reading.attribution import Voice
from muster.reading.context import FIGURE, MARK, Item, Page
from muster.reading.borrowing import Measured
from muster.reading.discourse import Draft, Memory
from muster.reading.figures import Found
from muster.reading.layout import Kind
from muster.reading.measuring import Cue, View
from muster.reading.timing import Timed


def apply(page: Page) -> Memory:
    """Drafts of all claims and the rejections, in text order."""
    memory = discourse.begin(page, attribution.listen(page))
    for number, sentence in enumerate(page.sentences):
        view = page.items[sentence.first : sentence.last]
        discourse.enter(memory, page, number)
        spoken = floor.who(memory.floor, page, number, memory.side)
        for at, item in enumerate(view):
            if item.kind == FIGURE:
                _figure(page, memory, number=number, view=view, at=at, spoken=spoken)
        _mark_parents(memory, page, number=number, view=view)
        discourse.leave(memory, page, number, spoken)
    for found in page.in_times:
        _reject(page, memory, found, "date or duration")
    memory.rejections.sort(key=lambda rejection: rejection.place.start)
    return memory


# ------------------------------------------------------------------ one figure
def _figure(page: Page, memory: Memory, *, number: int, view: View, at: int, spoken: Sequence[Voice]) -> None:
    found = view[at].found
    assert found is not None
    decided = deciding.measure_of(page, memory, number=number, view=view, at=at, found=found)
    inside = [one for one in page.inner if found.start <= one.start and one.end <= found.end]
    if isinstance(decided, str):
        for one in (found, *inside):
            _reject(page, memory, one, decided)
        return
    _claim(page, memory, number=number, view=view, at=at, found=found, decided=decided, spoken=spoken)
    for inner in inside:
        whole = deciding.of_whole(memory, inner, decided, view=view, at=at)
        _claim(page, memory, number=number, view=view, at=at, found=inner, decided=whole, spoken=spoken)


# ------------------------------------------------------------------ the claim
def _claim(
    page: Page,
    memory: Memory,
    *,
    number: int,
    view: View,
    at: int,
    found: Found,
    decided: Measured,
    spoken: Sequence[Voice],
) -> None:
    traces = [Trace(field="measure", rule=decided.rule, words=decided.words, confidence=decided.confidence)]
    voice = crediting.voice_for(memory, spoken, view, at, page=page, number=number)
    civilian = decided.measure in _OF_CIVILIANS and (
        _civilian(view, at, decided.cue) or _civilian_before(memory, view=view, at=at, number=number)
    )
    side = _side(page, memory, number=number, view=view, at=at, decided=decided, voice=voice, spoken=spoken, civilian=civilian)
    per, per_words = units.per_of(view, at, cue=decided.cue.at if decided.cue else None)
    measure, per = _fit_rate(decided.measure, per or _same_rate(memory, decided, view=view, at=at, number=number))
    inherited = decided.inherited.timed if decided.inherited else None
    timed = carrying.timed(memory.days, view=view, at=at, measure=measure, side=side.code, rate=per is not None, inherited=inherited
    )
    last = memory.last
    case = standing.Case(
        measure=measure,
        party=side.code,
        civilian=civilian,
        voice=voice,
        period=timed.period,
        office=memory.office,
        before=last.claim if last and page.sentences[last.sentence].block == page.sentences[number].block else None,
        listed=last is not None and last.sentence == number,
        borrowed=decided.inherited is not None,
    )
    status = standing.status_of(view, at, case=case, page=page)
    if status.status is Status.NEEDED and decided.rule == "people under arms":
        measure = Measure.RECRUITED
    try:
        claim = _build(
            page,
            found=found,
            measure=measure,
            per=per,
            side=side.code,
            civilian=civilian,
            timed=timed,
            status=status.status,
            voice=voice,
            unit=decided.unit,
        )
    except ValueRefused as error:
        _reject(page, memory, found, f"refused: {error}")
        return
    traces.append(Trace(field="party", rule=side.rule, words=_spans(side.words), confidence=side.confidence))
    traces.append(Trace(field="per", rule="a rate" if per else "no rate", words=_spans(per_words), confidence=0.9))
    traces.append(Trace(field="period", rule=timed.rule, words=timed.words, confidence=timed.confidence))
    traces.append(Trace(field="status", rule=status.rule, words=_spans(status.words), confidence=status.confidence))
    if voice is not None:
        traces.append(Trace(field="speaker", rule=voice.how, words=((voice.start, voice.end),), confidence=0.75))
    aside = _in_brackets(page, number=number, start=found.start)
    draft = Draft(
        claim=claim,
        traces=traces,
        cue=decided.cue,
        timed=timed,
        sentence=number,
        voice=voice,
        people=side.people or side.code,
        aside=aside,
    )
    memory.drafts.append(draft)
    if aside and memory.last is not None and not memory.last.aside:
        return  # what a bracket tells is not what the text goes on with
    memory.last = draft
    if draft.people and claim.status is not Status.HISTORICAL:
        memory.side, memory.side_block = draft.people, page.sentences[number].block


def _in_brackets(page: Page, *, number: int, start: int) -> bool:
    """Whether the figure stands in brackets that its block opened before."""
    opened = page.blocks[page.sentences[number].block].start
    return page.text.count("(", opened, start) > page.text.count(")", opened, start)


def _spans(words: tuple[int, int] | None) -> tuple[tuple[int, int], ...]:
    return (words,) if words else ()


def _fit_rate(measure: Measure, per: Per | None) -> tuple[Measure, Per | None]:
    if per is Per.KM2:
        return (Measure.LOSSES_PER_AREA, Per.KM2) if measure in measuring.LOSS else (measure, None)
    if measure is Measure.LOSSES_PER_AREA:
        return measure, Per.KM2
    if measure is Measure.RECRUIT_PAY:
        return measure, Per.MONTH if per is Per.MONTH else Per.PERSON
    if measure is Measure.DEATH_PAYMENT:
        return measure, Per.PERSON
    if measure in (Measure.CAUSE_SHARE, Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO, Measure.RESERVE):
        return measure, None
    return measure, per


_OF_CIVILIANS = measuring.LOSS | {Measure.RETURNED}
_IN_ALL = frozenset("total all altogether overall sum totalled totaling".split())


def _same_rate(memory: Memory, decided: Measured, *, view: View, at: int, number: int) -> Per | None:
    """A figure set beside a rate in one sentence is a rate too: "40k a month in spring and 30k in June"."""
    last = memory.last
    if last is None or last.sentence != number or last.claim.figure.per not in (Per.DAY, Per.WEEK, Per.MONTH):
        return None
    if last.claim.measure is not decided.measure or any(item.low in _IN_ALL for item in view[at - 3 : at + 4]):
        return None
    found = view[at].found
    big, small = max(found.low or 0, found.high or 0) if found else 0, max(last.claim.figure.numbers)
    return last.claim.figure.per if small / 4 <= big <= small * 4 else None


def _build(
    page: Page,
    *,
    found: Found,
    measure: Measure,
    per: Per | None,
    side: str | None,
    civilian: bool,
    timed: Timed,
    status: Status,
    voice: Voice | None,
    unit: str | None,
) -> Claim:
    unit = unit or _unit(found, measure)
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
        speaker=(voice.name or None) if voice else None,
        source=crediting.source_of(voice, measure),
        war=page.war.id if page.war and status is not Status.HISTORICAL else None,
    )


def _unit(found: Found, measure: Measure) -> str:
    if measure in (Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO):
        return "ratio"
    money = len(found.unit) == 3 and found.unit.isupper()
    return found.unit if money or found.unit in ("km2", "percent", "ratio") else "person"


def _side(
    page: Page,
    memory: Memory,
    *,
    number: int,
    view: View,
    at: int,
    decided: Measured,
    voice: Voice | None,
    spoken: Sequence[Voice],
    civilian: bool,
) -> sides.Side:
    if decided.measure is Measure.EXCHANGE_RATIO:
        code = units.ratio_side(view, at, before=[draft.claim for draft in memory.drafts[-3:]])
        if code is not None:
            return sides.Side(code, None, 0.6, "whose one loss is the unit")
    column = _column(page, number=number, view=view, at=at)
    if column is not None:
        return sides.Side(column, None, 0.7, "the head of its column")
    if decided.measure is Measure.WOUNDED_PER_KILLED and not any(item.party for item in view) and not (voice and voice.party):
        return sides.Side(None, None, 0.6, "a rule of thumb")
    before = decided.inherited.people if decided.inherited else None
    if before is not None and not _names_side(view, at) and not _new_voice(memory, voice):
        found = sides.Side(before, None, 0.5, "as the figure before")
    else:
        gap = page.sentences[number].block - memory.side_block
        asked = sides.Asked(
            page=page,
            measure=decided.measure,
            cue=decided.cue,
            carried=sides.Carried(before) if before else sides.Carried(memory.side, gap),
            speaker=voice.party if voice else memory.office,
            admits=crediting.admits(view, voice) or _health(voice),
            of_own=_new_voice(memory, voice),
            civilian=civilian,
            heading=_heading(memory, page) if decided.rule == "the heading above" else (),
            spoken=tuple((one.start, one.end) for one in spoken if one.how != "owns"),
        )
        found = sides.side_of(view, at, asked)
    if decided.measure is Measure.FOREIGN:
        last = next((d.claim.party for d in reversed(memory.drafts) if d.claim.measure is Measure.FOREIGN), None)
        return sides.gaining(found, view, page=page, before=last.code if last else None)
    return sides.of_people(found, view, at, page=page)


def _column(page: Page, *, number: int, view: View, at: int) -> str | None:
    """The side at the head of a table's column: a row above with as many sides as this row has figures."""
    figures = [j for j, item in enumerate(view) if item.kind == FIGURE]
    if len(figures) < 2 or page.blocks[page.sentences[number].block].kind is Kind.PARAGRAPH:
        return None
    if any(item.party and item.has("side") for item in view):
        return None
    for above in range(number - 1, max(-1, number - 9), -1):
        sentence = page.sentences[above]
        row = page.items[sentence.first : sentence.last]
        heads = [item.party for item in row if item.party and item.has("side")]
        if len(heads) == len(figures) and len(row) <= 3 * len(heads) and not any(item.kind == FIGURE for item in row):
            return heads[figures.index(at)] if at in figures else None
        if page.blocks[sentence.block].kind is Kind.PARAGRAPH:
            return None
    return None


def _heading(memory: Memory, page: Page) -> tuple[Item, ...]:
    heading = memory.heading
    return tuple(page.items[heading.first : heading.last]) if heading else ()


def _new_voice(memory: Memory, voice: Voice | None) -> bool:
    """Whether another side's office speaks now, after one that told of its own: each tells of its own, then."""
    last = memory.last
    if last is None or last.voice is None or voice is None or voice.party is None or last.voice.party is None:
        return False
    return last.voice.party == last.people and voice.party != last.voice.party


def _health(voice: Voice | None) -> bool:
    """A health ministry counts the dead of its own land."""
    return voice is not None and "health" in (voice.name or "").lower()


def _names_side(view: View, at: int) -> bool:
    low = next((j for j in range(at - 1, -1, -1) if view[j].kind == FIGURE or view[j].low == ";"), -1)
    high = next((j for j in range(at + 1, len(view)) if view[j].kind == FIGURE or view[j].low == ";"), len(view))
    return any(view[j].party and view[j].has("side") and not sides.after_place(view, j) for j in range(low + 1, high))


def _civilian(view: View, at: int, cue: Cue | None) -> bool:
    """Civilians in the figure's own phrase, beside it, or told to be among it: "1,000 people, soldiers and civilians"."""
    for j in range(at + 1, min(len(view), at + 8)):
        item = view[j]
        if item.low == ",":
            near = view[j + 1 : j + 5]
            return (
                any(i.has("civilians") for i in near)
                and any(i.has("fighters") or i.low == "military" for i in near)
                and not any(i.kind == FIGURE for i in near)
            )
        if item.kind == FIGURE or (item.kind == MARK and item.low in ";:("):
            break
        if item.has("civilians"):
            return True
        if item.has("fighters") and item.low not in ("people", "persons", "person", "women", "men", "woman"):
            return False
    before = view[max(0, at - 4) : at]
    return any(item.has("civilians") for item in before) and not any(
        item.kind == FIGURE or item.low in (",", ";") for item in before
    )


def _civilian_before(memory: Memory, *, view: View, at: int, number: int) -> bool:
    """A figure that names nobody, beside one of civilians in the same sentence, is of civilians too."""
    last = memory.last
    if last is None or last.sentence != number or not last.claim.civilian:
        return False
    head = measuring.head_noun(view, at)
    return head is None or not view[head].has("fighters", "things")


_PARTS = frozenset("included including include includes among".split())


def _mark_parents(memory: Memory, page: Page, *, number: int, view: View) -> None:
    """A figure of which civilians are told to be a part is of fighters and civilians together."""
    part = next((d for d in memory.drafts if d.sentence == number and d.claim.civilian), None)
    if part is None:
        return
    told = any(item.low in _PARTS or item.low in ("of them", "of whom", "of these") for item in view)
    split = any(item.low in ("military", "soldiers", "fighters", "combatants", "servicemen") for item in view)
    if not told and not split:
        return
    for draft in reversed(memory.drafts[:-1]):
        if number - draft.sentence > 1:
            return
        claim = draft.claim
        bigger = max(claim.figure.numbers) > max(part.claim.figure.numbers)
        if claim.measure is part.claim.measure and claim.party == part.claim.party and bigger and not claim.civilian:
            if claim.place.start < part.claim.place.start and (draft.sentence < number or _first_of(memory, draft)):
                draft.claim = replace(claim, civilian=True)
                if not told:
                    return


def _first_of(memory: Memory, draft: Draft) -> bool:
    """Whether the draft is the first of its sentence."""
    return next(d for d in memory.drafts if d.sentence == draft.sentence) is draft


# ------------------------------------------------------------------ rejections
_BECAUSE: Mapping[str, str] = {
    "percentage": "a percentage that is no share of losses due to a cause",
    "multiple": "a multiple or ratio that compares no losses",
    "area": "ground that is not said to be taken",
    "second unit": "the same figure in a second unit",
    "counted things": "it counts things or places, not people",
    "no measure": "nothing beside it says what it is of",
    "age": "an age",
    "displaced people": "people driven from home, trapped or in need",
    "a number pointed at": "a small number that only points back",
    "one of a pair": "the one of a ratio, told with the other figure",
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
