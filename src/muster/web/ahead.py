"""Outlooks as the form asks for them, each worked out once: a run is never altered, and a scenario is all that is assumed of it.

Invariant: what is kept is what the command works out of the same run, scenario and luck.
"""

from __future__ import annotations

from contextlib import suppress

from muster.claims.errors import MusterError
from muster.desk import sketching, standing
from muster.desk.sketching import Outlook, Scenario, Sketch
from muster.web.site import Site


def parties(site: Site) -> list[str]:
    """The parties of which a good run is kept, the newest first."""
    return list(dict.fromkeys(code for one in standing.listed(site.settings) if one.good for code in one.parties))


def carried(site: Site, scenario: Scenario, *, party: str, run: str) -> Outlook:
    """The run of this id carried forward under a scenario. Raises `ScenarioError`, `UsageError`."""
    return site.kept(
        ("outlook", run, party, scenario), lambda: sketching.carried(site.settings, scenario, party=party, run=run)
    )


def lay_ready(site: Site) -> None:
    """Work out what the page shows as it is first opened, its draws with it; where that cannot be, whoever opens it is told."""
    with suppress(MusterError):
        for party in parties(site)[:1]:
            carried(
                site, sketching.scenario_of(Sketch()), party=party, run=sketching.run_for(site.settings, party=party)
            )
