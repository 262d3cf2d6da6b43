"""One date or period as it is worded: the grammar that makes an `Item` of the words of a run.

Invariant: the grammar sees classes of words alone, each a letter, so a new word is a line in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from muster.reading.days.placing import Item
from muster.reading.days.words import Word

_YEAR_TAIL = "(?:,?Y|O?,?(?:A?[LTN])u|OY|OAu|PY|v)"
_FORMS = {
    "full": "(?:w,?)?I",
    "days": f"(?:w,?)?(?:A?[do](?:[DK]|,?J)A?[do]O?m{_YEAR_TAIL}?|mA?d(?:[DKJ])A?d(?!m|Om)(?:,?Y)?)",
    "day": f"(?:w,?)?(?:A?dO?m|A?oOm){_YEAR_TAIL}?|(?:w,?)?mA?(?:d(?:,?Y|,?[LTN]u|OA?[LTN]u)?|o,?(?:Y|[LTN]u))",
    "part": f"A?[oL][nd]?uO(?:A?[LTN]?u|A?(?:ED?)?m{_YEAR_TAIL}?|Y|A?[LTN]?s{_YEAR_TAIL}?|A?[oL]q(?:OY)?)",
    "months": f"A?[nd]uO(?:A?[LTN]?s{_YEAR_TAIL}?|A?oq(?:OY)?)",
    "same": "A?M(?:[nd]?[uqp]|s|m)(?:PAu)?(?:[OP]?(?:Y|A?[LTN]u))?",
    "quarter": "A?oq(?:O?(?:Y|A?[LTN]u|Au))?|A?LqO(?:Y|A?[LTN]u|Au)|A?[LTN]q|QO?(?:Y|[LTN]u)?|YQ",
    "half": f"A?[oL]hO(?:A?[LTN]u|Au|m{_YEAR_TAIL}?|Y)|A?[oL]hY|HO?(?:Y|[LTN]u)?|YH",
    "years": "(?<!d)Y[D/][dn](?![muO])",
    "year to date": "ZTu|TuZ|ZPY|Y,?Z|V",
    "ago": "f{0,2}(?:[nda]|ha)uGy?",
    "month": f"(?:A?ED?A?)?[LTN]?m{_YEAR_TAIL}?",
    "season": f"(?:A?ED?A?)?A?[LTN]?s(?:O?Y(?:Dd)?|{_YEAR_TAIL})?",
    "unit": "(?:A?ED?)?A?[LTN][nda]?f?u|A?ED?P?Au|A?R",
    "weekday": "[LTN]?w",
    "weekend": "A?[LTN]?k",
    "today": "A?y",
    "new year": "A?E?A?W(?:O?Y)?",
    "year": "(?:A?ED?(?:A?uO?)?)?(?:AuO?)?Y",
    "decade": "(?:A?ED?)?A?C",
}
ITEM = re.compile("|".join(f"(?P<{name.replace(' ', '_')}>{form})" for name, form in _FORMS.items()))


def items(letters: str, said: Sequence[Word]) -> list[tuple[int, int, Item]]:
    """The dates in a run: first and last word (the last excluded) and the date, leftmost and longest first."""
    found = []
    for kind, first, last in _shapes(letters):
        item = build(kind, said[first:last])
        if item is not None:
            found.append((first, last, item))
    return found


@lru_cache(maxsize=8192)
def _shapes(letters: str) -> tuple[tuple[str, int, int], ...]:
    """The kinds of dates in a row of letters; runs of the same shape come again and again."""
    return tuple(((match.lastgroup or "").replace("_", " "), *match.span()) for match in ITEM.finditer(letters))


def build(kind: str, said: Sequence[Word]) -> Item | None:
    """The date that these words make, None for words that only look like one."""
    item = Item(kind=kind, year=_value(said, "Y"))
    maker = _MAKERS.get(kind)
    if maker is not None:
        return maker(item, said)
    if kind == "decade":
        item = item._replace(year=said[-1].value)
    return item._replace(part=_part_of(said))


def _to_date(item: Item, said: Sequence[Word]) -> Item:
    """ "So far this month" is the month up to the day of writing."""
    unit = next((str(word.value) for word in said if word.letter == "u"), "year")
    return item if unit == "year" else item._replace(kind="unit", unit=unit, shift=0, part="earlier")


def _value(said: Sequence[Word], letters: str) -> int | None:
    return next((word.value for word in said if word.letter in letters), None)


def _part_of(said: Sequence[Word]) -> str:
    return next((str(word.value) for word in said if word.letter == "E"), "")


def _shift_of(said: Sequence[Word]) -> int | None:
    return next(({"L": -1, "T": 0, "N": 1}[word.letter] for word in said if word.letter in "LTN"), None)


def _tailed(item: Item, said: Sequence[Word]) -> Item:
    """With the year that a tail gives it: "last year", "of this year", "of the year"."""
    if said[-1].letter == "v":
        return item._replace(the_year=True, told=True)
    for at in range(len(said) - 1, 0, -1):
        if said[at].letter == "u":
            if said[at].value != "year":
                return item
            shift = _shift_of(said[at - 1 : at])
            return item._replace(tail=shift, the_year=shift is None)
    return item


def _full(item: Item, said: Sequence[Word]) -> Item | None:
    year, month, day = said[-1].value
    return item._replace(kind="day", year=year, month=month, day=day)


def _day(item: Item, said: Sequence[Word]) -> Item | None:
    days = [int(word.value) for word in said if word.letter in "do"]
    item = item._replace(month=_value(said, "m"), day=days[0], last_day=days[-1], weekday=_value(said, "w"))
    return _tailed(item, said)


def _years(item: Item, said: Sequence[Word]) -> Item | None:
    """ "2014–15": two years, the second by its last digits."""
    count = int(said[-1].value) - said[0].value % 100
    return item._replace(many=float(count + 1)) if 0 < count < 20 else None


def _month(item: Item, said: Sequence[Word]) -> Item | None:
    at = next(place for place, word in enumerate(said) if word.letter == "m")
    item = item._replace(month=said[at].value, part=_part_of(said), shift=_shift_of(said[:at]))
    return _tailed(item, said[at:])


def _season(item: Item, said: Sequence[Word]) -> Item | None:
    at = next(place for place, word in enumerate(said) if word.letter == "s")
    item = item._replace(which=said[at].value, part=_part_of(said), shift=_shift_of(said[:at]))
    return _tailed(item, said[at:])


def _quarter(item: Item, said: Sequence[Word]) -> Item | None:
    which = _value(said, "Qo")
    if which is None and any(word.letter == "O" for word in said):
        which = 4
    if which is None:
        word = next((str(one.value) for one in said if one.letter in "LTN"), "")
        return item._replace(shift=_shift_of(said), unit="quarter", told=word in _BESIDE)
    return _tailed(item._replace(which=which), said) if which <= 4 else None


def _half(item: Item, said: Sequence[Word]) -> Item | None:
    which = _value(said, "Ho") or 2
    month = _value(said, "m")
    if which > 2:
        return None
    at = next((place for place, word in enumerate(said) if word.letter == "h"), 0)
    return _tailed(item._replace(which=which, month=month, kind="half month" if month else "half"), said[at:])


def _unit(item: Item, said: Sequence[Word]) -> Item | None:
    if said[-1].letter == "R":
        return item._replace(unit="year", part="end")
    unit, shift = str(said[-1].value), _shift_of(said)
    count = next((float(w.value) if w.letter in "nd" else 1.0 for w in said if w.letter in "nda"), None)
    word = next((str(w.value) for w in said if w.letter in "LTN"), "")
    counted = count is not None
    if (
        unit in ("hour", "decade", "fortnight")
        and not counted
        and (shift is None or (unit == "hour" and word not in ("past", "last")))
    ):
        return None
    if shift == -1 and not counted and said[-1].end - said[-1].start > len(unit):
        return None  # nobody knows how many "the last days" are
    rolling = shift is not None and (
        counted
        or word == "past"
        or (word in ("last", "coming") and said[0].letter == "A" and len(said) == 3)
        or unit not in ("day", "week", "month", "year")
    )
    if shift == 0 and counted:
        return None
    told = word in _BESIDE or (word == "next" and said[0].letter == "A")
    return item._replace(unit=unit, shift=shift, many=count, rolling=rolling, part=_part_of(said), told=told)


_BESIDE = ("previous", "preceding", "following")  # of the time just told, rather than of the day of writing


def _ago(item: Item, said: Sequence[Word]) -> Item | None:
    at = next(place for place, word in enumerate(said) if word.letter == "u")
    halved = any(word.letter == "h" for word in said)
    count = (
        0.5 if halved else next((float(w.value) if w.letter in "nd" else 1.0 for w in said if w.letter in "nda"), 1.0)
    )
    to_the_day = said[-1].letter == "y" and said[-1].value == 0
    return item._replace(unit=said[at].value, many=count, which=int(to_the_day))


def _weekday(item: Item, said: Sequence[Word]) -> Item | None:
    return item._replace(weekday=said[-1].value, shift=_shift_of(said))


def _weekend(item: Item, said: Sequence[Word]) -> Item | None:
    return item._replace(weekday=5, shift=_shift_of(said))


def _new_year(item: Item, said: Sequence[Word]) -> Item | None:
    """New Year's Day, or the day before it."""
    eve = any(word.letter == "W" and str(word.value).endswith("eve") for word in said)
    return item._replace(part=_part_of(said), which=-int(eve))


