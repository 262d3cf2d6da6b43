"""What each kind of finding means, when it is wrong and how grave it is; each verdict and severity in a line.

The words stand in `kinds.toml`, which the docs and `muster explain` print. Invariant: every kind, verdict and severity has its entry there,
and nothing else has one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import resources
from typing import Any

from muster.claims.finding import GRAVEST_FIRST, Finding, Kind, Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutKind:
    """A kind of finding: `what` it means, `limits` when it is wrong or silent, `advice` on what to do, `severity` the rule, an example."""

    title: str
    what: str
    limits: str
    advice: str
    severity: str
    example: str


def _read() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("muster.claims") / "kinds.toml").read_text(encoding="utf-8"))


def _kind(words: Mapping[str, str]) -> AboutKind:
    return AboutKind(**{field.name: words[field.name] for field in fields(AboutKind)})


_WORDS = _read()
# What has no words yet is left out, so that a new kind stops no command; a test holds that nothing is.
KINDS: dict[Kind, AboutKind] = {kind: _kind(_WORDS["kinds"][kind]) for kind in Kind if kind in _WORDS["kinds"]}
VERDICTS: dict[Verdict, str] = {one: _WORDS["verdicts"][one] for one in Verdict if one in _WORDS["verdicts"]}
SEVERITIES: dict[Severity, str] = {severity: _WORDS["severities"][severity.value] for severity in GRAVEST_FIRST}

# A note of one of these says that all is well: a list of findings counts such notes, and shows them where they are asked for.
AGREEMENT = frozenset({Verdict.AGREES, Verdict.AGREES_AS_BOUND, Verdict.TRUE, Verdict.REACHED})


def agrees(finding: Finding) -> bool:
    """Whether the finding is a note that all is well."""
    return finding.severity is Severity.NOTE and finding.verdict in AGREEMENT


def graver(severity: Severity) -> tuple[Severity, ...]:
    """This severity and those above it, gravest first."""
    return GRAVEST_FIRST[: GRAVEST_FIRST.index(severity) + 1]
