"""The time a study looked at: "2,140 soldiers who reached hospital between January and June were examined" dates all its shares.

Invariant: only shares and ratios of a text that tells of one study take its days, and none that has a time, or a war, of its own.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.asked import Asked, Timed
from muster.reading.context import FIGURE, TIME, Page
from muster.reading.dates import Relation
from muster.reading.tolls import of_another_war

_STUDIED = frozenset(
    "studied study examined analysed analyzed reviewed surveyed sample cohort patients treated admitted admissions hospital hospitals "
    "casebook records charts".split()
)
_OF_ANY_TIME = frozenset("comparison now today currently wars rule usual usually".split())
_SHORTEST, _LONGEST = 28, 400  # days
RULE = "the time that the study looked at"


def window(page: Page) -> Timed | None:
    """The time that the people were taken in whom a text says somebody studied; None where it tells of several."""
    found: list[Timed] = []
    for sentence in page.sentences:
        if (
            TIME not in sentence.kinds
            or FIGURE not in sentence.kinds
            or not _speaks_of_it(page, sentence.block, sentence.lows)
        ):
            continue
        for item in sentence.view:
            time = item.time
            if (
                time is not None
                and time.relation is Relation.DURING
                and _SHORTEST <= (time.period.days or 0) <= _LONGEST
            ):
                found.append(Timed(time.period, ((time.start, time.end),), 0.5, RULE))
    return found[0] if len({one.period for one in found}) == 1 else None


def _speaks_of_it(page: Page, block: int, lows: frozenset[str]) -> bool:
    """Whether a sentence, or the heading right over it, has a word for what is studied."""
    words = {word for low in lows for word in low.split(" ")}
    heading = page.blocks[block - 1] if block else None
    over = (
        page.text[heading.start : heading.end].lower().split()
        if heading is not None and len(heading.sentences) == 1
        else []
    )
    studied = [word.strip(".:,?") for word in over[:_HEADING]]
    return (
        bool(words & {"studied", "examined", "analysed", "analyzed", "surveyed"})
        or (bool(words & _STUDIED) and not _HEADS.isdisjoint(studied))
        or (bool(words & _STUDIED) and _labelled(page, block))
    )


_HEADS = frozenset(
    ["studied", "sample", "method", "methods", "data", "patients", "cohort", "looked", "examined", "participants"]
)
_LABEL = 40  # characters


def _labelled(page: Page, block: int) -> bool:
    """Whether a paragraph opens with a label for what is studied: "Patients. 2,317 soldiers admitted …"."""
    start = page.blocks[block].start
    label = page.text[start : start + _LABEL].partition(".")[0].lower().split()
    return len(label) <= _FEW and not _HEADS.isdisjoint(label)


_FEW = 4


_HEADING = 8


def _head_end(page: Page) -> int:
    """Where the head of a text ends: what its title says of the study's finding is of the study, even where it says "now"."""
    return page.blocks[min(_TOP, len(page.blocks) - 1)].end


_TOP = 2


def dated(asked: Asked, of: Timed | None) -> Timed | None:
    """The days of a share or ratio without a time in a text about one study."""
    view = asked.view
    if of is None or asked.measure not in (Measure.CAUSE_SHARE, Measure.WOUNDED_PER_KILLED) or of_another_war(asked):
        return None
    titled = asked.at < len(view) and view[asked.at].start < _head_end(asked.page)
    if any((item.low.split(" ")[-1] in _OF_ANY_TIME and not titled) or item.has("war") for item in view) or any(
        item.time is not None for item in view
    ):
        return None
    return of
