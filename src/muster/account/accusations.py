"""Contradictions and rivals as findings: each set of claims that cannot all hold, in plain words, with what would have to give.

Invariant: a contradiction is reported only where no account at all admits the claims with each body true to its own words; what fails
only when all bodies are held to one meaning of a word is a rival. What the solver gave up on is told as undecided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from muster.account.clashes import MOST_SETS
from muster.account.conflicts import LARGER, Conflict, Judgement, given_by, judge
from muster.account.editions import editions, outdated, revisions
from muster.account.program import INFINITY
from muster.account.statement import Statement
from muster.account.system import Row, System, on_one_series
from muster.account.wording import finding, gave, listed, measure_words, number, of_whom, owner, told, who
from muster.claims.figure import Bound
from muster.claims.finding import APART, Finding, Kind, Severity, Verdict

# From what relative change of its smallest figure on a contradiction is grave or serious; a rival, a difference of bodies, never is grave.
GRAVE, SERIOUS = 0.10, 0.05
RIVAL_SERIOUS, SET_SERIOUS = 0.25, 0.10  # of two figures the smaller's change; of more, the least that reconciles them
RIVAL_LEAST = 0.01  # bodies whose figures lie nearer than this beyond rounding are told as no rivals
MOST = 6  # figures that a sentence names
ROUNDS = 8  # of judging anew what stands without what revisions outdate; what is outdated beyond them is left untold
OTHER = 0.95  # apart by more than twenty times


def accusations(system: System, *, first: Collection[str] = (), most: int = MOST_SETS) -> list[Finding]:
    """The contradictions of a system, and the rivals of what remains when the claims that would have to give are left out; those of the
    claims in `first` are sought before others, and one of them is what would have to change. Of either no more than `most` sets are told,
    and that there are more is."""
    system = replace(system, rows=_firm(system.rows), revised=_firm(system.revised))
    standing, own, old = _standing(system, first=first, most=most)
    own = given_by(standing, own, claims=first)
    found = list(_told(own, kind=Kind.CONTRADICTION, most=most))
    older = {row.claim for row in system.revised} | old
    for edition in editions(system, older):
        judged = judge(edition, first=older, most=most)
        found += _told(_of_them(judged, older), kind=Kind.CONTRADICTION, most=most)
    giving = {one.gives for one in own.conflicts}
    kept = [row for row in on_one_series(standing.rows) if row.claim not in giving]
    shared = system.only(kept)
    rivals = given_by(shared, judge(shared, first=first, most=most), claims=first)
    return found + list(_told(rivals, kind=Kind.RIVAL, most=most))


def _firm(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if not row.loose)


def _standing(system: System, *, first: Collection[str], most: int) -> tuple[System, Judgement, set[str]]:
    """What of a system stands today with its judgement, and the claims that were left out, since they cannot hold beside what their
    own body has revised since and its revisions account for it."""
    known = revisions(system)
    old: set[str] = set()
    for _ in range(ROUNDS):
        standing = system.only(row for row in system.rows if row.claim not in old)
        own = judge(standing, first=first, most=most)
        more = {claim for one in own.conflicts for claim in outdated(standing, one, known=known)} if known else set()
        if not more:
            break
        old |= more
    fresh = tuple(one for one in own.conflicts if not set(one.claims) & old)
    return standing, replace(own, conflicts=fresh), old


def _of_them(judgement: Judgement, claims: Collection[str]) -> Judgement:
    """A judgement with those conflicts alone in which one of these claims stands."""
    wanted = set(claims)
    return replace(
        judgement,
        conflicts=tuple(one for one in judgement.conflicts if wanted & set(one.claims)),
        left=tuple(rows for rows in judgement.left if wanted & {row.claim for row in rows}),
    )


def _told(judgement: Judgement, *, kind: Kind, most: int) -> Iterator[Finding]:
    told = [one for one in judgement.conflicts if kind is Kind.CONTRADICTION or _tellable(one.rows, apart=one.change)]
    yield from (_finding(one, kind) for one in told)
    left = [rows for rows in judgement.left if kind is Kind.CONTRADICTION or _tellable(rows, apart=_apart(rows))]
    known = {claim for one in told for claim in one.claims}
    if further := [row for rows in left for row in rows if row.claim not in known]:
        yield _more(further, kind, sets=len(told), most=most)
    if judgement.undecided:
        yield _undecided(judgement.undecided, kind)


def _tellable(rows: Sequence[Row], *, apart: float) -> bool:
    """Whether rows that no one sense of the word admits are rivals: of two bodies, and not so far apart that a text's figure must be of
    something else, of a part or of another war."""
    bodies = {row.statement.body.key for row in rows}
    other = apart > OTHER and any(not row.statement.report.table for row in rows)
    return len(bodies) > 1 and apart >= RIVAL_LEAST and not other


def _apart(rows: Sequence[Row]) -> float:
    """By what share of itself the greater of two figures would have to change; of larger sets nobody has worked it out."""
    least, most = sorted(row.statement.middle for row in rows[:2])
    return 1 - least / most if len(rows) == 2 and most else RIVAL_LEAST


def _finding(one: Conflict, kind: Kind) -> Finding:
    its = _statements(one.rows)
    giver = next(statement for statement in its if statement.id == one.gives)
    verdict = Verdict.NO_ACCOUNT if kind is Kind.CONTRADICTION else Verdict.NOT_BOTH
    return finding(
        kind,
        verdict,
        severity=_severity(one, kind, its),
        sentence=f"{_said(its)}{_against(kind, its)}{_giving(one, giver)}{_assumed(its)}",
        of=its,
        numbers=_numbers(one),
    )


def _statements(rows: Sequence[Row]) -> list[Statement]:
    return list({row.claim: row.statement for row in rows}.values())


def _severity(one: Conflict, kind: Kind, its: Sequence[Statement]) -> Severity:
    if kind is Kind.RIVAL:
        far = one.sharpest >= RIVAL_SERIOUS if len(its) == 2 else one.change >= SET_SERIOUS
        return Severity.SERIOUS if far else Severity.MINOR
    if one.sharpest < SERIOUS:
        return Severity.MINOR
    return Severity.GRAVE if one.sharpest >= GRAVE and not any(one.assumed for one in its) else Severity.SERIOUS


# ------------------------------------------------------------------ in words
def _said(its: Sequence[Statement]) -> str:
    """Who says what: two figures as sentences, more of them as a list."""
    if len(its) == 2:
        one, other = its
        if who(one) == who(other):
            return f"{gave(one)} and {of_whom(other)}."
        return f"{gave(one)}. {gave(other)}."
    rest = f"; and {len(its) - MOST} more" if len(its) > MOST else ""
    return f"{'; '.join(told(one) for one in its[:MOST])}{rest}."


def _against(kind: Kind, its: Sequence[Statement]) -> str:
    """Why they cannot all be true."""
    words = list(dict.fromkeys(measure_words(one.claim.measure) for one in its))
    same = f" if {f'“{words[0]}”' if len(words) == 1 else 'each word'} means the same to " if kind is Kind.RIVAL else ""
    if len(its) > 2:
        return (
            f" All {len(its)} cannot be true together{same and f'{same}all'}; without any one of them the others can."
        )
    why = _why(*its)
    they = f"{why}: they" if why else "They"
    return f" {they} cannot both be true{same and f'{same}both'}."


def _why(one: Statement, other: Statement) -> str:
    """What the days of two figures of one thing have to do with it; `one` has more than `other` admits."""
    first, second = one.period, other.period
    if one.claim.measure is not other.claim.measure or None in (first.start, first.end, second.start, second.end):
        return ""
    if first == second:
        return f"They are for the same day{'' if first.days == 1 else 's'} and differ by more than rounding"
    within = second.start <= first.start and first.end <= second.end  # type: ignore[operator]
    return "The first covers fewer days and is still more" if within and one.middle > other.middle else ""


def _giving(one: Conflict, giver: Statement) -> str:
    if one.change == INFINITY or one.becomes is None:
        return ""
    figure = giver.claim.figure
    spoken = figure.spoken()
    if figure.bound is Bound.BETWEEN:
        spoken = spoken.removeprefix("between ").removeprefix("from ").replace(" and ", " to ")
    less = one.becomes < (figure.numbers[0] + figure.numbers[-1]) / 2
    share = one.change * 100
    change = f"{share:.0f} %" if share >= 1 else f"{share:.1f} %" if share >= 0.1 else "under 0.1 %"
    bound, way = ("at most", "less") if less else ("at least", "more")
    return (
        f" The smallest change that makes them fit: {owner(who(giver))} {spoken} becomes {bound} {number(one.becomes)} "
        f"({change} {way})."
    )


def _assumed(its: Sequence[Statement]) -> str:
    said = list(dict.fromkeys(one.assumed for one in its if one.assumed))
    return f" Where a text tells no days, these were assumed: {listed(said)}." if said else ""


def _numbers(one: Conflict) -> list[tuple[str, float]]:
    found = [(APART, round(one.change, 6))] if one.change != INFINITY else []
    if one.becomes is not None:
        found.append(("becomes", one.becomes))
    return found


def _more(rows: Sequence[Row], kind: Kind, *, sets: int, most: int) -> Finding:
    """That what is told is not all. How far the search goes is counted in sets, so the same claims are told of on every machine."""
    its = _statements(rows)
    bodies = len({one.body.key for one in its})
    sense = "" if kind is Kind.CONTRADICTION else " in one sense of the word"
    return finding(
        kind,
        Verdict.MORE_LEFT,
        severity=Severity.SERIOUS if kind is Kind.CONTRADICTION else Severity.MINOR,
        sentence=f"There is more that cannot all hold{sense} than the {sets:,} set{'' if sets == 1 else 's'} told: {len(its):,} further "
        f"claims{f' of {bodies:,} bodies' if bodies > 1 else ''} stand in sets that are not told. Some {most:,} sets are told at most, and "
        f"{min(LARGER, most)} of more than two claims; the others follow when the claims of these are set right or left out.",
        of=its,
        numbers=[("sets_told", float(sets)), ("claims_left", float(len(its)))],
    )


def _undecided(rows: Sequence[Row], kind: Kind) -> Finding:
    its = _statements(rows)
    return finding(
        kind,
        Verdict.UNDECIDED,
        severity=Severity.SERIOUS,
        sentence=f"The solver gave up on {len(its)} claims. Whether they can all be true is not known, and they are not to be taken as "
        "consistent.",
        of=its,
    )
