"""What a text carries over from sentence to sentence: the voice that speaks, the side spoken of, the days, the heading in force.

Invariant: nothing carries over from below; what a sentence says itself always outranks what is carried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from muster.claims.claim import Claim
from muster.claims.reading import Rejection, Trace
from muster.reading import attribution, leads, sides
from muster.reading.attribution import Voice
from muster.reading.context import FIGURE, Page, Sentence
from muster.reading.layout import Kind
from muster.reading.measuring import Cue, View, speaks
from muster.reading.timing import Timed


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
    """What the text has said so far.

    `voice` speaks for the paragraph numbered `voice_block`; `person` and `body` are the last such named anywhere; `side` is the side
    spoken of; `heading` the sentence that announces the rows below it; `days` the days spoken of.
    """

    office: str | None = None
    last: Draft | None = None
    voice: Voice | None = None
    voice_block: int = -1
    person: Voice | None = None
    body: Voice | None = None
    subject: Voice | None = None
    subject_block: int = -1
    side: str | None = None
    heading: Sentence | None = None
    days: leads.Days = field(default_factory=leads.Days)
    drafts: list[Draft] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


def begin(page: Page) -> Memory:
    """An empty memory, with the side whose office publishes the document where one does."""
    memory = Memory(days=leads.begin(page))
    head = page.sentences[0] if page.sentences else None
    named = page.items[head.first : head.last] if head else []
    page.topic = _topic(page, named)
    official = [item for item in named if item.has("office") and item.party]
    if official and len(named) <= 10 and page.blocks[head.block].kind is not Kind.PARAGRAPH:  # type: ignore[union-attr]
        memory.office = page.office = official[0].party
    return memory


def _topic(page: Page, named: View) -> str | None:
    """The side whose people a title is about, where it names just one of this war."""
    found = {
        item.party
        for j, item in enumerate(named)
        if item.party and item.has("side") and not sides.after_place(named, j) and not sides.describes_speaker(named, j)
    }
    inside = [code for code in found if page.war is not None and page.war.party(code) is not None]
    return inside[0] if len(inside) == 1 else None


def enter(memory: Memory, page: Page, sentence: Sentence, view: View) -> None:
    """Forget the voice of the paragraph before, unless it announced the rows that follow."""
    if memory.voice is not None and sentence.block != memory.voice_block:
        if _goes_on(view):
            memory.voice = memory.person if memory.person is not None else memory.voice
            memory.voice_block = sentence.block
        elif _announced(page, memory.voice_block, sentence.block):
            memory.voice_block = sentence.block
        else:
            memory.voice = None
    leads.enter(memory.days, page, sentence, view)


def _goes_on(view: View) -> bool:
    """Whether a paragraph begins with "he" or "she", after the label of who talks where there is one."""
    words = [item for item in view[:4] if item.low.isalpha()]
    labelled = len(view) > 1 and view[1].low == ":"
    return bool(words) and words[min(len(words) - 1, 1 if labelled else 0)].low in ("he", "she")


def _announced(page: Page, before_number: int, number: int) -> bool:
    """Whether a block goes on with what the one before it began: rows after their lead-in, rows after rows."""
    if before_number < 0:
        return False
    before, block = page.blocks[before_number], page.blocks[number]
    if block.kind is not Kind.ENTRY:
        return False
    ended = page.text[before.start : before.end].rstrip()
    return ended.endswith(":") or (before.kind is Kind.ENTRY and block.group - before.group == 0)


def leave(memory: Memory, page: Page, sentence: Sentence, view: View, spoken: Sequence[Voice]) -> None:
    """Remember who spoke, of whom, and whether rows were announced."""
    block = page.blocks[sentence.block]
    named = [voice for voice in spoken if voice.name]
    for voice in named:
        if voice.kind == "person":
            memory.person = voice
        elif voice.kind in ("body", "side"):
            memory.body = voice
    if named and block.kind is not Kind.HEADING:
        memory.voice, memory.voice_block = named[-1], sentence.block
        memory.subject = None
    elif not named:
        memory.subject, memory.subject_block = attribution.subject(view, page), sentence.block
    side = sides.BOTH if any(item.has("both_sides") for item in view) else subject_side(view)
    if side and (side == sides.BOTH or page.war is None or page.war.party(side) is not None):
        memory.side = side
    last = memory.last if memory.last is not None and page.sentences[memory.last.sentence] is sentence else None
    leads.leave(memory.days, sentence, view, (last.claim, last.timed) if last else None)
    if _announces(page, sentence, view):
        memory.heading = _better_heading(memory.heading, sentence, page)


def _announces(page: Page, sentence: Sentence, view: View) -> bool:
    """Whether a sentence heads what follows: a heading, a question that stands alone, a lead-in, a short phrase at a paragraph's head."""
    block = page.blocks[sentence.block]
    if block.kind is Kind.HEADING or page.text[block.start : block.end].rstrip().endswith(":"):
        return True
    if any(item.kind == FIGURE for item in view):
        return False
    if block.kind is Kind.ENTRY or (len(block.sentences) == 1 and page.text[block.end - 1] == "?"):
        return True
    return sentence.start == block.start and len(view) <= 7 and len(block.sentences) > 1


