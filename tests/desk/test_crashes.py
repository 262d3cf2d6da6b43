"""Kills, races and full disks: what was acknowledged is kept, nothing is kept in part, and the next run completes it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from adding import HOW, in_force

from muster.claims import wire
from muster.desk import ingest
from muster.ledger import Ledger, query, shelf

ADDING = str(Path(__file__).with_name("adding.py"))
FILES, CLAIMS = 120, 4
KILLS, RACES = 20, 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for number in range(FILES):
        text = f"Day {number}: {number + 100} killed, {number + 1000} wounded, {number + 3000} in all, {number + 50} of them officers. "
        (folder / f"{number:03}.txt").write_text(text + "Rain fell on the front. " * (number % 90))
    return folder


def started(ledger: Path, folder: Path, jobs: int = 1) -> subprocess.Popen[str]:
    command = [sys.executable, ADDING, str(ledger), str(folder), str(jobs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def export(ledger: Path) -> str:
    with Ledger.open(ledger, read_only=True) as opened:
        return wire.to_csv(held.claim for held in query.claims(opened.connection))


def whole_documents(ledger: Path) -> set[str]:
    """The documents in the ledger, each of which must have its text, its place, its reading and all its claims."""
    if not ledger.exists():
        return set()
    with Ledger.open(ledger) as opened:
        held = shelf.documents(opened.connection, everything=True)
        for one in held:
            read = shelf.reading_of(opened.connection, one.id)
            of = shelf.document_of(opened.connection, one.id)
            assert len(read.claims) + len(read.rejections) == CLAIMS + 1, of.text[:80]
            assert one.origins
        count = opened.connection.execute("SELECT count(*) FROM documents").fetchone()
        assert count == (len(held),)
        return {one.id for one in held}


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path, folder: Path) -> None:
    undisturbed = tmp_path / "undisturbed.duckdb"
    ingest.add([folder], in_force(undisturbed), how=HOW)
    expected, chance = export(undisturbed), random.Random(4)
    ledger, acknowledged, moments = tmp_path / "muster.duckdb", set[str](), list[int]()
    for _ in range(KILLS):
        process = started(ledger, folder)
        assert process.stdout is not None
        # Some are killed before they do anything, most somewhere in the midst of their commits.
        if chance.random() < 0.2:
            time.sleep(chance.uniform(0.05, 0.6))
        else:
            acknowledged.add(process.stdout.readline().strip())
            time.sleep(chance.uniform(0, 0.12))
        process.kill()
        said, _ = process.communicate()
        acknowledged.update(said.split())
        acknowledged.discard("")
        kept = whole_documents(ledger)
        assert acknowledged <= kept
        moments.append(len(kept))
        if len(kept) == FILES:
            shutil.rmtree(ledger, ignore_errors=True)
            ledger, acknowledged = tmp_path / f"muster-{len(moments)}.duckdb", set()
    assert any(0 < moment < FILES for moment in moments), moments
    ingest.add([folder], in_force(ledger), how=HOW)
    assert len(whole_documents(ledger)) == FILES
    assert export(ledger) == expected
    again = ingest.add([folder], in_force(ledger), how=HOW)
    assert (again.added, again.known) == (0, FILES)
    assert not [
        path for path in tmp_path.iterdir() if path.name.startswith(".muster-") and path.stat().st_size > 1 << 20
    ]


def test_of_two_at_once_one_adds_and_the_other_is_told_to_try_again(tmp_path: Path, folder: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for path in sorted(folder.iterdir())[:12]:
        shutil.copy(path, few)
    for race in range(RACES):
        ledger = tmp_path / f"{race}.duckdb"
        both = [started(ledger, few) for _ in range(2)]
        ends = []
        for process in both:
            _, said = process.communicate(timeout=60)
            assert "Traceback" not in said
            assert process.returncode in (0, 75), said
            assert process.returncode == 0 or ("PID" in said and "try again" in said)
            ends.append(process.returncode)
        assert 0 in ends
        assert len(whole_documents(ledger)) == 12


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or os.geteuid() != 0 or mount is None:
        pytest.skip("needs root on Linux, to make a small disk")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no disk may be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=False)


@pytest.mark.parametrize("left", [0, 150_000, 400_000, 800_000])
def test_a_full_disk_is_said_so_and_what_was_acknowledged_is_there(tmp_path: Path, small_disk: Path, left: int) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    noise = random.Random(left)
    for number in range(80):
        filler = " ".join("".join(noise.choices("abcdefghijklmnop", k=9)) for _ in range(6000))
        (reports / f"{number:03}.txt").write_text(f"Day {number + 20}: {number + 100} killed. {filler}")
    (small_disk / "filler").write_bytes(bytes(left))
    ledger = small_disk / "muster.duckdb"
    process = started(ledger, reports)
    out, said = process.communicate(timeout=60)
    assert process.returncode == 74, said
    assert "disk is full" in said
    assert "Traceback" not in said
    (small_disk / "filler").unlink()
    if ledger.exists():
        with Ledger.open(ledger, read_only=True) as opened:
            kept = {one.id for one in shelf.documents(opened.connection)}
        assert set(out.split()) <= kept
