"""Learns from annotated articles what the words around a figure say it is of, and by what right it is stated, and writes
src/muster/reading/lexicon/learned.toml and grounds.toml.

tools/learn.py           from tests/reading/articles alone, without the sets that nothing was made with
tools/learn.py --check   only says how well it does on each set when it has learned from the others

Multinomial logits over the signs of `muster.reading.signs` and `muster.reading.grounds`, with a Gaussian prior on the weights, fitted by
L-BFGS from zero: nothing is drawn at random. A figure's answer is the measure of the claim that the annotation has of it, or none; the
claim before it is the annotated one. What a status rests on is what the reader makes of the figure, without any weights for statuses; its
answer is the status that the annotation has.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from muster.reading import grounds, rules
from muster.reading.apart import take_apart
from muster.reading.context import Page
from muster.reading.fetch import load
from muster.reading.learned import NONE
from muster.reading.lexicon import shipped_lexicon
from muster.reading.logit import NOTHING, Weights, as_toml
from muster.reading.score import Marked, marked, pairs, same_numbers
from muster.reading.signs import Before, Signs, largest, signs_of, unit_of

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "tests/reading/articles"
LEXICON = ROOT / "src/muster/reading/lexicon"
HELD_OUT = frozenset(
    ("mm", "nn", "oo", "pp", "uu", "zz")
)  # what is measured on them is what to expect of texts that nobody has read
SPREAD = 0.3  # the variance of the prior on a weight
SEEN = 8  # a sign must be met so often
TRUST = 1.0  # log odds of the rule's answer, as measured on sets that neither rules nor weights had been made with
LEAST = 4  # hundredths; smaller weights are left out
OF_STATUS = {"spread": 0.3, "seen": 6, "trust": 1.0}  # by how the sets that nothing was made with came out


class Example(NamedTuple):
    """The signs of one figure of a set, and the measure or status that its annotation gives it."""

    group: str
    signs: Signs
    answer: str


def texts() -> list[Path]:
    """The articles that are learned from, in order."""
    return [path for path in sorted(ARTICLES.glob("*/*.txt")) if path.parent.name not in HELD_OUT]


def digest(paths: Iterable[Path]) -> str:
    """A hash of articles and their annotations."""
    sums = [hashlib.sha256(one.read_bytes()).hexdigest() for path in paths for one in (path, path.with_suffix(".json"))]
    return hashlib.sha256("".join(sums).encode()).hexdigest()[:16]


def examples(path: Path) -> list[Example]:
    """Every figure of an article that is no part of a date, in text order."""
    page = take_apart(load(path), shipped_lexicon())
    answers = _annotated(page, path)
    out, before = [], None
    for number, sentence in enumerate(page.sentences):
        for at, item in enumerate(sentence.view):
            if item.found is None:
                continue
            answer = answers.get(item.start, NONE)
            out.append(Example(path.parent.name, signs_of(page, number=number, at=at, before=before), answer))
            if answer != NONE:
                before = Before(answer, largest(item.found), unit_of(item.found), number)
    return out


def _annotated(page: Page, path: Path) -> dict[int, str]:
    """The measures of the annotated figures by where they begin."""
    figures = [item.found for item in page.items if item.found is not None]
    found = [
        marked({"start": one.start, "end": one.end, "low": one.low, "high": one.high, "bound": str(one.bound)})
        for one in figures
    ]
    return {figures[j].start: answer for j, answer in _answers(found, path, field="measure").items()}


def _answers(found: Sequence[Marked], path: Path, *, field: str) -> dict[int, str]:
    """What the annotation has in a field for each of the figures found, by their numbers, where it has them."""
    gold = [marked(one) for one in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["claims"]]
    return {j: str(gold[i][field]) for i, j in pairs(gold, found) if same_numbers(gold[i], found[j])}


def statuses(path: Path) -> list[Example]:
    """Every claim that the reader finds in an article and its annotation has, with the signs of its status, in text order."""
    page = take_apart(load(path), shipped_lexicon())
    drafts = rules.apply(page, weights=NOTHING).drafts
    answers = _answers([marked(one.claim) for one in drafts], path, field="status")
    out = []
    for k, draft in enumerate(drafts):
        rests, view = draft.grounds, page.sentences[draft.sentence].view
        at = next((at for at, item in enumerate(view) if rests is not None and item is rests.item), None)
        if k in answers and rests is not None and at is not None:
            signs = grounds.signs_of(view, at, case=rests.case, ruled=rests.ruled, page=page)
            out.append(Example(path.parent.name, signs, answers[k]))
    return out


def fitted(met: Sequence[Example], *, spread: float = SPREAD, seen: int = SEEN, trust: float = TRUST) -> Weights:
    """The likeliest weights for these examples under the prior, those near nothing left out and the others in hundredths."""
    counts = Counter(name for one in met for name in one.signs)
    names = sorted(name for name, often in counts.items() if often >= seen and name.isprintable() and "'''" not in name)
    answers = sorted({one.answer for one in met})
    number = {name: k for k, name in enumerate(names)}
    rows = [[(number[name], weight) for name, (weight, _) in one.signs.items() if name in number] for one in met]
    starts = np.cumsum([0, *map(len, rows)])
    flat = [pair for row in rows for pair in row]
    signs = csr_matrix(
        ([weight for _, weight in flat], [column for column, _ in flat], starts), shape=(len(met), len(names))
    )
    truth = np.zeros((len(met), len(answers)))
    truth[np.arange(len(met)), [answers.index(one.answer) for one in met]] = 1.0
    across = signs.T.tocsr()

    def loss(flat_weights: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat_weights.reshape(len(names), len(answers))
        scores = signs @ weights
        scores -= scores.max(axis=1, keepdims=True)
        total = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        slope = across @ (np.exp(scores - total) - truth) + weights / spread
        return float(-((scores - total) * truth).sum() + 0.5 * (weights**2).sum() / spread), slope.ravel()

    start = np.zeros(len(names) * len(answers))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400, "maxcor": 20, "ftol": 1e-9})
    hundredths = np.rint(100 * best.x.reshape(len(names), len(answers))).astype(int)
    told = (
        " ".join(f"{answer} {worth}" for answer, worth in enumerate(row) if abs(worth) >= LEAST) for row in hundredths
    )
    return Weights(tuple(answers), trust, {name: one for name, one in zip(names, told, strict=True) if one})


def told(weights: Weights, met: Sequence[Example]) -> str:
    """For each set how many examples it has, and how many of them the weights tell rightly: `a 130 123, b 211 190`."""
    groups = {group: [one for one in met if one.group == group] for group in sorted({one.group for one in met})}
    return ", ".join(f"{group} {len(its)} {round(right(weights, its) * len(its))}" for group, its in groups.items())


def right(weights: Weights, met: Sequence[Example]) -> float:
    """The share of examples whose answer the weights alone find likeliest."""
    hits = 0
    for one in met:
        scores = weights.scores(one.signs)
        hits += weights.answers[scores.index(max(scores))] == one.answer
    return hits / len(met)


def check(met: Sequence[Example], **options: float) -> None:
    """Print the share of figures that are told rightly by what was learned from the other sets, without any rule."""
    for group in sorted({one.group for one in met}):
        own, others = [one for one in met if one.group == group], [one for one in met if one.group != group]
        print(f"{group}  {len(own):5} figures  {right(fitted(others, **options), own):.3f}")


def main(words: list[str]) -> None:
    paths = texts()
    for name, read, options in (("learned", examples, {}), ("grounds", statuses, OF_STATUS)):
        met = [one for path in paths for one in read(path)]
        if "--check" in words:
            print(f"{name}.toml")
            check(met, **options)
            continue
        weights = fitted(met, **options)
        heading: dict[str, str | int] = {"articles": digest(paths), "figures": len(met), "told": told(weights, met)}
        (LEXICON / f"{name}.toml").write_text(as_toml(weights, heading), encoding="utf-8")
        print(
            f"{name}.toml: {len(met)} figures, {len(weights.signs)} signs, {right(weights, met):.3f} of them told rightly again"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
