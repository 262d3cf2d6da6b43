"""Learns from annotated articles what speaks for one answer among several to the questions who is credited with a figure and of which
days it is, and writes voices.toml and days.toml in src/muster/reading/lexicon.

tools/choices.py           from the articles that tools/learn.py learns from
tools/choices.py --check   only says how well it does on the sets held out

Conditional logits (McFadden 1974) over the signs of `muster.reading.whichvoice` and `whichdays`, with a Gaussian prior on what
each is worth, fitted by L-BFGS from zero: nothing is drawn at random. Every answer that agrees with the annotation is right; the options
are those that stand when the rules decide everything before, and once more those that stand when worths learned from other sets do, for so
they will be met (Ross, Gordon and Bagnell 2011). How far to trust the rules is learned last, and from sets alone that the rules
were not made with, against worths that were learned without them: on the others the rules are right as nowhere else.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent))
from learn import ARTICLES, HELD_OUT, LEXICON, digest, texts

from muster.reading import choosing, rules
from muster.reading.apart import take_apart
from muster.reading.choosing import RULED, Chooser, Worths, as_toml
from muster.reading.fetch import load
from muster.reading.lexicon import shipped_lexicon
from muster.reading.score import Marked, marked, pairs, same_name, same_numbers, same_period

FRESH = frozenset({"ab", "vv", "ww", "xx", "yy"})  # the sets that no rule was made with and no condition chosen by
SPREAD = 0.3  # the variance of the prior on what a sign is worth
SEEN = 5  # a sign must be met so often
LEAST = 0.04  # smaller worths are left out
FOLDS = 4


class Lesson(NamedTuple):
    """One question about a figure of a set: the signs of each answer, which of them are right, and which is the rules' own."""

    group: str
    options: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    ruled: int

    @property
    def teaches(self) -> bool:
        """Whether some answer is right and some is not."""
        return any(self.right) and not all(self.right)


class Listening(Chooser):
    """Keeps what there was to choose from; it leaves every answer to the rules, or chooses by worths."""

    learning = True

    def __init__(self, worths: Mapping[str, Worths] | None = None) -> None:
        self.worths = worths
        self.asked: dict[tuple[str, tuple[int, int]], tuple[list[Any], list[Mapping[str, float]], int]] = {}

    def pick(self, asked: choosing.Question[Any, Any]) -> tuple[Any, float]:
        keys = list(asked.options)
        signs = [asked.options[key].signs for key in keys]
        self.asked[asked.of, asked.place] = keys, signs, keys.index(asked.ruled)
        return (asked.ruled, 1.0) if self.worths is None else choosing.picked(asked, self.worths[asked.of])


AGREES: Mapping[str, Callable[[Marked, Any], bool]] = {
    "voices": lambda gold, name: same_name(gold["speaker"], name),
    "days": lambda gold, period: same_period(gold, {"start_date": period.start, "end_date": period.end}),
}


def lessons(path: Path, worths: Mapping[str, Worths] | None = None) -> dict[str, list[Lesson]]:
    """For each field the questions about every claim that the reader finds in an article and its annotation has, in text order; the rules
    decide what is before, or these worths."""
    listening = Listening(worths)
    drafts = rules.apply(take_apart(load(path), shipped_lexicon()), chooser=listening).drafts
    gold = [marked(one) for one in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["claims"]]
    found = [marked(one.claim) for one in drafts]
    answers = {j: gold[i] for i, j in pairs(gold, found) if same_numbers(gold[i], found[j])}
    out: dict[str, list[Lesson]] = {of: [] for of in AGREES}
    for j, answer in sorted(answers.items()):
        place = drafts[j].claim.place.start, drafts[j].claim.place.end
        for of, agrees in AGREES.items():
            if (of, place) in listening.asked:
                keys, signs, ruled = listening.asked[of, place]
                right = tuple(agrees(answer, key) for key in keys)
                out[of].append(Lesson(path.parent.name, tuple(signs), right, ruled))
    return out


# ------------------------------------------------------------------ fitting
def of_signs(met: Sequence[Lesson]) -> Worths:
    """The likeliest worths of the signs under the prior, whatever the rules say."""
    met = [one for one in met if one.teaches]
    counts = Counter(name for one in met for signs in one.options for name in signs if not name.startswith(RULED))
    names = sorted(name for name, often in counts.items() if often >= SEEN and name.isprintable() and "'''" not in name)
    number = {name: k for k, name in enumerate(names)}
    rows = [
        [(number[name], weight) for name, weight in signs.items() if name in number]
        for one in met
        for signs in one.options
    ]
    flat = [pair for row in rows for pair in row]
    signs = csr_matrix(
        ([weight for _, weight in flat], [column for column, _ in flat], np.cumsum([0, *map(len, rows)])),
        shape=(len(rows), len(names)),
    )
    good = np.array([right for one in met for right in one.right])
    sizes = [len(one.options) for one in met]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(met)), sizes)
    across = signs.T.tocsr()

    def loss(worths: np.ndarray) -> tuple[float, np.ndarray]:
        scores = signs @ worths
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total, right = np.add.reduceat(odds, starts), np.add.reduceat(odds * good, starts)
        slope = across @ (odds / total[of] - odds * good / right[of]) + worths / SPREAD
        return float(np.log(total / right).sum() + 0.5 * (worths @ worths) / SPREAD), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200, "maxcor": 20})
    return dict(zip(names, best.x.tolist(), strict=True))


