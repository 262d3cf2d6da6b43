"""A small ledger and the application over it, asked without a network."""

from __future__ import annotations

import atexit
from pathlib import Path

from starlette.testclient import TestClient

from muster.desk.settings import Options, Settings, settings
from muster.web.app import application
from muster.web.session import Session
from muster.web.site import Site
from tests.here import added

PORT = 8350
HERE = f"http://127.0.0.1:{PORT}"
HOSTS = frozenset({f"127.0.0.1:{PORT}", f"localhost:{PORT}"})
KEY = "a-key-for-programs"

# Simulated: nobody said any of this.
REPORTS = {
    "ministry.txt": "3 February 2025\n\nThe Defence Ministry said 1,200 Russian soldiers were killed in January 2025, "
    "and 3,400 were wounded.\n",
    "wire.txt": "KYIV, 5 February 2025\n\nRussia lost about 4,600 killed and wounded in January 2025, the ministry said on Monday. "
    "A Western official put the Russian dead of the month at 2,000 to 2,500.\n",
    "recruits.txt": "10 February 2025\n\nRussia recruited 30,000 men in January 2025, the Security Council said. "
    "Its force in Ukraine stood at 620,000 on 1 February 2025.\n",
}


def in_force(folder: Path) -> Settings:
    """Settings whose ledger lies in a folder."""
    return settings(Options(ledger=folder / "muster.duckdb", jobs=1), environment={})


def filled(folder: Path, reports: dict[str, str] | None = None) -> Settings:
    """A ledger of the reports."""
    its, reports = in_force(folder), REPORTS if reports is None else reports
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert not added([folder / name for name in reports], its).refused
    return its


def site(its: Settings) -> Site:
    """A site over it; its jobs end before the tests do."""
    made = Site(settings=its, address=HERE, key=KEY)
    atexit.register(made.jobs.stop_all, patience=60.0)
    return made


def client(its: Settings | Site, *, enter: bool = True, password: str | None = None) -> TestClient:
    """A browser without scripts on the application; with `enter` it has its session."""
    over = its if isinstance(its, Site) else site(its)
    session = Session(port=PORT, key=KEY, password=password)
    made = TestClient(application(over, hosts=HOSTS, session=session), base_url=HERE, follow_redirects=True)
    made.headers["accept"] = "text/html"
    if enter:
        assert made.get(f"/claims?token={session.token()}").status_code == 200
        made.headers["sec-fetch-site"] = "same-origin"
    return made
