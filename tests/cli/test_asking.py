"""A party may be asked for by its name: that of a side that fights now before one of a war long over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.claims.errors import UsageError
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import Period
from muster.cli import asking
from muster.cli.asking import party
from muster.cli.main import app
from muster.desk.asking import Answered, Asked, Question, asked
from muster.desk.settings import settings


@pytest.mark.parametrize(("name", "code"), [("Moscow", "RU"), ("kremlin", "RU"), ("Ethiopia", "ET"), ("ua", "UA")])
def test_a_name_is_a_code(name: str, code: str) -> None:
    assert party("--party", name, settings=settings(environment={})) == code


def test_no_name_and_no_code_is_refused_with_what_is_near() -> None:
    with pytest.raises(UsageError, match="--party wants a party's code"):
        party("--party", "Ethiopea!", settings=settings(environment={}))


def answered(path: Path, **how: object) -> Answered:
    question = Question(
        measure=Measure.KILLED, party=Party("RU"), period=Period(dt.date(2024, 9, 1), dt.date(2024, 11, 30))
    )
    return asked(Asked(question=question, paths=[path], **how), settings(environment={}))  # type: ignore[arg-type]


def test_a_claim_whose_sentence_tells_no_days_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "KYIV, 3 December 2024. Western officials estimate that about 60,000 Russian soldiers were killed between September and November "
        "2024.\n\nA NATO official says that 175,000 Russian soldiers have been killed.\n",
        encoding="utf-8",
    )
    without, with_it = answered(path), answered(path, undated=True)
    assert (without.loose, with_it.loose) == (1, 0)
    assert with_it.together.claims == without.together.claims + 1
    assert without.together.width.high is not None


def test_nobody_is_trusted_and_distrusted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "KYIV, 3 December 2024. Mediazona said that 9,000 Russian soldiers were killed in November 2024.\n",
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match="both trusted and distrusted"):
        answered(path, trust=["Mediazona"], distrust=["mediazona"])


@pytest.mark.parametrize(
    ("word", "measure"),
    [("dead", "killed"), ("Troops", "strength"), ("casualties", "killed_wounded"), ("prisoners-of-war", "captured")],
)
def test_what_people_call_a_measure_is_told_its_name(word: str, measure: str) -> None:
    with pytest.raises(UsageError, match=f"is called {measure} here"):
        asking.measure("MEASURE", word)
    assert asking.measure("MEASURE", measure) == measure


def test_all_that_is_left_out_is_told_at_once() -> None:
    said = CliRunner().invoke(app, ["ask", "killed"])
    assert said.exit_code != 0
    assert "--party, --from, --to must be given" in f"{said.output}{said.exception}"


def test_a_finding_is_not_judged_without_a_reason() -> None:
    said = CliRunner().invoke(app, ["finding", "3f9a", "reopen"])
    assert said.exit_code != 0
    assert "as in muster finding 3f9a reopen --why 'WORDS'" in f"{said.output}{said.exception}"
