"""What is said on the command line, made into what is meant: parties by name, words out of a list, two days in order.

Every function raises `UsageError` that names the option, the rule and what was got.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import resources

from muster.claims import MEASURES, STATUSES, Bound, Measure, Per
from muster.claims.errors import UsageError
from muster.claims.war import wars_with
from muster.claims.wire import number_of, truth
from muster.cli.options import day
from muster.desk.naming import ALIKE, ALL_LISTED
from muster.desk.naming import party as party
from muster.desk.settings import Settings


def one_of(option: str, value: str, *, known: Iterable[str], listed: str = "") -> str:
    """The value, where it is one of those known; of a long list `listed` says what it is a list of and where it is to be seen."""
    names = [str(name) for name in known]
    if value not in names:
        near = get_close_matches(value.lower(), names, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        of = listed or f"one of {', '.join(names)}"
        raise UsageError(f"{option} must be {of}; got {value!r}{hint}")
    return value


def measure(option: str, value: str) -> Measure:
    """The measure of this name; of what people call one otherwise ("dead", "troops") its name is told."""
    meant = _meant().get(" ".join(value.replace("_", " ").replace("-", " ").casefold().split()))
    if value not in MEASURES and meant is not None:
        raise UsageError(f"{option} {value!r} is called {meant} here; muster explain {meant} says what it takes in")
    return Measure(one_of(option, value, known=MEASURES))


@cache
def _meant() -> Mapping[str, str]:
    """What people call measures, with the measures' names."""
    told = tomllib.loads((resources.files("muster.cli") / "measures.toml").read_text(encoding="utf-8"))
    return {word.replace("-", " "): name for name, words in told.items() for word in words}


def some_of(option: str, values: Sequence[str] | None, *, known: Iterable[str]) -> tuple[str, ...]:
    """The values, where each is one of those known."""
    names = list(known)
    return tuple(one_of(option, value, known=names) for value in values or ())


def period(since: str, until: str) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of what `--from` and `--to` say, each a day, a month or a year; None for one that was not said. Raises
    `UsageError` for what is none of these, or a first day after the last."""
    first = _day("--from", since, last=False) if since.strip() else None
    until_day = _day("--to", until, last=True) if until.strip() else None
    in_order(first, until_day)
    return first, until_day


def last_day(option: str, text: str) -> dt.date:
    """The last day of what an option says: a day, a month or a year."""
    if not re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", text.strip()):
        raise UsageError(f"{option} must be a day, a month or a year such as 2024-09; got {text!r}")
    return _day(option, text, last=True)


def _day(option: str, text: str, *, last: bool) -> dt.date:
    """A day, or the first or last of a month or a year."""
    said = text.strip()
    if _YEAR.fullmatch(said):
        said += "-12" if last else "-01"
    if month := _MONTH.fullmatch(said):
        number = int(month[2])
        if not 1 <= number <= 12 or int(month[1]) < 1:
            raise UsageError(f"{option} must be a day, a month or a year such as 2024-09; got {text!r}")
        said += f"-{calendar.monthrange(int(month[1]), number)[1] if last else 1:02}"
    found = day(said)
    assert found is not None
    return found


_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


def in_order(since: dt.date | None, until: dt.date | None) -> None:
    """Nothing, where the first day does not come after the last."""
    if since and until and since > until:
        raise UsageError(f"--from must not lie after --to; got {since} and {until}")


def parties(option: str, values: Sequence[str] | None, *, settings: Settings) -> tuple[str, ...]:
    """The codes of parties that were said as a code, in either case, or by a name that a war knows them by."""
    return tuple(party(option, value, settings=settings) for value in values or ())


def borne(option: str, codes: Iterable[str], *, there: Iterable[str], settings: Settings) -> None:
    """Nothing, where each code is that of a party of a known war, or of one that is there. Raises `UsageError` for any other."""
    known = {side.party.code for war in wars_with(settings.wars).values() for side in war.parties} | set(there)
    for code in codes:
        if code not in known:
            raise UsageError(f"{option} {code!r} is no party of a war that is known, nor of a claim here; {ALL_LISTED}")


def shelved(document: str | None, *, settings: Settings) -> None:
    """Nothing, where a document of the ledger has an id that begins so, or none was named. Raises `UsageError` where none has."""
    from muster.desk import steps

    begins = (document or "").strip().lower()
    if not any(one.id.startswith(begins) for one in steps.documents(settings, everything=True)) and begins:
        raise UsageError(
            f"--document {document!r} is no document's id, nor the beginning of one; muster documents lists them"
        )


_MOST = 5


# ------------------------------------------------------------------ amendments
_NONE = "none"
_LISTS: dict[str, Iterable[str]] = {"measure": MEASURES, "status": STATUSES, "bound": Bound, "per": Per}
_NAMES = {"from": "start_date", "to": "end_date"}
FIELDS = (
    "party",
    "civilian",
    "measure",
    "low",
    "high",
    "bound",
    "per",
    "unit",
    "status",
    "speaker",
    "source",
    "scope",
    "from",
    "to",
)


def amended(field: str, value: str, *, settings: Settings) -> object:
    """A field's new value out of the words said for it; None for the word `none`."""
    said = value.strip()
    if said.lower() == _NONE:
        return None
    if field in ("low", "high"):
        return number_of(said, field)
    if field in ("start_date", "end_date"):
        found = day(said)
        return found and found.isoformat()
    if field == "civilian":
        return truth(said)
    if field in _LISTS:
        return one_of(f"--{field}", said, known=_LISTS[field])
    return party("--party", said, settings=settings) if field == "party" else said


def changes(text: str, settings: Settings) -> dict[str, object]:
    """What is to be amended, out of words such as `party=UA, low=1200`."""
    found: dict[str, object] = {}
    for part in re.split(r",\s*(?=[a-z]+\s*=)", text.strip()):
        name, _, value = part.partition("=")
        field = one_of("what is amended", name.strip().lower(), known=FIELDS)
        field = _NAMES.get(field, field)
        found[field] = amended(field, value, settings=settings)
    return found


def wars(option: str, values: Sequence[str] | None, *, settings: Settings) -> tuple[str, ...]:
    """The ids of wars that were said by id, or by words of their name."""
    known = wars_with(settings.wars)
    found = []
    for value in values or ():
        words = value.casefold().replace("-", " ").split()
        meant = [id_ for id_, war in known.items() if id_ == value] or [
            id_
            for id_, war in known.items()
            if all(word in f"{war.name} {id_} {' '.join(war.aliases)}".casefold() for word in words)
        ]
        if len(meant) != 1:
            near = meant or get_close_matches("-".join(words), known, n=3, cutoff=ALIKE)
            said = ", ".join(f"{id_} ({known[id_].name})" for id_ in near[:_MOST])
            more = ", …" if len(near) > _MOST else ""
            raise UsageError(
                f"{option} must be one war{' of ' if said else ''}{said}{more}; got {value!r}; {ALL_LISTED}"
            )
        found += meant
    return tuple(found)
