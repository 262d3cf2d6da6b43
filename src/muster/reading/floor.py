"""Who has the floor: the voice that speaks for a paragraph, a record or a list, and whom pronouns and "the ministry" mean.

Invariant: credit goes on within a paragraph until the text turns to another voice and never across one, but for what announces it: a
lead-in to rows, a label ("Issued by: X"), a quotation that goes on, an interview whose answers are one person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from muster.reading import wordings
from muster.reading.attribution import Heard, speaker_between
from muster.reading.context import FIGURE, Page, Sentence
from muster.reading.labels import QUOTES, Label, guest_of, is_interview, label_of
from muster.reading.layout import Block, Kind
from muster.reading.names import clean_name
from muster.reading.voices import Voice

_OWN = Voice("", 0, 0, 0, "subject")


@dataclass(slots=True)
class Floor:
    """Who has spoken so far.

    `voice` speaks for block number `block`; `lead` for the rows it announced, `label` for the record (group of lines) it heads; `person`
    and `body` are the last such named; `bodies` the last few, latest first; `topic` whom the last sentence was about.
    """

    heard: Sequence[Heard]
    voice: Voice | None = None
    block: int = -1
    lead: Voice | None = None
    lead_block: int = -1
    label: Voice | None = None
    label_group: int = -1
    person: Voice | None = None
    body: Voice | None = None
    topic: Voice | None = None
    head: Voice | None = None  # whom the paragraph's first sentence was about
    bodies: list[Voice] = field(default_factory=list)
    parties: dict[str, str] = field(default_factory=dict)
    interviewee: Voice | None = None
    papers: dict[str, Voice] = field(default_factory=dict)  # by the word for each paper, who wrote it
    labels: dict[int, Label] = field(default_factory=dict)


def begin(page: Page, heard: Sequence[Heard]) -> Floor:
    """The floor before the first sentence, with the one who is interviewed where the document is an interview."""
    floor = Floor(heard)
    labels = {
        number: label for number, block in enumerate(page.blocks) if (label := label_of(page.text, block)) is not None
    }
    roles = sum(label.kind in ("role", "name") for label in labels.values())
    floor.labels = {number: label for number, label in labels.items() if label.kind == "record" or roles > 1}
    if is_interview(page):
        floor.interviewee = _interviewee(page, heard)
    return floor


def _interviewee(page: Page, heard: Sequence[Heard]) -> Voice | None:
    """Whom an interview is with: the person that its title is about, else the first who speaks beside a quotation."""
    unnamed: Voice | None = None
    for number, sentence in enumerate(page.sentences[:60]):
        one = heard[number]
        block = page.blocks[sentence.block]
        if number < 3 and one.people:
            people = [voice for voice in one.people if human(voice) and " " in (voice.name or "")]
            named = [voice for voice in people if voice.kind == "person"]
            if named:
                return guest_of(page.text, sentence, people=named)
            unnamed = unnamed or (guest_of(page.text, sentence, people=people) if people else None)
        if block.kind is not Kind.HEADING and page.text[block.start] in QUOTES:
            for voice in one.voices:
                if voice.kind == "person" and voice.name:
                    return voice
    return unnamed


# ------------------------------------------------------------------ entering a sentence
def enter(floor: Floor, page: Page, *, number: int) -> None:
    """Settle who has the floor where a sentence begins a new block."""
    sentence = page.sentences[number]
    if sentence.block == floor.block:
        return
    block, before = page.blocks[sentence.block], page.blocks[floor.block] if floor.block >= 0 else None
    last = floor.voice
    floor.block, floor.head = sentence.block, None
    if block.group != floor.label_group:
        floor.label = None
    if before is None or not _goes_on(page, floor, before, block):
        floor.lead = None
    floor.voice = floor.label or (floor.lead if block.kind is not Kind.HEADING else None)
    label = floor.labels.get(sentence.block)
    if label is not None:
        _labelled(floor, page, label, block)
    elif floor.voice is None and page.text[block.start] in QUOTES:
        floor.voice = _quoted(floor, page, number) or _still_quoted(before, last) or floor.interviewee
    elif (
        floor.voice is None
        and floor.interviewee is not None
        and block.kind is Kind.PARAGRAPH
        and _is_of_person(page, block)
    ):
        floor.voice = floor.interviewee


def _labelled(floor: Floor, page: Page, label: Label, block: Block) -> None:
    """What a label says: of a record who issued it, of a line of talk who talks (a host or reporter is none)."""
    if label.kind == "record":
        floor.label_group = block.group
        floor.label = speaker_between(page, start=label.end, end=block.end)
    elif label.kind == "name":
        floor.voice = _talking(floor, label, block)
    elif label.kind == "answer":
        floor.voice = floor.interviewee
    else:
        floor.voice = None


def _talking(floor: Floor, label: Label, block: Block) -> Voice:
    """Who talks in a line of a transcript, by the name that the text has for the capitals of the label."""
    name = clean_name(label.text.title())
    known = [*floor.parties, (floor.person.name if floor.person else None) or name]
    written = next((one for one in known if one.lower() == name.lower()), name)
    return Voice(written, block.start, label.end, 0, "label", party=floor.parties.get(written), kind="person")


def _quoted(floor: Floor, page: Page, number: int) -> Voice | None:
    """Who is named after a quotation that opens a block: "“…. …,” X said"."""
    block = page.sentences[number].block
    for later in range(number, min(number + 6, len(page.sentences))):
        if page.sentences[later].block != block:
            return None
        for voice in floor.heard[later].voices:
            if voice.how == "says" and voice.after:
                known = _resolved(voice, (), floor, page)
                return known if known is not None and known.name else None
    return None


def _still_quoted(before: Block | None, last: Voice | None) -> Voice | None:
    """A paragraph that opens with a quotation and names nobody goes on with the voice of the one before, where that spoke."""
    return last if before is not None and before.kind is not Kind.HEADING else None


def _is_of_person(page: Page, block: Block) -> bool:
    """Whether a paragraph of an interview reports its guest: it quotes, or says "he"."""
    words = page.text[block.start : block.end].lower().split()
    return any(word.strip(".,;:") in ("he", "she") for word in words) or any(
        mark in word for word in words for mark in '“"'
    )


def _goes_on(page: Page, floor: Floor, before: Block, block: Block) -> bool:
    """Whether a block is a row of the list that was announced."""
    if block.kind is not Kind.ENTRY or floor.lead is None:
        return False
    lead = page.blocks[floor.lead_block]
    return before is lead or before.group == block.group or block.group - lead.group <= 1


# ------------------------------------------------------------------ leaving a sentence
def leave(floor: Floor, page: Page, *, number: int, spoken: Sequence[Voice]) -> None:
    """Remember who spoke and whom the sentence was about."""
    sentence, heard = page.sentences[number], floor.heard[number]
    block = page.blocks[sentence.block]
    topic = _resolved(heard.topic, (), floor, page) if heard.topic is not None else None
    topic = topic if topic is not None and topic.name and topic.kind != "paper" else None
    _remember(floor, heard, topic, spoken)
    named = [voice for voice in spoken if voice.name is not None and not voice.aside]
    if named and block.kind is not Kind.HEADING:
        floor.voice = replace(named[-1], after=False)
    elif heard.own:
        floor.voice = None
    elif topic is not None and floor.voice is None and _tells(page, sentence, heard.topic):
        floor.voice = topic
    if _announces(page, sentence, block):
        floor.lead = floor.voice if block.kind is not Kind.HEADING else next((one for one in named if one.name), None)
        floor.lead_block = sentence.block


def _remember(floor: Floor, heard: Heard, topic: Voice | None, spoken: Sequence[Voice]) -> None:
    """Who was named, and whom the text is about now: the sentence's subject, else who spoke in it."""
    names = {body.name for body in heard.bodies}
    floor.bodies = [*heard.bodies[:12], *(one for one in floor.bodies if one.name not in names)][:12]
    for voice in heard.people:
        if voice.kind == "person" and " " in (voice.name or ""):
            _note(floor, voice)
    if topic is not None:
        _note(floor, topic)
        floor.topic = topic
        floor.head = floor.head or topic
    elif not spoken:
        floor.topic = None
    heads = [
        voice for voice in spoken if voice.name and not voice.aside and (voice.how != "owns" or floor.topic is None)
    ]
    if heads and (floor.topic is None or floor.topic.name not in {voice.name for voice in heads}):
        floor.topic = heads[-1]
    for voice in spoken:
        _note(floor, voice)


