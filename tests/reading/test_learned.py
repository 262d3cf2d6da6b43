"""What is learned from annotated articles: it is what the trainer finds, and speaks only where a figure's own words do not."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from muster.claims import Document
from muster.claims.measures import Measure, Status
from muster.numbers import figures
from muster.reading import grounds, learned, logit, signs
from muster.reading.fetch import load
from muster.reading.reader import read

ROOT = Path(__file__).resolve().parents[2]
LEXICON = ROOT / "src/muster/reading/lexicon"
AGREE = 0.99  # sums differ in their last digits from machine to machine


@pytest.fixture(scope="module")
def trainer(tool: Callable[[str], ModuleType]) -> ModuleType:
    return tool("learn")


def likeliest(weights: logit.Weights, met: signs.Signs) -> str:
    scores = weights.scores(met)
    return weights.answers[scores.index(max(scores))]


TABLES = {"learned": "examples", "grounds": "statuses"}  # each with what gives its examples
SAMPLE = (
    "d",
    "gg",
    "v",
)  # sets that are looked at again; MUSTER_TEST_LEARNING=all trains anew on all of them, some minutes
ALL = os.environ.get("MUSTER_TEST_LEARNING") == "all"


def shipped(name: str) -> tuple[str, logit.Weights]:
    text = (LEXICON / f"{name}.toml").read_text(encoding="utf-8")
    return text, logit.from_toml(text)


@pytest.mark.parametrize("name", TABLES)
def test_what_was_learned_is_of_these_articles_and_of_the_reader_as_it_is(trainer: ModuleType, name: str) -> None:
    """Which articles, by their hash; which signs, by how many of some sets the weights tell rightly, as the trainer wrote down."""
    taught, (text, weights) = getattr(trainer, TABLES[name]), shipped(name)
    assert f'articles = "{trainer.digest(trainer.texts())}"' in text, "the articles have changed: run tools/learn.py"
    kept = {
        group: (int(figures), int(right))
        for group, figures, right in re.findall(r"(\w+) (\d+) (\d+)", tomllib.loads(text)["told"])
    }
    assert sorted(kept) == sorted({path.parent.name for path in trainer.texts()})
    for group in SAMPLE:
        met = [one for path in trainer.texts() if path.parent.name == group for one in taught(path)]
        now = len(met), round(trainer.right(weights, met) * len(met))
        assert now == pytest.approx(kept[group], rel=1 - AGREE), (
            f"{group}: signs or rules have changed: run tools/learn.py"
        )


@pytest.mark.skipif(not ALL, reason="minutes; with MUSTER_TEST_LEARNING=all")
@pytest.mark.parametrize("name", TABLES)
def test_the_weights_are_those_that_the_trainer_finds(trainer: ModuleType, name: str) -> None:
    met = [one for path in trainer.texts() for one in getattr(trainer, TABLES[name])(path)]
    anew, (_, weights) = trainer.fitted(met, **(trainer.OF_STATUS if name == "grounds" else {})), shipped(name)
    assert (weights.answers, weights.trust) == (anew.answers, anew.trust)
    same = sum(likeliest(anew, one.signs) == likeliest(weights, one.signs) for one in met)
    assert same >= AGREE * len(met), "words, signs or rules have changed: run tools/learn.py"


def test_the_sets_held_out_are_not_learned_from(trainer: ModuleType) -> None:
    assert {"mm", "nn", "oo", "pp", "uu", "zz"} == trainer.HELD_OUT
    assert trainer.HELD_OUT.isdisjoint(path.parent.name for path in trainer.texts())


def test_it_finds_a_hidden_rule_and_forgets_what_says_nothing(trainer: ModuleType) -> None:
    draw = random.Random(3)
    met = []
    for _ in range(400):
        fell, noise = draw.random() < 0.5, {f"noise {draw.randrange(9)}": (1.0, None)}
        met.append(
            trainer.Example("a", {("fell" if fell else "came"): (1.0, None)} | noise, "killed" if fell else "none")
        )
    weights = trainer.fitted(met)
    assert likeliest(weights, {"fell": (1.0, None)}) == "killed"
    assert likeliest(weights, {"came": (1.0, None)}) == "none"
    told = {name: max(abs(worth) for _, worth in logit.worths(told)) for name, told in weights.signs.items()}
    assert min(told["fell"], told["came"]) > 4 * max(worth for name, worth in told.items() if name.startswith("noise"))


def test_training_twice_gives_the_same_file(trainer: ModuleType) -> None:
    met = [one for path in islice(trainer.texts(), 12) for one in trainer.examples(path)]
    one, two = (logit.as_toml(trainer.fitted(met), {"figures": len(met)}) for _ in range(2))
    assert one == two
    assert logit.from_toml(one) == trainer.fitted(met)


def test_signs_and_scores_are_the_same_whatever_the_hash_seed() -> None:
    script = (
        "import sys; from muster.reading import learned, reader; from muster.reading.fetch import load\n"
        "from pathlib import Path; from muster.claims.wire import to_record\n"
        "print([(to_record(c), r.traces[c.id]) for p in sys.argv[1:] for r in [reader.read(load(Path(p)))] for c in r.claims])"
    )
    texts = [str(path) for path in sorted((ROOT / "tests/reading/articles/k").glob("*.txt"))[:6]]
    told = {
        subprocess.run(
            [sys.executable, "-c", script, *texts],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(told) == 1


def overruled() -> list[tuple[str, str, str]]:
    """The claims of some articles whose measure was learned: text, quote and the words that the trace names."""
    out = []
    for path in sorted((ROOT / "tests/reading/articles").glob("[k-m]/*.txt")):
        document = load(path)
        reading = read(document)
        for claim in reading.claims:
            for trace in reading.traces[claim.id]:
                if trace.rule == logit.RULE:
                    out += [(document.text, claim.quote, document.text[start:end]) for start, end in trace.words]
    return out


def test_a_trace_names_words_of_the_text_that_spoke_for_it() -> None:
    told = overruled()
    assert told
    for text, quote, words in told:
        assert words.strip()
        assert words in text
        assert words != quote


def test_what_a_figure_s_own_words_say_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    always_none = logit.Weights(("killed", "losses", "none", "recruited"), 0.0, {"always": "2 9000"})
    text = "Russia lost 4,100 soldiers in May. In April it was 3,900.\n"
    document = Document(text=text, published=dt.date(2025, 6, 10))
    before = {claim.quote: claim.measure for claim in read(document).claims}
    assert before == {"4,100": Measure.LOSSES, "3,900": Measure.LOSSES}
    monkeypatch.setattr(learned, "shipped", lambda: always_none)
    reading = read(document)
    assert [claim.quote for claim in reading.claims] == ["4,100"]
    assert [(one.quote, one.why) for one in reading.rejections if one.quote == "3,900"] == [("3,900", "unlike_claims")]


@pytest.mark.parametrize(
    ("text", "can", "cannot"),
    [
        ("They took 5,600 km² of land.", {Measure.AREA_TAKEN}, {Measure.KILLED, Measure.RECRUIT_PAY}),
        ("He was paid $4,000 for it.", {Measure.RECRUIT_PAY, Measure.DEATH_PAYMENT}, {Measure.STRENGTH}),
        ("It was 2.5 then.", {Measure.KILLED, Measure.EXCHANGE_RATIO}, {Measure.AREA_TAKEN}),
        ("Then 400 soldiers came.", {Measure.KILLED, Measure.STRENGTH}, {Measure.EXCHANGE_RATIO, Measure.CAUSE_SHARE}),
    ],
)
def test_a_measure_is_of_a_figure_in_its_unit(text: str, can: set[Measure], cannot: set[Measure]) -> None:
    found = figures.find(text)[0]
    assert {one for one in Measure if learned.fits(one, found)} >= can
    assert not any(learned.fits(one, found) for one in cannot)


def test_another_answer_must_be_likelier_than_not() -> None:
    found = figures.find("It was 400 men.")[0]
    met: signs.Signs = {"always": (1.0, None)}

    def told(answer: int, worth: int) -> str:
        weights = logit.Weights(("killed", "none", "wounded"), 0.0, {"always": f"{answer} {worth}"})
        return learned.judged(weights, met, told="killed", found=found)[0]

    assert (told(2, 50), told(2, 150)) == ("killed", "wounded")  # 0.45 and 0.69
    assert (told(1, 50), told(1, 150)) == ("killed", "none")  # 0.45 and 0.69


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The army killed 312 rebels, the Russian Defence Ministry said.", Status.COUNT),
        ("The ministry hopes to sign up 4,000 men by June.", Status.TARGET),  # a plan stays one
        ("Analysts estimate that 900 rebels were killed.", Status.ESTIMATE),  # so does what is called an estimate
    ],
)
def test_a_status_is_weighed_where_the_rules_go_by_who_speaks(
    monkeypatch: pytest.MonkeyPatch, text: str, told: Status
) -> None:
    before = read(Document(text=text + "\n", published=dt.date(2025, 6, 10))).claims[0].status
    monkeypatch.setattr(
        grounds, "shipped", lambda: logit.Weights(("count", "estimate", "report"), 1.0, {"always": "0 900"})
    )
    claim = read(Document(text=text + "\n", published=dt.date(2025, 6, 10))).claims[0]
    assert claim.status is told
    assert (before is told) == (told is not Status.COUNT)


def test_a_status_that_is_no_likelier_than_not_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    text, told = "The army killed 312 rebels, the Russian Defence Ministry said.\n", []
    for worth in (150, 250):  # against a trust of two: 0.38 and 0.62
        weights = logit.Weights(("count", "report"), 2.0, {"always": f"0 {worth}"})
        monkeypatch.setattr(grounds, "shipped", lambda weights=weights: weights)
        told.append(read(Document(text=text)).claims[0].status)
    assert told == [Status.REPORT, Status.COUNT]


def test_the_rules_that_are_asked_about_exist() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src/muster/reading").glob("*.py")
        if path.name not in ("learned.py", "grounds.py")
    )
    told = set(re.findall(r'"([a-z][a-z ,\']+)"', code))
    assert sorted((learned.ASKED | grounds.ASKED) - told) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Russia lost 4,100 soldiers in May. The church was full; it seats 400.", {"400"}),
        ("Russia lost 4,100 soldiers in May. Rockets fired at the city: 2,300.", {"2,300"}),
        ("The enemy's losses in 2024 were: people 430,790, tanks 3,689, guns 13,050.", {"3,689", "13,050"}),
        ("Russia lost 4,100 soldiers in May. Fires burned 1,160 square kilometres of forest.", {"1,160"}),
    ],
)
def test_what_no_word_of_people_stands_with_is_not_taken_up(text: str, left: set[str]) -> None:
    reading = read(Document(text=text, published=dt.date(2025, 6, 10)))
    assert {claim.quote for claim in reading.claims}.isdisjoint(left)


def test_a_figure_without_a_measure_is_taken_up_where_the_signs_are_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The commissar spoke of his soldiers. Of 518 there was no word.\nWith his soldiers he spoke; 212 it was.\n"
    document = Document(text=text, published=dt.date(2025, 6, 10))
    monkeypatch.setattr(learned, "shipped", lambda: logit.Weights(("killed", "none"), 0.0, {"always": "0 9000"}))
    assert {claim.quote: claim.measure for claim in read(document).claims}.get("212") is Measure.KILLED
    monkeypatch.setattr(learned, "shipped", lambda: logit.Weights(("killed", "none"), 0.0, {"always": "0 20"}))
    assert "212" not in {claim.quote for claim in read(document).claims}
