"""Which of the dates in a text's first and last lines is the document's own.

Invariant: only a date that presents itself as one is taken: after a label ("Published:"), in a dateline ("KYIV, 9 December 2024 —"), on a
line that is no sentence, or in brackets at a line's end. Where two of the same rank disagree, none is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from muster.numbers.values import value

HEAD_LINES, TAIL_LINES, LONGEST = 12, 4, 400

_LABEL = re.compile(
    r"(?:^|[|·•(–—.;]|\s{2}|\t)\W{0,4}(?:this )?(?:published|posted|publication date|pub\.? date|date of (?:publication|issue|release)|"
    r"date|dated|issued|date issued|released|recorded|broadcast|aired|revised|last revised|issue of|edition of|"
    r"for (?:immediate )?(?:release|use|publication)(?: from)?|embargoed (?:until|for)|release date|"
    r"prepared|written|filed|compiled|circulated|distributed|submitted|signed|printed|uploaded|"
    r"answered|delivered|adopted|interviewed|conducted|reviewed|episode of|version(?: of)?|out|(?:register |list |table )?closed|sent|"
    r"(?:last |first |originally )?(?:published|updated|modified|edited|amended|corrected)|as of|data as of|status as of)"
    r"(?: online)?(?: first)?(?: (?:on|at|by [\w .]{1,40}|in [\w ]{1,30}? on|to \w{1,20}(?: on)?))?"
    r"\s*[:|,–—-]?\s*(?:on\s)?(?:\w+day,?\s)?$",
    re.IGNORECASE,
)
_LABEL_BEHIND = re.compile(
    r"[,;]\s+(?:posted|published|issued|updated|filed|sent|released|recorded|broadcast|conducted|"
    r"episode of|edition of)(?: on)?\s+(?:\w+day,?\s)?$",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"^\W*(?:\w+ ){0,3}(?:summary|report|update|bulletin|communiqu[eé]|briefing|digest),?"
    r"(?: (?:for|of|on|the|morning|midday|noon|evening|night)){0,3} "
    r"(?:\w+day,?\s)?$",
    re.IGNORECASE,
)
_NOTE_AFTER = re.compile(r"\s*[·|]\s*[a-z]")
_BULLETIN = re.compile(r"\b(?:bulletin|summary|report|update|digest)\b[^.!?]{0,60},\s$", re.IGNORECASE)
_THREAD = re.compile(r"\W*1\s?/")
_POSTED = re.compile(r"(?:[.?!)]\s\W{0,4}|\()$")  # "1/ What the numbers say. 🧵 (9 Nov 2025)"
_POST_ENDS = re.compile(r"\)?\.?(?:\s*$|\s[A-Z])")
_SPOKE = re.compile(
    r"\b(?:spoke|talked|was speaking) (?:to|with) [^.]{1,60}?(?: on)? (?:\w+day,? )?$"
    r"|\b(?:[Ww]e|I) (?:spoke|talked|met)\b[^.]{0,60}?(?: on)? (?:\w+day,? )?$"
    r"|\b(?:interview|conversation|recording|call|talk) (?:was|took place)\b[^.]{0,60}?(?: on)? (?:\w+day,? )?$"
    r"|\btoday[,:]? (?:\w+day,? )?$"
)
_LATER = re.compile(r"updated|modified|edited|amended|corrected|(?:first|originally) published", re.IGNORECASE)
_STANDS = re.compile(
    r"\b(?:as (?:of|at)|(?:position|situation|correct|state of play|data|figures|cut-?off|status)(?: (?:as )?(?:of|at|on|to))?)"
    r"(?: the (?:morning|evening|end) of)?[ :,]+"
    r"(?:\d{1,2}[:.]?\d{2}(?: ?h(?:ours|rs)?)?(?: \(?[A-Za-z]{2,5}(?: time)?\)?)?,?(?: on| of)? )?(?:\w+day,? )?$",
    re.IGNORECASE,
)  # "Operational information as of 08.00 on 14 March 2025"
_GIVEN = re.compile(
    r"^\W*(?:written |oral )?(?:answer|reply|statement|evidence|speech|briefing|remarks|address|testimony|lecture|talk)\b"
    r"[^.!?]{0,60}\b(?:given|made|delivered|issued|circulated|on)\b[^.!?]{0,30}$"
    r"|\b(?:meeting|session|sitting|hearing|conference|debate) (?:of|on)(?: \w+day,?)? $",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_CLOCK = r"(?:\s*(?:,|at|\||–|—|-)?\s*\d{1,2}(?::|\.)\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,4}(?:[+-]\d+)?\)?)?)?"
_LINE_END = re.compile(
    rf"{_CLOCK}(?: (?:edition|issue|version|programme|bulletin|update|release))?\s*(?:\([^()]{{1,60}}\))?\s*[.|]?\s*$"
)
_DASH_AFTER = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:[–—:]|--?\s|\([A-Z])|\.\s?/[A-Z][\w -]{1,30}/"
)  # "MOSCOW, August 27. /TASS/."
_STOP_AFTER = re.compile(r"\.\s+[A-Z/(“\"‘]")  # "Near Pokrovsk, 21 November 2024. Name withheld."
_PLACED = re.compile(r"(?:(?:[Nn]ear|[Ii]n|[Aa]t) )?(?:(?:[A-Z][\w’'-]+|and|&)[ ,/]+){1,6}$")
_PLACE = re.compile(
    r"^[^\w\n]*(?:(?:[A-Z][A-Z.’'/-]+|and|&)[ ,/-]{0,3}){1,6}(?:[A-Z][\w. ]{1,24},?\s*)?(?:\([^()]{1,40}\)\s*[,–—-]?\s*)?$"
)
_SENTENCE_IN = re.compile(
    r"[.!?]\s+[A-Z]|\b(?:said|says|was|were|has|had|have|killed|lost|will|is|are|began|ended|started|opened)\b|[.!?]\s*$"
)
_ASIDE = re.compile(r"\s*[,.–—|·(-].{0,60}$")
_OWN_SENTENCE = re.compile(r"[.!?:)]\s+(?:(?:No\. ?\d+|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?), )?$")
_NO_MORE_WORDS = re.compile(r"\W*")
_IN_BRACKETS = re.compile(r"^[^()]{3,90}\($")
_ASIDE_OPEN = re.compile(r"\([^()]{1,60}$")
_WEEK = re.compile(r"\bweek\b", re.IGNORECASE)
_WEEK_TO = re.compile(r"(?:in |for |over )?(?:the )?(?:week|fortnight|month) (?:to|ending|ended)\b", re.IGNORECASE)
_SHORT = 100
_ISSUE = re.compile(
    r"\b(?:vol(?:ume)?|no|nr|issue|number|newsletter|bulletin|monthly|edition)\b[^!?]{0,60}[,|·(/–—-]\s*$",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"(?:^|[,|·•:;–—/(\t]|\s-|\bon)\s*$")


@value(frozen=True, slots=True)
class Line:
    """One line of the text; `at` counts from its head, and is negative for its last lines."""

    text: str
    at: int


def heads(text: str) -> Iterator[Line]:
    """The first and last lines that are not empty, no copyright among them, each cut to a length that a dateline stays within."""
    lines: list[str] = []
    start = 0
    while len(lines) < HEAD_LINES and start < len(text) and start < 20_000:
        stop = text.find("\n", start, start + 20_000)
        stop = min(len(text), start + 20_000) if stop < 0 else stop
        if text[start:stop].strip():
            lines.append(text[start:stop])
        start = stop + 1
    last = [line for line in text[max(start, len(text) - 2_000) :].split("\n") if line.strip()][-TAIL_LINES:]
    numbered = [(at, line) for at, line in enumerate(lines)] + [(at - len(last), line) for at, line in enumerate(last)]
    for at, line in numbered:
        if not _COPYRIGHT.search(line):
            yield Line(line[:LONGEST], at)


def best(found: Iterable[tuple[Line, int, int, dt.date, bool]]) -> dt.date | None:
    """The date of the best rank; of several of that rank None, but for a line above a chronology that is later than all it has."""
    ranked: dict[int, list[dt.date]] = {}
    for line, start, end, day, single in found:
        rank = rank_of(line, start=start, end=end, single=single)
        if rank is not None:
            ranked.setdefault(rank, []).append(day)
    for rank in sorted(ranked):
        days = ranked[rank]
        above = rank in _ABOVE and days[0] == max(days)
        return days[0] if above or len(set(days)) == 1 else None
    return None


def opens_by_month(line: Line, *, start: int, end: int) -> bool:
    """Whether a month stands in a dateline that is a line of its own or opens one, or on the line of an issue: "LONDON, Nov. 2024", "JULY
    1916", "Vol. 3, no. 5, May 2024"."""
    before, after = line.text[:start], line.text[end:]
    if _LINE_END.match(after) and (not before.strip() or _ISSUE.search(before)):
        return True
    town = _PLACE.match(before) and any(word.isupper() and len(word) > 2 for word in before.replace(",", " ").split())
    return bool(town and (_LINE_END.match(after) or _DASH_AFTER.match(after)))


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ON_WEEKDAY = re.compile(rf"\bon ({'|'.join(_WEEKDAYS)})\b(?! (?:night )?(?:last|next))", re.IGNORECASE)


