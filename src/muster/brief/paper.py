"""A brief as PDF: the page set for paper by WeasyPrint, which needs no browser.

Invariant: nothing is fetched, whatever a document says; the file has the words of the page and no others, its title, language, bookmarks
and tags, and a description of every picture. The same brief gives the same bytes with the same fonts.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from muster.brief import plates
from muster.brief.exhibits import Drawn, exhibits
from muster.brief.render import Form, cached, data_address, page
from muster.brief.resting import Resting
from muster.brief.whole import Brief
from muster.brief.words import visible
from muster.claims.errors import MissingEngine

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

MARK = b"\n%made-with-muster\n"  # a comment at the end of the file, by which it is known never to be a report


def pdf(brief: Brief) -> bytes:
    """The brief as tagged PDF (PDF/UA-1). Raises `MissingEngine` without the extra `pdf` or without Pango, which it sets text with."""
    held = page(brief, form=Form(drawing=cached(_drawing(brief)), along=False, unfolded=True))
    setter, fetcher = _engine()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # what a style asks of a screen is no fault on paper
    identifier = hashlib.sha256(held.encode()).hexdigest()[:32].encode()
    made: bytes = setter(string=held, base_url="about:blank", url_fetcher=fetcher).write_pdf(
        pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=identifier
    )
    return made.rstrip(b"\n") + MARK


def _drawing(brief: Brief) -> Any:
    """A chart as a picture with words for those who cannot see it."""
    said = {one.anchor: f"{one.title}. {one.summary}" for one in exhibits(brief)}

    def drawing(of: Drawn) -> str:
        anchor = "resting" if isinstance(of, Resting) else of.anchor
        source = data_address(plates.inline(of), "image/svg+xml")
        return Markup('<img alt="{}" src="{}">').format(visible(said[anchor]), source)

    return drawing


def _engine() -> tuple[Any, URLFetcher]:
    """What sets a page, and a fetcher that has nothing but what the page holds itself."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except ImportError:
        raise MissingEngine(
            "a brief as PDF needs an extra: pip install 'muster[pdf]'; HTML, Markdown and Word need none"
        ) from None
    except OSError as error:
        raise MissingEngine(
            f"a brief as PDF needs Pango, a library of the system (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            f"libharfbuzz-subset0; "
            f"macOS: brew install pango): {str(error).partition(chr(10))[0][:120]}"
        ) from None
    return HTML, URLFetcher(allowed_protocols=("data",), allow_redirects=False)
