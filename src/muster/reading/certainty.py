"""How surely a field was decided: how often careful readers agreed where the same rule spoke as loudly.

Invariant: always between 0 and 1; what a rule says of itself only moves it about what was measured of the rule. The measures stand in
`lexicon/certainty.toml`, written by `tools/certainty.py` from articles annotated by hand; a rule that was met too seldom is taken for an
average one of its field.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from muster.claims.reading import Trace
from muster.numbers.values import value

LEAST, MOST = 0.02, 0.98
PRIOR = 4.0  # decisions of an average rule that each rule is thought to have made besides its own


@value(frozen=True, slots=True, kw_only=True)
class Measured:
    """Of one rule: the share of its decisions that readers agreed with, and how sure it said it was on average."""

    right: float
    told: float


@value(frozen=True, slots=True, kw_only=True)
class Field:
    """Of one field: its rules, what stands for a rule that was not met, and how much a point of told surety is worth."""

    rules: Mapping[str, Measured]
    other: Measured
    slope: float

    def of(self, rule: str, told: float) -> float:
        """How sure a decision is."""
        known = self.rules.get(rule, self.other)
        return round(min(MOST, max(LEAST, known.right + self.slope * (told - known.told))), 3)


def settled(traces: Iterable[Trace]) -> list[Trace]:
    """The traces with their measured confidence; a field that was never measured keeps its own."""
    fields = _fields()
    return [
        Trace(
            field=one.field, rule=one.rule, words=one.words, confidence=fields[one.field].of(one.rule, one.confidence)
        )
        if one.field in fields
        else one
        for one in traces
    ]


# ------------------------------------------------------------------ measuring
def measured(met: Sequence[tuple[str, float, bool]]) -> Field:
    """What decisions on one field say of its rules: each with its rule, how sure it said it was, and whether readers agreed.

    Shares are drawn towards the field's mean (as by `PRIOR` average decisions); the slope is the least squares one within rules.
    """
    told, right = sum(one[1] for one in met) / len(met), sum(one[2] for one in met) / len(met)
    groups: dict[str, list[tuple[float, bool]]] = {}
    for rule, sure, agreed in met:
        groups.setdefault(rule, []).append((sure, agreed))
    rules = {
        rule: Measured(
            right=(sum(agreed for _, agreed in own) + PRIOR * right) / (len(own) + PRIOR),
            told=sum(sure for sure, _ in own) / len(own),
        )
        for rule, own in groups.items()
    }
    above = sum((sure - rules[rule].told) * (agreed - rules[rule].right) for rule, sure, agreed in met)
    spread = sum((sure - rules[rule].told) ** 2 for rule, sure, _ in met)
    slope = max(0.0, above / (spread + 1.0))
    return Field(rules=rules, other=Measured(right=right, told=told), slope=slope)


def as_toml(fields: Mapping[str, Field]) -> str:
    """The measures as the file has them."""
    out = [
        "# Written by tools/certainty.py from annotated articles: for each rule the share that readers agreed with, and its told surety."
    ]
    for name, field in sorted(fields.items()):
        out += [
            "",
            f"[{name}]",
            f"slope = {field.slope:.3f}",
            f"other = [{field.other.right:.3f}, {field.other.told:.3f}]",
            "",
        ]
        out += [f"[{name}.rules]"]
        out += [
            f'"{rule}" = [{one.right:.3f}, {one.told:.3f}]'
            for rule, one in sorted(field.rules.items())
            if '"' not in rule
        ]
    return "\n".join(out) + "\n"


@cache
def _fields() -> Mapping[str, Field]:
    text = (resources.files("muster.reading") / "lexicon" / "certainty.toml").read_text(encoding="utf-8")
    return {
        name: Field(
            rules={rule: Measured(right=right, told=told) for rule, (right, told) in one["rules"].items()},
            other=Measured(right=one["other"][0], told=one["other"][1]),
            slope=one["slope"],
        )
        for name, one in tomllib.loads(text).items()
    }
