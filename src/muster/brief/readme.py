"""The README of a bundle.

Invariant: what it says to type is a command that stands in it as it is to be typed; a title in it is words.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from muster.brief.render import markdown_words


def readme(*, title: str, made: str, version: str, name: str, runs: Sequence[str], versions: str) -> str:
    """The README of a bundle of this `name`; `runs` are the options with which each estimate is sampled again."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made_of = Environment(
        loader=PackageLoader("muster.brief", "templates"), undefined=StrictUndefined, keep_trailing_newline=True
    )
    made_of.filters["md"] = markdown_words
    return made_of.get_template("bundle.md.j2").render(
        title=" ".join(title.split()), made=made, version=version, name=shlex.quote(name), runs=runs, versions=versions
    )