def on_its_weekday(text: str, days: Sequence[dt.date]) -> dt.date | None:
    """Which of a dateline's days, one for each year, is the weekday that the report says it was on, or a day or two after it.

    The first two years are the likely ones; a later one must be the very weekday.
    """
    match = _ON_WEEKDAY.search(text)
    if match is None:
        return None
    wanted = _WEEKDAYS.index(match[1].lower())
    tries = [(days[:2], 0), (days[:2], 1), (days[:1], 2), (days[2:], 0)]
    return next((day for some, late in tries for day in some if day.weekday() == (wanted + late) % 7), None)


def rank_of(line: Line, *, start: int, end: int, single: bool = True) -> int | None:
    """How plainly a date is the document's own, 0 most; None where it is not."""
    before, after = line.text[:start], line.text[end:]
    if (by_label := _by_label(line, before, after)) is not None:
        return by_label
    place = _Place(line, before, after, single)
    return next((rank for rank, form in _FORMS if form(place)), None)


def _by_label(line: Line, before: str, after: str) -> int | None:
    """The rank of a date behind a word that says what it is: "Updated:", "@attritionwatch, posted 2 Nov 2024"."""
    label = _LABEL.search(before)
    if label and (len(line.text) < 200 or not label.start()) and not _SENTENCE_IN.search(before[: label.start()]):
        return 1 if _LATER.search(label.group()) else 0
    behind = line.at >= 0 and _LABEL_BEHIND.search(before) and (_LINE_END.match(after) or _STOP_AFTER.match(after))
    return 1 if behind and not _SENTENCE_IN.search(before) else None


