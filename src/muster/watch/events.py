"""Signs that people may be called up against their will: what reports tell of it, beside the balance, the targets and the pay.

Invariant: a report that speaks of a mobilisation is a sign that it is spoken of, and no more; the sentence says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from muster.account import wording
from muster.claims.measures import Measure, Status
from muster.claims.remark import Remark, RemarkKind
from muster.claims.report import Report
from muster.watch.balances import replenishment
from muster.watch.board import Result, State, words
from muster.watch.looking import Seen
from muster.watch.pay import bonuses
from muster.watch.targets import targets
from muster.watch.thresholds import Limits
from muster.watch.words import listed, plural

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORDS = {"I01": "the balance (I01)", "I13": "the targets (I13)", "I14": "the pay of recruits (I14)"}


def mobilisation(seen: Seen, limits: Limits) -> Result:
    """I18: how many of four signs of a mobilisation are there at a time."""
    id_ = "I18"
    since = seen.since(limits(id_, "days"))
    spoken, called = _spoken(seen, since), _called_up(seen, since)
    others = [replenishment(seen, limits), targets(seen, limits), bonuses(seen, limits)]
    on = [one for one in others if one.state is State.ALERT]
    unknown = [one for one in others if one.state is State.CANNOT_TELL]
    signs = [*(["what reports tell"] if spoken or called else []), *(_WORDS[one.id] for one in on)]
    if len(signs) >= limits(id_, "signs"):
        state = State.ALERT
    elif signs:
        state = State.WATCH
    else:
        state = State.CANNOT_TELL if len(unknown) >= limits(id_, "signs") else State.QUIET
    documents = tuple(dict.fromkeys(report.document.id for *_, report in spoken))
    told = f"{plural(len(signs), 'sign')} of four: {listed(signs)}" if signs else "None of four signs is there"
    silent = f" Nothing is known of {listed([_WORDS[one.id] for one in unknown])}." if unknown else ""
    return Result(
        id=id_,
        state=state,
        why=f"{told}. {_reports(spoken, called, days=limits(id_, 'days'))}{silent}",
        numbers=(("signs", float(len(signs))), ("unknown", float(len(unknown)))),
        claims=tuple(dict.fromkeys([*(id_ for id_, _ in called), *(claim for one in on for claim in one.claims)])),
        day=seen.today,
        about=",".join(one.id for one in on),
        over=(*(one.id for one in on), *documents, *(id_ for id_, _ in called)),
        documents=documents,
    )


def _spoken(seen: Seen, since: dt.date) -> list[tuple[dt.date, str, Report]]:
    """The remarks of late reports that speak of a call-up of these days, the newest first: when, in what words, in which report."""
    found = [
        (day, remark.quote, report)
        for report in seen.reports.values()
        if (day := report.document.published) is not None and day >= since
        for remark in report.remarks
        if _of_now(remark, report, seen.party, since)
    ]
    return sorted(found, key=lambda one: (-one[0].toordinal(), one[2].document.id, one[1]))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words(name), re.IGNORECASE)


def _of_now(remark: Remark, report: Report, party: str, since: dt.date) -> bool:
    """Whether a remark is of a call-up of these days: not of one of an earlier year, by its days or by the words around it ("since the
    mobilisation of 2022"), nor of one that is only supposed."""
    own = remark.party is None or remark.party.code == party
    if remark.kind is not RemarkKind.EVENT or not own or not _pattern("called_up").search(remark.quote):
        return False
    first, last = (remark.period.start or remark.period.end), (remark.period.end or remark.period.start)
    sentence = report.sentence(remark.place)
    years = [int(one) for one in _YEAR.findall(sentence)]
    dated = first is None or last is None or (last >= since and first.year >= since.year)
    return dated and all(year >= since.year for year in years) and not _pattern("supposed").search(sentence)


def _called_up(seen: Seen, since: dt.date) -> list[tuple[str, str]]:
    """The claims of people called up, or to be, in these days: ids and words."""
    return [
        (one.id, wording.told(one))
        for one in seen.statements
        if one.claim.measure is Measure.MOBILISED
        and one.claim.status is not Status.HISTORICAL
        and not one.claim.repeats
        and one.published is not None
        and one.published >= since
        and (one.period.end is None or one.period.end >= since)
        and (one.period.days or 0) <= 400
    ]


def _reports(spoken: Sequence[tuple[dt.date, str, Report]], called: Sequence[tuple[str, str]], *, days: float) -> str:
    if called:
        return f"In the last {days:.0f} days people called up, or to be, were told of: {called[-1][1]}."
    if spoken:
        day, words, report = spoken[0]
        reports = len({report.document.id for *_, report in spoken})
        return (
            f"In the last {days:.0f} days {plural(reports, 'report')} spoke of a call-up "
            f"(“{' '.join(words.split())}”, {wording.called(report)}, "
            f"{wording.day(day)}), which need not mean that one comes."
        )
    return f"No report of the last {days:.0f} days speaks of a mobilisation or a call-up law."
