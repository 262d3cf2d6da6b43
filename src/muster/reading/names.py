"""Names of speakers: what is cut from them, and the fullest form that a document has of each.

Invariant: a name in full is written somewhere in the document; nothing is made up from a list.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from muster.reading import wordings
from muster.reading.context import FIGURE, WORD, Item, Page
from muster.reading.nouns import Noun


@lru_cache(maxsize=4096)  # the same names are met again and again; it rests on the words alone
def clean_name(said: str) -> str:
    """A name without articles, titles before it, and the possessive."""
    name = " ".join(said.replace("’", "'").split()).removesuffix("'s").strip(" .,'\"“”")
    name = _DATELINE.sub("", name)
    words = name.split(" ")
    while len(words) > 1 and words[0].lower() in wordings.ARTICLES:
        words = words[1:]
    if words[-1].lower() in wordings.OFFICE_WORDS:
        return " ".join(words)
    kept = words
    while (
        len(kept) > 1
        and kept[1].lower() != "staff"
        and all(part in wordings.TITLES for part in kept[0].lower().replace(".", " ").replace("-", " ").split())
    ):
        kept = kept[1:]
    return " ".join(kept if kept[0][:1].isupper() else words)


def name_of(noun: Noun, view: Sequence[Item], *, text: str) -> str:
    """How the text names a noun phrase."""
    last = noun.last - 1 if _runs_on(noun, view) else noun.last
    return clean_name(text[view[noun.head].start : view[last - 1].end])


def house_of(noun: Noun, view: Sequence[Item], *, text: str) -> Noun:
    """The body whose people speak, which is who speaks: "researchers at Yale University"; the phrase itself where it is no body's."""
    k = next((j for j in range(noun.head, noun.end) if view[j].low.split(" ")[-1] in wordings.STAFF), None)
    if (
        noun.kind not in ("unnamed", "body")
        or noun.owned
        or k is None
        or noun.end - k < _OF_A_BODY
        or view[k + 1].low not in wordings.AT_A_BODY
    ):
        return noun
    first = k + 2 + (view[k + 2].low in wordings.ARTICLES)
    last = next((j for j in range(first + 1, noun.end) if view[j].low in wordings.PLACING), noun.end)
    inside = view[first:last]
    if not inside or not text[inside[0].start].isupper() or any(item.has("country", "side") for item in inside[-1:]):
        return noun
    if view[k].low == "volunteers" and not text[inside[-1].start].isupper():
        return noun  # "volunteers of the Grave Watch group"
    body = any(item.has("body") or not _BODIES.isdisjoint(item.low.split(" ")) for item in inside)
    return replace(noun, head=first, last=last, end=max(last, noun.end), kind="body") if body else noun


_BODIES = wordings.BODY_WORDS | wordings.PROJECTS
_OF_A_BODY = 3  # items of "researchers at Yale"

_DATELINE = re.compile(
    r"^[A-Z]{3,}(?: [A-Z]{2,}){0,2} [-–—] (?=[A-Z])"
)  # "NAIROBI - Volunteers": where it was sent from


def _runs_on(noun: Noun, view: Sequence[Item]) -> bool:
    """ "According to the General Staff Russia's losses": whose losses they are, with nothing between, is no part of the name."""
    last = noun.last
    if last - noun.head < _OFFICE_AND_SIDE or last >= len(view) or view[last].low not in ("'", "’"):
        return False
    return view[last - 1].has("country") and view[last - 2].low.split(" ")[-1] in wordings.OFFICE_WORDS


_OFFICE_AND_SIDE = 2


class Names(dict[str, str]):
    """Short names to the fullest form in the document."""

    def full(self, said: str) -> str:
        """The fullest form of a name."""
        return self.get(said) or self.get(said.removeprefix("U.S. ").removeprefix("US ")) or said


def common_words(page: Page) -> frozenset[str]:
    """The words that stand in small letters somewhere in the text."""
    text = page.text
    return frozenset(item.low for item in page.items if text[item.start].islower())


