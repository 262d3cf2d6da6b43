"""The figures in the README's table hold: a change that reads worse than what is written there does not pass."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from muster.reading.fetch import load
from muster.reading.reader import read
from muster.reading.score import LEVELS, Score, score

ROOT = Path(__file__).resolve().parents[2]
SETS = sorted(path.name for path in (ROOT / "tests/reading/articles").iterdir() if path.is_dir())
SLACK = 0.005  # three claims in six hundred


def written(name: str) -> dict[str, float]:
    """The figures of a row of the README's table."""
    row = re.search(rf"^\| articles {name} \|.*\|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert row, f"README.md has no row for articles {name}; make scores writes it"
    return dict(zip(LEVELS, map(float, row[0].strip("| ").split("|")[3:]), strict=True))


@pytest.mark.parametrize("name", SETS)
def test_it_reads_as_well_as_the_readme_says(name: str) -> None:
    total = Score()
    for text in sorted((ROOT / "tests/reading/articles" / name).glob("*.txt")):
        gold = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))["claims"]
        total += score(gold, read(load(text)).claims)
    fallen = {
        level: (said, round(total.f1(level), 3))
        for level, said in written(name).items()
        if total.f1(level) < said - SLACK
    }
    assert fallen == {}, "said in README.md, and measured now"


def test_the_table_has_its_head_and_a_row_for_every_set() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    head, rule, *rows = text[text.index("<!-- scores -->") : text.index("<!-- /scores -->")].splitlines()[1:]
    assert head.startswith("| articles | documents | claims |")
    assert set(rule) == {"|", "-"}
    assert {f"articles {name}" for name in SETS} <= {row.split("|")[1].strip() for row in rows}
