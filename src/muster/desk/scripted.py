"""What the verbs of `import muster` give: reports, findings, an estimate, an outlook, each with its tables as rows.

Invariant: values alone; a row is a plain dict of text, numbers, booleans and lists, its days in ISO form, so that charts and data frames
take it as it is.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from muster.account.draws import BANDS, Array, Banded, Draws, month_end
from muster.claims import wire
from muster.claims.claim import Claim
from muster.claims.errors import UnknownClaim, UsageError
from muster.claims.finding import Finding
from muster.claims.period import Period, read_day
from muster.claims.report import Report
from muster.claims.war import War
from muster.claims.wire import Record
from muster.desk.checking import Noted, Said
from muster.desk.settings import Settings
from muster.estimate.answers import Quantity, lines, quantities
from muster.estimate.courses import Course, courses, days_of
from muster.estimate.sampling import Fit
from muster.outlook import Outlook as Answers
from muster.outlook import sentences

if TYPE_CHECKING:
    from muster.reading.fetch import Refused


# ------------------------------------------------------------------ reports
@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The reports that were read, one a document, with what was `refused` and why. The `settings` were in force, and hold for what is made
    of the reports; `aside` are the ids of findings that people set aside in their ledger."""

    reports: tuple[Report, ...]
    refused: tuple[Refused, ...] = ()
    settings: Settings = field(repr=False)
    aside: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Report]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def rows(self) -> list[Record]:
        """Every claim: the columns of `muster claims --format csv` that a claim has, with its sentence, and its document's title and
        file."""
        return [_claim(claim, report) for report in self.reports for claim in report.claims]

    def without(self, *claims: str) -> Reports:
        """The same without these claims, by their whole ids in `rows`: what a person saw was read wrongly. What is printed there counts
        for no check either. Raises `UnknownClaim` for an id that none has."""
        known = {report.ids.get(claim.id, claim.id) for report in self.reports for claim in report.claims}
        for name in claims:
            if name not in known:
                raise UnknownClaim(f"no claim of these reports has the id {name!r}")
        return replace(self, reports=tuple(_without(report, frozenset(claims)) for report in self.reports))


def _without(report: Report, names: frozenset[str]) -> Report:
    gone = [claim for claim in report.claims if report.ids.get(claim.id, claim.id) in names]
    if not gone:
        return report
    left = tuple(claim for claim in report.claims if claim not in gone)
    return replace(
        report,
        claims=left,
        ids={claim.id: report.ids[claim.id] for claim in left if claim.id in report.ids},
        struck=report.struck | {(claim.place.start, claim.place.end) for claim in gone},
    )


def _claim(claim: Claim, report: Report) -> Record:
    published = report.published(claim)
    return wire.to_record(claim) | {
        "id": report.ids.get(claim.id, claim.id),
        "published": published and published.isoformat(),
        "publisher": report.publisher(claim),
        "sentence": report.sentence(claim.place),
        "title": report.document.title,
        "found_at": report.document.origin,
    }


