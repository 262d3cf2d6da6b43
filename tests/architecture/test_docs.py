"""The documentation is held to the code: what has a name has an entry, and what stands there as an example is run."""

from __future__ import annotations

import ast
import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from house import ROOT, modules, tree

from muster.account.flows import Flow, Stock
from muster.claims import MEASURES, STATUSES, Document
from muster.claims.finding import Kind, Severity, Verdict
from muster.claims.kinds import KINDS
from muster.claims.war import read_war
from muster.claims.wire import COLUMNS, to_record
from muster.desk.settings import KEYS, LIMITS, Options, settings
from muster.ledger.schema import TABLES
from muster.watch import indicators
from muster.watch.thresholds import shipped as thresholds

sys.path.insert(0, str(ROOT / "tools"))
import make_docs

DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.glob("*.md"))


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def headings(text: str) -> set[str]:
    """What stands in code marks in the headings."""
    return set(re.findall(r"^#+ `([^`]+)`", text, re.MULTILINE))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def entries(text: str) -> set[str]:
    """What stands in code marks in the first column of a table."""
    return {
        name for cell in re.findall(r"^\| (`[^|]+`) \|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", cell)
    }


# ------------------------------------------------------------------ what has a name has an entry
def test_every_measure_and_status_has_a_heading_and_an_example() -> None:
    text = make_docs.vocabulary()
    assert {measure.value for measure in MEASURES} | {status.value for status in STATUSES} == headings(text)
    assert all(f"> {about.example}" in text for about in [*MEASURES.values(), *STATUSES.values()])


def test_every_kind_of_finding_has_a_heading_and_every_verdict_a_line() -> None:
    text = page("findings")
    assert headings(text) == {kind.value for kind in Kind}
    assert {verdict.value for verdict in Verdict} <= entries(section("findings", "Verdicts"))
    assert {severity.value for severity in Severity} == entries(section("findings", "How grave"))
    assert all(f"> {about.example}" in text and about.limits in text for about in KINDS.values())


def test_every_measure_flow_and_stock_is_on_the_page_of_the_account() -> None:
    assert entries(section("account", "The chart")) == {measure.value for measure in MEASURES}
    assert entries(section("account", "Flows")) == {flow.value for flow in Flow}
    assert entries(section("account", "Stocks")) == {stock.value for stock in Stock}


def test_what_is_written_from_the_code_is_kept_as_the_code_has_it() -> None:
    stale = [str(path) for path, text in make_docs.pages(DOCS).items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "`make docs` writes them anew"


def test_what_the_pages_link_to_is_there() -> None:
    """In the repository as it is, before anything is built."""
    lost = []
    for path in [*PAGES, *(DOCS / "generated").glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
        lost += [f"{path.name}: {link}" for link in links if not (path.parent / link).exists()]
        assert "{include}" not in text, path
    assert lost == []


def test_every_indicator_has_a_heading_and_every_threshold_a_row() -> None:
    text = page("watch")
    assert headings(text) == set(indicators())
    rows = set(
        re.findall(r"^\| (\w+) \| (\w+) \| [\d.]+ \|", section("watch", "Thresholds of one's own"), re.MULTILINE)
    )
    assert rows == {(indicator, name) for indicator, its in thresholds().of.items() for name in its}


def test_every_setting_has_a_heading() -> None:
    assert headings(page("settings")) == {*KEYS, *LIMITS}


def test_every_command_has_a_heading_and_every_option_a_help() -> None:
    commands = dict(make_docs.walk())
    assert {
        f"muster {name}"
        for name in (
            "read",
            "add",
            "claims",
            "show",
            "documents",
            "review",
            "check",
            "finding",
            "explain",
            "brief",
            "settings",
        )
    } <= set(commands)
    assert headings(make_docs.commands()) == set(commands)
    silent = [
        f"{path} {p.name}" for path, command in commands.items() for p in command.params if not getattr(p, "help", None)
    ]
    assert silent == []


def test_every_column_of_a_claim_is_explained() -> None:
    assert tuple(make_docs.FIELDS) == COLUMNS


def test_every_table_of_the_ledger_is_explained() -> None:
    assert entries(page("ledger")) == set(TABLES)


def keys(*names: str) -> set[str]:
    """The strings that reading gives as reasons: `why="…"`, `reason="…"` in its calls."""
    found = set()
    for module, path in modules().items():
        if module.startswith(("muster.reading", "muster.desk")):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.keyword) and node.arg in names and isinstance(node.value, ast.Constant):
                    found.add(str(node.value.value))
    return found


def section(name: str, heading: str) -> str:
    """The part of a page under a heading, up to the next of its rank."""
    parts = re.split(r"^(#+ .+)$", page(name), flags=re.MULTILINE)
    at = next(number for number, part in enumerate(parts) if part.lstrip("# ") == heading)
    rank = len(parts[at].split()[0])
    end = next((n for n in range(at + 2, len(parts), 2) if len(parts[n].split()[0]) <= rank), len(parts))
    return "".join(parts[at:end])


def test_every_reason_to_reject_a_row_is_explained() -> None:
    assert keys("why") <= entries(section("formats", "Tables of claims")) | entries(
        section("how-the-reader-decides", "What is rejected, and why")
    )


def test_every_reason_to_reject_a_figure_is_explained() -> None:
    """Those that the reader gives on every third article, and on the reports here."""
    from muster.reading.reader import read

    texts = [*sorted((ROOT / "tests/reading/articles").rglob("*.txt"))[::3], *(ROOT / "examples/reports").glob("*.txt")]
    given = {r.why for path in texts for r in read(Document(text=path.read_text(encoding="utf-8"))).rejections}
    assert given
    assert given - entries(section("how-the-reader-decides", "What is rejected, and why")) == set()


def test_every_reason_to_refuse_a_file_is_explained() -> None:
    assert keys("reason") - entries(section("formats", "Files that are refused")) == set()


# ------------------------------------------------------------------ examples are run
def test_the_example_war_is_a_war() -> None:
    (text,) = blocks(page("wars"), "toml")
    war = read_war(text, where="docs/wars.md")
    assert entries(section("wars", "A war")) == set(tomllib.loads(text)) | {"end"}
    assert entries(section("wars", "A party")) == {key for side in tomllib.loads(text)["party"] for key in side} | {
        "apart",
        "land",
    }
    assert war.parties


def test_the_example_settings_are_settings(tmp_path: Path) -> None:
    (text,) = blocks(page("settings"), "toml")
    file = tmp_path / "muster.toml"
    file.write_text(text, encoding="utf-8")
    assert settings(Options(file=file), environment={}).reviewer == "A. Reader"


def test_the_example_program_runs(tmp_path: Path) -> None:
    (code,) = blocks(page("getting-started"), "python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("captured 54 RU")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder as the pages take it: the example reports, a report and a war file of one's own."""
    here = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "examples", here / "examples")
    (here / "report.txt").write_text(
        "The Northland General Staff said 54 Northlanders had surrendered since the crossing.\n", encoding="utf-8"
    )
    (here / "my-war.toml").write_text(blocks(page("wars"), "toml")[0], encoding="utf-8")
    return here


def test_the_examples_from_python_run(folder: Path) -> None:
    """In order, as one program; those of a fit, which takes a while, are another test's."""
    code = blocks(page("from-python"), "python")
    quick = [one for one in code if "estimate" not in one]
    assert len(code) == len(quick) + 2
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(quick)], cwd=folder, capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "18 reports, 0 files refused" in lines
    assert any(line.startswith("captured 54 RU") for line in lines)
    assert len(lines) > 5