def _note(floor: Floor, voice: Voice) -> None:
    """Remember a named voice as the last of its kind."""
    if not voice.name:
        return
    if voice.party is not None:
        floor.parties.setdefault(voice.name, voice.party)
    if voice.paper:
        floor.papers[voice.paper] = voice
    if voice.kind == "person":
        floor.person = voice
    elif voice.kind in ("body", "side") or (voice.kind == "unnamed" and voice.how != "subject"):
        if voice.kind != "unnamed" or floor.body is None:
            floor.body = voice
        if voice.kind == "body":
            floor.bodies = [voice, *(one for one in floor.bodies if one.name != voice.name)][:12]


def _tells(page: Page, sentence: Sentence, topic: Voice | None) -> bool:
    """Whether a sentence turns to what somebody says without a verb of stating: "Shoigu had exact numbers there too", "He did"."""
    view = page.items[sentence.first : sentence.last]
    if (
        topic is None
        or topic.kind in ("paper", "side")
        or any(item.kind == FIGURE for item in view)
        or view[-1].low == "?"
    ):
        return False
    if topic.kind == "unnamed":
        return any(item.has("reckoning") for item in view) and topic.word != ""
    return any(item.has("reckoning", "paper") for item in view) or len(view) <= 12


def _announces(page: Page, sentence: Sentence, block: Block) -> bool:
    """Whether a sentence ends a block that heads rows: a lead-in with a colon, a heading, an entry with no figure."""
    if sentence.end < block.end:
        return False
    ended = page.text[block.start : block.end].rstrip("👇⬇️ \n")
    if ended.endswith(":") or len(ended) < block.end - block.start:
        return True
    return block.kind is Kind.HEADING


