"""The words the rules know: data files compiled into one matcher.

Invariant: the same files give the same matcher and the same hash, whatever the order in which sets are walked.
A phrase that opens with a capital is meant where the text has one; one all in capitals exactly as it stands; others in any case.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import resources
from itertools import permutations
from typing import Any, NamedTuple

from muster.claims.measures import Measure
from muster.claims.war import War, shipped_wars
from muster.numbers.flat import source
from muster.numbers.values import value

ROLES = ("noun", "participle", "subject", "own", "enemy")
TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


class Token(NamedTuple):
    """One run of letters and digits, or one mark."""

    start: int
    end: int
    text: str
    low: str


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    low = text.lower().translate(_SAME)
    if len(low) != len(text) or "Σ" in text:  # whose small letter hangs on the letters around it
        spans = [match.span() for match in TOKEN.finditer(text)]
        return [_token((a, b, text[a:b], text[a:b].lower().translate(_SAME))) for a, b in spans]
    return [_token((a, b, text[a:b], low[a:b])) for a, b in [match.span() for match in TOKEN.finditer(text)]]


_token: Callable[[tuple[int, int, str, str]], Token] = partial(
    tuple.__new__, Token
)  # as Token(…), at a third of its cost


@dataclass(slots=True)
class Phrase:
    """A run of tokens with what is known of it.

    `tags` are of the form `noun.killed`, `people`, `say`; `parties` maps a war's id (or "" for any) to the code it stands for there;
    `wars` are those that the words point to; `roles` the measures it speaks for, by the role it has beside a figure.
    """

    words: tuple[str, ...]
    case: str  # "any", "capital" or "exact"
    raw: tuple[str, ...]
    tags: set[str] = field(default_factory=set)
    parties: dict[str, str] = field(default_factory=dict)
    wars: set[str] = field(default_factory=set)
    roles: dict[str, tuple[Measure, ...]] = field(default_factory=dict)
    low: str = ""  # its words as one
    common: bool = False  # whether no word of it is a name: "insurgents", "government forces"

    def fits(self, run: Sequence[Token], at: int) -> bool:
        """Whether the tokens from `at` are written as this phrase must be."""
        if self.case == "any":
            return True
        if self.case == "exact":
            return all(run[at + step].text == word for step, word in enumerate(self.raw))
        first = run[at].text[:1]
        return first.isupper() or not first.isalpha()

    def settle(self) -> None:
        """Work out the measures it speaks for in each role, once its tags are complete."""
        self.low = " ".join(self.words)
        self.common = all(word.islower() or not word.isalpha() for word in self.raw)
        for tag in sorted(self.tags):
            role, _, measure = tag.partition(".")
            if measure and role in ROLES:
                self.roles[role] = (*self.roles.get(role, ()), Measure(measure))


@value(frozen=True, slots=True)
class Lexicon:
    """All phrases by their first word and what may follow it; the wars they were compiled with; the hash of all of it.

    Under a second word stand the phrases that go on so, longest first, with those of the first word alone behind them; under "" these
    alone.
    """

    phrases: Mapping[str, Mapping[str, Sequence[Phrase]]]
    wars: Mapping[str, War]
    hash: str

    def match(self, run: Sequence[Token], ends: Sequence[int] = ()) -> Iterator[tuple[int, int, Phrase]]:
        """The phrases in a run of tokens, longest first and none overlapping, as (first token, end token, phrase).

        None reaches over one of the `ends`: the numbers, in order, of the tokens at which what stands together has ended.
        """
        lows = (*[token.low for token in run], "")
        known, free, passed, end = self.phrases, 0, 0, 0
        for at, low in enumerate(lows):
            following = known.get(low)
            if following is None or at < free:
                continue
            while end <= at:
                end, passed = ends[passed] if passed < len(ends) else len(run), passed + 1
            for phrase in following.get(lows[at + 1] if at + 1 < end else "") or following[""]:
                size = len(phrase.words)
                if size > 2 and (at + size > end or lows[at : at + size] != phrase.words):
                    continue
                if phrase.case == "any" or phrase.fits(run, at):
                    yield at, at + size, phrase
                    free = at + size
                    break

    def knows(self, word: str, tag: str) -> bool:
        """Whether a single word, or its plural, bears the tag."""
        alone = (phrase for form in (word, word + "s") for phrase in self.phrases.get(form, _NOTHING)[""])
        return any(tag in phrase.tags for phrase in alone)


_NOTHING: Mapping[str, Sequence[Phrase]] = {"": ()}


# ------------------------------------------------------------------ compiling
class _Builder:
    """Collects phrases; the same words told twice become one phrase that knows both things."""

    def __init__(self) -> None:
        self.found: dict[tuple[tuple[str, ...], str], Phrase] = {}

    def add(
        self, words: str, *, tags: Iterable[str] = (), party: tuple[str, str] | None = None, war: str | None = None
    ) -> None:
        run = tokens(words)
        if not run:
            return
        raw = tuple(token.text.translate(_SAME) for token in run)
        case = _case(words)
        key = (tuple(token.low for token in run), case)
        phrase = self.found.setdefault(key, Phrase(words=key[0], case=case, raw=raw))
        phrase.tags.update(tags)
        if party:
            phrase.parties.setdefault(*party)
        if war:
            phrase.wars.add(war)

    def phrases(self) -> dict[str, dict[str, list[Phrase]]]:
        """The phrases as the matcher wants them."""
        self._add_inner_tags()
        found: dict[str, dict[str, list[Phrase]]] = {}
        for phrase in sorted(self.found.values(), key=_order):
            phrase.settle()
            first, second = phrase.words[0], "".join(phrase.words[1:2])
            found.setdefault(first, {"": []}).setdefault(second, []).append(phrase)
        for following in found.values():
            for second, group in following.items():
                if second:
                    group.extend(following[""])
        return found

    def _add_inner_tags(self) -> None:
        """A phrase that says nothing of a measure itself says what the phrases inside it say: "will be called up"."""
        for (words, _), phrase in self.found.items():
            if len(words) < 2 or phrase.parties or "say" in phrase.tags or any(_is_role(tag) for tag in phrase.tags):
                continue
            inner = {
                tag
                for first in range(len(words))
                for last in range(first + 1, len(words) + 1)
                if last - first < len(words) and (words[first:last], "any") in self.found
                for tag in self.found[words[first:last], "any"].tags
                if _is_role(tag)
            }
            phrase.tags |= inner


def _order(phrase: Phrase) -> tuple[int, bool, tuple[str, ...], str]:
    """Longest first, and what must be written just so before what is meant in any case."""
    return -len(phrase.words), phrase.case == "any", phrase.words, phrase.case


def _is_role(tag: str) -> bool:
    return tag.partition(".")[0] in ROLES


def _case(words: str) -> str:
    if not words.lstrip("'\"")[:1].isupper():
        return "any"
    letters = [ch for ch in words if ch.isalpha()]
    return "exact" if len(letters) > 1 and all(ch.isupper() for ch in letters) else "capital"


def compile_lexicon(wars: Mapping[str, War]) -> Lexicon:
    """The matcher for these wars and the shipped vocabulary."""
    builder = _Builder()
    for name in _FILES:
        _LOADERS.get(name, _plain)(builder, tomllib.loads(_text_of(name)))
    for war_id in sorted(wars):
        _war(builder, wars[war_id])
    return Lexicon(phrases=builder.phrases(), wars=wars, hash=hash_of(wars))


_FILES = ("measures", "people", "speech", "cues", "countries", "speakers")
_OTHERS = (
    "remarks",
    "dates",
    "lands",
    "certainty",
    "scopes",
    "relays",
    "learned",
    "grounds",
)  # data of other parts of the reader


def hash_of(wars: Mapping[str, War]) -> str:
    """The hash of all data that a reading with these wars rests on; the lexicon need not be compiled for it."""
    sources = [*map(_text_of, (*_FILES, *_OTHERS)), source(), *(repr(wars[war_id]) for war_id in sorted(wars))]
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()[:16]


def _text_of(name: str) -> str:
    return (resources.files("muster.reading") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")


def matcher(lists: Mapping[str, Iterable[str]]) -> Lexicon:
    """A lexicon of its own for lists of phrases, each tagged with its list's name."""
    builder = _Builder()
    for tag, words in lists.items():
        for one in words:
            builder.add(one, tags=(tag,))
    return Lexicon(phrases=builder.phrases(), wars={}, hash="")


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon with the shipped wars; compiled once a process."""
    return compile_lexicon(shipped_wars())


def _plain(builder: _Builder, data: Mapping[str, Any], path: str = "") -> None:
    """Every list in the file becomes a tag by its path: `noun.killed`, `people`, `status.target`."""
    for key, listed in data.items():
        tag = f"{path}{key}"
        if isinstance(listed, Mapping):
            _plain(builder, listed, f"{tag}.")
            continue
        for words in listed:
            builder.add(words, tags=(tag,))


def _countries(builder: _Builder, data: Mapping[str, Any]) -> None:
    for entry in data["country"]:
        code, doubtful = entry["code"], set(entry.get("doubtful", ()))
        for words in {entry["name"], *entry.get("names", ())} - doubtful:
            builder.add(words, tags=("country", "side"), party=("", code))
        if len(code) == 2:
            builder.add(_flag(code), tags=("country", "side"), party=("", code))
        for words in set(entry.get("people", ())) - doubtful:
            builder.add(words, tags=("demonym", "side"), party=("", code))
        for words in entry.get("seats", ()):
            builder.add(words, tags=(f"seat.{code}",))


def _flag(code: str) -> str:
    """A country's flag as it is typed: the letters of its code as regional indicators."""
    return "".join(chr(_INDICATOR_A + ord(letter) - ord("A")) for letter in code)


