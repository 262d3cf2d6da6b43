"""A document in, claims out: files to text, the grammar of numbers and dates, the rules reader and its lexicon."""

from muster.reading.reader import read

__all__ = ["read"]
