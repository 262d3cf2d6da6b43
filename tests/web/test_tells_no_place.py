"""What goes to others tells nothing of where things lie on the machine it was made on: no path of a document, a ledger or a setting."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from served import REPORTS, client
from surveyed import surveyed
from with_a_run import kept

from muster.brief.packing import unpacked
from muster.brief.render import html, markdown
from muster.brief.word import docx
from muster.desk import briefing, bundling, standing
from muster.desk.again import again
from muster.desk.briefing import Asked, Told
from muster.desk.settings import Options, Settings, settings
from muster.ledger.store import Ledger
from muster.web.app import publish
from tests.cli.running import muster
from tests.here import added

DATA = re.compile(r"data:[^;,\"]*;base64,([A-Za-z0-9+/=]+)|base64\">([A-Za-z0-9+/=\s]+)<")
FOLDERS = ("zoes-ledger", "zoes-reports", "zoes-wires/kadur")


def all_of(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes, and those of all that is packed in them."""
    yield name, data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as its:
            for one in its.namelist():
                yield from all_of(f"{name}/{one}", its.read(one))
    elif data.startswith(b"PAR1"):
        yield f"{name} as rows", str(parquet.read_table(io.BytesIO(data)).to_pylist()).encode()
    else:
        for number, found in enumerate(DATA.finditer(data.decode("utf-8", "replace"))):
            yield from all_of(f"{name} ({number})", base64.b64decode(found[1] or found[2]))


def telling(name: str, data: bytes, *, of: Path) -> list[tuple[str, str]]:
    """Which of what is in it tells of these folders."""
    words = [str(of), of.name, str(Path.home()), *(part for one in FOLDERS for part in one.split("/"))]
    return [(which, word) for which, held in all_of(name, data) for word in words if word.encode() in held]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path]:
    """A ledger with a run, documents of several folders, one of them without a title, and a settings file with a war and a threshold."""
    home = tmp_path_factory.mktemp("zoes-machine")
    for one in FOLDERS:
        (home / one).mkdir(parents=True)
    ledger = home / FOLDERS[0]
    shutil.copy(next((Path(briefing.__file__).parents[1] / "claims" / "wars").glob("*.toml")), ledger / "own.toml")
    (ledger / "muster.toml").write_text('ledger = "l.duckdb"\nwars = ["own.toml"]\n[watch.I01]\nwatch = 0.4\n')
    its = replace(settings(Options(file=ledger / "muster.toml"), environment={}), jobs=1)
    for number, (name, text) in enumerate(REPORTS.items()):
        (home / FOLDERS[number % 3] / name).write_text(text)
    (home / FOLDERS[1] / "recruits.txt").write_text("11 February 2025\n\nRussia lost 700 men killed in June 2024.\n")
    assert not added([home / one for one in FOLDERS], its).refused
    _given(its, kept(its, 3), ledger / "own-priors.toml")
    return its, home


def _given(its: Settings, run: object, file: Path) -> None:
    """Let the run be one that was made with a file of assumptions."""
    with Ledger.open(its.ledger) as ledger, ledger.spoken():
        ((said,),) = ledger.connection.execute("SELECT told FROM runs").fetchall()
        held = json.loads(said)
        held["given"] = {**(held.get("given") or {}), "settings": str(file)}
        ledger.connection.execute("UPDATE runs SET told = $1", [json.dumps(held)])


def test_a_published_site_tells_no_place(whole: tuple[Settings, Path], tmp_path: Path) -> None:
    its, home = whole
    assert publish(its, tmp_path / "site", tell=lambda _: None).left_out == ()
    pages = {str(one.relative_to(tmp_path)): one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    assert [one for name, data in pages.items() for one in telling(name, data, of=home)] == []
    text = "".join(data.decode() for name, data in pages.items() if name.endswith(".html"))
    assert "found at wire.txt" in text
    assert "Found at wire.txt" in text
    assert "own-priors.toml" in text
    method = pages["site/method/index.html"].decode()
    assert "<td>l.duckdb</td><td>muster.toml</td>" in method
    assert "watch.I01" in method
    assert "reviewer" not in method
    assert "serving" not in method
    (run,) = (pages[name].decode() for name in pages if re.fullmatch(r"site/estimate/\w+/index.html", name))
    assert "Whose data counted" in run
    assert "without it" not in run.lower()  # nothing can be asked there


def test_the_served_page_tells_its_own_reader_all_of_it(whole: tuple[Settings, Path]) -> None:
    its, home = whole
    assert str(home) in client(its).get("/documents").text
    assert str(home) in client(its).get("/method").text
    (run,) = (one.id for one in standing.listed(its))
    assert "Without it" in client(its).get(f"/estimate/{run}").text


def test_the_zip_of_the_page_does_not_either(whole: tuple[Settings, Path]) -> None:
    its, home = whole
    browser = client(surveyed(its))
    begun = str(browser.post("/published").url)
    deadline = time.monotonic() + 100
    while not (found := re.search(r'class="button" href="(/published/[^"]+)"', browser.get(begun).text)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    data = browser.get(f"{found[1]}/site.zip").content
    assert sum(name.endswith(".html") for name, _ in all_of("site.zip", data)) > 10
    assert telling("site.zip", data, of=home) == []


def test_a_brief_and_its_bundle_do_not_either(whole: tuple[Settings, Path], tmp_path: Path) -> None:
    its, home = whole
    brief, data = bundling.of_ledger(its, asked=Asked(), name="b.zip", tell=lambda _: None)
    assert telling("brief.html", html(brief, with_png=True).encode(), of=home) == []
    assert telling("brief.md", markdown(brief).encode(), of=home) == []
    assert telling("brief.docx", docx(brief), of=home) == []
    assert telling("b.zip", data, of=home) == []
    (tmp_path / "b.zip").write_bytes(data)
    assert html(again(tmp_path / "b.zip", tell=lambda _: None)) == html(brief)


def test_a_brief_of_files_some_of_which_cannot_be_read_does_not_either(
    whole: tuple[Settings, Path], tmp_path: Path
) -> None:
    its, home = whole
    (home / FOLDERS[2] / "torn.pdf").write_bytes(b"no pdf")
    told = Told()
    try:
        paths = [home / one for one in FOLDERS[1:]]
        brief, data = bundling.of_paths(paths, its, asked=Asked(), name="b.zip", told=told, tell=lambda _: None)
        out = muster(tmp_path, "brief", str(home / FOLDERS[2]), "--out", "x.html").stderr
    finally:
        (home / FOLDERS[2] / "torn.pdf").unlink()
    assert telling("brief.html", html(brief).encode(), of=home) == []
    assert telling("b.zip", data, of=home) == []
    assert "torn.pdf" in html(brief)
    assert [str(home) in one.origin for one in told.refused] == [True]  # who made it is told where
    assert str(home / FOLDERS[2] / "torn.pdf") in out


def test_files_of_one_name_in_two_folders_stay_two_in_a_bundle(whole: tuple[Settings, Path]) -> None:
    its, _ = whole
    _, data = bundling.of_ledger(its, asked=Asked(), name="b.zip", tell=lambda _: None)
    columns, *rows = (json.loads(one) for one in unpacked(data)["ledger/sightings.jsonl"].decode().splitlines())
    found = sorted(row[columns.index("origin")] for row in rows)
    assert [re.sub(r"^\d+/", "", one) for one in found].count("recruits.txt") == 2
    assert len(set(found)) == len(found)
