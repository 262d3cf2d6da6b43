"""Whom a text means by "he", "it" and "the ministry": what it has said of speakers so far, and the names they stand for.

Invariant: a pronoun stands for somebody that the text has named before it, or for nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from muster.reading import offices, registries, wordings
from muster.reading.announced import Credit
from muster.reading.context import Item, Page
from muster.reading.hearing import Hearing
from muster.reading.kinds import is_post
from muster.reading.labels import Label
from muster.reading.names import clean_name
from muster.reading.voices import Voice

_OWN = Voice("", 0, 0, 0, "subject")


@dataclass(slots=True)
class Floor:
    """Who has spoken so far.

    `voice` speaks for block number `block`; `lead` for the rows it announced, `label` for the record (group of lines) it heads; `person`
    and `body` are the last such named; `bodies` the last few, latest first; `topic` whom the last sentence was about.
    """

    heard: Hearing
    voice: Voice | None = None
    block: int = -1
    lead: Voice | None = None
    lead_block: int = -1
    label: Voice | None = None
    label_group: int = -1
    person: Voice | None = None
    people: list[Voice] = field(default_factory=list)  # the last few persons, latest first
    body: Voice | None = None
    topic: Voice | None = None
    head: Voice | None = None  # whom the paragraph's first sentence was about
    bodies: list[Voice] = field(default_factory=list)
    parties: dict[str, str] = field(default_factory=dict)
    interviewee: Voice | None = None
    guest: Voice | None = None  # who is asked, where each of several is presented before the questions
    talker: Voice | None = None  # whom "I" and "we" mean in this block of talk
    turns: dict[int, str] = field(default_factory=dict)  # which blocks are questions and which answers
    credit: Credit | None = None  # whom a sentence credited with all that follows it
    columns: Mapping[str, Voice] = field(
        default_factory=dict
    )  # whose the columns of a table are, by what a key calls them
    rows: Mapping[int, Voice] = field(
        default_factory=dict
    )  # who gives the figures of each row of a register, by its block
    headed: Voice | None = None  # whose words the heading says that it stands over: "What the General Staff says"
    papers: dict[str, Voice] = field(default_factory=dict)  # by the word for each paper, who wrote it
    labels: dict[int, Label] = field(default_factory=dict)


def who(floor: Floor, page: Page, *, number: int, side: str | None) -> list[Voice]:
    """The voices of a sentence with pronouns and words that point back put to the names they stand for."""
    out: list[Voice] = []
    heard = floor.heard[number]
    about = resolved(heard.topic, (), floor=floor, page=page) if heard.topic is not None else None
    for voice in heard.voices:
        if voice.name == "" and floor.talker is not None:
            voice = replace(voice, name=None, kind="pronoun", word="we")
        known = resolved(
            voice,
            (*((about,) if about is not None and about.start < voice.start else ()), *out),
            floor=floor,
            page=page,
        )
        if known is None or known.name is None:
            continue
        if known.party is None:
            ours = known.word in wordings.OURS
            office = _side_of_office(known, page, side) if known.kind in ("unnamed", "body") and not ours else None
            if known.kind in ("unnamed", "body") and registries.counts_health(known):
                office = registries.land_of_register(known, page, number=number)
            known = replace(known, party=floor.parties.get(known.name) or _of_namesake(known, floor) or office)
        if known.back or (known.source is not None and known.source == known.name):
            source = _last_other(floor, known) if known.back else None
            known = replace(
                known, source=source.name if source else None, source_party=source.party if source else None, back=False
            )
        out.append(known)
    return out


def _of_namesake(voice: Voice, floor: Floor) -> str | None:
    """The side of "the command", where "the navy's command" of a side has spoken."""
    if voice.word != "the" or not voice.name or voice.kind == "person":
        return None
    tail = f" {voice.name.lower()}"
    return next((code for name, code in reversed(floor.parties.items()) if name.lower().endswith(tail)), None)


def _last_other(floor: Floor, voice: Voice) -> Voice | None:
    """The last body spoken of that is not the voice itself."""
    near = [one for one in (floor.topic, floor.body, *floor.bodies) if one is not None and one.kind != "person"]
    return next((one for one in near if one.name != voice.name), None)


def resolved(voice: Voice, earlier: Sequence[Voice], *, floor: Floor, page: Page) -> Voice | None:
    """The voice with the name it stands for; None where a pronoun refers to nobody known."""
    known = _meant(voice, earlier, floor, page)
    if known is None and voice.name is not None and voice.owner:
        return replace(voice, name=f"{voice.owner} {voice.name}", owner="")
    if known is None:
        return None if voice.name is None else voice
    if known is _OWN:
        return replace(voice, name="")
    return replace(voice, name=known.name, party=known.party, kind=known.kind, source=voice.source, word=voice.word)


def _meant(voice: Voice, earlier: Sequence[Voice], floor: Floor, page: Page) -> Voice | None:
    if voice.name is None:
        return _pronoun(voice, earlier, floor, page)
    force = _force(voice, voice.name.lower().split(), floor, page) if voice.kind in ("unnamed", "body") else None
    if force is not None:
        return force
    if voice.kind == "body" and voice.party is None and voice.word == "the":
        low = " " + voice.name.lower()
        return next((one for one in floor.bodies if one.name and one.name.lower().endswith(low)), None)
    if voice.name.lower().removeprefix("same ") in ("source", "sources") and _is_same(voice, page):
        return floor.voice if floor.voice is not None and floor.voice.name else floor.body
    if voice.kind not in ("unnamed", "paper") or voice.word not in ("the", "this", ""):
        return None
    return _pointed_at(voice, voice.name, floor, page)


def _is_same(voice: Voice, page: Page) -> bool:
    """ "According to the same source": whoever spoke before."""
    return "same" in page.text[max(0, voice.start - 6) : voice.end].lower().split()


def _pointed_at(voice: Voice, name: str, floor: Floor, page: Page) -> Voice | None:
    """Whom "the president", "the ministry", "the study" means; None where the text has named no such."""
    words = name.lower().replace("-", " ").split()
    if words and voice.kind == "paper" and voice.word in ("the", "this") and _ours(words[-1], page, before=voice.start):
        return _OWN
    if not words or (voice.word == "" and (name[:1].islower() or len(words) > 1)):
        return None
    if words[0] == "same" and len(words) > 1:
        return _pointed_at(voice, name.split(" ", 1)[1], floor, page)  # "the same general"
    titled = offices.bearer(voice, name, people=floor.people, text=page.text)
    if titled is not None:
        return titled
    last = words[-1]
    scholar = is_post(last) == "one" and last not in wordings.ROLES - {"analyst"}
    if scholar and len(words) == 2 and voice.word == "the" and name[:1].isupper():
        return _scholar(voice, floor)
    if last in wordings.ROLES and (len(words) <= 2 or "in" in words):
        near = floor.person if len(words) == 1 or last in wordings.RANKS else None
        if len(words) > 1 and near is not None and offices.unlike(near, words[0], text=page.text):
            near = None
        if len(words) == 1 and floor.interviewee is None:
            near = offices.holder(last, floor.people, text=page.text, near=near)
        other = near is not None and not _may_hold(voice, near, post=" ".join(words), page=page)
        return floor.interviewee or (None if other else near)
    proper = len(words) == 2 and name[:1].isupper() and words[0] not in wordings.CAPITALS
    if len(words) > 2 or (proper and voice.kind == "unnamed"):
        return None
    stem = last.rstrip("s")
    near = next(
        (
            one
            for one in floor.bodies
            if one.name
            and stem in one.name.lower()
            and len(one.name) > len(name)
            and not (voice.owner and _differ(voice, one))
        ),
        None,
    )
    if near is not None or (name.split(" ")[-1][:1].isupper() and voice.kind != "paper"):
        return near
    if last in floor.papers:
        return floor.papers[last]
    if voice.owner and not (
        floor.body is not None and not _differ(voice, floor.body) and last in (floor.body.name or "").lower()
    ):
        return None  # "the UN's monitoring team"
    if voice.kind == "paper" or last in wordings.BODIES:
        return _writer(floor) if last in wordings.WRITTEN else floor.body
    return None


def _force(voice: Voice, words: Sequence[str], floor: Floor, page: Page) -> Voice | None:
    """Which force of no state's "the movement", "the group" means: the one named last, where no other body was named since."""
    the = voice.word == "the" or page.text[voice.start : voice.start + 4].lower() == "the "
    if not the or len(words) > 2 or words[-1] not in wordings.FORCE_WORDS:
        return None
    last = bisect_left(page.items, voice.start, key=_start)
    for item in reversed(page.items[max(0, last - _FORCE_REACH) : last]):
        named = item.party is not None and "-" in item.party and item.has("group") and not item.has("irregulars")
        if named and page.text[item.start].isupper():
            other = any(item.start < one.start < voice.start for one in floor.bodies if voice.party is None)
            name = clean_name(page.text[item.start : item.end])
            return None if other else replace(voice, name=floor.heard.names.full(name), party=item.party, kind="side")
    return None


