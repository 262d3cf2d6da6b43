"""Scenarios sketched in a few fields, made into the text of a scenario file and carried forward on a run.

Invariant: what a sketch comes to is what its text comes to as a file; a field is a quantity in words, held to what a file may say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

import muster.outlook as ahead
from muster.account.draws import Banded, Draws
from muster.claims.errors import MissingInput
from muster.desk import standing
from muster.desk.estimating import fit_of
from muster.desk.outlooks import PLAIN, SEED, offered
from muster.desk.settings import Settings
from muster.outlook import Outlook, Scenario, sentences

__all__ = [
    "FIELDS",
    "Banded",
    "Outlook",
    "Scenario",
    "Sketch",
    "carried",
    "run_for",
    "scenario_of",
    "sentences",
    "text_of",
]

# What a field changes, and how it is said: by a level in words.
FIELDS = {
    "recruits": ("recruits.contract", "Recruits who sign", "30,000 to 36,000 recruits a month"),
    "losses": ("losses", "Killed and wounded", "30,000 to 35,000 people a month"),
    "returning": ("returning", "Of the wounded return", "45 to 60 %"),
    "desertion": ("desertion", "Desert", "3,000 to 6,000 people a month"),
    "training": ("recruits.training", "Training", "2 months"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A scenario in a few fields, each empty where it is as `base` has it; `mobilise` so many people from a month of the horizon on."""

    base: str = PLAIN
    months: str = ""
    recruits: str = ""
    losses: str = ""
    returning: str = ""
    desertion: str = ""
    training: str = ""
    mobilise: str = ""
    mobilise_from: str = ""
    ceasefire: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is its base and nothing else."""
        return all(not getattr(self, one.name) for one in fields(self) if one.name != "base")


def text_of(sketch: Sketch) -> str:
    """The TOML of a sketch, as a file that Muster reads."""

    def said(text: str) -> str:
        return json.dumps(text, ensure_ascii=True)  # a JSON string is a TOML string

    lines = [f"title = {said(_title(sketch))}", f"extends = {said(sketch.base)}"]
    if sketch.months:
        lines.append(f"horizon = {said(f'{sketch.months} months')}")
    if sketch.ceasefire:
        lines.append(f"ceasefire = {said(sketch.ceasefire)}")
    for name, (lever, _, _) in FIELDS.items():
        if value := getattr(sketch, name):
            key, value = ("by", value) if value.lower().startswith("x ") else ("to", value)
            lines += [
                "",
                "[[changes]]",
                f"what = {said(lever)}",
                f"{key} = {said(value)}",
                'why = "as set in the form"',
            ]
    if sketch.mobilise:
        start = sketch.mobilise_from or "month 1"
        lines += [
            "",
            "[mobilisation]",
            f"people = {said(sketch.mobilise)}",
            f"from = {said(start)}",
            'why = "as set in the form"',
        ]
    return "\n".join(lines) + "\n"


def _title(sketch: Sketch) -> str:
    base = dict(offered()).get(sketch.base, sketch.base)
    changed = [name for name in (*FIELDS, "mobilise", "ceasefire") if getattr(sketch, name)]
    words = {name: title.lower() for name, (_, title, _) in FIELDS.items()} | {
        "mobilise": "mobilisation",
        "ceasefire": "ceasefire",
    }
    return base if not changed else f"{base}, with other {', '.join(words[name] for name in changed)}"


def scenario_of(sketch: Sketch) -> Scenario:
    """The scenario of a sketch. Raises `ScenarioError`."""
    return ahead.written(text_of(sketch), name="the form")


def run_for(settings: Settings, *, party: str, run: str = "") -> str:
    """The id of the run that is carried forward: the one named, else the newest good one of a party. Raises `MissingInput` for none."""
    if run:
        return standing.id_of(run, settings)
    found = next((one.id for one in standing.current(settings) if one.good and party in one.inputs.parties), None)
    if found is None:
        raise MissingInput(f"no good estimate of {party} is kept yet; the page Estimate makes one")
    return found


def carried(settings: Settings, scenario: Scenario, *, party: str, run: str) -> Outlook:
    """The run of this id carried forward under a scenario. Raises `ScenarioError`, `UsageError`."""
    draws = _draws(settings, run)
    return ahead.outlook(draws, scenario, party=party, seed=SEED)


def _draws(settings: Settings, run: str) -> Draws:
    """The draws of a run, from memory where they were asked for lately: a run is never altered."""
    key = (settings.ledger.absolute(), run)
    found = _HELD.get(key)
    if found is None:
        found = _HELD[key] = fit_of(standing.named(run, settings)).draws
        while len(_HELD) > _MOST:
            _HELD.pop(next(iter(_HELD)))
    return found


_MOST = 3  # runs whose draws stay in memory, some tens of megabytes each
_HELD: dict[tuple[Path, str], Draws] = {}
