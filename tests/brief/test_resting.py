"""Who rests on whom, as a table with all of it and a picture of as much as can be read."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from made_up import both, given, report
from made_up import claim as claimed

from muster.account.origins.graph import By
from muster.brief.composition import Options, compose
from muster.brief.given import Body, Given, Rest
from muster.brief.parts import Selection
from muster.brief.picture import svg, wrapped
from muster.brief.placing import MOST_COLUMNS
from muster.brief.resting import MOST, Resting, resting, ways
from muster.claims.measures import Measure


def drawn(*pairs: str, outlets: str = "") -> Resting:
    """`drawn("a>b", "c>b")` where a and c rest on b; names in `outlets` are outlets."""
    ends = [pair.split(">") for pair in pairs]
    rests = tuple(
        Rest(
            child=child,
            parent=parent,
            by="outlet" if child in outlets.split() else "said",
            words="so",
            claims=(f"{n}",),
        )
        for n, (child, parent) in enumerate(ends)
    )
    keys = dict.fromkeys(key for pair in ends for key in pair)
    bodies = tuple(Body(key=key, name=key.upper(), outlet=key in outlets.split()) for key in keys)
    found = resting(Given(bodies=bodies, rests=rests), {f"{n}" for n in range(len(rests))})
    assert found is not None
    return found


def columns(found: Resting) -> dict[str, int]:
    return {box.key: box.column for box in found.boxes}


CASES = [
    ("one source, two outlets", ["x>s", "y>s"], "x y", {"s": 0, "x": 1, "y": 1}),
    ("a relay between", ["r>s", "x>r"], "x", {"s": 0, "r": 1, "x": 2}),
    ("an outlet stands beyond every relay", ["r>s", "x>s"], "x", {"s": 0, "r": 1, "x": 2}),
    ("further than the furthest it rests on", ["r>s", "q>r", "q>s"], "", {"s": 0, "r": 1, "q": 2}),
    ("an outlet that copies another", ["x>s", "y>x"], "x y", {"s": 0, "x": 1, "y": 2}),
    ("an outlet that speaks for itself", ["y>x", "r>s"], "x y", {"x": 0, "y": 2, "s": 0, "r": 1}),
    ("two apart", ["r>s", "q>t"], "", {"s": 0, "r": 1, "t": 0, "q": 1}),
]


@pytest.mark.parametrize(("_", "pairs", "outlets", "expected"), CASES)
def test_who_rests_on_nobody_is_at_the_left(_: str, pairs: list[str], outlets: str, expected: dict[str, int]) -> None:
    assert columns(drawn(*pairs, outlets=outlets)) == expected


def test_a_circle_and_a_long_chain_are_drawn_all_the_same() -> None:
    for found in (drawn("a>b", "b>c", "c>a"), drawn(*(f"{n}>{n + 1}" for n in range(9)))):
        assert max(columns(found).values()) < MOST_COLUMNS
        ElementTree.fromstring(svg(found))


def test_no_two_boxes_stand_in_one_place() -> None:
    dice = random.Random(7)
    for _ in range(40):
        pairs = {f"{dice.randrange(14)}>{dice.randrange(14)}" for _ in range(dice.randrange(2, 30))}
        found = drawn(*sorted(pairs), "14>15", outlets="1 2 3")
        places = sorted((box.column, box.row) for box in found.boxes)
        assert all(a[0] != b[0] or b[1] - a[1] > 0.99 for a, b in pairwise(places))


def crossings(found: Resting) -> int:
    """How many pairs of lines cross between two columns, their ends and lanes taken as points."""
    column, row = {box.key: box.column for box in found.boxes}, {box.key: box.row for box in found.boxes}
    steps = set()
    for line in found.lines:
        points = [(column[line.child], row[line.child]), *line.via, (column[line.parent], row[line.parent])]
        steps |= {tuple(sorted(pair)) for pair in pairwise(points)}
    return sum(
        one[0][0] == other[0][0] < one[1][0] == other[1][0]
        and (one[0][1] - other[0][1]) * (one[1][1] - other[1][1]) < 0
        for one, other in combinations(sorted(steps), 2)
    )


def test_lines_that_need_not_cross_do_not() -> None:
    """Trees in which names stand against one another, so that the order of names would cross them."""
    for many in (4, 8):
        pairs = [f"r{n}>s{many - n}" for n in range(many)] + [
            f"x{n}{k}>r{n * 3 % many}" for n in range(many) for k in (0, 1)
        ]
        found = drawn(*[f"s{n + 1}>t" for n in range(many)], *pairs[:20], outlets=" ".join(p[:3] for p in pairs[many:]))
        assert crossings(found) == 0


def test_a_line_that_passes_a_column_runs_between_its_boxes() -> None:
    dice = random.Random(5)
    for _ in range(30):
        pairs = {f"{dice.randrange(8)}>{8 + dice.randrange(8)}" for _ in range(14)}
        found = drawn(*sorted(pairs), "16>8", "17>16", "17>8", "18>17", "18>8", outlets="18")
        rows = {box.column: [b.row for b in found.boxes if b.column == box.column] for box in found.boxes}
        passed = [lane for line in found.lines for lane in line.via]
        assert passed
        assert all(abs(row - other) > 0.6 for column, row in passed for other in rows.get(column, ()))


def test_the_picture_holds_so_many_and_the_table_all() -> None:
    found = drawn(*(f"x{n}>s{n % 3}" for n in range(60)), outlets=" ".join(f"x{n}" for n in range(60)))
    assert len(found.boxes) <= MOST
    assert found.left_out == f"{63 - len(found.boxes)} more bodies in the table alone."
    assert sum(len(stand.links) for stand in found.outlets) == 60
    assert found.outlets_counted == 60


def test_nobody_is_drawn_who_is_joined_to_nobody() -> None:
    found = drawn("a>b", "c>c")
    assert set(columns(found)) == {"a", "b"}
    assert ["its own figures" for stand in found.relays for link in stand.links if link.child == "its own figures"]
    alone = drawn("c>c")
    assert (alone.boxes, alone.summary) == (
        (),
        "No body is seen to rest on another; some figures are made of others of the same body.",
    )


def test_every_thing_that_may_show_it_can_be_drawn_and_told_apart_without_colour() -> None:
    assert {by.value for by in By} == set(ways())
    assert len({way.dash for way in ways().values()}) == len({way.key for way in ways().values()}) == 3


def test_the_picture_is_told_in_words_and_has_a_key() -> None:
    found = compose(both(), given=given()).resting
    assert found
    picture = ElementTree.fromstring(svg(found))
    words = ["".join(one.itertext()) for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Rests on nobody here", "Passes it on", "Prints it"} <= set(words)
    assert {"the text says whose data it is", "the numbers show it", "an outlet prints what it says"} <= set(words)
    assert {"says so, 1 more", "figure or back"} <= set(words)
    assert found.summary.startswith("3 bodies and 1 outlet, joined by 4 lines")
    assert found.summary.endswith("most rest on Staff in Kyiv (3).")


def test_a_narrowed_brief_shows_who_rests_on_whom_in_what_it_is_of() -> None:
    asked = Options(selection=Selection(measures=frozenset({Measure.LOSSES})))
    found = compose(both(), given=given(), options=asked).resting
    assert found
    assert [(stand.name, [link.child for link in stand.links]) for stand in (*found.relays, *found.outlets)] == [
        ("Staff in Kyiv", ["The Gazette"])
    ]


def test_nobody_rests_on_anybody_in_a_report_of_one_voice() -> None:
    assert compose([report("[9] fell.", claimed(9))], given=Given()).resting is None


WRAPPED = [
    ("Kyiv", 10, 2, ["Kyiv"]),
    ("General Staff of Ukraine", 14, 2, ["General Staff", "of Ukraine"]),
    ("General Staff of Ukraine and others", 14, 2, ["General Staff", "of Ukraine an…"]),
    ("General Staff of Ukraine and others", 14, 3, ["General Staff", "of Ukraine and", "others"]),
    ("Compiled 28 September 2023 by the Desk", 33, 2, ["Compiled 28 September 2023 by", "the Desk"]),
    ("THE BORDERLINE POST", 18, 2, ["THE BORDERLINE", "POST"]),
    ("Donaudampfschifffahrtsgesellschaft", 10, 2, ["Donaudamp…"]),
]


@pytest.mark.parametrize(("name", "letters", "most", "lines"), WRAPPED)
def test_a_long_name_is_cut(name: str, letters: int, most: int, lines: list[str]) -> None:
    assert wrapped(name, letters=letters, most=most) == lines