def _start(item: Item) -> int:
    return item.start


_FORCE_REACH = 160  # items back to where a force was named


def _ours(word: str, page: Page, *, before: int) -> bool:
    """Whether a paper is one that the text has called its own: "the database" behind "our annual database"."""
    said = page.text[max(0, before - _CALLED_OURS) : before].lower()
    return re.search(rf"\b(?:our|my)(?: own)?(?: [\w-]+)? {re.escape(word)}\b", said) is not None


_CALLED_OURS = 10_000  # characters back to where a paper was called the text's own


def _may_hold(voice: Voice, person: Voice, *, post: str, page: Page) -> bool:
    """Whether a person may hold the post that a voice is called by.

    "NATO's secretary general" is who is called so, else one of that side, else somebody of whom the text tells neither side nor office;
    "the brigade's commander" is nobody but who is called so.
    """
    if _differ(voice, person):
        return False
    if voice.owner == "" or (voice.party is not None and voice.party == person.party):
        return True
    if offices.holder(post, (person,), text=page.text, near=None) is not None:
        return True
    known = " " in (person.name or "")
    return voice.owner[:1].isupper() and known and person.party is None and not offices.in_office(person, page)


def _differ(one: Voice, other: Voice) -> bool:
    """Whether two are known to be of two sides."""
    return None not in (one.party, other.party) and one.party != other.party


