"""Signs, read off claims, findings and estimates: so far what became of forecasts.

Nouns: `Scored`, `Later`, `Verdict`. Verb: `scored`.
"""

from muster.watch.scorecard import Later, Scored, Verdict, scored

__all__ = ["Later", "Scored", "Verdict", "scored"]
