"""The numbers of an English text: every figure with its span, hedge and unit, in digits or in words; the word lists as data."""

from muster.numbers.figures import Found, find

__all__ = ["Found", "find"]
