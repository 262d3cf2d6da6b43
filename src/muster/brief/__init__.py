"""Pictures, tables and words that link back: readings composed into one page in which every number leads to its sentence.

`compose` makes a `Brief`, plain data, of `Source`s; `render.html` and `render.markdown` write it out.
"""

from muster.brief.composition import Brief, Options, Source, compose
from muster.brief.parts import Refusal, ReviewState, Selection, Verdict
from muster.brief.render import html, markdown

__all__ = [
    "Brief",
    "Options",
    "Refusal",
    "ReviewState",
    "Selection",
    "Source",
    "Verdict",
    "compose",
    "html",
    "markdown",
]