def _better_heading(before: Sentence | None, now: Sentence, page: Page) -> Sentence:
    """Of two headings one under the other the one that says what the rows count."""
    if before is not None and 0 < now.block - before.block <= 2 and not any(speaks(item) for item in page.items[now.first : now.last]):
        if page.blocks[now.block].group - page.blocks[before.block].group <= 1 and any(
            speaks(item) for item in page.items[before.first : before.last]
        ):
            return before
    return now


def subject_side(view: View) -> str | None:
    """The side a sentence is about: the first named that is neither a place nor said of somebody who speaks."""
    named = [(j, item) for j, item in enumerate(view) if item.party and item.has("side")]
    named = [(j, item) for j, item in named if not sides.describes_speaker(view, j) and not _is_metonym(view, j)]
    free = [(j, item) for j, item in named if not sides.after_place(view, j)]
    return (free or named)[0][1].party if named else None


def _is_metonym(view: View, j: int) -> bool:
    """A capital or a seat of government that does something: it speaks or acts, it does not fall in battle."""
    item = view[j]
    if item.has("demonym", "fighters", "group") or item.phrase is None or j + 1 >= len(view):
        return False
    return item.low in METONYMS


METONYMS = frozenset(
    "moscow kremlin kyiv kiev bankova jerusalem baku yerevan seoul pyongyang washington london khartoum pretoria kigali kinshasa "
    "naypyidaw tehran baghdad damascus ankara hanoi saigon kabul sanaa aden beirut beijing tokyo berlin paris".split()
)


# ------------------------------------------------------------------ who "he" and "the ministry" are
_ROLES = frozenset("president minister premier chancellor general commander chief spokesman spokeswoman secretary lawmaker governor".split())
_BODIES = frozenset("institute authors author study report paper researchers analysts agency centre center group project outlet site think".split())


def who(spoken: Sequence[Voice], memory: Memory, page: Page) -> list[Voice]:
    """The voices with pronouns and words that point back ("the institute") put to the names they stand for."""
    out: list[Voice] = []
    for voice in spoken:
        known = _meant(voice, out, memory)
        if known is not None:
            voice = replace(voice, name=known.name, party=known.party, kind=known.kind, source=voice.source or known.source)
        elif voice.party is None and voice.kind == "unnamed":
            voice = replace(voice, party=side_of_office(voice, memory, page))
        if voice.name is not None:
            out.append(voice)
    return out


def side_of_office(voice: Voice, memory: Memory, page: Page) -> str | None:
    """The side of an office that is named without one ("the army", "its defence ministry"): the state last spoken of."""
    if page.war is None or voice.name is None or not set(voice.name.lower().split()) & _OFFICES:
        return None
    states = [side.party.code for side in page.war.parties if "-" not in side.party.code]
    if memory.side in states and len(states) > 1:
        return memory.side
    return next((code for code in page.main if code in states), None)


_OFFICES = frozenset("army ministry military staff government junta authorities headquarters command police president minister".split())


def _meant(voice: Voice, earlier: Sequence[Voice], memory: Memory) -> Voice | None:
    if voice.name is None:
        return (earlier[-1] if earlier else None) or memory.subject or memory.voice or memory.person or memory.body
    words = voice.name.lower().split()
    if not words or voice.kind != "unnamed":
        return None
    last = words[-1]
    if last in _ROLES and memory.person is not None and len(words) == 1:
        return memory.person
    if memory.body is not None and memory.body.name:
        if last in memory.body.name.lower().split() and len(words) <= 2:
            return memory.body
        if last in _BODIES and len(words) <= 2:
            return memory.body
    return None
