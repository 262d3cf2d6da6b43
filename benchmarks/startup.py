"""How long `muster --help` takes, and which imports take it: the least of ten runs, as the noise only adds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

RUNS, LIMIT = 10, 0.3
# As on a user's machine, where the first run leaves compiled modules behind.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(*words: str) -> float:
    """The least wall-clock time of a run."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True, env=ENVIRONMENT)
        times.append(time.perf_counter() - begun)
    return min(times)


def heaviest(count: int = 8) -> list[tuple[int, str]]:
    """The imports that take longest with all that they import, in microseconds."""
    run = [sys.executable, "-X", "importtime", "-m", "muster", "--help"]
    said = subprocess.run(run, check=True, capture_output=True, text=True, env=ENVIRONMENT).stderr
    rows = re.findall(r"import time:\s+\d+ \|\s+(\d+) \|\s*(\S+)", said)
    return sorted(((int(time), name) for time, name in rows), reverse=True)[:count]


if __name__ == "__main__":
    bare, shown = seconds("-c", "pass"), seconds("-m", "muster", "--help")
    print(f"python alone {bare * 1000:6.0f} ms")
    print(f"muster --help {shown * 1000:5.0f} ms   (to stay under {LIMIT * 1000:.0f})")
    for taken, name in heaviest():
        print(f"  {taken / 1000:6.1f} ms  {name}")