@value(frozen=True, slots=True)
class _Place:
    """Where a date stands: its line, what is before and behind it there, and whether it is one day."""

    line: Line
    before: str
    after: str
    single: bool

    @property
    def told(self) -> bool:
        """Whether a sentence stands before it."""
        return bool(_SENTENCE_IN.search(self.before))

    @property
    def bare(self) -> bool:
        """Whether it closes a short line that is no sentence."""
        return len(self.line.text.strip()) <= _SHORT and not self.told and bool(_LINE_END.match(self.after))

    @property
    def first(self) -> bool:
        """Whether nothing stands before it."""
        return not self.before.strip()

    def within(self, lines: int) -> bool:
        """Whether it is one day, in one of the first lines of the text."""
        return self.single and 0 <= self.line.at < lines


def _noted(place: _Place) -> bool:
    """ "24 February 2026 · compiled from published statements"."""
    return place.within(HEAD_LINES) and place.first and bool(_NOTE_AFTER.match(place.after))


def _alone(place: _Place) -> bool:
    """A day that closes a line of its own at the head."""
    return place.within(HEAD_LINES) and place.bare and bool(_SEPARATED.search(place.before))


def _opening(place: _Place) -> bool:
    """ "KYIV, 9 December 2024 —"; "March 3, 2025 - The ministry said …"."""
    opens_text = place.line.at == 0 and place.first
    placed = opens_text or _PLACE.match(place.before)
    return place.within(HEAD_LINES) and bool(placed and _DASH_AFTER.match(place.after))