def _scholar(voice: Voice, floor: Floor) -> Voice | None:
    """ "The Danish analyst", "the American economist": the person whom the text is about, who holds no office of a side."""
    near = floor.topic if floor.topic is not None and floor.topic.kind == "person" else floor.person
    return near if near is not None and near.party in (None, voice.party) else None


def _writer(floor: Floor) -> Voice | None:
    """Whose paper or model "the paper", "the model" is."""
    if floor.head is not None and floor.head.kind in ("person", "body"):
        return floor.head
    return floor.body if floor.body is not None and floor.body.kind != "side" else floor.person


def _pronoun(voice: Voice, earlier: Sequence[Voice], floor: Floor, page: Page) -> Voice | None:
    if voice.word == "we":
        if floor.talker is not None:
            return floor.talker
        return None if _in_quotation(voice, floor, page) else _OWN
    personal = voice.word in wordings.PERSONAL
    near = [*reversed(earlier), floor.topic, floor.voice]
    for one in near:
        if one is None or not one.name or human(one) != personal or (personal and _talks(one, floor)):
            continue
        if voice.word not in ("it", "its") or not (one.kind == "unnamed" or _are_men(one)) or _singular(one):
            return one
    if personal:
        if floor.talker is not None:
            return next((one for one in floor.people if not _talks(one, floor)), None)
        return floor.interviewee or floor.person
    plural = voice.word in ("they", "their")
    if plural and floor.voice is not None and floor.voice.name == "":
        return _OWN
    joint = floor.person if plural and floor.person is not None and " and " in (floor.person.name or "") else None
    return joint or (None if _turned(voice, floor, page) else floor.body)


def _are_men(voice: Voice) -> bool:
    """Whether a side is named by its men, of whom nobody says "it": "Russian forces"."""
    return voice.kind == "side" and (voice.name or "").lower().endswith(("forces", "troops", "soldiers", "fighters"))


def _turned(voice: Voice, floor: Floor, page: Page) -> bool:
    """Whether "its" is rather a land's that the sentence before begins with: "Finland counted by parish. Its register …"."""
    body = floor.body
    if voice.word != "its" or body is None or page.blocks[floor.block].start <= body.start:
        return False
    last = bisect_left(page.items, voice.start, key=_start)
    number = page.of_sentence[min(last, len(page.items) - 1)]
    for one in page.sentences[max(0, number - 1) : number + 1]:
        first = page.items[one.first]
        if first.has("country") and first.start < voice.start and first.party is not None:
            return one.block == page.sentences[number].block
    return False


def _talks(voice: Voice, floor: Floor) -> bool:
    """Whether a voice is the one who talks, and so is nobody that "he" could mean."""
    if floor.talker is None or not floor.talker.name or not voice.name:
        return False
    return voice.name.split(" ")[-1] == floor.talker.name.split(" ")[-1]


def human(voice: Voice) -> bool:
    """Whether "he" or "she" may mean the voice: a person, or one official, economist or doctor."""
    if voice.kind != "unnamed":
        return voice.kind == "person"
    name = voice.name or " "
    if name.lower().split(" ")[-1] in _STAFFS:
        return False  # "the general staff"
    return is_post(name) == "one" or not wordings.ROLES.isdisjoint(name.lower().split())


_STAFFS = frozenset(["staff", "command", "headquarters", "directorate"])


def _singular(voice: Voice) -> bool:
    """Whether "it" may mean an unnamed speaker: "a committee of doctors", but not "doctors"."""
    last = (voice.name or " ").lower().partition(" of ")[0].split(" ")[-1]
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
