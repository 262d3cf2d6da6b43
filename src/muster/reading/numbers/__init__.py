"""The parts of the number grammar: plain text, numbers in digits and in words, hedges, units, and numbers that are no figures.

`muster.reading.figures.find` is what puts them together.
"""
