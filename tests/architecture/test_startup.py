"""`import muster` and `muster --help` are quick because no engine is loaded before it is used."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from house import ROOT

ENGINES = (
    "duckdb", "pyarrow", "lxml", "trafilatura", "pypdf", "vl_convert", "jinja2", "pydantic",
    "multiprocessing.pool", "numpy", "pandas", "ruptures", "scipy",
)  # fmt: skip

REPORT = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
HELP = f"""
import sys
sys.argv = ["muster", "--help"]
from muster.cli.main import run
try:
    run()
except SystemExit:
    pass
{REPORT}
"""


def loaded(code: str) -> set[str]:
    """The modules that a fresh Python holds after running the code."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "code", [f"import muster; {REPORT}", f"import muster.claims; {REPORT}", HELP], ids=["muster", "claims", "--help"]
)
def test_no_engine_is_loaded(code: str) -> None:
    got = loaded(code)
    assert "muster" in got
    assert [engine for engine in ENGINES if engine in got] == []


def test_a_module_is_a_command_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "muster", "--help"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0
    assert "Usage" in done.stdout
