"""The parts of the date grammar: words of the calendar, dates and phrases made of them, and where each is placed.

`muster.reading.dates.find` is what puts them together.
"""
