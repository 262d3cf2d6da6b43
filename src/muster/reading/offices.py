"""Who holds an office, who has none, and who would not be named; and whether an office publishes the document.

Invariant: who has left an office, or speaks for a state outside the war, holds none here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from muster.claims.measures import Measure
from muster.reading.context import Item, Page
from muster.reading.kinds import is_post
from muster.reading.layout import Kind
from muster.reading.measuring import LOSS, View
from muster.reading.voices import Voice


def official(view: View, voice: Voice | None, *, measure: Measure, party: str | None, page: Page) -> bool:
    """Whether who speaks holds an office: a side of this war, a named office holder elsewhere, or one whose data it is."""
    if voice is None:
        return False
    if voice.party is not None and of_war(voice.party, page):
        return True
    if voice.kind != "person" and voice.party is not None and _of_own_people(view, voice):
        return True
    if voice.kind == "person":
        titled = any(
            item.party and item.has("office", "body") and of_war(item.party, page) for item in _about(view, voice)
        )
        claimed = voice.party is not None and voice.at < len(view) and view[voice.at].low in _CLAIMS
        if titled or claimed or (voice.party is None and in_office(voice, page)):
            return True
    if voice.party in (None, party) and not _GOVERNMENT.isdisjoint(
        (voice.name or "").lower().replace("'s ", " ").split()
    ):
        return True
    return measure in LOSS and voice.source_party is not None and of_war(voice.source_party, page)


def _of_own_people(view: View, voice: Voice) -> bool:
    """Whether a state outside the war tells of its own people: "Nairobi confirmed that 200 Kenyans had enlisted"."""
    return any(item.party == voice.party for item in view if not voice.start - 16 <= item.start < voice.end)


def in_office(voice: Voice, page: Page) -> bool:
    """Whether the text puts an office or a rank beside the name of a person, who has not left it."""
    name = (voice.name or "").split(" ")[-1]
    return bool(name) and _titled(name, page.text[:_READ])


def holder(post: str, people: Sequence[Voice], *, text: str, near: Voice | None) -> Voice | None:
    """Which of some persons the text calls by a post ("President X", "X, the president of"), else the one `near`.

    "The president" is nobody whom the text calls by another post.
    """
    called = next((one for one in people if _called(post, _surname(one), text=text[:_READ])), None)
    if called is not None or post not in _CIVIL or near is None:
        return called or near
    others = _POSTS - {post}
    known = (near, *(one for one in people if one.party is not None))
    return next(
        (one for one in known if not any(_called(other, _surname(one), text=text[:_READ]) for other in others)), None
    )


def bearer(voice: Voice, name: str, *, people: Sequence[Voice], text: str) -> Voice | None:
    """Which of the persons named so far a post of several words means: "the Russian defence minister", "the deputy governor".

    Whom the text calls by that post is meant; else the person named last, where they are of the land or alliance that the post is of.
    """
    words = name.split(" ")
    post = next((at for at, word in enumerate(words) if word[:1].islower()), len(words))
    rest = " ".join(words[post:])
    if len(words) < 2 or is_post(rest.removesuffix("-elect")) != "one" or (post == 0 and len(words) - post < 2):
        return None
    alike = [one for one in people if None in (one.party, voice.party) or one.party == voice.party]
    called = next((one for one in alike if _called(rest, _surname(one), text=text[:_READ])), None)
    if called is not None or post == 0 or not people:
        return called
    last = people[0]
    ours = last.party == voice.party and (voice.party is not None or " " in (last.name or ""))
    others = _ALONE - {rest, rest.split(" ")[-1]} | _RANKED - set(rest.split(" "))
    return (
        last
        if ours and rest in _ALONE and not any(_called(one, _surname(last), text=text[:_READ]) for one in others)
        else None
    )


# posts of which a land or alliance has but one
_ALONE = frozenset(
    [
        "president", "president-elect", "prime minister", "premier", "chancellor", "secretary general", "secretary-general",
        "defence minister", "defense minister", "defence secretary", "defense secretary", "foreign minister", "foreign secretary",
        "interior minister", "commander-in-chief", "chief of staff", "chief of the general staff", "army chief", "intelligence chief",
        "spy chief", "military intelligence chief", "leader", "ruler", "head of state",
    ]
)  # fmt: skip
_RANKED = frozenset("general colonel marshal admiral spokesman governor".split())
_QUALIFIED = frozenset("acting deputy former retired junior senior rival late".split())


def unlike(one: Voice, word: str, *, text: str) -> bool:
    """Whether a person cannot be meant by a post with a word before it: "the acting commander" is nobody called a private."""
    return word in _QUALIFIED or any(_called(rank, _surname(one), text=text[:_READ]) for rank in _LOW_RANKS)


_LOW_RANKS = ("private", "corporal", "sergeant", "conscript")
_CIVIL = frozenset("president minister premier chancellor".split())
_POSTS = _CIVIL | frozenset("general colonel marshal admiral commander commander-in-chief chief spokesman".split())


def _surname(voice: Voice) -> str:
    return (voice.name or "").split(" ")[-1]


@lru_cache(maxsize=512)
def _called(post: str, name: str, *, text: str) -> bool:
    """Whether a post stands right before a name somewhere in a text, or between commas behind it."""
    if not name:
        return False
    before, behind = _beside(post)
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        whole = not (text[end : end + 1].isalnum() or text[max(0, at - 1) : at].isalnum())
        if whole and (before.search(text, max(0, at - _RUN), at) or behind.match(text, end)):
            return True
        at = text.find(name, end)
    return False


@lru_cache(maxsize=128)
def _beside(post: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a name that bears the post, and behind it."""
    low = re.escape(post).replace(r"\ ", "[ -]")
    other = r"(?<![Ff]ormer )(?<![Vv]ice )(?<![Vv]ice-)(?<![Dd]eputy )"
    before = re.compile(rf"{other}\b(?:{low}|{low.capitalize()}|{low.title()}),?\s(?:[A-Z][\w.’'-]*\s){{0,2}}$")
    return before, re.compile(rf", (?!former|the former)(?:[\w’'-]+ ){{0,4}}?{low}\b")


