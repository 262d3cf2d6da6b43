"""A finding: what a check has to say of claims, as data, whoever made it.

Invariant: kinds, verdicts and severities come from the fixed lists here; every claim, remark and document that a finding names is one it
was made from; its `id` is the hash of the kind and of what it speaks of, so the same material gives the same finding again, and a finding
that a person has set aside opens again when one of its claims changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from muster.claims.claim import Place
from muster.claims.document import digest
from muster.claims.errors import ValueRefused
from muster.claims.measures import Measure
from muster.claims.party import Party


class Kind(StrEnum):
    """What sort of check spoke. `KINDS` in `claims.kinds` says of each what it means and when it is wrong."""

    CONTRADICTION = "contradiction"
    RIVAL = "rival"
    REVISION = "revision"
    PARTS = "parts"
    RATE = "rate"
    RATIO = "ratio"
    IMPLIED_RATIO = "implied_ratio"
    UNIT_PAIR = "unit_pair"
    SHARE = "share"
    DERIVED = "derived"
    TARGET = "target"
    MULTIPLE = "multiple"
    RECORD = "record"
    STREAK = "streak"
    CHANGE = "change"
    EXCEEDS = "exceeds"
    BENCHMARK = "benchmark"
    BASIS = "basis"
    DEFINITION = "definition"
    BOUND_AS_POINT = "bound_as_point"
    RANGE_COLLAPSED = "range_collapsed"
    TARGET_AS_ESTIMATE = "target_as_estimate"
    UPGRADED = "upgraded"
    CUMULATIVE = "cumulative"
    OUTSIDE_INTERVAL = "outside_interval"
    PERCENT_BASE = "percent_base"
    DIGITS = "digits"
    BALANCE = "balance"
    TOLD_TWICE = "told_twice"  # one assertion told twice in one document


class Verdict(StrEnum):
    """What it found, in the words that are printed with `_` for a space."""

    AGREES = "agrees"
    AGREES_AS_BOUND = "agrees_as_bound"
    FAILS_AS_SPOKEN = "fails_as_spoken"  # holds as bounds, fails as spoken
    FAILS = "fails"
    TRUE = "true"
    FALSE = "false"
    TRUE_BY_TOTALS = "true_by_totals"  # and false by daily averages
    TRUE_BY_AVERAGES = "true_by_averages"  # and false by totals
    TRUE_ONLY_IF = "true_only_if"
    NOT_DECIDABLE = "not_decidable"
    NO_ACCOUNT = "no_account"  # no account at all admits these claims
    NOT_BOTH = "not_both"  # not in one sense of the word
    REVISED = "revised"
    UNDECIDED = "undecided"  # the solver gave up
    MORE_LEFT = "more_left"  # sets beyond those that are told
    IMPLIED = "implied"
    IMPLAUSIBLE = "implausible"
    NO_SECOND_OBSERVATION = "no_second_observation"
    REACHED = "reached"
    SHORT = "short"
    NOT_CLOSE = "not_close"
    OUT_OF_REACH = "out_of_reach"
    TWO_ACCOUNTS = "two_accounts"
    SAME_BASIS = "same_basis"
    ONE_SOURCE = "one_source"
    SEVERAL_MEASURES = "several_measures"
    FALLS = "falls"
    STALE = "stale"
    STALE_AS_SPOKEN = "stale_as_spoken"  # holds as a bound
    MISSING_FLOW = "missing_flow"
    MISTOLD = "mistold"  # a trap: told as what it is not


class Severity(StrEnum):
    """How much it matters. The rule stands with each kind in `claims.kinds`."""

    NOTE = "note"
    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


APART = "least_relative_change"  # the number that says by how much of itself a claim would have to change
GRAVEST_FIRST = (Severity.GRAVE, Severity.SERIOUS, Severity.MINOR, Severity.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`claims` are ids in the order the sentence speaks of them, `remarks` the places of remarks, `documents` ids of the reports that
    they stand in. `numbers` are the named numbers that were computed, `sentence` says it all in plain words. `id` is 20 hex digits."""

    kind: Kind
    verdict: Verdict
    severity: Severity
    sentence: str
    claims: tuple[str, ...] = ()
    remarks: tuple[Place, ...] = ()
    documents: tuple[str, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()
    war: str | None = None
    party: Party | None = None
    measure: Measure | None = None
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if not self.claims and not self.remarks:
            raise ValueRefused(f"a finding must name a claim or a remark; got none for {self.kind.value!r}")
        spans = sorted([place.document, place.start, place.end] for place in self.remarks)
        name = digest(self.kind.value, self.verdict.value, sorted(self.claims), spans, length=20)
        object.__setattr__(self, "id", name)

    @property
    def order(self) -> tuple[object, ...]:
        """Gravest first; of one severity what one body or text is wrong in by itself before rivals, who differ from each other; then by
        kind as listed, then what is furthest apart, then by what it speaks of: always the same order."""
        apart = dict(self.numbers).get(APART, 0.0)
        rival = self.kind is Kind.RIVAL
        return (GRAVEST_FIRST.index(self.severity), rival, tuple(Kind).index(self.kind), -apart, self.sentence, self.id)
