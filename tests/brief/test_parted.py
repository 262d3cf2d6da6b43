"""A page in parts: each small however many claims it holds, all of it there, and every link to where its place is."""

from __future__ import annotations

import datetime as dt
import html as entities
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from hostile import STRINGS
from made_up import NOVEMBER, claim, figure, report

from muster.brief.composition import Options, compose
from muster.brief.parted import MOST, Parted, parted
from muster.brief.render import html
from muster.claims.measures import Measure

CLAIMS, DOCUMENTS = 1_500, 10


@cache
def page() -> str:
    """A brief of many claims in a few long documents."""
    sources = []
    for number in range(DOCUMENTS):
        numbers = [1000 + 7 * (number * CLAIMS // DOCUMENTS + at) for at in range(CLAIMS // DOCUMENTS)]
        text = "\n\n".join(f"On that day Russia lost [{one:,}] men, an “officer” said." for one in numbers)
        told = [
            claim(figure(one), measure=Measure.KILLED, period=NOVEMBER, speaker=f"Officer {one % 40}")
            for one in numbers
        ]
        sources.append(report(text, *told, title=f"Long report {number}", published=dt.date(2024, 12, 1 + number)))
    return html(compose(sources, options=Options(made=dt.date(2025, 1, 1))))


@cache
def parts() -> Parted:
    return parted(page())


class Whole(HTMLParser):
    """Holds markup to be whole: what is opened is closed, in its order. Its words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"img", "br", "meta", "link"}:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data.split()


def inside(markup: str) -> str:
    return markup.partition('<main id="main" tabindex="-1">')[2].partition("</main>")[0]


def ids(markup: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', markup)


def without_pictures(markup: str) -> str:
    """What is no picture: a large one is fetched by itself."""
    return re.sub(r"<svg\b.*?</svg>", "", markup, flags=re.DOTALL)


def test_no_part_is_large_however_much_there_is() -> None:
    assert len(inside(page()).encode()) > 15 * MOST
    sizes = [len(one.encode()) for one in parts().parts]
    assert max(sizes) < MOST + 10_000
    assert len(sizes) < 2.5 * sum(sizes) / MOST  # nor are they many
    assert len(parts().contents.encode()) + len(parts().head.encode()) < 10_000


@pytest.mark.parametrize("most", [MOST, 20_000, 6_000])
def test_all_of_it_is_there_in_its_order(most: int) -> None:
    its = parted(page(), most=most)
    assert max(len(one.encode()) for one in its.parts) < most + 10_000
    words, whole = [Whole(without_pictures(one)) for one in its.parts], without_pictures(inside(page()))
    assert [name for one in its.parts for name in ids(without_pictures(one))] == ids(whole)
    assert sum(one.count('<tr id="r-') for one in its.parts) == CLAIMS
    at = (word for one in words for word in one.said)
    assert all(word in at for word in Whole(whole).said)  # each word, one after another


def test_every_link_leads_to_a_place_that_is_there() -> None:
    its = parts()
    where = {name: number for number, one in enumerate(its.parts, 1) for name in ids(one)}
    led = 0
    for number, one in enumerate(its.parts, 1):
        for part, name in re.findall(r'<a [^>]*href="(\d*)#([^"]*)"', one):
            assert where[name] == (int(part) if part else number)
            led += 1
    assert led > 2 * CLAIMS
    names = re.findall(r'href="(\d+)#([^"]*)"', its.contents)
    assert len(names) == its.contents.count("href=") > 5
    assert all(where[name] == int(part) for part, name in names)


def test_what_goes_along_is_beside_it_byte_for_byte() -> None:
    import base64

    held = dict(re.findall(r'<a download="([^"]*)" href="data:[^"]*;base64,([^"]*)"', page()))
    its = parts()
    assert {name: one.held for name, one in its.files.items()} == {
        name: base64.b64decode(one) for name, one in held.items()
    }
    assert "claims.csv" in its.files
    assert its.files["claims.csv"].media == "text/csv;charset=utf-8"
    assert not any("data:" in one for one in its.parts)
    assert all(f'href="../along/{name}"' in "".join(its.parts) for name in its.files)


def test_a_table_goes_on_under_its_head() -> None:
    later = [one for one in parts().parts if "All claims, continued" in one]
    assert len(later) > 5
    for one in later:
        start = one.index("All claims, continued")
        assert one.index("<thead>", start) < one.index('<tr id="r-', start)
        assert one.index("Figure, as stated", start) < one.index('<tr id="r-', start)


def test_rows_that_share_a_cell_go_on_beside_it() -> None:
    rows = "".join(f"<tr>{'<th rowspan=40>Whose</th>' if at == 0 else ''}<td>row {at}</td></tr>" for at in range(40))
    rows = rows.replace("rowspan=40", 'rowspan="40"')
    its = parted(f'<main id="main" tabindex="-1"><table><tbody>{rows}</tbody></table></main>', most=400)
    assert len(its.parts) > 2
    for one in its.parts:
        assert one.count('<th rowspan="40">Whose</th>') == 1
        assert one.index("Whose") < one.index("<td>")


def test_words_without_end_and_pictures_without_end_are_cut_or_fetched() -> None:
    words = " ".join(f"word{at}" for at in range(2_000))
    large = f'<svg xmlns="http://www.w3.org/2000/svg"><title>A &lt;b&gt;</title><desc>Words</desc>{"<g></g>" * 10_000}</svg>'
    markup = f'<main id="main" tabindex="-1"><p>{words}</p><div>{large}</div><svg><title>small</title></svg><p>{"x" * 9_000}</p></main>'
    its = parted(markup, most=5_000)
    assert [word for one in its.parts for word in Whole(one).said if word.startswith("word")] == words.split()
    assert all(len(one) < 5_200 for one in its.parts[:3])
    (held,) = its.files.items()
    assert held[1].held.decode() == large
    assert f'<img src="../along/{held[0]}" alt="A &lt;b&gt;. Words">' in "".join(its.parts)
    assert "<svg><title>small</title></svg>" in "".join(its.parts)


def test_hostile_words_stay_words_in_what_is_said_again() -> None:
    sources = [
        report(f"Russia lost [{1000 + at}] men. " + "And so on. " * 200, claim(1000 + at, speaker=text), title=text)
        for at, text in enumerate(STRINGS)
    ]
    whole = html(compose(sources))
    tags = set(re.findall(r"<(\w+)", inside(whole)))
    for most in (3_000, MOST):
        its = parted(whole, most=most)
        found = {tag for one in its.parts for tag in re.findall(r"<(\w+)", one)}
        assert found <= tags | {"summary", "details"}
        assert all(Whole(one) for one in its.parts)
        again = [one for part in its.parts for one in re.findall(r"<(?:h\d|summary)>([^<]*), continued<", part)]
        assert all("<" not in one and entities.escape(entities.unescape(one)) == one for one in again)
