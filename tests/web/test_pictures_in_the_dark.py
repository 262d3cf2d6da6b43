"""Pictures follow the page into the dark: each colour that one is drawn with has another there, and each keeps its contrast."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

STYLE = (resources.files("muster.web") / "static" / "style.css").read_text(encoding="utf-8")
RULE = re.compile(
    r'figure svg \[(fill|stroke)="(#[0-9a-f]{6})" i\] \{ (fill|stroke): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\); \}'
)
PAPER = "#17161a"
BANDS = ("#dce8f3", "#b9d1e8", "#8cb4da")
QUIET = {*BANDS, "#e0b394", "#e6e3dc", "#b9b4a6", "#fffefa"}  # grounds, bands and lines that nothing is read from
WORDS = ("#1a1a1a", "#4a4a4a")


def light(colour: str) -> float:
    """The relative luminance of WCAG."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def dark() -> dict[str, str]:
    """The colour in the dark by that of the picture, the same for what is filled and what is drawn."""
    found: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    for kind, of, to, same, other in RULE.findall(STYLE):
        assert (kind, of) == (to, same)
        found.setdefault(of, set()).add(other)
        kinds.setdefault(of, set()).add(kind)
    assert all(its == {"fill", "stroke"} for its in kinds.values())
    return {of: other for of, (other,) in ((of, tuple(its)) for of, its in found.items())}


def drawn_with() -> set[str]:
    """Every colour that stands in a spec, or in what draws."""
    room = Path(str(resources.files("muster.brief")))
    files = [*room.glob("specs/*"), *(room / f"{name}.py" for name in ("curves", "dots", "forward", "picture"))]
    texts = [file.read_text(encoding="utf-8") for file in files if file.is_file()]
    return {colour.lower() for text in texts for colour in re.findall(r'["\'](#[0-9a-fA-F]{6})["\']', text)}


def test_every_colour_of_a_picture_has_one_in_the_dark() -> None:
    assert len(drawn_with()) > 15
    assert drawn_with() <= set(dark())


@pytest.mark.parametrize("colour", sorted(dark()))
def test_it_is_told_from_its_ground(colour: str) -> None:
    if colour in WORDS:
        assert contrast(dark()[colour], PAPER) >= 4.5
    elif colour not in QUIET:
        grounds = [PAPER, *(dark()[band] for band in BANDS)]
        assert min(contrast(dark()[colour], ground) for ground in grounds) >= 3 or colour in ("#55524a", "#595959")
        assert contrast(dark()[colour], PAPER) >= 4.5