# ------------------------------------------------------------------ who "he" and "the ministry" are


def who(floor: Floor, page: Page, *, number: int, side: str | None) -> list[Voice]:
    """The voices of a sentence with pronouns and words that point back put to the names they stand for."""
    out: list[Voice] = []
    heard = floor.heard[number]
    about = _resolved(heard.topic, (), floor, page) if heard.topic is not None else None
    for voice in heard.voices:
        known = _resolved(
            voice, (*((about,) if about is not None and about.start < voice.start else ()), *out), floor, page
        )
        if known is None or known.name is None:
            continue
        if known.party is None:
            office = _side_of_office(known, page, side) if known.kind in ("unnamed", "body") else None
            known = replace(known, party=floor.parties.get(known.name) or office)
        if known.back or (known.source is not None and known.source == known.name):
            source = _last_other(floor, known) if known.back else None
            known = replace(
                known, source=source.name if source else None, source_party=source.party if source else None, back=False
            )
        out.append(known)
    return out


def _last_other(floor: Floor, voice: Voice) -> Voice | None:
    """The last body spoken of that is not the voice itself."""
    near = [one for one in (floor.topic, floor.body, *floor.bodies) if one is not None and one.kind != "person"]
    return next((one for one in near if one.name != voice.name), None)


def _resolved(voice: Voice, earlier: Sequence[Voice], floor: Floor, page: Page) -> Voice | None:
    """The voice with the name it stands for; None where a pronoun refers to nobody known."""
    known = _meant(voice, earlier, floor, page)
    if known is None:
        return None if voice.name is None else voice
    if known is _OWN:
        return replace(voice, name="")
    return replace(voice, name=known.name, party=known.party, kind=known.kind, source=voice.source, word=voice.word)


