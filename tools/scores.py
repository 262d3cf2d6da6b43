"""Measures the reader and writes the figures into README.md, and what the demo says; no number there is written by hand.

    tools/scores.py                              the project's own articles, tests/reading/articles
    tools/scores.py dev=FOLDER seeds=FOLDER      and others: NAME.txt with NAME.json beside it, in the gold shape
    tools/scores.py --print …                    only print

Rows that are not measured in this run stay as they are.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from muster.reading.score import LEVELS, Score, score

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
ARTICLES = ROOT / "tests" / "reading" / "articles"
HEAD = "| articles | documents | claims | quantity F1 | claim F1 | full F1 |"
RULE = "|---|---|---|---|---|---|"


def measured(folder: Path) -> tuple[int, Score]:
    """How many documents the folder holds, and how `muster read` does on them."""
    golds = {path.stem: path for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").exists()}
    if not golds:
        sys.exit(f"{folder} has no NAME.txt with NAME.json beside it")
    with tempfile.TemporaryDirectory() as out:
        texts = [str(path.with_suffix(".txt")) for path in golds.values()]
        subprocess.run([sys.executable, "-m", "muster", "read", *texts, "--json", out], check=True, capture_output=True)
        total = Score()
        for name, path in golds.items():
            found = Path(out, f"{name}.json")
            total += score(claims(path), claims(found) if found.exists() else [])
    return len(golds), total


def claims(path: Path) -> list[dict[str, object]]:
    """The claims of a file in the gold shape."""
    held: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["claims"]
    return held


def row(name: str, documents: int, total: Score) -> str:
    """One line of the table."""
    cells = " | ".join(f"{total.f1(level):.3f}" for level in LEVELS)
    return f"| {name} | {documents} | {total.gold} | {cells} |"


def between(text: str, mark: str) -> tuple[int, int]:
    """Where in the README the lines between `<!-- mark -->` and `<!-- /mark -->` begin and end."""
    found = re.search(rf"<!-- {mark} -->\n(.*?)<!-- /{mark} -->", text, re.DOTALL)
    if found is None:
        sys.exit(f"README.md has no lines between <!-- {mark} --> and <!-- /{mark} -->")
    return found.span(1)


def with_rows(text: str, rows: dict[str, str]) -> str:
    """The README with these rows in its table, others kept, in the order of their names."""
    start, end = between(text, "scores")
    lines = [line for line in text[start:end].strip().splitlines() if line not in (HEAD, RULE)]
    kept = {line.split("|")[1].strip(): line for line in lines} | rows
    ordered = [kept[name] for name in sorted(kept, key=lambda name: (len(name), name))]
    return text[:start] + "\n".join([HEAD, RULE, *ordered]) + "\n" + text[end:]


def with_demo(text: str) -> str:
    """The README with what the demo says now."""
    said = subprocess.run(
        [sys.executable, ROOT / "tools" / "demo.py"], check=True, capture_output=True, text=True
    ).stdout
    start, end = between(text, "demo")
    return f"{text[:start]}```\n{said.strip()}\n```\n{text[end:]}"


def main(words: list[str]) -> None:
    own = sorted((path for path in ARTICLES.iterdir() if path.is_dir()), key=lambda path: (len(path.name), path.name))
    folders = {f"articles {path.name}": path for path in own}
    folders |= {name: Path(folder) for name, _, folder in (word.partition("=") for word in words if "=" in word)}
    rows = {name: row(name, *measured(folder)) for name, folder in folders.items()}
    print("\n".join(rows.values()))
    if "--print" not in words:
        README.write_text(with_demo(with_rows(README.read_text(encoding="utf-8"), rows)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
