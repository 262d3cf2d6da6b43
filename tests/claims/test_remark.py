"""What the words of a remark say by themselves: which way it went, and whether averages or totals are meant."""

from __future__ import annotations

import pytest

from muster.claims.claim import Place
from muster.claims.remark import Direction, Remark, RemarkKind, Wording, direction, wording


def remark(kind: RemarkKind, quote: str) -> Remark:
    return Remark(kind=kind, quote=quote, place=Place(document="d", start=0, end=len(quote)))


@pytest.mark.parametrize(
    ("kind", "quote", "went"),
    [
        (RemarkKind.STREAK, "fifth consecutive month of rising", Direction.UP),
        (RemarkKind.STREAK, "fell for the third month in a row", Direction.DOWN),
        (RemarkKind.STREAK, "fourth day running", None),
        (RemarkKind.CHANGE, "rose by 20 percent", Direction.UP),
        (RemarkKind.CHANGE, "15% fewer than in May", Direction.DOWN),
        (RemarkKind.CHANGE, "compared with", None),
        (RemarkKind.MULTIPLE, "more than halved", Direction.DOWN),
        (RemarkKind.MULTIPLE, "less than twice the average", Direction.UP),
        (RemarkKind.RECORD, "all-time high", Direction.UP),
        (RemarkKind.RECORD, "the lowest since March", Direction.DOWN),
        (RemarkKind.EXCEEDS, "more than it recruits", None),
        (RemarkKind.EVENT, "fall of", None),
    ],
)
def test_which_way_it_went(kind: RemarkKind, quote: str, went: Direction | None) -> None:
    assert direction(remark(kind, quote)) is went


@pytest.mark.parametrize(
    ("quote", "meant"),
    [
        ("fifth month of rising casualty rates", Wording.AVERAGE),
        ("average daily losses rose", Wording.AVERAGE),
        ("double the toll", Wording.TOTAL),
        ("all-time high", None),
    ],
)
def test_whether_averages_or_totals_are_meant(quote: str, meant: Wording | None) -> None:
    assert wording(remark(RemarkKind.CHANGE, quote)) is meant
