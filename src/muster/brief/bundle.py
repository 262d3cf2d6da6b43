"""The files of a bundle that a person opens: the page, its claims, findings and numbers, and every chart as a picture and as its numbers.

Invariant: each number in them is one of the page, under the id or the anchor that it has there; the same brief gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from muster.brief import plates
from muster.brief.exhibits import exhibits
from muster.brief.facts import FILE, written
from muster.brief.files import about, series
from muster.brief.render import html
from muster.brief.whole import Brief
from muster.claims.wire import COLUMNS, EXTRA, to_parquet

PAGE = "brief.html"


def contents(brief: Brief) -> dict[str, bytes]:
    """The files by their names."""
    return dict([*_whole(brief), *_data(brief), *_charts(brief)])


def _whole(brief: Brief) -> Iterator[tuple[str, bytes]]:
    yield PAGE, html(brief).encode("utf-8", "backslashreplace")
    yield FILE, written(brief.facts).encode("utf-8", "backslashreplace")


def _data(brief: Brief) -> Iterator[tuple[str, bytes]]:
    yield "data/claims.csv", brief.sheet.encode("utf-8", "backslashreplace")
    yield "data/claims.json", brief.exact.encode("utf-8", "backslashreplace")
    yield "data/claims.parquet", _parquet(json.loads(brief.exact))
    yield "data/findings.json", _json(list(_findings(brief)))
    yield "data/estimates.json", _json([asdict(account.estimate) for account in brief.accounts])
    yield "data/outlooks.json", _json([asdict(its.ahead) for its in brief.forward])
    yield "data/indicators.json", _json([asdict(board) for board in brief.signs])


def _parquet(records: list[dict[str, Any]]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.parquet"
        to_parquet(records, path, columns=(*COLUMNS, *EXTRA))
        return path.read_bytes()


def _findings(brief: Brief) -> Iterator[dict[str, object]]:
    checks = brief.checks
    for kind in (*checks.kinds, *checks.agreements) if checks is not None else ():
        for one in kind.findings:
            yield {
                "id": one.id,
                "kind": kind.title,
                "severity": one.severity.value,
                "verdict": one.verdict,
                "sentence": one.sentence,
                "numbers": list(one.numbers),
                "claims": [
                    quote.to.removeprefix("c-") for quote in one.quotes if quote.to and quote.to.startswith("c-")
                ],
                "set_aside": one.aside or None,
            }


def _json(held: object) -> bytes:
    def plain(value: object) -> str:
        return value.isoformat() if isinstance(value, dt.date) else str(value)

    text = json.dumps(held, ensure_ascii=False, indent=1, default=plain)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def _charts(brief: Brief) -> Iterator[tuple[str, bytes]]:
    made = brief.made.isoformat() if brief.made else ""
    for one in exhibits(brief):
        picture = plates.alone(one, plates.inline(one.of))
        yield f"charts/{one.anchor}.svg", picture.encode()
        yield f"charts/{one.anchor}.png", plates.png(picture)
        yield f"charts/{one.anchor}.csv", series(one).encode("utf-8", "backslashreplace")
        yield f"charts/{one.anchor}.json", about(one, brief=brief.title, made=made).encode("utf-8", "backslashreplace")
