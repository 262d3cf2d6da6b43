"""The demo says what it found to whoever listens, and as long as they do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"
TALK = "import demo; demo.quietly(lambda: print(*(f'line {n}' for n in range(100_000)), sep='\\n'))"


def test_it_ends_quietly_where_nobody_reads_on() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TALK], cwd=TOOLS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as talking:
        assert talking.stdout
        assert talking.stderr
        assert talking.stdout.readline() == "line 0\n"
        talking.stdout.close()
        assert talking.stderr.read() == ""
        assert talking.wait(timeout=30) == 0
