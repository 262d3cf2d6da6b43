"""The main job on the example reports: into a ledger, out as a brief, and in plain words what was found.

`make demo` runs it; it uses nothing but the command `muster`, as a user would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REPORTS, OUT = Path("examples/reports"), Path("out")
LEDGER, BRIEF = OUT / "demo.duckdb", OUT / "brief.html"


def muster(*words: str | Path) -> str:
    """What the command prints. Ends the demo with the command's own words where it fails."""
    run = [sys.executable, "-m", "muster", *map(str, words)]
    done = subprocess.run(run, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def main() -> None:
    os.chdir(ROOT)
    OUT.mkdir(exist_ok=True)
    for old in OUT.glob(f"{LEDGER.name}*"):
        old.unlink()
    print(f"Reading {REPORTS} …", flush=True)
    added = json.loads(muster("add", REPORTS, "--ledger", LEDGER, "--quiet", "--json"))
    claims = json.loads(muster("claims", "--ledger", LEDGER, "--format", "json"))
    muster("brief", "--ledger", LEDGER, "--out", BRIEF)
    print()
    print("\n".join(told(added, claims)))


def told(added: dict[str, Any], claims: list[dict[str, Any]]) -> list[str]:
    """What was found, for someone who has never seen Muster."""
    parties = Counter(claim["party"] for claim in claims if claim["party"])
    measures = Counter(claim["measure"] for claim in claims)
    voices = {claim["speaker"] for claim in claims if claim["speaker"]}
    lines = [
        f"{added['added']} reports hold {len(claims)} claims about losses, recruitment and strength, by {len(voices)} speakers.",
        f"{added['rejections']} other figures (dates, distances, equipment …) were set aside, each with its reason.",
        f"Most are about {listed(parties)}; most count {listed(measures)}.",
        "",
    ]
    lines += [f"{one['document']}: {one['message']}" for one in added["refused"]]
    return [*lines, *disagreement(claims), *whereabouts(claims)]


def listed(counts: Counter[str]) -> str:
    """The three most frequent: `RU (120), UA (40) and KP (9)`."""
    said = [f"{name.replace('_', ' and ')} ({number})" for name, number in counts.most_common(3)]
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def disagreement(claims: list[dict[str, Any]]) -> list[str]:
    """The one question (measure, party, days, rate) that most voices answer, and what each says."""
    asked: dict[tuple[str, ...], dict[str, dict[str, Any]]] = defaultdict(dict)
    for claim in claims:
        if claim["party"] and claim["start_date"] and claim["end_date"] and claim["speaker"] and not claim["repeats"]:
            question = tuple(str(claim[key]) for key in ("measure", "party", "start_date", "end_date", "per", "unit"))
            asked[question].setdefault(claim["speaker"], claim)
    answers = max(asked.values(), key=lambda one: len({(c["low"], c["high"]) for c in one.values()}), default={})
    if len({(c["low"], c["high"]) for c in answers.values()}) < 2:
        return []
    first = next(iter(answers.values()))
    rate = f", per {first['per']}" if first["per"] else ""
    lines = [
        f"They do not agree. {first['measure']}, {first['party']}, {first['start_date']} to {first['end_date']}{rate}:"
    ]
    lines += [f"  {' '.join(c['figure'].split()):<28} {speaker}" for speaker, c in answers.items()]
    return [*lines, ""]


def whereabouts(claims: list[dict[str, Any]]) -> list[str]:
    lines = [
        f"The brief:  {BRIEF}   (open it in a browser; every number links to its sentence)",
        f"The ledger: {LEDGER}   (look into it with .venv/bin/muster claims --ledger {LEDGER})",
    ]
    if claims:
        lines.append(f"One claim:  .venv/bin/muster show {claims[0]['id'][:10]} --ledger {LEDGER}")
    return lines


if __name__ == "__main__":
    main()
