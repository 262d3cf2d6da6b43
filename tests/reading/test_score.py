"""The score: what agrees, what does not, and who is paired with whom."""

from __future__ import annotations

import importlib.util
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.reading import score as scoring
from muster.reading.score import Score, marked, pairs, same_name, score

# "About 35,000 Russians were killed in December", said Kyiv.
TOLL: dict[str, Any] = {
    "figure": "About 35,000",
    "start": 0,
    "end": 12,
    "low": 35000,
    "high": 35000,
    "bound": "about",
    "measure": "killed",
    "party": "RU",
    "start_date": "2025-12-01",
    "end_date": "2025-12-31",
    "status": "report",
    "speaker": "General Staff",
}


@pytest.mark.parametrize(
    ("change", "quantity", "claim", "full"),
    [
        ({}, 1, 1, 1),
        ({"low": 35100, "high": 35100}, 1, 1, 1),  # within half a percent
        ({"low": 36000, "high": 36000}, 0, 0, 0),
        ({"bound": "exact"}, 0, 1, 1),
        ({"low": None, "bound": "at_most"}, 0, 1, 1),  # one number, told as a ceiling
        ({"low": 30000, "bound": "between"}, 0, 0, 0),
        ({"measure": "losses"}, 1, 0, 0),
        ({"party": "UA"}, 1, 0, 0),
        ({"per": "month"}, 1, 0, 0),
        ({"unit": "km2"}, 1, 0, 0),
        ({"civilian": True}, 1, 0, 0),
        ({"status": "estimate"}, 1, 1, 0),
        ({"speaker": None}, 1, 1, 0),
        ({"speaker": "the Ukrainian General Staff"}, 1, 1, 1),
        ({"start_date": "2025-12-05"}, 1, 1, 1),  # 27 of 31 days
        ({"start_date": "2025-12-10"}, 1, 1, 0),  # 22 of 31
        ({"start_date": None}, 1, 1, 0),
        ({"start": 12, "end": 20}, 0, 0, 0),  # beside it, not over it
        ({"source": "Ministry of Defence", "repeats": "c1"}, 1, 1, 1),  # not scored
    ],
)
def test_what_agrees(change: dict[str, Any], quantity: int, claim: int, full: int) -> None:
    assert score([TOLL], [TOLL | change]) == Score(gold=1, found=1, quantity=quantity, claim=claim, full=full)


def test_open_periods_agree_only_with_the_same_open_period() -> None:
    since = {"start_date": "2022-02-24", "end_date": None}
    assert score([TOLL | since], [TOLL | since]).full == 1
    assert score([TOLL | since], [TOLL | since | {"start_date": "2022-02-25"}]).full == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Institute for the Study of War", "ISW", True),
        ("U.S. officials", "US officials", True),
        ("Volodymyr Zelenskyy", "Zelensky", True),
        ("UK Ministry of Defence", "British Defense Ministry", True),
        ("Ukraine's General Staff", "General Staff of Ukraine", True),
        ("Mark Rutte", "John Healey", False),
        ("Rubén", "ruben", True),
        (None, None, True),
        (None, "NATO", False),
    ],
)
def test_names_of_one_voice(one: str | None, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_nothing_asked_and_nothing_found_is_perfect() -> None:
    assert Score().f1("full") == 1.0
    assert score([], [TOLL]).f1("claim") == 0.0
    assert (score([TOLL], []) + score([TOLL], [TOLL])).f1("claim") == pytest.approx(2 / 3)


spans = st.builds(
    lambda start, length, number, party: {
        "start": start, "end": start + length, "low": number, "high": number, "bound": "exact", "measure": "killed", "party": party,
    },
    st.integers(0, 8), st.integers(1, 6), st.sampled_from([100, 200, 300]), st.sampled_from(["RU", "UA"]),
)  # fmt: skip


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_no_other_pairing_weighs_more(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    ours, theirs = [marked(one) for one in gold], [marked(one) for one in found]
    chosen = pairs(ours, theirs)
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)

    def worth(chosen: list[tuple[int, int]]) -> float:
        return sum(
            scoring.weight(ours[i], theirs[j])
            for i, j in chosen
            if ours[i]["start"] < theirs[j]["end"] and theirs[j]["start"] < ours[i]["end"]  # type: ignore[operator]
        )

    places = [*range(len(theirs)), *([-1] * len(ours))]
    every = (
        ([(i, j) for i, j in enumerate(way) if j >= 0] for way in set(itertools.permutations(places, len(ours))))
        if len(ours) <= 4
        else ()
    )
    assert worth(chosen) >= max((worth(way) for way in every), default=0.0) - 1e-6


REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "gold"


@pytest.mark.skipif(not (REFERENCE / "score.py").exists(), reason="the reference scorer is not here")
@pytest.mark.parametrize("folder", ["seeds", "dev"])
def test_it_counts_as_the_reference_does(folder: str) -> None:
    """On the gold against itself with fields spoiled, so that every rule has something to decide."""
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE / "score.py")
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    for path in sorted((REFERENCE / folder).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["claims"]
        found = list(spoiled(gold))
        theirs = reference.score_doc([reference.clean(c) for c in gold], [reference.clean(c) for c in found])["hits"]
        ours = score(gold, found)
        assert {level: getattr(ours, level) for level in scoring.LEVELS} == {
            level: theirs[level] for level in scoring.LEVELS
        }, path.name


def spoiled(gold: list[dict[str, Any]]) -> Any:
    """The gold as a poor reader would have it: every few claims another mistake, one left out, one told twice."""
    for number, claim in enumerate(gold):
        match number % 11:
            case 0:
                continue
            case 1:
                yield claim | {"start": max(0, claim["start"] - 9)}
                yield claim | {"end": claim["end"] + 4, "speaker": None}
            case 2:
                yield claim | {"bound": "exact"}
            case 3:
                yield claim | {"measure": "losses", "end_date": None}
            case 4:
                yield claim | {"speaker": (claim["speaker"] or "Nobody").split()[-1]}
            case 5:
                yield claim | {"low": None}
            case 6:
                yield claim | {"start_date": "2022-03-20" if claim["start_date"] else None}
            case 7:
                yield claim | {"end": claim["end"] + 400, "party": "UA"}
            case _:
                yield claim
