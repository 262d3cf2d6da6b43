"""A fit's own process ends with the command that wanted it, even where that was killed and could tell it nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

SCRIPT = """
import multiprocessing, os, sys, time
from muster.desk.apart import end_with_parent

def works():
    end_with_parent()
    print(os.getpid(), flush=True)
    time.sleep(120)

if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=works, daemon=True)
    child.start()
    child.join()
"""


def test_a_fit_does_not_outlive_the_command_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(SCRIPT, encoding="utf-8")
    with subprocess.Popen([sys.executable, "parent.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert there(child)
        parent.kill()
    until = time.monotonic() + 30
    while there(child) and time.monotonic() < until:
        time.sleep(0.1)
    assert not there(child)


def there(process: int) -> bool:
    """Whether a process runs; one that has ended and waits to be fetched does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")
