"""Choices among answers: what the trainer finds, what the shipped worths do on articles they were not learned from, and what stands."""

from __future__ import annotations

import cProfile
import datetime as dt
import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from muster.claims import Document
from muster.claims.period import Period
from muster.reading import choosing
from muster.reading.choosing import Chooser, Options, Question, likeliest
from muster.reading.reader import read

ROOT = Path(__file__).resolve().parents[2]
LEXICON = ROOT / "src/muster/reading/lexicon"
DAY = dt.date(2025, 6, 10)


@pytest.fixture(scope="module")
def trainer(tool: Callable[[str], ModuleType]) -> ModuleType:
    return tool("choices")


@pytest.fixture(scope="module")
def unseen(trainer: ModuleType) -> dict[str, list[Any]]:
    """The questions of the sets held out."""
    paths = [path for path in sorted(trainer.ARTICLES.glob("*/*.txt")) if path.parent.name in trainer.HELD_OUT]
    read_so = [trainer.lessons(path) for path in paths]
    return {of: [one for each in read_so for one in each[of]] for of in trainer.AGREES}


def options(*answers: tuple[str, tuple[str, ...]]) -> Options[str, str]:
    out: Options[str, str] = Options()
    for answer, signs in answers:
        out.put(answer, answer, signs=signs)
    return out


# ------------------------------------------------------------------ the choice
def test_the_answer_whose_signs_are_worth_most_is_taken_and_the_first_of_equals() -> None:
    asked = options(("a", ("near",)), ("b", ("far", "said")), ("c", ("near",)))
    assert likeliest(asked, {"near": 1.0, "far": 0.5, "said": 0.4})[0] == "a"
    best, sure = likeliest(asked, {"near": 1.0, "far": 0.7, "said": 0.4})
    assert best == "b"
    assert 1 / 3 < sure < 0.5
    assert likeliest(asked, {})[0] == "a"


def test_a_sign_that_is_met_twice_counts_once_at_its_heaviest() -> None:
    asked = options(("a", ("near",)))
    asked.put("a", "a", signs=["near"], weight=0.5)
    assert asked["a"].signs == {"near": 1.0}


def test_what_is_not_likely_enough_leaves_the_rules_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    many = options(*((name, ("near",) if name == "b" else ()) for name in "abcdefgh"))
    monkeypatch.setattr(choosing, "shipped", lambda _: {"near": 1.0})
    assert Chooser().pick(Question("days", (0, 1), many, "a"))[0] == "a"
    monkeypatch.setattr(choosing, "shipped", lambda _: {"near": 4.0})
    assert Chooser().pick(Question("days", (0, 1), many, "a"))[0] == "b"


def test_a_file_gives_back_what_was_written() -> None:
    worths = {"near": 1.25, "said,it's": -0.5, "nobody~by": 0.04}
    text = choosing.as_toml(worths, {"articles": "0", "figures": 3})
    assert choosing.from_toml(text) == worths


# ------------------------------------------------------------------ the trainer
def test_it_finds_a_hidden_rule_and_trusts_the_rules_as_far_as_they_are_right(trainer: ModuleType) -> None:
    draw, met = random.Random(5), []
    for k in range(600):
        right = draw.randrange(3)
        ruled = right if draw.random() < 0.6 else draw.randrange(3)
        signs = [
            {"there": 1.0, f"noise {draw.randrange(9)}": 1.0} | ({"near": 1.0} if j == right else {}) for j in range(3)
        ]
        signs[ruled] |= {"ruled": 1.0, "ruled,often": 1.0}
        met.append(
            trainer.Lesson(("a", "x", "y", "z", "aa")[k % 5], tuple(signs), tuple(j == right for j in range(3)), ruled)
        )
    worths = trainer.weighed(met)
    noise = max(abs(worth) for name, worth in worths.items() if name.startswith("noise"))
    assert worths["near"] > 5 * noise
    by_rules, by_signs = trainer.rightly(worths, met)
    assert by_signs > 0.95 > by_rules


@pytest.mark.parametrize("of", ["voices", "days"])
def test_the_worths_are_learned_from_the_articles_that_are_there(trainer: ModuleType, of: str) -> None:
    text = (LEXICON / f"{of}.toml").read_text(encoding="utf-8")
    assert f'articles = "{trainer.digest(trainer.texts())}"' in text, "the articles have changed: run tools/choices.py"


@pytest.mark.parametrize("of", ["voices", "days"])
def test_on_what_was_not_learned_from_more_are_right_than_by_the_rules(
    trainer: ModuleType, unseen: dict[str, list[Any]], of: str
) -> None:
    by_rules, by_signs = trainer.rightly(choosing.shipped(of), unseen[of])
    assert len(unseen[of]) > 300
    assert by_signs > by_rules + 0.005


@pytest.mark.parametrize("of", ["voices", "days"])
def test_the_worths_know_the_signs_that_the_reader_gives(unseen: dict[str, list[Any]], of: str) -> None:
    given = {name for one in unseen[of] for signs in one.options for name in signs}
    known = set(choosing.shipped(of))
    assert len(known & given) > 0.4 * len(known), "signs have changed: run tools/choices.py"