def _today(item: Item, said: Sequence[Word]) -> Item | None:
    return item._replace(which=said[-1].value)


def _share(item: Item, said: Sequence[Word]) -> Item | None:
    """ "the first seven months of 2024": a count of units from one end of another date."""
    of = next(place for place, word in enumerate(said) if word.letter == "O")
    inner = said[of + 1 :]
    match = ITEM.fullmatch("".join(word.letter for word in inner)) or ITEM.fullmatch(
        "AE" + "".join(w.letter for w in inner)
    )
    if match is None or (said[0].letter if said[0].letter != "A" else said[1].letter) not in "oL":
        return None
    kind = (match.lastgroup or "").replace("_", " ")
    base = build(kind, inner)
    head = next(word for word in said[:of] if word.letter in "oL")
    which = -1 if head.letter == "L" else int(head.value)
    count = next((float(w.value) for w in said[:of] if w.letter in "nd"), 1.0)
    if base is None or (which > 1 and count != 1):
        return None
    return item._replace(year=None, unit=said[of - 1].value, which=which, many=count, base=base)


def _months(item: Item, said: Sequence[Word]) -> Item | None:
    """ "the three months of autumn": so many from the first day of a season or quarter on."""
    of = next(place for place, word in enumerate(said) if word.letter == "O")
    if said[of - 1].value != "month":
        return None
    match = ITEM.fullmatch("".join(word.letter for word in said[of + 1 :]))
    base = build((match.lastgroup or "").replace("_", " "), said[of + 1 :]) if match is not None else None
    count = next(float(word.value) for word in said if word.letter in "nd")
    return item._replace(kind="part", year=None, unit="month", which=1, many=count, base=base) if base else None


def _same(item: Item, said: Sequence[Word]) -> Item | None:
    return (
        _tailed(item, said)
        if item.year is not None or (said[-1].letter == "u" and _shift_of(said) is not None)
        else None
    )


_MAKERS: dict[str, Callable[[Item, Sequence[Word]], Item | None]] = {
    "full": _full, "days": _day, "day": _day, "part": _share, "months": _months,
    "same": _same, "quarter": _quarter, "half": _half, "unit": _unit,
    "ago": _ago, "month": _month, "season": _season, "weekday": _weekday, "weekend": _weekend, "years": _years, "today": _today,
    "new year": _new_year, "year to date": _to_date,
}  # fmt: skip