# ------------------------------------------------------------------ findings
@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found, gravest first, each with the claims that it speaks of."""

    noted: tuple[Noted, ...]

    def __iter__(self) -> Iterator[Finding]:
        return (one.finding for one in self.noted)

    def __len__(self) -> int:
        return len(self.noted)

    def rows(self) -> list[Record]:
        """One a finding: what it says, and of which claims, their sentences beside them."""
        return [_finding(one.finding, one.claims) for one in self.noted]


def _finding(one: Finding, claims: tuple[Said, ...]) -> Record:
    return {
        "id": one.id,
        "severity": one.severity.value,
        "kind": one.kind.value,
        "verdict": one.verdict.value,
        "sentence": one.sentence,
        "war": one.war,
        "party": one.party and one.party.code,
        "measure": one.measure and one.measure.value,
        "claims": [said.id for said in claims],
        "sentences": [said.sentence for said in claims],
        "numbers": {name: value for name, value in one.numbers if math.isfinite(value)},
    }


# ------------------------------------------------------------------ an estimate
@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A party's account in a war: possible accounts (`draws`), and what they say of each quantity. In rows `middle` is the middle draw, and
    `low80` to `high80` holds 80 of 100, as do those of 50 and 95."""

    fit: Fit = field(repr=False)
    party: str
    war: War | None = field(repr=False)
    reports: Reports = field(repr=False)

    @property
    def draws(self) -> Draws:
        """The possible accounts."""
        return self.fit.draws

    @property
    def quantities(self) -> tuple[str, ...]:
        """What can be asked of it, by name, the losses first."""
        return tuple(one.what for one in quantities(self.draws, self.party))

    def of(self, what: str, *, since: str | dt.date | None = None, until: str | dt.date | None = None) -> Array:
        """What each draw says of a quantity over these days (`2024-11-05`, `2024-11`, `2024`, or dates, both inside), of a level at their
        end: shape (draw,). Raises `UsageError` for what it does not tell of."""
        return self._quantity(what).over(self.draws, self.party, period=self._days(since, until))

    def totals(self, *, since: str | dt.date | None = None, until: str | dt.date | None = None) -> list[Record]:
        """Every quantity over these days, as `muster estimate` prints it, of a level at their end; `prior` where no claim speaks of it."""
        told = lines(self.draws, self.party, period=self._days(since, until))
        return [{"what": one.what, "level": one.level, "prior": one.prior, **_bands(one.total)} for one in told]

    def rows(self, *what: str) -> list[Record]:
        """Month by month what the account says of these quantities, of all of them where none is named; a level at each month's end."""
        return [
            {"what": one.what, "month": month.isoformat(), "level": one.level, "prior": one.prior, **_bands(banded)}
            for one in self._courses(what)
            for month, banded in one.months
        ]

    def figures(self, *what: str) -> list[Record]:
        """The figures that it was made of and that tell of these quantities: over which days, of what happens over time how many a month
        (but of a list of names, `listed`, its whole length), `low` or `high` none where they are open, on whose data, by which claims and
        with whose sentence."""
        said = {claim.id: (claim, report) for report in self.reports for claim in report.claims}
        return [
            {
                "what": one.what,
                "start": its.observation.start.isoformat(),
                "end": its.observation.end.isoformat(),
                "low": its.low,
                "middle": its.middle,
                "high": its.high,
                "measure": its.observation.measure.value,
                "basis": its.observation.name,
                "listed": its.observation.listed,
                **_resting(its.observation.claims, said),
            }
            for one in self._courses(what)
            for its in one.told
        ]

    def _courses(self, what: tuple[str, ...]) -> list[Course]:
        for name in what:
            self._quantity(name)
        return [one for one in courses(self.fit, self.party) if not what or one.what in what]

    def _quantity(self, what: str) -> Quantity:
        for one in quantities(self.draws, self.party):
            if one.what == what:
                return one
        raise UsageError(f"this estimate does not tell of {what!r}; it tells of {', '.join(self.quantities)}")

    def _days(self, since: str | dt.date | None, until: str | dt.date | None) -> Period:
        first, last = days_of(self.fit, self.war.start if self.war else None)
        return Period(first if since is None else _day(since), last if until is None else _day(until, last=True))


def _resting(claims: tuple[str, ...], said: Mapping[str, tuple[Claim, Report]]) -> Record:
    found = [said[one] for one in claims]
    return {
        "claims": [report.ids.get(claim.id, claim.id) for claim, report in found],
        "sentence": found[0][1].sentence(found[0][0].place),
    }


def _day(said: str | dt.date, *, last: bool = False) -> dt.date:
    """A day, or the first or last of a month or a year that is named as 2024-11 or 2024."""
    if isinstance(said, dt.date):
        return said
    year, month, day = (*said.strip().split("-"), "", "")[:3]
    found = read_day(f"{year}-{month or ('12' if last else '01')}-{day or '01'}")
    assert found is not None
    return month_end(found) if last and not day else found


def _bands(one: Banded) -> dict[str, float]:
    ends = {
        f"{end}{100 * share:.0f}": value
        for share, band in zip(BANDS, one.bands, strict=True)
        for end, value in zip(("low", "high"), band, strict=True)
    }
    return {"middle": one.middle, **ends}


# ------------------------------------------------------------------ an outlook
@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """An account carried forward under a scenario: `draws` of the months to come, and `said`, what they answer. `since` is the month before
    the first."""

    draws: Draws = field(repr=False)
    said: Answers = field(repr=False)
    since: dt.date

    @property
    def scenario(self) -> str:
        """The scenario's title."""
        return self.said.scenario.title

    def rows(self, *what: str) -> list[Record]:
        """Month by month, in the bands of an estimate: `strength` at each month's end, the month before the first with it, `gained`,
        `lost`, and their `balance` with those who return to duty; of these the ones named, or all of them."""
        told = self._told()
        for name in what:
            if name not in told:
                raise UsageError(f"this outlook does not tell of {name!r}; it tells of {', '.join(told)}")
        return [
            {"scenario": self.scenario, "what": name, "month": month.isoformat(), **_bands(banded)}
            for name, course in told.items()
            if not what or name in what
            for month, banded in course
        ]

    def sentences(self) -> list[str]:
        """What it answers, in words."""
        return list(sentences(self.said))

    def _told(self) -> dict[str, list[tuple[dt.date, Banded]]]:
        said = self.said
        strength = [(self.since, said.opening)] if said.opening else []
        strength += zip(said.months, said.strength, strict=False)
        found = {"strength": strength} if said.strength else {}
        for name, course in (
            ("gained", [one.gained for one in said.balances]),
            ("lost", [one.lost for one in said.balances]),
            ("balance", [one.with_return for one in said.balances]),
        ):
            found[name] = list(zip(said.months, course, strict=True))
        return found
