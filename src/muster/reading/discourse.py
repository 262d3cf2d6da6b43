"""What a text carries over from sentence to sentence: the voice that speaks, the side spoken of, the days, the heading in force.

Invariant: nothing carries over from below; what a sentence says itself always outranks what is carried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from muster.claims.claim import Claim
from muster.claims.reading import Rejection, Trace
from muster.reading import camps, columns, floor, leads, nearness, relays, roundups, sections, votes
from muster.reading.cases import Grounds
from muster.reading.choosing import Chooser
from muster.reading.context import FIGURE, TIME, Page, Sentence
from muster.reading.hearing import Hearing
from muster.reading.layout import Kind
from muster.reading.logit import NOTHING, Weights
from muster.reading.measuring import LOSS, Cue, View, measures_of, speaks
from muster.reading.timing import Timed
from muster.reading.voices import Voice
from muster.reading.whom import Floor


@dataclass(slots=True)
class Draft:
    """A claim in the making: the claim, its traces, and what later figures may inherit from it."""

    claim: Claim
    traces: list[Trace]
    cue: Cue | None
    timed: Timed
    sentence: int
    voice: Voice | None
    people: str | None = None  # whose people are counted, where the party is whom they fight for
    aside: bool = False  # told in brackets
    grounds: Grounds | None = None  # on what its status rests


@dataclass(slots=True)
class Memory:
    """What the text has said so far.

    `floor` is who has the floor; `side` the side spoken of; `heading` the sentence that announces the rows below it; `days` the days
    spoken of.
    """

    floor: Floor
    days: leads.Days
    office: str | None = None
    last: Draft | None = None
    side: str | None = None
    side_block: int = 0
    heading: Sentence | None = None
    drafts: list[Draft] = field(default_factory=list)
    first_of: dict[tuple[int | float, ...], Draft] = field(
        default_factory=dict
    )  # the first figure of people with these numbers
    rejections: list[Rejection] = field(default_factory=list)
    relays: dict[str, Voice] = field(default_factory=dict)  # who passes on the numbers of which office
    weights: Weights = NOTHING  # what was learned of statuses
    chooser: Chooser = field(default_factory=Chooser)  # what was learned of speakers and days
    together: set[str] = field(default_factory=set)  # who counts fighters and civilians together
    together_in: int | None = None  # the sentence in which that is said


def begin(page: Page, heard: Hearing) -> Memory:
    """An empty memory, with the side whose office publishes the document where one does."""
    memory = Memory(floor=floor.begin(page, heard), days=leads.begin(page), relays=relays.relays_of(page, heard))
    page.topic = _topic(page)
    memory.office = page.office
    return memory


def _topic(page: Page) -> str | None:
    """The side whose people the title is about: the one side of this war named in the first heading that names any."""
    for sentence in page.sentences[:6]:
        if page.blocks[sentence.block].kind is Kind.PARAGRAPH:
            return None
        named = sentence.view
        if page.office and any(item.has("foe") or item.low.startswith("enemy ") for item in named):
            return camps.opponent(page.office, page)  # "Enemy personnel losses: summary for November"
        if page.blocks[sentence.block].kind is Kind.ENTRY and any(item.kind == TIME for item in named):
            continue  # where and when it was issued
        found = {
            item.party
            for j, item in enumerate(named)
            if item.party
            and item.has("side")
            and not nearness.after_place(named, j)
            and not nearness.describes_speaker(named, j)
            and (j or len(named) < 2 or named[1].low != ":" or not any(one.party for one in named[2:]))
        }
        inside = [code for code in found if page.war is not None and page.war.party(code) is not None]
        if inside:
            return inside[0] if len(inside) == 1 else None
    return None


def enter(memory: Memory, page: Page, *, number: int) -> None:
    """Settle who has the floor, and the days spoken of, where a sentence begins."""
    floor.enter(memory.floor, page, number=number)
    sentence = page.sentences[number]
    section = sections.at(page.sections, sentence.first)
    page.here = section.state if section is not None else None
    roundups.turn_to(page, sentence.first)
    leads.enter(memory.days, sentence=sentence, view=sentence.view)


def leave(memory: Memory, page: Page, *, number: int, spoken: Sequence[Voice]) -> None:
    """Remember who spoke, of whom, and whether rows were announced."""
    sentence = page.sentences[number]
    view = sentence.view
    floor.leave(memory.floor, page, number=number, spoken=spoken)
    named = subject_side(view) if "side" in sentence.tags else None
    side = (
        votes.BOTH
        if "both_sides" in sentence.tags
        else named or _asked_about(view) or _keeps_silent(view) or _opens_on(page, sentence)
    )
    figures = [at for at, item in enumerate(view) if item.kind == FIGURE] if FIGURE in sentence.kinds else []
    made = list(takewhile(lambda draft: draft.sentence == number, reversed(memory.drafts)))
    lent = next((code for at in figures if (code := nearness.countrymen(view, at, war=page.war))), None)
    if view and view[0].low == "(":
        side = None
    elif lent or (made and _outsiders(page, made[0])):
        side = None
        memory.side, memory.side_block = lent or memory.side, sentence.block
    several = {draft.people for draft in made if draft.people}
    ruling = page.war.government if page.war is not None else ()
    if len(several) >= _SEVERAL and ruling and several.isdisjoint(ruling):
        side = votes.BOTH  # "Fourteen South Africans, three Malawians and two Tanzanians were killed"
    if side and (side == votes.BOTH or page.war is None or page.war.party(side) is not None):
        memory.side, memory.side_block = side, sentence.block
    leads.leave(memory.days, sentence=sentence, view=view, made=[(draft.claim, draft.timed) for draft in made][::-1])
    if _announces(page, sentence):
        memory.heading = _better_heading(memory.heading, sentence, page)


_SEVERAL = 3


def _outsiders(page: Page, draft: Draft) -> bool:
    """Whether those counted last are the people of a state that is no party of the war: they are spoken of further."""
    return draft.people is not None and page.war is not None and page.war.party(draft.people) is None


def _announces(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence heads what follows: a heading, a question that stands alone, a lead-in, a short phrase at a paragraph's head."""
    block = page.blocks[sentence.block]
    if block.kind is Kind.HEADING or page.text[block.end - 1] == ":":
        return True
    if FIGURE in sentence.kinds:
        return False
    below = _next_block(page, sentence)
    if below is not None and "|" in below.lows and any(speaks(item) for item in sentence.view):
        return True  # the title of a table
    if block.kind is Kind.ENTRY or (len(block.sentences) == 1 and page.text[block.end - 1] == "?"):
        return True
    short = _SHORT_QUESTION if page.text[sentence.end - 1] == "?" else _SHORT
    return sentence.start == block.start and len(sentence.view) <= short and len(block.sentences) > 1


