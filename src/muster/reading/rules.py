"""The rules reader: every figure of a page becomes a claim or a rejection, and each field says which words decided it.

Invariant: deterministic; claims and rejections together cover every figure that `figures.find` finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from muster.claims.claim import Claim, Place
from muster.claims.errors import ValueRefused
from muster.claims.figure import Figure, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import UNDATED
from muster.claims.reading import Rejection, Trace
from muster.numbers.figures import Found
from muster.numbers.values import value
from muster.reading import (
    announced,
    belonging,
    carrying,
    civilians,
    columns,
    crediting,
    deciding,
    discourse,
    enlisting,
    grounds,
    heirs,
    learned,
    measuring,
    monthly,
    pay,
    relays,
    standing,
    units,
    whichdays,
    whichvoice,
    whom,
    whose,
)
from muster.reading.asked import PAY
from muster.reading.borrowing import Measured
from muster.reading.cases import Case, Grounds, Standing
from muster.reading.choosing import Chooser, Question
from muster.reading.context import Page
from muster.reading.dates import Relation
from muster.reading.discourse import Draft, Memory
from muster.reading.hearing import Hearing
from muster.reading.logit import RULE, Weights
from muster.reading.spot import Spot
from muster.reading.timing import Timed
from muster.reading.voices import Voice
from muster.reading.votes import Side


def apply(page: Page, *, weights: Weights | None = None, chooser: Chooser | None = None) -> Memory:
    """Drafts of all claims and the rejections, in text order; statuses are weighed with `weights`, speakers and days chosen by `chooser`,
    by default with what comes with the reader."""
    memory = discourse.begin(page, Hearing(page))
    memory.weights = grounds.shipped() if weights is None else weights
    memory.chooser = chooser or Chooser()
    end = 1 + max((page.of_sentence[k] for k, item in enumerate(page.items) if item.found is not None), default=-1)
    for number, sentence in enumerate(page.sentences[:end]):
        view = sentence.view
        discourse.enter(memory, page, number=number)
        spoken = whom.who(memory.floor, page, number=number, side=memory.side)
        for at, item in enumerate(view):
            if item.found is not None:
                spot = Spot(
                    page=page, memory=memory, number=number, view=view, at=at, found=item.found, gates=sentence.gates
                )
                _figure(spot, spoken)
        civilians.mark_parents(memory, page, number=number)
        civilians.mark_mixed(memory, page, number=number)
        discourse.leave(memory, page, number=number, spoken=spoken)
    for number in range(end, min(end + 2, len(page.sentences))):
        civilians.mark_mixed(memory, page, number=number)
    for found in page.in_times:
        _reject(page, memory, found, "date or duration")
    memory.rejections.sort(key=lambda rejection: rejection.place.start)
    return memory


def _figure(spot: Spot, spoken: Sequence[Voice]) -> None:
    """One figure and those inside it, each a claim or a rejection."""
    found, page = spot.found, spot.page
    decided = learned.reconsidered(spot, deciding.measure_of(spot))
    inside = [one for one in page.inner if found.start <= one.start and one.end <= found.end]
    if isinstance(decided, str):
        for one in (found, *inside):
            _reject(page, spot.memory, one, decided)
        return
    _claim(spot, decided, spoken)
    told = spot.memory.last
    for one in inside:
        inner = spot.inside(one)
        _claim(inner, deciding.of_whole(inner, decided), spoken)
    spot.memory.last = told  # the text goes on with the part, not with its whole


# ------------------------------------------------------------------ the claim
@value(frozen=True, slots=True, kw_only=True)
class _Fields:
    """Everything that was decided of a figure."""

    decided: Measured
    measure: Measure
    per: Per | None
    per_words: tuple[int, int] | None
    side: Side
    civilian: bool
    timed: Timed
    ruled_days: Timed
    status: Standing
    voice: Voice | None
    voice_rule: str
    grounds: Grounds


def _claim(spot: Spot, decided: Measured, spoken: Sequence[Voice]) -> None:
    fields = _decide(spot, decided, spoken)
    try:
        claim = _build(spot, fields)
    except ValueRefused as error:
        _reject(spot.page, spot.memory, spot.found, f"refused: {error}")
        return
    draft = Draft(
        claim=claim,
        traces=_traces(fields),
        cue=decided.cue,
        timed=fields.ruled_days,
        sentence=spot.number,
        voice=fields.voice,
        people=fields.side.people or fields.side.code,
        aside=_in_brackets(spot),
        grounds=fields.grounds,
    )
    _remember(spot, draft)


def _decide(spot: Spot, decided: Measured, spoken: Sequence[Voice]) -> _Fields:
    """The fields in the order in which each rests on those before."""
    page, memory, view, at = spot.page, spot.memory, spot.view, spot.at
    voice, voice_rule = _voice(spot, decided, spoken)
    civilian = civilians.civilian(spot, decided, voice=voice)
    side = whose.side(spot, decided, voice=voice, spoken=spoken, civilian=civilian)
    if decided.measure in (Measure.STRENGTH, Measure.RECRUITED) and whose.lent(side, page, before=view[:at]):
        decided = replace(decided, measure=Measure.FOREIGN)
        side = whose.side(spot, decided, voice=voice, spoken=spoken, civilian=civilian)
    per, per_words = _told_rate(spot, decided)
    paid = decided.measure is Measure.RECRUIT_PAY
    told = (per if per is Per.MONTH else pay.over(spot) or decided.per) if paid else per or decided.per
    measure, per = _fit_rate(
        decided.measure, told or _same_rate(spot, decided) or monthly.daily_mean(spot.view, spot.at)
    )
    timed = carrying.timed(
        memory.days,
        view=view,
        at=at,
        of=carrying.Of(measure, side.code, per is not None),
        inherited=decided.inherited.timed if decided.inherited else None,
        gates=spot.gates,
    )
    if per is None:
        timed = columns.run_on(timed, page, number=spot.here.block, figure=view[at].start)
    last = memory.last
    case = Case(
        measure=measure,
        party=side.code,
        civilian=civilian,
        voice=voice,
        period=timed.period,
        office=memory.office,
        before=last.claim if last and page.sentences[last.sentence].block == spot.here.block else None,
        listed=last is not None and last.sentence == spot.number,
        borrowed=decided.inherited is not None,
        rate=per is not None,
        inflicted=decided.cue is not None and decided.cue.role == "enemy",
        span=memory.days.war,
    )
    ruled = standing.status_of(view, at, case=case, page=page)
    status = grounds.weighed(view, at, weights=memory.weights, case=case, ruled=ruled, page=page)
    if measure is Measure.STRENGTH and status.status in (Status.NEEDED, Status.TARGET):
        measure = enlisting.wanted(spot, rule=decided.rule, needed=status.status is Status.NEEDED)
    dated = whichdays.Dated(
        measure=measure, rate=per is not None, speaker=case.speaker, party=side.code, status=status.status
    )
    chosen = _chosen_days(spot, dated, timed)
    return _Fields(
        decided=decided,
        measure=measure,
        per=per,
        per_words=per_words,
        side=heirs.of_its_day(side, timed=chosen, block=page.blocks[spot.here.block]),
        civilian=civilian,
        timed=chosen,
        ruled_days=timed,
        status=status,
        voice=voice,
        voice_rule=voice_rule,
        grounds=Grounds(view[at], case, ruled),
    )


def _voice(spot: Spot, decided: Measured, spoken: Sequence[Voice]) -> tuple[Voice | None, str]:
    """Who is credited with the figure, and by which rule."""
    page, memory = spot.page, spot.memory
    voice = crediting.voice_for(spot.view, spot.at, memory=memory, spoken=spoken, page=page, number=spot.number)
    heard = voice
    voice = announced.uncredited(
        memory.floor.credit, voice, measure=decided.measure, rate=bool(_told_rate(spot, decided)[0] or decided.per)
    )
    if decided.measure in PAY and crediting.only_spoken_of(voice, sentence=spot.here):
        voice = None  # what is paid is the same whoever spoke before
    rule = voice.how if voice is not None else ""
    if voice is heard and whichvoice.is_open(spot, voice):
        options = whichvoice.options(spot, decided, spoken=spoken, ruled=voice)
        name = whichvoice.name_of(voice)
        chosen, _ = memory.chooser.pick(Question("voices", (spot.found.start, spot.found.end), options, name))
        if chosen != name:
            voice, rule = options[chosen].answer, RULE
    return relays.with_source(voice, relays=memory.relays, measure=decided.measure), rule


def _chosen_days(spot: Spot, dated: whichdays.Dated, ruled: Timed) -> Timed:
    """The days of the figure once what was learned has been heard."""
    if not whichdays.is_open(spot, dated, ruled=ruled):
        return ruled
    options = whichdays.options(spot, dated, ruled=ruled)
    place = spot.found.start, spot.found.end
    period, sure = spot.memory.chooser.pick(Question("days", place, options, ruled.period))
    if period == ruled.period:
        return ruled
    return Timed(period, options[period].words, sure, RULE, ruled.said)


def _told_rate(spot: Spot, decided: Measured) -> tuple[Per | None, tuple[int, int] | None]:
    """The rate that the words around a figure give it, and these."""
    if units.RATE not in spot.gates:
        return None, None
    return units.per_of(spot.view, spot.at, cue=decided.cue.at if decided.cue else None)


def _build(spot: Spot, fields: _Fields) -> Claim:
    found, page, voice = spot.found, spot.page, fields.voice
    unit = fields.decided.unit or _unit(found, fields.measure)
    status = fields.status.status
    low, high = found.low, found.high
    if unit == "person" and found.kind == "share_of":
        low, high = (end if end is None else round(end) for end in (low, high))  # a third of the 340,000
    war = belonging.war_of(spot, fields.side.code or None, status=status)
    before_it = belonging.ended_before(
        fields.timed.period, war=war, page=page
    )  # days carried to it from another war's figure
    return Claim(
        figure=Figure(low=low, high=high, bound=found.bound, unit=unit, per=fields.per),
        quote=page.text[found.start : found.end],
        place=Place(document=page.document.id, start=found.start, end=found.end),
        measure=fields.measure,
        party=Party(fields.side.code) if fields.side.code else None,
        civilian=fields.civilian,
        period=UNDATED if before_it else fields.timed.period,
        status=status,
        speaker=(voice.name or None) if voice else None,
        source=crediting.source_of(voice, fields.measure),
        war=war,
    )


def _traces(fields: _Fields) -> list[Trace]:
    decided, side, timed, status, voice = fields.decided, fields.side, fields.timed, fields.status, fields.voice
    traces = [
        Trace(field="measure", rule=decided.rule, words=decided.words, confidence=decided.confidence),
        Trace(field="party", rule=side.rule, words=_spans(side.words), confidence=side.confidence),
        Trace(field="per", rule="a rate" if fields.per else "no rate", words=_spans(fields.per_words), confidence=0.9),
        Trace(field="period", rule=timed.rule, words=timed.words, confidence=timed.confidence),
        Trace(field="status", rule=status.rule, words=_spans(status.words), confidence=status.confidence),
    ]
    if voice is not None:
        traces.append(
            Trace(field="speaker", rule=fields.voice_rule, words=((voice.start, voice.end),), confidence=0.75)
        )
    return traces


def _spans(words: tuple[int, int] | None) -> tuple[tuple[int, int], ...]:
    return (words,) if words else ()


def _remember(spot: Spot, draft: Draft) -> None:
    """Keep the draft, and let the text go on with it unless it stands in brackets."""
    memory = spot.memory
    memory.drafts.append(draft)
    if draft.claim.figure.unit == "person":
        memory.first_of.setdefault(draft.claim.figure.numbers, draft)
    if draft.aside and memory.last is not None and not memory.last.aside:
        return
    memory.last = draft
    if draft.people and draft.claim.status is not Status.HISTORICAL and not _of_time_past(draft.claim, spot.page):
        memory.side, memory.side_block = draft.people, spot.here.block


def _of_time_past(claim: Claim, page: Page) -> bool:
    """Whether a strength is of days before the war began, and leads the text to nobody."""
    end = claim.period.end
    return claim.measure is Measure.STRENGTH and page.war is not None and end is not None and end < page.war.start


def _in_brackets(spot: Spot) -> bool:
    """Whether the figure stands in brackets that its block opened before."""
    text, start = spot.page.text, spot.found.start
    opened = spot.page.blocks[spot.here.block].start
    return text.count("(", opened, start) > text.count(")", opened, start)


# ------------------------------------------------------------------ rates and units
_NO_RATE = frozenset({Measure.CAUSE_SHARE, Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO, Measure.RESERVE})
_AGAINST = frozenset(["against", "versus", "as against", "compared with", "compared to"])
_IN_ALL = frozenset("total all altogether overall sum totalled totaling single".split())


def _fit_rate(measure: Measure, per: Per | None) -> tuple[Measure, Per | None]:
    """The rate that a measure can have; casualties for each square kilometre are a measure of their own."""
    if measure is Measure.LOSSES_PER_AREA or (per is Per.KM2 and measure in measuring.LOSS):
        return Measure.LOSSES_PER_AREA, Per.KM2
    if measure is Measure.RECRUIT_PAY:
        return measure, per if per in (Per.MONTH, Per.YEAR) else Per.PERSON
    if measure is Measure.DEATH_PAYMENT:
        return measure, Per.PERSON
    return measure, None if measure in _NO_RATE or per is Per.KM2 else per


def _same_rate(spot: Spot, decided: Measured) -> Per | None:
    """A figure set beside a rate in one sentence is a rate too: "40k a month in spring and 30k in June"."""
    last = spot.memory.last
    goes_on = last is not None and (last.sentence == spot.number or last is decided.inherited)
    if last is None or not goes_on or last.claim.figure.per not in (Per.DAY, Per.WEEK, Per.MONTH):
        return None
    near = spot.view[max(0, spot.at - 3) : spot.at + 4]
    flows = {last.claim.measure, decided.measure} <= measuring.LOSS | measuring.GAIN
    lead = [item.low for item in spot.view[max(0, spot.at - 4) : spot.at]]
    beside = lead[-1:] == ["at"] and "and" in lead  # "losses of 35,000 a month and intake at 31,000"
    set_against = flows and (beside or not _AGAINST.isdisjoint(lead[-1:]))  # "35,000 a month, against 31,000 lost"
    since = any(item.time is not None and item.time.relation is Relation.SINCE for item in near)
    if not (last.claim.measure is decided.measure or set_against) or since or any(item.low in _IN_ALL for item in near):
        return None
    small = max(last.claim.figure.numbers)
    return last.claim.figure.per if small / 4 <= spot.largest <= small * 4 else None


def _unit(found: Found, measure: Measure) -> str:
    if measure in (Measure.WOUNDED_PER_KILLED, Measure.EXCHANGE_RATIO):
        return "ratio"
    money = len(found.unit) == 3 and found.unit.isupper()
    return found.unit if money or found.unit in ("km2", "percent", "ratio") else "person"


# ------------------------------------------------------------------ rejections
_BECAUSE: Mapping[str, str] = {
    "percentage": "a percentage that is no share of losses due to a cause",
    "multiple": "a multiple or ratio that compares no losses",
    "area": "ground that is not said to be taken",
    "second unit": "the same figure in a second unit",
    "counted things": "it counts things or places, not people",
    "no measure": "nothing beside it says what it is of",
    "unlike claims": "only what stands elsewhere would say what it is of, and the words around it are unlike those of claims",
    "age": "an age",
    "difference": "by how many one force is above or below another",
    "displaced people": "people driven from home, trapped or in need",
    "number pointed at": "a small number that only points back",
    "one of a pair": "the one of a ratio, told with the other figure",
    "money spent in all": "a sum spent on all together",
    "money not to one": "money that is not said to be paid to one person",
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
