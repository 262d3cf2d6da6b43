"""Who says a figure, and on whose data.

A sentence's voices are the subjects of its verbs of stating, those after "according to", and the owners of an estimate or count.
Credit carries over inside a paragraph, and from a lead-in to the rows it announces, until another voice speaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from muster.reading.context import FIGURE, MARK, PHRASE, TIME, WORD, Item, Page
from muster.reading.measuring import View

_AUXILIARY = frozenset(
    "by has have had also then later now since already still is was were be been being once again itself himself "
    "herself themselves never only just first both who which meanwhile earlier recently yesterday today separately not".split()
)
_ARTICLES = frozenset("the a an this that these its his her their our your my".split())
_PARTICLES = frozenset("de del della di da dos du la le el al bin ibn van von der den abu ould ben".split())
_OF = frozenset("of in for at from s '".split())
_HE = frozenset("he she it they".split())
_HIS = frozenset("his her its their".split())
_OPENERS = frozenset(
    "the a an in on at by for from of to and or but as if it he she they we i this that these those its his her their our "
    "after before since until while when where what who why how about around over more most some all both each every no not "
    "nearly almost roughly according between among during last next one two three four five six seven eight nine ten".split()
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a sentence. `at` is where in the view; `how` the form: "says", "according", "owns"; `name` None for a pronoun that
    refers to nobody known."""

    name: str | None
    start: int
    end: int
    at: int
    how: str
    party: str | None = None
    kind: str = "unnamed"  # "person", "body", "side", "unnamed"
    source: str | None = None
    source_party: str | None = None


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun phrase that can speak: items `first` up to `last` of the view."""

    first: int
    last: int
    kind: str


# ------------------------------------------------------------------ noun phrases that can speak
def _capital(item: Item, text: str) -> bool:
    return text[item.start].isupper() and item.kind in (WORD, PHRASE)


def _phrase_kind(item: Item) -> str | None:
    if item.has("person") or (item.has("office") and item.phrase is not None and _looks_personal(item)):
        return "person"
    if item.has("body", "office"):
        return "body"
    if item.has("unnamed"):
        return "unnamed"
    if item.has("country"):
        return "side"
    return "paper" if item.has("paper") else None


_OFFICE_WORDS = frozenset(
    "ministry staff defence defense office service forces headquarters council committee intelligence centre center "
    "directorate army command bureau agency officials government authorities police duma kremlin commission".split()
)


def _looks_personal(item: Item) -> bool:
    words = item.phrase.words if item.phrase else ()
    return bool(words) and not any(word in _OFFICE_WORDS for word in words) and item.phrase.case == "capital"  # type: ignore[union-attr]


def noun_left(view: View, at: int, text: str) -> _Noun | None:
    """The speaking noun phrase that ends just left of `at`, over auxiliaries, times and an apposition."""
    j = _skip_left(view, at - 1)
    if j < 0:
        return None
    if view[j].low == ",":
        return _before_apposition(view, j, text)
    if view[j].low == ")":
        while j > 0 and view[j].low != "(":
            j -= 1
        j -= 1
    return _noun_ending(view, j, text) if j >= 0 else None


def _skip_left(view: View, j: int) -> int:
    while j >= 0 and (
        view[j].low in _AUXILIARY or view[j].kind == TIME or (view[j].low.endswith("ly") and view[j].kind == WORD)
    ):
        j -= 1
        if j >= 1 and view[j].low in ("on", "in", "at") and view[j + 1].kind == TIME:
            j -= 1
    return j


def _before_apposition(view: View, comma: int, text: str) -> _Noun | None:
    """The noun before the comma that opens an apposition closed by the comma at `comma`."""
    for j in range(comma - 1, max(-1, comma - 22), -1):
        if view[j].kind == FIGURE or view[j].low in ";:":
            break
        if view[j].low == ",":
            noun = _noun_ending(view, j - 1, text) if j > 0 else None
            if noun is not None:
                return noun
    return _noun_ending(view, comma - 1, text)


def _noun_ending(view: View, last: int, text: str) -> _Noun | None:
    """The noun phrase whose last item is `last`."""
    if last < 0:
        return None
    if view[last].low == "s" and last >= 2 and view[last - 1].low == "'":
        last -= 2
    item = view[last]
    if item.low in _HE:
        return _Noun(last, last + 1, "pronoun")
    kind = _phrase_kind(item)
    if kind is None and item.kind == WORD and _capital(item, text) and item.low not in _OPENERS:
        kind = "person"
    if kind is None:
        return _owner_of_place(view, last, text)
    first = _widen_left(view, last, text, kind)
    whose = _person_of(view, first, text)
    if whose is not None:
        return whose
    if kind == "paper":
        return _Noun(first, last + 1, "unnamed") if first < last else None
    if kind in ("unnamed", "side", "person") and any(view[k].has("body", "office") for k in range(first, last)):
        kind = "body" if kind != "person" else kind
    return _Noun(first, last + 1, kind)


def _person_of(view: View, first: int, text: str) -> _Noun | None:
    """ "Pavlo Palisa of the president's office": the person before a body they belong to."""
    j = first - 1
    while j >= 0 and view[j].low in _ARTICLES:
        j -= 1
    if j < 1 or view[j].low not in ("of", "from", "at", "for"):
        return None
    before = view[j - 1]
    if _phrase_kind(before) == "person" or (before.kind == WORD and _capital(before, text) and before.low not in _OPENERS):
        return _Noun(_widen_left(view, j - 1, text, "person"), j, "person")
    return None


def _owner_of_place(view: View, last: int, text: str) -> _Noun | None:
    """ "officials in Pretoria", "the head of the army's directorate": the head stands further left."""
    for j in range(last, max(-1, last - 7), -1):
        if view[j].kind in (FIGURE, TIME) or (view[j].kind == MARK and view[j].low not in "-'’"):
            return None
        if j < last and not (_capital(view[j], text) or view[j].low in _ARTICLES or view[j].low in _OF or _phrase_kind(view[j])):
            return None
        if _phrase_kind(view[j]) in ("unnamed", "body", "person"):
            return _Noun(_widen_left(view, j, text, "unnamed"), j + 1, _phrase_kind(view[j]) or "unnamed")
    return None


def _widen_left(view: View, last: int, text: str, kind: str) -> int:
    first = last
    while first > 0:
        before = view[first - 1]
        if before.kind in (FIGURE, TIME) or before.low in _ARTICLES:
            break
        if before.low in _PARTICLES and first > 1 and _capital(view[first - 2], text):
            first -= 1
            continue
        if before.low in ("-", ".", "'", "s", "’") and first > 1 and _capital(view[first - 2], text):
            first -= 1
            continue
        named = _capital(before, text) and (before.low not in _OPENERS)
        adjective = kind in ("unnamed", "paper") and (before.has("demonym", "unnamed", "modifiers") and before.low not in ("of", "and", "or", "more", "other"))
        joined = kind in ("unnamed", "body", "paper") and before.low in ("and", "&") and first > 1 and _can_join(view[first - 2], text)
        if not (named or adjective or joined) or before.has("say"):
            break
        first -= 1
    while first < last and view[first].low in ("and", ".", "-", "'", "’", "s"):
        first += 1
    return first


def _can_join(item: Item, text: str) -> bool:
    return _capital(item, text) and (item.has("demonym", "body", "country", "office") or item.kind == WORD)


def noun_right(view: View, at: int, text: str) -> _Noun | None:
    """The speaking noun phrase that begins just right of `at`."""
    j = at + 1
    if j < len(view) and view[j].low == ":":
        j += 1
    while j < len(view) and (view[j].low in _ARTICLES or view[j].kind == TIME or view[j].low in ("both", "“", '"')):
        if view[j].low in _HIS:
            return None
        j += 1
    first = j
    kind: str | None = None
    last = first
    while j < len(view) and j - first < 12:
        item = view[j]
        near = _phrase_kind(item)
        if item.kind in (FIGURE, TIME) or (item.kind == MARK and item.low not in "-'’."):
            break
        if item.has("say") and kind is not None and not item.has("unnamed"):
            break
        if near or (_capital(item, text) and item.low not in _OPENERS and item.kind == WORD):
            kind = _stronger(kind, near or "person")
            last = j + 1
        elif item.low in ("of", "for", "in", "and", "at", "on") and kind is not None and j + 1 < len(view):
            if item.low == "and" and not _can_join(view[j + 1], text):
                break
            if item.low in ("in", "at", "on"):
                break
        elif kind is not None and item.low not in _ARTICLES and item.low not in ("-", "'", "’", "s", ".") and item.low not in _PARTICLES:
            break
        j += 1
    return _Noun(first, last, kind) if kind is not None else None


def _stronger(old: str | None, new: str) -> str:
    order = ("paper", "unnamed", "side", "body", "person")
    return new if old is None or order.index(new) > order.index(old) else old


# ------------------------------------------------------------------ voices of a sentence
def voices(view: View, page: Page, names: Mapping[str, str]) -> list[Voice]:
    """The voices of a sentence in text order."""
    text, out = page.text, []
    for at, item in enumerate(view):
        if item.has("citing"):
            continue
        if item.has("according"):
            noun, how = noun_right(view, at, text), "according"
        elif (item.has("say") and not _is_noun_use(view, at)) or _holds(view, at):
            noun, how = noun_left(view, at, text), "says"
            if noun is None and _inverted(view, at):
                noun = noun_right(view, at, text)
        elif item.has("reckoning"):
            if _is_ours(view, at):
                out.append(Voice("", item.start, item.end, at, "owns"))
                continue
            noun, how = _owner(view, at, text), "owns"
            if noun is not None and noun.kind == "side" and item.low in _TOLLS:
                continue
        elif item.low == "|" and _cells(view) >= 3:
            noun, how = noun_right(view, at, text), "cell"
            if noun is not None and noun.kind not in ("body", "person"):
                continue
        else:
            continue
        if noun is not None:
            noun = _author(view, noun, text) or noun
            out.append(_voice(view, noun, at=at, how=how, page=page, names=names))
    return _with_sources(view, out, page=page, names=names)


_TOLLS = frozenset({"toll", "death toll", "casualty total", "total", "totals", "number", "numbers", "books", "records", "list"})


def _cells(view: View) -> int:
    return sum(item.low == "|" for item in view) + 1


def _is_ours(view: View, at: int) -> bool:
    """ "our own model": the document speaks for itself."""
    return any(view[j].low in ("our", "my") for j in range(max(0, at - 4), at))


def _holds(view: View, at: int) -> bool:
    """ "The NIS now has around 300", "the Pentagon was at 70,000": a body and its figure."""
    if view[at].low not in ("has", "had", "have", "was", "is", "were"):
        return False
    after = at + 2 if view[at].low in ("was", "is", "were") and at + 1 < len(view) and view[at + 1].low == "at" else at + 1
    if after >= len(view) or view[after].kind != FIGURE or (after == at + 1 and view[at].low in ("was", "is", "were")):
        return False
    j = _skip_left(view, at - 1)
    while j > 0 and view[j].low in (",", ")", "("):
        j = _skip_left(view, j - 1)
    return j >= 0 and view[j].has("body", "office", "speaker.analyst", "speaker.monitor") and not view[j].has("country")


_PAPERS = frozenset("study report paper survey analysis assessment estimate count tally list article review investigation dataset".split())


def _author(view: View, noun: _Noun, text: str) -> _Noun | None:
    """Who wrote the paper that speaks: "a study published on 3 June by the CSIS", "an analysis by"."""
    if view[noun.last - 1].low not in _PAPERS:
        return None
    for j in range(noun.last, min(len(view), noun.last + 6)):
        if view[j].low in ("by", "from") or view[j].low.endswith(" by"):
            found = noun_right(view, j, text)
            return found if found is not None and found.kind in ("body", "person") else None
        if view[j].kind == FIGURE or view[j].low in (",", ";", "that"):
            return None
    return None


def _is_noun_use(view: View, at: int) -> bool:
    """ "the report", "his estimate": a word of stating used as a noun."""
    return at > 0 and (view[at - 1].low in _ARTICLES or view[at - 1].low in ("'", "s", "of"))


def _inverted(view: View, at: int) -> bool:
    return at == 0 or view[at - 1].low in (",", "”", '"', "’", "—", "–", "so", "as", ")", "“")


def _is_measure(item: Item) -> bool:
    return any(tag.startswith("noun.") for tag in item.tags) and not item.party


def _owner(view: View, at: int, text: str) -> _Noun | None:
    """The owner in "Kyiv's own estimate", "on its figures", "General Staff data"."""
    j = at - 1
    while j >= 0 and (view[j].low in ("own", "latest", "official", "new", "first", "daily") or view[j].has("reckoning") or _is_measure(view[j])):
        j -= 1
    if j < 0:
        return None
    if view[j].low in _HIS:
        return _Noun(j, j + 1, "pronoun")
    if view[j].low == "s" and j > 0 and view[j - 1].low in ("'", "’"):
        return _noun_ending(view, j, text)
    if view[j].low in ("'", "’"):
        return _noun_ending(view, j - 1, text)
    if view[j].has("body", "office") and not view[j].has("country"):
        return _noun_ending(view, j, text)
    return None


def _voice(view: View, noun: _Noun, *, at: int, how: str, page: Page, names: Mapping[str, str]) -> Voice:
    first, last = view[noun.first], view[noun.last - 1]
    if noun.kind == "pronoun":
        return Voice(None, first.start, last.end, at, how, kind="pronoun")
    said = clean_name(page.text[first.start : last.end])
    party = next((view[k].party for k in range(noun.first, noun.last) if view[k].party), None)
    return Voice(names.get(said, said), first.start, last.end, at, how, party=party, kind=noun.kind)


_TITLES = frozenset(
    "president prime minister general lieutenant major brigadier colonel captain admiral secretary chancellor dr prof professor mr mrs ms "
    "lt gen maj brig col capt sgt lawmaker spokesman spokeswoman spokesperson commander chief deputy defence defense foreign sir lord "
    "analyst expert researcher historian correspondent ambassador governor senator".split()
)


def clean_name(said: str) -> str:
    """A name without articles, titles before it, and the possessive."""
    name = " ".join(said.replace("’", "'").split()).removesuffix("'s").strip(" .,'\"“”")
    words = name.split(" ")
    while len(words) > 1 and words[0].lower().strip(".") in _ARTICLES:
        words = words[1:]
    kept = words
    while words[-1].lower() not in _OFFICE_WORDS and len(kept) > 1 and all(part in _TITLES for part in kept[0].lower().replace(".", " ").replace("-", " ").split()):
        kept = kept[1:]
    return " ".join(kept if kept[0][:1].isupper() else words)


def subject(view: View, page: Page) -> Voice | None:
    """The body or person that a sentence begins with, where it can speak."""
    for at in range(min(len(view), 7)):
        item = view[at]
        if item.has("within", "say") or item.kind == FIGURE or item.low in _HE:
            return None
        kind = _phrase_kind(item)
        if kind in ("person", "body", "unnamed"):
            noun = _noun_ending(view, at, page.text)
            return _voice(view, noun, at=at, how="subject", page=page, names={}) if noun else None
    return None


def _with_sources(view: View, found: list[Voice], *, page: Page, names: Mapping[str, str]) -> list[Voice]:
    """Gives a voice the source it cites, in the same sentence."""
    for at, item in enumerate(view):
        if not item.has("citing"):
            continue
        noun = noun_right(view, at, page.text)
        if noun is None or noun.kind == "pronoun":
            continue
        source = _voice(view, noun, at=at, how="cited", page=page, names=names)
        if item.has("say"):
            subject = noun_left(view, at, page.text)
            if subject is not None:
                found.append(_voice(view, subject, at=at, how="says", page=page, names=names))
        if not found:
            continue
        near = min(found, key=lambda voice: abs(voice.at - at))
        if near.name != source.name and near.start != source.start:
            found[found.index(near)] = replace(near, source=source.name, source_party=source.party)
    return sorted(found, key=lambda voice: (voice.start, voice.at))


# ------------------------------------------------------------------ names in full
_NO_PERSON = _OFFICE_WORDS | {"of", "the", "and", "for", "in", "war", "report", "times", "post", "city", "region", "oblast", "republic"}


def names_in_full(page: Page) -> dict[str, str]:
    """Short names to the fullest form in the document: a surname to the whole name, an acronym to what it stands for."""
    text, out = page.text, {}
    runs = list(_capital_runs(page))
    for run in runs:
        words = run.split(" ")
        if 2 <= len(words) <= 4 and len(words[-1]) > 2 and not {word.lower() for word in words} & _NO_PERSON:
            out.setdefault(words[-1], run)
    for at, item in enumerate(page.items):
        if item.low == "(" and at + 2 < len(page.items) and page.items[at + 2].low == ")":
            short = text[page.items[at + 1].start : page.items[at + 1].end]
            full = _spelled_out(page.items, at, text, short)
            if full:
                out[short] = full
    return out


def _capital_runs(page: Page) -> Sequence[str]:
    """Runs of capitalised words inside a sentence that may be a person's name."""
    runs: list[str] = []
    for sentence in page.sentences:
        current: list[Item] = []
        for item in page.items[sentence.first : sentence.last]:
            fits = _capital(item, page.text) and item.low not in _OPENERS and not item.has("country", "demonym", "say")
            glue = item.low in ("-",) or item.low in _PARTICLES
            if fits or (glue and current):
                current.append(item)
                continue
            runs.extend(_run(current, page.text))
            current = []
        runs.extend(_run(current, page.text))
    return runs


def _run(items: Sequence[Item], text: str) -> list[str]:
    return [clean_name(text[items[0].start : items[-1].end])] if items else []


def _spelled_out(items: Sequence[Item], at: int, text: str, short: str) -> str | None:
    """The words before a bracket whose initials make the acronym in it."""
    if not short.isupper() or not 2 <= len(short) <= 8:
        return None
    for back in range(1, 10):
        if at - back < 0:
            return None
        said = text[items[at - back].start : items[at - 1].end]
        words = [word for word in said.replace("-", " ").split() if word[:1].isupper()]
        if len(words) >= 2 and "".join(word[0] for word in words) == short:
            return clean_name(said)
        if items[at - back].kind in (FIGURE,):
            return None
    return None