def of_rules(met: Sequence[Lesson], scores: Sequence[np.ndarray]) -> tuple[float, Worths]:
    """How far the scores of the answers are to be stretched, and what each sign that an answer is the rules' own is worth beside them."""
    counts = Counter(name for one in met for name in one.options[one.ruled] if name.startswith(RULED))
    names = sorted(name for name, often in counts.items() if often >= SEEN)
    number = {name: k for k, name in enumerate(names, 1)}
    asked = [
        (score, np.array(one.right), one.ruled, [number[name] for name in one.options[one.ruled] if name in number])
        for one, score in zip(met, scores, strict=True)
        if one.teaches
    ]

    def loss(worths: np.ndarray) -> tuple[float, np.ndarray]:
        drawn = worths - np.eye(1, len(worths))[0]
        total, slope = 0.5 * (drawn @ drawn) / SPREAD, drawn / SPREAD
        for score, right, ruled, own in asked:
            odds = worths[0] * score
            odds[ruled] += worths[own].sum()
            odds = np.exp(odds - odds.max())
            total += np.log(odds.sum() / odds[right].sum())
            off = odds / odds.sum() - np.where(right, odds, 0.0) / odds[right].sum()
            slope[0] += off @ score
            np.add.at(slope, own, off[ruled])
        return float(total), slope

    best = minimize(loss, np.eye(1, len(names) + 1)[0], jac=True, method="L-BFGS-B", options={"maxiter": 100})
    return float(best.x[0]), dict(zip(names, best.x[1:].tolist(), strict=True))


def scores(worths: Worths, one: Lesson) -> np.ndarray:
    """What the answers to a question are worth."""
    return np.array([sum(weight * worths.get(name, 0.0) for name, weight in signs.items()) for signs in one.options])


def weighed(met: Sequence[Lesson]) -> Worths:
    """What every sign is worth, those of the rules among them."""
    fresh = sorted({one.group for one in met} & FRESH)
    unmade, told = [], []
    for k in range(FOLDS):
        left_out = fresh[k::FOLDS]
        without = of_signs([one for one in met if one.group not in left_out])
        held = [one for one in met if one.group in left_out]
        unmade += held
        told += [scores(without, one) for one in held]
    stretch, trusted = of_rules(unmade, told)
    worths = {name: stretch * worth for name, worth in of_signs(met).items()} | dict(trusted)
    return {name: round(worth, 2) for name, worth in worths.items() if abs(worth) >= LEAST}


def of_all(read: Sequence[Mapping[str, Sequence[Lesson]]], *, but: Collection[str] = ()) -> dict[str, Worths]:
    """The worths of each field from these lessons, those of some sets left out."""
    return {of: weighed([one for each in read for one in each[of] if one.group not in but]) for of in AGREES}


def read_again(paths: Sequence[Path], read: Sequence[Mapping[str, Sequence[Lesson]]]) -> list[dict[str, list[Lesson]]]:
    """The lessons of each article as it is read by what was learned from other sets."""
    groups = sorted({path.parent.name for path in paths})
    out: dict[Path, dict[str, list[Lesson]]] = {}
    for k in range(FOLDS):
        fold = groups[k::FOLDS]
        worths = of_all(read, but=fold)
        out |= {path: lessons(path, worths) for path in paths if path.parent.name in fold}
    return [out[path] for path in paths]


# ------------------------------------------------------------------ the files
def rightly(worths: Worths, met: Sequence[Lesson]) -> tuple[float, float]:
    """The shares of questions that the rules answer rightly, and that are once the signs have been heard."""
    by_rules = sum(one.right[one.ruled] for one in met)
    by_signs = sum(one.right[int(scores(worths, one).argmax())] for one in met)
    return by_rules / max(1, len(met)), by_signs / max(1, len(met))


def main(words: list[str]) -> None:
    paths = texts()
    once = [lessons(path) for path in paths]
    read = [*once, *read_again(paths, once)]
    unseen = [lessons(path) for path in sorted(ARTICLES.glob("*/*.txt")) if path.parent.name in HELD_OUT]
    for of, worths in of_all(read).items():
        figures, held = sum(len(each[of]) for each in once), [one for each in unseen for one in each[of]]
        before, after = rightly(worths, held)
        print(
            f"{of}.toml: {figures} figures, {len(worths)} signs; of {len(held)} held out {before:.3f} by the rules, {after:.3f} so"
        )
        if "--check" not in words:
            heading: dict[str, str | int] = {"articles": digest(paths), "figures": figures}
            (LEXICON / f"{of}.toml").write_text(as_toml(worths, heading), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
