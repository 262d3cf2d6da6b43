"""All of a brief as pure data, in the order it is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from muster.brief.accounts import Account
from muster.brief.checks import Checks
from muster.brief.facts import Facts
from muster.brief.foremost import Takeaway
from muster.brief.forward import Forward
from muster.brief.left_out import LeftOut
from muster.brief.parts import Basis, Chapter, Group, Page, Refusal, Row, Sentence, Timeline
from muster.brief.resting import Resting
from muster.brief.signs import Shown
from muster.brief.since import Changed
from muster.claims.claim import Claim
from muster.claims.reading import Reader

# What a brief can do without. Claims, documents, what was left out and how it was made always stand: every number leads there.
SECTIONS = {
    "takeaways": "What stands out",
    "figures": "What the reports say",
    "goals": "Goals, needs, forecasts and benchmarks",
    "estimate": "Estimate",
    "outlook": "Outlook",
    "signs": "Signs",
    "timelines": "Timelines",
    "findings": "Findings: what cannot all be true, and what was checked",
    "sources": "Who says what, on whose data",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the figures were read, in counts."""

    readers: tuple[Reader, ...]
    documents: int
    claims: int
    counted: int
    speakers: int
    repeats: int
    rejections: int
    remarks: int
    set_aside: tuple[Row, ...]
    refused: tuple[Refusal, ...]
    narrowed: str
    kept_in: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All of a brief in the order it is read; `exact` is its claims as JSON, `sheet` for a spreadsheet. What was rejected stands
    in `method` alone. `checks` is None where nothing was checked, `resting` where nobody is seen to rest on anybody; `untold` are the
    parties with an estimate that is not shown, and why; `forward` what follows from those that are, `signs`
    the boards of indicators; `left_out` what is in no number, and why; `facts` what a later brief can be held against, `changed` what is
    otherwise than in an earlier one, None where none was given; `remarks` are paragraphs of whoever made it; of `SECTIONS` it is `without`
    these."""

    title: str
    lede: Sentence
    remarks: tuple[str, ...]
    made: dt.date | None
    takeaways: tuple[Takeaway, ...]
    chapters: tuple[Chapter, ...]
    apart: tuple[Group, ...]
    checks: Checks | None
    resting: Resting | None
    accounts: tuple[Account, ...]
    untold: tuple[tuple[str, str], ...]
    forward: tuple[Forward, ...]
    signs: tuple[Shown, ...]
    timelines: tuple[Timeline, ...]
    rows: tuple[Row, ...]
    bases: tuple[Basis, ...]
    pages: tuple[Page, ...]
    method: Method
    left_out: tuple[LeftOut, ...]
    claims: tuple[Claim, ...]
    exact: str
    sheet: str
    facts: Facts
    changed: Changed | None
    without: frozenset[str] = frozenset()
