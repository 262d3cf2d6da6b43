"""`muster add` with the tests' own reader, as a program that can be killed: python adding.py LEDGER FOLDER [JOBS].

It prints a line for each document once that is kept. Files whose text holds certain words make the reader misbehave.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "ledger"))

from making import READER, document, reading

from muster.claims.errors import DocumentError, MusterError
from muster.desk import ingest
from muster.desk.ingest import How, Made, Task, Told
from muster.desk.settings import Options, Settings, settings
from muster.ledger.schema import entry_of


def factory() -> Callable[[Task], Made]:
    return work


def work(task: Task) -> Made:
    data = task.path.read_bytes()
    text = data.decode()
    if "REFUSE" in text:
        raise DocumentError("the text says so", reason="told")
    if "BUG" in text:
        raise ValueError("a bug in the reader")
    if "DIE" in text:
        os.kill(os.getpid(), 9)
    if "HANG" in text:
        time.sleep(3600)
    of = document(text, title=task.ask.publisher)
    return Made(bytes_hash=hashlib.sha256(data).hexdigest(), entry=entry_of(of, reading(of)))


HOW = How(reader=READER, factory=factory)


def in_force(ledger: Path, jobs: int = 2) -> Settings:
    return settings(Options(ledger=ledger, jobs=jobs), {})


def main() -> int:
    ledger, folder, *rest = sys.argv[1:]

    def tell(told: Told) -> None:
        for kept in told.kept:
            print(kept.document, flush=True)

    ingest._BATCH, ingest._WAIT = 3, 0.05  # many small commits, so that a kill meets all of their parts
    try:
        ingest.add([Path(folder)], in_force(Path(ledger), int(rest[0]) if rest else 2), how=HOW, tell=tell)
    except MusterError as error:
        print(f"muster: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
