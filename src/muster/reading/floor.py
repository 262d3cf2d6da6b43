"""Who has the floor: the voice that speaks for a paragraph, a record or a list, and whom pronouns and "the ministry" mean.

Invariant: credit goes on within a paragraph until the text turns to another voice and never across one, but for what announces it: a
lead-in to rows, a label ("Issued by: X"), a quotation that goes on, an interview whose answers are one person's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from muster.reading import entries, guests, talks, unheaded, wordings
from muster.reading.announced import credit_of, credits_all, headed_by, is_head, told_by
from muster.reading.attribution import speaker_between
from muster.reading.context import FIGURE, MARK, TIME, Page, Sentence
from muster.reading.hearing import Heard, Hearing
from muster.reading.keyed import columns_of
from muster.reading.labels import QUOTES, Label, is_interview, is_label, label_of
from muster.reading.layout import Block, Kind
from muster.reading.names import clean_name
from muster.reading.voices import Voice, nested
from muster.reading.whom import Floor, resolved


def begin(page: Page, heard: Hearing) -> Floor:
    """The floor before the first sentence, with the one who is interviewed where the document is an interview."""
    floor = Floor(heard, credit=credits_all(page), columns=columns_of(page, heard.names))
    floor.rows = unheaded.credits_of_rows(page, heard.names)
    labels = {
        number: label for number, block in enumerate(page.blocks) if (label := label_of(page.text, block)) is not None
    }
    roles = sum(label.kind in ("role", "name") for label in labels.values())
    floor.labels = {number: label for number, label in labels.items() if label.kind == "record" or roles > 1}
    floor.labels = talks.without_reporters(
        {**talks.recurring(page), **floor.labels}, partial(_people, heard), page=page
    )
    floor.turns = talks.turns(page)
    if is_interview(page):
        floor.interviewee = guests.interviewee(page, heard)
    if floor.turns and floor.interviewee is None:
        floor.interviewee = guests.presented(page, heard, first=min(floor.turns))
    return floor


def _people(heard: Hearing) -> set[str]:
    """The words of all names of persons in full."""
    names = (one.name or "" for one in heard.people() if one.kind == "person")
    return {word for name in names if " " in name for word in name.lower().split(" ")}


# ------------------------------------------------------------------ entering a sentence
def enter(floor: Floor, page: Page, *, number: int) -> None:
    """Settle who has the floor where a sentence begins a new block."""
    sentence = page.sentences[number]
    if sentence.block != floor.block:
        _enter_block(floor, page, number=number)
    if floor.heard[number].ours and not floor.heard[number].voices and _carries(floor):
        floor.voice = floor.talker


def _carries(floor: Floor) -> bool:
    """Whether the voice is one that the block took up, and not one that a label or lead-in gave it."""
    return floor.voice is not None and floor.voice not in (floor.label, floor.lead)


def _enter_block(floor: Floor, page: Page, *, number: int) -> None:
    """Settle who has the floor at the head of a block."""
    sentence = page.sentences[number]
    block, before = page.blocks[sentence.block], page.blocks[floor.block] if floor.block >= 0 else None
    last = floor.voice
    floor.block, floor.head, floor.talker = sentence.block, None, None
    if block.group != floor.label_group:
        floor.label = entries.who_heads(page, floor.heard, number=number)
        floor.label_group = block.group if floor.label is not None else floor.label_group
    if before is None or not _goes_on(page, floor, before, block):
        floor.lead = None
    floor.voice = floor.label or (floor.lead if block.kind is not Kind.HEADING else None)
    if floor.voice is None and floor.credit is not None and floor.credit.covers(block):
        floor.voice = floor.credit.voice
    label = floor.labels.get(sentence.block)
    turn = floor.turns.get(sentence.block)
    if label is not None:
        _labelled(floor, page, label, block)
    elif turn is not None:
        floor.voice = floor.talker = (floor.guest or floor.interviewee) if turn == talks.ANSWER else None
    elif talks.presents(block) and floor.turns.get(sentence.block + 1) == talks.QUESTION:
        people = (one for one in floor.heard[number].people if one.kind == "person" and one.start == block.start)
        floor.guest = next(people, floor.guest)
    elif floor.voice is None and page.text[block.start] in QUOTES:
        floor.voice = _quoted(floor, page, number) or _still_quoted(before, last) or floor.interviewee
    elif (
        floor.voice is None
        and floor.interviewee is not None
        and block.kind is Kind.PARAGRAPH
        and (_is_of_person(page, block) or _is_noted(page, number))
    ):
        floor.voice = floor.interviewee
    elif floor.voice is None and block.kind is Kind.PARAGRAPH:
        told = _OF_THOSE.match(page.text, block.start, block.end) is not None
        floor.voice = _credited_below(floor, page, number) or floor.headed or (last if told else None)


# a paragraph that opens on those just told of: "Of those, 23,300 were volunteers", "Among them were 522 officers"
_OF_THOSE = re.compile(
    r"(?:Of|Among) (?:those|these|them|the (?:dead|fallen|wounded|missing|total))\b"
    r"|(?:Th[oe]se|They|This|It|The (?:list|tally|total|count|toll)) (?:also )?includ(?:es?|ed)\b"
)


def _credited_below(floor: Floor, page: Page, number: int) -> Voice | None:
    """Whom a later sentence of the block, or the one that opens the next, credits with what stands before it."""
    block = page.sentences[number].block
    for later in range(number + 1, min(number + 4, len(page.sentences))):
        sentence = page.sentences[later]
        within = sentence.block == block
        if not within and (sentence.block != block + 1 or page.blocks[sentence.block].kind is not Kind.PARAGRAPH):
            return None
        if FIGURE not in sentence.kinds and (who := told_by(page.text[sentence.start : sentence.end])) is not None:
            return speaker_between(page, start=sentence.start + who[0], end=sentence.start + who[1])
        if not within:
            return None
        said = page.text[sentence.start : sentence.end].lower()
        back = said.startswith(("that is what ", "the figures are ", "the numbers are ")) or "the breakdown" in said
        if back and FIGURE not in sentence.kinds:
            known = next((one for one in floor.heard[later].voices if one.name and one.how != "subject"), None)
            return resolved(known, (), floor=floor, page=page) if known is not None else None
    return None


_NOBODY = re.compile(
    r"(?:not (?:stated|given|named|known|said)|unknown|unstated|unattributed|none|nobody|n/a|[-–—?])(?!\w)",
    re.IGNORECASE,
)


def _labelled(floor: Floor, page: Page, label: Label, block: Block) -> None:
    """What a label says: of a record who issued it, of a line of talk who talks (a host or reporter is none)."""
    if label.kind == "record":
        floor.label_group = block.group
        floor.label = speaker_between(page, start=label.end, end=block.end)
        if _NOBODY.match(page.text, label.end, block.end):
            floor.label = None
    elif label.kind == "name":
        floor.voice = floor.talker = _talking(floor, label, block)
    elif label.kind == "answer":
        floor.voice = floor.talker = floor.interviewee
    else:
        floor.voice = None


def _talking(floor: Floor, label: Label, block: Block) -> Voice:
    """Who talks in a line of a transcript, by the name that the text has for the capitals of the label."""
    name = clean_name(label.text.title() if label.text.isupper() else label.text)
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
                known = resolved(voice, (), floor=floor, page=page)
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


def _is_noted(page: Page, number: int) -> bool:
    """Whether a paragraph of an interview opens with what was spoken of: "On losses. For 2024 the brigade had …"."""
    sentence = page.sentences[number]
    block = page.blocks[sentence.block]
    told = not sentence.kinds.isdisjoint(_TOLD) or "say" in sentence.tags
    return sentence.start == block.start and not told


_TOLD = (FIGURE, TIME)


def _goes_on(page: Page, floor: Floor, before: Block, block: Block) -> bool:
    """Whether a block is a row of the list that was announced."""
    if block.kind is not Kind.ENTRY or floor.lead is None:
        return False
    lead = page.blocks[floor.lead_block]
    listed = (
        before.kind is Kind.ENTRY
        and block.group - before.group <= 1
        and page.text[lead.start : lead.end].endswith("as follows.")
    )
    return before is lead or before.group == block.group or block.group - lead.group <= 1 or listed


# ------------------------------------------------------------------ leaving a sentence
def leave(floor: Floor, page: Page, *, number: int, spoken: Sequence[Voice]) -> None:
    """Remember who spoke and whom the sentence was about."""
    sentence, heard = page.sentences[number], floor.heard[number]
    block = page.blocks[sentence.block]
    topic = resolved(heard.topic, (), floor=floor, page=page) if heard.topic is not None else None
    topic = topic if topic is not None and topic.name and topic.kind != "paper" else None
    topic = None if _is_dateline(page, sentence, topic) or _only_heads(page, sentence, topic) else topic
    if heard.ours and page.text[sentence.start] == "(":
        return  # an aside of the writer's
    _remember(floor, heard, topic, spoken)
    named = [voice for voice in spoken if voice.name is not None and not voice.aside and voice.how != "silent"]
    if named and block.kind is not Kind.HEADING:
        view = sentence.view
        outer = next(
            (one for one in named[:-1] if one.name and one.how == "says" and nested(view, outer=one, inner=named[-1])),
            None,
        )
        last = outer or named[-1]
        if last.how == "owns" and floor.voice is not None and floor.voice.name == last.name:
            last = replace(last, how=floor.voice.how)  # "…, by his account" of who has the floor
        floor.voice = replace(last, after=False) if last.after else last
        if outer is not None and named[-1].how == "according":  # whose figures it goes on with
            taken = named[-1]
            floor.voice = replace(
                floor.voice, source=outer.source or taken.name, source_party=outer.source_party or taken.party
            )
    elif heard.own:
        floor.voice = floor.talker
    elif topic is not None and floor.voice is None and _tells(sentence, heard.topic):
        floor.voice = topic
    credit = credit_of(page, sentence)
    if credit is not None:
        floor.credit = credit
        floor.voice = floor.voice or (credit.voice if credit.covers(block) else None)
    if is_head(block):
        floor.headed = headed_by(page, sentence, heard=floor.heard)
    if _announces(page, sentence, block):
        floor.lead = (
            floor.voice if block.kind is not Kind.HEADING else next((one for one in named if one.name), floor.headed)
        )
        floor.lead_block = sentence.block
        source = _SOURCE.search(page.text, block.start, block.end)
        if source is not None:
            floor.lead = speaker_between(page, start=source.end(), end=block.end)


def _only_heads(page: Page, sentence: Sentence, topic: Voice | None) -> bool:
    """Whether whom a sentence is about only heads a paragraph, "➤ Civilians.", and is not known for one who speaks."""
    if topic is None or not is_label(page, sentence):
        return False
    return topic.kind != "body"


def _is_dateline(page: Page, sentence: Sentence, topic: Voice | None) -> bool:
    """ "KYIV, 4 May 2024" on a line of its own: a town in capitals and a date, where nobody is spoken of."""
    if TIME not in sentence.kinds:
        return False
    if topic is not None and topic.kind == "side" and page.blocks[sentence.block].kind is Kind.HEADING:
        return not any(item.has("say") for item in sentence.view)  # "The Margin Institute, Nairobi, 4 May 2024"
    words = [item for item in sentence.view if item.kind not in (TIME, MARK)]
    return bool(words) and all(page.text[item.start : item.end].isupper() for item in words)


_SOURCE = re.compile(r"\(\s*[Ss]ources?\s?:\s")  # a heading that says whose the rows are: "ISRAEL (source: the army)"


def _remember(floor: Floor, heard: Heard, topic: Voice | None, spoken: Sequence[Voice]) -> None:
    """Who was named, and whom the text is about now: the sentence's subject, else who spoke in it."""
    names = {body.name for body in heard.bodies}
    floor.bodies = [*heard.bodies[:12], *(one for one in floor.bodies if one.name not in names)][:12]
    for voice in heard.people:
        if voice.kind == "person" and (" " in (voice.name or "") or voice.party is not None):
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
    if topic is None and not heads and heard.bodies and heard.topic is not None:
        floor.body = heard.bodies[-1]  # "The figures match those published by X. It estimated …"


