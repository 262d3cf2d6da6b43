"""The main job on the example reports: into a ledger, through checks, an estimate and an outlook, out as a brief, and in plain words what
was found.

`make demo` runs it; it uses nothing but the command `muster`, as a user would. Without the sampler (the extra `estimate`), or where that
does not settle, it goes on without an estimate and says so.
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
PARTY, WHOSE = "RU", "Russia’s"
NO_SAMPLER, NOT_SETTLED = 69, 70  # what the command ends with


class Failed(Exception):
    """The command failed, with its exit code and its own words."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


def muster(*words: str | Path) -> tuple[str, str]:
    """What the command prints, and what it notes beside. Raises `Failed`."""
    run = [sys.executable, "-m", "muster", *map(str, words)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(done.returncode, done.stderr)
    return done.stdout, done.stderr


def main(out: Path = OUT) -> None:
    """The demo, with its ledger and its brief in this folder."""
    os.chdir(ROOT)
    out.mkdir(exist_ok=True)
    ledger, brief = out / "demo.duckdb", out / "brief.html"
    for old in out.glob(f"{ledger.name}*"):
        old.unlink()
    print(f"Reading {REPORTS} …", flush=True)
    added = json.loads(muster("add", REPORTS, "--ledger", ledger, "--quiet", "--json")[0])
    claims = json.loads(muster("claims", "--ledger", ledger, "--format", "json")[0])
    print(f"Estimating {WHOSE} losses, for some minutes …\n", flush=True)
    its = estimated(ledger)
    found = muster("check", "--ledger", ledger)[1].splitlines()[-1].partition(";")[0]
    headline, counts = "".join(muster("brief", "--ledger", ledger, "--out", brief)).splitlines()[:2]
    said = (f"The brief's headline: {headline}", f"It stands on {counts.rpartition(':')[0]}.")
    print(
        "\n".join(
            [
                *told(added, claims),
                f"{found}.",
                *its,
                *said,
                "",
                *whereabouts(claims, ledger=ledger, brief=brief),
            ]
        )
    )


def estimated(ledger: Path) -> list[str]:
    """Makes the estimate, and says how it went and what follows from it."""
    try:
        muster("estimate", "--party", PARTY, "--ledger", ledger)
    except Failed as failed:
        if failed.code not in (NO_SAMPLER, NOT_SETTLED):
            raise
        return [f"No estimate: {str(failed).strip().removeprefix('muster: ').removeprefix('error: ')}"]
    run = json.loads(muster("runs", "--ledger", ledger, "--json")[0])[0]
    return [
        f"One estimate of {WHOSE} losses rests on {run['claims']} of the claims; an outlook and a board of indicators follow from it."
    ]


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


def whereabouts(claims: list[dict[str, Any]], *, ledger: Path, brief: Path) -> list[str]:
    """Where all of it lies, and what to do next."""
    return [
        f"The brief:   {brief}   (open it in a browser: every number links to its sentence)",
        f"The page:    .venv/bin/muster serve --ledger {ledger}   (all of it in the browser; Ctrl-C ends it)",
        f"All claims:  .venv/bin/muster claims --ledger {ledger}",
        f"One of them: .venv/bin/muster show {claims[0]['id'][:10]} --ledger {ledger}",
    ]


def quietly(run: Callable[[], None]) -> None:
    """Runs it; whoever stops reading what it says, as `head` does, has seen enough."""
    try:
        run()
        sys.stdout.flush()
    except Failed as failed:
        sys.stderr.write(str(failed))
        sys.exit(failed.code)
    except BrokenPipeError:
        # What is still waiting to be said would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    quietly(main)
