"""The command run as a person would, for tests: in a folder, without the environment's settings, and never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def muster(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """What the command says in this folder, wide enough for its tables; it ends with this exit code."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MUSTER_")}
    done = subprocess.run(
        [sys.executable, "-m", "muster", *words],
        cwd=folder, env=environment | {"COLUMNS": "200"}, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done
