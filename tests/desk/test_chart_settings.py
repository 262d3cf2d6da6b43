"""A user's own definitions of measures in muster.toml: laid over the shipped chart, and a slip is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.account.chart import overlaid, shipped
from muster.claims.errors import SettingsError
from muster.claims.measures import Measure
from muster.desk.settings import Options, Settings, settings

OWN = """
reviewer = "A. Reader"

[chart.killed]
why = "Our desk counts those found dead."
senses.dead = ["killed", "died_of_wounds", "found_dead"]

[chart.strength.levels]
theatre = ["theatre"]
"""


def read(folder: Path, text: str) -> Settings:
    file = folder / "muster.toml"
    file.write_text(text, encoding="utf-8")
    return settings(Options(file=file), environment={})


def test_a_chart_is_laid_over_the_shipped_one_measure_by_measure(tmp_path: Path) -> None:
    found = read(tmp_path, OWN)
    chart = overlaid(found.chart, where="muster.toml")
    assert [sense.name for sense in chart[Measure.KILLED].senses] == ["dead"]
    assert chart[Measure.KILLED].why == "Our desk counts those found dead."
    assert [sense.name for sense in chart[Measure.STRENGTH].levels] == ["theatre"]
    assert chart[Measure.WOUNDED] == shipped()[Measure.WOUNDED]
    assert found.origins["chart"] == str(tmp_path / "muster.toml")


def test_without_a_chart_the_shipped_one_is_in_force(tmp_path: Path) -> None:
    found = read(tmp_path, "jobs = 1")
    assert (found.chart, found.origins["chart"]) == ({}, "default")
    assert overlaid(found.chart, where="") == shipped()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[chart.killed]\nwhy = "x"\nsenses.dead = ["kiled"]', "line 3: [chart.killed]: 'kiled' in dead is no flow"),
        ('jobs = 1\n[chart.kiled]\nwhy = "x"', "line 2: [chart.kiled]: 'kiled' is no measure; known are killed, "),
        ('[chart.killed]\nwhy = "x"\nsense = 3', "line 3: [chart.killed]: 'sense' means nothing here; known are"),
        ('[chart.strength]\nwhy = "x"\n[chart.strength.levels]\nall = ["army"]', "line 4: [chart.strength]: all names"),
        ('[chart.wounded]\nsenses.w = ["wounded:inf"]', "line 2: [chart.wounded]: 'wounded:inf' in w is no flow"),
        ('[chart.wounded]\nsenses.w = ["wounded:nan"]', "line 2: [chart.wounded]: 'wounded:nan' in w is no flow"),
        ("[chart.killed]\nwhy = 2024-01-01", "line 2: [chart.killed]: why must be words in quotes"),
        ('[chart.killed]\nfloor = "yes"', "line 2: [chart.killed]: floor must be true or false; got 'yes'"),
        ('[chart.killed]\nof = "losses"', "line 2: [chart.killed]: a ratio has of and base"),
        ('[chart.killed]\nof = "losses"\nbase = "losers"', "[chart.killed]: base must be a measure; got 'losers'"),
        ('[chart.killed]\nof = "losses"\nbase = "killed"', "[chart.killed]: a ratio must be of other measures"),
        ("[chart]\nkilled = 3", "line 2: [chart.killed] must be a table; got 3"),
        ("chart = 3", "line 1: chart must be a table of measures, as [chart.killed]; got 3"),
        ('[chart.killed.senses.dead]\nx = ["killed"]', "line 1: [chart.killed]: senses.dead must be a list"),
    ],
)
def test_a_slip_in_a_chart_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "muster.toml"))
