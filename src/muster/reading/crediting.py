"""Which of the voices in a text a figure is credited to.

Invariant: a sentence's own voices come before the paragraph's, and nothing is credited to a voice that comes later than the
sentence, but where a later one credits what stands before it (`floor`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from muster.claims.measures import Measure
from muster.reading import columns, keyed, turns, wordings
from muster.reading.context import FIGURE, MARK, Page, Sentence
from muster.reading.discourse import Memory
from muster.reading.measuring import View
from muster.reading.voices import Voice, nested

_MOST, _FAR = (
    30,
    300,
)  # voices that a sentence has, and how far off (in characters or items) one still speaks where it has more


def voice_for(view: View, at: int, *, memory: Memory, spoken: Sequence[Voice], page: Page, number: int) -> Voice | None:
    """The voice that speaks for the figure: one of the sentence's, else the paragraph's; None where the document itself does."""
    block = page.sentences[number].block
    credited = _of_row(view, page=page, block=block) or keyed.of_cell(
        page, block, figure=view[at].start, keys=memory.floor.columns
    )
    credited = credited or memory.floor.rows.get(block)
    if credited is not None:
        return credited
    voice = _of_sentence(spoken, view, at, page)
    heard = memory.floor.heard[number]
    if voice is None or (heard.own and voice.how == "owns"):
        if page.blocks[block].kind.value == "heading":
            return None
        voice = memory.floor.talker if heard.own else memory.floor.voice
    if voice is not None and voice.party != page.office and _our_own_word(view, at, page=page):
        return None
    return voice if voice is not None and voice.name else None


def only_spoken_of(voice: Voice | None, *, sentence: Sentence) -> bool:
    """Whether a sentence before was only about somebody, or about a paper of theirs, who is not said to state anything."""
    if voice is None or sentence.start <= voice.start < sentence.end:
        return False
    return voice.how in ("subject", "owns")


def _our_own_word(view: View, at: int, *, page: Page) -> bool:
    """ "He claimed 10,000 for a month in which we lost fewer than 400": what an office says in its own paper, beside another's claim."""
    if page.office is None:
        return False
    j = next((k for k in range(at - 1, max(0, at - 4), -1) if view[k].low == "we"), None)
    return j is not None and view[j - 1].low in _BESIDES and not turns.in_quotes(page, view[j].start)


_BESIDES = frozenset("which while whereas but where when though although and".split())


def _of_row(view: View, *, page: Page, block: int) -> Voice | None:
    """Who stands in the cell of a row whose column says who gives the figures."""
    if not any(item.low == "|" for item in view):
        return None
    who, _ = columns.told_by(page, block)
    if who is None:
        return None
    name = page.text[who[0] : who[1]].split(" (")[0].strip()
    inside = [item for item in view if who[0] <= item.start < who[1]]
    party = next((item.party for item in inside if item.party), None)
    person = any(item.has("person") for item in inside)
    return Voice(name, who[0], who[1], 0, "cell", party=party, kind="person" if person else "body") if name else None


def _of_sentence(spoken: Sequence[Voice], view: View, at: int, page: Page) -> Voice | None:
    named = [voice for voice in spoken if voice.name is not None and voice.how != "silent"]
    named = named if len(named) <= _MOST else [voice for voice in named if abs(voice.start - view[at].start) < _FAR]
    if not named:
        return None
    gapped = _gapped(view, at, named, page.text)
    if gapped is not None:
        return gapped
    start = view[at].start
    before = [voice for voice in named if voice.start < start]
    after = [voice for voice in named if voice.start >= start]
    return _chosen(view, at, before, after)


def _chosen(view: View, at: int, before: Sequence[Voice], after: Sequence[Voice]) -> Voice | None:
    """Of the voices before and after a figure, the one that speaks for it."""
    if after and _relates(view, at, after[0]):
        return after[0]
    if before and after and _turns_to(view, at, after[0]):
        after = ()
    if before and after and after[0].how == "according" and before[-1].how == "says" and not before[-1].after:
        if _denies(view, before[-1]):
            return after[0]
        return replace(
            after[0], source=after[0].source or before[-1].name, source_party=after[0].source_party or before[-1].party
        )
    between = len(before) > 1 and before[-1].after and before[-2].how == "says" and not before[-2].after
    if between and view[before[-2].at + 1].low == ",":  # "it believes, two officials said, that …"
        return replace(
            before[-1],
            source=before[-1].source or before[-2].name,
            source_party=before[-1].source_party or before[-2].party,
        )
    later = next((voice for voice in after if _reaches_back(view, at, voice)), None)
    if before and later is not None and _closes(view, at, inner=before[-1], outer=later):
        return later
    if before and later is not None and _passes_on(view, at, inner=before[-1], outlet=later):
        taken = before[-1]
        return replace(later, source=later.source or taken.name, source_party=later.source_party or taken.party)
    if before and later is not None and before[-1].how == "owns" and later.how == "says" and later.after and later.name:
        taken = before[-1]
        by = any(
            item.low in ("by", "on", "per") and item.end <= taken.start and taken.start - item.end < 12
            for item in view[:at]
        )
        if by and taken.name and taken.name != later.name:
            return replace(later, source=later.source or taken.name, source_party=later.source_party or taken.party)
    if before and later is not None and later.after and before[-1].how == "keeps":
        return later
    if before and (later is None or not before[-1].after or not later.after):
        return _outermost(view, before)
    return later