def _stands(place: _Place) -> bool:
    """ "Operational information as of 08.00 on 14 March 2025"."""
    return place.within(6) and place.bare and bool(_STANDS.search(place.before))


def _at_the_end(place: _Place) -> bool:
    """A day alone on one of the last lines."""
    return place.single and place.line.at < 0 and place.bare and place.first


def _aside(place: _Place) -> bool:
    """A day between others on a line of the head, or in a line of its own after a full stop: "Annual report. Kyiv, 30 June 2025"."""
    if not place.within(4):
        return False
    if _OWN_SENTENCE.search(place.before) and _NO_MORE_WORDS.fullmatch(place.after):
        return True
    short = len(place.line.text) <= 120 and _SEPARATED.search(place.before) and _ASIDE.match(place.after)
    return bool(short and not place.told and not _SENTENCE_IN.search(place.after.rstrip(" .")))


def _bracketed(place: _Place) -> bool:
    """ "The week in numbers (newsletter of the bureau, 1 December 2024)"; "(The Daily, May 3, 2024)" at the end."""
    if place.before.rstrip().endswith("(") and re.match(r"\)\W*$", place.after):
        return place.single and -1 <= place.line.at <= 3
    if place.told or not re.match(r"\)[.:]?(?:\s|$)", place.after):
        return False
    if place.within(2) and _IN_BRACKETS.search(place.before):
        return True
    closes = not place.after.strip(").: ") and _ASIDE_OPEN.search(place.before) and _SEPARATED.search(place.before)
    ends = place.single and place.line.at == -1 and place.before.lstrip().startswith("(")
    return bool(closes) and (place.within(2) or ends)


def _given(place: _Place) -> bool:
    """ "Answer given by the Minister on 3 May 2024"; "Record of the meeting of 12 March 2024"."""
    return place.within(6) and place.bare and bool(_GIVEN.search(place.before))


def _of_days(place: _Place) -> bool:
    """The days that a line at the head gives for the text: "26 October – 1 November 2024", "Week 18 (29 April – 5 May 2024)"."""
    if place.single or place.line.at < 0 or place.told:
        return False
    led = place.bare and _SEPARATED.search(place.before) and (place.first or _BULLETIN.search(place.before))
    weekly = place.before.endswith("(") and re.match(r"\)\s*$", place.after) and _WEEK.search(place.before)
    ends = place.bare and place.line.at < 4 and _WEEK_TO.match(place.line.text, len(place.before))
    return bool(led or weekly or ends)


def _in_its_sentence(place: _Place) -> bool:
    """ "Near Pokrovsk, 21 November 2024. Name withheld."; "Evening report for 3 May 2024"."""
    if not place.within(4) or place.told:
        return False
    placed = len(place.before) <= 40 and _PLACED.match(place.before) and _STOP_AFTER.match(place.after)
    return bool(placed or _ends_its_sentence(place.before, place.after) or _SUMMARY.search(place.before))


def _spoken(place: _Place) -> bool:
    """ "We met the colonel in Goma on 3 May 2024"; a first post of several."""
    post = place.line.at == 0 and _THREAD.match(place.before) and _POSTED.search(place.before)
    return place.within(5) and bool(_SPOKE.search(place.before) or (post and _POST_ENDS.match(place.after)))


_FORMS: tuple[tuple[int, Callable[[_Place], bool]], ...] = (
    (2, _noted), (2, _alone), (3, _opening), (4, _stands), (4, _at_the_end), (5, _aside), (5, _bracketed), (5, _given), (6, _of_days),
    (7, _in_its_sentence), (8, _spoken),
)  # fmt: skip
"""How a date presents itself as the document's own, the plainest first."""
_ABOVE = (2,)  # a line of its own


def _ends_its_sentence(before: str, after: str) -> bool:
    """ "“The Briefing”, 13 August 2025. Unchecked transcript."."""
    return (
        len(before) <= _MASTHEAD
        and not before.endswith("on ")
        and bool(_SEPARATED.search(before) and _STOP_AFTER.match(after))
    )


_MASTHEAD = 80
