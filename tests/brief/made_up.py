"""Small reports of our own, read by hand: `report` marks where the figures stand, so that no test counts characters."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from muster.brief.composition import Source
from muster.brief.given import Aside, Body, Given, Rest, Told
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.figure import Bound, Figure, Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import UNDATED, Period
from muster.claims.reading import Reader, Reading, Rejection, Trace
from muster.claims.remark import Remark, RemarkKind

READER = Reader(name="hand", version="1", lexicon="0123456789ab")
NOVEMBER = Period(dt.date(2024, 11, 1), dt.date(2024, 11, 30))
_MARKED = re.compile(r"\[([^\]]*)\]")


def figure(low: float | None, high: float | None = None, bound: str = "exact", **more: Any) -> Figure:
    """`figure(5)` is five, `figure(5, bound="at_least")` at least five."""
    kind = Bound(bound)
    if kind is Bound.AT_LEAST:
        high = None
    elif high is None and kind is not Bound.AT_MOST:
        high = low
    return Figure(low=low, high=high, bound=kind, **more)


def claim(said: Figure | float, **more: Any) -> dict[str, Any]:
    """The fields of a claim that does not yet know where it stands: Russia's dead unless told otherwise."""
    told = {
        "figure": said if isinstance(said, Figure) else figure(said),
        "measure": Measure.KILLED,
        "party": Party("RU"),
    }
    return told | more


def report(
    marked: str,
    *fields: dict[str, Any] | str | None,
    title: str | None = "A report",
    publisher: str | None = "The Gazette",
    published: dt.date | None = dt.date(2024, 12, 9),
    **more: Any,
) -> Source:
    """A source out of a text whose figures stand in square brackets; for each bracket the fields of a claim, why it is none,
    or None for a remark. Confidence is 0.9 for every claim."""
    spans, text, at = [], "", 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    text += marked[at:]
    document = Document(text=text, title=title, publisher=publisher, published=published, language="en", **more)
    claims, rejections, remarks = [], [], []
    for (start, end), told in zip(spans, fields, strict=True):
        place = Place(document=document.id, start=start, end=end)
        if told is None:
            remarks.append(Remark(kind=RemarkKind.RECORD, quote=text[start:end], place=place))
        elif isinstance(told, str):
            rejections.append(Rejection(quote=text[start:end], place=place, why="date", because=told))
        else:
            claims.append(Claim(quote=text[start:end], place=place, **told))
    return read(document, claims, rejections=rejections, remarks=remarks)


def read(document: Document, claims: list[Claim], **more: Any) -> Source:
    """A source of claims that know where they stand."""
    traces = {one.id: (Trace(field="measure", rule="hand", confidence=0.9),) for one in claims}
    reading = Reading(
        document=document.id,
        reader=READER,
        claims=tuple(claims),
        traces=traces,
        **{k: tuple(v) for k, v in more.items()},
    )
    return Source(document=document, reading=reading)


def update() -> Source:
    return report(
        "Daily figures\n\nThe ministry in London puts Russian casualties at [1,523] a day in November, an [all-time high], citing "
        "Kyiv's staff. The month cost [about 45,690] in all.\n\nIt was published on [9] December. Moscow wants [690,000] men under arms.",
        claim(
            figure(1523, per=Per.DAY),
            measure=Measure.KILLED_WOUNDED,
            period=NOVEMBER,
            status=Status.REPORT,
            speaker="Ministry in London",
            source="Staff in Kyiv",
        ),
        None,
        claim(
            figure(45690, bound="about"),
            measure=Measure.KILLED_WOUNDED,
            period=NOVEMBER,
            speaker="Ministry in London",
            source="Staff in Kyiv",
        ),
        "a day of the month",
        claim(690_000, measure=Measure.STRENGTH, status=Status.TARGET, speaker="Moscow"),
        title="Daily figures",
        publisher="Ministry in London",
    )


