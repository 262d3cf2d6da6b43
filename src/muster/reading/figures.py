"""Every figure in an English text, about war or not, with its span, ends, bound and unit: the number grammar, at the reader's door."""

from muster.numbers.figures import Found, find

__all__ = ["Found", "find"]