def _denies(view: View, voice: Voice) -> bool:
    """Whether who speaks only denies what another says: "the army denied that 47 died, the number put about by the rebels"."""
    return voice.at < len(view) and view[voice.at].low in wordings.DENYING


def _closes(view: View, at: int, *, inner: Voice, outer: Voice) -> bool:
    """ "One says that …; the average was 40, X worked out": who closes the sentence speaks for what follows a semicolon."""
    if not outer.after or outer.how != "says" or not outer.name:
        return False
    low, high = min(inner.at, len(view)), next((j for j in range(at, len(view)) if view[j].start >= outer.start), at)
    named = outer.word not in wordings.PRONOUNS
    parted = any(item.low == ";" or (item.low == ":" and named) for item in view[low:at])
    return parted and not any(item.low == ";" for item in view[at:high])


def _passes_on(view: View, at: int, *, inner: Voice, outlet: Voice) -> bool:
    """ "The agency believes that …, Reuters reported": a newspaper or wire that closes the sentence tells what another says."""
    if inner.how != "says" or inner.after or not inner.name or not outlet.after or outlet.how != "says":
        return False
    between = (item for item in view[at:] if item.start < outlet.end)
    named = [item.has("speaker.outlet") for item in between if item.start >= outlet.start or item.low == ";"]
    return bool(named) and not any(item.low == ";" for item in view[at:] if item.start < outlet.start) and any(named)


def _outermost(view: View, before: Sequence[Voice]) -> Voice:
    """The last voice before a figure; where it speaks inside another's clause, that other with it for a source."""
    inner = before[-1]
    outer = before[-2] if len(before) > 1 else None
    if (
        outer is not None
        and inner.how == "according"
        and outer.how in ("owns", "says")
        and (_of_whom(view, outer, inner) or repeats(view, outer=outer, inner=inner))
    ):
        return replace(outer, source=outer.source or inner.name, source_party=outer.source_party or inner.party)
    if (
        outer is None
        or outer.how != "says"
        or inner.how not in ("says", "owns", "keeps")
        or not nested(view, outer=outer, inner=inner)
    ):
        return inner
    if (inner.word in wordings.PRONOUNS or inner.word in ("his", "her", "its", "their")) and outer.name:
        return outer
    if (
        inner.how in ("owns", "keeps")
        and outer.name
        and not any(item.low in ("by", "on", "per", "from") for item in view[outer.at + 1 : inner.at])
    ):
        return outer
    if outer.name == inner.name or not outer.name or not inner.name:
        return inner
    return replace(outer, source=outer.source or inner.name, source_party=outer.source_party or inner.party)


def _of_whom(view: View, outer: Voice, inner: Voice) -> bool:
    """ "X's reading of the maps kept by Y shows": Y is whose maps they are."""
    if outer.after or not outer.name or not inner.name or not outer.at < inner.at or inner.at >= len(view):
        return False
    between = view[outer.at + 1 : inner.at]
    return 0 < len(between) < _CLOSE and not any(item.kind in (FIGURE, MARK) or item.low == "as" for item in between)


def repeats(view: View, *, outer: Voice, inner: Voice) -> bool:
    """ "The British ministry said that average losses in May, as reported by the General Staff, were 1,262": it tells another's figure."""
    told = outer.how == "says" and inner.how == "according" and bool(outer.name) and outer.name != inner.name
    if not told or not nested(view, outer=outer, inner=inner):
        return False
    return any(item.low == "that" for item in view[outer.at + 1 : outer.at + 3])


def _turns_to(view: View, at: int, voice: Voice) -> bool:
    """ "X said that 400 died and, according to Y, 500 were captured": a voice that leads the next figure, and not this one's source."""
    between = [item.low for item in view[at + 1 : voice.at] if item.low != ","]
    ahead = any(item.kind == FIGURE for item in view[voice.at + 1 :])
    return between[-1:] != [] and between[-1] in ("and", "but", "while", "whereas", ";") and ahead


_CLOSE = 8  # words in which somebody's paper is said to be of another's


