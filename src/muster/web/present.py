"""Whom and which wars the ledger has claims of, in words, for forms to offer them; those with most claims come first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muster.claims.figure import plain
from muster.claims.measures import MEASURES, STATUSES, Measure, Status
from muster.claims.war import wars_with
from muster.desk import pulse, saying, steps
from muster.desk.settings import Settings
from muster.web.site import Site

Choices = Sequence[tuple[str, str]]  # what is sent, and in words
Called = Mapping[tuple[str, str], str]  # by the name of a field and what is sent for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The parties and the wars."""

    parties: Choices
    wars: Choices


def present(site: Site) -> Present:
    """Those there are now."""
    return site.worked_out("present", lambda: _present(site.settings))


def parties(site: Site) -> Choices:
    """The parties alone, as they were when a document last came: nothing is counted anew after each judgement in a row."""
    state = pulse.brought(site.settings)
    known: Present | None = site.memo.get("brought", state)
    if known is None:
        known = present(site)
        site.memo.put("brought", known, state=state)
    return known.parties


def all_wars(site: Site) -> Choices:
    """Every war that is known, by its name."""
    return sorted(((value, name) for (of, value), name in called(site).items() if of == "war"), key=lambda one: one[1])


def called(site: Site) -> Called:
    """What parties and wars are called, as `words` has it, looked up once."""
    return site.kept("words", lambda: words(site.settings))


def amended_words(names: Called, field: str, *, value: object) -> str:
    """What a field was amended to, as the pages say what stands in it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field in ("low", "high"):
        return plain(float(str(value)))
    said = str(value)
    if field == "measure":
        return MEASURES[Measure(said)].title
    if field == "status":
        return STATUSES[Status(said)].title
    return names.get((field, said), said.replace("_", " ") if field in ("bound", "per") else said)


def _present(settings: Settings) -> Present:
    said = words(settings)
    counted = steps.listed(settings, steps.Filter(), part=steps.Part(size=1)).facets

    def told(name: str) -> Choices:
        return [(value, said.get((name, value), value)) for value, _ in counted[name] if value != steps.NONE]

    return Present(parties=told("party"), wars=told("war"))


def words(settings: Settings) -> Called:
    """What parties and wars are called, each by the name of its field and what is sent for it."""
    names = saying.names_of(wars_with(settings.wars).values())
    said = {("party", code): f"{name} ({code})" for code, name in names.parties.items()}
    return said | {("war", war): name for war, name in names.wars.items()}