ORDER = ("getting-started", "brief", "settings", "wars")


@pytest.mark.parametrize("name", [*ORDER, *(path.stem for path in PAGES if path.stem not in ORDER)])
def test_every_command_shown_works(name: str, folder: Path) -> None:
    """The lines that begin with `$` in a console block, in the order a reader would run them."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MUSTER_")} | {"COLUMNS": "200"}
    for line in re.findall(r"^\$ muster (.*)$", "\n".join(blocks(page(name), "console")), re.MULTILINE):
        words = [claim_in(folder) if word == "CLAIM" else word for word in shlex.split(line)]
        done = subprocess.run(
            [sys.executable, "-m", "muster", *words],
            cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"muster {line}\n{done.stderr}"


def claim_in(folder: Path) -> str:
    """The id of a claim in the folder's ledger."""
    done = subprocess.run(
        [sys.executable, "-m", "muster", "claims", "--format", "csv"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()[1].split(",")[0]


# ------------------------------------------------------------------ the first page
def test_what_the_readme_names_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)(?=[` \n])", " ".join(re.findall(r"`+[^`]+`+", text)))) <= targets


def test_the_readme_begins_with_the_two_commands() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:6]
    assert any(line.startswith("make demo") for line in head)
    assert any(line.startswith("make test") for line in head)


def test_what_security_promises_is_tested() -> None:
    named = re.findall(r"`(tests/[^`]+)::(\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert named
    held = {path: {f.name for f in ast.walk(tree(ROOT / path)) if isinstance(f, ast.FunctionDef)} for path, _ in named}
    assert [f"{path}::{name}" for path, name in named if name not in held[path]] == []


def test_the_raw_lines_are_those_of_the_makefile() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(BIN)", ".venv/bin")
    recipe = makefile.split("\ntest:")[1].split("\n\n")[0]
    checks = re.findall(r"^\t(\.venv/bin/.+)$", recipe, re.MULTILINE)
    assert len(checks) == 5
    assert [line for line in checks if line not in readme] == []


def test_the_example_of_the_readme_is_read_so() -> None:
    from muster.reading.reader import read

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    said = re.search(r"^> (.+)$", text, re.MULTILINE)
    row = re.search(r"^\| figure .*\n\| -.*\n\| (.+) \|$", text, re.MULTILINE)
    assert said
    assert row
    (claim,) = read(Document(text=said[1], published=dt.date(2024, 12, 9))).claims
    record = to_record(claim)
    columns = ("figure", "per", "measure", "party", "start_date", "end_date", "status", "speaker", "source")
    assert [record[name] for name in columns] == row[1].split(" | ")
