"""Measures how sure the reader may be of what it decides, and writes src/muster/reading/lexicon/certainty.toml.

tools/certainty.py           from all annotated articles of the project
tools/certainty.py --check   only says how well told and measured surety tell right from wrong, each set by what the others say
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from muster.reading import certainty
from muster.reading.fetch import load
from muster.reading.reader import decided
from muster.reading.score import marked, pairs, same_name, same_numbers, same_period

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "tests/reading/articles"
FIELDS = ("measure", "party", "per", "period", "status", "speaker")
Met = tuple[str, str, str, float, bool]  # set, field, rule, told surety, whether the annotation agrees


def met() -> Iterator[Met]:
    """Every decision on a claim whose figure an annotation has too."""
    for text in sorted(ARTICLES.glob("*/*.txt")):
        gold = [marked(one) for one in json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))["claims"]]
        made = decided(load(text))
        found = [marked(claim) for claim, _ in made]
        for i, j in pairs(gold, found):
            if not same_numbers(gold[i], found[j]):
                continue
            agreed = {
                **{name: gold[i][name] == found[j][name] for name in ("measure", "party", "per", "status")},
                "period": same_period(gold[i], found[j]),
                "speaker": same_name(gold[i]["speaker"], found[j]["speaker"]),
            }
            for trace in made[j][1]:
                if trace.field in FIELDS:
                    yield text.parent.name, trace.field, trace.rule, trace.confidence, agreed[trace.field]


def fitted(decisions: Sequence[Met]) -> dict[str, certainty.Field]:
    """The measures of every field."""
    return {
        field: certainty.measured([(rule, told, agreed) for _, name, rule, told, agreed in decisions if name == field])
        for field in FIELDS
    }


def ranked(judged: Sequence[tuple[float, bool]]) -> float:
    """How often a right decision is held surer than a wrong one (the area under the ROC curve)."""
    right, wrong = [sure for sure, agreed in judged if agreed], [sure for sure, agreed in judged if not agreed]
    won = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return won / (len(right) * len(wrong)) if right and wrong else 0.5


def off(judged: Sequence[tuple[float, bool]]) -> float:
    """How far surety is from the share that is right, over tenths (the expected calibration error)."""
    tenths: dict[int, list[float]] = {}
    for sure, agreed in judged:
        tenths.setdefault(int(10 * sure), []).append(agreed - sure)
    return sum(abs(sum(tenth)) for tenth in tenths.values()) / len(judged)


def check(decisions: Sequence[Met]) -> None:
    """Print both measures for every field, each set judged by what the others say."""
    sets = sorted({one[0] for one in decisions})
    by_others = {name: fitted([one for one in decisions if one[0] != name]) for name in sets}
    print("field     ranked: told measured   off: told measured")
    for field in FIELDS:
        own = [one for one in decisions if one[1] == field]
        told = [(one[3], one[4]) for one in own]
        now = [(by_others[one[0]][field].of(one[2], one[3]), one[4]) for one in own]
        print(f"{field:9}  {ranked(told):11.3f} {ranked(now):8.3f} {off(told):12.3f} {off(now):8.3f}")


def main(words: list[str]) -> None:
    decisions = list(met())
    check(decisions)
    if "--check" not in words:
        target = ROOT / "src/muster/reading/lexicon/certainty.toml"
        target.write_text(certainty.as_toml(fitted(decisions)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
