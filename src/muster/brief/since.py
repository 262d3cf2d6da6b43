"""What changed since an earlier brief: claims that came, went or were amended, findings new and settled, numbers that moved beyond their
bands, and signs that changed.

Invariant: only what bears the same id, or is of the same thing and time, is held against one another; a number is said to have moved where
its middle lies outside what 80 of 100 accounts had then, and what did not move is counted too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from muster.brief.facts import Facts, Found, Number
from muster.brief.parts import Part, Sentence
from muster.brief.words import count_words, rounded

MOST_LINES = 20  # of one kind that are told one by one
_GRAVE_FIRST = ("grave", "serious", "minor", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Changes of one kind: a title that counts them, the first of them in sentences, and how many more there are."""

    title: str
    lines: tuple[Sentence, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What changed since the brief of this title and day; `about` tells what was held against what."""

    title: str
    made: str
    about: str
    kinds: tuple[Kind, ...]


def changes(then: Facts, now: Facts, *, rejected: Mapping[str, str]) -> Changed:
    """The changes from `then` to `now`. `rejected` are the claims that review has rejected, by their anchors, with who did and why."""
    return Changed(
        title=then.title,
        made=then.made,
        about=_about(then, now),
        kinds=tuple(
            kind
            for kind in (*_claims(then, now, rejected), *_findings(then, now), *_numbers(then, now), _signs(then, now))
            if kind
        ),
    )


def _about(then: Facts, now: Facts) -> str:
    same = len(then.claims.keys() & now.claims.keys())
    said = f"{count_words(same, 'claim')} of {len(now.claims):,} stood in it too."
    if then.narrowed != now.narrowed:
        was, its = then.narrowed or "nothing", now.narrowed or "nothing"
        said += f" It was narrowed to {was} and this one to {its}: what came or went may be of that."
    return said


def _kind(one: str, lines: Iterable[Sentence], many: str) -> Kind | None:
    """A kind of change under what counts it: `one` and `many` stand after the number."""
    its = tuple(lines)
    if not its:
        return None
    return Kind(title=count_words(len(its), one, many), lines=its[:MOST_LINES], more=max(0, len(its) - MOST_LINES))


# ------------------------------------------------------------------ claims
def _claims(then: Facts, now: Facts, rejected: Mapping[str, str]) -> Iterator[Kind | None]:
    came = [(Part(one.words, f"c-{name}"),) for name, one in now.claims.items() if name not in then.claims]
    gone = [_gone(name, one.words, rejected) for name, one in then.claims.items() if name not in now.claims]
    amended = [
        (Part(f"{then.claims[name].words} is now "), Part(one.words, f"c-{name}"))
        for name, one in now.claims.items()
        if name in then.claims and then.claims[name].says != one.says
    ]
    yield _kind("new claim", came, "new claims")
    yield _kind("claim amended", amended, "claims amended")
    yield _kind("claim that stands no more", gone, "claims that stand no more")


def _gone(name: str, words: str, rejected: Mapping[str, str]) -> Sentence:
    if name in rejected:
        return (Part(words, f"r-{name}"), Part(f": {rejected[name]}"))
    return (Part(words),)


# ------------------------------------------------------------------ findings
def _findings(then: Facts, now: Facts) -> Iterator[Kind | None]:
    new = [
        (Part(one.kind, f"f-{name}"), Part(f", {one.severity}: {one.sentence}"))
        for name, one in _gravest_first(now)
        if name not in then.findings
    ]
    settled = [
        (Part(f"{one.kind}, {one.severity}: {one.sentence}"),)
        for name, one in _gravest_first(then)
        if name not in now.findings
    ]
    yield _kind("new finding", new, "new findings")
    yield _kind("finding settled or set aside", settled, "findings settled or set aside")


def _gravest_first(facts: Facts) -> list[tuple[str, Found]]:
    def order(item: tuple[str, Found]) -> int:
        severity = item[1].severity
        return _GRAVE_FIRST.index(severity) if severity in _GRAVE_FIRST else len(_GRAVE_FIRST)

    return sorted(facts.findings.items(), key=order)


# ------------------------------------------------------------------ numbers
def _numbers(then: Facts, now: Facts) -> Iterator[Kind | None]:
    both = [name for name in now.numbers if name in then.numbers]
    moved = [name for name in both if _moved(then.numbers[name], now.numbers[name])]
    by: dict[str, list[str]] = defaultdict(list)
    for name in moved:
        by[now.numbers[name].of].append(name)
    of = {what: sum(now.numbers[name].of == what for name in both) for what in by}
    lines = [_line(what, its, of[what], then, now) for what, its in by.items()]
    yield _kind(
        "quantity with numbers that moved beyond their bands",
        lines,
        "quantities with numbers that moved beyond their bands",
    )
    if both:
        number = f"{len(both) - len(moved):,} of {count_words(len(both), 'number')}"
        held = f"{number} that both briefs have lie where 80 of 100 accounts had them then."
        yield Kind(title="Numbers that held", lines=((Part(held),),), more=0)
    elif then.numbers and now.numbers:
        yield Kind(
            title="Numbers", lines=((Part("No number of an estimate is of the same days in both briefs."),),), more=0
        )


def _moved(then: Number, now: Number) -> bool:
    return not then.low <= now.middle <= then.high


def _line(what: str, moved: Sequence[str], of: int, then: Facts, now: Facts) -> Sentence:
    """One quantity, its number that moved furthest in widths of its band told."""

    def far(name: str) -> float:
        was = then.numbers[name]
        return abs(now.numbers[name].middle - was.middle) / ((was.high - was.low) or 1.0)

    most = max(moved, key=far)
    was, is_ = then.numbers[most], now.numbers[most]
    count = f"{len(moved):,} of {of:,} numbers, most in " if of > 1 else ""
    return (
        Part(
            f"{what}: {count}{is_.when}, now {rounded(is_.middle)} (80 of 100 between {rounded(is_.low)} and {rounded(is_.high)}), then "
            f"{rounded(was.middle)} ({rounded(was.low)} to {rounded(was.high)})."
        ),
    )


def _signs(then: Facts, now: Facts) -> Kind | None:
    lines = [
        (Part(f"{name}: {state}, before {then.signs[name]}."),)
        for name, state in now.signs.items()
        if name in then.signs and then.signs[name] != state
    ]
    return _kind("sign that changed", lines, "signs that changed")
