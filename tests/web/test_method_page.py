"""The page on method: every word, assumption and rule has its place, and the key of programs is nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from served import KEY, client, filled, in_force
from starlette.testclient import TestClient

from muster import __version__
from muster.claims.figure import Bound
from muster.claims.finding import Kind, Severity, Verdict
from muster.claims.kinds import KINDS
from muster.claims.measures import MEASURES, STATUSES
from muster.desk import estimating, watching
from muster.desk.settings import Options, Settings, listed, settings
from muster.ledger.store import Ledger


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("ledger"))


@pytest.fixture(scope="module")
def text(its: Settings) -> str:
    answer = client(its).get("/method")
    assert answer.status_code == 200
    assert len(answer.content) < 150_000
    return answer.text


def escaped(words: str) -> str:
    return (
        words.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace('"', "&#34;")
    )


def test_every_word_has_its_place(text: str) -> None:
    for group, names in (
        ("measure", MEASURES), ("status", STATUSES), ("bound", Bound), ("kind", Kind), ("severity", Severity),
        ("indicator", watching.indicators()),
    ):  # fmt: skip
        assert {str(name) for name in names} == set(re.findall(rf'id="{group}-(\w+)"', text))
    for verdict in Verdict:
        assert f'<th scope="row">{verdict.value.replace("_", " ")}</th>' in text
    for about in KINDS.values():
        for words in (about.what, about.limits, about.advice, about.severity):
            assert escaped(words) in text


def test_every_assumption_stands_there_with_its_reason(text: str) -> None:
    assumed = estimating.assumptions()
    assert len(assumed) > 20
    for one in assumed:
        for words in one.values():
            assert escaped(words) in text


def test_every_indicator_has_its_rule_and_its_numbers_in_force(tmp_path: Path) -> None:
    (tmp_path / "muster.toml").write_text(
        '[watch.I01.alert]\nis = 0.77\nwhy = "a reason <i>of mine</i>"\n', encoding="utf-8"
    )
    its = settings(Options(file=tmp_path / "muster.toml", ledger=tmp_path / "muster.duckdb", jobs=1), environment={})
    Ledger.open(its.ledger).close()
    text = client_text(its)
    for id_ in watching.indicators():
        sign, thresholds = watching.explained(id_, its)
        assert escaped(sign.rule) in text
        for one in thresholds:
            assert escaped(one.why) in text
    assert "alert: 0.77" in text
    assert "a reason &lt;i&gt;of mine" in text
    assert str(tmp_path / "muster.toml") in text


def client_text(its: Settings) -> str:
    inside: TestClient = client(its, enter=False)
    return inside.get("/method", headers={"authorization": f"Bearer {KEY}"}).text


def test_settings_say_where_they_come_from_and_versions_are_told(text: str, its: Settings) -> None:
    for one in listed(its):
        assert f"<code>{one.name}</code>" in text
        assert f"<td>{one.origin}</td>" in text
    assert f"<td>{__version__}</td>" in text
    assert re.search(
        r'<th scope="row">rules</th><td>[^<]+</td><td><code>\w{12}</code></td><td class="number">3</td>', text
    )


def test_the_key_lies_in_the_note_and_is_never_printed(text: str, its: Settings) -> None:
    assert "muster.duckdb.serving" in text
    assert KEY not in text


def test_an_empty_ledger_has_the_page_too(tmp_path: Path) -> None:
    its = in_force(tmp_path)
    Ledger.open(its.ledger).close()
    assert "No document has been read yet" in client_text(its)
