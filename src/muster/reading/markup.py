"""What an HTML page says of itself: title, publisher, date, language, out of its meta elements, JSON-LD and address.

Invariant: only what the page states about its own publication counts; a copyright year or a date of an event does not.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from muster.reading.parsed import day_of, short

Fields = dict[str, str]

_PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "sailthru.date", "publish-date",
    "publishdate", "pubdate", "publication_date", "citation_publication_date", "dcterms.issued", "dc.date.issued", "dcterms.date",
    "dc.date", "date",
)  # fmt: skip
_PUBLISHER = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "application-name",
)
_TITLE = ("og:title", "headline", "citation_title", "dc.title", "twitter:title")
_URL_DAY = re.compile(r"/((?:19|20)[0-9]{2})[/-]([01]?[0-9])[/-]([0-3]?[0-9])(?:[/_-]|$)")
_KINDS = re.compile(r"(?:article|report|posting|webpage|analysisnews)$", re.IGNORECASE)
_MAX_JSON = 500_000


def fields_of(root: Any) -> Fields:
    """The page's meta elements (the first of each name wins) with what its JSON-LD adds."""
    fields: Fields = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        value = short(meta.get("content"), 1_000)
        if name and value:
            fields.setdefault(name.strip().lower(), value)
    for data in _json_ld(root):
        _add(fields, "datepublished", data.get("datePublished"))
        _add(fields, "headline", data.get("headline"))
        _add(fields, "publisher", _name(data.get("publisher")))
        _add(fields, "inlanguage", data.get("inLanguage"))
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            _add(fields, "canonical", link.get("href"))
    return fields


def _add(fields: Fields, name: str, value: object) -> None:
    value = short(value, 1_000)
    if value:
        fields.setdefault(name, value)


def _name(value: object) -> object:
    if isinstance(value, list) and value:
        value = value[0]
    return value.get("name") if isinstance(value, dict) else value


def _json_ld(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe the page or its article, broken ones passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > _MAX_JSON:
            continue
        try:
            data = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        entries = data if isinstance(data, list) else [data]
        for entry in entries[:50]:
            graph = entry.get("@graph") if isinstance(entry, dict) else None
            for one in (graph if isinstance(graph, list) else [entry])[:50]:
                kinds = one.get("@type") if isinstance(one, dict) else None
                if any(
                    isinstance(kind, str) and _KINDS.search(kind)
                    for kind in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    yield one


def title_of(root: Any, fields: Fields) -> str | None:
    """The headline as the page gives it, else its first h1, else its <title> without the site's name."""
    named = next((fields[key] for key in _TITLE if key in fields), None)
    if named:
        return named
    for heading in root.iter("h1"):
        words = short("".join(heading.itertext()))
        if words:
            return words
    whole = next((short("".join(title.itertext())) for title in root.iter("title")), None)
    site = fields.get("og:site_name")
    parts = re.split(r"\s+[|–—»]\s+|\s+-\s+(?=[^-]{1,40}$)", whole) if whole else []
    return whole if len(parts) < 2 or (site is None and len(parts[0]) < 15) else parts[0]


def publisher_of(fields: Fields) -> str | None:
    """Who publishes the page, as it says itself."""
    return next((fields[key] for key in _PUBLISHER if key in fields and "://" not in fields[key]), None)


def published_of(root: Any, fields: Fields) -> dt.date | None:
    """The day of publication: from the meta elements, a time element marked or placed as a byline, or the page's own address."""
    for key in _PUBLISHED:
        day = day_of(fields.get(key))
        if day:
            return day
    return _byline_day(root) or _url_day(fields.get("canonical")) or _url_day(fields.get("og:url"))


def _byline_day(root: Any) -> dt.date | None:
    """The first time element above the running text, or one that says it is the date of publication."""
    above = True
    for element in root.iter("time", "p"):
        if element.tag == "p":
            above = above and len("".join(element.itertext())) < 200
            continue
        marked = element.get("pubdate") is not None or (element.get("itemprop") or "").lower() == "datepublished"
        day = day_of(element.get("datetime"))
        if day and (marked or above):
            return day
    return None


def _url_day(address: str | None) -> dt.date | None:
    found = _URL_DAY.search(address) if address else None
    try:
        return dt.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def language_of_page(root: Any, fields: Fields) -> str | None:
    """The language that the page names."""
    return root.get("lang") or fields.get("og:locale") or fields.get("content-language") or fields.get("inlanguage")