def proper_words(page: Page, common: frozenset[str]) -> frozenset[str]:
    """The words that stand with a capital inside a sentence and nowhere without: names, as far as can be told."""
    text, out = page.text, set()
    for sentence in page.sentences:
        view = sentence.view
        letters = [text[item.start] for item in view]
        if not any(map(str.islower, letters)):
            continue
        for at, item in enumerate(view):
            if not letters[at].isupper() or not at or item.kind != WORD or item.low in common:
                continue
            before = view[at - 1].low
            initial = at > 1 and before == "." and len(view[at - 2].low) == 1 and letters[at - 2].isupper()
            if initial or before[:1].isalnum():
                out.add(item.low)
    return frozenset(out)


def in_full(page: Page, nouns: Sequence[Sequence[Noun]]) -> Names:
    """The fullest form of each person and body that the sentences name."""
    found: dict[str, str] = {}  # name to kind
    groups: dict[str, set[str]] = {}
    for sentence, row in zip(page.sentences, nouns, strict=True):
        view = sentence.view
        for noun in row:
            if noun.kind in ("person", "body"):
                name = name_of(noun, view, text=page.text)
                found.setdefault(name, noun.kind)
                known = _known_names().get(name)
                if known is not None:
                    groups.setdefault(known, set()).add(name)
    out = Names()
    for group in groups.values():
        longest = max(group, key=lambda name: ("'s " not in name, len(name.split()), len(name), name))
        out.update({name: longest for name in group if name != longest})
    out.update(_surnames(found))
    out.update(_beginnings(found))
    out.update(_acronyms(page))
    return out


@cache
def _known_names() -> dict[str, str]:
    """The forms of each listed speaker to its full name."""
    data = tomllib.loads((resources.files("muster.reading") / "lexicon" / "speakers.toml").read_text(encoding="utf-8"))
    entries = [entry for group in data.values() for entry in group.get("entries", ())]
    return {form: entry["name"] for entry in entries for form in (entry["name"], *entry.get("also", ()))}


def _surnames(found: Mapping[str, str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, kind in found.items():
        words = name.split(" ")
        if (
            kind == "person"
            and 2 <= len(words) <= 5
            and len(words[-1]) > 2
            and words[-1].lower() not in wordings.OFFICE_WORDS
        ):
            out.setdefault(words[-1], name)
            if " and " in name:
                pair = " and ".join(part.split(" ")[-1] for part in name.replace(" the ", " ").split(" and "))
                out.setdefault(pair, name)
    return out


def _beginnings(found: Mapping[str, str]) -> dict[str, str]:
    """ "Coordination Headquarters" for "Coordination Headquarters for the Treatment of Prisoners of War"."""
    bodies = sorted(
        (name for name, kind in found.items() if kind == "body" and " " in name), key=lambda name: (name, len(name))
    )
    out: dict[str, str] = {}
    for short, full in pairwise(bodies):
        if full.startswith(short + " ") and full[len(short) + 1 :].split(" ")[0] in ("of", "for"):
            out[short] = full
    return out


def _acronyms(page: Page) -> Iterator[tuple[str, str]]:
    text, items = page.text, page.items
    for at, item in enumerate(items):
        if item.low == "(" and at + 2 < len(items) and items[at + 2].low == ")":
            short = text[items[at + 1].start : items[at + 1].end]
            full = _spelled_out(items, at, text, short)
            if full:
                yield short, full


def _spelled_out(items: Sequence[Item], at: int, text: str, short: str) -> str | None:
    """The words before a bracket whose initials make the acronym in it."""
    if not short.isupper() or not 2 <= len(short) <= 8:
        return None
    for back in range(1, 10):
        if at - back < 0 or items[at - back].kind == FIGURE:
            return None
        said = text[items[at - back].start : items[at - 1].end]
        words = [word for word in said.replace("-", " ").split() if word[:1].isupper()]
        letters = "".join(word[0] for word in words)
        if len(words) >= 2 and (letters == short or (len(words) > 2 and sorted(letters) == sorted(short))):
            return clean_name(said)
    return None
