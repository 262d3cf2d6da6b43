"""What annotated articles teach about the right by which a figure is stated, where the rules fall back on who speaks or on its form.

The signs are the words around the figure, who is credited with it, its form, its days, the claim before, and the rule that decided; they
are weighed like those of `learned`, with weights of their own in `lexicon/grounds.toml`.

Invariant: a plan, another war's figure and a number told to be an estimate or counted one by one are not asked about, nor is what is
doubted or said by the nameless.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from math import exp

from muster.claims.measures import Status
from muster.reading import exactness, offices, standing
from muster.reading.cases import Case, Standing
from muster.reading.context import Item, Page
from muster.reading.logit import RULE, Weights, shipped_from
from muster.reading.measuring import View
from muster.reading.signs import Signs, near, put, stem
from muster.reading.voices import Voice

LIKELY, SURE = 0.5, 0.6
ANSWERS = frozenset(["count", "estimate", "report"])  # plans and other wars have words of their own
STANDS = frozenset({"called an estimate", "counted one by one"})  # told in so many words
_LONG = 120  # days; a longer time is one of a running toll
_OF_A_NAME = 0.7  # what a word of a name weighs

ASKED = frozenset(
    {
        "no official word", "an official statement", "told as a known number", "told to the man",
        "a side's own admitted losses", "as the figure it is listed with", "told in the words of a tally",
        "civilians, from a register", "civilians, as told", "as the figure before, on the same word", "as the figure before",
        "an officer of his own men", "a body's own list",
    }
)  # fmt: skip
"""The rules that go by who speaks or by the form of the number alone."""


@cache
def shipped() -> Weights:
    """The weights that come with the reader."""
    return shipped_from("grounds.toml")


def weighed(view: View, at: int, *, weights: Weights, case: Case, ruled: Standing, page: Page) -> Standing:
    """The status of a figure once what was learned has been heard; the rules' own answer is worth `trust`."""
    told = str(ruled.status)
    if told not in weights.answers or told not in ANSWERS or ruled.rule in STANDS or standing.doubted(view):
        return ruled
    if case.voice is not None and offices.nameless(case.voice, view=view, page=page):
        return ruled  # an officer who would not be named is no official, whatever else is said
    signs = signs_of(view, at, case=case, ruled=ruled, page=page)
    scores, own = weights.scores(signs), weights.answers.index(told)
    scores[own] += weights.trust
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    sure = 1 / sum(exp(one - scores[best]) for one in scores)
    enough = LIKELY if ruled.rule in ASKED else SURE
    if best == own or sure < enough or weights.answers[best] not in ANSWERS:
        return ruled
    shown = weights.tell(signs, answer=best, over=own)
    return Standing(Status(weights.answers[best]), (shown[0].start, shown[0].end) if shown else None, sure, RULE)


def signs_of(view: View, at: int, *, case: Case, ruled: Standing, page: Page) -> Signs:
    """The signs of the figure at `at`, of which the rules said `ruled`."""
    signs = near(view, at)
    item, measure = view[at], case.measure
    form = "to the man" if exactness.to_the_man(item) else "exact" if exactness.is_exact(item) else "hedged"
    _all(signs, f"of={measure}", f"rate={case.rate}", f"civilian={case.civilian}", f"whose={case.party is not None}")
    _all(signs, f"form={form}", f"form={form},{measure}", f"rule={ruled.rule}", f"rule={ruled.rule},{form}")
    if case.voice is None:
        _all(
            signs, "by=nobody", f"by=nobody,{measure}", f"by=nobody,{case.office is not None}", f"form={form},by=nobody"
        )
    else:
        _of_voice(signs, view, case.voice, case=case, page=page, form=form)
    _of_days(signs, case)
    if (before := case.before) is not None:
        same = before.speaker == case.speaker
        _all(signs, f"last={before.status}", f"last={before.status},{same}")
        _all(signs, f"last={before.status},{same},{case.listed},{before.measure is measure}")
    _all(signs, f"borrowed={case.borrowed}")
    return signs


def _all(signs: Signs, *names: str) -> None:
    for name in names:
        put(signs, name)


def _of_days(signs: Signs, case: Case) -> None:
    period = case.period
    begun = period.start is not None
    _all(signs, f"days={begun},{period.end is not None}", f"days={begun},{case.measure}")
    _all(signs, f"long={(period.days or 0) > _LONG}")


def _of_voice(signs: Signs, view: View, voice: Voice, *, case: Case, page: Page, form: str) -> None:
    """Who is credited, whose side they are on, in what office, and with what verb."""
    measure = case.measure
    camp = "nobody's" if voice.party is None else "own" if voice.party == case.party else "other"
    official = offices.official(view, voice, measure=measure, party=case.party, page=page)
    unnamed = offices.nameless(voice, view=view, page=page)
    _all(
        signs, f"how={voice.how}", f"kind={voice.kind}", f"how={voice.how},{voice.kind}", f"form={form},by={voice.kind}"
    )
    _all(signs, f"camp={camp}", f"camp={camp},{voice.kind}", f"camp={camp},{measure}", f"camp={camp},{case.inflicted}")
    _all(signs, f"official={official}", f"official={official},{measure}", f"unnamed={unnamed}")
    _all(signs, f"official={official},{unnamed},{camp}", f"form={form},{camp},{official},{measure}")
    _all(
        signs,
        f"source={voice.source is not None}",
        f"article={voice.word}",
        f"paper={stem(voice.paper)}",
        f"aside={voice.aside}",
    )
    here = voice.at < len(view) and any(item.start <= voice.start < item.end for item in view)
    put(signs, f"here={here}")
    if here:
        put(signs, f"verb={stem(view[voice.at].low.split(' ')[-1])}", item=view[voice.at])
    words = (voice.name or "").lower().split()
    for word in words:
        put(signs, f"name={stem(word)}", weight=_OF_A_NAME)
    if words:
        put(signs, f"head={stem(words[-1])}")
    first = bisect_left(page.items, voice.start, key=_start)
    for item in page.items[first : bisect_left(page.items, voice.end, key=_start)]:
        for tag in sorted(item.tags):
            if tag.startswith("speaker"):
                put(signs, f"by:{tag}", item=item)


def _start(item: Item) -> int:
    return item.start
