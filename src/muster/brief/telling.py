"""The facts of a brief taken off it.

Invariant: what stands in no brief is in no facts: rejected claims, findings that were set aside, and runs that are not shown are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from muster.brief.accounts import Account
from muster.brief.checks import Checks
from muster.brief.estimates import Band
from muster.brief.facts import Found, Number, Stated
from muster.brief.forward import Forward
from muster.brief.parts import Row
from muster.brief.signs import Shown
from muster.brief.words import Names, day_words, party_words
from muster.claims.claim import Claim
from muster.claims.party import Party


def claims_told(rows: Sequence[Row], claims: Sequence[Claim]) -> dict[str, Stated]:
    """The claims by the ids they were read with."""
    return {row.anchor: Stated(says=claim.id, words=row_words(row)) for row, claim in zip(rows, claims, strict=True)}


def row_words(row: Row) -> str:
    """A claim in a line: `30,000, Russia, killed, November 2024 (Mark Rutte; First Ledger Weekly)`."""
    who = row.speaker if row.speaker != "–" else "speaker not named"
    return f"{row.figure}, {row.party}, {row.measure.lower()}, {row.period} ({who}; {row.document})"


def findings_told(checks: Checks | None) -> dict[str, Found]:
    """The findings that stand, by id."""
    return {
        one.id: Found(kind=kind.title, severity=one.severity.value, sentence=one.sentence)
        for kind in (checks.kinds if checks else ())
        for one in kind.findings
        if not one.aside
    }


def numbers_told(accounts: Iterable[Account], ahead: Iterable[Forward], *, names: Names) -> dict[str, Number]:
    """The numbers of estimates and outlooks; the key says of what and when, so that only the same are ever compared."""
    return dict([*_estimated(accounts, names), *_ahead(ahead, names)])


def _estimated(accounts: Iterable[Account], names: Names) -> Iterator[tuple[str, Number]]:
    for account in accounts:
        one, whose = account.estimate, party_words(Party(account.estimate.party), names)
        head = f"{one.war or ''}|{one.party}"
        for line in one.lines:
            if not line.prior:
                days = f"{day_words(one.first)} to {day_words(one.last)}"
                what = f"{whose}, {line.what}{' at the end' if line.level else ' in all'}"
                yield f"{head}|{line.what}|{one.first}/{one.last}", _number(what, days, line.total)
        for course in one.courses:
            for month, band in course.months:
                key = f"{head}|{course.what}|{'level' if course.level else 'month'}|{month:%Y-%m}"
                yield (
                    key,
                    _number(
                        f"{whose}, {course.what}{'' if course.level or course.ratio else ' by month'}",
                        f"{month:%B %Y}",
                        band,
                    ),
                )


def _ahead(ahead: Iterable[Forward], names: Names) -> Iterator[tuple[str, Number]]:
    for its in ahead:
        one, whose = its.ahead, party_words(Party(its.ahead.party), names)
        for way in one.ways:
            for month in way.months:
                told = (("balance", month.balance), ("strength", month.strength))
                for what, band in told:
                    if band is not None:
                        key = f"{one.war or ''}|{one.party}|{what}|{way.title}|{month.month:%Y-%m}"
                        yield key, _number(f"{whose}, {what} under “{way.title}”", f"{month.month:%B %Y}", band)


def _number(of: str, when: str, band: Band) -> Number:
    low, high = band.most
    return Number(of=of, when=when, middle=band.middle, low=low, high=high)


def signs_told(boards: Iterable[Shown]) -> dict[str, str]:
    """The state of every sign, by whose board and its name."""
    return {f"{board.whose}: {one.name}": one.state for board in boards for one in (*board.raised, *board.rest)}
