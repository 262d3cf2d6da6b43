"""Signs, read off claims, findings and estimates: a board of indicators of which each says quiet, watch, alert or cannot tell and why, the
questions that it answers, what changed on it, the same as a feed; and what became of forecasts.

Nouns: `Indicator`, `State`, `Result`, `Question`, `Answer`, `Board`, `Seen`, `Limits`, `Threshold`, `Change`, `Scored`, `Later`, `Verdict`.
Verbs: `seen`, `watched`, `changes`, `atom`, `indicators`, `questions`, `scored`, `last_known`.
"""

from muster.watch.board import Answer, Board, Indicator, Question, Result, State, indicators, questions
from muster.watch.changing import Change, changes
from muster.watch.every import watched
from muster.watch.feed import atom
from muster.watch.looking import Seen, last_known, seen
from muster.watch.scorecard import Later, Scored, Verdict, scored
from muster.watch.thresholds import Limits, Threshold

__all__ = [
    "Answer",
    "Board",
    "Change",
    "Indicator",
    "Later",
    "Limits",
    "Question",
    "Result",
    "Scored",
    "Seen",
    "State",
    "Threshold",
    "Verdict",
    "atom",
    "changes",
    "indicators",
    "last_known",
    "questions",
    "scored",
    "seen",
    "watched",
]