def _note(floor: Floor, voice: Voice) -> None:
    """Remember a named voice as the last of its kind."""
    if not voice.name:
        return
    if voice.party is not None:
        floor.parties.setdefault(voice.name, voice.party)
    if voice.paper:
        floor.papers[voice.paper] = voice
    if voice.kind == "person":
        if voice.name.split(" ")[-1][:1].isupper():  # "National Guard members" are nobody that "he" could mean
            floor.person = voice
            floor.people = [voice, *(one for one in floor.people if one.name != voice.name)][:6]
    elif voice.kind in ("body", "side") or (voice.kind == "unnamed" and voice.how != "subject"):
        if voice.kind != "unnamed" or floor.body is None:
            floor.body = voice
        if voice.kind == "body":
            floor.bodies = [voice, *(one for one in floor.bodies if one.name != voice.name)][:12]


def _tells(sentence: Sentence, topic: Voice | None) -> bool:
    """Whether a sentence turns to what somebody says without a verb of stating: "Shoigu had exact numbers there too", "He did"."""
    view = sentence.view
    if topic is None or topic.kind in ("paper", "side") or FIGURE in sentence.kinds or view[-1].low == "?":
        return False
    if topic.kind == "unnamed":
        return "reckoning" in sentence.tags and topic.word != ""
    short = len(view) <= _SHORT and all(item.low not in wordings.BE for item in view[:3])
    return short or not sentence.tags.isdisjoint(_COUNTS)


_COUNTS = frozenset(["reckoning", "paper"])
_SHORT = 12  # items of a sentence that can only turn to somebody: "He did.", "Shoigu had exact numbers there too."


def _announces(page: Page, sentence: Sentence, block: Block) -> bool:
    """Whether a sentence ends a block that heads rows: a lead-in with a colon, a heading, an entry with no figure."""
    if sentence.end < block.end:
        return False
    ended = page.text[block.start : block.end].rstrip("👇⬇️ \n")
    if ended.endswith((":", " as follows.")) or len(ended) < block.end - block.start:
        return True
    sourced = FIGURE not in sentence.kinds and _SOURCE.search(page.text, block.start, block.end) is not None
    return sourced or block.kind is Kind.HEADING