_INDICATOR_A = 0x1F1E6
_FORCES = frozenset("forces troops fighters mercenaries militia militias soldiers separatists rebels".split())


def _war(builder: _Builder, war: War) -> None:
    for side in war.parties:
        code = side.party.code
        group = ("group",) if "-" in code else ()
        for words in [side.name, *side.names]:
            forces = ("fighters",) if words.rsplit(None, 1)[-1].lower() in _FORCES else ()
            builder.add(words, tags=("side", "country", *group, *forces), party=(war.id, code), war=war.id)
        for words in side.people:
            builder.add(words, tags=("side", "demonym", *group), party=(war.id, code), war=war.id)
        for words in side.offices:
            builder.add(words, tags=("office", "body"), party=(war.id, code), war=war.id)
    for words in (*war.aliases, *_between(war)):
        builder.add(words, tags=("war",), war=war.id)
    for words in war.places:
        builder.add(words, tags=("place",), war=war.id)


def _between(war: War) -> Iterator[str]:
    """ "The war between Iran and Iraq": by its first two states, either way round."""
    names = [side.land or side.name for side in war.parties if "-" not in side.party.code and side.fights_for is None][
        :2
    ]
    if len(names) == 2:
        yield from (
            f"{kind} between {one} and {other}" for one, other in permutations(names) for kind in ("war", "fighting")
        )


def _speakers(builder: _Builder, data: Mapping[str, Any]) -> None:
    """Groups of bodies, persons, nouns and titles; the group's name becomes the tag `speaker.GROUP`."""
    for group, content in data.items():
        tags = {f"speaker.{group}", *(("paper",) if group == "paper" else _SPEAKS[content["kind"]])}
        for entry in content.get("entries", ()):
            party = ("", entry["party"]) if entry.get("party") else None
            for words in {entry["name"], *entry.get("also", ())} - set(entry.get("doubtful", ())):
                builder.add(words, tags=tags, party=party)
        for words in content.get("words", ()):
            builder.add(words, tags=tags)


_SPEAKS = {"body": ("body",), "person": ("body", "person"), "noun": ("unnamed",), "title": ("title",)}
_LOADERS = {"countries": _countries, "speakers": _speakers}
