"""The demo and the notebook on the example reports: they run, say what stands in the README, and give the same numbers.

Both make an estimate of Russia's losses, which takes minutes each; everything here is asked of one run of either.
"""

from __future__ import annotations

import ast
import base64
import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import notebook  # noqa: E402

LINES, WIDE = 40, 100
pytestmark = pytest.mark.timeout(1200)


def cells(kind: str) -> list[str]:
    return [cell.source for cell in nbformat.read(notebook.NOTEBOOK, as_version=4).cells if cell.cell_type == kind]


def outputs(found: Any) -> list[Any]:
    return [output for cell in found.cells if cell.cell_type == "code" for output in cell.outputs]


# ------------------------------------------------------------------ the demo
@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo, and what it printed."""
    pytest.importorskip("nutpie")
    out = tmp_path_factory.mktemp("demo")
    code = f"import demo, pathlib; demo.quietly(lambda: demo.main(pathlib.Path({str(out)!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tools", capture_output=True, text=True, timeout=1100, check=False
    )
    assert done.returncode == 0, done.stderr
    return out, done.stdout


NUMBER = r"(\d[\d,]*)"


def number(said: str) -> int:
    return int(said.replace(",", ""))


def headline(said: str) -> str:
    """The line whose numbers are drawn by chance: another processor draws others."""
    return next(line for line in said.splitlines() if "headline" in line)


def test_the_demo_says_what_the_readme_shows(demonstrated: tuple[Path, str]) -> None:
    out, said = demonstrated
    shown = re.search(
        r"<!-- demo -->\n```\n(.*?)```\n<!-- /demo -->", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert shown
    told, wanted = ([*re.split(NUMBER, one)] for one in (headline(said), headline(shown[1])))
    assert told[::2] == wanted[::2]
    assert [*map(number, told[1::2])] == pytest.approx([*map(number, wanted[1::2])], rel=0.1)
    assert said.replace(str(out), "out").replace(headline(said), headline(shown[1])) == shown[1]


def test_the_demos_brief_has_findings_an_estimate_an_outlook_and_a_board(demonstrated: tuple[Path, str]) -> None:
    page = (demonstrated[0] / "brief.html").read_text(encoding="utf-8")
    headings = re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page, re.DOTALL)
    for wanted in ("What cannot all be true", "Estimate", "Outlook", "Signs"):
        assert wanted in headings


def test_the_demo_goes_on_where_there_is_no_sampler(tmp_path: Path) -> None:
    """As after a set-up from the lock without it."""
    (tmp_path / "jax.py").write_text("raise ImportError('no jax here', name='jax')\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    code = f"import demo, pathlib; demo.quietly(lambda: demo.main(pathlib.Path({str(tmp_path / 'out')!r})))"
    paths = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH", ""))))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "tools", env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "\nNo estimate: an estimate needs JAX and nutpie, which are not installed (jax); " in done.stdout
    assert (tmp_path / "out" / "brief.html").stat().st_size > 10_000


# ------------------------------------------------------------------ the notebook
def test_the_notebook_is_short_and_introduces_each_step() -> None:
    lines = [line for cell in cells("code") for line in cell.splitlines() if line.strip()]
    assert len(lines) < LINES
    assert max(map(len, lines)) <= WIDE
    assert not any(";" in line for line in lines)
    kinds = [cell.cell_type for cell in nbformat.read(notebook.NOTEBOOK, as_version=4).cells]
    assert all(before == "markdown" for before, kind in pairwise(kinds) if kind == "code")
    assert all(len(cell.split()) >= 5 for cell in cells("markdown"))


def test_what_is_kept_of_the_notebook_is_small_and_of_no_machine() -> None:
    assert notebook.NOTEBOOK.stat().st_size < 300_000
    kept = nbformat.read(notebook.NOTEBOOK, as_version=4)
    pictures = [one.data["image/png"] for one in outputs(kept) if "image/png" in one.get("data", {})]
    assert len(pictures) == 3
    assert all(base64.b64decode(one).startswith(b"\x89PNG") for one in pictures)
    assert all(set(one.data) <= {"image/png", "text/plain"} for one in outputs(kept))


def test_the_page_from_python_shows_the_notebooks_lines() -> None:
    page = (ROOT / "docs" / "from-python.md").read_text(encoding="utf-8")
    shown = [one for one in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL) if "estimate" in one]
    assert len(shown) == 2
    lines = {line for cell in cells("code") for line in cell.splitlines()}
    assert {line for one in shown for line in one.splitlines()} <= lines


@pytest.fixture(scope="module")
def ran() -> Any:
    pytest.importorskip("nutpie")
    return notebook.executed()


def values(spec: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The rows of each data set of a chart."""
    held = spec.get("datasets", {})
    layers = [spec, *spec.get("layer", ())]
    inline = [its["data"]["values"] for its in layers if "values" in its.get("data", {})]
    return [*held.values(), *inline]


def test_each_chart_of_the_notebook_has_what_it_is_to_show(ran: Any) -> None:
    claims, course, fan = (values(spec) for output in outputs(ran) if (spec := notebook.chart(output)) is not None)
    assert len(claims[0]) > 10
    assert all(row["party"] == "RU" and row["sentence"] for row in claims[0])
    months = next(its for its in course if "low95" in its[0])
    told = next(its for its in course if "basis" in its[0])
    assert len(months) > 40
    assert all(row["low95"] <= row["low50"] <= row["middle"] <= row["high50"] <= row["high95"] for row in months)
    assert told
    assert {row["scenario"] for row in fan[0]} == {"As now", "50,000 losses a month"}
    assert all(row["low80"] < row["high80"] for row in fan[0])


def test_the_notebooks_numbers_are_the_commands(ran: Any, demonstrated: tuple[Path, str]) -> None:
    """The estimate of the demo has the same claims and the same seed."""
    done = subprocess.run(
        [sys.executable, "-m", "muster", "estimate", "--party", "RU", "--ledger", str(demonstrated[0] / "demo.duckdb"), "--json"],
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    theirs = json.loads(done.stdout)
    assert theirs["again"]
    (said,) = (one.data["text/plain"] for one in outputs(ran) if one.get("data", {}).get("text/plain", "")[:2] == "{'")
    assert ast.literal_eval(said) == {
        line["what"]: float(f"{line['total']['middle']:.3g}") for line in theirs["lines"] if not line["prior"]
    }


def test_what_is_kept_of_the_notebook_is_what_it_gives(ran: Any) -> None:
    """Word for word where nothing is drawn by chance; the draws of another processor are others, and their middles near."""
    kept = nbformat.read(notebook.NOTEBOOK, as_version=4)
    pairs = list(zip(outputs(kept), outputs(ran), strict=True))
    assert all(("image/png" in old.data) == (notebook.chart(new) is not None) for old, new in pairs)
    read, wrong, checked, totals, ahead = (
        [one.data["text/plain"] for one in pair] for pair in pairs if "image/png" not in pair[0].data
    )
    assert read[0] == read[1]
    assert wrong[0] == wrong[1]
    assert checked[0] == checked[1]
    then, now = (ast.literal_eval(one) for one in totals)
    assert then == pytest.approx(now, rel=0.1)
    assert len(ast.literal_eval(ahead[0])) == len(ast.literal_eval(ahead[1])) > 1
