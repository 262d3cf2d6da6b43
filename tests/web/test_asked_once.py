"""A question to the account over the API: worked out once for a ledger as it stands, whoever asks, and in nobody's way meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from served import KEY, client, filled, site
from starlette.testclient import TestClient

from muster.claims.errors import TooSlow
from muster.desk import asking, ingest
from muster.web import aside, checked
from muster.web.aside import Aside
from muster.web.site import Site

DEAD = "/api/ask?measure=killed&party=RU&from=2025-01-01&to=2025-01-31"


@pytest.fixture
def its(tmp_path: Path) -> Site:
    return site(filled(tmp_path))


@pytest.fixture
def program(its: Site) -> TestClient:
    made = client(its, enter=False)
    made.headers.update({"authorization": f"Bearer {KEY}", "accept": "application/json"})
    return made


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The measures that are worked out from here on."""
    said: list[str] = []
    whole = asking.asked

    def counted(wanted: asking.Asked, *args: Any, **how: Any) -> asking.Answered:
        said.append(wanted.question.measure.value)
        return whole(wanted, *args, **how)

    monkeypatch.setattr(asking, "asked", counted)
    return said


def held(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """From here on a question that begins sets the first, and goes on once the second is set."""
    begun, go_on = threading.Event(), threading.Event()
    whole = asking.of_ledger

    def slow(*args: Any) -> Any:
        begun.set()
        assert go_on.wait(60)
        return whole(*args)

    monkeypatch.setattr(asking, "of_ledger", slow)
    return begun, go_on


def test_the_same_question_is_worked_out_once_until_the_ledger_holds_more(
    its: Site, program: TestClient, worked: list[str], tmp_path: Path
) -> None:
    first = program.get(DEAD)
    assert first.status_code == 200, first.text
    assert program.get(DEAD).json() == first.json()
    assert worked == ["killed"]
    assert program.get(DEAD.replace("killed", "wounded")).json() != first.json()
    assert worked == ["killed", "wounded"]
    assert program.get(f"{DEAD}&undated=true").status_code == 200
    assert len(worked) == 3
    (tmp_path / "more.txt").write_text(
        "9 February 2025\n\nA fund counted 1,150 Russian soldiers killed in January 2025.\n", encoding="utf-8"
    )
    ingest.add([tmp_path / "more.txt"], its.settings, how=ingest.how(its.settings))
    assert program.get(DEAD).json()["claims"] == first.json()["claims"] + 1
    assert len(worked) == 4


@pytest.mark.parametrize(("more", "status"), [("&trust=nobody", 400), ("&run=abcdef", 404)])
def test_why_there_is_no_answer_is_worked_out_once_too(
    program: TestClient, worked: list[str], more: str, status: int
) -> None:
    first, second = (program.get(f"{DEAD}{more}") for _ in range(2))
    assert (first.status_code, second.status_code) == (status, status)
    assert first.json() == second.json()
    assert len(worked) == 1


def test_while_one_is_worked_out_the_pages_answer_and_who_asks_the_same_waits_for_it(
    program: TestClient, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = held(monkeypatch)
    with ThreadPoolExecutor(60) as several:
        same = [several.submit(program.get, DEAD) for _ in range(50)]  # more than there are threads for pages
        assert begun.wait(60)
        assert program.get("/api/documents").status_code == 200
        assert program.get("/claims", headers={"accept": "text/html"}).status_code == 200
        assert not any(one.done() for one in same)
        go_on.set()
        answers = [one.result(60).json() for one in same]
    assert all(one == answers[0] for one in answers)
    assert worked == ["killed"]


def test_many_claims_are_worked_on_in_a_process_of_its_own_with_the_same_answer(
    its: Site, program: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart: list[object] = []
    whole = asking.apart

    def counted(work: Callable[..., Any], *args: object, **how: Any) -> Any:
        apart.append(work)
        return whole(work, *args, **how)

    monkeypatch.setattr(asking, "apart", counted)
    here = program.get(DEAD).json()
    assert apart == []
    monkeypatch.setattr(checked, "SMALL", 0)
    its.memo.drop(next(one for one in its.memo._held if isinstance(one, tuple) and one[0] == "ask"))
    assert program.get(DEAD).json() == here
    assert apart == [asking.work]


def test_no_more_questions_wait_than_so_many_and_all_end_with_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_WAITING", 2)
    its, go = Aside(), threading.Event()

    def work(go_on: Callable[[str], None]) -> str:
        while not go.wait(0.01):
            go_on("")
        return "done"

    first, second = its.begin("a", work), its.begin("b", work)
    assert its.begin("a", work) is first
    with pytest.raises(TooSlow, match="ask again"):
        its.begin("c", work)
    begun = time.monotonic()
    its.stop_all(patience=60)
    assert time.monotonic() - begun < 60
    assert all(isinstance(one.exception(60), TooSlow) for one in (first, second))
