"""The words of figures, days, parties and measures, for rooms above that show them."""

from muster.brief.words import (
    Names,
    count_words,
    day_words,
    figure_words,
    listed,
    measure_words,
    names_of,
    party_words,
    per_words,
    period_words,
    resting_words,
    rounded,
    subject_words,
    visible,
    war_words,
    what_words,
)

__all__ = [
    "Names",
    "count_words",
    "day_words",
    "figure_words",
    "listed",
    "measure_words",
    "names_of",
    "party_words",
    "per_words",
    "period_words",
    "resting_words",
    "rounded",
    "subject_words",
    "visible",
    "war_words",
    "what_words",
]