def wire() -> Source:
    return report(
        "Institute: [more than 38,000] Russian casualties in November, on the staff's numbers. The staff itself says [45,720] were "
        "lost. Ukraine's own dead were [between 3,000 and 4,000]. At least [150,000] Russians are fighting.",
        claim(
            figure(38000, bound="at_least"),
            measure=Measure.KILLED_WOUNDED,
            period=NOVEMBER,
            speaker="The Institute",
            source="the Staff in Kyiv",
        ),
        claim(45720, measure=Measure.LOSSES, period=NOVEMBER, status=Status.REPORT, speaker="Staff in Kyiv"),
        claim(figure(3000, 4000, "between"), party=Party("UA"), period=NOVEMBER, speaker="The Institute"),
        claim(figure(150_000, bound="at_least"), measure=Measure.STRENGTH, period=UNDATED),
        title="A costly month",
        published=dt.date(2024, 12, 2),
    )


def nested() -> Source:
    return report("[Half of the 20,000] were lost at the river.", claim(10_000, measure=Measure.LOSSES), title="Within")


def both() -> list[Source]:
    return [update(), wire()]


# ------------------------------------------------------------------ what checks would say of `both`
def finding(kind: str, verdict: str, severity: str, *claims: Claim, sentence: str = "", **more: Any) -> Finding:
    """A finding of these claims, in words of its own."""
    return Finding(
        kind=Kind(kind),
        verdict=Verdict(verdict),
        severity=Severity(severity),
        sentence=sentence or f"The {kind} of {len(claims)} claims.",
        claims=tuple(one.id for one in claims),
        documents=tuple({one.place.document: None for one in claims}),
        **more,
    )


def told(made: Finding, *, aside: Aside | None = None) -> Told:
    return Told(finding=made, claims=made.claims, aside=aside)


def given() -> Given:
    """A grave finding on two reports, one a person has set aside, one of a remark, an agreement; and who rests on whom in them."""
    daily, month, _ = update().reading.claims
    institute, staff, own, strength = wire().reading.claims
    record = update().reading.remarks[0].place
    return Given(
        findings=(
            told(finding("rival", "not_both", "grave", month, staff, numbers=(("least_relative_change", 0.25),))),
            told(
                finding("rival", "not_both", "serious", institute, staff),
                aside=Aside(by="ann", why="one counts prisoners", on=dt.date(2024, 12, 11)),
            ),
            told(finding("contradiction", "no_account", "minor", institute, daily, own)),
            Told(
                finding=Finding(
                    kind=Kind.RECORD,
                    verdict=Verdict.NOT_DECIDABLE,
                    severity=Severity.NOTE,
                    sentence="Whether it is the highest cannot be told.",
                    claims=(daily.id,),
                    remarks=(record,),
                ),
                claims=(daily.id,),
            ),
            told(
                finding(
                    "rate", "agrees", "note", daily, month, sentence="1,523 a day over 30 days make 45,690: they agree."
                )
            ),
            told(finding("implied_ratio", "implied", "note", strength)),
        ),
        bodies=(
            Body(key="staff", name="Staff in Kyiv"),
            Body(key="london", name="Ministry in London"),
            Body(key="institute", name="The Institute"),
            Body(key="outlet gazette", name="The Gazette", outlet=True),
        ),
        rests=(
            Rest(
                child="london", parent="staff", by="said", words="said to be on its data", claims=(daily.id, month.id)
            ),
            Rest(child="london", parent="staff", by="sum", words="its sum, to the man", claims=(month.id,)),
            Rest(
                child="institute",
                parent="staff",
                by="same figure",
                words="one number",
                claims=(institute.id,),
                mutual=True,
            ),
            Rest(child="outlet gazette", parent="staff", by="outlet", words="prints it", claims=(staff.id,)),
            Rest(
                child="outlet gazette",
                parent="institute",
                by="outlet",
                words="prints it",
                claims=(institute.id, own.id),
            ),
            Rest(child="institute", parent="institute", by="constant", words="half of its own", claims=(own.id,)),
        ),
    )