def _meant(voice: Voice, earlier: Sequence[Voice], floor: Floor, page: Page) -> Voice | None:
    if voice.name is None:
        return _pronoun(voice, earlier, floor, page)
    if voice.kind == "body" and voice.party is None and voice.word == "the":
        low = " " + voice.name.lower()
        return next((one for one in floor.bodies if one.name and one.name.lower().endswith(low)), None)
    if voice.kind not in ("unnamed", "paper") or voice.word not in ("the", "this", ""):
        return None
    return _pointed_at(voice, voice.name, floor)


def _pointed_at(voice: Voice, name: str, floor: Floor) -> Voice | None:
    """Whom "the president", "the ministry", "the study" means; None where the text has named no such."""
    words = name.lower().replace("-", " ").split()
    if not words or (voice.word == "" and (name[:1].islower() or len(words) > 1)):
        return None
    last = words[-1]
    if last in wordings.ROLES and (len(words) <= 2 or "in" in words):
        return floor.interviewee or (floor.person if len(words) == 1 or last in wordings.RANKS else None)
    if len(words) > 2:
        return None
    stem = last.rstrip("s")
    near = next(
        (one for one in floor.bodies if one.name and stem in one.name.lower() and len(one.name) > len(name)), None
    )
    if near is not None or (name.split(" ")[-1][:1].isupper() and voice.kind != "paper"):
        return near
    if last in floor.papers:
        return floor.papers[last]
    if voice.kind == "paper" or last in wordings.BODIES:
        return _writer(floor) if last in wordings.WRITTEN else floor.body
    return None


def _writer(floor: Floor) -> Voice | None:
    """Whose paper or model "the paper", "the model" is."""
    if floor.head is not None and floor.head.kind in ("person", "body"):
        return floor.head
    return floor.body if floor.body is not None and floor.body.kind != "side" else floor.person


def _pronoun(voice: Voice, earlier: Sequence[Voice], floor: Floor, page: Page) -> Voice | None:
    if voice.word == "we":
        talks = floor.labels.get(floor.block)
        if talks is not None and talks.kind in ("name", "answer"):
            return floor.voice
        return None if _in_quotation(voice, floor, page) else _OWN
    personal = voice.word in wordings.PERSONAL
    near = [*reversed(earlier), floor.topic, floor.voice]
    for one in near:
        if one is None or not one.name or human(one) != personal:
            continue
        if voice.word not in ("it", "its") or one.kind != "unnamed" or _singular(one):
            return one
    if personal:
        return floor.interviewee or floor.person
    plural = voice.word in ("they", "their")
    if plural and floor.voice is not None and floor.voice.name == "":
        return _OWN
    joint = floor.person if plural and floor.person is not None and " and " in (floor.person.name or "") else None
    return joint or floor.body


def human(voice: Voice) -> bool:
    """Whether "he" or "she" may mean the voice: a person, or one official, economist or doctor."""
    if voice.kind != "unnamed":
        return voice.kind == "person"
    last = (voice.name or " ").lower().split(" ")[-1]
    if set((voice.name or "").lower().split()) & wordings.ROLES:
        return True
    return last.endswith(("ist", "er", "or", "ian", "man", "official", "expert")) and last not in (
        "order",
        "centre",
        "paper",
    )


def _singular(voice: Voice) -> bool:
    """Whether "it" may mean an unnamed speaker."""
    last = (voice.name or " ").lower().split(" ")[-1]
    return not last.endswith("s") or last.endswith("ss")


def _in_quotation(voice: Voice, floor: Floor, page: Page) -> bool:
    """Whether the voice stands in a quotation that its block opened."""
    start = max(page.blocks[floor.block].start if floor.block >= 0 else 0, voice.start - 2000)
    said = page.text[start : voice.start]
    return said.count("“") > said.count("”") or said.count('"') % 2 == 1


def _side_of_office(voice: Voice, page: Page, side: str | None) -> str | None:
    """The side of an office that is named without one ("the army", "its defence ministry"): the state last spoken of."""
    if page.war is None or voice.name is None or not set(voice.name.lower().split()) & wordings.GOVERNING:
        return None
    states = [one.party.code for one in page.war.parties if "-" not in one.party.code]
    if side in states and len(states) > 1:
        return side
    return next((code for code in page.main if code in states), None)