def _next_block(page: Page, sentence: Sentence) -> Sentence | None:
    """The first sentence of the block below a sentence's, where it is the last of its own."""
    number = page.of_sentence[sentence.first] + 1 if sentence.end >= page.blocks[sentence.block].end - 1 else 0
    return page.sentences[number] if 0 < number < len(page.sentences) else None


def _better_heading(before: Sentence | None, now: Sentence, page: Page) -> Sentence:
    """Of two headings one under the other the one that says what the rows count."""
    if before is None:
        return now
    of_table = columns.heads_rows(page, now.block)  # its heads say of what only where the title does not
    if 0 < now.block - before.block <= (_TITLED if of_table else 2) and (
        of_table or not any(speaks(item) for item in now.view)
    ):
        close = of_table or page.blocks[now.block].group - page.blocks[before.block].group <= 1
        return before if close and any(speaks(item) for item in before.view) else now
    return now


_TITLED = 4
_SHORT, _SHORT_QUESTION = 7, 18  # words and marks


def subject_side(view: View) -> str | None:
    """The side a sentence is about: the first named that is neither a place nor said of somebody who speaks."""
    named = [(j, item) for j, item in enumerate(view) if item.party and item.has("side")]
    named = [(j, item) for j, item in named if not nearness.describes_speaker(view, j) and not _is_metonym(view, j)]
    about = next((item for j, item in named if len(view) < _SHORT and view[j - 1].low == "about" and j > 1), None)
    if about is not None:
        return about.party  # "Moscow about Ukraine"
    free = [(j, item) for j, item in named if not nearness.after_place(view, j)]
    if len(free) > 1 and free[0][0] == 0 and view[1].low == ":":
        free = free[1:]  # "Yemen: how the Houthi ranks swelled"
    return free[0][1].party if free else None


def _asked_about(view: View) -> str | None:
    """The one side that a question names: "Can Moscow replace them?", "Does Iran's army melt away, then?"."""
    if not view or view[-1].low.rstrip('”"’') != "?" or any(item.kind == FIGURE for item in view):
        return None
    if any(item.low in _BELIEVED for item in view):
        return None  # "Do not trust Kyiv?"
    named = {item.party for item in view if item.party and (item.has("side") or item.low in camps.METONYMS)}
    return named.pop() if len(named) == 1 else None


def _keeps_silent(view: View) -> str | None:
    """The side whose capital is told to give no losses: "Moscow has published no toll since the autumn"."""
    named = {item.party for item in view if item.party and (item.has("side") or item.low in camps.METONYMS)}
    if len(named) != 1 or any(item.kind == FIGURE for item in view):
        return None
    seat = next((j for j, item in enumerate(view) if item.low in camps.METONYMS), None)
    silent = any(item.low in _SILENT for item in view)
    lost = any(measure in LOSS for item in view for measure in measures_of(item, "noun"))
    return view[seat].party if seat is not None and silent and lost else None


def _opens_on(page: Page, sentence: Sentence) -> str | None:
    """The side whose capital a paragraph begins with, told of and not speaking: "Moscow's well is deeper", "Kyiv has guests too"."""
    view = sentence.view
    if sentence.start != page.blocks[sentence.block].start or view[0].low not in camps.METONYMS or len(view) > _OPENING:
        return None
    if len(view) < 2 or view[1].low not in _STANDS or any(item.kind == FIGURE or item.has("say") for item in view):
        return None  # "Kyiv reached the same milestone": it tells of another's
    named = {item.party for item in view if item.party}
    return named.pop() if len(named) == 1 else None


_OPENING = 16
_STANDS = frozenset("' ’ has had is was needs lacks pays can cannot must faces".split())
_SILENT = frozenset(
    "no not never nothing silent hardly seldom rarely secret without refuses keeps hides conceals n't t".split()
)
_BELIEVED = frozenset("trust trusted believe believed believes ask asked".split())


def _is_metonym(view: View, j: int) -> bool:
    """A capital or a seat of government that does something: it speaks or acts, it does not fall in battle."""
    item = view[j]
    if item.has("demonym", "fighters", "group") or item.phrase is None or j + 1 >= len(view):
        return False
    return item.low in camps.METONYMS
