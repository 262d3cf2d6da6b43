"""Which war a question is about: the one that was said, else the one in which the party has figures in the time asked for; of several the
one that is not over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from muster.account.chart import overlaid
from muster.account.statement import statements
from muster.account.system import System, bearing_on, by_war, tabulate
from muster.claims.claim import Claim
from muster.claims.errors import MissingInput, UsageError
from muster.claims.period import UNDATED, Period
from muster.claims.report import Report
from muster.claims.war import War, wars_with
from muster.desk.settings import Settings
from muster.desk.uncollected import uncollected


def meant(
    material: Sequence[Report],
    settings: Settings,
    *,
    parties: Sequence[str],
    war: str | None,
    period: Period = UNDATED,
    near: bool = False,
) -> System:
    """The system of that war; with `near` the rows of it that can bear on these parties, those counted within them and ratios of either,
    as they are among all. Raises `MissingInput` where no claim is of these parties, `UsageError` where several wars could be meant."""
    wars = wars_with(settings.wars)
    sides = {name: bearing_on(parties, its) for name, its in wars.items()}
    chart = overlaid(settings.chart, where=settings.origins["chart"])
    named = {one.war for report in material for one in report.claims if one.war and _of(one, sides.get(one.war, ()))}

    def tabulated(wanted: Callable[[Claim], bool]) -> list[System]:
        with uncollected():
            its = by_war(statements(material, wars=wars, chart=chart, only=wanted))
            made = [tabulate(some, war=wars.get(name), chart=chart) for name, some in its]
        return [one for one in made if any(row.series.party in parties for row in one.rows)]

    def of_a_war(claim: Claim) -> bool:
        known = claim.war in named and war in (None, claim.war)
        return known and (not near or _of(claim, sides[claim.war or ""]))

    found = tabulated(of_a_war)
    inside = [one for one in found if one.war is None or _meets(one.war, period)]
    if (settled := _fought(inside, parties)) is not None:
        return settled  # whatever there is of no known war, which is a system for each document
    if war is None:
        more = tabulated(lambda claim: claim.war not in wars and (not near or _of(claim, parties)))
        found, inside = [*found, *more], [*inside, *more]
    return _one_of(found, inside or found, parties=parties, war=war)


def _of(claim: Claim, parties: Collection[str]) -> bool:
    return claim.party is not None and claim.party.code in parties


def _one_of(found: Sequence[System], inside: Sequence[System], *, parties: Sequence[str], war: str | None) -> System:
    """The system meant among those `found`, of which these lie `inside` the time asked for."""
    whose = " or ".join(parties)
    if not found:
        of_war = f" in the war {war}" if war else ""
        raise MissingInput(
            f"no figure here that can be used is of {whose}{of_war}; muster claims --party {parties[0]} lists those there are, and "
            "muster show CLAIM says why one is not used"
        )
    if len(inside) == 1:
        return inside[0]
    if (settled := _fought(inside, parties)) is not None:
        return settled
    names = ", ".join(sorted(one.war.id if one.war else "no known war" for one in inside))
    raise UsageError(f"{whose} has figures in several wars here ({names}); say which with --of-war")


def _fought(inside: Sequence[System], parties: Sequence[str]) -> System | None:
    """What is asked without a war is asked of the one that is fought, and of one's own; None where that does not settle it."""
    now = [one for one in inside if one.war is not None and one.war.end is None]
    own = [one for one in now if one.war is not None and any(map(one.war.is_own, parties))]
    return next((some[0] for some in (now, own) if len(some) == 1), None)


def _meets(war: War, period: Period) -> bool:
    return (period.end is None or period.end >= war.start) and (
        war.end is None or period.start is None or period.start <= war.end
    )