def test_training_twice_gives_the_same_worths(trainer: ModuleType) -> None:
    paths = [path for path in trainer.texts() if path.parent.name in ("c", "bb", "cc")]
    met = [one for path in islice(paths, 40) for one in trainer.lessons(path)["days"]]
    assert trainer.weighed(met) == trainer.weighed(met)


def test_who_listens_leaves_the_choice_to_the_rules_or_to_worths(trainer: ModuleType) -> None:
    asked = Question("days", (0, 1), options(("a", ("ruled",)), ("b", ("near",))), "a")
    for worths, answer in ((None, "a"), ({"days": {"near": 4.0}}, "b"), ({"days": {"near": 0.1, "ruled": 4.0}}, "a")):
        listening = trainer.Listening(worths)
        assert listening.pick(asked)[0] == answer
        assert listening.asked == {("days", (0, 1)): (["a", "b"], [{"ruled": 1.0}, {"near": 1.0}], 0)}


# ------------------------------------------------------------------ what stands
@pytest.fixture
def contrary(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chooser that takes anything but what the rules say."""

    def other(_: Chooser, asked: Question[Any, Any]) -> tuple[Any, float]:
        return next((key for key in asked.options if key != asked.ruled), asked.ruled), 0.9

    monkeypatch.setattr(Chooser, "pick", other)


@pytest.mark.parametrize(
    ("of", "sure", "taken"),
    [("voices", 0.71, "b"), ("days", 0.41, "b"), ("voices", 0.69, "a"), ("days", 0.35, "a")],
)
def test_the_rules_answer_gives_way_to_what_is_likely_enough(
    of: str, sure: float, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "likeliest", lambda options, worths: ("b", sure))
    assert choosing.picked(Question(of, (0, 1), Options(), "a"), {}) == (taken, sure)


@pytest.mark.usefixtures("contrary")
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Russia lost 4,100 soldiers in May, the General Staff said. The ministry was silent.", "General Staff"),
        ("According to Mediazona, 4,100 soldiers fell in May.", "Mediazona"),
    ],
)
def test_whom_the_figures_own_sentence_credits_stands(text: str, speaker: str) -> None:
    (claim,) = read(Document(text=text, published=DAY)).claims
    assert claim.speaker == speaker


@pytest.mark.usefixtures("contrary")
@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            "In April there was rain.\n\nRussia lost 4,100 soldiers in May.",
            Period(dt.date(2025, 5, 1), dt.date(2025, 5, 31)),
        ),
        ("In April there was rain. Russia now loses 1,100 men a day.", Period()),
        ("In April there was rain. Russia has lost 900,000 men in all.", Period()),
    ],
)
def test_days_that_the_rules_find_in_words_of_the_sentence_stand(text: str, period: Period) -> None:
    assert [claim.period for claim in read(Document(text=text, published=DAY)).claims] == [period]


@pytest.mark.usefixtures("contrary")
@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Ukraine spoke of the war. Russia lost 4,100 Russian soldiers in May.", "RU"),
        ("The Russians were quiet. Some 4,100 Ukrainian soldiers fell in May.", "UA"),
        ("Russia attacked again. The month cost Ukraine 4,100 men.", "UA"),
    ],
)
def test_a_side_that_the_words_beside_the_figure_name_stands(text: str, party: str) -> None:
    (claim,) = read(Document(text=text, published=DAY)).claims
    assert claim.party is not None
    assert claim.party.code == party


def test_every_answer_is_one_that_the_text_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Question[Any, Any]] = []

    def keep(_: Chooser, asked: Question[Any, Any]) -> tuple[Any, float]:
        heard.append(asked)
        return asked.ruled, 1.0

    monkeypatch.setattr(Chooser, "pick", keep)
    text = "The army spoke on Monday. Mediazona had names.\n\nSome 4,100 had fallen by May, and 3,900 were hurt.\n"
    read(Document(text=text, published=DAY))
    assert {one.of for one in heard} == {"voices", "days"}
    for asked in heard:
        assert asked.ruled in asked.options
        if asked.of == "voices":
            assert all(name is None or name in text for name in asked.options)
        for start, end in (span for option in asked.options.values() for span in option.words):
            assert 0 <= start < end <= len(text)


def calls(text: str) -> int:
    """How many calls it takes to read a text."""
    document = Document(text=text, published=DAY)
    profile = cProfile.Profile()
    profile.enable()
    read(document)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    "told",
    [
        "Mediazona named {n} dead. ",
        "Mediazona has names. Then {n} fell.\n\n",
        "then {n} fell in May, said Ivan Petrov{n}, and ",
        "{n} fell and Vera Holub{n} was there, ",
    ],
)
def test_a_text_of_many_figures_takes_as_long_as_its_parts(told: str) -> None:
    read(Document(text="Some 40 fell.", published=DAY))  # the lexicon is there
    few, many = ("".join(told.format(n=1000 + 7 * k) for k in range(count)) for count in (150, 600))
    assert calls(many) < 6 * calls(few)
