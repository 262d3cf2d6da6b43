"""Who may ask what: names, sessions, other sites, bodies, and what every answer carries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from served import HERE, KEY, PORT, client, filled, site
from starlette.testclient import TestClient

from muster.claims.errors import UsageError
from muster.desk.settings import Settings
from muster.ledger.store import Ledger
from muster.web.app import routes
from muster.web.serving import Serve, hosts_of, serve


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("ledger"))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1.evil.example:{PORT}",
        f"user@127.0.0.1:{PORT}",
        f"127.0.0.1:{PORT}@evil.example",
        f"127.0.0.1:{PORT + 1}",
        f"0.0.0.0:{PORT}",
        f"[::1].evil.example:{PORT}",
        "",
    ],
)
def test_a_foreign_name_is_answered_by_one_line(its: Settings, host: str) -> None:
    answer = client(its).get("/claims", headers={"host": host})
    assert answer.status_code == 400
    assert "its own name" in answer.text
    assert "1,200" not in answer.text


def test_a_link_lets_in_once_and_a_cookie_from_then_on(its: Settings) -> None:
    entered = client(its)
    (cookie,) = entered.cookies.jar
    assert cookie.name == f"muster_{PORT}"
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite").lower() == "strict"
    assert entered.get("/claims").status_code == 200
    token = entered.app.session.token()  # type: ignore[attr-defined]
    first, second = (
        TestClient(entered.app, base_url=HERE, follow_redirects=False).get(f"/claims?party=RU&token={token}")
        for _ in range(2)
    )
    assert (first.status_code, first.headers["location"]) == (303, "/claims?party=RU")
    assert second.status_code == 401
    assert token not in first.headers["location"] + second.text


@pytest.mark.parametrize("cookie", ["", "guessed", "x" * 43, "é"])
def test_without_a_session_nothing_is_shown(its: Settings, cookie: str) -> None:
    outside = client(its, enter=False)
    for path in ("/", "/claims", "/nothing", "/jobs/x"):
        answer = outside.get(path, headers={"cookie": f"muster_{PORT}={cookie}".encode()})
        assert answer.status_code == 401
        assert "<" not in answer.text
    assert outside.get("/static/style.css").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),  # another port of this machine
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "", "origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": HERE}, 404),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 404),  # what a page without referrer sends of itself
    ],
)
def test_what_another_site_asked_for_is_not_done(its: Settings, headers: dict[str, str], status: int) -> None:
    assert client(its).post("/jobs/none/stop", headers=headers).status_code == status


def test_a_program_says_the_key(its: Settings) -> None:
    outside = client(its, enter=False)
    bearer = {"authorization": f"Bearer {KEY}"}
    assert outside.get("/claims", headers=bearer).status_code == 200
    assert outside.post("/jobs/none/stop", headers=bearer).status_code == 404
    assert outside.post("/jobs/none/stop", headers={"authorization": "Bearer guessed"}).status_code == 403
    assert outside.get("/claims", headers={"authorization": f"Basic {KEY}"}).status_code == 401


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large_is_refused_however_it_is_sent(its: Settings, declared: bool) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 1_000_000

    body = b"".join(parts()) if declared else parts()
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = client(its, password="a long password").post("/enter", content=body, headers=form)  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert "25 MB" in answer.text


def test_every_answer_carries_the_policy(its: Settings) -> None:
    inside = client(its)
    for path in ("/claims", "/nothing", "/static/style.css", "/claims?sort=nonsense", "/claims/zz"):
        headers = inside.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "/%5cevil.example",
        "/claims/../..//evil.example",
        "/<script>alert(1)</script>",
    ],
)
def test_an_address_is_never_markup_nor_a_way_to_another_site(its: Settings, path: str) -> None:
    inside = client(its)
    token = inside.app.session.token()  # type: ignore[attr-defined]
    for asked in (path, f"{path}?token={token}"):
        answer = TestClient(inside.app, base_url=HERE, follow_redirects=False).get(HERE + asked)
        assert not answer.headers.get("location", "/").startswith(("//", "/\\", "http"))
        assert "<script>alert" not in answer.text


def test_errors_show_no_traceback(its: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from muster.web.pages import claims

    inside = client(its)
    monkeypatch.setattr(claims.steps, "listed", lambda *_: 1 / 0)
    answer = inside.get("/claims")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "in the ledger is whole" in answer.text


def test_from_afar_the_password_lets_in(its: Settings) -> None:
    outside = client(its, enter=False, password="a long password")
    outside.headers["sec-fetch-site"] = "same-origin"
    assert "Password" in outside.get("/claims").text
    assert outside.post("/enter", data={"password": "wrong"}).status_code == 401
    assert outside.post("/enter", data={"password": "a long password"}).status_code in (200, 404)
    assert outside.get("/claims").status_code == 200


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (Serve(host="0.0.0.0"), "--allow-remote"),
        (Serve(host="192.0.2.1", password="a long password"), "--allow-remote"),
        (Serve(host="0.0.0.0", allow_remote=True), "password"),
        (Serve(host="0.0.0.0", allow_remote=True, password="short"), "password"),
    ],
)
def test_another_address_than_the_loopback_wants_a_word_and_a_password(its: Settings, how: Serve, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        serve(its, how, tell=lambda _: None)


def test_the_names_it_answers_to_are_its_own() -> None:
    assert hosts_of(Serve(), 1) == {"127.0.0.1:1", "localhost:1", "[::1]:1"}
    assert hosts_of(Serve(host="192.0.2.1", names=("Desk.example",)), 80) == {
        "192.0.2.1:80", "desk.example:80", "192.0.2.1", "desk.example",
    }  # fmt: skip


def test_every_page_is_behind_the_session(its: Settings) -> None:
    outside = client(site(its), enter=False)
    paths = [str(getattr(one, "path", "")) for one in routes()]
    assert len(paths) > 5
    for path in paths:
        if not path.startswith(("/static", "/enter")):
            assert outside.get(path.replace("{", "").replace("}", "")).status_code == 401


def test_what_takes_the_ledger_too_long_is_told_and_the_page_goes_on(
    its: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question that would take for ever stands in for a listing of more claims than anyone has."""

    def for_ever(settings: Settings, *_: object, **__: object) -> None:
        with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
            ledger.connection.execute(
                "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3"
            )

    owned = Ledger.own(its.ledger)
    try:
        browser = client(its)
        with monkeypatch.context() as slow:
            slow.setattr("muster.web.app.SECONDS", 0.2)
            slow.setattr("muster.desk.steps.listed", for_ever)
            answer = browser.get("/api/claims", headers={"accept": "application/json"})
            assert answer.status_code == 503, answer.text
            assert "took too long" in answer.json()["error"]
        assert browser.get("/api/claims").json()["total"] > 0
    finally:
        owned.close()
