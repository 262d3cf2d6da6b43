"""Which war a question is about: the one that was said, else the one in which the party has figures in the time asked for; of several the
one that is not over."""

from __future__ import annotations

from collections.abc import Sequence

from muster.account.chart import overlaid
from muster.account.statement import statements
from muster.account.system import System, systems
from muster.claims.errors import MissingInput, UsageError
from muster.claims.period import UNDATED, Period
from muster.claims.report import Report
from muster.claims.war import War, wars_with
from muster.desk.settings import Settings


def meant(
    material: Sequence[Report],
    settings: Settings,
    *,
    parties: Sequence[str],
    war: str | None,
    period: Period = UNDATED,
) -> System:
    """The system of that war. Raises `MissingInput` where no claim is of these parties, `UsageError` where several wars could be meant."""
    wars = wars_with(settings.wars)
    chart = overlaid(settings.chart, where=settings.origins["chart"])
    found = [
        one
        for one in systems(statements(material, wars=wars, chart=chart), wars=wars, chart=chart)
        if any(row.series.party in parties for row in one.rows)
        and (war is None or (one.war is not None and one.war.id == war))
    ]
    whose = " or ".join(parties)
    if not found:
        of_war = f" in the war {war}" if war else ""
        raise MissingInput(
            f"no figure here that can be used is of {whose}{of_war}; muster claims --party {parties[0]} lists those there are, and "
            "muster show CLAIM says why one is not used"
        )
    inside = [one for one in found if one.war is None or _meets(one.war, period)] or found
    if len(inside) > 1:
        now = [one for one in inside if one.war is not None and one.war.end is None]
        own = [one for one in now if one.war is not None and any(map(one.war.is_own, parties))]
        for some in (now, own):  # what is asked without a war is asked of the one that is fought, and of one's own
            if len(some) == 1:
                return some[0]
        names = ", ".join(sorted(one.war.id if one.war else "no known war" for one in inside))
        raise UsageError(f"{whose} has figures in several wars here ({names}); say which with --of-war")
    return inside[0]


def _meets(war: War, period: Period) -> bool:
    return (period.end is None or period.end >= war.start) and (
        war.end is None or period.start is None or period.start <= war.end
    )
