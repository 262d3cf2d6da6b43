"""A site over a ledger whose claims were checked, here and now."""

from __future__ import annotations

from served import site

from muster.desk import pulse, surveying
from muster.desk.settings import Settings
from muster.ledger.schema import now
from muster.web.checked import keep
from muster.web.site import Site


def surveyed(its: Settings) -> Site:
    """The site."""
    made = site(its)
    checked_anew(made)
    return made


def checked_anew(over: Site) -> None:
    """Check its claims in this process."""
    material = surveying.gathered(over.settings)
    found = surveying.work(material, tell=lambda _: None)
    keep(over, surveying.put_together(material, found, at=now(), read=pulse.read(over.settings)))
