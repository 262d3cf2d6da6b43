"""Pictures, tables and words that link back: readings composed into one page in which every number leads to its sentence.

`compose` makes a `Brief`, plain data, of `Source`s and what is `Given` of them; `render.html` and `render.markdown` write it out.
"""

from muster.brief.composition import Options, Source, compose
from muster.brief.given import Aside, Body, Given, Rest, Told
from muster.brief.parts import Refusal, ReviewState, Selection, Verdict
from muster.brief.render import html, markdown
from muster.brief.whole import Brief

__all__ = [
    "Aside",
    "Body",
    "Brief",
    "Given",
    "Options",
    "Refusal",
    "Rest",
    "ReviewState",
    "Selection",
    "Source",
    "Told",
    "Verdict",
    "compose",
    "html",
    "markdown",
]