def _relates(view: View, at: int, voice: Voice) -> bool:
    """ "The 46,000 or so that the president admitted": who says it stands in the figure's own clause."""
    if voice.how != "says" or voice.after or not voice.name or voice.at >= len(view):
        return False
    that = next((j for j in range(at + 1, min(len(view), at + 6)) if view[j].low in ("that", "which", "whom")), None)
    if that is None or any(item.kind in (FIGURE, MARK) for item in view[at + 1 : that]):
        return False
    close = (
        view[that + 1].start <= voice.start < view[min(that + 4, len(view) - 1)].end if that + 1 < len(view) else False
    )
    following = view[voice.at + 1] if voice.at + 1 < len(view) else view[voice.at]
    return close and following.kind != FIGURE and following.low != "that"


def _reaches_back(view: View, at: int, voice: Voice) -> bool:
    """Whether a voice after the figure speaks for it: it trails what it says, or stands in the figure's own clause."""
    if voice.after or voice.how == "cell":
        return True
    if voice.aside:
        return False
    if voice.how == "says" and _said_before_a_list(view, at, voice):
        return True
    first = next((j for j in range(at + 1, min(len(view), at + _FAR)) if view[j].start >= voice.start), len(view))
    if first - at > _FAR:
        return False
    between = view[at + 1 : first]
    if voice.how == "owns" and len(between) <= 2 and all(item.low in (",", "the", "(", "—", "–") for item in between):
        return True
    if any(item.low in wordings.COMPARING for item in between):
        return False
    return not any(item.low in (",", ";", "—", "–", "while", "but", "whereas", ".", ":") for item in between)


def _said_before_a_list(view: View, at: int, voice: Voice) -> bool:
    """ "In April 540 were lost, the army said: 310 killed and …": who stands between a comma and a colon speaks for both."""
    first = next((j for j in range(at + 1, min(len(view), at + _FAR)) if view[j].start >= voice.start), len(view))
    closed = voice.at + 1 < len(view) and view[voice.at + 1].low == ":" and at < first < voice.at + 1
    opened = [item.low for item in view[max(at, first - 2) : first] if item.low not in wordings.ARTICLES]
    return closed and opened[-1:] == [","]


def _gapped(view: View, at: int, named: Sequence[Voice], text: str) -> Voice | None:
    """ "Baku reporting 50 dead and Yerevan at least 49": the second speaker has the first one's verb."""
    last = at - 2 if at > 1 and view[at - 1].low == "at" else at - 1
    first = last
    while (
        first > max(1, last - _PHRASE)
        and view[first - 1].low not in _PARTING
        and view[first - 1].kind not in (FIGURE, MARK)
    ):
        first -= 1
    if first < 1 or view[first - 1].low not in _PARTING:
        return None
    first += view[first].low == "the" and first < last
    item, lead = view[last], named[0]
    if not lead.name or lead.start > view[first].start or not _may_follow(view, first, last, told_at=last == at - 2):
        return None
    if any(voice.start <= item.start < voice.end for voice in named):
        return None
    if first < last and not any(one.kind == FIGURE and lead.start < one.start for one in view[:first]):
        return None
    party = next((one.party for one in view[first : last + 1] if one.party), None)
    name = text[view[first].start : item.end]
    return replace(lead, name=name, start=view[first].start, end=item.end, party=party, source=None, source_party=None)


_PARTING = ("and", ";", ",", "while", "but")
_PHRASE = 4  # words in the second speaker's name


def _may_follow(view: View, first: int, last: int, *, told_at: bool) -> bool:
    """Whether the words of a phrase are those of a speaker with no verb of their own."""
    item = view[last]
    if any(one.has("say", "according") or any(tag.startswith(_LOST) for tag in one.tags) for one in view[first:last]):
        return False
    if item.has("group") or (told_at and item.has("country", "side")):
        return False  # "puts the rebels at 3,000 and the army at 40,000"
    if item.has("country", "body", "office") and not item.has("fighters"):
        return item.has("body", "office")
    named = item.has("speaker.ministry", "speaker.office_holder", "speaker.anonymous", "speaker.analyst")
    return named and not item.has("fighters")


_LOST = ("noun.", "participle.")


def source_of(voice: Voice | None, measure: Measure) -> str | None:
    """Whose data it is. A body that takes losses from a side's office still measures the ground itself."""
    if voice is None or not voice.name or (measure in _OWN_MAPS and voice.source_party is not None):
        return None
    return voice.source


_OWN_MAPS = frozenset([Measure.AREA_TAKEN, Measure.LOSSES_PER_AREA])


def admits(view: View, voice: Voice | None) -> bool:
    """Whether who speaks owns up to losses of its own."""
    return voice is not None and voice.at < len(view) and view[voice.at].low.split(" ")[0] in wordings.ADMITS
