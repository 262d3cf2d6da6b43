"""What leads a brief: three to five takeaways, each with its interval, the day it is of and a link to what it rests on, and a headline that
states the finding.

Invariant: where there is an estimate of the war that most is written of, it leads, with its band and its run; what follows under a
scenario is said to; chances have the words of the yardstick.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from muster.brief.accounts import Account
from muster.brief.curves import band_words
from muster.brief.estimates import Headline
from muster.brief.forward import Forward
from muster.brief.leads import main_war
from muster.brief.parts import Entry, Part, Sentence
from muster.brief.takeaways import MOST
from muster.brief.words import Names, day_words, party_words, period_words, possessive, rounded
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.yardstick import chance_words

_ESTIMATES = 2  # takeaways of estimates, one a party


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeaway:
    """A sentence that stands out, and as of when it is so: "Published up to 9 Dec 2024"."""

    sentence: Sentence
    as_of: str


def headline(accounts: Sequence[Account], entries: Sequence[Entry], *, names: Names) -> str | None:
    """What the estimate of the war that most is written of says, in one line; None where there is none."""
    for account in _leading(accounts, entries):
        line = _first(account)
        if line is not None:
            low, high = line.total.most
            return (
                f"{_whose(account, names)} {line.what}, {_days(account)}: {rounded(line.total.middle)}, and in 80 of 100 possible accounts "
                f"{rounded(low)} to {rounded(high)}"
            )
    return None


def foremost(
    told: Iterable[Sentence],
    *,
    accounts: Sequence[Account],
    ahead: Sequence[Forward],
    entries: Sequence[Entry],
    names: Names,
) -> tuple[Takeaway, ...]:
    """What the estimates say, what follows from the first of them, and what is `told` of the reports: five at most."""
    leading = _leading(accounts, entries)
    found = [one for account in leading[:_ESTIMATES] for one in _of_account(account, names)]
    found += [_of_outlook(its, names) for its in ahead if leading and its.ahead.run == leading[0].estimate.run][:1]
    days = [entry.published for entry in entries if entry.stands and entry.published]
    as_of = f"Published up to {day_words(max(days))}" if days else "Undated"
    found += [Takeaway(sentence=sentence, as_of=as_of) for sentence in told]
    return tuple(found[:MOST])


def _leading(accounts: Sequence[Account], entries: Sequence[Entry]) -> list[Account]:
    """The accounts of the war that most is written of, of any where most figures are of no known one, in their order."""
    war = main_war([entry for entry in entries if entry.stands])
    return [one for one in accounts if war in (None, one.estimate.war)]


def _of_account(account: Account, names: Names) -> Iterator[Takeaway]:
    line, one = _first(account), account.estimate
    if line is None:
        return
    parts = [
        Part(f"{_whose(account, names)} {line.what}, {_days(account)}: "),
        Part(rounded(line.total.middle), account.anchor),
        Part(
            f" in the middle; 80 of 100 possible accounts have {rounded(line.total.most[0])} to {rounded(line.total.most[1])}."
        ),
    ]
    rising = one.rising
    if rising is not None:
        parts.append(
            Part(
                f" That {period_words(Period(rising.late, rising.last))} had more of them a month than the months before it is "
                f"{chance_words(rising.chance)}."
            )
        )
    yield Takeaway(
        sentence=tuple(parts), as_of=f"As of {day_words(one.last)}; run {one.run[:10]}, made on {day_words(one.made)}"
    )


def _of_outlook(its: Forward, names: Names) -> Takeaway:
    one, way = its.ahead, its.ahead.ways[0]
    last = way.months[-1]
    what = (
        f"{possessive(party_words(Party(one.party), names))} strength in the theatre"
        if last.strength
        else "the balance of that month"
    )
    end = last.strength or last.balance
    return Takeaway(
        sentence=(
            Part(f"Under “{way.title}”, at the end of {last.month:%B %Y}: {what} is "),
            Part(band_words(end), its.anchor),
            Part(f". That more are lost than gained in {last.month:%B %Y} is {chance_words(last.more_lost)}."),
        ),
        as_of=f"From {_month(way.months[0].month)} on; run {one.run[:10]}",
    )


def _first(account: Account) -> Headline | None:
    return next((line for line in account.estimate.lines if not line.prior and not line.level), None)


def _whose(account: Account, names: Names) -> str:
    return possessive(party_words(Party(account.estimate.party), names))


def _days(account: Account) -> str:
    return period_words(Period(account.estimate.first, account.estimate.last))


def _month(day: dt.date) -> str:
    return f"{day:%B %Y}"
