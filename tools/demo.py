"""The main job on the example reports: into a ledger, out as a brief, and in plain words what was found.

`make demo` runs it; it uses nothing but the command `muster`, as a user would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REPORTS, OUT = Path("examples/reports"), Path("out")
LEDGER, BRIEF = OUT / "demo.duckdb", OUT / "brief.html"


def muster(*words: str | Path) -> tuple[str, str]:
    """What the command prints, and what it notes beside. Ends the demo with the command's own words where it fails."""
    run = [sys.executable, "-m", "muster", *map(str, words)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        sys.exit(done.returncode)
    return done.stdout, done.stderr


def main() -> None:
    os.chdir(ROOT)
    OUT.mkdir(exist_ok=True)
    for old in OUT.glob(f"{LEDGER.name}*"):
        old.unlink()
    print(f"Reading {REPORTS} …\n", flush=True)
    added = json.loads(muster("add", REPORTS, "--ledger", LEDGER, "--quiet", "--json")[0])
    claims = json.loads(muster("claims", "--ledger", LEDGER, "--format", "json")[0])
    headline, counts = "".join(muster("brief", "--ledger", LEDGER, "--out", BRIEF)).splitlines()[:2]
    said = (f"The brief's headline: {headline}", f"It stands on {counts.rpartition(':')[0]}.")
    print("\n".join([*told(added, claims), *said, "", *whereabouts(claims)]))


def told(added: dict[str, Any], claims: list[dict[str, Any]]) -> list[str]:
    """What was found, for someone who has never seen Muster."""
    parties = Counter(claim["party"] for claim in claims if claim["party"])
    measures = Counter(claim["measure"] for claim in claims)
    return [
        f"{added['added']} reports make {len(claims)} claims about losses, recruitment and strength.",
        f"{added['rejections']} other figures (distances, equipment, ages …) were set aside, each with its reason.",
        *(f"Not read: {one['document']}: {one['message']}" for one in added["refused"]),
        f"Most claims are about {listed(parties)}; most count {listed(measures)}.",
    ]


def listed(counts: Counter[str]) -> str:
    """The three most frequent: `RU (120), UA (40) and KP (9)`."""
    *first, last = (f"{name} ({number})" for name, number in counts.most_common(3))
    return f"{', '.join(first)} and {last}" if first else last


def whereabouts(claims: list[dict[str, Any]]) -> list[str]:
    """Where all of it lies, and what to do next."""
    return [
        f"The brief:   {BRIEF}   (open it in a browser: every number links to its sentence)",
        f"The ledger:  {LEDGER}",
        f"All claims:  .venv/bin/muster claims --ledger {LEDGER}",
        f"One of them: .venv/bin/muster show {claims[0]['id'][:10]} --ledger {LEDGER}",
    ]


def quietly(run: Callable[[], None]) -> None:
    """Runs it; whoever stops reading what it says, as `head` does, has seen enough."""
    try:
        run()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still waiting to be said would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    quietly(main)