_READ = 20_000  # characters in which an office is looked for
_RANK = (
    r"Colonel|Col\.?|Captain|Capt\.?|Major|Maj\.?|General|Gen\.?|Brigadier|Lieutenant|Lt\.?|Admiral|Marshal|Commander|Governor|"
    r"[Ss]pokes(?:man|woman|person)|[Mm]inister|President|[Pp]rosecutor|[Cc]ommissar|[Cc]ommissioner|[Cc]hairman|Mayor"
)
_BEFORE = re.compile(
    rf"(?<!Former )(?<!former )(?<!retired )(?<!Secretary )(?<!Secretary-)\b(?:{_RANK}),?\s(?:\w+\.?\s){{0,2}}$"
)
_BEHIND = re.compile(
    r"(?:, | \()(?!former|retired)(?:[\w’'-]+ ){0,5}?(?:minister|ministry|general staff|committee|colonel|governor|prosecutor|"
    r"commissar|spokesman|spokeswoman|headquarters|ombudsman)\b",
    re.IGNORECASE,
)
_RUN = 80  # characters before a name in which its rank stands


@lru_cache(maxsize=256)
def _titled(name: str, text: str) -> bool:
    """Whether an office or rank stands right before a name somewhere in a text, or between commas behind it."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        whole = not text[end : end + 1].isalnum()
        if (whole and _BEFORE.search(text, max(0, at - _RUN), at)) or _BEHIND.match(text, end):
            return True
        at = text.find(name, end)
    return False


_CLAIMS = frozenset("claimed claims claiming published boasted boasts".split())
_GOVERNMENT = frozenset(
    "ministry government forces commanders parliament authorities decree cabinet mps junta army military division brigade corps "
    "battalion command board commissar council hall governor directorate mayor prosecutors prosecutor police tribunal treasury "
    "president minister premier headquarters navy spokesman spokeswoman spokesperson presidency".split()
)


def _about(view: View, voice: Voice) -> list[Item]:
    """The words right after a name, where its office stands."""
    first = next((j for j, item in enumerate(view) if item.start >= voice.end), len(view))
    return list(view[first : first + 10])


_NAMELESS = frozenset("source sources doctor doctors insider insiders".split())


def nameless(voice: Voice, *, view: View, page: Page) -> bool:
    """Whether who speaks would not be named, has left office, or has none: their word is an estimate."""
    name = (voice.name or " ").lower().split()
    if voice.kind == "unnamed" and name[-1:] and name[-1] in _NAMELESS:
        return True
    before = page.text[max(0, voice.start - 24) : voice.start].lower().rstrip(' “"').split(" ")
    if not _UNOFFICIAL.isdisjoint(name) or (voice.kind in ("person", "body") and before[-1] in _OUTLETS):
        return True
    if voice.kind != "unnamed" or not view:
        return False
    said = page.text[view[0].start : view[-1].end]
    return before[-1] in ("former", "retired") or _UNNAMED.search(said) is not None


def indefinite(voice: Voice) -> bool:
    """Whether who speaks is only some holder of a post: "a Thai colonel", but not "a spokesman"."""
    name = voice.name or ""
    spokes = name.split(" ")[-1].lower().startswith("spokes")
    return voice.kind == "unnamed" and voice.word in ("a", "an") and not spokes and bool(is_post(name))


def claims(voice: Voice, view: View) -> bool:
    """Whether who speaks only claims what they say."""
    return voice.at < len(view) and view[voice.at].low in (
        "claims",
        "claimed",
        "claiming",
        "claim",
        "boasts",
        "boasted",
    )


_UNNAMED = re.compile(
    r"anonym|unnamed|off the record|not (?:to )?be (?:named|identified|quoted)|not authori[sz]ed|would not (?:be|give)",
    re.IGNORECASE,
)
_OUTLETS = frozenset("channel blog blogger tabloid".split())
_UNOFFICIAL = frozenset(
    "channels channel telegram newspaper newspapers bloggers blogger journalists journalist media outlet outlets researchers analysts "
    "economists activists volunteers relatives families recruits residents deserters diplomat diplomats website websites broadcaster "
    "institute university think-tank academics historians demographers former retired".split()
)


_HOUSE = re.compile(
    r"\b(?:ministry|press (?:centre|center|service|office)|general staff|command|headquarters|armed forces)\b",
    re.IGNORECASE,
)
_MOST_HEAD = 110  # characters of a line that names who publishes


def _headed(page: Page) -> bool:
    """Whether the document's first line is the name of an office of government or of a force, and nothing else."""
    head = page.blocks[0] if page.blocks else None
    if head is None or head.kind is Kind.PARAGRAPH or head.end - head.start > _MOST_HEAD:
        return False
    said = page.text[head.start : head.end]
    words = [word for word in re.split(r"[\s,—–|-]+", said) if word.isalpha()]
    titled = sum(word[0].isupper() or len(word) < 4 for word in words) == len(words)
    return titled and _HOUSE.search(said) is not None


def of_war(code: str, page: Page) -> bool:
    """Whether a code is of a party of this war, or of its state."""
    if page.war is None:
        return page.pair is not None and code in page.pair
    return page.war is not None and any(
        side.party.code == code or side.party.state == code for side in page.war.parties
    )


def publisher_is_office(page: Page) -> bool:
    """Whether an office publishes the document, by its publisher or by its first line."""
    publisher = (page.document.publisher or "").lower()
    return _headed(page) or any(
        word in publisher for word in ("ministry", "general staff", "armed forces", "committee", "army", "government")
    )
