"""Confidence is measured: it finds a hidden share, stays a share, and agrees with what readers said of the project's articles."""

from __future__ import annotations

import json
import random
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.claims.reading import Trace
from muster.reading import certainty
from muster.reading.fetch import load
from muster.reading.reader import decided, read
from muster.reading.score import marked, pairs, same_name, same_numbers, same_period

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(met=DECISIONS, rule=st.sampled_from("abcz"), told=st.floats(0, 1), more=st.floats(0, 1))
def test_it_is_a_share_and_grows_with_what_the_rule_says_of_itself(
    met: list[tuple[str, float, bool]], rule: str, told: float, more: float
) -> None:
    field = certainty.measured(met)
    low, high = sorted((told, more))
    assert certainty.LEAST <= field.of(rule, low) <= field.of(rule, high) <= certainty.MOST


def test_it_finds_hidden_shares_whatever_rules_say_of_themselves() -> None:
    draw, shares = random.Random(5), {"sound": 0.9, "loud": 0.55, "odd": 0.3}
    told = {"sound": 0.5, "loud": 0.95, "odd": 0.7}
    met = [(rule, told[rule], draw.random() < shares[rule]) for rule in shares for _ in range(800)]
    field = certainty.measured(met)
    for rule, share in shares.items():
        assert field.of(rule, told[rule]) == pytest.approx(share, abs=0.05)
    assert field.of("never met", 0.7) == pytest.approx(sum(shares.values()) / 3, abs=0.1)


def test_a_rule_met_once_is_not_taken_at_its_word() -> None:
    field = certainty.measured([("often", 0.8, True)] * 90 + [("often", 0.8, False)] * 10 + [("once", 0.8, False)])
    assert field.of("once", 0.8) > 0.6


def test_what_is_written_is_what_is_read() -> None:
    field = certainty.measured([("a rule", 0.5, True), ("another", 0.25, False), ("a rule", 0.75, True)])
    back = tomllib.loads(certainty.as_toml({"party": field}))["party"]
    assert back["rules"]["a rule"] == [round(field.rules["a rule"].right, 3), 0.625]
    assert back["slope"] == pytest.approx(field.slope, abs=0.001)


def test_a_field_that_was_never_measured_keeps_its_own() -> None:
    own = Trace(field="scope", rule="so", confidence=0.123)
    assert certainty.settled([own]) == [own]


def test_readings_are_as_sure_as_readers_found_them_right() -> None:
    told: dict[str, list[float]] = defaultdict(list)
    right: dict[str, list[bool]] = defaultdict(list)
    for name in "pr":
        for text in sorted((ROOT / "tests/reading/articles" / name).glob("*.txt")):
            gold = [marked(one) for one in json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))["claims"]]
            reading = read(load(text))
            found = [marked(claim) for claim in reading.claims]
            for i, j in pairs(gold, found):
                if not same_numbers(gold[i], found[j]):
                    continue
                ours, theirs = gold[i], found[j]
                agreed = {name: ours[name] == theirs[name] for name in ("measure", "party", "status")}
                agreed |= {
                    "period": same_period(ours, theirs),
                    "speaker": same_name(ours["speaker"], theirs["speaker"]),
                }
                for trace in reading.traces[reading.claims[j].id]:
                    if trace.field in agreed:
                        told[trace.field].append(trace.confidence)
                        right[trace.field].append(agreed[trace.field])
    off = {field: sum(told[field]) / len(told[field]) - sum(right[field]) / len(right[field]) for field in told}
    assert {field: round(miss, 2) for field, miss in off.items() if abs(miss) > 0.1} == {}


def test_the_same_claims_are_decided_with_and_without_it() -> None:
    document = load(next((ROOT / "tests/reading/articles/p").glob("*.txt")))
    assert [claim for claim, _ in decided(document)] == list(read(document).claims)
