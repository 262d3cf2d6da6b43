"""Whatever a finding can be has an entry that says what it means, when it is wrong, and how grave it is."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from importlib import resources

import pytest

from muster.claims.finding import Kind, Severity, Verdict
from muster.claims.kinds import AGREEMENT, KINDS, SEVERITIES, VERDICTS, AboutKind, graver

WORDS = tomllib.loads((resources.files("muster.claims") / "kinds.toml").read_text(encoding="utf-8"))


def test_every_kind_verdict_and_severity_has_an_entry_and_nothing_else_has() -> None:
    assert list(WORDS["kinds"]) == [kind.value for kind in Kind] == [kind.value for kind in KINDS]
    assert list(WORDS["verdicts"]) == [verdict.value for verdict in Verdict] == [verdict.value for verdict in VERDICTS]
    assert set(WORDS["severities"]) == {severity.value for severity in Severity} == set(SEVERITIES)
    assert all(set(words) == {field.name for field in fields(AboutKind)} for words in WORDS["kinds"].values())


@pytest.mark.parametrize("kind", Kind)
def test_an_entry_says_all_of_it(kind: Kind) -> None:
    about = KINDS[kind]
    assert [field.name for field in fields(about) if len(getattr(about, field.name).split()) < 1] == []
    assert any(severity.value in about.severity for severity in Severity), "the rule names a severity"


def test_no_two_kinds_have_one_title() -> None:
    assert len({about.title for about in KINDS.values()}) == len(KINDS)


def test_agreement_accuses_nobody() -> None:
    assert not AGREEMENT & {Verdict.FAILS, Verdict.FALSE, Verdict.NO_ACCOUNT, Verdict.NOT_BOTH, Verdict.NOT_DECIDABLE}


def test_this_and_graver_begins_with_the_gravest() -> None:
    assert graver(Severity.SERIOUS) == (Severity.GRAVE, Severity.SERIOUS)
    assert graver(Severity.NOTE)[-1] is Severity.NOTE
